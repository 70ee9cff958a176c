//! What must hold: a query's conditions as a tantivy query.

use super::expand::Also;
use super::question::{AskedTerm, Question};
use super::{Searcher, day_bounds};
use crate::index::IndexError;
use crate::index::letters::fold;
use crate::index::query::{AmountRange, Condition, Node};
use crate::index::terms::{Origin, PERCENT};
use crate::model::Span;
use rust_decimal::prelude::ToPrimitive;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

/// Most words that a prefix stands for.
pub(super) const MOST_PREFIXED: usize = 256;

/// Which index a query is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Articles,
    /// Targets and the like.
    Records,
    /// Programmes: they are records, but have no number, agency or deadline of their own. Such conditions are asked of
    /// the targets in the same article.
    Programs,
}

impl Searcher<'_> {
    /// The conditions of `node` on documents of `side`; `None` when everything may be found.
    ///
    /// `words` says whether bare words are required.
    pub(super) fn required(
        &mut self,
        node: &Node,
        question: &Question,
        words: bool,
        side: Side,
    ) -> Result<Option<Box<dyn Query>>, IndexError> {
        Ok(match node {
            Node::Word { span, prefix: false, .. } => match words {
                true => Some(self.word(question, *span, side)),
                false => None,
            },
            Node::Word { text, prefix: true, .. } => Some(self.prefix(text, side)?),
            Node::Phrase { span, .. } => Some(self.phrase(question, *span, side)),
            Node::Field { condition, .. } => Some(self.conditions(&[condition], side)?),
            Node::Not(inner) => {
                let inner_question = self.question_of_all(inner);
                let inner = self.required(inner, &inner_question, true, side)?.unwrap_or_else(|| Box::new(EmptyQuery));
                Some(Box::new(BooleanQuery::new(vec![(Occur::Must, Box::new(AllQuery)), (Occur::MustNot, inner)])))
            }
            Node::Or(nodes) => {
                let mut any = Vec::new();
                for node in nodes {
                    any.extend(self.required(node, question, true, side)?);
                }
                Some(Box::new(BooleanQuery::union(any)))
            }
            Node::Together(nodes) | Node::And(nodes) => {
                let mut all = Vec::new();
                // conditions on records that stand together are asked of one record
                let mut about_records = Vec::new();
                for node in nodes {
                    match node {
                        Node::Field { condition, .. } if condition.is_about_records() => about_records.push(condition),
                        node => all.extend(self.required(node, question, words, side)?),
                    }
                }
                if !about_records.is_empty() {
                    all.push(self.conditions(&about_records, side)?);
                }
                match all.len() {
                    0 => None,
                    1 => all.pop(),
                    _ => Some(Box::new(BooleanQuery::intersection(all))),
                }
            }
        })
    }

    /// The terms of a node whose words are not asked for (inside NOT).
    fn question_of_all(&mut self, node: &Node) -> Question {
        Question::new(node, &mut self.worker, &mut self.terms)
    }

    fn words_field(&self, side: Side) -> Field {
        match side {
            Side::Articles => self.index.article_fields.words,
            Side::Records | Side::Programs => self.index.record_fields.words,
        }
    }

    /// One word: its terms in order, or, for words that are cut differently in a text, all its pairs.
    pub(super) fn word(&self, question: &Question, span: Span, side: Side) -> Box<dyn Query> {
        let place = question.place(span);
        let others = question.also.iter().filter(|also| place.contains(&also.span) || also.span.contains(&place));
        let mut any: Vec<Box<dyn Query>> =
            others.map(|also| self.under_another_name(question, place, also, side)).collect();
        any.push(self.word_itself(question, place, side));
        match any.len() {
            1 => any.remove(0),
            _ => Box::new(BooleanQuery::union(any)),
        }
    }

    /// A place of the question where another name stands for all of it, or for a part beside which the rest must stand
    /// too: 인공지능 alone is no AI반도체.
    fn under_another_name(&self, question: &Question, place: Span, also: &Also, side: Side) -> Box<dyn Query> {
        let field = self.words_field(side);
        let named = in_order(also.terms.iter(), field);
        let apart = |span: Span| span.end <= also.span.start || also.span.end <= span.start;
        let mut rest = question.words.iter().filter(|t| place.contains(&t.span) && apart(t.span)).peekable();
        match rest.peek() {
            None => named,
            Some(_) => Box::new(BooleanQuery::intersection(vec![named, in_order(rest, field)])),
        }
    }

    fn word_itself(&self, question: &Question, place: Span, side: Side) -> Box<dyn Query> {
        let phrase = self.or_its_parts(question, place, self.in_order(question, place, self.words_field(side)), side);
        if side != Side::Articles {
            return phrase;
        }
        let pairs: Vec<&AskedTerm> = question.pairs.iter().filter(|t| place.contains(&t.span)).collect();
        if pairs.len() < 2 {
            return phrase;
        }
        let fields = &self.index.article_fields;
        let all = pairs.iter().map(|pair| {
            let either = [fields.words, fields.pairs].map(|field| term_query(field, &pair.text));
            Box::new(BooleanQuery::union(either.into())) as Box<dyn Query>
        });
        let covered = question
            .words
            .iter()
            .filter(|t| place.contains(&t.span))
            .all(|t| t.origin != Origin::Value && t.text.chars().all(crate::index::letters::is_syllable));
        match covered {
            true => Box::new(BooleanQuery::union(vec![phrase, Box::new(BooleanQuery::intersection(all.collect()))])),
            false => phrase,
        }
    }

    /// 스마트공장 is also 스마트 공장: records have no pairs of syllables that would say so, and AI팩토리 has none in an
    /// article either.
    fn or_its_parts(&self, question: &Question, place: Span, phrase: Box<dyn Query>, side: Side) -> Box<dyn Query> {
        let inside = || question.words.iter().filter(|t| place.contains(&t.span));
        let wholes: Vec<Span> = inside().filter(|t| t.origin == Origin::Part).map(|t| t.span).collect();
        let compound = inside().any(|t| t.origin == Origin::Surface && wholes.contains(&t.span));
        if wholes.is_empty() || (side == Side::Articles && !compound) {
            return phrase;
        }
        let parts = inside().filter(|t| t.origin == Origin::Part || !wholes.contains(&t.span));
        Box::new(BooleanQuery::union(vec![phrase, in_order(parts, self.words_field(side))]))
    }

    /// A phrase: its terms at the distances they have in the question.
    pub(super) fn phrase(&self, question: &Question, span: Span, side: Side) -> Box<dyn Query> {
        self.in_order(question, question.place(span), self.words_field(side))
    }

    fn in_order(&self, question: &Question, place: Span, field: Field) -> Box<dyn Query> {
        // a number written in several words (3조 5,000억) is asked for by each of them
        let value = |t: &AskedTerm| t.origin == Origin::Value && t.span.start < place.end && place.start < t.span.end;
        in_order(question.words.iter().filter(|t| place.contains(&t.span) || value(t)), field)
    }

    /// Words that begin like `text`.
    fn prefix(&self, text: &str, side: Side) -> Result<Box<dyn Query>, IndexError> {
        let field = self.words_field(side);
        let words = self.words_with_prefix(&fold(text), side, MOST_PREFIXED)?;
        Ok(Box::new(TermSetQuery::new(words.iter().map(|(word, _)| Term::from_field_text(field, word)))))
    }

    /// Conditions that must hold for one document: of an article, or for one and the same record.
    pub(super) fn conditions(&mut self, conditions: &[&Condition], side: Side) -> Result<Box<dyn Query>, IndexError> {
        let mut all: Vec<Box<dyn Query>> = Vec::new();
        for condition in conditions {
            all.push(match (side, condition.is_about_records()) {
                (Side::Articles, false) => self.article_condition(condition),
                (Side::Records, true) => self.record_condition(condition)?,
                (Side::Programs, true) => match condition {
                    Condition::Program(_) => self.record_condition(condition)?,
                    _ => continue,
                },
                // a record's article: joined by key
                (Side::Records | Side::Programs, false) => match condition {
                    Condition::Date(range) => date_query(self.index.record_fields.date, range),
                    condition => {
                        let query = self.article_condition(condition);
                        self.keys(&*query, Side::Articles)?
                    }
                },
                (Side::Articles, true) => continue,
            });
        }
        let about_targets = |c: &&Condition| c.is_about_records() && !matches!(c, Condition::Program(_));
        if side == Side::Programs && conditions.iter().any(about_targets) {
            let about: Vec<&Condition> = conditions.iter().copied().filter(about_targets).collect();
            let articles = self.conditions(&about, Side::Articles)?;
            all.push(self.keys(&*articles, Side::Articles)?);
        }
        if side == Side::Articles && conditions.iter().any(|c| c.is_about_records()) {
            let about: Vec<&Condition> = conditions.iter().copied().filter(|c| c.is_about_records()).collect();
            let query = self.conditions(&about, Side::Records)?;
            let joined = self.keys(&*query, Side::Records)?;
            // who released it counts as its agency too, where nothing else is asked of the record
            all.push(match about.as_slice() {
                [Condition::Agency(name)] => {
                    let sources = self.agencies(name, self.index.article_fields.source, Side::Articles)?;
                    Box::new(BooleanQuery::union(vec![joined, sources]))
                }
                _ => joined,
            });
        }
        Ok(match all.len() {
            1 => all.remove(0),
            _ => Box::new(BooleanQuery::intersection(all)),
        })
    }

    fn article_condition(&mut self, condition: &Condition) -> Box<dyn Query> {
        let fields = self.index.article_fields.clone();
        match condition {
            Condition::Title(text) => {
                let question = Question::of_text(text, &mut self.worker, &mut self.terms);
                in_order(question.words.iter(), fields.title)
            }
            Condition::Date(range) => date_query(fields.date, range),
            Condition::Source(name) => match self.agencies(name, fields.source, Side::Articles) {
                Ok(query) => query,
                Err(_) => Box::new(EmptyQuery),
            },
            _ => Box::new(EmptyQuery),
        }
    }

    fn record_condition(&mut self, condition: &Condition) -> Result<Box<dyn Query>, IndexError> {
        let fields = self.index.record_fields.clone();
        Ok(match condition {
            Condition::Program(text) => {
                let question = Question::of_text(text, &mut self.worker, &mut self.terms);
                let words = in_order(question.words.iter(), fields.program_words);
                let exact = term_query(fields.program, text);
                Box::new(BooleanQuery::union(vec![words, exact]))
            }
            Condition::Agency(name) => self.agencies(name, fields.agency, Side::Records)?,
            Condition::Unit(unit) => {
                let spellings = self.units(unit);
                Box::new(TermSetQuery::new(spellings.iter().map(|unit| Term::from_field_text(fields.unit, unit))))
            }
            Condition::Status(status) => term_query(fields.status, status.as_str()),
            Condition::Deadline(range) => date_query(fields.deadline, range),
            Condition::Value(range) => {
                let mut all = vec![value_query(range, fields.value, fields.value_max)];
                if let Some(unit) = &range.unit {
                    all.push(self.record_condition(&Condition::Unit(unit.clone()))?);
                }
                Box::new(BooleanQuery::intersection(all))
            }
            Condition::Title(_) | Condition::Source(_) | Condition::Date(_) => Box::new(EmptyQuery),
        })
    }

    /// Documents of the other side that share their key with a document that `query` finds on `side`.
    fn keys(&self, query: &dyn Query, side: Side) -> Result<Box<dyn Query>, IndexError> {
        let other = match side {
            Side::Articles => self.index.record_fields.key,
            Side::Records | Side::Programs => self.index.article_fields.key,
        };
        let keys = self.matching_keys(query, side)?;
        Ok(Box::new(TermSetQuery::new(keys.into_iter().map(|key| Term::from_field_u64(other, key)))))
    }

    /// The agencies that `name` means: by dictionary (short forms, lineage), else those whose name contains
    /// it.
    fn agencies(&self, name: &str, field: Field, side: Side) -> Result<Box<dyn Query>, IndexError> {
        let mut names = self.agency_names(name);
        let folded = fold(name);
        if names.len() < 2 && folded.chars().count() >= 2 {
            names.extend(self.terms_where(field, side, |term| fold(term).contains(&folded))?);
        }
        names.push(name.to_owned());
        Ok(Box::new(TermSetQuery::new(names.iter().map(|name| Term::from_field_text(field, name)))))
    }
}

impl Question {
    /// Where the word or phrase at `span` of the query stands in the question's text.
    pub(super) fn place(&self, span: Span) -> Span {
        self.places.iter().find(|(asked, _)| *asked == span).map_or(Span::new(0, 0), |(_, place)| *place)
    }
}

/// Terms at the distances they have in the question. Parts of compounds are left out: the whole stands
/// for them.
fn in_order<'t>(terms: impl Iterator<Item = &'t AskedTerm>, field: Field) -> Box<dyn Query> {
    let mut terms: Vec<&AskedTerm> = terms.filter(|t| t.origin != Origin::Counted).collect();
    // texts in Chinese characters have their Korean reading too: 大韓民國 finds 대한민국
    let read: Vec<Span> = terms.iter().filter(|t| t.origin == Origin::Reading).map(|t| t.span).collect();
    terms.retain(|t| t.origin == Origin::Reading || !read.contains(&t.span));
    let wholes: Vec<Span> = terms.iter().filter(|t| t.origin == Origin::Surface).map(|t| t.span).collect();
    terms.retain(|t| t.origin != Origin::Part || !wholes.contains(&t.span));
    // 산·학·연 is asked for as 산학연
    let joined: Vec<Span> = terms.iter().filter(|t| t.origin == Origin::Joined).map(|t| t.span).collect();
    terms.retain(|t| t.origin == Origin::Joined || !joined.iter().any(|joined| joined.contains(&t.span)));
    // a number's value stands for its digits
    let values: Vec<Span> = terms.iter().filter(|t| t.origin == Origin::Value).map(|t| t.span).collect();
    terms.retain(|t| t.origin == Origin::Value || !values.iter().any(|value| value.contains(&t.span)));
    match terms.as_slice() {
        [] => Box::new(EmptyQuery),
        [one] => term_query(field, &one.text),
        several => {
            // A number is as long as it is written: behind one, distances say nothing.
            if several.iter().any(|t| t.text.starts_with('#')) {
                let all = several.iter().map(|t| term_query(field, &t.text)).collect();
                return Box::new(BooleanQuery::intersection(all));
            }
            let mut any: Vec<Box<dyn Query>> = Vec::new();
            for year in lengths(several, |term| is_year(&term.text), [2, 4]) {
                for percent in lengths(several, |term| term.text == PERCENT, [0, 3]) {
                    any.push(at_distances(several, year, percent, field));
                }
            }
            match any.len() {
                1 => any.remove(0),
                _ => Box::new(BooleanQuery::union(any)),
            }
        }
    }
}

/// In how many letters a kind of word is written, if there is one of the kind among `terms`: '24년 or 2024년, % or 퍼센트.
fn lengths(terms: &[&AskedTerm], is_one: impl Fn(&AskedTerm) -> bool, written: [i64; 2]) -> Vec<i64> {
    if terms.iter().any(|term| is_one(term)) { written.into() } else { vec![0] }
}

/// Terms at their distances, each year among them written with `year` letters, each percent sign with `percent`.
fn at_distances(terms: &[&AskedTerm], year: i64, percent: i64, field: Field) -> Box<dyn Query> {
    let first = terms[0].position;
    let mut longer = 0; // letters by which these words are longer than they were typed
    let mut offsets: Vec<(usize, Term)> = Vec::with_capacity(terms.len());
    for term in terms {
        let offset = i64::from(term.position - first) + longer;
        offsets.push((offset.max(0) as usize, Term::from_field_text(field, &term.text)));
        if is_year(&term.text) {
            let typed = if term.origin == Origin::Value { 2 } else { 4 };
            longer += year - typed;
        } else if term.text == PERCENT {
            // % is no letter; a syllable has three bytes
            longer += percent - (term.span.end - term.span.start) as i64 / 3;
        }
    }
    offsets.dedup();
    match offsets.len() {
        1 => term_query(field, &terms[0].text),
        _ => Box::new(PhraseQuery::new_with_offset(offsets)),
    }
}

/// Four digits that are a year.
fn is_year(term: &str) -> bool {
    term.len() == 4 && (term.starts_with("19") || term.starts_with("20")) && term.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn term_query(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn date_query(field: Field, range: &crate::index::query::DateRange) -> Box<dyn Query> {
    let (first, last) = day_bounds(range);
    let bound =
        |day: Option<i64>| day.map_or(Bound::Unbounded, |day| Bound::Included(Term::from_field_i64(field, day)));
    // a range of two open ends cannot be typed; every bound here is one
    Box::new(ConstScoreQuery::new(Box::new(RangeQuery::new(bound(first), bound(last))), 1.0))
}

/// Numbers that may lie in the range: a range of numbers does when it overlaps.
fn value_query(range: &AmountRange, value: Field, value_max: Field) -> Box<dyn Query> {
    let bound = |field: Field, bound: &Option<(rust_decimal::Decimal, bool)>| {
        bound.and_then(|(number, inclusive)| {
            let term = Term::from_field_f64(field, number.to_f64()?);
            Some(if inclusive { Bound::Included(term) } else { Bound::Excluded(term) })
        })
    };
    let mut all: Vec<Box<dyn Query>> = Vec::new();
    if let Some(low) = bound(value_max, &range.low) {
        all.push(Box::new(RangeQuery::new(low, Bound::Unbounded)));
    }
    if let Some(high) = bound(value, &range.high) {
        all.push(Box::new(RangeQuery::new(Bound::Unbounded, high)));
    }
    Box::new(BooleanQuery::intersection(all))
}
