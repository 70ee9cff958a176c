//! Where sentences end.

use super::analyser::trim;
use crate::model::Span;

/// The sentences of a block, in order.
pub(super) fn split(text: &str, block: Span) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut start = block.start;
    let bytes = text.as_bytes();
    for at in block.start..block.end {
        if bytes[at] == b'.' && at + 1 < block.end && bytes[at + 1] == b' ' && text[..at].ends_with('다') {
            sentences.push(Span::new(start, at + 1));
            start = at + 1;
        }
    }
    sentences.push(Span::new(start, block.end));
    sentences.into_iter().map(|s| trim(text, s)).filter(|s| !s.is_empty()).collect()
}
