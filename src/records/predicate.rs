//! Which word governs a number: Korean puts the predicate behind its arguments, so the first verb or
//! verbal noun to the right that can take one.

use super::line::Line;
use crate::lexicon::{ActionClass, List};
use crate::model::Span;
use crate::tokens::Tag;

/// How a predicate stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A verb, or a verbal noun with 하다/되다.
    Verbal,
    /// A verbal noun as an argument (개발을 추진) or alone in a headline (500개 보급).
    Nominal,
}

/// A predicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Predicate {
    /// Its token.
    pub token: usize,
    /// Verbal noun, or the verb's dictionary form.
    pub lemma: String,
    /// What it can carry.
    pub class: ActionClass,
    /// How it stands.
    pub shape: Shape,
    /// Where the verbal noun or verb is written.
    pub written: Span,
}

impl Predicate {
    /// The noun at token `i` as what is done, under the name `lemma`.
    pub fn noun(line: &Line<'_>, i: usize, lemma: &str, class: ActionClass) -> Self {
        Self { token: i, lemma: lemma.to_owned(), class, shape: Shape::Nominal, written: line.tokens[i].span() }
    }
}

/// As [`first`], passing over verbs that only modify a noun (`…에게 사용한 …를 환급하는 사업을 신설한다` → 신설).
pub fn first_of_main_line(line: &Line<'_>, from: usize, to: usize) -> Option<Predicate> {
    let mut at = from;
    loop {
        let p = first(line, at, to)?;
        let end = line.word_end(p.token);
        let modifies = (p.shape == Shape::Verbal && line.tokens[end - 1].pos.last() == Tag::ETM)
            || (p.shape == Shape::Nominal && line.tokens.get(end).is_some_and(|_| line.word(end).starts_with("위한")));
        let commits =
            line.tokens.get(end).is_some_and(|_| matches!(line.word(end), "계획" | "예정" | "방침" | "것" | "목표"));
        if !modifies || commits {
            return Some(p);
        }
        at = end;
    }
}

/// The first predicate at or behind token `from` and before token `to`. Brackets that open on the way are
/// passed over.
pub fn first(line: &Line<'_>, from: usize, to: usize) -> Option<Predicate> {
    let mut i = from;
    while i < to {
        if let Some(close) = quotation_end(line, i).filter(|c| *c <= to) {
            i = close;
            continue;
        }
        if line.opens(i) {
            i = line.bracket_end(i);
            continue;
        }
        if let Some(predicate) = at(line, i, to).filter(|p| !modifies_another(line, from, p)) {
            return Some(predicate);
        }
        i += 1;
    }
    None
}

/// `9개 업체에 온실가스 감축을 위한 설비 비용을 지원`: what is for another noun's purpose does not govern a number whose
/// phrase ended with its own particle; `2곳을 시작으로` is a turn.
fn modifies_another(line: &Line<'_>, from: usize, p: &Predicate) -> bool {
    let next = p.token + 1;
    if p.shape != Shape::Nominal || next + 1 >= line.tokens.len() {
        return false;
    }
    if p.lemma == "시작" && line.word(next) == "으로" {
        return true;
    }
    line.tag(next) == Tag::JKO
        && line.word(next + 1).starts_with("위한")
        && (from..p.token).any(|k| matches!(line.tag(k), Tag::JKB | Tag::JX))
}

/// One past the closing mark of a quotation that opens at token `i`: a name or another's words, none of
/// which governs a number outside.
pub(super) fn quotation_end(line: &Line<'_>, i: usize) -> Option<usize> {
    let close: &[&str] = match line.word(i) {
        "‘" => &["’"],
        "“" => &["”"],
        "「" => &["」"],
        "｢" => &["｣"],
        "『" => &["』"],
        "《" => &["》"],
        "〈" => &["〉"],
        "'" => &["'"],
        "\"" => &["\""],
        _ => return None,
    };
    // ’27년, '26년: an apostrophe before a year
    if line.tokens.get(i + 1).is_none_or(|t| t.pos.first() == Tag::SN && t.end - t.start == 2) {
        return None;
    }
    (i + 1..line.tokens.len().min(i + 60)).find(|k| close.contains(&line.word(*k))).map(|k| k + 1)
}

/// The predicate that token `i` is, if it is one.
pub fn at(line: &Line<'_>, i: usize, to: usize) -> Option<Predicate> {
    match line.tag(i) {
        Tag::NNG | Tag::NNP | Tag::XR => noun(line, i, to),
        // 최소화하겠다, 내실화한다: any noun with 화하다
        Tag::XSN if line.word(i) == "화" && i > 0 && !line.spaced(i) && turns(line, i + 1) => Some(Predicate {
            token: i,
            lemma: line.bytes(i - 1, i + 1).of(line.text).to_owned(),
            class: ActionClass::State,
            shape: Shape::Verbal,
            written: line.bytes(i - 1, i + 1),
        }),
        Tag::VV | Tag::VA | Tag::VCN => {
            let known = line.lexicon.actions.verb(line.word(i));
            let connective = line.lexicon.words.list(List::Postpositional).begins(line.word(i)).is_some();
            if connective {
                return None;
            }
            // 새롭게, 빠르게: an adjective counts only where it ends the clause
            if line.tag(i) != Tag::VV && !closes_clause(line, i) {
                return None;
            }
            // 셋으로 나눠 지원한다
            if line.word(i).starts_with("나누") || line.word(i).starts_with("나눠") {
                let end = line.word_end(i);
                if line.tokens[end - 1].pos.last() == Tag::EC && first(line, end, to).is_some() {
                    return None;
                }
            }
            // 알칼라인 is cut as 알+ㄹ: an adnominal ending has a space behind it
            if line.tokens[i].pos.last() == Tag::ETM
                && i + 1 < line.tokens.len()
                && !line.spaced(i + 1)
                && line.is_noun(i + 1)
            {
                return None;
            }
            // 일손돕기: part of a compound
            let noun_of_verb = line.tokens.get(i + 1).is_some_and(|t| t.pos.first() == Tag::ETN)
                || line.tokens[i].pos.last() == Tag::ETN;
            if i > 0 && !line.spaced(i) && line.is_noun(i - 1) && (known.is_none() || noun_of_verb) {
                return None;
            }
            // 돌봄 인력, 쉼 공간: a verb's noun before another noun
            if line.tokens[i].pos.last() == Tag::ETN
                && known.is_none()
                && i + 1 < line.tokens.len()
                && line.spaced(i + 1)
                && line.is_noun(i + 1)
            {
                return None;
            }
            // 지난 20일에, 받은 기업: a verb that the dictionary does not know modifies what follows
            let promised = line.word(i).ends_with("다는")
                || line.tokens.get(line.word_end(i)).is_some_and(|t| {
                    ["계획", "예정", "방침", "것", "목표", "구상", "전망"].contains(&t.text(line.text))
                });
            if known.is_none() && line.tokens[i].pos.last() == Tag::ETM && !promised {
                return None;
            }
            // 지원(집합금지 50%)할: 하다 behind the bracket of its noun; a bare 하다 says nothing
            if line.word(i).starts_with(['하', '할', '한', '해', '했', '합'])
                && line.word(i).chars().count() <= 2
                && known.is_none()
            {
                let close = i.checked_sub(1).filter(|k| line.closes(*k) && !line.spaced(i))?;
                let noun = super::object::open_of(line, close).and_then(|open| open.checked_sub(1))?;
                let action = line.action_noun(noun)?;
                return Some(Predicate {
                    token: i,
                    lemma: action.lemma.clone(),
                    class: action.class,
                    shape: Shape::Verbal,
                    written: line.tokens[noun].span(),
                });
            }
            let (lemma, class) = match known {
                // 적지만: as an adjective (few), whatever the verb of the same letters does (write)
                Some(action) if line.tag(i) == Tag::VA => (action.lemma.clone(), ActionClass::State),
                Some(action) => (action.lemma.clone(), action.class),
                // 주어진다, 살폈다: cut as one piece with its ending
                None if line.word(i).ends_with('다') => (line.word(i).to_owned(), ActionClass::State),
                None => (format!("{}다", line.word(i)), ActionClass::State),
            };
            Some(Predicate { token: i, lemma, class, shape: Shape::Verbal, written: line.tokens[i].span() })
        }
        _ => None,
    }
}

/// Whether a verb's suffix is written onto the noun before token `i`.
fn turns(line: &Line<'_>, i: usize) -> bool {
    i < line.tokens.len() && !line.spaced(i) && line.tag(i) == Tag::XSV
}

/// Whether the word of token `i` ends its clause (높은데, 높다; not 새롭게, 높은).
fn closes_clause(line: &Line<'_>, i: usize) -> bool {
    let end = line.word_end(i);
    (i..end).any(|k| {
        let last = line.tokens[k].pos.last();
        last == Tag::EF || (last == Tag::EC && !line.word(k).ends_with('게'))
    })
}

fn noun(line: &Line<'_>, i: usize, to: usize) -> Option<Predicate> {
    let next = i + 1;
    let verbal = next < line.tokens.len() && !line.spaced(next) && matches!(line.tag(next), Tag::XSV | Tag::XSA);
    let verbal_split = next < line.tokens.len()
        && !line.spaced(next)
        && line.tag(next) == Tag::VV
        && line.word(next).starts_with(['하', '되', '한', '된', '할', '될', '했', '됐', '받']);
    // 국비를 포함해, 여건을 감안하여, 둘로 구분하여: what goes along with the act of the clause
    if verbal && matches!(line.word(i), "포함" | "제외" | "해당" | "구분" | "감안" | "고려" | "비롯") {
        return None;
    }
    let action = match line.action_noun(i) {
        Some(action) => action,
        // any noun with 하다 is a verb: one that the dictionary does not know says nothing of a promise
        None if verbal && line.tag(next) == Tag::XSA && !closes_clause(line, i) => {
            return None;
        }
        None if verbal => {
            // 통제한다, 공시하도록: what is declared of an unknown act is an act; its past may be anything
            let written = line.word(next);
            // 우수하다: what ends in 하다, not 한다, is a quality
            let quality = written == "하"
                && line.tokens.get(next + 1).is_some_and(|t| t.pos.last() == Tag::EF && t.text(line.text) == "다");
            let acts = line.tag(next) == Tag::XSV
                && !quality
                && (written.starts_with(['하', '할', '합']) || written == "한다");
            return Some(Predicate {
                token: i,
                lemma: line.word(i).to_owned(),
                class: if acts { ActionClass::Do } else { ActionClass::State },
                shape: Shape::Verbal,
                written: line.tokens[i].span(),
            });
        }
        None => return None,
    };
    // 수거함을, 보관함에: a box, not 수거하다
    if verbal
        && line.word(next) == "함"
        && line.tokens[next].pos.has(Tag::ETN)
        && line.tokens.get(next + 1).is_some_and(|t| {
            t.start == line.tokens[next].end && is_particle(t.pos.first()) && !t.text(line.text).starts_with("으로")
        })
    {
        return None;
    }
    // 해당 부처, 해당 지원사업: which one
    if !verbal && line.word(i) == "해당" {
        return None;
    }
    if matches!(action.class, ActionClass::Light)
        && (!verbal || line.lexicon.words.list(List::Postpositional).has(line.word(i)))
    {
        return None;
    }
    // 전시회 참가를 지원한다, 관람을 돕는다: the occasion is what is supported
    if action.class == ActionClass::Event
        && next + 1 < line.tokens.len()
        && line.tag(next) == Tag::JKO
        && line.action_noun(next + 1).is_some_and(|a| matches!(a.class, ActionClass::Do | ActionClass::Change))
    {
        return None;
    }
    // 회의를 통해 마련했다, 행사에서 밝혔다: where or by what means the act is done
    if action.class == ActionClass::Event
        && next < line.tokens.len()
        && !line.spaced(next)
        && ((line.tag(next) == Tag::JKO
            && line.tokens.get(next + 1).is_some_and(|_| line.word(next + 1).starts_with(['통', '계', '맞'])))
            || (line.tag(next) == Tag::JKB && line.word(next) == "에서"))
    {
        return None;
    }
    let make = |shape| {
        Some(Predicate {
            token: i,
            lemma: action.lemma.clone(),
            class: action.class,
            shape,
            written: line.tokens[i].span(),
        })
    };
    if verbal || verbal_split {
        return make(Shape::Verbal);
    }
    if next >= to || next >= line.tokens.len() {
        return make(Shape::Nominal);
    }
    if line.quantity_over(i).is_some() || line.date_over(i).is_some() {
        return None;
    }
    if !line.spaced(next) {
        return match line.tag(next) {
            // 협의체: a body, no act
            Tag::NNB if line.word(next) == "체" => None,
            // 40% 감축목표, 5천억원 투자계획
            _ if matches!(line.word(next), "목표" | "계획" | "예정" | "방안" | "안") && line.tag(next) == Tag::NNG => {
                make(Shape::Nominal)
            }
            t if is_particle(t) => make(Shape::Nominal),
            Tag::SSO => {
                // 연구개발(R&D) 프로그램: the gloss stands within a compound
                let close = line.bracket_end(next);
                // 확보(8.25. 기준)하고: the verb goes on behind the bracket
                if close < line.tokens.len() && !line.spaced(close) && line.tag(close) == Tag::XSV {
                    return make(Shape::Verbal).map(|p| Predicate { token: close - 1, ..p });
                }
                let runs_on = close < line.tokens.len() && line.is_noun(close) && line.action_noun(close).is_none();
                if runs_on { None } else { make(Shape::Nominal) }
            }
            Tag::SF | Tag::SE | Tag::SC | Tag::SSC | Tag::SY | Tag::VCP | Tag::NNB | Tag::ETN => make(Shape::Nominal),
            // 확대개편, 공동개발: the compound's last action speaks
            _ => None,
        };
    }
    match line.tag(next) {
        Tag::NNG | Tag::NNP | Tag::XR | Tag::SL | Tag::XPN => {
            // 집중 투자, 확대 시행, 개최 예정; but 창업 기업 is a noun phrase
            let acts = line.action_noun(next).is_some_and(|a| {
                // 참가 대상을 선정한다: the occasion only says whom
                action.class != ActionClass::Event || a.class != ActionClass::Light
            }) && !within_compound(line, next);
            // 통합 지원, 연계 지원, 할인 판매: the first says how
            if acts && matches!(line.word(i), "통합" | "연계" | "할인" | "종합" | "공동" | "합동" | "복합" | "맞춤")
            {
                return None;
            }
            let followed = acts || matches!(line.word(next), "등" | "및");
            if followed { make(Shape::Nominal) } else { None }
        }
        // 수출 2,000억불: the noun belongs to the number behind it
        Tag::SN | Tag::NR | Tag::MM => None,
        _ => make(Shape::Nominal),
    }
}

/// 소비 증가분, 운영 지원사업: the verbal noun at token `i` is the head of a compound that ends in another noun.
fn within_compound(line: &Line<'_>, i: usize) -> bool {
    let end = line.word_end(i);
    let last = (i..end).rev().find(|k| !line.is_particle(*k)).unwrap_or(i);
    last > i
        && matches!(line.tag(last), Tag::NNG | Tag::NNP | Tag::XSN)
        && line.action_noun(last).is_none()
        && (i..=last).all(|k| line.is_noun(k))
}

/// Whether `tag` is a particle's.
pub fn is_particle(tag: Tag) -> bool {
    matches!(tag, Tag::JKS | Tag::JKC | Tag::JKG | Tag::JKO | Tag::JKB | Tag::JKV | Tag::JKQ | Tag::JX | Tag::JC)
}
