//! `mokpyo mentions`: the numbers and dates that were read, before they become records.

use super::extract::{Quoting, each};
use super::{Format, Outcome, Shared};
use crate::export::{Item, convert};
use crate::model::Article;
use crate::pipeline::Reader;
use anyhow::Result;
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  $ mokpyo mentions corpus/jsonl --format jsonl
  $ echo '내년 2월까지 서른두 곳에 3조5000억 원을 들인다.' | mokpyo mentions - --date 2026-03-02";

/// Options of `mokpyo mentions`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    #[command(flatten)]
    quoting: Quoting,
}

/// Prints every number, quantity, ordinal, date, period and duration.
pub fn run(shared: &Shared, options: &Options) -> Result<Outcome> {
    let work = |reader: &mut Reader<'_>, article: &Article| {
        let mut mentions = reader.mentions(article);
        convert(&mut mentions, &article.text, options.quoting.offsets);
        mentions
    };
    each(shared, &options.quoting.reading, Format::Table, work, |mention, out| out.add(Item::Mention(mention)))
}
