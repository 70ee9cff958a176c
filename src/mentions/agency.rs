//! Public bodies named in the text: from `agencies.toml`, and proper nouns with a body's ending.

use super::letter::{is_alphanumeric, is_hangul};
use crate::lexicon::Lexicon;
use crate::model::Span;
use crate::tokens::{Tag, Token};
use jiff::civil::Date;

/// Who is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// A body of the dictionary or one with a body's ending.
    Public,
    /// The government as a whole.
    Collective,
    /// A foreign one.
    Foreign,
}

/// A public body in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyMention {
    /// Its bytes.
    pub span: Span,
    /// Its name at the article's date.
    pub name: String,
    /// Who is named.
    pub body: Body,
    /// It stands as topic or subject (산업부는, 정부가, 농촌진흥청(청장 …)은).
    pub topic: bool,
    /// 은/는 stands behind it: the topic of its sentence, not the subject of a clause within.
    pub marked: bool,
    /// It is in the dictionary, or was named by its whole name before; not known by its ending alone.
    pub known: bool,
    /// A person's office follows in brackets (장관 ○○○): the releasing agency names itself so.
    pub headed: bool,
}

/// All bodies of `text`, in order.
pub fn find(text: &str, tokens: &[Token], lexicon: &Lexicon, today: Option<Date>) -> Vec<AgencyMention> {
    let mut found: Vec<AgencyMention> = Vec::new();
    for hit in lexicon.agencies.find(text) {
        let starts = tokens.binary_search_by_key(&hit.start, |t| t.start as usize).is_ok()
            && !text[..hit.start].ends_with(is_hangul);
        if !starts || !ends_as_name(text, hit.end) {
            continue;
        }
        let written = &text[hit.start..hit.end];
        let (body, name) = if lexicon.agencies.is_foreign(hit.form) {
            (Body::Foreign, written.to_owned())
        } else if lexicon.agencies.is_collective(hit.form) {
            (Body::Collective, written.to_owned())
        } else {
            let entry = lexicon.agencies.resolve(hit.form, today);
            (Body::Public, entry.map_or_else(|| written.to_owned(), |e| e.name.clone()))
        };
        let span = Span::new(hit.start, hit.end);
        // 베트남 정부는: not ours
        let theirs = |last: &AgencyMention| last.body == Body::Foreign && text[last.span.end..span.start] == *" ";
        if body == Body::Collective && found.last().is_some_and(theirs) {
            continue;
        }
        found.push(AgencyMention {
            span,
            name,
            body,
            topic: (is_topic(text, hit.end) || (body == Body::Foreign && foreign_government(text, hit.end)))
                && !is_place(written, text, hit.end)
                // 해외에서는, 미국, 프랑스 등: where and which, not who
                && !(body == Body::Foreign && (text[hit.end..].starts_with("에서") || text[hit.end..].starts_with(','))),
            marked: is_marked(text, hit.end),
            headed: is_headed(text, hit.end),
            known: true,
        });
    }
    by_ending(text, tokens, lexicon, &mut found);
    found.sort_by_key(|m| m.span.start);
    let again = by_kind(text, &found);
    found.extend(again);
    found.sort_by_key(|m| m.span.start);
    found
}

/// 시는, 도는, 공사는: a body named before, by its kind alone.
fn by_kind(text: &str, found: &[AgencyMention]) -> Vec<AgencyMention> {
    const KINDS: [&str; 10] = ["시", "도", "군", "구", "공사", "공단", "교육청", "재단", "진흥원", "위원회"];
    let mut again = Vec::new();
    let mut known = found.iter().peekable();
    let mut before: Vec<&AgencyMention> = Vec::new();
    for (start, c) in text.char_indices() {
        // the first syllables of the kinds: every character of the text passes here
        if !matches!(c, '시' | '도' | '군' | '구' | '공' | '교' | '재' | '진' | '위')
            || text[..start].chars().next_back().is_some_and(is_alphanumeric)
        {
            continue;
        }
        while let Some(mention) = known.next_if(|m| m.span.end <= start) {
            before.push(mention);
        }
        if before.is_empty() || known.peek().is_some_and(|m| m.span.start <= start) {
            continue;
        }
        let rest = &text[start..];
        let Some(kind) = KINDS.into_iter().find(|kind| {
            rest.strip_prefix(kind)
                .and_then(|rest| rest.strip_prefix(['는', '은']))
                .is_some_and(|rest| !rest.starts_with(is_hangul))
        }) else {
            continue;
        };
        let named =
            |m: &&&AgencyMention| m.body == Body::Public && (m.name.ends_with(kind) || m.span.of(text).ends_with(kind));
        if let Some(mention) = before.iter().rev().find(named) {
            again.push(AgencyMention {
                span: Span::new(start, start + kind.len()),
                name: mention.name.clone(),
                body: Body::Public,
                topic: true,
                marked: true,
                headed: false,
                known: mention.known,
            });
        }
    }
    again
}

/// 동해시에서, 유성구에서: where something happens, not who does it.
fn is_place(name: &str, text: &str, end: usize) -> bool {
    name.ends_with(['시', '군', '구', '도']) && text[end..].starts_with("에서")
}

/// A name ends here: a particle, a bracket, a space or punctuation follows — not another syllable of a
/// longer noun (산업부문, 제주산).
fn ends_as_name(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    match rest.chars().next() {
        Some(c) if is_hangul(c) => PARTICLES
            .iter()
            .any(|p| rest.strip_prefix(p).is_some_and(|after| !after.chars().next().is_some_and(is_hangul))),
        _ => true,
    }
}

const PARTICLES: [&str; 24] = [
    "은",
    "는",
    "이",
    "가",
    "의",
    "와",
    "과",
    "도",
    "에",
    "를",
    "을",
    "로",
    "만",
    "에서",
    "에서는",
    "에서도",
    "에는",
    "으로",
    "까지",
    "장은",
    "장이",
    "에게",
    "라고",
    "이라고",
];

/// 은/는/이/가/에서 directly behind, or behind a bracket; or a comma in a headline (농촌진흥청, …).
fn is_topic(text: &str, end: usize) -> bool {
    let mut rest = &text[end..];
    if rest.starts_with('(')
        && let Some((close, _)) = rest.char_indices().take(80).find(|(_, c)| *c == ')')
    {
        rest = &rest[close + 1..];
    }
    let rest = rest.trim_start_matches([' ', '’', '\'', '”']);
    if let Some(after) = rest.strip_prefix("역시") {
        return after.starts_with(' ');
    }
    // 환경부와 3개 시도는: the first of two that act together
    if let Some(with) = ["와 ", "과 "].iter().find_map(|w| rest.strip_prefix(w)) {
        let mut words = with.split(' ').take(2);
        let acts =
            |w: Option<&str>| w.is_some_and(|w| w.chars().count() <= 12 && w.ends_with(['는', '은', '가', '이']));
        let first = words.next();
        let counted = first.is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()));
        return acts(first) || (counted && acts(words.next()));
    }
    ["은", "는", "이", "가", "에서는", "에서", "도"]
        .iter()
        .any(|p| rest.strip_prefix(p).is_some_and(|a| !a.chars().next().is_some_and(is_hangul)))
        || rest.starts_with(", ")
        || speaks(rest)
}

/// 장관은, 관계자는, 기후에너지정책실장은: somebody of the body who speaks for it.
fn speaks(rest: &str) -> bool {
    const TITLES: [&str; 22] = [
        "장관",
        "차관",
        "청장",
        "처장",
        "국장",
        "과장",
        "실장",
        "정책관",
        "관계자",
        "시장",
        "군수",
        "지사",
        "구청장",
        "교육감",
        "위원장",
        "대변인",
        "원장",
        "이사장",
        "본부장",
        "부장",
        "단장",
        "센터장",
    ];
    let window = rest.char_indices().nth(24).map_or(rest, |(i, _)| &rest[..i]);
    let phrase = window.split(|c: char| !(is_hangul(c) || c == ' ' || c == '·')).next().unwrap_or_default();
    // the title stands before a particle that ends its word
    let named = || {
        phrase.char_indices().any(|(i, c)| {
            matches!(c, '은' | '는' | '이' | '가')
                && !phrase[i + c.len_utf8()..].starts_with(is_hangul)
                && TITLES.iter().any(|title| phrase[..i].ends_with(title))
        })
    };
    let own_head = phrase
        .strip_prefix("장")
        .is_some_and(|after| after.starts_with(['은', '이']) && !after.chars().nth(1).is_some_and(is_hangul));
    let words = phrase.split(' ').filter(|word| !word.is_empty()).take(3).count();
    own_head || (words <= 3 && named())
}

/// 베트남 정부는, 독일 연방정부가.
fn foreign_government(text: &str, end: usize) -> bool {
    let rest = text[end..].trim_start_matches(' ');
    ["정부는", "정부가", "정부도", "연방정부는", "당국은", "측은"].iter().any(|w| rest.starts_with(w))
}

/// 은/는 directly behind, or behind a bracket.
fn is_marked(text: &str, end: usize) -> bool {
    let mut rest = &text[end..];
    if rest.starts_with('(')
        && let Some((close, _)) = rest.char_indices().take(80).find(|(_, c)| *c == ')')
    {
        rest = &rest[close + 1..];
    }
    rest.starts_with(['은', '는'])
}

fn is_headed(text: &str, end: usize) -> bool {
    let rest = text[end..].trim_start_matches(' ');
    let Some(inside) = rest.strip_prefix('(') else { return false };
    [
        "장관",
        "청장",
        "처장",
        "위원장",
        "원장",
        "이사장",
        "시장",
        "군수",
        "도지사",
        "지사",
        "구청장",
        "교육감",
        "사장",
        "실장",
        "본부장",
        "공동위원장",
        "관장",
        "부총리",
        "소장",
        "회장",
    ]
    .iter()
    .any(|t| inside.starts_with(t))
}

/// 해남군은, 국립산림과학원(원장 …)은, 한국섬유시험연구원이: proper nouns that end as bodies do.
fn by_ending(text: &str, tokens: &[Token], lexicon: &Lexicon, found: &mut Vec<AgencyMention>) {
    let mut known: Vec<Span> = found.iter().map(|m| m.span).collect();
    known.sort_by_key(|k| k.start);
    let overlaps = |span: &Span| {
        let after = known.partition_point(|k| k.end <= span.start);
        known.get(after).is_some_and(|k| k.overlaps(span))
    };
    let joins = |token: &Token| matches!(token.pos.first(), Tag::NNG | Tag::NNP | Tag::XSN);
    for (i, token) in tokens.iter().enumerate().filter(|(_, token)| joins(token)) {
        let runs_on = |next: &Token| next.start == token.end && (joins(next) || next.pos.first() == Tag::NNB);
        if tokens.get(i + 1).is_some_and(runs_on) {
            continue;
        }
        let mut first = i;
        while first > 0
            && tokens[first - 1].end == tokens[first].start
            && (joins(&tokens[first - 1]) || matches!(tokens[first - 1].pos.first(), Tag::XPN | Tag::SL))
        {
            first -= 1;
        }
        let span = Span::new(tokens[first].start as usize, token.end as usize);
        let word = span.of(text);
        let agencies = &lexicon.agencies;
        let local = || {
            // the Korean dictionary has counties as one common noun each (청송군/NNG)
            (tokens[first].pos.first() == Tag::NNP || (first == i && word.ends_with('군')))
                && agencies.local.iter().any(|e| word.ends_with(e.as_str()))
                && (3..=5).contains(&word.chars().count())
        };
        let body = || agencies.endings.iter().any(|e| word.len() > e.len() && word.ends_with(e.as_str()));
        // few nouns end as a body does: what stands behind is asked for those alone
        if !(local() || body()) || overlaps(&span) {
            continue;
        }
        let topic = is_topic(text, span.end) && !is_place(word, text, span.end);
        let headed = is_headed(text, span.end);
        if topic || headed {
            let marked = is_marked(text, span.end);
            found.push(AgencyMention {
                span,
                name: word.to_owned(),
                body: Body::Public,
                topic,
                marked,
                headed,
                known: headed,
            });
        }
    }
}
