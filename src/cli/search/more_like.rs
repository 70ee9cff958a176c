//! `mokpyo more-like`: articles like one.

use super::{Opened, json, shown, table};
use crate::cli::output::stdout;
use crate::cli::{Format, Outcome, Shared};
use crate::index::Request;
use anyhow::Result;
use clap::Args;
use std::io::Write;

/// Options of `mokpyo more-like`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  $ mokpyo more-like jeju-2021-1022")]
pub struct Options {
    /// The article's id, as `search` shows it
    #[arg(value_name = "ARTICLE_ID")]
    id: String,
    /// How many articles
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
}

/// Prints the articles that share the rare words of one.
pub fn run(shared: &Shared, options: &Options) -> Result<Outcome> {
    let format = shared.format(Format::Table, &[Format::Table, Format::Json, Format::Jsonl])?;
    let opened = Opened::open(shared)?;
    let Some(stored) = opened.reader.article(&options.id)? else {
        shared.say(format_args!("the store holds no article {}; `mokpyo search` shows ids", options.id));
        return Ok(Outcome::Nothing);
    };
    let mut searcher = opened.searcher()?;
    let request = Request { limit: usize::from(options.limit), ..Request::default() };
    let article = &stored.article;
    let answer = searcher.more_like(&article.id, article.title.as_deref(), &article.text, &request)?;
    let shown = shown::articles(&opened, &answer)?;
    let mut out = stdout();
    match format {
        Format::Table => table::articles(&mut out, &answer, &shown, false, &request)?,
        Format::Json => json::articles(&mut out, &options.id, &answer, &shown, false)?,
        _ => json::article_lines(&mut out, &answer, &shown, false)?,
    }
    out.flush()?;
    Ok(if answer.hits.is_empty() { Outcome::Nothing } else { Outcome::Done })
}
