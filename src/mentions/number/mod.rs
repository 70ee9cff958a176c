//! Numerals: digits with commas and decimals, 만/억/조/경 in every mixture, Sino-Korean and native words.
//!
//! One pass, no backtracking: linear in the input, whatever it is. Values are exact decimals.

#[cfg(test)]
mod tests;

use crate::model::Span;
use rust_decimal::Decimal;

/// A numeral in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its bytes.
    pub span: Span,
    /// What it says; the lower end where it names several (서너 = 3).
    pub value: Decimal,
    /// The upper end (서너 = 4, 수십 = 90).
    pub max: Option<Decimal>,
    /// 여 or 수 stands in it: about that many.
    pub vague: bool,
    /// 만, 억, 조 or 경 stands in it.
    pub scaled: bool,
    /// A scale of 억 or more stands in it: an amount that may leave out 원.
    pub amount: bool,
    /// A native word (두, 스무): only a counter behind it makes it a quantity.
    pub native: bool,
    /// How many digits it is written with.
    pub digits: usize,
    /// Written with a decimal point.
    pub decimal: bool,
}

/// Large scales (만진법), largest first.
const LARGE: [(char, i64); 4] =
    [('경', 10_000_000_000_000_000), ('조', 1_000_000_000_000), ('억', 100_000_000), ('만', 10_000)];
/// Small scales.
const SMALL: [(char, i64); 3] = [('천', 1000), ('백', 100), ('십', 10)];
/// Sino-Korean digits.
const SINO: [(char, i64); 9] =
    [('일', 1), ('이', 2), ('삼', 3), ('사', 4), ('오', 5), ('육', 6), ('칠', 7), ('팔', 8), ('구', 9)];
/// Native tens; 스무 stands only before a counter.
const NATIVE_TENS: [(&str, i64); 10] = [
    ("스물", 20),
    ("스무", 20),
    ("서른", 30),
    ("마흔", 40),
    ("쉰", 50),
    ("예순", 60),
    ("일흔", 70),
    ("여든", 80),
    ("아흔", 90),
    ("열", 10),
];
/// Native ones and their contractions: `(form, low, high)`, longer forms before their beginnings.
const NATIVE_ONES: &[(&str, i64, i64)] = &[
    ("일고여덟", 7, 8),
    ("여덟아홉", 8, 9),
    ("두서너", 2, 4),
    ("대여섯", 5, 6),
    ("예닐곱", 6, 7),
    ("엳아홉", 8, 9),
    ("네다섯", 4, 5),
    ("다섯", 5, 5),
    ("여섯", 6, 6),
    ("일곱", 7, 7),
    ("여덟", 8, 8),
    ("아홉", 9, 9),
    ("한두", 1, 2),
    ("두세", 2, 3),
    ("두어", 2, 3),
    ("서너", 3, 4),
    ("너댓", 4, 5),
    ("네댓", 4, 5),
    ("한", 1, 1),
    ("두", 2, 2),
    ("세", 3, 3),
    ("석", 3, 3),
    ("네", 4, 4),
    ("넉", 4, 4),
    ("닷", 5, 5),
];
/// More digits than a decimal can carry exactly: not a number to us.
const MAX_DIGITS: usize = 27;

/// The numeral that begins at byte `at`, a character boundary.
///
/// The caller makes sure that no letter or digit stands directly before it.
pub fn at(text: &str, at: usize) -> Option<Number> {
    let first = text[at..].chars().next()?;
    if digit(first).is_some() {
        return scaled(text, at, true);
    }
    if first == '수' {
        return several(text, at);
    }
    if small(first).or_else(|| large(first)).or_else(|| sino(first)).is_some()
        && let Some(number) = scaled(text, at, false)
    {
        return Some(number);
    }
    native(text, at)
}

/// The value of a digit, full-width ones included.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

fn small(c: char) -> Option<i64> {
    SMALL.iter().find(|(s, _)| *s == c).map(|(_, v)| *v)
}

fn large(c: char) -> Option<i64> {
    LARGE.iter().find(|(s, _)| *s == c).map(|(_, v)| *v)
}

fn sino(c: char) -> Option<i64> {
    SINO.iter().find(|(s, _)| *s == c).map(|(_, v)| *v)
}

fn first_char(text: &str) -> Option<char> {
    text.chars().next()
}

struct Digits {
    value: Decimal,
    end: usize,
    count: usize,
    comma: bool,
    decimal: bool,
}

/// Digits with thousands commas and a decimal point. A comma counts only before exactly three digits.
/// More digits than [`MAX_DIGITS`] are passed over as a whole and give nothing.
fn digits(text: &str, at: usize) -> Option<Digits> {
    let (mut mantissa, mut count, mut group) = (0i128, 0usize, 0usize);
    let mut end = at;
    let mut comma = false;
    for (i, c) in text[at..].char_indices() {
        let here = at + i;
        if let Some(d) = digit(c) {
            count += 1;
            group += 1;
            if count > MAX_DIGITS {
                return None;
            }
            mantissa = mantissa * 10 + i128::from(d);
            end = here + c.len_utf8();
        } else if matches!(c, ',' | '，') && (1..=3).contains(&group) && exactly_three(&text[here + c.len_utf8()..]) {
            comma = true;
            group = 0;
        } else {
            break;
        }
    }
    if count == 0 {
        return None;
    }
    let mut number = Digits { value: Decimal::ZERO, end, count, comma, decimal: false };
    let mut scale = 0;
    if let Some(point) = first_char(&text[end..]).filter(|c| matches!(c, '.' | '．')) {
        let mut fraction = mantissa;
        let mut places = 0u32;
        let mut fraction_end = end + point.len_utf8();
        for c in text[fraction_end..].chars() {
            let Some(d) = digit(c) else { break };
            places += 1;
            if count + places as usize > MAX_DIGITS {
                return None;
            }
            fraction = fraction * 10 + i128::from(d);
            fraction_end += c.len_utf8();
        }
        // 2026.3.1 and 1.2.3 are no decimals
        let another = text[fraction_end..].strip_prefix('.').and_then(first_char).is_some_and(|c| digit(c).is_some());
        if places > 0 && !another {
            (mantissa, scale) = (fraction, places);
            number.decimal = true;
            number.count += places as usize;
            number.end = fraction_end;
        }
    }
    number.value = Decimal::try_from_i128_with_scale(mantissa, scale).ok()?;
    Some(number)
}

fn exactly_three(text: &str) -> bool {
    let mut chars = text.chars().map(|c| digit(c).is_some());
    (0..3).all(|_| chars.next() == Some(true)) && chars.next() != Some(true)
}

#[derive(Default)]
struct Section {
    value: Decimal,
    end: usize,
    digits: usize,
    comma: bool,
    decimal: bool,
    small: bool,
    syllables: usize,
    vague: bool,
}

/// What stands before a large scale: `2천5백`, `9,410`, `삼십이`, `28백`.
fn section(text: &str, at: usize, by_digits: bool) -> Option<Section> {
    let mut s = Section { end: at, ..Section::default() };
    let mut last_small = i64::MAX;
    loop {
        // 2억 1천 390만, 2천 5백 명: a space behind the small scale, more of the same section behind it
        if by_digits
            && s.small
            && text[s.end..].starts_with(' ')
            && digits(text, s.end + 1).is_some_and(|d| {
                let rest = text[d.end..].trim_start_matches(|c: char| small(c).is_some());
                let more = first_char(rest).is_some_and(|c| large(c).is_some()) || counts(rest);
                d.value < Decimal::from(last_small) && more
            })
        {
            s.end += 1;
        }
        let here = s.end;
        let mut part = None;
        if by_digits {
            if let Some(d) = digits(text, here) {
                part = Some(d.value);
                s.end = d.end;
                s.digits += d.count;
                s.comma |= d.comma;
                s.decimal |= d.decimal;
            }
        } else if let Some((c, v)) = first_char(&text[here..]).and_then(|c| sino(c).map(|v| (c, v))) {
            part = Some(Decimal::from(v));
            s.end = here + c.len_utf8();
            s.syllables += 1;
        }
        if let Some(after) = text[s.end..].strip_prefix('여')
            && (part.is_some() || s.small)
            && first_char(after).is_some_and(|c| small(c).or_else(|| large(c)).is_some())
        {
            s.vague = true;
            s.end += '여'.len_utf8();
        }
        if part.is_some() {
            s.end += apart_small(text, s.end, by_digits);
        }
        match first_char(&text[s.end..]).and_then(|c| small(c).map(|v| (c, v))) {
            Some((c, v)) if v < last_small => {
                s.value = s.value.checked_add(part.unwrap_or(Decimal::ONE).checked_mul(Decimal::from(v))?)?;
                s.end += c.len_utf8();
                s.small = true;
                s.syllables += 1;
                last_small = v;
            }
            _ => {
                match part {
                    Some(part) => s.value = s.value.checked_add(part)?,
                    // 4천여억: the 여 stays with its section
                    None if s.vague && s.end > here => {}
                    None => s.end = here,
                }
                break;
            }
        }
    }
    (s.end > at).then_some(s)
}

/// Sections joined by 만, 억, 조, 경 in falling order.
fn scaled(text: &str, at: usize, by_digits: bool) -> Option<Number> {
    let mut n = Number {
        span: Span::new(at, at),
        value: Decimal::ZERO,
        max: None,
        vague: false,
        scaled: false,
        amount: false,
        native: false,
        digits: 0,
        decimal: false,
    };
    let (mut last_large, mut end, mut here, mut syllables) = (i64::MAX, at, at, 0);
    loop {
        let part = section(text, here, by_digits);
        if let Some(s) = &part {
            n.digits += s.digits;
            n.decimal |= s.decimal;
            n.vague |= s.vague;
            syllables += s.syllables;
        }
        let part_end = part.as_ref().map_or(here, |s| s.end + apart(text, s.end, by_digits));
        match first_char(&text[part_end..])
            .and_then(|c| large(c).map(|v| (c, v)))
            .filter(|(c, _)| *c != '경' || is_gyeong(&text[part_end..]))
        {
            Some((c, v)) if v < last_large && (part.is_some() || here == at) => {
                let value = part.as_ref().map_or(Decimal::ONE, |s| s.value);
                n.value = n.value.checked_add(value.checked_mul(Decimal::from(v))?)?;
                last_large = v;
                end = part_end + c.len_utf8();
                n.scaled = true;
                n.amount |= v >= 100_000_000;
                syllables += 1;
            }
            _ => {
                let Some(s) = part else { break };
                n.value = n.value.checked_add(s.value)?;
                end = s.end;
                break;
            }
        }
        match next_section(text, end, last_large, by_digits) {
            Some(next) => here = next,
            None => break,
        }
    }
    if end == at || (!by_digits && syllables < 2 && !lone_scale(text, at, end)) {
        return None;
    }
    // words of digits alone (이사, 오일) are no number: a scale must stand among them
    if !by_digits && !n.scaled && !text[at..end].contains(['십', '백', '천']) {
        return None;
    }
    if text[end..].starts_with('여') {
        n.vague = true;
        end += '여'.len_utf8();
        // 300여만, 2천여억
        if let Some((c, v)) = first_char(&text[end..]).and_then(|c| large(c).map(|v| (c, v)))
            && !n.scaled
        {
            n.value = n.value.checked_mul(Decimal::from(v))?;
            end += c.len_utf8();
            n.scaled = true;
            n.amount |= v >= 100_000_000;
        }
    }
    n.value = n.value.normalize();
    n.span = Span::new(at, end);
    Some(n)
}

/// 경 is a scale only before money or a further number (3경 원); else it is 쯤 (12시경, 55경).
fn is_gyeong(text: &str) -> bool {
    let rest = text.trim_start_matches('경').trim_start_matches(' ');
    rest.starts_with("원") || rest.starts_with("달러") || first_char(rest).is_some_and(|c| digit(c).is_some())
}

/// Where the section after a large scale begins: directly, or behind one space when what follows can
/// only belong to this number (`1조 9,410억`, `78만 5,832`; but not `3억 2025년`).
fn next_section(text: &str, end: usize, last_large: i64, by_digits: bool) -> Option<usize> {
    let space = first_char(&text[end..]).filter(|c| matches!(c, ' ' | '\u{a0}'));
    let start = end + space.map_or(0, char::len_utf8);
    let part = section(text, start, by_digits)?;
    let follows = first_char(&text[part.end..]);
    let scale = follows.and_then(large);
    // 이조천억, 이만천; but not 이만이, where a particle stands, nor 이만 천안
    let lone = part.digits == 0 && part.syllables < 2 && scale.is_none();
    if lone && !(part.small && space.is_none()) {
        return None;
    }
    match scale {
        Some(v) => return (v < last_large).then_some(start),
        None if part.decimal || part.value >= Decimal::from(last_large) => return None,
        None => {}
    }
    let year = part.digits == 4 && !part.comma && matches!(follows, Some('년' | '.' | '~' | '∼'));
    (!year && (space.is_none() || part.small || part.comma || part.digits >= 3)).then_some(start)
}

/// Counters that make a number word of a scale that stands alone.
const COUNTERS: [&str; 6] = ["명", "개", "원", "가구", "달러", "톤"];

/// `1조 3천 억 원`, `10 억 원`: how many bytes of space stand before a scale of its own word. The scale has to be followed
/// by what is counted, else it begins another word (3천 억새밭) or is a particle (30 만).
fn apart(text: &str, end: usize, by_digits: bool) -> usize {
    let scale = text[end..].strip_prefix(' ').filter(|_| by_digits);
    let counted =
        scale.and_then(|rest| first_char(rest).filter(|c| large(*c).is_some()).map(|c| &rest[c.len_utf8()..]));
    usize::from(counted.is_some_and(counts))
}

/// `3 천억 원`, `5 백만 원`: the same before 십, 백, 천 with a large scale or a counter behind it.
fn apart_small(text: &str, end: usize, by_digits: bool) -> usize {
    let scale = text[end..].strip_prefix(' ').filter(|_| by_digits);
    let behind = scale.and_then(|rest| first_char(rest).filter(|c| small(*c).is_some()).map(|c| &rest[c.len_utf8()..]));
    usize::from(behind.is_some_and(|rest| {
        let larger = first_char(rest).filter(|c| large(*c).is_some()).map(|c| &rest[c.len_utf8()..]);
        larger.map_or_else(|| counts(rest), counts)
    }))
}

/// Whether a counter stands at the head of `rest`, or another part of the same number before it (1 조 5천억 원).
fn counts(rest: &str) -> bool {
    let rest = rest.strip_prefix('여').unwrap_or(rest);
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let digits = rest.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')).count();
    let rest = match digits {
        0 => rest,
        _ => rest[digits..].trim_start_matches(|c| small(c).is_some() || large(c).is_some() || matches!(c, '여' | ' ')),
    };
    COUNTERS.iter().any(|counter| rest.starts_with(counter))
}

/// A lone 백, 천, 만 or 억 is a number only before these counters.
fn lone_scale(text: &str, at: usize, end: usize) -> bool {
    let rest = text[end..].trim_start_matches(' ');
    matches!(&text[at..end], "백" | "천" | "만" | "억") && COUNTERS.iter().any(|c| rest.starts_with(c))
}

/// 수십, 수백만: some tens, some millions. Not an exact value: 20 to 90.
fn several(text: &str, at: usize) -> Option<Number> {
    let start = at + '수'.len_utf8();
    let (mut factor, mut end, mut last_small) = (Decimal::ONE, start, i64::MAX);
    let (mut scaled, mut amount) = (false, false);
    for c in text[start..].chars().take(4) {
        if let Some(v) = small(c).filter(|v| *v < last_small && !scaled) {
            factor *= Decimal::from(v);
            last_small = v;
        } else if let Some(v) = large(c).filter(|_| !scaled) {
            factor *= Decimal::from(v);
            scaled = true;
            amount = v >= 100_000_000;
        } else {
            break;
        }
        end += c.len_utf8();
    }
    // 수조 is a tank, 수경 a name
    if end == start || matches!(&text[start..end], "조" | "경") {
        return None;
    }
    Some(Number {
        span: Span::new(at, end),
        value: factor * Decimal::from(2),
        max: Some(factor * Decimal::from(9)),
        vague: true,
        scaled,
        amount,
        native: false,
        digits: 0,
        decimal: false,
    })
}

/// 두, 스무, 예순두, 서너, 대여섯.
fn native(text: &str, at: usize) -> Option<Number> {
    let rest = &text[at..];
    let tens = NATIVE_TENS.iter().find(|(form, _)| rest.starts_with(form));
    let after_tens = tens.map_or(0, |(form, _)| form.len());
    let closed = tens.is_some_and(|(form, _)| *form == "스무");
    let ones = NATIVE_ONES.iter().find(|(form, _, _)| !closed && rest[after_tens..].starts_with(form));
    if tens.is_none() && ones.is_none() {
        return None;
    }
    let base = tens.map_or(0, |(_, v)| *v);
    let (low, high) = ones.map_or((0, 0), |(_, l, h)| (*l, *h));
    let mut end = at + after_tens + ones.map_or(0, |(form, _, _)| form.len());
    let vague = text[end..].starts_with('여');
    if vague {
        end += '여'.len_utf8();
    }
    Some(Number {
        span: Span::new(at, end),
        value: Decimal::from(base + low),
        max: (high > low).then(|| Decimal::from(base + high)),
        vague,
        scaled: false,
        amount: false,
        native: true,
        digits: 0,
        decimal: false,
    })
}
