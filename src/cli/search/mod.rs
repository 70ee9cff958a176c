//! `mokpyo search`: ranked articles, targets or programmes.

mod batch;
mod json;
pub mod more_like;
mod opened;
mod shown;
mod table;
mod wrap;

pub use opened::Opened;

use super::output::stdout;
use super::{Format, Outcome, Shared};
use crate::index::query::{Node, QueryError, parse};
use crate::index::{FacetName, Request, Scope, Sort};
use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::PathBuf;

const EXAMPLES: &str = "\
The query:
  반도체 수출                     words side by side are ranked; articles with all of them come first
  \"AI 팩토리\"                     a phrase, in any spacing
  반도체 AND (수출 OR 생산) -미국    AND, OR, NOT or -, brackets
  반도체*                         words that begin like this
  title:예산  program:펀드  agency:산업통상부  source:  unit:원  status:planned|considered|achieved|current|forecast
  date:2025-01..2025-12  deadline:..2030  value:>1조  value:100억..200억원

Conditions on targets that stand together (value: unit: status: deadline: agency: program:) are asked of one target;
with --in programs, of a target in the same article.
Amounts and days are the same however they are written: 3조5000억 and 3.5조, 30% and 30퍼센트, 3월 9일 and 3.9.
A word that no article holds is corrected where one syllable is wrong, and the answer says so.

Examples:
  $ mokpyo search 'AI 팩토리'
  $ mokpyo search 'value:>1조 unit:원 deadline:..2030' --sort value
  $ mokpyo search --in targets '전기차 status:planned' --format jsonl
  $ mokpyo search '반도체' --facets agency,deadline_year";

/// Options of `mokpyo search`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// What to look for
    #[arg(value_name = "QUERY", required_unless_present = "queries", conflicts_with = "queries")]
    query: Vec<String>,
    /// Hits of a page
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    limit: u32,
    /// Which page of hits
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    page: u32,
    /// In which order
    #[arg(long, value_enum, default_value_t = Order::Relevance)]
    sort: Order,
    /// What to find
    #[arg(long = "in", value_name = "WHAT", value_enum, default_value_t = Kind::Articles)]
    scope: Kind,
    /// Count the answers by these
    #[arg(long, value_name = "NAMES", value_enum, value_delimiter = ',')]
    facets: Vec<Facet>,
    /// Say which terms and which signs gave the score
    #[arg(long)]
    explain: bool,
    /// Show near-duplicates (joint releases, re-issues) as hits of their own
    #[arg(long)]
    all: bool,
    /// Answer a file of {"id","query"} lines (- is standard input) with {"query_id","rank","article_id","score"}
    #[arg(long, value_name = "FILE")]
    queries: Option<PathBuf>,
    /// Read the queries of --queries as the query language, not as plain words
    #[arg(long, requires = "queries")]
    syntax: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Order {
    /// The best first
    Relevance,
    /// The latest first
    Date,
    /// The largest target first
    Value,
    /// The earliest deadline first
    Deadline,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Articles
    Articles,
    /// Targets, one by one
    Targets,
    /// Programmes
    Programs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Facet {
    /// The responsible agency
    Agency,
    /// The programme
    Program,
    /// Planned, considered …
    Status,
    /// The number's unit
    Unit,
    /// The year of the deadline
    DeadlineYear,
}

impl From<Facet> for FacetName {
    fn from(facet: Facet) -> Self {
        match facet {
            Facet::Agency => Self::Agency,
            Facet::Program => Self::Program,
            Facet::Status => Self::Status,
            Facet::Unit => Self::Unit,
            Facet::DeadlineYear => Self::DeadlineYear,
        }
    }
}

impl Options {
    fn request(&self) -> Request {
        Request {
            limit: self.limit as usize,
            offset: (self.page as usize - 1) * self.limit as usize,
            sort: match self.sort {
                Order::Relevance => Sort::Relevance,
                Order::Date => Sort::Date,
                Order::Value => Sort::Value,
                Order::Deadline => Sort::Deadline,
            },
            fold: !self.all,
            details: true,
            facets: self.facets.iter().map(|facet| (*facet).into()).collect(),
        }
    }
}

/// Finds and prints.
pub fn run(shared: &Shared, options: &Options) -> Result<Outcome> {
    if let Some(queries) = &options.queries {
        return batch::run(shared, options, queries);
    }
    let format = shared.format(Format::Table, &[Format::Table, Format::Json, Format::Jsonl])?;
    let text = options.query.join(" ");
    let node = read(&text)?;
    let opened = Opened::open(shared)?;
    let mut searcher = opened.searcher()?;
    let request = options.request();
    let mut out = stdout();
    let found = match options.scope {
        Kind::Articles => {
            let answer = searcher.search(&node, &request)?;
            let shown = shown::articles(&opened, &answer)?;
            match format {
                Format::Table => table::articles(&mut out, &answer, &shown, options.explain, &request)?,
                Format::Json => json::articles(&mut out, &text, &answer, &shown, options.explain)?,
                _ => json::article_lines(&mut out, &answer, &shown, options.explain)?,
            }
            answer.hits.len()
        }
        Kind::Targets | Kind::Programs => {
            let scope = if options.scope == Kind::Targets { Scope::Targets } else { Scope::Programs };
            let answer = searcher.search_records(&node, scope, &request)?;
            let records = shown::records(&opened, &answer)?;
            match format {
                Format::Table => table::records(&mut out, &answer, &records, &request)?,
                Format::Json => json::records(&mut out, &text, &answer, &records)?,
                _ => json::record_lines(&mut out, &records)?,
            }
            answer.hits.len()
        }
    };
    out.flush()?;
    if found == 0 {
        nothing(shared, &text, &node, &mut searcher, options)?;
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

/// Reads a query; a mistake is shown under the query.
pub fn read(text: &str) -> Result<Node> {
    match parse(text) {
        Ok(node) => Ok(node),
        Err(error) => bail!(mistake(&error)),
    }
}

fn mistake(error: &QueryError) -> String {
    format!("the query: {error}")
}

/// Nothing found: what was searched for, which condition is to blame, and what is near.
fn nothing(
    shared: &Shared,
    query: &str,
    node: &Node,
    searcher: &mut crate::index::Searcher<'_>,
    options: &Options,
) -> Result<()> {
    if options.page > 1 {
        shared.say(format_args!("there is no page {} of this answer", options.page));
        return Ok(());
    }
    let asked = searcher.asked(node)?;
    let what = match options.scope {
        Kind::Articles => "article",
        Kind::Targets => "target",
        Kind::Programs => "programme",
    };
    match asked.is_empty() {
        true => shared.say(format_args!("no {what} meets all these conditions")),
        false => shared.say(format_args!("no {what} found; searched for: {}", asked.join(" · "))),
    }
    let conditions = searcher.conditions_alone(node)?;
    for alone in &conditions {
        let condition = alone.span.of(query);
        match (alone.articles, alone.near.as_slice()) {
            (0, []) => shared.say(format_args!("  {condition}  no article meets this one")),
            (0, near) => {
                shared.say(format_args!("  {condition}  no article meets this one; there is {}", near.join(" · ")))
            }
            (articles, _) => shared.say(format_args!("  {condition}  met by {articles}")),
        }
    }
    let near = searcher.near_names(node, 5)?;
    if !near.is_empty() {
        shared.say("near names in the store:");
        for name in near {
            shared.say(format_args!("  mokpyo search {}", table::quoted(&name)));
        }
    }
    Ok(())
}
