//! One end of a date as it is written: ’27.12월, 내년 2월, 2026. 3. 1., 연내.

use super::*;

/// One end of a date or period before the article's date has filled it up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom {
    pub(super) year: Option<i16>,
    pub(super) grain: Grain,
    pub(super) look: Look,
    /// 이달, 다음 달: the month is taken from the article's date
    pub(super) month_shift: Option<i16>,
    pub(super) end: usize,
}

pub(super) fn atom(text: &str, at: usize, today: Option<Date>, before: Option<char>) -> Option<Atom> {
    let mut c = Cursor::new(text, at);
    let make = |year, grain, look, end| Some(Atom { year, grain, look, month_shift: None, end });
    if c.eat_char(&APOSTROPHES) {
        let (digits, value) = c.digits(4)?;
        let year = match digits {
            2 => 2000 + value as i16,
            4 if (1950..=2100).contains(&value) => value as i16,
            _ => return None,
        };
        // ’50년 is the furthest that plans are written so (2050 탄소중립); ’53. 7. 27. lies behind
        let year = if digits == 2 && value >= 51 { year - 100 } else { year };
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
            // one such word: a line of them must not be gone down one by one
            if LOOKS.iter().any(|(again, _)| text[c.at()..].starts_with(again)) {
                return None;
            }
            let inner = atom(text, c.at(), today, None)?;
            return Some(Atom { look: *look, ..inner });
        }
    }
    None
}

/// What may stand below a year: 말, 상반기, 3분기, 12월, `.12`, `.3.1.`
pub(super) fn below_year(c: &mut Cursor<'_>, dotted: bool) -> Option<(Grain, usize)> {
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
        // (’23. 8,000억원): the number behind the year is no month
        let grouped = |c: &Cursor<'_>| {
            c.peek_with(|rest| {
                rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '%' | '억' | '만' | '조'))
                    || rest
                        .strip_prefix(',')
                        .is_some_and(|digits| digits.bytes().take_while(u8::is_ascii_digit).count() == 3)
                    || rest.strip_prefix('.').is_some_and(|digits| {
                        digits.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['억', '만', '조', '%'])
                    })
            })
        };
        if let Some((_, month)) =
            c.digits(2).filter(|(_, m)| (1..=12).contains(m)).filter(|_| !counted(c) && !grouped(c))
        {
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
    // (’21, 1∼3분기): up to the last of the quarters
    let _ = dotted && c.eat(",");
    c.skip_space();
    let mark = c.at();
    if let Some((1, 1..=4)) = c.digits(1)
        && c.eat_any(&["~", "∼", "-", "～"])
        && let Some((1, last @ 1..=4)) = c.digits(1)
        && c.eat("분기")
    {
        return Some((Grain::Quarter(last as i8), c.at()));
    }
    c.reset(mark);
    if c.at() > end && c.peek_any(&[","]) {
        c.reset(end);
    }
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
pub(super) fn below_month(c: &mut Cursor<'_>, month: i8) -> (Grain, usize) {
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

pub(super) fn month_end(c: &mut Cursor<'_>, month: i8) -> (Grain, usize) {
    let mark = c.at();
    c.skip_space();
    if !c.eat_any(&["말", "초", "중순", "하순", "상순"]) {
        c.reset(mark);
    }
    (Grain::Month(month), c.at())
}

/// A date that begins with a digit.
pub(super) fn numeric(c: &mut Cursor<'_>, before: Option<char>) -> Option<Atom> {
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

/// The second end of a period, behind a dash or 부터.
pub(super) fn second_atom(c: &mut Cursor<'_>, today: Option<Date>) -> Option<Atom> {
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
pub(super) fn dotted_second(c: &mut Cursor<'_>, dashed: bool) -> Option<Atom> {
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
pub(super) fn short_second(c: &mut Cursor<'_>, dashed: bool) -> Option<Atom> {
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
