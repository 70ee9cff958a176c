//! Which predicate governs a number: behind it, before its bracket, or named by its label.

use super::*;

/// The predicate that governs a number: within its bracket if one stands there, else behind it.
pub(super) fn governing(line: &Line<'_>, from: usize, bracket: Option<Span>) -> Option<Predicate> {
    let end = line.tokens.len();
    if joined_to_another(line, from) {
        return predicate::first_of_main_line(line, from, end);
    }
    let Some(inside) = bracket else { return predicate::first(line, from, end) };
    // 단가 인상(3,800원→4,500원) 추진: the action stands before the bracket
    let within = predicate::first(line, from, line.token_from(inside.end));
    let open = line.token_until(inside.start);
    if within.is_none()
        && let Some(action) = open.and_then(|o| o.checked_sub(1)).map(|a| {
            // 전환계획(’30년까지 50만대): the plan of an act
            let plan = a > 0
                && !line.spaced(a)
                && matches!(line.word(a), "계획" | "목표")
                && line.action_noun(a - 1).is_some();
            if plan { a - 1 } else { a }
        })
        && line.action_noun(action).is_some_and(|a| matches!(a.class, ActionClass::Do | ActionClass::Change))
        && let Some(p) = predicate::at(line, action, end)
    {
        return Some(p);
    }
    // 사업에 투입되는 재정(4,500억원): the verb that modifies what stands before the bracket
    if within.is_none()
        && let Some(last) = open.and_then(|o| o.checked_sub(1)).filter(|l| line.is_noun(*l))
        && let Some(noun) = object::phrase_left(line, last)
        && let Some(verb) = line.token_until(noun.start)
        && line.tokens[verb].pos.last() == Tag::ETM
        && let Some(p) = (verb.saturating_sub(1)..=verb).find_map(|k| predicate::at(line, k, end))
        && matches!(p.class, ActionClass::Do | ActionClass::Change)
        && p.shape == predicate::Shape::Verbal
    {
        return Some(p);
    }
    // 지원하고 있으며(총 720억 원), 출시할 계획이다(목표금액 6,000억원): the verb that the bracket is written onto
    if within.is_none()
        && let Some(last) = open
            .and_then(|o| o.checked_sub(1))
            .filter(|l| !line.spaced(l + 1) && matches!(line.tokens[*l].pos.last(), Tag::EC | Tag::EF))
        && let Some(p) = (last.saturating_sub(6)..=last)
            .rev()
            .filter_map(|k| predicate::at(line, k, end))
            .find(|p| p.shape == predicate::Shape::Verbal && matches!(p.class, ActionClass::Do | ActionClass::Change))
    {
        return Some(p);
    }
    let close = line.token_from(inside.end);
    // 공시 대상(총수의 1% 이상 보유)을 확대: a state in the bracket tells which ones, the act stands behind it
    let states = |p: &Predicate| p.class == ActionClass::State && p.shape == predicate::Shape::Nominal;
    let within = predicate::first(line, from, close);
    match within {
        Some(p) if states(&p) => predicate::first(line, close, end).or(Some(p)),
        Some(p) => Some(p),
        None => predicate::first(line, close, end),
    }
}

/// `10%까지 재배를 확대`: what is brought to a level is governed by the change, not by the act that it changes.
pub(super) fn change_of(
    line: &Line<'_>,
    mention: &crate::mentions::quantity::QuantityMention,
    p: Predicate,
) -> Predicate {
    let mut rest = line.text[mention.outer_end..line.span.end].trim_start_matches([' ', ')']);
    if rest.starts_with('(')
        && let Some(close) = rest.find(')')
    {
        rest = &rest[close + 1..];
    }
    let level = ["로 ", "으로 ", "까지 "].iter().any(|w| rest.starts_with(w));
    if !level || p.shape != predicate::Shape::Nominal || p.class == ActionClass::Change {
        return p;
    }
    let particle = p.token + 1;
    if line.tokens.get(particle).is_none_or(|_| line.tag(particle) != Tag::JKO) {
        return p;
    }
    match predicate::at(line, particle + 1, line.tokens.len()) {
        Some(change) if change.class == ActionClass::Change => change,
        _ => p,
    }
}

/// `124만㎡(약 38만 평) 부지에 3,519억 원을 투입해 단지를 조성한다`: land is not what the money is spent on, but what the
/// next act is done to.
pub(super) fn past_the_means(
    line: &Line<'_>,
    mention: &crate::mentions::quantity::QuantityMention,
    p: Predicate,
) -> Predicate {
    let area = mention.unit.is_some_and(|u| line.lexicon.units.get(u).dimension == "area");
    let rest = line.text[mention.outer_end..line.span.end].trim_start_matches([' ', ')']);
    let rest = match rest.strip_prefix('(').and_then(|inside| inside.find(')').map(|close| &inside[close + 1..])) {
        Some(behind) => behind.trim_start(),
        None => rest,
    };
    let end = line.word_end(p.token);
    let spent = matches!(p.lemma.as_str(), "투입" | "들이다" | "투자") && line.tokens[end - 1].pos.last() == Tag::EC;
    if !area || !rest.starts_with("부지에") || !spent {
        return p;
    }
    predicate::first(line, end, line.tokens.len()).unwrap_or(p)
}

/// `핀테크 혁신펀드(’25년까지 3,000억원)`: money in the bracket of a fund is what it is to be raised to.
pub(super) fn fund(
    line: &Line<'_>,
    mention: &crate::mentions::quantity::QuantityMention,
    bracket: Option<Span>,
) -> Option<Predicate> {
    let money = mention.unit.is_some_and(|u| line.lexicon.units.get(u).dimension == "money");
    let open = line.token_until(bracket.filter(|_| money)?.start)?;
    let name = open.checked_sub(1).filter(|k| line.word(*k).ends_with("펀드") || line.word(*k).ends_with("기금"))?;
    Some(Predicate::noun(line, name, "조성", ActionClass::Do))
}

/// `30만 그루가 흡수하는`, `25번에서 생중계한다`: of an act that the dictionary does not know, the number is what does it
/// or where, and nothing is promised of it.
pub(super) fn unknown_of_subject(line: &Line<'_>, end: usize, p: Predicate) -> Predicate {
    let known =
        p.shape != predicate::Shape::Verbal || p.class != ActionClass::Do || line.action_noun(p.token).is_some();
    if known || line.tag(p.token) == Tag::VV {
        return p;
    }
    let first = line.token_from(end);
    let particle = (first..line.tokens.len()).find(|i| !line.is_noun(*i));
    match particle {
        Some(i) if line.tag(i) == Tag::JKS || line.word(i) == "에서" => Predicate { class: ActionClass::State, ..p },
        _ => p,
    }
}

/// Nouns that make a label of the act before them (지원 규모: 20명).
const LABELS: [&str; 13] =
    ["규모", "인원", "금액", "액", "대상", "한도", "물량", "면적", "목표", "예산", "내용", "계획", "사업"];

/// `모집 인원: 20명`, `총사업비 440억 원`: no predicate stands behind the number; its label names the act, and
/// money that is a cost is put in (투입).
pub(super) fn label(line: &Line<'_>, mention: &crate::mentions::quantity::QuantityMention) -> Option<Predicate> {
    let last = line.token_until(mention.outer_start)?;
    let mut cost = None;
    for i in (last.saturating_sub(8)..=last).rev() {
        if line.quantity_over(i).is_some() || matches!(line.tag(i), Tag::SF | Tag::EF | Tag::EC) {
            break;
        }
        if matches!(line.word(i), "사업비" | "총사업비") {
            cost = cost.or(Some(i));
        }
        let negated = i > 0 && !line.spaced(i) && line.tag(i - 1) == Tag::XPN;
        // 교육생 선발 : 60명, 지원 규모 20명; not 방역생활 포스터 6종
        let labels = i < last && (matches!(line.word(i + 1), ":" | "：" | "(") || LABELS.contains(&line.word(i + 1)));
        let labels = labels || mention.from.is_some();
        if line.noun_class(i).is_some_and(|c| matches!(c, ActionClass::Do | ActionClass::Change))
            && cost.is_none()
            && !negated
            && labels
            && line.spaced(last + 1)
        {
            let action = line.action_noun(i)?;
            return Some(Predicate::noun(line, i, &action.lemma, action.class));
        }
    }
    let cost = cost.map(|i| Predicate::noun(line, i, "투입", ActionClass::Do));
    // (’20년) 254명 → (’21년) 306명: a course of years keeps no promise, unless the label says how much of an act (지원 규모)
    cost.or_else(|| {
        label_of_list(line, last).filter(|p| mention.from.is_none() || LABELS.contains(&line.word(p.token + 1)))
    })
}

/// `점검대상: 연안여객선 150척, 국제여객선 3척`: the label at the line's head names the act for every number of the list.
fn label_of_list(line: &Line<'_>, last: usize) -> Option<Predicate> {
    let colon = (1..line.tokens.len().min(8)).find(|i| matches!(line.word(*i), ":" | "："))?;
    let plain = |i: usize| {
        !matches!(line.tokens[i].pos.last(), Tag::EC | Tag::EF | Tag::ETM)
            && !matches!(line.tag(i), Tag::JKO | Tag::JKS | Tag::JX | Tag::JKB)
    };
    if colon >= last || last - colon > 60 || !(colon + 1..=last).all(plain) {
        return None;
    }
    // 지원 대상:, 양성 :; not 수입식품류:
    let act = (0..colon).rev().find(|i| !LABELS.contains(&line.word(*i)))?;
    line.noun_class(act).filter(|c| matches!(c, ActionClass::Do | ActionClass::Change))?;
    let action = line.action_noun(act)?;
    Some(Predicate::noun(line, act, &action.lemma, action.class))
}

/// `지원 규모는 286명이다`, `총사업비는 2,800억 원이며`: the topic names an act and its size.
pub(super) fn label_topic(line: &Line<'_>, mention: &crate::mentions::quantity::QuantityMention) -> Option<Predicate> {
    if line.dates.iter().any(|d| d.look == crate::mentions::date::Look::Back) {
        return None;
    }
    // 전환완료 인원의 23.6%이다: a share is no size of an act
    if mention.unit.is_some_and(|u| line.lexicon.units.get(u).dimension == "share") {
        return None;
    }
    // 당초 예산은 300억원이었으나
    let copula = line.token_from(mention.outer_end);
    if copula < line.tokens.len() && (copula..line.word_end(copula)).any(|i| line.tokens[i].pos.has(Tag::EP)) {
        return None;
    }
    let end = line.token_from(mention.outer_start);
    let topic = (0..end).rev().find(|i| line.tag(*i) == Tag::JX && matches!(line.word(*i), "은" | "는"))?;
    let size = topic.checked_sub(1)?;
    let cost = matches!(line.word(size), "사업비" | "총사업비" | "예산");
    if !cost && !matches!(line.word(size), "규모" | "인원" | "금액" | "대상" | "한도" | "물량" | "면적") {
        return None;
    }
    if cost {
        return Some(Predicate::noun(line, size, "투입", ActionClass::Do));
    }
    let act = (size.saturating_sub(3)..size)
        .rev()
        .find(|i| line.noun_class(*i).is_some_and(|c| matches!(c, ActionClass::Do | ActionClass::Change)))?;
    let action = line.action_noun(act).filter(|a| !matches!(a.lemma.as_str(), "완료" | "마무리"))?;
    Some(Predicate::noun(line, act, &action.lemma, action.class))
}

/// `이번에 선정된 7곳`, `합의한 3개 사항`: a verb in the past that picks out what is counted; what the sentence says
/// of it afterwards does not make more of it.
pub(super) fn already(
    line: &Line<'_>,
    mention: &crate::mentions::quantity::QuantityMention,
    object: Option<Span>,
) -> bool {
    let start = match object {
        Some(noun) if noun.end <= mention.outer_start && mention.outer_start - noun.end <= 2 => noun.start,
        _ => mention.outer_start,
    };
    let Some(verb) = line.token_until(start).filter(|v| line.tokens[*v].pos.last() == Tag::ETM) else { return false };
    let past = line.word(verb).ends_with(['된', '한', '인', '받']) && !line.word(verb).ends_with("위한");
    let noun = (verb.saturating_sub(2)..=verb).rev().find(|k| line.is_noun(*k));
    let done = [
        "선정", "지정", "확정", "합의", "위촉", "체결", "준공", "개소", "수료", "배출", "도입", "설치", "구축", "신청",
        "접수", "제출", "응모", "등록", "승인", "제안", "건의",
    ];
    past && noun.is_some_and(|n| !line.spaced(verb) || n == verb) && noun.is_some_and(|n| done.contains(&line.word(n)))
}

/// 총 4종이다, 1,493명이며: the number itself is what is said.
pub(super) fn is_itself_predicate(line: &Line<'_>, q: &crate::mentions::quantity::QuantityMention) -> bool {
    let i = line.token_from(q.outer_end);
    let Some(token) = line.tokens.get(i) else { return false };
    // 완료된 인원은 17만4천명(전환결정 인원 대비 90%)으로, …: told of the topic directly before it, another clause follows
    let mut after = i;
    if line.opens(after) {
        after = line.bracket_end(after);
    }
    let linked = after + 1 < line.tokens.len()
        && matches!(line.word(after), "로" | "으로")
        && line.tag(after) == Tag::JKB
        && line.word(after + 1) == ","
        && line
            .token_until(q.outer_start)
            .is_some_and(|k| line.tag(k) == Tag::JX && matches!(line.word(k), "은" | "는"));
    // the topic says what was done (완료된 인원) or what an act comes to (예산은)
    let told = linked
        && line.token_until(q.outer_start).and_then(|k| k.checked_sub(1)).is_some_and(|noun| {
            let done = (noun.saturating_sub(3)..noun)
                .any(|k| line.tokens[k].pos.last() == Tag::ETM && line.word(k).ends_with(['된', '한']));
            done || matches!(line.word(noun), "사업비" | "총사업비" | "예산" | "금액" | "규모")
        });
    if told && q.from.is_none() {
        return true;
    }
    if token.start as usize != q.outer_end || token.pos.first() != Tag::VCP {
        return false;
    }
    line.tokens[i..line.word_end(i)].iter().any(|t| matches!(t.pos.last(), Tag::EF | Tag::EC))
}

/// `50만원의 크레딧과 … 사업을 신설`: the number's phrase is joined to another by 와/과, the verb stands behind
/// both.
pub(super) fn joined_to_another(line: &Line<'_>, from: usize) -> bool {
    let mut i = from;
    while i < line.tokens.len()
        && (line.is_noun(i) || matches!(line.word(i), "의" | "이상" | "규모" | "'" | "‘" | "’" | "씩" | "“" | "”"))
    {
        // 50만원의 ‘부담경감 크레딧’과
        i = predicate::quotation_end(line, i).unwrap_or(i + 1);
    }
    i < line.tokens.len() && line.tag(i) == Tag::JC && matches!(line.word(i), "와" | "과")
}

/// A length of time that a change is to reach: `인허가 기간을 4년 이내로 줄인다`, `15분에서 10분으로 단축`.
pub(super) fn is_level_of_time(line: &Line<'_>, q: usize) -> bool {
    let mention = &line.quantities[q];
    if mention.unit.is_none_or(|u| line.lexicon.units.get(u).dimension != "time") {
        return false;
    }
    // 기간 단축<20일→10일>, 검사주기 단축(4년→1년)
    let before = line.text[line.span.start..mention.outer_start].rfind(['(', '<', '〈']).map(|at| line.span.start + at);
    let changed = before
        .and_then(|at| line.token_until(at))
        .is_some_and(|noun| line.noun_class(noun) == Some(ActionClass::Change));
    let arrow = before.is_some_and(|at| line.text[at..mention.outer_start].contains(['→', '⇒', '➡']));
    if (mention.from.is_some() || arrow) && changed {
        return true;
    }
    let rest = line.text[mention.outer_end..line.span.end].trim_start_matches(' ');
    // 적용기한을 3년 연장
    let size = ["연장", "단축", "늘", "줄", "앞당"].iter().any(|w| rest.starts_with(w));
    let level = size
        || ["로 ", "으로 ", "로,", "으로,", "까지 ", "이내로", "내로", "전으로 "].iter().any(|w| rest.starts_with(w));
    let from = line.token_from(mention.span.end);
    level && predicate::first(line, from, line.tokens.len()).is_some_and(|p| p.class == ActionClass::Change)
}
