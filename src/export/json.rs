//! JSON Lines and JSON.

use super::{Export, Item};
use std::io::{self, Write};

/// JSON Lines: one object a line.
pub struct JsonLines<W>(pub W);

impl<W: Write> Export for JsonLines<W> {
    fn add(&mut self, item: Item<'_>) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, &item)?;
        self.0.write_all(b"\n")
    }

    fn end(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// One JSON array, an object a line.
pub struct Json<W> {
    out: W,
    before: &'static str,
}

impl<W: Write> Json<W> {
    /// Writes to `out`.
    pub const fn new(out: W) -> Self {
        Self { out, before: "[\n" }
    }
}

impl<W: Write> Export for Json<W> {
    fn add(&mut self, item: Item<'_>) -> io::Result<()> {
        self.out.write_all(self.before.as_bytes())?;
        self.before = ",\n";
        Ok(serde_json::to_writer(&mut self.out, &item)?)
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(if self.before == "[\n" { b"[]\n" } else { b"\n]\n" })?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;

    #[test]
    fn an_array_is_json_whether_empty_or_not() {
        let article = Article {
            id: "a".to_owned(),
            date: None,
            title: None,
            source: None,
            url: None,
            text: "목표".to_owned(),
            stub: false,
        };
        for count in 0..3 {
            let mut json = Json::new(Vec::new());
            for _ in 0..count {
                json.add(Item::Article(&article)).expect("written");
            }
            json.end().expect("written");
            let read: Vec<serde_json::Value> = serde_json::from_slice(&json.out).expect("JSON");
            assert_eq!(read.len(), count);
            assert!(read.iter().all(|value| value["record"] == "article" && value["text"] == "목표"));
        }
    }
}
