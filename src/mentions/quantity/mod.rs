//! Quantities: a numeral with its unit, comparator, range and start value.

mod changes;
mod reading;

use super::letter::{is_alphanumeric, is_hangul};
use super::number::{self, Number};
use crate::lexicon::{ActionClass, Lexicon, UnitClass};
use crate::model::{Comparator, Span};
use crate::tokens::{Tag, Token};
use changes::{bases, in_parallel, join_changes, over_the_same_time, told_beside};
use reading::read;
use rust_decimal::Decimal;

/// What a number in the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// A number of things, money, a share …
    Amount,
    /// A place in a series (제3차, 3호 펀드).
    Ordinal,
    /// It numbers a set and is part of a name (4대 전략).
    Name,
    /// A length of time or an age.
    Duration,
    /// No unit stands behind it.
    Bare,
}

/// A number with what stands around it.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantityMention {
    /// Number and unit, no more.
    pub span: Span,
    /// The number alone.
    pub number: Span,
    /// What it is.
    pub reading: Reading,
    /// Exact, in `unit`.
    pub value: Decimal,
    /// Upper end of a range.
    pub max: Option<Decimal>,
    /// Index into the lexicon's units.
    pub unit: Option<usize>,
    /// How it bounds.
    pub comparator: Comparator,
    /// A word number such as 수십: no exact value.
    pub vague_words: bool,
    /// Start value of a change.
    pub from: Option<Decimal>,
    /// It is itself the start value of a change told by the next quantity.
    pub is_start: bool,
    /// 당, 씩: what one of it is for.
    pub per: Option<String>,
    /// It is the base that a rate is told for (1개사당).
    pub is_base: bool,
    /// Where the words that belong to it end: comparator included.
    pub outer_end: usize,
    /// Where the words that belong to it begin: 약, 최대 included.
    pub outer_start: usize,
}

const DASHES: [char; 8] = ['~', '∼', '～', '〜', '-', '–', '—', '―'];
const ARROWS: [&str; 6] = ["→", "⇒", "➡", "->", "▶", "➔"];

/// Every number of `text[span]`, in order. `tokens` are the article's tokens of that span: a unit that is
/// a word must end where a token ends (3개월 is no 개). `taken` are spans that dates cover, in order.
pub fn find(text: &str, span: Span, tokens: &[Token], taken: &[Span], lexicon: &Lexicon) -> Vec<QuantityMention> {
    let mut found: Vec<QuantityMention> = Vec::new();
    // nothing that belongs to a number stands outside of its sentence
    let text = &text[..span.end];
    let mut at = span.start;
    let mut before: Option<char> = text[..span.start].chars().next_back();
    let mut taken = taken.iter().peekable();
    while at < span.end {
        while taken.next_if(|t| t.end <= at).is_some() {}
        if let Some(date) = taken.peek().filter(|t| t.start <= at) {
            at = date.end;
            before = text[..at].chars().next_back();
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if may_begin(c, before, text, at, tokens)
            && let Some(number) = number::at(text, at)
            && number.span.end <= span.end
        {
            let limit = taken.peek().map_or(span.end, |t| t.start);
            if let Some(mut q) = quantity(text, number, limit, tokens, lexicon, &mut found) {
                q.outer_start = q.outer_start.max(span.start);
                at = q.span.end.max(at + c.len_utf8());
                found.push(q);
                before = text[..at].chars().next_back();
                continue;
            }
        }
        if number::digit(c).is_some() {
            while let Some(d) = text[at..span.end].chars().next().filter(|d| number::digit(*d).is_some() || *d == ',') {
                at += d.len_utf8();
                before = Some(d);
            }
            continue;
        }
        at += c.len_utf8();
        before = Some(c);
    }
    join_changes(text, tokens, &mut found);
    bases(text, lexicon, &mut found);
    told_beside(text, &mut found);
    in_parallel(text, &mut found);
    over_the_same_time(text, &mut found);
    found
}

/// A number begins at a digit that no letter precedes, or at a number word that begins a word.
fn may_begin(c: char, before: Option<char>, text: &str, at: usize, tokens: &[Token]) -> bool {
    if number::digit(c).is_some() {
        return !matches!(before, Some('.' | '/')) && !before.is_some_and(|b| b.is_ascii_alphanumeric());
    }
    #[rustfmt::skip]
    let word = matches!(c, '수' | '십' | '백' | '천' | '만' | '억' | '조' | '일' | '이' | '삼' | '사' | '오' | '육' | '칠' | '팔'
        | '구' | '한' | '두' | '세' | '네' | '다' | '여' | '아' | '열' | '스' | '서' | '마' | '쉰' | '예' | '너' | '넉' | '석'
        | '닷' | '대');
    if !word {
        return false;
    }
    match before {
        None => true,
        Some(b) if is_alphanumeric(b) => {
            // 총스무 개: only where the analysis begins a word
            (c == '수' || "한두세네".contains(c)) && token_starts(tokens, at) && text[..at].ends_with('총')
        }
        Some(_) => true,
    }
}

fn token_starts(tokens: &[Token], at: usize) -> bool {
    tokens.binary_search_by_key(&at, |t| t.start as usize).is_ok()
}

fn token_ends(tokens: &[Token], at: usize) -> bool {
    tokens.binary_search_by_key(&at, |t| t.end as usize).is_ok()
}

/// The token that begins at or after byte `at`.
fn token_from(tokens: &[Token], at: usize) -> Option<&Token> {
    tokens.get(tokens.partition_point(|t| (t.start as usize) < at))
}

fn quantity(
    text: &str,
    first: Number,
    limit: usize,
    tokens: &[Token],
    lexicon: &Lexicon,
    earlier: &mut [QuantityMention],
) -> Option<QuantityMention> {
    let start = first.span.start;
    // number words count only where the analysis sees a numeral (두, 삼십만; not 한편, 천명, 구조)
    let named_as_unit = text[..start].trim_end_matches([' ', ':', '：']).ends_with("단위");
    let unit_of_table =
        named_as_unit || text[..start].ends_with('(') && text[start..].chars().take(8).any(|c| c == ')');
    if first.digits == 0 && (!numeral_token(&first, tokens) || (unit_of_table && !first.native)) {
        return None;
    }
    // 코로나19 대응: a number written onto a name, with a space behind it, is part of the name
    let glued = text[..start].chars().next_back().is_some_and(is_hangul)
        && !text[..start].ends_with(['제', '총', '약', '년', '월', '에', '를', '은', '는', '에'])
        && text[first.span.end..].starts_with(' ')
        && !first.scaled
        && first.digits <= 3;
    if glued && first.digits > 0 {
        return None;
    }
    let mut number = first.clone();
    let mut unit = unit_at(text, &number, tokens, lexicon);
    let mut low: Option<Decimal> = None;
    // 30~40개, 30%~50%, 100만~200만원
    let after_first = unit.map_or(number.span.end, |(_, end)| end);
    if let Some(second_at) = range_to(text, after_first, limit)
        && !earlier.last().is_some_and(|e| {
            // 02-123-4567; but 6종 10~30%
            let gap = text[e.span.end..start].trim();
            !gap.is_empty() && gap.chars().all(|c| DASHES.contains(&c)) && e.span.end + 4 > start
        })
        && let Some(second) = number::at(text, second_at)
    {
        let second_unit = unit_at(text, &second, tokens, lexicon);
        let same = unit.is_none() || unit.map(|u| u.0) == second_unit.map(|u| u.0);
        let low_value = inherit_scale(&first, &second, unit.is_some());
        let high_value = second.max.unwrap_or(second.value);
        let phone = text[second.span.end..].starts_with('-') || text[..start].ends_with('-');
        if second_unit.is_some() && same && low_value < high_value && !phone && second.span.end <= limit {
            low = Some(low_value);
            number = second;
            unit = second_unit;
        }
    }
    // 제3차; but 규제 37건, 과제 20개: there the syllable ends a noun
    let preceding = text[..start].strip_suffix(' ').unwrap_or(&text[..start]);
    let ordinal_prefix = preceding.ends_with('제')
        && (!preceding[..preceding.len() - '제'.len_utf8()].ends_with(is_hangul)
            || token_starts(tokens, preceding.len() - '제'.len_utf8()));
    let mut end = number.span.end;
    let mut reading = Reading::Bare;
    let mut unit_index = None;
    if let Some((index, unit_end)) = unit {
        end = unit_end;
        unit_index = Some(index);
        reading = read(text, &number, low.is_some(), index, unit_end, tokens, lexicon);
    } else if number.amount
        && number.digits > 0
        && !ordinal_prefix
        && amount_without_unit(text, number.span.end, tokens)
    {
        unit_index = Some(lexicon.units.won);
        reading = Reading::Amount;
    }
    if ordinal_prefix || text[end..].starts_with("번째") || text[end..].starts_with("째") {
        reading = Reading::Ordinal;
    }
    if number.native && (unit_index.is_none() || matches!(reading, Reading::Bare)) {
        return None;
    }
    if reading == Reading::Bare && number.digits == 0 {
        return None;
    }
    let mut q = QuantityMention {
        span: Span::new(start, end),
        number: number.span,
        reading,
        value: low.unwrap_or(number.value),
        max: if low.is_some() { Some(number.max.unwrap_or(number.value)) } else { number.max },
        unit: unit_index,
        comparator: Comparator::Eq,
        vague_words: number.vague && number.digits == 0 && number.max.is_some(),
        from: None,
        is_start: false,
        per: None,
        is_base: false,
        outer_end: end,
        outer_start: start,
    };
    bound(text, &mut q, number.vague || first.vague, lexicon);
    rate(text, &mut q);
    Some(q)
}

/// The unit behind a number, with at most one space between.
fn unit_at(text: &str, number: &Number, tokens: &[Token], lexicon: &Lexicon) -> Option<(usize, usize)> {
    let end = number.span.end;
    let space = text[end..].chars().next().filter(|c| matches!(c, ' ' | '\u{a0}'));
    let start = end + space.map_or(0, char::len_utf8);
    let hit = lexicon.units.at(text, start)?;
    // 세척 is washing; ships are counted 세 척
    if number.native && space.is_none() && text[number.span.start..].starts_with("세척") {
        return None;
    }
    let next = text[hit.end..].chars().next();
    let entry = lexicon.units.get(hit.unit);
    let whole = match entry.class {
        UnitClass::Glued => {
            !(next.is_some_and(|c| c.is_ascii_alphanumeric())
                && text[..hit.end].ends_with(|c: char| c.is_ascii_alphabetic()))
        }
        _ => !next.is_some_and(is_hangul) || token_ends(tokens, hit.end) || particle_follows(&text[hit.end..]),
    };
    if whole {
        let counts = !(number.native && matches!(entry.class, UnitClass::Glued | UnitClass::Money));
        return counts.then_some((hit.unit, hit.end));
    }
    // 42개 교육과정, 136개 소상공인: the second word of 개 교, 개 소 goes on, so the unit is 개
    let space = start + text[start..hit.end].find(' ')?;
    let shorter = lexicon.units.at(&text[..space], start)?;
    (shorter.end == space).then_some((shorter.unit, shorter.end))
}

fn numeral_token(number: &Number, tokens: &[Token]) -> bool {
    let at = tokens.partition_point(|t| (t.start as usize) < number.span.start);
    tokens.get(at).is_some_and(|t| {
        t.start as usize == number.span.start
            && t.end as usize <= number.span.end
            && matches!(t.pos.first(), Tag::NR | Tag::MM | Tag::SN | Tag::NNBC | Tag::XPN)
    })
}

/// Particles and short words that are written onto a counter, followed by the word's end.
fn particle_follows(rest: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "을", "를", "이", "가", "은", "는", "의", "에", "로", "으로", "과", "와", "도", "만", "까지", "부터", "에서",
        "씩", "당", "이상", "이하", "이내", "미만", "초과", "에게", "이나", "대", "대의", "대로", "대에", "대를",
    ];
    PARTICLES.iter().any(|p| rest.strip_prefix(p).is_some_and(|after| !after.chars().next().is_some_and(is_hangul)))
}

/// Where the second number of a range begins.
fn range_to(text: &str, at: usize, limit: usize) -> Option<usize> {
    let rest = &text[at..limit.max(at)];
    let trimmed = rest.trim_start_matches(' ');
    let spaces = rest.len() - trimmed.len();
    if spaces > 1 {
        return None;
    }
    let dash = trimmed.chars().next().filter(|c| DASHES.contains(c)).map(char::len_utf8);
    let connector =
        dash.or_else(|| ["내지", "에서"].iter().find(|w| trimmed.starts_with(**w) && **w == "내지").map(|w| w.len()))?;
    let behind = &trimmed[connector..];
    // △53%~△61%: the sign is repeated
    let gap = behind.len() - behind.trim_start_matches([' ', '△', '▵']).len();
    let second = at + spaces + connector + gap;
    (gap <= 4 && text[second..].chars().next().is_some_and(|c| number::digit(c).is_some())).then_some(second)
}

/// 2~3만 명 is 20,000 to 30,000: the first number takes the second's scale when it is written without
/// one and would otherwise not fit.
fn inherit_scale(first: &Number, second: &Number, has_unit: bool) -> Decimal {
    if first.scaled || !second.scaled || has_unit {
        return first.value;
    }
    let steps = [10_000_000_000_000_000i64, 1_000_000_000_000, 100_000_000, 10_000_000, 1_000_000, 10_000];
    for step in steps {
        let step = Decimal::from(step);
        let multiple = second.value / step;
        if multiple >= Decimal::ONE && first.value < multiple {
            return first.value.checked_mul(step).map_or(first.value, |v| v.normalize());
        }
    }
    first.value
}

/// 126억 전액, 25억이: an amount of money that leaves its unit out.
fn amount_without_unit(text: &str, end: usize, tokens: &[Token]) -> bool {
    // 300조 시대: names an era
    if text[end..].starts_with(" 시대") {
        return false;
    }
    // 협력적 접근법(6.2조): an article of a treaty
    if text[end..].starts_with("조)")
        || (text[..end].ends_with('조')
            && text[end..].starts_with(')')
            && text[..end].trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '조')).ends_with('('))
    {
        return false;
    }
    match text[end..].chars().next() {
        None => true,
        Some(c) if is_hangul(c) => token_ends(tokens, end) && particle_follows(&text[end..]),
        Some(c) => !is_alphanumeric(c),
    }
}

/// Comparator words around the quantity.
fn bound(text: &str, q: &mut QuantityMention, vague: bool, lexicon: &Lexicon) {
    let mut said = Vec::new();
    let mut start = q.span.start;
    loop {
        let head = text[..start].trim_end_matches([' ', '\u{a0}']);
        if let Some((length, comparator)) = lexicon.comparators.before(head) {
            let word_start = head.len() - length;
            if head[..word_start].ends_with(is_hangul) {
                break;
            }
            said.push(comparator);
            start = word_start;
            continue;
        }
        if let Some(short) = ["총", "모두", "각", "각각", "전체", "연간", "연", "매년", "월", "하루"]
            .iter()
            .find(|w| head.strip_suffix(**w).is_some_and(|h| !h.ends_with(is_hangul)))
        {
            start = head.len() - short.len();
            continue;
        }
        break;
    }
    q.outer_start = start;
    let rest = &text[q.span.end..];
    let trimmed = rest.trim_start_matches(' ');
    if rest.len() - trimmed.len() <= 1
        && let Some((length, comparator)) = lexicon.comparators.after(trimmed)
    {
        said.push(comparator);
        q.outer_end = q.span.end + (rest.len() - trimmed.len()) + length;
    }
    // 12조원대, 20%대: somewhere in that range
    let range = rest.strip_prefix('대').is_some_and(|after| {
        !after.starts_with(is_hangul)
            || ["의 ", "로 ", "에 ", "를 ", "의", "로", "까지"].iter().any(|w| after.starts_with(w))
    });
    let wide = q.unit.is_some_and(|u| matches!(lexicon.units.get(u).dimension.as_str(), "money" | "share"));
    let about = text[q.number.end..q.span.end].contains('여') || text[q.number.end..].starts_with(" 여");
    if vague || about || (range && wide) {
        said.push(Comparator::Approx);
    }
    q.comparator = lexicon.comparators.strongest(&said);
}

/// `1개사당`, `매년`, `연간`, `/년`.
fn rate(text: &str, q: &mut QuantityMention) {
    let rest = &text[q.span.end..];
    let trimmed = rest.trim_start_matches(' ');
    // 1개 과정 당, 1개 업체당
    let noun_base = trimmed.split([' ', ',', '(', ')']).take(2).enumerate().any(|(i, w)| {
        (i == 0
            && w.ends_with('당')
            && w.chars().count() > 2
            && !w.ends_with("정당")
            && !w.ends_with("식당")
            && !w.ends_with("담당"))
            || (i == 1 && w == "당")
    });
    if q.value == Decimal::ONE && noun_base {
        q.is_base = true;
    }
    if trimmed.starts_with("당 ") || rest.starts_with('당') && !rest.starts_with("당초") && !rest.starts_with("당해")
    {
        q.is_base = true;
    }
    let head = text[..q.outer_start].trim_end_matches([' ', '\u{a0}']);
    let lead = &text[q.outer_start..q.span.start];
    for (word, per) in [
        ("매년", "년"),
        ("연간", "년"),
        ("해마다", "년"),
        ("연평균", "년"),
        ("年", "년"),
        ("연", "년"),
        ("매월", "월"),
        ("월", "월"),
        ("매달", "월"),
        ("하루", "일"),
        ("일", "일"),
        ("매주", "주"),
        ("매일", "일"),
    ] {
        let stands = |s: &str| s.strip_suffix(word).is_some_and(|h| !h.ends_with(is_alphanumeric));
        if stands(head) || lead.split_whitespace().any(|w| w == word) {
            q.per = Some(per.to_owned());
            return;
        }
    }
    if let Some(slash) = rest.strip_prefix([')', ' ']).unwrap_or(rest).strip_prefix('/') {
        let word: String = slash.chars().take_while(|c| is_alphanumeric(*c)).take(4).collect();
        if !word.is_empty() {
            q.per = Some(word);
        }
    }
}
