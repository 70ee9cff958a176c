//! CSV that spreadsheets open with Korean intact: UTF-8 with a byte order mark, CRLF.
//!
//! A cell of text that begins like a formula (`= + - @`, tab, carriage return) gets an apostrophe in front:
//! a spreadsheet would run it otherwise, and the text comes from whoever wrote the article.

use super::{Export, Item};
use crate::model::{Article, ArticleRef, Mention, Phrase, Record, Statement};
use std::borrow::Cow;
use std::io::{self, Write};

/// One table for all records; what an item does not have stays empty.
pub struct Csv<W: Write> {
    out: ::csv::Writer<W>,
    columns: Option<&'static [Column]>,
}

impl<W: Write> Csv<W> {
    /// Writes to `out`.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let out = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
        Ok(Self { out, columns: None })
    }
}

impl<W: Write> Export for Csv<W> {
    fn add(&mut self, item: Item<'_>) -> io::Result<()> {
        let columns = match self.columns {
            Some(columns) => columns,
            None => {
                let columns = columns_for(item);
                self.out.write_record(columns.iter().map(|column| column.name))?;
                self.columns = Some(columns);
                columns
            }
        };
        for column in columns {
            let cell = (column.cell)(item).unwrap_or_default();
            self.out.write_field(if column.number { cell } else { guarded(cell) }.as_bytes())?;
        }
        Ok(self.out.write_record(None::<&[u8]>)?)
    }

    fn end(&mut self) -> io::Result<()> {
        if self.columns.is_none() {
            // Nothing found is still a table: its head says so.
            self.out.write_record(RECORD.iter().map(|column| column.name))?;
        }
        self.out.flush()
    }
}

/// `cell`, so that no spreadsheet takes it for a formula.
fn guarded(cell: Cow<'_, str>) -> Cow<'_, str> {
    match cell.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') => Cow::Owned(format!("'{cell}")),
        _ => cell,
    }
}

struct Column {
    name: &'static str,
    /// Written by us as a number: `-3` is no formula.
    number: bool,
    cell: for<'a> fn(Item<'a>) -> Option<Cow<'a, str>>,
}

fn columns_for(item: Item<'_>) -> &'static [Column] {
    match item {
        Item::Record(_) => RECORD,
        Item::Mention(_) => MENTION,
        Item::Article(_) => ARTICLE,
    }
}

const fn text(name: &'static str, cell: for<'a> fn(Item<'a>) -> Option<Cow<'a, str>>) -> Column {
    Column { name, number: false, cell }
}

const fn number(name: &'static str, cell: for<'a> fn(Item<'a>) -> Option<Cow<'a, str>>) -> Column {
    Column { name, number: true, cell }
}

fn record(item: Item<'_>) -> Option<&Record> {
    if let Item::Record(record) = item { Some(record) } else { None }
}

fn statement(item: Item<'_>) -> Option<&Statement> {
    record(item)?.statement()
}

fn place(item: Item<'_>) -> Option<&ArticleRef> {
    record(item).map(Record::article)
}

fn mention(item: Item<'_>) -> Option<&Mention> {
    if let Item::Mention(mention) = item { Some(mention) } else { None }
}

fn article(item: Item<'_>) -> Option<&Article> {
    if let Item::Article(article) = item { Some(article) } else { None }
}

fn some(text: &str) -> Option<Cow<'_, str>> {
    Some(Cow::Borrowed(text))
}

fn maybe(text: Option<&String>) -> Option<Cow<'_, str>> {
    text.map(|text| Cow::Borrowed(text.as_str()))
}

fn print<'a>(value: impl ToString) -> Option<Cow<'a, str>> {
    Some(Cow::Owned(value.to_string()))
}

fn words(phrase: Option<&Phrase>) -> Option<Cow<'_, str>> {
    maybe(phrase.map(|phrase| &phrase.text))
}

const RECORD: &[Column] = &[
    text("record", |item| some(record(item)?.kind().as_str())),
    text("id", |item| some(record(item)?.id())),
    text("article_id", |item| some(&place(item)?.id)),
    text("article_date", |item| maybe(place(item)?.date.as_ref())),
    text("article_title", |item| maybe(place(item)?.title.as_ref())),
    text("article_source", |item| maybe(place(item)?.source.as_ref())),
    text("article_url", |item| maybe(place(item)?.url.as_ref())),
    text("status", |item| some(statement(item)?.status.as_str())),
    text("quantity", |item| some(&statement(item)?.quantity.as_ref()?.text)),
    number("start", |item| print(statement(item)?.quantity.as_ref()?.start)),
    number("end", |item| print(statement(item)?.quantity.as_ref()?.end)),
    number("value", |item| print(statement(item)?.quantity.as_ref()?.value)),
    number("value_max", |item| print(statement(item)?.quantity.as_ref()?.value_max?)),
    text("unit", |item| maybe(statement(item)?.quantity.as_ref()?.unit.as_ref())),
    text("dimension", |item| maybe(statement(item)?.quantity.as_ref()?.dimension.as_ref())),
    text("comparator", |item| some(statement(item)?.quantity.as_ref()?.comparator.as_str())),
    number("from", |item| print(statement(item)?.quantity.as_ref()?.from?)),
    text("delta", |item| print(statement(item)?.quantity.as_ref()?.delta)),
    text("per", |item| maybe(statement(item)?.quantity.as_ref()?.per.as_ref())),
    text("object", |item| words(statement(item)?.object.as_ref())),
    text("program", |item| match record(item)? {
        Record::Program(program) => some(&program.name),
        Record::Target(s) | Record::Figure(s) | Record::Milestone(s) => some(&s.program.as_ref()?.name),
    }),
    text("action", |item| some(&statement(item)?.action.as_ref()?.text)),
    text("deadline", |item| some(&statement(item)?.deadline.as_ref()?.text)),
    text("deadline_from", |item| maybe(statement(item)?.deadline.as_ref()?.from.as_ref())),
    text("deadline_by", |item| maybe(statement(item)?.deadline.as_ref()?.by.as_ref())),
    text("deadline_last_day", |item| maybe(statement(item)?.deadline.as_ref()?.last_day.as_ref())),
    text("deadline_duration", |item| maybe(statement(item)?.deadline.as_ref()?.duration.as_ref())),
    text("baseline", |item| words(statement(item)?.baseline.as_ref())),
    text("of", |item| words(statement(item)?.of.as_ref())),
    text("agency", |item| some(&statement(item)?.agency.as_ref()?.name)),
    text("aliases", |item| match record(item)? {
        Record::Program(program) => print(program.aliases.join("; ")),
        Record::Target(_) | Record::Figure(_) | Record::Milestone(_) => None,
    }),
    text("type", |item| match record(item)? {
        Record::Program(program) => maybe(program.kind.as_ref()),
        Record::Target(_) | Record::Figure(_) | Record::Milestone(_) => None,
    }),
    number("mentions", |item| match record(item)? {
        Record::Program(program) => print(program.mentions.len()),
        Record::Target(_) | Record::Figure(_) | Record::Milestone(_) => None,
    }),
    text("evidence", |item| some(&statement(item)?.evidence.text)),
];

const MENTION: &[Column] = &[
    text("article_id", |item| some(&mention(item)?.article.id)),
    text("kind", |item| some(&mention(item)?.kind)),
    text("text", |item| some(&mention(item)?.text)),
    number("start", |item| print(mention(item)?.start)),
    number("end", |item| print(mention(item)?.end)),
    number("value", |item| print(mention(item)?.value?)),
    number("value_max", |item| print(mention(item)?.value_max?)),
    text("unit", |item| maybe(mention(item)?.unit.as_ref())),
    text("comparator", |item| some(mention(item)?.comparator?.as_str())),
    text("from", |item| maybe(mention(item)?.from.as_ref())),
    text("by", |item| maybe(mention(item)?.by.as_ref())),
    text("first_day", |item| maybe(mention(item)?.first_day.as_ref())),
    text("last_day", |item| maybe(mention(item)?.last_day.as_ref())),
    text("duration", |item| maybe(mention(item)?.duration.as_ref())),
];

const ARTICLE: &[Column] = &[
    text("id", |item| some(&article(item)?.id)),
    text("date", |item| print(article(item)?.date?)),
    text("title", |item| maybe(article(item)?.title.as_ref())),
    text("source", |item| maybe(article(item)?.source.as_ref())),
    text("url", |item| maybe(article(item)?.url.as_ref())),
    text("stub", |item| print(article(item)?.stub)),
    text("text", |item| some(&article(item)?.text)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed_and_korean_survives() {
        let mallory = Article {
            id: "=1+1".to_owned(),
            date: None,
            title: Some("@SUM(A1)".to_owned()),
            source: Some("산업부, \"부\"".to_owned()),
            url: None,
            text: "- 첫째 줄\n둘째 줄".to_owned(),
            stub: false,
        };
        let mut written = Vec::new();
        let mut csv = Csv::new(&mut written).expect("a file");
        csv.add(Item::Article(&mallory)).and_then(|()| csv.end()).expect("written");
        drop(csv);
        let expected = "\u{feff}id,date,title,source,url,stub,text\r\n\
            '=1+1,,'@SUM(A1),\"산업부, \"\"부\"\"\",,false,\"'- 첫째 줄\n둘째 줄\"\r\n";
        assert_eq!(String::from_utf8(written).expect("UTF-8"), expected);
    }
}
