//! Numbers about what already is in sentences that promise: money decided on, dates gone by, who takes part.

use super::context::tail;
use super::draft::Draft;
use super::filter;
use super::status::Tense;
use crate::lexicon::Lexicon;
use crate::mentions::date::Role;
use crate::model::Article;

/// What the trace says of who takes part.
pub const TAKES_PART: &str = "status: who takes part";

/// Money that was decided on.
const DECIDED: [&str; 8] = ["편성했", "편성됐", "편성하였", "편성되었", "확정됐", "확정되었", "편성돼 ", "편성하고 있"];

/// What the number's own clause tells, against what the sentence comes to.
pub fn told(article: &Article, draft: &mut Draft) -> Option<Tense> {
    let q = draft.quantity.as_ref()?;
    let ahead = &article.text[draft.sentence.start..q.outer_start];
    let behind = &article.text[q.outer_end..draft.sentence.end];
    // 예산 55억 원이 확정됐고, …: a budget that is passed or made is there; a bill (예산안) is still to be passed
    let near = &behind[..behind.floor_char_boundary(60)];
    let money = article.text[q.span.start..q.span.end].ends_with('원');
    let bill = ["예산안", "추경안", "정부안"].iter().any(|w| draft.sentence.of(&article.text).contains(w));
    let decided = money && ahead.contains("예산") && DECIDED.iter().any(|w| near.contains(w));
    if !bill && (decided || passed(draft.tense, ahead, behind)) {
        draft.trace.push("status: a budget decided on".to_owned());
        return Some(Tense::Achieved);
    }
    // (’22년 재정지원 기준) 건설비의 80%: so it is counted in that year
    let date = draft.deadline.as_ref().map(|d| d.span);
    let rest = date.filter(|d| draft.tense == Tense::Bare && d.end < draft.sentence.end);
    let rest = rest.map_or("", |d| &article.text[d.end..draft.sentence.end]);
    let inside = &rest[..rest.floor_char_boundary(40)];
    if inside.split_once(')').is_some_and(|(inside, _)| inside.ends_with(" 기준") && !inside.contains('(')) {
        draft.trace.push("status: counted so in that year".to_owned());
        return Some(Tense::Current);
    }
    // 지난 1월 말까지 107곳에서 운영되며: nothing is promised for a day gone by
    let last =
        draft.deadline.as_ref().filter(|d| d.role == Role::Until).and_then(|d| d.by).and_then(|by| by.last_day());
    if draft.tense == Tense::Planned && last.zip(article.date).is_some_and(|(last, today)| last < today) {
        draft.trace.push("status: a day gone by".to_owned());
        return Some(Tense::Achieved);
    }
    None
}

/// `예산 52.5억원이 확정(안전 예산 별도)됨에 따라`, `66억 원 증액된 1,117억 원으로 확정`: the decision may stand further on, or
/// without a verb.
fn passed(tense: Tense, ahead: &str, behind: &str) -> bool {
    let close = behind.char_indices().nth(40).map_or(behind, |(at, _)| &behind[..at]);
    matches!(tense, Tense::Planned | Tense::Bare)
        && (tail(ahead, 60).contains("예산") || close.contains("예산"))
        && close.find("확정").is_some_and(|at| {
            let end = &close[at + "확정".len()..];
            !close[..at].contains(". ") && !close[..at].contains(", ") && !end.starts_with(['할', '될', '하'])
        })
}

/// `대학 7개교, 기업 42개사가 참여하며`: who takes part in what is run is counted like what is run; who comes to an
/// occasion is not, which the evidence tells.
pub fn takes_part(lexicon: &Lexicon, draft: &mut Draft) {
    let counts =
        draft.quantity.as_ref().and_then(|q| q.unit).is_some_and(|u| lexicon.units.get(u).dimension == "count");
    if counts
        && draft.dropped.as_deref() == Some(filter::EVENT)
        && matches!(draft.tense, Tense::Planned | Tense::Bare | Tense::Current)
        && draft.action.as_ref().is_some_and(|(lemma, _)| lemma == "참여")
    {
        draft.tense = Tense::Current;
        draft.trace.push(TAKES_PART.to_owned());
    }
}
