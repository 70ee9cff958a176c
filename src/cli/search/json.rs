//! Answers as JSON: offsets count code points of the article's text, as in the records.

use super::shown::Shown;
use crate::index::search::second::{Evidence, SecondStage};
use crate::index::{Answer, FacetCount, Hit, RecordsAnswer};
use crate::model::{CodePoints, Record};
use anyhow::Result;
use serde_json::{Map, Value, json};
use std::io::Write;

/// One object: the query, how many match, the hits, facets and expansions.
pub fn articles(
    out: &mut impl Write,
    query: &str,
    answer: &Answer,
    shown: &[Option<Shown>],
    explain: bool,
) -> Result<()> {
    let hits: Vec<Value> = hits(answer, shown, explain);
    let expansions: Vec<Value> =
        answer.expansions.iter().map(|e| json!({"asked": e.asked, "also": e.also, "because": e.because})).collect();
    let mut object = json!({
        "query": query,
        "total": answer.total,
        "hits": hits,
        "facets": facets(&answer.facets),
        "expansions": expansions,
        "corrections": answer.corrections.iter().map(|c| json!({"asked": c.asked, "instead": c.instead})).collect::<Vec<_>>(),
    });
    if explain {
        let terms: Vec<Value> = answer
            .terms
            .iter()
            .map(|t| json!({"term": t.text, "kind": if t.pair { "pair" } else { "word" }, "articles": t.frequency, "rarity": t.idf}))
            .collect();
        object["terms"] = terms.into();
    }
    serde_json::to_writer_pretty(&mut *out, &object)?;
    writeln!(out)?;
    Ok(())
}

/// One hit a line.
pub fn article_lines(out: &mut impl Write, answer: &Answer, shown: &[Option<Shown>], explain: bool) -> Result<()> {
    for hit in hits(answer, shown, explain) {
        serde_json::to_writer(&mut *out, &hit)?;
        writeln!(out)?;
    }
    Ok(())
}

fn hits(answer: &Answer, shown: &[Option<Shown>], explain: bool) -> Vec<Value> {
    let pairs = answer.hits.iter().zip(shown).enumerate();
    pairs.filter_map(|(n, (hit, shown))| Some(self::hit(n + 1, hit, shown.as_ref()?, answer, explain))).collect()
}

fn hit(rank: usize, hit: &Hit, shown: &Shown, answer: &Answer, explain: bool) -> Value {
    let article = &shown.article;
    let points = CodePoints::new(&article.text);
    let at = |byte: usize| points.at(&article.text, byte);
    let snippet: Vec<Value> = shown
        .passages
        .iter()
        .map(|passage| {
            let marks: Vec<_> = passage.marks.iter().map(|mark| json!([at(mark.start), at(mark.end)])).collect();
            json!({
                "text": passage.span.of(&article.text),
                "start": at(passage.span.start),
                "end": at(passage.span.end),
                "highlights": marks,
            })
        })
        .collect();
    let mut object = json!({
        "rank": rank,
        "score": hit.score,
        "article": {"id": article.id, "date": article.date, "title": shown.title(), "source": article.source, "url": article.url},
        "snippet": snippet,
        "targets": shown.targets,
        "all_targets": shown.all_targets,
        "duplicates": hit.duplicates,
    });
    if explain {
        object["explain"] = explanation(hit, answer);
    }
    object
}

/// Which words stand where, and what the second stage made of it.
fn explanation(hit: &Hit, answer: &Answer) -> Value {
    let words: Vec<Value> = answer
        .words
        .iter()
        .enumerate()
        .map(|(number, word)| {
            let places: Vec<u32> = hit.found.iter().filter(|f| f.term == number).map(|f| f.position).collect();
            let rarity = answer.weights.get(number);
            json!({"term": word.text, "rarity": rarity, "times": places.len(), "first_letter": places.first()})
        })
        .collect();
    let weights = SecondStage::default().0;
    let features = hit.evidence.features();
    let signs: Map<String, Value> = Evidence::NAMES
        .iter()
        .zip(features.iter().zip(weights))
        .map(|(name, (share, weight))| {
            ((*name).to_owned(), json!({"share": share, "weight": weight, "adds": share * weight}))
        })
        .collect();
    json!({"words": words, "signs": signs})
}

fn facets(counts: &[FacetCount]) -> Value {
    let mut facets = Map::new();
    for count in counts {
        let values = facets.entry(count.facet.as_str()).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(values) = values {
            values.push(json!({"value": count.value, "count": count.count}));
        }
    }
    Value::Object(facets)
}

/// Records as one object.
pub fn records(out: &mut impl Write, query: &str, answer: &RecordsAnswer, records: &[Record]) -> Result<()> {
    let object = json!({"query": query, "total": answer.total, "hits": records, "facets": facets(&answer.facets)});
    serde_json::to_writer_pretty(&mut *out, &object)?;
    writeln!(out)?;
    Ok(())
}

/// Records, one a line, in the form that `mokpyo export` writes.
pub fn record_lines(out: &mut impl Write, records: &[Record]) -> Result<()> {
    for record in records {
        serde_json::to_writer(&mut *out, record)?;
        writeln!(out)?;
    }
    Ok(())
}
