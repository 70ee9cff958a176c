//! Dates, periods and durations, resolved against the article's date.
//!
//! A point keeps its granularity ([`Point`]). What the article's date is needed for (내년, 오는 7월, 17일) stays
//! unresolved without one: `from` and `by` are then `None`, never today's year.

mod atom;
mod length;
#[cfg(test)]
mod tests;

use super::calendar::{Grain, Point};
use super::cursor::Cursor;
use super::letter::is_alphanumeric;
use super::number;
use crate::model::Span;
use atom::{Atom, atom, second_atom};
use jiff::civil::Date;
use length::{continues, duration, run_for};

/// What stands behind the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Nothing of weight (2030년에).
    At,
    /// 까지, 내, 안에: by then.
    Until,
    /// 부터, 이후: from then.
    Since,
    /// 대비, 보다: compared with then.
    Compared,
    /// 기준, 현재: as of then.
    AsOf,
}

/// Which way the words in front look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// 지난, 작년, 최근.
    Back,
    /// 오는, 내년, 향후.
    Ahead,
    /// Neither.
    Plain,
}

/// What kind of time is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One point.
    Date,
    /// From one point to another.
    Period,
    /// A length of time.
    Duration,
}

/// A date, period or duration in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// Its bytes, 까지 and 부터 included.
    pub span: Span,
    /// Which of the three.
    pub kind: Kind,
    /// Start of a period.
    pub from: Option<Point>,
    /// The point, or the end of a period.
    pub by: Option<Point>,
    /// ISO 8601 length.
    pub duration: Option<String>,
    /// What stands behind it.
    pub role: Role,
    /// Which way it looks.
    pub look: Look,
    /// The year was written (or a word such as 내년), not taken from the article's date.
    pub year_given: bool,
}

const DASHES: [char; 9] = ['~', '∼', '～', '〜', '-', '–', '—', '―', '‑'];
const APOSTROPHES: [char; 7] = ['\'', '’', '‘', '`', '´', '′', '＇'];
/// Words for a year, with its distance from the article's year and the way they look.
const YEAR_WORDS: &[(&str, i16, Look)] = &[
    ("내후년", 2, Look::Ahead),
    ("재작년", -2, Look::Back),
    ("지난해", -1, Look::Back),
    ("올해", 0, Look::Plain),
    ("금년", 0, Look::Plain),
    ("당해", 0, Look::Plain),
    ("내년", 1, Look::Ahead),
    ("명년", 1, Look::Ahead),
    ("후년", 2, Look::Ahead),
    ("작년", -1, Look::Back),
    ("전년", -1, Look::Back),
];
/// Words in front of a month or day.
const LOOKS: &[(&str, Look)] = &[
    ("오는", Look::Ahead),
    ("돌아오는", Look::Ahead),
    ("지난", Look::Back),
    ("향후", Look::Ahead),
    ("앞으로", Look::Ahead),
    ("최근", Look::Back),
    ("다음 해", Look::Ahead),
];

/// Every date, period and duration of `text[span]`, in order, without overlaps.
pub fn find(text: &str, span: Span, today: Option<Date>) -> Vec<DateMention> {
    let mut found: Vec<DateMention> = Vec::new();
    let mut at = span.start;
    let mut before: Option<char> = text[..span.start].chars().next_back();
    while at < span.end {
        let Some(c) = text[at..].chars().next() else { break };
        if may_begin(c, before)
            && let Some(mention) = at_position(text, at, today, before)
            && mention.span.end <= span.end
        {
            at = mention.span.end;
            before = text[..at].chars().next_back();
            match found.last_mut().filter(|last| continues(text, last, &mention)) {
                Some(last) => run_for(last, &mention),
                None => found.push(mention),
            }
            continue;
        }
        if number::digit(c).is_some() {
            // a run of digits that is no date is passed over as a whole
            while let Some(d) = text[at..].chars().next().filter(|d| number::digit(*d).is_some()) {
                at += d.len_utf8();
                before = Some(d);
            }
            continue;
        }
        at += c.len_utf8();
        before = Some(c);
    }
    found
}

fn may_begin(c: char, before: Option<char>) -> bool {
    match c {
        '~' | '∼' => matches!(before, Some('(' | ' ') | None),
        '0'..='9' => {
            !matches!(before, Some('.' | ',' | '/' | '$' | '제')) && !before.is_some_and(|b| b.is_ascii_alphanumeric())
        }
        c if APOSTROPHES.contains(&c) => true,
        '내' | '재' | '지' | '올' | '금' | '당' | '명' | '후' | '작' | '전' | '오' | '돌' | '향' | '앞' | '최'
        | '다' | '이' | '연' | '상' | '하' | '임' => !before.is_some_and(is_alphanumeric),
        _ => false,
    }
}

fn at_position(text: &str, at: usize, today: Option<Date>, before: Option<char>) -> Option<DateMention> {
    // (~’33): open at the start
    if text[at..].starts_with(['~', '∼']) {
        // one dash: a line of them must not be gone down one by one
        if before == Some('~') {
            return None;
        }
        let open = at + text[at..].chars().next().map_or(0, char::len_utf8);
        let inner = at_position(text, open, today, Some('~'))
            .filter(|m| m.kind == Kind::Date && m.year_given && m.role == Role::At)?;
        return Some(DateMention { span: Span::new(at, inner.span.end), role: Role::Until, ..inner });
    }
    if let Some(duration) = duration(text, at, today) {
        return Some(duration);
    }
    let first = atom(text, at, today, before)?;
    let mut c = Cursor::new(text, first.end);
    let mut mention = DateMention {
        span: Span::new(at, first.end),
        kind: Kind::Date,
        from: None,
        by: resolve(&first, today, None),
        duration: None,
        role: Role::At,
        look: first.look,
        year_given: first.year.is_some(),
    };
    let first_end = first.end;
    if let Some(second) = second_atom(&mut c, today) {
        let second_atom = Atom { year: second.year.or(first.year), ..second };
        mention.kind = Kind::Period;
        mention.from = mention.by;
        mention.by = resolve(&second_atom, today, mention.from);
        mention.year_given |= second.year.is_some();
        mention.span.end = second.end;
        if mention.from.is_some() && mention.by.is_some_and(|b| b.last_day() < mention.from.and_then(|f| f.first_day()))
        {
            // 10월~3월 ends in the year after
            match (mention.by, second.year) {
                (Some(by), None) => mention.by = Some(Point { year: by.year + 1, ..by }),
                _ => return None,
            }
        }
    } else {
        c = Cursor::new(text, first_end);
    }
    let bare_year =
        matches!(first.grain, Grain::Year) && mention.kind == Kind::Date && !named_year(text, at, first_end);
    if bare_year {
        return None;
    }
    finish(text, &mut c, &mut mention);
    if mention.by.is_some_and(|p| !p.exists()) || mention.from.is_some_and(|p| !p.exists()) {
        return None;
    }
    Some(mention)
}

/// A four-digit number is a year only with 년, in brackets of its own, behind an apostrophe, or in the name of the
/// pledge that it dates.
fn named_year(text: &str, start: usize, end: usize) -> bool {
    let written = &text[start..end];
    if written.contains(|c: char| !c.is_ascii_digit()) {
        return true;
    }
    // 2035 국가 온실가스 감축목표(NDC) 53~61%, 2030 NDC: the year by which the pledge is to be kept
    let rest = text[end..].strip_prefix(' ').unwrap_or_default();
    let rest =
        ["국가", "온실가스"].iter().fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest).trim_start());
    let pledged = ["감축목표", "감축 목표", "NDC"].iter().any(|name| rest.starts_with(name));
    pledged || (text[..start].ends_with('(') && text[end..].starts_with(')'))
}

/// 까지, 부터, 대비 …: what the date is for, and how much of it belongs to the mention.
fn finish(text: &str, c: &mut Cursor<'_>, mention: &mut DateMention) {
    let mark = c.at();
    c.skip_space();
    let role = if c.eat_any(&["까지", "내로", "이내", "안에", "안으로", "내에"]) {
        Some(Role::Until)
    } else if c.eat_any(&["부터", "이후", "이래"]) {
        Some(Role::Since)
    } else if c.peek_any(&["대비", "보다", "에 비해", "에 비하"]) {
        mention.role = Role::Compared;
        None
    } else if c.peek_any(&["기준", "현재", "말 기준", "말 현재"]) {
        mention.role = Role::AsOf;
        None
    } else {
        None
    };
    match role {
        Some(role) => {
            mention.role = role;
            mention.span.end = c.at();
        }
        None => {
            c.reset(mark);
            // 2018년 온실가스 배출량 대비
            if mention.role == Role::At && compared_later(&text[mark..]) {
                mention.role = Role::Compared;
            }
        }
    }
    if mention.role == Role::Since && mention.kind == Kind::Date {
        mention.from = mention.by;
    }
    // 향후 5년간(2025~2029), 5년간: the length beside the dates
    let mut ahead = Cursor::new(text, mention.span.end);
    ahead.skip_space();
    if let Some(length) = duration(text, ahead.at(), None).filter(|_| mention.kind == Kind::Period) {
        mention.duration = length.duration;
    }
}

fn compared_later(rest: &str) -> bool {
    for (i, c) in rest.char_indices().take(16) {
        if rest[i..].starts_with("대비") {
            return true;
        }
        // 올해는 사업장 수를 전년 대비 5배로: another year is compared with
        if ["전년", "작년", "지난해", "전월", "평년", "평시"].iter().any(|w| rest[i..].starts_with(w)) {
            return false;
        }
        if c.is_ascii_digit() || matches!(c, ',' | '.' | '(' | ')' | '\n' | '~' | '→' | '’' | '‘' | '까') {
            return false;
        }
    }
    false
}

/// Fills an atom up from the article's date. A point without a year belongs to the article's year.
fn resolve(atom: &Atom, today: Option<Date>, from: Option<Point>) -> Option<Point> {
    let year = match atom.year {
        Some(0) => return None,
        Some(year) => year,
        None => from.map(|f| f.year).or_else(|| today.map(|d| d.year()))?,
    };
    if let Some(shift) = atom.month_shift {
        let today = today?;
        let months = i32::from(today.year()) * 12 + i32::from(today.month()) - 1 + i32::from(shift);
        let (year, month) = ((months.div_euclid(12)) as i16, (months.rem_euclid(12) + 1) as i8);
        let grain = match atom.grain {
            Grain::Day(_, day) => Grain::Day(month, day),
            _ => Grain::Month(month),
        };
        return Some(Point { year, grain });
    }
    let grain = match atom.grain {
        Grain::Day(0, day) => {
            let month = match from.map(|f| f.grain) {
                Some(Grain::Day(m, _) | Grain::Month(m)) => m,
                _ => today?.month(),
            };
            Grain::Day(month, day)
        }
        grain => grain,
    };
    let mut point = Point { year, grain };
    if atom.year.is_none()
        && let Some(today) = today
    {
        // 오는 2월 in December is next year's, 지난 11월 in January last year's
        match atom.look {
            Look::Ahead if point.last_day().is_some_and(|d| d < today) => point.year += 1,
            Look::Back if point.first_day().is_some_and(|d| d > today) => point.year -= 1,
            _ => {}
        }
    }
    Some(point)
}
