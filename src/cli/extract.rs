//! `mokpyo extract`: articles to records on standard output, without a store.

use super::output::{Sink, exporter, stdout};
use super::reading::{self, Reading, Refusals};
use super::{Format, Outcome, Shared};
use crate::export::{Export, Item, OffsetUnit, convert};
use crate::model::Article;
use crate::pipeline::{Reader, Step, extract};
use anyhow::{Result, bail};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  $ mokpyo extract corpus/text/2022-08-31-welfare-budget-plan.txt
  $ mokpyo extract corpus --format jsonl
  $ echo '정부는 2030년까지 스마트공장 500개를 보급할 계획이다.' | mokpyo extract - --date 2026-03-02";

/// Options of `mokpyo extract`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    #[command(flatten)]
    quoting: Quoting,
}

/// What is read, and how places in it are counted.
#[derive(Debug, Args)]
pub(super) struct Quoting {
    #[command(flatten)]
    pub reading: Reading,
    /// What `start` and `end` count
    #[arg(long, value_enum, default_value_t)]
    pub offsets: OffsetUnit,
}

/// Extracts, in the inputs' order whatever the number of threads.
pub fn run(shared: &Shared, options: &Options) -> Result<Outcome> {
    let work = |reader: &mut Reader<'_>, article: &Article| {
        let mut records = reader.records(article).1;
        convert(&mut records, &article.text, options.quoting.offsets);
        records
    };
    each(shared, &options.quoting.reading, Format::Table, work, |record, out| out.add(Item::Record(record)))
}

/// Reads every article, turns it into things and writes them: what `extract` and `mentions` have in common.
pub(super) fn each<Thing: Send>(
    shared: &Shared,
    reading: &Reading,
    default: Format,
    work: impl Fn(&mut Reader<'_>, &Article) -> Vec<Thing> + Sync,
    write: impl Fn(&Thing, &mut dyn Export) -> std::io::Result<()>,
) -> Result<Outcome> {
    let format = shared.format(default, &[Format::Table, Format::Jsonl, Format::Json, Format::Csv])?;
    let inputs = reading::open(reading)?;
    let knowledge = shared.knowledge()?;
    let mut out = exporter(format, Sink::Stdout(stdout()))?;
    let refusals = Refusals::new();
    let (mut read, mut refused, mut written) = (0u64, 0u64, 0u64);
    extract(&knowledge, shared.belt(), inputs, reading::read, work, |step| {
        match step {
            Step::Made(_, things) => {
                read += 1;
                written += things.len() as u64;
                things.iter().try_for_each(|thing| write(thing, &mut *out))?;
            }
            Step::Refused(refusal) => {
                refused += 1;
                refusals.print(&refusal);
            }
            Step::Failed(id) => {
                refused += 1;
                anstream::eprintln!("mokpyo: article {id}: our own mistake, please report it");
            }
        }
        Ok::<(), anyhow::Error>(())
    })?;
    out.end()?;
    match (read, refused, written) {
        (0, 1.., _) => bail!("nothing could be read"),
        (_, 1.., _) => Ok(Outcome::Partly),
        (_, 0, 0) => {
            shared.say(format_args!("nothing found in {read} articles"));
            Ok(Outcome::Nothing)
        }
        (_, 0, 1..) => Ok(Outcome::Done),
    }
}
