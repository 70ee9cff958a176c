//! Everything that can go wrong while an article is read: where, why, and what to do next.

use super::limits::Limit;
use std::fmt;
use std::io;
use std::sync::Arc;

/// An input, or a part of one, that could not be read. Everything around it still is.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct ReadError {
    /// Which file, and where in it.
    pub place: Place,
    /// What is wrong with it.
    pub reason: Reason,
}

impl ReadError {
    pub(super) fn new(place: Place, reason: impl Into<Reason>) -> Self {
        Self { place, reason: reason.into() }
    }

    /// Whether the input itself was refused; otherwise the system could not hand it over (no such file,
    /// no permission, a failing disk).
    pub const fn is_refusal(&self) -> bool {
        !matches!(self.reason, Reason::NotFound | Reason::Permission | Reason::Io(_) | Reason::Cycle)
    }

    /// What to do next, as one sentence.
    pub const fn advice(&self) -> Option<&'static str> {
        self.reason.advice()
    }
}

/// A file (or standard input) and, where known, the line or article in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path as given, or `standard input`.
    pub name: Arc<str>,
    /// Where in it.
    pub part: Part,
}

/// A part of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// A line, counted from 1.
    Line(u64),
    /// An article of a feed or an API answer, counted from 1.
    Item(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Part::Whole => write!(f, "{}", self.name),
            Part::Line(line) => write!(f, "{}, line {line}", self.name),
            Part::Item(item) => write!(f, "{}, article {item}", self.name),
        }
    }
}

/// Why something could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// Nothing at this path.
    #[error("there is no such file or directory")]
    NotFound,
    /// The system denies access.
    #[error("no permission to read it")]
    Permission,
    /// The system failed.
    #[error("{0}")]
    Io(io::Error),
    /// A link that leads back to a directory above it.
    #[error("the link leads back to a directory above it")]
    Cycle,
    /// A directory with nothing to read.
    #[error("there are no articles in this directory")]
    NoArticles,
    /// A pattern that no file matches.
    #[error("no file matches this pattern")]
    NoMatch,
    /// A pattern that is none.
    #[error("this is no valid pattern: {0}")]
    Pattern(String),
    /// Not one byte, or white space only.
    #[error("the file is empty")]
    Empty,
    /// An answer or feed without items.
    #[error("it holds no articles")]
    NoItems,
    /// A record that has no text.
    #[error("the article has no text")]
    NoText,
    /// Some other kind of file.
    #[error("this is {0}, not an article")]
    NotAnArticle(&'static str),
    /// The bytes are in no encoding that we know.
    #[error("byte {byte} is not valid {encoding}")]
    Encoding {
        /// Offset of the first wrong byte in the file or line, from 0.
        byte: usize,
        /// The encoding it was read in.
        encoding: &'static str,
    },
    /// A name that is no encoding.
    #[error("`{0}` is no encoding that we know")]
    UnknownEncoding(String),
    /// Broken JSON, or JSON of another shape.
    #[error("column {column}: {message}")]
    Json {
        /// Byte column in the line, from 1.
        column: usize,
        /// What the parser says.
        message: String,
    },
    /// An article object without `text` and `body`.
    #[error("the article has neither `text` nor `body`")]
    NoBody,
    /// Broken XML.
    #[error("broken XML at byte {byte}: {message}")]
    Xml {
        /// Offset in the unpacked file, from 0.
        byte: u64,
        /// What the parser says.
        message: String,
    },
    /// XML that is no OpenAPI answer and no feed.
    #[error("XML of an unknown kind: its first element is <{0}>")]
    UnknownXml(String),
    /// The file ends before it should.
    #[error("the file is cut off {0}")]
    Truncated(String),
    /// The API answered with an error instead of articles.
    #[error("the service answered with error {code} ({name}): {meaning}")]
    Service {
        /// The code in the answer.
        code: String,
        /// Its name in the answer.
        name: String,
        /// What it means.
        meaning: &'static str,
    },
    /// A damaged archive.
    #[error("damaged archive: {0}")]
    Archive(String),
    /// Too large, too deep, too densely packed.
    #[error("{0}")]
    Limit(Limit),
}

impl Reason {
    /// What to do next.
    const fn advice(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotFound => "Check the path; quote patterns such as 'releases/**/*.xml'.",
            Self::Permission => "Ask for read access, or copy the file to a place of your own.",
            Self::NoArticles => {
                "Put .txt, .html, .jsonl, .xml or .hwpx files there (also as .gz or .zst), or name files."
            }
            Self::NoMatch => "Check the pattern: * stays within a directory, ** goes through all.",
            Self::Encoding { .. } => {
                "Name the encoding with --encoding euc-kr; --encoding utf-8 reads on and marks broken bytes with �."
            }
            Self::UnknownEncoding(_) => "Use utf-8, euc-kr, cp949, utf-16le or utf-16be.",
            Self::NotAnArticle(_) => "Convert it to text, HTML or HWPX first, or leave it out.",
            Self::NoBody | Self::Json { .. } => {
                "A line is one object such as {\"title\": …, \"body\": …} or {\"text\": …}; the other lines were read."
            }
            Self::Xml { .. } | Self::Truncated(_) => "Fetch the file again; the articles before this place were read.",
            Self::Service { .. } => "Fetch the answer again with a valid key and at most three days.",
            Self::UnknownXml(_) => {
                "Known are the 정책브리핑 OpenAPI's <response>, RSS and Atom; --input-format overrules."
            }
            Self::Limit(_) => "Raise the limit if you trust the file.",
            _ => return None,
        })
    }
}

impl From<Limit> for Reason {
    fn from(limit: Limit) -> Self {
        Self::Limit(limit)
    }
}

impl From<io::Error> for Reason {
    fn from(error: io::Error) -> Self {
        if let Some(carried) = Self::carried(&error) {
            return carried;
        }
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::Permission,
            io::ErrorKind::UnexpectedEof => Self::Truncated("in its compressed data".to_owned()),
            _ => Self::Io(error),
        }
    }
}

/// What our own readers say, on its way through an [`io::Error`].
#[derive(Debug, Clone, Copy, thiserror::Error)]
pub(super) enum Carried {
    #[error("{0}")]
    Limit(Limit),
    #[error("byte {byte} is not valid {encoding}")]
    Encoding { byte: usize, encoding: &'static str },
}

impl From<Carried> for io::Error {
    fn from(carried: Carried) -> Self {
        Self::other(carried)
    }
}

impl Reason {
    /// What one of our own readers put into `error`.
    pub(super) fn carried(error: &io::Error) -> Option<Self> {
        let carried = error.get_ref()?.downcast_ref::<Carried>()?;
        Some(match *carried {
            Carried::Limit(limit) => Self::Limit(limit),
            Carried::Encoding { byte, encoding } => Self::Encoding { byte, encoding },
        })
    }
}
