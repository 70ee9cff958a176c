//! Plain text: one article a file.

use super::blocks::{blocks, ends_sentence};
use super::dateline;
use super::draft::Draft;
use super::lines::lines;
use crate::model::BlockKind;

/// Reads a text. A first line such as `date 2025-12-17 업무보고` states date and title and stays part of the
/// text; otherwise the headline is the title.
pub(super) fn read(text: &str) -> Draft {
    let first = lines(text).next().map_or("", |line| line.of(text));
    let (date, title) = match dateline::date_line(first) {
        Some((date, title)) => (Some(date), first[title..].to_owned()),
        None => (None, headline(text).unwrap_or_default()),
    };
    Draft { date, title: Some(title), text: text.to_owned(), ..Draft::default() }
}

/// The first headline. A single sentence is text without a title.
fn headline(text: &str) -> Option<String> {
    // The head ends at the first block of the body; a few thousand characters hold it.
    let end = text.char_indices().nth(4000).map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    let first = blocks(head).into_iter().find(|block| block.kind == BlockKind::Headline)?;
    let alone = text.trim().len() == first.span.len();
    let title = &head[first.content..first.span.end];
    (!alone || !ends_sentence(title)).then(|| title.to_owned())
}
