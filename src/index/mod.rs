//! Full-text search over articles and records: derived from the store, rebuildable from it.
//!
//! - [`Preparer`] turns an article, its tokens and its records into a [`Prepared`] document (in the
//!   pipeline's workers); [`Writer`] adds it; [`Index::searcher`] asks.
//! - [`query::parse`] reads what a reader types.
//!
//! Two tantivy indexes lie side by side, `articles/` and `records/`, joined by a number made from the
//! article's id. Each commit carries the index's version, the fingerprint of the dictionaries and the
//! state of the store that it shows ([`State`]): an index made by others is noticed and rebuilt.

pub mod day;
pub mod document;
pub mod hangul;
pub mod highlight;
pub mod letters;
mod names;
pub mod number;
mod opening;
pub mod packed;
mod place;
pub mod query;
mod schema;
pub mod search;
pub mod sketch;
pub mod terms;
#[cfg(test)]
mod tests;
mod whole;
mod writer;

pub use document::{Prepared, Preparer};
pub use schema::INDEX_VERSION;
pub use search::{Answer, FacetCount, FacetName, Hit, RecordHit, RecordsAnswer, Request, Scope, Searcher, Sort};
pub use writer::Writer;

use schema::{ArticleFields, RecordFields};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use tantivy::directory::error::OpenReadError;
use tantivy::schema::Schema;
use tantivy::{IndexReader, IndexSettings, ReloadPolicy, TantivyError};

/// What can go wrong with the index. The store is never affected: an index can always be rebuilt.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There is none.
    #[error("there is no search index in {}; make one with: mokpyo ingest FILE…", .0.display())]
    Missing(PathBuf),
    /// Made by another version of mokpyo or with other dictionaries.
    #[error("the search index in {} was made by {found}; this is {wanted}. The next `mokpyo ingest` rebuilds it from the store", dir.display())]
    Outdated {
        /// The index.
        dir: PathBuf,
        /// Who made it.
        found: String,
        /// Who asks.
        wanted: String,
    },
    /// Files are missing or damaged.
    #[error("the search index in {} is damaged: {reason}. The next `mokpyo ingest` rebuilds it from the store", dir.display())]
    Damaged {
        /// The index.
        dir: PathBuf,
        /// What tantivy says.
        reason: String,
    },
    /// Reading or writing failed (a full disk, no permission, another writer).
    #[error("the search index in {}: {source}", dir.display())]
    Tantivy {
        /// The index.
        dir: PathBuf,
        /// What tantivy says.
        source: TantivyError,
    },
}

impl IndexError {
    /// What is wrong, without the way out: for those who go it themselves.
    pub fn reason(&self) -> String {
        let text = self.to_string();
        text.split(". The next").next().unwrap_or(&text).to_owned()
    }

    /// Whether a rebuild from the store is the way out.
    pub const fn wants_rebuild(&self) -> bool {
        matches!(self, Self::Missing(_) | Self::Outdated { .. } | Self::Damaged { .. })
    }
}

fn context(dir: &Path, source: TantivyError) -> IndexError {
    match damage(&source) {
        Some(reason) => IndexError::Damaged { dir: dir.to_owned(), reason },
        None => IndexError::Tantivy { dir: dir.to_owned(), source },
    }
}

/// What is wrong with the files, if that is what an error is about.
fn damage(error: &TantivyError) -> Option<String> {
    use std::io::ErrorKind::{InvalidData, UnexpectedEof};
    let changed = |path: &Path| format!("{} is not what was written", path.display());
    match error {
        TantivyError::DataCorruption(reason) => Some(format!("{reason:?}")),
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(path)) => {
            Some(format!("{} is missing", path.display()))
        }
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath })
            if matches!(io_error.kind(), InvalidData | UnexpectedEof) =>
        {
            Some(changed(filepath))
        }
        TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(_)) => {
            Some("a file is not what was written".to_owned())
        }
        TantivyError::IoError(error) if matches!(error.kind(), InvalidData | UnexpectedEof) => Some(error.to_string()),
        _ => None,
    }
}

/// Which state of which store an index shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The store's own name.
    pub store: String,
    /// The store's generation.
    pub generation: i64,
}

/// What a commit carries.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    version: u32,
    fingerprint: String,
    #[serde(flatten)]
    state: Option<State>,
}

/// An opened index. Cheap to clone.
#[derive(Clone)]
pub struct Index {
    dir: PathBuf,
    fingerprint: String,
    articles: tantivy::Index,
    records: tantivy::Index,
    article_fields: ArticleFields,
    record_fields: RecordFields,
    state: Option<State>,
    readers: Option<[IndexReader; 2]>,
}

impl Index {
    /// Opens the index in `dir`. `fingerprint` tells the dictionaries that analyse (ko-dic and
    /// `dictionaries/`): an index made with others finds other words.
    ///
    /// # Errors
    /// [`IndexError::Missing`], [`IndexError::Outdated`] or [`IndexError::Damaged`] where a rebuild is the way
    /// out, else what tantivy says.
    pub fn open(dir: &Path, fingerprint: &str) -> Result<Self, IndexError> {
        let ((articles_schema, article_fields), (records_schema, record_fields)) =
            (schema::articles(), schema::records());
        let open = |name: &str, schema: &Schema| -> Result<(tantivy::Index, Option<Payload>), IndexError> {
            let path = dir.join(name);
            if !path.join("meta.json").exists() {
                return Err(IndexError::Missing(dir.to_owned()));
            }
            let damaged = |reason: String| IndexError::Damaged { dir: dir.to_owned(), reason };
            let index = place::Place::open(&path).map_err(TantivyError::from).and_then(tantivy::Index::open);
            let mut index = index.map_err(|e| damaged(damage(&e).unwrap_or_else(|| e.to_string())))?;
            let meta = whole::meta(&index).map_err(damaged)?;
            let payload: Option<Payload> = meta.payload.as_deref().and_then(|p| serde_json::from_str(p).ok());
            let wanted = describe(INDEX_VERSION, fingerprint);
            match &payload {
                Some(p) if p.version == INDEX_VERSION && p.fingerprint == fingerprint => {}
                Some(p) => {
                    let found = describe(p.version, &p.fingerprint);
                    return Err(IndexError::Outdated { dir: dir.to_owned(), found, wanted });
                }
                // created, but never committed to
                None if meta.segments.is_empty() && index.schema() == *schema => {}
                None => {
                    return Err(IndexError::Outdated {
                        dir: dir.to_owned(),
                        found: "an unknown version".to_owned(),
                        wanted,
                    });
                }
            }
            if index.schema() != *schema {
                return Err(damaged("its fields are not those of its version".to_owned()));
            }
            index.set_tokenizers(schema::tokenizers());
            index.set_fast_field_tokenizers(schema::tokenizers());
            Ok((index, payload))
        };
        let (articles, a) = open("articles", &articles_schema)?;
        let (records, b) = open("records", &records_schema)?;
        // Committed one after the other: only what both say is true.
        let state = match (a.and_then(|p| p.state), b.and_then(|p| p.state)) {
            (Some(a), Some(b)) if a == b => Some(a),
            (Some(a), Some(b)) if a.store == b.store => {
                Some(State { generation: a.generation.min(b.generation), store: a.store })
            }
            _ => None,
        };
        let (dir, fingerprint) = (dir.to_owned(), fingerprint.to_owned());
        Ok(Self { dir, fingerprint, articles, records, article_fields, record_fields, state, readers: None })
    }

    /// Opens the files for asking; [`Index::searcher`] then asks this state. Files that are missing, cut off or changed
    /// behind our back are noticed here, before they are asked. Of an index of more than 64 MB only the files are
    /// read that have another time or length than when they were last compared: a bit that a failing disk turns in such a
    /// one is found by [`Index::verify`].
    ///
    /// # Errors
    /// [`IndexError::Damaged`], or what tantivy says.
    pub fn ready(mut self) -> Result<Self, IndexError> {
        self.compare(whole::Care::Changed(whole::AT_ONCE))?;
        let readers = self.readers()?;
        for reader in &readers {
            whole::count(reader).map_err(|source| context(&self.dir, source))?;
        }
        for searcher in readers.iter().map(IndexReader::searcher) {
            let indexed: Vec<_> = searcher.schema().fields().filter(|(_, entry)| entry.is_indexed()).collect();
            for segment in searcher.segment_readers() {
                // kept by the segment: the searches open it no second time
                for (field, _) in &indexed {
                    segment.inverted_index(*field).map_err(|source| context(&self.dir, source))?;
                }
            }
        }
        self.readers = Some(readers);
        Ok(self)
    }

    /// Readers of the last committed state, or of the one in which the index was made ready.
    fn readers(&self) -> Result<[IndexReader; 2], IndexError> {
        if let Some(readers) = &self.readers {
            return Ok(readers.clone());
        }
        let open = |index: &tantivy::Index| {
            let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).num_warming_threads(0);
            reader.try_into().map_err(|source| context(&self.dir, source))
        };
        Ok([open(&self.articles)?, open(&self.records)?])
    }

    /// Makes an empty index in `dir`, in place of whatever is there.
    pub fn create(dir: &Path, fingerprint: &str) -> Result<Self, IndexError> {
        let (articles_schema, records_schema) = (schema::articles().0, schema::records().0);
        let io = |source: std::io::Error| context(dir, source.into());
        let create = |name: &str, schema: Schema| -> Result<(), IndexError> {
            let path = dir.join(name);
            if path.exists() {
                std::fs::remove_dir_all(&path).map_err(io)?;
            }
            std::fs::create_dir_all(&path).map_err(io)?;
            let index = tantivy::Index::builder().schema(schema).settings(IndexSettings::default());
            index.create_in_dir(&path).map(drop).map_err(|source| context(dir, source))
        };
        create("records", records_schema)?;
        create("articles", articles_schema)?;
        // opened like any other: what was made is what will be found
        Self::open(dir, fingerprint)
    }

    /// The state of the store that the index showed when it was opened; `None` when it was never committed
    /// to, or died between its two commits in another store's name.
    pub const fn state(&self) -> Option<&State> {
        self.state.as_ref()
    }

    /// Reads every file and compares it with its checksum: a file that was deleted, cut off or changed behind our
    /// back is an [`IndexError::Damaged`].
    pub fn verify(&self) -> Result<(), IndexError> {
        self.compare(whole::Care::All)?;
        for reader in &self.readers()? {
            whole::count(reader).map_err(|source| context(&self.dir, source))?;
        }
        Ok(())
    }

    fn compare(&self, care: whole::Care) -> Result<(), IndexError> {
        let damaged = |reason: String| IndexError::Damaged { dir: self.dir.clone(), reason };
        whole::compare(&self.dir, &self.both(), care).map_err(damaged)
    }

    /// The two indexes with the names of their directories.
    const fn both(&self) -> [(&str, &tantivy::Index); 2] {
        [("articles", &self.articles), ("records", &self.records)]
    }

    /// The one writer. A second one, in whichever process, is an error.
    pub fn writer(&self) -> Result<Writer, IndexError> {
        Writer::new(self)
    }

    fn payload(&self, state: &State) -> String {
        let payload =
            Payload { version: INDEX_VERSION, fingerprint: self.fingerprint.clone(), state: Some(state.clone()) };
        serde_json::to_string(&payload).unwrap_or_default()
    }
}

fn describe(version: u32, fingerprint: &str) -> String {
    let short: String = fingerprint.chars().take(12).collect();
    format!("index version {version} with dictionaries {short}")
}
