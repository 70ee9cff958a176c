//! Lexemes into a tree.

use super::scanner::{Kind, Lexeme, scan};
use super::{AmountRange, Condition, DateRange, MAX_DEPTH, MAX_QUERY_BYTES, Node, QueryError};
use crate::model::{Span, Status};

/// The fields and their Korean names.
pub(super) const FIELDS: [(&str, &[&str]); 9] = [
    ("title", &["제목"]),
    ("program", &["사업", "사업명"]),
    ("agency", &["기관", "부처"]),
    ("source", &["출처"]),
    ("unit", &["단위"]),
    ("status", &["상태"]),
    ("date", &["날짜", "발표일"]),
    ("deadline", &["기한", "시한"]),
    ("value", &["값", "수치"]),
];

/// The words of `status:`.
const STATUSES: [(Status, &[&str]); 5] = [
    (Status::Planned, &["planned", "계획", "예정"]),
    (Status::Considered, &["considered", "검토"]),
    (Status::Achieved, &["achieved", "달성", "실적"]),
    (Status::Current, &["current", "현재", "현황"]),
    (Status::Forecast, &["forecast", "전망", "예상"]),
];

/// Reads a query.
///
/// # Errors
/// [`QueryError`] with the place and a right form.
pub fn parse(query: &str) -> Result<Node, QueryError> {
    if query.len() > MAX_QUERY_BYTES {
        let start = (0..=MAX_QUERY_BYTES).rev().find(|at| query.is_char_boundary(*at)).unwrap_or(0);
        return Err(QueryError::new(
            query,
            Span::new(start, start),
            format!("the query has {} bytes; at most {MAX_QUERY_BYTES} are read", query.len()),
            "shorten it here",
        ));
    }
    let lexemes = scan(query)?;
    if lexemes.is_empty() && !query.trim().is_empty() {
        let start = query.len() - query.trim_start().len();
        return Err(QueryError::new(
            query,
            Span::new(start, query.trim_end().len()),
            "there is no letter and no digit to look for",
            "write for example: 반도체 수출",
        ));
    }
    if lexemes.is_empty() {
        return Err(QueryError::new(query, Span::new(0, 0), "the query is empty", "write for example: 반도체 수출"));
    }
    let mut parser = Parser { query, lexemes: &lexemes, at: 0 };
    let node = parser.any(0)?;
    match parser.peek() {
        None => Ok(node),
        Some(lexeme) => Err(QueryError::new(
            query,
            lexeme.span,
            "this closing bracket has no opening one",
            "remove it, or open a group before it: (반도체 OR 배터리)",
        )),
    }
}

struct Parser<'q> {
    query: &'q str,
    lexemes: &'q [Lexeme],
    at: usize,
}

impl<'q> Parser<'q> {
    fn peek(&self) -> Option<&'q Lexeme> {
        self.lexemes.get(self.at)
    }

    fn error(&self, span: Span, message: impl Into<String>, help: impl Into<String>) -> QueryError {
        QueryError::new(self.query, span, message, help)
    }

    /// `all (OR all)*`
    fn any(&mut self, depth: usize) -> Result<Node, QueryError> {
        let mut nodes = vec![self.all(depth)?];
        while self.peek().is_some_and(|l| l.kind == Kind::Or) {
            self.at += 1;
            nodes.push(self.all(depth)?);
        }
        Ok(single(nodes, Node::Or))
    }

    /// `together (AND together)*`
    fn all(&mut self, depth: usize) -> Result<Node, QueryError> {
        let mut nodes = vec![self.together(depth)?];
        while self.peek().is_some_and(|l| l.kind == Kind::And) {
            self.at += 1;
            nodes.push(self.together(depth)?);
        }
        Ok(single(nodes, Node::And))
    }

    /// One or more things side by side.
    fn together(&mut self, depth: usize) -> Result<Node, QueryError> {
        let mut nodes = Vec::new();
        while let Some(lexeme) = self.peek() {
            match &lexeme.kind {
                Kind::And | Kind::Or | Kind::Close => break,
                _ => nodes.push(self.one(depth)?),
            }
        }
        if nodes.is_empty() {
            return Err(self.nothing_here());
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::Together(nodes) })
    }

    /// What to say where a word was expected.
    fn nothing_here(&self) -> QueryError {
        let help = "an operator stands between two words: 반도체 AND 수출";
        match (self.peek(), self.at.checked_sub(1).and_then(|i| self.lexemes.get(i))) {
            (Some(here), Some(before)) if here.kind == Kind::Close && before.kind == Kind::Open => {
                let span = Span::new(before.span.start, here.span.end);
                self.error(span, "there is nothing between these brackets", "write for example (반도체 OR 배터리)")
            }
            (None, Some(before)) if before.kind == Kind::Open => {
                self.error(before.span, "this bracket is never closed", "write for example (반도체 OR 배터리)")
            }
            (Some(here), Some(before)) if here.kind == Kind::Close => {
                self.error(before.span, "a word must follow this operator", help)
            }
            (Some(here), _) => self.error(here.span, "a word must stand before this operator", help),
            (None, Some(before)) => self.error(before.span, "a word must follow this operator", help),
            (None, None) => self.error(Span::new(0, 0), "the query is empty", "write for example: 반도체 수출"),
        }
    }

    fn one(&mut self, depth: usize) -> Result<Node, QueryError> {
        let Some(lexeme) = self.peek() else { return Err(self.nothing_here()) };
        let span = lexeme.span;
        if depth >= MAX_DEPTH {
            return Err(self.error(
                span,
                format!("brackets and NOT are nested more than {MAX_DEPTH} deep"),
                "take some away",
            ));
        }
        match &lexeme.kind {
            Kind::Not => {
                self.at += 1;
                if self.peek().is_none_or(|l| matches!(l.kind, Kind::And | Kind::Or | Kind::Close)) {
                    return Err(self.error(span, "a word must follow NOT", "write for example: 수출 NOT 반도체"));
                }
                Ok(Node::Not(Box::new(self.one(depth + 1)?)))
            }
            Kind::Open => {
                self.at += 1;
                let inner = self.any(depth + 1)?;
                match self.peek() {
                    Some(close) if close.kind == Kind::Close => {
                        self.at += 1;
                        Ok(match inner {
                            // a group is a unit: its words stay together as one condition
                            Node::Together(nodes) => Node::And(nodes),
                            other => other,
                        })
                    }
                    _ => Err(self.error(span, "this bracket is never closed", "write for example (반도체 OR 배터리)")),
                }
            }
            Kind::Phrase(text) => {
                self.at += 1;
                Ok(Node::Phrase { text: text.clone(), span })
            }
            Kind::Word { text, prefix } => {
                self.at += 1;
                Ok(Node::Word { text: text.clone(), span, prefix: *prefix })
            }
            Kind::Field { name, name_span, value, value_span, quoted } => {
                self.at += 1;
                let condition = self.condition(name, *name_span, value, *value_span, *quoted)?;
                Ok(Node::Field { condition, span })
            }
            Kind::And | Kind::Or | Kind::Close => Err(self.nothing_here()),
        }
    }

    fn condition(
        &self,
        name: &str,
        name_span: Span,
        value: &str,
        value_span: Span,
        quoted: bool,
    ) -> Result<Condition, QueryError> {
        let lower = name.to_ascii_lowercase();
        let Some((field, _)) = FIELDS.iter().find(|(field, korean)| *field == lower || korean.contains(&name)) else {
            return Err(self.error(name_span, format!("there is no field `{name}`"), unknown_field(&lower)));
        };
        if !value.chars().any(|c| c.is_alphanumeric() || c == '%' || c == '㎡') {
            let help = match *field {
                "date" => "the value follows directly: date:2025-01..2025-12",
                "deadline" => "the value follows directly: deadline:..2030",
                "value" => "the value follows directly: value:>1조",
                "status" => "the value follows directly: status:planned",
                "unit" => "the value follows directly: unit:원",
                "agency" | "source" => "the value follows directly: agency:산업통상부",
                _ => "the value follows directly, words in quotation marks: title:\"AI 팩토리\"",
            };
            let span = if value.is_empty() || value_span.is_empty() { name_span } else { value_span };
            return Err(self.error(span, format!("`{name}:` has no value"), help));
        }
        if !quoted && matches!(*field, "title" | "program" | "agency" | "source" | "unit") && value.starts_with('(') {
            let inner = value.trim_matches(['(', ')']);
            return Err(self.error(
                value_span,
                "a field takes one word or one phrase",
                format!("write {name}:\"{inner}\""),
            ));
        }
        let text = value.to_owned();
        match *field {
            "title" => Ok(Condition::Title(text)),
            "program" => Ok(Condition::Program(text)),
            "agency" => Ok(Condition::Agency(text)),
            "source" => Ok(Condition::Source(text)),
            "unit" => Ok(Condition::Unit(text)),
            "status" => self.status(value, value_span),
            "date" => DateRange::parse(value).map(Condition::Date).map_err(|m| self.error(value_span, m, DATE_HELP)),
            "deadline" => {
                DateRange::parse(value).map(Condition::Deadline).map_err(|m| self.error(value_span, m, DEADLINE_HELP))
            }
            _ => AmountRange::parse(value).map(Condition::Value).map_err(|m| self.error(value_span, m, VALUE_HELP)),
        }
    }

    fn status(&self, value: &str, span: Span) -> Result<Condition, QueryError> {
        let lower = value.to_lowercase();
        STATUSES
            .iter()
            .find(|(_, words)| words.contains(&lower.as_str()))
            .map(|(status, _)| Condition::Status(*status))
            .ok_or_else(|| {
                let words: Vec<_> = STATUSES.iter().map(|(_, words)| words[0]).collect();
                self.error(span, format!("there is no status `{value}`"), format!("it is one of {}", words.join(", ")))
            })
    }
}

const DATE_HELP: &str = "write date:2025, date:2025-03, date:2025-01..2025-12, date:>=2024-07-01 or date:..2023";
const DEADLINE_HELP: &str = "write deadline:2030, deadline:..2030, deadline:2027..2030 or deadline:>2028";
const VALUE_HELP: &str = "write value:100만, value:>1조, value:>=3조5000억, value:100억..200억 or value:30%";

fn single(mut nodes: Vec<Node>, make: fn(Vec<Node>) -> Node) -> Node {
    if nodes.len() == 1 { nodes.remove(0) } else { make(nodes) }
}

/// Names the nearest field, else all of them.
fn unknown_field(name: &str) -> String {
    let nearest = FIELDS.iter().map(|(field, _)| (distance(name, field), *field)).min();
    match nearest {
        Some((d, field)) if d <= 2 => format!("did you mean `{field}:`?"),
        _ => format!("the fields are {}", FIELDS.map(|(field, _)| field).join(", ")),
    }
}

/// Edit distance of two short words.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(64).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(x != *y)).min(above + 1).min(row[j] + 1);
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
#[path = "parser_tests.rs"]
mod tests;
