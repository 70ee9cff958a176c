//! The query language: what a reader types, as a tree.
//!
//! ```text
//! words side by side        반도체 수출          ranked; documents with all of them first
//! phrases                   "AI 팩토리"          in this order, any spacing
//! AND OR NOT, -word, ( )    반도체 AND (수출 OR 생산) -미국
//! prefix                    반도체*
//! fields                    title: program: agency: unit: status: source: (제목: 사업: 기관: 단위: 상태:)
//! ranges                    date:2025-01..2025-12  value:>1조  value:100만..200만  deadline:..2030
//! ```
//!
//! Every mistake is a [`QueryError`] that knows the bytes it is about and shows a right form.
//! Nothing here panics, whatever the input (a property test holds that).

mod error;
mod parser;
mod range;
mod scanner;

pub use error::{QueryError, columns};
pub use parser::parse;
pub use range::{AmountRange, DateRange};

use crate::model::{Span, Status};

/// The longest query that is read, in bytes; longer ones get a clear error.
pub const MAX_QUERY_BYTES: usize = 10_000;

/// How deeply brackets may be nested.
pub const MAX_DEPTH: usize = 32;

/// A node of the query. Spans are bytes of the query text.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Words and conditions side by side. Without operators anywhere in the query the words are
    /// ranked, not required; phrases, fields and groups are.
    Together(Vec<Node>),
    /// All must hold.
    And(Vec<Node>),
    /// One must hold.
    Or(Vec<Node>),
    /// Must not hold.
    Not(Box<Node>),
    /// One word as typed (`과기정통부`), or the beginning of one (`반도체*`).
    Word {
        /// The word, without the asterisk.
        text: String,
        /// Where it stands.
        span: Span,
        /// Whether it only has to begin like this.
        prefix: bool,
    },
    /// Words that must stand in this order.
    Phrase {
        /// The words between the quotation marks.
        text: String,
        /// Where it stands, with the quotation marks.
        span: Span,
    },
    /// A condition on a field.
    Field {
        /// The condition.
        condition: Condition,
        /// Where it stands.
        span: Span,
    },
}

/// A condition on a field. Those on records (`program:` … `value:`) must hold together for one and
/// the same record of an article.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Words that must stand in the title.
    Title(String),
    /// Words that must stand in a programme's name.
    Program(String),
    /// The responsible or releasing agency.
    Agency(String),
    /// The publisher, as the source writes it.
    Source(String),
    /// The unit of the number (`원`, `%`, `개소`).
    Unit(String),
    /// The statement's status.
    Status(Status),
    /// The article's date.
    Date(DateRange),
    /// The last day of the target's deadline.
    Deadline(DateRange),
    /// The target's value.
    Value(AmountRange),
}

impl Condition {
    /// Whether it is about a record inside the article, not about the article.
    pub const fn is_about_records(&self) -> bool {
        !matches!(self, Self::Title(_) | Self::Source(_) | Self::Date(_))
    }
}

impl Node {
    /// A whole text taken literally: nothing in it is an operator.
    pub fn plain(text: &str) -> Self {
        let mut words = Vec::new();
        let mut start = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (c.is_whitespace(), start) {
                (false, None) => start = Some(at),
                (true, Some(from)) => {
                    words.push(Self::Word {
                        text: text[from..at].to_owned(),
                        span: Span::new(from, at),
                        prefix: false,
                    });
                    start = None;
                }
                _ => {}
            }
        }
        Self::Together(words)
    }

    /// Whether AND, OR, NOT or brackets occur: then words side by side are required.
    pub fn has_operators(&self) -> bool {
        match self {
            Self::And(_) | Self::Or(_) | Self::Not(_) => true,
            Self::Together(nodes) => nodes.iter().any(|node| matches!(node, Self::Together(_)) || node.has_operators()),
            Self::Word { .. } | Self::Phrase { .. } | Self::Field { .. } => false,
        }
    }

    /// Calls `visit` for every node that is not negated, outermost first.
    pub fn for_each_positive<'n>(&'n self, visit: &mut impl FnMut(&'n Node)) {
        visit(self);
        match self {
            Self::Together(nodes) | Self::And(nodes) | Self::Or(nodes) => {
                for node in nodes {
                    node.for_each_positive(visit);
                }
            }
            Self::Not(_) | Self::Word { .. } | Self::Phrase { .. } | Self::Field { .. } => {}
        }
    }
}
