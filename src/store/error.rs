//! What can go wrong with a store, and what to do about it.

use std::path::PathBuf;

/// Why a store could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing there yet.
    #[error("there is no store in {}; make one with: mokpyo ingest FILE…", .0.display())]
    Missing(PathBuf),
    /// Another process writes.
    #[error("the store {} is being written by {}; wait until it ends, or use another one with --store DIR",
        .directory.display(), holder(*.process))]
    Locked {
        /// The store.
        directory: PathBuf,
        /// The process that holds the lock, if it could be read.
        process: Option<u32>,
    },
    /// Made by a later mokpyo.
    #[error("the store {} has version {found}, and this mokpyo knows versions up to {known}; use a newer mokpyo, \
        or another store with --store DIR", .directory.display())]
    Newer {
        /// The store.
        directory: PathBuf,
        /// Its version.
        found: i64,
        /// The latest known version.
        known: i64,
    },
    /// Made by an earlier mokpyo, and opened for reading only.
    #[error("the store {} has the older version {found}; the next `mokpyo ingest` migrates it to {known} \
        and keeps a copy", .directory.display())]
    Older {
        /// The store.
        directory: PathBuf,
        /// Its version.
        found: i64,
        /// The current version.
        known: i64,
    },
    /// A file of that name that is no store.
    #[error("{} is not a mokpyo store; choose another place with --store DIR", .0.display())]
    Foreign(PathBuf),
    /// A stored text or record cannot be unpacked.
    #[error("article number {article} in the store is damaged ({what}); `mokpyo doctor` tells what can be saved")]
    Damaged {
        /// Its number.
        article: i64,
        /// What is wrong with it.
        what: String,
    },
    /// SQLite says no.
    #[error("store {}: {}", .directory.display(), advice(.source))]
    Sql {
        /// The store.
        directory: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The file system says no.
    #[error("store {}: {source}", .path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

fn holder(process: Option<u32>) -> String {
    process.map_or_else(|| "another process".to_owned(), |id| format!("process {id}"))
}

const DAMAGED: &str = "; `mokpyo doctor` tells what can be saved";

/// SQLite's words, and what a user can do.
fn advice(error: &rusqlite::Error) -> String {
    use rusqlite::ErrorCode::{CannotOpen, DatabaseCorrupt, DiskFull, NotADatabase, ReadOnly, SystemIoFailure};
    let what = match error.sqlite_error_code() {
        Some(DiskFull) => "; what was committed before is safe: make room and run the same command again",
        Some(SystemIoFailure) => "; what was committed before is safe: is the disk full, or a file-size limit reached?",
        Some(DatabaseCorrupt | NotADatabase) => DAMAGED,
        // SQLite has no code of its own for a header that makes no sense
        _ if error.to_string().contains("unsupported file format") => DAMAGED,
        Some(ReadOnly) => "; it lies in a place that you may not write to",
        Some(CannotOpen) => "; may you read and write there?",
        _ => "",
    };
    format!("{error}{what}")
}
