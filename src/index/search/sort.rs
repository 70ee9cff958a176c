//! Orders that are not by relevance.

use super::Searcher;
use super::allowed::Allowed;
use super::answer::Sort;
use super::filter::Side;
use super::first::Candidate;
use super::second::Evidence;
use crate::index::query::{Condition, Node};
use crate::index::{IndexError, context};
use std::collections::HashMap;
use tantivy::query::{BooleanQuery, EnableScoring, Query};
use tantivy::{DocSet, TERMINATED};

/// The allowed articles in order. Their score is 0: nothing was ranked.
pub(super) fn sorted(
    searcher: &mut Searcher<'_>,
    allowed: &[Allowed],
    node: &Node,
    sort: Sort,
) -> Result<Vec<(f32, Candidate, Evidence)>, IndexError> {
    let of_targets = match sort {
        Sort::Value => Some(best_of_records(searcher, node, "value_max", f64::max)?),
        Sort::Deadline => Some(best_of_records(searcher, node, "deadline", f64::min)?),
        Sort::Relevance | Sort::Date => None,
    };
    let at = |source| context(&searcher.index.dir, source);
    let mut rows: Vec<(Option<f64>, i64, Candidate)> = Vec::new();
    for (segment, (allowed, reader)) in allowed.iter().zip(searcher.articles.segment_readers()).enumerate() {
        let dates = reader.fast_fields().i64("date").map_err(at)?;
        let keys = reader.fast_fields().u64("key").map_err(at)?;
        for doc in allowed.iter() {
            let key = keys.first(doc).unwrap_or(0);
            let value = of_targets.as_ref().and_then(|best| best.get(&key).copied());
            let candidate = Candidate { segment: segment as u32, doc, key, score: 0.0 };
            rows.push((value, dates.first(doc).unwrap_or(i64::MIN), candidate));
        }
    }
    rows.sort_by(|a, b| {
        let by_target = match sort {
            Sort::Value => b.0.unwrap_or(f64::NEG_INFINITY).total_cmp(&a.0.unwrap_or(f64::NEG_INFINITY)),
            Sort::Deadline => a.0.unwrap_or(f64::INFINITY).total_cmp(&b.0.unwrap_or(f64::INFINITY)),
            Sort::Relevance | Sort::Date => std::cmp::Ordering::Equal,
        };
        by_target.then_with(|| b.1.cmp(&a.1)).then_with(|| a.2.key.cmp(&b.2.key))
    });
    Ok(rows.into_iter().map(|(_, _, candidate)| (0.0, candidate, Evidence::default())).collect())
}

/// For each article (by key) the best value of `column` among its targets that meet the query's
/// conditions on records.
fn best_of_records(
    searcher: &mut Searcher<'_>,
    node: &Node,
    column: &str,
    better: fn(f64, f64) -> f64,
) -> Result<HashMap<u64, f64>, IndexError> {
    let query = record_conditions(searcher, node)?;
    let at = |source| context(&searcher.index.dir, source);
    let weight = query.weight(EnableScoring::disabled_from_searcher(&searcher.records)).map_err(at)?;
    let mut best: HashMap<u64, f64> = HashMap::new();
    for reader in searcher.records.segment_readers() {
        let keys = reader.fast_fields().u64("key").map_err(at)?;
        let days = (column == "deadline").then(|| reader.fast_fields().i64(column)).transpose().map_err(at)?;
        let numbers = (column != "deadline").then(|| reader.fast_fields().f64(column)).transpose().map_err(at)?;
        let mut docs = weight.scorer(reader, 1.0).map_err(at)?;
        while docs.doc() != TERMINATED {
            let doc = docs.doc();
            let value = match (&days, &numbers) {
                (Some(days), _) => days.first(doc).map(|day| day as f64),
                (None, numbers) => numbers.as_ref().and_then(|numbers| numbers.first(doc)),
            };
            let alive = reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
            if let (true, Some(key), Some(value)) = (alive, keys.first(doc), value) {
                best.entry(key).and_modify(|old| *old = better(*old, value)).or_insert(value);
            }
            docs.advance();
        }
    }
    Ok(best)
}

/// Targets that meet the query's conditions on records; all targets where it has none.
pub(super) fn record_conditions(searcher: &mut Searcher<'_>, node: &Node) -> Result<Box<dyn Query>, IndexError> {
    Ok(match conditions_on_targets(searcher, node)? {
        Some(query) => query,
        None => super::filter::term_query(searcher.index.record_fields.kind, "target"),
    })
}

/// Targets that meet the query's conditions on records; `None` where it has none.
pub(super) fn conditions_on_targets(
    searcher: &mut Searcher<'_>,
    node: &Node,
) -> Result<Option<Box<dyn Query>>, IndexError> {
    let mut conditions: Vec<&Condition> = Vec::new();
    node.for_each_positive(&mut |node| {
        if let Node::Field { condition, .. } = node
            && condition.is_about_records()
        {
            conditions.push(condition);
        }
    });
    if conditions.is_empty() {
        return Ok(None);
    }
    let kind = super::filter::term_query(searcher.index.record_fields.kind, "target");
    let query = searcher.conditions(&conditions, Side::Records)?;
    Ok(Some(Box::new(BooleanQuery::intersection(vec![kind, query]))))
}
