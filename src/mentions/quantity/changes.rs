//! Start values: 6%에서 50%로, 192개소 → 250개소, 현재 231개인 노선을 260개로.

use super::*;

/// `6%에서 50%로`, `192개소 → 250개소`, `(’23) 100 → (’27) 500개소`: the first is only the start value.
pub(super) fn join_changes(text: &str, tokens: &[Token], found: &mut [QuantityMention]) {
    let mut chain_start: Option<Decimal> = None;
    let mut listed_start: Option<Decimal> = None;
    for i in 0..found.len().saturating_sub(1) {
        let (left, right) = found.split_at_mut(i + 1);
        let (a, b) = (&mut left[i], &mut right[0]);
        let between = &text[a.outer_end.max(a.span.end).min(b.span.start)..b.span.start];
        let arrow = ARROWS.iter().any(|w| between.contains(w)) && between.len() < 60 && !between.contains('\n');
        let same = a.unit == b.unit || a.unit.is_none();
        let comparable = (matches!(a.reading, Reading::Amount | Reading::Bare) && b.reading == Reading::Amount)
            || (a.reading == Reading::Duration && b.reading == Reading::Duration && !between.trim().is_empty());
        let moved = between.trim_start_matches([' ', '*']).starts_with("에서")
            && between.chars().count() < 45
            && !between.contains(['.', '\n'])
            && (goes_to(&text[b.outer_end..]) || goes_to(&text[b.span.end..]));
        // 6곳에서 시작해 24곳으로: a verb between begins a clause of its own
        let verb_between = {
            let first = tokens.partition_point(|t| (t.start as usize) < a.span.end);
            tokens[first..]
                .iter()
                .take_while(|t| (t.end as usize) <= b.span.start)
                .any(|t| matches!(t.pos.first(), Tag::VV | Tag::XSV))
        };
        let moved = moved && !verb_between;
        let bracketed = between.starts_with("에서(") || between.starts_with("에서 (");
        let moved = moved || same_noun_moves(between, &text[b.outer_end..]) || was(between, &text[b.outer_end..]);
        if comparable && same && (arrow || ((moved || bracketed) && (a.unit.is_some() || b.unit.is_some()))) {
            let start = if arrow { chain_start.unwrap_or(a.value) } else { a.value };
            b.from = Some(scale_like(a, b, start));
            if chain_start.is_none() || !arrow {
                a.is_start = true;
            }
            chain_start = arrow.then_some(start);
            listed_start = (!arrow).then_some(start);
            if a.unit.is_none() {
                a.is_start = true;
            }
        } else if let Some(start) = listed_start
            && comparable
            && same
            && between.trim_start_matches("로").trim_start().starts_with(',')
            && between.chars().count() < 14
            && !verb_between
        {
            // 36개소에서 2025년 200개소, 2030년 300개소로
            b.from = Some(start);
        } else {
            listed_start = None;
            chain_start = None;
        }
    }
}

/// `2년 5억원에서 2년 8억원으로`: the same length of time stands before both amounts.
pub(super) fn over_the_same_time(text: &str, found: &mut [QuantityMention]) {
    for i in 0..found.len().saturating_sub(3) {
        let [length, from, again, to] = &found[i..i + 4] else { continue };
        let lengths = length.reading == Reading::Duration && again.reading == Reading::Duration;
        let amounts = from.reading == Reading::Amount && to.reading == Reading::Amount && from.unit == to.unit;
        let gap = |a: &QuantityMention, b: &QuantityMention| text.get(a.span.end..b.span.start).unwrap_or_default();
        if lengths
            && amounts
            && length.unit == again.unit
            && gap(length, from).trim().is_empty()
            && gap(again, to).trim().is_empty()
            && gap(from, again).trim() == "에서"
            && goes_to(&text[to.span.end..])
        {
            let start = from.value;
            found[i + 1].is_start = true;
            found[i + 3].from = Some(start);
        }
    }
}

/// `12개 지자체에서 20개 지자체로`: the counted noun stands behind both.
pub(super) fn same_noun_moves(between: &str, behind: &str) -> bool {
    let Some((noun, rest)) = between.trim_start_matches(' ').split_once("에서") else { return false };
    let behind = behind.trim_start_matches(' ');
    // 6개 관측지점에서 17개 지점으로: the second may be said shorter
    let again = ["으로", "로", "까지"].iter().filter_map(|w| behind.find(w)).min().map(|at| &behind[..at]);
    !noun.is_empty()
        && noun.chars().count() <= 8
        && rest.trim().chars().count() <= 10
        && again.is_some_and(|again| again == noun || (again.chars().count() >= 2 && noun.ends_with(again)))
}

/// `현재 231개인 노선을 260개로`, `2억 달러였던 수주액을 8억 달러까지`: what it was is the start value.
pub(super) fn was(between: &str, behind: &str) -> bool {
    let copula = ["인 ", "이던 ", "였던 ", "이었던 "].iter().any(|w| between.starts_with(w));
    let level = ["로", "으로", "까지"].iter().any(|w| behind.trim_start_matches(' ').starts_with(w));
    copula
        && level
        && (between.contains("을 ") || between.contains("를 "))
        && between.chars().count() < 50
        && !between.contains(['.', '\n', ','])
}

/// `107억원, 330개 사 → 127억원, 402개 사`: two numbers of the same things before and after the arrow.
pub(super) fn in_parallel(text: &str, found: &mut [QuantityMention]) {
    for i in 0..found.len().saturating_sub(3) {
        let [a, b, c, d] = &found[i..i + 4] else { continue };
        let gap = |x: &QuantityMention, y: &QuantityMention| {
            text.get(x.span.end..y.span.start).unwrap_or_default().to_owned()
        };
        let beside = |g: &str| {
            g.trim_start().starts_with([',', '(', '·'])
                && g.chars().count() < 8
                && !ARROWS.iter().any(|w| g.contains(w))
        };
        let arrow = gap(b, c);
        let parallel = a.unit.is_some()
            && a.unit == c.unit
            && b.unit.is_some()
            && b.unit == d.unit
            && a.unit != b.unit
            && beside(&gap(a, b))
            && beside(&gap(c, d))
            && ARROWS.iter().any(|w| arrow.contains(w))
            && arrow.chars().count() < 30
            && !arrow.contains('\n');
        if parallel {
            let (first, second) = (a.value, b.value);
            found[i].is_start = true;
            found[i + 1].is_start = true;
            found[i + 2].from = Some(first);
            found[i + 3].from = Some(second);
        }
    }
}

/// `30%(현재 1.8%)`, `50개교로 확대(지난해 15개교)`, `877만명 대비 38% 증가한 1,211만명`: start values told beside.
pub(super) fn told_beside(text: &str, found: &mut [QuantityMention]) {
    for i in 0..found.len().saturating_sub(1) {
        let (a, b) = (&found[i], &found[i + 1]);
        if a.unit.is_some() && a.unit == b.unit && a.from.is_none() && a.reading == Reading::Amount {
            let between = &text[a.span.end..b.outer_start.max(a.span.end)];
            let inside = between.rfind('(').map(|open| between[open + 1..].trim());
            let now = inside.is_some_and(|w| {
                ["현재", "現", "기존", "지난해", "작년", "당초", "종전"]
                    .iter()
                    .any(|n| w.trim_start_matches("약 ").starts_with(n))
                    && w.chars().count() < 10
            });
            // 확대(2019년 15개교)
            let year = inside.is_some_and(|w| {
                let digits = w.trim_start_matches(['’', '‘', '\'', '`']).trim_end_matches(['년', ' ']);
                w.ends_with('년') && matches!(digits.len(), 2 | 4) && digits.bytes().all(|d| d.is_ascii_digit())
            });
            let now = now || (year && b.value < a.value);
            let closed = text[b.outer_end..]
                .trim_start_matches(|c: char| ('가'..='힣').contains(&c) || c == ' ')
                .starts_with(')');
            let near = between
                .find('(')
                .is_some_and(|open| between[..open].chars().count() <= 12 && !between[..open].contains(['.', ',']));
            if now && closed && near {
                found[i].from = Some(found[i + 1].value);
                continue;
            }
        }
        if i + 2 < found.len() {
            let (a, by, c) = (&found[i], &found[i + 1], &found[i + 2]);
            let first = text[a.outer_end.min(by.outer_start)..by.outer_start].trim_start_matches(' ');
            let second = &text[by.span.end..c.outer_start.max(by.span.end)];
            let grown = [
                "증가한",
                "늘어난",
                "늘린",
                "증액한",
                "증액된",
                "확대된",
                "확대한",
                "줄어든",
                "감소한",
                "감액한",
                "상향한",
                "인상한",
            ]
            .iter()
            .any(|w| second.contains(w));
            // 작년 313억 원에서 8% 증액한 338억 원
            let moved = first.starts_with("에서");
            let compared = first.starts_with("대비") || first.starts_with("보다") || moved;
            if a.unit.is_some()
                && a.unit == c.unit
                && compared
                && grown
                && first.chars().count() < 8
                && second.chars().count() < 20
                && c.from.is_none()
            {
                found[i + 2].from = Some(found[i].value);
                found[i].is_start |= moved;
            }
        }
    }
}

/// In `100 → 500만 명` nothing is known of the first number's scale: it stays as written.
pub(super) fn scale_like(_a: &QuantityMention, _b: &QuantityMention, start: Decimal) -> Decimal {
    start
}

pub(super) fn goes_to(rest: &str) -> bool {
    let rest = rest.trim_start_matches(' ');
    ["로", "으로", "까지", "씩", "가", "이", "을", "를", "대로", "대까지", "수준으로", "규모로", "로까지", " "]
        .iter()
        .any(|w| rest.starts_with(w))
        || {
            // 150개에서 697개 기관까지: what is counted stands between
            let word = rest.split([' ', ',', '.', '\n', '(']).next().unwrap_or_default();
            word.chars().count() <= 8 && ["까지", "으로"].iter().any(|w| word.ends_with(w))
        }
        || rest.is_empty()
        || rest.starts_with([',', ')', '.', '\n'])
}

/// `1회 3만원`, `1인 최대 50만원`: what one of it costs; `3만원에서 절반으로`: only the start value.
pub(super) fn bases(text: &str, lexicon: &Lexicon, found: &mut [QuantityMention]) {
    for i in 0..found.len() {
        if text[found[i].outer_end..].starts_with("에서 절반") {
            found[i].is_start = true;
        }
        let Some(next) = found.get(i + 1) else { continue };
        let money = next.unit.is_some_and(|u| lexicon.units.get(u).dimension == "money");
        let beside = text[found[i].span.end..next.outer_start.max(found[i].span.end)].trim().is_empty();
        if money
            && beside
            && found[i].value == Decimal::ONE
            && found[i].max.is_none()
            && found[i].reading == Reading::Amount
        {
            found[i].is_base = true;
        }
    }
}
