//! When a prediction says the same as the gold: numbers, units, words, deadlines.

use super::gold::Deadline;
use rust_decimal::Decimal;

/// Units that count the same things.
const SAME_UNIT: &[&[&str]] = &[
    &["개", "개소", "개사", "개교", "곳", "여개"],
    &["명", "인", "사람"],
    &["회", "차례", "번"],
    &["t", "톤"],
    &["㎡", "제곱미터"],
    &["호", "가구", "세대"],
    &["%", "퍼센트"],
    &["%p", "%포인트", "퍼센트포인트"],
    &["달러", "불"],
];

/// `text` without spaces, quotes, brackets, dots and case.
pub fn plain(text: &str) -> String {
    const DROPPED: &str = "·‧∙ㆍ'\"‘’“”「」『』<>〈〉《》()[],.";
    text.chars().filter(|c| !c.is_whitespace() && !DROPPED.contains(*c)).flat_map(char::to_lowercase).collect()
}

pub fn units(one: &str, other: &str) -> bool {
    plain(one) == plain(other) || SAME_UNIT.iter().any(|same| same.contains(&one) && same.contains(&other))
}

/// Equal, or nearer than half a thousandth.
pub fn numbers(one: Option<Decimal>, other: Option<Decimal>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => {
            let near = || (one - other).abs() / other.abs() < Decimal::new(5, 4);
            one == other || (!other.is_zero() && near())
        }
        (None, Some(_)) | (Some(_), None) => false,
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// One contains the other, and neither is much longer.
pub fn words<'g>(predicted: &str, gold: impl IntoIterator<Item = &'g str>) -> bool {
    let predicted = plain(predicted);
    let p = length(&predicted);
    p > 0
        && gold.into_iter().map(plain).any(|gold| {
            let g = length(&gold);
            g > 0
                && (predicted == gold
                    || (p >= 2 && gold.contains(&predicted) && 5 * p >= 2 * g)
                    || (g >= 2 && predicted.contains(&gold) && p <= 2 * g + 6))
        })
}

/// The verbal noun: without 하다, 되다 and their cut forms.
fn stem(text: &str) -> String {
    let plain = plain(text);
    let endings = ["하다", "되다", "하기", "하", "되", "다"];
    let stem = endings.iter().find_map(|ending| plain.strip_suffix(ending));
    stem.unwrap_or(&plain).to_owned()
}

pub fn actions<'g>(predicted: &str, gold: impl IntoIterator<Item = &'g str>) -> bool {
    let predicted = stem(predicted);
    !predicted.is_empty()
        && gold.into_iter().filter(|gold| !gold.is_empty()).map(stem).any(|gold| {
            gold.contains(&predicted) || (predicted.contains(&gold) && length(&predicted) <= length(&gold) + 4)
        })
}

/// The same `by`; the year is also its end, the first half also June.
pub fn deadlines(predicted: Option<&Deadline>, gold: Option<&Deadline>) -> bool {
    let by = predicted.and_then(|deadline| deadline.by.as_deref());
    let Some(gold) = gold else { return by.is_none() };
    let Some(predicted) = predicted else { return false };
    let Some(gold_by) = gold.by.as_deref() else {
        let upper = |deadline: &Deadline| deadline.duration.as_deref().unwrap_or_default().to_uppercase();
        return upper(predicted) == upper(gold);
    };
    let Some(by) = by else { return false };
    let (Some((year, rest)), Some((gold_year, gold_rest))) = (by.split_at_checked(4), gold_by.split_at_checked(4))
    else {
        return by == gold_by;
    };
    let both_in = |ends: &[&str]| ends.contains(&rest) && ends.contains(&gold_rest);
    by == gold_by
        || (year == gold_year
            && (both_in(&["", "-12", "-12-31", "-H2", "-Q4"]) || both_in(&["-06", "-06-30", "-H1", "-Q2"])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_may_be_cut_but_not_by_much() {
        assert!(words("‘AI 팩토리’", ["AI팩토리"]));
        assert!(words("스마트공장", ["중소 제조 스마트공장"]));
        assert!(!words("공장", ["중소 제조 스마트공장"]));
        assert!(!words("", ["공장"]));
    }

    #[test]
    fn an_action_is_its_verbal_noun() {
        assert!(actions("보급하다", ["보급"]));
        assert!(actions("투자", ["집중 투자"]));
        assert!(!actions("지원", ["보급"]));
    }

    #[test]
    fn a_year_is_also_its_end() {
        let by = |by: &str| Some(Deadline { by: Some(by.to_owned()), ..Deadline::default() });
        let same = |one: &str, other: &str| deadlines(by(one).as_ref(), by(other).as_ref());
        assert!(same("2030", "2030-12") && same("2030-06", "2030-H1"));
        assert!(!same("2030", "2031") && !same("2030", "2030-06"));
        assert!(deadlines(None, None) && !deadlines(by("2030").as_ref(), None));
        assert!(deadlines(Some(&Deadline::default()), None));
    }

    #[test]
    fn numbers_may_be_rounded() {
        let number = |text: &str| text.parse().ok();
        assert!(numbers(number("3500000000000"), number("3500000000000.0")));
        assert!(numbers(number("1000.4"), number("1000")) && !numbers(number("1001"), number("1000")));
        assert!(!numbers(None, number("0")) && numbers(None, None));
    }
}
