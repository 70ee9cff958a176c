//! Readers: any number, each sees one consistent state, whatever the writer does meanwhile.

use super::pack::Unpacker;
use super::{ArticleNumber, Error, Known, schema};
use crate::model::{Article, Record};
use rusqlite::{Connection, OptionalExtension, Row};
use std::path::{Path, PathBuf};

/// An article as the store holds it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its number.
    pub number: ArticleNumber,
    /// How often it was written; 1 at first.
    pub version: u32,
    /// The article.
    pub article: Article,
    /// Its records as JSON Lines, exactly as they were extracted.
    pub records: String,
}

impl Stored {
    /// The records, read from their lines.
    pub fn records(&self) -> Result<Vec<Record>, Error> {
        let read: Result<_, _> = self.records.lines().map(serde_json::from_str).collect();
        read.map_err(|error| Error::Damaged { article: self.number, what: error.to_string() })
    }
}

/// How much the store holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles.
    pub articles: i64,
    /// Of them, those whose body only points at an attachment.
    pub stubs: i64,
    /// First and last date.
    pub dates: Option<(String, String)>,
    /// Former versions kept.
    pub history: i64,
    /// Records by kind and status.
    pub records: Vec<Tally>,
}

/// One line of a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// What is counted.
    pub name: String,
    /// A second name beside it.
    pub detail: Option<String>,
    /// How many.
    pub count: i64,
}

/// The store, open for reading. All answers come from the state at the time of opening.
pub struct Reader {
    directory: PathBuf,
    connection: Connection,
    unpacker: std::cell::RefCell<Unpacker>,
}

const COLUMNS: &str = "number, version, id, date, title, source, url, stub, text, records";

impl Reader {
    /// Opens the store in `directory`; a message says how to make one where there is none.
    pub fn open(directory: &Path) -> Result<Self, Error> {
        let connection = schema::open_reader(directory)?;
        // One read transaction: SQLite then shows the same state until the reader is dropped.
        connection
            .execute_batch("BEGIN; SELECT generation FROM state;")
            .map_err(|source| Error::Sql { directory: directory.to_owned(), source })?;
        let unpacker = Unpacker::new().map_err(|source| Error::Io { path: directory.to_owned(), source })?;
        Ok(Self { directory: directory.to_owned(), connection, unpacker: unpacker.into() })
    }

    fn sql<T>(&self, result: rusqlite::Result<T>) -> Result<T, Error> {
        result.map_err(|source| Error::Sql { directory: self.directory.clone(), source })
    }

    /// The numbers of all articles: by date, those without one first, then by id.
    pub fn articles(&self) -> Result<Vec<ArticleNumber>, Error> {
        self.numbers("SELECT number FROM articles ORDER BY date, id")
    }

    /// The numbers of all articles in the order of arrival.
    pub fn arrivals(&self) -> Result<Vec<ArticleNumber>, Error> {
        self.numbers("SELECT number FROM articles ORDER BY number")
    }

    /// As many numbers as can be read, and what then stopped it.
    pub(super) fn reachable(&self, sql: &str) -> (Vec<ArticleNumber>, Option<Error>) {
        let mut numbers = Vec::new();
        let mut read = || -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                numbers.push(row.get(0)?);
            }
            Ok(())
        };
        let error = self.sql(read()).err();
        (numbers, error)
    }

    fn numbers(&self, sql: &str) -> Result<Vec<ArticleNumber>, Error> {
        let read = || self.connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect();
        self.sql(read())
    }

    /// The articles that the store holds, to tell whether they must be read again by this extractor.
    pub fn known(&self, extractor: &str) -> Result<Known, Error> {
        self.sql(Known::read(&self.connection, extractor))
    }

    /// The store's own name and the number of its last commit.
    pub fn state(&self) -> Result<(String, i64), Error> {
        self.sql(
            self.connection.query_row("SELECT name, generation FROM state", [], |row| Ok((row.get(0)?, row.get(1)?))),
        )
    }

    /// The article with this number.
    pub fn get(&self, number: ArticleNumber) -> Result<Option<Stored>, Error> {
        self.one(&format!("SELECT {COLUMNS} FROM articles WHERE number = ?1"), number)
    }

    /// The article with this id.
    pub fn article(&self, id: &str) -> Result<Option<Stored>, Error> {
        self.one(&format!("SELECT {COLUMNS} FROM articles WHERE id = ?1"), id)
    }

    /// The article that holds the record with this id, and the record.
    pub fn record(&self, id: &str) -> Result<Option<(Stored, Record)>, Error> {
        let sql = "SELECT article, position FROM records WHERE id = ?1";
        let found = self.connection.query_row(sql, [id], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?))).optional();
        let Some((number, position)) = self.sql(found)? else { return Ok(None) };
        let Some(stored) = self.get(number)? else { return Ok(None) };
        let record = stored.records()?.into_iter().nth(usize::try_from(position).unwrap_or(usize::MAX));
        Ok(record.map(|record| (stored, record)))
    }

    /// Ids of records that begin like `beginning`, at most `most`.
    pub fn similar_records(&self, beginning: &str, most: usize) -> Result<Vec<String>, Error> {
        let sql = "SELECT id FROM records WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT ?2";
        let read = || self.connection.prepare(sql)?.query_map((beginning, most as i64), |row| row.get(0))?.collect();
        self.sql(read())
    }

    /// The former versions of the article with this id, oldest first.
    pub fn former(&self, id: &str) -> Result<Vec<Stored>, Error> {
        // A version whose text stayed the same for the next one has it there.
        let sql = "SELECT h.article, h.version, a.id, h.date, h.title, h.source, h.url, h.stub,
                coalesce(h.text,
                    (SELECT n.text FROM history n WHERE n.article = h.article AND n.version > h.version
                        AND n.text IS NOT NULL ORDER BY n.version LIMIT 1),
                    a.text),
                h.records
            FROM history h JOIN articles a ON a.number = h.article WHERE a.id = ?1 ORDER BY h.version";
        let mut statement = self.sql(self.connection.prepare(sql))?;
        let mut rows = self.sql(statement.query([id]))?;
        let mut former = Vec::new();
        while let Some(row) = self.sql(rows.next())? {
            former.push(self.stored(row)?);
        }
        Ok(former)
    }

    fn one(&self, sql: &str, key: impl rusqlite::ToSql) -> Result<Option<Stored>, Error> {
        let mut statement = self.sql(self.connection.prepare_cached(sql))?;
        let mut rows = self.sql(statement.query([key]))?;
        match self.sql(rows.next())? {
            Some(row) => self.stored(row).map(Some),
            None => Ok(None),
        }
    }

    fn stored(&self, row: &Row<'_>) -> Result<Stored, Error> {
        let number = self.sql(row.get(0))?;
        let unpacked = |column: usize, name: &str| {
            let packed = self.sql(row.get_ref(column))?;
            let blob = packed.as_blob().map_err(|error| Error::Damaged { article: number, what: error.to_string() })?;
            let text = self.unpacker.borrow_mut().text(blob);
            text.map_err(|what| Error::Damaged { article: number, what: format!("{name}: {what}") })
        };
        let (text, records) = (unpacked(8, "text")?, unpacked(9, "records")?);
        let date: Option<String> = self.sql(row.get(3))?;
        let read = || -> rusqlite::Result<Stored> {
            Ok(Stored {
                number,
                version: row.get(1)?,
                article: Article {
                    id: row.get(2)?,
                    date: date.and_then(|date| date.parse().ok()),
                    title: row.get(4)?,
                    source: row.get(5)?,
                    url: row.get(6)?,
                    text,
                    stub: row.get(7)?,
                },
                records,
            })
        };
        self.sql(read())
    }

    /// How much the store holds.
    pub fn counts(&self) -> Result<Counts, Error> {
        let read = || -> rusqlite::Result<Counts> {
            let number = |sql: &str| self.connection.query_row(sql, [], |row| row.get::<_, i64>(0));
            let dates = "SELECT min(date), max(date) FROM articles";
            let dates = self.connection.query_row(dates, [], |row| {
                Ok(row.get::<_, Option<String>>(0)?.zip(row.get::<_, Option<String>>(1)?))
            })?;
            Ok(Counts {
                articles: number("SELECT count(*) FROM articles")?,
                stubs: number("SELECT count(*) FROM articles WHERE stub")?,
                dates,
                history: number("SELECT count(*) FROM history")?,
                records: self
                    .tallies("SELECT kind, status, count(*) FROM records GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2")?,
            })
        };
        self.sql(read())
    }

    /// The commonest agencies, programmes, kinds of quantity or years of deadline among the targets.
    pub fn most(&self, what: Facet, most: usize) -> Result<Vec<Tally>, Error> {
        let column = match what {
            Facet::Agency => "agency",
            Facet::Program => "program",
            Facet::Dimension => "dimension",
            Facet::DeadlineYear => "substr(last_day, 1, 4)",
        };
        let sql = format!(
            "SELECT {column}, NULL, count(*) FROM records WHERE kind = 'target' AND {column} IS NOT NULL
             GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT {most}"
        );
        self.sql(self.tallies(&sql))
    }

    fn tallies(&self, sql: &str) -> rusqlite::Result<Vec<Tally>> {
        let tally = |row: &Row<'_>| Ok(Tally { name: row.get(0)?, detail: row.get(1)?, count: row.get(2)? });
        self.connection.prepare(sql)?.query_map([], tally)?.collect()
    }
}

/// By what the targets are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// The responsible body.
    Agency,
    /// The programme.
    Program,
    /// Money, count, share …
    Dimension,
    /// The year of the deadline.
    DeadlineYear,
}
