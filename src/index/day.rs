//! Days and months in running text, for asking: `3월 9일` = `3.9.` = `2021. 3. 9.`, `'24.3월` = `2024년 3월`.
//!
//! This is not the grammar of dates (that is `mentions`): it only has to give the same term for two ways to write
//! a day, cheaply, at every digit of every article. A day's term is `#3-9`, a month's with its year `#2024-3`.

use super::document::day_number;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A day or month read from the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Four digits, where they are written or meant ('24).
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31; `None` where only the month is written.
    pub day: Option<i8>,
    /// Where the month begins, in bytes.
    pub month_at: usize,
    /// Where all of it ends, in bytes.
    pub end: usize,
    /// Whether it cannot be a decimal: `3.9` at the end of a question can.
    pub sure: bool,
}

/// The term of a day.
pub fn day_term(month: i8, day: i8) -> String {
    format!("#{month}-{day}")
}

/// The term of a month.
pub fn month_term(year: i16, month: i8) -> String {
    format!("#{year}-{month}")
}

/// Whether a term is that of a day or a month.
pub fn is_day_or_month(term: &str) -> bool {
    term.starts_with('#') && term.contains('-')
}

/// The terms of the day on which an article was published.
pub fn terms_of(date: Date) -> [String; 2] {
    [day_term(date.month(), date.day()), month_term(date.year(), date.month())]
}

/// How near a publication (days since 1970) is to a day's term in the same or a neighbouring year: 1 on the day
/// itself, 0 a week away.
pub fn nearness(term: &str, published: i64) -> f32 {
    let Some((month, day)) = term.strip_prefix('#').and_then(|term| term.split_once('-')) else { return 0.0 };
    let (Ok(month), Ok(day)) = (month.parse::<i8>(), day.parse::<i8>()) else { return 0.0 };
    let Ok(date) = date(1970, 1, 1).checked_add(published.days()) else { return 0.0 };
    let nearest = (-1..=1)
        .filter_map(|year| Date::new(date.year().checked_add(year)?, month, day).ok())
        .map(|asked| (day_number(asked) - published).abs())
        .min();
    nearest.map_or(0.0, |days| (1.0 - days as f32 / 7.0).max(0.0))
}

/// Characters after which two digits are a year.
pub const APOSTROPHES: [char; 6] = ['\'', '’', '‘', '`', '´', '′'];
/// Middle dots: `5·18` is always a day.
const MIDDLE_DOTS: [char; 4] = ['·', '‧', 'ㆍ', '･'];

/// Reads a day or month that begins with a digit at the beginning of `text`. `apostrophe` says whether one stands
/// before it. A decimal (`3.9%`, `3.9 `) is no day: behind the second number there must be a dot or a bracket, a
/// comma, a dash or 일; or nothing, and then it is not sure.
pub fn written(text: &str, apostrophe: bool) -> Option<Written> {
    let mut at = 0;
    let (first, length) = number(text)?;
    at += length;
    match length {
        4 if (1900..2100).contains(&first) => month_after(text, first, at),
        2 if apostrophe => month_after(text, 2000 + first, at),
        1 | 2 => {
            if let Some(rest) = text[at..].strip_prefix('월') {
                let month = month(first)?;
                let rest = one_space(rest);
                let (day, length) = number(rest).filter(|(day, length)| *length <= 2 && (1..=31).contains(day))?;
                let end = text.len() - rest.len() + length;
                let after = text[end..].strip_prefix('일')?;
                let end = text.len() - after.len();
                return Some(Written { year: None, month, day: Some(day as i8), month_at: 0, end, sure: true });
            }
            if length == 2 && text[at..].starts_with('년') {
                return month_after(text, 2000 + first, at).filter(|w| text[..w.end].ends_with(['월', '일']));
            }
            dotted(text, first, at)
        }
        _ => None,
    }
}

fn month(number: i16) -> Option<i8> {
    (1..=12).contains(&number).then_some(number as i8)
}

/// Digits, at most four, and how many.
fn number(text: &str) -> Option<(i16, usize)> {
    let length = text.bytes().take(5).take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&length).then(|| (text[..length].parse().unwrap_or(0), length))
}

fn one_space(text: &str) -> &str {
    text.strip_prefix(' ').unwrap_or(text)
}

/// What separates year, month and day, and what follows it.
fn separator(text: &str) -> Option<(&str, char)> {
    let c = text.chars().next().filter(|c| matches!(c, '년' | '월' | '.' | '-' | '/'))?;
    Some((one_space(&text[c.len_utf8()..]), c))
}

/// A month, and perhaps a day, behind a year.
fn month_after(text: &str, year: i16, at: usize) -> Option<Written> {
    let (rest, first) = separator(&text[at..]).filter(|(_, c)| *c != '월')?;
    let month_at = text.len() - rest.len();
    let (number_of_month, length) = number(rest).filter(|(_, length)| *length <= 2)?;
    let month = month(number_of_month)?;
    let after_month = month_at + length;
    let mut read = Written { year: Some(year), month, day: None, month_at, end: after_month, sure: true };
    if let Some((rest, second)) = separator(&text[after_month..]).filter(|(_, c)| *c != '년') {
        if second == '월' {
            read.end = after_month + '월'.len_utf8();
        }
        if let Some((day, length)) = number(rest).filter(|(day, length)| *length <= 2 && (1..=31).contains(day)) {
            let end = text.len() - rest.len() + length;
            let dated = text[end..].strip_prefix('일');
            // `2024년 3월 5개`: 5 is no day
            if second != '월' || dated.is_some() {
                return Some(Written {
                    day: Some(day as i8), end: end + dated.map_or(0, |_| '일'.len_utf8()), ..read
                });
            }
        }
        return (second == '월' || first == '년' || second == '.').then_some(read);
    }
    // `2024.3` may be a decimal, `2024-3` a number of something
    None
}

/// `3.9.`, `3.9)`, `3·9`, `21.3.9`.
fn dotted(text: &str, first: i16, at: usize) -> Option<Written> {
    let mark = text[at..].chars().next()?;
    let middle = MIDDLE_DOTS.contains(&mark);
    if !middle && !matches!(mark, '.' | '/') {
        return None;
    }
    let rest = &text[at + mark.len_utf8()..];
    let rest = if mark == '.' { one_space(rest) } else { rest };
    let (second, length) = number(rest).filter(|(_, length)| *length <= 2)?;
    let month_at = text.len() - rest.len();
    let end = month_at + length;
    let behind = &text[end..];
    if !middle && let Some(rest) = behind.strip_prefix(mark) {
        // three numbers: the first is a year
        let rest = one_space(rest);
        if let Some((day, length)) = number(rest).filter(|(day, length)| *length <= 2 && (1..=31).contains(day))
            && first >= 10
            && let Some(month) = month(second)
        {
            let end = text.len() - rest.len() + length;
            return Some(Written { year: Some(2000 + first), month, day: Some(day as i8), month_at, end, sure: true });
        }
    }
    let month = month(first)?;
    let day = (1..=31).contains(&second).then_some(second as i8)?;
    let sure = middle
        || behind.chars().next().is_some_and(|c| matches!(c, '.' | ')' | '(' | ',' | '일' | '~' | '∼' | '～' | '-'));
    let end = end + behind.strip_prefix('일').map_or(0, |_| '일'.len_utf8());
    (sure || behind.is_empty()).then_some(Written { year: None, month, day: Some(day), month_at: 0, end, sure })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_ways_to_write_a_day() {
        for (text, apostrophe, year, month, day, end) in [
            ("3월 9일 회의", false, None, 3, Some(9), "3월 9일"),
            ("3월9일", false, None, 3, Some(9), "3월9일"),
            ("3.9.(화)", false, None, 3, Some(9), "3.9"),
            ("3.9)", false, None, 3, Some(9), "3.9"),
            ("3. 9.", false, None, 3, Some(9), "3. 9"),
            ("3.9일", false, None, 3, Some(9), "3.9일"),
            ("4.1~4.20", false, None, 4, Some(1), "4.1"),
            ("5·18 민주화운동", false, None, 5, Some(18), "5·18"),
            ("2021. 3. 9. 정부서울청사", false, Some(2021), 3, Some(9), "2021. 3. 9"),
            ("2021년 3월 9일", false, Some(2021), 3, Some(9), "2021년 3월 9일"),
            ("2021-03-09", false, Some(2021), 3, Some(9), "2021-03-09"),
            ("21.3.9.", false, Some(2021), 3, Some(9), "21.3.9"),
            ("21.3.9.", true, Some(2021), 3, Some(9), "21.3.9"),
            ("24.3월", true, Some(2024), 3, None, "24.3월"),
            ("24년 3월", false, Some(2024), 3, None, "24년 3월"),
            ("2024년 3월 5개", false, Some(2024), 3, None, "2024년 3월"),
            ("2024년 12월중", false, Some(2024), 12, None, "2024년 12월"),
            ("2024.3. 현재", false, Some(2024), 3, None, "2024.3"),
        ] {
            let read = written(text, apostrophe).unwrap_or_else(|| panic!("{text} is a day"));
            assert_eq!((read.year, read.month, read.day, &text[..read.end]), (year, month, day, end), "{text}");
            assert!(text[read.month_at..].trim_start_matches('0').starts_with(&month.to_string()), "{text}");
        }
    }

    #[test]
    fn a_bare_pair_at_the_end_is_not_sure() {
        assert!(written("3.9", false).is_some_and(|read| !read.sure));
        assert!(written("3.9.", false).is_some_and(|read| read.sure));
    }

    #[test]
    fn publications_near_a_day() {
        let at = |year, month, day| day_number(date(year, month, day));
        assert_eq!(nearness("#3-9", at(2021, 3, 9)), 1.0);
        assert!(nearness("#12-31", at(2021, 1, 1)) > 0.8);
        assert_eq!(nearness("#3-9", at(2021, 3, 20)), 0.0);
        assert_eq!(nearness("#2021-3", at(2021, 3, 9)), 0.0);
    }

    #[test]
    fn other_numbers_are_no_days() {
        for text in [
            "3.9%",
            "3.9 증가",
            "3.95.",
            "13월 2일",
            "13.9.",
            "3월",
            "3월 32일",
            "2024",
            "2024년",
            "2024.35",
            "12,000",
            "",
            "가",
        ] {
            assert_eq!(written(text, false), None, "{text}");
        }
    }
}
