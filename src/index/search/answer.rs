//! What is wanted, and what was found.

use super::first::ScoredTerm;
use super::question::AskedTerm;
use super::second::Evidence;
use crate::index::highlight::Found;

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// The latest first; without a date last.
    Date,
    /// The largest value of a matching target first.
    Value,
    /// The earliest deadline of a matching target first.
    Deadline,
}

/// What is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// Articles.
    #[default]
    Articles,
    /// Targets, one by one.
    Targets,
    /// Programmes.
    Programs,
}

/// By what answers are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FacetName {
    /// The responsible agency.
    Agency,
    /// The programme.
    Program,
    /// Planned, considered …
    Status,
    /// The number's unit.
    Unit,
    /// The year of the deadline.
    DeadlineYear,
}

impl FacetName {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Agency, Self::Program, Self::Status, Self::Unit, Self::DeadlineYear];

    /// Its name on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::Program => "program",
            Self::Status => "status",
            Self::Unit => "unit",
            Self::DeadlineYear => "deadline_year",
        }
    }
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// Which facet.
    pub facet: FacetName,
    /// The value.
    pub value: String,
    /// Articles with a record that has it (records, when records are searched).
    pub count: usize,
}

/// What is wanted.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Hits of the page.
    pub limit: usize,
    /// Hits before the page.
    pub offset: usize,
    /// In which order.
    pub sort: Sort,
    /// Near-duplicates become one hit.
    pub fold: bool,
    /// Count all that matches, and say where the words stand (for people; a batch needs neither).
    pub details: bool,
    /// Facets to count.
    pub facets: Vec<FacetName>,
}

impl Request {
    /// Candidates that the page needs: more where some of them may be folded away.
    pub(super) const fn wanted(&self) -> usize {
        (self.offset + self.limit) * if self.fold { 2 } else { 1 }
    }
}

/// One article found.
#[derive(Debug, Clone, Default)]
pub struct Hit {
    /// The article's id.
    pub article_id: String,
    /// The higher the better; comparable within one answer only.
    pub score: f32,
    /// What the second stage saw.
    pub evidence: Evidence,
    /// Where the words stand.
    pub found: Vec<Found>,
    /// Letters that the index counts before the text (a title that the text does not contain).
    pub title_letters: u32,
    /// Near-duplicates that were folded into this hit.
    pub duplicates: Vec<String>,
    /// Its targets that meet the query's conditions on targets; empty where there are none.
    pub targets: Vec<String>,
}

/// A word that no article holds, and the one that was looked for instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// As it was typed.
    pub asked: String,
    /// What was looked for.
    pub instead: String,
}

/// The articles found.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The page's hits, best first.
    pub hits: Vec<Hit>,
    /// Articles that hold all the words and meet all conditions; `None` when it was not asked for.
    pub total: Option<usize>,
    /// The terms that were scored, the rarest first.
    pub terms: Vec<ScoredTerm>,
    /// The question's words; [`Found::term`] counts in them.
    pub words: Vec<AskedTerm>,
    /// How rare each of them is.
    pub weights: Vec<f32>,
    /// The question's pairs of syllables.
    pub pairs: Vec<AskedTerm>,
    /// The facets asked for, each with its commonest values.
    pub facets: Vec<FacetCount>,
    /// What stood for what (`과기정통부` → `과학기술정보통신부`), and why.
    pub expansions: Vec<super::expand::Expansion>,
    /// Words that were corrected because no article holds them.
    pub corrections: Vec<Correction>,
}

/// One record found.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordHit {
    /// The record's id.
    pub record_id: String,
    /// The higher the better.
    pub score: f32,
}

/// The records found.
#[derive(Debug, Clone, Default)]
pub struct RecordsAnswer {
    /// The page's hits.
    pub hits: Vec<RecordHit>,
    /// All that match.
    pub total: usize,
    /// The facets asked for.
    pub facets: Vec<FacetCount>,
}
