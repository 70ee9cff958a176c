//! Start tags with more attributes than any page has, before the tokeniser sees them.
//!
//! html5gum goes one call deeper for every quoted attribute of a tag: some thousands of them, a file of 60 KB, would
//! overflow the stack. Those behind the first [`MOST`] are left out; no text is.

use std::borrow::Cow;

/// More quoted attributes than any tag of a real page carries.
const MOST: usize = 256;

/// Elements whose content is no markup.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "xmp", "iframe"];

/// `html` without the attributes behind the first [`MOST`] of a tag. One pass; borrowed where there is nothing to leave out.
pub(super) fn tame(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut kept: Vec<&str> = Vec::new();
    let (mut at, mut from) = (0, 0);
    while let Some(open) = memchr::memchr(b'<', &bytes[at..]).map(|i| at + i) {
        at = open + 1;
        if bytes[at..].starts_with(b"!--") {
            at = memchr::memmem::find(&bytes[at..], b"-->").map_or(bytes.len(), |i| at + i + 3);
            continue;
        }
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let name_end = at + bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let name = html[at..name_end].to_ascii_lowercase();
        let tag = Tag::read(bytes, name_end);
        if let Some(cut) = tag.cut {
            kept.push(&html[from..cut]);
            from = tag.end;
        }
        at = tag.end;
        if RAW.contains(&name.as_str()) {
            at = raw_end(bytes, at, &name);
        }
    }
    if kept.is_empty() {
        return Cow::Borrowed(html);
    }
    kept.push(&html[from..]);
    Cow::Owned(kept.concat())
}

/// Where a tag's attributes are too many, and where it ends (at its `>`).
struct Tag {
    cut: Option<usize>,
    end: usize,
}

impl Tag {
    fn read(bytes: &[u8], mut at: usize) -> Self {
        let (mut quoted, mut cut) = (0, None);
        let mut value = false;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'>' => break,
                b'=' => value = true,
                b'"' | b'\'' if value => {
                    quoted += 1;
                    value = false;
                    at = memchr::memchr(*byte, &bytes[at + 1..]).map_or(bytes.len(), |i| at + 1 + i);
                    if quoted == MOST {
                        cut = Some((at + 1).min(bytes.len()));
                    }
                }
                byte if byte.is_ascii_whitespace() => {}
                _ => value = false,
            }
            at += 1;
        }
        let end = at.min(bytes.len());
        Self { cut: cut.filter(|cut| *cut < end), end }
    }
}

/// Where the content of a raw element ends: at its end tag.
fn raw_end(bytes: &[u8], mut at: usize, name: &str) -> usize {
    while let Some(close) = memchr::memmem::find(&bytes[at..], b"</").map(|i| at + i) {
        let rest = &bytes[close + 2..];
        if rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return close;
        }
        at = close + 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_too_much_is_left_out() {
        let page = "<html><body class=\"a\"><p title='>'>2030년까지 500개</p><!-- <p a=\"1\"> --><script>if (a<b) x=\"</p>\";</script></body>";
        assert_eq!(tame(page), page);
        let attributes = "a=\"1\" ".repeat(MOST + 5000);
        let hostile = format!("<p title=\">\" {attributes}>가나다</p>");
        let tamed = tame(&hostile);
        assert!(tamed.len() < MOST * 8 && tamed.ends_with(">가나다</p>"), "{} bytes", tamed.len());
        // never closed
        assert!(tame(&format!("<p {attributes}")).len() < MOST * 8);
        assert_eq!(tame("<a href="), "<a href=");
        assert_eq!(tame("<a b=\"가"), "<a b=\"가");
    }
}
