//! HTML: the main text of a page, its title and date; and the text of a fragment.
//!
//! A spec-conforming tokenizer feeds a small tree of our own: linear in the input whatever the markup,
//! with bounded nesting. What is not the article (menus, scripts, footers, hidden parts) is marked in the
//! tree; what remains becomes lines: inline tags vanish, block tags end a line, cells stay apart by tabs.

mod element;
mod main_text;
mod metadata;
mod render;
mod tame;
mod tree;

use super::draft::Draft;
use super::limits::Limits;

/// Reads a page.
pub(super) fn page(html: &str, limits: &Limits) -> Draft {
    let mut tree = tree::parse(html, limits.nesting);
    let metadata = metadata::read(&tree);
    let root = main_text::mark(&mut tree);
    let title = metadata.title.or_else(|| main_text::heading(&tree, root));
    let body = render::text(&tree, root);
    let text = match &title {
        Some(title) if !begins_with(&body, title) => format!("{title}\n\n{body}"),
        _ => body,
    };
    Draft { date: metadata.date, title, source: metadata.source, url: metadata.url, text, ..Draft::default() }
}

/// The text of a fragment such as the OpenAPI's `DataContents`: everything but scripts and hidden parts.
pub(super) fn fragment(html: &str, limits: &Limits) -> String {
    let mut tree = tree::parse(html, limits.nesting);
    main_text::mark_invisible(&mut tree);
    render::text(&tree, tree::ROOT)
}

/// A title or a name on one line, free of markup and entities where it has any.
pub(super) fn plain_line(text: &str) -> String {
    if text.contains('&') || text.contains("</") || text.contains("<br") {
        squeeze(&fragment(text, &Limits::default()))
    } else {
        squeeze(text)
    }
}

/// Whether `title` is among the first lines of `body`, white space aside.
fn begins_with(body: &str, title: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let title = letters(title);
    body.lines().filter(|line| !line.trim().is_empty()).take(2).any(|line| letters(line) == title)
}

/// White space runs become one space; the ends are trimmed.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
