//! What is counted or measured: the noun phrase that the number belongs to.
//!
//! Korean puts it behind the number (`1만개 창업 기업`), directly before it (`상권 50곳`) or before it with a
//! particle (`스마트공장을 … 1200개`); in brackets the number follows it (`펀드(500억원)`).

mod before;
mod behind;
mod phrase;

use super::line::Line;
use super::predicate::{Predicate, Shape};
use crate::lexicon::{ActionClass, List};
use crate::mentions::quantity::QuantityMention;
use crate::model::Span;
use crate::tokens::Tag;
use before::{before, before_bracket};
use behind::{behind, behind_the_next, benefit, bought, spent_on};
pub(super) use phrase::open_of;
use phrase::{
    case_of, is_person, listed, named_field, only_means, only_names, serves_as_postposition, skip_marks_left,
    whole_list,
};
pub use phrase::{phrase_left, phrase_right};

/// A noun phrase found for a number, and the rule that found it.
pub struct Found {
    /// Its bytes.
    pub span: Span,
    /// Why.
    pub rule: &'static str,
}

/// The rule of a phrase that says where something is, for want of a better one.
pub const WHERE: &str = "object: where it is";

/// The rule of the phrase that touches the number.
pub const DIRECTLY: &str = "object: directly before the number";

/// The rule of what a share is a measure of (30% 할인 혜택).
pub const BENEFIT: &str = "object: the benefit behind the number";

/// At most so many words (eojeol) make up an object.
const MAX_WORDS: usize = 5;
const OPENING: [&str; 10] = ["‘", "“", "「", "『", "｢", "<", "《", "〈", "'", "\""];
const CLOSING: [&str; 10] = ["’", "”", "」", "』", "｣", ">", "》", "〉", "'", "\""];

/// Finds the object of quantity `index`; `is_agency` tells which bytes name a body.
pub fn find(
    line: &Line<'_>,
    index: usize,
    predicate: Option<&Predicate>,
    is_agency: &dyn Fn(Span) -> bool,
) -> Option<Found> {
    let q = &line.quantities[index];
    if let Some(inside) = line.bracket_around(q.span.start)
        && let Some(found) = before_bracket(line, inside, index)
    {
        return Some(found);
    }
    let share = q.unit.is_some_and(|u| {
        line.lexicon.units.get(u).dimension == "share" || line.lexicon.units.get(u).dimension == "multiple"
    });
    if !share && let Some(found) = behind(line, q, predicate) {
        return Some(placed(line, &found, predicate).unwrap_or(found));
    }
    if share && let Some(found) = benefit(line, q) {
        return Some(found);
    }
    if let Some(found) = behind_the_next(line, index, predicate) {
        return Some(found);
    }
    if let Some(found) = spent_on(line, q) {
        return Some(found);
    }
    if let Some(found) = before(line, index, is_agency) {
        // 치유원은 … 백운면에 617ha 규모로 조성된다: a place is no object where the sentence has a topic
        if found.rule == WHERE
            && only_names(line, found.span)
            && let Some(topic) = topic_before(line, q, is_agency)
        {
            return Some(topic);
        }
        return Some(measured(line, q, found));
    }
    if let Some(found) = topic_before(line, q, is_agency) {
        return Some(found);
    }
    let money = q.unit.is_some_and(|u| line.lexicon.units.get(u).dimension == "money");
    if let Some(p) = predicate.filter(|_| money)
        && let Some(found) = bought(line, p, is_agency)
    {
        return Some(found);
    }
    // 102개를 보급한 AI 팩토리: the head of the relative clause
    if let Some(p) = predicate
        && p.shape == Shape::Verbal
    {
        let end = line.word_end(p.token);
        let adnominal = end > 0 && line.tokens[end - 1].pos.last() == Tag::ETM;
        if adnominal
            && end < line.tokens.len()
            && let Some(span) = phrase_right(line, end, None)
            && !is_agency(span)
            && !matches!(span.of(line.text), "것" | "계획" | "예정" | "방침" | "목표" | "방안" | "바" | "수" | "경우")
        {
            return Some(Found { span, rule: "object: head of the relative clause" });
        }
    }
    None
}

/// `9개 권역에 식품클러스터를 구축한다`: the number counts the places, the object of the act stands behind them.
fn placed(line: &Line<'_>, found: &Found, predicate: Option<&Predicate>) -> Option<Found> {
    let place = ["권역", "지역", "부지", "거점"].iter().any(|word| found.span.of(line.text).ends_with(word));
    let at = line.token_from(found.span.end);
    let act = predicate.filter(|p| p.class == ActionClass::Do)?;
    if !place || at >= act.token || !matches!(line.word(at), "에" | "에서") {
        return None;
    }
    let object = (at..act.token).rev().find(|i| line.tag(*i) == Tag::JKO)?;
    let span = skip_marks_left(line, object.checked_sub(1)?).and_then(|k| phrase_left(line, k))?;
    Some(Found { span, rule: "object: what is put there" })
}

/// `학급당 학생 수는 초등 20명, 중등 25명`: where the topic is a measure, the noun before the number is one of
/// its cases.
fn measured(line: &Line<'_>, q: &QuantityMention, found: Found) -> Found {
    if found.rule != DIRECTLY {
        return found;
    }
    let from = line.token_from(found.span.start);
    for i in (1..from).rev().take(14) {
        if matches!(line.tokens[i].pos.last(), Tag::EC | Tag::EF) {
            break;
        }
        let other = line.quantity_over(i).is_some_and(|n| line.quantities[n].unit != q.unit);
        if other {
            break;
        }
        if line.tag(i) == Tag::JX
            && matches!(line.word(i), "은" | "는")
            && let Some(span) = phrase_left(line, i - 1)
            && line.lexicon.words.list(List::Measures).has(line.word(i - 1))
        {
            return Found { span, rule: "object: topic, a measure" };
        }
    }
    found
}

/// The sentence's own topic, in an earlier clause: `조성사업은 4단계로 나누어 총 49㎢를`.
fn topic_before(line: &Line<'_>, q: &QuantityMention, is_agency: &dyn Fn(Span) -> bool) -> Option<Found> {
    let end = line.token_from(q.outer_start);
    for i in (1..end).rev() {
        if line.tag(i) != Tag::JX || !matches!(line.word(i), "은" | "는" | "도") {
            continue;
        }
        let Some(span) = skip_marks_left(line, i - 1).and_then(|k| phrase_left(line, k)) else { continue };
        let span = named_field(line, span).unwrap_or(span);
        if !is_agency(span)
            && !is_person(line, span)
            && line.date_over(i - 1).is_none()
            && span.of(line.text).chars().count() > 1
        {
            return Some(Found { span, rule: "object: topic of the sentence" });
        }
    }
    None
}

/// The sentence's topic that is no body and no person, for the sentences behind it.
pub fn topic(line: &Line<'_>, is_agency: &dyn Fn(Span) -> bool) -> Option<Span> {
    for i in 1..line.tokens.len() {
        if line.tag(i) == Tag::JX && matches!(line.word(i), "은" | "는") {
            let span = skip_marks_left(line, i - 1).and_then(|k| phrase_left(line, k))?;
            let fits = !is_agency(span)
                && !is_person(line, span)
                && line.date_over(i - 1).is_none()
                && span.of(line.text).chars().count() > 2;
            if fits {
                return Some(span);
            }
        }
    }
    None
}

/// What a headline is about: the name that it quotes, else what its last predicate does something with.
pub fn of_headline(line: &Line<'_>, is_agency: &dyn Fn(Span) -> bool) -> Option<Span> {
    let quoted =
        (0..line.tokens.len()).find(|i| matches!(line.word(*i), "‘" | "「" | "｢" | "『" | "'")).and_then(|open| {
            let close = (open + 1..line.tokens.len()).find(|k| CLOSING.contains(&line.word(*k)))?;
            (close > open + 1 && line.is_noun(open + 1)).then(|| line.bytes(open + 1, close))
        });
    if quoted.is_some() {
        return quoted;
    }
    let mut from = 0;
    let mut last = None;
    while let Some(p) = super::predicate::first(line, from, line.tokens.len()) {
        from = p.token + 1;
        last = Some(p);
    }
    let mut k = last?.token.checked_sub(1)?;
    if line.is_particle(k) {
        k = k.checked_sub(1)?;
    }
    if line.quantity_over(k).is_some() || !line.is_noun(k) {
        return None;
    }
    phrase_left(line, k).filter(|s| !is_agency(*s) && s.of(line.text).chars().count() > 1)
}
