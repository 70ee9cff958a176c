//! What stands beside a number: the whole of a share, what it is compared with, its programme.

use super::*;

/// The number is the size of a change: a change word governs it, and no 로/으로/까지 makes it a level.
pub(super) fn is_delta(line: &Line<'_>, q: usize, predicate: Option<&Predicate>) -> bool {
    let mention = &line.quantities[q];
    let Some(p) = predicate else { return false };
    // 2배 이상 개방: a multiple is always told of a change
    let multiple = mention.unit.is_some_and(|u| line.lexicon.units.get(u).dimension == "multiple");
    if multiple && matches!(p.class, ActionClass::Do | ActionClass::Change) {
        return true;
    }
    if p.class != ActionClass::Change || mention.from.is_some() || p.lemma == "돌파" {
        return false;
    }
    if matches!(p.lemma.as_str(), "조정" | "변경") {
        return false;
    }
    let level = |rest: &str| {
        ["로", "으로", "까지", "수준으로", "수준까지", "대로", "규모로", "선으로", "목표로", "범위"]
            .iter()
            .any(|w| rest.starts_with(w))
    };
    let bracketed = line.text[mention.outer_end..line.span.end].trim_start().trim_start_matches(')');
    let bracketed =
        bracketed.strip_prefix('(').and_then(|rest| rest.find(')').map(|i| &rest[i + 1..])).unwrap_or(bracketed);
    let at_number = level(bracketed)
        || level(line.text[mention.span.end..line.span.end].trim_start())
        || level(line.text[mention.outer_end..line.span.end].trim_start());
    // 110개 시군으로, 160개 시장(’24년 120개)으로: the noun between belongs to the number
    let first = line.token_from(mention.outer_end);
    let at_noun = object::phrase_right(line, first.min(line.tokens.len()), Some(p)).is_some_and(|noun| {
        let mut end = line.token_from(noun.end);
        if end < line.tokens.len() && line.opens(end) {
            end = line.bracket_end(end);
        }
        end < line.tokens.len() && level(&line.text[line.tokens[end].start as usize..line.span.end])
    });
    !(at_number || at_noun)
}

/// `국민성장펀드 150조원의 40%`: the phrase with the quantity before 의.
pub(super) fn whole(line: &Line<'_>, q: usize) -> Option<Span> {
    let mention = &line.quantities[q];
    let head = line.text[line.span.start..mention.outer_start].trim_end();
    let last = line.token_until(line.span.start + head.len())?;
    if line.word(last) != "의" {
        return None;
    }
    let before = last.checked_sub(1)?;
    match line.quantity_over(before) {
        Some(other) => {
            let start = line.quantities[other].outer_start;
            let phrase = line.token_until(start).and_then(|t| object::phrase_left(line, t));
            Some(Span::new(phrase.map_or(start, |p| p.start), line.quantities[other].outer_end))
        }
        None => object::phrase_left(line, before),
    }
}

/// `2018년 대비`, `1단계보다`: what the number is compared with.
pub(super) fn baseline(line: &Line<'_>, q: usize) -> Option<Span> {
    let end = line.quantities[q].outer_start;
    let head = &line.text[line.span.start..end];
    let word = ["대비", "보다"].iter().filter_map(|w| head.rfind(w).map(|i| (i, i + w.len()))).max()?;
    if head[word.1..].contains([',', '.']) || head[word.1..].chars().count() > 24 {
        return None;
    }
    let phrase = line.token_until(line.span.start + word.0)?;
    let start =
        line.date_over(phrase).map(|d| d.span.start).or_else(|| object::phrase_left(line, phrase).map(|s| s.start))?;
    Some(Span::new(start, line.span.start + word.1))
}

/// The named programme of a number: the object itself, else the nearest name before the number in its sentence.
pub(super) fn program_of(
    line: &Line<'_>,
    quantity: &Span,
    object: Option<Span>,
    named: &[(Span, usize)],
) -> Option<(usize, Span)> {
    let mut inside = named[within(named, line.span)].iter();
    if let Some(object) = object
        && let Some((m, i)) = inside.clone().find(|(m, _)| m.overlaps(&object))
    {
        return Some((*i, *m));
    }
    inside.rfind(|(m, _)| m.end <= quantity.start).map(|(m, i)| (*i, *m))
}

/// Which of the names stand in `span`.
pub(super) fn within(named: &[(Span, usize)], span: Span) -> std::ops::Range<usize> {
    named.partition_point(|(m, _)| m.start < span.start)..named.partition_point(|(m, _)| m.start < span.end)
}
