//! One pass over the sentences: every quantity gets its predicate, status, object, deadline and owner.

use super::agency::Agencies;
use super::draft::Draft;
use super::line::Line;
use super::predicate::{self, Predicate};
use super::status::{self, Tense};
use super::{deadline, filter, milestone, object};
use crate::lexicon::{ActionClass, Lexicon, List};
use crate::mentions::program::ProgramName;
use crate::mentions::quantity::Reading;
use crate::mentions::{self};
use crate::model::{Article, Span};
use crate::tokens::{Sentence, Tag, Token, Tokens};

/// All candidates of an article, in order.
pub fn all(
    article: &Article,
    tokens: &Tokens,
    lexicon: &Lexicon,
    agencies: &Agencies<'_>,
    programs: &[ProgramName],
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    // the sentence's tokens with their tags put right; one buffer for the article
    let mut words: Vec<Token> = Vec::new();
    let mut named: Vec<(Span, usize)> =
        programs.iter().enumerate().flat_map(|(i, p)| p.mentions.iter().map(move |m| (*m, i))).collect();
    named.sort_by_key(|(m, _)| m.start);
    // the topic of the block's sentences so far
    let mut topic: Option<Span> = None;
    // 사업기간: 2025.6. ~ 2027.12., for the items of the same list
    let mut period: Option<(crate::mentions::date::DateMention, usize)> = None;
    // what the first headline is about, for the deck lines below it
    let mut headline: Option<Span> = None;
    let mut block = None;
    for (index, whole) in tokens.sentences.iter().enumerate() {
        // a line that is only a topic (…사업은) is gone on with in the next
        let dangling = index > 0 && article.text[..tokens.sentences[index - 1].span.end].ends_with(['은', '는']);
        if block != Some(whole.block) && !short_block(tokens, whole.block) && !dangling {
            topic = None;
        }
        block = Some(whole.block);
        for sentence in windows(tokens, whole) {
            super::recut::copy(
                &article.text,
                &tokens.tokens[sentence.first as usize..sentence.last as usize],
                &mut words,
            );
            let (dates, quantities) = mentions::of_sentence(article, tokens, &sentence, lexicon);
            let line = Line {
                text: &article.text,
                span: sentence.span,
                block: tokens.blocks[sentence.block as usize],
                tokens: &words,
                quantities,
                dates,
                lexicon,
            };
            let first_draft = drafts.len();
            for q in 0..line.quantities.len() {
                let shortened = line.quantities[q].reading == Reading::Duration && is_level_of_time(&line, q);
                if line.quantities[q].reading != Reading::Amount && !shortened {
                    continue;
                }
                let (before, earlier) = drafts.split_at(first_draft);
                let deck =
                    matches!(line.block.kind, crate::model::BlockKind::Headline | crate::model::BlockKind::Subhead);
                let about = topic.or(headline.filter(|_| deck));
                let around = Around { agencies, named: &named, earlier, before, topic: about };
                let mut draft = quantity(article, &line, q, index, &around);
                if let Some((date, _)) = period.as_ref().filter(|(_, at)| index - at <= 5)
                    && draft.deadline.is_none()
                    && line.block.kind == crate::model::BlockKind::ListItem
                    && matches!(draft.tense, Tense::Planned | Tense::Considered | Tense::Bare)
                {
                    draft.deadline = Some(date.clone());
                    draft.trace.push("deadline: the list's own period".to_owned());
                }
                drafts.push(draft);
            }
            if let Some(own) = object::topic(&line, &|span| agencies.names(span)) {
                topic = Some(own);
            } else if matches!(line.block.kind, crate::model::BlockKind::Headline | crate::model::BlockKind::Subhead)
                && let Some(own) = object::of_headline(&line, &|span| agencies.names(span))
            {
                headline = headline.or(Some(own));
            }
            if line.text[line.block.span.start..].starts_with(|c: char| c.is_ascii_digit()) {
                // 2. 지원 내용: another part of the call
                period = None;
            }
            if let Some(date) = list_period(&line) {
                period = Some((date, index));
            }
            milestone::find(article, &line, index, agencies, &mut drafts);
        }
    }
    drafts
}

/// `사업기간: 2025.6. ~ 2027.12.`: a line that gives the period of the list it stands in.
fn list_period(line: &Line<'_>) -> Option<crate::mentions::date::DateMention> {
    let date = line.dates.first().filter(|d| d.by.is_some() && d.kind == crate::mentions::date::Kind::Period)?;
    let label = line.text[line.span.start..date.span.start].trim_end_matches([' ', ':', '：', ')']);
    let alone = line.quantities.iter().all(|q| q.reading != Reading::Amount);
    (alone && label.ends_with("기간") && label.chars().count() < 16).then(|| date.clone())
}

/// The most tokens that are looked at as one sentence: real ones are far shorter, and work within one grows
/// with the square of its length.
const LONGEST_SENTENCE: usize = 600;

/// The sentence, in pieces of at most [`LONGEST_SENTENCE`] tokens that end where a word ends.
fn windows(tokens: &Tokens, sentence: &Sentence) -> Vec<Sentence> {
    let (first, last) = (sentence.first as usize, sentence.last as usize);
    if last - first <= LONGEST_SENTENCE {
        return vec![*sentence];
    }
    let mut pieces = Vec::new();
    let mut from = first;
    while from < last {
        let mut to = (from + LONGEST_SENTENCE).min(last);
        while to < last && to > from + LONGEST_SENTENCE / 2 && tokens.tokens[to - 1].end == tokens.tokens[to].start {
            to -= 1;
        }
        let start = if from == first { sentence.span.start } else { tokens.tokens[from].start as usize };
        let end = if to == last { sentence.span.end } else { tokens.tokens[to - 1].end as usize };
        pieces.push(Sentence {
            span: Span::new(start, end),
            first: from as u32,
            last: to as u32,
            block: sentence.block,
        });
        from = to;
    }
    pieces
}

/// What a number's surroundings offer.
struct Around<'a> {
    agencies: &'a Agencies<'a>,
    /// The programmes named in the article, in order.
    named: &'a [(Span, usize)],
    /// The candidates before it in the sentence.
    earlier: &'a [Draft],
    /// The candidates of the sentences before.
    before: &'a [Draft],
    /// The topic of the sentences before.
    topic: Option<Span>,
}

fn quantity(article: &Article, line: &Line<'_>, q: usize, sentence: usize, around: &Around<'_>) -> Draft {
    let Around { agencies, named, earlier, before, topic } = *around;
    let mention = line.quantities[q].clone();
    let mut trace = Vec::new();
    // 여섯 배 넘게 늘어난다: 넘다 bounds the number; 5%를 돌파한다 is what is done
    let bounded = line.text[mention.span.end..mention.outer_end].trim_start().starts_with('넘');
    let from = line.token_from(if bounded { mention.outer_end } else { mention.span.end });
    let bracket = line.bracket_around(mention.span.start);
    let predicate = governing(line, from, bracket).map(|p| change_of(line, &mention, p));
    let predicate = predicate.or_else(|| label(line, &mention));
    let copula = is_itself_predicate(line, &mention);
    let promised = if copula { label_topic(line, &mention) } else { None };
    let predicate = if copula && promised.is_some() { promised.clone() } else { predicate };
    let tense = if promised.is_some() {
        trace.push("status: the size of an act is told".to_owned());
        Tense::Planned
    } else if copula {
        trace.push("status: the number is the predicate (이다)".to_owned());
        Tense::Current
    } else {
        match &predicate {
            Some(p) => status::of(line, p, &mut trace),
            None => status::without_predicate(line, &mut trace),
        }
    };
    let planned = matches!(tense, Tense::Planned | Tense::Considered | Tense::Bare);
    let is_agency = |span: Span| agencies.names(span);
    let mut listed_places = false;
    // what the number that a list of places divides was told to be done
    let mut told: Option<(String, Span)> = None;
    let mut found = object::find(line, q, predicate.as_ref(), &is_agency)
        .filter(|f| {
            let same = |d: &&Draft| d.object.is_some() && d.quantity.as_ref().is_some_and(|e| e.unit == mention.unit);
            // 함덕 1기, 한림 2기; 해남, 거창 (10개소): the places of what the number before counts
            let place = f.rule == object::WHERE
                && (earlier.iter().rev().any(|d| same(&d))
                    || before.iter().rev().take_while(|d| sentence - d.sentence_index <= 2).any(|d| same(&d)));
            // 총 5대로, 갑사 2대, 을사 2대, 병사 1대: the parts of a whole
            let part = f.rule == object::DIRECTLY
                && earlier.iter().filter(same).filter(|d| !d.bracketed).any(|d| {
                    d.quantity.as_ref().is_some_and(|e| {
                        article.text[e.outer_start..e.span.start].contains('총') && e.value > mention.value
                    })
                });
            listed_places = place;
            !place && !part
        })
        .map(|f| {
            trace.push(f.rule.to_owned());
            f.span
        });
    if found.is_none()
        && let Some(before) = earlier.iter().rev().find(|d| d.object.is_some() && d.quantity.is_some())
    {
        found = before.object;
        trace.push("object: as for the number before".to_owned());
    }
    if found.is_none()
        && let Some(before) = before.iter().rev().take(3).find(|d| {
            (d.block_span == line.block.span || (listed_places && sentence - d.sentence_index <= 2))
                && d.object.is_some()
                && d.dropped.is_none()
                && d.quantity.as_ref().is_some_and(|e| e.unit == mention.unit)
        })
    {
        found = before.object;
        told = before.action.clone().filter(|_| listed_places && before.acts);
        trace.push("object: as for the number of the sentence before".to_owned());
    }
    if found.is_none()
        && let Some((name, _)) = named[..within(named, line.span).end]
            .iter()
            .rfind(|(m, _)| m.start >= line.block.span.start && m.end <= mention.span.start)
    {
        found = Some(*name);
        trace.push("object: the programme named before".to_owned());
    }
    if found.is_none()
        && let Some(topic) = topic
    {
        found = Some(topic);
        trace.push("object: topic of the sentences before".to_owned());
    }
    let until = predicate.as_ref().map_or(line.span.end, |p| line.tokens[p.token].end as usize);
    let date = deadline::find(line, q, until, planned, article.date)
        .or_else(|| deadline::find(line, q, until, false, article.date).filter(|_| tense == Tense::Bare))
        .map(|(d, rule)| {
            trace.push(rule.to_owned());
            d.clone()
        });
    let agency = agencies.responsible(line.span, mention.span.start, line.block.span).map(|r| {
        trace.push(r.rule.to_owned());
        (r.mention.name.clone(), Some(r.mention.span))
    });
    let program = program_of(line, &mention.span, found, named);
    let delta = is_delta(line, q, predicate.as_ref());
    let action = predicate.as_ref().map(|p| (p.lemma.clone(), p.written)).or(told);
    let mention_counts = mention.unit.is_some_and(|u| {
        matches!(line.lexicon.units.get(u).dimension.as_str(), "count" | "money" | "area" | "people" | "length")
    });
    let tense = match tense {
        Tense::Planned | Tense::Considered | Tense::Bare if already(line, &mention, found) => {
            trace.push("status: chosen or built before".to_owned());
            Tense::Achieved
        }
        tense => tense,
    };
    let dropped = filter::reason(line, q, predicate.as_ref(), tense, agencies);
    Draft {
        of: whole(line, q),
        baseline: baseline(line, q),
        quantity: Some(mention),
        tense,
        status: None,
        object: found,
        action,
        deadline: date,
        delta,
        agency,
        program,
        sentence: line.span,
        block: line.block.kind,
        block_span: line.block.span,
        sentence_index: sentence,
        finite: status::ends_finite(line),
        bracketed: bracket
            .is_some_and(|b| predicate.as_ref().is_none_or(|p| !b.contains(&line.tokens[p.token].span()))),
        footnote: is_footnote(line),
        counts_things: mention_counts,
        acts: predicate.as_ref().is_some_and(|p| {
            matches!(p.class, ActionClass::Do | ActionClass::Change) && !natural(line.lexicon, &p.lemma)
        }),
        trace,
        evidence: Vec::new(),
        doubt: None,
        dropped,
    }
}

/// The predicate that governs a number: within its bracket if one stands there, else behind it.
fn governing(line: &Line<'_>, from: usize, bracket: Option<Span>) -> Option<Predicate> {
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
    let close = line.token_from(inside.end);
    predicate::first(line, from, close).or_else(|| predicate::first(line, close, end))
}

/// `10%까지 재배를 확대`: what is brought to a level is governed by the change, not by the act that it changes.
fn change_of(line: &Line<'_>, mention: &crate::mentions::quantity::QuantityMention, p: Predicate) -> Predicate {
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

/// `모집 인원: 20명`, `총사업비 440억 원`: no predicate stands behind the number; its label names the act, and
/// money that is a cost is put in (투입).
fn label(line: &Line<'_>, mention: &crate::mentions::quantity::QuantityMention) -> Option<Predicate> {
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
        let labels = i < last
            && matches!(
                line.word(i + 1),
                ":" | "："
                    | "("
                    | "규모"
                    | "인원"
                    | "금액"
                    | "대상"
                    | "한도"
                    | "물량"
                    | "면적"
                    | "목표"
                    | "예산"
                    | "내용"
                    | "계획"
                    | "사업"
            );
        let labels = labels || mention.from.is_some();
        if line.noun_class(i).is_some_and(|c| matches!(c, ActionClass::Do | ActionClass::Change))
            && cost.is_none()
            && !negated
            && labels
            && line.spaced(last + 1)
        {
            let action = line.action_noun(i)?;
            return Some(Predicate {
                token: i,
                lemma: action.lemma.clone(),
                class: action.class,
                shape: predicate::Shape::Nominal,
                written: line.tokens[i].span(),
            });
        }
    }
    cost.map(|i| Predicate {
        token: i,
        lemma: "투입".to_owned(),
        class: ActionClass::Do,
        shape: predicate::Shape::Nominal,
        written: line.tokens[i].span(),
    })
}

/// `지원 규모는 286명이다`, `총사업비는 2,800억 원이며`: the topic names an act and its size.
fn label_topic(line: &Line<'_>, mention: &crate::mentions::quantity::QuantityMention) -> Option<Predicate> {
    if line.dates.iter().any(|d| d.look == crate::mentions::date::Look::Back) {
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
        return Some(Predicate {
            token: size,
            lemma: "투입".to_owned(),
            class: ActionClass::Do,
            shape: predicate::Shape::Nominal,
            written: line.tokens[size].span(),
        });
    }
    let act = (size.saturating_sub(3)..size)
        .rev()
        .find(|i| line.noun_class(*i).is_some_and(|c| matches!(c, ActionClass::Do | ActionClass::Change)))?;
    let action = line.action_noun(act)?;
    Some(Predicate {
        token: act,
        lemma: action.lemma.clone(),
        class: action.class,
        shape: predicate::Shape::Nominal,
        written: line.tokens[act].span(),
    })
}

/// `이번에 선정된 7곳`, `합의한 3개 사항`: a verb in the past that picks out what is counted; what the sentence says
/// of it afterwards does not make more of it.
fn already(line: &Line<'_>, mention: &crate::mentions::quantity::QuantityMention, object: Option<Span>) -> bool {
    let start = match object {
        Some(noun) if noun.end <= mention.outer_start && mention.outer_start - noun.end <= 2 => noun.start,
        _ => mention.outer_start,
    };
    let Some(verb) = line.token_until(start).filter(|v| line.tokens[*v].pos.last() == Tag::ETM) else { return false };
    let past = line.word(verb).ends_with(['된', '한', '인', '받']) && !line.word(verb).ends_with("위한");
    let noun = (verb.saturating_sub(2)..=verb).rev().find(|k| line.is_noun(*k));
    let done = ["선정", "지정", "확정", "합의", "위촉", "체결", "준공", "개소", "수료", "배출", "도입", "설치", "구축"];
    past && noun.is_some_and(|n| !line.spaced(verb) || n == verb) && noun.is_some_and(|n| done.contains(&line.word(n)))
}

/// 총 4종이다, 1,493명이며: the number itself is what is said.
fn is_itself_predicate(line: &Line<'_>, q: &crate::mentions::quantity::QuantityMention) -> bool {
    let i = line.token_from(q.outer_end);
    let Some(token) = line.tokens.get(i) else { return false };
    if token.start as usize != q.outer_end || token.pos.first() != Tag::VCP {
        return false;
    }
    line.tokens[i..line.word_end(i)].iter().any(|t| matches!(t.pos.last(), Tag::EF | Tag::EC))
}

/// `50만원의 크레딧과 … 사업을 신설`: the number's phrase is joined to another by 와/과, the verb stands behind
/// both.
fn joined_to_another(line: &Line<'_>, from: usize) -> bool {
    let mut i = from;
    while i < line.tokens.len()
        && (line.is_noun(i) || matches!(line.word(i), "의" | "이상" | "규모" | "'" | "‘" | "’" | "씩" | "“" | "”"))
    {
        i += 1;
    }
    i > from && i < line.tokens.len() && line.tag(i) == Tag::JC && matches!(line.word(i), "와" | "과")
}

/// The number is the size of a change: a change word governs it, and no 로/으로/까지 makes it a level.
fn is_delta(line: &Line<'_>, q: usize, predicate: Option<&Predicate>) -> bool {
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
        ["로", "으로", "까지", "수준으로", "수준까지", "대로", "규모로", "선으로"].iter().any(|w| rest.starts_with(w))
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
fn whole(line: &Line<'_>, q: usize) -> Option<Span> {
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
fn baseline(line: &Line<'_>, q: usize) -> Option<Span> {
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
fn program_of(
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
fn within(named: &[(Span, usize)], span: Span) -> std::ops::Range<usize> {
    named.partition_point(|(m, _)| m.start < span.start)..named.partition_point(|(m, _)| m.start < span.end)
}

/// Whether the line is a footnote.
pub fn is_footnote(line: &Line<'_>) -> bool {
    line.block.span.of(line.text).trim_start().starts_with(['*', '※', '＊'])
}

/// A list item or footnote goes on about its parent's topic; a new paragraph has its own.
fn short_block(tokens: &Tokens, block: u32) -> bool {
    tokens.blocks.get(block as usize).is_some_and(|b| b.kind == crate::model::BlockKind::ListItem && b.level > 0)
}

/// Changes that happen rather than being made (상승, 감소).
pub fn natural(lexicon: &Lexicon, lemma: &str) -> bool {
    lexicon.words.list(List::Natural).has(lemma)
}

/// A length of time that a change is to reach: `인허가 기간을 4년 이내로 줄인다`, `15분에서 10분으로 단축`.
fn is_level_of_time(line: &Line<'_>, q: usize) -> bool {
    let mention = &line.quantities[q];
    if mention.unit.is_none_or(|u| line.lexicon.units.get(u).dimension != "time") {
        return false;
    }
    let rest = line.text[mention.outer_end..line.span.end].trim_start_matches(' ');
    // 적용기한을 3년 연장
    let size = ["연장", "단축", "늘", "줄", "앞당"].iter().any(|w| rest.starts_with(w));
    let level = size || ["로 ", "으로 ", "로,", "으로,", "까지 ", "이내로", "내로"].iter().any(|w| rest.starts_with(w));
    let from = line.token_from(mention.span.end);
    level && predicate::first(line, from, line.tokens.len()).is_some_and(|p| p.class == ActionClass::Change)
}
