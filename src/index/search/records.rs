//! Finding records: targets one by one, and programmes.

use super::Searcher;
use super::answer::{RecordHit, RecordsAnswer, Request, Scope, Sort};
use super::filter::{Side, term_query};
use crate::index::query::Node;
use crate::index::{IndexError, context};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query};
use tantivy::{DocAddress, Order};

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
        let top = TopDocs::with_limit(request.limit.max(1)).and_offset(request.offset);
        let collected: (Vec<(f32, DocAddress)>, usize) = match request.sort {
            Sort::Relevance => self.records.search(&*query, &(top.order_by_score(), Count)).map_err(at)?,
            Sort::Date => {
                let sorted = top.order_by_fast_field::<i64>("date", Order::Desc);
                unscored(self.records.search(&*query, &(sorted, Count)).map_err(at)?)
            }
            Sort::Value => {
                let sorted = top.order_by_fast_field::<f64>("value_max", Order::Desc);
                unscored(self.records.search(&*query, &(sorted, Count)).map_err(at)?)
            }
            Sort::Deadline => {
                let sorted = top.order_by_fast_field::<i64>("deadline", Order::Asc);
                unscored(self.records.search(&*query, &(sorted, Count)).map_err(at)?)
            }
        };
        let (top, total) = collected;
        let mut hits = Vec::with_capacity(top.len());
        for (score, address) in top.into_iter().take(request.limit) {
            let reader = self.records.segment_reader(address.segment_ord);
            let mut record_id = String::new();
            if let Some(column) = reader.fast_fields().str("id").map_err(at)?
                && let Some(ord) = column.term_ords(address.doc_id).next()
            {
                column.ord_to_str(ord, &mut record_id).map_err(|e| at(e.into()))?;
            }
            hits.push(RecordHit { record_id, score });
        }
        let facets = match request.facets.is_empty() {
            true => Vec::new(),
            false => self.count_records(&*query, &request.facets, |_| Some(None))?,
        };
        Ok(RecordsAnswer { hits, total, facets })
    }
}

/// Hits of an order that is not by relevance have no score.
fn unscored<T>((hits, total): (Vec<(T, DocAddress)>, usize)) -> (Vec<(f32, DocAddress)>, usize) {
    (hits.into_iter().map(|(_, address)| (0.0, address)).collect(), total)
}
