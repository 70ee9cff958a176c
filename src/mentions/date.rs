//! Dates, periods and durations, resolved against the article's date.
//!
//! A point keeps its granularity ([`Point`]). What the article's date is needed for (내년, 오는 7월, 17일) stays
//! unresolved without one: `from` and `by` are then `None`, never today's year.

use super::calendar::{Grain, Point};
use super::cursor::Cursor;
use super::letter::is_alphanumeric;
use super::number;
use crate::model::Span;
use jiff::civil::Date;

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

/// `올해부터 향후 3년간`, `2026년까지 5년간`: a length directly behind the date that it begins or ends with.
fn continues(text: &str, last: &DateMention, length: &DateMention) -> bool {
    length.kind == Kind::Duration
        && last.kind != Kind::Duration
        && matches!(last.role, Role::Since | Role::Until)
        && (last.duration.is_none() || last.duration == length.duration)
        && matches!(&text[last.span.end..length.span.start], " " | "")
}

/// Gives `date` the length that stands behind it: a period of years that has only a start gets its end.
fn run_for(date: &mut DateMention, length: &DateMention) {
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

/// One end of a date or period before the article's date has filled it up.
#[derive(Debug, Clone, Copy)]
struct Atom {
    year: Option<i16>,
    grain: Grain,
    look: Look,
    /// 이달, 다음 달: the month is taken from the article's date
    month_shift: Option<i16>,
    end: usize,
}

fn at_position(text: &str, at: usize, today: Option<Date>, before: Option<char>) -> Option<DateMention> {
    // (~’33): open at the start
    if text[at..].starts_with(['~', '∼']) {
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

/// A four-digit number is a year only with 년, in brackets of its own, or behind an apostrophe.
fn named_year(text: &str, start: usize, end: usize) -> bool {
    let written = &text[start..end];
    if written.contains(|c: char| !c.is_ascii_digit()) {
        return true;
    }
    text[..start].ends_with('(') && text[end..].starts_with(')')
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

/// The second end of a period, behind a dash or 부터.
fn second_atom(c: &mut Cursor<'_>, today: Option<Date>) -> Option<Atom> {
    c.skip_space();
    let dashed = c.eat_char(&DASHES);
    if !dashed && !c.eat_any(&["부터", "에서"]) {
        return None;
    }
    c.skip_space();
    let second =
        atom(c.text(), c.at(), today, None).or_else(|| short_second(c, dashed)).or_else(|| dotted_second(c, dashed))?;
    c.reset(second.end);
    Some(second)
}

/// `’21.11.29.~12.03`: month and day, the year is in the first end.
fn dotted_second(c: &mut Cursor<'_>, dashed: bool) -> Option<Atom> {
    let mark = c.at();
    if dashed
        && let Some((_, month)) = c.digits(2).filter(|(_, m)| (1..=12).contains(m))
        && c.eat(".")
    {
        c.skip_space();
        if let Some((_, day)) = c.digits(2).filter(|(_, d)| (1..=31).contains(d))
            && !c.next_is(|n| n.is_ascii_digit() || n == '%' || ('가'..='힣').contains(&n))
        {
            let _ = c.eat(".");
            return Some(Atom {
                year: None,
                grain: Grain::Day(month as i8, day as i8),
                look: Look::Plain,
                month_shift: None,
                end: c.at(),
            });
        }
    }
    c.reset(mark);
    None
}

/// `’22~25년`, `2023~27년`: the century is in the first end.
fn short_second(c: &mut Cursor<'_>, dashed: bool) -> Option<Atom> {
    let mark = c.at();
    let (digits, value) = c.digits(2)?;
    if dashed && digits == 2 && c.eat("년") {
        return Some(Atom {
            year: Some(2000 + value as i16),
            grain: Grain::Year,
            look: Look::Plain,
            month_shift: None,
            end: c.at(),
        });
    }
    c.reset(mark);
    None
}

fn atom(text: &str, at: usize, today: Option<Date>, before: Option<char>) -> Option<Atom> {
    let mut c = Cursor::new(text, at);
    let make = |year, grain, look, end| Some(Atom { year, grain, look, month_shift: None, end });
    if c.eat_char(&APOSTROPHES) {
        let (digits, value) = c.digits(4)?;
        let year = match digits {
            2 => 2000 + value as i16,
            4 if (1950..=2100).contains(&value) => value as i16,
            _ => return None,
        };
        let year = if digits == 2 && value >= 70 { year - 100 } else { year };
        // ’30년까지, ’27.12월, ‘22. 3. 1.
        let word = c.eat("년도") || c.eat("년");
        if !word
            && c.next_is(|n| n.is_alphabetic() && !matches!(n, '월' | '말' | '까' | '부'))
            && c.next_is(|n| n.is_ascii_alphabetic())
        {
            return None;
        }
        let (grain, end) = below_year(&mut c, !word)?;
        return make(Some(year), grain, Look::Plain, end);
    }
    if c.next_is(|n| n.is_ascii_digit()) {
        return numeric(&mut c, before);
    }
    for (word, shift, look) in YEAR_WORDS {
        if c.eat(word) {
            let _ = c.eat("도");
            let year = today.map(|d| d.year() + shift);
            let (grain, end) = below_year(&mut c, false)?;
            // without the article's date a word for a year names none
            return make(Some(year.unwrap_or(0)), grain, *look, end);
        }
    }
    if c.eat("올 ") || c.eat("올") {
        let year = today.map_or(0, |d| d.year());
        let mark = c.at();
        let (grain, end) = below_year(&mut c, false)?;
        return if end > mark { make(Some(year), grain, Look::Plain, end) } else { None };
    }
    if c.eat("연내") || c.eat("연중") {
        return make(Some(today.map_or(0, |d| d.year())), Grain::Year, Look::Plain, c.at());
    }
    if c.eat("연말") {
        return make(Some(today.map_or(0, |d| d.year())), Grain::Month(12), Look::Plain, c.at());
    }
    if c.eat("상반기") {
        return make(None, Grain::Half(1), Look::Plain, c.at());
    }
    if c.eat("하반기") {
        return make(None, Grain::Half(2), Look::Plain, c.at());
    }
    for (words, shift) in [
        (&["이달", "이번 달", "금월", "당월"][..], 0),
        (&["다음 달", "다음달", "내달"][..], 1),
        (&["지난달", "지난 달"][..], -1),
    ] {
        if c.eat_any(words) {
            let mark = c.at();
            c.skip_space();
            let day = c.digits(2).filter(|_| c.eat("일")).map(|(_, d)| d as i8);
            if day.is_none() {
                c.reset(mark);
                c.skip_space();
                if !c.eat_any(&["말", "초", "중순", "하순"]) {
                    c.reset(mark);
                }
            }
            let grain = day.map_or(Grain::Month(1), |d| Grain::Day(1, d));
            let look = if shift < 0 {
                Look::Back
            } else if shift > 0 {
                Look::Ahead
            } else {
                Look::Plain
            };
            return Some(Atom { year: None, grain, look, month_shift: Some(shift), end: c.at() });
        }
    }
    for (word, look) in LOOKS {
        if c.eat(word) {
            c.skip_space();
            let inner = atom(text, c.at(), today, None)?;
            return Some(Atom { look: *look, ..inner });
        }
    }
    None
}

/// What may stand below a year: 말, 상반기, 3분기, 12월, `.12`, `.3.1.`
fn below_year(c: &mut Cursor<'_>, dotted: bool) -> Option<(Grain, usize)> {
    let end = c.at();
    if dotted && c.eat(".") {
        c.skip_space();
        if c.eat("상") {
            return Some((Grain::Half(1), c.at()));
        }
        if c.eat("하") || c.eat("下") {
            return Some((Grain::Half(2), c.at()));
        }
        if c.eat("上") {
            return Some((Grain::Half(1), c.at()));
        }
        let counted = |c: &Cursor<'_>| {
            c.next_is(|n| {
                ('가'..='힣').contains(&n)
                    && !matches!(n, '월' | '말' | '초' | '까' | '부' | '중' | '기' | '현' | '에' | '이')
            })
        };
        if let Some((_, month)) = c.digits(2).filter(|(_, m)| (1..=12).contains(m)).filter(|_| !counted(c)) {
            let month = month as i8;
            let _ = c.eat("월");
            let mark = c.at();
            if c.eat(".") {
                c.skip_space();
                if let Some((_, day)) = c.digits(2).filter(|(_, d)| (1..=31).contains(d)) {
                    let _ = c.eat("일") || (c.eat(".") && !c.next_is(|n| n.is_ascii_digit()));
                    return Some((Grain::Day(month, day as i8), c.at()));
                }
            }
            c.reset(mark);
            return Some(month_end(c, month));
        }
        c.reset(end);
        return Some((Grain::Year, end));
    }
    c.skip_space();
    if c.eat_any(&["상반기", "상·하반기"]) {
        return Some((Grain::Half(1), c.at()));
    }
    if c.eat("하반기") {
        return Some((Grain::Half(2), c.at()));
    }
    if c.eat("중반") {
        return Some((Grain::Half(1), c.at()));
    }
    if c.eat_any(&["연말", "년말", "말"]) {
        return Some((Grain::Month(12), c.at()));
    }
    let mark = c.at();
    if let Some((_, value)) = c.digits(2) {
        if c.eat("/4분기") || c.eat("분기") {
            return (1..=4).contains(&value).then_some((Grain::Quarter(value as i8), c.at()));
        }
        if c.eat("월") && (1..=12).contains(&value) {
            return Some(below_month(c, value as i8));
        }
    }
    c.reset(mark);
    if c.eat("초") && !c.next_is(|n| matches!(n, '등' | '중' | '기')) {
        return Some((Grain::Year, c.at()));
    }
    Some((Grain::Year, end))
}

/// A day below a month, or 말, 초, 중순.
fn below_month(c: &mut Cursor<'_>, month: i8) -> (Grain, usize) {
    let mark = c.at();
    c.skip_space();
    if let Some((_, day)) = c.digits(2).filter(|(_, d)| (1..=31).contains(d))
        && c.eat("일")
        && !c.next_is(|n| matches!(n, '간' | '차'))
    {
        return (Grain::Day(month, day as i8), c.at());
    }
    c.reset(mark);
    month_end(c, month)
}

fn month_end(c: &mut Cursor<'_>, month: i8) -> (Grain, usize) {
    let mark = c.at();
    c.skip_space();
    if !c.eat_any(&["말", "초", "중순", "하순", "상순"]) {
        c.reset(mark);
    }
    (Grain::Month(month), c.at())
}

/// A date that begins with a digit.
fn numeric(c: &mut Cursor<'_>, before: Option<char>) -> Option<Atom> {
    let start = c.at();
    let (digits, value) = c.digits(4)?;
    if c.next_is(|n| n.is_ascii_digit()) {
        return None;
    }
    let plain = |grain, end| Some(Atom { year: None, grain, look: Look::Plain, month_shift: None, end });
    let with_year = |year: i64, grain, end| {
        Some(Atom { year: Some(year as i16), grain, look: Look::Plain, month_shift: None, end })
    };
    if digits == 4 && (1900..=2150).contains(&value) {
        if c.eat("년도") || c.eat("년") {
            if c.peek_any(&["간", "대 ", "대의", "대에", "산 ", "생"]) {
                return None;
            }
            let (grain, end) = below_year(c, false)?;
            return with_year(value, grain, end);
        }
        let mark = c.at();
        for separator in [".", "-", "/"] {
            if c.eat(separator) {
                c.skip_space();
                if let Some((_, month)) = c.digits(2).filter(|(_, m)| (1..=12).contains(m)) {
                    let after_month = c.at();
                    if c.eat(separator) {
                        c.skip_space();
                        if let Some((_, day)) = c.digits(2).filter(|(_, d)| (1..=31).contains(d))
                            && !c.next_is(|n| n.is_ascii_digit())
                        {
                            if separator == "." && !c.eat("일") {
                                let _ = c.eat(".");
                            }
                            return with_year(value, Grain::Day(month as i8, day as i8), c.at());
                        }
                    }
                    c.reset(after_month);
                    if separator == "."
                        && (c.eat("월") || c.eat(".") || c.next_is(|n| matches!(n, ')' | ' ' | '~' | ',')))
                    {
                        return with_year(value, Grain::Month(month as i8), c.at());
                    }
                }
                c.reset(mark);
            }
        }
        return with_year(value, Grain::Year, mark);
    }
    if digits <= 2 {
        let mark = c.at();
        if c.eat("년도") || c.eat("년") {
            // 26년 하반기 is a year, 10년까지 a length of time
            let year = (15..=60).contains(&value) && digits == 2;
            let told = c.peek_any(&["까지", " 말", "말", " 상반기", " 하반기", "도", "부터", "에는", "에 "])
                || c.peek_with(|rest| {
                    let rest = rest.trim_start_matches(' ');
                    rest.find('월').is_some_and(|i| i <= 2 && i > 0 && rest[..i].bytes().all(|b| b.is_ascii_digit()))
                });
            if year && told && !c.peek_any(&["간", " 동안"]) {
                let (grain, end) = below_year(c, false)?;
                return with_year(2000 + value, grain, end);
            }
            return None;
        }
        if c.eat("월") && (1..=12).contains(&value) {
            let (grain, end) = below_month(c, value as i8);
            return plain(grain, end);
        }
        c.reset(mark);
        if (c.eat("/4분기") || c.eat("분기")) && (1..=4).contains(&value) {
            return plain(Grain::Quarter(value as i8), c.at());
        }
        c.reset(mark);
        // 4~6월
        if (1..=12).contains(&value)
            && c.eat_char(&DASHES)
            && c.digits(2).is_some_and(|(_, m)| (1..=12).contains(&m))
            && c.eat("월")
        {
            c.reset(mark);
            return plain(Grain::Month(value as i8), mark);
        }
        c.reset(mark);
        if c.eat("일") && (1..=31).contains(&value) {
            if before.is_some_and(|b| DASHES.contains(&b))
                || c.peek_any(&[
                    "간", "차", "당", "마다", "반", "째", "분", " 이내", " 동안", " 이상", " 전", " 만", "평균",
                ])
            {
                return None;
            }
            return plain(Grain::Day(0, value as i8), c.at());
        }
        c.reset(mark);
        // 4.15(화), 12.2일
        if (1..=12).contains(&value) && c.eat(".") {
            c.skip_space();
            if let Some((_, day)) = c.digits(2).filter(|(_, d)| (1..=31).contains(d)) {
                let weekday = c.peek_with(|rest| {
                    let rest = rest.trim_start_matches(['.', ' ']);
                    ["(월", "(화", "(수", "(목", "(금", "(토", "(일"].iter().any(|w| rest.starts_with(w))
                });
                let _ = weekday && c.eat(".");
                // (1.7~1.27): both ends as month and day, alone in brackets
                let ranged = before == Some('(')
                    && c.peek_with(|rest| {
                        let rest = rest.trim_start_matches('.');
                        rest.strip_prefix(DASHES).is_some_and(|end| {
                            let end = end.trim_start();
                            let number = end.find(|n: char| !n.is_ascii_digit() && n != '.').unwrap_or(end.len());
                            end[..number].trim_end_matches('.').split('.').count() == 2
                                && end[number..].starts_with([')', ','])
                        })
                    });
                if ranged {
                    let _ = c.eat(".");
                    return plain(Grain::Day(value as i8, day as i8), c.at());
                }
                if weekday || c.eat("일") {
                    return plain(Grain::Day(value as i8, day as i8), c.at());
                }
            }
        }
    }
    c.reset(start);
    None
}

/// `5년간`, `향후 3년 동안`, `2년 내`, `6개월`.
///
/// Years that begin now (향후 10년간) also have their end.
fn duration(text: &str, at: usize, today: Option<Date>) -> Option<DateMention> {
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

fn years_from_now(look: Look, unit: char, n: &number::Number, today: Option<Date>) -> Option<Point> {
    use rust_decimal::prelude::ToPrimitive;
    let years = n.value.to_i16().filter(|_| look == Look::Ahead && unit == 'Y')?;
    today.map(|d| Point::year(d.year() + years))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// phrase → (text, from, by, duration), read in an article of 2025-12-17
    const TABLE: &[(&str, &str, &str, &str, &str)] = &[
        ("2030년까지 보급", "2030년까지", "", "2030", ""),
        ("내년 2월까지 선정", "내년 2월까지", "", "2026-02", ""),
        ("올해까지", "올해까지", "", "2025", ""),
        ("올해 말까지", "올해 말까지", "", "2025-12", ""),
        ("2025년말까지", "2025년말까지", "", "2025-12", ""),
        ("연내에", "연내", "", "2025", ""),
        ("’30년까지", "’30년까지", "", "2030", ""),
        ("'27.12월", "'27.12월", "", "2027-12", ""),
        ("‘22. 3. 1.부터", "‘22. 3. 1.부터", "2022-03-01", "2022-03-01", ""),
        ("`26년 하반기", "`26년 하반기", "", "2026-H2", ""),
        ("26년 하반기", "26년 하반기", "", "2026-H2", ""),
        ("2026. 3. 1. 시행", "2026. 3. 1.", "", "2026-03-01", ""),
        ("2026.3.1 시행", "2026.3.1", "", "2026-03-01", ""),
        ("3분기 착수", "3분기", "", "2025-Q3", ""),
        ("오는 7월 시행", "오는 7월", "", "2026-07", ""),
        ("지난 5월", "지난 5월", "", "2025-05", ""),
        ("이달 말까지", "이달 말까지", "", "2025-12", ""),
        ("내달 3일", "내달 3일", "", "2026-01-03", ""),
        ("17일 열린", "17일", "", "2025-12-17", ""),
        ("4.15(화)", "4.15", "", "2025-04-15", ""),
        ("향후 5년간 2조", "향후 5년간", "", "2030", "P5Y"),
        ("5년간 2조", "5년간", "", "", "P5Y"),
        ("(~’33)", "~’33", "", "2033", ""),
        ("2년 내 완료", "2년 내", "", "", "P2Y"),
        ("2025∼2034년", "2025∼2034년", "2025", "2034", ""),
        ("(2023~2027)", "2023~2027", "2023", "2027", ""),
        ("’21~’25년", "’21~’25년", "2021", "2025", ""),
        ("‘22~25년", "‘22~25년", "2022", "2025", ""),
        ("2025년부터 2032년까지", "2025년부터 2032년까지", "2025", "2032", ""),
        ("10월부터 3월까지", "10월부터 3월까지", "2025-10", "2026-03", ""),
        ("4~6월", "4~6월", "2025-04", "2025-06", ""),
        ("24일부터 26일까지", "24일부터 26일까지", "2025-12-24", "2025-12-26", ""),
        ("내년 상반기까지", "내년 상반기까지", "", "2026-H1", ""),
        ("내년 초부터", "내년 초부터", "2026", "2026", ""),
    ];

    const NONE: &[&str] = &[
        "10년 동결",
        "2030 NDC",
        "제17일보",
        "3개월령",
        "30일 이내",
        "1930만명",
        "20명",
        "044-202-7311",
        "상하이",
        "하위",
    ];

    #[test]
    fn dates_are_resolved_and_keep_their_granularity() {
        let today = "2025-12-17".parse().ok();
        for (phrase, text, from, by, duration) in TABLE {
            let found = find(phrase, Span::new(0, phrase.len()), today);
            assert_eq!(found.len(), 1, "{phrase}: {found:?}");
            let m = &found[0];
            let show = |p: Option<Point>| p.map(|p| p.to_string()).unwrap_or_default();
            let got = (m.span.of(phrase), show(m.from), show(m.by), m.duration.clone().unwrap_or_default());
            assert_eq!(got, (*text, (*from).to_owned(), (*by).to_owned(), (*duration).to_owned()), "{phrase}");
        }
    }

    #[test]
    fn lengths_and_other_numbers_are_no_dates() {
        for phrase in NONE {
            let found = find(phrase, Span::new(0, phrase.len()), "2025-12-17".parse().ok());
            assert!(found.iter().all(|m| m.kind == Kind::Duration), "{phrase}: {found:?}");
        }
    }

    #[test]
    fn without_the_articles_date_words_for_years_stay_open() {
        for phrase in ["내년까지", "오는 7월", "17일 열린"] {
            let found = find(phrase, Span::new(0, phrase.len()), None);
            assert!(found.iter().all(|m| m.by.is_none()), "{phrase}: {found:?}");
        }
        let year = find("2030년까지", Span::new(0, "2030년까지".len()), None);
        assert_eq!(year[0].by, Some(Point::year(2030)));
    }
}
