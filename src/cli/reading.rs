//! The inputs of commands that read articles: flags, the stream, refusals.

use super::interrupt::Interrupt;
use crate::article::{self, Format, Hint, Limits, RawArticle, RawArticles, ReadError};
use crate::pipeline::Input;
use anyhow::{Result, anyhow};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What could not be read, and why.
pub type Refusal = ReadError;

/// Flags of commands that read articles.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Reading")]
pub struct Reading {
    /// Files, directories, patterns ('releases/**/*.xml'), or - for standard input
    #[arg(required = true, value_name = "INPUT", help_heading = "Arguments")]
    inputs: Vec<PathBuf>,
    /// The inputs' encoding (utf-8, euc-kr, cp949, utf-16le …) [default: detected]
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// The inputs' format [default: told from their content]
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<InputFormat>,
    /// Publication date of articles that state none, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Refuse longer articles
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().article_bytes, hide_short_help = true)]
    max_article_bytes: u64,
    /// Refuse longer lines of JSON Lines
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().line_bytes, hide_short_help = true)]
    max_line_bytes: u64,
    /// Refuse compressed files that unpack to more
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().unpacked_bytes, hide_short_help = true)]
    max_unpacked_bytes: u64,
    /// Refuse compressed files that unpack to more than this many times their size
    #[arg(long, value_name = "N", default_value_t = Limits::default().unpacked_ratio, hide_short_help = true)]
    max_unpacked_ratio: u64,
    /// Refuse XML nested deeper
    #[arg(long, value_name = "N", default_value_t = Limits::default().nesting, hide_short_help = true)]
    max_nesting: usize,
}

/// A format that need not be guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum InputFormat {
    /// Plain text
    Text,
    /// An HTML page
    Html,
    /// JSON Lines
    Jsonl,
    /// One JSON document
    Json,
    /// OpenAPI XML, RSS, Atom
    Xml,
    /// A 한글 document
    Hwpx,
}

impl From<InputFormat> for Format {
    fn from(format: InputFormat) -> Self {
        match format {
            InputFormat::Text => Self::Text,
            InputFormat::Html => Self::Html,
            InputFormat::Jsonl => Self::JsonLines,
            InputFormat::Json => Self::Json,
            InputFormat::Xml => Self::Xml,
            InputFormat::Hwpx => Self::Hwpx,
        }
    }
}

impl Reading {
    fn hint(&self) -> Result<Hint> {
        let encoding = self.encoding.as_deref().map(|name| {
            let unknown =
                || anyhow!("--encoding {name}: no such encoding; use utf-8, euc-kr, cp949, utf-16le or utf-16be");
            article::encoding(name).ok_or_else(unknown)
        });
        Ok(Hint {
            name: None,
            format: self.input_format.map(Format::from),
            encoding: encoding.transpose()?,
            date: self.date,
        })
    }

    const fn limits(&self) -> Limits {
        Limits {
            article_bytes: self.max_article_bytes,
            line_bytes: self.max_line_bytes,
            unpacked_bytes: self.max_unpacked_bytes,
            unpacked_ratio: self.max_unpacked_ratio,
            nesting: self.max_nesting,
        }
    }
}

/// How many bytes of input have been read; shared with the thread that shows progress.
#[derive(Debug, Clone, Default)]
pub struct ReadBytes(Arc<AtomicU64>);

impl ReadBytes {
    /// So far.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The inputs, one raw article after the other.
pub struct Inputs {
    inputs: std::vec::IntoIter<Result<article::Input, ReadError>>,
    hint: Hint,
    limits: Limits,
    current: Option<RawArticles>,
    /// Bytes of the inputs before the current one.
    before: u64,
    read: ReadBytes,
    interrupt: Option<Interrupt>,
}

/// Finds the inputs; nothing is opened yet.
pub fn open(reading: &Reading) -> Result<Inputs> {
    let inputs = article::inputs(&reading.inputs).collect();
    Ok(Inputs::new(inputs, reading.hint()?, reading.limits()))
}

/// The articles of one file of JSON Lines.
pub fn file(path: &Path) -> Inputs {
    let hint = Hint { format: Some(Format::JsonLines), ..Hint::default() };
    Inputs::new(vec![Ok(article::Input::file(path))], hint, Limits::default())
}

impl Inputs {
    fn new(inputs: Vec<Result<article::Input, ReadError>>, hint: Hint, limits: Limits) -> Self {
        let inputs = inputs.into_iter();
        Self { inputs, hint, limits, current: None, before: 0, read: ReadBytes::default(), interrupt: None }
    }

    /// How many bytes there are to read, where that is known.
    pub fn total_bytes(&self) -> Option<u64> {
        self.inputs.as_slice().iter().map(|input| input.as_ref().map_or(Some(0), article::Input::size)).sum()
    }

    /// How many have been read.
    pub fn read_bytes(&self) -> ReadBytes {
        self.read.clone()
    }

    /// Ends when somebody asks for it.
    pub fn until(mut self, interrupt: &Interrupt) -> Self {
        self.interrupt = Some(interrupt.clone());
        self
    }

    fn count(&mut self) {
        if let Some(current) = &self.current {
            self.read.0.store(self.before + current.consumed().load(Ordering::Relaxed), Ordering::Relaxed);
        }
    }
}

/// Bytes on the belt for an item whatever its size: its place, its encoding, the queue's own.
const OVERHEAD: usize = 256;

impl Iterator for Inputs {
    type Item = (usize, Result<RawArticle, ReadError>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.interrupt.as_ref().is_some_and(Interrupt::asked) {
                return None;
            }
            if let Some(raw) = self.current.as_mut().and_then(Iterator::next) {
                self.count();
                let weight = raw.as_ref().map_or(0, RawArticle::weight);
                return Some((weight + OVERHEAD, raw));
            }
            self.count();
            self.before = self.read.get();
            match self.inputs.next()? {
                Ok(input) => self.current = Some(RawArticles::new(input, &self.hint, &self.limits)),
                Err(refusal) => return Some((OVERHEAD, Err(refusal))),
            }
        }
    }
}

/// Parses a raw article, on whichever thread.
pub fn read(raw: Result<RawArticle, ReadError>, hand_on: &mut dyn FnMut(Input<Refusal>)) {
    hand_on(match raw.and_then(RawArticle::parse) {
        Ok(article) => Input::Article(article),
        Err(refusal) => Input::Refused(refusal),
    });
}

/// Prints refusals on standard error; each piece of advice once.
#[derive(Debug, Default)]
pub struct Refusals(Mutex<HashSet<&'static str>>);

impl Refusals {
    /// Nothing has been said yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Names what was refused and why.
    pub fn print(&self, refusal: &Refusal) {
        anstream::eprintln!("mokpyo: {refusal}");
        let mut given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(advice) = refusal.advice().filter(|advice| given.insert(advice)) {
            anstream::eprintln!("        {advice}");
        }
    }
}
