//! Lengths of time: 5년간, 향후 3년 동안, 2년 내.

use super::*;

/// `5년간`, `향후 3년 동안`, `2년 내`, `6개월`.
///
/// Years that begin now (향후 10년간) also have their end.
pub(super) fn duration(text: &str, at: usize, today: Option<Date>) -> Option<DateMention> {
    let mut c = Cursor::new(text, at);
    let mut look = Look::Plain;
    for (word, l) in LOOKS {
        if c.eat(word) {
            look = *l;
            c.skip_space();
        }
    }
    let n = number::at(text, c.at()).filter(|n| !n.scaled && !n.decimal && n.max.is_none() && n.digits <= 3)?;
    c.reset(n.span.end);
    c.skip_space();
    let unit = [("개년", 'Y'), ("년", 'Y'), ("개월", 'M'), ("주", 'W'), ("일", 'D')].iter().find(|(u, _)| c.eat(u))?;
    let mut role = Role::At;
    let marked = if c.eat("간") || (unit.0 == "개년") {
        true
    } else {
        let mark = c.at();
        c.skip_space();
        if c.eat("동안") {
            true
        } else if c.eat_any(&["이내", "내에", "내로", "안에", "내 ", "내"]) {
            role = Role::Until;
            true
        } else {
            c.reset(mark);
            false
        }
    };
    let plain_ahead = look != Look::Plain && unit.1 != 'D' && !(unit.1 == 'Y' && n.value.is_zero());
    if !marked && !plain_ahead {
        return None;
    }
    // 4년 이내로 줄인다: a length to be reached, no date
    if role == Role::Until && c.peek_any(&["로 ", "으로 "]) {
        return None;
    }
    let mut end = c.at();
    while text[..end].ends_with(' ') {
        end -= 1;
    }
    Some(DateMention {
        span: Span::new(at, end),
        kind: Kind::Duration,
        from: None,
        by: years_from_now(look, unit.1, &n, today),
        duration: Some(format!("P{}{}", n.value, unit.1)),
        role,
        look,
        year_given: false,
    })
}

pub(super) fn years_from_now(look: Look, unit: char, n: &number::Number, today: Option<Date>) -> Option<Point> {
    use rust_decimal::prelude::ToPrimitive;
    let years = n.value.to_i16().filter(|_| look == Look::Ahead && unit == 'Y')?;
    today.map(|d| Point::year(d.year() + years))
}

/// `올해부터 향후 3년간`, `2026년까지 5년간`: a length directly behind the date that it begins or ends with.
pub(super) fn continues(text: &str, last: &DateMention, length: &DateMention) -> bool {
    length.kind == Kind::Duration
        && last.kind != Kind::Duration
        && matches!(last.role, Role::Since | Role::Until)
        && (last.duration.is_none() || last.duration == length.duration)
        && matches!(&text[last.span.end..length.span.start], " " | "")
}

/// Gives `date` the length that stands behind it: a period of years that has only a start gets its end.
pub(super) fn run_for(date: &mut DateMention, length: &DateMention) {
    date.span.end = length.span.end;
    date.duration.clone_from(&length.duration);
    let years = length
        .duration
        .as_deref()
        .and_then(|d| d.strip_prefix('P'))
        .and_then(|d| d.strip_suffix('Y'))
        .and_then(|d| d.parse::<i16>().ok());
    if let (Role::Since, Some(start), Some(years)) = (date.role, date.by, years.filter(|y| (1..=60).contains(y))) {
        date.from = Some(start);
        date.by = Some(Point::year(start.year + years - 1));
        date.kind = Kind::Period;
    }
}
