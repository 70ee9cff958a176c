//! Where the question's words stand in a text, and the best sentences to show.

use super::day::{APOSTROPHES, written};
use super::letters::{is_letter, is_syllable};
use super::number::amount;
use crate::model::Span;
use std::collections::HashSet;

/// Longest passage that is shown, in characters.
const LONGEST: usize = 160;

/// A passage of a text with the words that were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its bytes in the text.
    pub span: Span,
    /// The words in it, by their bytes in the text; whole words with their particles.
    pub marks: Vec<Span>,
}

/// Letters `[position, position + letters)` of an article, as the index counts them, and their weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Which word of the question.
    pub term: usize,
    /// First letter.
    pub position: u32,
    /// How many; 0 for a value, which is as long as the text writes it.
    pub letters: u32,
}

/// The words of `text` that hold what was found, each with the question's term. `before` is the number of
/// letters that the index counts before the text (of a title that is not in it). Pairs of syllables mark
/// words that were found no other way (mistyped, cut differently): two of them in one word do.
pub fn marks(text: &str, before: u32, found: &[Found], pairs: &HashSet<&str>) -> Vec<(Span, Option<usize>)> {
    let mut sorted: Vec<&Found> = found.iter().filter(|f| f.position >= before).collect();
    sorted.sort_by_key(|f| (f.position, f.term));
    let mut next = sorted.into_iter().peekable();
    let mut marks = Vec::new();
    let mut letters = before;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if !is_letter(c) {
            at += c.len_utf8();
            continue;
        }
        let length = text[at..].find(|c: char| !is_letter(c)).unwrap_or(text.len() - at);
        let word = Span::new(at, at + length);
        let end = letters + word.of(text).chars().count() as u32;
        let mut marked = false;
        while let Some(f) = next.peek().filter(|f| f.position < end) {
            let mark = if f.letters == 0 { value_at(text, word, f.position - letters) } else { word };
            marks.push((with_percent(text, mark), Some(f.term)));
            marked = true;
            next.next();
        }
        if !marked && !pairs.is_empty() && asked_pairs(word.of(text), pairs) >= 2 {
            marks.push((word, None));
        }
        letters = end;
        at = word.end;
    }
    marks
}

/// The sign behind a number belongs to it.
fn with_percent(text: &str, number: Span) -> Span {
    let sign = text[number.end..].chars().next().filter(|c| matches!(c, '%' | '％'));
    match sign {
        Some(sign) if number.of(text).ends_with(|c: char| c.is_ascii_digit()) => {
            Span::new(number.start, number.end + sign.len_utf8())
        }
        _ => number,
    }
}

/// The words in which a number or a day is written that begins `before` letters into `word`.
fn value_at(text: &str, word: Span, before: u32) -> Span {
    let Some((offset, _)) = word.of(text).char_indices().nth(before as usize) else { return word };
    let start = word.start + offset;
    let apostrophe = text[..start].ends_with(APOSTROPHES);
    let day = written(&text[start..], apostrophe).map(|day| day.end);
    let Some(length) = day.or_else(|| amount(&text[start..]).map(|amount| amount.end)) else { return word };
    let rest = &text[start + length..];
    let end = start + length + rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len());
    Span::new(word.start, end.max(word.end))
}

/// How many different pairs of a word were asked for.
fn asked_pairs(word: &str, pairs: &HashSet<&str>) -> usize {
    let mut seen = HashSet::new();
    let starts: Vec<(usize, char)> = word.char_indices().collect();
    for two in starts.windows(2) {
        if is_syllable(two[0].1) && is_syllable(two[1].1) {
            let pair = &word[two[0].0..two[1].0 + two[1].1.len_utf8()];
            if pairs.contains(pair) {
                seen.insert(pair);
            }
        }
    }
    seen.len()
}

/// The best passages of `text`: at most `most`, in the order of the text. `weights` are those of the terms.
pub fn passages(text: &str, marks: &[(Span, Option<usize>)], weights: &[f32], most: usize) -> Vec<Passage> {
    let mut scored: Vec<(f32, Span)> = Vec::new();
    let mut from = 0;
    for sentence in sentences(text) {
        let first = from + marks[from..].partition_point(|(mark, _)| mark.start < sentence.start);
        from = first;
        let inside = marks[first..].iter().take_while(|(mark, _)| mark.end <= sentence.end);
        let mut seen = HashSet::new();
        let mut score = 0.0;
        for (_, term) in inside {
            if seen.insert(*term) {
                score += term.and_then(|t| weights.get(t)).copied().unwrap_or(0.5);
            }
        }
        if score > 0.0 {
            scored.push((score, sentence));
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.start.cmp(&b.1.start)));
    // a second passage only where it adds to the first
    let least = scored.first().map_or(0.0, |best| best.0 * 0.6);
    let mut chosen: Vec<Span> = Vec::with_capacity(most);
    for (_, sentence) in scored.iter().filter(|scored| scored.0 >= least) {
        // a release repeats its title: once is enough
        if chosen.len() < most && chosen.iter().all(|other| other.of(text) != sentence.of(text)) {
            chosen.push(*sentence);
        }
    }
    chosen.sort_by_key(|span| span.start);
    chosen
        .into_iter()
        .map(|sentence| {
            let mut inside: Vec<Span> =
                marks.iter().map(|(mark, _)| *mark).filter(|mark| sentence.contains(mark)).collect();
            inside.dedup();
            let span = shorten(text, sentence, &inside);
            inside.retain(|mark| span.contains(mark));
            Passage { span, marks: inside }
        })
        .collect()
}

/// Lines, cut after `다. `, `. `, `! ` and `? `.
fn sentences(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        while start < text.len() {
            let rest = &text[start..];
            let mut end = rest.len();
            let mut before = ' ';
            for (at, c) in rest.char_indices() {
                if c == '\n' || (c == ' ' && matches!(before, '.' | '!' | '?') && at > 12) {
                    end = at;
                    break;
                }
                before = c;
            }
            let line = &rest[..end];
            let span = Span::new(start + line.len() - line.trim_start().len(), start + line.trim_end().len());
            start += end + usize::from(end < rest.len());
            if !span.is_empty() && span.start < span.end {
                return Some(span);
            }
        }
        None
    })
}

/// At most [`LONGEST`] characters of a sentence, around its marks, cut at white space.
fn shorten(text: &str, sentence: Span, marks: &[Span]) -> Span {
    let chars = sentence.of(text).chars().count();
    if chars <= LONGEST {
        return sentence;
    }
    let first = marks.first().map_or(sentence.start, |mark| mark.start);
    // a quarter of the room before the first mark, at the beginning of a word
    let back = text[sentence.start..first].char_indices().rev().nth(LONGEST / 4).map_or(0, |(at, _)| at);
    let mut start = sentence.start + back;
    if start > sentence.start {
        start += text[start..first].find(' ').map_or(0, |at| at + 1);
    }
    let window = &text[start..sentence.end];
    let cut = window.char_indices().nth(LONGEST).map_or(window.len(), |(at, _)| at);
    let end = match cut < window.len() {
        true => window[..cut].rfind(' ').filter(|at| *at > 0).unwrap_or(cut),
        false => cut,
    };
    Span::new(start, start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(term: usize, position: u32, letters: u32) -> Found {
        Found { term, position, letters }
    }

    #[test]
    fn whole_words_are_marked_across_spacing() {
        let text = "정부는 「AI 팩토리」를 늘린다. 다른 문장이다.";
        let marks = marks(text, 0, &[found(0, 3, 2), found(1, 5, 3), found(2, 9, 2)], &HashSet::new());
        let words: Vec<&str> = marks.iter().map(|(span, _)| span.of(text)).collect();
        assert_eq!(words, ["AI", "팩토리", "늘린다"]);
        let shown = passages(text, &marks, &[1.0, 2.0, 0.5], 2);
        assert_eq!(shown.len(), 1);
        assert_eq!(shown[0].span.of(text), "정부는 「AI 팩토리」를 늘린다.");
    }

    #[test]
    fn a_value_is_marked_as_it_is_written() {
        let text = "예산은 약 3조 5,000억원이며 3월 9일에 정한다.";
        let marks = marks(text, 0, &[found(0, 4, 0), found(1, 14, 0)], &HashSet::new());
        let words: Vec<&str> = marks.iter().map(|(span, _)| span.of(text)).collect();
        assert_eq!(words, ["3조 5,000억원이며", "3월 9일에"]);
    }

    #[test]
    fn a_percent_sign_belongs_to_its_number() {
        let text = "메탄을 30% 줄이고 30 %를 낸다.";
        let marks = marks(text, 0, &[found(0, 3, 2), found(0, 8, 2)], &HashSet::new());
        assert_eq!(marks.iter().map(|(span, _)| span.of(text)).collect::<Vec<_>>(), ["30%", "30"]);
    }

    #[test]
    fn a_mistyped_word_is_marked_by_its_pairs() {
        let text = "정보통신기술 수출";
        let marks = marks(text, 0, &[], &HashSet::from(["정보", "보통", "통신"]));
        assert_eq!(marks.len(), 1);
        assert_eq!(marks[0].0.of(text), "정보통신기술");
    }

    #[test]
    fn long_sentences_are_cut_around_their_marks() {
        let text = format!("{} 반도체를 {}", "가나다 ".repeat(100), "라마바 ".repeat(100));
        let at = text.find("반도체").expect("is there");
        let letters = super::super::letters::LetterCounter::new(&text).at(at);
        let marks = marks(&text, 0, &[found(0, letters, 3)], &HashSet::new());
        let shown = passages(&text, &marks, &[1.0], 1);
        let passage = shown[0].span.of(&text);
        assert!(passage.contains("반도체를") && passage.chars().count() <= LONGEST + 1, "{passage}");
    }
}
