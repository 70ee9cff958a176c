//! The summary of an ingest.

use crate::export::lay_out;
use crate::pipeline::{Large, Report, Tally};
use anyhow::Result;
use serde_json::json;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

/// How many of the largest targets are shown.
const LARGEST: usize = 10;

/// What the summary tells about.
pub struct Summary<'a> {
    pub report: &'a Report,
    pub directory: &'a Path,
    pub took: Duration,
    pub dry_run: bool,
}

/// For people.
pub fn text(out: &mut impl Write, summary: &Summary<'_>) -> Result<()> {
    let Summary { report, directory, took, dry_run } = summary;
    let tally = &report.tally;
    let would = if *dry_run { "would be " } else { "" };
    writeln!(out, "{would}{} ({:.1} s)", report.summary, took.as_secs_f64())?;
    if report.refused > 0 {
        writeln!(out, "{} refused, named above", report.refused)?;
    }
    if tally.articles > 0 {
        writeln!(out, "\n{}", counts(tally))?;
    }
    let largest = tally.largest(LARGEST);
    if !largest.is_empty() {
        let rows = largest.iter().flat_map(|(kind, large)| large.iter().map(|large| row(kind, large))).collect();
        writeln!(out, "\n{}", lay_out(&["largest targets", "quantity", "what", "by", "agency"], rows))?;
    }
    writeln!(out)?;
    if *dry_run {
        writeln!(out, "store  {} (nothing was written)", directory.display())?;
    } else {
        writeln!(out, "store  {}", directory.display())?;
        writeln!(out, "next   mokpyo search \"{}\"", word(tally))?;
        writeln!(out, "       mokpyo export targets --format csv --output targets.csv")?;
        writeln!(out, "       mokpyo stats")?;
    }
    Ok(())
}

fn counts(tally: &Tally) -> String {
    let row =
        |count: u64, one: &str, many: &str| vec![count.to_string(), if count == 1 { one } else { many }.to_owned()];
    let mut rows = vec![
        row(tally.articles, "article", "articles"),
        row(tally.targets, "target", "targets"),
        row(tally.figures, "figure", "figures"),
        row(tally.milestones, "milestone", "milestones"),
        row(tally.programs.len() as u64, "programme", "programmes"),
    ];
    if tally.stubs > 0 {
        rows[0][1] += &format!(", {} of them without a text: it is in an attachment", tally.stubs);
    }
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::NOTHING).add_rows(rows);
    if let Some(column) = table.column_mut(0) {
        column.set_cell_alignment(comfy_table::CellAlignment::Right);
    }
    table.trim_fmt()
}

fn row((dimension, unit): &(String, String), large: &Large) -> Vec<String> {
    let kind = if unit.is_empty() || unit == dimension { dimension.clone() } else { format!("{dimension} ({unit})") };
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![kind, large.quantity.clone(), or_empty(&large.object), or_empty(&large.by), or_empty(&large.agency)]
}

/// A word that a search will find: what the first of the largest targets is about.
fn word(tally: &Tally) -> String {
    let largest = tally.largest(LARGEST);
    let objects = largest.iter().flat_map(|(_, large)| large.iter()).filter_map(|large| large.object.as_deref());
    objects.map(|object| object.replace('"', "")).next().unwrap_or_else(|| "목표".to_owned())
}

/// For programs.
pub fn json(out: &mut impl Write, summary: &Summary<'_>) -> Result<()> {
    let Summary { report, directory, took, dry_run } = summary;
    let tally = &report.tally;
    let largest: Vec<_> = tally
        .largest(LARGEST)
        .into_iter()
        .flat_map(|((dimension, unit), large)| {
            large.iter().map(move |large| {
                json!({"dimension": dimension, "unit": unit, "value": large.value.to_string(), "text": large.quantity,
                    "object": large.object, "by": large.by, "agency": large.agency})
            })
        })
        .collect();
    let object = json!({
        "new": report.summary.new, "changed": report.summary.changed, "unchanged": report.summary.unchanged,
        "refused": report.refused, "dry_run": dry_run,
        "articles": tally.articles, "stubs": tally.stubs, "targets": tally.targets, "figures": tally.figures,
        "milestones": tally.milestones, "programs": tally.programs.len(), "largest": largest,
        "seconds": (took.as_secs_f64() * 1000.0).round() / 1000.0, "store": directory,
    });
    serde_json::to_writer_pretty(&mut *out, &object)?;
    Ok(writeln!(out)?)
}
