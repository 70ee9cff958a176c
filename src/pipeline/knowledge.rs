//! What reading needs to know, shared by all threads: the Korean dictionary and `dictionaries/*.toml`.

use crate::lexicon::Lexicon;
use crate::model::{Article, Mention, Record};
use crate::records::Draft;
use crate::tokens::{Analyser, Dictionary, Tokens, Worker};
use crate::{lexicon, mentions, records, tokens};
use sha2::{Digest, Sha256};
use std::path::Path;

/// Why the knowledge could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    /// The Korean dictionary.
    #[error(transparent)]
    Dictionary(#[from] tokens::Error),
    /// A mistake in `dictionaries/*.toml`.
    #[error(transparent)]
    Lexicon(#[from] lexicon::Error),
}

/// The opened dictionaries.
pub struct Knowledge {
    analyser: Analyser,
    lexicon: Lexicon,
    words: String,
    extractor: String,
}

impl Knowledge {
    /// Opens `dictionary`, and `dictionaries/*.toml` in `directory` (or the built-in ones).
    pub fn open(dictionary: &Dictionary, directory: Option<&Path>) -> Result<Self, KnowledgeError> {
        let lexicon = Lexicon::load(directory)?;
        let analyser = Analyser::open(dictionary)?.with_terms(&lexicon)?;
        let mut words = Sha256::new();
        for part in &dictionary.manifest().files {
            words.update(&part.sha256);
        }
        words.update(&lexicon.checksum);
        let words = hexadecimal(&words.finalize()[..8]);
        let extractor = format!("mokpyo {} ({}), dictionaries {words}", env!("CARGO_PKG_VERSION"), env!("MOKPYO_CODE"));
        Ok(Self { analyser, lexicon, words, extractor })
    }

    /// Tells the dictionaries from others: what the index carries.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Tells code and dictionaries together from others: what the store carries beside each article.
    pub fn extractor(&self) -> &str {
        &self.extractor
    }

    /// The morphological analyser.
    pub const fn analyser(&self) -> &Analyser {
        &self.analyser
    }

    /// What stands in `dictionaries/*.toml`.
    pub const fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Tries the examples and negatives of `dictionaries/*.toml`: what does not hold, one line each with file,
    /// line and column.
    pub fn check_examples(&self) -> Vec<String> {
        super::examples::check_examples(&self.analyser, &self.lexicon)
    }

    /// A reader for one thread. Make one and reuse it: it keeps its memory.
    pub fn reader(&self) -> Reader<'_> {
        Reader { worker: self.analyser.worker(), knowledge: self }
    }
}

/// Reads one article after the other; owned by one thread.
pub struct Reader<'k> {
    worker: Worker,
    knowledge: &'k Knowledge,
}

impl Reader<'_> {
    /// Forgets everything, also what a panic may have left behind.
    pub fn renew(&mut self) {
        self.worker = self.knowledge.analyser.worker();
    }

    /// The article's tokens and records: tokenised once, for everything that follows.
    pub fn records(&mut self, article: &Article) -> (Tokens, Vec<Record>) {
        let tokens = self.worker.analyse(&article.text);
        let records = records::extract(article, &tokens, &self.knowledge.lexicon);
        (tokens, records)
    }

    /// Every number and commitment that could have become a record, with what became of it.
    pub fn candidates(&mut self, article: &Article) -> Vec<Draft> {
        let tokens = self.worker.analyse(&article.text);
        let lexicon = &self.knowledge.lexicon;
        let programs = mentions::program::find(&article.text, &tokens, lexicon);
        records::drafts(article, &tokens, lexicon, &programs)
    }

    /// What was read before it became records.
    pub fn mentions(&mut self, article: &Article) -> Vec<Mention> {
        let tokens = self.worker.analyse(&article.text);
        mentions::list(article, &tokens, &self.knowledge.lexicon)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // writing to a string cannot fail
        text
    })
}
