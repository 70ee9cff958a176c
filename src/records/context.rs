//! What one sentence leaves open and the article settles: headlines without a verb, past dates, lists.

use super::draft::Draft;
use super::status::Tense;
use super::{already, filter, parts};

use crate::lexicon::{Lexicon, List};
use crate::mentions::date::{Look, Role};
use crate::model::{Article, BlockKind, Span, Status};
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
            Tense::Bare => bare(article, lexicon, draft, &body).or_else(|| part_of(article, draft, before)),
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
pub(super) fn tail(text: &str, most: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(most))..]
}

/// Words directly before a number that say what it is, whatever the clause says: 현재 1.8%, 목표 2.1만명.
fn beside(article: &Article, lexicon: &Lexicon, draft: &mut Draft) -> Option<Tense> {
    let q = draft.quantity.as_ref()?;
    let before = article.text[draft.sentence.start..q.outer_start].trim_end_matches([' ', '(', ')', ':']);
    // 목표 2만 명, 목표 결성액 1,000억 원, 목표 면적은 1,261ha
    let words = before.trim_end_matches(['은', '는']).rsplit(' ').take(2).collect::<Vec<_>>();
    let aim = words.first().is_some_and(|w| w.ends_with("목표")) || words.get(1).is_some_and(|w| *w == "목표");
    // (’23 계획) 297명
    let raw = article.text[draft.sentence.start..q.outer_start].trim_end();
    let planned_value = raw.ends_with("계획)") || raw.ends_with("목표)");
    // 수주 목표 300억불 달성: the aim was reached
    let reached = ["달성", "조기 달성", "초과 달성"].iter().any(|w| {
        article.text[q.outer_end..draft.sentence.end].trim_start().strip_prefix(w).is_some_and(|tail| {
            tail.is_empty() || ["했", "하였", ",", "…", "!", "\n"].iter().any(|done| tail.starts_with(done))
        })
    });
    if (aim && !reached) || planned_value {
        draft.trace.push("status: named as the aim".to_owned());
        return Some(Tense::Planned);
    }
    if lexicon.words.list(List::PresentValue).ends(before).is_some() {
        draft.trace.push("status: named as the present value".to_owned());
        return Some(Tense::Current);
    }
    let behind = article.text[q.outer_end..draft.sentence.end].trim_start();
    // 22조 원 수주 목표를 달성하기 위해: the aim that the number belongs to
    let noun: String =
        behind.chars().take_while(|c| c.is_alphanumeric() || matches!(c, ' ' | '·' | '･')).take(14).collect();
    if let Some(at) = noun.find("목표")
        && !noun[..at].contains(['을', '를', '은', '는', '에', '로', '이', '가', '의'])
        && matches!(draft.tense, Tense::Current | Tense::Ongoing | Tense::Bare | Tense::Achieved)
        && !["목표 대비", "목표를 달성했", "목표를 초과", "목표 초과", "목표보다"]
            .iter()
            .any(|w| behind[behind.find("목표").unwrap_or(0)..].starts_with(w))
    {
        draft.trace.push("status: named as the aim".to_owned());
        return Some(Tense::Planned);
    }
    if matches!(draft.tense, Tense::Current | Tense::Ongoing | Tense::Bare | Tense::Achieved | Tense::Considered)
        && filter::aimed(behind)
    {
        draft.trace.push("status: named as the aim".to_owned());
        return Some(Tense::Planned);
    }
    if draft.bracketed
        && behind
            .strip_prefix(')')
            .is_some_and(|r| r.trim_start().starts_with("대비") || r.trim_start().starts_with("보다"))
    {
        draft.trace.push("status: what it is compared with".to_owned());
        return Some(Tense::Current);
    }
    if behind.starts_with("대비")
        || behind.starts_with("보다")
        || behind.starts_with("이던")
        || behind.starts_with("였던")
        || behind.starts_with("이었던")
    {
        draft.trace.push("status: what it is compared with".to_owned());
        return Some(Tense::Current);
    }
    // 지난해 16%인 비율을 35%로 높인다; 지난해 시범사업(12ha)에 이어 60ha를 확보한다
    let raised = ["로 높", "로 늘", "로 낮", "로 줄", "로 확대", "까지 높", "까지 늘", "까지 확대", "로 올", "로 넓"];
    let named = behind.strip_prefix("인 ").is_some_and(|what| {
        !what.starts_with(|c: char| c.is_ascii_digit() || c == '약') && raised.iter().any(|w| what.contains(w))
    }) || (draft.bracketed && behind.starts_with(")에 이어"));
    if named && draft.tense == Tense::Planned {
        draft.trace.push("status: what there is before the act".to_owned());
        return Some(Tense::Current);
    }
    // 현재 745톤을 이미 확보하여 … 공급할 수 있을 것으로 전망한다: only what follows is expected
    if draft.tense == Tense::Forecast
        && ["이미", "현재"].iter().any(|w| tail(before, 60).contains(w) || behind.starts_with(w))
        && ["확보하여", "확보해", "마련하여", "마련해", "구축하여", "구축해"].iter().any(|w| behind.contains(w))
    {
        draft.trace.push("status: in hand before what is expected".to_owned());
        return Some(Tense::Achieved);
    }
    if (behind.contains("그간의") || behind.contains("그동안의")) && draft.tense == Tense::Planned {
        draft.trace.push("status: 그간의 looks back".to_owned());
        return Some(Tense::Achieved);
    }
    let sentence = draft.sentence.of(&article.text);
    if lexicon.words.list(List::ForecastSource).within(sentence).is_some() {
        return Some(Tense::Forecast);
    }
    let by = draft.deadline.as_ref().filter(|d| d.role != Role::AsOf).and_then(|d| d.by).and_then(|b| b.last_day());
    let until = draft.deadline.as_ref().is_some_and(|d| d.role == Role::Until);
    let ahead = by.zip(article.date).is_some_and(|(by, today)| by.year() > today.year() || (until && by >= today));
    let lemma = draft.action.as_ref().map_or("", |(a, _)| a.as_str());
    let budgeted = ["반영", "배정"].contains(&lemma);
    // 올해 400명으로 확대했다: what is set for the year that goes on
    let this_year = draft.deadline.as_ref().is_some_and(|d| {
        d.role == Role::At
            && d.by.zip(article.date).is_some_and(|(by, today)| {
                by.year == today.year() && matches!(by.grain, crate::mentions::calendar::Grain::Year)
            })
    });
    let widened = ["확대", "상향", "증액", "증원", "인상", "늘리다", "높이다", "올리다"].contains(&lemma);
    if this_year && widened && draft.tense == Tense::Achieved && (q.from.is_some() || !draft.delta) {
        draft.trace.push("status: set for the year that goes on".to_owned());
        return Some(Tense::Planned);
    }
    // 비율은 2030년 50%까지 상향했다: what is set for a year to come is not reached yet
    let set = widened || ["설정", "조정", "결정"].contains(&lemma);
    let until =
        until || (set && draft.deadline.as_ref().is_some_and(|d| d.role == Role::At) && !sentence.contains("예산"));
    let later = until && by.zip(article.date).is_some_and(|(by, today)| by.year() > today.year());
    // 국회가 확정한 ‘2026년도 본예산’에 반영됐다
    let next_budget = budgeted
        && sentence.contains("예산")
        && (sentence.contains("내년")
            || article.date.is_some_and(|today| sentence.contains(&format!("{}년", today.year() + 1))));
    let ahead = ahead || next_budget;
    if (ahead && (draft.tense == Tense::Current || (draft.tense == Tense::Achieved && budgeted)))
        || (later && draft.tense == Tense::Achieved && !draft.trace.iter().any(|t| t.contains("done before")))
    {
        draft.trace.push("status: set for a year to come".to_owned());
        return Some(Tense::Planned);
    }
    // 추경안 2,202억원을 국회에 제출했다: a bill is still to be passed
    let bill =
        lexicon.words.list(List::BillName).within(sentence).is_some() && lexicon.words.list(List::BillVerb).has(lemma);
    if bill && matches!(draft.tense, Tense::Achieved | Tense::Bare) && !sentence.contains("통과") {
        draft.trace.push("status: a bill, not yet passed".to_owned());
        return Some(Tense::Planned);
    }
    // 예산 55억 원이 확정됐고, 예산 52.5억원이 확정(…)됨에 따라
    let near = &behind[..behind.char_indices().nth(40).map_or(behind.len(), |(at, _)| at)];
    let passed = tail(before, 60).contains("예산")
        && near.find("확정").is_some_and(|at| {
            let end = &near[at + "확정".len()..];
            !near[..at].contains(['.', ',']) && !end.starts_with(['할', '될', '하'])
        });
    if passed && draft.tense == Tense::Planned && !sentence.contains("예산안") {
        draft.trace.push("status: a budget that is passed".to_owned());
        return Some(Tense::Achieved);
    }
    let budget = lexicon.words.list(List::WholeCost).ends(before).is_some();
    if budget && matches!(draft.tense, Tense::Achieved | Tense::Current | Tense::Bare) {
        draft.trace.push("status: the whole cost of a programme".to_owned());
        return Some(Tense::Planned);
    }
    if behind.starts_with(['↑', '↓']) {
        draft.trace.push("status: an arrow of change".to_owned());
        return Some(Tense::Achieved);
    }
    // 150조원의 40%, 결성액(2,616억 원)의 최대 40%
    let whole = article.text[q.outer_end..].trim_start_matches(')').strip_prefix("의 ").is_some_and(|part| {
        let part = ["약 ", "최대 ", "최소 "].iter().find_map(|w| part.strip_prefix(w)).unwrap_or(part);
        part.starts_with(|c: char| c.is_ascii_digit())
    });
    if whole && draft.tense == Tense::Planned {
        draft.trace.push("status: the whole of a share".to_owned());
        return Some(Tense::Current);
    }
    let money = draft.action.is_some() && ["확보", "편성", "반영"].contains(&lemma);
    let secured = money && lexicon.words.list(List::Secured).within(behind).is_some() && by.is_none();
    if secured && draft.tense == Tense::Planned && article.text[q.span.start..q.span.end].contains('원') {
        draft.trace.push("status: money secured".to_owned());
        return Some(Tense::Achieved);
    }
    let past_in_bracket = draft.bracketed
        && draft.deadline.as_ref().and_then(|d| d.by.map(|b| (d.span, b))).zip(article.date).is_some_and(
            |((span, b), today)| {
                b.year < today.year() && !article.text[span.end.min(q.span.start)..q.span.start].contains('(')
            },
        );
    if past_in_bracket {
        draft.trace.push("status: a year gone by".to_owned());
        return Some(Tense::Achieved);
    }
    None
}

/// A headline, deck line or list item without a verb.
fn bare(article: &Article, lexicon: &Lexicon, draft: &mut Draft, body: &Body) -> Option<Status> {
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
    let natural = draft.action.as_ref().is_some_and(|(a, _)| super::assemble::natural(lexicon, a));
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

/// A line that says what is to be done without a verb.
fn head_or_item(draft: &Draft) -> bool {
    matches!(draft.block, BlockKind::Headline | BlockKind::Subhead | BlockKind::ListItem) && !draft.finite
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
