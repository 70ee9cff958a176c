//! The single writer: batches in, one transaction each.

use super::entry::{ContentHash, Entry, Row};
use super::lock::WriterLock;
use super::{ArticleNumber, Error, schema};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Transaction, params};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What a batch did to one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    New,
    /// It was there with other content, or read by another extractor.
    Changed,
    /// It was there, the same.
    Unchanged,
}

/// How many articles were new, changed, unchanged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// See [`Change::New`].
    pub new: u64,
    /// See [`Change::Changed`].
    pub changed: u64,
    /// See [`Change::Unchanged`].
    pub unchanged: u64,
}

impl Summary {
    /// Counts one more.
    pub fn add(&mut self, change: Change) {
        match change {
            Change::New => self.new += 1,
            Change::Changed => self.changed += 1,
            Change::Unchanged => self.unchanged += 1,
        }
    }

    /// All together.
    pub const fn all(&self) -> u64 {
        self.new + self.changed + self.unchanged
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} new, {} changed, {} unchanged", self.new, self.changed, self.unchanged)
    }
}

/// What the store holds of an article, to tell whether it must be read again.
#[derive(Debug, Clone, Copy)]
struct Held {
    content: ContentHash,
    current: bool, // read by the extractor of this run
}

/// The ids and content of the articles in the store, in memory.
#[derive(Debug, Clone, Default)]
pub struct Known(HashMap<Box<str>, Held>);

impl Known {
    /// What the store would say to this article.
    pub fn change(&self, id: &str, content: &ContentHash) -> Change {
        match self.0.get(id) {
            None => Change::New,
            Some(held) if held.current && held.content == *content => Change::Unchanged,
            Some(_) => Change::Changed,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn read(connection: &Connection, extractor: &str) -> rusqlite::Result<Self> {
        let mut statement = connection.prepare(
            "SELECT id, content, coalesce(e.fingerprint = ?1, 0) FROM articles LEFT JOIN extractors e ON e.number = extractor",
        )?;
        let mut rows = statement.query([extractor])?;
        let mut known = HashMap::new();
        while let Some(row) = rows.next()? {
            let id = row.get_ref(0)?.as_str()?.into();
            known.insert(id, Held { content: row.get(1)?, current: row.get(2)? });
        }
        Ok(Self(known))
    }
}

/// The store, open for its only writer.
#[derive(Debug)]
pub struct Store {
    directory: PathBuf,
    connection: Connection,
    extractor: i64,
    extractor_name: String,
    _lock: WriterLock,
}

impl Store {
    /// Opens the store in `directory`, which is made where it does not exist, for records of the extractor with
    /// this fingerprint. One process at a time can; another is told which one it is.
    pub fn open(directory: &Path, extractor: &str) -> Result<Self, Error> {
        std::fs::create_dir_all(directory).map_err(|source| Error::Io { path: directory.to_owned(), source })?;
        let lock = WriterLock::take(directory)?;
        let connection = schema::open_writer(directory)?;
        let number = |connection: &Connection| -> rusqlite::Result<i64> {
            connection
                .execute("INSERT INTO extractors (fingerprint) VALUES (?1) ON CONFLICT DO NOTHING", [extractor])?;
            connection.query_row("SELECT number FROM extractors WHERE fingerprint = ?1", [extractor], |row| row.get(0))
        };
        let number = number(&connection).map_err(|source| Error::Sql { directory: directory.to_owned(), source })?;
        Ok(Self {
            directory: directory.to_owned(),
            connection,
            extractor: number,
            extractor_name: extractor.to_owned(),
            _lock: lock,
        })
    }

    fn sql<T>(&self, result: rusqlite::Result<T>) -> Result<T, Error> {
        result.map_err(|source| Error::Sql { directory: self.directory.clone(), source })
    }

    /// The articles that the store holds.
    pub fn known(&self) -> Result<Known, Error> {
        self.sql(Known::read(&self.connection, &self.extractor_name))
    }

    /// The store's own name: its index repeats it.
    pub fn name(&self) -> Result<String, Error> {
        self.sql(self.connection.query_row("SELECT name FROM state", [], |row| row.get(0)))
    }

    /// The number of the last commit.
    pub fn generation(&self) -> Result<i64, Error> {
        self.sql(self.connection.query_row("SELECT generation FROM state", [], |row| row.get(0)))
    }

    /// Writes `entries` in one transaction, in order, and returns the articles' numbers and the new generation.
    pub fn commit(&mut self, entries: &[Entry]) -> Result<(Vec<ArticleNumber>, i64), Error> {
        let written = write(&mut self.connection, self.extractor, entries);
        self.sql(written)
    }

    /// The articles written after `generation`, which an index of that generation does not know in their present form.
    pub fn pending(&self, generation: i64) -> Result<Vec<ArticleNumber>, Error> {
        let read = || -> rusqlite::Result<Vec<ArticleNumber>> {
            let sql = "SELECT DISTINCT article FROM pending WHERE generation > ?1 ORDER BY article";
            self.connection.prepare(sql)?.query_map([generation], |row| row.get(0))?.collect()
        };
        self.sql(read())
    }

    /// The first generation that `pending` still tells about; an older index must be rebuilt.
    pub fn settled(&self) -> Result<i64, Error> {
        let sql = "SELECT coalesce(min(generation) - 1, (SELECT generation FROM state)) FROM pending";
        self.sql(self.connection.query_row(sql, [], |row| row.get(0)))
    }

    /// Notes that the index has durably taken everything up to `generation`.
    pub fn settle(&mut self, generation: i64) -> Result<(), Error> {
        let done = self.connection.execute("DELETE FROM pending WHERE generation <= ?1", [generation]);
        self.sql(done).map(drop)
    }

    /// Writes the log back into the database file, so that it also can be read where nothing can be written.
    pub fn close(self) -> Result<(), Error> {
        let done = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        self.sql(done)
    }
}

fn write(
    connection: &mut Connection,
    extractor: i64,
    entries: &[Entry],
) -> rusqlite::Result<(Vec<ArticleNumber>, i64)> {
    let transaction = connection.transaction()?;
    let generation =
        transaction
            .query_row("UPDATE state SET generation = generation + 1 RETURNING generation", [], |row| row.get(0))?;
    let mut numbers = Vec::with_capacity(entries.len());
    {
        let mut statements = Statements::new(&transaction)?;
        for entry in entries {
            let number = statements.article(entry, extractor)?;
            statements.records(number, &entry.rows)?;
            statements.pending.execute(params![generation, number])?;
            numbers.push(number);
        }
    }
    transaction.commit()?;
    Ok((numbers, generation))
}

struct Statements<'t> {
    find: CachedStatement<'t>,
    insert: CachedStatement<'t>,
    keep: CachedStatement<'t>,
    replace: CachedStatement<'t>,
    forget: CachedStatement<'t>,
    record: CachedStatement<'t>,
    pending: CachedStatement<'t>,
}

impl<'t> Statements<'t> {
    fn new(transaction: &'t Transaction<'t>) -> rusqlite::Result<Self> {
        Ok(Self {
            find: transaction.prepare_cached("SELECT number FROM articles WHERE id = ?1")?,
            insert: transaction.prepare_cached(
                "INSERT INTO articles (id, version, date, title, source, url, stub, content, extractor, text, records)
                 VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?,
            keep: transaction.prepare_cached(
                "INSERT INTO history SELECT number, version, date, title, source, url, stub, content, extractor,
                    CASE WHEN content = ?2 THEN NULL ELSE text END, records FROM articles WHERE number = ?1",
            )?,
            replace: transaction.prepare_cached(
                "UPDATE articles SET version = version + 1, date = ?2, title = ?3, source = ?4, url = ?5, stub = ?6,
                    content = ?7, extractor = ?8, text = ?9, records = ?10 WHERE number = ?1",
            )?,
            forget: transaction.prepare_cached("DELETE FROM records WHERE article = ?1")?,
            record: transaction.prepare_cached(
                "INSERT INTO records VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?,
            pending: transaction.prepare_cached("INSERT OR IGNORE INTO pending VALUES (?1, ?2)")?,
        })
    }

    fn article(&mut self, entry: &Entry, extractor: i64) -> rusqlite::Result<ArticleNumber> {
        let Entry { id, date, title, source, url, stub, content, text, records, rows: _ } = entry;
        let found: Option<ArticleNumber> = self.find.query_row([id], |row| row.get(0)).optional()?;
        if let Some(number) = found {
            self.keep.execute(params![number, content])?;
            self.forget.execute([number])?;
            self.replace.execute(params![number, date, title, source, url, stub, content, extractor, text, records])?;
            return Ok(number);
        }
        self.insert.insert(params![id, date, title, source, url, stub, content, extractor, text, records])
    }

    fn records(&mut self, number: ArticleNumber, rows: &[Row]) -> rusqlite::Result<()> {
        for (position, row) in (0i64..).zip(rows) {
            let Row { id, kind, status, value, unit, dimension, object, program, action, agency, due, last_day } = row;
            let value = value.map(|value| value.to_string());
            self.record.execute(params![
                number, position, id, kind, status, value, unit, dimension, object, program, action, agency, due,
                last_day
            ])?;
        }
        Ok(())
    }
}
