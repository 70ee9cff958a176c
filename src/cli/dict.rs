//! `mokpyo dict`: the Korean dictionary.

use super::output::stdout;
use super::progress::Installation;
use super::{Format, Outcome, Shared};
use crate::tokens::{self, DictOptions, Dictionary, Manifest};
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  $ mokpyo dict status
  $ mokpyo dict install
  $ mokpyo dict install --from python_mecab_ko_dic-2.1.1.post2-py3-none-any.whl
  $ mokpyo dict check
  $ mokpyo dict test

The dictionary is mecab-ko-dic (Apache-2.0), 816,283 words. It is installed by itself at first use: from
lindera's source archive where that can be reached, else from the Python package python-mecab-ko-dic through pip.";

/// Options of `mokpyo dict`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// What to do with the dictionary
    #[command(subcommand)]
    command: DictCommand,
}

#[derive(Debug, Subcommand)]
enum DictCommand {
    /// Say where the dictionary is, what it is, and whether it is sound
    Status,
    /// Install the dictionary; does nothing where a sound one is
    Install {
        /// From this file or directory instead of the network: the package's wheel, the source archive,
        /// either one unpacked, or a dictionary that is already built
        #[arg(long, value_name = "FILE|DIR")]
        from: Option<PathBuf>,
        /// Even where a sound one is
        #[arg(long)]
        force: bool,
    },
    /// Compare every byte with the checksums from when it was built
    Check,
    /// Try every example and negative of dictionaries/*.toml, each through the real reading
    Test,
}

/// Runs `mokpyo dict …`.
pub fn run(shared: &Shared, options: &Options) -> Result<Outcome> {
    match &options.command {
        DictCommand::Status => status(shared),
        DictCommand::Install { from, force } => install(shared, from.clone(), *force),
        DictCommand::Check => check(shared),
        DictCommand::Test => test(shared),
    }
}

fn options(shared: &Shared) -> DictOptions {
    DictOptions { dir: shared.dict_dir.clone(), ..DictOptions::default() }
}

fn status(shared: &Shared) -> Result<Outcome> {
    let format = shared.format(Format::Table, &[Format::Table, Format::Json])?;
    let place = options(shared).place()?;
    let found = Dictionary::open(&place);
    let mut out = stdout();
    if format == Format::Json {
        let (state, reason) = match &found {
            Ok(Some(_)) => ("sound", None),
            Ok(None) => ("missing", None),
            Err(error) => ("unusable", Some(error.to_string())),
        };
        let manifest = found.as_ref().ok().and_then(|d| d.as_ref()).map(Dictionary::manifest);
        let value = json!({"place": place, "state": state, "reason": reason, "reads": tokens::format(), "dictionary": manifest});
        writeln!(out, "{value}")?;
    } else {
        writeln!(out, "place     {}", place.display())?;
        match &found {
            Ok(Some(dictionary)) => describe(&mut out, dictionary.manifest())?,
            Ok(None) => {
                writeln!(out, "state     missing; it is installed at first use, or now with `mokpyo dict install`")?
            }
            Err(error) => writeln!(
                out,
                "state     unusable: {error}; it is replaced at the next use, or now with `mokpyo dict install`"
            )?,
        }
    }
    out.flush()?;
    Ok(if matches!(found, Ok(Some(_))) { Outcome::Done } else { Outcome::Nothing })
}

fn describe(out: &mut impl Write, manifest: &Manifest) -> Result<()> {
    let Manifest { format, origin, version, origin_sha256, licence, built_by, entries, .. } = manifest;
    writeln!(out, "state     sound (sizes and samples; `mokpyo dict check` compares every byte)")?;
    writeln!(out, "origin    {origin} {version}, {licence}")?;
    writeln!(out, "sha256    {origin_sha256}")?;
    writeln!(out, "format    {format}, built by {built_by}")?;
    writeln!(out, "content   {entries} entries, {} MB", manifest.size() / 1_000_000)?;
    Ok(())
}

fn install(shared: &Shared, from: Option<PathBuf>, force: bool) -> Result<Outcome> {
    let options = DictOptions { from, ..options(shared) };
    let place = options.place()?;
    let sound = matches!(Dictionary::open(&place), Ok(Some(_)));
    if sound && !force {
        shared.say(format_args!("{} holds a sound dictionary already; --force installs it anew", place.display()));
        return Ok(Outcome::Done);
    }
    let dictionary = tokens::install(&options, &mut Installation::new(shared))?;
    let manifest = dictionary.manifest();
    let Manifest { origin, version, entries, .. } = manifest;
    shared.say(format_args!("installed {entries} entries from {origin} {version} in {}", dictionary.dir().display()));
    Ok(Outcome::Done)
}

fn check(shared: &Shared) -> Result<Outcome> {
    let place = options(shared).place()?;
    let dictionary = sound(&place)?;
    dictionary.check().with_context(|| "the dictionary is damaged; replace it with `mokpyo dict install --force`")?;
    let files = dictionary.manifest().files.len();
    let megabytes = dictionary.manifest().size() / 1_000_000;
    shared.say(format_args!("{}: {files} files, {megabytes} MB, all as they were built", place.display()));
    Ok(Outcome::Done)
}

fn sound(place: &Path) -> Result<Dictionary> {
    match Dictionary::open(place)? {
        Some(dictionary) => Ok(dictionary),
        None => bail!("{} holds no dictionary; install it with `mokpyo dict install`", place.display()),
    }
}

fn test(shared: &Shared) -> Result<Outcome> {
    let knowledge = shared.knowledge()?;
    let lexicon = knowledge.lexicon();
    let wrong = knowledge.check_examples();
    for line in &wrong {
        anstream::eprintln!("{line}");
    }
    if !wrong.is_empty() {
        bail!("{} of {} examples do not hold", wrong.len(), lexicon.example_count());
    }
    shared.say(format_args!("all {} examples hold", lexicon.example_count()));
    Ok(Outcome::Done)
}
