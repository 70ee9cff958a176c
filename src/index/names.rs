//! Names: those that stand for one another (`인공지능(AI)`), and those that are suggested while typing.

use super::hangul::{initials, jamo};
use super::letters::{fold, is_syllable};
use crate::model::{Article, Record, Span};
use crate::tokens::{Tag, Token};
use std::collections::BTreeSet;

/// Between the two halves of a key; no text holds it.
pub const BETWEEN: char = '\u{1f}';

/// Longest name that is kept, in letters.
const LONGEST: usize = 40;

/// Pairs of names that an article says stand for one another, both ways, as `folded␟other`.
///
/// From its brackets (`정보통신기술(ICT)`, `AI(인공지능)`, `한국수력원자력(이하 한수원)`) and from its programmes'
/// aliases.
pub fn aliases(text: &str, records: &[Record]) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut add = |a: &str, b: &str| {
        let (folded_a, folded_b) = (fold(a), fold(b));
        if folded_a != folded_b && !folded_a.is_empty() && !folded_b.is_empty() {
            keys.insert(format!("{folded_a}{BETWEEN}{b}"));
            keys.insert(format!("{folded_b}{BETWEEN}{a}"));
        }
    };
    for (open, _) in text.match_indices('(') {
        let inside = &text[open + 1..];
        let Some(close) = inside.char_indices().take(40).find(|(_, c)| *c == ')').map(|(at, _)| at) else { continue };
        let inside = inside[..close].trim();
        let before = &text[..open];
        if let Some(short) = short_form(inside)
            && let Some(name) = name_shortened(before, short)
        {
            add(name, short);
        }
        if is_acronym(inside) {
            if let Some(name) = korean_name_before(before, inside.len()) {
                add(name, inside);
            }
        } else if inside.chars().count() >= 3 && inside.chars().all(is_syllable) {
            let acronym = before.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).next().unwrap_or_default();
            if is_acronym(acronym) && inside.chars().count() >= acronym.len() {
                add(acronym, inside);
            }
        }
    }
    for record in records {
        if let Record::Program(program) = record {
            for alias in &program.aliases {
                if program.name.chars().count() <= LONGEST && alias.chars().count() <= LONGEST {
                    add(&program.name, alias);
                }
            }
        }
    }
    keys
}

/// The short form that a bracket introduces: `이하 한수원`, `사장 김목표, 이하 ‘한수원’`, or the bracket itself.
fn short_form(inside: &str) -> Option<&str> {
    let said = ["이하 ", "이하‘", "이하'", "약칭 "].iter().find_map(|word| inside.rsplit_once(word));
    let (short, fewest) = said.map_or((inside, 3), |(_, short)| (short, 2));
    let short = short.trim_matches(|c: char| !is_syllable(c));
    let syllables = short.chars().count();
    (short.chars().all(is_syllable) && (fewest..=8).contains(&syllables)).then_some(short)
}

/// The name right before a bracket that `short` is made of: its syllables stand in the name in their order, the
/// first one first (한국수력원자력 → 한수원). Up to three words.
fn name_shortened<'t>(before: &'t str, short: &str) -> Option<&'t str> {
    let before = before.trim_end_matches(['’', '\'', '”', '」', '｣', '》']);
    let mut start = before.len();
    for _ in 0..3 {
        let head = before[..start].strip_suffix(' ').unwrap_or(&before[..start]);
        let word = head.rsplit(|c: char| !is_syllable(c)).next().filter(|word| !word.is_empty())?;
        start = head.len() - word.len();
        let name = &before[start..];
        if name.chars().next() == short.chars().next() {
            let mut syllables = name.chars();
            let made_of = short.chars().all(|wanted| syllables.any(|c| c == wanted));
            let shorter = short.chars().count() < name.chars().filter(|c| is_syllable(*c)).count();
            return (made_of && shorter && name.chars().count() <= LONGEST).then_some(name);
        }
        if !before[..start].ends_with(' ') {
            return None;
        }
    }
    None
}

/// Two to eight Latin capitals (digits among them).
fn is_acronym(text: &str) -> bool {
    (2..=8).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && text.bytes().filter(u8::is_ascii_uppercase).count() >= 2
}

/// The Korean name right before a bracket: its last word, or two or three when it is too short to be
/// what the acronym's letters stand for (`소형 모듈 원자로(SMR)`).
fn korean_name_before(before: &str, letters: usize) -> Option<&str> {
    let mut start = before.len();
    for _ in 0..3 {
        let head = &before[..start];
        let trimmed = head.trim_end_matches(' ');
        if head.len() - trimmed.len() > 1 || (start == before.len() && trimmed.len() != head.len()) {
            break;
        }
        let word = trimmed.rsplit(|c: char| !is_syllable(c)).next().filter(|w| !w.is_empty())?;
        start = trimmed.len() - word.len();
        let name = &before[start..];
        let syllables = name.chars().filter(|c| is_syllable(*c)).count();
        if syllables >= 2 * letters {
            return (syllables <= LONGEST).then_some(name);
        }
        if !before[..start].ends_with(' ') {
            return (syllables >= letters.max(2)).then_some(name);
        }
    }
    None
}

/// The runs of nouns among the tokens inside `span`: 스마트공장 from 스마트공장을.
pub fn noun_runs(text: &str, span: Span, tokens: &[Token], names: &mut Vec<String>) {
    let mut run: Option<Span> = None;
    let mut finish = |run: &mut Option<Span>| {
        if let Some(done) = run.take().filter(|run| run.of(text).chars().count() >= 2) {
            names.push(done.of(text).to_owned());
        }
    };
    for token in tokens.iter().take_while(|t| (t.start as usize) < span.end) {
        let place = token.span();
        let noun =
            matches!(token.pos.first(), Tag::NNG | Tag::NNP | Tag::XPN | Tag::XSN | Tag::XR | Tag::SL | Tag::Unknown);
        match &mut run {
            Some(run) if noun && run.end == place.start => run.end = place.end,
            _ => {
                finish(&mut run);
                run = noun.then_some(place);
            }
        }
    }
    finish(&mut run);
}

/// The keys under which an article's names are suggested: `j` and its jamo, `c` and its initial
/// consonants, then the name itself.
pub fn keys(article: &Article, records: &[Record], title_names: &[String]) -> BTreeSet<String> {
    let mut names: BTreeSet<&str> = title_names.iter().map(String::as_str).collect();
    names.extend(article.source.as_deref());
    for record in records {
        match record {
            Record::Program(program) => {
                names.insert(&program.name);
                names.extend(program.aliases.iter().map(String::as_str));
            }
            Record::Target(s) | Record::Figure(s) | Record::Milestone(s) => {
                names.extend(s.agency.as_ref().map(|a| a.name.as_str()));
            }
        }
    }
    names
        .into_iter()
        .filter(|name| name.chars().count() <= LONGEST)
        .flat_map(|name| {
            let folded = fold(name);
            [format!("j{}{BETWEEN}{name}", jamo(&folded)), format!("c{}{BETWEEN}{name}", initials(&folded))]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_name_aliases() {
        for (text, expected) in [
            ("정보통신기술(ICT) 수출", Some("ict\u{1f}정보통신기술")),
            ("차세대 소형 모듈 원자로(SMR)를", Some("smr\u{1f}소형 모듈 원자로")),
            ("AI(인공지능) 팩토리", Some("ai\u{1f}인공지능")),
            ("한국수력원자력(사장 김목표, 이하 ‘한수원’)은", Some("한수원\u{1f}한국수력원자력")),
            ("중앙재난안전대책본부(중대본)를", Some("중대본\u{1f}중앙재난안전대책본부")),
            ("한국 해양 진흥공사(이하 한해진)", Some("한해진\u{1f}한국 해양 진흥공사")),
            ("한국안전공단(이하 공단)은", None),
            ("제주도(서귀포시)에서", None),
            ("김목표(52) 국장", None),
            ("서울(KTX 이용)", None),
        ] {
            let keys = aliases(text, &[]);
            match expected {
                Some(key) => assert!(keys.contains(key), "{text}: {keys:?}"),
                None => assert!(keys.is_empty(), "{text}: {keys:?}"),
            }
        }
    }
}
