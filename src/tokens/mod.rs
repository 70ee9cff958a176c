//! Words and sentences: the Korean dictionary (find, fetch, build, verify), the analyser, sentences.
//!
//! [`open`] finds or installs the dictionary and gives an [`Analyser`], which is immutable and shared;
//! each thread asks it for a [`Worker`] and hands that one text after the other.

mod analyser;
mod dictionary;
mod error;
mod for_tests;
mod sentence;
mod spaces;
mod terms;
mod token;
mod word;

pub use analyser::{Analyser, Worker};
pub use dictionary::{
    DictOptions, Dictionary, ENVIRONMENT, Manifest, Part, Progress, format, install, locate_or_install,
};
pub use error::Error;
#[doc(hidden)]
pub use for_tests::for_tests;
pub use token::{Pos, Sentence, Tag, Token, Word};
pub use word::{Details, Formation, MorphemePart};

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

/// Finds or installs the dictionary and opens it.
pub fn open(options: &DictOptions, progress: &mut dyn Progress) -> Result<Analyser, Error> {
    Analyser::open(&locate_or_install(options, progress)?)
}
