//! Near-duplicates become one hit.

use super::Searcher;
use super::answer::Hit;
use super::first::Candidate;
use crate::index::sketch::Sketch;
use crate::index::{IndexError, context};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED, Term};

/// Articles seen so far, by their sketches.
#[derive(Default)]
pub(super) struct Folder {
    kept: Vec<Option<Sketch>>,
}

impl Folder {
    /// The number of the earlier article that this one is a near-duplicate of; else it is kept under the
    /// next number.
    pub fn place(&mut self, sketch: Option<Sketch>) -> Option<usize> {
        let same = |kept: &Option<Sketch>| match (kept, &sketch) {
            (Some(kept), Some(sketch)) => kept.is_same_release(sketch),
            _ => false,
        };
        // Pages are short; looking at thousands of kept hits would only cost.
        if let Some(earlier) = self.kept.iter().take(1000).position(same) {
            return Some(earlier);
        }
        self.kept.push(sketch);
        None
    }
}

impl Searcher<'_> {
    /// The sketch of an article; `None` for a text too short to have one.
    pub(super) fn sketch(&self, place: Candidate) -> Result<Option<Sketch>, IndexError> {
        let at = |source: tantivy::TantivyError| context(&self.index.dir, source);
        let reader = &self.segments.segments[place.segment as usize].reader;
        let Some(column) = reader.fast_fields().bytes("sketch").map_err(at)? else { return Ok(None) };
        let Some(ord) = column.term_ords(place.doc).next() else { return Ok(None) };
        let mut bytes = Vec::new();
        column.ord_to_bytes(ord, &mut bytes).map_err(|e| at(e.into()))?;
        Ok(Sketch::from_bytes(&bytes))
    }

    /// Adds the near-duplicates that the question did not find.
    pub(super) fn other_duplicates(&self, place: Candidate, hit: &mut Hit) -> Result<(), IndexError> {
        let at = |source: tantivy::TantivyError| context(&self.index.dir, source);
        let Some(sketch) = self.sketch(place)? else { return Ok(()) };
        for (segment, open) in self.segments.segments.iter().enumerate() {
            let bands = open.reader.inverted_index(self.segments.fields.bands).map_err(at)?;
            for band in sketch.bands() {
                let term = Term::from_field_u64(self.segments.fields.bands, band);
                let Some(mut docs) = bands.read_postings(&term, IndexRecordOption::Basic).map_err(|e| at(e.into()))?
                else {
                    continue;
                };
                // a band that very many share (a form letter) tells nothing
                for _ in 0..200 {
                    if docs.doc() == TERMINATED {
                        break;
                    }
                    let doc = docs.doc();
                    let other = Candidate { segment: segment as u32, doc, key: open.key(doc), score: 0.0 };
                    docs.advance();
                    let alive = open.reader.alive_bitset().is_none_or(|alive| alive.is_alive(other.doc));
                    if !alive || (other.segment, other.doc) == (place.segment, place.doc) {
                        continue;
                    }
                    if self.sketch(other)?.is_some_and(|other| other.is_same_release(&sketch)) {
                        let id = self.id(other.segment, other.doc)?;
                        if !hit.duplicates.contains(&id) {
                            hit.duplicates.push(id);
                        }
                    }
                }
            }
        }
        hit.duplicates.sort();
        Ok(())
    }
}
