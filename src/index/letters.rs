//! What counts as a letter for searching, and one spelling for the many of the same letter.

use super::hangul::alone;
use unicode_normalization::UnicodeNormalization;

/// Letters and digits; punctuation, symbols and white space are not. The middle dot `ㆍ` (U+318D) is
/// a letter to Unicode but punctuation to everybody who types it.
pub fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '가'..='힣' => true,
        '\0'..='\u{7f}' | '\u{318d}' | '\u{119e}' | '\u{ff65}' => false,
        c => c.is_alphanumeric(),
    }
}

/// Whether `c` is one of the dots that are written between words of a row (시·도): there are many of them.
pub const fn is_middle_dot(c: char) -> bool {
    matches!(c, '·' | 'ㆍ' | '\u{119e}' | '‧' | '･' | '・' | '•' | '∙' | '⋅')
}

/// Whether `c` is a whole Hangul syllable.
pub const fn is_syllable(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// Whether `c` is a Chinese character.
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Appends `text` in its one spelling: NFKC (width, ligatures), lower case, letters only.
pub fn fold_into(text: &str, out: &mut String) {
    if text.chars().all(is_syllable) {
        out.push_str(text);
    } else if text.is_ascii() {
        out.extend(text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase() as char));
    } else {
        // NFKC turns a consonant typed alone into one that waits for its vowel
        out.extend(text.nfkc().map(alone).flat_map(char::to_lowercase).filter(|c| is_letter(*c)));
    }
}

/// [`fold_into`] as a new string.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Counts letters from left to right: a position in the index is the number of letters before it, so
/// that white space and punctuation make no difference between a query and a text.
#[derive(Debug)]
pub struct LetterCounter<'t> {
    text: &'t str,
    byte: usize,
    letters: u32,
}

impl<'t> LetterCounter<'t> {
    /// Starts at the beginning of `text`.
    pub const fn new(text: &'t str) -> Self {
        Self { text, byte: 0, letters: 0 }
    }

    /// Starts at `byte` of `text`: letters before it do not count.
    pub const fn starting_at(text: &'t str, byte: usize) -> Self {
        Self { text, byte, letters: 0 }
    }

    /// Letters before `byte`, which must not lie left of the last one asked for.
    pub fn at(&mut self, byte: usize) -> u32 {
        if let Some(passed) = self.text.get(self.byte..byte) {
            self.letters += passed.chars().filter(|c| is_letter(*c)).count() as u32;
            self.byte = byte;
        }
        self.letters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_for_many() {
        for (text, folded) in [
            ("ＡＩ", "ai"),
            ("M.AX", "max"),
            ("㎡당", "m2당"),
            ("민ㆍ관", "민관"),
            ("민·관‧군", "민관군"),
            ("5극 3특", "5극3특"),
            ("가나", "가나"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn positions_count_letters_only() {
        let text = "「AI 팩토리」ㆍ확산";
        let mut counter = LetterCounter::new(text);
        let found: Vec<u32> = ["AI", "팩", "확"].iter().map(|w| counter.at(text.find(w).expect("is there"))).collect();
        assert_eq!(found, [0, 2, 5]);
    }
}
