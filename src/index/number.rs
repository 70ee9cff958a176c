//! Korean amounts in running text, for asking: `3조5000억` = `3.5조` = `3조 5,000억`.
//!
//! This is not the grammar of quantities (that is `mentions`): it only has to give the same value
//! for two spellings of a number, cheaply, at every digit of every article.

use rust_decimal::Decimal;

/// A number read from the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// Its exact value.
    pub value: Decimal,
    /// Where it ends, in bytes.
    pub end: usize,
    /// Written with digits only (no comma, no fraction, no 만/억/조).
    pub plain: bool,
}

const MYRIADS: [(char, i64); 4] =
    [('경', 10_000_000_000_000_000), ('조', 1_000_000_000_000), ('억', 100_000_000), ('만', 10_000)];
/// More digits are no amount.
const MOST_DIGITS: usize = 20;
const UNDER: [(char, i64); 3] = [('천', 1000), ('백', 100), ('십', 10)];

/// Reads a number that begins with a digit at the beginning of `text`: `4,911`, `1.5`, `3조 5,000억`,
/// `2억 4천만`. `None` when `text` does not begin with one or the value is out of reach.
pub fn amount(text: &str) -> Option<Amount> {
    let mut total = Decimal::ZERO;
    let mut end = 0;
    let mut plain = true;
    let mut last_scale = i64::MAX;
    let mut group = Decimal::ZERO; // what waits for its 만/억/조
    let mut at = 0;
    while let Some(digits) = digits(&text[at..]) {
        plain &= digits.plain && end == 0;
        let mut after = at + digits.len;
        let mut scale = 1;
        let mut value = digits.value;
        if let Some((c, under)) = letter(&text[after..], &UNDER) {
            value = value.checked_mul(Decimal::from(under))?;
            after += c.len_utf8();
            plain = false;
            if let Some((c, myriad)) = letter(&text[after..], &MYRIADS) {
                scale = myriad;
                after += c.len_utf8();
            } else if digits_follow(&text[after..]) {
                // 3천5백만: the group goes on
                group = group.checked_add(value)?;
                at = after;
                end = after;
                continue;
            }
        } else if let Some((c, myriad)) = letter(&text[after..], &MYRIADS) {
            scale = myriad;
            after += c.len_utf8();
            plain = false;
        }
        if scale >= last_scale {
            break; // 5억 3조 is two numbers
        }
        if scale == 1 && last_scale != i64::MAX && !fits_under(value, last_scale) {
            break; // 3억 20000 is two numbers
        }
        let whole = group.checked_add(value)?.checked_mul(Decimal::from(scale))?;
        group = Decimal::ZERO;
        total = total.checked_add(whole)?;
        end = after;
        last_scale = scale;
        if scale == 1 {
            break;
        }
        at = after + text[after..].len() - text[after..].trim_start_matches(' ').len();
        if at > after + 1 {
            break; // one space at most inside a number
        }
    }
    if end == 0 {
        return None;
    }
    let value = total.checked_add(group)?.normalize();
    Some(Amount { value, end, plain })
}

fn fits_under(value: Decimal, scale: i64) -> bool {
    value < Decimal::from(scale.min(10_000))
}

fn digits_follow(text: &str) -> bool {
    text.bytes().next().is_some_and(|b| b.is_ascii_digit())
}

fn letter(text: &str, table: &[(char, i64)]) -> Option<(char, i64)> {
    let c = text.chars().next()?;
    // 조성, 만원, 억제: only after a digit do these letters count, which the caller guarantees
    table.iter().copied().find(|(letter, _)| *letter == c)
}

struct Digits {
    value: Decimal,
    len: usize,
    plain: bool,
}

/// `4,911`, `1.5`, `2030`; a comma counts only before exactly three digits, a point only before one.
fn digits(text: &str) -> Option<Digits> {
    let bytes = text.as_bytes();
    // no more than decide: a line of millions of digits is asked at each of its pieces
    let run = |from: usize| {
        bytes[from.min(bytes.len())..].iter().take(MOST_DIGITS + 1).take_while(|b| b.is_ascii_digit()).count()
    };
    let mut len = run(0);
    if len == 0 || len > MOST_DIGITS {
        return None;
    }
    let mut plain = true;
    if len <= 3 {
        while bytes.get(len) == Some(&b',') && run(len + 1) == 3 && len < 24 {
            len += 4;
            plain = false;
        }
    }
    let mut whole = 0i128;
    for byte in bytes[..len].iter().filter(|b| b.is_ascii_digit()) {
        whole = whole.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
    }
    let mut value = Decimal::try_from_i128_with_scale(whole, 0).ok()?;
    if bytes.get(len) == Some(&b'.') {
        let fraction = run(len + 1);
        // 2030.12.31 is a date, not a fraction
        if (1..=6).contains(&fraction) && !(bytes.get(len + 1 + fraction) == Some(&b'.') && run(len + 2 + fraction) > 0)
        {
            for byte in &bytes[len + 1..len + 1 + fraction] {
                whole = whole.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
            }
            value = Decimal::try_from_i128_with_scale(whole, fraction as u32).ok()?;
            len += 1 + fraction;
            plain = false;
        }
    }
    Some(Digits { value, len, plain })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_have_one_value() {
        for (text, value, end) in [
            ("3조5000억", "3500000000000", 11),
            ("3.5조", "3500000000000", 6),
            ("3조 5,000억원", "3500000000000", 13),
            ("2억 4천만 원", "240000000", 12),
            ("3천5백만", "35000000", 11),
            ("4,911억", "491100000000", 8),
            ("30%", "30", 2),
            ("1.50%", "1.5", 4),
            ("2030.12.31", "2030", 4),
            ("1,23", "1", 1),
            ("5억 3조", "500000000", 4),
            ("3조 20000", "3000000000000", 4),
        ] {
            let read = amount(text).unwrap_or_else(|| panic!("{text} is a number"));
            assert_eq!((read.value.to_string().as_str(), read.end), (value, end), "{text}");
        }
        for text in ["", "가", "조성", "123456789012345678901234567890"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }
}
