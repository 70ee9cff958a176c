//! The analysis: tokens become terms, the same way for indexing and for asking.
//!
//! A term has a position: the number of letters before it (see [`super::letters`]). Two terms of one
//! word (a compound and its parts, a surface and its reading) stand at their own letters, so order and
//! distance are the same however a word was cut or spaced.

use super::day::{self, APOSTROPHES};
use super::letters::{LetterCounter, fold, fold_into, is_han, is_letter, is_middle_dot, is_syllable};
use super::number::amount;
use crate::model::Span;
use crate::tokens::{Analyser, Formation, Tag, Token, Word};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What %, 퍼센트 and, behind a number, 프로 are all spelled.
pub const PERCENT: &str = "퍼센트";

/// Where a term comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A word as written (nouns, numerals, adverbs, prefixes, foreign words).
    Surface,
    /// The dictionary form of a verb or adjective.
    Lemma,
    /// A part of a compound.
    Part,
    /// The Korean reading of Chinese characters.
    Reading,
    /// The value of a number, a day or a month, or the four digits of a year.
    Value,
    /// A number with what it counts (20차, 137일차), beside both.
    Counted,
    /// Syllables with dots between them, read as one word (산·학·연), beside each of them.
    Joined,
    /// Two neighbouring syllables.
    Pair,
}

/// One term of a text.
#[derive(Debug, Clone, Copy)]
pub struct Term<'t> {
    /// Its one spelling.
    pub text: &'t str,
    /// Letters before it.
    pub position: u32,
    /// Its bytes in the text.
    pub span: Span,
    /// Where it comes from.
    pub origin: Origin,
}

/// What the dictionary says of a word besides its tags.
#[derive(Debug, Default)]
struct Forms {
    /// Lemmas and parts: text, letters before it inside the word, origin.
    terms: Vec<(Box<str>, u32, Origin)>,
    /// Whether the surface itself is a term too.
    surface: bool,
}

/// Turns tokens into terms. One a thread: it keeps what the dictionary said of the words it met.
pub struct TermReader {
    analyser: Analyser,
    forms: HashMap<Word, Forms, BuildHasherDefault<WordHasher>>,
    scratch: String,
}

impl TermReader {
    /// For tokens that `analyser` made.
    pub fn new(analyser: &Analyser) -> Self {
        Self { analyser: analyser.clone(), forms: HashMap::default(), scratch: String::new() }
    }

    /// Calls `sink` for every term of `tokens`, which lie in `text`, in the order of the tokens.
    /// Positions count from byte `from`.
    pub fn words(&mut self, text: &str, from: usize, tokens: &[Token], mut sink: impl FnMut(Term<'_>)) {
        let mut letters = LetterCounter::starting_at(text, from);
        let mut number_end = 0;
        for (number, token) in tokens.iter().enumerate() {
            let span = token.span();
            let tag = token.pos.first();
            let surface = span.of(text);
            let counts = number
                .checked_sub(1)
                .and_then(|before| tokens.get(before))
                .is_some_and(|before| before.pos.first() == Tag::SN && before.span().end == span.start);
            if matches!(surface, "%" | "％") || (counts && surface == "프로") {
                sink(Term { text: PERCENT, position: letters.at(span.start), span, origin: Origin::Surface });
                continue;
            }
            if !is_content(tag) && (tag != Tag::SY || !surface.chars().any(|c| c.is_alphanumeric())) {
                continue;
            }
            let position = letters.at(span.start);
            self.joined(text, &tokens[number..], position, &mut sink);
            if span.start < number_end && number_end < span.end {
                // 3.5조원 may be cut 3.5|조원: what stands behind the number is a word of its own
                self.tail(text, Span::new(number_end, span.end), position, span.start, &mut sink);
            }
            if tag == Tag::SN && span.start >= number_end {
                number_end = self.number(text, span, position, &mut sink);
                if let Some(next) = tokens.get(number + 1) {
                    self.counted(text, span, next, position, &mut sink);
                }
            }
            let simple = matches!(tag, Tag::SN | Tag::SL | Tag::SY) || matches!(token.word, Word::Unknown(_));
            let forms = match simple {
                true => None,
                false => Some(&*self.forms.entry(token.word).or_insert_with(|| forms(&self.analyser, token, surface))),
            };
            if forms.is_none_or(|forms| forms.surface) {
                let term = if surface.chars().all(is_syllable) {
                    surface
                } else {
                    self.scratch.clear();
                    fold_into(surface, &mut self.scratch);
                    &self.scratch
                };
                if !term.is_empty() {
                    sink(Term { text: term, position, span, origin: Origin::Surface });
                }
            }
            for (term, before, origin) in forms.into_iter().flat_map(|forms| &forms.terms) {
                sink(Term { text: term, position: position + before, span, origin: *origin });
            }
        }
    }

    /// 산·학·연 is 산학연 too, and 시·도 is 시도: single syllables with dots between them, up to a last word that may be
    /// longer (인·허가). `tokens` begin with the first of them.
    fn joined(&mut self, text: &str, tokens: &[Token], position: u32, sink: &mut impl FnMut(Term<'_>)) {
        let is_dot = |token: &Token| token.span().of(text).chars().all(is_middle_dot);
        let Some([first, dot]) = tokens.first_chunk() else { return };
        let begins = !text[..first.span().start].ends_with(|c| is_letter(c) || is_middle_dot(c));
        if !begins || !is_dot(dot) || dot.span().start != first.span().end || !is_one_syllable(first.span().of(text)) {
            return;
        }
        self.scratch.clear();
        self.scratch.push_str(first.span().of(text));
        let mut end = first.span().end;
        for pair in tokens[1..].chunks_exact(2) {
            let (dot, piece) = (pair[0].span(), pair[1].span());
            if !is_dot(&pair[0]) || dot.start != end || piece.start != dot.end {
                break;
            }
            let word = piece.of(text);
            let one = is_one_syllable(word);
            let noun = matches!(pair[1].pos.first(), Tag::NNG | Tag::NNP) && word.chars().all(is_syllable);
            if !one && (!noun || word.chars().count() > 3) {
                return;
            }
            self.scratch.push_str(word);
            end = piece.end;
            if !one {
                break;
            }
        }
        if end > first.span().end {
            let span = Span::new(first.span().start, end);
            sink(Term { text: &self.scratch, position, span, origin: Origin::Joined });
        }
    }

    /// The value of a number that begins at `span`, and of a year of two digits. Returns where the
    /// number ends.
    fn number(&mut self, text: &str, span: Span, position: u32, sink: &mut impl FnMut(Term<'_>)) -> usize {
        use std::fmt::Write;
        let apostrophe = text[..span.start].ends_with(APOSTROPHES);
        let mut may_be_day = false;
        let inside_number = text[..span.start].ends_with(|c: char| c == '.' || c.is_ascii_digit());
        if let Some(written) = day::written(&text[span.start..], apostrophe).filter(|_| !inside_number) {
            self.day(text, span.start, &written, position, sink);
            if written.sure {
                return span.start + written.end;
            }
            may_be_day = true;
        }
        let Some(amount) = amount(&text[span.start..]) else { return span.end };
        let end = span.start + amount.end;
        self.scratch.clear();
        // 5,000 and 5000 are one number; four digits may be a year
        let digits = text[span.start..end].len();
        let large = amount.plain && (digits > 4 || (digits == 4 && !text[span.start..].starts_with(['1', '2'])));
        if !amount.plain || large {
            let _ = write!(self.scratch, "#{}", amount.value);
        } else if amount.end == 2 && apostrophe {
            self.scratch.push_str("20");
            self.scratch.push_str(&text[span.start..end]);
        }
        if !self.scratch.is_empty() {
            let origin = if may_be_day { Origin::Counted } else { Origin::Value };
            sink(Term { text: &self.scratch, position, span: Span::new(span.start, end), origin });
        }
        end
    }

    /// The end of a token, `rest`, that begins inside a number: at byte `start`, behind `position` letters.
    fn tail(&mut self, text: &str, rest: Span, position: u32, start: usize, sink: &mut impl FnMut(Term<'_>)) {
        self.scratch.clear();
        fold_into(rest.of(text), &mut self.scratch);
        if !self.scratch.is_empty() {
            let inside = text[start..rest.start].chars().filter(|c| is_letter(*c)).count() as u32;
            let origin = Origin::Surface;
            sink(Term { text: &self.scratch, position: position + inside, span: rest, origin });
        }
    }

    /// A number in plain digits and what it counts as one term: 20차 is rarer than 20 and 차.
    fn counted(&mut self, text: &str, number: Span, next: &Token, position: u32, sink: &mut impl FnMut(Term<'_>)) {
        let next_span = next.span();
        let percent = matches!(next_span.of(text), "%" | "％" | "프로");
        let counts = percent || matches!(next.pos.first(), Tag::NNBC | Tag::NNB | Tag::NNG | Tag::XSN);
        if next_span.start != number.end || !counts || text[..number.start].ends_with(['.', ',']) {
            return;
        }
        self.scratch.clear();
        let digits = number.of(text).trim_start_matches('0');
        fold_into(digits, &mut self.scratch);
        fold_into(if percent { PERCENT } else { next_span.of(text) }, &mut self.scratch);
        let span = Span::new(number.start, next_span.end);
        sink(Term { text: &self.scratch, position, span, origin: Origin::Counted });
    }

    /// The terms of a day or a month that begins at byte `start`.
    fn day(
        &mut self,
        text: &str,
        start: usize,
        written: &day::Written,
        position: u32,
        sink: &mut impl FnMut(Term<'_>),
    ) {
        let end = start + written.end;
        let month_at = start + written.month_at;
        if let Some(year) = written.year {
            let span = Span::new(start, end);
            let term = day::month_term(year, written.month);
            sink(Term { text: &term, position, span, origin: Origin::Value });
            if !text[start..].starts_with(&term[1..5]) {
                sink(Term { text: &term[1..5], position, span, origin: Origin::Counted });
            }
        }
        if let Some(day) = written.day {
            let before = text[start..month_at].chars().filter(|c| is_letter(*c)).count() as u32;
            let term = day::day_term(written.month, day);
            let span = Span::new(month_at, end);
            // what may be a decimal too is looked for as both and required as neither
            let origin = if written.sure { Origin::Value } else { Origin::Counted };
            sink(Term { text: &term, position: position + before, span, origin });
        }
    }
}

fn is_one_syllable(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(is_syllable) && letters.next().is_none()
}

/// Tags whose words are looked for: particles, endings, copula, verbal suffixes and punctuation are not.
/// Prefixes, numerals, adverbs and determiners are (비급여 is not 급여).
const fn is_content(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        NNG | NNP
            | NNB
            | NNBC
            | NR
            | NP
            | VV
            | VA
            | VX
            | VCN
            | MM
            | MAG
            | MAJ
            | IC
            | XPN
            | XSN
            | XR
            | SL
            | SH
            | SN
            | Unknown
    )
}

const fn is_verb(tag: Tag) -> bool {
    matches!(tag, Tag::VV | Tag::VA | Tag::VX | Tag::VCN)
}

/// What the dictionary knows: the lemma of verbs, the parts of compounds, the reading of Han characters.
fn forms(analyser: &Analyser, token: &Token, surface: &str) -> Forms {
    let mut forms = Forms { surface: true, ..Forms::default() };
    let verb = is_verb(token.pos.first());
    if verb || token.pos.tags().count() > 1 {
        // `했` = 하/VV+았/EP, `조성한` = 조성/NNG+하/XSV+ㄴ/ETM: the content words of the contraction
        forms.surface = false;
        let mut before = 0;
        for part in analyser.parts(token.word) {
            if is_verb(part.tag) {
                forms.terms.push((format!("{}다", part.surface).into(), before, Origin::Lemma));
            } else if is_content(part.tag) {
                forms.terms.push((fold(part.surface).into(), before, Origin::Part));
            }
            before += part.surface.chars().count() as u32;
        }
        if forms.terms.is_empty() {
            match analyser.lemma(token.word, token.pos.first(), surface) {
                Some(lemma) => forms.terms.push((lemma.into(), 0, Origin::Lemma)),
                None => forms.surface = true,
            }
        }
        return forms;
    }
    if surface.chars().any(is_han) {
        if let Some(reading) = analyser.reading(token.word, surface) {
            forms.terms.push((reading.into(), 0, Origin::Reading));
        }
        return forms;
    }
    let mut add = |parts: &mut dyn Iterator<Item = &str>| {
        let mut before = 0;
        for part in parts {
            let part = fold(part);
            let letters = part.chars().count() as u32;
            if letters > 0 && part != surface {
                forms.terms.push((part.into(), before, Origin::Part));
            }
            before += letters;
        }
    };
    if surface.contains(' ') {
        // a name of the user dictionary with spaces inside: its words are the parts
        add(&mut surface.split(' '));
    } else if analyser.details(token.word).formation == Formation::Compound {
        add(&mut analyser.parts(token.word).map(|part| part.surface));
    }
    forms
}

/// Calls `sink` for every two neighbouring Hangul syllables of `text`.
pub fn pairs(text: &str, mut sink: impl FnMut(Term<'_>)) {
    let mut letters = 0;
    let mut before: Option<usize> = None; // the syllable before, if there is one
    for (at, c) in text.char_indices() {
        if is_syllable(c) {
            if let Some(start) = before {
                let span = Span::new(start, at + c.len_utf8());
                sink(Term { text: span.of(text), position: letters - 1, span, origin: Origin::Pair });
            }
            before = Some(at);
            letters += 1;
        } else {
            before = None;
            letters += u32::from(super::letters::is_letter(c));
        }
    }
}

/// A multiplication is hash enough for dictionary ids.
#[derive(Default)]
pub struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(23) ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_isize(&mut self, n: isize) {
        self.write_u64(n as u64);
    }
}
