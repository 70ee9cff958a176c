//! `names.toml` and `names.csv`: which phrases may be a programme's name, and what each piece of evidence counts for when one is
//! judged a name or none.
//!
//! The weights are fitted on annotated releases and written by `benches/verdict/names.py`: a line is a piece of evidence, its
//! points are hundredths of a logit.

use super::weights::each_line;
use super::{Error, Forms, Source};
use crate::model::Span;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The first line of `names.csv`.
const HEAD: [&str; 3] = ["table", "row", "points"];

/// What the tables begin with that are asked only about phrases in quotation marks.
pub const QUOTED: &str = "quoted: ";
/// What the tables begin with that are asked only about phrases without.
pub const UNQUOTED: &str = "unquoted: ";

/// What may be a name, and the weights of all evidence.
pub struct Names {
    /// By their last character.
    proposes: FxHashMap<char, Vec<String>>,
    listed: Forms,
    /// The type of each listed name.
    kinds: Vec<String>,
    /// What a phrase begins with.
    start: i32,
    tables: FxHashMap<Box<str>, FxHashMap<Box<str>, Points>>,
}

/// What a piece of evidence counts for: of any phrase, and on top of that with quotation marks, and without.
#[derive(Default)]
struct Points([Option<i32>; 3]);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    proposes: Vec<String>,
    listed: BTreeMap<String, Vec<String>>,
}

impl Names {
    pub(super) fn parse(source: &Source, weights: &Source) -> Result<Self, Error> {
        let file: File = source.parse()?;
        let mut proposes: FxHashMap<char, Vec<String>> = FxHashMap::default();
        for end in file.proposes {
            if let Some(last) = end.chars().next_back() {
                proposes.entry(last).or_default().push(end);
            }
        }
        let (mut listed, mut kinds) = (Vec::new(), Vec::new());
        for (kind, names) in file.listed {
            kinds.extend(names.iter().map(|_| kind.clone()));
            listed.extend(names);
        }
        let mut names = Self { proposes, listed: Forms::new(listed), kinds, start: 0, tables: FxHashMap::default() };
        names.weigh(weights)?;
        Ok(names)
    }

    /// Reads `names.csv`.
    fn weigh(&mut self, source: &Source) -> Result<(), Error> {
        each_line(source, HEAD, |line| {
            let [table, row, _] = line.cells;
            let points = line.points(2)?;
            if table == "start" {
                self.start = points;
                return Ok(());
            }
            let (table, of) = match (table.strip_prefix(QUOTED), table.strip_prefix(UNQUOTED)) {
                (Some(table), _) => (table, 1),
                (_, Some(table)) => (table, 2),
                _ => (table, 0),
            };
            let all = self.tables.entry(table.into()).or_default().entry(row.into()).or_default();
            match all.0[of].replace(points) {
                Some(_) => Err(line.mistake(1, "this row stands here twice")),
                None => Ok(()),
            }
        })
    }

    /// Whether an unquoted compound that ends so is worth being judged, besides the endings of `programs.toml`.
    pub fn proposes(&self, compound: &str) -> bool {
        let last = compound.chars().next_back();
        let ends = last.and_then(|last| self.proposes.get(&last));
        ends.is_some_and(|ends| ends.iter().any(|end| compound.ends_with(end.as_str())))
    }

    /// The listed names in `text`, with their type.
    pub fn find_listed<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Span, &'a str)> + 'a {
        self.listed.find(text).map(|(span, form)| (span, self.kinds[form].as_str()))
    }

    /// What every phrase begins with, in hundredths of a logit.
    pub const fn start(&self) -> i32 {
        self.start
    }

    /// What a piece of evidence counts for; 0 where the file has no row for it.
    pub fn weight(&self, table: &str, row: &str, quoted: bool) -> i32 {
        let Some(Points([all, with, without])) = self.tables.get(table).and_then(|rows| rows.get(row)) else {
            return 0;
        };
        all.unwrap_or(0) + if quoted { with } else { without }.unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(weights: &str) -> Result<Names, Error> {
        let source = |name: &'static str, text: &str| Source { name, file: name.into(), text: text.to_owned().into() };
        let list = "proposes = [\"자금\", \"상품\"]\n[listed]\nlaw = [\"병역법\"]\n";
        Names::parse(&source("names.toml", list), &source("names.csv", weights))
    }

    #[test]
    fn weights_are_found_by_table_and_row() {
        let names = parse(
            "# fitted\ntable,row,points\nstart,,-50\nlast word,사업,12\nquoted: last word,사업,5\nend,\"다, 라\",-1\n",
        )
        .expect("sound");
        assert_eq!(names.start(), -50);
        assert_eq!(names.weight("last word", "사업", false), 12);
        assert_eq!(names.weight("last word", "사업", true), 17);
        assert_eq!(names.weight("end", "다, 라", true), -1);
        assert_eq!(names.weight("last word", "말", true), 0);
        assert_eq!(names.weight("no table", "사업", false), 0);
    }

    #[test]
    fn listed_names_and_endings_are_found() {
        let names = parse("table,row,points\n").expect("sound");
        let found: Vec<_> = names.find_listed("옛 병역법상").collect();
        assert_eq!(found, [(Span::new(4, 13), "law")]);
        assert!(names.proposes("스마트팜 종합자금") && !names.proposes("스마트팜"));
    }

    #[test]
    fn mistakes_are_pointed_at() {
        for (wrong, message) in [
            ("table,row\n", "3 cells"),
            ("a,b,c\n", "the first line is"),
            ("table,row,points\nend,다,many\n", "whole number"),
            ("table,row,points\nend,다,1\nend,다,1\n", "twice"),
        ] {
            let error = parse(wrong).err().expect(wrong).to_string();
            assert!(error.contains(message) && error.starts_with("names.csv:"), "{error}");
        }
    }
}
