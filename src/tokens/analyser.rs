//! The analyser: immutable and shared; and its workers, one a thread, which own the scratch memory.

use super::dictionary::{Dictionary, PartsOfSpeech};
use super::sentence;
use super::spaces::{self, Marker, Prepared};
use super::token::{Pos, Sentence, Tag, Token, Word};
use super::{Error, Tokens};
use crate::model::Span;
use lindera_dictionary::dictionary::{Dictionary as Lexicon, UserDictionary};
use lindera_dictionary::mode::Mode;
use lindera_dictionary::viterbi::{Lattice, LatticeOptions, LexType, WordId};
use std::sync::Arc;

/// The longest piece of text, in bytes, that is analysed at once. lindera's lattice grows with it; real
/// sentences are far shorter.
const LONGEST_PIECE: usize = 8 * 1024;

/// The longest run, in bytes, of characters other than Hangul that is analysed at once. Every place in such
/// a run can begin an unknown word as long as the rest of it.
const LONGEST_RUN: usize = 256;

/// Analyses Korean text with an opened dictionary. Cheap to clone and to share between threads.
#[derive(Clone)]
pub struct Analyser {
    pub(super) shared: Arc<Shared>,
}

/// What all workers share.
pub(super) struct Shared {
    pub(super) lexicon: Lexicon,
    pub(super) user: Option<UserDictionary>,
    pub(super) parts_of_speech: Arc<PartsOfSpeech>,
    /// Parts of speech of unknown words, by their category's word id.
    pub(super) unknown: Vec<Pos>,
    /// Parts of speech of the user dictionary's words.
    pub(super) user_parts_of_speech: Vec<Pos>,
    pub(super) marker: Marker,
}

impl Analyser {
    /// Opens a dictionary: it is mapped into memory, which takes some milliseconds.
    pub fn open(dictionary: &Dictionary) -> Result<Self, Error> {
        let dir = dictionary.dir();
        let lexicon = Lexicon::load_from_path(dir).map_err(|e| Error::lindera(dir, e))?;
        let parts_of_speech = Arc::new(PartsOfSpeech::open(dir, lexicon.prefix_dictionary.word_count())?);
        let unknown = (0..lexicon.unknown_dictionary.costs.len())
            .map(|id| lexicon.unknown_word_details_iter(id).next().map_or(Pos::one(Tag::Unknown), Pos::parse))
            .collect();
        let marker = Marker::new(&lexicon.character_definition);
        let shared = Shared { lexicon, user: None, parts_of_speech, unknown, user_parts_of_speech: Vec::new(), marker };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// A worker for one thread. Make one and reuse it: it keeps its memory.
    pub fn worker(&self) -> Worker {
        Worker {
            shared: Arc::clone(&self.shared),
            lattice: Lattice::default(),
            path: Vec::new(),
            prepared: Prepared::default(),
        }
    }
}

/// Analyses one text after the other; owned by one thread.
pub struct Worker {
    shared: Arc<Shared>,
    lattice: Lattice,
    path: Vec<(usize, WordId)>,
    prepared: Prepared,
}

impl Worker {
    /// Cuts `text` into blocks, sentences and words. All offsets count in `text`, which is at most 4 GiB
    /// long.
    pub fn analyse(&mut self, text: &str) -> Tokens {
        let blocks = crate::article::blocks(text);
        let mut tokens = Vec::with_capacity(text.len() / 5);
        let mut sentences = Vec::with_capacity(text.len() / 100);
        let mut place = Place::default();
        for (index, block) in blocks.iter().enumerate() {
            for span in sentence::split(text, Span::new(block.content, block.span.end)) {
                let first = tokens.len() as u32;
                for piece in pieces(text, span) {
                    self.piece(text, piece, &mut place, &mut tokens);
                }
                sentences.push(Sentence { span, first, last: tokens.len() as u32, block: index as u32 });
            }
        }
        Tokens { tokens, sentences, blocks }
    }

    /// Adds the words in `span` of `text`, a sentence or less (a query, say), to `tokens`, without looking for
    /// blocks or sentences.
    pub fn sentence(&mut self, text: &str, span: Span, tokens: &mut Vec<Token>) {
        let mut place = Place::default();
        for piece in pieces(text, trim(text, span)) {
            self.piece(text, piece, &mut place, tokens);
        }
    }

    /// Analyses one piece of a sentence.
    fn piece(&mut self, text: &str, piece: Span, place: &mut Place, tokens: &mut Vec<Token>) {
        let shared = &*self.shared;
        let lexicon = &shared.lexicon;
        shared.marker.prepare(&lexicon.character_definition, piece.of(text), &mut self.prepared);
        let prepared = self.prepared.text.as_bytes();
        self.lattice.set_text_with_options(
            &lexicon.prefix_dictionary,
            &shared.user.as_ref().map(|u| &u.dict),
            &lexicon.character_definition,
            &lexicon.unknown_dictionary,
            &lexicon.connection_cost_matrix,
            &self.prepared.text,
            &LatticeOptions::new(&Mode::Normal),
        );
        self.lattice.tokens_offset_into(&mut self.path);
        for (index, (start, word)) in self.path.iter().enumerate() {
            let end = self.path.get(index + 1).map_or(prepared.len(), |next| next.0);
            let start = start + usize::from(prepared.get(*start).is_some_and(|b| spaces::is_mark(*b)));
            if start >= end {
                continue;
            }
            let (start, end) = self.prepared.original(start, end);
            let (start, end) = (piece.start + start, piece.start + end);
            let char_start = place.advance(text, start);
            let char_end = place.advance(text, end);
            let (pos, word) = shared.word(*word);
            tokens.push(Token { start: start as u32, end: end as u32, char_start, char_end, pos, word });
        }
    }
}

impl Shared {
    fn word(&self, word: WordId) -> (Pos, Word) {
        let id = word.id();
        let user = |table: &[Pos]| table.get(id as usize).copied().unwrap_or(Pos::one(Tag::Unknown));
        match word.lex_type() {
            LexType::System => (self.parts_of_speech.of(id), Word::System(id)),
            LexType::User => (user(&self.user_parts_of_speech), Word::User(id)),
            LexType::Unknown => (user(&self.unknown), Word::Unknown(id)),
        }
    }
}

/// How far a text has been counted, in bytes and code points.
#[derive(Debug, Default)]
struct Place {
    byte: usize,
    point: u32,
}

impl Place {
    /// Code points before byte `to`, which lies no further left than the last one asked for.
    fn advance(&mut self, text: &str, to: usize) -> u32 {
        // a byte that does not continue a code point begins one
        let begun = text.as_bytes()[self.byte..to].iter().filter(|b| (**b as i8) >= -0x40).count();
        self.point += begun as u32;
        self.byte = to;
        self.point
    }
}

/// Cuts a sentence at tabs, over which no word is connected with the next, and whatever is too long at
/// white space or, where there is none, anywhere.
fn pieces(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut rest = span;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let end = piece_end(text, rest);
            let piece = trim(text, Span::new(rest.start, end));
            rest.start = end;
            if !piece.is_empty() {
                return Some(piece);
            }
        }
        None
    })
}

/// Where the first piece of `rest` ends; at least one character is in it.
fn piece_end(text: &str, rest: Span) -> usize {
    let bytes = &text.as_bytes()[rest.start..rest.end];
    let mut run = 0;
    let mut space = None;
    for (at, byte) in bytes.iter().enumerate() {
        run += 1;
        match byte {
            b'\t' if at > 0 => return rest.start + at,
            b' ' if at > 0 => (run, space) = (0, Some(at)),
            // the first byte of a Hangul syllable
            0xea..=0xed => run = 0,
            _ => {}
        }
        // not inside a character
        if (*byte as i8) < -0x40 || at == 0 {
            continue;
        }
        if run > LONGEST_RUN {
            return rest.start + at;
        }
        if at > LONGEST_PIECE {
            return rest.start + space.unwrap_or(at);
        }
    }
    rest.end
}

/// `span` without white space at its ends.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let inside = span.of(text);
    let start = span.start + inside.len() - inside.trim_start().len();
    Span::new(start, start + inside.trim().len())
}

#[cfg(test)]
mod tests {
    use super::super::for_tests;
    use super::*;

    /// The words of a text, as `surface/TAG`.
    fn words(text: &str) -> Vec<String> {
        let tokens = for_tests().worker().analyse(text);
        tokens.tokens.iter().map(|t| format!("{}/{}", t.text(text), t.pos)).collect()
    }

    /// `ㆍ` and `ᆞ` are letters to Unicode, but stand between words like any other dot.
    #[test]
    fn a_dot_that_is_a_letter_is_no_part_of_a_word() {
        for dot in ['‧', 'ㆍ', '\u{119e}'] {
            let read = words(&format!("산{dot}학{dot}연 협력을 넓힌다."));
            assert_eq!(read[..4], ["산/NNG".to_owned(), format!("{dot}/SY"), "학/NNG".to_owned(), format!("{dot}/SY")]);
            assert_eq!(read[5], "협력/NNG");
        }
    }

    #[test]
    fn pieces_are_bounded_and_lose_nothing() {
        let cut =
            |text: &str| pieces(text, Span::new(0, text.len())).map(|p| p.of(text).to_owned()).collect::<Vec<_>>();
        assert_eq!(cut("가 나\t다\t\t 라"), ["가 나", "다", "라"]);
        let words = "가나다 ".repeat(5_000);
        assert!(cut(&words).iter().all(|p| p.len() <= LONGEST_PIECE));
        assert_eq!(cut(&words).join(" "), words.trim());
        let solid = "가나다".repeat(5_000);
        assert_eq!(cut(&solid).concat(), solid);
        for run in ["=", "a", "7", "’", "ア", "\u{1f600}"] {
            let text = run.repeat(3_000);
            assert!(cut(&text).iter().all(|p| p.len() <= LONGEST_RUN + 4));
            assert_eq!(cut(&text).concat(), text);
        }
    }

    #[test]
    fn offsets_count_in_the_original_text() {
        let text = "도는\u{200b}  2030년까지\u{a0}\u{3000}수소차\u{ad}를 🎯 AI·\u{feff}로봇과\tR&D\0끝 ";
        let points: Vec<char> = text.chars().collect();
        let tokens = for_tests().worker().analyse(text).tokens;
        for token in &tokens {
            let written: String = points[token.char_start as usize..token.char_end as usize].iter().collect();
            assert_eq!(written, token.text(text));
            assert!(
                !written.contains([' ', '\u{a0}', '\u{3000}', '\t', '\0']) && !written.ends_with('\u{ad}'),
                "{written:?}"
            );
        }
        let joined: String = tokens.iter().map(|t| t.text(text)).collect();
        let kept = text
            .chars()
            .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{3000}' | '\t' | '\0' | '\u{200b}' | '\u{ad}' | '\u{feff}'));
        assert_eq!(joined, kept.collect::<String>());
    }

    #[test]
    fn hostile_lines_take_linear_time() {
        // a quadratic analysis of one of these would take minutes
        for hostile in ["(", "a", "1", "-", "가", "ㅋ", "다.", "\"", "\u{200b}", " ", "\0", "ア", "漢", "“다.” "]
        {
            let text = hostile.repeat(300_000 / hostile.len());
            let tokens = for_tests().worker().analyse(&text);
            assert!(tokens.tokens.windows(2).all(|t| t[0].end <= t[1].start), "{hostile}");
        }
    }

    #[test]
    fn a_word_knows_the_word_before_the_space() {
        assert_eq!(words("예산 911억 원을 투입"), ["예산/NNG", "911/SN", "억/NR", "원/NNBC", "을/JKO", "투입/NNG"]);
        assert_eq!(words("수십만 명의"), ["수십만/NR", "명의/NNG"]);
    }
}
