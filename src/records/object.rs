//! What is counted or measured: the noun phrase that the number belongs to.
//!
//! Korean puts it behind the number (`1만개 창업 기업`), directly before it (`상권 50곳`) or before it with a
//! particle (`스마트공장을 … 1200개`); in brackets the number follows it (`펀드(500억원)`).

use super::line::Line;
use super::predicate::{Predicate, Shape};
use crate::lexicon::{ActionClass, List};
use crate::mentions::quantity::QuantityMention;
use crate::model::Span;
use crate::tokens::Tag;

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
        return Some(found);
    }
    if let Some(found) = spent_on(line, q) {
        return Some(found);
    }
    if let Some(found) = before(line, index, is_agency) {
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

/// `600억원을 할인지원 사업에 투입한다`: what money is put into, directly behind it.
fn spent_on(line: &Line<'_>, q: &QuantityMention) -> Option<Found> {
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

/// `130억원을 투자해 차세대 관제 기술 개발을 추진`: what the money is spent for, behind the predicate.
fn bought(line: &Line<'_>, p: &Predicate, is_agency: &dyn Fn(Span) -> bool) -> Option<Found> {
    let from = line.word_end(p.token);
    let end = line.tokens.len().min(from + 40);
    let Some(object) = (from..end).find(|i| line.tag(*i) == Tag::JKO) else {
        // 170억 원 투입해 빅데이터센터 구축: a headline leaves the particle out
        let next = super::predicate::first(line, from, end).filter(|n| n.shape == Shape::Nominal)?;
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

/// `안전체험교육장(126억원)`: the phrase before the bracket.
fn before_bracket(line: &Line<'_>, inside: Span, index: usize) -> Option<Found> {
    let q = &line.quantities[index];
    let lead = line.text[inside.start..q.outer_start.max(inside.start)].trim();
    // a phrase of its own stands in the bracket before the number
    if lead.chars().filter(|c| c.is_alphabetic()).count() > 3 && !lead.ends_with(['년', ':']) {
        return None;
    }
    let open = line.token_until(inside.start)?;
    let last = open.checked_sub(1)?;
    let mut last = skip_marks_left(line, last)?;
    // 1,000개사(年 100개사 내외): the number before the bracket has the object
    if let Some(other) = line.quantity_over(last).filter(|n| *n < index) {
        return find(line, other, None, &|_| false);
    }
    // 지원 규모를 확대(7명 → 16명): the act's own object
    if line.noun_class(last).is_some_and(|c| matches!(c, ActionClass::Do | ActionClass::Change))
        && let Some(particle) = last.checked_sub(1).filter(|k| line.tag(*k) == Tag::JKO)
        && let Some(span) =
            particle.checked_sub(1).and_then(|k| skip_marks_left(line, k)).and_then(|k| phrase_left(line, k))
    {
        return Some(Found { span, rule: "object: of the action before the bracket" });
    }
    // 방산무역관 확대(20개소 → 30개소): the action is no part of the object
    if line.spaced(last)
        && last > 0
        && line.is_noun(last - 1)
        && line.noun_class(last).is_some_and(|c| c == ActionClass::Change)
    {
        last -= 1;
    }
    let span = phrase_left(line, last)?;
    // 선물세트를 12.5% 늘려 공급(115톤 → 129톤): the act's object stands further left
    if line.only_actions(span)
        && let Some(object) = (last.saturating_sub(16)..last).rev().find(|k| {
            line.tag(*k) == Tag::JKO || (line.tag(*k) == Tag::JX && matches!(line.word(*k), "도" | "은" | "는"))
        })
        && let Some(span) =
            object.checked_sub(1).and_then(|k| skip_marks_left(line, k)).and_then(|k| phrase_left(line, k))
    {
        return Some(Found { span, rule: "object: of the action before the bracket" });
    }
    // 해남, 영양, 거창 (10개소): where they are
    let listed = line.token_until(span.start).is_some_and(|k| line.word(k) == ",");
    let rule = if listed && only_names(line, span) { WHERE } else { "object: before the bracket" };
    Some(Found { span, rule })
}

/// `1만개 창업 기업 발굴`, `2조원 규모의 전용 연구개발 프로그램`.
fn behind(line: &Line<'_>, q: &QuantityMention, predicate: Option<&Predicate>) -> Option<Found> {
    let mut i = line.token_from(q.outer_end);
    let mut linked = false;
    while i < line.tokens.len() {
        match line.word(i) {
            "규모" | "이상" | "이하" | "상당" | "수준" | "내외" | "가량" | "정도" | "분" if !linked => {
                i += 1
            }
            "씩" | "+" | "＋" | "α" | "알파" if !linked => i += 1,
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
        // 145조원 규모의 투자·R&D 지원을
        None if linked => phrase_right(line, i, None)?,
        None => return None,
    };
    let text = span.of(line.text);
    if !linked && line.only_actions(span) {
        return None;
    }
    if text.chars().count() < 2 || line.lexicon.words.list(List::NoThing).has(text) {
        return None;
    }
    Some(Found { span, rule: if linked { "object: behind the number, with 의" } else { "object: behind the number" } })
}

/// The noun phrase that begins at token `i`: nouns up to a particle, a verb, or the predicate itself.
pub fn phrase_right(line: &Line<'_>, start: usize, predicate: Option<&Predicate>) -> Option<Span> {
    let mut i = start;
    let mut end = None;
    let mut words = 0;
    let mut quoted = false;
    while i < line.tokens.len() {
        if (line.amount_over(i) && !(i > start && line.number_in_name(i))) || line.date_over(i).is_some() {
            break;
        }
        let word = line.word(i);
        if i == start && OPENING.contains(&word) {
            quoted = true;
            i += 1;
            continue;
        }
        if quoted && CLOSING.contains(&word) {
            return end.map(|e| line.bytes(start + 1, e));
        }
        if predicate.is_some_and(|p| p.token == i && !quoted) {
            break;
        }
        if line.opens(i) && end == Some(i) && !line.spaced(i) {
            // 인공지능(AI) 대학원: the gloss belongs to the phrase when more of it follows
            let close = line.bracket_end(i);
            if close < line.tokens.len() && line.is_noun(close) && close - i <= 6 && !has_quantity(line, i, close) {
                i = close;
                continue;
            }
            break;
        }
        let joins = matches!(word, "·" | "･" | "ㆍ" | "・" | "-" | "&" | "‧" | "∙") && end.is_some();
        let in_quotation = quoted && line.tag(i) != Tag::SF;
        let part = line.is_noun(i) || line.tag(i) == Tag::SN || line.ordinal_over(i);
        if !part && !joins && !in_quotation {
            break;
        }
        if line.spaced(i) {
            words += 1;
            if words > MAX_WORDS + 1 {
                break;
            }
            if matches!(word, "추가" | "등" | "및" | "대상") {
                break;
            }
            // a verbal noun that closes the clause is the action, not the object
            if end.is_some()
                && line.action_noun(i).is_some_and(|a| a.class != ActionClass::Light)
                && super::predicate::at(line, i, line.tokens.len()).is_some()
            {
                break;
            }
        }
        i += 1;
        if !joins {
            end = Some(i);
        }
    }
    let end = end?;
    (end > start).then(|| line.bytes(start, end))
}

fn has_quantity(line: &Line<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|i| line.amount_over(i))
}

/// The phrase before the number: directly, or with a particle and other words between.
fn before(line: &Line<'_>, index: usize, is_agency: &dyn Fn(Span) -> bool) -> Option<Found> {
    let q = &line.quantities[index];
    let mut i = line.token_until(q.outer_start)?;
    let mut place: Option<Span> = None;
    let mut steps = 0;
    let dimension = q.unit.map_or("", |u| line.lexicon.units.get(u).dimension.as_str());
    let (unit_is_money, share) = (dimension == "money", dimension == "share");
    let mut whole: Option<Span> = None;
    let mut purpose = false;
    let mut compared: Option<Span> = None;
    let mut weak: Option<Span> = None;
    let mut through: Option<Span> = None;
    loop {
        steps += 1;
        if steps > 40 {
            break;
        }
        if let Some(date) = line.date_over(i) {
            let start = date.span.start;
            match line.token_until(start) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        if let Some(other) = line.quantity_over(i)
            && line.quantities[other].span != q.span
        {
            let start = line.quantities[other].outer_start;
            // 7개 과정, 480명: another number's phrase is not ours
            // 98톤에서 61톤으로 37.8% 감축: levels of the same thing
            let after = line.text[line.quantities[other].outer_end..line.span.end].trim_start_matches(' ');
            let level = line.quantities[other].is_start
                || ["로 ", "으로 ", "보다 ", "대비 ", "중 ", "가운데 "].iter().any(|w| after.starts_with(w));
            match line.token_until(start) {
                Some(k) if level => i = k,
                _ => break,
            }
            continue;
        }
        let word = line.word(i);
        let tag = line.tag(i);
        if line.closes(i) {
            match open_of(line, i) {
                Some(open) if open > 0 => {
                    i = open - 1;
                    continue;
                }
                _ => break,
            }
        }
        if line.is_particle(i) {
            let phrase = i.checked_sub(1).and_then(|k| skip_marks_left(line, k)).and_then(|k| phrase_left(line, k));
            let Some(span) = phrase else {
                match i.checked_sub(1) {
                    Some(k) => i = k,
                    None => break,
                }
                continue;
            };
            if line.action_noun(i - 1).is_some()
                && span == line.tokens[i - 1].span()
                && let Some(k) = (i - 1).checked_sub(1).filter(|k| matches!(line.word(*k), "등" | "의"))
                && let Some(named) = k.checked_sub(1).and_then(|k| phrase_left(line, k))
                && tag != Tag::JKG
            {
                // 의료기기 등 개발에, 우려종의 지정을
                return Some(Found { span: named, rule: "object: of the action before the number" });
            }
            if tag == Tag::JKO && serves_as_postposition(line, i + 1) {
                // 고창군을 시작으로, 청년을 대상으로; 공고를 통해 is better than nothing
                if matches!(line.word(i + 1), "통해" | "통하") && !is_agency(span) && !only_means(line, span) {
                    through = through.or(Some(span));
                }
                match line.token_until(span.start) {
                    Some(k) => i = k,
                    None => break,
                }
                continue;
            }
            let span = case_of(line, span).unwrap_or(span);
            let span = listed(line, span, i - 1).or_else(|| named_field(line, span)).unwrap_or(span);
            match tag {
                // 성수품의 안정적인 공급을 위해: an act; what it is done to stands before it
                Tag::JKO if purpose && line.only_actions(span) => {}
                Tag::JKO if purpose => return Some(Found { span, rule: "object: the purpose" }),
                Tag::JKO => return Some(Found { span, rule: "object: 을/를" }),
                Tag::JX | Tag::JKS
                    if matches!(word, "은" | "는" | "이" | "가" | "도")
                        && !is_agency(span)
                        && !is_person(line, span) =>
                {
                    let rule = if tag == Tag::JX { "object: topic" } else { "object: subject" };
                    return Some(Found { span, rule });
                }
                // 지분의 10%, 가격 인상분의 80%: a share is of what stands before it
                Tag::JKG if steps == 1 && share && !is_agency(span) => {
                    // 보급률을 농업 생산의 30%까지: the rate is what is raised
                    let rate = (i.saturating_sub(10)..i).rev().find(|k| {
                        line.tag(*k) == Tag::JKO
                            && *k > 0
                            && line.lexicon.words.list(List::Measures).has(line.word(*k - 1))
                    });
                    if let Some(span) = rate.and_then(|k| phrase_left(line, k - 1)) {
                        return Some(Found { span, rule: "object: 을/를" });
                    }
                    return Some(Found { span, rule: "object: what the share is of" });
                }
                Tag::JKG => {
                    whole = whole.or(Some(span));
                }
                Tag::JKB
                    if unit_is_money
                        && word == "에"
                        && line.only_actions(span)
                        && line
                            .token_until(span.start)
                            .is_some_and(|k| line.quantity_over(k).is_some_and(|n| n < index)) =>
                {
                    // 권역외상센터 17개소 운영에 632억 원: what the number before it counts
                    let other = line.token_until(span.start).and_then(|k| line.quantity_over(k))?;
                    return find(line, other, None, is_agency);
                }
                Tag::JKB if matches!(word, "에" | "에서" | "에게") => {
                    if (unit_is_money || purpose) && !is_agency(span) && !only_means(line, span) {
                        return Some(Found { span, rule: "object: what the money goes to" });
                    }
                    if place.is_none() && !is_agency(span) && !only_means(line, span) {
                        place = Some(span);
                    }
                }
                _ => {}
            }
            match line.token_until(span.start) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        if word == "당" && !line.spaced(i) {
            // 회사당 1,000회
            match i.checked_sub(2) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        if line.tokens[i].pos.last() == Tag::ETM && line.tag(i) == Tag::XSV {
            // 영암군이 제안한 총 1,339억원: the clause before the number is passed
            match i.checked_sub(2) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        if word == "경우"
            && let Some(span) = case_of(line, line.tokens[i].span())
        {
            return Some(Found { span, rule: "object: topic" });
        }
        if word == "대비" {
            // 2018년 대비, 877만명 대비: what it is compared with is no object
            let before = i.checked_sub(1);
            let start = before.and_then(|k| {
                line.date_over(k)
                    .map(|d| d.span.start)
                    .or_else(|| line.quantity_over(k).map(|n| line.quantities[n].outer_start))
                    .or_else(|| phrase_left(line, k).map(|s| s.start))
            });
            if let Some(k) = before.filter(|k| line.date_over(*k).is_none() && line.quantity_over(*k).is_none()) {
                compared = compared.or_else(|| phrase_left(line, k));
            }
            match start.and_then(|s| line.token_until(s)) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        if word == "등"
            && let Some(k) = i.checked_sub(1).filter(|k| line.is_noun(*k))
        {
            // 고창군 등 총 10개소: places and names listed before 등 are no object; things are (장애인 등 70명)
            let listed = phrase_left(line, k);
            let named = listed.is_some_and(|s| only_names(line, s));
            if !named
                && line.tag(k) != Tag::NNP
                && !is_agency(line.tokens[k].span())
                && let Some(span) = listed
            {
                let span = whole_list(line, span).unwrap_or(span);
                return Some(Found { span, rule: "object: the list before 등" });
            }
            let mut k = k;
            while k > 0 && (line.is_noun(k) || matches!(line.word(k), "," | "·" | "･" | "ㆍ")) {
                k -= 1;
            }
            i = k;
            continue;
        }
        if purpose && (matches!(tag, Tag::XSV | Tag::ETN | Tag::EC) || line.tokens[i].pos.last() == Tag::ETN) {
            let mut k = i;
            while k > 0 && matches!(line.tag(k), Tag::XSV | Tag::ETN | Tag::EC | Tag::VV) {
                k -= 1;
            }
            while line.is_noun(k) && k > 0 && !line.spaced(k) {
                k -= 1;
            }
            if line.is_noun(k) && k > 0 {
                k -= 1;
            }
            i = k;
            if i == 0 {
                break;
            }
            continue;
        }
        if matches!(word, "위해" | "위하여" | "위한" | "위해서") {
            purpose = true;
            match i.checked_sub(1) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        let fills = matches!(tag, Tag::MAG | Tag::MM | Tag::MAJ)
            || matches!(
                word,
                "등" | "총"
                    | "추가"
                    | "신규"
                    | "매년"
                    | "현재"
                    | "우선"
                    | "각"
                    | "각각"
                    | "최대"
                    | "최소"
                    | ":"
                    | "누적"
                    | "전국"
                    | "관내"
                    | "年"
            );
        if fills || CLOSING.contains(&word) && !line.is_noun(i.saturating_sub(1)) || OPENING.contains(&word) {
            match i.checked_sub(1) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        // 수출규모 is one word
        let own_word = line.spaced(i) || i == 0 || !line.is_noun(i - 1);
        if own_word
            && matches!(
                word,
                "규모"
                    | "수준"
                    | "인"
                    | "기존"
                    | "현재"
                    | "당초"
                    | "종전"
                    | "포함"
                    | "간"
                    | "한편"
                    | "목표"
                    | "이후"
                    | "올해"
                    | "내년"
                    | "현행"
                    | "現"
                    | "평균"
                    | "첫해"
                    | "이듬해"
                    | "신규"
                    | "중"
                    | "가운데"
            )
        {
            match i.checked_sub(1) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        if line.is_noun(i) || CLOSING.contains(&word) {
            let from = skip_marks_left(line, i)?;
            let Some(span) = phrase_left(line, from) else { break };
            if steps == 1 && line.only_actions(span) && !is_agency(span) {
                // 수출 7,000억 달러, 연구 개발 1.5조원: the act is what is measured when nothing else is
                weak = Some(span);
            }
            if matches!(span.of(line.text), "을" | "를" | "은" | "는" | "이" | "가" | "의" | "에") {
                // “…사업” 을: a particle written apart is cut as a noun
            } else if only_means(line, span) || (steps == 1 && only_names(line, span)) {
                // 함덕 1기, 덕산리 일원 124만㎡: where it is; what it is stands further left
                place = place.or(Some(span).filter(|s| !only_means(line, *s)));
            } else if (steps == 1 || !is_agency(span)) && !line.only_actions(span) {
                return Some(Found { span, rule: DIRECTLY });
            }
            match line.token_until(span.start) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        if matches!(tag, Tag::SC | Tag::SY | Tag::SSO | Tag::SSC) {
            match i.checked_sub(1) {
                Some(k) if !matches!(word, "→" | "⇒" | "□" | "○" | "▲" | "△" | "▷" | "▶") => i = k,
                _ => break,
            }
            continue;
        }
        if line.tokens[i].pos.last() == Tag::ETM {
            // 국회에서 확정한 3조원: the clause before the number says what it is
            match i.checked_sub(1) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        // ‘계약반’을 열어 300명을 배출, 예산을 편성해 425억 원을 투입: the object of the act told first
        if line.tokens[i].pos.last() == Tag::EC
            && line.word(i).ends_with(['어', '아', '해', '여', '워', '려', '져', '춰'])
        {
            let object = (i.saturating_sub(10)..i)
                .rev()
                .take_while(|k| line.quantity_over(*k).is_none())
                .find(|k| line.tag(*k) == Tag::JKO);
            let span = object
                .and_then(|k| k.checked_sub(1))
                .and_then(|k| skip_marks_left(line, k))
                .and_then(|k| phrase_left(line, k));
            through = through.or(span.filter(|s| !is_agency(*s) && !only_means(line, *s)));
        }
        break;
    }
    weak.or(place).or(whole).or(compared).or(through).map(|span| Found { span, rule: WHERE })
}

/// Whether 을/를 belongs to a fixed turn: 을 중심으로, 를 대상으로, 을 시작으로.
fn serves_as_postposition(line: &Line<'_>, i: usize) -> bool {
    i < line.tokens.len() && line.lexicon.words.list(List::Turns).has(line.word(i))
}

/// `R&D·인력양성 등 분야에`: the fields that the list before 등 names.
fn named_field(line: &Line<'_>, span: Span) -> Option<Span> {
    if !matches!(span.of(line.text), "분야" | "부문" | "사업" | "지역" | "과제") {
        return None;
    }
    let before = line.token_until(span.start)?;
    if CLOSING.contains(&line.word(before)) {
        // ‘창업초기 소형’ 분야에
        return before.checked_sub(1).and_then(|k| phrase_left(line, k));
    }
    (line.word(before) == "등").then_some(())?;
    phrase_left(line, before.checked_sub(1)?)
}

/// `특송화물, 강판 등을`: the whole of a short list that 등 closes.
fn listed(line: &Line<'_>, span: Span, last: usize) -> Option<Span> {
    if line.word(last) != "등" {
        return None;
    }
    let end = line.token_until(span.end)?;
    let item = phrase_left(line, last.checked_sub(1)?)?;
    whole_list(line, item).filter(|_| end <= last)
}

/// The list of two, short enough to be said in one breath, that ends with `item`.
fn whole_list(line: &Line<'_>, item: Span) -> Option<Span> {
    let comma = line.token_until(item.start).filter(|k| line.word(*k) == ",")?;
    let first = phrase_left(line, comma.checked_sub(1)?)?;
    let whole = Span::new(first.start, item.end);
    (whole.of(line.text).chars().count() <= 20).then_some(whole)
}

/// `수수료의 경우`: the phrase before 의 is meant.
fn case_of(line: &Line<'_>, span: Span) -> Option<Span> {
    let last = line.token_until(span.end)?;
    if line.word(last) != "경우" {
        return None;
    }
    let particle = last.checked_sub(1).filter(|k| line.word(*k) == "의")?;
    phrase_left(line, particle.checked_sub(1)?)
}

/// Passes closing quotes and footnote stars to the left.
fn skip_marks_left(line: &Line<'_>, mut i: usize) -> Option<usize> {
    loop {
        let word = line.word(i);
        if matches!(word, "*" | "**") || (CLOSING.contains(&word) && !line.is_noun(i)) {
            i = i.checked_sub(1)?;
            continue;
        }
        if line.closes(i) {
            i = open_of(line, i)?.checked_sub(1)?;
            continue;
        }
        return Some(i);
    }
}

pub(super) fn open_of(line: &Line<'_>, close: usize) -> Option<usize> {
    let mut depth = 0;
    for k in (0..=close).rev() {
        if line.closes(k) {
            depth += 1;
        } else if line.opens(k) {
            depth -= 1;
            if depth == 0 {
                return Some(k);
            }
        }
    }
    None
}

/// The noun phrase that ends with token `last`.
pub fn phrase_left(line: &Line<'_>, last: usize) -> Option<Span> {
    let mut first = None;
    let mut i = last;
    let mut words = 0;
    let quoted = line.tokens.get(last + 1).is_some_and(|_| CLOSING.contains(&line.word(last + 1)));
    loop {
        let word = line.word(i);
        if (line.amount_over(i) && !line.number_in_name(i)) || line.date_over(i).is_some() {
            break;
        }
        if quoted && OPENING.contains(&word) && first.is_some() {
            break;
        }
        if line.closes(i) && first.is_some() {
            // 인공지능(AI) 대학원
            match open_of(line, i) {
                Some(open)
                    if open > 0 && line.is_noun(open - 1) && !line.spaced(open) && !has_quantity(line, open, i) =>
                {
                    i = open - 1;
                    first = Some(i);
                    continue;
                }
                _ => break,
            }
        }
        let joins = matches!(word, "·" | "･" | "ㆍ" | "・" | "-" | "&" | "‧" | "∙") && first.is_some();
        let inside = line.is_noun(i) || ((line.tag(i) == Tag::SN || line.ordinal_over(i)) && first.is_some());
        if !inside && !joins {
            break;
        }
        if first.is_some()
            && line.spaced(i + 1)
            && matches!(
                word,
                "등" | "및"
                    | "총"
                    | "중"
                    | "대비"
                    | "기준"
                    | "현재"
                    | "통해"
                    | "위해"
                    | "관련해"
                    | "올해"
                    | "내년"
                    | "향후"
                    | "특히"
                    | "우선"
                    | "또한"
                    | "경우"
                    | "최근"
                    | "이번"
                    | "먼저"
                    | "연간"
            )
        {
            break;
        }
        if inside {
            first = Some(i);
        }
        if line.spaced(i) {
            words += 1;
            if words >= MAX_WORDS {
                break;
            }
        }
        if i == 0 {
            break;
        }
        i -= 1;
        if joins && line.spaced(i + 1) && !line.is_noun(i) {
            break;
        }
    }
    let mut first = first?;
    // 전산직 cut as 전/MM 산직, 설치비 as 설/치비: the written word is one
    let mut head = first;
    while head > 0 && !line.spaced(head) && line.word(head - 1).chars().all(|c| ('가'..='힣').contains(&c)) {
        if line.tokens[head - 1].pos.tags().any(|t| !may_head(t)) || line.quantity_over(head - 1).is_some() {
            break;
        }
        head -= 1;
    }
    if line.spaced(head) {
        first = head;
    }
    // 1단계 구간
    if first > 0 && !line.spaced(first) && line.bare_number(first - 1) && line.spaced(first - 1) {
        first -= 1;
    }
    Some(line.bytes(first, last + 1))
}

/// Tags under which the first piece of a written word may have been cut off.
fn may_head(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::MM | Tag::MAG | Tag::NP | Tag::IC | Tag::NNG | Tag::NNP | Tag::XPN | Tag::XR | Tag::NR | Tag::NNB
    )
}

/// Whether every word of a phrase is a proper noun or a word of place: a town, a site, a firm in a list
/// (`고창군`, `왕곡면 덕산리 일원`), where the number is, not what it counts.
fn only_names(line: &Line<'_>, span: Span) -> bool {
    let (from, to) = (line.token_from(span.start), line.token_from(span.end));
    (from..to).all(|i| {
        let word = line.word(i);
        (line.tag(i) == Tag::NNP
            && (word.chars().count() <= 2 || word.ends_with(['시', '군', '구', '읍', '면', '동', '리', '도'])))
            || matches!(word, "일원" | "일대" | "지역" | "권역" | "등" | "관내" | "국내" | "전국")
            || (word.ends_with(['군', '읍']) && word.chars().count() > 2)
    })
}

/// Words that say how much, how great or where, not what (총사업비 126억, 역대 최대 규모인, 부지에, 반기별).
fn only_means(line: &Line<'_>, span: Span) -> bool {
    // 안정적인 공급: a quality
    if span.of(line.text).ends_with('적') && span.of(line.text).chars().count() <= 4 {
        return true;
    }
    let means = line.lexicon.words.list(List::Means);
    let (from, to) = (line.token_from(span.start), line.token_from(span.end));
    to > from
        && ((span.of(line.text).ends_with('당') && span.of(line.text).chars().count() <= 4)
            || (from > 0 && line.word(from - 1) == "/")
            || span.of(line.text).ends_with('별')
            || span.of(line.text).ends_with(" 기준")
            || (from..to).all(|i| means.has(line.word(i)) || line.date_over(i).is_some()))
}

/// A person, or the country: they act, they are not counted.
fn is_person(line: &Line<'_>, span: Span) -> bool {
    if matches!(span.of(line.text), "우리나라" | "나라" | "한국" | "대한민국" | "정부" | "국회") {
        return true;
    }
    line.lexicon.words.list(List::Titles).ends(span.of(line.text)).is_some()
}
