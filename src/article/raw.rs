//! Articles as raw records: cheap to cut from a stream on one thread, parsed on any other.

use super::draft::Draft;
use super::encoding::{self, Transcoder};
use super::error::{Part, Place, ReadError, Reason};
use super::hint::{self, Format, Guess, Hint};
use super::inputs::Input;
use super::limits::{Limit, Limits};
use super::openapi::Item;
use super::stream::{self, LineRead, Stream};
use super::xml::Items;
use super::{html, hwpx, json_document, jsonl, text};
use crate::model::Article;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use jiff::civil::Date;
use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// One record of an input, not yet parsed. Parsing needs nothing but the record: send it to any thread.
#[derive(Debug)]
pub struct RawArticle {
    place: Place,
    content: Content,
    encoding: Option<&'static Encoding>,
    date: Option<Date>,
    limits: Limits,
}

#[derive(Debug)]
enum Content {
    JsonLine(Vec<u8>),
    Item(Box<Item>),
    Draft(Box<Draft>),
    Text(Vec<u8>),
    Html(Vec<u8>),
    Hwpx(Vec<u8>),
}

impl RawArticle {
    /// Where it comes from.
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// Bytes that it holds, for bounded queues.
    pub fn weight(&self) -> usize {
        match &self.content {
            Content::JsonLine(bytes) | Content::Text(bytes) | Content::Html(bytes) | Content::Hwpx(bytes) => {
                bytes.len()
            }
            Content::Item(item) => item.weight(),
            Content::Draft(draft) => draft.text.len(),
        }
    }

    /// Parses the record: decodes, strips markup, normalises, dates and names the article.
    pub fn parse(self) -> Result<Article, ReadError> {
        let Self { place, content, encoding, date, limits } = self;
        let draft = match content {
            Content::JsonLine(line) => encoding::decode(&line, encoding).and_then(|line| jsonl::parse(&line)),
            Content::Item(item) => item.into_draft(&limits),
            Content::Draft(draft) => Ok(*draft),
            Content::Text(bytes) => encoding::decode(&bytes, encoding).map(|text| text::read(&text)),
            Content::Html(bytes) => decode_html(&bytes, encoding).map(|page| html::page(&page, &limits)),
            Content::Hwpx(bytes) => hwpx::read(&bytes, &limits),
        };
        draft
            .and_then(|draft| {
                if draft.text.len() as u64 > limits.article_bytes {
                    return Err(Limit::ArticleBytes(limits.article_bytes).into());
                }
                draft.finish(date)
            })
            .map_err(|reason| ReadError::new(place, reason))
    }
}

/// HTML states its encoding in a `<meta>`; where that is wrong, the bytes are believed.
fn decode_html<'b>(bytes: &'b [u8], given: Option<&'static Encoding>) -> Result<std::borrow::Cow<'b, str>, Reason> {
    if given.is_some() || std::str::from_utf8(bytes).is_ok() {
        return encoding::decode(bytes, given);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let declared = head.split_once("charset=").and_then(|(_, label)| {
        let label = label.trim_start_matches(['"', '\'', ' ']);
        hint::encoding(label.split(['"', '\'', ';', '>', ' ', '/']).next()?)
    });
    match declared.filter(|declared| *declared != UTF_8) {
        Some(declared) => encoding::decode(bytes, Some(declared)).or_else(|_| encoding::decode(bytes, None)),
        None => encoding::decode(bytes, None),
    }
}

/// The records of one input, in order. A record that cannot be read is an error; those after it still come.
pub struct RawArticles {
    name: Arc<str>,
    hint: Hint,
    limits: Limits,
    consumed: Arc<AtomicU64>,
    state: State,
}

enum State {
    /// Nothing was opened yet: file handles are scarce.
    Closed(Input),
    Lines {
        stream: Stream,
        line: u64,
        found: bool,
    },
    Items {
        items: Box<Items<Stream>>,
        number: u64,
    },
    Drafts {
        drafts: std::vec::IntoIter<Result<Draft, Reason>>,
        number: u64,
    },
    Done,
}

impl RawArticles {
    /// The records of `input`. It is opened when the first record is asked for.
    pub fn new(input: Input, hint: &Hint, limits: &Limits) -> Self {
        Self {
            name: Arc::from(hint.name.as_deref().unwrap_or_else(|| input.name())),
            hint: hint.clone(),
            limits: *limits,
            consumed: Arc::new(AtomicU64::new(0)),
            state: State::Closed(input),
        }
    }

    /// Bytes of the input itself (packed, if it is) that have been read: for progress.
    pub fn consumed(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.consumed)
    }

    fn place(&self, part: Part) -> Place {
        Place { name: Arc::clone(&self.name), part }
    }

    fn raw(&self, part: Part, content: Content) -> RawArticle {
        RawArticle {
            place: self.place(part),
            content,
            encoding: self.hint.encoding,
            date: self.hint.date,
            limits: self.limits,
        }
    }

    /// Opens the input, looks at its beginning and decides how to read it.
    fn open(&mut self, input: &Input) -> Result<Option<RawArticle>, Reason> {
        let source = input.open()?;
        let (mut head, mut stream) = stream::unpack(source, Arc::clone(&self.consumed), &self.limits)?;
        if let Some(wide) = self.wide(&head) {
            (head, stream) = transcode(stream, wide)?;
            self.hint.encoding = None;
        }
        if head.is_empty() {
            return Err(Reason::Empty);
        }
        let format = match (self.hint.format, hint::guess(&head, &self.name)) {
            (Some(format), _) | (None, Guess::Format(format)) => format,
            (None, Guess::Other(what)) => return Err(Reason::NotAnArticle(what)),
        };
        match format {
            Format::JsonLines => {
                // One encoding for all lines: a short one alone could be mistaken.
                self.hint.encoding = self.hint.encoding.or_else(|| encoding::of_stream(&head));
                if head.starts_with(b"\xEF\xBB\xBF") {
                    stream.consume_exact(3)?;
                }
                self.state = State::Lines { stream, line: 0, found: false };
            }
            Format::Xml => {
                if head.starts_with(b"\xEF\xBB\xBF") {
                    stream.consume_exact(3)?;
                }
                if let Some(encoding) = self.hint.encoding.or_else(|| declared_in_xml(&head)).filter(|e| *e != UTF_8) {
                    (_, stream) = transcode(stream, encoding)?;
                }
                self.state = State::Items { items: Box::new(Items::new(stream, &self.limits)), number: 0 };
            }
            Format::Json => {
                let bytes = stream::read_all(stream, self.limits.line_bytes)?;
                let json = encoding::decode(&bytes, self.hint.encoding)?;
                let drafts = json_document::read(&json, &self.limits).into_iter();
                self.state = State::Drafts { drafts, number: 0 };
            }
            Format::Text | Format::Html | Format::Hwpx => {
                let bytes = stream::read_all(stream, self.limits.article_bytes)?;
                if bytes.iter().all(u8::is_ascii_whitespace) {
                    return Err(Reason::Empty);
                }
                self.state = State::Done;
                let content = match format {
                    Format::Html => Content::Html(bytes),
                    Format::Hwpx => Content::Hwpx(bytes),
                    _ => Content::Text(bytes),
                };
                return Ok(Some(self.raw(Part::Whole, content)));
            }
        }
        Ok(None)
    }

    /// UTF-16 cannot be cut into lines as it is.
    fn wide(&self, head: &[u8]) -> Option<&'static Encoding> {
        let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding);
        marked.or(self.hint.encoding).filter(|encoding| *encoding == UTF_16LE || *encoding == UTF_16BE)
    }

    fn next_line(&mut self) -> Option<Result<RawArticle, ReadError>> {
        loop {
            let State::Lines { stream, line, found } = &mut self.state else { return None };
            *line += 1;
            let number = *line;
            match stream::read_line(stream, self.limits.line_bytes) {
                Ok(LineRead::Line(bytes)) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(LineRead::Line(bytes)) => {
                    *found = true;
                    return Some(Ok(self.raw(Part::Line(number), Content::JsonLine(bytes))));
                }
                Ok(LineRead::TooLong) => {
                    *found = true;
                    let limit = Limit::LineBytes(self.limits.line_bytes);
                    return Some(Err(ReadError::new(self.place(Part::Line(number)), limit)));
                }
                Ok(LineRead::End) => {
                    let empty = !*found;
                    self.state = State::Done;
                    return empty.then(|| Err(ReadError::new(self.place(Part::Whole), Reason::Empty)));
                }
                Err(error) => {
                    self.state = State::Done;
                    return Some(Err(ReadError::new(self.place(Part::Line(number)), stream::damaged(error))));
                }
            }
        }
    }
}

impl Iterator for RawArticles {
    type Item = Result<RawArticle, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let State::Closed(input) = &self.state {
            let input = input.clone();
            self.state = State::Done;
            match self.open(&input) {
                Ok(None) => {}
                Ok(Some(raw)) => return Some(Ok(raw)),
                Err(reason) => return Some(Err(ReadError::new(self.place(Part::Whole), reason))),
            }
        }
        match &mut self.state {
            State::Closed(_) | State::Done => None,
            State::Lines { .. } => self.next_line(),
            State::Items { items, number } => {
                *number += 1;
                let part = Part::Item(*number);
                match items.next() {
                    Some(Ok(item)) => Some(Ok(self.raw(part, Content::Item(Box::new(item))))),
                    Some(Err(reason)) => {
                        self.state = State::Done;
                        // What the whole answer says is said of no single article.
                        let whole = matches!(reason, Reason::Service { .. } | Reason::NoItems | Reason::UnknownXml(_));
                        Some(Err(ReadError::new(self.place(if whole { Part::Whole } else { part }), reason)))
                    }
                    None => None,
                }
            }
            State::Drafts { drafts, number } => {
                *number += 1;
                let part = Part::Item(*number);
                Some(match drafts.next()? {
                    Ok(draft) => Ok(self.raw(part, Content::Draft(Box::new(draft)))),
                    Err(reason) => Err(ReadError::new(self.place(part), reason)),
                })
            }
        }
    }
}

impl std::fmt::Debug for RawArticles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RawArticles")
            .field("name", &self.name)
            .field("consumed", &self.consumed.load(Ordering::Relaxed))
            .finish()
    }
}

/// Wraps `stream` so that it is UTF-8, and looks at its beginning again.
fn transcode(stream: Stream, encoding: &'static Encoding) -> Result<(Vec<u8>, Stream), Reason> {
    stream::peek(BufReader::with_capacity(1 << 16, Transcoder::new(stream, encoding)))
}

/// The encoding that an XML declaration names, unless the bytes are UTF-8 all the same; else what the
/// bytes look like.
fn declared_in_xml(head: &[u8]) -> Option<&'static Encoding> {
    let detected = encoding::of_stream(head);
    detected?;
    let start = String::from_utf8_lossy(&head[..head.len().min(200)]);
    let declaration = start.split_once("?>").map_or("", |(declaration, _)| declaration);
    let declared = declaration
        .split_once("encoding=")
        .and_then(|(_, label)| hint::encoding(label.strip_prefix(['"', '\''])?.split(['"', '\'']).next()?));
    declared.filter(|declared| *declared != UTF_8).or(detected)
}

trait ConsumeExact {
    fn consume_exact(&mut self, n: usize) -> io::Result<()>;
}

impl ConsumeExact for Stream {
    fn consume_exact(&mut self, n: usize) -> io::Result<()> {
        io::copy(&mut self.by_ref().take(n as u64), &mut io::sink()).map(|_| ())
    }
}
