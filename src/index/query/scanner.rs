//! The query as a row of lexemes.

use super::QueryError;
use crate::model::Span;
use unicode_normalization::UnicodeNormalization;

/// A lexeme with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub kind: Kind,
    pub span: Span,
}

/// What a lexeme is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    And,
    Or,
    Not,
    /// A bare word; `prefix` when it ends in an asterisk (not part of `text`).
    Word {
        text: String,
        prefix: bool,
    },
    /// Words between quotation marks.
    Phrase(String),
    /// `field:value`. `name` as typed; `quoted` when the value stood between quotation marks.
    Field {
        name: String,
        name_span: Span,
        value: String,
        value_span: Span,
        quoted: bool,
    },
}

const STRAIGHT: char = '"';

/// Cuts `query` into lexemes.
///
/// A bracket opens a group only where a word could begin (`AI(인공지능)` is one word) and closes one
/// only while a group is open; a minus negates only before a word that follows white space.
pub(super) fn scan(query: &str) -> Result<Vec<Lexeme>, QueryError> {
    let mut lexemes = Vec::new();
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(c) = query[at..].chars().next() {
        let next = at + c.len_utf8();
        if c.is_whitespace() || c.is_control() {
            at = next;
            continue;
        }
        let (kind, end) = match c {
            '(' => {
                depth += 1;
                (Kind::Open, next)
            }
            ')' if depth > 0 => {
                depth -= 1;
                (Kind::Close, next)
            }
            STRAIGHT => phrase(query, at)?,
            '-' if begins_word(&query[next..]) => (Kind::Not, next),
            _ => word(query, at, depth)?,
        };
        if let Kind::Word { text, .. } = &kind
            && !says_something(text)
        {
            at = end;
            continue;
        }
        lexemes.push(Lexeme { kind, span: Span::new(at, end) });
        at = end;
    }
    Ok(lexemes)
}

/// Whether there is anything in a word to look for: a lone · or | is not.
fn says_something(word: &str) -> bool {
    word.nfkc().any(|c| c.is_alphanumeric() || c == '%')
}

fn begins_word(rest: &str) -> bool {
    rest.chars().next().is_some_and(|c| c.is_alphanumeric() || c == STRAIGHT || c == '(')
}

/// The text between the quotation mark at `at` and the next one.
fn phrase(query: &str, at: usize) -> Result<(Kind, usize), QueryError> {
    let inner = at + 1;
    let Some(length) = query[inner..].find(STRAIGHT) else {
        let shown = query[inner..].trim();
        return Err(QueryError::new(
            query,
            Span::new(at, inner),
            "this quotation mark is never closed",
            format!("close the phrase: \"{shown}\""),
        ));
    };
    let text = &query[inner..inner + length];
    let end = inner + length + 1;
    if !text.chars().any(char::is_alphanumeric) {
        return Err(QueryError::new(
            query,
            Span::new(at, end),
            "there is no word in this phrase",
            "write for example \"AI 팩토리\"",
        ));
    }
    Ok((Kind::Phrase(text.to_owned()), end))
}

/// A bare word, an operator, or a field with its value.
fn word(query: &str, at: usize, depth: usize) -> Result<(Kind, usize), QueryError> {
    let end = bare_end(query, at, depth);
    let text = &query[at..end];
    if let Some(colon) = text.find(':') {
        let name = &text[..colon];
        let value_start = at + colon + 1;
        if is_field_name(name) && !query[value_start..].starts_with("//") {
            return field(query, at, name, value_start, depth);
        }
    }
    let kind = match text {
        "AND" | "&&" => Kind::And,
        "OR" | "||" => Kind::Or,
        "NOT" => Kind::Not,
        _ => match text.strip_suffix('*') {
            Some(stem) if stem.chars().any(char::is_alphanumeric) => {
                Kind::Word { text: stem.trim_end_matches('*').to_owned(), prefix: true }
            }
            Some(_) => {
                return Err(QueryError::new(
                    query,
                    Span::new(at, end),
                    "an asterisk needs a beginning of a word before it",
                    "write for example 반도체*",
                ));
            }
            None if text.split_once('*').is_some_and(|(_, rest)| rest.contains(char::is_alphanumeric)) => {
                let asterisk = at + text.find('*').unwrap_or_default();
                return Err(QueryError::new(
                    query,
                    Span::new(asterisk, asterisk + 1),
                    "an asterisk stands for the rest of a word, at its end",
                    "write for example 반도체*, or \"…\" around words that hold one",
                ));
            }
            None => Kind::Word { text: text.to_owned(), prefix: false },
        },
    };
    Ok((kind, end))
}

fn field(query: &str, at: usize, name: &str, value_start: usize, depth: usize) -> Result<(Kind, usize), QueryError> {
    let name_span = Span::new(at, value_start);
    let name = name.to_owned();
    if query[value_start..].starts_with(STRAIGHT) {
        let (Kind::Phrase(value), end) = phrase(query, value_start)? else { unreachable!("phrase() makes phrases") };
        return Ok((
            Kind::Field { name, name_span, value, value_span: Span::new(value_start, end), quoted: true },
            end,
        ));
    }
    let end = bare_end(query, value_start, depth);
    let value = query[value_start..end].to_owned();
    Ok((Kind::Field { name, name_span, value, value_span: Span::new(value_start, end), quoted: false }, end))
}

/// Where the run of characters that belong to a bare word ends.
fn bare_end(query: &str, at: usize, depth: usize) -> usize {
    let mut own = 0usize;
    for (offset, c) in query[at..].char_indices() {
        match c {
            '(' => own += 1,
            // `AI(인공지능)` closes its own bracket; any further one closes the group
            ')' if own > 0 => own -= 1,
            ')' if depth > 0 => return at + offset,
            STRAIGHT => return at + offset,
            c if c.is_whitespace() => return at + offset,
            _ => {}
        }
    }
    query.len()
}

/// Latin letters make a field's name (unknown ones are mistakes); Korean words only the known ones,
/// since titles are full of `주제: …`.
fn is_field_name(name: &str) -> bool {
    (!name.is_empty() && name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_'))
        || super::parser::FIELDS.iter().any(|(_, korean)| korean.contains(&name))
}
