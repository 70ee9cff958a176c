//! Arguments in, text out: one file a command.
//!
//! Data goes to standard output, everything else to standard error. Exit codes: [`Outcome`].

pub mod completions;
pub mod eval;
pub mod export;
mod output;
pub mod schema;
mod shared;
pub mod stats;

pub use output::{Outcome, finish};
pub use shared::{Format, Reading, Shared};

use clap::{Parser, Subcommand};

const AFTER_HELP: &str = "\
Examples:
  $ mokpyo schema

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
    /// Write the store's records or articles for other programs
    Export(export::Options),
    /// Score the extraction against annotated articles
    Eval(eval::Options),
    /// Count what the store holds
    Stats(stats::Options),
    /// Print the JSON Schema of the records
    Schema,
    /// Print a completion script for your shell
    Completions(completions::Options),
}
