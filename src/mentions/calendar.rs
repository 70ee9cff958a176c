//! Points of the calendar with their granularity: a year is a year, not its first of January.

use jiff::civil::Date;
use std::fmt;

/// How finely a point is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// A year.
    Year,
    /// First or second half (1, 2).
    Half(i8),
    /// Quarter 1–4.
    Quarter(i8),
    /// Month 1–12.
    Month(i8),
    /// Month and day.
    Day(i8, i8),
}

/// A point: a year and what is known below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Point {
    /// The year.
    pub year: i16,
    /// What is known below it.
    pub grain: Grain,
}

impl Point {
    /// The year as a whole.
    pub const fn year(year: i16) -> Self {
        Self { year, grain: Grain::Year }
    }

    /// The first calendar day that it covers; `None` for a day that does not exist.
    pub fn first_day(&self) -> Option<Date> {
        let (month, day) = match self.grain {
            Grain::Year => (1, 1),
            Grain::Half(h) => (h * 6 - 5, 1),
            Grain::Quarter(q) => (q * 3 - 2, 1),
            Grain::Month(m) => (m, 1),
            Grain::Day(m, d) => (m, d),
        };
        Date::new(self.year, month, day).ok()
    }

    /// The last calendar day that it covers.
    pub fn last_day(&self) -> Option<Date> {
        let month = match self.grain {
            Grain::Year => 12,
            Grain::Half(h) => h * 6,
            Grain::Quarter(q) => q * 3,
            Grain::Month(m) => m,
            Grain::Day(..) => return self.first_day(),
        };
        Date::new(self.year, month, 1).ok().map(Date::last_of_month)
    }

    /// Whether a calendar has it.
    pub fn exists(&self) -> bool {
        (1900..=2200).contains(&self.year) && self.last_day().is_some()
    }
}

/// `2030`, `2026-H1`, `2026-Q3`, `2026-02`, `2026-03-01`.
impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        match self.grain {
            Grain::Year => Ok(()),
            Grain::Half(h) => write!(f, "-H{h}"),
            Grain::Quarter(q) => write!(f, "-Q{q}"),
            Grain::Month(m) => write!(f, "-{m:02}"),
            Grain::Day(m, d) => write!(f, "-{m:02}-{d:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_keep_their_granularity() {
        let table = [
            (Point::year(2030), "2030", "2030-01-01", "2030-12-31"),
            (Point { year: 2026, grain: Grain::Half(2) }, "2026-H2", "2026-07-01", "2026-12-31"),
            (Point { year: 2026, grain: Grain::Quarter(3) }, "2026-Q3", "2026-07-01", "2026-09-30"),
            (Point { year: 2024, grain: Grain::Month(2) }, "2024-02", "2024-02-01", "2024-02-29"),
            (Point { year: 2024, grain: Grain::Day(3, 1) }, "2024-03-01", "2024-03-01", "2024-03-01"),
        ];
        for (point, written, first, last) in table {
            assert_eq!(point.to_string(), written);
            assert_eq!(point.first_day().map(|d| d.to_string()).as_deref(), Some(first));
            assert_eq!(point.last_day().map(|d| d.to_string()).as_deref(), Some(last));
        }
        assert!(!Point { year: 2025, grain: Grain::Day(2, 29) }.exists());
    }
}
