//! The last word on every number: a target, a figure, or neither.
//!
//! The rules of this floor each know one turn of the language. What they say is evidence here, beside the unit, the words
//! around the number, the end of its sentence and the article's other numbers; `verdict.csv` has what each piece counts for,
//! fitted on annotated releases (`benches/verdict`). The sums decide; the trace names the pieces that counted most.

mod features;

use super::draft::Draft;
use super::status::Tense;
use crate::lexicon::{Lexicon, Weight};
use crate::model::{Article, Status};
use features::Around;
pub use features::is_target;

/// How many pieces of evidence the trace names.
const NAMED: usize = 5;

/// What must speak for a number that the sentence only expects, in hundredths of a logit.
const EXPECTED: i32 = 150;

/// What a number is judged to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Judged {
    Target,
    Figure,
    Neither,
}

/// Judges every number; `drafts` are as the rules left them.
pub fn judge(article: &Article, lexicon: &Lexicon, drafts: &mut [Draft]) {
    if drafts.iter().all(|draft| draft.quantity.is_none()) {
        return;
    }
    let around = Around::new(article, lexicon, drafts);
    let open = |draft: &Draft| draft.dropped.as_deref().is_none_or(|why| lexicon.verdict.may_overrule(why));
    for (index, draft) in drafts.iter_mut().enumerate().filter(|(_, draft)| draft.quantity.is_some() && open(draft)) {
        let mut sum = lexicon.verdict.start;
        around.visit(index, draft, &mut |table, row| {
            if let Some(weight) = lexicon.verdict.weight(table, row) {
                sum.target += weight.target;
                sum.figure += weight.figure;
            }
        });
        // what is only expected stays so, unless much speaks against it
        let least = if draft.status == Some(Status::Forecast) { EXPECTED } else { 0 };
        let judged = match sum {
            Weight { target, figure } if target > least && target >= figure => Judged::Target,
            Weight { figure, .. } if figure > least => Judged::Figure,
            _ => Judged::Neither,
        };
        settle(draft, judged, |draft| told(&around, lexicon, index, draft, judged, sum));
    }
}

/// The evidence on every draft, table and row; none on milestones. For fitting the weights.
pub fn evidence(article: &Article, lexicon: &Lexicon, drafts: &[Draft]) -> Vec<Vec<(String, String)>> {
    let around = Around::new(article, lexicon, drafts);
    let each = |(index, draft): (usize, &Draft)| {
        let mut held = Vec::new();
        around.visit(index, draft, &mut |table, row| held.push((table.to_owned(), row.to_owned())));
        held
    };
    drafts.iter().enumerate().map(each).collect()
}

/// Gives the draft the status of what it was judged to be; `reason` tells why.
fn settle(draft: &mut Draft, judged: Judged, reason: impl Fn(&Draft) -> String) {
    let status = match judged {
        Judged::Target if draft.tense == Tense::Considered => Some(Status::Considered),
        Judged::Target => Some(draft.status.filter(promises).unwrap_or(Status::Planned)),
        Judged::Figure if draft.tense == Tense::Achieved => Some(Status::Achieved),
        Judged::Figure => Some(draft.status.filter(reports).unwrap_or(Status::Current)),
        Judged::Neither => None,
    };
    if status.is_some() {
        draft.trace.push(reason(draft));
        draft.status = status;
        draft.dropped = None;
    } else if draft.dropped.is_none() && draft.status != Some(Status::Forecast) {
        draft.dropped = Some(reason(draft));
    }
}

const fn promises(status: &Status) -> bool {
    matches!(status, Status::Planned | Status::Considered)
}

const fn reports(status: &Status) -> bool {
    matches!(status, Status::Achieved | Status::Current)
}

/// What was decided, the sum, and the pieces that counted most for it.
fn told(around: &Around<'_>, lexicon: &Lexicon, index: usize, draft: &Draft, judged: Judged, sum: Weight) -> String {
    let (name, total) = match judged {
        Judged::Target => ("a target", sum.target),
        Judged::Figure => ("a figure", sum.figure),
        Judged::Neither => ("neither a target nor a figure", sum.target.max(sum.figure)),
    };
    let counts = |weight: Weight| match judged {
        Judged::Target => weight.target,
        Judged::Figure => weight.figure,
        Judged::Neither => -weight.target.max(weight.figure),
    };
    // the largest first, of equals the first
    let mut most: Vec<(i32, String)> = Vec::with_capacity(NAMED + 1);
    around.visit(index, draft, &mut |table, row| {
        let points = lexicon.verdict.weight(table, row).map_or(0, counts);
        let place = most.partition_point(|(other, _)| *other >= points);
        if points > 0 && place < NAMED {
            most.insert(place, (points, format!("{table} “{row}”")));
            most.truncate(NAMED);
        }
    });
    let mut told = format!("weighed: {name}: {:+.1}", f64::from(total) / 100.0);
    for (n, (points, piece)) in most.iter().enumerate() {
        let points = if judged == Judged::Neither { -points } else { *points };
        let separator = if n == 0 { ": " } else { ", " };
        told.push_str(&format!("{separator}{piece} {:+.1}", f64::from(points) / 100.0));
    }
    told
}
