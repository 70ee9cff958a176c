//! The plain nouns that every floor shares: no I/O, no regular expressions.
//!
//! Inside the house all offsets are **bytes** of the article's text (cheap slices); at the door, in
//! [`Record`]s, they are Unicode code points. [`article::Article`] owns the text; [`CodePoints`]
//! turns one into the other.

mod article;
mod offsets;
mod record;

pub use article::{Article, Block, BlockKind, Span};
pub use offsets::CodePoints;
pub use record::{
    Action, Agency, ArticleRef, Comparator, Deadline, Evidence, Mention, MentionArticle, Phrase, ProgramRecord,
    ProgramRef, Quantity, Record, RecordKind, SCHEMA_VERSION, Statement, Status,
};
