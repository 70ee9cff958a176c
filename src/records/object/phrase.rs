//! Noun phrases: where they begin and end, and which of them name a thing.

use super::*;

/// The noun phrase that ends with token `last`.
pub fn phrase_left(line: &Line<'_>, last: usize) -> Option<Span> {
    let mut first = None;
    let mut i = last;
    let mut words = 0;
    let quoted = line.tokens.get(last + 1).is_some_and(|_| CLOSING.contains(&line.word(last + 1)));
    loop {
        let word = line.word(i);
        if (line.amount_over(i) && !line.number_in_name(i)) || line.date_over(i).is_some() {
            break;
        }
        if quoted && OPENING.contains(&word) && first.is_some() {
            break;
        }
        if line.closes(i) && first.is_some() {
            // 인공지능(AI) 대학원
            match open_of(line, i) {
                Some(open)
                    if open > 0 && line.is_noun(open - 1) && !line.spaced(open) && !has_quantity(line, open, i) =>
                {
                    i = open - 1;
                    first = Some(i);
                    continue;
                }
                _ => break,
            }
        }
        let joins = matches!(word, "·" | "･" | "ㆍ" | "・" | "-" | "&" | "‧" | "∙") && first.is_some();
        let inside = line.is_noun(i) || ((line.tag(i) == Tag::SN || line.ordinal_over(i)) && first.is_some());
        if !inside && !joins {
            break;
        }
        if first.is_some()
            && line.spaced(i + 1)
            && matches!(
                word,
                "등" | "및"
                    | "총"
                    | "중"
                    | "대비"
                    | "기준"
                    | "현재"
                    | "통해"
                    | "위해"
                    | "관련해"
                    | "올해"
                    | "내년"
                    | "향후"
                    | "특히"
                    | "우선"
                    | "또한"
                    | "경우"
                    | "최근"
                    | "이번"
                    | "먼저"
                    | "연간"
            )
        {
            break;
        }
        if inside {
            first = Some(i);
        }
        if line.spaced(i) {
            words += 1;
            if words >= MAX_WORDS {
                break;
            }
        }
        if i == 0 {
            break;
        }
        i -= 1;
        if joins && line.spaced(i + 1) && !line.is_noun(i) {
            break;
        }
    }
    let mut first = first?;
    // 전산직 cut as 전/MM 산직, 설치비 as 설/치비: the written word is one
    let mut head = first;
    while head > 0 && !line.spaced(head) && line.word(head - 1).chars().all(|c| ('가'..='힣').contains(&c)) {
        if line.tokens[head - 1].pos.tags().any(|t| !may_head(t)) || line.quantity_over(head - 1).is_some() {
            break;
        }
        head -= 1;
    }
    if line.spaced(head) {
        first = head;
    }
    // 1단계 구간
    if first > 0 && !line.spaced(first) && line.bare_number(first - 1) && line.spaced(first - 1) {
        first -= 1;
    }
    Some(line.bytes(first, last + 1))
}

/// The noun phrase that begins at token `i`: nouns up to a particle, a verb, or the predicate itself.
pub fn phrase_right(line: &Line<'_>, start: usize, predicate: Option<&Predicate>) -> Option<Span> {
    let mut i = start;
    let mut end = None;
    let mut words = 0;
    let mut quoted = false;
    while i < line.tokens.len() {
        if (line.amount_over(i) && !(i > start && line.number_in_name(i))) || line.date_over(i).is_some() {
            break;
        }
        let word = line.word(i);
        if i == start && OPENING.contains(&word) {
            quoted = true;
            i += 1;
            continue;
        }
        if quoted && CLOSING.contains(&word) {
            return end.map(|e| line.bytes(start + 1, e));
        }
        // 공사입찰을 집행한다: the act is written onto its noun, and another verb says what is done
        let compound =
            i > start && !line.spaced(i) && line.tokens.get(i + 1).is_some_and(|t| t.pos.first() == Tag::JKO);
        if predicate.is_some_and(|p| p.token == i && !quoted) && !compound {
            break;
        }
        if line.opens(i) && end == Some(i) && !line.spaced(i) {
            // 인공지능(AI) 대학원: the gloss belongs to the phrase when more of it follows
            let close = line.bracket_end(i);
            if close < line.tokens.len() && line.is_noun(close) && close - i <= 6 && !has_quantity(line, i, close) {
                i = close;
                continue;
            }
            break;
        }
        let joins = matches!(word, "·" | "･" | "ㆍ" | "・" | "-" | "&" | "‧" | "∙") && end.is_some();
        let in_quotation = quoted && line.tag(i) != Tag::SF;
        let part = line.is_noun(i) || line.tag(i) == Tag::SN || line.ordinal_over(i);
        if !part && !joins && !in_quotation {
            break;
        }
        if line.spaced(i) {
            words += 1;
            if words > MAX_WORDS + 1 {
                break;
            }
            if matches!(word, "추가" | "등" | "및" | "대상") {
                break;
            }
            // a verbal noun that closes the clause is the action, not the object
            if end.is_some()
                && line.action_noun(i).is_some_and(|a| a.class != ActionClass::Light)
                && crate::records::predicate::at(line, i, line.tokens.len()).is_some()
            {
                break;
            }
        }
        i += 1;
        if !joins {
            end = Some(i);
        }
    }
    let end = end?;
    (end > start).then(|| line.bytes(start, end))
}

pub(super) fn has_quantity(line: &Line<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|i| line.amount_over(i))
}

/// Passes closing quotes and footnote stars to the left.
pub(super) fn skip_marks_left(line: &Line<'_>, mut i: usize) -> Option<usize> {
    loop {
        let word = line.word(i);
        if matches!(word, "*" | "**") || (CLOSING.contains(&word) && !line.is_noun(i)) {
            i = i.checked_sub(1)?;
            continue;
        }
        if line.closes(i) {
            i = open_of(line, i)?.checked_sub(1)?;
            continue;
        }
        return Some(i);
    }
}

pub(in crate::records) fn open_of(line: &Line<'_>, close: usize) -> Option<usize> {
    let mut depth = 0;
    for k in (0..=close).rev() {
        if line.closes(k) {
            depth += 1;
        } else if line.opens(k) {
            depth -= 1;
            if depth == 0 {
                return Some(k);
            }
        }
    }
    None
}

/// Tags under which the first piece of a written word may have been cut off.
pub(super) fn may_head(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::MM | Tag::MAG | Tag::NP | Tag::IC | Tag::NNG | Tag::NNP | Tag::XPN | Tag::XR | Tag::NR | Tag::NNB
    )
}

/// Whether every word of a phrase is a proper noun or a word of place: a town, a site, a firm in a list
/// (`고창군`, `왕곡면 덕산리 일원`), where the number is, not what it counts.
pub(super) fn only_names(line: &Line<'_>, span: Span) -> bool {
    let (from, to) = (line.token_from(span.start), line.token_from(span.end));
    (from..to).all(|i| {
        let word = line.word(i);
        (line.tag(i) == Tag::NNP
            && (word.chars().count() <= 2 || word.ends_with(['시', '군', '구', '읍', '면', '동', '리', '도'])))
            || matches!(word, "일원" | "일대" | "지역" | "권역" | "등" | "관내" | "국내" | "전국")
            || (word.ends_with(['군', '읍']) && word.chars().count() > 2)
    })
}

/// Words that say how much, how great or where, not what (총사업비 126억, 역대 최대 규모인, 부지에, 반기별).
pub(super) fn only_means(line: &Line<'_>, span: Span) -> bool {
    // 안정적인 공급: a quality
    if span.of(line.text).ends_with('적') && span.of(line.text).chars().count() <= 4 {
        return true;
    }
    let means = line.lexicon.words.list(List::Means);
    let (from, to) = (line.token_from(span.start), line.token_from(span.end));
    to > from
        && ((span.of(line.text).ends_with('당') && span.of(line.text).chars().count() <= 4)
            || (from > 0 && line.word(from - 1) == "/")
            || span.of(line.text).ends_with('별')
            || span.of(line.text).ends_with(" 기준")
            || (from..to).all(|i| means.has(line.word(i)) || line.date_over(i).is_some()))
}

/// A person, a body or the country: they act, they are not counted.
pub(super) fn is_person(line: &Line<'_>, span: Span) -> bool {
    if matches!(span.of(line.text), "우리나라" | "나라" | "한국" | "대한민국" | "정부" | "국회") {
        return true;
    }
    line.lexicon.words.list(List::Titles).ends(span.of(line.text)).is_some()
        || line.lexicon.words.list(List::Actors).ends(span.of(line.text)).is_some()
}

/// `R&D·인력양성 등 분야에`: the fields that the list before 등 names.
pub(super) fn named_field(line: &Line<'_>, span: Span) -> Option<Span> {
    if !matches!(span.of(line.text), "분야" | "부문" | "사업" | "지역" | "과제") {
        return None;
    }
    let before = line.token_until(span.start)?;
    if CLOSING.contains(&line.word(before)) {
        // ‘창업초기 소형’ 분야에
        return before.checked_sub(1).and_then(|k| phrase_left(line, k));
    }
    (line.word(before) == "등").then_some(())?;
    phrase_left(line, before.checked_sub(1)?)
}

/// `특송화물, 강판 등을`: the whole of a short list that 등 closes.
pub(super) fn listed(line: &Line<'_>, span: Span, last: usize) -> Option<Span> {
    if line.word(last) != "등" {
        return None;
    }
    let end = line.token_until(span.end)?;
    let item = phrase_left(line, last.checked_sub(1)?)?;
    whole_list(line, item).filter(|_| end <= last)
}

/// The list of two, short enough to be said in one breath, that ends with `item`.
pub(super) fn whole_list(line: &Line<'_>, item: Span) -> Option<Span> {
    let comma = line.token_until(item.start).filter(|k| line.word(*k) == ",")?;
    let first = phrase_left(line, comma.checked_sub(1)?)?;
    let whole = Span::new(first.start, item.end);
    (whole.of(line.text).chars().count() <= 20).then_some(whole)
}

/// `수수료의 경우`: the phrase before 의 is meant.
pub(super) fn case_of(line: &Line<'_>, span: Span) -> Option<Span> {
    let last = line.token_until(span.end)?;
    if line.word(last) != "경우" {
        return None;
    }
    let particle = last.checked_sub(1).filter(|k| line.word(*k) == "의")?;
    phrase_left(line, particle.checked_sub(1)?)
}

/// Whether 을/를 belongs to a fixed turn: 을 중심으로, 를 대상으로, 을 시작으로.
pub(super) fn serves_as_postposition(line: &Line<'_>, i: usize) -> bool {
    i < line.tokens.len() && line.lexicon.words.list(List::Turns).has(line.word(i))
}
