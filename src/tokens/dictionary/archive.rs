//! Reads the source form of mecab-ko-dic (`*.csv`, `matrix.def`, `char.def`, `unk.def`), as lindera's site
//! offers it in a tar archive.

use super::super::Error;
use super::source::{Category, Entry, Matrix, Source, Unknown};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// Collects the files of a source dictionary in whatever order they come.
pub(super) struct Reader<'p> {
    /// Named in errors.
    path: &'p Path,
    rows: Vec<(String, Vec<Entry>)>,
    features: Vec<String>,
    known: HashMap<String, u32>,
    matrix: Option<Matrix>,
    categories: Vec<Category>,
    characters: Vec<u8>,
    unknown: Vec<(String, Unknown)>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(path: &'p Path) -> Self {
        Self {
            path,
            rows: Vec::new(),
            features: Vec::new(),
            known: HashMap::new(),
            matrix: None,
            categories: Vec::new(),
            characters: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// Reads one file of the dictionary; files that are none of it are passed over.
    pub(super) fn file(&mut self, name: &str, content: &mut dyn Read) -> Result<(), Error> {
        match name {
            "matrix.def" => self.matrix = Some(self.read_matrix(content)?),
            "char.def" => self.read_characters(content)?,
            "unk.def" => {
                for row in self.read_rows(name, content)? {
                    let feature = self.features[row.feature as usize].clone();
                    let unknown = Unknown { left: row.left, right: row.right, cost: row.cost, feature };
                    self.unknown.push((row.surface, unknown));
                }
            }
            name if name.ends_with(".csv") => {
                let rows = self.read_rows(name, content)?;
                self.rows.push((name.to_owned(), rows));
            }
            _ => {}
        }
        Ok(())
    }

    /// The dictionary, once all files are read.
    pub(super) fn finish(mut self) -> Result<Source, Error> {
        let missing = |name: &str| Error::damaged(self.path, format!("{name} is missing"));
        let matrix = self.matrix.take().ok_or_else(|| missing("matrix.def"))?;
        if self.categories.is_empty() {
            return Err(missing("char.def"));
        }
        for (name, unknown) in std::mem::take(&mut self.unknown) {
            let category = self.categories.iter_mut().find(|c| c.name == name);
            let path = self.path;
            let category = category.ok_or_else(|| Error::damaged(path, format!("unk.def: no category {name}")))?;
            category.unknown.push(unknown);
        }
        // by file and row, then by surface: the order does not depend on the archive's
        self.rows.sort_by(|a, b| a.0.cmp(&b.0));
        let mut entries: Vec<Entry> = self.rows.into_iter().flat_map(|(_, rows)| rows).collect();
        entries.sort_by(|a, b| a.surface.cmp(&b.surface));
        let source = Source {
            entries,
            features: self.features,
            matrix,
            categories: self.categories,
            characters: self.characters,
        };
        source.validate(self.path)
    }

    fn damaged(&self, name: &str, line: u64, reason: &str) -> Error {
        Error::damaged(self.path, format!("{name}, line {line}: {reason}"))
    }

    /// Rows of `surface,left,right,cost,feature…`.
    fn read_rows(&mut self, name: &str, content: &mut dyn Read) -> Result<Vec<Entry>, Error> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(content);
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|e| Error::damaged(self.path, format!("{name}: {e}")))?;
            let line = record.position().map_or(0, csv::Position::line);
            let number = |i: usize| record.get(i).map(str::trim);
            let left = number(1).and_then(|n| n.parse().ok());
            let right = number(2).and_then(|n| n.parse().ok());
            let cost = number(3).and_then(|n| n.parse().ok());
            let (Some(left), Some(right), Some(cost), Some(surface)) = (left, right, cost, record.get(0)) else {
                return Err(self.damaged(name, line, "not a row of surface, context ids, cost and features"));
            };
            let feature: Vec<String> = record.iter().skip(4).map(quoted).collect();
            let feature = self.feature(feature.join(","));
            rows.push(Entry { surface: surface.to_owned(), left, right, cost, feature });
        }
        Ok(rows)
    }

    fn feature(&mut self, feature: String) -> u32 {
        if let Some(index) = self.known.get(&feature) {
            return *index;
        }
        let index = self.features.len() as u32;
        self.features.push(feature.clone());
        self.known.insert(feature, index);
        index
    }

    /// `matrix.def`: the two sizes, then a line `right left cost` for each cell.
    fn read_matrix(&self, content: &mut dyn Read) -> Result<Matrix, Error> {
        let name = "matrix.def";
        let mut lines = BufReader::with_capacity(1 << 16, content);
        let mut text = String::new();
        let mut line = 0u64;
        let mut next = |text: &mut String| -> Result<bool, Error> {
            text.clear();
            line += 1;
            let read = lines.read_line(text).map_err(|e| self.damaged(name, line, &e.to_string()))?;
            Ok(read > 0)
        };
        next(&mut text)?;
        let mut sizes = text.split_whitespace().map(|n| n.parse::<u16>().ok());
        let (Some(Some(rights)), Some(Some(lefts))) = (sizes.next(), sizes.next()) else {
            return Err(self.damaged(name, 1, "not the two sizes of the matrix"));
        };
        let mut costs = vec![0u8; usize::from(rights) * usize::from(lefts) * 2];
        let mut at = 1;
        while next(&mut text)? {
            at += 1;
            let mut fields = text.split_ascii_whitespace();
            let right = fields.next().and_then(|n| n.parse::<u16>().ok()).filter(|n| *n < rights);
            let left = fields.next().and_then(|n| n.parse::<u16>().ok()).filter(|n| *n < lefts);
            let cost = fields.next().and_then(|n| n.parse::<i16>().ok());
            let (Some(right), Some(left), Some(cost)) = (right, left, cost) else {
                if text.trim().is_empty() {
                    continue;
                }
                return Err(self.damaged(name, at, "not two context ids and a cost"));
            };
            let cell = (usize::from(right) + usize::from(rights) * usize::from(left)) * 2;
            costs[cell..cell + 2].copy_from_slice(&cost.to_le_bytes());
        }
        Ok(Matrix { rights, lefts, costs })
    }

    /// `char.def`: `NAME invoke group length`, then `0xFROM..0xTO NAME …`, of which the first name is the
    /// default category and a later line overrules an earlier one, as in MeCab.
    fn read_characters(&mut self, content: &mut dyn Read) -> Result<(), Error> {
        let name = "char.def";
        let mut text = String::new();
        content.read_to_string(&mut text).map_err(|e| self.damaged(name, 0, &e.to_string()))?;
        let mut ranges: Vec<(u16, u16, u64, String)> = Vec::new();
        for (line, content) in (1u64..).zip(text.lines()) {
            let content = content.split('#').next().unwrap_or_default();
            let mut fields = content.split_whitespace();
            let Some(first) = fields.next() else { continue };
            if first.starts_with("0x") {
                let (from, to) = first.split_once("..").unwrap_or((first, first));
                let code = |text: &str| u16::from_str_radix(text.trim_start_matches("0x"), 16).ok();
                let (Some(from), Some(to), Some(category)) = (code(from), code(to), fields.next()) else {
                    return Err(self.damaged(name, line, "not a range of characters and a category"));
                };
                ranges.push((from, to, line, category.to_owned()));
                continue;
            }
            let mut number = || fields.next().and_then(|n| n.parse::<u8>().ok());
            let (Some(invoke), Some(group), Some(length)) = (number(), number(), number()) else {
                return Err(self.damaged(name, line, "not a category with invoke, group and length"));
            };
            let (invoke, group) = (invoke == 1, group == 1);
            self.categories.push(Category { name: first.to_owned(), invoke, group, length, unknown: Vec::new() });
        }
        let index = |wanted: &str| self.categories.iter().position(|c| c.name == wanted).map(|i| i as u8);
        let default = index("DEFAULT").ok_or_else(|| self.damaged(name, 0, "the category DEFAULT is missing"))?;
        let mut characters = vec![default; 0xffff];
        for (from, to, line, category) in ranges {
            let category = index(&category).ok_or_else(|| self.damaged(name, line, "an unknown category"))?;
            let to = usize::from(to).min(characters.len() - 1);
            if let Some(range) = characters.get_mut(usize::from(from)..=to) {
                range.fill(category);
            }
        }
        self.characters = characters;
        Ok(())
    }
}

/// A field as a feature string holds it: in quotation marks if it has a comma.
fn quoted(field: &str) -> String {
    if field.contains(',') { format!("\"{field}\"") } else { field.to_owned() }
}
