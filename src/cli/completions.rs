//! `mokpyo completions`: scripts for bash, zsh, fish, elvish and PowerShell.

use super::output::stdout;
use super::{Cli, Outcome};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::io::Write;

/// Options of `mokpyo completions`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  $ mokpyo completions bash > ~/.local/share/bash-completion/completions/mokpyo")]
pub struct Options {
    /// The shell to write for
    shell: Shell,
}

/// Prints the script.
pub fn run(options: &Options) -> anyhow::Result<Outcome> {
    // Generated into memory first: clap_complete panics when its writer fails, and a closed pipe may.
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Cli::command(), "mokpyo", &mut script);
    let mut out = stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Done)
}
