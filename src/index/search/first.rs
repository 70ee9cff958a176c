//! The first stage: the best candidates by BM25 over words, pairs and the lead.
//!
//! Scores are added up term after term in one array, the rarest first. As soon as what the terms still
//! to come can add is less than what separates the best candidates from the rest, the remaining (common)
//! terms are only looked up for the documents that can still get among them, over tantivy's skip lists.

use super::question::Question;
use crate::index::schema::ArticleFields;
use std::collections::HashMap;
use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, Postings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Searcher, SegmentReader, TERMINATED, Term};

/// Scores that are looked at together.
const BLOCK: usize = 64;

/// How the first stage weighs.
#[derive(Debug, Clone, Copy)]
pub struct FirstStage {
    /// Saturation of repeated words.
    pub k1: f32,
    /// How much long texts are held back.
    pub b: f32,
    /// Weight of pairs beside words.
    pub pair: f32,
    /// What a term in the lead adds.
    pub lead: f32,
    /// What a term in the title adds.
    pub title: f32,
    /// Weight of the terms of other names.
    pub also: f32,
    /// Candidates kept for the second stage, of a small collection; see [`FirstStage::kept`].
    pub keep: usize,
    /// Documents of a segment from which on common terms are only looked up for the best.
    pub skip_from: u32,
}

impl Default for FirstStage {
    fn default() -> Self {
        Self { k1: 0.9, b: 0.75, pair: 0.3, lead: 1.0, title: 0.5, also: 0.4, keep: 50, skip_from: 20_000 }
    }
}

impl FirstStage {
    /// Candidates kept of so many documents: the wanted one stands the lower the more there are.
    pub fn kept(&self, documents: u64) -> usize {
        (documents as usize / 250).clamp(self.keep, 3 * self.keep)
    }
}

/// A term of the question as the index knows it.
#[derive(Debug, Clone)]
pub struct ScoredTerm {
    /// The term.
    pub text: String,
    /// How often the question asks for it (less than once: as another name only).
    pub count: f32,
    /// Whether it is a pair of syllables.
    pub pair: bool,
    /// Articles that hold it.
    pub frequency: u64,
    /// How rare it is.
    pub idf: f32,
    /// What it can add at most.
    bound: f32,
    /// Where its postings lie: for each segment those of words, pairs, lead and title.
    pub(super) places: Vec<[Option<TermInfo>; 4]>,
}

/// A candidate: segment, document, score.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// Which segment.
    pub segment: u32,
    /// Which document in it.
    pub doc: DocId,
    /// The first stage's score.
    pub score: f32,
}

/// One segment with what asking needs open.
pub struct OpenSegment {
    pub(super) reader: SegmentReader,
    pub(super) words: std::sync::Arc<InvertedIndexReader>,
    pub(super) pairs: std::sync::Arc<InvertedIndexReader>,
    pub(super) lead: std::sync::Arc<InvertedIndexReader>,
    pub(super) title: std::sync::Arc<InvertedIndexReader>,
    /// The letters that each article begins with.
    pub(super) opening: Column<u64>,
    /// Days of publication.
    pub(super) dates: Column<i64>,
    norms: FieldNormReader,
}

/// All segments of the articles' index.
pub struct OpenSegments {
    pub(super) segments: Vec<OpenSegment>,
    pub(super) fields: ArticleFields,
    pub(super) documents: u64,
    average: f32,
}

impl OpenSegments {
    /// Opens what asking needs.
    pub fn new(searcher: &Searcher, fields: &ArticleFields) -> tantivy::Result<Self> {
        let mut segments = Vec::new();
        let mut tokens = 0;
        for reader in searcher.segment_readers() {
            let open = |field: Field| reader.inverted_index(field);
            let words = open(fields.words)?;
            tokens += words.total_num_tokens();
            segments.push(OpenSegment {
                words,
                pairs: open(fields.pairs)?,
                lead: open(fields.lead)?,
                title: open(fields.title)?,
                opening: reader.fast_fields().u64("opening")?,
                dates: reader.fast_fields().i64("date")?,
                norms: reader.get_fieldnorms_reader(fields.words)?,
                reader: reader.clone(),
            });
        }
        let documents: u64 = segments.iter().map(|s| u64::from(s.reader.max_doc())).sum();
        let average = tokens as f32 / documents.max(1) as f32;
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
        let of = |segment: &OpenSegment| segment.words.doc_freq(&term).map_or(0, u64::from);
        self.segments.iter().map(of).sum()
    }

    /// The question's terms, each once, the rarest first.
    pub fn terms(&self, question: &Question, weights: &FirstStage) -> tantivy::Result<Vec<ScoredTerm>> {
        let mut terms: Vec<ScoredTerm> = Vec::with_capacity(question.words.len() + question.pairs.len());
        let mut seen: HashMap<(&str, bool), usize> = HashMap::new();
        for (term, pair) in question.words.iter().map(|t| (t, false)).chain(question.pairs.iter().map(|t| (t, true))) {
            if let Some(at) = seen.get(&(term.text.as_str(), pair)) {
                terms[*at].count += 1.0;
                continue;
            }
            seen.insert((&term.text, pair), terms.len());
            terms.push(self.look_up(&term.text, pair, 1.0)?);
        }
        for term in question.also.iter().flat_map(|also| &also.terms) {
            if !seen.contains_key(&(term.text.as_str(), false)) {
                seen.insert((&term.text, false), terms.len());
                terms.push(self.look_up(&term.text, false, weights.also)?);
            }
        }
        for term in &mut terms {
            let field = if term.pair { weights.pair } else { 1.0 };
            // a pair may stand among the words and among the pairs, but not in the title
            let most = if term.pair { weights.k1 + 1.0 } else { weights.title };
            term.bound = field * term.count * term.idf * (weights.k1 + 1.0 + weights.lead + most);
        }
        terms.sort_by(|a, b| b.bound.total_cmp(&a.bound).then_with(|| a.text.cmp(&b.text)));
        Ok(terms)
    }

    fn look_up(&self, text: &str, pair: bool, count: f32) -> tantivy::Result<ScoredTerm> {
        // A term is its bytes in every field, so one will do for all of them.
        let term = Term::from_field_text(self.fields.words, text);
        let mut places = Vec::with_capacity(self.segments.len());
        let mut frequency = 0;
        for segment in &self.segments {
            let words = segment.words.get_term_info(&term)?;
            let pairs = if pair { segment.pairs.get_term_info(&term)? } else { None };
            frequency += [&words, &pairs].into_iter().flatten().map(|info| u64::from(info.doc_freq)).sum::<u64>();
            let lead = segment.lead.get_term_info(&term)?;
            if words.is_none() && !pair {
                // the day of publication stands in no text
                frequency += lead.as_ref().map_or(0, |info| u64::from(info.doc_freq));
            }
            let title = if pair { None } else { segment.title.get_term_info(&term)? };
            places.push([words, pairs, lead, title]);
        }
        let idf = self.idf(frequency);
        Ok(ScoredTerm { text: text.to_owned(), count, pair, frequency, idf, bound: 0.0, places })
    }

    /// The best candidates, best first. `allowed` says which documents may be found.
    pub fn best(
        &self,
        terms: &[ScoredTerm],
        weights: &FirstStage,
        allowed: Option<&[Allowed]>,
        scores: &mut Vec<f32>,
    ) -> tantivy::Result<Vec<Candidate>> {
        let mut best: Vec<Candidate> = Vec::with_capacity(2 * weights.keep);
        for (ordinal, segment) in self.segments.iter().enumerate() {
            scores.clear();
            scores.resize(segment.reader.max_doc() as usize, 0.0);
            self.score(ordinal, terms, weights, scores)?;
            let alive = segment.reader.alive_bitset();
            let mut least = cut(&mut best, weights.keep);
            // most documents are far from the best: whole blocks of them are passed over
            for (block, scores) in scores.chunks(BLOCK).enumerate() {
                if scores.iter().copied().fold(0.0, f32::max) <= least {
                    continue;
                }
                for (place, score) in scores.iter().enumerate().filter(|(_, score)| **score > least) {
                    let doc = (block * BLOCK + place) as DocId;
                    if alive.is_some_and(|alive| alive.is_deleted(doc))
                        || allowed.is_some_and(|allowed| !allowed[ordinal].contains(doc))
                    {
                        continue;
                    }
                    best.push(Candidate { segment: ordinal as u32, doc, score: *score });
                }
                if best.len() >= 2 * weights.keep {
                    least = cut(&mut best, weights.keep);
                }
            }
        }
        cut(&mut best, weights.keep);
        best.sort_unstable_by(better);
        Ok(best)
    }

    fn score(
        &self,
        ordinal: usize,
        terms: &[ScoredTerm],
        weights: &FirstStage,
        scores: &mut [f32],
    ) -> tantivy::Result<()> {
        let segment = &self.segments[ordinal];
        let norms: Vec<f32> = (0..=255u8)
            .map(|id| {
                let length = FieldNormReader::id_to_fieldnorm(id) as f32;
                weights.k1 * (1.0 - weights.b + weights.b * length / self.average)
            })
            .collect();
        let mut rest: f32 = terms.iter().map(|t| t.bound).sum();
        let many = segment.reader.max_doc() / 16;
        for (at, term) in terms.iter().enumerate() {
            // Only common terms are worth the look at what is still to win.
            if at > 0 && term.frequency > u64::from(many) && segment.reader.max_doc() >= weights.skip_from {
                let least = nth_best(scores, weights.keep);
                if rest < least {
                    return self.complete(ordinal, &terms[at..], weights, &norms, scores, least - rest);
                }
            }
            rest -= term.bound;
            let weight = term.idf * term.count * if term.pair { weights.pair } else { 1.0 };
            let fields = segment.postings(&term.places[ordinal])?;
            for mut postings in fields.counted.into_iter().flatten() {
                loop {
                    let docs = postings.docs();
                    if docs.is_empty() || docs[0] == TERMINATED {
                        break;
                    }
                    for (doc, tf) in docs.iter().zip(postings.freqs()) {
                        let tf = *tf as f32;
                        let norm = norms[usize::from(segment.norms.fieldnorm_id(*doc))];
                        scores[*doc as usize] += weight * tf * (weights.k1 + 1.0) / (tf + norm);
                    }
                    if docs.len() < 128 {
                        break;
                    }
                    postings.advance();
                }
            }
            for (mut postings, factor) in [(fields.lead, weights.lead), (fields.title, weights.title)]
                .into_iter()
                .filter_map(|(p, f)| Some((p?, f)))
            {
                loop {
                    let docs = postings.docs();
                    if docs.is_empty() || docs[0] == TERMINATED {
                        break;
                    }
                    for doc in docs {
                        scores[*doc as usize] += weight * factor;
                    }
                    if docs.len() < 128 {
                        break;
                    }
                    postings.advance();
                }
            }
        }
        Ok(())
    }

    /// Adds the remaining terms to documents that score at least `least`; takes the others out.
    fn complete(
        &self,
        ordinal: usize,
        terms: &[ScoredTerm],
        weights: &FirstStage,
        norms: &[f32],
        scores: &mut [f32],
        least: f32,
    ) -> tantivy::Result<()> {
        let segment = &self.segments[ordinal];
        let mut docs: Vec<DocId> = Vec::new();
        for (doc, score) in scores.iter_mut().enumerate() {
            if *score >= least {
                docs.push(doc as DocId);
            } else {
                *score = 0.0;
            }
        }
        for term in terms {
            let weight = term.idf * term.count * if term.pair { weights.pair } else { 1.0 };
            let factors = [None, None, Some(weights.lead), Some(weights.title)];
            for (field, (info, factor)) in term.places[ordinal].iter().zip(factors).enumerate() {
                let Some(info) = info else { continue };
                let option = if factor.is_none() { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
                let mut postings = segment.inverted(field).read_postings_from_terminfo(info, option)?;
                for doc in &docs {
                    if postings.doc() < *doc {
                        postings.seek(*doc);
                    }
                    if postings.doc() == *doc {
                        let part = factor.unwrap_or_else(|| {
                            let tf = postings.term_freq() as f32;
                            let norm = norms[usize::from(segment.norms.fieldnorm_id(*doc))];
                            tf * (weights.k1 + 1.0) / (tf + norm)
                        });
                        scores[*doc as usize] += weight * part;
                    }
                }
            }
        }
        Ok(())
    }
}

impl OpenSegment {
    /// The inverted index of a field, by its place in [`ScoredTerm::places`].
    pub(super) fn inverted(&self, field: usize) -> &InvertedIndexReader {
        [&self.words, &self.pairs, &self.lead, &self.title][field.min(3)]
    }

    fn postings(&self, places: &[Option<TermInfo>; 4]) -> tantivy::Result<TermPostings> {
        let read = |field: usize, option| {
            let info = places[field].as_ref();
            info.map(|info| self.inverted(field).read_block_postings_from_terminfo(info, option)).transpose()
        };
        Ok(TermPostings {
            counted: [read(0, IndexRecordOption::WithFreqs)?, read(1, IndexRecordOption::WithFreqs)?],
            lead: read(2, IndexRecordOption::Basic)?,
            title: read(3, IndexRecordOption::Basic)?,
        })
    }
}

struct TermPostings {
    counted: [Option<BlockSegmentPostings>; 2],
    lead: Option<BlockSegmentPostings>,
    title: Option<BlockSegmentPostings>,
}

/// The better first; equal scores in the order of the index.
fn better(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then_with(|| (a.segment, a.doc).cmp(&(b.segment, b.doc)))
}

/// Keeps the best, in no order, and tells the least score among them that others must exceed.
fn cut(best: &mut Vec<Candidate>, keep: usize) -> f32 {
    if best.len() < keep || keep == 0 {
        return 0.0;
    }
    let (_, worst, _) = best.select_nth_unstable_by(keep - 1, better);
    let least = worst.score;
    best.truncate(keep);
    least
}

/// The score of the `n`th best document so far; 0 when there are fewer.
fn nth_best(scores: &[f32], n: usize) -> f32 {
    let mut positive: Vec<f32> = scores.iter().copied().filter(|score| *score > 0.0).collect();
    if positive.len() < n || n == 0 {
        return 0.0;
    }
    let (_, nth, _) = positive.select_nth_unstable_by(n - 1, |a, b| b.total_cmp(a));
    *nth
}

/// Which documents of a segment may be found.
#[derive(Debug, Clone)]
pub struct Allowed(Vec<u64>);

impl Allowed {
    /// None of `documents` documents.
    pub fn none(documents: DocId) -> Self {
        Self(vec![0; documents as usize / 64 + 1])
    }

    /// Allows one.
    pub fn insert(&mut self, doc: DocId) {
        self.0[doc as usize / 64] |= 1 << (doc % 64);
    }

    /// Whether it is allowed.
    pub fn contains(&self, doc: DocId) -> bool {
        self.0[doc as usize / 64] & 1 << (doc % 64) != 0
    }

    /// How many are.
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = DocId> + '_ {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            (0..64).filter(move |bit| word & 1 << bit != 0).map(move |bit| (index * 64 + bit) as DocId)
        })
    }
}
