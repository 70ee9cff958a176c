//! Long lines on a terminal: broken between words, the rest indented like the beginning.

use crate::index::query::columns;

/// Breaks `line`, which may hold colour codes, so that no part is wider than `width` columns; each part begins with
/// `indent`. Without a width (no terminal) it stays one line.
pub fn wrap(line: &str, indent: &str, width: Option<u16>) -> String {
    let Some(width) = width.map(usize::from).filter(|width| *width >= NARROWEST) else {
        return format!("{indent}{line}");
    };
    let mut out = indent.to_owned();
    let mut at = indent.len();
    for (n, word) in line.split(' ').enumerate() {
        let wide = shown(word);
        if n > 0 && at + 1 + wide > width && at > indent.len() {
            out.push('\n');
            out.push_str(indent);
            at = indent.len();
        } else if n > 0 {
            out.push(' ');
            at += 1;
        }
        out.push_str(word);
        at += wide;
    }
    out
}

/// Narrower terminals break lines themselves.
const NARROWEST: usize = 30;

/// Columns of a word without its colour codes.
fn shown(word: &str) -> usize {
    let mut inside_code = false;
    let mut wide = 0;
    for c in word.chars() {
        match (inside_code, c) {
            (false, '\u{1b}') => inside_code = true,
            (true, 'm') => inside_code = false,
            (true, _) => {}
            (false, c) => wide += columns(c),
        }
    }
    wide
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        let line = "갯벌을 \u{1b}[33m되살린다\u{1b}[0m 그리고 숲길을 잇는다";
        let wrapped = wrap(line, "   ", Some(30));
        let parts: Vec<&str> = wrapped.lines().collect();
        assert_eq!(parts.len(), 2, "{wrapped}");
        assert!(parts.iter().all(|part| part.starts_with("   ") && shown(part) <= 30), "{wrapped}");
        assert_eq!(wrapped.replace("\n   ", " ").trim_start(), line);
        assert_eq!(wrap(line, "   ", None), format!("   {line}"));
    }
}
