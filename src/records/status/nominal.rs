//! A verbal noun as an argument or at the end of a headline.

use super::*;

pub(super) fn nominal(line: &Line<'_>, p: &Predicate, place: Place, means: &mut bool, trace: &mut Vec<String>) -> Step {
    let Place { main_line, apart, .. } = place;
    let closes =
        p.token + 1 >= line.tokens.len() || matches!(line.tag(p.token + 1), Tag::SF | Tag::SC | Tag::NNB | Tag::VCP);
    if main_line && !closes && p.class == ActionClass::Consider {
        return Step::Next(p.token + 1);
    }
    if p.class == ActionClass::Consider && !(main_line && apart) {
        return done(Tense::Considered, &format!("{}: weighed", p.lemma), trace);
    }
    if p.class == ActionClass::Forecast {
        return done(Tense::Forecast, &format!("{}: expected", p.lemma), trace);
    }
    // 결정·발표했다, 확대 및 개편한다: two verbs of one clause
    let pair = p.token + 2;
    if line.tokens.get(p.token + 1).is_some_and(|_| matches!(line.word(p.token + 1), "·" | "･" | "ㆍ" | "・" | "및"))
        && pair < line.tokens.len()
        && let Some(next) = predicate::at(line, pair, line.tokens.len()).filter(|n| n.shape == Shape::Verbal)
    {
        return verbal(line, &next, p.class, Place { main_line, chained: false, apart: false }, trace);
    }
    // what follows the noun: particles, 등, and the next nouns
    let mut i = p.token + 1;
    let mut particle = None;
    while i < line.tokens.len() {
        let word = line.word(i);
        let tag = line.tag(i);
        if predicate::is_particle(tag) {
            particle = Some(tag);
            i += 1;
            continue;
        }
        if line.opens(i) {
            i = line.bracket_end(i);
            continue;
        }
        let cue = line.lexicon.cues.noun(word);
        match word {
            "중" => {
                return if line.tag(i) == Tag::NNB { done(Tense::Ongoing, "중", trace) } else { Step::Next(i + 1) };
            }
            _ if cue == Some(CueStatus::Planned) => {
                let end = line.word_end(i);
                let whole = line.bytes(i, end).of(line.text);
                // 추진했다, 착수하였다 look back; 추진 계획, 추진한다, 추진 look ahead
                if let Some(next) = predicate::at(line, i, line.tokens.len()).filter(|n| n.shape == Shape::Verbal) {
                    let act = Predicate { class: p.class, ..next };
                    return verbal(line, &act, p.class, Place { main_line: true, chained: false, apart: false }, trace);
                }
                return done(Tense::Planned, &format!("{} {whole}", p.lemma), trace);
            }
            _ if cue == Some(CueStatus::Forecast) => {
                return done(Tense::Forecast, &format!("{} {word}", p.lemma), trace);
            }
            _ if cue == Some(CueStatus::Considered) => {
                return done(Tense::Considered, &format!("{} {word}", p.lemma), trace);
            }
            _ if cue == Some(CueStatus::Achieved) && !ends_clause(line, i + 1) => return Step::Next(i),
            _ if cue == Some(CueStatus::Achieved) => {
                return done(Tense::Achieved, &format!("{} {word}", p.lemma), trace);
            }
            "위해" | "위한" | "위하" if main_line => return Step::Next(i + 1),
            "위해" | "위한" | "위하" => return done(Tense::Planned, &format!("{}: purpose", p.lemma), trace),
            // 감축 필요 is what is owed; 지원이 필요한 상황, 필요성 tell of a need
            "필요" if particle.is_none() && ends_clause(line, i + 1) => {
                return done(Tense::Planned, &format!("{} 필요", p.lemma), trace);
            }
            // 3개월 연장 가능
            "가능" if particle.is_none() => return done(Tense::Open, &format!("{} 가능", p.lemma), trace),
            "통해" | "통한" | "통하" if particle.is_some() => {
                *means = true;
                return Step::Next(i + 1);
            }
            "시" | "때" if tag == Tag::NNB && particle.is_none() => {
                return if main_line {
                    Step::Next(i + 1)
                } else {
                    done(Tense::Open, &format!("{} {word}: a condition", p.lemma), trace)
                };
            }
            "에" | "·" | "," | "및" | "등" | "추가" | "대폭" | "”" | "’" | "'" | "\"" | "」" | "｣" | "*" =>
            {
                i += 1;
                continue;
            }
            _ => {}
        }
        if matches!(tag, Tag::SF | Tag::SE) {
            break;
        }
        // 19개소의 운영을 강화: the number is of what there is
        if particle == Some(Tag::JKO)
            && matches!(p.lemma.as_str(), "운영" | "관리" | "이용" | "활용")
            && matches!(word, "강화" | "대폭" | "개선" | "지속")
        {
            return done(Tense::Ongoing, "what is run already", trace);
        }
        // 10억원 이상의 투자를 유치하면: a condition of what it is an object of
        if particle == Some(Tag::JKO)
            && !main_line
            && let Some(verb) = predicate::at(line, i, line.tokens.len()).filter(|v| v.shape == Shape::Verbal)
        {
            let end = line.word_end(verb.token);
            if line.tokens[end - 1].pos.last() == Tag::EC && line.word(end - 1).ends_with('면') {
                return done(Tense::Open, &format!("{}: a condition", verb.lemma), trace);
            }
        }
        if particle.is_some() || tag == Tag::VV || tag == Tag::NNB {
            return Step::Next(i);
        }
        return Step::Next(i);
    }
    trace.push(format!("status: {} without a verb", p.lemma));
    Step::Done(Tense::Bare)
}

/// 방안을 마련하다, 계획을 수립하다: what is laid down is still to be done (but 계약을 체결하다 is done).
pub(super) fn lays_down(line: &Line<'_>, p: &Predicate) -> bool {
    if !line.lexicon.words.list(List::LayingDown).has(&p.lemma) {
        return false;
    }
    let mut at = p.token;
    while at > 0 {
        at -= 1;
        if line.is_noun(at) {
            return line.lexicon.words.list(List::Plans).has(line.word(at));
        }
        if !predicate::is_particle(line.tag(at)) && !matches!(line.word(at), "등" | "’" | "'" | "」" | "｣" | "”")
        {
            return false;
        }
    }
    false
}

/// Verbs whose own object is the promise.
pub(super) fn promises(line: &Line<'_>, lemma: &str) -> bool {
    line.lexicon.words.list(List::Promising).has(lemma)
}

/// Whether a verb announces what is to be done: its own past does not make the content past.
pub(super) fn decides(line: &Line<'_>, lemma: &str) -> bool {
    line.lexicon.words.list(List::Deciding).has(lemma)
}
