//! Which brackets and quotation marks belong together.

use crate::model::Span;

/// An opening mark that is farther away from a closing one, in bytes, does not belong to it.
const FARTHEST: usize = 3 * 1024;
/// How many open marks a closing one is compared with.
const DEEPEST: usize = 8;

/// Brackets or quotation marks that belong together, with nothing around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// Where the opening mark begins.
    pub(super) open: usize,
    /// Where it ends.
    pub(super) inside: usize,
    /// Where the closing mark begins.
    pub(super) close: usize,
    /// Where it ends.
    pub(super) after: usize,
}

/// The outermost pairs in `span`, in order. Marks without a partner are left out.
pub(super) fn pairs(text: &str, span: Span) -> Vec<Pair> {
    let mut found: Vec<Pair> = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut before = None;
    let mut rest = text[span.start..span.end].char_indices().peekable();
    while let Some((offset, c)) = rest.next() {
        let at = span.start + offset;
        let next = rest.peek().map(|(_, c)| *c);
        match c {
            '‘' if is_year(text, at + c.len_utf8()) => {}
            '(' | '[' | '{' | '（' | '［' | '「' | '『' | '《' | '〈' | '【' | '〔' | '“' | '‘' => {
                open.push((at, c))
            }
            ')' | ']' | '}' | '）' | '］' | '」' | '』' | '》' | '〉' | '】' | '〕' | '”' | '’' => {
                close(&mut open, &mut found, at, c, |o| o == partner(c));
            }
            '"' if !close(&mut open, &mut found, at, c, |o| o == '"') => open.push((at, '"')),
            '\'' | '`' => {
                let opens =
                    before.is_none_or(|b: char| !b.is_alphanumeric()) && next.is_some_and(|n| !n.is_whitespace());
                let closed = !is_year(text, at + 1) && close(&mut open, &mut found, at, c, |o| o == '\'');
                if !closed && opens && !is_year(text, at + 1) {
                    open.push((at, '\''));
                }
            }
            _ => {}
        }
        before = Some(c);
    }
    outermost(found)
}

/// Closes the nearest open mark that `fits`; whether there was one.
fn close(
    open: &mut Vec<(usize, char)>,
    found: &mut Vec<Pair>,
    at: usize,
    c: char,
    fits: impl Fn(char) -> bool,
) -> bool {
    let deepest = open.len().saturating_sub(DEEPEST);
    let Some(index) = open[deepest..].iter().rposition(|(start, o)| fits(*o) && at - start <= FARTHEST) else {
        return false;
    };
    let (start, opened) = open[deepest + index];
    open.truncate(deepest + index);
    found.push(Pair { open: start, inside: start + opened.len_utf8(), close: at, after: at + c.len_utf8() });
    true
}

fn partner(closing: char) -> char {
    match closing {
        ')' => '(',
        ']' => '[',
        '}' => '{',
        '）' => '（',
        '］' => '［',
        '」' => '「',
        '』' => '『',
        '》' => '《',
        '〉' => '〈',
        '】' => '【',
        '〕' => '〔',
        '”' => '“',
        _ => '‘',
    }
}

/// Whether a year without its century begins at `at`: two digits and no third (`'30년`).
fn is_year(text: &str, at: usize) -> bool {
    let bytes = &text.as_bytes()[at..];
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    digit(0) && digit(1) && !digit(2)
}

/// Pairs are found in the order of their closing marks, inner ones before the outer one.
fn outermost(found: Vec<Pair>) -> Vec<Pair> {
    let mut outer: Vec<Pair> = Vec::with_capacity(found.len());
    for pair in found {
        while outer.last().is_some_and(|last| last.open > pair.open) {
            outer.pop();
        }
        outer.push(pair);
    }
    outer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outer(text: &str) -> Vec<&str> {
        pairs(text, Span::new(0, text.len())).iter().map(|p| &text[p.open..p.after]).collect()
    }

    #[test]
    fn only_the_outermost_pairs_are_kept() {
        assert_eq!(outer("가(나[다]라)마 “바 ‘사’ 아”"), ["(나[다]라)", "“바 ‘사’ 아”"]);
        assert_eq!(outer("\"가\" 나 \"다\""), ["\"가\"", "\"다\""]);
        assert_eq!(outer("'2050 계획'과 '30년"), ["'2050 계획'"]);
    }

    #[test]
    fn marks_without_a_partner_are_left_out() {
        assert_eq!(outer("(가 [나) 다] 라"), ["(가 [나)"]);
        assert_eq!(outer(") 가 ("), Vec::<&str>::new());
        assert_eq!(outer(&"(".repeat(100_000)), Vec::<&str>::new());
        assert_eq!(outer(&format!("({})", "가".repeat(FARTHEST))), Vec::<&str>::new());
    }
}
