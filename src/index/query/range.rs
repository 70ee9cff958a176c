//! Ranges of dates and of amounts, as typed after `date:`, `deadline:` and `value:`.

use crate::index::number::{Amount, amount};
use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// Days from `first` to `last`, both inclusive; `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRange {
    /// First day.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
}

/// Values between two bounds; `None` is open. `unit` when one was typed with the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountRange {
    /// Lower bound and whether it is included.
    pub low: Option<(Decimal, bool)>,
    /// Upper bound and whether it is included.
    pub high: Option<(Decimal, bool)>,
    /// The unit typed behind the number (`30%`, `1조원`).
    pub unit: Option<String>,
}

/// How a range was written.
enum Shape<'v> {
    One(&'v str),
    Between(&'v str, &'v str),
    Below { bound: &'v str, inclusive: bool },
    Above { bound: &'v str, inclusive: bool },
}

fn shape(value: &str) -> Result<Shape<'_>, String> {
    let value = value.trim();
    for (sign, above, inclusive) in [
        (">=", true, true),
        ("<=", false, true),
        ("≥", true, true),
        ("≤", false, true),
        (">", true, false),
        ("<", false, false),
    ] {
        if let Some(bound) = value.strip_prefix(sign) {
            let bound = bound.trim();
            if bound.is_empty() {
                return Err(format!("a bound must follow `{sign}`"));
            }
            return Ok(if above { Shape::Above { bound, inclusive } } else { Shape::Below { bound, inclusive } });
        }
    }
    match value.split_once("..").or_else(|| value.split_once('~')) {
        Some(("", "")) => Err("a range needs at least one end".to_owned()),
        Some((low, "")) => Ok(Shape::Above { bound: low, inclusive: true }),
        Some(("", high)) => Ok(Shape::Below { bound: high, inclusive: true }),
        Some((low, high)) => Ok(Shape::Between(low, high)),
        None => Ok(Shape::One(value)),
    }
}

impl DateRange {
    /// Reads `2025`, `2025-01..2025-12`, `>=2024-07-01`, `..2030`, `2025-Q3`, `2025년 3월`.
    pub(super) fn parse(value: &str) -> Result<Self, String> {
        let range = match shape(value)? {
            Shape::One(day) => period(day).map(|(first, last)| Self { first: Some(first), last: Some(last) })?,
            Shape::Between(from, to) => Self { first: Some(period(from)?.0), last: Some(period(to)?.1) },
            Shape::Below { bound, inclusive: true } => Self { first: None, last: Some(period(bound)?.1) },
            Shape::Below { bound, inclusive: false } => {
                let before = period(bound)?.0.checked_sub(1.day()).map_err(|_| format!("`{bound}` is too early"))?;
                Self { first: None, last: Some(before) }
            }
            Shape::Above { bound, inclusive: true } => Self { first: Some(period(bound)?.0), last: None },
            Shape::Above { bound, inclusive: false } => {
                let after = period(bound)?.1.checked_add(1.day()).map_err(|_| format!("`{bound}` is too late"))?;
                Self { first: Some(after), last: None }
            }
        };
        match (range.first, range.last) {
            (Some(first), Some(last)) if first > last => {
                Err(format!("the range ends ({last}) before it begins ({first})"))
            }
            _ => Ok(range),
        }
    }
}

/// First and last day of a year, half, quarter, month or day.
fn period(text: &str) -> Result<(Date, Date), String> {
    let no = || format!("`{text}` is not a date");
    let trimmed = text.trim().trim_start_matches(['\'', '’', '‘', '`']);
    let cleaned: String = trimmed
        .chars()
        .map(|c| match c {
            '년' | '월' | '.' | '/' => '-',
            '일' => ' ',
            c => c.to_ascii_uppercase(),
        })
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut parts = cleaned.trim_matches('-').split('-');
    let year = parts.next().unwrap_or_default();
    let year: i16 = match (year.len(), year.parse::<i16>()) {
        (4, Ok(year)) => year,
        (2, Ok(year)) => 2000 + year,
        _ => return Err(no()),
    };
    let day = |month: i8, day: i8| Date::new(year, month, day).map_err(|_| no());
    let months = |first: i8, last: i8| Ok((day(first, 1)?, day(last, 1)?.last_of_month()));
    let range = match parts.next() {
        None => months(1, 12),
        Some("H1" | "상반기") => months(1, 6),
        Some("H2" | "하반기") => months(7, 12),
        Some(quarter) if quarter.starts_with('Q') => match quarter {
            "Q1" => months(1, 3),
            "Q2" => months(4, 6),
            "Q3" => months(7, 9),
            "Q4" => months(10, 12),
            _ => Err(no()),
        },
        Some(month) => {
            let month = month.parse::<i8>().ok().filter(|m| (1..=12).contains(m)).ok_or_else(no)?;
            match parts.next() {
                None => months(month, month),
                Some(text) => {
                    let date = text.parse::<i8>().ok().and_then(|d| day(month, d).ok()).ok_or_else(no)?;
                    Ok((date, date))
                }
            }
        }
    };
    if parts.next().is_some() { Err(no()) } else { range }
}

impl AmountRange {
    /// Reads `100만`, `>1조`, `100억..200억`, `>=3조5000억원`, `30%`.
    pub(super) fn parse(value: &str) -> Result<Self, String> {
        let read = |text: &str| -> Result<Amount, String> {
            let text = text.trim();
            match amount(text) {
                Some(amount) if amount.end <= text.len() => Ok(amount),
                _ => Err(format!("`{text}` is not an amount")),
            }
        };
        // What stands behind the number is its unit; anything with digits in it is a mistake.
        let unit = |text: &str, read: &Amount| -> Result<Option<String>, String> {
            let rest = text.trim().get(read.end..).unwrap_or_default().trim();
            match rest {
                "" => Ok(None),
                rest if rest.chars().any(|c| c.is_ascii_digit() || c == '.') || rest.chars().count() > 12 => {
                    Err(format!("`{rest}` behind the number is not a unit"))
                }
                rest => Ok(Some(rest.to_owned())),
            }
        };
        let (low, high, unit) = match shape(value)? {
            Shape::One(text) => {
                let one = read(text)?;
                (Some((one.value, true)), Some((one.value, true)), unit(text, &one)?)
            }
            Shape::Between(from, to) => {
                let (a, b) = (read(from)?, read(to)?);
                let unit = unit(to, &b)?.or(unit(from, &a)?);
                if a.value > b.value {
                    return Err(format!("the range ends ({}) before it begins ({})", b.value, a.value));
                }
                (Some((a.value, true)), Some((b.value, true)), unit)
            }
            Shape::Below { bound, inclusive } => {
                let high = read(bound)?;
                (None, Some((high.value, inclusive)), unit(bound, &high)?)
            }
            Shape::Above { bound, inclusive } => {
                let low = read(bound)?;
                (Some((low.value, inclusive)), None, unit(bound, &low)?)
            }
        };
        Ok(Self { low, high, unit })
    }
}
