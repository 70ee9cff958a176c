//! Unquoted compounds whose last noun makes a name (제4차 해양공간 기본계획, 갯벌 복원사업).

use super::super::letter::is_hangul;
use super::{By, Candidate, is_numbered};
use crate::lexicon::{Ending, Lexicon, NameKind};
use crate::model::{Block, Span};
use crate::tokens::{Tag, Token};

/// At most so many words (eojeol) make up a name.
const MAX_WORDS: usize = 5;
/// And so many tokens: names are far shorter, and work must not grow with what is written without a space.
const MAX_TOKENS: usize = 100;
/// A word written closed up from so many nouns, of so many syllables, is a coined name (응급안전안심서비스).
const CLOSED_NOUNS: usize = 3;
const CLOSED_SYLLABLES: usize = 6;

/// What is judged by evidence has so many letters.
pub(super) const LETTERS: usize = 4;

/// Names among the tokens of one sentence.
pub(super) fn find(text: &str, tokens: &[Token], block: &Block, lexicon: &Lexicon, found: &mut Vec<Candidate>) {
    for last in 0..tokens.len() {
        if tokens[last].text(text) == "가칭" {
            found.extend(provisional(text, tokens, last));
            continue;
        }
        if runs_on(text, tokens, last)
            || !matches!(tokens[last].pos.first(), Tag::NNG | Tag::NNP | Tag::XSN | Tag::SL | Tag::Unknown)
        {
            continue;
        }
        // most nouns end no name: that is asked before the name's beginning is looked for
        let Some(ending) = lexicon.programs.ending(&text[..tokens[last].end as usize]) else { continue };
        let kind = match &ending.kind {
            NameKind::Strong(kind) | NameKind::Weak(kind) | NameKind::Closed(kind) => kind,
            NameKind::Not(_) => continue,
        };
        let first = beginning(text, tokens, last, lexicon);
        let span = span(text, tokens, first, last);
        let kept = is_name(text, tokens, first..last + 1, span, ending, block, lexicon);
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let (name, end) = (letters(span.of(text)), letters(&ending.end));
        if kept || (name >= LETTERS && (name > end || end >= LETTERS)) {
            let rule = format!("program: ends in {}", ending.end);
            found.push(Candidate { span, kind: Some(kind.clone()), rule, by: By::Compound, kept });
        }
    }
}

/// Whether the word goes on behind token `last` with another noun. 선거법상 does not: 상 says “by the law”.
pub(super) fn runs_on(text: &str, tokens: &[Token], last: usize) -> bool {
    let glued = |i: usize| tokens.get(i + 1).filter(|next| next.start == tokens[i].end && part_of_name(next, text));
    glued(last).is_some_and(|next| {
        let by_law = text[..next.start as usize].ends_with('법') && next.text(text) == "상";
        !by_law || glued(last + 1).is_some()
    })
}

/// From the first token to the last, with the 제 of an ordinal.
pub(super) fn span(text: &str, tokens: &[Token], first: usize, last: usize) -> Span {
    let mut span = Span::new(tokens[first].start as usize, tokens[last].end as usize);
    if text[..span.start].ends_with('제') {
        span.start -= '제'.len_utf8();
    }
    span
}

/// Whether what stands in, before and behind the compound of these tokens makes a name of it.
fn is_name(
    text: &str,
    tokens: &[Token],
    range: std::ops::Range<usize>,
    span: Span,
    ending: &Ending,
    block: &Block,
    lexicon: &Lexicon,
) -> bool {
    let (first, last) = (range.start, range.end - 1);
    let name = span.of(text);
    let Some(before) = name.strip_suffix(ending.end.as_str()) else { return false };
    let rest = &text[span.end..];
    let kind = match &ending.kind {
        NameKind::Strong(kind) | NameKind::Weak(kind) | NameKind::Closed(kind) => kind.as_str(),
        NameKind::Not(_) => return false,
    };
    let is_noun = |i: usize| matches!(tokens[i].pos.first(), Tag::NNG | Tag::NNP | Tag::SL | Tag::XSN);
    let count = |range: std::ops::Range<usize>| range.filter(|i| is_noun(*i)).count();
    // 부패방지권익위법을 개정, 물순환법에 따른: a coined word that is spoken of as a law
    let coined = kind == "law"
        && ending.end == "법"
        && tokens[first..=last].windows(2).all(|pair| pair[0].end == pair[1].start)
        && (count(first..last + 1) >= 3 || name.chars().count() >= 5)
        && lexicon.programs.as_law(rest);
    let cited = kind == "law" && (is_cited(rest) || coined);
    let shown = match &ending.kind {
        NameKind::Strong(_) if count(first..last + 1) >= ending.nouns => true,
        NameKind::Closed(_) if is_closed_up(text, tokens, last) && count(first..last + 1) >= ending.nouns => true,
        // 통계법 제33조, 대학지원체계(RISE): what stands behind shows that it is a name
        _ => {
            let lettered = matches!(kind, "plan" | "policy" | "strategy" | "programme" | "system" | "agreement")
                && !ending.end.ends_with("시스템")
                && ending.end.chars().count() > 1
                && has_letters(rest);
            let dated = kind == "programme" && span.start <= block.content + "‘".len() && has_dates(rest);
            let numbered = matches!(kind, "plan" | "policy" | "strategy") && is_numbered(name);
            // 노지 농업 육성지구(이하 육성지구): what gets a short name is a name
            let defined = kind != "facility" && ending.end.chars().count() > 1 && rest.starts_with("(이하 ");
            cited || defined || lettered || dated || numbered || name.starts_with("K-")
        }
    };
    if !shown || !ending.allows(before) {
        return false;
    }
    // (재)…발전기금: a foundation that is named after what it does
    if ["(재)", "(사)", "재단법인 ", "사단법인 "].iter().any(|body| text[..span.start].ends_with(body)) {
        return false;
    }
    if lexicon.programs.describes(name) {
        return false;
    }
    if ending.specific {
        let end = span.end - ending.end.len();
        let before = tokens[first..=last].partition_point(|t| (t.end as usize) <= end) + first;
        let proper = (first..before).any(|i| matches!(tokens[i].pos.first(), Tag::NNP | Tag::SL));
        if !proper && count(first..before) < 2 {
            return false;
        }
    }
    // 중기부 지원사업: who runs it is no name of it
    let national = |form| {
        let body = lexicon.agencies.resolve(form, None);
        lexicon.agencies.is_collective(form) || body.is_some_and(|body| body.kind != "local")
    };
    let runs = lexicon.agencies.find(before).next().filter(|hit| hit.start == 0 && national(hit.form));
    if runs.is_some_and(|body| before[body.end..].chars().filter(|c| !c.is_whitespace()).count() < 3) {
        return false;
    }
    let nouns = |t: &&Token| matches!(t.pos.first(), Tag::NNG | Tag::NNP | Tag::SL);
    let proper = tokens[first..=last].iter().filter(nouns).count();
    let length = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    // 새도약기금 may be one word of the dictionary
    let is_compound = name.chars().count() >= ending.end.chars().count() + 3;
    // 유아교육법: the ending is long enough to be the name itself
    let whole_law = kind == "law" && length(&ending.end) >= 4 && ending.end.ends_with('법');
    let specific = whole_law || length(without_ordinal(name)) >= length(&ending.end) + 2;
    specific && (proper >= 2 || is_compound || cited || whole_law)
}

/// The first token of the name that ends with token `last`: nouns to the left, over glosses and within laws' names
/// over 에 관한.
pub(super) fn beginning(text: &str, tokens: &[Token], last: usize, lexicon: &Lexicon) -> usize {
    let mut first = last;
    let mut words = 0;
    let mut law = false;
    while first > 0 && last - first < MAX_TOKENS {
        let before = &tokens[first - 1];
        let spaced = before.end < tokens[first].start;
        if let Some(regard) = with_regard(tokens, first, last, text) {
            first = regard;
            law = true;
            continue;
        }
        if law && before.text(text) == "및" {
            first -= 1;
            continue;
        }
        if joins_countries(tokens, first, text) {
            first -= 1;
            break;
        }
        if let Some(glossed) = over_gloss(tokens, first, text) {
            first = glossed;
            continue;
        }
        if spaced {
            words += 1;
        }
        let stops = spaced && lexicon.programs.stops(before.text(text));
        if words >= MAX_WORDS || stops || !(part_of_name(before, text) || within_word(tokens, first - 1, text)) {
            break;
        }
        first -= 1;
    }
    while first < last && (cannot_begin(tokens, first, text) || is_particle_behind_quote(&tokens[first], text)) {
        first += 1;
    }
    first
}

/// Marks, suffixes, counters of a number before (6개 …), and plain numbers begin no name.
fn cannot_begin(tokens: &[Token], first: usize, text: &str) -> bool {
    let token = &tokens[first];
    match token.pos.first() {
        Tag::SC | Tag::SY | Tag::XSN | Tag::JKB => true,
        // 119응급의료상담서비스 and 제2차 …계획, but not 6개 …, 2009년 …
        Tag::SN if ordinal(tokens, first, text) => false,
        Tag::SN => tokens
            .get(first + 1)
            .is_none_or(|next| next.start != token.end || matches!(next.pos.first(), Tag::NNBC | Tag::NNB)),
        Tag::NNBC | Tag::NNB => text[..token.start as usize].ends_with(|c: char| c.is_ascii_digit()),
        _ => matches!(token.text(text), "및" | "등"),
    }
}

/// `“…로드맵” 의 핵심 지원사업`: the particle behind a quotation begins no name.
fn is_particle_behind_quote(token: &Token, text: &str) -> bool {
    let quoted = text[..token.start as usize].trim_end().ends_with(['"', '”', '’', '\'', '」', '｣', '』', ')']);
    quoted && matches!(token.text(text), "의" | "은" | "는" | "이" | "가" | "을" | "를" | "과" | "와" | "로")
}

/// `제4차 시범사업` → `시범사업`: the ordinal alone makes nothing specific.
fn without_ordinal(name: &str) -> &str {
    let number = name.trim_start_matches('제');
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < number.len() { rest.trim_start_matches(['차', ' ']) } else { name }
}

/// `인공지능(AI) 대학원`: the token before a gloss of Latin letters that stands left of token `first`.
fn over_gloss(tokens: &[Token], first: usize, text: &str) -> Option<usize> {
    let close = first.checked_sub(1).filter(|k| tokens[*k].text(text) == ")")?;
    let open = (close.saturating_sub(5)..close).rev().find(|k| tokens[*k].text(text) == "(")?;
    let latin = |t: &Token| matches!(t.pos.first(), Tag::SL | Tag::SN | Tag::SY | Tag::SC);
    let noun = open.checked_sub(1)?;
    (open + 1 < close
        && tokens[open + 1..close].iter().all(latin)
        && tokens[noun].end == tokens[open].start
        && part_of_name(&tokens[noun], text))
    .then_some(noun)
}

/// The last word is written closed up from several nouns: 재난관리기금, 응급안전안심서비스.
fn is_closed_up(text: &str, tokens: &[Token], last: usize) -> bool {
    let mut first = last;
    while first > 0
        && tokens[first - 1].end == tokens[first].start
        && matches!(tokens[first - 1].pos.first(), Tag::NNG | Tag::NNP | Tag::XSN | Tag::XPN | Tag::XR | Tag::SN)
    {
        first -= 1;
    }
    let written = &text[tokens[first].start as usize..tokens[last].end as usize];
    last + 1 - first >= CLOSED_NOUNS && written.chars().filter(|c| is_hangul(*c)).count() >= CLOSED_SYLLABLES
}

/// `(가칭)비급여 통합 포털`, `가칭 적극행정 톡톡`: the nouns behind are a name that is not yet final.
fn provisional(text: &str, tokens: &[Token], mark: usize) -> Option<Candidate> {
    let mut first = mark + 1;
    while first < tokens.len() && matches!(tokens[first].text(text), ")" | ":" | "-") {
        first += 1;
    }
    let mut last = first;
    let mut words = 0;
    while last < tokens.len() && part_of_name(&tokens[last], text) {
        words += usize::from(last > first && tokens[last - 1].end < tokens[last].start);
        if words >= MAX_WORDS {
            break;
        }
        last += 1;
    }
    let last = last.checked_sub(1).filter(|last| *last > first)?;
    let span = Span::new(tokens[first].start as usize, tokens[last].end as usize);
    let rule = "program: provisional name (가칭)".to_owned();
    Some(Candidate { span, kind: None, rule, by: By::Provisional, kept: true })
}

/// 관리에 관한 법률, 이용 등에 관한 특별법: the token where what stands before 에 관한 ends, one past it.
fn with_regard(tokens: &[Token], first: usize, last: usize, text: &str) -> Option<usize> {
    let before = first.checked_sub(2)?;
    let regards = tokens[first - 1].text(text) == "관한" && tokens[before].text(text) == "에";
    let law = matches!(
        tokens[last].text(text),
        "법률" | "특별법" | "특례법" | "법" | "규정" | "조례" | "지침" | "훈령" | "예규" | "규칙" | "고시"
    );
    if !regards || !law {
        return None;
    }
    let etc = before.checked_sub(1).filter(|k| tokens[*k].text(text) == "등");
    Some(etc.unwrap_or(before))
}

/// 한·인도 협정: the country of one syllable before the dot, whatever the analysis takes it for.
fn joins_countries(tokens: &[Token], first: usize, text: &str) -> bool {
    let country = &tokens[first - 1];
    matches!(tokens[first].text(text), "·" | "･" | "ㆍ" | "・" | "‧")
        && country.end == tokens[first].start
        && matches!(country.text(text), "한" | "미" | "일" | "중" | "러" | "유")
}

/// An article of a law is cited behind its name: 제33조, 」 제5조.
fn is_cited(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['」', '｣', '’', ' ']);
    let Some(rest) = rest.strip_prefix('제') else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && rest[digits..].starts_with('조')
}

/// An abbreviation in capitals stands in brackets directly behind the name: (RISE), (SDGs).
fn has_letters(rest: &str) -> bool {
    let Some(inside) = rest.strip_prefix('(') else { return false };
    let capitals = inside.bytes().take_while(|b| b.is_ascii_uppercase() || *b == b'-').count();
    let rest = &inside[capitals..];
    capitals >= 3 && rest.strip_prefix('s').unwrap_or(rest).starts_with(')')
}

/// A bracket directly behind the name begins with the years that it runs: (기간 ‘21.~’33), (2023∼2027).
fn has_dates(rest: &str) -> bool {
    let Some(inside) = rest.strip_prefix('(') else { return false };
    let head: String = inside.chars().take(9).collect();
    head.chars().any(|c| c.is_ascii_digit()) && head.contains(['‘', '’', '\'', '~', '∼', '년', '.'])
}

fn ordinal(tokens: &[Token], i: usize, text: &str) -> bool {
    i + 1 < tokens.len() && matches!(tokens[i + 1].text(text), "차" | "기" | "단계" | "호" | "대" | "극" | "+")
}

/// 3기 신도시: the counter behind a number, whatever the analysis takes it for.
fn is_ordinal(tokens: &[Token], counter: usize, text: &str) -> bool {
    let number = counter.checked_sub(1).map(|k| &tokens[k]).filter(|t| t.end == tokens[counter].start);
    number.is_some_and(|t| t.pos.first() == Tag::SN) && tokens[counter].text(text) == "기"
}

/// A piece that the dictionary takes for a verb's or adverb's form, though it stands within a word that ends in a noun:
/// 그린/VV 수소, 장애 인/VCP 복지, 통합 돌봄/VV. Forms of verbs are written apart from the noun behind them.
fn within_word(tokens: &[Token], i: usize, text: &str) -> bool {
    let token = &tokens[i];
    let glued = |a: &Token, b: &Token| a.end == b.start && is_word(a, text) && is_word(b, text);
    let before = i > 0 && glued(&tokens[i - 1], token);
    let behind = i + 1 < tokens.len() && glued(token, &tokens[i + 1]);
    match token.pos.last() {
        // 지역사회통합돌봄 기본계획: a noun made of a verb
        Tag::ETN => {
            behind
                || (before && matches!(tokens[i - 1].pos.first(), Tag::NNG | Tag::NNP))
                || is_ordinal(tokens, i, text)
        }
        // 시군구 기본계획
        Tag::NR => behind || (before && tokens[i - 1].pos.first() == Tag::NNG),
        Tag::ETM | Tag::MAG | Tag::MM | Tag::VV | Tag::VA | Tag::NNB | Tag::IC | Tag::Unknown => behind,
        Tag::EC => behind && before && token.char_end - token.char_start == 1,
        _ => false,
    }
}

/// Letters of Hangul, no mark.
fn is_word(token: &Token, text: &str) -> bool {
    token.text(text).chars().all(is_hangul)
}

pub(super) fn part_of_name(token: &Token, text: &str) -> bool {
    match token.pos.first() {
        Tag::NNG | Tag::NNP | Tag::SL | Tag::XSN | Tag::XPN | Tag::XR | Tag::SN | Tag::NNBC | Tag::SH => true,
        Tag::SC | Tag::SY => matches!(token.text(text), "·" | "･" | "ㆍ" | "-" | "・" | "‧" | "&"),
        _ => false,
    }
}
