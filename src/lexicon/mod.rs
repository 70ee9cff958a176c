//! The knowledge of `dictionaries/`, loaded once into automata and tables.
//!
//! Everything that an analyst may want to add (a unit, a ministry, a programme, a cue) lives in
//! those files; nothing of it stands in code. A mistake there is reported with file, line and
//! column ([`Error`]).

mod actions;
mod agencies;
mod comparators;
mod cues;
mod error;
mod example;
mod figures;
mod forms;
mod lines;
mod names;
mod programs;
mod source;
mod terms;
mod units;
mod weights;
mod words;

pub use actions::{Action, ActionClass, Actions};
pub use agencies::{Agencies, AgencyEntry, AgencyHit};
pub use comparators::Comparators;
pub use cues::{BesideReason, CueHit, CueLine, CueStatus, Cues};
pub use error::Error;
pub use example::{Example, Origin, Place, Shows};
pub use figures::{Evidence, Figures, Ground};
pub use forms::Forms;
pub use lines::DictionaryLine;
pub use names::{Names, QUOTED, UNQUOTED};
pub use programs::{Ending, KnownProgram, NameKind, Programs};
pub use source::{FILES, Source};
pub use terms::{Term, Terms};
pub use units::{UnitClass, UnitEntry, UnitHit, Units};
pub use weights::{Choice, Verdict, Weight};
pub use words::{List, WordList, Words};

use std::collections::BTreeMap;
use std::path::Path;

/// All dictionaries, ready to be asked. Immutable and shared by all threads.
pub struct Lexicon {
    /// Units and counters.
    pub units: Units,
    /// Words that bound a number.
    pub comparators: Comparators,
    /// Verbal nouns and verbs.
    pub actions: Actions,
    /// What tells a promise from a report.
    pub cues: Cues,
    /// Public bodies with their lineage.
    pub agencies: Agencies,
    /// How names of programmes are built.
    pub programs: Programs,
    /// What evidence counts for when a phrase is judged a name.
    pub names: Names,
    /// What makes a number about what already is a figure of policy.
    pub figures: Figures,
    /// What evidence counts for when a number is judged.
    pub verdict: Verdict,
    /// What evidence counts for when a target's fields are chosen.
    pub choice: Choice,
    /// Lists of words that the grammar asks for by name.
    pub words: Words,
    /// Words for the analyser's user dictionary, with their own examples.
    pub terms: Terms,
    /// SHA-256 over all files: results depend on it, so the store and the index carry it.
    pub checksum: String,
    /// The examples and negatives that these files carry: `dict test` and the tests run them.
    pub examples: Vec<Example>,
    sources: BTreeMap<&'static str, Source>,
}

impl Lexicon {
    /// Loads the dictionaries that were built in, each replaced by the file of the same name in
    /// `directory` where there is one.
    ///
    /// # Errors
    /// The first mistake found, with file, line and column.
    pub fn load(directory: Option<&Path>) -> Result<Self, Error> {
        let sources = source::read_all(directory)?;
        let mut examples = Vec::new();
        let units = Units::parse(&sources["units.toml"], &mut examples)?;
        let comparators = Comparators::parse(&sources["comparators.toml"], &mut examples)?;
        let actions = Actions::parse(&sources["actions.toml"], &mut examples)?;
        let cues = Cues::parse(&sources["cues.toml"], &mut examples)?;
        let agencies = Agencies::parse(&sources["agencies.toml"], &mut examples)?;
        let programs = Programs::parse(&sources["programs.toml"], &mut examples)?;
        let names = Names::parse(&sources["names.toml"], &sources["names.csv"])?;
        let figures = Figures::parse(&sources["figures.toml"], &mut examples)?;
        let verdict = Verdict::parse(&sources["verdict.csv"])?;
        let choice = Choice::parse(&sources["choice.csv"])?;
        let words = Words::parse(&sources["words.toml"], &mut examples)?;
        let terms = Terms::parse(&sources["terms.toml"])?;
        let checksum = source::checksum(&sources);
        Ok(Self {
            units,
            comparators,
            actions,
            cues,
            agencies,
            programs,
            names,
            figures,
            verdict,
            choice,
            words,
            terms,
            checksum,
            examples,
            sources,
        })
    }

    /// How many examples and negatives all files carry.
    pub fn example_count(&self) -> usize {
        self.examples.len() + self.terms.examples.len()
    }

    /// The line and column where something was read.
    pub fn place(&self, origin: Origin) -> Place {
        match self.sources.get(origin.file) {
            Some(source) => source.place(origin),
            None => Place { file: origin.file.to_owned(), line: 1, column: 1 },
        }
    }

    /// The built-in dictionaries. They are tested, so this cannot fail in a released program.
    ///
    /// # Errors
    /// As [`Lexicon::load`].
    pub fn built_in() -> Result<Self, Error> {
        Self::load(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_dictionaries_load() {
        let lexicon = Lexicon::built_in().unwrap_or_else(|e| panic!("{e}"));
        assert!(lexicon.units.at("개소를", 0).is_some_and(|h| h.end == "개소".len()));
        assert_eq!(lexicon.checksum.len(), 64);
    }

    #[test]
    fn a_short_name_is_resolved_by_the_date() {
        let lexicon = Lexicon::built_in().unwrap_or_else(|e| panic!("{e}"));
        let hit = lexicon.agencies.find("산업부").next().expect("산업부 is in agencies.toml");
        let name = |date: &str| lexicon.agencies.resolve(hit.form, date.parse().ok()).map(|a| a.name.as_str());
        assert_eq!(name("2024-05-01"), Some("산업통상자원부"));
        assert_eq!(name("2025-12-17"), Some("산업통상부"));
        assert!(lexicon.agencies.lineage("산업통상부").contains(&"산업통상자원부"));
    }

    #[test]
    fn a_mistake_names_file_line_and_column() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        std::fs::write(
            directory.path().join("units.toml"),
            "[[unit]]\nname = \"원\"\ndimension = \"money\"\ncolour = 1\n",
        )
        .expect("it can be written");
        let error = Lexicon::load(Some(directory.path())).err().expect("colour is no field");
        let Error::Mistake { file, line, column, rendered, .. } = error else { panic!("{error}") };
        assert!(file.ends_with("units.toml"));
        assert_eq!((line, column), (4, 1));
        assert!(rendered.contains("colour"));
    }
}
