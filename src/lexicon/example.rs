//! The examples and negatives that dictionary entries carry, and where anything stands in the files.

use super::{ActionClass, Source};
use crate::model::{Comparator, Span};
use std::fmt;
use toml::Spanned;

/// Where something was read: kept beside every word, turned into a [`Place`] only when somebody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Origin {
    /// Which dictionary file, as in [`super::FILES`].
    pub file: &'static str,
    /// Its first byte in that file.
    pub at: u32,
}

/// A line of a dictionary file, printed as `dictionaries/units.toml:31:14`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The file's name or path.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// What an example is an example of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shows {
    /// The quantity in 【 】 is read with this unit.
    Unit(String),
    /// The quantity in 【 】 is bounded so.
    Comparator(Comparator),
    /// The word in 【 】 is an action of this class, with what such a class does to a statement.
    Action(ActionClass),
    /// The quantity (in 【 】 where there are several) gets this status.
    Status(String),
    /// The quantity (in 【 】 where there are several) is no record, for a reason that begins so.
    Dropped(String),
    /// The evidence of this index in `figures.toml` holds of the quantity in 【 】.
    Evidence(usize),
    /// The name (in 【 】, else the whole phrase) is a programme of this type.
    Program(String),
    /// The name in 【 】 is a programme, of whatever type.
    Name,
    /// The name (in 【 】, else the whole phrase) is no programme.
    NoProgram,
    /// The name in 【 】 is this public body.
    Agency(String),
    /// The name in 【 】 is a body that stands in no list.
    Body,
    /// The word in 【 】 stands for the government as a whole.
    Collective,
    /// The word in 【 】 is a foreign body.
    Foreign,
    /// The word in 【 】 is one word of the analyser.
    Term,
    /// What is read of the quantity in 【 】, where it is told.
    Stated {
        /// Its status.
        status: Option<String>,
        /// How the reason begins for which it is no record.
        dropped: Option<String>,
        /// Its object, as written.
        object: Option<String>,
        /// Its action.
        action: Option<String>,
    },
}

/// An example or negative that a dictionary entry carries.
#[derive(Debug, Clone)]
pub struct Example {
    /// Where it stands.
    pub origin: Origin,
    /// The entry's name.
    pub entry: String,
    /// The phrase; what must be found stands in 【 】.
    pub phrase: String,
    /// Whether the entry must speak (`true`) or be silent.
    pub positive: bool,
    /// What it shows.
    pub shows: Shows,
}

impl Example {
    /// Collects an entry's examples and negatives.
    pub fn collect(
        into: &mut Vec<Self>,
        source: &Source,
        entry: &str,
        examples: &[Spanned<String>],
        negatives: &[Spanned<String>],
        shows: &Shows,
    ) {
        let all = examples.iter().map(|p| (p, true)).chain(negatives.iter().map(|p| (p, false)));
        into.extend(all.map(|(phrase, positive)| Self {
            origin: source.origin(&phrase.span()),
            entry: entry.to_owned(),
            phrase: phrase.get_ref().clone(),
            positive,
            shows: shows.clone(),
        }));
    }

    /// The phrase without its marks, and the bytes that stood in 【 】.
    pub fn text(&self) -> (String, Option<Span>) {
        let text: String = self.phrase.chars().filter(|c| !matches!(c, '【' | '】')).collect();
        let marked = self.phrase.find('【').zip(self.phrase.find('】'));
        let span = marked.filter(|(open, close)| open < close).map(|(open, close)| {
            // the opening mark itself is three bytes that the text does not have
            Span::new(open, close - '【'.len_utf8())
        });
        (text, span)
    }
}
