//! XML answers and feeds, item by item, in bounded memory.
//!
//! No document type is read and no entity expanded but the five of XML and a few of HTML that careless
//! writers use: a bomb has nothing to go off with.

use super::error::{Carried, Reason};
use super::limits::{Limit, Limits};
use super::openapi::{Answer, Item};
use quick_xml::Reader;
use quick_xml::errors::SyntaxError;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::io::{self, BufRead, Read};

/// Elements that hold one article.
const ITEMS: [&str; 3] = ["NewsItem", "item", "entry"];
/// First elements of documents that we know.
const ROOTS: [&str; 6] = ["response", "OpenAPI_ServiceResponse", "rss", "feed", "RDF", "NewsItem"];

/// Reads the items of a stream.
pub(super) struct Items<R> {
    reader: Reader<Budget<R>>,
    limits: Limits,
    /// Names of the open elements.
    path: Vec<String>,
    item: Option<Item>,
    /// Depth at which the item and the field in it stand.
    item_depth: usize,
    field: Option<Field>,
    answer: Answer,
    found: u64,
    done: bool,
}

/// An element whose text is being collected.
struct Field {
    depth: usize,
    value: String,
}

impl<R: BufRead> Items<R> {
    pub fn new(stream: R, limits: &Limits) -> Self {
        let mut reader = Reader::from_reader(Budget { inner: stream, left: 0, limit: limits.article_bytes });
        let config = reader.config_mut();
        // `R&D` unescaped and HTML with its own idea of end tags are common; broken structure is noticed
        // by our own path.
        config.allow_dangling_amp = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Self {
            reader,
            limits: *limits,
            path: Vec::new(),
            item: None,
            item_depth: 0,
            field: None,
            answer: Answer::default(),
            found: 0,
            done: false,
        }
    }

    /// Handles one event; an item that is complete comes out.
    fn event(&mut self, event: &Event<'_>) -> Result<Option<Item>, Reason> {
        match event {
            Event::Start(start) => self.start(start)?,
            Event::Empty(start) => {
                self.start(start)?;
                return self.end(None);
            }
            Event::End(end) => return self.end(Some(end.local_name().as_ref())),
            Event::Text(text) => self.text(&text.xml10_content())?,
            Event::CData(text) => self.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => self.reference(reference)?,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {}
        }
        Ok(None)
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Reason> {
        let name = start.local_name().as_ref().to_owned();
        if self.path.is_empty() && !ROOTS.contains(&name.as_str()) {
            return Err(Reason::UnknownXml(name.chars().take(40).collect()));
        }
        if self.path.len() >= self.limits.nesting {
            return Err(Limit::Nesting(self.limits.nesting).into());
        }
        self.path.push(name);
        let depth = self.path.len();
        if let (Some(_), Some(field)) = (&self.item, &mut self.field) {
            // HTML that was not put into CDATA: keep it as the markup that it is.
            field.value.push('<');
            field.value.push_str(start.name().as_ref());
            field.value.push('>');
        } else if self.item.is_none() && ITEMS.contains(&self.path[depth - 1].as_str()) {
            self.item = Some(Item::default());
            self.item_depth = depth;
            self.field = None;
        } else {
            if let (Some(item), "link") = (&mut self.item, self.path[depth - 1].as_str())
                && let Ok(Some(href)) = start.try_get_attribute("href")
            {
                // Atom's links stand in an attribute.
                item.set("link", href.value.into_owned());
            }
            self.field = Some(Field { depth, value: String::new() });
        }
        self.check_weight()
    }

    fn end(&mut self, name: Option<&str>) -> Result<Option<Item>, Reason> {
        let Some(open) = self.path.last() else { return Ok(None) };
        if let Some(name) = name.filter(|name| name != open) {
            let Some(depth) = self.path.iter().rposition(|open| open == name) else { return self.stray_end(name) };
            let in_field = self.field.as_ref().is_some_and(|field| field.depth <= depth + 1);
            if !in_field {
                return Err(self.broken(format!("</{name}> where </{open}> is due")));
            }
            self.path.truncate(depth + 1);
        }
        let depth = self.path.len();
        let name = self.path.pop().unwrap_or_default();
        if let Some(field) = &mut self.field {
            if field.depth < depth {
                field.value.push_str("</");
                field.value.push_str(&name);
                field.value.push('>');
            } else if let Some(field) = self.field.take() {
                match &mut self.item {
                    Some(item) => item.set(&name, field.value),
                    None => self.answer.set(&name, field.value),
                }
            }
            return Ok(None);
        }
        let complete = self.item.is_some() && depth == self.item_depth;
        Ok(if complete { self.item.take() } else { None })
    }

    /// `</br>` in an item's HTML is a line break; elsewhere an end tag without a start is damage.
    fn stray_end(&mut self, name: &str) -> Result<Option<Item>, Reason> {
        match &mut self.field {
            Some(field) => {
                field.value.push_str("</");
                field.value.push_str(name);
                field.value.push('>');
                Ok(None)
            }
            None => Err(self.broken(format!("</{name}> was never opened"))),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if let Some(field) = &mut self.field {
            // Containers such as <body> are fields until their first child; white space says nothing.
            if !field.value.is_empty() || !text.trim().is_empty() {
                field.value.push_str(text);
            }
        }
        self.check_weight()
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), Reason> {
        let Some(field) = &mut self.field else { return Ok(()) };
        match reference.resolve_char_ref() {
            Ok(Some(c)) => field.value.push(c),
            _ => {
                let name: &str = reference;
                match predefined(name) {
                    Some(text) => field.value.push_str(text),
                    // An entity that the document declared for itself: never expanded.
                    None => {
                        field.value.push('&');
                        field.value.push_str(name);
                        field.value.push(';');
                    }
                }
            }
        }
        self.check_weight()
    }

    fn check_weight(&self) -> Result<(), Reason> {
        let field = self.field.as_ref().map_or(0, |field| field.value.len());
        let item = self.item.as_ref().map_or(0, Item::weight);
        if (field + item) as u64 > self.limits.article_bytes {
            return Err(Limit::ArticleBytes(self.limits.article_bytes).into());
        }
        Ok(())
    }

    fn broken(&self, message: String) -> Reason {
        Reason::Xml { byte: self.reader.buffer_position(), message }
    }

    fn explain(&self, error: &quick_xml::Error) -> Reason {
        match error {
            quick_xml::Error::Io(error) => {
                if let Some(carried) = Reason::carried(error) {
                    return carried;
                }
                match error.kind() {
                    io::ErrorKind::UnexpectedEof => Reason::Truncated("in its compressed data".to_owned()),
                    io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Reason::Archive(error.to_string()),
                    kind => Reason::Io(io::Error::new(kind, error.to_string())),
                }
            }
            quick_xml::Error::Syntax(syntax) if is_unclosed(syntax) => self.truncated(),
            quick_xml::Error::Encoding(_) => {
                let byte = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
                Reason::Encoding { byte, encoding: "UTF-8" }
            }
            error => Reason::Xml { byte: self.reader.error_position(), message: error.to_string() },
        }
    }

    fn truncated(&self) -> Reason {
        let inside = self.path.last().map_or("", String::as_str);
        Reason::Truncated(format!("inside <{inside}>, at byte {}", self.reader.buffer_position()))
    }

    /// What the end of the document says.
    fn finish(&self) -> Option<Reason> {
        if !self.path.is_empty() {
            return Some(self.truncated());
        }
        if let Some(error) = self.answer.error() {
            return Some(error);
        }
        (self.found == 0).then_some(Reason::NoItems)
    }
}

impl<R: BufRead> Iterator for Items<R> {
    type Item = Result<Item, Reason>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut buffer = Vec::new();
        while !self.done {
            buffer.clear();
            self.reader.get_mut().refill();
            match self.reader.read_event_into(&mut buffer) {
                Ok(Event::Eof) => {
                    self.done = true;
                    return self.finish().map(Err);
                }
                Ok(event) => match self.event(&event) {
                    Ok(None) => {}
                    Ok(Some(item)) => {
                        self.found += 1;
                        return Some(Ok(item));
                    }
                    Err(reason) => {
                        self.done = true;
                        return Some(Err(reason));
                    }
                },
                Err(error) => {
                    self.done = true;
                    return Some(Err(self.explain(&error)));
                }
            }
        }
        None
    }
}

/// Errors that only the end of the document can cause.
const fn is_unclosed(error: &SyntaxError) -> bool {
    !matches!(error, SyntaxError::InvalidBangMarkup)
}

/// XML's five entities, and those of HTML that are used as if they were XML's.
fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{a0}",
        "middot" => "·",
        "lsquo" => "‘",
        "rsquo" => "’",
        "ldquo" => "“",
        "rdquo" => "”",
        "hellip" => "…",
        "ndash" => "–",
        "mdash" => "—",
        _ => return None,
    })
}

/// Bounds what a single event may take from the stream: the parser keeps all of it in memory.
struct Budget<R> {
    inner: R,
    left: u64,
    limit: u64,
}

impl<R> Budget<R> {
    fn refill(&mut self) {
        self.left = self.limit;
    }
}

impl<R: BufRead> Read for Budget<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(n as u64);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Budget<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(Carried::Limit(Limit::ArticleBytes(self.limit)).into());
        }
        let buffer = self.inner.fill_buf()?;
        Ok(&buffer[..buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX))])
    }

    fn consume(&mut self, n: usize) {
        self.left = self.left.saturating_sub(n as u64);
        self.inner.consume(n);
    }
}
