//! Plain text: one article a file.

use super::blocks::blocks;
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

/// The first block if it is a headline; letterheads above it are no title.
fn headline(text: &str) -> Option<String> {
    const LETTERHEADS: [&str; 5] = ["보도자료", "보도참고자료", "설명자료", "보도시점", "브리핑"];
    // The head ends at the first block of the body; a few hundred lines of text hold it.
    let end = text.char_indices().nth(4000).map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    let first = blocks(head).into_iter().find(|block| {
        let line = block.span.of(head);
        let letters: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        block.kind == BlockKind::Headline && !LETTERHEADS.iter().any(|word| letters == *word)
    })?;
    let only = end == text.len() && text.trim().len() == first.span.len();
    // A single sentence is text without a title.
    (!only || !super::blocks::ends_sentence(first.span.of(head)))
        .then(|| head[first.content..first.span.end].to_owned())
}
