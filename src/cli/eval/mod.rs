//! `mokpyo eval`: how good the extraction is, against a gold file.

mod alike;
mod gold;
mod score;

#[cfg(test)]
mod tests;

use super::output::stdout;
use super::{Format, Outcome, Shared, reading};
use crate::model::Article;
use crate::pipeline::{Reader, Step, extract};
use anyhow::{Context, Result, bail};
use clap::Args;
use gold::{Gold, Predicted};
use score::{Count, Score, score};
use serde::de::DeserializeOwned;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  $ mokpyo eval tests/gold/corpus.gold.jsonl
  $ mokpyo eval tests/gold/corpus.gold.jsonl --errors --format json";

/// Options of `mokpyo eval`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Annotated articles, one JSON object a line: id, date, title, text, targets, figures, programs
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// Records to compare, as `extract --format jsonl` writes them [default: extracted now]
    #[arg(value_name = "RECORDS")]
    records: Option<PathBuf>,
    /// Print what went wrong, with the places
    #[arg(long)]
    errors: bool,
}

/// Prints precision, recall and F1.
pub fn run(shared: &Shared, options: &Options) -> Result<Outcome> {
    let format = shared.format(Format::Table, &[Format::Table, Format::Json])?;
    let gold: Vec<Gold> = lines(&options.gold)?;
    if gold.is_empty() {
        bail!("{} holds no annotated article", options.gold.display());
    }
    let predictions: Vec<Predicted> = match &options.records {
        Some(records) => lines(records)?,
        None => extracted(shared, &options.gold)?,
    };
    let score = score(&gold, &predictions);
    let mut out = stdout();
    match format {
        Format::Json => {
            serde_json::to_writer(&mut out, &as_json(&score, options.errors))?;
            writeln!(out)?;
        }
        _ => print(&mut out, &score, options.errors)?,
    }
    out.flush()?;
    if score.bad_spans > 0 {
        bail!("{} quotes are not what stands at their place", score.bad_spans);
    }
    Ok(Outcome::Done)
}

/// The objects of a JSON Lines file; a broken line is named.
fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(n, line)| serde_json::from_str(line).with_context(|| format!("{}, line {}", path.display(), n + 1)))
        .collect()
}

/// What this program extracts from the gold's own texts.
fn extracted(shared: &Shared, gold: &Path) -> Result<Vec<Predicted>> {
    let knowledge = shared.knowledge()?;
    let inputs = reading::file(gold);
    let mut predictions = Vec::new();
    let work = |reader: &mut Reader<'_>, article: &Article| reader.records(article).1;
    extract(&knowledge, shared.belt(), inputs, reading::read, work, |step| {
        match step {
            Step::Made(_, records) => {
                for record in records {
                    predictions.push(serde_json::from_value(serde_json::to_value(record)?)?);
                }
            }
            Step::Refused(refusal) => bail!("{refusal}"),
            Step::Failed(id) => bail!("article {id}: our own mistake, please report it"),
        }
        Ok(())
    })?;
    Ok(predictions)
}

fn rows(score: &Score) -> [(&'static str, Count); 4] {
    [
        ("targets.detect", score.detect),
        ("targets.record", score.records()),
        ("figures", score.figures),
        ("programs", score.programs),
    ]
}

fn print(out: &mut impl Write, score: &Score, errors: bool) -> Result<()> {
    let all = |count: Count| count.found + count.missed;
    writeln!(
        out,
        "{} articles, {} targets, {} figures, {} programmes",
        score.articles,
        all(score.detect),
        all(score.figures),
        all(score.programs)
    )?;
    for (name, count) in rows(score) {
        let (p, r, f1) = (count.precision(), count.recall(), count.f1());
        writeln!(out, "{name:16} P {p:.3}  R {r:.3}  F1 {f1:.3}")?;
    }
    let attribute = |(name, (right, wrong)): (&&str, &(usize, usize))| {
        format!("{name} {:.3} (n={})", score.accuracy(name), right + wrong)
    };
    let attributes: Vec<String> = score.attributes.iter().map(attribute).collect();
    writeln!(out, "on detected targets: {}", attributes.join("  "))?;
    if score.bad_spans > 0 {
        writeln!(out, "BAD SPANS {}", score.bad_spans)?;
    }
    if errors {
        score.errors.iter().try_for_each(|error| writeln!(out, "{error}"))?;
    }
    Ok(())
}

fn as_json(score: &Score, errors: bool) -> serde_json::Value {
    let round = |x: f64| (x * 10_000.0).round() / 10_000.0;
    let scores: serde_json::Map<_, _> = rows(score)
        .into_iter()
        .map(|(name, c)| {
            let row = json!({"p": round(c.precision()), "r": round(c.recall()), "f": round(c.f1())});
            (name.to_owned(), row)
        })
        .collect();
    let accuracy: serde_json::Map<_, _> = score
        .attributes
        .iter()
        .map(|(name, (right, wrong))| ((*name).to_owned(), json!([round(score.accuracy(name)), right + wrong])))
        .collect();
    let mut object = json!({"scores": scores, "accuracy": accuracy, "bad_spans": score.bad_spans});
    if errors {
        object["errors"] = score.errors.as_slice().into();
    }
    object
}
