//! A number without a verb: what a headline, deck line, list item or footnote makes of it.

use super::Body;
use crate::lexicon::Lexicon;
use crate::mentions::date::{Look, Role};
use crate::model::{Article, BlockKind, Span, Status};
use crate::records::draft::Draft;
use crate::records::status::Tense;

/// A headline, deck line or list item without a verb.
///
/// `under`: the status of the number that a footnote belongs to.
pub(super) fn bare(
    article: &Article,
    lexicon: &Lexicon,
    draft: &mut Draft,
    body: &Body,
    under: Option<Status>,
) -> Option<Status> {
    let q = draft.quantity.as_ref()?;
    let before = &article.text[draft.sentence.start..q.span.start];
    let behind = article.text[q.outer_end..draft.sentence.end].trim_start();
    if behind.starts_with("목표") {
        draft.trace.push("status: named as the aim".to_owned());
        return Some(Status::Planned);
    }
    let near: String = before.chars().rev().take(14).collect::<Vec<_>>().into_iter().rev().collect();
    if near.trim_end().ends_with("목표") {
        draft.trace.push("status: named as the aim".to_owned());
        return Some(Status::Planned);
    }
    let head = matches!(draft.block, BlockKind::Headline | BlockKind::Subhead);
    if head
        && draft.sentence_index < 30
        && let Some(told) = body.get(&(q.value, q.unit))
    {
        draft.trace.push("status: as the body says of the same number".to_owned());
        return match told.first {
            Tense::Planned => Some(Status::Planned),
            Tense::Considered => Some(Status::Considered),
            // 400명으로 대폭 확대: a headline announces the level, the body says that it was decided
            Tense::Achieved if level_announced(draft) => Some(Status::Planned),
            Tense::Achieved => Some(Status::Achieved),
            Tense::Current | Tense::Ongoing => Some(Status::Current),
            // 유니콘 기업 10개 육성: a headline says what is to be done, whatever the body hopes for
            Tense::Forecast if !draft.acts => Some(Status::Forecast),
            Tense::Forecast => Some(Status::Planned),
            _ => None,
        };
    }
    let ahead = draft.deadline.as_ref().is_some_and(|d| {
        d.look == Look::Ahead
            || d.by
                .and_then(|b| b.last_day())
                .zip(article.date)
                .is_some_and(|(by, today)| by >= today && by.year() - today.year() <= 40 && d.role != Role::AsOf)
    });
    let past = draft
        .deadline
        .as_ref()
        .and_then(|d| d.by)
        .and_then(|b| b.last_day())
        .zip(article.date)
        .is_some_and(|(by, today)| by < today);
    if past || draft.deadline.as_ref().is_some_and(|d| d.look == Look::Back) {
        draft.trace.push("status: no verb, a date gone by".to_owned());
        return Some(Status::Achieved);
    }
    // (분양률 78%, ’22.12월 기준): the day on which it was counted
    let behind = &article.text[q.outer_end..draft.sentence.end];
    let inside = &behind[..behind.find([')', '\n']).map_or(0, |i| i + 1)];
    if inside.trim_end_matches(')').trim_end().ends_with("기준") {
        draft.trace.push("status: counted on a day".to_owned());
        return Some(Status::Current);
    }
    // 2022.3월 현재 갑조선 4척 수주: what there is on a day
    let on_the_day = before.find(" 현재 ").is_some_and(|at| before[..at].ends_with(['월', '일', '년', '말', '.']));
    if on_the_day {
        draft.trace.push("status: counted on a day".to_owned());
        return Some(Status::Current);
    }
    // (6월3주) 49.5% in an article of June: the month that is going on tells of what was seen
    let going_on = draft
        .deadline
        .as_ref()
        .filter(|d| d.role != Role::Until)
        .and_then(|d| d.by)
        .filter(|by| !matches!(by.grain, crate::mentions::calendar::Grain::Year))
        .and_then(|by| by.first_day())
        .zip(article.date)
        .is_some_and(|(first, today)| first <= today);
    // (’25년) 울산(64.7%): a share of the year that goes on, without an act, is an observation
    let share = !draft.counts_things && draft.quantity.as_ref().is_some_and(|q| q.from.is_none());
    let this_year = draft
        .deadline
        .as_ref()
        .filter(|d| d.role != Role::Until)
        .and_then(|d| d.by)
        .zip(article.date)
        .is_some_and(|(by, today)| by.year <= today.year());
    // (’20) 300개: without an act, a year is one of observation unless it lies ahead
    let named = draft.program.is_some() || budgeted_line(article, draft);
    if (going_on || (this_year && (share || !named))) && !draft.acts {
        return None;
    }
    let reached = draft.action.as_ref().is_some_and(|(a, _)| {
        matches!(a.as_str(), "돌파" | "기록" | "수상") || (a == "달성" && q.unit.is_some() && !head_of_list(draft))
    });
    if reached && !ahead {
        draft.trace.push("status: reached".to_owned());
        return Some(Status::Achieved);
    }
    if ahead {
        draft.trace.push("status: no verb, a date to come".to_owned());
        return Some(Status::Planned);
    }
    // 용적률 확대(1.4배): the change stands before the bracket
    let glued = |at: Span| article.text.get(at.end..q.outer_start).is_some_and(|gap| gap.trim() == "(");
    let changed =
        draft.bracketed && draft.acts && draft.action.as_ref().is_some_and(|(_, at)| glued(*at) || q.from.is_some());
    let arrow = ["→", "⇒", "➡", "⟶"].iter().any(|w| behind.trim_start().starts_with(w));
    if changed && !arrow && head_or_item(draft) {
        draft.trace.push("status: a change before the bracket".to_owned());
        return Some(Status::Planned);
    }
    if draft.bracketed || draft.action.is_none() && draft.quantity.as_ref().is_some_and(|q| q.from.is_none()) && !head {
        if draft.object.is_some() && !draft.finite {
            draft.trace.push("status: a number beside a name".to_owned());
            return Some(Status::Current);
        }
        return None;
    }
    // 여객선을 점검한다. * 점검대상: 연안여객선 150척: the footnote spells out what its sentence promises
    let near = draft.action.as_ref().is_some_and(|(_, at)| {
        let behind = article.text.get(q.outer_end..at.start).is_some_and(|gap| gap.chars().count() <= 3);
        behind || article.text.get(at.end..q.outer_start).is_some_and(|gap| gap.contains([':', '：']))
    });
    if draft.footnote && !draft.finite && draft.acts && near && under == Some(Status::Planned) {
        draft.trace.push("status: spells out the sentence above".to_owned());
        return Some(Status::Planned);
    }
    let natural = draft.action.as_ref().is_some_and(|(a, _)| crate::records::assemble::natural(lexicon, a));
    if draft.finite || draft.footnote || natural {
        return None;
    }
    let chosen = draft.action.as_ref().filter(|(a, _)| {
        matches!(a.as_str(), "선정" | "결정" | "확정" | "체결" | "지정" | "채택" | "위촉" | "출범" | "수여")
    });
    if let Some((act, _)) = chosen.filter(|_| head && !ahead)
        && ["했", "하였", "됐", "되었"].iter().any(|past| article.text.contains(&format!("{act}{past}")))
    {
        draft.trace.push("status: done, as the body says".to_owned());
        return Some(Status::Achieved);
    }
    if draft.acts {
        draft.trace.push("status: an action without a verb".to_owned());
        return Some(Status::Planned);
    }
    if q.from.is_some() {
        draft.trace.push("status: a change without a verb or date".to_owned());
        return Some(Status::Planned);
    }
    None
}

/// A change to a level that no date lays into the past.
fn level_announced(draft: &Draft) -> bool {
    let widened = draft.action.as_ref().is_some_and(|(a, _)| ["확대", "상향", "증원", "인상"].contains(&a.as_str()));
    widened && !draft.delta && draft.deadline.as_ref().is_none_or(|d| d.look != Look::Back)
}

/// A line that says what is to be done without a verb.
fn head_or_item(draft: &Draft) -> bool {
    draft.block != BlockKind::TableRow && !draft.finite
}

/// A line of a list of measures (세계시장 1위 달성) sets aims; a deck line (매출 535억원 달성) tells results.
fn head_of_list(draft: &Draft) -> bool {
    draft.block == BlockKind::ListItem
}

/// A line about money that is asked for (예산안, 투자, 펀드, 사업비).
fn budgeted_line(article: &Article, draft: &Draft) -> bool {
    let sentence = draft.sentence.of(&article.text);
    ["예산안", "투자", "펀드", "사업비", "국비", "목표"].iter().any(|w| sentence.contains(w))
}
