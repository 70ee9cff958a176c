//! Articles: readers for every format, and the layout of their text.
//!
//! [`inputs()`] turns a command line's arguments into [`Input`]s. Each is read as a stream of [`RawArticle`]s
//! ([`RawArticles`]): cutting records out of a file is cheap and sequential; [`RawArticle::parse`] does the
//! work (decoding, markup, normalisation) on whatever thread has time. [`open`] and [`read`] do both at once.
//!
//! Everything that a reader refuses is a [`ReadError`] that names the file, the line or article, and the
//! reason; whatever stands around it is still read. [`Limits`] bound memory and time for hostile input.
//!
//! ```
//! use mokpyo::article::{self, Hint};
//! let line = r#"{"id": "a1", "title": "제목", "body": "도는 2030년까지 300대를 보급한다."}"#;
//! let articles = article::read(line.as_bytes(), &Hint::default());
//! assert_eq!(articles[0].as_ref().unwrap().text, "제목\n\n도는 2030년까지 300대를 보급한다.");
//! ```

mod blocks;
mod dateline;
mod draft;
mod encoding;
mod error;
mod head;
mod hint;
mod html;
mod hwpx;
mod inputs;
mod json_document;
mod jsonl;
mod limits;
mod lines;
mod marker;
mod openapi;
mod raw;
mod stream;
mod text;
mod xml;

pub use blocks::blocks;
pub use error::{Part, Place, ReadError, Reason};
pub use hint::{Format, Hint, encoding};
pub use inputs::{Input, inputs};
pub use limits::{Limit, Limits};
pub use raw::{RawArticle, RawArticles};

use crate::model::Article;

/// The articles of `input`, one at a time, in bounded memory.
pub fn open(input: Input, hint: &Hint, limits: &Limits) -> impl Iterator<Item = Result<Article, ReadError>> + Send {
    RawArticles::new(input, hint, limits).map(|raw| raw?.parse())
}

/// The articles in `bytes`, whatever their format, within the default [`Limits`].
pub fn read(bytes: &[u8], hint: &Hint) -> Vec<Result<Article, ReadError>> {
    let name = hint.name.as_deref().unwrap_or("input");
    open(Input::memory(name, bytes), hint, &Limits::default()).collect()
}

#[cfg(test)]
mod tests;
