//! What is wrong with a query, where, and how it would be right.

use crate::model::Span;
use std::fmt;

/// A mistake in a query. Its display shows the place under the query and a right form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// The whole query.
    pub query: String,
    /// The bytes of `query` that the mistake is about; always on character boundaries.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// A form that would be right.
    pub help: String,
}

impl QueryError {
    pub(super) fn new(query: &str, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { query: query.to_owned(), span, message: message.into(), help: help.into() }
    }
}

/// Columns that a character takes on a terminal: Hangul, Han and full-width forms take two.
pub fn columns(c: char) -> usize {
    match c {
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 2,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' => 2,
        '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}' => 2,
        '\u{0300}'..='\u{036f}' | '\u{1160}'..='\u{11ff}' | '\u{200b}'..='\u{200f}' => 0,
        _ => 1,
    }
}

/// How much of a long query is shown on either side of the mistake, in characters.
const AROUND: usize = 40;

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, rest) = self.query.split_at(self.span.start);
        let (wrong, after) = rest.split_at(self.span.len());
        let place = before.chars().count() + 1;
        let skipped = place.saturating_sub(AROUND + 1);
        let clean = |c: char| if c.is_control() { ' ' } else { c };
        let before: String = before.chars().skip(skipped).map(clean).collect();
        let wrong: String = wrong.chars().take(AROUND).map(clean).collect();
        let after: String = after.chars().take(AROUND).map(clean).collect();
        let lead = if skipped > 0 { "…" } else { "" };
        let indent: usize = lead.chars().chain(before.chars()).map(columns).sum();
        let carets = wrong.chars().map(columns).sum::<usize>().max(1);
        writeln!(f, "{} (character {} of the query)", self.message, place)?;
        writeln!(f, "  {lead}{before}{wrong}{after}")?;
        writeln!(f, "  {:indent$}{:^<carets$}", "", "")?;
        write!(f, "{}", self.help)
    }
}

impl std::error::Error for QueryError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_under_wide_letters() {
        let error = QueryError::new(
            "반도체 titel:수출",
            Span::new(10, 16),
            "there is no field `titel`",
            "did you mean `title:`?",
        );
        assert_eq!(
            error.to_string(),
            "there is no field `titel` (character 5 of the query)\n  반도체 titel:수출\n         ^^^^^^\ndid you mean `title:`?"
        );
    }
}
