//! The user dictionary: policy terms and agencies' names from `dictionaries/`, compiled when the analyser is
//! opened (it takes a few milliseconds, so nothing is kept on disk).

use super::analyser::{Analyser, Shared};
use super::spaces;
use super::token::{Pos, Tag};
use super::{Error, Worker};
use crate::lexicon::{Lexicon, Term};
use crate::model::Span;
use lindera_dictionary::builder::DictionaryBuilder;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// What a term costs. mecab-ko-dic's own names cost 365 to 6620, mostly 2953; a term is a little likelier
/// than a word of that dictionary, yet not forced where it makes no sense.
const COST: i16 = 1000;

/// Short forms of agencies with fewer syllables are left to the dictionary: too many other words
/// contain them.
const SHORTEST_SHORT_FORM: usize = 3;

impl Analyser {
    /// The same analyser with the lexicon's terms and agencies as its user dictionary.
    ///
    /// # Errors
    ///
    /// [`Error::Terms`] when lindera cannot build the dictionary.
    pub fn with_terms(&self, lexicon: &Lexicon) -> Result<Self, Error> {
        let mut worker = self.worker();
        let mut rows: BTreeMap<String, String> = BTreeMap::new();
        for term in lexicon.terms.entries.iter().chain(&agencies(lexicon)) {
            self.add(term, &mut worker, &mut rows);
        }
        let mut csv = String::new();
        for (surface, rest) in &rows {
            let _ = writeln!(csv, "\"{}\",{rest}", surface.replace('"', "\"\""));
        }
        let failed = |e: lindera_dictionary::error::LinderaError| Error::Terms {
            file: "dictionaries/terms.toml".into(),
            reason: e.to_string(),
        };
        let builder = DictionaryBuilder::new((*self.shared.lexicon.metadata).clone());
        let mut user = builder.build_user_dict_from_reader(csv.as_bytes()).map_err(failed)?;
        if let Some(ids) = &self.shared.lexicon.metadata.context_id_map {
            user.remap_context_ids(ids);
        }
        // lindera numbers the words as it sorts them: by surface, as the map does
        let user_parts_of_speech = (0..rows.len())
            .map(|id| user.word_details_iter(id).next().map_or(Pos::one(Tag::Unknown), Pos::parse))
            .collect();
        let shared = &*self.shared;
        Ok(Self {
            shared: Arc::new(Shared {
                lexicon: shared.lexicon.clone(),
                user: Some(user),
                parts_of_speech: shared.parts_of_speech.clone(),
                unknown: shared.unknown.clone(),
                user_parts_of_speech,
                marker: shared.marker,
            }),
        })
    }

    /// Checks the examples and negatives of `terms.toml` against this analyser: what is wrong, one line
    /// each, with the line and the term.
    pub fn check_examples(&self, lexicon: &Lexicon) -> Vec<String> {
        let mut worker = self.worker();
        let mut wrong = Vec::new();
        for example in &lexicon.terms.examples {
            let (text, marked) = example.text();
            let mut tokens = Vec::new();
            worker.sentence(&text, Span::new(0, text.len()), &mut tokens);
            let holds = if example.positive {
                tokens.iter().any(|t| Some(t.span()) == marked && t.pos.tags().count() == 1)
            } else {
                let closed = |word: &str| word.split_whitespace().collect::<String>();
                !tokens.iter().any(|t| closed(t.text(&text)) == closed(&example.entry))
            };
            if !holds {
                let words: Vec<String> = tokens.iter().map(|t| format!("{}/{}", t.text(&text), t.pos)).collect();
                wrong.push(format!(
                    "{}: {}: {} is read {}",
                    lexicon.place(example.origin),
                    example.entry,
                    example.phrase,
                    words.join(" ")
                ));
            }
        }
        wrong
    }

    /// Adds the rows of one term: as it is written and, with inner spaces, without them; each by itself
    /// and after a space.
    fn add(&self, term: &Term, worker: &mut Worker, rows: &mut BTreeMap<String, String>) {
        let shared = &*self.shared;
        let characters = &shared.lexicon.character_definition;
        let closed: String = term.surface.split_whitespace().collect();
        let rest = format!("{},{}", ids(term), self.features(term, worker));
        for surface in [term.surface.as_str(), &closed] {
            let mut prepared = spaces::Prepared::default();
            shared.marker.prepare(characters, surface, &mut prepared);
            let Some(first) = prepared.text.chars().next() else { continue };
            for mark in shared.marker.marks_before(characters, first) {
                rows.entry(format!("{}{}", char::from(mark), prepared.text)).or_insert_with(|| rest.clone());
            }
            rows.entry(prepared.text).or_insert_with(|| rest.clone());
        }
    }

    /// The features in the order of mecab-ko-dic.
    fn features(&self, term: &Term, worker: &mut Worker) -> String {
        let parts =
            if term.parts.is_empty() { self.dictionary_parts(&term.surface, worker) } else { term.parts.clone() };
        let (tag, reading) = (&term.tag, &term.surface);
        let last = match ends_in_consonant(&term.surface) {
            Some(true) => "T",
            Some(false) => "F",
            None => "*",
        };
        if parts.len() < 2 {
            return format!("{tag},*,{last},{reading},*,*,*,*");
        }
        let expression: Vec<String> = parts.iter().map(|part| format!("{part}/*")).collect();
        format!("{tag},*,{last},{reading},Compound,*,*,{}", expression.join("+"))
    }

    /// What the dictionary alone makes of a term, if that is nouns side by side.
    fn dictionary_parts(&self, surface: &str, worker: &mut Worker) -> Vec<String> {
        let mut tokens = Vec::new();
        worker.sentence(surface, Span::new(0, surface.len()), &mut tokens);
        let nouns = tokens.iter().all(|t| matches!(t.pos.first(), Tag::NNG | Tag::NNP | Tag::XPN | Tag::XSN | Tag::SL));
        if !nouns {
            return Vec::new();
        }
        tokens.iter().map(|t| format!("{}/{}", t.text(surface), t.pos.first())).collect()
    }
}

/// Context ids and cost: those that mecab-ko-dic gives to nouns without a semantic class.
fn ids(term: &Term) -> String {
    let consonant = ends_in_consonant(&term.surface) == Some(true);
    let (left, right) = match (term.tag.as_str(), consonant) {
        ("NNG", false) => (1780, 3533),
        ("NNG", true) => (1780, 3534),
        (_, false) => (1786, 3545),
        (_, true) => (1786, 3546),
    };
    format!("{left},{right},{COST}")
}

/// Whether a word's last syllable has a final consonant; `None` where the last character is no
/// Hangul syllable.
fn ends_in_consonant(word: &str) -> Option<bool> {
    let last = word.chars().next_back().filter(|c| matches!(c, '가'..='힣'))?;
    // syllables are ordered by initial, vowel and then final: 28 of them, the first is none
    Some(!(u32::from(last) - u32::from('가')).is_multiple_of(28))
}

fn agencies(lexicon: &Lexicon) -> Vec<Term> {
    let names = lexicon.agencies.entries.iter().flat_map(|agency| {
        let short = agency.short.iter().filter(|s| s.chars().count() >= SHORTEST_SHORT_FORM);
        std::iter::once(&agency.name).chain(short)
    });
    names.map(|name| Term { surface: name.clone(), tag: "NNP".into(), parts: Vec::new() }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::for_tests;
    use super::*;

    #[test]
    fn every_example_of_the_terms_holds() {
        let lexicon = Lexicon::built_in().unwrap_or_else(|e| panic!("{e}"));
        let analyser = for_tests().with_terms(&lexicon).unwrap_or_else(|e| panic!("{e}"));
        let wrong = analyser.check_examples(&lexicon);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(lexicon.terms.examples.len() > 20);
    }

    #[test]
    fn final_consonants() {
        assert_eq!(ends_in_consonant("농촌진흥청"), Some(true));
        assert_eq!(ends_in_consonant("환경부"), Some(false));
        assert_eq!(ends_in_consonant("M.AX"), None);
    }
}
