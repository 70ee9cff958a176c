//! Tables for people: one an article, under its headline.

use super::{Export, Item};
use crate::model::{Article, ArticleRef, Mention, ProgramRecord, Record, RecordKind, Statement};
use comfy_table::{CellAlignment, ContentArrangement, presets};
use std::io::{self, Write};

/// Writes tables as wide as the terminal, or as wide as they need to be elsewhere.
pub struct Table<W> {
    out: W,
    /// The article whose rows are being gathered.
    id: Option<String>,
    title: String,
    head: &'static [&'static str],
    rows: Vec<Vec<String>>,
    programs: Vec<String>,
    written: bool,
}

const STATEMENTS: &[&str] = &["", "quantity", "what", "action", "by", "programme", "agency"];
const MENTIONS: &[&str] = &["kind", "text", "value", "unit", "from", "by", "at"];
const ARTICLES: &[&str] = &["id", "date", "title", "source", "characters"];

impl<W: Write> Table<W> {
    /// Writes to `out`.
    pub const fn new(out: W) -> Self {
        Self { out, id: None, title: String::new(), head: &[], rows: Vec::new(), programs: Vec::new(), written: false }
    }

    /// Writes what was gathered when `id` is another article's.
    fn turn_to(&mut self, id: &str, head: &'static [&'static str], title: impl FnOnce() -> String) -> io::Result<()> {
        if self.id.as_deref() != Some(id) {
            self.write()?;
            (self.id, self.head, self.title) = (Some(id.to_owned()), head, title());
        }
        Ok(())
    }

    fn write(&mut self) -> io::Result<()> {
        if self.rows.is_empty() && self.programs.is_empty() {
            return Ok(());
        }
        if self.written {
            writeln!(self.out)?;
        }
        self.written = true;
        if !self.title.is_empty() {
            writeln!(self.out, "{}", self.title)?;
        }
        if !self.rows.is_empty() {
            writeln!(self.out, "{}", lay_out(self.head, std::mem::take(&mut self.rows)))?;
        }
        if !self.programs.is_empty() {
            writeln!(self.out, "  programmes: {}", std::mem::take(&mut self.programs).join(" · "))?;
        }
        Ok(())
    }
}

/// A table without borders; Hangul counts as two columns.
pub fn lay_out(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut table = comfy_table::Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    if head.iter().any(|name| !name.is_empty()) {
        table.set_header(head);
    }
    table.add_rows(rows);
    for (column, name) in table.column_iter_mut().zip(head) {
        column.set_padding((1, 1));
        if matches!(*name, "quantity" | "value" | "count" | "characters") {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}

impl<W: Write> Export for Table<W> {
    fn add(&mut self, item: Item<'_>) -> io::Result<()> {
        match item {
            Item::Record(record) => {
                self.turn_to(&record.article().id, STATEMENTS, || headline(record.article()))?;
                match record {
                    Record::Program(program) => self.programs.push(program_words(program)),
                    Record::Target(s) | Record::Figure(s) | Record::Milestone(s) => {
                        self.rows.push(statement_row(record.kind(), s));
                    }
                }
            }
            Item::Mention(mention) => {
                self.turn_to(&mention.article.id, MENTIONS, || mention.article.id.clone())?;
                self.rows.push(mention_row(mention));
            }
            Item::Article(article) => {
                self.turn_to("", ARTICLES, String::new)?;
                self.rows.push(article_row(article));
            }
        }
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        self.write()?;
        self.out.flush()
    }
}

fn headline(article: &ArticleRef) -> String {
    let parts = [article.date.as_deref(), article.title.as_deref().or(Some(&article.id)), article.source.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
}

fn statement_row(kind: RecordKind, statement: &Statement) -> Vec<String> {
    let status = match kind {
        RecordKind::Milestone => "milestone",
        RecordKind::Target | RecordKind::Figure | RecordKind::Program => statement.status.as_str(),
    };
    let quantity = statement.quantity.as_ref();
    let from = quantity.and_then(|q| q.from).map(|from| format!("{from} → ")).unwrap_or_default();
    vec![
        status.to_owned(),
        quantity.map(|quantity| from + &quantity.text).unwrap_or_default(),
        statement.object.as_ref().map(|object| object.text.clone()).unwrap_or_default(),
        statement.action.as_ref().map(|action| action.text.clone()).unwrap_or_default(),
        statement.deadline.as_ref().and_then(|d| d.by.clone().or_else(|| d.duration.clone())).unwrap_or_default(),
        statement.program.as_ref().map(|program| program.name.clone()).unwrap_or_default(),
        statement.agency.as_ref().map(|agency| agency.name.clone()).unwrap_or_default(),
    ]
}

fn program_words(program: &ProgramRecord) -> String {
    match program.aliases.as_slice() {
        [] => program.name.clone(),
        aliases => format!("{} ({})", program.name, aliases.join(", ")),
    }
}

fn mention_row(mention: &Mention) -> Vec<String> {
    let value = match (mention.value, mention.value_max) {
        (Some(value), Some(most)) => format!("{value}–{most}"),
        (Some(value), None) => value.to_string(),
        (None, _) => mention.duration.clone().unwrap_or_default(),
    };
    vec![
        mention.kind.clone(),
        mention.text.clone(),
        value,
        mention.unit.clone().unwrap_or_default(),
        mention.from.clone().unwrap_or_default(),
        mention.by.clone().unwrap_or_default(),
        format!("{}–{}", mention.start, mention.end),
    ]
}

fn article_row(article: &Article) -> Vec<String> {
    vec![
        article.id.clone(),
        article.date.map(|date| date.to_string()).unwrap_or_default(),
        article.title.clone().unwrap_or_default(),
        article.source.clone().unwrap_or_default(),
        article.text.chars().count().to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_straight_although_hangul_is_two_columns_wide() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let table = lay_out(&["what", "count"], vec![row(["공장", "5"]), row(["abcd", "12"])]);
        assert_eq!(table, " what  count\n 공장      5\n abcd     12");
    }
}
