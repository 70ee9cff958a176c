//! What one sentence leaves open and the article settles: headlines without a verb, past dates, lists.

use super::draft::Draft;
use super::status::Tense;

use crate::mentions::date::{Look, Role};
use crate::model::{Article, BlockKind, Status};

/// Gives every draft its status.
pub fn settle(article: &Article, drafts: &mut [Draft]) {
    let body: Vec<(rust_decimal::Decimal, Option<usize>, Tense)> = drafts
        .iter()
        .filter(|d| d.dropped.is_none() && d.tense != Tense::Bare)
        .filter_map(|d| d.quantity.as_ref().map(|q| (q.value, q.unit, d.tense)))
        .collect();
    for draft in drafts.iter_mut() {
        if draft.dropped.is_some() {
            continue;
        }
        let status = match draft.tense {
            Tense::Planned => Some(Status::Planned),
            Tense::Considered => Some(Status::Considered),
            Tense::Achieved => Some(Status::Achieved),
            Tense::Current => Some(Status::Current),
            Tense::Forecast => Some(Status::Forecast),
            Tense::Open => None,
            Tense::Bare => bare(article, draft, &body),
        };
        draft.status = status;
        if status.is_none() {
            draft.dropped.get_or_insert_with(|| "nothing tells whether it is promised or done".to_owned());
        }
        looks_back(article, draft);
    }
}

/// A headline, deck line or list item without a verb.
fn bare(
    article: &Article,
    draft: &mut Draft,
    body: &[(rust_decimal::Decimal, Option<usize>, Tense)],
) -> Option<Status> {
    let q = draft.quantity.as_ref()?;
    let before = &article.text[draft.sentence.start..q.span.start];
    let near: String = before.chars().rev().take(14).collect::<Vec<_>>().into_iter().rev().collect();
    if ["現", "현재", "기존", "현행", "종전"].iter().any(|w| near.contains(w)) {
        draft.trace.push("status: a present value".to_owned());
        return Some(Status::Current);
    }
    let head = matches!(draft.block, BlockKind::Headline | BlockKind::Subhead);
    if head || draft.action.is_none() {
        let same = body.iter().find(|(value, unit, _)| *value == q.value && *unit == q.unit);
        if let Some((_, _, tense)) = same {
            draft.trace.push("status: as the body says of the same number".to_owned());
            return match tense {
                Tense::Planned => Some(Status::Planned),
                Tense::Considered => Some(Status::Considered),
                Tense::Achieved => Some(Status::Achieved),
                Tense::Current => Some(Status::Current),
                Tense::Forecast => Some(Status::Forecast),
                _ => None,
            };
        }
    }
    let ahead = draft.deadline.as_ref().is_some_and(|d| {
        d.look == Look::Ahead
            || d.by
                .and_then(|b| b.last_day())
                .zip(article.date)
                .is_some_and(|(by, today)| by >= today && d.role != Role::AsOf)
    });
    if ahead {
        draft.trace.push("status: no verb, a date to come".to_owned());
        return Some(Status::Planned);
    }
    if draft.action.is_some() {
        draft.trace.push("status: an action without a verb".to_owned());
        return Some(Status::Planned);
    }
    if q.from.is_some() {
        draft.trace.push("status: a change without a verb".to_owned());
        return Some(Status::Planned);
    }
    None
}

/// A plan whose only date lies behind the article's was carried out.
fn looks_back(article: &Article, draft: &mut Draft) {
    if draft.status != Some(Status::Planned) || draft.tense != Tense::Bare {
        return;
    }
    let Some(q) = &draft.quantity else { return };
    let before = &article.text[draft.sentence.start..q.span.start];
    if ["지난해", "작년", "지난", "누적", "그간", "지금까지", "이미"].iter().any(|w| before.contains(w))
    {
        draft.status = Some(Status::Achieved);
        draft.trace.push("status: words that look back".to_owned());
    }
}
