//! Writing the index.

use super::document::{Prepared, key};
use super::{Index, IndexError, State, context};
use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};

/// Memory of the articles' writer before it writes a segment, in bytes.
const ARTICLES_MEMORY: usize = 96 << 20;
/// Memory of the records' writer, in bytes.
const RECORDS_MEMORY: usize = 32 << 20;

/// Writes documents. Nothing is seen by readers before [`Writer::commit`]; a process that dies before
/// leaves the index as it was at the last commit.
pub struct Writer {
    index: Index,
    articles: IndexWriter,
    records: IndexWriter,
}

impl Writer {
    pub(super) fn new(index: &Index) -> Result<Self, IndexError> {
        let at = |source| context(&index.dir, source);
        // One thread each: the pipeline's workers have done the analysis, what is left is inverting.
        let articles = index.articles.writer_with_num_threads(1, ARTICLES_MEMORY).map_err(at)?;
        let records = index.records.writer_with_num_threads(1, RECORDS_MEMORY).map_err(at)?;
        Ok(Self { index: index.clone(), articles, records })
    }

    /// Adds an article that the index does not hold yet.
    pub fn add(&mut self, prepared: Prepared) -> Result<(), IndexError> {
        add(&mut self.articles, prepared.article).map_err(|e| context(&self.index.dir, e))?;
        for record in prepared.records {
            add(&mut self.records, record).map_err(|e| context(&self.index.dir, e))?;
        }
        Ok(())
    }

    /// Adds an article in place of its former version, if there is one.
    pub fn replace(&mut self, prepared: Prepared) -> Result<(), IndexError> {
        self.delete_key(prepared.key);
        self.add(prepared)
    }

    /// Takes the article with this id out.
    pub fn delete(&mut self, article_id: &str) {
        self.delete_key(key(article_id));
    }

    fn delete_key(&mut self, key: u64) {
        self.articles.delete_term(Term::from_field_u64(self.index.article_fields.key, key));
        self.records.delete_term(Term::from_field_u64(self.index.record_fields.key, key));
    }

    /// Takes everything out.
    pub fn clear(&mut self) -> Result<(), IndexError> {
        let at = |source| context(&self.index.dir, source);
        self.articles.delete_all_documents().map_err(at)?;
        self.records.delete_all_documents().map_err(at)?;
        Ok(())
    }

    /// Makes everything so far durable and visible, as the index of this state of the store.
    ///
    /// The records are committed first: a process that dies in between leaves articles of the older
    /// state, which [`Index::state`] then reports.
    pub fn commit(&mut self, state: &State) -> Result<(), IndexError> {
        let payload = self.index.payload(state);
        commit(&mut self.records, &payload).map_err(|e| context(&self.index.dir, e))?;
        commit(&mut self.articles, &payload).map_err(|e| context(&self.index.dir, e))
    }

    /// Waits for merges under way and lets go of the index.
    pub fn finish(self) -> Result<(), IndexError> {
        let at = |source| context(&self.index.dir, source);
        self.records.wait_merging_threads().map_err(at)?;
        self.articles.wait_merging_threads().map_err(at)?;
        // what is there now was compared before it was written on, or is our own
        super::whole::remember(&self.index.dir, &self.index.both());
        Ok(())
    }
}

/// tantivy only says that its thread has ended; the reason (a full disk) is told by the thread itself.
fn add(writer: &mut IndexWriter<TantivyDocument>, document: TantivyDocument) -> tantivy::Result<()> {
    match writer.add_document(document) {
        Err(TantivyError::ErrorInThread(dead)) => match writer.prepare_commit() {
            Err(reason) => Err(reason),
            Ok(_) => Err(TantivyError::ErrorInThread(dead)),
        },
        other => other.map(|_| ()),
    }
}

fn commit(writer: &mut IndexWriter<TantivyDocument>, payload: &str) -> tantivy::Result<()> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(payload);
    prepared.commit()?;
    Ok(())
}
