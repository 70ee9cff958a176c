//! An article as the readers hand it on.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A half-open range `[start, end)` of **bytes** in the article's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `[start, end)`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The bytes it covers. `text` must be the text that the span was made for.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// Whether both cover at least one byte in common.
    pub const fn overlaps(&self, other: &Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(&self, other: &Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Length in bytes.
    pub const fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub const fn is_empty(&self) -> bool {
        self.start >= self.end
    }
}

/// One article: NFC text and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The source's own id, else one derived from the content.
    pub id: String,
    /// Publication date; `None` when no source states one (never today).
    pub date: Option<Date>,
    /// Headline.
    pub title: Option<String>,
    /// Publisher or releasing agency, as the source writes it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The whole text, NFC. All offsets count in it.
    pub text: String,
    /// The body only points at an attachment (a quarter of the OpenAPI's releases).
    #[serde(default)]
    pub stub: bool,
}

/// What a block of lines is in the article's layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The article's title line(s).
    Headline,
    /// A heading inside the text, or a deck line under the headline.
    Subhead,
    /// Running text.
    Paragraph,
    /// A line that begins with a list marker (□ ○ ㅇ - * ※ ① …).
    ListItem,
    /// One row of a table; its cells are separated by tabs.
    TableRow,
    /// The caption of a picture or table.
    Caption,
}

/// A block: one line, or one paragraph, of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes, without the line break; a list item's marker is included.
    pub span: Span,
    /// Where its content starts (after the list marker and white space), in bytes.
    pub content: usize,
    /// Nesting depth of a list item (□ 0, ○ 1, - 2, * 3 …); 0 elsewhere.
    pub level: u8,
}
