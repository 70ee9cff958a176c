//! Is the store whole? What `mokpyo doctor` asks.

use super::{Error, Reader, database};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// What is wrong with a store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Damage {
    /// What SQLite's own check finds.
    pub database: Vec<String>,
    /// Articles that cannot be unpacked, each with the reason.
    pub articles: Vec<String>,
    /// Articles that can be read.
    pub readable: u64,
}

impl Damage {
    /// Nothing is wrong.
    pub const fn none(&self) -> bool {
        self.database.is_empty() && self.articles.is_empty()
    }
}

/// Checks the database's structure and unpacks every article and record.
pub fn check(directory: &Path) -> Result<Damage, Error> {
    let mut damage = Damage { database: structure(directory), ..Damage::default() };
    let reader = match Reader::open(directory) {
        Ok(reader) => reader,
        Err(error @ Error::Sql { .. }) => {
            damage.database.push(error.to_string());
            return Ok(damage);
        }
        Err(error) => return Err(error),
    };
    let numbers = match reader.arrivals() {
        Ok(numbers) => numbers,
        Err(error) => {
            damage.database.push(error.to_string());
            return Ok(damage);
        }
    };
    for number in numbers {
        let whole = reader.get(number).and_then(|stored| stored.map(|stored| stored.records()).transpose());
        match whole {
            Ok(_) => damage.readable += 1,
            Err(error) => damage.articles.push(error.to_string()),
        }
    }
    Ok(damage)
}

/// SQLite's integrity check, at most twenty findings.
fn structure(directory: &Path) -> Vec<String> {
    let find = || -> rusqlite::Result<Vec<String>> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(database(directory), flags)?;
        let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
        statement.query_map([], |row| row.get(0))?.collect()
    };
    match find() {
        Ok(findings) => findings.into_iter().filter(|finding| finding != "ok").collect(),
        Err(error) => vec![error.to_string()],
    }
}
