//! What a reader accepts before it refuses.

/// Bounds on what a single input may ask of memory and time.
///
/// Whatever is refused names the limit that it crossed and the flag that raises it. The defaults hold
/// every real release many times over: the longest of 166,821 is 0.4 MB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of an article, and of a document that holds one (plain text, HTML, one OpenAPI item).
    pub article_bytes: u64,
    /// Most bytes of a line of JSON Lines: an article's text with its escapes and metadata.
    pub line_bytes: u64,
    /// Most bytes that a compressed input may unpack to.
    pub unpacked_bytes: u64,
    /// Most unpacked bytes for one packed byte, once 64 MiB are unpacked.
    pub unpacked_ratio: u64,
    /// Deepest nesting of XML. In HTML what lies deeper counts as lying at this depth; nothing is lost.
    pub nesting: usize,
}

impl Default for Limits {
    /// 16 MiB an article, 32 MiB a line, 64 GiB unpacked at no more than 500 : 1, 256 levels.
    fn default() -> Self {
        Self {
            article_bytes: 16 << 20,
            line_bytes: 32 << 20,
            unpacked_bytes: 64 << 30,
            unpacked_ratio: 500,
            nesting: 256,
        }
    }
}

/// Which limit was crossed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// See [`Limits::article_bytes`].
    ArticleBytes(u64),
    /// See [`Limits::line_bytes`].
    LineBytes(u64),
    /// See [`Limits::unpacked_bytes`].
    UnpackedBytes(u64),
    /// See [`Limits::unpacked_ratio`].
    UnpackedRatio(u64),
    /// See [`Limits::nesting`].
    Nesting(usize),
}

impl Limit {
    /// The flag that raises it.
    pub const fn flag(self) -> &'static str {
        match self {
            Self::ArticleBytes(_) => "--max-article-bytes",
            Self::LineBytes(_) => "--max-line-bytes",
            Self::UnpackedBytes(_) => "--max-unpacked-bytes",
            Self::UnpackedRatio(_) => "--max-unpacked-ratio",
            Self::Nesting(_) => "--max-nesting",
        }
    }
}

impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::ArticleBytes(bytes) => write!(f, "an article of more than {}", Bytes(*bytes)),
            Self::LineBytes(bytes) => write!(f, "a line of more than {}", Bytes(*bytes)),
            Self::UnpackedBytes(bytes) => write!(f, "unpacks to more than {}", Bytes(*bytes)),
            Self::UnpackedRatio(ratio) => write!(f, "unpacks to more than {ratio} times its size"),
            Self::Nesting(depth) => write!(f, "elements nested more than {depth} deep"),
        }?;
        write!(f, " (the limit; {} raises it)", self.flag())
    }
}

/// A number of bytes as people write it.
struct Bytes(u64);

impl std::fmt::Display for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (shift, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] {
            if self.0 >= 1 << shift && self.0.is_multiple_of(1 << shift) {
                return write!(f, "{} {unit}", self.0 >> shift);
            }
        }
        write!(f, "{} bytes", self.0)
    }
}
