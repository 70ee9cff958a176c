//! `mokpyo stats`: how much the store holds, and of what.

use super::output::stdout;
use super::{Format, Outcome, Shared};
use crate::export::lay_out;
use crate::store::{Counts, Facet, Reader, Tally};
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::io::Write;

/// Options of `mokpyo stats`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  $ mokpyo stats\n  $ mokpyo stats --most 3 --format json")]
pub struct Options {
    /// How many of the commonest agencies, programmes … to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    most: usize,
}

const FACETS: [(&str, Facet); 4] = [
    ("agency", Facet::Agency),
    ("program", Facet::Program),
    ("dimension", Facet::Dimension),
    ("deadline_year", Facet::DeadlineYear),
];

/// Prints counts.
pub fn run(shared: &Shared, options: &Options) -> Result<Outcome> {
    let format = shared.format(Format::Table, &[Format::Table, Format::Json])?;
    let reader = Reader::open(&shared.store()?)?;
    let counts = reader.counts()?;
    let mut out = stdout();
    let facets = FACETS.iter().map(|(name, facet)| Ok((*name, reader.most(*facet, options.most)?)));
    let facets: Vec<(&str, Vec<Tally>)> = facets.collect::<Result<_>>()?;
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &as_json(&counts, &facets))?;
            writeln!(out)?;
        }
        _ => print(&mut out, &counts, &facets)?,
    }
    out.flush()?;
    Ok(if counts.articles > 0 { Outcome::Done } else { Outcome::Nothing })
}

fn as_json(counts: &Counts, facets: &[(&str, Vec<Tally>)]) -> serde_json::Value {
    let record = |t: &Tally| json!({"record": t.name, "status": t.detail, "count": t.count});
    let records: Vec<_> = counts.records.iter().map(record).collect();
    let facets: serde_json::Map<_, _> = facets
        .iter()
        .map(|(name, tallies)| {
            let lines: Vec<_> = tallies.iter().map(|t| json!({"name": t.name, "targets": t.count})).collect();
            ((*name).to_owned(), lines.into())
        })
        .collect();
    json!({
        "articles": counts.articles,
        "stubs": counts.stubs,
        "first_date": counts.dates.as_ref().map(|(first, _)| first),
        "last_date": counts.dates.as_ref().map(|(_, last)| last),
        "former_versions": counts.history,
        "records": records,
        "targets_by": facets,
    })
}

fn print(out: &mut impl Write, counts: &Counts, facets: &[(&str, Vec<Tally>)]) -> Result<()> {
    write!(out, "{} articles", counts.articles)?;
    if let Some((first, last)) = &counts.dates {
        write!(out, ", {first} to {last}")?;
    }
    writeln!(out, "; {} without a text of their own; {} former versions kept", counts.stubs, counts.history)?;
    let rows = |tallies: &[Tally]| {
        let row = |t: &Tally| vec![t.name.clone(), t.detail.clone().unwrap_or_default(), t.count.to_string()];
        tallies.iter().map(row).collect::<Vec<_>>()
    };
    writeln!(out, "\n{}", lay_out(&["record", "status", "count"], rows(&counts.records)))?;
    for (name, tallies) in facets.iter().filter(|(_, tallies)| !tallies.is_empty()) {
        let rows = tallies.iter().map(|t| vec![t.name.clone(), t.count.to_string()]).collect();
        writeln!(out, "\n{}", lay_out(&[&format!("targets by {}", name.replace('_', " ")), "count"], rows))?;
    }
    Ok(())
}
