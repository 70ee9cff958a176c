//! What a number before a counter is: an amount, a place in a series, part of a name.

use super::*;

/// Whether the number before a counter counts, orders or names.
pub(super) fn read(
    text: &str,
    number: &Number,
    range: bool,
    unit: usize,
    end: usize,
    tokens: &[Token],
    lexicon: &Lexicon,
) -> Reading {
    let entry = lexicon.units.get(unit);
    let small = !number.scaled && !number.decimal && number.value < Decimal::from(100) && !range;
    match entry.class {
        UnitClass::Duration => Reading::Duration,
        UnitClass::Name
            if !number.scaled
                && number.value < Decimal::from(200)
                && names_what_follows(text, end, tokens, lexicon) =>
        {
            Reading::Name
        }
        // 연령별로 20대(13.8%), 60대 이상에서: decades of life
        UnitClass::Name if entry.name == "대" && small && is_decade(text, number, end) => Reading::Name,
        // (1기) 2014~2018, 22기 자문회의
        UnitClass::Ordinal if small && text[end..].starts_with(')') && text[..number.span.start].ends_with('(') => {
            Reading::Ordinal
        }
        UnitClass::Ordinal
            if small && (names_what_follows(text, end, tokens, lexicon) || orders(text, end, &entry.name)) =>
        {
            Reading::Ordinal
        }
        // 2원 체계: two principals, no two won
        UnitClass::Money if small && number.value < Decimal::TEN && names_what_follows(text, end, tokens, lexicon) => {
            Reading::Name
        }
        UnitClass::Money if number.digits == 0 && !number.scaled => Reading::Name,
        // 1회 접종, 1차례: once
        _ if matches!(entry.name.as_str(), "회" | "차례" | "번") && number.value == Decimal::ONE && !range => {
            Reading::Name
        }
        // 참여기업 한 곳: one of many, no amount
        _ if number.native && number.value == Decimal::ONE && number.max.is_none() => Reading::Name,
        _ => Reading::Amount,
    }
}

/// Tens from ten to ninety with 대 that no noun stands before, and people behind: an age, not vehicles.
pub(super) fn is_decade(text: &str, number: &Number, end: usize) -> bool {
    let ten = Decimal::TEN;
    if number.native || number.value < ten || !(number.value % ten).is_zero() {
        return false;
    }
    let before = text[..number.span.start].trim_end_matches(' ');
    let counted = before.ends_with(is_hangul)
        && !["는", "은", "서", "별로", "의", "이", "가", "과", "와", "및"].iter().any(|w| before.ends_with(w));
    let rest = text[end..].trim_start_matches(' ');
    let people = [
        "이상", "이하", "미만", "층", "여성", "남성", "청년", "인구", "에서", "는 ", "가 ", "의 ", "도 ", "와 ",
        "부터", "후반", "초반", "중반",
    ]
    .iter()
    .any(|w| rest.starts_with(w));
    let share = rest.strip_prefix('(').is_some_and(|r| r.find(')').is_some_and(|i| r[..i].contains('%')));
    !counted && (people || share)
}

/// Some counters order whatever follows when the number is small (1호를, 2인 이상).
pub(super) fn orders(text: &str, end: usize, unit: &str) -> bool {
    matches!(unit, "호" | "인" | "세대" | "등급" | "권" | "동")
        && !text[end..].trim_start().starts_with("공급")
        && !text[end..].starts_with("씩")
}

/// Whether a noun follows that the number belongs to (4대 전략, 3기 신도시) — and not a particle, an
/// action (6대 도입) or a word of amount (5대 이상).
pub(super) fn names_what_follows(text: &str, end: usize, tokens: &[Token], lexicon: &Lexicon) -> bool {
    let rest = &text[end..];
    let spaced = rest.starts_with([' ', '\u{a0}']);
    // 3대(大) 분야
    if rest.starts_with("(大)") {
        return true;
    }
    // 3대 1: a score or ratio
    if rest.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit()) && text[..end].ends_with('대') {
        return true;
    }
    let Some(next) = token_from(tokens, end) else { return false };
    if !spaced && next.start as usize == end && !matches!(next.pos.first(), Tag::NNG | Tag::NNP | Tag::SL | Tag::XPN) {
        return false;
    }
    if !rest.trim_start_matches([' ', '\u{a0}']).starts_with(|c: char| c.is_alphabetic()) || rest.starts_with('\n') {
        return false;
    }
    let word = next.text(text);
    const AMOUNT_WORDS: [&str; 20] = [
        "추가", "신규", "등", "규모", "분", "이상", "이하", "이내", "미만", "초과", "가량", "정도", "내외", "안팎",
        "모두", "전량", "및", "중", "전체", "각",
    ];
    if AMOUNT_WORDS.contains(&word) {
        return false;
    }
    // 6대 도입, 5대 시범운영: the word is an action; 4대 피해 구제, 4대 정책지원 name a set
    let at = tokens.partition_point(|t| t.start < next.start);
    let mut last = at;
    while last + 1 < tokens.len()
        && tokens[last + 1].start == tokens[last].end
        && matches!(tokens[last + 1].pos.first(), Tag::NNG | Tag::NNP | Tag::XSN)
    {
        last += 1;
    }
    let acts = |t: &Token| {
        lexicon.actions.noun(t.text(text)).is_some_and(|a| matches!(a.class, ActionClass::Do | ActionClass::Change))
    };
    if acts(&tokens[last]) && (last == at || word == "시범" || acts(next)) {
        // 3대 교육 지향점 names a set; 6대 도입 추진, 2기 건설 사업 do not
        let noun_behind = tokens.get(last + 1).is_some_and(|t| {
            text[tokens[last].end as usize..t.start as usize] == *" "
                && matches!(t.pos.first(), Tag::NNG)
                && lexicon.actions.noun(t.text(text)).is_none()
                && !matches!(t.text(text), "등" | "사업" | "시" | "후" | "중" | "전" | "완료")
        });
        if !(noun_behind && text[..end].ends_with('대')) {
            return false;
        }
    }
    matches!(next.pos.first(), Tag::NNG | Tag::NNP | Tag::SL | Tag::XPN | Tag::XR | Tag::NNB | Tag::SN)
}
