//! A mistake in a dictionary, shown in its line.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::ops::Range;
use std::path::PathBuf;

/// Why the dictionaries could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file is wrong; `rendered` shows the place.
    #[error("{file}:{line}:{column}: {message}")]
    Mistake {
        /// The file's name or path.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What is wrong and what would be right.
        message: String,
        /// The line with the place marked, for a terminal.
        rendered: String,
    },
    /// A file could not be read.
    #[error("cannot read the dictionary {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// `--dictionaries` names no directory.
    #[error("{0} is no directory with dictionaries (expected files such as units.toml in it)")]
    NoDirectory(PathBuf),
}

impl Error {
    /// A mistake at the bytes `span` of `text`, the content of `file`.
    pub fn at(file: &str, text: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        let message = message.into();
        let start = floor(text, span.start);
        let end = floor(text, span.end.max(start));
        let (line, column) = Self::line_and_column(text, start);
        let report = [Level::ERROR.primary_title(message.as_str()).element(
            Snippet::source(text).path(file).annotation(AnnotationKind::Primary.span(start..end).label("here")),
        )];
        let rendered = Renderer::plain().render(&report).clone();
        Self::Mistake { file: file.to_owned(), line, column, message, rendered }
    }

    /// Line and column (in characters) of byte `at` of `text`, both from 1.
    pub(super) fn line_and_column(text: &str, at: usize) -> (usize, usize) {
        let before = &text[..floor(text, at)];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(1, |l| l.chars().count() + 1);
        (line, column)
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
