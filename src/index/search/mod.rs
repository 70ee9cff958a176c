//! Asking the index.
//!
//! Articles are found in two stages: [`first`] takes the best candidates by single terms, [`second`]
//! looks at them again with the positions of the question's words. What must hold ([`filter`]) restricts
//! the first stage.

mod allowed;
mod answer;
mod articles;
mod correct;
mod duplicates;
pub mod expand;
mod facets;
mod filter;
pub mod first;
mod ids;
mod near;
mod places;
pub mod question;
mod records;
pub mod second;
mod segments;
mod sort;
mod suggest;

use super::document::day_number;
use super::query::{DateRange, Node};
use super::terms::TermReader;
use super::{Index, IndexError, context};
use crate::lexicon::Lexicon;
use crate::tokens::{Analyser, Worker};
use allowed::Allowed;
pub use answer::{Answer, Correction, FacetCount, FacetName, Hit, RecordHit, RecordsAnswer, Request, Scope, Sort};
use filter::Side;
use first::FirstStage;
use question::Question;
use second::SecondStage;
use segments::{Holders, OpenSegments};
use std::collections::{HashMap, HashSet};
use std::io;
use tantivy::query::{EnableScoring, Query};
use tantivy::schema::Field;
use tantivy::{DocId, TERMINATED};

/// Asks one state of the index. One a thread: it keeps its scratch memory.
pub struct Searcher<'k> {
    pub(super) index: Index,
    pub(super) articles: tantivy::Searcher,
    pub(super) records: tantivy::Searcher,
    pub(super) segments: OpenSegments,
    pub(super) worker: Worker,
    pub(super) terms: TermReader,
    pub(super) lexicon: &'k Lexicon,
    scores: Vec<f32>,
    names: expand::Names,
    aliases: expand::Aliases,
    ids: ids::Ids,
    /// How the first stage weighs.
    pub first: FirstStage,
    /// How the second stage weighs.
    pub second: SecondStage,
}

impl Index {
    /// Opens the last committed state for asking.
    pub fn searcher<'k>(&self, analyser: &Analyser, lexicon: &'k Lexicon) -> Result<Searcher<'k>, IndexError> {
        let at = |source| context(&self.dir, source);
        let [articles, records] = self.readers()?.map(|reader| reader.searcher());
        let segments = OpenSegments::new(&articles, &self.article_fields).map_err(at)?;
        Ok(Searcher {
            index: self.clone(),
            articles,
            records,
            segments,
            worker: analyser.worker(),
            terms: TermReader::new(analyser),
            lexicon,
            scores: Vec::new(),
            names: expand::Names::new(),
            aliases: expand::Aliases::new(),
            ids: ids::Ids::default(),
            first: FirstStage::default(),
            second: SecondStage::default(),
        })
    }
}

impl Searcher<'_> {
    /// Analyses the words of a query.
    fn question(&mut self, node: &Node) -> Result<Question, IndexError> {
        let mut question = Question::new(node, &mut self.worker, &mut self.terms);
        self.expand(&mut question)?;
        self.begun(&mut question, node)?;
        Ok(question)
    }

    /// The id of an article.
    fn id(&self, segment: u32, doc: DocId) -> Result<String, IndexError> {
        let at = |source: tantivy::TantivyError| context(&self.index.dir, source);
        let open = &self.segments.segments[segment as usize];
        let Some(column) = &open.ids else { return Ok(String::new()) };
        let Some(ord) = column.term_ords(doc).next() else { return Ok(String::new()) };
        self.ids.get(segment as usize, column, ord).map_err(|e| at(e.into()))
    }

    /// The articles that a query finds, without those that were deleted.
    fn allowed(&self, query: &dyn Query) -> Result<Vec<Allowed>, IndexError> {
        let at = |source| context(&self.index.dir, source);
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.articles)).map_err(at)?;
        let mut all = Vec::new();
        for reader in self.articles.segment_readers() {
            let mut allowed = Allowed::none(reader.max_doc());
            let mut docs = weight.scorer(reader, 1.0).map_err(at)?;
            while docs.doc() != TERMINATED {
                if reader.alive_bitset().is_none_or(|alive| alive.is_alive(docs.doc())) {
                    allowed.insert(docs.doc());
                }
                docs.advance();
            }
            all.push(allowed);
        }
        Ok(all)
    }

    /// The keys of the documents that a query finds.
    fn matching_keys(&self, query: &dyn Query, side: Side) -> Result<HashSet<u64>, IndexError> {
        let at = |source| context(&self.index.dir, source);
        let searcher = self.side(side);
        let weight = query.weight(EnableScoring::disabled_from_searcher(searcher)).map_err(at)?;
        let mut keys = HashSet::new();
        for reader in searcher.segment_readers() {
            let column = reader.fast_fields().u64("key").map_err(at)?;
            let mut docs = weight.scorer(reader, 1.0).map_err(at)?;
            while docs.doc() != TERMINATED {
                if reader.alive_bitset().is_none_or(|alive| alive.is_alive(docs.doc())) {
                    keys.extend(column.first(docs.doc()));
                }
                docs.advance();
            }
        }
        Ok(keys)
    }

    fn side(&self, side: Side) -> &tantivy::Searcher {
        match side {
            Side::Articles => &self.articles,
            Side::Records | Side::Programs => &self.records,
        }
    }

    /// The commonest words of the texts that begin like `prefix`, with the number of documents.
    fn words_with_prefix(&self, prefix: &str, side: Side, most: usize) -> Result<Vec<(String, u64)>, IndexError> {
        let field = match side {
            Side::Articles => self.index.article_fields.words,
            Side::Records | Side::Programs => self.index.record_fields.words,
        };
        let mut words = self.terms_from(field, side, prefix)?;
        words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        words.truncate(most);
        Ok(words)
    }

    /// All terms of a field that begin like `prefix`, with their numbers of documents.
    fn terms_from(&self, field: Field, side: Side, prefix: &str) -> Result<Vec<(String, u64)>, IndexError> {
        let mut found = HashMap::<String, u64>::new();
        self.for_each_term(field, side, prefix, |term, holders| {
            let documents = holders.count()?;
            if documents > 0 {
                *found.entry(term.to_owned()).or_default() += documents;
            }
            Ok(())
        })?;
        Ok(found.into_iter().collect())
    }

    /// Shows `visit` the terms of a field that begin like `prefix`, with the documents that hold them: once for each
    /// segment that has one.
    fn for_each_term(
        &self,
        field: Field,
        side: Side,
        prefix: &str,
        mut visit: impl FnMut(&str, Holders<'_>) -> io::Result<()>,
    ) -> Result<(), IndexError> {
        let at = |source| context(&self.index.dir, source);
        for reader in self.side(side).segment_readers() {
            let inverted = reader.inverted_index(field).map_err(at)?;
            let mut terms = inverted.terms().range().ge(prefix).into_stream().map_err(|e| at(e.into()))?;
            while terms.advance() {
                if !terms.key().starts_with(prefix.as_bytes()) {
                    break;
                }
                if let Ok(term) = std::str::from_utf8(terms.key()) {
                    visit(term, Holders { reader, inverted: &inverted, info: terms.value() })
                        .map_err(|e| at(e.into()))?;
                }
            }
        }
        Ok(())
    }

    /// The terms of a field for which `fits` holds: for fields of few terms (agencies, units).
    fn terms_where(&self, field: Field, side: Side, fits: impl Fn(&str) -> bool) -> Result<Vec<String>, IndexError> {
        Ok(self.terms_from(field, side, "")?.into_iter().map(|(term, _)| term).filter(|term| fits(term)).collect())
    }

    /// All names of the agency that `name` means, from `dictionaries/agencies.toml`: the full names of a
    /// short form, and those before and after in its lineage.
    fn agency_names(&self, name: &str) -> Vec<String> {
        self.lexicon.agencies.lineage(name).into_iter().map(str::to_owned).collect()
    }

    /// The spellings of a unit.
    fn units(&self, unit: &str) -> Vec<String> {
        let mut units = vec![unit.to_owned()];
        if matches!(unit, "퍼센트" | "프로" | "％") {
            units.push("%".to_owned());
        }
        units
    }
}

/// First and last day as numbers.
fn day_bounds(range: &DateRange) -> (Option<i64>, Option<i64>) {
    (range.first.map(day_number), range.last.map(day_number))
}
