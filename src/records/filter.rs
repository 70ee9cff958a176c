//! Numbers that are no statements about policy, each with its reason.

use super::agency::Agencies;
use super::line::Line;
use super::predicate::Predicate;
use super::status::Tense;
use crate::lexicon::{ActionClass, List};
use crate::model::Comparator;
use crate::tokens::Tag;

/// What happens at an occasion.
pub const EVENT: &str = "a count at an occasion";
/// Parts of a text or a body.
pub const PARTS: &str = "a count of parts (과제, 분야, 부처 …)";
/// The whole of a part.
pub const WHOLE: &str = "the whole that a part is taken of";
/// A place in an order.
pub const RANK: &str = "a rank that nobody promises";

/// Who does something, not what is done.
pub const ACTORS: &str = "those who act (12개 회원국이 … 만든다)";

/// Reasons against a promise that leave open whether it is a figure of policy (참여한 농가 120호, 7개 시군을 선정했다).
pub const DOUBTS: [&str; 5] = [EVENT, PARTS, WHOLE, RANK, ACTORS];

/// Why the quantity is no record; `None` when it may be one.
pub fn reason(
    line: &Line<'_>,
    q: usize,
    predicate: Option<&Predicate>,
    tense: Tense,
    agencies: &Agencies<'_>,
) -> Option<String> {
    let mention = &line.quantities[q];
    let unit = mention.unit.map(|u| line.lexicon.units.get(u));
    let drop = |why: &str| Some(why.to_owned());
    if mention.vague_words {
        return drop("a vague number (수십, 수백) has no value");
    }
    if mention.is_base {
        return drop("the base of a rate (… 당)");
    }
    // 16%인 비율을 35%로: the start that describes its noun is told for itself
    let described = ["인 ", "이던 ", "였던 ", "이었던 "].iter().any(|w| line.text[mention.outer_end..].starts_with(w));
    if mention.is_start && !described {
        return drop("the start value of a change");
    }
    let ahead = &line.text[line.span.start..mention.outer_start];
    let after = &line.text[mention.span.end..line.span.end];
    if let Some(reason) = line.lexicon.cues.pattern(line.span.of(line.text), ahead, after) {
        return drop(reason);
    }
    let behind = &line.text[mention.outer_end..line.span.end];
    // 위원장 이억원, 위원장: 이억원, 이억원 위원장: a number spelled out beside a title is somebody's name
    let spelled = !mention.span.of(line.text).contains(|c: char| c.is_ascii_digit());
    let titles = line.lexicon.words.list(List::Titles);
    if spelled
        && (titles.ends(ahead.trim_end_matches([' ', ':', '：'])).is_some()
            || titles.begins(behind.trim_start()).is_some())
    {
        return drop("a person's name (위원장 이억원)");
    }
    if line.lexicon.cues.denied(behind).is_some() {
        return drop("the sentence denies it");
    }
    if agencies.foreign_topic(line.span, mention.span.start) {
        return drop("a foreign body's number");
    }
    if foreign_item(line) {
        return drop("a foreign example");
    }
    let clause = clause_around(line, mention.span.start, mention.outer_end);
    let clause_start = clause.as_ptr() as usize - line.text.as_ptr() as usize;
    for beside in line.lexicon.cues.beside(clause) {
        let at = clause_start + beside.hit.start;
        if line.text[..at].ends_with(|c: char| c.is_alphanumeric())
            && line.tokens.binary_search_by_key(&at, |t| t.start as usize).is_err()
        {
            continue;
        }
        let gap = if at < mention.span.start {
            mention.span.start - (clause_start + beside.hit.end)
        } else {
            at.saturating_sub(mention.span.end)
        };
        if of_another(line, q, at, clause_start + beside.hit.end) {
            continue;
        }
        // the words touch the number that they bound (연면적 3천㎡ 이상; not 65세 이상 어르신 1만 명)
        let raised = predicate.is_some_and(|p| p.class == ActionClass::Change);
        // 과태료 2,300만원을 부과했다: what was done to those who broke a rule
        let imposed = tense == Tense::Achieved && predicate.is_some_and(|p| p.lemma == "부과");
        if beside.reason == "eligibility" && (gap > 4 || raised || imposed) {
            continue;
        }
        let dated = line.dates.iter().any(|d| d.role == crate::mentions::date::Role::Until);
        let committed = matches!(tense, Tense::Planned)
            && beside.reason == "world"
            && (dated || predicate.is_some_and(|p| p.class == ActionClass::Change));
        let aim = beside.reason == "world" && aimed(behind);
        if !committed && !aim {
            return Some(format!("{}: beside {}", beside.reason, beside.word));
        }
    }
    // 최대 60% 할인행사 개최: what is offered at the occasion, no count of those who come
    let offered = unit.is_some_and(|u| u.dimension == "share") && lowered(line, mention.outer_end);
    if predicate.is_some_and(|p| p.class == ActionClass::Event) && !offered {
        return drop(EVENT);
    }
    if unit.is_some_and(|u| u.dimension == "temperature" || u.dimension == "length") && predicate.is_none() {
        return drop("a measure without a predicate");
    }
    // 100% 온라인 과정: wholly, not how much
    if unit.is_some_and(|u| u.dimension == "share") && mention.value == rust_decimal::Decimal::ONE_HUNDRED {
        let next = line.token_from(mention.outer_end);
        let modifies = next < line.tokens.len()
            && line.spaced(next)
            && line.is_noun(next)
            && line.action_noun(next).is_none()
            && !matches!(line.word(next), "이상" | "이하" | "국비" | "수준" | "무상" | "전액");
        if modifies {
            return drop("wholly (100% 온라인), not how much");
        }
    }
    if unit.is_some_and(|u| u.dimension == "count") && set_of_parts(line, mention.outer_end, mention.value, predicate) {
        return drop(PARTS);
    }
    if unit.is_some_and(|u| u.dimension == "money" || u.dimension == "area") && is_condition(line, mention) {
        return drop("a condition (10만원 이하 …)");
    }
    let rest = &line.text[mention.span.end..line.span.end];
    if rest.starts_with('급') || rest.starts_with(" 급 ") {
        return drop("a size class (400kW급)");
    }
    if unit.is_some_and(|u| u.dimension == "people")
        && mention.comparator == Comparator::Approx
        && predicate.is_some_and(|p| line.lexicon.words.list(List::Crowd).has(&p.lemma))
    {
        return drop("a crowd at an occasion");
    }
    if unit.is_some_and(|u| u.name == "차례") && tense != Tense::Planned {
        return drop("how often something happened");
    }
    if unit.is_some_and(|u| u.name == "가지") {
        return drop("a count of kinds");
    }
    if unit.is_some_and(|u| u.dimension == "rank")
        && !predicate.is_some_and(|p| line.lexicon.words.list(List::PromisedRank).has(&p.lemma))
    {
        return drop(RANK);
    }
    // 1,513개소 중 1,300개소: the whole that a part is taken of
    let of_them = of_these(rest);
    let cost = line.text[line.span.start..mention.outer_start].trim_end().ends_with("사업비");
    if of_them
        && !cost
        && line.quantities.get(q + 1).is_some_and(|n| n.unit == mention.unit && n.span.start - mention.span.end < 90)
    {
        return drop(WHOLE);
    }
    if unit.is_some_and(|u| u.dimension == "count" || u.dimension == "people")
        && predicate.is_some_and(|p| act_themselves(line, mention.outer_end, p))
    {
        return drop(ACTORS);
    }
    let looks = ["보다", "가져다", "살펴보다", "들여다보다"];
    if predicate.is_some_and(|p| looks.contains(&p.lemma.as_str())) {
        return drop("the verb does nothing to what is counted");
    }
    if tense == Tense::Open {
        return drop("a condition, possibility or rule");
    }
    None
}

/// `20% 이상 감축’을 목표로 삼고`, `100조 원의 수출이라는 도전적인 목표를 세우고`, `20% 감소(→ 705명 이하)’ 목표를 달성하기
/// 위해`: the words behind the number make an aim of it.
pub(super) fn aimed(behind: &str) -> bool {
    let near = &behind[..behind.char_indices().nth(56).map_or(behind.len(), |(at, _)| at)];
    let near = near.split(['\n', ';']).next().unwrap_or_default();
    let Some(at) = near.find("목표") else { return false };
    let (lead, tail) = (&near[..at], &near[at + "목표".len()..]);
    // 창출이라는 목표, 감축이라는 도전적인 목표
    let named = lead.rfind("라는").is_some_and(|i| lead[i + "라는".len()..].trim().chars().count() <= 5);
    let for_it = tail.starts_with("로") && lead.trim_end().ends_with(['을', '를']) && lead.chars().count() <= 10;
    let quoted = |lead: &str| lead.ends_with(['’', '‘', '\'', '”', '"']);
    let set = ["설정", "삼", "정하", "추진", "세우", "내걸", "제시"];
    let made = tail.strip_prefix("로 ").is_some_and(|verb| set.iter().any(|w| verb.starts_with(w)))
        && ["을 ", "를 "].iter().any(|w| lead.matches(w).count() == 1);
    let reached = quoted(lead.trim_end()) && (tail.starts_with("를 ") || tail.starts_with(" 달성"));
    let sentences = lead.contains("다.") || lead.contains("고,") || lead.contains("며,");
    !sentences && (named || made || reached || for_it)
}

/// `1,513개소 중`, `138개 과제 중에서`, `607구간(길이 1,998㎞)중`: a part is taken of it.
fn of_these(behind: &str) -> bool {
    let mut rest = behind.trim_start_matches(['*', ')']);
    if rest.starts_with('(')
        && let Some(close) = rest.char_indices().take(24).find(|(_, c)| *c == ')')
    {
        rest = &rest[close.0 + 1..];
    }
    let rest = rest.trim_start_matches('의').trim_start();
    let noun: usize =
        rest.char_indices().take(11).take_while(|(_, c)| ('가'..='힣').contains(c)).map(|(_, c)| c.len_utf8()).sum();
    let parted = |text: &str| ["중 ", "중에서 ", "중에 ", "가운데 "].iter().any(|w| text.starts_with(w));
    parted(rest) || parted(rest[noun..].trim_start())
}

/// `12개 회원국이 체계를 만든다`: what is counted is the subject of an act that has its own object.
fn act_themselves(line: &Line<'_>, end: usize, p: &Predicate) -> bool {
    let acts = matches!(p.class, ActionClass::Do | ActionClass::Change) && p.shape == super::predicate::Shape::Verbal;
    let word = line.bytes(p.token, line.word_end(p.token)).of(line.text);
    if !acts || ["받", "되", "된", "될", "됐", "됨"].iter().any(|passive| word.contains(passive)) {
        return false;
    }
    let mut first = line.token_from(end);
    while first < p.token && line.word(first).chars().all(|c| c == '*') {
        first += 1;
    }
    let Some(noun) = super::object::phrase_right(line, first, None) else { return false };
    let subject = line.token_from(noun.end);
    subject < p.token
        && line.tag(subject) == Tag::JKS
        && matches!(line.word(subject), "이" | "가")
        && (subject..p.token).any(|i| line.tag(i) == Tag::JKO)
}

/// `60% 할인행사`, `30% 감면 행사`: the price is what the number changes.
fn lowered(line: &Line<'_>, end: usize) -> bool {
    let behind = line.text[end..line.span.end].trim_start_matches([' ', '까']).trim_start_matches('지').trim_start();
    ["할인", "감면", "환급", "인하"].iter().any(|w| behind.starts_with(w))
}

/// `10만원 이하 선물세트`, `10억 원 이상 설계용역`: a bound before a plain noun tells which ones are meant.
fn is_condition(line: &Line<'_>, mention: &crate::mentions::quantity::QuantityMention) -> bool {
    let behind = line.text[mention.span.end..line.span.end].trim_start_matches(' ');
    let Some(rest) = ["이하 ", "미만 ", "이상 ", "초과 "].iter().find_map(|w| behind.strip_prefix(w)) else {
        return false;
    };
    let i = line.token_from(line.span.end - rest.len());
    // 20조원 이상 무역금융을 공급: a floor of what is given; 10억 원 이상 용역: which ones
    let floor = behind.starts_with("이상") || behind.starts_with("초과");
    if floor
        && super::object::phrase_right(line, i.min(line.tokens.len() - 1), None)
            .is_none_or(|noun| line.lexicon.words.list(List::Kinds).ends(noun.of(line.text)).is_none())
    {
        return false;
    }
    i < line.tokens.len()
        && line.is_noun(i)
        && line.action_noun(i).is_none()
        && !matches!(
            line.word(i),
            "규모" | "수준" | "추가" | "신규" | "국비" | "재정" | "예산" | "자금" | "민간" | "등"
        )
}

fn foreign_item(line: &Line<'_>) -> bool {
    let head: String = line.text[line.block.content.min(line.span.start)..line.span.end].chars().take(14).collect();
    line.lexicon.words.list(List::ForeignMark).within(&head).is_some()
}

/// The clause around a place: to the commas and connectives beside it.
/// `주민 70%가 찬성한 만큼 정거장 14개를 설치`, `일자리 8천개를 만들고 실업률을 5%로`: the word at `[from, to)` is told of
/// another number, or of another clause, than quantity `q`.
fn of_another(line: &Line<'_>, q: usize, from: usize, to: usize) -> bool {
    let mention = &line.quantities[q];
    let clause_ends = |a: usize, b: usize| {
        (line.token_from(a)..line.token_from(b)).any(|i| {
            let word = line.word(i);
            line.tokens[i].pos.last() == Tag::EC && !word.ends_with(['게', '지', '어', '아', '해', '여'])
                || (i > 0 && matches!(word, "만큼" | "가운데" | "자리"))
        })
    };
    if from < mention.span.start {
        let others = || line.quantities.iter().filter(|o| o.span.end <= mention.outer_start);
        let touched = others().any(|o| o.outer_end <= from && line.text[o.outer_end..from].chars().count() <= 3);
        let between = others().any(|o| o.outer_start >= to);
        return (touched || between) && clause_ends(to, mention.outer_start);
    }
    mention.outer_end <= from
        && line.quantities.iter().any(|o| o.outer_start >= to)
        && clause_ends(mention.outer_end, from)
}

fn clause_around<'a>(line: &Line<'a>, from: usize, to: usize) -> &'a str {
    let before = &line.text[line.span.start..from];
    let start = before.rfind([',', '，', '(', '□', '○']).map_or(line.span.start, |i| {
        line.span.start + i + line.text[line.span.start + i..].chars().next().map_or(1, char::len_utf8)
    });
    // 성장률 : 재활용(17%): what stands before the bracket says what the number is
    let start = match line.text[line.span.start..start].ends_with('(') {
        true => line.text[line.span.start..start - 1]
            .rfind([',', '，', ')'])
            .map_or(line.span.start, |i| line.span.start + i),
        false => start,
    };
    let start = start.max(floor(line.text, from.saturating_sub(90), line.span.start));
    let after = &line.text[to..line.span.end];
    let end = after.find([',', '，', ')']).map_or(line.span.end, |i| to + i);
    let end = end.min(ceil(line.text, to + 60, line.span.end));
    &line.text[start..end]
}

fn floor(text: &str, mut at: usize, least: usize) -> usize {
    while at > least && !text.is_char_boundary(at) {
        at -= 1;
    }
    at.max(least)
}

fn ceil(text: &str, mut at: usize, most: usize) -> usize {
    while at < most && !text.is_char_boundary(at) {
        at += 1;
    }
    at.min(most)
}

/// Whether what is counted are parts (핵심추진과제, 분야, 부처) and not made more or fewer (130개 시군으로 확대).
fn set_of_parts(line: &Line<'_>, end: usize, value: rust_decimal::Decimal, predicate: Option<&Predicate>) -> bool {
    let mut first = line.token_from(end);
    while first < line.tokens.len() && matches!(line.word(first), "의") {
        first += 1;
    }
    if first >= line.tokens.len() || !line.is_noun(first) {
        return false;
    }
    let rest = line.text[end..line.span.end].trim_start_matches(' ');
    if let Some(after) = line.lexicon.words.list(List::Bodies).begins(rest).map(|body| &rest[body.len()..])
        && !["으로", "로", "까지", "을", "를"].iter().any(|w| after.starts_with(w))
    {
        // 155개 시군에 제공한다; 17개 시도, 226개 시군구 are all that there are
        let all = ["17개", "226개", "229개", "243개"].iter().any(|n| line.text[..end].trim_end().ends_with(n));
        let reached = (after.starts_with("에 ") || after.starts_with("에서 "))
            && predicate
                .is_some_and(|p| p.class == ActionClass::Do && !matches!(p.lemma.as_str(), "개최" | "실시" | "진행"));
        return all || !reached;
    }
    let Some(phrase) = super::object::phrase_right(line, first, predicate) else { return false };
    let text = phrase.of(line.text);
    // 4개 핵심과제 추진을 통해: the set's name stands before the act
    let named = text.split(' ').next().unwrap_or(text);
    let parts = line.lexicon.words.list(List::Parts);
    if parts.ends(text).is_none() && (parts.ends(named).is_none() || named.chars().count() <= 2) {
        return false;
    }
    // 24개 과제 신설, 176개 과제 지원: parts of a plan are few, projects many
    let projects = ["과제", "기관", "단체", "협회", "지자체", "국가"].iter().any(|s| named.ends_with(s));
    if projects && value > rust_decimal::Decimal::from(15) {
        return false;
    }
    // 핵심기관 18개를 지정한다, 58개 과제를 지원한다: the act is done to each of them
    let chosen = predicate.is_some_and(|p| {
        matches!(
            p.lemma.as_str(),
            "지정" | "선정" | "설립" | "신설" | "육성" | "발굴" | "지원" | "개방" | "뽑다" | "늘리다"
        )
    });
    let after = &line.text[phrase.end..line.span.end];
    // 전국 155개 시군에 서비스를 제공한다
    let bodies = ["시군", "시도", "지자체"].iter().any(|s| named.ends_with(s));
    let reached = (after.starts_with("에 ") || after.starts_with("에서 "))
        && predicate
            .is_some_and(|p| p.class == ActionClass::Do && !matches!(p.lemma.as_str(), "개최" | "실시" | "진행"));
    if bodies && reached && !["17개", "22개"].iter().any(|n| line.text[..end].trim_end().ends_with(n)) {
        return false;
    }
    let object = ["을 ", "를 "].iter().any(|w| after.starts_with(w));
    if chosen && object && !line.word(first).ends_with("핵심") {
        return false;
    }
    let rest = &line.text[phrase.end..line.span.end];
    let grows = predicate.is_some_and(|p| p.class == ActionClass::Change)
        && ["으로", "로", "까지"].iter().any(|w| rest.starts_with(w));
    !grows
}
