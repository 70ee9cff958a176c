//! Where sentences end.
//!
//! A sentence ends at a full stop, question or exclamation mark that is not part of a number, date,
//! abbreviation, address or list marker and does not stand inside brackets or quotation marks that
//! the sentence encloses. Where a line has no such mark (headlines, list items, cells) the line is
//! the sentence. One pass to pair the brackets, one to find the ends; both linear.

mod brackets;

use super::analyser::trim;
use crate::model::Span;
use brackets::Pair;

/// No sentence is longer, in bytes; what goes on is cut at white space. A list in a long sentence of a
/// release has some 3 KiB.
const LONGEST: usize = 8 * 1024;

/// Words after a closing quotation mark that go on with the sentence around it (`“…한다.” 고 밝혔다`).
const QUOTATIVES: [&str; 14] = [
    "고 ",
    "라고",
    "라며",
    "라는",
    "라면서",
    "며 ",
    "면서",
    "이라고",
    "이라며",
    "이라는",
    "하고 ",
    "는 ",
    "라 ",
    "란 ",
];

/// Latin words that are written with a full stop.
const ABBREVIATIONS: [&str; 16] =
    ["mr", "mrs", "ms", "dr", "prof", "st", "vs", "no", "vol", "pp", "inc", "co", "ltd", "corp", "cf", "etc"];

/// The sentences in `span` of `text`, in order, without white space at their ends.
pub(super) fn split(text: &str, span: Span) -> Vec<Span> {
    let mut ends = Vec::new();
    find_ends(text, span, &brackets::pairs(text, span), true, &mut ends);
    let mut sentences = Vec::with_capacity(ends.len() + 1);
    let mut start = span.start;
    for end in ends.into_iter().chain([span.end]) {
        push(text, Span::new(start, end), &mut sentences);
        start = end;
    }
    sentences
}

/// Adds a sentence, in pieces if it is longer than [`LONGEST`].
fn push(text: &str, sentence: Span, sentences: &mut Vec<Span>) {
    let mut rest = trim(text, sentence);
    while rest.len() > LONGEST {
        let window = text.floor_char_boundary(rest.start + LONGEST);
        let cut = match text[rest.start..window].rfind(char::is_whitespace) {
            Some(space) if space > 0 => rest.start + space,
            _ => window,
        };
        sentences.push(trim(text, Span::new(rest.start, cut)));
        rest = trim(text, Span::new(cut, rest.end));
    }
    if !rest.is_empty() {
        sentences.push(rest);
    }
}

/// Finds where sentences end inside `span`; `pairs` are the brackets in it, outermost first. With
/// `enter`, a quotation that stands by itself is split into its own sentences.
fn find_ends(text: &str, span: Span, pairs: &[Pair], enter: bool, ends: &mut Vec<usize>) {
    let mut start = span.start;
    let mut at = span.start;
    let mut pairs = pairs.iter().peekable();
    while at < span.end {
        while pairs.next_if(|p| p.open < at).is_some() {}
        if let Some(pair) = pairs.next_if(|p| p.open == at) {
            let after = pair.after.min(span.end);
            let alone = text[start..at].trim().is_empty() && stands_alone(text, pair, span.end);
            if alone {
                if enter {
                    let inside = Span::new(pair.inside, pair.close);
                    let mut within = Vec::new();
                    find_ends(text, inside, &brackets::pairs(text, inside), false, &mut within);
                    // the last one ends with the quotation itself
                    ends.extend(within.into_iter().filter(|end| !text[*end..pair.close].trim().is_empty()));
                }
                at = swallow(text, after, span.end);
                ends.push(at);
                start = at;
            } else {
                at = after;
            }
            continue;
        }
        let Some(c) = text[at..span.end].chars().next() else { break };
        let next = at + c.len_utf8();
        // … 201명(55%) ※ 근거 법률에 따라 …: items written on in one line
        if matches!(c, '※' | '○' | '□' | '◇' | '■' | '●' | '▷' | '▶')
            && at > start
            && text[..at].ends_with(' ')
            && text[next..span.end].starts_with(' ')
        {
            ends.push(at);
            start = at;
        }
        if matches!(c, '.' | '?' | '!' | '。' | '？' | '！') {
            let end = swallow(text, next, span.end);
            let stop = Stop { text, start, at, end, limit: span.end };
            if stop.ends_sentence(c) {
                ends.push(end);
                start = end;
            }
            at = end;
        } else {
            at = next;
        }
    }
}

/// Whether a quotation at the beginning of a sentence is all of it: it ends with a full stop of its own
/// and nothing is attached to it.
fn stands_alone(text: &str, pair: &Pair, limit: usize) -> bool {
    if !text[pair.inside..pair.close].trim_end().ends_with(['.', '?', '!', '。']) {
        return false;
    }
    let after = &text[pair.after.min(limit)..limit];
    let rest = after.trim_start();
    // single marks stand around names and slogans, which may have full stops of their own
    if !text[pair.open..].starts_with(['“', '"', '(', '（']) && !rest.is_empty() {
        return false;
    }
    rest.is_empty() || (rest.len() < after.len() && !QUOTATIVES.iter().any(|q| rest.starts_with(q)))
}

/// The end of a run of marks that belong to the full stop before `at`: more of them, closing brackets
/// whose opening one is not in the block, an asterisk that points at a note.
fn swallow(text: &str, at: usize, limit: usize) -> usize {
    let belongs =
        |c: char| matches!(c, '.' | '?' | '!' | '。' | '*' | '”' | '’' | '"' | ')' | ']' | '」' | '』' | '》' | '〉');
    at + text[at..limit].chars().take_while(|c| belongs(*c)).map(char::len_utf8).sum::<usize>()
}

/// A mark that may end the sentence which began at `start`.
struct Stop<'t> {
    text: &'t str,
    start: usize,
    /// Where the mark is.
    at: usize,
    /// Past it and what belongs to it.
    end: usize,
    /// Where the block ends.
    limit: usize,
}

impl Stop<'_> {
    fn ends_sentence(&self, mark: char) -> bool {
        let Some(next) = self.text[self.end..self.limit].chars().next() else { return true };
        let spaced = next.is_whitespace();
        let before = self.text[self.start..self.at].chars().next_back();
        match mark {
            '。' => true,
            '?' | '!' | '？' | '！' => spaced,
            _ => match before {
                None => false,
                // 3.5%, 2030. 12. 31., 1. 추진 배경
                Some(c) if c.is_numeric() => false,
                Some(c) if c.is_ascii_alphabetic() => spaced && !self.is_abbreviation(),
                Some(c) if is_hangul(c) && !spaced => self.is_missing_space(c, next),
                Some(c) if is_hangul(c) => !self.is_enumerator(),
                // …: the sentence goes on
                Some('.') => false,
                Some(_) => spaced,
            },
        }
    }

    /// `보강한다.재해`: the space is missing; but not `부산.울산` or `가.나.다.`, where the full stop
    /// stands for a middle dot.
    fn is_missing_space(&self, before: char, next: char) -> bool {
        let ending = matches!(before, '다' | '요' | '까' | '죠');
        let mut back = self.text[self.start..self.at].chars().rev().skip(1);
        ending && back.next().is_some_and(is_hangul) && (is_hangul(next) || "(<[【○□◇※▲△‘“'\"".contains(next))
    }

    /// `가. 추진 배경`: one syllable at the beginning is a list marker.
    fn is_enumerator(&self) -> bool {
        let mut so_far = self.text[self.start..self.at].trim_start().chars();
        so_far.next().is_some() && so_far.next().is_none()
    }

    fn is_abbreviation(&self) -> bool {
        let word = self.text[self.start..self.at].rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        word.len() == 1 || (word.len() <= 4 && ABBREVIATIONS.iter().any(|a| a.eq_ignore_ascii_case(word)))
    }
}

fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        split(text, Span::new(0, text.len())).into_iter().map(|s| s.of(text)).collect()
    }

    /// A text in which `|` stands where a sentence ends.
    fn holds(marked: &str) {
        let text = marked.replace('|', "");
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(sentences(&text), expected);
    }

    #[test]
    fn full_stops_end_sentences() {
        holds("도는 숲을 가꾼다.| 나무를 1만 그루 심는다.");
        holds("왜 지금인가?| 늦으면 더 든다!| 그래서 서두른다.");
        holds("추진할 계획임.| 예산을 확보함.| 끝");
    }

    #[test]
    fn numbers_and_dates_go_on() {
        holds("물가는 3.5% 올랐다.| 내년은 2.1%다.");
        holds("기간은 2026. 3. 2.부터 2030. 12. 31.까지다.| 연장할 수 있다.");
        holds("2026. 12. 31. 개관한다.");
        holds("1. 추진 배경");
    }

    #[test]
    fn markers_abbreviations_and_addresses_go_on() {
        holds("가. 사업 개요를 정한다.| 나. 예산을 짠다.");
        holds("M.AX 사업은 No. 1 과제다.| www.example.kr 에서 신청한다.");
        holds("부산.울산.경남이 함께한다.| 가.나.다.순으로 적는다.");
        holds("The plan begins now.| It ends in May.");
    }

    #[test]
    fn quotations_belong_to_the_sentence_around_them() {
        holds("장관은 “숲을 늘리겠다. 물도 지키겠다.”고 밝혔다.| 예산은 늘어난다.");
        holds("시장은 “늘리겠다.” 라고 말했다.| 끝났다.");
        holds("정부는 (재원이 모자란다. 그래도 한다.) 사업을 편다.| 또 편다.");
        holds("‘가꾸는 숲. 지키는 물.’ 사업을 시작한다.| 곧 연다.");
    }

    #[test]
    fn quotations_that_stand_alone_have_their_own_sentences() {
        holds("“숲을 늘리겠다.| 물도 지키겠다.”| 장관은 이렇게 말했다.");
        holds("사업을 연다.| (자세한 것은 붙임을 본다.)| 신청은 받는다.");
    }

    #[test]
    fn a_missing_space_ends_the_sentence() {
        holds("제방을 보강한다.|재해를 줄인다.");
        holds("제방을 보강했다.|(사진 제공 하늘시)");
    }

    #[test]
    fn unbalanced_brackets_protect_nothing() {
        holds("“숲을 늘린다.| 물을 지킨다.| 끝낸다.");
        holds("숲을 늘린다.”| 물을 지킨다.");
        holds("예산(국비를 늘린다.| 지방비도 늘린다.");
    }

    #[test]
    fn apostrophes_of_years_are_no_quotation_marks() {
        holds("예산은 '24년에 늘었다.| '25년에는 준다.| '26년은 모른다.");
    }

    #[test]
    fn endless_sentences_are_cut() {
        let text = "가나다 ".repeat(10_000);
        let parts = sentences(&text);
        assert!(parts.iter().all(|p| p.len() <= LONGEST && p.starts_with('가') && p.ends_with('다')));
        assert_eq!(parts.iter().map(|p| p.split(' ').count()).sum::<usize>(), 10_000);
        let solid = "가".repeat(30_000);
        assert_eq!(sentences(&solid).concat(), solid);
    }
}
