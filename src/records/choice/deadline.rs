//! What a target's deadline could be: the dates of its sentence and of those before it, or none.

use super::super::line::KeptLine;
use super::{Candidate, Piece, Place, first, grown, last, rule};
use crate::mentions::calendar::Point;
use crate::mentions::date::DateMention;
use crate::model::{Article, BlockKind, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// How many sentences back dates are looked for.
const BACK: usize = 14;

/// How many headlines before it are asked for dates.
const HEADLINES: usize = 6;

/// The most dates of sentences before that are weighed.
const MOST: usize = 24;

/// What the whole article says of its dates.
pub struct Dates {
    /// By value: how often it is told.
    told: FxHashMap<Point, usize>,
    /// Those of the headlines.
    headline: FxHashSet<Point>,
    /// Values that lie ahead.
    ahead: usize,
}

impl Dates {
    /// Reads the dates of `lines`.
    pub fn new(article: &Article, lines: &[KeptLine]) -> Self {
        let mut dates = Self { told: FxHashMap::default(), headline: FxHashSet::default(), ahead: 0 };
        for line in lines {
            let headline = matches!(line.block().kind, BlockKind::Headline | BlockKind::Subhead);
            for by in line.dates().iter().filter_map(|date| date.by) {
                *dates.told.entry(by).or_default() += 1;
                if headline {
                    dates.headline.insert(by);
                }
            }
        }
        let today = article.date;
        let ahead = |by: &&Point| today.is_none_or(|today| by.last_day().is_some_and(|day| day >= today));
        dates.ahead = dates.told.keys().filter(ahead).count();
        dates
    }
}

/// No deadline, then the dates of the sentence from left to right, then those before it from the nearest on.
pub fn candidates<'a>(place: &'a Place<'_>) -> Vec<Candidate<'a, Option<DateMention>>> {
    let own = place.line.dates;
    let picked = place.draft.deadline.as_ref();
    let dates = &place.ground.dates;
    let chain = place.near().find_map(|d| d.deadline.as_ref());
    let mut all = vec![Candidate { value: None, evidence: none(place, own.len()) }];
    for (index, date) in own.iter().enumerate() {
        let mut evidence = shape(place, date, picked, dates, chain);
        place.between(date.span, &mut evidence);
        evidence.push(("where", "its sentence".into()));
        let number = place.quantity();
        let (from, to) =
            if date.span.end <= number.start { (date.span.end, number.start) } else { (number.end, date.span.start) };
        if to >= from && to - from <= 6 {
            let side = if date.span.end <= number.start { "before" } else { "behind" };
            evidence.push(("between", format!("{side} {}", &place.article.text[from..to]).into()));
        }
        let nearest = own.iter().rfind(|d| d.span.end <= place.quantity().start).is_some_and(|d| d.span == date.span);
        if nearest {
            evidence.push(("fact", "the nearest before".into()));
        }
        if own.len() == 1 {
            evidence.push(("fact", "the only one of its sentence".into()));
        }
        if index == 0 {
            evidence.push(("fact", "the first of its sentence".into()));
        }
        if place.line.bracket_around(date.span.start).is_some() {
            let inside = place.line.bracket_around(place.quantity().start).is_some_and(|b| b.contains(&date.span));
            evidence.push(("fact", if inside { "in the number's bracket" } else { "in a bracket" }.into()));
        }
        all.push(Candidate { value: Some(date.clone()), evidence });
    }
    let mut seen = 0;
    let lines = place.ground.lines;
    let near = (0..place.index).rev().take_while(|at| place.draft.sentence_index - lines[*at].sentence <= BACK);
    let headlines = place.ground.headlines.iter().copied().rev().skip_while(|at| *at >= place.index).take(HEADLINES);
    let far = headlines.filter(|at| place.draft.sentence_index - lines[*at].sentence > BACK);
    for at in near.chain(far) {
        let line = lines[at].line(&place.article.text, place.lexicon);
        let back = place.draft.sentence_index - lines[at].sentence;
        let headline = matches!(line.block.kind, BlockKind::Headline | BlockKind::Subhead);
        if place.ground.parted(line.span.start, place.draft.sentence.start) {
            break;
        }
        for date in line.dates.iter().rev() {
            seen += 1;
            if seen > MOST {
                return all;
            }
            let mut evidence = shape(place, date, picked, dates, chain);
            let far = match back {
                0 | 1 => "one sentence back",
                2 => "two sentences back",
                3..=5 => "three to five back",
                _ => "further back",
            };
            evidence.push(("where", far.into()));
            let relation = relation(place, date);
            evidence.push(("before, relation", relation.into()));
            evidence.push((
                "before, dates in the sentence and relation",
                format!("{} {relation}", own.len().min(1)).into(),
            ));
            if let Some((lemma, _)) = &place.draft.action {
                evidence.push(("before, act", lemma.as_str().into()));
            }
            evidence.push(("nearness among those before", seen.min(5).to_string().into()));
            evidence.push(("its sentence has dates", own.len().min(2).to_string().into()));
            if headline {
                evidence.push(("fact", "in a headline".into()));
            }
            if line.block.span == place.line.block.span {
                evidence.push(("fact", "in its paragraph".into()));
            } else if line.block.level < place.line.block.level {
                evidence.push(("fact", "in an item above".into()));
            } else if line.block.level == place.line.block.level {
                evidence.push(("fact", "at the same level".into()));
            }
            let opening = Span::new(line.span.start, date.span.start).of(line.text).chars().count();
            evidence.push((
                "opens its sentence",
                if opening <= 3 {
                    "yes"
                } else if opening <= 20 {
                    "nearly"
                } else {
                    "no"
                }
                .into(),
            ));
            let alone = line.quantities.iter().all(|q| q.reading != crate::mentions::quantity::Reading::Amount);
            evidence.push(("fact", if alone { "no amount beside it" } else { "an amount beside it" }.into()));
            all.push(Candidate { value: Some(date.clone()), evidence });
        }
    }
    all
}

fn none<'a>(place: &'a Place<'_>, dates: usize) -> Vec<Piece<'a>> {
    let mut evidence: Vec<Piece<'a>> = vec![("none", "always".into())];
    evidence.push(("none, dates in the sentence", dates.min(3).to_string().into()));
    let picked = match &place.draft.deadline {
        None => "picked by the rules".into(),
        Some(_) => format!("although: {}", rule(place.draft, "deadline").unwrap_or_default()).into(),
    };
    evidence.push(("none", picked));
    evidence.push(("none, block", format!("{:?}", place.draft.block).into()));
    evidence.push(("none, dimension", place.dimension().to_owned().into()));
    if let Some((lemma, _)) = &place.draft.action {
        evidence.push(("none, act", lemma.as_str().into()));
    }
    evidence
}

fn shape<'a>(
    place: &Place<'_>,
    date: &DateMention,
    picked: Option<&DateMention>,
    dates: &Dates,
    chain: Option<&DateMention>,
) -> Vec<Piece<'a>> {
    let text = &place.article.text;
    let mut evidence: Vec<Piece<'a>> = Vec::with_capacity(24);
    if picked.is_some_and(|own| own.span == date.span) {
        evidence.push(("picked", rule(place.draft, "deadline").unwrap_or_default().to_owned().into()));
        evidence.push(("picked", "by the rules".into()));
    } else if picked.is_some() {
        evidence.push(("picked", "another".into()));
    }
    if let Some(by) = date.by {
        evidence.push(("times told", dates.told.get(&by).copied().unwrap_or(0).min(4).to_string().into()));
        if dates.headline.contains(&by) {
            evidence.push(("fact", "a headline tells it".into()));
        }
        if dates.ahead == 1 && place.article.date.is_some_and(|today| by.last_day().is_some_and(|day| day >= today)) {
            evidence.push(("fact", "the article's only date ahead".into()));
        }
    }
    if let Some(chain) = chain {
        let same = chain.by.is_some() && chain.by == date.by;
        evidence.push(("number before", if same { "has the same" } else { "has another" }.into()));
    }
    let role = format!("{:?}", date.role);
    let relation = relation(place, date);
    evidence.push(("role and relation", format!("{role} {relation}").into()));
    evidence.push(("role", role.into()));
    evidence.push(("relation", relation.into()));
    evidence.push(("kind", format!("{:?} {:?}", date.kind, date.look).into()));
    evidence.push(("kind and relation", format!("{:?} {relation}", date.kind).into()));
    let grain = date.by.map_or("none", |by| match by.to_string().len() {
        4 => "year",
        7 => "month",
        10 => "day",
        _ => "half or quarter",
    });
    evidence.push(("grain", grain.into()));
    evidence.push(("grain and relation", format!("{grain} {relation}").into()));
    let behind = text[date.span.end..].trim_start_matches(' ');
    for next in grown([1, 2, 4], |length| first(behind, length)) {
        evidence.push(("behind it", next.to_owned().into()));
    }
    let before = text[..date.span.start].trim_end_matches(' ');
    for next in grown([1, 2, 4], |length| last(before, length)) {
        evidence.push(("before it", next.to_owned().into()));
    }
    evidence.push(("ends", last(date.span.of(text), 2).to_owned().into()));
    if !date.year_given {
        evidence.push(("fact", "no year given".into()));
    }
    evidence
}

/// The date beside the article's own.
fn relation(place: &Place<'_>, date: &DateMention) -> &'static str {
    let (Some(by), Some(today)) = (date.by, place.article.date) else { return "no date" };
    let (Some(first), Some(last)) = (by.first_day(), by.last_day()) else { return "no date" };
    let days = (last - today).get_days();
    match () {
        () if last < today && days >= -7 => "last week",
        () if last < today => "past",
        () if first == today && last == today => "today",
        () if days <= 14 => "two weeks",
        () if last.year() == today.year() => "this year",
        () if last.year() == today.year() + 1 => "next year",
        () => "later",
    }
}
