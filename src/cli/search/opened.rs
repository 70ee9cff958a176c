//! The store, its index and the dictionaries, opened for asking.

use crate::cli::{Shared, progress};
use crate::index::{Index, IndexError, Searcher};
use crate::pipeline::{Knowledge, catch_up};
use crate::store::{self, Reader, Store};
use anyhow::Result;

/// What asking needs.
pub struct Opened {
    /// The dictionaries.
    pub knowledge: Knowledge,
    /// The store.
    pub reader: Reader,
    index: Index,
}

impl Opened {
    /// Opens the store that `shared` names. An index that another version or other dictionaries made, or
    /// whose files are damaged, is made again from the store first.
    pub fn open(shared: &Shared) -> Result<Self> {
        let directory = shared.store()?;
        let reader = Reader::open(&directory)?;
        let knowledge = shared.knowledge()?;
        let place = store::index(&directory);
        let open = || Index::open(&place, knowledge.words()).and_then(Index::ready);
        let index = match open() {
            Err(error) if error.wants_rebuild() => {
                rebuild(shared, &directory, &knowledge, &error)?;
                open()?
            }
            other => other?,
        };
        let (name, generation) = reader.state()?;
        match index.state() {
            Some(state) if state.store == name && state.generation < generation => shared.say(format_args!(
                "note: the search index does not know the latest articles yet; `mokpyo ingest` (any input) completes it"
            )),
            _ => {}
        }
        Ok(Self { knowledge, reader, index })
    }

    /// A searcher for one thread.
    pub fn searcher(&self) -> Result<Searcher<'_>> {
        Ok(self.index.searcher(self.knowledge.analyser(), self.knowledge.lexicon())?)
    }
}

fn rebuild(shared: &Shared, directory: &std::path::Path, knowledge: &Knowledge, error: &IndexError) -> Result<()> {
    let store = Store::open(directory, knowledge.extractor())?;
    shared.say(format_args!("{}", error.reason()));
    let bar = progress::articles(shared, "search index");
    let (target, _) = catch_up(directory, store, knowledge, shared.belt(), |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    })?;
    target.close()?;
    bar.finish_and_clear();
    Ok(())
}
