//! The articles' ids. tantivy keeps them delta-coded: to read one, a hundred before it are read. Who asks for many
//! gets them spread out in memory.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use tantivy::columnar::StrColumn;

/// From so many readings on, all ids of a segment are kept. One answer reads fewer.
const MANY: usize = 200;
/// Segments of more ids are never spread out.
const MOST: usize = 2_000_000;

/// The ids of all segments, as far as they were read.
#[derive(Default)]
pub(super) struct Ids {
    read: RefCell<usize>,
    segments: RefCell<HashMap<usize, Vec<Box<str>>>>,
}

impl Ids {
    /// The id with this ordinal of a segment's column.
    pub fn get(&self, segment: usize, column: &StrColumn, ord: u64) -> io::Result<String> {
        let mut segments = self.segments.borrow_mut();
        if let Some(ids) = segments.get(&segment) {
            return Ok(ids.get(ord as usize).map_or_else(String::new, |id| id.to_string()));
        }
        let mut read = self.read.borrow_mut();
        *read += 1;
        if *read > MANY && column.num_terms() <= MOST {
            let mut ids = Vec::with_capacity(column.num_terms());
            let mut terms = column.dictionary().stream()?;
            while terms.advance() {
                ids.push(String::from_utf8_lossy(terms.key()).into());
            }
            segments.insert(segment, ids);
        }
        let mut id = String::new();
        column.ord_to_str(ord, &mut id)?;
        Ok(id)
    }
}
