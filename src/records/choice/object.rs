//! What a target's object could be: the noun phrases of its sentence, those of the numbers and headlines before, and the
//! rules' pick.

use super::super::object::{phrase_left, phrase_right};
use super::{Candidate, Piece, Place, first, grown, last, rule};
use crate::lexicon::List;
use crate::model::Span;
use crate::tokens::Tag;
use rustc_hash::FxHashSet;

/// The most phrases of a sentence that are weighed.
const MOST: usize = 40;

/// The rules' pick, then the noun phrases of the sentence from left to right, then the objects of the numbers before.
pub fn candidates<'a>(place: &'a Place<'_>) -> Vec<Candidate<'a, Span>> {
    let line = place.line;
    let mut seen: FxHashSet<Span> = FxHashSet::default();
    let mut all: Vec<Candidate<'a, Span>> = Vec::new();
    let picked = place.draft.object;
    let act = place.draft.action.as_ref().map(|(_, at)| *at);
    let commitment = place.lexicon.words.list(List::Commitment);
    let mut add = |span: Span, whence: &'static str| {
        // 이억원을 투입할 계획: what is promised is no plan, and nothing is done to the act itself
        let no_thing = commitment.has(span.of(line.text)) || (picked != Some(span) && act == Some(span));
        if !no_thing && seen.insert(span) {
            all.push(Candidate { value: span, evidence: evidence(place, span, picked, whence) });
        }
    };
    if let Some(own) = picked {
        add(own, if place.draft.sentence.contains(&own) { "its sentence" } else { "elsewhere" });
    }
    if let Some(span) = phrase_right(line, line.token_from(place.quantity().end), None) {
        add(span, "right behind the number");
    }
    let ends = (0..line.tokens.len()).filter(|i| {
        line.is_noun(*i)
            && line.quantity_over(*i).is_none()
            && line.date_over(*i).is_none()
            && !(i + 1 < line.tokens.len() && line.is_noun(i + 1) && !line.spaced(i + 1))
    });
    for i in ends.take(MOST) {
        // the last noun of a phrase, and where a phrase goes on behind a space, each part of it
        if let Some(span) = phrase_left(line, i) {
            add(span, "its sentence");
        }
    }
    for object in place.near().filter_map(|d| d.object).take(6) {
        if !place.draft.sentence.contains(&object) {
            add(object, "of a number before");
        }
    }
    all
}

fn evidence<'a>(place: &'a Place<'_>, span: Span, picked: Option<Span>, whence: &'static str) -> Vec<Piece<'a>> {
    let line = place.line;
    let text = &place.article.text;
    let written = span.of(text);
    let mut evidence: Vec<Piece<'a>> = Vec::with_capacity(28);
    evidence.push(("whence", whence.into()));
    if picked == Some(span) {
        evidence.push(("picked", "by the rules".into()));
        if let Some(rule) = rule(place.draft, "object") {
            evidence.push(("picked", rule.into()));
        }
    } else if let Some(own) = picked {
        let how = match () {
            () if own.contains(&span) => "a part of the rules' pick",
            () if span.contains(&own) => "more than the rules' pick",
            () => "another",
        };
        evidence.push(("picked", how.into()));
        if let Some(rule) = rule(place.draft, "object") {
            evidence.push(("instead of", rule.into()));
        }
    }
    let end = written.trim_end_matches(['’', '”', '」', '』', '｣', ')', ' ']);
    for end in grown([1, 2], |length| last(end, length)) {
        evidence.push(("ends", end.to_owned().into()));
    }
    evidence.push(("end and dimension", format!("{} {}", last(end, 2), place.dimension()).into()));
    let words = written.split(' ').count();
    evidence.push(("words", words.min(5).to_string().into()));
    let letters = written.chars().count();
    evidence.push((
        "length",
        if letters <= 1 {
            "1"
        } else if letters <= 2 {
            "2"
        } else if letters <= 12 {
            "3"
        } else {
            "13"
        }
        .into(),
    ));
    if written.contains(|c: char| c.is_ascii_digit()) {
        evidence.push(("fact", "a digit in it".into()));
    }
    if place.near().take(4).any(|d| d.object.is_some_and(|o| o.of(text) == written)) {
        evidence.push(("fact", "the object of a number before".into()));
    }
    if let Some((_, at)) = &place.draft.action
        && span.overlaps(at)
    {
        evidence.push(("fact", "the act is in it".into()));
    }
    if let Some((_, at)) = &place.draft.program
        && span.overlaps(at)
    {
        evidence.push(("fact", "the programme".into()));
    }
    if let Some((_, Some(at))) = &place.draft.agency
        && span.overlaps(at)
    {
        evidence.push(("fact", "the body that acts".into()));
    }
    if !line.span.contains(&span) {
        return evidence;
    }
    place.between(span, &mut evidence);
    let behind = &line.text[span.end..line.span.end];
    let side = if span.end <= place.quantity().start { "before" } else { "behind" };
    for next in grown([1, 2, 3], |length| first(behind, length)) {
        evidence.push(("behind it", format!("{side} {next}").into()));
    }
    let before = &line.text[line.span.start..span.start];
    evidence.push(("before it", last(before, 2).into()));
    let (from, to) = (line.token_from(span.start), line.token_from(span.end));
    if to > from {
        evidence.push(("tag", format!("{:?}", line.tag(to - 1)).into()));
        if let Some(class) = line.noun_class(to - 1) {
            evidence.push(("class", format!("{side} {class:?}").into()));
        }
        let adnominal = from > 0 && matches!(line.tokens[from - 1].pos.last(), Tag::ETM | Tag::JKG);
        if adnominal {
            evidence.push(("fact", "modified".into()));
        }
    }
    if to < line.tokens.len() {
        let particle = line.is_particle(to) && !line.spaced(to);
        let tag = if particle { format!("{side} {:?}", line.tag(to)) } else { format!("{side} no particle") };
        evidence.push(("particle", tag.into()));
        if let Some((_, at)) = &place.draft.action {
            let next = to + usize::from(particle);
            if next < line.tokens.len() && line.tokens[next].start as usize == at.start {
                evidence.push(("fact", "right before the act".into()));
            }
        }
    }
    if line.bracket_around(span.start) != line.bracket_around(place.quantity().start) {
        evidence.push(("fact", "another bracket".into()));
    }
    evidence
}
