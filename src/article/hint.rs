//! What the caller knows about an input, and what its first bytes say.

use encoding_rs::Encoding;
use jiff::civil::Date;

/// What the caller knows better than the bytes. Everything is optional.
#[derive(Debug, Clone, Default)]
pub struct Hint {
    /// The name for messages; also its extension decides where the content does not.
    pub name: Option<String>,
    /// The format, when it must not be guessed.
    pub format: Option<Format>,
    /// The encoding, when it must not be guessed (`--encoding`). See [`encoding`].
    pub encoding: Option<&'static Encoding>,
    /// The date of articles that state none in their metadata (`--date`).
    pub date: Option<Date>,
}

/// The encoding that goes by `label` (`utf-8`, `euc-kr`, `cp949`, `utf-16le`, …).
pub fn encoding(label: &str) -> Option<&'static Encoding> {
    let label = label.trim();
    // Python's and Windows's names for what the Encoding Standard calls EUC-KR.
    match label.to_ascii_lowercase().as_str() {
        "cp949" | "uhc" | "ms949" | "euckr" | "x-windows-949" => Some(encoding_rs::EUC_KR),
        _ => Encoding::for_label(label.as_bytes()),
    }
}

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Plain text, one article a file; its first line may be `date 2025-12-17 title`.
    Text,
    /// An HTML page with one article.
    Html,
    /// One JSON article a line.
    JsonLines,
    /// One JSON article, an array of them, or the OpenAPI's answer as JSON.
    Json,
    /// The 정책브리핑 OpenAPI's answer, RSS, or Atom.
    Xml,
    /// A 한글 document (zip and XML).
    Hwpx,
}

/// The first thing that the beginning of an input says about it.
pub(super) enum Guess {
    /// A format.
    Format(Format),
    /// No article: what it is instead.
    Other(&'static str),
}

/// Guesses the format from the first bytes; `name`'s extension only decides between forms of JSON and
/// where markup is not plain.
pub(super) fn guess(head: &[u8], name: &str) -> Guess {
    if let Some(other) = foreign(head) {
        return other;
    }
    let extension = extension(name);
    let start = String::from_utf8_lossy(&head[..head.len().min(8192)]);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    match start.as_bytes().first() {
        Some(b'{' | b'[') if looks_like_json(start) => Guess::Format(json(start, extension)),
        _ if matches!(extension, "jsonl" | "ndjson") || has_json_lines(start) => Guess::Format(Format::JsonLines),
        Some(b'<') => Guess::Format(markup(start, extension)),
        _ if matches!(extension, "html" | "htm" | "xhtml") => Guess::Format(Format::Html),
        _ => Guess::Format(Format::Text),
    }
}

/// The extension before `.gz`, `.zst`, in lower-case ASCII; empty when there is none that we know.
fn extension(name: &str) -> &'static str {
    const KNOWN: [&str; 9] = ["jsonl", "ndjson", "json", "html", "htm", "xhtml", "xml", "rss", "txt"];
    let name = name.to_ascii_lowercase();
    let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
    KNOWN.into_iter().find(|known| name.strip_suffix(known).is_some_and(|stem| stem.ends_with('.'))).unwrap_or("")
}

/// Files of other kinds, by their magic numbers; and bytes that are no text at all.
fn foreign(head: &[u8]) -> Option<Guess> {
    const MAGIC: [(&[u8], &str); 14] = [
        (b"%PDF-", "a PDF"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an HWP 5 or old Office file"),
        (b"HWP Document File", "an HWP 3 file"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"BZh", "a bzip2 archive"),
        (b"\xFD7zXZ", "an xz archive"),
        (b"7z\xBC\xAF", "a 7z archive"),
        (b"Rar!", "a RAR archive"),
        (b"SQLite format 3", "an SQLite database"),
        (b"\x7FELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"PAR1", "a Parquet file"),
    ];
    if head.starts_with(b"PK\x03\x04") {
        let hwpx = head.windows(19).take(4096).any(|w| w == b"application/hwp+zip");
        return Some(if hwpx { Guess::Format(Format::Hwpx) } else { Guess::Other("a zip archive") });
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(Guess::Other(what));
    }
    // Control characters that no text has; a stray one is kept.
    let controls = head.iter().filter(|b| matches!(b, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F)).count();
    (controls > 1 && controls * 100 > head.len()).then_some(Guess::Other("a binary file"))
}

/// `[참고]` and `{` in running text are no JSON.
fn looks_like_json(start: &str) -> bool {
    let rest = start[1..].trim_start();
    match start.as_bytes()[0] {
        b'{' => rest.is_empty() || rest.starts_with(['"', '}']),
        _ => rest.is_empty() || rest.starts_with(['{', ']']),
    }
}

/// JSON Lines unless the first line is only the beginning of an object, or an array.
fn json(start: &str, extension: &str) -> Format {
    if matches!(extension, "jsonl" | "ndjson") {
        return Format::JsonLines;
    }
    let line = start.lines().next().unwrap_or("").trim_end();
    if start.starts_with('[') || (line.len() < start.len() && !line.ends_with('}') && line.len() < 200) {
        return Format::Json;
    }
    // The API's JSON answer stands on one line.
    let api = ["{\"response\"", "{\"header\"", "{ \"response\""].iter().any(|key| line.starts_with(key));
    if api { Format::Json } else { Format::JsonLines }
}

/// Markup by its first element, whatever stands inside: an OpenAPI answer may carry whole HTML pages.
fn markup(start: &str, extension: &str) -> Format {
    let lower = start.to_ascii_lowercase();
    let (root, xml) = first_element(&lower);
    match root {
        "html" | "!doctype html" => Format::Html,
        "response" | "openapi_serviceresponse" | "rss" | "feed" | "newsitem" | "rdf:rdf" => Format::Xml,
        _ if xml || matches!(extension, "xml" | "rss") => Format::Xml,
        _ if matches!(extension, "html" | "htm" | "xhtml") => Format::Html,
        "head" | "body" | "meta" | "title" | "div" | "p" | "span" | "table" | "article" | "main" | "section" | "h1"
        | "h2" | "h3" | "ul" | "ol" | "b" | "strong" | "font" | "center" | "br" | "style" | "script" | "link" | "a"
        | "img" | "header" | "nav" => Format::Html,
        _ => Format::Text,
    }
}

/// The name of the first element behind declarations and comments, and whether an XML declaration stood there.
fn first_element(lower: &str) -> (&str, bool) {
    let mut rest = lower;
    let mut xml = false;
    loop {
        rest = rest.trim_start();
        let end = if let Some(inner) = rest.strip_prefix("<?") {
            xml |= inner.starts_with("xml");
            rest.find("?>").map(|at| at + 2)
        } else if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if let Some(kind) = rest.strip_prefix("<!doctype") {
            if kind.trim_start().starts_with("html") {
                return ("!doctype html", xml);
            }
            // The subset of a document type is in square brackets.
            let close =
                if rest.find('[').is_some_and(|at| rest.find('>').is_some_and(|end| at < end)) { "]>" } else { ">" };
            rest.find(close).map(|at| at + close.len())
        } else {
            let name = rest.strip_prefix('<').unwrap_or("");
            let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || "_:-".contains(c))).unwrap_or(name.len());
            return (&name[..end], xml);
        };
        match end {
            Some(end) => rest = &rest[end..],
            None => return ("", xml),
        }
    }
}

/// Whether there are objects on lines of their own further down: JSON Lines whose first line is broken.
fn has_json_lines(start: &str) -> bool {
    start.lines().take(20).filter(|line| line.starts_with("{\"") && line.trim_end().ends_with('}')).count() >= 2
}
