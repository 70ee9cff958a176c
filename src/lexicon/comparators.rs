//! `comparators.toml`: words that bound a number.

use super::{Error, Example, Origin, Shows, Source};
use crate::model::Comparator;
use serde::Deserialize;
use toml::Spanned;

/// The words before and behind a quantity that bound it.
pub struct Comparators {
    before: Vec<(String, Comparator, Origin)>,
    after: Vec<(String, Comparator, Origin)>,
    order: Vec<Comparator>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    order: Vec<Comparator>,
    comparator: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: Comparator,
    #[serde(default)]
    before: Vec<Spanned<String>>,
    #[serde(default)]
    after: Vec<Spanned<String>>,
    #[serde(default)]
    examples: Vec<Spanned<String>>,
    #[serde(default)]
    negatives: Vec<Spanned<String>>,
}

impl Comparators {
    pub(super) fn parse(source: &Source, examples: &mut Vec<Example>) -> Result<Self, Error> {
        let file: File = source.parse()?;
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for row in file.comparator {
            let shows = Shows::Comparator(row.name);
            Example::collect(examples, source, row.name.as_str(), &row.examples, &row.negatives, &shows);
            let word = |w: Spanned<String>| {
                let origin = source.origin(&w.span());
                (w.into_inner(), row.name, origin)
            };
            before.extend(row.before.into_iter().map(word));
            after.extend(row.after.into_iter().map(word));
        }
        before.sort_by_key(|(w, _, _): &(String, Comparator, Origin)| std::cmp::Reverse(w.len()));
        after.sort_by_key(|(w, _, _): &(String, Comparator, Origin)| std::cmp::Reverse(w.len()));
        Ok(Self { before, after, order: file.order })
    }

    /// The word that ends directly before `text`'s end, if one does: `(its length in bytes, what it says)`.
    pub fn before(&self, text: &str) -> Option<(usize, Comparator)> {
        self.line_before(text).map(|(word, comparator, _)| (word.len(), comparator))
    }

    /// The word that begins directly at `text`'s start.
    pub fn after(&self, text: &str) -> Option<(usize, Comparator)> {
        self.line_after(text).map(|(word, comparator, _)| (word.len(), comparator))
    }

    /// As [`Comparators::before`], with the word and its line.
    pub fn line_before(&self, text: &str) -> Option<(&str, Comparator, Origin)> {
        self.before
            .iter()
            .find(|(word, _, _)| text.ends_with(word.as_str()))
            .map(|(word, c, o)| (word.as_str(), *c, *o))
    }

    /// As [`Comparators::after`], with the word and its line.
    pub fn line_after(&self, text: &str) -> Option<(&str, Comparator, Origin)> {
        self.after
            .iter()
            .find(|(word, _, _)| text.starts_with(word.as_str()))
            .map(|(word, c, o)| (word.as_str(), *c, *o))
    }

    /// Which of several wins.
    pub fn strongest(&self, found: &[Comparator]) -> Comparator {
        self.order.iter().copied().find(|c| found.contains(c)).unwrap_or(Comparator::Eq)
    }
}
