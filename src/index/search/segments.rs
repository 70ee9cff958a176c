//! The articles' index, opened, and what is counted over all of it.
//!
//! An index is made of segments, cut where the writer's memory was full and merged later, and a replaced article stays
//! in its segment until then. Neither must be seen in an answer: terms and letters are counted over the articles that
//! are there now, in all segments together.

use crate::index::schema::ArticleFields;
use std::io;
use std::sync::Arc;
use tantivy::columnar::{Column, StrColumn};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::TermInfo;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, Searcher, SegmentReader, TERMINATED, Term};

/// One segment with what asking needs open.
pub struct OpenSegment {
    pub(super) reader: SegmentReader,
    pub(super) words: Arc<InvertedIndexReader>,
    pub(super) pairs: Arc<InvertedIndexReader>,
    pub(super) lead: Arc<InvertedIndexReader>,
    pub(super) title: Arc<InvertedIndexReader>,
    /// The numbers made from the articles' ids.
    pub(super) keys: Column<u64>,
    /// The letters that each article begins with.
    pub(super) opening: Column<u64>,
    /// The articles' ids.
    pub(super) ids: Option<StrColumn>,
    /// Days of publication.
    pub(super) dates: Column<i64>,
    pub(super) norms: FieldNormReader,
}

/// All segments of the articles' index.
pub struct OpenSegments {
    pub(super) segments: Vec<OpenSegment>,
    pub(super) fields: ArticleFields,
    /// Articles, without those that were deleted.
    pub(super) documents: u64,
    /// Terms of an article, on the average.
    pub(super) average: f32,
}

impl OpenSegments {
    /// Opens what asking needs.
    pub fn new(searcher: &Searcher, fields: &ArticleFields) -> tantivy::Result<Self> {
        let mut segments = Vec::new();
        for reader in searcher.segment_readers() {
            let open = |field: Field| reader.inverted_index(field);
            segments.push(OpenSegment {
                words: open(fields.words)?,
                pairs: open(fields.pairs)?,
                lead: open(fields.lead)?,
                title: open(fields.title)?,
                keys: reader.fast_fields().u64("key")?,
                ids: reader.fast_fields().str("id")?,
                opening: reader.fast_fields().u64("opening")?,
                dates: reader.fast_fields().i64("date")?,
                norms: reader.get_fieldnorms_reader(fields.words)?,
                reader: reader.clone(),
            });
        }
        let statistics = Living(searcher);
        let documents = statistics.total_num_docs()?;
        let average = statistics.total_num_tokens(fields.words)? as f32 / documents.max(1) as f32;
        Ok(Self { segments, fields: fields.clone(), documents, average: average.max(1.0) })
    }

    /// How rare a term is that `frequency` articles hold.
    pub fn idf(&self, frequency: u64) -> f32 {
        let (n, df) = (self.documents as f32, frequency.min(self.documents) as f32);
        (1.0 + (n - df + 0.5) / (df + 0.5)).ln()
    }

    /// How many articles hold a word; 0 where that cannot be read.
    pub fn frequency(&self, word: &str) -> u64 {
        let term = Term::from_field_text(self.fields.words, word);
        let of = |segment: &OpenSegment| {
            let info = segment.words.get_term_info(&term).ok().flatten()?;
            segment.living(0, &info).ok()
        };
        self.segments.iter().filter_map(of).sum()
    }
}

impl OpenSegment {
    /// The inverted index of a field, by its place in [`super::first::ScoredTerm::places`].
    pub(super) fn inverted(&self, field: usize) -> &InvertedIndexReader {
        [&self.words, &self.pairs, &self.lead, &self.title][field.min(3)]
    }

    /// The number made from an article's id: an order of articles that is the same however they were indexed.
    pub(super) fn key(&self, doc: DocId) -> u64 {
        self.keys.first(doc).unwrap_or(0)
    }

    /// Articles that hold the term at `info` in a field, without those that were deleted.
    pub(super) fn living(&self, field: usize, info: &TermInfo) -> io::Result<u64> {
        Holders { reader: &self.reader, inverted: self.inverted(field), info }.count()
    }
}

/// The documents of one segment that hold one term.
pub(super) struct Holders<'s> {
    pub reader: &'s SegmentReader,
    pub inverted: &'s InvertedIndexReader,
    pub info: &'s TermInfo,
}

impl Holders<'_> {
    /// How many they are, without those that were deleted. Without deletions the term itself says it; with some its
    /// documents are read.
    pub fn count(&self) -> io::Result<u64> {
        let Some(alive) = self.reader.alive_bitset() else { return Ok(u64::from(self.info.doc_freq)) };
        let mut postings = self.inverted.read_block_postings_from_terminfo(self.info, IndexRecordOption::Basic)?;
        let mut count = 0;
        loop {
            let docs = postings.docs();
            if docs.is_empty() || docs[0] == TERMINATED {
                return Ok(count);
            }
            count += docs.iter().filter(|doc| alive.is_alive(**doc)).count() as u64;
            postings.advance();
        }
    }
}

/// Statistics for tantivy's own scores over the documents that were not deleted.
pub(super) struct Living<'s>(pub &'s Searcher);

impl Bm25StatisticsProvider for Living<'_> {
    /// From the lengths that scoring uses, which are rounded: the exact ones are only summed up with those of deleted
    /// documents.
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        if !self.0.schema().get_field_entry(field).has_fieldnorms() {
            // a field without lengths (a status, a unit) has one term
            return self.total_num_docs();
        }
        let mut tokens = 0;
        for reader in self.0.segment_readers() {
            let norms = reader.get_fieldnorms_reader(field)?;
            tokens += reader.doc_ids_alive().map(|doc| u64::from(norms.fieldnorm(doc))).sum::<u64>();
        }
        Ok(tokens)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.0.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let mut count = 0;
        for reader in self.0.segment_readers() {
            let inverted = reader.inverted_index(term.field())?;
            if let Some(info) = inverted.get_term_info(term)? {
                count += Holders { reader, inverted: &inverted, info: &info }.count()?;
            }
        }
        Ok(count)
    }
}
