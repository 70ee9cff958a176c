//! `verdict.csv` and `choice.csv`: what each piece of evidence counts for when a number is judged and its fields are chosen.
//!
//! Both are fitted on annotated releases and written by `benches/verdict/fit.py`: a line is a piece of evidence, its points are
//! hundredths of a logit. They can be edited as a spreadsheet; a mistake is reported with its line and column.

use super::{Error, Origin, Source};
use rustc_hash::FxHashMap;

/// What a piece of evidence counts for against “neither”, in hundredths of a logit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Weight {
    /// For a target.
    pub target: i32,
    /// For a figure.
    pub figure: i32,
}

/// The weights of the evidence on what a number is.
pub struct Verdict {
    /// What a number begins with.
    pub start: Weight,
    /// What the reasons begin with for which the rules drop a number and evidence may keep it.
    overruled: Vec<String>,
    tables: Tables<(Weight, Origin)>,
}

/// The weights of the evidence on a target's fields.
pub struct Choice {
    fields: FxHashMap<Box<str>, Tables<i32>>,
}

type Tables<T> = FxHashMap<Box<str>, FxHashMap<Box<str>, T>>;

impl Verdict {
    pub(super) fn parse(source: &Source) -> Result<Self, Error> {
        let mut verdict = Self { start: Weight::default(), overruled: Vec::new(), tables: Tables::default() };
        each_line(source, ["table", "row", "target", "figure"], |line| {
            let [table, row, ..] = line.cells;
            let weight = Weight { target: line.points(2)?, figure: line.points(3)? };
            match table {
                "start" => verdict.start = weight,
                "overruled" => verdict.overruled.push(row.to_owned()),
                _ => {
                    let origin = source.origin(&line.at);
                    if verdict.tables.entry(table.into()).or_default().insert(row.into(), (weight, origin)).is_some() {
                        return Err(line.mistake(1, "this row stands here twice"));
                    }
                }
            }
            Ok(())
        })?;
        Ok(verdict)
    }

    /// Whether evidence may keep a number that the rules drop for this reason. It may not where the number is certainly
    /// no statement (a denial, a start value, a foreign body's).
    pub fn may_overrule(&self, reason: &str) -> bool {
        self.overruled.iter().any(|begins| reason.starts_with(begins.as_str()))
    }

    /// What a piece of evidence counts for; nothing where the file has no row for it.
    pub fn weight(&self, table: &str, row: &str) -> Option<Weight> {
        Some(self.tables.get(table)?.get(row)?.0)
    }

    /// Where the file has the row.
    pub fn origin(&self, table: &str, row: &str) -> Option<Origin> {
        Some(self.tables.get(table)?.get(row)?.1)
    }
}

impl Choice {
    pub(super) fn parse(source: &Source) -> Result<Self, Error> {
        let mut fields: FxHashMap<Box<str>, Tables<i32>> = FxHashMap::default();
        each_line(source, ["field", "table", "row", "points"], |line| {
            let [field, table, row, _] = line.cells;
            if !matches!(field, "deadline" | "action" | "object") {
                return Err(line.mistake(0, "a field is deadline, action or object"));
            }
            let rows = fields.entry(field.into()).or_default().entry(table.into()).or_default();
            match rows.insert(row.into(), line.points(3)?) {
                Some(_) => Err(line.mistake(2, "this row stands here twice")),
                None => Ok(()),
            }
        })?;
        Ok(Self { fields })
    }

    /// What a piece of evidence counts for; 0 where the file has no row for it.
    pub fn weight(&self, field: &str, table: &str, row: &str) -> i32 {
        let rows = || self.fields.get(field)?.get(table);
        rows().and_then(|rows| rows.get(row)).copied().unwrap_or(0)
    }
}

/// A line of a table of weights, with `N` cells.
pub(super) struct Line<'l, const N: usize> {
    source: &'l Source,
    pub(super) cells: [&'l str; N],
    /// Its bytes in the file.
    at: std::ops::Range<usize>,
}

impl<const N: usize> Line<'_, N> {
    /// The points in cell `index`.
    pub(super) fn points(&self, index: usize) -> Result<i32, Error> {
        self.cells[index].parse().map_err(|_| self.mistake(index, "points are a whole number, such as 12 or -7"))
    }

    /// A mistake in cell `index`.
    pub(super) fn mistake(&self, index: usize, message: &str) -> Error {
        let line = &self.source.text[self.at.clone()];
        let cell = self.cells[index];
        let at = self.at.start + if cell.is_empty() { 0 } else { line.find(cell).unwrap_or(0) };
        self.source.mistake(at..at + cell.len().max(1), message)
    }
}

/// Hands every line behind the head to `take`.
pub(super) fn each_line<const N: usize>(
    source: &Source,
    head: [&str; N],
    mut take: impl FnMut(&Line<'_, N>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .from_reader(source.text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut first = true;
    loop {
        let start = (reader.position().byte() as usize).min(source.text.len());
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) => return Err(source.mistake(start..start, error.to_string())),
        }
        let start = record.position().map_or(start, |at| at.byte() as usize);
        let at = start..(reader.position().byte() as usize).min(source.text.len());
        if record.len() != N {
            return Err(source.mistake(at, format!("a line has {N} cells: {}", head.join(","))));
        }
        let cells: [&str; N] = std::array::from_fn(|i| record.get(i).unwrap_or_default());
        if first && cells != head {
            return Err(source.mistake(at, format!("the first line is {}", head.join(","))));
        }
        if !std::mem::take(&mut first) {
            take(&Line { source, cells, at })?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source { name: "verdict.csv", file: "verdict.csv".into(), text: text.to_owned().into() }
    }

    #[test]
    fn weights_are_found_by_table_and_row() {
        let text = "# fitted\ntable,row,target,figure\nstart,,-50,-100\noverruled,a count,0,0\nunit,개,12,-7\nend,\"다, 라\",1,2\n";
        let verdict = Verdict::parse(&source(text)).expect("the rows are sound");
        assert_eq!(verdict.start, Weight { target: -50, figure: -100 });
        assert_eq!(verdict.weight("unit", "개"), Some(Weight { target: 12, figure: -7 }));
        assert_eq!(verdict.weight("end", "다, 라"), Some(Weight { target: 1, figure: 2 }));
        assert_eq!(verdict.weight("unit", "명"), None);
        assert!(verdict.may_overrule("a count at an occasion") && !verdict.may_overrule("a denial"));
        assert_eq!(verdict.origin("unit", "개").map(|origin| source(text).place(origin).line), Some(5));
    }

    #[test]
    fn choices_are_found_by_field_table_and_row() {
        let choice = Choice::parse(&source("field,table,row,points\ndeadline,role,Until,12\n")).expect("sound");
        assert_eq!(choice.weight("deadline", "role", "Until"), 12);
        assert_eq!(choice.weight("object", "role", "Until"), 0);
    }

    #[test]
    fn mistakes_are_pointed_at() {
        let head = "table,row,target,figure\n";
        for (text, message, place) in [
            ("table,row,target\n".to_owned(), "4 cells", "1:1"),
            ("a,b,c,d\n".to_owned(), "the first line is", "1:1"),
            (format!("{head}unit,개,12,many\n"), "whole number", "2:11"),
            (format!("{head}unit,개,1,2\nunit,개,1,2\n"), "twice", "3:6"),
        ] {
            let error = Verdict::parse(&source(&text)).err().expect(&text).to_string();
            assert!(error.contains(message) && error.starts_with(&format!("verdict.csv:{place}")), "{error}");
        }
        let error =
            Choice::parse(&source("field,table,row,points\ncolour,a,b,1\n")).err().expect("no field").to_string();
        assert!(error.contains("deadline, action or object"), "{error}");
    }
}
