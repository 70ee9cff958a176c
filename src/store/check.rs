//! Is the store whole, and what can be saved if not? What `mokpyo doctor` asks.

use super::{ArticleNumber, Error, Reader, Stored, database};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// What is wrong with a store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Damage {
    /// What SQLite's own check finds.
    pub database: Vec<String>,
    /// Articles that cannot be read, each with the reason.
    pub articles: Vec<String>,
    /// Articles that can be read, with their records.
    pub readable: u64,
}

impl Damage {
    /// Nothing is wrong.
    pub const fn none(&self) -> bool {
        self.database.is_empty() && self.articles.is_empty()
    }
}

/// Checks the database's structure and unpacks every article and record; `whole` gets those that are.
pub fn check(directory: &Path, mut whole: impl FnMut(Stored)) -> Result<Damage, Error> {
    let mut damage = Damage { database: structure(directory), ..Damage::default() };
    let reader = match Reader::open(directory) {
        Ok(reader) => reader,
        Err(error @ Error::Sql { .. }) => {
            damage.database.push(error.to_string());
            return Ok(damage);
        }
        Err(error) => return Err(error),
    };
    for number in numbers(&reader, &mut damage) {
        let stored = reader.get(number).and_then(|stored| match stored {
            Some(stored) => stored.records().map(|_| Some(stored)),
            None => Ok(None),
        });
        match stored {
            Ok(Some(stored)) => {
                damage.readable += 1;
                whole(stored);
            }
            Ok(None) => {}
            Err(error) => damage.articles.push(error.to_string()),
        }
    }
    Ok(damage)
}

/// The articles' numbers; where the list breaks off in the middle, what can be reached from both ends.
fn numbers(reader: &Reader, damage: &mut Damage) -> Vec<ArticleNumber> {
    let (mut numbers, error) = reader.reachable("SELECT number FROM articles ORDER BY number");
    if let Some(error) = error {
        damage.database.push(error.to_string());
        numbers.extend(reader.reachable("SELECT number FROM articles ORDER BY number DESC").0);
        numbers.sort_unstable();
        numbers.dedup();
    }
    numbers
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
