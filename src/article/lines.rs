//! The lines of a text that hold something, trimmed, with their place.

use crate::model::Span;

/// A line with something on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Its bytes without the white space around it.
    pub span: Span,
    /// White space before it, in code points (a tab counts four).
    pub indent: usize,
    /// Whether a blank line, or the start of the text, is right above.
    pub after_blank: bool,
}

impl Line {
    /// What it says.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }
}

/// The non-blank lines of `text` in order. Breaks are `\n`, `\r`, `\r\n`, vertical tab, form feed, and the
/// line and paragraph separators U+2028 and U+2029.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line> + '_ {
    let mut at = 0;
    let mut blank = true;
    std::iter::from_fn(move || {
        while at < text.len() {
            let start = at;
            let (end, next) = line_end(text, start);
            at = next;
            let line = &text[start..end];
            let content = line.trim_start();
            if content.is_empty() {
                blank = true;
                continue;
            }
            let lead = line.len() - content.len();
            let indent = line[..lead].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
            let span = Span::new(start + lead, start + lead + content.trim_end().len());
            return Some(Line { span, indent, after_blank: std::mem::replace(&mut blank, false) });
        }
        None
    })
}

/// End of the line that starts at `start`, and the start of the next one.
fn line_end(text: &str, start: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    for (i, byte) in bytes.iter().enumerate().skip(start) {
        match byte {
            b'\r' if bytes.get(i + 1) == Some(&b'\n') => return (i, i + 2),
            b'\n' | b'\r' | 0x0B | 0x0C => return (i, i + 1),
            0xE2 if bytes[i + 1] == 0x80 && matches!(bytes[i + 2], 0xA8 | 0xA9) => return (i, i + 3),
            _ => {}
        }
    }
    (text.len(), text.len())
}
