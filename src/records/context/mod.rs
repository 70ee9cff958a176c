//! What one sentence leaves open and the article settles: headlines without a verb, past dates, lists.

mod bare;
mod beside;

use super::draft::Draft;
use super::status::Tense;
use super::{already, filter, parts};
use crate::lexicon::{Lexicon, List};
use crate::model::{Article, BlockKind, Status};
use bare::bare;
use beside::beside;
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

/// What the article's sentences say of a value and its unit.
type Body = FxHashMap<(Decimal, Option<usize>), Told>;

/// What is said of one number.
struct Told {
    first: Tense,
    /// The first that is no plan.
    other: Option<Tense>,
    /// How many plans.
    planned: usize,
}

impl Told {
    fn add(&mut self, tense: Tense) {
        match tense {
            Tense::Planned => self.planned += 1,
            other => _ = self.other.get_or_insert(other),
        }
    }
}

/// Gives every draft its status.
pub fn settle(article: &Article, lexicon: &Lexicon, drafts: &mut [Draft]) {
    // what the body says of the numbers that headlines repeat without a verb
    let number = |d: &Draft| d.quantity.as_ref().filter(|_| d.dropped.is_none()).map(|q| (q.value, q.unit));
    let heads: FxHashSet<_> = drafts.iter().filter(|d| d.tense == Tense::Bare).filter_map(number).collect();
    let mut body = Body::default();
    for draft in drafts.iter().filter(|d| d.tense != Tense::Bare) {
        if let Some(number) = number(draft).filter(|number| heads.contains(number)) {
            let tense = beside(article, lexicon, &mut draft.clone()).unwrap_or(draft.tense);
            body.entry(number).or_insert(Told { first: tense, other: None, planned: 0 }).add(tense);
        }
    }
    let mut main: Option<usize> = None;
    for i in 0..drafts.len() {
        let (before, rest) = drafts.split_at_mut(i);
        let draft = &mut rest[0];
        // a count that nobody promises may still be a figure: that is weighed later
        already::takes_part(lexicon, draft);
        let reports = matches!(draft.tense, Tense::Achieved | Tense::Current | Tense::Ongoing);
        draft.doubt = draft.dropped.take_if(|why| reports && filter::DOUBTS.contains(&why.as_str()));
        if draft.dropped.is_some() {
            continue;
        }
        if let Some(main) = main {
            parts::divide(article, before, main, draft);
        }
        let above = main.map(|main| &before[main]);
        let under = above.filter(|m| draft.sentence_index - m.sentence_index <= 2).and_then(|m| m.status);
        let told = already::told(article, draft)
            .or_else(|| beside(article, lexicon, draft))
            .or_else(|| told_in_the_body(draft, &body));
        let status = match told.unwrap_or(draft.tense) {
            Tense::Planned => Some(Status::Planned),
            Tense::Considered => Some(Status::Considered),
            Tense::Achieved => Some(Status::Achieved),
            Tense::Current | Tense::Ongoing => Some(Status::Current),
            Tense::Forecast => Some(Status::Forecast),
            Tense::Open => None,
            Tense::Bare => bare(article, lexicon, draft, &body, under).or_else(|| part_of(article, draft, before)),
        };
        draft.status = status;
        if status.is_none() {
            draft.dropped.get_or_insert_with(|| "nothing tells whether it is promised or done".to_owned());
        }
        looks_back(article, lexicon, draft);
        if !draft.footnote && draft.block != BlockKind::TableRow && draft.quantity.is_some() && draft.status.is_some() {
            main = Some(i);
        }
        if !matches!(draft.status, Some(Status::Achieved | Status::Current)) {
            draft.dropped = draft.dropped.take().or(draft.doubt.take());
        }
    }
}

/// `619명 양성, … 구축 예정` in a headline, where the body says that 619 were trained: what is done is done.
fn told_in_the_body(draft: &mut Draft, body: &Body) -> Option<Tense> {
    let q = draft.quantity.as_ref()?;
    if draft.tense != Tense::Planned
        || !matches!(draft.block, BlockKind::Headline | BlockKind::Subhead)
        || q.value < rust_decimal::Decimal::from(20)
        || draft.trace.iter().any(|rule| rule.ends_with(": purpose"))
    {
        return None;
    }
    // the headline itself is among them
    let said = body.get(&(q.value, q.unit))?;
    let told = said.other?;
    let done = matches!(told, Tense::Achieved | Tense::Current | Tense::Ongoing);
    (done && said.planned <= 1).then(|| {
        draft.trace.push("status: as the body says of the same number".to_owned());
        told
    })
}

/// `1,500억 원(공공 600억 원, 민간 900억 원)`: the parts in a bracket are what their whole is.
fn part_of(article: &Article, draft: &mut Draft, before: &[Draft]) -> Option<Status> {
    if !draft.bracketed {
        return None;
    }
    let q = draft.quantity.as_ref()?;
    // a bracket's whole is not far: the line may be endless
    let whole = before.iter().rev().take(40).find(|d| {
        d.sentence_index == draft.sentence_index
            && d.quantity.as_ref().is_some_and(|w| {
                w.unit == q.unit && w.value > q.value && article.text[w.outer_end..q.outer_start].contains('(')
            })
    })?;
    let status = whole.status.filter(|s| matches!(s, Status::Achieved | Status::Current))?;
    draft.trace.push("status: a part of the number before".to_owned());
    Some(status)
}

/// The last bytes of a text, at most `most`, from a character's beginning.
pub(in crate::records) fn tail(text: &str, most: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(most))..]
}

/// A plan whose only date lies behind the article's was carried out.
fn looks_back(article: &Article, lexicon: &Lexicon, draft: &mut Draft) {
    if draft.status != Some(Status::Planned) || draft.tense != Tense::Bare {
        return;
    }
    let Some(q) = &draft.quantity else { return };
    let before = &article.text[draft.sentence.start..q.span.start];
    // 지난해 120명에서 올해 400명으로, 작년 동절기 대비 8% 확대: the year gone by is what is compared with
    let compared = |word: &str| {
        before.rfind(word).is_some_and(|at| {
            let behind = &before[at..];
            q.from.is_some() || ["대비", "보다", "에서"].iter().any(|w| behind.contains(w))
        })
    };
    if lexicon.words.list(List::LooksBack).within(before).is_some_and(|word| !compared(word)) {
        draft.status = Some(Status::Achieved);
        draft.trace.push("status: words that look back".to_owned());
    }
}
