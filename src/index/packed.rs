//! Terms on their way into tantivy: packed in one string in the worker, each behind its step and its length, unpacked by tantivy's
//! indexing thread. No string is allocated for a term on either side.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// How many terms are taken from one text: what lies behind is not searchable.
pub const MAX_TERMS: usize = 2_000_000;

/// A row of terms with their positions, in one string.
#[derive(Debug, Default, Clone)]
pub struct PackedTerms {
    packed: String,
    last: u32,
    count: usize,
}

impl PackedTerms {
    /// For a text of so many bytes.
    pub fn with_capacity(text: usize) -> Self {
        Self { packed: String::with_capacity(text + text / 4), ..Self::default() }
    }

    /// Adds a term. Positions may go back a little (parts of a compound), which is kept.
    pub fn push(&mut self, term: &str, position: u32) {
        if self.count >= MAX_TERMS || term.is_empty() || term.len() > 255 {
            return;
        }
        self.count += 1;
        // The step from the last position as one character; steps back by a mark before it.
        if position < self.last {
            self.packed.push('\u{1e}');
            self.packed.push(step(self.last - position));
        } else {
            self.packed.push(step(position - self.last));
        }
        self.packed.push(step(term.len() as u32));
        self.packed.push_str(term);
        self.last = position;
    }

    /// How many terms there are.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The string that [`PackedTokenizer`] reads.
    pub fn into_string(self) -> String {
        self.packed
    }
}

/// A step as a character of a plane where every number up to 0xffff is one. Longer gaps (60,000
/// letters without a word) are shortened: nothing asks for such distances.
fn step(n: u32) -> char {
    char::from_u32(0x20 + n.min(0xd000)).unwrap_or(' ')
}

/// The number that [`step`] wrote.
const fn length(c: char) -> usize {
    (c as usize).saturating_sub(0x20)
}

/// Gives tantivy the terms of a [`PackedTerms`].
#[derive(Clone, Default)]
pub struct PackedTokenizer {
    token: Token,
}

/// The stream over one packed string.
pub struct PackedStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
    position: usize,
}

impl Tokenizer for PackedTokenizer {
    type TokenStream<'a> = PackedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PackedStream<'a> {
        self.token.reset();
        PackedStream { rest: text, token: &mut self.token, position: 0 }
    }
}

impl TokenStream for PackedStream<'_> {
    fn advance(&mut self) -> bool {
        let mut chars = self.rest.chars();
        let Some(mut mark) = chars.next() else { return false };
        let back = mark == '\u{1e}';
        if back {
            mark = chars.next().unwrap_or(' ');
        }
        let length = chars.next().map_or(0, length);
        let Some((term, rest)) = chars.as_str().split_at_checked(length) else { return false };
        self.rest = rest;
        let step = self::length(mark);
        self.position = if back { self.position.saturating_sub(step) } else { self.position + step };
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = self.position;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_come_out_as_they_went_in() {
        let mut packed = PackedTerms::default();
        let terms = [
            ("지역성장펀드", 0),
            ("지역", 0),
            ("성장", 2),
            ("펀드", 4),
            ("#3500000000000", 6),
            ("3", 6),
            ("조성", 60_006),
            ("부", 60_001),
        ];
        for (term, position) in terms {
            packed.push(term, position);
        }
        assert_eq!(packed.len(), terms.len());
        let packed = packed.into_string();
        let mut tokenizer = PackedTokenizer::default();
        let mut stream = tokenizer.token_stream(&packed);
        let mut read = Vec::new();
        while stream.advance() {
            read.push((stream.token().text.clone(), stream.token().position));
        }
        let expected: Vec<_> = terms.iter().map(|(term, position)| ((*term).to_owned(), *position as usize)).collect();
        assert_eq!(read[..6], expected[..6]);
        assert_eq!(read[6].1, 6 + 0xd000); // shortened
        assert_eq!(read[7].1, 6 + 0xd000 - 5);
    }
}
