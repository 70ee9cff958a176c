//! Words beside a number that say what it is, whatever the clause says: 현재 1.8%, 목표 2.1만명, 16%인 비율.

use super::tail;
use crate::lexicon::{Lexicon, List};
use crate::mentions::calendar::Grain;
use crate::mentions::date::Role;
use crate::mentions::quantity::QuantityMention;
use crate::model::Article;
use crate::records::draft::Draft;
use crate::records::filter;
use crate::records::status::Tense;
use jiff::civil::Date;

/// A number and the words around it.
struct Near<'a> {
    article: &'a Article,
    lexicon: &'a Lexicon,
    draft: &'a Draft,
    q: &'a QuantityMention,
    /// The sentence up to the number.
    ahead: &'a str,
    /// The same without the marks that stand between it and the number.
    before: &'a str,
    /// The sentence behind the number.
    behind: &'a str,
    /// The whole sentence.
    sentence: &'a str,
    /// The verb or verbal noun that governs it; empty where there is none.
    lemma: &'a str,
}

/// What the words say, and the rule's name in the trace.
type Says = Option<(Tense, &'static str)>;

/// The rules, the first that speaks is heard.
const RULES: [fn(&Near<'_>) -> Says; 14] = [
    named_value,
    aim_behind,
    compared,
    before_the_act,
    in_hand,
    rate_in_bracket,
    of_late,
    this_year,
    year_to_come,
    bill,
    whole_cost,
    whole_of_a_share,
    money_secured,
    year_gone_by,
];

/// What the words beside a number make of it; `None` where they are silent.
pub(super) fn beside(article: &Article, lexicon: &Lexicon, draft: &mut Draft) -> Option<Tense> {
    let q = draft.quantity.as_ref()?;
    let ahead = article.text[draft.sentence.start..q.outer_start].trim_end();
    let near = Near {
        article,
        lexicon,
        draft,
        q,
        ahead,
        before: ahead.trim_end_matches([' ', '(', ')', ':']),
        behind: article.text[q.outer_end..draft.sentence.end].trim_start(),
        sentence: draft.sentence.of(&article.text),
        lemma: draft.action.as_ref().map_or("", |(lemma, _)| lemma.as_str()),
    };
    let (tense, rule) = RULES.iter().find_map(|rule| rule(&near))?;
    draft.trace.push(format!("status: {rule}"));
    Some(tense)
}

impl Near<'_> {
    /// The last day of the date that governs it, unless the date only says when it was counted.
    fn by(&self) -> Option<Date> {
        self.draft.deadline.as_ref().filter(|d| d.role != Role::AsOf)?.by?.last_day()
    }

    /// Whether its date has this role.
    fn dated(&self, role: Role) -> bool {
        self.draft.deadline.as_ref().is_some_and(|d| d.role == role)
    }

    /// Whether a verb of change that widens or raises governs it.
    fn widened(&self) -> bool {
        ["확대", "상향", "증액", "증원", "인상", "늘리다", "높이다", "올리다"].contains(&self.lemma)
    }

    /// Whether a verb governs it that puts money into a budget.
    fn budgeted(&self) -> bool {
        ["반영", "배정"].contains(&self.lemma)
    }

    /// Whether the clause says that it is, was done or goes on.
    fn stated(&self) -> bool {
        matches!(self.draft.tense, Tense::Current | Tense::Ongoing | Tense::Bare | Tense::Achieved)
    }
}

/// 목표 2만 명, 목표 결성액 1,000억 원, (’23 계획) 297명, 현재 1.8%, (’24확정) 235억원.
fn named_value(near: &Near<'_>) -> Says {
    // (현재) 확대된 물량만 0.2%p 할인 → (개선) …
    let now = ["(현재)", "(현행)", "(종전)", "(기존)"].iter().any(|label| near.sentence.starts_with(label));
    if now && !near.ahead.contains(['→', '⇒']) && near.q.from.is_none() {
        return Some((Tense::Current, "named as the present value"));
    }
    if near.ahead.ends_with("확정)") || near.ahead.ends_with("실적)") {
        return Some((Tense::Achieved, "named as what came of it"));
    }
    let words: Vec<&str> = near.before.trim_end_matches(['은', '는']).rsplit(' ').take(2).collect();
    let aim = words.first().is_some_and(|w| w.ends_with("목표")) || words.get(1).is_some_and(|w| *w == "목표");
    // 수주 목표 300억불 달성: the aim was reached
    let reached = ["달성", "조기 달성", "초과 달성"].iter().any(|w| {
        near.behind.strip_prefix(w).is_some_and(|tail| {
            tail.is_empty() || ["했", "하였", ",", "…", "!", "\n"].iter().any(|done| tail.starts_with(done))
        })
    });
    if (aim && !reached) || near.ahead.ends_with("계획)") || near.ahead.ends_with("목표)") {
        return Some((Tense::Planned, "named as the aim"));
    }
    let present = near.lexicon.words.list(List::PresentValue).ends(near.before).is_some();
    present.then_some((Tense::Current, "named as the present value"))
}

/// 22조 원 수주 목표를 달성하기 위해, 20% 이상 감축’을 목표로 삼고: the aim that the number belongs to.
fn aim_behind(near: &Near<'_>) -> Says {
    let noun: String =
        near.behind.chars().take_while(|c| c.is_alphanumeric() || matches!(c, ' ' | '·' | '･')).take(14).collect();
    let named = near.stated()
        && noun.find("목표").is_some_and(|at| {
            let of_it = !noun[..at].contains(['을', '를', '은', '는', '에', '로', '이', '가', '의']);
            let rest = near.behind.find("목표").map_or("", |at| &near.behind[at..]);
            let past = ["목표 대비", "목표를 달성했", "목표를 초과", "목표 초과", "목표보다"];
            of_it && !past.iter().any(|w| rest.starts_with(w))
        });
    let made = (near.stated() || near.draft.tense == Tense::Considered) && filter::aimed(near.behind);
    (named || made).then_some((Tense::Planned, "named as the aim"))
}

/// 877만명 대비 38% 증가한, 614억원이던 것을, (410억 원)보다.
fn compared(near: &Near<'_>) -> Says {
    let in_bracket = near.behind.strip_prefix(')').filter(|_| near.draft.bracketed).map(str::trim_start);
    let bracket = in_bracket.is_some_and(|rest| ["대비", "보다", "에 비해"].iter().any(|w| rest.starts_with(w)));
    let plain = ["대비", "보다", "에 비해", "이던", "였던", "이었던"].iter().any(|w| near.behind.starts_with(w));
    (bracket || plain).then_some((Tense::Current, "what it is compared with"))
}

/// 지난해 16%인 비율을 35%로 높인다; 지난해 시범사업(12ha)에 이어 60ha를 확보한다.
fn before_the_act(near: &Near<'_>) -> Says {
    let raised = ["로 높", "로 늘", "로 낮", "로 줄", "로 확대", "까지 높", "까지 늘", "까지 확대", "로 올", "로 넓"];
    let is = near.behind.strip_prefix("인 ").is_some_and(|what| {
        !what.starts_with(|c: char| c.is_ascii_digit() || c == '약') && raised.iter().any(|w| what.contains(w))
    });
    let joined =
        near.draft.bracketed && [")에 이어", ")에 더해", ")에 더하"].iter().any(|w| near.behind.starts_with(w));
    let planned = near.draft.tense == Tense::Planned;
    ((is || joined) && planned).then_some((Tense::Current, "what there is before the act"))
}

/// 현재 745톤을 이미 확보하여 … 공급할 수 있을 것으로 전망한다: only what follows is expected.
fn in_hand(near: &Near<'_>) -> Says {
    let held = near.draft.tense == Tense::Forecast
        && ["이미", "현재"].iter().any(|w| tail(near.before, 60).contains(w) || near.behind.starts_with(w))
        && ["확보하여", "확보해", "마련하여", "마련해", "구축하여", "구축해"].iter().any(|w| near.behind.contains(w));
    held.then_some((Tense::Achieved, "in hand before what is expected"))
}

/// 취득세(취득가액의 1~4%)를 면제: the bracket says what the thing is before it is changed.
fn rate_in_bracket(near: &Near<'_>) -> Says {
    let draft = near.draft;
    let told = draft.tense == Tense::Planned && draft.bracketed && draft.of.is_some() && !draft.counts_things;
    let named = told
        && near.behind.starts_with(')')
        && near.ahead.ends_with('의')
        && near
            .ahead
            .rfind('(')
            .is_some_and(|open| ["세", "료", "금", "비", "부담"].iter().any(|w| near.ahead[..open].ends_with(w)));
    named.then_some((Tense::Current, "what it comes to now"))
}

/// 그간의 looks back; so does a source of forecasts at what others expect.
fn of_late(near: &Near<'_>) -> Says {
    let back = near.behind.contains("그간의") || near.behind.contains("그동안의");
    if back && near.draft.tense == Tense::Planned {
        return Some((Tense::Achieved, "그간의 looks back"));
    }
    let source = near.lexicon.words.list(List::ForecastSource).within(near.sentence).is_some();
    source.then_some((Tense::Forecast, "a source of forecasts"))
}

/// 올해 400명으로 확대했다: what is set for the year that goes on.
fn this_year(near: &Near<'_>) -> Says {
    let this_year = near.dated(Role::At)
        && near
            .draft
            .deadline
            .as_ref()
            .and_then(|d| d.by)
            .zip(near.article.date)
            .is_some_and(|(by, today)| by.year == today.year() && matches!(by.grain, Grain::Year));
    let level = near.q.from.is_some() || !near.draft.delta;
    (this_year && near.widened() && near.draft.tense == Tense::Achieved && level)
        .then_some((Tense::Planned, "set for the year that goes on"))
}

/// 국회가 확정한 ‘2026년도 본예산’에 반영됐다, 비율은 2030년 50%까지 상향했다: not reached yet.
fn year_to_come(near: &Near<'_>) -> Says {
    let today = near.article.date;
    let later_year = near.by().zip(today).is_some_and(|(by, today)| by.year() > today.year());
    let until = near.dated(Role::Until);
    let ahead = later_year || (until && near.by().zip(today).is_some_and(|(by, today)| by >= today));
    let budget = near.sentence.contains("예산");
    let set = near.widened() || ["설정", "조정", "결정"].contains(&near.lemma);
    let later = later_year && (until || (set && near.dated(Role::At) && !budget));
    let next_year = |today: Date| near.sentence.contains(&format!("{}년", today.year() + 1));
    let next_budget = near.budgeted() && budget && (near.sentence.contains("내년") || today.is_some_and(next_year));
    let done_before = near.draft.trace.iter().any(|t| t.contains("done before"));
    let to_come = match near.draft.tense {
        Tense::Current => ahead || next_budget,
        // 예산을 15억 원을 증액했다: a budget's change is done with its decision
        Tense::Achieved if budget && matches!(near.lemma, "증액" | "감액" | "삭감") => false,
        Tense::Achieved => ((ahead || next_budget) && near.budgeted()) || (later && !done_before),
        _ => false,
    };
    to_come.then_some((Tense::Planned, "set for a year to come"))
}

/// 추경안 2,202억원을 국회에 제출했다: a bill is still to be passed.
fn bill(near: &Near<'_>) -> Says {
    let words = &near.lexicon.words;
    let bill = words.list(List::BillName).within(near.sentence).is_some()
        && words.list(List::BillVerb).has(near.lemma)
        && matches!(near.draft.tense, Tense::Achieved | Tense::Bare)
        && !near.sentence.contains("통과");
    bill.then_some((Tense::Planned, "a bill, not yet passed"))
}

/// 총사업비 440억 원; 35% ↑.
fn whole_cost(near: &Near<'_>) -> Says {
    let cost = near.lexicon.words.list(List::WholeCost).ends(near.before).is_some();
    if cost && matches!(near.draft.tense, Tense::Achieved | Tense::Current | Tense::Bare) {
        return Some((Tense::Planned, "the whole cost of a programme"));
    }
    near.behind.starts_with(['↑', '↓']).then_some((Tense::Achieved, "an arrow of change"))
}

/// 150조원의 40%, 결성액(2,616억 원)의 최대 40%.
fn whole_of_a_share(near: &Near<'_>) -> Says {
    let glued = &near.article.text[near.q.outer_end..];
    let whole = glued.trim_start_matches(')').strip_prefix("의 ").is_some_and(|part| {
        let part = ["약 ", "최대 ", "최소 "].iter().find_map(|w| part.strip_prefix(w)).unwrap_or(part);
        part.starts_with(|c: char| c.is_ascii_digit())
    });
    (whole && near.draft.tense == Tense::Planned).then_some((Tense::Current, "the whole of a share"))
}

/// 국비 30억원을 확보한 …: money that is there.
fn money_secured(near: &Near<'_>) -> Says {
    let secured = ["확보", "편성", "반영"].contains(&near.lemma)
        && near.lexicon.words.list(List::Secured).within(near.behind).is_some()
        && near.by().is_none()
        && near.draft.tense == Tense::Planned
        && near.q.span.of(&near.article.text).contains('원');
    secured.then_some((Tense::Achieved, "money secured"))
}

/// (2019년 15개교) in an article of a later year.
fn year_gone_by(near: &Near<'_>) -> Says {
    let date = near.draft.deadline.as_ref().filter(|_| near.draft.bracketed)?;
    let gone = date.by?.year < near.article.date?.year();
    let own = !near.article.text[date.span.end.min(near.q.span.start)..near.q.span.start].contains('(');
    (gone && own).then_some((Tense::Achieved, "a year gone by"))
}
