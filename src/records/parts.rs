//! Footnotes and tables that divide the number of the sentence before them: they are promised or done as that is.

use super::draft::Draft;
use super::status::Tense;
use crate::model::{Article, BlockKind, Status};

/// A footnote stands at most so many sentences behind what it belongs to.
const FOOTNOTE: usize = 2;

/// Column heads that say that what stands below was done.
const DONE: [&str; 6] = ["편성규모", "편성액", "편성금액", "집행액", "집행금액", "지원실적"];

/// Gives `part` the status of the number that it divides, if it does: `before[main]` is the last number of the running
/// text.
pub fn divide(article: &Article, before: &[Draft], main: usize, part: &mut Draft) {
    let told = &before[main];
    if part.tense != Tense::Bare || part.finite || !part.counts_things {
        return;
    }
    if part.block == BlockKind::TableRow {
        under_head(article, told, part);
        return;
    }
    if !part.footnote || part.sentence_index - told.sentence_index > FOOTNOTE {
        return;
    }
    match told.status {
        Some(Status::Planned | Status::Considered)
            if part.action.is_none() && part.deadline.is_none() && is_part(told, part) =>
        {
            take(told, part);
        }
        Some(Status::Achieved) if told.acts => {
            // who came is no part of what was done
            let attend = part.sentence.of(&article.text).contains("참석");
            let mut wholes = before[..=main].iter().rev().take_while(|d| d.block_span == told.block_span);
            if !attend && wholes.any(|d| d.status == told.status && d.dropped.is_none() && is_part(d, part)) {
                take(told, part);
            }
        }
        _ => {}
    }
}

/// Cells below a column head such as 편성규모 tell what was done.
fn under_head(article: &Article, told: &Draft, part: &mut Draft) {
    let above = &article.text[told.sentence.end.min(part.sentence.start)..part.sentence.start];
    if above.lines().any(|cell| DONE.iter().any(|head| cell.trim().starts_with(head))) {
        part.tense = Tense::Achieved;
        part.trace.push("status: below a column head of what was done".to_owned());
    }
}

/// Whether the number is counted as the other is, and smaller.
fn is_part(whole: &Draft, part: &Draft) -> bool {
    let (Some(whole), Some(part)) = (&whole.quantity, &part.quantity) else { return false };
    whole.unit == part.unit && part.value < whole.value
}

/// `청원경찰 24명*이다. * 부산청 2명, 인천청 1명 …`; `1,500억 원을 모았다* * 공공 600억 원, 민간 900억 원 출자`.
fn take(told: &Draft, part: &mut Draft) {
    part.tense = match told.status {
        Some(Status::Planned) => Tense::Planned,
        Some(Status::Considered) => Tense::Considered,
        _ => Tense::Achieved,
    };
    if part.action.is_none() || part.tense != Tense::Achieved {
        part.action.clone_from(&told.action);
        part.acts = told.acts;
    }
    if part.tense != Tense::Achieved || part.object.is_none() {
        part.object = told.object.or(part.object);
    }
    if part.deadline.is_none() {
        part.deadline.clone_from(&told.deadline);
    }
    part.trace.push("status: part of the number that the footnote belongs to".to_owned());
}
