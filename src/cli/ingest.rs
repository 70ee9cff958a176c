//! `mokpyo ingest`: articles into the store and the search index.

use super::interrupt::Interrupt;
use super::output::stdout;
use super::reading::{self, Reading, Refusals};
use super::summary::{self, Summary};
use super::{Format, Outcome, Shared, progress};
use crate::pipeline::{BATCH_ARTICLES, Belt, Ingest, IngestError, Knowledge, Report, Target, Watch, catch_up};
use crate::store::{self, Known, Store};
use anyhow::{Result, bail};
use clap::Args;
use indicatif::ProgressBar;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

const EXAMPLES: &str = "\
Examples:
  $ mokpyo ingest corpus
  $ mokpyo ingest --dry-run corpus
  $ cat corpus/jsonl/provinces-text.jsonl | mokpyo ingest -

Ingesting the same article again changes nothing; a changed one replaces its records, and the old version is kept.
The process may be stopped or killed at any moment: the same command goes on from there.";

/// Options of `mokpyo ingest`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    #[command(flatten)]
    reading: Reading,
    /// Say what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Read also those articles again that the store holds as they are
    #[arg(long)]
    again: bool,
    /// Commit to the store after so many articles, at the latest: what a crash can cost
    #[arg(long, value_name = "N", default_value_t = BATCH_ARTICLES, value_parser = at_least_one, hide_short_help = true)]
    commit_every: usize,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| *n > 0).ok_or_else(|| "a number of articles, at least 1".to_owned())
}

/// Ingests, and prints what has changed.
pub fn run(shared: &Shared, options: &Options) -> Result<Outcome> {
    let started = Instant::now();
    let format = shared.format(Format::Table, &[Format::Table, Format::Json])?;
    let directory = shared.store()?;
    let inputs = reading::open(&options.reading)?;
    let interrupt = Interrupt::listen()?;
    let knowledge = shared.knowledge()?;
    let belt = shared.belt();
    let (known, mut target) = if options.dry_run {
        (held(&directory, &knowledge)?, None)
    } else {
        let (known, target) = open(shared, &directory, &knowledge, belt)?;
        (known, Some(target))
    };

    let watch = Bar { refusals: Refusals::new(), bar: progress::bytes(shared, inputs.total_bytes()), interrupt };
    let read_bytes = inputs.read_bytes();
    let source = inputs.until(&watch.interrupt).inspect(|_| watch.bar.set_position(read_bytes.get()));
    let ingest =
        Ingest { knowledge: &knowledge, belt, known: &known, again: options.again, commit_every: options.commit_every };
    let outcome = ingest.run(source, reading::read, &watch, target.as_mut());
    watch.bar.finish_and_clear();
    let report = outcome?;
    if let Some(target) = target {
        target.close()?;
    }

    say_afterwards(shared, &report, watch.interrupt.asked());
    let summary = Summary { report: &report, directory: &directory, took: started.elapsed(), dry_run: options.dry_run };
    let mut out = stdout();
    match format {
        Format::Json => summary::json(&mut out, &summary)?,
        _ => summary::text(&mut out, &summary)?,
    }
    out.flush()?;
    let done = report.summary.all();
    if done == 0 && report.refused > 0 && !watch.interrupt.asked() {
        bail!("nothing could be ingested");
    }
    let partly = report.refused > 0 || !report.failures.is_empty() || watch.interrupt.asked();
    Ok(if partly { Outcome::Partly } else { Outcome::Done })
}

/// What the store holds, without locking or making one.
fn held(directory: &Path, knowledge: &Knowledge) -> Result<Known> {
    match store::Reader::open(directory) {
        Ok(reader) => Ok(reader.known(knowledge.extractor())?),
        Err(store::Error::Missing(_)) => Ok(Known::default()),
        Err(error) => Err(error.into()),
    }
}

/// The store, locked, and its index, caught up.
fn open(shared: &Shared, directory: &Path, knowledge: &Knowledge, belt: Belt) -> Result<(Known, Target), IngestError> {
    let store = Store::open(directory, knowledge.extractor())?;
    let known = store.known()?;
    shared.tell(format_args!(
        "store: {}, {} articles, {} commits",
        directory.display(),
        known.len(),
        store.generation()?
    ));
    let bar = progress::articles(shared, "search index");
    let (target, caught_up) = catch_up(directory, store, knowledge, belt, |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    })?;
    bar.finish_and_clear();
    if let Some(reason) = caught_up.reason {
        shared.say(format_args!("search index: {reason}; {} articles indexed again", caught_up.articles));
    }
    shared.tell(format_args!("search index: {}, in the store's state", store::index(directory).display()));
    Ok((known, target))
}

fn say_afterwards(shared: &Shared, report: &Report, interrupted: bool) {
    for id in &report.failures {
        anstream::eprintln!("mokpyo: article {id}: our own mistake, please report it; the other articles are in");
    }
    if let Some(id) = report.ambiguous.first() {
        shared.say(format_args!(
            "{} ids come twice with different contents, {id} for one; the last one stays, the other is in the history",
            report.ambiguous.len()
        ));
    }
    if interrupted {
        shared.say("stopped; everything so far is in the store, and the same command goes on from there");
    }
}

/// Progress and refusals on standard error.
struct Bar {
    refusals: Refusals,
    bar: ProgressBar,
    interrupt: Interrupt,
}

impl Watch<reading::Refusal> for Bar {
    fn refused(&self, refusal: &reading::Refusal) {
        self.bar.suspend(|| self.refusals.print(refusal));
    }

    fn progress(&self, summary: &store::Summary) {
        self.bar.set_message(summary.to_string());
    }

    fn stop(&self) -> bool {
        self.interrupt.asked()
    }
}
