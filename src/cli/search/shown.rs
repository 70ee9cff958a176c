//! What is shown of a hit: its article, the best sentences, its targets.

use super::Opened;
use crate::index::highlight::{Passage, marks, passages};
use crate::index::letters::fold;
use crate::index::{Answer, RecordsAnswer};
use crate::model::{Article, CodePoints, Record, Span};
use anyhow::Result;
use std::collections::HashSet;

/// Passages of a hit.
const PASSAGES: usize = 2;
/// Targets of a hit.
const TARGETS: usize = 5;

/// A hit with what is shown of it.
pub struct Shown {
    /// The article as the store has it.
    pub article: Article,
    /// The best sentences.
    pub passages: Vec<Passage>,
    /// Its targets: those that meet the query's conditions first, then those in sentences with the words.
    pub targets: Vec<Record>,
    /// How many targets it has in all.
    pub all_targets: usize,
}

impl Shown {
    /// The title, else the first line.
    pub fn title(&self) -> &str {
        let first = self.article.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("without a text");
        self.article.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(first)
    }
}

/// The hits' articles from the store; a hit that the store no longer holds is `None`.
pub fn articles(opened: &Opened, answer: &Answer) -> Result<Vec<Option<Shown>>> {
    let pairs: HashSet<&str> = answer.pairs.iter().map(|pair| pair.text.as_str()).collect();
    answer
        .hits
        .iter()
        .map(|hit| {
            let Some(stored) = opened.reader.article(&hit.article_id)? else { return Ok(None) };
            let mut targets: Vec<Record> = stored.records()?;
            targets.retain(|record| matches!(record, Record::Target(_)));
            let article = stored.article;
            let text = article.text.as_str();
            let marks = marks(text, hit.title_letters, &hit.found, &pairs);
            let mut passages = passages(text, &marks, &answer.weights, 2 * PASSAGES);
            leave_out_the_title(&mut passages, article.title.as_deref().unwrap_or_default(), text);
            passages.truncate(PASSAGES);
            let points = CodePoints::new(text);
            let places: HashSet<usize> = marks.iter().map(|(mark, _)| points.at(text, mark.start)).collect();
            let words_in = |record: &Record| {
                let evidence = record.statement().map(|s| s.evidence.start..s.evidence.end);
                evidence.map_or(0, |range| places.iter().filter(|place| range.contains(place)).count())
            };
            // those that were asked for, then those in sentences with the words
            targets.sort_by_cached_key(|record| {
                (!hit.targets.iter().any(|id| id == record.id()), std::cmp::Reverse(words_in(record)))
            });
            if passages.is_empty() {
                let asked = targets.first().filter(|record| hit.targets.iter().any(|id| id == record.id()));
                passages.extend(asked.and_then(|record| sentence_of(record, text)).or_else(|| beginning(text)));
            }
            let all_targets = targets.len();
            targets.truncate(TARGETS);
            Ok(Some(Shown { article, passages, targets, all_targets }))
        })
        .collect()
}

/// The title is shown above: sentences that repeat it, or a part of it, give way to others.
fn leave_out_the_title(passages: &mut Vec<Passage>, title: &str, text: &str) {
    let title = fold(title);
    let repeats = |passage: &Passage| title.contains(&fold(passage.span.of(text)));
    if passages.iter().any(|passage| !repeats(passage)) {
        passages.retain(|passage| !repeats(passage));
    } else {
        passages.truncate(1);
    }
}

/// The sentence of a record with its number marked, for hits that were found by their numbers.
fn sentence_of(record: &Record, text: &str) -> Option<Passage> {
    let statement = record.statement()?;
    let byte = |point: usize| text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(point);
    let span = |start: usize, end: usize| Some(Span::new(byte(start)?, byte(end)?));
    let sentence = span(statement.evidence.start, statement.evidence.end)?;
    let number = statement.quantity.as_ref().and_then(|quantity| span(quantity.start, quantity.end));
    Some(Passage { span: sentence, marks: number.filter(|number| sentence.contains(number)).into_iter().collect() })
}

/// The first sentence-like line, for hits that no word found.
fn beginning(text: &str) -> Option<Passage> {
    let line = text.lines().map(str::trim).find(|line| line.chars().count() > 10)?;
    let start = line.as_ptr() as usize - text.as_ptr() as usize;
    let end = line.char_indices().nth(160).map_or(line.len(), |(at, _)| at);
    Some(Passage { span: Span::new(start, start + end), marks: Vec::new() })
}

/// The hits' records from the store.
pub fn records(opened: &Opened, answer: &RecordsAnswer) -> Result<Vec<Record>> {
    let mut records = Vec::with_capacity(answer.hits.len());
    for hit in &answer.hits {
        records.extend(opened.reader.record(&hit.record_id)?.map(|(_, record)| record));
    }
    Ok(records)
}
