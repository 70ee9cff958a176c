//! `mokpyo doctor`: is everything in its place and whole? If not, what to type.

use super::output::stdout;
use super::{Outcome, Shared};
use crate::export::{Export, Item, JsonLines, SafeFile};
use crate::index::Index;
use crate::lexicon::Lexicon;
use crate::pipeline::Knowledge;
use crate::store::{self, Damage, Reader, Stored};
use crate::tokens::{DictOptions, Dictionary};
use anyhow::{Context, Result};
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  $ mokpyo doctor
  $ mokpyo doctor --save saved.jsonl

Exit codes: 0 all is well, 3 something is not, and the line says what to do.";

/// Less free space than this is worth a warning, in bytes.
const SCARCE: u64 = 1 << 30;

/// Options of `mokpyo doctor`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Write the store's readable articles to this file as JSON Lines, which `mokpyo ingest` reads again
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
}

/// One finding: whether it is well, and what it is.
type Finding = (bool, String);

/// Checks the dictionary, `dictionaries/`, the store, its index and the disk.
pub fn run(shared: &Shared, options: &Options) -> Result<Outcome> {
    let mut out = stdout();
    let mut well = true;
    let mut print = |name: &str, (good, what): Finding| -> Result<()> {
        well &= good;
        writeln!(out, "{}  {name:<12} {what}", if good { "ok " } else { "BAD" })?;
        Ok(out.flush()?)
    };
    let dictionary = dictionary(shared, &mut print)?;
    let lexicon = Lexicon::load(shared.dictionaries.as_deref());
    print(
        "dictionaries",
        match &lexicon {
            Ok(lexicon) => (
                true,
                format!(
                    "{} examples in them (try them with: mokpyo dict test), checksum {:.12}",
                    lexicon.example_count(),
                    lexicon.checksum
                ),
            ),
            Err(error) => (false, error.to_string()),
        },
    )?;
    let directory = shared.store()?;
    print("store", store(&directory, options.save.as_deref())?)?;
    if let Some(dictionary) = dictionary {
        match Knowledge::open(&dictionary, shared.dictionaries.as_deref()) {
            Ok(knowledge) => print("search index", index(&directory, &knowledge))?,
            Err(error) => print("search index", (false, format!("not looked at: {error}")))?,
        }
    }
    print("disk", disk(&directory))?;
    Ok(if well { Outcome::Done } else { Outcome::Partly })
}

/// Looks at the dictionary without installing one; every byte is compared with its checksum.
fn dictionary(shared: &Shared, print: &mut impl FnMut(&str, Finding) -> Result<()>) -> Result<Option<Dictionary>> {
    let options = DictOptions { dir: shared.dict_dir.clone(), ..DictOptions::default() };
    let place = options.place()?;
    let found = Dictionary::open(&place).and_then(|found| {
        let checked = found.as_ref().map_or(Ok(()), Dictionary::check);
        checked.map(|()| found)
    });
    let (finding, dictionary) = match found {
        Ok(Some(dictionary)) => {
            let manifest = dictionary.manifest();
            (
                (true, format!("{} entries, {}, in {}", manifest.entries, manifest.version, place.display())),
                Some(dictionary),
            )
        }
        Ok(None) => ((false, format!("none in {}; install it with: mokpyo dict install", place.display())), None),
        Err(error) => ((false, format!("{error}; replace it with: mokpyo dict install")), None),
    };
    print("dictionary", finding)?;
    Ok(dictionary)
}

fn store(directory: &Path, save: Option<&Path>) -> Result<Finding> {
    let mut saved = save.map(SafeFile::create).transpose().context("cannot write the articles")?;
    let mut lines = saved.as_mut().map(JsonLines);
    let mut failed = None;
    let checked = store::check(directory, |stored: Stored| {
        if let Some(lines) = &mut lines {
            failed = failed.take().or(lines.add(Item::Article(&stored.article)).err());
        }
    });
    if let Some(error) = failed {
        return Err(error).context("cannot write the articles");
    }
    let damage = match checked {
        Ok(damage) => damage,
        Err(error) => return Ok((matches!(error, store::Error::Missing(_)), error.to_string())),
    };
    if let Some(saved) = saved {
        saved.finish().context("cannot write the articles")?;
    }
    Ok((damage.none(), describe(directory, &damage, save)))
}

fn describe(directory: &Path, damage: &Damage, save: Option<&Path>) -> String {
    let mut text = format!("{} articles in {}", damage.readable, directory.display());
    if let Some(save) = save {
        text += &format!("; saved to {}", save.display());
    }
    if damage.none() {
        return text;
    }
    for finding in damage.database.iter().chain(&damage.articles).take(10) {
        text += &format!("\n     {finding}");
    }
    let unread = damage.articles.len();
    text += &format!("\n     damaged: {} articles can be read, {unread} cannot", damage.readable);
    if save.is_none() {
        text += "\n     save the former with: mokpyo doctor --save saved.jsonl";
    }
    text + "\n     then make a new store: mokpyo ingest --store NEW saved.jsonl"
}

fn index(directory: &Path, knowledge: &Knowledge) -> Finding {
    let Ok((name, generation)) = Reader::open(directory).and_then(|reader| reader.state()) else {
        return (true, "none, as there is no store to make it from".to_owned());
    };
    let place = store::index(directory);
    let index = match Index::open(&place, knowledge.words()).and_then(|index| index.verify().map(|()| index)) {
        Ok(index) => index,
        Err(error) => return (false, error.to_string()),
    };
    match index.state() {
        Some(state) if state.store == name && state.generation == generation => {
            (true, format!("shows the store's latest state, in {}", place.display()))
        }
        Some(_) | None => (false, "behind the store; the next `mokpyo ingest` brings it up to date".to_owned()),
    }
}

fn disk(directory: &Path) -> Finding {
    // The store may not be there yet: then the nearest directory above it tells.
    let Some(place) = directory.ancestors().find(|place| place.is_dir()) else {
        return (false, format!("no directory above {}", directory.display()));
    };
    match fs4::available_space(place) {
        Ok(free) => (free >= SCARCE, format!("{:.1} GB free in {}", free as f64 / 1e9, place.display())),
        Err(error) => (false, format!("{}: {error}", place.display())),
    }
}
