//! Names in quotation marks and title brackets.

use super::super::letter::{is_alphanumeric, is_hangul};
use super::{By, Candidate, inside, is_numbered};
use crate::lexicon::{Lexicon, NameKind};
use crate::model::{Block, Span};
use crate::tokens::{Tag, Token, Tokens};

/// Quotation marks: opening, closing, and whether direct speech also stands in them.
const QUOTES: &[(char, char, bool)] = &[
    ('‘', '’', false),
    ('‘', '‘', false),
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
/// A name is at most so long (code points); titles in title brackets run on.
const MAX_NAME: usize = 45;
const MAX_TITLE: usize = 80;

/// Names in quotation marks and angle brackets.
pub(super) fn find(text: &str, block: &Block, tokens: &Tokens, lexicon: &Lexicon, found: &mut Vec<Candidate>) {
    let body = block.span.of(text);
    let mut at = 0;
    while let Some((i, c)) = body[at..].char_indices().find(|(_, c)| opens(*c)) {
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
        let longest = if matches!(c, '「' | '｢' | '『') { MAX_TITLE } else { MAX_NAME };
        let mut best: Option<(usize, bool)> = None;
        for (_, close, speech) in closing {
            let closes = |(j, d): &(usize, char)| {
                *d == *close && !(*close == c && year_follows(&body[inner + j + d.len_utf8()..]))
            };
            if let Some((j, _)) = body[inner..].char_indices().take(longest + 1).find(closes)
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
        let judged = judge(text, span, name, speech, c, tokens, lexicon);
        let kept = judged.is_some();
        if let Some((kind, rule)) =
            judged.or_else(|| may_be_name(name).then(|| (kind(name, lexicon), "program: quoted".to_owned())))
        {
            found.push(Candidate { span, kind, rule, by: By::Quoted(c), kept });
        }
    }
}

/// Two letters or more.
fn may_be_name(name: &str) -> bool {
    name.chars().filter(|c| is_alphanumeric(*c)).nth(1).is_some() && name.chars().any(char::is_alphabetic)
}

/// What its last noun says of it.
fn kind(name: &str, lexicon: &Lexicon) -> Option<String> {
    let head = name.split('(').next().unwrap_or(name).trim();
    match &lexicon.programs.ending(head)?.kind {
        NameKind::Strong(kind) | NameKind::Weak(kind) | NameKind::Closed(kind) => Some(kind.clone()),
        NameKind::Not(_) => None,
    }
}

/// `세이프팜(SafeFarm)`, `K-GX`: coined words carry Latin letters.
fn has_latin_gloss(name: &str) -> bool {
    let inside = name.split_once('(').map_or("", |(_, inside)| inside);
    let letters = inside.bytes().take_while(u8::is_ascii_alphabetic).count();
    letters >= 2 || name.starts_with(|c: char| c.is_ascii_uppercase())
}

/// `‘들락날락’도 현재 36개소에서`, `‘나눔길’은 2024년 말까지`, `‘보행길’ 20개 노선`: what is counted or dated is a thing, not
/// an answer of a survey (‘매우 만족’은 45%).
fn is_counted(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['’', '\'', '”', '"', '」', '』', '｣', '>', '》', '〉']);
    let rest = ["은 ", "는 ", "도 ", "을 ", "를 ", " "].iter().find_map(|p| behind.strip_prefix(p));
    let Some(rest) = rest else { return false };
    let near: String = rest.chars().take(10).collect();
    let Some(at) = near.find(|c: char| c.is_ascii_digit()) else { return false };
    let number = near[at..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    !near[..at].contains(['(', ',', '.', '’', '‘']) && !number.starts_with(['%', '위', ')', '점'])
}

/// Whether a name may stand behind the character: asked of every one. See [`QUOTES`].
fn opens(c: char) -> bool {
    matches!(c, '<' | '"' | '\'') || (c > '\u{2000}' && !is_hangul(c) && QUOTES.iter().any(|(open, _, _)| *open == c))
}

fn year_follows(rest: &str) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 2 && !rest[2..].starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Three letters or more.
fn has_substance(name: &str) -> bool {
    name.chars().filter(|c| is_alphanumeric(*c)).count() >= 3
}

/// One plain noun: a theme (‘혁신’ 과제), no name.
fn is_common(words: &[Token]) -> bool {
    words.len() == 1 && matches!(words[0].pos.first(), Tag::NNG)
}

/// Whether a phrase goes on into what stands behind it (‘찾아가는’ 사업, ‘더 빠른’ 서비스): it describes, it does not name. A
/// last syllable that only looks like an adnominal ending does not (‘그냥드림’ 사업).
fn goes_on(name: &str, words: &[Token]) -> bool {
    let adnominal = words.last().is_some_and(|t| t.pos.last() == Tag::ETM && (words.len() == 1 || name.contains(' ')));
    adnominal
        || name.ends_with(['는', '며', '고', '서'])
        || ["한", "할", "된", "될", "위한"].iter().any(|w| name.ends_with(w))
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
    // (이하 ‘신고센터’): the short name of what stands before it, which is judged itself
    if text[..span.start].trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with("이하") {
        return None;
    }
    let clause = words.iter().any(|t| t.pos.tags().any(|g| matches!(g, Tag::EF | Tag::EC | Tag::EP)))
        || words.last().is_some_and(|t| {
            t.pos.has(Tag::ETM)
                || matches!(t.pos.first(), Tag::JKO | Tag::JKS | Tag::JX | Tag::JKB | Tag::IC)
                // 들락날락 behind a noun is a name's last word
                || (t.pos.first() == Tag::MAG && words.len() == 1)
        });
    let apposed = !speech && lexicon.programs.apposed(&text[span.end..]);
    let ending = lexicon.programs.ending(head).or_else(|| lexicon.programs.ending(base));
    let named = matches!(open, '「' | '｢' | '『' | '《');
    match ending.map(|e| (e.end.as_str(), &e.kind)) {
        Some((end, NameKind::Strong(kind))) => Some((Some(kind.clone()), format!("program: quoted, ends in {end}"))),
        Some((end, NameKind::Weak(kind) | NameKind::Closed(kind)))
            if !clause && head != end && (!speech || head.chars().count() <= 30) =>
        {
            Some((Some(kind.clone()), format!("program: quoted, ends in {end}")))
        }
        Some((_, NameKind::Weak(kind) | NameKind::Closed(kind))) if named => {
            Some((Some(kind.clone()), "program: in title brackets".to_owned()))
        }
        Some((_, NameKind::Not(reason))) if apposed && reason == "slogan" && !goes_on(name, words) => {
            Some((None, "program: quoted before a class noun".to_owned()))
        }
        // 《김장재료 수급동향》 is a heading
        Some((_, NameKind::Not(reason)))
            if !named || !matches!((reason.as_str(), open), ("slogan", _) | ("common noun", '「' | '｢' | '『')) =>
        {
            None
        }
        _ if apposed && has_substance(name) && !is_common(words) && !goes_on(name, words) => {
            Some((None, "program: quoted before a class noun".to_owned()))
        }
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
            let common = is_common(words) && open != '「';
            let adverbs = words.iter().all(|t| matches!(t.pos.first(), Tag::MAG | Tag::MAJ));
            let behind = text[span.end..].strip_prefix(|c: char| !c.is_alphanumeric()).unwrap_or_default();
            let before = text[..span.start].trim_end_matches(|c: char| !c.is_alphanumeric());
            let other = behind.starts_with('라') || lexicon.programs.other_name(before, behind);
            // much is quoted that is no name: answers of a survey, terms, themes
            let shown = is_numbered(name)
                || has_latin_gloss(name)
                || lexicon.programs.supports(before, &text[span.end..])
                || is_counted(&text[span.end..]);
            let (written, name) = (name, named || (nouns && !common && !adverbs && !other && shown));
            (name && has_substance(written)).then(|| (None, "program: quoted name".to_owned()))
        }
    }
}
