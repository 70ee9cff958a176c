//! Hangul syllables and their letters: for initial consonants (`ㅅㅁㅌㄱㅈ`) and unfinished syllables.

use super::letters::is_syllable;

const INITIALS: [char; 19] =
    ['ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ'];
const MEDIALS: [&str; 21] = [
    "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ",
    "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
];
const FINALS: [&str; 28] = [
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ",
    "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
];

/// The initial consonant of a syllable; any other character is itself.
pub fn initial(c: char) -> char {
    if is_syllable(c) { INITIALS[(c as usize - '가' as usize) / 588] } else { c }
}

/// Initial consonants of every syllable: 스마트공장 → ㅅㅁㅌㄱㅈ.
pub fn initials(text: &str) -> String {
    text.chars().map(initial).collect()
}

/// All letters in the order of typing: 반돛 and 반도ㅊ are both the beginning of 반도체.
pub fn jamo(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    for c in text.chars() {
        if is_syllable(c) {
            let index = c as usize - '가' as usize;
            out.push(INITIALS[index / 588]);
            out.push_str(MEDIALS[index % 588 / 28]);
            out.push_str(FINALS[index % 28]);
        } else if let Some(medial) = MEDIALS.iter().find(|m| is_compound_vowel(c, m)) {
            out.push_str(medial);
        } else {
            out.push(c);
        }
    }
    out
}

/// `ㅘ` typed alone is the two vowels it is typed with.
fn is_compound_vowel(c: char, medial: &str) -> bool {
    const ALONE: [(char, &str); 7] = [
        ('ㅘ', "ㅗㅏ"),
        ('ㅙ', "ㅗㅐ"),
        ('ㅚ', "ㅗㅣ"),
        ('ㅝ', "ㅜㅓ"),
        ('ㅞ', "ㅜㅔ"),
        ('ㅟ', "ㅜㅣ"),
        ('ㅢ', "ㅡㅣ"),
    ];
    ALONE.iter().any(|(alone, letters)| *alone == c && *letters == medial)
}

/// The letter as it is typed alone, for a conjoining initial or medial that found nothing to join.
pub fn alone(c: char) -> char {
    match c {
        '\u{1100}'..='\u{1112}' => INITIALS[c as usize - 0x1100],
        '\u{1161}'..='\u{1175}' => char::from_u32('ㅏ' as u32 + (c as u32 - 0x1161)).unwrap_or(c),
        _ => c,
    }
}

/// Whether every character is a consonant typed alone: a question by initial consonants.
pub fn is_initials(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| INITIALS.contains(&c))
}

/// Whether a consonant or vowel stands alone: an unfinished syllable.
pub fn is_unfinished(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'ㄱ'..='ㅣ'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_syllables() {
        assert_eq!(initials("스마트공장"), "ㅅㅁㅌㄱㅈ");
        for typed in ["ㅅㅁㅌㄱㅈ", "반도ㅊ", "ㅏㅣㅘ", "ㄱㅎ"] {
            assert_eq!(crate::index::letters::fold(typed), typed);
        }
        assert!(is_initials("ㅅㅁㅌㄱㅈ") && !is_initials("스ㅁㅌ") && !is_initials(""));
        assert_eq!(jamo("값"), "ㄱㅏㅂㅅ");
        for unfinished in ["반도ㅊ", "반돛", "반도처", "바", "ㅂ"] {
            assert_eq!(jamo("반도체").starts_with(&jamo(unfinished)), unfinished != "반도처", "{unfinished}");
        }
        assert!(jamo("과학").starts_with(&jamo("고")) && jamo("과학").starts_with(&jamo("ㄱㅘ")));
    }
}
