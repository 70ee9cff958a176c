//! Flags that every command knows, and those of commands that read articles.

use super::progress::Installation;
use crate::pipeline::{Belt, Knowledge};
use crate::tokens::{self, DictOptions};
use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How data is written to standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for people
    Table,
    /// One JSON array
    Json,
    /// JSON Lines: one object a line
    Jsonl,
    /// Comma-separated values that Excel opens with Korean intact
    Csv,
}

/// Most bytes of input between reading and writing.
const BELT_BYTES: usize = 16 << 20;

/// Flags that every command knows.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Shared {
    /// How to write the data; each command has its own default
    #[arg(long, value_enum, global = true)]
    pub format: Option<Format>,
    /// Threads to work with [default: all cores]
    #[arg(long, value_name = "N", global = true, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Say nothing but errors on standard error
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say on standard error what is used: dictionary, extractor, store, index
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// Where the articles and records are kept [default: `store` in your data directory]
    #[arg(long, value_name = "DIR", env = "MOKPYO_STORE", global = true, hide_env_values = true)]
    pub store: Option<PathBuf>,
    /// The built Korean dictionary [default: installed at first use]
    #[arg(long, value_name = "DIR", env = "MOKPYO_DICT_DIR", global = true, hide_env_values = true)]
    pub dict_dir: Option<PathBuf>,
    /// Your own files of dictionaries/ instead of the built-in ones
    #[arg(long, value_name = "DIR", env = "MOKPYO_DICTIONARIES", global = true, hide_env_values = true)]
    pub dictionaries: Option<PathBuf>,
}

impl Shared {
    /// How many threads may work.
    pub fn threads(&self) -> usize {
        match self.threads {
            Some(threads) => usize::from(threads),
            None => std::thread::available_parallelism().map_or(1, usize::from),
        }
    }

    /// Threads and memory for the work.
    pub fn belt(&self) -> Belt {
        Belt { threads: self.threads(), bytes: BELT_BYTES }
    }

    /// The dictionaries, opened; the Korean one is installed first where there is none.
    pub fn knowledge(&self) -> Result<Knowledge> {
        let options = DictOptions { dir: self.dict_dir.clone(), ..DictOptions::default() };
        let dictionary = tokens::locate_or_install(&options, &mut Installation::new(self))?;
        let knowledge = Knowledge::open(&dictionary, self.dictionaries.as_deref())?;
        let manifest = dictionary.manifest();
        self.tell(format_args!(
            "dictionary: {}, {} entries, {}",
            manifest.version,
            manifest.entries,
            dictionary.dir().display()
        ));
        self.tell(format_args!("extractor: {}", knowledge.extractor()));
        Ok(knowledge)
    }

    /// The store's directory.
    pub fn store(&self) -> Result<PathBuf> {
        let named = self.store.clone().filter(|named| !named.as_os_str().is_empty());
        let Some(directory) = named.or_else(crate::store::default_directory) else {
            bail!("there is no home directory for the store; name one with --store DIR or MOKPYO_STORE");
        };
        Ok(directory)
    }

    /// The asked format, or `default`; an error names those that the command can write.
    pub fn format(&self, default: Format, possible: &[Format]) -> Result<Format> {
        let format = self.format.unwrap_or(default);
        if !possible.contains(&format) {
            bail!("this command cannot write --format {}; it can write {}", name(format), names(possible));
        }
        Ok(format)
    }

    /// Prints a line on standard error if `--verbose`.
    pub fn tell(&self, line: impl std::fmt::Display) {
        if self.verbose {
            anstream::eprintln!("{line}");
        }
    }

    /// Prints a line on standard error unless `--quiet`.
    pub fn say(&self, line: impl std::fmt::Display) {
        if !self.quiet {
            anstream::eprintln!("{line}");
        }
    }
}

fn name(format: Format) -> String {
    format.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

fn names(formats: &[Format]) -> String {
    formats.iter().map(|format| name(*format)).collect::<Vec<_>>().join(", ")
}
