//! Arguments in, text out: one file a command.
//!
//! Data goes to standard output, everything else to standard error. Exit codes: [`Outcome`].

pub mod completions;
pub mod dict;
pub mod doctor;
pub mod eval;
pub mod export;
pub mod extract;
pub mod ingest;
mod interrupt;
pub mod mentions;
mod output;
mod progress;
pub mod reading;
pub mod schema;
pub mod search;
mod shared;
pub mod stats;
pub mod suggest;
mod summary;
pub mod tokens;
pub mod why;

pub use output::{Outcome, finish};
pub use shared::{Format, Shared};

use clap::{Parser, Subcommand};

const AFTER_HELP: &str = "\
Examples:
  $ mokpyo ingest corpus
  $ mokpyo export targets --format csv --output targets.csv
  $ mokpyo extract corpus

Exit codes: 0 done, 1 nothing found, 2 wrong use or failure, 3 partly done (some inputs were refused).
`mokpyo COMMAND --help` shows a command's own examples.";

/// Reads Korean policy articles and turns the promises in them into data.
#[derive(Debug, Parser)]
#[command(name = "mokpyo", version, after_help = AFTER_HELP, max_term_width = 110)]
pub struct Cli {
    /// Flags that every command knows.
    #[command(flatten)]
    pub shared: Shared,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the targets, figures, milestones and programmes of articles, without a store
    Extract(extract::Options),
    /// Print the numbers and dates that were read, before they become records
    Mentions(mentions::Options),
    /// Read articles into the store and the search index
    Ingest(ingest::Options),
    /// Find articles, targets and programmes
    Search(search::Options),
    /// Name programmes, agencies and title words that begin like what was typed
    Suggest(suggest::Options),
    /// Find articles like one
    MoreLike(search::more_like::Options),
    /// Write the store's records or articles for other programs
    Export(export::Options),
    /// Tell what made a record: its words, its rules
    Why(why::Options),
    /// Score the extraction against annotated articles
    Eval(eval::Options),
    /// Count what the store holds
    Stats(stats::Options),
    /// Install, check and describe the Korean dictionary
    Dict(dict::Options),
    /// Print the words and sentences of articles, as everything else sees them
    Tokens(tokens::Options),
    /// Check the dictionary, the store, the index and the disk
    Doctor(doctor::Options),
    /// Print the JSON Schema of the records
    #[command(after_help = "Examples:\n  $ mokpyo schema > mokpyo.schema.json")]
    Schema,
    /// Print a completion script for your shell
    Completions(completions::Options),
}
