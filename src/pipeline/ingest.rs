//! Articles into the store and the index.
//!
//! Workers read an article, tell by its hash whether the store already holds it as it is, and only then tokenise,
//! extract, pack and prepare the index's document. One thread commits: first a batch to the store, with the list of
//! what the index has missed, then, less often, the index. Killed at any moment, the next run finds both lists
//! and goes on.

use super::conveyor::Belt;
use super::extract::Input;
use super::knowledge::{Knowledge, Reader};
use super::tally::Tally;
use crate::index::{IndexError, Prepared, Preparer, State, Writer};
use crate::model::Article;
use crate::store::{self, Change, ContentHash, Entry, Known, Packer, Store, Summary, content_hash};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A batch of the store ends after so many bytes of packed entries …
const BATCH_BYTES: usize = 8 << 20;
/// … or so many articles, unless [`Ingest::commit_every`] says otherwise.
pub const BATCH_ARTICLES: usize = 2000;
/// The index is committed once for so many batches: its commit costs more than one of the store.
const INDEX_BATCHES: u32 = 25;

/// Why an ingest stopped. What was committed before is safe, and the same command goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The store.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// Memory for packing.
    #[error("cannot prepare articles for the store: {0}")]
    Pack(std::io::Error),
}

/// What an ingest did.
#[derive(Debug, Default)]
pub struct Report {
    /// New, changed, unchanged articles.
    pub summary: Summary,
    /// What the new and changed ones hold.
    pub tally: Tally,
    /// Inputs or parts of them that were refused.
    pub refused: u64,
    /// Ids that came with different contents in one run; the last one stays.
    pub ambiguous: Vec<String>,
    /// Articles that our own code failed on, with its message: a mistake of mokpyo.
    pub failures: Vec<String>,
}

/// What happens while an ingest runs.
pub trait Watch<Refusal>: Sync {
    /// Something was refused.
    fn refused(&self, refusal: &Refusal);
    /// So many articles have gone through.
    fn progress(&self, summary: &Summary);
    /// Whether to stop here: what was taken so far is committed, the rest left for the next run.
    fn stop(&self) -> bool;
}

/// Why the belt stopped before its end.
enum Halt {
    Asked,
    Failed(IngestError),
}

/// A worker's scratch memory.
struct Bench<'k> {
    reader: Reader<'k>,
    preparer: Option<Preparer>,
    packer: std::io::Result<Packer>,
}

/// What a worker hands on.
enum Made<Refusal> {
    Refused(Refusal),
    Unchanged,
    Ready(Box<Ready>),
    Failed(String),
}

struct Ready {
    change: Change,
    content: ContentHash,
    entry: std::io::Result<Entry>,
    document: Option<Prepared>,
    tally: Tally,
}

/// Reads articles into a store and its index.
pub struct Ingest<'a> {
    /// Dictionary and lexicon.
    pub knowledge: &'a Knowledge,
    /// Threads and memory.
    pub belt: Belt,
    /// What the store holds.
    pub known: &'a Known,
    /// Read every article again, also those that the store holds as they are.
    pub again: bool,
    /// A batch ends after so many articles, if it is not ended by its size.
    pub commit_every: usize,
}

impl<'a> Ingest<'a> {
    /// Sends every item of `source` (with its weight in bytes) through `read` and the floors, into `target`;
    /// without one nothing is written, and the report says what would be.
    pub fn run<Item: Send, Refusal: Send>(
        &self,
        source: impl Iterator<Item = (usize, Item)> + Send,
        read: impl Fn(Item, &mut dyn FnMut(Input<Refusal>)) + Sync,
        watch: &impl Watch<Refusal>,
        target: Option<&mut Target>,
    ) -> Result<Report, IngestError> {
        let indexed = target.is_some();
        let bench = || Bench {
            reader: self.knowledge.reader(),
            preparer: indexed.then(|| Preparer::new(self.knowledge.analyser())),
            packer: Packer::new(),
        };
        let work = |bench: &mut Bench<'a>, item: Item| {
            let mut made = Vec::new();
            read(item, &mut |input| {
                made.push(match input {
                    Input::Article(article) => self.article(bench, &article),
                    Input::Refused(refusal) => Made::Refused(refusal),
                });
            });
            made
        };
        let mut sink = Batches::new(target, self.commit_every);
        let run = self.belt.run(source, bench, work, |made| {
            if watch.stop() {
                return Err(Halt::Asked);
            }
            made.into_iter().try_for_each(|made| sink.take(made, watch)).map_err(Halt::Failed)?;
            watch.progress(&sink.report.summary);
            Ok(())
        });
        match run {
            Ok(()) | Err(Halt::Asked) => sink.finish(),
            Err(Halt::Failed(error)) => Err(error),
        }
    }

    /// Reads one article, unless the store holds it as it is.
    fn article<Refusal>(&self, bench: &mut Bench<'a>, article: &Article) -> Made<Refusal> {
        let content = content_hash(article);
        let change = self.known.change(&article.id, &content);
        if change == Change::Unchanged && !self.again {
            return Made::Unchanged;
        }
        // A mistake of ours in one article must not cost the others.
        let read = catch_unwind(AssertUnwindSafe(|| {
            let (tokens, records) = bench.reader.records(article);
            let document = bench.preparer.as_mut().map(|preparer| preparer.prepare(article, &tokens, &records));
            (document, records)
        }));
        let Ok((document, records)) = read else {
            bench.reader.renew(); // whatever state the old one is in
            return Made::Failed(article.id.clone());
        };
        let entry = match &mut bench.packer {
            Ok(packer) => packer.entry(article, content, &records),
            Err(error) => Err(std::io::Error::new(error.kind(), error.to_string())),
        };
        let tally = Tally::of(article.stub, &records);
        Made::Ready(Box::new(Ready { change, content, entry, document, tally }))
    }
}

/// Where articles go: the store and the writer of its index.
pub struct Target {
    store: Store,
    name: String,
    index: Writer,
    batches: u32,
}

impl Target {
    /// A store and the writer of its index, both in the same state (see [`super::catch_up`]).
    pub fn new(store: Store, index: Writer) -> Result<Self, IngestError> {
        let name = store.name()?;
        Ok(Self { store, name, index, batches: 0 })
    }

    fn commit(&mut self, entries: &[Entry], documents: Vec<Prepared>) -> Result<(), IngestError> {
        self.store.commit(entries)?;
        self.batches += 1;
        documents.into_iter().try_for_each(|document| self.index.replace(document))?;
        if self.batches >= INDEX_BATCHES {
            self.commit_index()?;
        }
        Ok(())
    }

    /// Brings the index to the store's generation.
    pub fn commit_index(&mut self) -> Result<(), IngestError> {
        let generation = self.store.generation()?;
        self.index.commit(&State { store: self.name.clone(), generation })?;
        self.batches = 0;
        Ok(self.store.settle(generation)?)
    }

    /// Ends well: the index's merges done, the store's log written back.
    pub fn close(self) -> Result<(), IngestError> {
        self.index.finish()?;
        Ok(self.store.close()?)
    }
}

/// The sink: gathers batches and commits them.
struct Batches<'t> {
    target: Option<&'t mut Target>,
    entries: Vec<Entry>,
    documents: Vec<Prepared>,
    bytes: usize,
    most: usize,
    /// What this run has brought, so that an id that comes twice is noticed.
    brought: HashMap<Box<str>, ContentHash>,
    report: Report,
}

impl<'t> Batches<'t> {
    fn new(target: Option<&'t mut Target>, most: usize) -> Self {
        Self {
            target,
            entries: Vec::new(),
            documents: Vec::new(),
            bytes: 0,
            most,
            brought: HashMap::new(),
            report: Report::default(),
        }
    }

    fn take<Refusal>(&mut self, made: Made<Refusal>, watch: &impl Watch<Refusal>) -> Result<(), IngestError> {
        match made {
            Made::Refused(refusal) => {
                self.report.refused += 1;
                watch.refused(&refusal);
            }
            Made::Unchanged => self.report.summary.add(Change::Unchanged),
            Made::Failed(id) => self.report.failures.push(id),
            Made::Ready(ready) => self.ready(*ready)?,
        }
        Ok(())
    }

    fn ready(&mut self, ready: Ready) -> Result<(), IngestError> {
        let entry = ready.entry.map_err(IngestError::Pack)?;
        match self.brought.insert(entry.id().into(), ready.content) {
            Some(before) if before == ready.content => {
                self.report.summary.add(Change::Unchanged);
                return Ok(());
            }
            Some(_) => {
                self.report.summary.add(Change::Changed);
                self.report.ambiguous.push(entry.id().to_owned());
            }
            None => self.report.summary.add(ready.change),
        }
        self.report.tally.add(ready.tally);
        if self.target.is_some() {
            self.bytes += entry.weight() + ready.document.as_ref().map_or(0, Prepared::weight);
            self.entries.push(entry);
            self.documents.extend(ready.document);
            if self.bytes >= BATCH_BYTES || self.entries.len() >= self.most {
                self.commit()?;
            }
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<(), IngestError> {
        if let Some(target) = &mut self.target
            && !self.entries.is_empty()
        {
            target.commit(&self.entries, std::mem::take(&mut self.documents))?;
            self.entries.clear();
            self.bytes = 0;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Report, IngestError> {
        self.commit()?;
        if let Some(target) = &mut self.target
            && target.batches > 0
        {
            target.commit_index()?;
        }
        Ok(self.report)
    }
}
