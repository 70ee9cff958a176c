//! Dates that articles state about themselves.

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

/// How far into the text a dateline can stand, in lines that are not blank.
const DATELINE_LINES: usize = 12;
/// A dateline is shorter than this, in bytes.
const DATELINE_BYTES: usize = 200;
/// Words that say that a publication date follows.
const LABELS: [&str; 15] = [
    "보도시점",
    "보도일시",
    "보도일",
    "보도 시점",
    "보도 일시",
    "배포일시",
    "배포일",
    "배포 일시",
    "배포",
    "입력",
    "등록일",
    "작성일",
    "게재일",
    "승인",
    "발행일",
];

/// Reads a first line such as `date 2025-12-17 산업부·중기부 업무보고`: the date, and where in the line the
/// title begins (its length when there is no title).
pub(super) fn date_line(line: &str) -> Option<(Date, usize)> {
    let rest = line.trim_start();
    let rest = rest.strip_prefix("date").or_else(|| rest.strip_prefix("Date"))?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let digits = rest.trim_start();
    if digits.len() == rest.len() {
        return None;
    }
    let (date, title) = (digits.get(..10)?, digits.get(10..)?);
    let date: Date = date.parse().ok()?;
    if title.starts_with(|c: char| !c.is_whitespace()) {
        return None;
    }
    Some((date, line.len() - title.trim_start().len()))
}

/// Reads a date as metadata write it: ISO 8601 (with a time zone: the day in Korea), `20251217`,
/// `2025.12.17`, `2025년 12월 17일`, `12/17/2025 09:00:00`, RFC 2822.
pub(super) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        return Some(in_korea(instant));
    }
    if let Ok(instant) = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text) {
        return Some(in_korea(instant));
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return date(&text[..4], &text[4..6], &text[6..]);
    }
    american(text).or_else(|| leading(text).map(|(date, _)| date))
}

fn in_korea(instant: jiff::Timestamp) -> Date {
    instant.to_zoned(TimeZone::fixed(Offset::constant(9))).date()
}

/// `12/17/2025 09:00:00`, the OpenAPI's form.
fn american(text: &str) -> Option<Date> {
    let day = text.split_whitespace().next()?;
    let mut parts = day.split('/');
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    (parts.next().is_none() && year.len() == 4).then(|| date(year, month, day))?
}

/// A date of year, month and day at the start of `text` (`2025-12-17`, `2025. 12. 17.`, `2025년 12월 17일`),
/// and what stands behind it.
fn leading(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = digits(text, 4..=4)?;
    let (month, rest) = digits(separator(rest)?, 1..=2)?;
    let (day, rest) = digits(separator(rest)?, 1..=2)?;
    let rest = rest.strip_prefix('일').or_else(|| rest.strip_prefix('.')).unwrap_or(rest);
    Some((date(year, month, day)?, rest))
}

fn digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<(&str, &str)> {
    let length = text.bytes().take(*lengths.end() + 1).take_while(u8::is_ascii_digit).count();
    lengths.contains(&length).then(|| text.split_at(length))
}

fn separator(text: &str) -> Option<&str> {
    let rest = text.trim_start();
    let rest = rest.strip_prefix(['-', '.', '/', '년', '월'])?;
    Some(rest.trim_start())
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok()?;
    if !(1900..=2200).contains(&year) {
        return None;
    }
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Lines above a title: `보도자료`, `보도시점 2025. 12. 2.(화) 조간`, a lone date.
pub(super) fn is_letterhead(line: &str) -> bool {
    const HEADS: [&str; 6] = ["보도자료", "보도참고자료", "보도설명자료", "설명자료", "참고자료", "브리핑"];
    if line.len() > DATELINE_BYTES {
        return false;
    }
    let letters: String = line.chars().filter(|c| c.is_alphanumeric()).collect();
    if HEADS.contains(&letters.as_str()) {
        return true;
    }
    let bare = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let labelled = LABELS.iter().any(|label| {
        let date =
            bare.strip_prefix(label).and_then(|rest| rest.find(|c: char| c.is_ascii_digit()).map(|at| &rest[at..]));
        date.and_then(leading).is_some()
    });
    // `(지면) 2025. 12. 3.(수) 조간`
    let bare = line.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(bare, |(_, rest)| rest.trim_start());
    (labelled && line.chars().count() <= 60) || leading(bare).is_some_and(|(_, behind)| is_only_a_date(behind))
}

/// The publication date that the head of a text states: a line such as `보도시점 2025. 12. 17.(수) 조간`, or a
/// line that is nothing but a date.
pub(super) fn in_text(text: &str) -> Option<Date> {
    let mut label_above = false;
    for line in super::lines::lines(text).take(DATELINE_LINES) {
        let line = line.of(text);
        if line.len() > DATELINE_BYTES {
            label_above = false;
            continue;
        }
        let bare = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let labelled = LABELS.iter().find_map(|label| bare.strip_prefix(label));
        // Between label and date: `:`, `(온라인)`, a tab.
        let rest = match labelled {
            Some(rest) => rest.find(|c: char| c.is_ascii_digit()).map_or("", |at| &rest[at..]),
            None => bare,
        };
        if let Some((date, behind)) = leading(rest)
            && (labelled.is_some() || label_above || is_only_a_date(behind))
        {
            return Some(date);
        }
        label_above = labelled.is_some_and(|rest| rest.chars().all(|c| !c.is_alphanumeric()));
    }
    None
}

/// Behind the date of such a line stand at most a weekday and a time.
fn is_only_a_date(behind: &str) -> bool {
    behind.chars().count() <= 16
        && behind
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || "()[]:.,월화수목금토일요조간석즉시".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn metadata_dates() {
        for written in [
            "2025-12-17",
            "2025-12-17T09:30:00+09:00",
            "2025-12-16T23:30:00Z",
            "20251217",
            "2025.12.17",
            "2025. 12. 17.",
            "2025년 12월 17일",
            "2025/12/17 10:00",
            "12/17/2025 00:00:00",
            "Tue, 16 Dec 2025 23:30:00 GMT",
            "2025-12-17 09:30:00",
        ] {
            assert_eq!(parse(written), Some(day(2025, 12, 17)), "{written}");
        }
        for written in ["", "어제", "2025", "2025-13-01", "31/12/2025", "99999999", "2025-12", "12/17/25"] {
            assert_eq!(parse(written), None, "{written}");
        }
    }

    #[test]
    fn the_first_line_of_a_text() {
        let line = " date 2026-01-09 부두 전기화";
        let (date, title) = date_line(line).unwrap();
        assert_eq!((date, &line[title..]), (day(2026, 1, 9), "부두 전기화"));
        assert_eq!(date_line("date: 2026-01-09").unwrap().1, "date: 2026-01-09".len());
        for line in ["date 내년", "dated 2026-01-09 x", "date 2026-02-30 x", "date 2026-01-09부두", "date 가나다라마바"]
        {
            assert_eq!(date_line(line), None, "{line}");
        }
    }

    #[test]
    fn letterheads() {
        for line in ["보 도 자 료", "보도시점 2026. 1. 9.(금) 조간", "(지 면) 2026. 1. 10.(토) 조간", "2026. 1. 9.(금)"]
        {
            assert!(is_letterhead(line), "{line}");
        }
        for line in ["보도자료 배포 개선 계획", "2026년 1월 9일 개통", "(설명) 승인 2026년까지", "배포 계획 40곳"]
        {
            assert!(!is_letterhead(line), "{line}");
        }
    }

    #[test]
    fn datelines_in_the_text() {
        for text in [
            "보도자료\n보도시점 2026. 1. 9.(금) 조간\n바다물류청, 부두 전기화",
            "부두 전기화\n\n2026. 1. 9.(금)\n\n바다물류청은 …",
            "부두 전기화\n\n입력 2026.01.09 10:21\n\n바다물류청은 …",
            "부두 전기화\n보도 일시\n2026. 1. 9.(금) 10:30\n배포 일시\n2026. 1. 8.(목)",
            "부두 전기화\n(배포일: 2026년 1월 9일)\n",
            "보도자료\n보도시점\t(온라인) 2026. 1. 9.(금) 16:00",
        ] {
            assert_eq!(in_text(text), Some(day(2026, 1, 9)), "{text}");
        }
        for text in
            ["부두 전기화\n\n2026년 1월 9일부터 신청을 받는다", "2030. 12. 31.까지 부두 40선석", "승인 2026년까지 40건"]
        {
            assert_eq!(in_text(text), None, "{text}");
        }
    }
}
