//! Transparent spaces: how the lattice sees the white space between words.
//!
//! mecab-ko connects a word with the word *before* the space, and makes it dearer to begin with a
//! particle, ending or suffix there. lindera keeps the space as a word of its own and so forgets what
//! stood before it. The dictionary is therefore built with a twin of every entry that begins with a
//! mark, one control byte that stands for the space, and whose cost includes mecab-ko's penalty; and
//! before a text is analysed, every run of white space becomes one such mark.
//!
//! Words that no dictionary holds have no twins. Three more marks, which belong to the categories
//! letters, digits and symbols, let lindera form an unknown word that begins with the space: ` 2030` is
//! then one number, connected with what stands before the space. Between two characters of the same
//! category such a mark would join them, so there the plain mark stands, which connects dictionary words
//! exactly and unknown ones through a space.

use lindera_dictionary::dictionary::character_definition::{CategoryId, CharacterDefinition};

/// Stands before a word whose first character is none of the below, or follows one of the same kind.
pub(super) const PLAIN: u8 = 0x1f;
/// Stands before a letter of the category `ALPHA`.
pub(super) const ALPHA: u8 = 0x1e;
/// Stands before a digit (`NUMERIC`).
pub(super) const NUMERIC: u8 = 0x1d;
/// Stands before a symbol (`SYMBOL`).
pub(super) const SYMBOL: u8 = 0x1c;

/// The marks with the category of unknown words that each belongs to.
pub(super) const MARKS: [(u8, &str); 4] =
    [(PLAIN, "SPACE"), (ALPHA, "ALPHA"), (NUMERIC, "NUMERIC"), (SYMBOL, "SYMBOL")];

/// Whether a byte of prepared text is a mark.
pub(super) const fn is_mark(byte: u8) -> bool {
    byte >= SYMBOL && byte <= PLAIN
}

/// The cost that mecab-ko adds to a word after a space (`left-space-penalty-factor` of mecab-ko-dic's
/// `dicrc`, with the part-of-speech ids of its `pos-id.def` written out): particles 6000; endings, the
/// copula and suffixes 3000; contracted forms by their first tag; compounds none.
pub(super) fn penalty(feature: &str) -> i16 {
    let mut fields = feature.split(',');
    let tag = fields.next().unwrap_or_default();
    let kind = fields.nth(3).unwrap_or_default();
    let tag = match kind {
        "Compound" | "Preanalysis" => return 0,
        "Inflect" => fields.next().unwrap_or_default(),
        _ => tag,
    };
    match tag {
        "JC" | "JKB" | "JKC" | "JKG" | "JKO" | "JKQ" | "JKS" | "JKV" | "JX" => 6000,
        "EC" | "EF" | "EP" | "ETM" | "ETN" | "VCP" | "XSA" | "XSN" | "XSV" => 3000,
        _ => 0,
    }
}

/// Puts marks into texts; knows the dictionary's character categories.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marker {
    alpha: Option<CategoryId>,
    numeric: Option<CategoryId>,
    symbol: Option<CategoryId>,
}

impl Marker {
    pub(super) fn new(characters: &CharacterDefinition) -> Self {
        let id = |name| characters.category_id_by_name(name);
        Self { alpha: id("ALPHA"), numeric: id("NUMERIC"), symbol: id("SYMBOL") }
    }

    /// The mark for a space between two characters.
    pub(super) fn mark(&self, characters: &CharacterDefinition, before: Option<char>, after: char) -> u8 {
        let category = |c: char| characters.lookup_categories(c).first().copied();
        let Some(id) = category(after) else { return PLAIN };
        let mark = match Some(id) {
            id if id == self.alpha => ALPHA,
            id if id == self.numeric => NUMERIC,
            id if id == self.symbol => SYMBOL,
            _ => return PLAIN,
        };
        if before.and_then(category) == Some(id) { PLAIN } else { mark }
    }

    /// Every mark that can stand before a word that begins with `first`.
    pub(super) fn marks_before(
        &self,
        characters: &CharacterDefinition,
        first: char,
    ) -> impl Iterator<Item = u8> + use<> {
        let own = self.mark(characters, None, first);
        std::iter::once(PLAIN).chain((own != PLAIN).then_some(own))
    }

    /// Writes `text` without its invisible characters and with one mark for each run of white space,
    /// and notes what was left out. `text` neither begins nor ends with white space.
    pub(super) fn prepare(&self, characters: &CharacterDefinition, text: &str, prepared: &mut Prepared) {
        prepared.clear();
        prepared.text.reserve(text.len());
        let bytes = text.as_bytes();
        let mut copied = 0;
        let mut at = 0;
        while at < bytes.len() {
            if !may_be_invisible(bytes[at]) {
                at += 1;
                continue;
            }
            if is_letter_dot(&bytes[at..]) {
                prepared.text.push_str(&text[copied..at]);
                prepared.text.push(DOT);
                at += DOT.len_utf8();
                copied = at;
                continue;
            }
            let (width, blank) = invisible(&bytes[at..]);
            if width == 0 {
                at += 1;
                continue;
            }
            prepared.text.push_str(&text[copied..at]);
            let mut end = at + width;
            let mut spaced = blank;
            loop {
                let (width, blank) = invisible(&bytes[end..]);
                if width == 0 {
                    break;
                }
                spaced |= blank;
                end += width;
            }
            let after = text[end..].chars().next();
            let before = prepared.text.chars().next_back();
            if let (true, Some(_), Some(after)) = (spaced, before, after) {
                prepared.text.push(char::from(self.mark(characters, before, after)));
                prepared.leave_out(end - at - 1);
            } else {
                prepared.leave_out(end - at);
            }
            copied = end;
            at = end;
        }
        prepared.text.push_str(&text[copied..]);
    }
}

/// A text as the lattice sees it, and the way back to the original's offsets.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    /// The text with marks for its spaces.
    pub(super) text: String,
    /// Where bytes were left out: the offset in `text`, and how many in all up to there.
    left_out: Vec<(u32, u32)>,
}

impl Prepared {
    fn clear(&mut self) {
        self.text.clear();
        self.left_out.clear();
    }

    fn leave_out(&mut self, bytes: usize) {
        if bytes > 0 {
            let before = self.left_out.last().map_or(0, |(_, sum)| *sum);
            self.left_out.push((self.text.len() as u32, before + bytes as u32));
        }
    }

    /// Offsets in the original of a token at `start..end` of the prepared text, both counted in bytes.
    /// What was left out at its edges does not belong to it.
    pub(super) fn original(&self, start: usize, end: usize) -> (usize, usize) {
        if self.left_out.is_empty() {
            return (start, end);
        }
        let sum = |index: usize| index.checked_sub(1).map_or(0, |i| self.left_out[i].1 as usize);
        let before_start = self.left_out.partition_point(|(at, _)| *at as usize <= start);
        let before_end = self.left_out.partition_point(|(at, _)| (*at as usize) < end);
        (start + sum(before_start), end + sum(before_end))
    }
}

/// How the dictionary sees the dots that Unicode calls letters: as a symbol between words, and as long in bytes.
const DOT: char = '‧';

/// Whether `bytes` begin with `ㆍ` (U+318D, what Korean keyboards type for a middle dot) or `ᆞ` (U+119E): the dictionary
/// would make a word of it with what follows.
const fn is_letter_dot(bytes: &[u8]) -> bool {
    matches!(bytes, [0xe3, 0x86, 0x8d, ..] | [0xe1, 0x86, 0x9e, ..])
}

/// Whether a character that begins with this byte may be invisible or such a dot: lets most bytes pass at once.
const fn may_be_invisible(byte: u8) -> bool {
    byte <= 0x20 || matches!(byte, 0x7f | 0xc2 | 0xe1 | 0xe2 | 0xe3 | 0xef)
}

/// The width in bytes of the invisible character that `bytes` begins with (0 if there is none), and
/// whether it separates words: white space and control characters do, zero-width characters do not.
fn invisible(bytes: &[u8]) -> (usize, bool) {
    match bytes {
        [0..=0x20 | 0x7f, ..] => (1, true),
        // the soft hyphen
        [0xc2, 0xad, ..] => (2, false),
        // U+0080 to U+00A0: further control characters and the no-break space
        [0xc2, 0x80..=0xa0, ..] => (2, true),
        // U+1680
        [0xe1, 0x9a, 0x80, ..] => (3, true),
        // U+2000 to U+200A, U+2028, U+2029, U+202F: spaces and separators
        [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf, ..] => (3, true),
        // U+200B to U+200F, U+202A to U+202E: zero width, direction
        [0xe2, 0x80, 0x8b..=0x8f | 0xaa..=0xae, ..] => (3, false),
        // U+205F
        [0xe2, 0x81, 0x9f, ..] => (3, true),
        // U+2060 to U+206F: joiners, direction
        [0xe2, 0x81, 0xa0..=0xaf, ..] => (3, false),
        // U+3000
        [0xe3, 0x80, 0x80, ..] => (3, true),
        // U+FEFF, the byte order mark
        [0xef, 0xbb, 0xbf, ..] => (3, false),
        _ => (0, false),
    }
}
