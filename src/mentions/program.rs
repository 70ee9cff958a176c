//! Names of programmes: quoted, built with a name's ending, or known.

use super::forms::Forms;
use super::letter::{is_alphanumeric, is_hangul};
use crate::lexicon::{Lexicon, NameKind};
use crate::model::{Block, Span};
use crate::tokens::{Tag, Token, Tokens};
use rustc_hash::FxHashMap;

/// A named programme of one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramName {
    /// Its name as first written.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// From its last noun.
    pub kind: Option<String>,
    /// Every place where it or an alias stands.
    pub mentions: Vec<Span>,
    /// Rules that spoke.
    pub trace: Vec<String>,
}

/// Quotation marks: opening, closing, and whether direct speech also stands in them.
const QUOTES: &[(char, char, bool)] = &[
    ('‘', '’', false),
    ('’', '‘', false),
    ('’', '’', false),
    ('′', '′', false),
    ('\'', '\'', false),
    ('「', '」', false),
    ('｢', '｣', false),
    ('『', '』', false),
    ('《', '》', false),
    ('〈', '〉', false),
    ('<', '>', true),
    ('“', '”', true),
    ('"', '"', true),
];
/// A name is at most so long (code points).
const MAX_NAME: usize = 45;

struct Candidate {
    span: Span,
    kind: Option<String>,
    rule: String,
}

/// All named programmes of the text.
pub fn find(text: &str, tokens: &Tokens, lexicon: &Lexicon) -> Vec<ProgramName> {
    let mut candidates = Vec::new();
    for block in &tokens.blocks {
        quoted(text, block, tokens, lexicon, &mut candidates);
    }
    for sentence in &tokens.sentences {
        by_ending(text, &tokens.tokens[sentence.first as usize..sentence.last as usize], lexicon, &mut candidates);
    }
    for (start, end, known) in lexicon.programs.find_known(text) {
        let program = &lexicon.programs.known[known];
        if !program.weak && word_boundary(text, start, end) {
            candidates.push(Candidate {
                span: Span::new(start, end),
                kind: Some(program.kind.clone()),
                rule: "program: known name".to_owned(),
            });
        }
    }
    candidates.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    collect(text, candidates, lexicon)
}

fn word_boundary(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.is_some_and(is_alphanumeric) && !after.is_some_and(|c| c.is_ascii_alphanumeric())
}

/// Names in quotation marks and angle brackets.
fn quoted(text: &str, block: &Block, tokens: &Tokens, lexicon: &Lexicon, found: &mut Vec<Candidate>) {
    let body = block.span.of(text);
    let mut at = 0;
    while let Some((i, c)) = body[at..].char_indices().find(|(_, c)| QUOTES.iter().any(|(o, _, _)| o == c)) {
        let open = at + i;
        let inner = open + c.len_utf8();
        at = inner;
        // ’25년 is no quotation
        if matches!(c, '‘' | '’' | '\'' | '′')
            && body[inner..].starts_with(|d: char| d.is_ascii_digit())
            && year_follows(&body[inner..])
        {
            continue;
        }
        let closing = QUOTES.iter().filter(|(o, _, _)| *o == c);
        let mut best: Option<(usize, bool)> = None;
        for (_, close, speech) in closing {
            if let Some((j, _)) = body[inner..].char_indices().take(MAX_NAME + 1).find(|(_, d)| d == close)
                && best.is_none_or(|(b, _)| j < b)
            {
                best = Some((j, *speech));
            }
        }
        let Some((length, speech)) = best else { continue };
        let name = &body[inner..inner + length];
        let span = Span::new(block.span.start + inner, block.span.start + inner + length);
        at = inner + length + body[inner + length..].chars().next().map_or(0, char::len_utf8);
        if name.contains('\n') || name.trim() != name || name.chars().count() < 2 {
            at = inner;
            continue;
        }
        if let Some((kind, rule)) = judge(text, span, name, speech, c, tokens, lexicon) {
            found.push(Candidate { span, kind, rule });
        }
    }
}

fn year_follows(rest: &str) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 2 && !rest[2..].starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether a quoted phrase is a programme's name.
fn judge(
    text: &str,
    span: Span,
    name: &str,
    speech: bool,
    open: char,
    tokens: &Tokens,
    lexicon: &Lexicon,
) -> Option<(Option<String>, String)> {
    let base = name.trim_end_matches([')', '*', ' ']);
    let head = base.split('(').next().unwrap_or(base).trim();
    let words = inside(&tokens.tokens, span);
    if words.is_empty() || !name.chars().any(char::is_alphabetic) {
        return None;
    }
    let clause = words.iter().any(|t| t.pos.tags().any(|g| matches!(g, Tag::EF | Tag::EC | Tag::EP)))
        || words.last().is_some_and(|t| {
            t.pos.has(Tag::ETM)
                || matches!(t.pos.first(), Tag::JKO | Tag::JKS | Tag::JX | Tag::JKB | Tag::IC)
                // 들락날락 behind a noun is a name's last word
                || (t.pos.first() == Tag::MAG && words.len() == 1)
        });
    let ending = lexicon.programs.ending(head).or_else(|| lexicon.programs.ending(base));
    let named = matches!(open, '「' | '｢' | '『' | '《');
    match ending {
        Some((end, NameKind::Strong(kind))) => Some((Some(kind.clone()), format!("program: quoted, ends in {end}"))),
        Some((end, NameKind::Weak(kind))) if !clause && head != end && (!speech || head.chars().count() <= 30) => {
            Some((Some(kind.clone()), format!("program: quoted, ends in {end}")))
        }
        Some((_, NameKind::Weak(kind))) if named => Some((Some(kind.clone()), "program: in title brackets".to_owned())),
        Some((_, NameKind::Not(reason))) if reason != "slogan" || !named => None,
        _ if clause || speech => None,
        _ => {
            let nouns = words.iter().all(|t| {
                matches!(
                    t.pos.first(),
                    Tag::NNG
                        | Tag::NNP
                        | Tag::SL
                        | Tag::SN
                        | Tag::SC
                        | Tag::SY
                        | Tag::XSN
                        | Tag::XPN
                        | Tag::XR
                        | Tag::SH
                        | Tag::SSO
                        | Tag::SSC
                        | Tag::JKG
                        | Tag::JC
                        | Tag::MM
                        | Tag::NNB
                        | Tag::NNBC
                        | Tag::NR
                        | Tag::ETM
                        | Tag::ETN
                        | Tag::MAG
                        | Tag::VV
                        | Tag::VA
                        | Tag::XSV
                        | Tag::XSA
                        | Tag::Unknown
                        | Tag::SF
                )
            });
            let long_enough = name.chars().filter(|c| is_alphanumeric(*c)).count() >= 3;
            let common = words.len() == 1 && matches!(words[0].pos.first(), Tag::NNG) && open != '「';
            let followed = &text[span.end..];
            let title = followed.chars().nth(1).is_none_or(|c| c != '라');
            (nouns && long_enough && !common && (title || named)).then(|| (None, "program: quoted name".to_owned()))
        }
    }
}

fn inside(tokens: &[Token], span: Span) -> &[Token] {
    let from = tokens.partition_point(|t| (t.start as usize) < span.start);
    let to = tokens.partition_point(|t| (t.end as usize) <= span.end);
    if from < to { &tokens[from..to] } else { &[] }
}

/// Unquoted compounds whose last noun makes a name (제4차 해양공간 기본계획, 갯벌 복원사업).
fn by_ending(text: &str, tokens: &[Token], lexicon: &Lexicon, found: &mut Vec<Candidate>) {
    for i in 0..tokens.len() {
        let last_of_word =
            i + 1 == tokens.len() || tokens[i + 1].start > tokens[i].end || !part_of_name(&tokens[i + 1], text);
        if !last_of_word || !matches!(tokens[i].pos.first(), Tag::NNG | Tag::NNP | Tag::XSN | Tag::SL | Tag::Unknown) {
            continue;
        }
        let mut first = i;
        let mut words = 0;
        let mut law_phrase = false;
        while first > 0 {
            let spaced = tokens[first - 1].end < tokens[first].start;
            if let Some(regard) = with_regard(tokens, first, i, text) {
                first = regard;
                law_phrase = true;
                continue;
            }
            if law_phrase && tokens[first - 1].text(text) == "및" {
                first -= 1;
                continue;
            }
            if joins_countries(tokens, first, text) {
                first -= 1;
                break;
            }
            if spaced {
                words += 1;
            }
            if words >= 5 || !part_of_name(&tokens[first - 1], text) || (spaced && breaks(tokens[first - 1].text(text)))
            {
                break;
            }
            first -= 1;
        }
        while first < i
            && (matches!(tokens[first].pos.first(), Tag::SC | Tag::SY | Tag::XSN)
                || matches!(tokens[first].text(text), "및" | "등" | "에")
                || (tokens[first].pos.first() == Tag::SN && !ordinal(tokens, first, text)))
        {
            first += 1;
        }
        let mut span = Span::new(tokens[first].start as usize, tokens[i].end as usize);
        if text[..span.start].ends_with('제') {
            span.start -= '제'.len_utf8();
        }
        let name = span.of(text);
        let (end, kind) = match lexicon.programs.ending(name) {
            Some((end, NameKind::Strong(kind))) => (end, kind),
            // 통계법 제33조, 대학지원체계(RISE): what stands behind shows that it is a name
            Some((end, NameKind::Weak(kind)))
                if (kind == "law" && is_cited(&text[span.end..]))
                    || (matches!(
                        kind.as_str(),
                        "plan" | "policy" | "strategy" | "programme" | "system" | "agreement"
                    ) && !end.ends_with("시스템")
                        && has_letters(&text[span.end..])) =>
            {
                (end, kind)
            }
            _ => continue,
        };
        const GENERIC: [&str; 16] = [
            "대규모",
            "상기",
            "관련",
            "각종",
            "다양",
            "신규",
            "해당",
            "이번",
            "번째",
            "조성",
            "완료",
            "실증",
            "투자",
            "데이터",
            "동",
            "소규모",
        ];
        let proper =
            tokens[first..=i].iter().filter(|t| matches!(t.pos.first(), Tag::NNG | Tag::NNP | Tag::SL)).count();
        // 새도약기금 may be one word of the dictionary
        let compound = name.chars().count() >= end.chars().count() + 3;
        let cited = kind == "law" && is_cited(&text[span.end..]);
        if (proper < 2 && !compound && !cited) || GENERIC.contains(&tokens[first].text(text)) {
            continue;
        }
        let specific = name.chars().filter(|c| !c.is_whitespace()).count()
            >= end.chars().filter(|c| !c.is_whitespace()).count() + 2;
        if specific {
            found.push(Candidate { span, kind: Some(kind.clone()), rule: format!("program: ends in {end}") });
        }
    }
}

/// 관리에 관한 법률, 이용 등에 관한 특별법: the token where what stands before 에 관한 ends, one past it.
fn with_regard(tokens: &[Token], first: usize, last: usize, text: &str) -> Option<usize> {
    let before = first.checked_sub(2)?;
    let regards = tokens[first - 1].text(text) == "관한" && tokens[before].text(text) == "에";
    let law = matches!(tokens[last].text(text), "법률" | "특별법" | "특례법" | "법" | "규정" | "조례");
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

/// An abbreviation in capitals stands in brackets directly behind the name: (RISE).
fn has_letters(rest: &str) -> bool {
    let Some(inside) = rest.strip_prefix('(') else { return false };
    let capitals = inside.bytes().take_while(|b| b.is_ascii_uppercase() || *b == b'-').count();
    capitals >= 3 && inside[capitals..].starts_with(')')
}

fn ordinal(tokens: &[Token], i: usize, text: &str) -> bool {
    i + 1 < tokens.len() && matches!(tokens[i + 1].text(text), "차" | "기" | "단계" | "호" | "대" | "극" | "+")
}

fn breaks(word: &str) -> bool {
    matches!(
        word,
        "등" | "및"
            | "또한"
            | "이번"
            | "올해"
            | "내년"
            | "특히"
            | "우선"
            | "관련"
            | "통해"
            | "위해"
            | "신규"
            | "정부"
            | "현재"
            | "향후"
            | "해당"
    )
}

fn part_of_name(token: &Token, text: &str) -> bool {
    match token.pos.first() {
        Tag::NNG | Tag::NNP | Tag::SL | Tag::XSN | Tag::XPN | Tag::XR | Tag::SN | Tag::NNBC | Tag::SH => true,
        Tag::SC | Tag::SY => matches!(token.text(text), "·" | "･" | "ㆍ" | "-" | "・" | "‧"),
        _ => false,
    }
}

/// One entry a name: spacing variants and bracketed aliases joined, all mentions found.
fn collect(text: &str, candidates: Vec<Candidate>, lexicon: &Lexicon) -> Vec<ProgramName> {
    let mut programs: Vec<ProgramName> = Vec::new();
    let mut by_key: FxHashMap<String, usize> = FxHashMap::default();
    let mut covered = 0usize;
    for candidate in candidates {
        let written = candidate.span.of(text);
        // a name within the one before is the same mention, cut shorter
        if candidate.span.end <= covered && !candidate.rule.contains("quoted") {
            continue;
        }
        covered = covered.max(candidate.span.end);
        let (name, mut aliases) = split_gloss(written);
        if let Some(alias) = alias_behind(text, candidate.span.end, lexicon) {
            aliases.push(alias);
        }
        let key = key(&name);
        let index = *by_key.entry(key.clone()).or_insert_with(|| {
            programs.push(ProgramName {
                name: name.clone(),
                aliases: Vec::new(),
                kind: candidate.kind.clone(),
                mentions: Vec::new(),
                trace: vec![candidate.rule.clone()],
            });
            programs.len() - 1
        });
        let program = &mut programs[index];
        program.kind = program.kind.take().or(candidate.kind);
        for alias in aliases.into_iter().chain([written.to_owned()]) {
            if alias != program.name && !program.aliases.contains(&alias) {
                by_key.entry(self::key(&alias)).or_insert(index);
                program.aliases.push(alias);
            }
        }
    }
    mention_all(text, &mut programs);
    programs.retain(|p| !p.mentions.is_empty());
    programs
}

/// Letters and digits alone, so that spacing variants are one.
fn key(name: &str) -> String {
    name.chars().filter(|c| is_alphanumeric(*c)).flat_map(char::to_lowercase).collect()
}

/// `세이프팜(SafeFarm)` → `세이프팜(SafeFarm)` with the aliases 세이프팜 and SafeFarm.
fn split_gloss(written: &str) -> (String, Vec<String>) {
    let mut aliases = Vec::new();
    if let Some(open) = written.find('(')
        && let Some(close) = written[open..].find(')')
    {
        let inner = &written[open + 1..open + close];
        let outer = format!("{}{}", written[..open].trim_end(), &written[open + close + 1..]);
        if outer.chars().count() >= 2 {
            aliases.push(outer);
        }
        if is_alias(inner) {
            aliases.push(inner.to_owned());
        }
    }
    (written.to_owned(), aliases)
}

/// A definition in brackets directly behind the closing quotation mark or the name.
fn alias_behind(text: &str, end: usize, _lexicon: &Lexicon) -> Option<String> {
    let rest = &text[end..];
    let rest = rest.strip_prefix(['’', '”', '」', '｣', '』', '\'', '"', '‘', '》', '〉']).unwrap_or(rest);
    let inner = rest.strip_prefix('(')?;
    let close = inner.char_indices().take(31).find(|(_, c)| *c == ')')?.0;
    let alias = inner[..close].trim().trim_start_matches("이하 ").trim_matches(['‘', '’', '\'', '"', '“', '”', '*']);
    is_alias(alias).then(|| alias.to_owned())
}

fn is_alias(alias: &str) -> bool {
    let letters = alias.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && alias.chars().count() <= 30
        && !alias.contains(['~', '∼', ',', '%', ':', '\n', '’', '‘'])
        && !alias.chars().any(|c| c.is_ascii_digit() && !alias.contains(|c: char| c.is_ascii_alphabetic()))
        && !["장관", "청장", "위원장", "참고", "붙임", "별첨", "가칭", "소재", "시행", "이하"]
            .iter()
            .any(|w| alias.starts_with(w) || alias.ends_with(w))
}

fn mention_all(text: &str, programs: &mut [ProgramName]) {
    let (mut forms, mut owner) = (Vec::new(), Vec::new());
    for (i, program) in programs.iter().enumerate() {
        for form in std::iter::once(&program.name).chain(&program.aliases) {
            forms.push(form.clone());
            owner.push(i);
        }
    }
    let places: Vec<(Span, usize)> = Forms::new(forms.iter().map(String::as_str)).find(text).collect();
    for (Span { start, end }, form) in places {
        let before = text[..start].chars().next_back();
        let short = forms[form].chars().count() <= 4;
        let inside_word = before.is_some_and(is_alphanumeric) && (short || before.is_some_and(is_hangul));
        let after = text[end..].chars().next();
        let runs_on = after.is_some_and(|c| c.is_ascii_alphanumeric())
            && text[..end].ends_with(|c: char| c.is_ascii_alphanumeric());
        if inside_word || runs_on {
            continue;
        }
        programs[owner[form]].mentions.push(Span::new(start, end));
    }
}
