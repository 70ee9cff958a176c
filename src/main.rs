//! The command line: what mokpyo can do, one line a command.

use clap::Parser;
use mokpyo::cli::{self, Cli, Command};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Cli { shared, command } = Cli::parse();
    cli::finish(match command {
        // articles → records, without a store
        Command::Extract(options) => cli::extract::run(&shared, &options),
        Command::Mentions(options) => cli::mentions::run(&shared, &options),
        // articles → records → store and index
        Command::Ingest(options) => cli::ingest::run(&shared, &options),
        // what leaves the store
        Command::Search(options) => cli::search::run(&shared, &options),
        Command::Suggest(options) => cli::suggest::run(&shared, &options),
        Command::MoreLike(options) => cli::search::more_like::run(&shared, &options),
        Command::Export(options) => cli::export::run(&shared, &options),
        Command::Stats(options) => cli::stats::run(&shared, &options),
        // why, how good, how much
        Command::Why(options) => cli::why::run(&shared, &options),
        Command::Eval(options) => cli::eval::run(&shared, &options),
        // what Korean text is read with
        Command::Dict(options) => cli::dict::run(&shared, &options),
        Command::Tokens(options) => cli::tokens::run(&shared, &options),
        // the rest of a first day
        Command::Doctor(options) => cli::doctor::run(&shared, &options),
        Command::Schema => cli::schema::run(),
        Command::Completions(options) => cli::completions::run(&options),
    })
}
