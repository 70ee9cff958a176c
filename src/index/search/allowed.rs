//! Which documents a query lets through.

use tantivy::DocId;

/// Which documents of a segment may be found.
#[derive(Debug, Clone)]
pub struct Allowed(Vec<u64>);

impl Allowed {
    /// None of `documents` documents.
    pub fn none(documents: DocId) -> Self {
        Self(vec![0; documents as usize / 64 + 1])
    }

    /// Allows one.
    pub fn insert(&mut self, doc: DocId) {
        self.0[doc as usize / 64] |= 1 << (doc % 64);
    }

    /// Whether it is allowed.
    pub fn contains(&self, doc: DocId) -> bool {
        self.0[doc as usize / 64] & 1 << (doc % 64) != 0
    }

    /// How many are.
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = DocId> + '_ {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            (0..64).filter(move |bit| word & 1 << bit != 0).map(move |bit| (index * 64 + bit) as DocId)
        })
    }
}
