//! Names of programmes: quoted, built with a name's ending, or known. The rules propose, what speaks for and against decides.

mod collect;
mod compound;
mod evidence;
mod noted;
mod quoted;
mod weigh;

pub use weigh::{Proposal, evidence};

use super::letter::{is_alphanumeric, is_hangul};
use crate::lexicon::{Lexicon, NameKind};
use crate::model::Span;
use crate::tokens::{Token, Tokens};

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

/// A name in the making.
struct Candidate {
    span: Span,
    kind: Option<String>,
    rule: String,
    by: By,
    /// Whether the rules take it for a name; the evidence has the last word.
    kept: bool,
}

/// Who proposes a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// It stands in quotation marks that open so.
    Quoted(char),
    /// Its last noun.
    Compound,
    /// The list of names.
    Known,
    /// The longer list of names, where some are common words too.
    Listed,
    /// 가칭 before it.
    Provisional,
    /// What stands around it.
    Noted(&'static str),
}

/// All named programmes of the text.
pub fn find(text: &str, tokens: &Tokens, lexicon: &Lexicon) -> Vec<ProgramName> {
    let candidates = candidates(text, tokens, lexicon);
    collect::collect(text, weigh::judge(text, tokens, lexicon, candidates))
}

/// Everything that may be a name, in the order of the text.
fn candidates(text: &str, tokens: &Tokens, lexicon: &Lexicon) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for block in &tokens.blocks {
        quoted::find(text, block, tokens, lexicon, &mut candidates);
    }
    for sentence in &tokens.sentences {
        let words = &tokens.tokens[sentence.first as usize..sentence.last as usize];
        let block = &tokens.blocks[sentence.block as usize];
        compound::find(text, words, block, lexicon, &mut candidates);
        noted::find(text, words, block, lexicon, &mut candidates);
    }
    for (start, end, known) in lexicon.programs.find_known(text) {
        let program = &lexicon.programs.known[known];
        if word_boundary(text, start, end) && !names_a_body(text, end, lexicon) {
            candidates.push(Candidate {
                span: Span::new(start, end),
                kind: Some(program.kind.clone()),
                rule: "program: known name".to_owned(),
                by: By::Known,
                kept: !program.weak,
            });
        }
    }
    for (span, kind) in lexicon.names.find_listed(text) {
        if word_boundary(text, span.start, span.end) && is_word(&text[span.end..]) {
            let rule = "program: listed name".to_owned();
            candidates.push(Candidate { span, kind: Some(kind.to_owned()), rule, by: By::Listed, kept: true });
        }
    }
    candidates.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    candidates
}

fn word_boundary(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.is_some_and(is_alphanumeric) && !after.is_some_and(|c| c.is_ascii_alphanumeric())
}

/// Whether a listed name's word ends before `behind`, particles aside: 의료법인 is no 의료법.
fn is_word(behind: &str) -> bool {
    let next = behind.chars().next();
    next.is_none_or(|c| !is_alphanumeric(c) || "은는이가을를의에과와도로상등으및".contains(c))
}

/// 2050 탄소중립녹색성장위원회: the known name is the beginning of a body's.
fn names_a_body(text: &str, end: usize, lexicon: &Lexicon) -> bool {
    let rest = &text[end..];
    let run = &rest[..rest.find(|c: char| !is_hangul(c)).unwrap_or(rest.len())];
    let is_body = |word: &str| {
        let ending = lexicon.programs.ending(word).map(|ending| &ending.kind);
        word.chars().count() > 3 && matches!(ending, Some(NameKind::Not(reason)) if reason == "organisation")
    };
    run.char_indices().take(20).any(|(i, c)| is_body(&run[..i + c.len_utf8()]))
}

/// Names that come again are looked for in so many bytes of a text, which nearly all articles are shorter than.
const OPENING: usize = 32 << 10;

/// As much of the text as is looked through for every phrase.
fn opening(text: &str) -> &str {
    let end = (0..=OPENING.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or_default()]
}

/// The tokens that lie wholly in `span`.
fn inside(tokens: &[Token], span: Span) -> &[Token] {
    let from = tokens.partition_point(|t| (t.start as usize) < span.start);
    let to = tokens.partition_point(|t| (t.end as usize) <= span.end);
    if from < to { &tokens[from..to] } else { &[] }
}

/// `제3차 …계획`, `2차 …방안`: an ordinal makes a name of a plan.
fn is_numbered(name: &str) -> bool {
    let number = name.trim_start_matches('제');
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < number.len() && rest.starts_with('차')
}
