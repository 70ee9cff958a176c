//! Tags that cannot be right inside a compound, put right before the grammars ask.
//!
//! mecab-ko-dic cuts long compounds by cost alone: `산불재난특수진화대는` ends in a verb suffix (대/XSV 는/ETM),
//! `소화수조` in a numeral (수조/NR), `복합단지` in an adverb. Within one written word that begins with a noun
//! these readings are impossible in Korean; the pieces are nouns, and what closes the word is a particle.

use crate::tokens::{Pos, Tag, Token};

/// Copies a sentence's tokens to `words`, symbols that were taken together apart (`30%)할` is cut as `%)` 할:
/// the analyser's unknown words take in all symbols that stand in a row), and puts their tags right.
pub fn copy(text: &str, tokens: &[Token], words: &mut Vec<Token>) {
    words.clear();
    for token in tokens {
        let written = token.text(text);
        let symbols = token.pos.first() == Tag::SY && token.char_end - token.char_start > 1;
        if !symbols || written.contains(char::is_alphanumeric) {
            words.push(*token);
            continue;
        }
        let (mut at, mut character) = (token.start, token.char_start);
        for c in written.chars() {
            let end = at + c.len_utf8() as u32;
            let tag = match c {
                '(' | '（' | '[' | '「' | '｢' | '『' | '《' | '〈' | '‘' | '“' => Tag::SSO,
                ')' | '）' | ']' | '」' | '｣' | '』' | '》' | '〉' | '’' | '”' => Tag::SSC,
                ',' | '，' | '·' | '･' | 'ㆍ' | '/' | ':' => Tag::SC,
                '.' | '?' | '!' => Tag::SF,
                _ => Tag::SY,
            };
            let one =
                Token { start: at, end, char_start: character, char_end: character + 1, pos: Pos::one(tag), ..*token };
            words.push(one);
            (at, character) = (end, character + 1);
        }
    }
    put_right(text, words);
}

/// Puts the tags of `tokens` right, word by word.
fn put_right(text: &str, tokens: &mut [Token]) {
    // 나눔길, 쉼터: a verb's noun at the head of a compound
    for i in 1..tokens.len() {
        let (left, right) = tokens.split_at_mut(i);
        let (head, next) = (&mut left[i - 1], &right[0]);
        // 설치비 cut as 설/VV+ETM 치비: behind an adnominal ending there is a space
        let cut_off = head.pos.last() == Tag::ETM && head.char_end - head.char_start == 1;
        if head.pos.first() == Tag::VV
            && ((head.pos.last() == Tag::ETN && head.text(text).ends_with(is_m)) || cut_off)
            && head.end == next.start
            && next.pos.first() == Tag::NNG
        {
            head.pos = Pos::one(Tag::NNG);
        }
    }
    for i in 1..tokens.len() {
        // 통합 한국관 cut as 통합 한/XSV 국관: a suffix stands behind its noun without a space
        if matches!(tokens[i].pos.first(), Tag::XSV | Tag::XSA)
            && tokens[i - 1].end < tokens[i].start
            && tokens.get(i + 1).is_some_and(|n| n.start == tokens[i].end && is_noun(n.pos.first()))
        {
            tokens[i].pos = Pos::one(Tag::NNG);
        }
        let (left, right) = tokens.split_at_mut(i);
        let (before, token) = (&left[i - 1], &right[0]);
        if before.end != token.start || !is_noun(before.pos.first()) {
            continue;
        }
        let word = token.text(text);
        let next = right.get(1).copied();
        let goes_on = next.filter(|n| n.start == token.end);
        let opens_word = before.char_end - before.char_start == 1 && (i == 1 || left[i - 2].end != before.start);
        let noun = match token.pos.first() {
            // 수의계약 cut as 수 의 계약: no one-syllable noun has its genitive written onto the next
            Tag::JKG => opens_word && goes_on.is_some_and(|n| is_noun(n.pos.first())),
            // 진화대는, 감시단을: 하다, 되다, 시키다, 받다, 당하다 are the only suffixes that make verbs
            // 농할상품권: an adnominal 할 has a space behind it
            Tag::XSV => {
                !word.starts_with(SUFFIXES)
                    || (opens_word && word == "할" && goes_on.is_some_and(|n| is_noun(n.pos.first())))
            }
            // 소화수조, 점포: a numeral inside a word stands behind another numeral
            Tag::NR => goes_on.is_none_or(|n| !matches!(n.pos.first(), Tag::NNBC | Tag::NR | Tag::SN)),
            Tag::MAG => true,
            Tag::XSA => word == "지",
            // 실무인재: the copula before a noun of the same word
            Tag::VCP => {
                word == "인" && goes_on.is_some_and(|n| matches!(n.pos.first(), Tag::XPN | Tag::NNG | Tag::XSN))
            }
            // 나눔터
            Tag::VV if token.pos.last() == Tag::ETN => goes_on.is_some_and(|n| n.pos.first() == Tag::VV),
            Tag::VV => word == "터",
            // 중등, 고등
            Tag::NNB => word == "등" && before.end - before.start == 3 && (i == 1 || left[i - 2].end != before.start),
            _ => false,
        };
        if !noun {
            continue;
        }
        right[0].pos = Pos::one(Tag::NNG);
        // what was taken for the ending of that verb is the topic's particle
        let end = right[0].end;
        if let Some(after) = right.get_mut(1)
            && after.start == end
            && after.pos.first() == Tag::ETM
            && matches!(after.text(text), "는" | "은")
        {
            after.pos = Pos::one(Tag::JX);
        }
    }
}

const SUFFIXES: [char; 27] = [
    '키', '하', '되', '시', '당', '받', '드', '해', '한', '할', '함', '합', '했', '됐', '된', '될', '됨', '됩', '돼',
    '케', '토', '커', '킨', '킬', '켜', '켰', '킴',
];

/// A syllable that ends in ㅁ (나눔, 쉼): the verb as a noun.
fn is_m(c: char) -> bool {
    (c as u32).checked_sub(0xAC00).is_some_and(|i| i < 11_172 && i % 28 == 16)
}

fn is_noun(tag: Tag) -> bool {
    matches!(tag, Tag::NNG | Tag::NNP | Tag::SL | Tag::XSN | Tag::XPN | Tag::XR)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as they are cut, and the tags that the grammars see.
    #[test]
    fn pieces_of_compounds_are_nouns() {
        let analyser = crate::tokens::for_tests();
        let mut worker = analyser.worker();
        for (text, last, tag) in [
            ("산불재난특수진화대는 증원한다", "는", Tag::JX),
            ("이동식 소화수조 397개", "수조", Tag::NNG),
            ("복합단지 조성", "단지", Tag::NNG),
            ("전기요금을 30%) 할", ")", Tag::SSC),
            ("단독주택 1만 가구에 설치비의 70%를 지원한다", "설", Tag::NNG),
            ("수의계약 4억 원", "의", Tag::NNG),
            ("50억원 규모의 농할상품권을 발행", "할", Tag::NNG),
            ("46개 전시회에 통합 한국관 구축", "한", Tag::NNG),
            // real verbs and numerals stay what they are
            ("지원하는 사업", "하", Tag::XSV),
            ("3만 5천 명", "천", Tag::NR),
        ] {
            let analysed = worker.analyse(text);
            let mut tokens = Vec::new();
            copy(text, &analysed.tokens, &mut tokens);
            let found = tokens.iter().find(|t| t.text(text).starts_with(last) && t.pos.first() == tag);
            assert!(found.is_some(), "{text}: no {last}/{tag} in {tokens:?}");
        }
    }
}
