//! `--queries FILE`: a file of queries, one line a hit.

use super::{Opened, Options, mistake};
use crate::cli::output::stdout;
use crate::cli::{Format, Outcome, Shared};
use crate::index::Request;
use crate::index::query::{Node, parse};
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    query: String,
}

#[derive(Serialize)]
struct Row<'r> {
    query_id: &'r str,
    rank: usize,
    article_id: &'r str,
    score: f32,
}

/// Answers all queries of a file. Queries are plain words unless `--syntax`: titles hold brackets and
/// quotation marks that are no operators. Near-duplicates stay hits of their own.
pub fn run(shared: &Shared, options: &Options, path: &Path) -> Result<Outcome> {
    if shared.format.is_some_and(|format| format != Format::Jsonl) {
        bail!("--queries writes --format jsonl only");
    }
    let source: Box<dyn Read> = match path == Path::new("-") {
        true => Box::new(std::io::stdin().lock()),
        false => Box::new(File::open(path).with_context(|| path.display().to_string())?),
    };
    let opened = Opened::open(shared)?;
    let mut searcher = opened.searcher()?;
    let request = Request { fold: false, details: false, facets: Vec::new(), ..options.request() };
    let mut out = stdout();
    let mut times = Vec::new();
    let (mut found, mut refused) = (0usize, 0usize);
    for (number, line) in BufReader::new(source).lines().enumerate() {
        let line = line.with_context(|| path.display().to_string())?;
        if line.trim().is_empty() {
            continue;
        }
        let read: Result<(String, Node), String> = match serde_json::from_str::<Line>(&line) {
            Err(error) => Err(format!("not a query ({error}); a line is {{\"id\": …, \"query\": \"…\"}}")),
            Ok(line) => {
                let id = line.id.as_str().map_or_else(|| line.id.to_string(), str::to_owned);
                match options.syntax {
                    false => Ok((id, Node::plain(&line.query))),
                    true => parse(&line.query).map(|node| (id, node)).map_err(|error| mistake(&error)),
                }
            }
        };
        let (id, node) = match read {
            Ok(read) => read,
            Err(reason) => {
                refused += 1;
                anstream::eprintln!("{}:{}: {reason}", path.display(), number + 1);
                continue;
            }
        };
        let start = Instant::now();
        let answer = searcher.search(&node, &request)?;
        times.push(start.elapsed());
        for (rank, hit) in answer.hits.iter().enumerate() {
            let rank = request.offset + rank + 1;
            let row = Row { query_id: &id, rank, article_id: &hit.article_id, score: hit.score };
            serde_json::to_writer(&mut out, &row)?;
            writeln!(out)?;
            found += 1;
        }
    }
    out.flush()?;
    if shared.verbose {
        say_times(shared, times);
    }
    Ok(match (refused, found) {
        (1.., _) => Outcome::Partly,
        (0, 0) => Outcome::Nothing,
        (0, _) => Outcome::Done,
    })
}

fn say_times(shared: &Shared, mut times: Vec<Duration>) {
    times.sort();
    let total: Duration = times.iter().sum();
    let at =
        |share: f64| times.get((times.len().saturating_sub(1) as f64 * share) as usize).copied().unwrap_or_default();
    shared.say(format_args!(
        "{} queries in {total:.2?}, one thread: p50 {:.3?}, p99 {:.3?}, longest {:.3?}",
        times.len(),
        at(0.5),
        at(0.99),
        at(1.0)
    ));
}
