//! `mokpyo export`: the store's records and articles, for other programs.

use super::output::{Sink, exporter, stdout};
use super::{Format, Outcome, Shared};
use crate::export::{Export, Filter, Item, OffsetUnit, SafeFile, What, convert};
use crate::index::{Index, Request, Sort, query};
use crate::model::Status;
use crate::store::{self, Reader, Stored};
use anyhow::{Context, Result};
use clap::Args;
use jiff::civil::Date;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  $ mokpyo export targets --format csv --output targets.csv
  $ mokpyo export all --since 2025-01-01 --agency 산업통상부
  $ mokpyo export programs --program 펀드 --format json
  $ mokpyo export targets --query '재생에너지 status:planned' --format table

The order is always the same: by the article's date (those without one first), its id, and the place in it.";

/// Options of `mokpyo export`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// What to export
    #[arg(value_enum)]
    what: What,
    /// Into this file, which is there whole or not at all [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only of articles published on this day or later, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Only of articles published on this day or before
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Only with this in the responsible agency's name
    #[arg(long, value_name = "NAME")]
    agency: Option<String>,
    /// Only with this in the programme's name
    #[arg(long, value_name = "NAME")]
    program: Option<String>,
    /// Only with this status
    #[arg(long, value_parser = status, value_name = "planned|considered|achieved|current|forecast")]
    status: Option<Status>,
    /// Only of articles that this query finds, as `mokpyo search` reads it
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,
    /// What `start` and `end` count
    #[arg(long, value_enum, default_value_t)]
    offsets: OffsetUnit,
}

fn status(word: &str) -> Result<Status, String> {
    serde_json::from_value(word.into()).map_err(|_| "planned, considered, achieved, current or forecast".to_owned())
}

/// Writes what fits, in order; nothing fitting is exit code 1.
pub fn run(shared: &Shared, options: &Options) -> Result<Outcome> {
    let format = shared.format(Format::Jsonl, &[Format::Jsonl, Format::Json, Format::Csv, Format::Table])?;
    let directory = shared.store()?;
    let reader = Reader::open(&directory)?;
    let found = options.query.as_deref().map(|query| found(shared, &directory, &reader, query)).transpose()?;
    let filter = options.filter(found);
    let written = match options.output.as_deref().filter(|path| *path != Path::new("-")) {
        None => write(&reader, options, &filter, exporter(format, Sink::Stdout(stdout()))?)?,
        Some(path) => {
            let name = || format!("cannot write {}", path.display());
            let mut file = SafeFile::create(path).with_context(name)?;
            let written =
                write(&reader, options, &filter, exporter(format, Sink::File(&mut file))?).with_context(name)?;
            file.finish().with_context(name)?;
            shared.say(format_args!("{written} written to {}", path.display()));
            written
        }
    };
    Ok(if written > 0 { Outcome::Done } else { Outcome::Nothing })
}

impl Options {
    fn filter(&self, articles: Option<HashSet<String>>) -> Filter {
        Filter {
            since: self.since,
            until: self.until,
            agency: self.agency.clone(),
            program: self.program.clone(),
            status: self.status,
            articles,
        }
    }
}

/// The ids of all articles that a query finds.
fn found(shared: &Shared, directory: &Path, reader: &Reader, query: &str) -> Result<HashSet<String>> {
    let node = query::parse(query)?;
    let knowledge = shared.knowledge()?;
    let index = Index::open(&store::index(directory), knowledge.words())?;
    let mut searcher = index.searcher(knowledge.analyser(), knowledge.lexicon())?;
    let all = Request { limit: reader.articles()?.len().max(1), sort: Sort::Date, ..Request::default() };
    Ok(searcher.search(&node, &all)?.hits.into_iter().map(|hit| hit.article_id).collect())
}

fn write(reader: &Reader, options: &Options, filter: &Filter, mut out: Box<dyn Export + '_>) -> Result<u64> {
    let mut written = 0;
    for number in reader.articles()? {
        let Some(stored) = reader.get(number)?.filter(|stored| filter.takes_article(&stored.article)) else { continue };
        written += write_one(&stored, options, filter, &mut *out)?;
    }
    out.end()?;
    Ok(written)
}

fn write_one(stored: &Stored, options: &Options, filter: &Filter, out: &mut dyn Export) -> Result<u64> {
    if options.what == What::Articles && !filter.asks_records() {
        out.add(Item::Article(&stored.article))?;
        return Ok(1);
    }
    let mut records = stored.records()?;
    records.retain(|record| filter.takes_record(options.what, record));
    if options.what == What::Articles {
        // An article fits when one of its records does.
        return Ok(if records.is_empty() { 0 } else { out.add(Item::Article(&stored.article)).map(|()| 1)? });
    }
    convert(&mut records, &stored.article.text, options.offsets);
    records.iter().try_for_each(|record| out.add(Item::Record(record)))?;
    Ok(records.len() as u64)
}
