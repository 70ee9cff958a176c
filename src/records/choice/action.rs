//! What a target's act could be: the predicates of its sentence, the rules' pick, and the acts of the numbers before.

use super::super::predicate::{self, Predicate};
use super::{Candidate, Piece, Place, first, grown, rule};
use crate::model::{BlockKind, Span};
use crate::tokens::Tag;

/// The most predicates of a sentence that are weighed.
const MOST: usize = 30;

/// An act's dictionary form and where it is written.
pub type Act = (String, Span);

/// The predicates of the sentence from left to right, then the rules' pick where it is none of them, then the acts of the
/// numbers before.
pub fn candidates<'a>(place: &'a Place<'_>) -> Vec<Candidate<'a, Act>> {
    let mut all: Vec<Candidate<'a, Act>> = Vec::new();
    let line = place.line;
    let picked = place.draft.action.as_ref();
    let from = line.token_from(place.quantity().end);
    let predicates: Vec<Predicate> = (0..line.tokens.len())
        .filter(|i| line.quantity_over(*i).is_none())
        .filter_map(|i| predicate::at(line, i, line.tokens.len()).or_else(|| noun(place, i)))
        .take(MOST)
        .collect();
    let behind = predicates.iter().filter(|p| p.token >= from).count();
    let mut order = 0;
    for p in &predicates {
        let mut evidence = lemma(place, &p.lemma);
        place.between(p.written, &mut evidence);
        if p.token >= from {
            order += 1;
            evidence.push(("order behind", order.min(5).to_string().into()));
            evidence.push(("order from the end", (behind + 1 - order).min(4).to_string().into()));
        }
        shape(place, p, &mut evidence);
        if picked.is_some_and(|(_, at)| *at == p.written) {
            evidence.push(("picked", "by the rules".into()));
        } else if picked.is_some_and(|(own, _)| *own == p.lemma) {
            evidence.push(("picked", "the same elsewhere".into()));
        } else {
            evidence.push(("picked", if picked.is_some() { "another" } else { "none" }.into()));
        }
        all.push(Candidate { value: (p.lemma.clone(), p.written), evidence });
    }
    if let Some((own, at)) = picked.filter(|(_, at)| predicates.iter().all(|p| p.written != *at)) {
        let mut evidence = lemma(place, own);
        evidence.push(("picked", "by the rules alone".into()));
        all.push(Candidate { value: (own.clone(), *at), evidence });
    }
    let earlier = place.near().filter_map(|d| Some((d, d.action.as_ref()?)));
    for (n, (draft, (act, at))) in earlier.take(4).enumerate() {
        if place.draft.sentence.contains(at) {
            continue;
        }
        let mut evidence = lemma(place, act);
        evidence.push(("of a number before", (n + 1).to_string().into()));
        let back = place.draft.sentence_index - draft.sentence_index;
        evidence.push(("sentences back", back.to_string().into()));
        if matches!(draft.block, BlockKind::Headline | BlockKind::Subhead) {
            evidence.push(("fact", "of a headline".into()));
        }
        evidence.push(("own predicates", behind.min(3).to_string().into()));
        all.push(Candidate { value: (act.clone(), *at), evidence });
    }
    all
}

/// A verbal noun that the predicates' grammar passes over: within a compound, before another noun, in a name.
fn noun(place: &Place<'_>, i: usize) -> Option<Predicate> {
    let action = place.line.action_noun(i)?;
    Some(Predicate::noun(place.line, i, &action.lemma, action.class))
}

fn lemma<'a>(place: &'a Place<'_>, lemma: &str) -> Vec<Piece<'a>> {
    let mut evidence: Vec<Piece<'a>> = Vec::with_capacity(24);
    evidence.push(("lemma and dimension", format!("{lemma} {}", place.dimension()).into()));
    evidence.push(("lemma", lemma.to_owned().into()));
    if lemma.ends_with('다') {
        evidence.push(("fact", "a verb".into()));
    }
    evidence
}

fn shape<'a>(place: &'a Place<'_>, p: &Predicate, evidence: &mut Vec<Piece<'a>>) {
    let line = place.line;
    evidence.push(("class", format!("{:?}", p.class).into()));
    evidence.push(("shape", format!("{:?}", p.shape).into()));
    let grammatical = predicate::at(line, p.token, line.tokens.len()).is_some();
    if !grammatical {
        evidence.push(("fact", "no predicate of its own".into()));
    }
    let behind = &line.text[p.written.end..line.span.end];
    for next in grown([1, 2, 4], |length| first(behind, length)) {
        evidence.push(("behind it", next.into()));
    }
    let end = line.word_end(p.token);
    let ending = match line.tokens[end - 1].pos.last() {
        Tag::ETM => "modifies",
        Tag::EC => "goes on",
        Tag::EF => "ends",
        Tag::ETN => "a noun",
        Tag::JKO => "is an object",
        Tag::JKB => "is an adverbial",
        Tag::JKS | Tag::JX => "is a topic or subject",
        Tag::JKG => "is a genitive",
        _ => "bare",
    };
    evidence.push(("ending", ending.into()));
    let side = if p.written.start < place.quantity().start { "before" } else { "behind" };
    evidence.push(("side and ending", format!("{side} {ending} {:?}", p.shape).into()));
    if p.token > 0 {
        let before = line.word(p.token - 1);
        let spaced = if line.spaced(p.token) { " " } else { "" };
        evidence.push(("before it", format!("{}{spaced}", super::last(before, 2)).into()));
    }
    if end < line.tokens.len() && line.spaced(end) {
        evidence.push(("next word", super::first(line.word(end), 3).into()));
    }
    if line.bracket_around(p.written.start).is_some() {
        evidence.push(("fact", "in a bracket".into()));
    }
    if let Some(object) = place.draft.object
        && object.contains(&p.written)
    {
        evidence.push(("fact", "within the object".into()));
    }
    if let Some(rule) = rule(place.draft, "object")
        && p.token == line.token_from(place.quantity().end)
    {
        evidence.push(("next to the number, object", rule.into()));
    }
}
