//! The index follows the store: what it has missed is indexed, and what is damaged or foreign is rebuilt.

use super::conveyor::Belt;
use super::ingest::{IngestError, Target};
use super::knowledge::Knowledge;
use crate::index::{Index, IndexError, Preparer, State, Writer};
use crate::store::{self, ArticleNumber, Reader, Store};
use std::path::Path;

/// Why the index was written, and how much of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaughtUp {
    /// What was wrong; `None` when nothing was.
    pub reason: Option<String>,
    /// How many articles were indexed again.
    pub articles: usize,
}

/// Opens the index of the store in `directory` for writing, in the store's own state: articles that it has missed
/// are indexed, and a missing, damaged or foreign index is made again from the store. `progress` hears how many of
/// how many articles are done.
pub fn catch_up(
    directory: &Path,
    mut store: Store,
    knowledge: &Knowledge,
    belt: Belt,
    mut progress: impl FnMut(usize, usize),
) -> Result<(Target, CaughtUp), IngestError> {
    let place = store::index(directory);
    let (name, generation) = (store.name()?, store.generation()?);
    let (index, missed, reason) = match Index::open(&place, knowledge.words()).and_then(verified) {
        Ok(index) => match missed(&index, &store, &name, generation)? {
            Ok(numbers) if numbers.is_empty() => (index, numbers, None),
            Ok(numbers) => (index, numbers, Some("an earlier run ended before the index was written".to_owned())),
            Err(reason) => rebuilt(directory, &place, knowledge, Some(reason))?,
        },
        Err(error) if error.wants_rebuild() => {
            let reason = (!matches!(error, IndexError::Missing(_)) || generation > 0).then(|| error.to_string());
            rebuilt(directory, &place, knowledge, reason)?
        }
        Err(error) => return Err(error.into()),
    };
    let mut writer = index.writer()?;
    if !missed.is_empty() {
        fill(directory, &mut writer, &missed, knowledge, belt, &mut progress)?;
        writer.commit(&State { store: name, generation })?;
    }
    store.settle(generation)?;
    Ok((Target::new(store, writer)?, CaughtUp { reason, articles: missed.len() }))
}

/// The index, if its files are whole: reading them costs less than a second for a gigabyte, and a damaged one must
/// not be written on.
fn verified(index: Index) -> Result<Index, IndexError> {
    index.verify()?;
    Ok(index)
}

/// The articles that the index does not know in their present form; or why all of them must be indexed again.
fn missed(
    index: &Index,
    store: &Store,
    name: &str,
    generation: i64,
) -> Result<Result<Vec<ArticleNumber>, String>, store::Error> {
    Ok(match index.state() {
        None if generation == 0 => Ok(Vec::new()),
        None => Err("it was never finished".to_owned()),
        Some(state) if state.store != name => Err("it belongs to another store".to_owned()),
        Some(state) if state.generation > generation => Err("it is ahead of the store".to_owned()),
        Some(state) if state.generation < store.settled()? => Err("it is too old to be continued".to_owned()),
        Some(state) => Ok(store.pending(state.generation)?),
    })
}

/// A new index, and all the store's articles to be put in.
fn rebuilt(
    directory: &Path,
    place: &Path,
    knowledge: &Knowledge,
    reason: Option<String>,
) -> Result<(Index, Vec<ArticleNumber>, Option<String>), IngestError> {
    let numbers = Reader::open(directory)?.arrivals()?;
    Ok((Index::create(place, knowledge.words())?, numbers, reason))
}

/// Indexes `numbers` from the store. Their records are the stored ones: the index never knows better than the store.
fn fill(
    directory: &Path,
    writer: &mut Writer,
    numbers: &[ArticleNumber],
    knowledge: &Knowledge,
    belt: Belt,
    progress: &mut impl FnMut(usize, usize),
) -> Result<(), IngestError> {
    let reader = Reader::open(directory)?;
    let source = numbers.iter().map_while(move |number| reader.get(*number).transpose()).map(|stored| {
        let weight = stored.as_ref().map_or(0, |stored| stored.article.text.len() + stored.records.len());
        (weight, stored)
    });
    let worker = || (knowledge.analyser().worker(), Preparer::new(knowledge.analyser()));
    let mut done = 0;
    belt.run(
        source,
        worker,
        |(worker, preparer), stored| {
            let stored = stored?;
            let records = stored.records()?;
            Ok::<_, store::Error>(preparer.prepare(&stored.article, &worker.analyse(&stored.article.text), &records))
        },
        |document| {
            writer.replace(document?)?;
            done += 1;
            progress(done, numbers.len());
            Ok(())
        },
    )
}
