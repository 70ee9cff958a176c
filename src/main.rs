//! The command line: what mokpyo can do, one line a command.

use clap::Parser;
use mokpyo::cli::{self, Cli, Command};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Cli { shared: _, command } = Cli::parse();
    cli::finish(match command {
        // the rest of a first day
        Command::Schema => cli::schema::run(),
        Command::Completions(options) => cli::completions::run(&options),
    })
}
