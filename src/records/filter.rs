//! Numbers that are no statements about policy, each with its reason.

use super::agency::Agencies;
use super::line::Line;
use super::predicate::Predicate;
use super::status::Tense;
use crate::lexicon::ActionClass;

/// Nouns that make a number a count of parts of a text or an organisation, not of policy objects.
const SETS: [&str; 34] = [
    "과제",
    "전략",
    "방향",
    "분야",
    "주제",
    "부문",
    "원칙",
    "단계",
    "요소",
    "항목",
    "축",
    "세션",
    "파트",
    "부처",
    "기관",
    "시도",
    "시·도",
    "시군",
    "시·군",
    "개국",
    "국가",
    "협회",
    "단체",
    "지자체",
    "국",
    "대 ",
    "가지",
    "문항",
    "지표",
    "유형",
    "기준",
    "조항",
    "차례",
    "번째",
];

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
    if mention.is_start {
        return drop("the start value of a change");
    }
    if line.lexicon.cues.denied(line.span.of(line.text)).is_some() {
        return drop("the sentence denies it");
    }
    if agencies.foreign_topic(line.span, mention.span.start) {
        return drop("a foreign body's number");
    }
    if foreign_item(line) {
        return drop("a foreign example");
    }
    let clause = clause_around(line, mention.span.start, mention.outer_end);
    for beside in line.lexicon.cues.beside(clause) {
        let committed = matches!(tense, Tense::Planned) && beside.reason == "world";
        if !committed {
            return Some(format!("{}: beside {}", beside.reason, beside.word));
        }
    }
    if predicate.is_some_and(|p| p.class == ActionClass::Event) {
        return drop("a count at an occasion");
    }
    if unit.is_some_and(|u| u.dimension == "temperature" || u.dimension == "length") && predicate.is_none() {
        return drop("a measure without a predicate");
    }
    if unit.is_some_and(|u| u.dimension == "count") && set_of_parts(line, mention.outer_end) {
        return drop("a count of parts (과제, 분야, 부처 …)");
    }
    if tense == Tense::Open {
        return drop("a condition, possibility or rule");
    }
    None
}

fn foreign_item(line: &Line<'_>) -> bool {
    let head: String = line.text[line.block.content.min(line.span.start)..line.span.end].chars().take(14).collect();
    [
        "(美)",
        "(英)",
        "(日)",
        "(中)",
        "(獨)",
        "(佛)",
        "(미국)",
        "(일본)",
        "(중국)",
        "(EU)",
        "(독일)",
        "(영국)",
        "(해외",
        "(프랑스)",
    ]
    .iter()
    .any(|w| head.contains(w))
}

/// The clause around a place: to the commas and connectives beside it.
fn clause_around<'a>(line: &Line<'a>, from: usize, to: usize) -> &'a str {
    let before = &line.text[line.span.start..from];
    let start = before.rfind([',', '，', '(', '□', '○']).map_or(line.span.start, |i| {
        line.span.start + i + line.text[line.span.start + i..].chars().next().map_or(1, char::len_utf8)
    });
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

fn set_of_parts(line: &Line<'_>, end: usize) -> bool {
    let rest = line.text[end..line.span.end].trim_start_matches(' ');
    SETS.iter().any(|s| rest.starts_with(s))
}
