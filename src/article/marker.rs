//! List markers as Korean releases write them, and how deep each one stands.

/// A list marker at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    /// Its bytes, with the white space behind it.
    pub len: usize,
    /// Depth that the family usually has: □ 0, ○ 1, - 2, * 3.
    pub level: u8,
    /// Which family it belongs to: items of one family with the same indentation are siblings.
    pub family: Family,
}

/// Families of list markers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Family {
    /// □ ■ ◇ ◆ ◈ ㅁ ❏
    Square,
    /// ○ ● ◦ ㅇ o ◎
    Circle,
    /// - – — ―
    Dash,
    /// · • ▪ ∙
    Dot,
    /// * ※
    Note,
    /// ▶ ▷ ▸ △ ▲ ☞
    Triangle,
    /// ① ➊ ⑴ ㉮
    Enclosed,
    /// 1. Ⅰ. 가.
    Numbered,
    /// 1) (1) 가)
    Parenthesised,
    /// → ⇒ ➡: a consequence of the item above.
    Arrow,
}

/// Reads the marker at the start of `line`, which must not begin with white space.
///
/// A sign is no marker: `-3.2%` and `△29.3` are numbers, `3. 8.(금)` is a date.
pub(super) fn read(line: &str) -> Option<Marker> {
    let first = line.chars().next()?;
    let (bytes, level, family) = match first {
        '□' | '■' | '◇' | '◆' | '◈' | 'ㅁ' | '❏' | '❑' | '▣' | '▢' | '◘' | '◼' | '◻' | '⬜' | '⬛' => {
            (run(line, first), 0, Family::Square)
        }
        '○' | '●' | '◦' | 'ㅇ' | '◎' | '❍' | '⚪' | '⚫' | '〇' | '◯' | '￮' | '⦁' | '⚬' => {
            (run(line, first), 1, Family::Circle)
        }
        'o' | 'ο' if followed_by_space(line, first) => (first.len_utf8(), 1, Family::Circle),
        '-' | '–' | '—' | '―' | '−' | '‑' | '‐' | '－' if !followed_by_digit(line, first) => {
            (run(line, first), 2, Family::Dash)
        }
        '·' | '•' | '▪' | '∙' | '⋅' | 'ㆍ' | '・' | '･' | '‧' | '▫' | '◾' | '◽' | '∘' | '‣' => {
            (run(line, first), 2, Family::Dot)
        }
        '*' | '＊' | '※' | '⁕' | '†' | '‡' | '∗' => (run(line, first), 3, Family::Note),
        '▶' | '▷' | '▸' | '▹' | '►' | '▻' | '➤' | '☞' | '☑' | '✔' | '✓' | '✅' | '❖' | '★' | '☆' => {
            (run(line, first), 1, Family::Triangle)
        }
        '△' | '▲' | '▵' | '▴' | '▼' | '▽' | '▾' if !followed_by_digit(line, first) => {
            (run(line, first), 1, Family::Triangle)
        }
        '→' | '⇒' | '➡' | '➔' | '⇨' | '⟶' | '↳' | '└' => (run(line, first), 3, Family::Arrow),
        '#' if followed_by_space(line, first) => (1, 1, Family::Dot),
        // ① … ⓿, ➀ … ➓, ❶ … ❿, ㈀ … ㈞, ㉠ … ㉻
        '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{3200}'..='\u{321B}' | '\u{3260}'..='\u{327E}' => {
            (first.len_utf8(), 1, Family::Enclosed)
        }
        // 한글 puts its own bullets into the private use area.
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' => (first.len_utf8(), 1, Family::Dot),
        'Ⅰ'..='Ⅻ' | 'ⅰ'..='ⅻ' => (numbered(line, first.len_utf8())?, 0, Family::Numbered),
        '0'..='9' => arabic(line)?,
        '가'..='힣' if is_ordinal_syllable(first) => {
            let bytes = numbered(line, first.len_utf8())?;
            if line[..bytes].ends_with(')') { (bytes, 2, Family::Parenthesised) } else { (bytes, 1, Family::Numbered) }
        }
        '(' => (parenthesised(line)?, 2, Family::Parenthesised),
        _ => return None,
    };
    let rest = &line[bytes..];
    let len = bytes + (rest.len() - rest.trim_start().len());
    Some(Marker { len, level, family })
}

/// Bytes of the repetition of `first` (`**`, `--`) at the start of the line.
fn run(line: &str, first: char) -> usize {
    line.len() - line.trim_start_matches(first).len()
}

fn followed_by_space(line: &str, first: char) -> bool {
    line[first.len_utf8()..].starts_with(char::is_whitespace)
}

fn followed_by_digit(line: &str, first: char) -> bool {
    line[first.len_utf8()..].starts_with(|c: char| c.is_ascii_digit())
}

/// 가. 나. 다. … : the fourteen syllables that count.
fn is_ordinal_syllable(c: char) -> bool {
    matches!(c, '가' | '나' | '다' | '라' | '마' | '바' | '사' | '아' | '자' | '차' | '카' | '타' | '파' | '하')
}

/// `label` bytes, then `.` or `)`, then white space: how long label and mark are.
fn numbered(line: &str, label: usize) -> Option<usize> {
    let mut rest = line[label..].chars();
    let mark = rest.next()?;
    (matches!(mark, '.' | ')' | '．') && rest.next()?.is_whitespace()).then_some(label + mark.len_utf8())
}

/// `1. ` or `1) `, but not the date `3. 8.(금)`, the decimal `9.2` nor the year `2025. `.
fn arabic(line: &str) -> Option<(usize, u8, Family)> {
    let digits = line.bytes().take(3).take_while(u8::is_ascii_digit).count();
    if digits > 2 {
        return None;
    }
    let rest = &line[digits..];
    if let Some(rest) = rest.strip_prefix(')') {
        return (!rest.is_empty()).then_some((digits + 1, 2, Family::Parenthesised));
    }
    let rest = rest.strip_prefix('.')?;
    if !rest.starts_with(char::is_whitespace) && !rest.starts_with(is_hangul) {
        return None;
    }
    (!begins_like_day(rest.trim_start())).then_some((digits + 1, 0, Family::Numbered))
}

/// `8.` or `17.(수)`: the second part of a date whose first part looked like a list number.
fn begins_like_day(rest: &str) -> bool {
    let digits = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && (digits == rest.len() || rest[digits..].starts_with(['.', '(', ',', '~', '∼']))
}

/// `(1) ` or `(가) `: how long it is.
fn parenthesised(line: &str) -> Option<usize> {
    let inner = &line[1..];
    let digits = inner.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let label = match digits {
        0 => inner.chars().next().filter(|c| is_ordinal_syllable(*c))?.len_utf8(),
        1 | 2 => digits,
        _ => return None,
    };
    let rest = inner[label..].strip_prefix(')')?;
    (rest.starts_with(char::is_whitespace) || rest.starts_with(is_hangul)).then_some(1 + label + 1)
}

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_of_every_family() {
        for (line, content, level) in [
            ("□ 도는 올해", "도는 올해", 0),
            ("■예산", "예산", 0),
            ("ㅇ 시군별 배정", "시군별 배정", 1),
            ("o 시군별 배정", "시군별 배정", 1),
            ("- 2030년까지 300개", "2030년까지 300개", 2),
            ("-국비 확보-", "국비 확보-", 2),
            ("** 추정치", "추정치", 3),
            ("※ 붙임 참조", "붙임 참조", 3),
            ("① 기반 구축", "기반 구축", 1),
            ("➊ 기반 구축", "기반 구축", 1),
            ("1. 추진 배경", "추진 배경", 0),
            ("1. 2026년 예산", "2026년 예산", 0),
            ("2) 지원 대상", "지원 대상", 2),
            ("(1) 지원 대상", "지원 대상", 2),
            ("가. 지원 대상", "지원 대상", 1),
            ("Ⅱ. 추진 과제", "추진 과제", 0),
            ("△철원 △양구", "철원 △양구", 1),
            ("→ 300개로 확대", "300개로 확대", 3),
        ] {
            let marker = read(line).unwrap_or_else(|| panic!("no marker in {line}"));
            assert_eq!((&line[marker.len..], marker.level), (content, level), "{line}");
        }
    }

    #[test]
    fn signs_dates_and_words_are_no_markers() {
        for line in [
            "-3.2%",
            "△29.3",
            "3. 8.(금) 개최",
            "12. 17.",
            "9.2",
            "2025. 12. 17.",
            "(50.7%)",
            "(13)",
            "가을 축제",
            "다음 달",
            "open data",
            "1만 개",
            "10%",
            "\u{1F600}",
            "(2025년)",
            "나.",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
