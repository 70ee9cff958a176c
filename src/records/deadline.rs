//! By when: the date that governs a number.

use super::line::Line;
use crate::mentions::calendar::Grain;
use crate::mentions::date::{DateMention, Kind, Look, Role};
use crate::mentions::quantity::Reading;
use crate::model::Span;
use crate::tokens::Tag;
use jiff::civil::Date;

/// The date of quantity `index`. A date governs what stands behind it until another date comes; else one
/// that stands between the number and its predicate.
pub fn find<'l>(
    line: &'l Line<'_>,
    index: usize,
    until: usize,
    planned: bool,
    today: Option<Date>,
) -> Option<(&'l DateMention, &'static str)> {
    let q = &line.quantities[index];
    // (2019년 15개교): the bracket has its own date
    if let Some(inside) = line.bracket_around(q.span.start)
        && let Some(own) = line
            .dates
            .iter()
            .rfind(|d| inside.contains(&d.span) && d.span.end <= q.span.start && !matches!(d.role, Role::Compared))
    {
        return Some((own, "deadline: in the number's bracket"));
    }
    let fits = |d: &&DateMention| may_govern(d, planned, today) && !in_name(line, d);
    let before = line
        .dates
        .iter()
        .filter(|d| d.span.end <= q.span.start)
        .rfind(fits)
        .filter(|d| !left_behind(line, d.span, q.span.start) && !of_another(line, d.span, q.outer_start));
    let behind = line
        .dates
        .iter()
        .filter(|d| d.span.start >= q.span.end && (d.span.end <= until || carries_on(line, q.span.end, d)))
        .find(fits);
    // 60여 명을 2023년까지 채용: the date behind wins over one of an earlier clause when it says 까지
    match (before, behind) {
        (Some(b), Some(a))
            if a.role == Role::Until && b.role != Role::Until && clause_between(line, b.span.end, q.span.start) =>
        {
            Some((a, "deadline: between the number and its predicate"))
        }
        // 올해 착공한 2곳은 내년 상반기에 준공: the first date is the clause's that modifies the object
        (Some(b), Some(a)) if modifier_between(line, b.span.end, q.span.start) => {
            Some((a, "deadline: between the number and its predicate"))
        }
        (Some(b), _) => Some((b, "deadline: the nearest date before the number")),
        (None, Some(a)) => Some((a, "deadline: between the number and its predicate")),
        (None, None) => line
            .dates
            .iter()
            .filter(fits)
            .find(|d| glued_to(line, until, d.span))
            .map(|d| (d, "deadline: in the bracket of the action")),
    }
}

/// `1,000개사(年 100개사 내외) 선정(’23)`: the bracket is written onto the governing word.
fn glued_to(line: &Line<'_>, until: usize, date: Span) -> bool {
    date.start > until
        && date.start - until <= 4
        && line.text[until..date.start].starts_with(['(', '（', '['])
        && line.text[date.end..line.span.end].starts_with([')', '）', ']'])
}

/// `나눔터는 378곳에서 2025년까지 430곳으로 확대하고, 한부모에게는 월 35만 원을 지급`: a date within a clause, behind
/// what that clause is about, ends with it; one at its head governs the clauses behind it too.
fn left_behind(line: &Line<'_>, date: Span, at: usize) -> bool {
    let Some(boundary) = boundary(line, date.end, at) else { return false };
    let head = line.token_until(date.start).map_or(0, |k| k + 1);
    let start = (0..head).rev().find(|i| coordinates(line, *i)).map_or(0, |i| i + 1);
    debug_assert!(boundary >= head);
    let own = |i: usize| {
        line.tag(i) == Tag::JKO
            || line.quantity_over(i).is_some_and(|q| line.quantities[q].reading == Reading::Amount)
            || (matches!(line.tag(i), Tag::JX) && line.word(i) != "까지" && start > 0)
    };
    (start..head).any(own)
}

/// The last token between two places that ends a coordinate clause (…하고, …하며,).
fn boundary(line: &Line<'_>, from: usize, to: usize) -> Option<usize> {
    (line.token_from(from)..line.token_from(to)).rev().find(|i| coordinates(line, *i))
}

fn coordinates(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    line.tokens[i].pos.last() == Tag::EC
        && (word.ends_with('고') || word.ends_with('며'))
        && line.tokens.get(i + 1).is_some_and(|t| t.pos.first() == Tag::SC || t.start > line.tokens[i].end)
        && line.tokens.get(i + 1).is_none_or(|t| t.pos.first() != Tag::VX)
}

/// `자격제 도입(’24년 상반기) ▲시스템 구축(23억 원)`: a date in the bracket of one item of a list is that item's.
fn of_another(line: &Line<'_>, date: Span, at: usize) -> bool {
    let Some(inside) = line.bracket_around(date.start).filter(|b| b.end < at) else { return false };
    let glued = line.text[line.span.start..inside.start]
        .trim_end_matches(['(', '（', '['])
        .ends_with(|c: char| c.is_alphanumeric());
    let alone = line.text[inside.start..inside.end].chars().count() <= date.of(line.text).chars().count() + 4;
    // 금주(’22.2.14.~2.18.)에: the bracket says when the clause is
    let when = line.text[inside.end..].trim_start_matches([')', '）', ']']).starts_with(|c: char| c.is_alphanumeric());
    glued && alone && !when && line.text[inside.end..at].contains([',', '▲', '△', '▸', '▴'])
}

/// ‘2026년도 본예산’, 「2030년 감축목표」: the year is part of a quoted name.
fn in_name(line: &Line<'_>, date: &DateMention) -> bool {
    if date.role != Role::At {
        return false;
    }
    let opens = |c: char| matches!(c, '‘' | '“' | '「' | '『' | '｢' | '\'' | '"' | '《' | '<');
    let written = date.span.of(line.text);
    let quoted = written.starts_with(opens) && written.chars().skip(1).take_while(char::is_ascii_digit).count() == 4;
    let behind = line.text[line.span.start..date.span.start].ends_with(opens);
    if !quoted && !behind {
        return false;
    }
    let after = &line.text[date.span.end..line.span.end];
    let close = after.find(['’', '”', '」', '』', '｣', '\'', '"', '》', '>']);
    close.is_some_and(|i| i > 3 && after[..i].chars().count() < 30 && !after[..i].contains(['.', '(']))
}

fn clause_between(line: &Line<'_>, from: usize, to: usize) -> bool {
    line.text[from..to].contains(',')
}

/// Whether a date can be a deadline of a plan (or the time of a figure).
pub fn may_govern(date: &DateMention, planned: bool, today: Option<Date>) -> bool {
    if matches!(date.role, Role::Compared | Role::AsOf) {
        return false;
    }
    if !planned {
        return true;
    }
    if date.look == Look::Back {
        return false;
    }
    let (Some(by), Some(today)) = (date.by, today) else { return true };
    let Some(last) = by.last_day() else { return false };
    let event = matches!(by.grain, Grain::Day(..)) && date.role == Role::At && date.kind == Kind::Date;
    // the day of the event itself is no deadline
    if event && (0..=3).contains(&(today - last).get_days()) {
        return false;
    }
    last >= today
}

/// The date behind the predicate still belongs to the number: `170억원을 투입해 2025년까지 구축`, `투입(~’33)`.
fn carries_on(line: &Line<'_>, from: usize, date: &DateMention) -> bool {
    let between = &line.text[from..date.span.start];
    if between.chars().count() > 60 {
        return false;
    }
    // 124만㎡ 부지에 3519억원을 투입해 2032년까지: a chain of means, not a list of its own dates
    let means = between.trim_end().ends_with(['해', '여']) || between.trim_end().ends_with("들여");
    let others = line
        .quantities
        .iter()
        .any(|q| q.reading == Reading::Amount && q.span.start >= from && q.span.end <= date.span.start);
    if others && !means {
        return false;
    }
    // 총연구비 105억 원(’22년 22억 원): the year in the bracket has a number of its own
    let own = line
        .quantities
        .iter()
        .any(|q| q.reading == Reading::Amount && q.outer_start >= date.span.end && q.outer_start - date.span.end <= 2);
    if own && between.contains('(') {
        return false;
    }
    let bracketed = between.trim_end_matches(['~', '∼', ' ']).ends_with('(') && !between.contains([',', '.']);
    let coordinate = ["고 ", "고,", "며 ", "며,", "다.", "으나", "지만"].iter().any(|w| between.contains(w));
    let more = line.quantities.iter().any(|q| q.reading == Reading::Amount && q.span.start >= date.span.end);
    bracketed
        || (!coordinate
            && (!more || means)
            && (date.role == Role::Until || date.kind == Kind::Period || date.look == Look::Ahead))
}

/// A verb that modifies a noun stands between the two places.
fn modifier_between(line: &Line<'_>, from: usize, to: usize) -> bool {
    let first = line.token_from(from);
    (first..line.token_from(to)).any(|i| line.tokens[i].pos.last() == Tag::ETM)
}
