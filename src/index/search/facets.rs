//! Counts by agency, programme, status, unit and year of the deadline.

use super::Searcher;
use super::allowed::Allowed;
use super::answer::{FacetCount, FacetName, Hit};
use super::first::Candidate;
use super::question::Question;
use super::sort::{conditions_on_targets, record_conditions};
use crate::index::document::key;
use crate::index::query::Node;
use crate::index::{IndexError, context};
use jiff::ToSpan;
use jiff::civil::date;
use std::collections::{HashMap, HashSet};
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

/// Values of one facet that are told.
const MOST: usize = 10;

/// Counts of the values of the facets asked for.
#[derive(Default)]
pub(super) struct Counter {
    counts: HashMap<(FacetName, String), usize>,
    /// Articles counted already under a value.
    seen: HashSet<(FacetName, String, u64)>,
}

impl Counter {
    /// Counts a record; `article` is its article's key where articles are counted, each once.
    pub fn add(&mut self, facet: FacetName, value: String, article: Option<u64>) {
        if let Some(article) = article
            && !self.seen.insert((facet, value.clone(), article))
        {
            return;
        }
        *self.counts.entry((facet, value)).or_default() += 1;
    }

    /// The commonest values of each facet, in the order in which they were asked for.
    pub fn finish(self, facets: &[FacetName]) -> Vec<FacetCount> {
        let mut all: Vec<FacetCount> =
            self.counts.into_iter().map(|((facet, value), count)| FacetCount { facet, value, count }).collect();
        all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        let mut counts = Vec::new();
        for facet in facets {
            counts.extend(all.iter().filter(|count| count.facet == *facet).take(MOST).cloned());
        }
        counts
    }
}

/// The value of a facet of one record.
pub(super) fn value(reader: &SegmentReader, facet: FacetName, doc: DocId) -> tantivy::Result<Option<String>> {
    if facet == FacetName::DeadlineYear {
        let day = reader.fast_fields().i64("deadline")?.first(doc);
        let day = day.and_then(|day| date(1970, 1, 1).checked_add(day.days()).ok());
        return Ok(day.map(|day| day.year().to_string()));
    }
    text_column(reader, facet.as_str(), doc)
}

/// What a column of texts holds for a document.
pub(super) fn text_column(reader: &SegmentReader, name: &str, doc: DocId) -> tantivy::Result<Option<String>> {
    let Some(column) = reader.fast_fields().str(name)? else { return Ok(None) };
    let Some(ord) = column.term_ords(doc).next() else { return Ok(None) };
    let mut value = String::new();
    column.ord_to_str(ord, &mut value)?;
    Ok(Some(value))
}

impl Searcher<'_> {
    /// Counts the articles among `allowed` by their targets that meet the query's conditions.
    pub(super) fn facets(
        &mut self,
        node: &Node,
        _question: &Question,
        allowed: &[Allowed],
        facets: &[FacetName],
    ) -> Result<Vec<FacetCount>, IndexError> {
        if facets.is_empty() {
            return Ok(Vec::new());
        }
        let mut keys = HashSet::new();
        for (allowed, reader) in allowed.iter().zip(self.articles.segment_readers()) {
            let column = reader.fast_fields().u64("key").map_err(|e| context(&self.index.dir, e))?;
            keys.extend(allowed.iter().filter_map(|doc| column.first(doc)));
        }
        let query = record_conditions(self, node)?;
        self.count_records(&*query, facets, |key| keys.contains(&key).then_some(Some(key)))
    }

    /// Names the targets of each hit that meet the query's conditions on targets.
    pub(super) fn meet(&mut self, node: &Node, hits: &mut [(Hit, Candidate)]) -> Result<(), IndexError> {
        let Some(query) = conditions_on_targets(self, node)? else { return Ok(()) };
        let at = |source| context(&self.index.dir, source);
        let places: HashMap<u64, usize> =
            hits.iter().enumerate().map(|(place, (hit, _))| (key(&hit.article_id), place)).collect();
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.records)).map_err(at)?;
        for reader in self.records.segment_readers() {
            let keys = reader.fast_fields().u64("key").map_err(at)?;
            let mut docs = weight.scorer(reader, 1.0).map_err(at)?;
            while docs.doc() != TERMINATED {
                let doc = docs.doc();
                docs.advance();
                // a record of an article's former version is not among those that the store holds
                let alive = reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
                let Some(place) = keys.first(doc).filter(|_| alive).and_then(|key| places.get(&key)) else { continue };
                if let Some(id) = text_column(reader, "id", doc).map_err(at)? {
                    hits[*place].0.targets.push(id);
                }
            }
        }
        Ok(())
    }

    /// Counts the records that `query` finds and `by` lets through; `by` says whether the article counts once.
    pub(super) fn count_records(
        &self,
        query: &dyn Query,
        facets: &[FacetName],
        by: impl Fn(u64) -> Option<Option<u64>>,
    ) -> Result<Vec<FacetCount>, IndexError> {
        let at = |source| context(&self.index.dir, source);
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.records)).map_err(at)?;
        let mut counter = Counter::default();
        for reader in self.records.segment_readers() {
            let keys = reader.fast_fields().u64("key").map_err(at)?;
            let mut docs = weight.scorer(reader, 1.0).map_err(at)?;
            while docs.doc() != TERMINATED {
                let doc = docs.doc();
                docs.advance();
                let alive = reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
                let Some(article) = keys.first(doc).filter(|_| alive).and_then(&by) else { continue };
                for facet in facets {
                    if let Some(value) = value(reader, *facet, doc).map_err(at)? {
                        counter.add(*facet, value, article);
                    }
                }
            }
        }
        Ok(counter.finish(facets))
    }
}
