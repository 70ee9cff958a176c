//! What leaves the house: one small file a format.
//!
//! Every format takes the same [`Item`]s one after the other, so that nothing has to fit into memory at once
//! (tables for people excepted: their columns are as wide as their widest cell).

mod csv;
mod filter;
mod json;
mod offsets;
mod safe_file;
mod table;

pub use self::csv::Csv;
pub use filter::{Filter, What};
pub use json::{Json, JsonLines};
pub use offsets::{OffsetUnit, convert};
pub use safe_file::SafeFile;
pub use table::{Table, lay_out};

use crate::model::{Article, Mention, Record, SCHEMA_VERSION};
use serde::Serialize;
use std::io;

/// One thing to write.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// A target, figure, milestone or programme.
    Record(&'a Record),
    /// What was read before it became a record.
    Mention(&'a Mention),
    /// A whole article; as JSON Lines it can be ingested again.
    Article(&'a Article),
}

/// A format: takes items, writes them where it was told to.
pub trait Export {
    /// Writes one item.
    fn add(&mut self, item: Item<'_>) -> io::Result<()>;

    /// Writes what is still to be written, and flushes.
    fn end(&mut self) -> io::Result<()>;
}

/// An exported article.
#[derive(Serialize)]
struct ArticleLine<'a> {
    record: &'static str,
    schema: u32,
    #[serde(flatten)]
    article: &'a Article,
}

impl Serialize for Item<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Record(record) => record.serialize(serializer),
            Self::Mention(mention) => mention.serialize(serializer),
            Self::Article(article) => {
                ArticleLine { record: "article", schema: SCHEMA_VERSION, article }.serialize(serializer)
            }
        }
    }
}
