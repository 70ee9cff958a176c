//! The side table that gives every word of the dictionary its part of speech without looking into its
//! details: `words.pos`, written when the dictionary is built and mapped when it is opened.
//!
//! A `u32` length and the distinct parts of speech, each ended by a line break; then one `u16` a word,
//! which counts in that list. Little-endian.

use super::super::Error;
use super::super::token::{Pos, Tag};
use std::collections::HashMap;
use std::path::Path;

/// The table's file name.
pub(super) const FILE: &str = "words.pos";

/// The table of words with the tags `all`, in the order of their ids.
pub(super) fn encode<'t>(all: impl Iterator<Item = &'t str>) -> Vec<u8> {
    let mut names = String::new();
    let mut known: HashMap<&str, u16> = HashMap::new();
    let mut codes = Vec::new();
    for tags in all {
        let next = known.len() as u16;
        let code = *known.entry(tags).or_insert_with(|| {
            names.push_str(tags);
            names.push('\n');
            next
        });
        codes.extend(code.to_le_bytes());
    }
    let mut bytes = (names.len() as u32).to_le_bytes().to_vec();
    bytes.extend(names.as_bytes());
    bytes.extend(codes);
    bytes
}

/// Parts of speech by word id.
pub(crate) struct PartsOfSpeech {
    table: memmap2::Mmap,
    codes: usize,
    distinct: Vec<Pos>,
}

impl PartsOfSpeech {
    /// Maps the table of the dictionary in `dir`, which has `words` words.
    pub(crate) fn open(dir: &Path, words: usize) -> Result<Self, Error> {
        let path = dir.join(FILE);
        let table = lindera_dictionary::util::mmap_file(&path).map_err(|e| Error::lindera(&path, e))?;
        let damaged = || Error::damaged(&path, "the table of parts of speech is damaged");
        let length = table.first_chunk().copied().map(u32::from_le_bytes).ok_or_else(damaged)? as usize;
        let names = table.get(4..4 + length).and_then(|n| std::str::from_utf8(n).ok()).ok_or_else(damaged)?;
        let distinct: Vec<Pos> = names.lines().map(Pos::parse).collect();
        if table.len() != 4 + length + 2 * words {
            return Err(damaged());
        }
        Ok(Self { codes: 4 + length, distinct, table })
    }

    /// The part of speech of word `id`.
    pub(crate) fn of(&self, id: u32) -> Pos {
        let at = self.codes + id as usize * 2;
        let code = self.table.get(at..at + 2).map_or(u16::MAX, |b| u16::from_le_bytes([b[0], b[1]]));
        self.distinct.get(usize::from(code)).copied().unwrap_or(Pos::one(Tag::Unknown))
    }
}
