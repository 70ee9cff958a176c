//! What the dictionary says of a word besides its tags: for the index, which wants lemmas, the parts of
//! compounds and readings. Asking costs an allocation; the hot path asks once a word and remembers.

use super::{Analyser, Word};

impl Analyser {
    /// The fields of a word's dictionary entry in mecab-ko-dic's order: tags, semantic class, final consonant
    /// (`T`/`F`), reading, type (`Compound`, `Inflect`, `Preanalysis`), first tag, last tag, expression
    /// (`가색/NNG/*+법/NNG/*`). `*` is unknown. Empty for a word that no dictionary holds.
    pub fn details(&self, word: Word) -> Vec<&str> {
        let shared = &*self.shared;
        match word {
            Word::System(id) => shared.lexicon.word_details(id as usize),
            Word::User(id) => shared.user.as_ref().map_or_else(Vec::new, |user| user.word_details(id as usize)),
            Word::Unknown(_) => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tokens::for_tests;

    #[test]
    fn compounds_and_contractions_know_their_parts() {
        let analyser = for_tests();
        let text = "산업통상자원부가 만들었다";
        let tokens = analyser.worker().analyse(text).tokens;
        let all: Vec<String> = tokens.iter().map(|t| analyser.details(t.word).join(",")).collect();
        assert!(all.iter().any(|details| details.contains("Compound") && details.contains("산업/NNG")), "{all:?}");
    }
}
