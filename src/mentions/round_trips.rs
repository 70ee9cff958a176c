//! A value printed in every form that Korean writes it in is read back as that value.

use super::calendar::{Grain, Point};
use super::{date, number};
use crate::model::Span;
use proptest::prelude::*;
use rust_decimal::Decimal;

const DIGITS: [&str; 10] = ["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"];
const NATIVE_ONES: [&str; 10] = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"];
const NATIVE_TENS: [&str; 10] = ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"];
/// 만, 억, 조: what a group of four digits is counted in, lowest first.
const LARGE: [&str; 4] = ["", "만", "억", "조"];

/// Groups of four digits, highest first, each with what it is counted in; empty groups left out.
fn groups(value: u64) -> Vec<(u64, &'static str)> {
    let all = LARGE.iter().enumerate().map(|(i, scale)| (value / 10_000u64.pow(i as u32) % 10_000, *scale));
    let mut groups: Vec<_> = all.filter(|(group, _)| *group > 0).collect();
    groups.reverse();
    groups
}

/// 천이백삼십사: a number below 10,000 in Sino-Korean words.
fn words(group: u64) -> String {
    let scales = [(1000, "천"), (100, "백"), (10, "십"), (1, "")];
    scales
        .iter()
        .map(|(scale, name)| match group / scale % 10 {
            0 => String::new(),
            // 천, not 일천
            1 if *scale > 1 => (*name).to_owned(),
            digit => format!("{}{name}", DIGITS[digit as usize]),
        })
        .collect()
}

/// 1천2백34: digits with small scales.
fn scaled(group: u64) -> String {
    let (thousands, hundreds, rest) = (group / 1000, group / 100 % 10, group % 100);
    let part = |n: u64, scale: &str| if n == 0 { String::new() } else { format!("{n}{scale}") };
    format!("{}{}{}", part(thousands, "천"), part(hundreds, "백"), part(rest, ""))
}

fn with_commas(value: u64) -> String {
    let digits = value.to_string();
    let first = digits.len() % 3;
    let mut written = digits[..first].to_owned();
    for group in digits.as_bytes()[first..].chunks(3) {
        if !written.is_empty() {
            written.push(',');
        }
        written.extend(group.iter().map(|b| char::from(*b)));
    }
    written
}

fn joined(value: u64, between: &str, group: impl Fn(u64) -> String) -> String {
    let parts: Vec<String> = groups(value).into_iter().map(|(n, scale)| format!("{}{scale}", group(n))).collect();
    parts.join(between)
}

/// Every way to write a whole number.
fn forms(value: u64) -> Vec<String> {
    let plain = value.to_string();
    let wide = plain.bytes().map(|b| char::from_u32(u32::from('０') + u32::from(b - b'0')).unwrap_or('０')).collect();
    let mut forms =
        vec![with_commas(value), wide, joined(value, "", |n| n.to_string()), joined(value, "", scaled), plain];
    let last = if value > 10_000 { value % 10_000 } else { 0 };
    // one or two digits behind a space are a number of their own (883만 1개)
    if !(1..100).contains(&last) {
        forms.extend([
            joined(value, " ", |n| n.to_string()),
            joined(value, " ", with_commas),
            joined(value, " ", scaled),
        ]);
    }
    // a syllable of its own may as well be a particle (이만이) or part of another word (이만 천안): it is not read
    let (spoken, spaced) = (joined(value, "", words), joined(value, " ", words));
    let lone = spoken.chars().count() == 1; // 백: a number only before a counter
    if !lone && !(1..10).contains(&last) {
        forms.push(spoken);
    }
    if !lone && words(last).chars().count() != 1 {
        forms.push(spaced);
    }
    for (scale, name) in [(10_000, "만"), (100_000_000, "억"), (1_000_000_000_000u64, "조")] {
        // 1.25억: a fraction that is exact
        if value >= scale {
            let quotient = (Decimal::from(value) / Decimal::from(scale)).normalize();
            if quotient * Decimal::from(scale) == Decimal::from(value) && quotient.scale() <= 6 {
                forms.push(format!("{quotient}{name}"));
            }
        }
    }
    forms
}

fn check(form: &str, value: Decimal) -> Result<(), TestCaseError> {
    for behind in ["개", " 명", "원을", ""] {
        let text = format!("{form}{behind}");
        let read = number::at(&text, 0);
        prop_assert_eq!(read.as_ref().map(|n| n.value), Some(value), "{}", text);
        prop_assert_eq!(read.map(|n| n.span), Some(Span::new(0, form.len())), "{}", text);
    }
    Ok(())
}

/// Numbers of every size, round ones often.
fn value() -> impl Strategy<Value = u64> {
    let size = (1u64..10_000, 0u32..13).prop_map(|(n, zeros)| n * 10u64.pow(zeros));
    prop_oneof![1u64..100_000, size, 1u64..9_999_999_999_999_999]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn whole_numbers(value in value()) {
        for form in forms(value) {
            check(&form, Decimal::from(value))?;
        }
    }

    #[test]
    fn decimals(whole in 0u64..1_000_000, fraction in 1u64..1000, places in 3u32..5) {
        let value = Decimal::from(whole) + Decimal::new(fraction as i64, places);
        check(&value.to_string(), value)?;
        check(&format!("{}.{:0width$}", with_commas(whole), fraction, width = places as usize), value)?;
    }

    #[test]
    fn dates(year in 2000i16..=2050, month in 1i8..=12, day in 1i8..=28) {
        let today = Some(jiff::civil::date(2025, 12, 17));
        let short = year - 2000;
        let grains = [
            (Grain::Year, vec![format!("{year}년"), format!("’{short:02}년"), format!("'{short:02}년")]),
            (Grain::Month(month), vec![format!("{year}년 {month}월"), format!("’{short:02}.{month}월"), format!("’{short:02}년 {month}월")]),
            (Grain::Day(month, day), vec![
                format!("{year}년 {month}월 {day}일"),
                format!("{year}. {month}. {day}."),
                format!("{year}.{month:02}.{day:02}."),
                format!("‘{short:02}. {month}. {day}."),
            ]),
            (Grain::Half(1 + month / 7), vec![format!("{year}년 {}반기", if month < 7 { "상" } else { "하" })]),
            (Grain::Quarter(1 + (month - 1) / 3), vec![format!("{year}년 {}분기", 1 + (month - 1) / 3)]),
        ];
        for (grain, forms) in grains {
            for form in forms {
                for behind in ["까지 ", " ", "부터 "] {
                    let text = format!("{form}{behind}추진");
                    let found = date::find(&text, Span::new(0, text.len()), today);
                    prop_assert_eq!(found.len(), 1, "{}", text);
                    prop_assert_eq!(found[0].by, Some(Point { year, grain }), "{}", text);
                    prop_assert_eq!(found[0].span.start, 0, "{}", text);
                }
            }
        }
    }
}

#[test]
fn native_numbers_up_to_99() {
    for value in 1..=99usize {
        let (tens, ones) = (value / 10, value % 10);
        let form = match (tens, ones) {
            (2, 0) => "스무".to_owned(),
            _ => format!("{}{}", NATIVE_TENS[tens], NATIVE_ONES[ones]),
        };
        let read = number::at(&format!("{form} 개"), 0);
        assert_eq!(read.map(|n| (n.value, n.span.end)), Some((Decimal::from(value as u64), form.len())), "{form}");
    }
}
