//! The store: articles and their records in one SQLite file. It is the truth; the index is derived from it.
//!
//! A store is a directory:
//!
//! ```text
//! mokpyo.db     articles, records, their history (SQLite, WAL)
//! lock          held by the one process that writes; names its process id
//! index/        the search index, rebuildable from mokpyo.db at any time
//! ```
//!
//! - An article is *unchanged* when its content **and** the extractor are the same as at the last ingest. The
//!   content is told by a hash of everything that was read; the extractor by its fingerprint (program version,
//!   dictionary, `dictionaries/`). A better dictionary therefore reads every article again, and says "changed".
//! - Nothing is overwritten: the former version of an article and of its records moves to the table `history`.
//! - Every commit has a *generation*. It lists the articles that the index does not know yet in the table
//!   `pending`, in the same transaction, so that store and index cannot drift apart unnoticed.
//! - One process writes (it holds the lock); any number read, each a consistent state.

mod check;
mod entry;
mod error;
mod lock;
mod pack;
mod reader;
mod schema;
mod writer;

#[cfg(test)]
mod tests;

pub use check::{Damage, check};
pub use entry::{ContentHash, Entry, Packer, content_hash};
pub use error::Error;
pub use reader::{Counts, Facet, Reader, Stored, Tally};
pub use schema::SCHEMA_VERSION;
pub use writer::{Change, Known, Store, Summary};

use std::path::{Path, PathBuf};

/// The number that the store gives to an article on arrival; it never changes.
pub type ArticleNumber = i64;

/// The SQLite file of the store in `directory`.
pub fn database(directory: &Path) -> PathBuf {
    directory.join("mokpyo.db")
}

/// The index's place in the store in `directory`.
pub fn index(directory: &Path) -> PathBuf {
    directory.join("index")
}

/// Where the store lies when nobody says otherwise: in the user's data directory.
pub fn default_directory() -> Option<PathBuf> {
    Some(directories::ProjectDirs::from("", "", "mokpyo")?.data_dir().join("store"))
}
