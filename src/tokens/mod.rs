//! Words and sentences: the Korean dictionary (find, fetch, build, verify), the analyser, sentences.

mod token;

pub use token::{Pos, Sentence, Tag, Token, Word};

use crate::model::Block;

/// An article cut into blocks, sentences and words. Everything after this floor works on it; the
/// text is tokenised once.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    /// All tokens, in order; white space is between them.
    pub tokens: Vec<Token>,
    /// All sentences, in order.
    pub sentences: Vec<Sentence>,
    /// The article's blocks, in order.
    pub blocks: Vec<Block>,
}
