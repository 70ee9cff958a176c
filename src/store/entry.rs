//! An article and its records, made ready for the store by a worker thread.

use super::pack::Press;
use crate::model::{Article, Record, Statement};
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use std::io;

/// A hash of everything that was read of an article.
pub type ContentHash = [u8; 16];

/// The hash of an article's content: its text and what is known about it.
pub fn content_hash(article: &Article) -> ContentHash {
    let mut hash = Sha256::new();
    let date = article.date.map(|date| date.to_string());
    for field in [&date, &article.title, &article.source, &article.url] {
        match field {
            // Lengths in between: ("ab", "c") is not ("a", "bc"), and nothing is not the empty string.
            Some(text) => {
                hash.update((text.len() as u64 + 1).to_le_bytes());
                hash.update(text);
            }
            None => hash.update(0u64.to_le_bytes()),
        }
    }
    hash.update([u8::from(article.stub)]);
    hash.update(&article.text);
    let mut short = ContentHash::default();
    short.copy_from_slice(&hash.finalize()[..16]);
    short
}

/// A row of the table `records`: what one asks SQL for. The whole record lies packed beside its article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub id: String,
    pub kind: &'static str,
    pub status: Option<&'static str>,
    pub value: Option<Decimal>,
    pub unit: Option<String>,
    pub dimension: Option<String>,
    pub object: Option<String>,
    pub program: Option<String>,
    pub action: Option<String>,
    pub agency: Option<String>,
    pub due: Option<String>,
    pub last_day: Option<String>,
}

impl Row {
    fn new(record: &Record) -> Self {
        let row = Self { id: record.id().to_owned(), kind: record.kind().as_str(), ..Self::default() };
        match record {
            Record::Program(program) => Self { program: Some(program.name.clone()), ..row },
            Record::Target(s) | Record::Figure(s) | Record::Milestone(s) => row.with(s),
        }
    }

    fn with(self, statement: &Statement) -> Self {
        let quantity = statement.quantity.as_ref();
        let deadline = statement.deadline.as_ref();
        Self {
            status: Some(statement.status.as_str()),
            value: quantity.map(|quantity| quantity.value),
            unit: quantity.and_then(|quantity| quantity.unit.clone()),
            dimension: quantity.and_then(|quantity| quantity.dimension.clone()),
            object: statement.object.as_ref().map(|object| object.text.clone()),
            program: statement.program.as_ref().map(|program| program.name.clone()),
            action: statement.action.as_ref().map(|action| action.text.clone()),
            agency: statement.agency.as_ref().map(|agency| agency.name.clone()),
            due: deadline.and_then(|deadline| deadline.by.clone()),
            last_day: deadline.and_then(|deadline| deadline.last_day.clone()),
            ..self
        }
    }
}

/// An article as the store keeps it.
#[derive(Debug)]
pub struct Entry {
    pub(super) id: String,
    pub(super) date: Option<String>,
    pub(super) title: Option<String>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) stub: bool,
    pub(super) content: ContentHash,
    pub(super) text: Vec<u8>,
    pub(super) records: Vec<u8>,
    pub(super) rows: Vec<Row>,
}

impl Entry {
    /// The article's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How many bytes of memory it holds, more or less.
    pub fn weight(&self) -> usize {
        self.text.len() + self.records.len() + self.rows.len() * 400 + 500
    }
}

/// Makes entries; one a thread, reused.
pub struct Packer {
    press: Press,
    lines: Vec<u8>,
}

impl Packer {
    /// A packer with its own scratch memory.
    pub fn new() -> io::Result<Self> {
        Ok(Self { press: Press::new()?, lines: Vec::new() })
    }

    /// The entry of `article`, whose content has the hash `content`, with its records.
    pub fn entry(&mut self, article: &Article, content: ContentHash, records: &[Record]) -> io::Result<Entry> {
        self.lines.clear();
        for record in records {
            serde_json::to_writer(&mut self.lines, record)?;
            self.lines.push(b'\n');
        }
        Ok(Entry {
            id: article.id.clone(),
            date: article.date.map(|date| date.to_string()),
            title: article.title.clone(),
            source: article.source.clone(),
            url: article.url.clone(),
            stub: article.stub,
            content,
            text: self.press.pack(article.text.as_bytes())?,
            records: self.press.pack(&self.lines)?,
            rows: records.iter().map(Row::new).collect(),
        })
    }
}
