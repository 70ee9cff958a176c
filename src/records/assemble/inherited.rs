//! Dates that govern more than their own sentence: a list's period, a parent item's date, the date of a headline.

use super::*;
use crate::mentions::date::{DateMention, Kind, Role};
use crate::model::BlockKind;

/// How many sentences a list's period reaches.
const PERIOD_REACH: usize = 5;

/// How many sentences a parent item's date reaches.
const PARENT_REACH: usize = 8;

/// How many characters may stand before a date that opens its sentence.
const AT_THE_HEAD: usize = 26;

/// The dates that later sentences may inherit.
#[derive(Default)]
pub(super) struct Inherited {
    /// 사업기간: 2025.6. ~ 2027.12., for the items of the same list, and the sentence it stood in.
    period: Option<(DateMention, usize)>,
    /// Dates at the head of the items that the next one may hang below: depth, date, sentence.
    parents: Vec<(u8, DateMention, usize)>,
    /// The week or span of days that the headline is about.
    headline: Option<DateMention>,
}

impl Inherited {
    /// Gives a draft that has no date of its own the one it stands under.
    pub(super) fn lend(&self, line: &Line<'_>, index: usize, draft: &mut Draft) {
        if draft.deadline.is_some() || !matches!(draft.tense, Tense::Planned | Tense::Considered | Tense::Bare) {
            return;
        }
        let (date, rule) = match line.block.kind {
            BlockKind::ListItem => {
                let period = self.period.as_ref().filter(|(_, at)| index - at <= PERIOD_REACH);
                // a number without a verb stays what it is: the date above is no promise
                let does = draft.tense != Tense::Bare || draft.acts;
                let parent = self
                    .parents
                    .iter()
                    .filter(|_| does && !draft.footnote && line.bracket_around(draft_start(draft)).is_none())
                    .rfind(|(level, _, at)| *level < line.block.level && *at < index && index - at <= PARENT_REACH);
                match (period, parent) {
                    (Some((date, _)), _) => (date, "deadline: the list's own period"),
                    (None, Some((_, date, _))) => (date, "deadline: at the head of the item above"),
                    (None, None) => return,
                }
            }
            BlockKind::Headline | BlockKind::Subhead if draft.acts || draft.tense != Tense::Bare => {
                match &self.headline {
                    Some(date) => (date, "deadline: the headline's own time"),
                    None => return,
                }
            }
            _ => return,
        };
        draft.deadline = Some(date.clone());
        draft.trace.push(rule.to_owned());
    }

    /// Takes in what a sentence, number `index`, has for those behind it.
    pub(super) fn learn(&mut self, article: &Article, line: &Line<'_>, index: usize) {
        let block = line.block;
        if line.text[block.span.start..].starts_with(|c: char| c.is_ascii_digit()) {
            // 2. 지원 내용: another part of the call
            self.period = None;
        }
        if let Some(date) = list_period(line) {
            self.period = Some((date, index));
        }
        let first = line.text[block.content.min(line.span.start)..line.span.start].trim().is_empty();
        match block.kind {
            BlockKind::ListItem => {
                if first {
                    self.parents.retain(|(level, _, _)| *level < block.level);
                }
                if let Some(date) = at_the_head(article, line).filter(|_| first) {
                    self.parents.push((block.level, date, index));
                }
            }
            BlockKind::Headline | BlockKind::Subhead => {
                let span_of_days = line.dates.iter().find(|d| {
                    d.kind == Kind::Period
                        && d.role == Role::At
                        && !is_call(line, d)
                        && deadline::may_govern(d, true, article.date)
                });
                self.headline = span_of_days.cloned().or(self.headline.take());
            }
            _ => self.parents.clear(),
        }
    }
}

fn draft_start(draft: &Draft) -> usize {
    draft.quantity.as_ref().map_or(draft.sentence.start, |q| q.span.start)
}

/// `공고(5.11.~6.5.)`, `신청 접수(3.2.~3.20.)`: the days on which one may apply.
fn is_call(line: &Line<'_>, date: &DateMention) -> bool {
    let before = line.text[line.span.start..date.span.start].trim_end_matches(['(', ' ']);
    ["공고", "모집", "접수", "신청", "공모"].iter().any(|word| before.ends_with(word))
}

/// `3월 중에도 … 기본원칙 하에,`, `’30년까지 …`: a date that opens the sentence, before any amount.
fn at_the_head(article: &Article, line: &Line<'_>) -> Option<DateMention> {
    let date = line.dates.iter().find(|d| deadline::may_govern(d, true, article.date))?;
    let before = &line.text[line.span.start..date.span.start];
    let amount = line.quantities.iter().any(|q| q.reading == Reading::Amount && q.span.start < date.span.start);
    // 「2021년 지원계획」의 주요 내용: the year is part of a name
    let named = before.contains(['「', '｢', '『', '‘', '“', '<']);
    let since = date.role == Role::Since;
    (!amount && !named && !since && before.chars().count() <= AT_THE_HEAD && date.by.is_some()).then(|| date.clone())
}

/// `사업기간: 2025.6. ~ 2027.12.`: a line that gives the period of the list it stands in.
fn list_period(line: &Line<'_>) -> Option<DateMention> {
    let date = line.dates.first().filter(|d| d.by.is_some() && d.kind == Kind::Period)?;
    let label = line.text[line.span.start..date.span.start].trim_end_matches([' ', ':', '：', ')']);
    let alone = line.quantities.iter().all(|q| q.reading != Reading::Amount);
    (alone && label.ends_with("기간") && label.chars().count() < 16).then(|| date.clone())
}
