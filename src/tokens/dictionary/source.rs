//! mecab-ko-dic in memory, whatever form it came in, before it is built.

use super::super::Error;
use std::path::Path;

/// One way a word can be read: a row of the dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The word as it is written.
    pub(super) surface: String,
    /// Context id towards the word before.
    pub(super) left: u16,
    /// Context id towards the word after.
    pub(super) right: u16,
    /// Cost of the word; lower is likelier.
    pub(super) cost: i16,
    /// Index into [`Source::features`].
    pub(super) feature: u32,
}

/// How words that no dictionary holds are formed from one class of characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Category {
    pub(super) name: String,
    /// Propose unknown words even where the dictionary knows one.
    pub(super) invoke: bool,
    /// Propose the whole run of such characters.
    pub(super) group: bool,
    /// Propose runs of up to so many characters.
    pub(super) length: u8,
    /// The unknown words' context ids, cost and feature.
    pub(super) unknown: Vec<Unknown>,
}

/// A template of an unknown word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unknown {
    pub(super) left: u16,
    pub(super) right: u16,
    pub(super) cost: i16,
    pub(super) feature: String,
}

/// Costs of one word following another: `costs[right of first + rights × left of second]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Matrix {
    /// How many right context ids there are.
    pub(super) rights: u16,
    /// How many left context ids there are.
    pub(super) lefts: u16,
    /// Little-endian `i16` costs.
    pub(super) costs: Vec<u8>,
}

/// The whole dictionary. Entries are sorted by surface; homographs keep the origin's order, which
/// decides between readings of equal cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) entries: Vec<Entry>,
    /// Comma-separated features: tag, semantic class, final consonant, reading, type, first tag,
    /// last tag, expression.
    pub(super) features: Vec<String>,
    pub(super) matrix: Matrix,
    pub(super) categories: Vec<Category>,
    /// The category of each code point of the basic plane, as an index into `categories`.
    pub(super) characters: Vec<u8>,
}

impl Source {
    /// Refuses what would make lindera read outside its tables.
    pub(super) fn validate(self, path: &Path) -> Result<Self, Error> {
        let damaged = |reason: String| Error::damaged(path, reason);
        let Matrix { rights, lefts, costs } = &self.matrix;
        if costs.len() != usize::from(*rights) * usize::from(*lefts) * 2 {
            return Err(damaged(format!("the cost matrix is not {rights} × {lefts}")));
        }
        let fits = |left: u16, right: u16| left < *lefts && right < *rights;
        if self.entries.is_empty() {
            return Err(damaged("the dictionary has no entries".into()));
        }
        for entry in &self.entries {
            if !fits(entry.left, entry.right) || entry.feature as usize >= self.features.len() {
                return Err(damaged(format!("entry {:?} points outside the dictionary's tables", entry.surface)));
            }
            if entry.surface.is_empty()
                || entry.surface.contains(['\0', '\u{1b}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{1f}'])
            {
                return Err(damaged(format!("entry {:?} has no usable surface", entry.surface)));
            }
        }
        for category in &self.categories {
            if category.unknown.iter().any(|u| !fits(u.left, u.right)) {
                return Err(damaged(format!("unknown words of {} point outside the cost matrix", category.name)));
            }
        }
        for needed in ["DEFAULT", "SPACE", "ALPHA", "NUMERIC", "SYMBOL"] {
            if !self.categories.iter().any(|c| c.name == needed) {
                return Err(damaged(format!("the character category {needed} is missing")));
            }
        }
        if self.characters.iter().any(|c| usize::from(*c) >= self.categories.len()) {
            return Err(damaged("a character has a category that does not exist".into()));
        }
        Ok(self)
    }
}
