//! Finding records: targets one by one, and programmes.

use super::Searcher;
use super::answer::{RecordHit, RecordsAnswer, Request, Scope, Sort};
use super::filter::{Side, term_query};
use super::segments::Living;
use crate::index::query::Node;
use crate::index::{IndexError, context};
use std::cmp::Ordering;
use tantivy::collector::{Collector, Count, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

impl Searcher<'_> {
    /// Finds targets (or programmes): their sentence (or name) holds the words, they meet the conditions.
    pub fn search_records(
        &mut self,
        node: &Node,
        scope: Scope,
        request: &Request,
    ) -> Result<RecordsAnswer, IndexError> {
        let question = self.question(node)?;
        let (side, kind) = match scope {
            Scope::Programs => (Side::Programs, "program"),
            _ => (Side::Records, "target"),
        };
        let fields = self.index.record_fields.clone();
        let mut clauses = vec![(Occur::Must, term_query(fields.kind, kind))];
        if let Some(required) = self.required(node, &question, node.has_operators(), side)? {
            clauses.push((Occur::Must, required));
        }
        let dir = self.index.dir.clone();
        let at = |source| context(&dir, source);
        if !question.is_empty() {
            let all = self.required(node, &question, true, side)?;
            let all = all.unwrap_or_else(|| Box::new(tantivy::query::AllQuery));
            let with_all = BooleanQuery::intersection(vec![term_query(fields.kind, kind), all.box_clone()]);
            if request.sort != Sort::Relevance && self.records.search(&with_all, &Count).map_err(at)? > 0 {
                // in another order the best would not come first
                clauses.push((Occur::Must, all));
            } else {
                let mut any = Vec::new();
                for (span, _) in question.places.clone() {
                    any.push((Occur::Should, self.word(&question, span, side)));
                }
                clauses.push((Occur::Must, Box::new(BooleanQuery::new(any))));
                clauses.push((Occur::Should, Box::new(BoostQuery::new(all, 5.0))));
            }
        }
        let query: Box<dyn Query> = Box::new(BooleanQuery::new(clauses));
        let rows = InOrder(request.sort);
        let rows = self.records.search_with_statistics_provider(&*query, &rows, &Living(&self.records)).map_err(at)?;
        let total = rows.len();
        let mut hits = Vec::with_capacity(request.limit.min(total));
        for (score, address) in self.page_of_records(rows, request).map_err(at)? {
            let score = if request.sort == Sort::Relevance { score } else { 0.0 };
            hits.push(RecordHit { record_id: self.record_id(address).map_err(at)?, score });
        }
        let facets = match request.facets.is_empty() {
            true => Vec::new(),
            false => self.count_records(&*query, &request.facets, |_| Some(None))?,
        };
        Ok(RecordsAnswer { hits, total, facets })
    }

    /// The rows of the page that is asked for, in order, with their scores.
    fn page_of_records(&self, mut rows: Vec<Row>, request: &Request) -> tantivy::Result<Vec<(Score, DocAddress)>> {
        let (first, behind) = (request.offset.min(rows.len()), (request.offset + request.limit).min(rows.len()));
        if first == behind {
            return Ok(Vec::new());
        }
        if behind < rows.len() {
            // what is equal to the last of the page competes for its place
            let last = *rows.select_nth_unstable_by(behind - 1, Row::better).1;
            rows.retain(|row| row.better(&last) != Ordering::Greater);
        }
        let mut rows = rows.into_iter().map(|row| (row, String::new())).collect::<Vec<_>>();
        rows.sort_by(|a, b| a.0.better(&b.0));
        // records of one article may be equal in all else: their ids are an order that every index has
        for equals in rows.chunk_by_mut(|a, b| a.0.better(&b.0) == Ordering::Equal).filter(|equals| equals.len() > 1) {
            for (row, id) in equals.iter_mut() {
                *id = self.record_id(row.address)?;
            }
            equals.sort_by(|a, b| a.1.cmp(&b.1));
        }
        Ok(rows[first..behind].iter().map(|(row, _)| (row.rank as Score, row.address)).collect())
    }

    fn record_id(&self, address: DocAddress) -> tantivy::Result<String> {
        let reader = self.records.segment_reader(address.segment_ord);
        let mut id = String::new();
        if let Some(column) = reader.fast_fields().str("id")?
            && let Some(ord) = column.term_ords(address.doc_id).next()
        {
            column.ord_to_str(ord, &mut id)?;
        }
        Ok(id)
    }
}

/// A record that was found.
#[derive(Debug, Clone, Copy)]
struct Row {
    /// The higher the earlier; not a number where the record has nothing to sort by, which comes last.
    rank: f64,
    /// The article's day.
    day: i64,
    /// The article's key.
    key: u64,
    address: DocAddress,
}

impl Row {
    /// The higher rank first, then the later article; nothing here knows of segments.
    fn better(&self, other: &Self) -> Ordering {
        let known = |row: &Self| !row.rank.is_nan();
        let ranks = known(other).cmp(&known(self)).then_with(|| other.rank.total_cmp(&self.rank));
        ranks.then_with(|| other.day.cmp(&self.day)).then_with(|| self.key.cmp(&other.key))
    }
}

/// Collects all that is found, ready to be sorted.
struct InOrder(Sort);

impl Collector for InOrder {
    type Fruit = Vec<Row>;
    type Child = SegmentRows;

    fn for_segment(&self, ordinal: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentRows> {
        let columns = reader.fast_fields();
        let by = match self.0 {
            Sort::Relevance => By::Score,
            Sort::Date => By::Day,
            Sort::Value => By::Value(columns.f64("value_max")?),
            Sort::Deadline => By::Deadline(columns.i64("deadline")?),
        };
        Ok(SegmentRows { ordinal, by, days: columns.i64("date")?, keys: columns.u64("key")?, rows: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        self.0 == Sort::Relevance
    }

    fn merge_fruits(&self, rows: Vec<Vec<Row>>) -> tantivy::Result<Vec<Row>> {
        Ok(rows.concat())
    }
}

enum By {
    Score,
    Day,
    Value(Column<f64>),
    Deadline(Column<i64>),
}

struct SegmentRows {
    ordinal: SegmentOrdinal,
    by: By,
    days: Column<i64>,
    keys: Column<u64>,
    rows: Vec<Row>,
}

impl SegmentCollector for SegmentRows {
    type Fruit = Vec<Row>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let day = self.days.first(doc).unwrap_or(i64::MIN);
        let rank = match &self.by {
            // tantivy adds a score up in the order of each segment's frequencies: its last digits say nothing
            By::Score => (f64::from(score) * SCORE_DIGITS).round() / SCORE_DIGITS,
            By::Day => day as f64,
            By::Value(values) => values.first(doc).unwrap_or(f64::NAN),
            By::Deadline(days) => days.first(doc).map_or(f64::NAN, |day| -(day as f64)),
        };
        let key = self.keys.first(doc).unwrap_or(0);
        self.rows.push(Row { rank, day, key, address: DocAddress::new(self.ordinal, doc) });
    }

    fn harvest(self) -> Vec<Row> {
        self.rows
    }
}

/// Scores are told apart down to one by so many.
const SCORE_DIGITS: f64 = 1000.0;
