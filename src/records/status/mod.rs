//! What a clause says about its number: from the endings of the governing predicate and of those that it
//! hangs on, not from the sentence's last word.

mod ending;
mod nominal;

use super::line::Line;
use super::predicate::{self, Predicate, Shape};
use crate::lexicon::{ActionClass, CueStatus, List};
use crate::tokens::Tag;
use ending::{Ending, ending, rest_after};
use nominal::{decides, lays_down, nominal, promises};

/// What the clause says, before the context (headline, dates) has had its say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// A commitment.
    Planned,
    /// Only weighed.
    Considered,
    /// Done.
    Achieved,
    /// A state.
    Current,
    /// Going on (고 있다, 중).
    Ongoing,
    /// Expected.
    Forecast,
    /// A headline or list item without a verb.
    Bare,
    /// A possibility, condition or rule: no statement.
    Open,
}

/// Decides from predicate `p` on; `trace` gets the rules that spoke.
pub fn of(line: &Line<'_>, p: &Predicate, trace: &mut Vec<String>) -> Tense {
    let mut p = p.clone();
    let carried = p.class;
    // 2,400억원 늘어난 1조 2,600억원을 투입한다: the growth is of what is put in
    let before_number = line.tokens.get(line.word_end(p.token)).is_some_and(|t| t.pos.first() == Tag::SN);
    let by_itself = super::assemble::natural(line.lexicon, &p.lemma) && !before_number;
    let gives = matches!(p.lemma.as_str(), "지원" | "제공" | "지급" | "융자" | "보조" | "주다");
    // a means (…지원을 통해) does not become an expectation because its effect is one
    let mut means = false;
    let mut main_line = false;
    // …를 달성해 사업을 확정했다: what stands behind 해 is another act, not what is decided
    let mut chained = false;
    // …를 조성하고, …를 논의한다: the second clause weighs something of its own
    let mut apart = false;
    for _ in 0..24 {
        let step = match p.shape {
            Shape::Verbal => verbal(line, &p, carried, Place { main_line, chained, apart }, trace),
            Shape::Nominal => nominal(line, &p, Place { main_line, chained, apart }, &mut means, trace),
        };
        match step {
            Step::Done(Tense::Forecast) if means => {
                trace.push("status: a means to what is expected".to_owned());
                return Tense::Planned;
            }
            // 22% 증가하며 … 보여준다: what happens by itself is not promised by the verb of another clause
            Step::Done(Tense::Planned | Tense::Considered) if main_line && by_itself && !committed(trace) => {
                trace.push("status: a change that happens".to_owned());
                return Tense::Current;
            }
            Step::Done(tense) => return tense,
            Step::Next(from) => match predicate::first(line, from, line.tokens.len()) {
                Some(next) => {
                    apart |= p.shape == Shape::Verbal
                        && from > 0
                        && line.tokens[from - 1].pos.last() == Tag::EC
                        && line.word(from - 1).ends_with(['고', '며', '해', '여', '면', '서']);
                    chained = p.shape == Shape::Verbal
                        && from > 0
                        && line.tokens[from - 1].pos.last() == Tag::EC
                        && line.word(from - 1).ends_with(['해', '여', '아', '어']);
                    p = next;
                }
                None => return unfinished(line, Some(carried), gives, trace),
            },
        }
        main_line = true;
    }
    Tense::Open
}

/// No predicate stands behind the number at all.
pub fn without_predicate(line: &Line<'_>, trace: &mut Vec<String>) -> Tense {
    unfinished(line, None, false, trace)
}

/// No predicate is left: a sentence that ends in a verb makes a statement of fact (이다), one without is bare.
///
/// `gives`: a programme that gives (…까지 지원하는 사업이다) is described as it is.
fn unfinished(line: &Line<'_>, carried: Option<ActionClass>, gives: bool, trace: &mut Vec<String>) -> Tense {
    let last_word = line.span.of(line.text).trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    if ends_finite(line) && last_word.contains('겠') {
        trace.push("status: 겠 at the end".to_owned());
        return Tense::Planned;
    }
    // …를 투입해 …하는 사업이다: what a programme is made of
    if ends_finite(line)
        && carried.is_some_and(acts)
        && !gives
        && ["사업이다", "사업입니다", "프로젝트다", "프로젝트이다", "계획이다", "사업임", "구상이다"]
            .iter()
            .any(|w| last_word.trim_end_matches('.').ends_with(w))
    {
        trace.push("status: what a programme is made of".to_owned());
        return Tense::Planned;
    }
    // …으로 줄이되 …을 ‘패키지화’한다
    if ends_finite(line)
        && carried.is_some_and(acts)
        && ["한다", "합니다"].iter().any(|w| last_word.trim_end_matches('.').ends_with(w))
    {
        trace.push("status: declared at the end".to_owned());
        return Tense::Planned;
    }
    if ends_finite(line) {
        trace.push("status: the sentence states what is".to_owned());
        Tense::Current
    } else {
        Tense::Bare
    }
}

/// Whether the sentence ends in a finite verb.
pub fn ends_finite(line: &Line<'_>) -> bool {
    line.tokens.iter().rev().take(4).any(|t| t.pos.has(Tag::EF))
}

/// Whether the rule that spoke last read a word of commitment, not just a verb in the present.
fn committed(trace: &[String]) -> bool {
    trace.last().is_some_and(|t| !t.ends_with("declared") && !t.ends_with("weighed"))
}

enum Step {
    Done(Tense),
    /// Ask the next predicate from this token on.
    Next(usize),
}

fn done(tense: Tense, rule: &str, trace: &mut Vec<String>) -> Step {
    trace.push(format!("status: {rule}"));
    Step::Done(tense)
}

/// Where a predicate stands in the walk through the sentence.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Not the number's own, but one further on.
    main_line: bool,
    /// It follows an act that is told first (…해 …).
    chained: bool,
    /// A clause of its own (…하고, …) lies between.
    apart: bool,
}

fn verbal(line: &Line<'_>, p: &Predicate, carried: ActionClass, place: Place, trace: &mut Vec<String>) -> Step {
    let Place { main_line, chained, apart } = place;
    let mut end = line.word_end(p.token);
    let mut word = line.bytes(p.token, end).of(line.text);
    let class = p.class;
    match class {
        // 방안을 검토한다; but not …를 조성하고, 협력을 논의한다, nor 내용을 살펴보면
        // 삭제를 요청한 바 있다: it was asked for
        ActionClass::Consider
            if word.ends_with('한') && line.text[line.tokens[end - 1].end as usize..].starts_with(" 바 있") =>
        {
            return done(Tense::Achieved, &format!("{word} 바 있다"), trace);
        }
        ActionClass::Consider if !((main_line && apart) || word.ends_with('면')) => {
            return done(Tense::Considered, &format!("{word}: weighed"), trace);
        }
        // 예측하기 어려운: what cannot be foreseen is not expected
        ActionClass::Forecast if word.ends_with('기') => return Step::Next(end),
        ActionClass::Forecast => return done(Tense::Forecast, &format!("{word}: expected"), trace),
        _ => {}
    }
    let (mut ending, mut last) = self::ending(line, p.token, end);
    // 공급하게 된다, 지원하게 되며: the auxiliary carries the ending
    if ending == Ending::Connective
        && word.ends_with('게')
        && end < line.tokens.len()
        && line.tag(end) == Tag::VV
        && line.word(end).starts_with(['되', '됩', '된', '될', '됐'])
        && acts(carried)
    {
        let next = line.word_end(end);
        let auxiliary = self::ending(line, end, next);
        // 발전하게 되어 …할 것으로 추정된다: a cause, what follows tells the rest
        let cause = auxiliary.0 == Ending::Connective && line.word(next - 1).ends_with(['어', '여']);
        let cause = cause || ["되어", "돼"].iter().any(|w| line.bytes(end, next).of(line.text).starts_with(w));
        if matches!(auxiliary.0, Ending::Connective | Ending::Present) && !cause {
            return done(Tense::Planned, &format!("{word} 되다"), trace);
        }
        (ending, last) = auxiliary;
        end = next;
    }
    // 확대해 나갈, 지원하게 된다: the auxiliary carries the ending
    while ending == Ending::Connective
        && end < line.tokens.len()
        && line.tag(end) == Tag::VX
        && !line.word(end).starts_with(['있', '계'])
        && !word.ends_with("야")
    {
        let next = line.word_end(end);
        (ending, last) = self::ending(line, end, next);
        if line.word(end).starts_with(['왔', '온', '오']) && ending != Ending::AdnominalFuture {
            return done(Tense::Achieved, &format!("{word} 왔다"), trace);
        }
        word = line.bytes(end, next).of(line.text);
        end = next;
    }
    let rest = rest_after(line, last);
    if class == ActionClass::State
        && !main_line
        && (line.lexicon.actions.noun(&p.lemma).is_some() || adjective(line, p.token))
        && matches!(ending, Ending::AdnominalPresent | Ending::Connective)
    {
        return done(Tense::Current, &format!("{word}: a state"), trace);
    }
    // 낮춰 달라고 건의: what is asked for is not yet said
    if line.tokens.get(last).is_some_and(|_| line.word(last).starts_with("달라")) {
        return Step::Next(end);
    }
    if ending == Ending::Past
        && line.lexicon.words.list(List::AimSetting).has(&p.lemma)
        && line.text[..line.tokens[p.token].start as usize].trim_end().ends_with("목표를")
    {
        return done(Tense::Planned, "목표를 세우다", trace);
    }
    let commits = line.lexicon.words.list(List::Commitment).begins(rest).is_some();
    // 계약을 수주한 경험이 있으며
    if ending == Ending::AdnominalPast
        && ["경험", "실적", "바 있", "적이 있", "사례"].iter().any(|w| rest.starts_with(w))
    {
        return done(Tense::Achieved, &format!("{word} 경험"), trace);
    }
    if main_line
        && matches!(ending, Ending::AdnominalFuture | Ending::AdnominalPresent | Ending::AdnominalPast)
        && !commits
        && !rest.starts_with("중")
        && !(ending == Ending::AdnominalFuture && rest.starts_with("수 있"))
    {
        return Step::Next(end);
    }
    let reports = class == ActionClass::Report || decides(line, &p.lemma) || lays_down(line, p);
    match ending {
        Ending::Will => done(Tense::Planned, &format!("{word}: 겠"), trace),
        Ending::Past if class == ActionClass::Report && carried == ActionClass::State => {
            done(Tense::Current, &format!("{word}: a report of a state"), trace)
        }
        Ending::Past
            if reports
                && !(chained && decides(line, &p.lemma) && acts(p.class))
                && (main_line || promises(line, &p.lemma)) =>
        {
            done(Tense::Planned, &format!("{word}: announced or decided"), trace)
        }
        Ending::Past => done(Tense::Achieved, &format!("{word}: past"), trace),
        // 감소한다고 알려져 있다: what is known, not what is promised
        Ending::Present if line.lexicon.words.list(List::Reported).begins(rest).is_some() => {
            done(Tense::Current, &format!("{word} 알려지다"), trace)
        }
        Ending::Present if adjective(line, p.token) => done(Tense::Current, &format!("{word}: a quality"), trace),
        Ending::Present if class == ActionClass::State && (known(line, p) || !acts(carried)) => {
            done(Tense::Current, &format!("{word}: a state"), trace)
        }
        Ending::Present => done(Tense::Planned, &format!("{word}: declared"), trace),
        Ending::Note if class == ActionClass::State => done(Tense::Current, &format!("{word}: a state"), trace),
        // 배출량은 4.4% 감소함: nobody did it
        Ending::Note if line.lexicon.words.list(List::Natural).has(&p.lemma) => {
            done(Tense::Achieved, &format!("{word}: noted as what came about"), trace)
        }
        Ending::Note => done(Tense::Planned, &format!("{word}: noted as what is done"), trace),
        Ending::AdnominalFuture => future(line, last, word, rest, main_line, trace),
        Ending::AdnominalPresent => {
            if rest.starts_with("중") {
                return done(Tense::Ongoing, "는 중", trace);
            }
            match line.lexicon.cues.present(rest) {
                Some((_, CueStatus::Planned)) => return done(Tense::Planned, "는 것", trace),
                Some((_, CueStatus::Current)) => return done(Tense::Current, "는 것으로 나타나다", trace),
                Some((_, CueStatus::Open | CueStatus::Condition)) => return done(Tense::Open, "는 경우", trace),
                _ => {}
            }
            Step::Next(end)
        }
        Ending::AdnominalPast
            if carried == ActionClass::Change
                // 30% 할인된 가격에 판매한다: the change describes the price
                && (rest.trim_start_matches(['최', '대', '약', '총', ' ']).starts_with(|c: char| c.is_ascii_digit())
                    || ["수준", "가격", "금액", "요금", "비용", "조건", "규모", "형태"].iter().any(|w| rest.starts_with(w))) =>
        {
            Step::Next(end)
        }
        Ending::AdnominalPast if class == ActionClass::State => Step::Next(end),
        // 기업 20개사를 품은 단지를 완성한다: what a thing consists of
        Ending::AdnominalPast
            if matches!(p.lemma.as_str(), "갖추다" | "품다" | "담다" | "포함" | "아우르다" | "거느리다") =>
        {
            Step::Next(end)
        }
        Ending::AdnominalPast if rest.starts_with("다는") || rest.starts_with("뒤") || rest.starts_with("후") => {
            Step::Next(end)
        }
        // 국외감축 목표를 3,350만톤으로 제시한 바
        Ending::AdnominalPast
            if promises(line, &p.lemma)
                && line.text[line.span.start..line.tokens[p.token].start as usize].contains("목표") =>
        {
            done(Tense::Planned, &format!("목표를 {word}"), trace)
        }
        Ending::AdnominalPast => done(Tense::Achieved, &format!("{word}: done before"), trace),
        Ending::Nominal => {
            if word.ends_with("기로") || word.contains("기로 ") || word.ends_with("키로") {
                return done(Tense::Planned, &format!("{word}: decided"), trace);
            }
            if main_line {
                return Step::Next(end);
            }
            if rest.starts_with("위") || word.ends_with("기위해") {
                return done(Tense::Planned, &format!("{word} 위해: purpose"), trace);
            }
            if rest.starts_with("때문") || rest.starts_with("전") {
                return done(Tense::Open, &format!("{word}: reason"), trace);
            }
            Step::Next(end)
        }
        Ending::Connective => connective(word, rest, &p.lemma, end, main_line, trace),
        Ending::None => Step::Next(end),
    }
}

fn connective(word: &str, rest: &str, lemma: &str, end: usize, main_line: bool, trace: &mut Vec<String>) -> Step {
    if word.ends_with('고') && (rest.starts_with("있") || rest.starts_with("계시")) {
        let past = rest.starts_with("있었") || rest.starts_with("있던");
        // 컨설팅을 계획하고 있다: what goes on is the planning
        if matches!(lemma, "계획" | "구상" | "예정" | "준비" | "희망") && !past {
            return done(Tense::Planned, &format!("{word} 있다"), trace);
        }
        return if past {
            done(Tense::Achieved, "고 있었다", trace)
        } else {
            done(Tense::Ongoing, "고 있다", trace)
        };
    }
    // 보급되어 있으나: what has been done and stays so
    if !main_line && word.ends_with(['어', '여', '돼', '려']) && rest.starts_with("있") && !rest.starts_with("있도록")
    {
        return done(Tense::Current, &format!("{word} 있다"), trace);
    }
    if word.ends_with("다면")
        || word.ends_with("하면")
        || word.ends_with("되면")
        || word.ends_with("으면")
        || word.ends_with("려면")
    {
        return if main_line { Step::Next(end) } else { done(Tense::Open, &format!("{word}: a condition"), trace) };
    }
    if rest.starts_with("왔")
        || rest.starts_with("온 ")
        || rest.starts_with("오고")
        || rest.starts_with("오던")
        || rest.starts_with("둔 ")
    {
        return done(Tense::Achieved, &format!("{word} 왔다"), trace);
    }
    if rest.starts_with("야 하")
        || rest.starts_with("야 한")
        || word.ends_with("해야")
        || word.ends_with("되어야")
        || word.ends_with("어야")
    {
        return done(Tense::Planned, &format!("{word}: owed"), trace);
    }
    Step::Next(end)
}

fn future(line: &Line<'_>, last: usize, offer: &str, rest: &str, main_line: bool, trace: &mut Vec<String>) -> Step {
    let cue = line.lexicon.cues.future(rest);
    if let Some((word, CueStatus::Forecast)) = cue {
        return done(Tense::Forecast, &format!("ㄹ {word}"), trace);
    }
    // ㄹ 것으로 업계는 내다봤다: who expects it may stand between
    if rest.starts_with("것으로") || rest.starts_with("것이라") {
        let expects = predicate::first(line, last + 1, line.tokens.len());
        if let Some(p) = expects.filter(|p| p.class == ActionClass::Forecast) {
            return done(Tense::Forecast, &format!("ㄹ 것으로 {}", p.lemma), trace);
        }
    }
    // 성년이 될 때까지 지원한다: until then, not if
    if rest.starts_with("때까지") || rest.starts_with("수 있도록") || rest.starts_with("수 있게") {
        return Step::Next(last + 2);
    }
    // 40% 할인을 받을 수 있다: what people are offered
    let offered = line.lexicon.words.list(List::Offered).ends(offer).is_some();
    if offered && (rest.starts_with("수 있다") || rest.starts_with("수 있고") || rest.starts_with("수 있으며"))
    {
        return done(Tense::Planned, "ㄹ 수 있다: an offer", trace);
    }
    let condition = cue.is_some_and(|(_, says)| says == CueStatus::Condition);
    if main_line && condition {
        return Step::Next(last + 2);
    }
    if condition {
        return done(Tense::Open, "ㄹ 수, ㄹ 때", trace);
    }
    if let Some((word, CueStatus::Open)) = cue {
        return done(Tense::Open, &format!("ㄹ {word}"), trace);
    }
    let word: String = rest.chars().take_while(|c| !c.is_whitespace()).take(6).collect();
    done(Tense::Planned, &format!("ㄹ {word}"), trace)
}

/// Whether token `i` is the clause's end: nothing more, a full stop, or a mark.
fn ends_clause(line: &Line<'_>, i: usize) -> bool {
    i >= line.tokens.len() || matches!(line.tag(i), Tag::SF | Tag::SC | Tag::SY | Tag::SSC)
}

/// Whether the dictionary knows the predicate; a verb that it does not know says nothing of its own.
fn known(line: &Line<'_>, p: &Predicate) -> bool {
    line.lexicon.actions.noun(&p.lemma).is_some() || line.lexicon.actions.verb(line.word(p.token)).is_some()
}

fn acts(class: ActionClass) -> bool {
    matches!(class, ActionClass::Do | ActionClass::Change)
}

/// 가능하다, 높다: a quality, no act.
fn adjective(line: &Line<'_>, token: usize) -> bool {
    line.tag(token) == Tag::VA || line.tokens.get(token + 1).is_some_and(|t| t.pos.first() == Tag::XSA)
}
