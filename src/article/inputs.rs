//! What the command line names: files, directories, patterns, standard input.

use super::error::{Part, Place, ReadError, Reason};
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// Files of these kinds lie beside articles; in a directory they are passed over. Named files are not.
const PASSED_OVER: [&str; 31] = [
    "md", "toml", "yaml", "yml", "py", "rs", "sh", "js", "css", "csv", "tsv", "log", "lock", "sql", "db", "sqlite",
    "sqlite3", "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "mp3", "mp4", "xlsx", "xls", "tmp", "bak", "sha256",
];

/// One thing to read.
#[derive(Debug, Clone)]
pub struct Input {
    name: Arc<str>,
    origin: Origin,
}

#[derive(Debug, Clone)]
enum Origin {
    File(PathBuf),
    Stdin,
    Memory(Arc<[u8]>),
}

impl Input {
    /// A file.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self { name: path.display().to_string().into(), origin: Origin::File(path) }
    }

    /// Standard input.
    pub fn stdin() -> Self {
        Self { name: "standard input".into(), origin: Origin::Stdin }
    }

    /// Bytes in memory, called `name` in messages.
    pub fn memory(name: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { name: name.into(), origin: Origin::Memory(bytes.into()) }
    }

    /// What it is called in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file's path, if it is a file.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) => Some(path),
            Origin::Stdin | Origin::Memory(_) => None,
        }
    }

    /// Its size in bytes (packed, if it is), where that is known beforehand.
    pub fn size(&self) -> Option<u64> {
        match &self.origin {
            Origin::File(path) => std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|m| m.len()),
            Origin::Stdin => None,
            Origin::Memory(bytes) => Some(bytes.len() as u64),
        }
    }

    pub(super) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match &self.origin {
            Origin::File(path) => Box::new(File::open(path)?),
            Origin::Stdin => Box::new(io::stdin()),
            Origin::Memory(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }
}

/// Everything that `arguments` name, in order: files, directories (all files in them, sorted by name, without
/// hidden ones), patterns (`releases/**/*.xml`), and `-` for standard input.
///
/// Links to files are followed, links to directories are not: a tree has no cycles. In directories, README and
/// LICENSE files, `*.gold.jsonl` and files that are no text (programs, pictures, tables) are passed over by
/// their names; anything else is looked at, and named if it is no article.
pub fn inputs(arguments: &[PathBuf]) -> impl Iterator<Item = Result<Input, ReadError>> + '_ {
    arguments.iter().flat_map(|argument| expand(argument))
}

type Found = Box<dyn Iterator<Item = Result<Input, ReadError>>>;

fn expand(argument: &Path) -> Found {
    if argument == Path::new("-") {
        return one(Ok(Input::stdin()));
    }
    match std::fs::metadata(argument) {
        Ok(metadata) if metadata.is_dir() => {
            let files = walk(argument).filter(|found| found.as_ref().map_or(true, |path| !is_passed_over(path)));
            or_else(files.map(|found| found.map(Input::file)), refused(argument, Reason::NoArticles))
        }
        Ok(_) => one(Ok(Input::file(argument))),
        Err(error) => match pattern(argument) {
            Some(pattern) if error.kind() != io::ErrorKind::PermissionDenied => matching(argument, pattern),
            _ => one(Err(refused(argument, error))),
        },
    }
}

fn one(found: Result<Input, ReadError>) -> Found {
    Box::new(std::iter::once(found))
}

/// `found`, or `empty` if nothing is.
fn or_else(mut found: impl Iterator<Item = Result<Input, ReadError>> + 'static, empty: ReadError) -> Found {
    match found.next() {
        Some(first) => Box::new(std::iter::once(first).chain(found)),
        None => one(Err(empty)),
    }
}

fn refused(path: &Path, reason: impl Into<Reason>) -> ReadError {
    ReadError::new(Place { name: path.display().to_string().into(), part: Part::Whole }, reason)
}

/// The files below `directory`, sorted, without hidden ones.
fn walk(directory: &Path) -> impl Iterator<Item = Result<PathBuf, ReadError>> + use<> {
    let root = directory.to_owned();
    WalkDir::new(directory)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()))
        .filter_map(move |entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) if entry.file_type().is_symlink() => match std::fs::metadata(entry.path()) {
                Ok(metadata) if metadata.is_dir() => None,
                Ok(_) => Some(Ok(entry.into_path())),
                Err(error) => Some(Err(refused(entry.path(), error))),
            },
            Ok(entry) => Some(Ok(entry.into_path())),
            Err(error) => {
                let path = error.path().unwrap_or(&root).to_owned();
                let reason = match error.into_io_error() {
                    Some(error) => Reason::from(error),
                    None => Reason::Cycle,
                };
                Some(Err(refused(&path, reason)))
            }
        })
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn is_passed_over(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    PASSED_OVER.contains(&extension)
        || name.starts_with("readme")
        || name.starts_with("license")
        || name.contains(".gold.jsonl")
        || name.ends_with('~')
}

/// The argument as a pattern, if it has a character that only patterns have.
fn pattern(argument: &Path) -> Option<&str> {
    argument.to_str().filter(|text| text.contains(['*', '?', '[', '{']))
}

fn matching(argument: &Path, pattern: &str) -> Found {
    let glob = match globset::GlobBuilder::new(pattern).literal_separator(true).build() {
        Ok(glob) => glob.compile_matcher(),
        Err(error) => return one(Err(refused(argument, Reason::Pattern(error.kind().to_string())))),
    };
    let start = fixed_part(argument);
    let root = if start.as_os_str().is_empty() { Path::new(".") } else { &start };
    let relative = start.as_os_str().is_empty();
    let files = walk(root).filter_map(move |found| match found {
        Ok(path) => {
            let path = if relative { path.strip_prefix(".").map(Path::to_owned).unwrap_or(path) } else { path };
            glob.is_match(&path).then(|| Ok(Input::file(path)))
        }
        // What cannot be entered may not have been asked for: only real matches are reported.
        Err(_) => None,
    });
    or_else(files, refused(argument, Reason::NoMatch))
}

/// The directories before the first component with a pattern's character.
fn fixed_part(pattern: &Path) -> PathBuf {
    let is_plain = |component: &Component<'_>| !component.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
    pattern.components().take_while(is_plain).collect()
}
