//! What a reader found; becomes an [`Article`] the same way for every format.

use super::encoding::nfc;
use super::error::Reason;
use super::{dateline, openapi};
use crate::model::Article;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write;

/// An article before normalisation.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub id: Option<String>,
    pub date: Option<Date>,
    pub title: Option<String>,
    pub source: Option<String>,
    pub url: Option<String>,
    pub text: String,
    /// The source has a title and an empty body.
    pub bodiless: bool,
}

impl Draft {
    /// NFC, an id, a date. `given` dates articles whose metadata states none; a dateline in the text
    /// comes last.
    pub fn finish(self, given: Option<Date>) -> Result<Article, Reason> {
        let text = nfc(Cow::Owned(self.text));
        if text.trim().is_empty() {
            return Err(Reason::NoText);
        }
        let title = clean(self.title);
        let source = clean(self.source);
        let date = self.date.or(given).or_else(|| dateline::in_text(&text));
        let id = clean(self.id).unwrap_or_else(|| content_id(&text, title.as_deref(), date, source.as_deref()));
        let stub = self.bodiless || openapi::is_stub(&text);
        Ok(Article { id, date, title, source, url: clean(self.url), text, stub })
    }
}

/// NFC, trimmed, and nothing instead of emptiness.
fn clean(field: Option<String>) -> Option<String> {
    let field = nfc(Cow::Owned(field?));
    let trimmed = field.trim();
    if trimmed.is_empty() {
        None
    } else if trimmed.len() == field.len() {
        Some(field)
    } else {
        Some(trimmed.to_owned())
    }
}

/// The id of an article that brings none: the first 16 hexadecimal digits of the SHA-256 of text, title,
/// date and source, each followed by a zero byte. It depends on nothing else: not on the file's name,
/// place or format, so the same article read twice is the same article.
fn content_id(text: &str, title: Option<&str>, date: Option<Date>, source: Option<&str>) -> String {
    let mut hash = Sha256::new();
    let date = date.map(|date| date.to_string());
    for field in [Some(text), title, date.as_deref(), source] {
        hash.update(field.unwrap_or_default());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).fold(String::with_capacity(16), |mut id, byte| {
        // Writing to a string cannot fail.
        let _ = write!(id, "{byte:02x}");
        id
    })
}
