//! The phrase behind the number, and what its money is put into.

use super::*;

/// `1만개 창업 기업 발굴`, `2조원 규모의 전용 연구개발 프로그램`.
pub(super) fn behind(line: &Line<'_>, q: &QuantityMention, predicate: Option<&Predicate>) -> Option<Found> {
    let mut i = line.token_from(q.outer_end);
    let mut linked = false;
    let mut worth = false;
    // 6,800여개社(448개 전시회)의 해외전시회 참가
    if i < line.tokens.len() && line.opens(i) && !line.spaced(i) {
        let close = line.bracket_end(i);
        if close < line.tokens.len() && line.word(close) == "의" {
            i = close;
        }
    }
    while i < line.tokens.len() {
        match line.word(i) {
            "규모" | "이상" | "이하" | "상당" | "수준" | "내외" | "가량" | "정도" | "분" if !linked => {
                worth |= line.word(i) == "상당";
                i += 1
            }
            "씩" | "+" | "＋" | "α" | "알파" | "”" | "’" if !linked => i += 1,
            "의" if !linked => {
                linked = true;
                i += 1;
            }
            _ => break,
        }
    }
    if i >= line.tokens.len() || (!linked && !line.spaced(i) && !line.is_noun(i)) {
        return None;
    }
    if line.is_particle(i) && !linked {
        return None;
    }
    // 1,339억원 규모의 5개 핵심사업: another number of the same things
    if let Some(other) = line.quantity_over(i).filter(|_| linked) {
        i = line.token_from(line.quantities[other].outer_end);
        if i >= line.tokens.len() {
            return None;
        }
    }
    let span = match phrase_right(line, i, predicate) {
        Some(span) => span,
        None if worth => phrase_right(line, i, None)?,
        // 145조원 규모의 투자·R&D 지원을
        None if linked => phrase_right(line, i, None)?,
        None => return None,
    };
    let text = span.of(line.text);
    // 1,686억 원 상당 입찰: the act is what is worth so much
    if !linked && !worth && line.only_actions(span) {
        return None;
    }
    // 2만 4천ha의 숲
    let short = text.chars().count() < 2 && !(linked && line.tag(line.token_from(span.start)) == Tag::NNG);
    if short || line.lexicon.words.list(List::NoThing).has(text) {
        return None;
    }
    Some(Found { span, rule: if linked { "object: behind the number, with 의" } else { "object: behind the number" } })
}

/// `33건, 1,686억 원 상당의 공사입찰`: two measures of what stands behind the second.
pub(super) fn behind_the_next(line: &Line<'_>, index: usize, predicate: Option<&Predicate>) -> Option<Found> {
    let (q, next) = (&line.quantities[index], line.quantities.get(index + 1)?);
    let between = line.text.get(q.outer_end..next.outer_start)?.trim();
    let worth = line.text[next.outer_end..line.span.end].trim_start().starts_with("상당");
    // 400종 4,000점 자생 약용소재은행
    let dimension = |unit: Option<usize>| unit.map_or("", |u| line.lexicon.units.get(u).dimension.as_str());
    let beside = between.is_empty() && dimension(q.unit) == "count" && dimension(next.unit) == "count";
    if !(beside || between == "," && worth) || q.unit == next.unit {
        return None;
    }
    behind(line, next, predicate)
}

/// `30% 할인 혜택을 받는다`: what the share is a measure of.
pub(super) fn benefit(line: &Line<'_>, q: &QuantityMention) -> Option<Found> {
    let span = phrase_right(line, line.token_from(q.outer_end), None)?;
    let named = ["혜택", "쿠폰", "할인권", "상품권"].iter().any(|word| span.of(line.text).ends_with(word));
    named.then_some(Found { span, rule: BENEFIT })
}

/// `600억원을 할인지원 사업에 투입한다`: what money is put into, directly behind it.
pub(super) fn spent_on(line: &Line<'_>, q: &QuantityMention) -> Option<Found> {
    let money = q.unit.is_some_and(|u| line.lexicon.units.get(u).dimension == "money");
    let before = line.token_until(q.outer_start).is_some_and(|k| line.is_noun(k) && line.date_over(k).is_none());
    if !money || before {
        return None;
    }
    let particle = line.token_from(q.outer_end);
    if line.tokens.get(particle).is_none_or(|_| line.tag(particle) != Tag::JKO) || particle + 1 >= line.tokens.len() {
        return None;
    }
    let span = phrase_right(line, particle + 1, None)?;
    let end = line.token_from(span.end);
    let into = end + 1 < line.tokens.len()
        && line.word(end) == "에"
        && line.tag(end) == Tag::JKB
        && matches!(line.word(end + 1), "투입" | "투자" | "쓴다" | "쓰" | "지원" | "집행" | "배정" | "사용" | "출자");
    into.then_some(Found { span, rule: "object: what the money is put into" })
}

/// `130억원을 투자해 차세대 관제 기술 개발을 추진`: what the money is spent for, behind the predicate.
pub(super) fn bought(line: &Line<'_>, p: &Predicate, is_agency: &dyn Fn(Span) -> bool) -> Option<Found> {
    let from = line.word_end(p.token);
    let end = line.tokens.len().min(from + 40);
    let Some(object) = (from..end).find(|i| line.tag(*i) == Tag::JKO) else {
        // 170억 원 투입해 빅데이터센터 구축: a headline leaves the particle out
        let next = crate::records::predicate::first(line, from, end).filter(|n| n.shape == Shape::Nominal)?;
        let last = next.token.checked_sub(1).filter(|k| *k >= from && line.is_noun(*k))?;
        let span = phrase_left(line, last).filter(|s| s.start >= line.tokens[from].start as usize)?;
        return (!is_agency(span)).then_some(Found { span, rule: "object: what the money is spent for" });
    };
    if p.shape != Shape::Verbal {
        return None;
    }
    let span = skip_marks_left(line, object.checked_sub(1)?).and_then(|k| phrase_left(line, k))?;
    (!is_agency(span)).then_some(Found { span, rule: "object: what the money is spent for" })
}
