//! The tables, and the way from older ones.

use super::{Error, database};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// The version of the tables, kept in SQLite's `user_version`.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// Marks a SQLite file as ours (`mkpy`).
const APPLICATION_ID: i64 = 0x6d6b_7079;

/// Step *n* leads from version *n* to *n + 1*. Steps are never edited, only added.
const MIGRATIONS: &[&str] = &[include_str!("schema/1.sql")];

/// How long to wait for another process that holds SQLite's own lock for a moment.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens the store for its only writer, creates it where there is none, and migrates an older one.
pub fn open_writer(directory: &Path) -> Result<Connection, Error> {
    let sql = |source| Error::Sql { directory: directory.to_owned(), source };
    let path = database(directory);
    let mut connection = Connection::open(&path).map_err(sql)?;
    connection.busy_timeout(PATIENCE).map_err(sql)?;
    let found = version(&connection, directory)?;
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL; -- a commit that we spoke of survives a power cut
             PRAGMA cache_size = -16384;
             PRAGMA wal_autocheckpoint = 4000;
             PRAGMA journal_size_limit = 67108864;
             PRAGMA foreign_keys = ON;",
        )
        .map_err(sql)?;
    match found {
        Some(SCHEMA_VERSION) => {}
        found => migrate(&mut connection, directory, found.unwrap_or(0), MIGRATIONS)?,
    }
    Ok(connection)
}

/// Opens the store for reading; also on a read-only disk.
pub fn open_reader(directory: &Path) -> Result<Connection, Error> {
    let path = database(directory);
    if !path.exists() {
        return Err(Error::Missing(directory.to_owned()));
    }
    let sql = |source| Error::Sql { directory: directory.to_owned(), source };
    let connection = readable(&path).map_err(sql)?;
    connection.busy_timeout(PATIENCE).map_err(sql)?;
    match version(&connection, directory)? {
        Some(SCHEMA_VERSION) => Ok(connection),
        Some(found) => Err(Error::Older { directory: directory.to_owned(), found, known: SCHEMA_VERSION }),
        None => Err(Error::Missing(directory.to_owned())),
    }
}

/// A connection that can read. In a directory without write permission SQLite cannot make the shared memory
/// of its write-ahead log; when there is no such log either, nobody writes, and the file can be read as it is.
fn readable(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let test = |connection: Connection| -> rusqlite::Result<Connection> {
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    };
    let log = path.with_extension("db-wal");
    match Connection::open_with_flags(path, flags).and_then(test) {
        Err(_) if std::fs::metadata(log).map_or(true, |log| log.len() == 0) => {
            let address = format!("file:{}?immutable=1", escaped(path));
            Connection::open_with_flags(address, flags).and_then(test)
        }
        other => other,
    }
}

fn escaped(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// The store's version; `None` for an empty file.
fn version(connection: &Connection, directory: &Path) -> Result<Option<i64>, Error> {
    let sql = |source| Error::Sql { directory: directory.to_owned(), source };
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(sql);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(sql)?;
    if tables == 0 {
        return Ok(None);
    }
    if number("application_id")? != APPLICATION_ID {
        return Err(Error::Foreign(database(directory)));
    }
    let found = number("user_version")?;
    if found > SCHEMA_VERSION {
        return Err(Error::Newer { directory: directory.to_owned(), found, known: SCHEMA_VERSION });
    }
    Ok(Some(found))
}

/// Brings the tables to the last of `steps` in one transaction; a copy of an older store is kept beside it.
fn migrate(connection: &mut Connection, directory: &Path, from: i64, steps: &[&str]) -> Result<(), Error> {
    let sql = |source| Error::Sql { directory: directory.to_owned(), source };
    if from > 0 {
        keep_copy(connection, directory, from)?;
    }
    let transaction = connection.transaction().map_err(sql)?;
    for step in steps.iter().skip(usize::try_from(from).unwrap_or(0)) {
        transaction.execute_batch(step).map_err(sql)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(sql)?;
    transaction.pragma_update(None, "user_version", steps.len() as i64).map_err(sql)?;
    transaction.commit().map_err(sql)
}

/// Copies the store of version `from` to `mokpyo.db.version-…`: written beside, then moved in.
fn keep_copy(connection: &Connection, directory: &Path, from: i64) -> Result<(), Error> {
    let copy = directory.join(format!("mokpyo.db.version-{from}"));
    let beside = directory.join(format!("mokpyo.db.version-{from}.part"));
    let io = |source| Error::Io { path: copy.clone(), source };
    if beside.exists() {
        std::fs::remove_file(&beside).map_err(io)?; // a half copy of a run that was killed
    }
    connection
        .backup("main", &beside, None::<fn(rusqlite::backup::Progress)>)
        .map_err(|source| Error::Sql { directory: directory.to_owned(), source })?;
    std::fs::rename(&beside, &copy).map_err(io)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_store_is_migrated_and_its_copy_kept() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let place = directory.path();
        let mut connection = open_writer(place).expect("a new store");
        connection.execute("INSERT INTO extractors VALUES (7, 'old')", []).expect("a row");
        let steps = [MIGRATIONS, &["ALTER TABLE extractors ADD COLUMN remark TEXT DEFAULT 'migrated'"]].concat();
        migrate(&mut connection, place, SCHEMA_VERSION, &steps).expect("migrated");

        let remark: String =
            connection.query_row("SELECT remark FROM extractors WHERE number = 7", [], |row| row.get(0)).expect("it");
        assert_eq!(remark, "migrated");
        let copy = Connection::open(place.join(format!("mokpyo.db.version-{SCHEMA_VERSION}"))).expect("a copy");
        assert_eq!(version(&copy, place).expect("a store"), Some(SCHEMA_VERSION));
        let kept: String = copy.query_row("SELECT fingerprint FROM extractors", [], |row| row.get(0)).expect("the row");
        assert_eq!(kept, "old");
        // And this program, which knows one version less, refuses the migrated one.
        drop(connection);
        for error in [open_writer(place).expect_err("newer"), open_reader(place).expect_err("newer")] {
            assert!(error.to_string().contains("use a newer mokpyo"), "{error}");
        }
    }

    #[test]
    fn a_migration_that_fails_leaves_the_store_as_it_was() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let mut connection = open_writer(directory.path()).expect("a new store");
        let steps = [MIGRATIONS, &["CREATE TABLE halfway (x); SELECT no_such_function()"]].concat();
        assert!(migrate(&mut connection, directory.path(), SCHEMA_VERSION, &steps).is_err());
        drop(connection);
        let connection = open_writer(directory.path()).expect("still a store");
        let tables = "SELECT count(*) FROM sqlite_schema WHERE name = 'halfway'";
        assert_eq!(connection.query_row(tables, [], |row| row.get::<_, i64>(0)), Ok(0));
    }

    #[test]
    fn a_foreign_file_is_left_alone() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = database(directory.path());
        Connection::open(&path).and_then(|c| c.execute_batch("CREATE TABLE recipes (x)")).expect("a foreign file");
        let before = std::fs::read(&path).expect("its bytes");
        assert!(matches!(open_writer(directory.path()), Err(Error::Foreign(_))));
        assert_eq!(std::fs::read(&path).expect("its bytes"), before);
    }
}
