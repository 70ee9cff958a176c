//! One pass over the sentences: every quantity gets its predicate, status, object, deadline and owner.

mod beside;
mod governing;
mod inherited;

use super::agency::Agencies;
use super::draft::Draft;
use super::line::{KeptLine, Line};
use super::predicate::{self, Predicate};
use super::status::{self, Tense};
use super::{deadline, filter, milestone, object};
use crate::lexicon::{ActionClass, Lexicon, List};
use crate::mentions::program::ProgramName;
use crate::mentions::quantity::Reading;
use crate::mentions::{self};
use crate::model::{Article, Span};
use crate::tokens::{Sentence, Tag, Token, Tokens};
use beside::{baseline, is_delta, program_of, whole, within};
use governing::{
    already, change_of, fund, governing, is_itself_predicate, is_level_of_time, label, label_topic, past_the_means,
    unknown_of_subject,
};
use inherited::Inherited;

/// All candidates of an article, in order, and the sentences that have a date or a candidate.
pub fn all(
    article: &Article,
    tokens: &Tokens,
    lexicon: &Lexicon,
    agencies: &Agencies<'_>,
    programs: &[ProgramName],
) -> (Vec<Draft>, Vec<KeptLine>) {
    let mut drafts = Vec::new();
    let mut kept = Vec::new();
    // the sentence's tokens with their tags put right; one buffer for the article
    let mut words: Vec<Token> = Vec::new();
    let mut named: Vec<(Span, usize)> =
        programs.iter().enumerate().flat_map(|(i, p)| p.mentions.iter().map(move |m| (*m, i))).collect();
    named.sort_by_key(|(m, _)| m.start);
    // the topic of the block's sentences so far
    let mut topic: Option<Span> = None;
    let mut inherited = Inherited::default();
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
                quantities: &quantities,
                dates: &dates,
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
                inherited.lend(&line, index, &mut draft);
                drafts.push(draft);
            }
            if let Some(own) = object::topic(&line, &|span| agencies.names(span)) {
                topic = Some(own);
            } else if matches!(line.block.kind, crate::model::BlockKind::Headline | crate::model::BlockKind::Subhead)
                && let Some(own) = object::of_headline(&line, &|span| agencies.names(span))
            {
                headline = headline.or(Some(own));
            }
            inherited.learn(article, &line, index);
            milestone::find(article, &line, index, agencies, &mut drafts);
            if drafts.len() > first_draft || !line.dates.is_empty() {
                kept.push(KeptLine::new(&line, index));
            }
        }
    }
    (drafts, kept)
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
    let predicate = governing(line, from, bracket)
        .map(|p| change_of(line, &mention, p))
        .map(|p| unknown_of_subject(line, mention.outer_end, p))
        .map(|p| past_the_means(line, &mention, p));
    let predicate = predicate.or_else(|| label(line, &mention)).or_else(|| fund(line, &mention, bracket));
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
    // 30% 할인 혜택을 받는다: what is done is the 할인
    let own = line.action_noun(line.token_from(mention.outer_end).min(line.tokens.len() - 1));
    let benefit = own.filter(|a| a.class == ActionClass::Change && trace.iter().any(|rule| rule == object::BENEFIT));
    let action = match benefit {
        Some(act) => Some((act.lemma.clone(), line.tokens[line.token_from(mention.outer_end)].span())),
        None => predicate.as_ref().map(|p| (p.lemma.clone(), p.written)).or(told),
    };
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
