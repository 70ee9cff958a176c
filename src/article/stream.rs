//! Bytes from a file or standard input: unpacked, bounded, with their beginning in view.

use super::error::{Carried, Reason};
use super::limits::{Limit, Limits};
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How much of an input is looked at before its format and encoding are decided.
const HEAD: u64 = 64 << 10;
/// The ratio of packed to unpacked bytes means nothing before this many.
const RATIO_FROM: u64 = 64 << 20;

/// A buffered, unpacked stream.
pub(super) type Stream = Box<dyn BufRead + Send>;

/// Counts the bytes that were read from the input itself (packed, if it is), for progress.
pub(super) struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    pub fn new(inner: R, count: Arc<AtomicU64>) -> Self {
        Self { inner, count }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.count.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Unpacks `inner` if it is gzip or zstd, and reads its first 64 KiB.
pub(super) fn unpack(
    inner: impl Read + Send + 'static,
    count: Arc<AtomicU64>,
    limits: &Limits,
) -> Result<(Vec<u8>, Stream), Reason> {
    let mut packed: Stream = Box::new(BufReader::with_capacity(1 << 16, Counted::new(inner, Arc::clone(&count))));
    let magic = packed.fill_buf()?;
    let unpacked: Box<dyn Read + Send> = if magic.starts_with(b"\x1F\x8B") {
        Box::new(Unpacked::new(flate2::bufread::MultiGzDecoder::new(packed), count, limits))
    } else if magic.starts_with(b"\x28\xB5\x2F\xFD") {
        Box::new(Unpacked::new(zstd::stream::read::Decoder::with_buffer(packed)?, count, limits))
    } else {
        packed
    };
    peek(BufReader::with_capacity(1 << 16, unpacked))
}

/// Reads the first 64 KiB of `stream` and puts them back.
pub(super) fn peek(mut stream: impl BufRead + Send + 'static) -> Result<(Vec<u8>, Stream), Reason> {
    let mut head = Vec::new();
    match stream.by_ref().take(HEAD).read_to_end(&mut head) {
        Err(error) if head.is_empty() => Err(damaged(error)),
        // What was read before the damage is kept; the damage shows again behind it.
        Err(error) => Ok((head.clone(), Box::new(io::Cursor::new(head).chain(Broken(Some(error)))))),
        Ok(_) => Ok((head.clone(), Box::new(io::Cursor::new(head).chain(stream)))),
    }
}

/// Names what an unpacker says.
pub(super) fn damaged(error: io::Error) -> Reason {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Reason::Archive(error.to_string()),
        _ => Reason::from(error),
    }
}

/// Hands on an error that was met while looking ahead.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Broken {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}

/// Watches what comes out of an unpacker against what went in.
struct Unpacked<R> {
    inner: R,
    packed: Arc<AtomicU64>,
    out: u64,
    bytes: u64,
    ratio: u64,
}

impl<R> Unpacked<R> {
    fn new(inner: R, packed: Arc<AtomicU64>, limits: &Limits) -> Self {
        Self { inner, packed, out: 0, bytes: limits.unpacked_bytes, ratio: limits.unpacked_ratio }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.out += n as u64;
        if self.out > self.bytes {
            return Err(Carried::Limit(Limit::UnpackedBytes(self.bytes)).into());
        }
        let packed = self.packed.load(Ordering::Relaxed);
        if self.out > RATIO_FROM && self.out / self.ratio.max(1) > packed {
            return Err(Carried::Limit(Limit::UnpackedRatio(self.ratio)).into());
        }
        Ok(n)
    }
}

/// One line, as far as it was kept.
pub(super) enum LineRead {
    /// The line without its break.
    Line(Vec<u8>),
    /// A line of more than the limit; it was skipped.
    TooLong,
    /// No more lines.
    End,
}

/// Reads up to the next `\n`. Memory is bounded by `limit`, also for a line that is longer.
pub(super) fn read_line(stream: &mut dyn BufRead, limit: u64) -> io::Result<LineRead> {
    let mut line = Vec::new();
    let mut any = false;
    let mut too_long = false;
    loop {
        let buffer = match stream.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            break;
        }
        any = true;
        let end = memchr::memchr(b'\n', buffer);
        let piece = &buffer[..end.unwrap_or(buffer.len())];
        too_long |= (line.len() + piece.len()) as u64 > limit;
        if too_long {
            line = Vec::new();
        } else {
            line.extend_from_slice(piece);
        }
        let used = end.map_or(buffer.len(), |at| at + 1);
        stream.consume(used);
        if end.is_some() {
            break;
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(match (any, too_long) {
        (false, _) => LineRead::End,
        (true, true) => LineRead::TooLong,
        (true, false) => LineRead::Line(line),
    })
}

/// Reads to the end, or refuses past `limit` bytes.
pub(super) fn read_all(stream: Stream, limit: u64) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    stream.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(damaged)?;
    if bytes.len() as u64 > limit {
        return Err(Limit::ArticleBytes(limit).into());
    }
    Ok(bytes)
}
