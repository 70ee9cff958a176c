//! Other names for what was asked.

/// What stood for what in a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// The words of the question.
    pub asked: String,
    /// What was looked for beside them.
    pub also: String,
    /// Where that is known from.
    pub because: &'static str,
}
