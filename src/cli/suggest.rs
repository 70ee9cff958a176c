//! `mokpyo suggest`: names while typing.

use super::output::stdout;
use super::search::Opened;
use super::{Format, Outcome, Shared};
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::io::Write;

const EXAMPLES: &str = "\
Unfinished syllables (반도ㅊ) and initial consonants (ㅅㅁㅌㄱㅈ) are understood.

Examples:
  $ mokpyo suggest 반도ㅊ
  $ mokpyo suggest ㅎㅂㅅㄷㅁㅇ --format jsonl";

/// Options of `mokpyo suggest`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// What was typed so far
    #[arg(value_name = "TYPED")]
    typed: String,
    /// How many names
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
}

/// Prints names of programmes, agencies and title words that begin so, the commonest first.
pub fn run(shared: &Shared, options: &Options) -> Result<Outcome> {
    let format = shared.format(Format::Table, &[Format::Table, Format::Json, Format::Jsonl])?;
    let opened = Opened::open(shared)?;
    let names = opened.searcher()?.suggest(&options.typed, usize::from(options.limit))?;
    let mut out = stdout();
    let rows = names.iter().map(|(name, articles)| json!({"name": name, "articles": articles}));
    match format {
        Format::Table => names.iter().try_for_each(|(name, articles)| writeln!(out, "{articles:>7}  {name}"))?,
        Format::Jsonl => {
            for row in rows {
                writeln!(out, "{row}")?;
            }
        }
        _ => writeln!(out, "{}", serde_json::Value::Array(rows.collect()))?,
    }
    out.flush()?;
    if names.is_empty() {
        shared.say(format_args!("no name and no word begins like {}", options.typed));
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}
