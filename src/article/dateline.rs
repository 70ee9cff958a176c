//! Dates that articles state about themselves.

use jiff::civil::Date;

/// Reads a first line such as `date 2025-12-17 산업부·중기부 업무보고`: the date, and where in the line the
/// title begins (its length when there is no title).
pub(super) fn date_line(line: &str) -> Option<(Date, usize)> {
    let rest = line.trim_start();
    let rest = rest.strip_prefix("date").or_else(|| rest.strip_prefix("Date"))?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let digits = rest.trim_start();
    if digits.len() == rest.len() || !digits.is_char_boundary(10) {
        return None;
    }
    let (date, title) = (digits.get(..10)?, digits.get(10..)?);
    let date: Date = date.parse().ok()?;
    if title.starts_with(|c: char| !c.is_whitespace()) {
        return None;
    }
    Some((date, line.len() - title.trim_start().len()))
}
