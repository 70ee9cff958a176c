//! The first stage: the best candidates by BM25 over words, pairs and the lead.
//!
//! Scores are added up term after term in one array, the rarest first. As soon as what the terms still
//! to come can add is less than what separates the best candidates from the rest, the remaining (common)
//! terms are only looked up for the documents that can still get among them, over tantivy's skip lists.

use super::allowed::Allowed;
use super::question::Question;
use super::segments::{OpenSegment, OpenSegments};
use rustc_hash::FxHashMap;
use std::io;
use tantivy::fastfield::AliveBitSet;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED, Term};

/// Scores that are looked at together.
const BLOCK: usize = 64;
/// Documents of a full block of postings; a shorter one is the last.
const POSTINGS_BLOCK: usize = 128;
/// Share of a score by which sums in another order may differ: what is nearer than this is not skipped.
const ROUNDING: f32 = 1e-4;

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

    /// What a term in a field of [`ScoredTerm::places`] adds, before its weight; `None` where that depends on how often
    /// it stands there.
    const fn factor(&self, field: usize) -> Option<f32> {
        match field {
            0 | 1 => None,
            2 => Some(self.lead),
            _ => Some(self.title),
        }
    }

    /// What a word adds that a text of length `norm` holds `tf` times, before its weight. The one place where this is
    /// worked out: the same score must come out whether a term was skipped or not.
    fn saturated(&self, tf: u32, norm: f32) -> f32 {
        let tf = tf as f32;
        tf * (self.k1 + 1.0) / (tf + norm)
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
    /// The number made from its article's id, which orders equal scores.
    pub key: u64,
    /// The first stage's score.
    pub score: f32,
}

impl OpenSegments {
    /// The question's terms, each once, the rarest first.
    pub fn terms(&self, question: &Question, weights: &FirstStage) -> tantivy::Result<Vec<ScoredTerm>> {
        let mut terms: Vec<ScoredTerm> = Vec::with_capacity(question.words.len() + question.pairs.len());
        let mut seen: FxHashMap<(&str, bool), usize> = FxHashMap::default();
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
            for (field, info) in [&words, &pairs].into_iter().enumerate() {
                frequency += info.as_ref().map_or(Ok(0), |info| segment.living(field, info))?;
            }
            let lead = segment.lead.get_term_info(&term)?;
            let title = if pair { None } else { segment.title.get_term_info(&term)? };
            places.push([words, pairs, lead, title]);
        }
        if frequency == 0 {
            // the day of publication may stand in no text, but in leads
            for (segment, places) in self.segments.iter().zip(&places) {
                frequency += places[2].as_ref().map_or(Ok(0), |info| segment.living(2, info))?;
            }
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
            let open = Open { alive: segment.reader.alive_bitset(), allowed: allowed.map(|all| &all[ordinal]) };
            self.score(ordinal, terms, weights, &open, scores)?;
            let mut least = cut(&mut best, weights.keep);
            // most documents are far from the best: whole blocks of them are passed over
            for (block, scores) in scores.chunks(BLOCK).enumerate() {
                if scores.iter().copied().fold(0.0, f32::max) < least {
                    continue;
                }
                for (place, score) in scores.iter().enumerate().filter(|(_, score)| **score >= least) {
                    let doc = (block * BLOCK + place) as DocId;
                    if !open.contains(doc) {
                        continue;
                    }
                    best.push(Candidate { segment: ordinal as u32, doc, key: segment.key(doc), score: *score });
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
        open: &Open<'_>,
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
                let least = nth_best(scores, weights.keep, open) * (1.0 - ROUNDING);
                if rest < least {
                    return self.complete(ordinal, &terms[at..], weights, &norms, scores, least - rest);
                }
            }
            rest -= term.bound;
            let weight = term.idf * term.count * if term.pair { weights.pair } else { 1.0 };
            for (field, info) in term.places[ordinal].iter().enumerate() {
                let Some(info) = info else { continue };
                match weights.factor(field) {
                    None => segment.for_each_block(field, info, IndexRecordOption::WithFreqs, |docs, tfs| {
                        for (doc, tf) in docs.iter().zip(tfs) {
                            let norm = norms[usize::from(segment.norms.fieldnorm_id(*doc))];
                            scores[*doc as usize] += weight * weights.saturated(*tf, norm);
                        }
                    })?,
                    Some(factor) => segment.for_each_block(field, info, IndexRecordOption::Basic, |docs, _| {
                        for doc in docs {
                            scores[*doc as usize] += weight * factor;
                        }
                    })?,
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
            for (field, info) in term.places[ordinal].iter().enumerate() {
                let Some(info) = info else { continue };
                let factor = weights.factor(field);
                let option = if factor.is_none() { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
                let mut postings = segment.inverted(field).read_postings_from_terminfo(info, option)?;
                for doc in &docs {
                    if postings.doc() < *doc {
                        postings.seek(*doc);
                    }
                    if postings.doc() == *doc {
                        let part = factor.unwrap_or_else(|| {
                            let norm = norms[usize::from(segment.norms.fieldnorm_id(*doc))];
                            weights.saturated(postings.term_freq(), norm)
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
    /// Shows `visit` each block of the documents that hold the term at `info` in a field, with how often they do.
    fn for_each_block(
        &self,
        field: usize,
        info: &TermInfo,
        option: IndexRecordOption,
        mut visit: impl FnMut(&[DocId], &[u32]),
    ) -> io::Result<()> {
        let mut postings = self.inverted(field).read_block_postings_from_terminfo(info, option)?;
        loop {
            let docs = postings.docs();
            if docs.is_empty() || docs[0] == TERMINATED {
                return Ok(());
            }
            visit(docs, postings.freqs());
            if docs.len() < POSTINGS_BLOCK {
                return Ok(());
            }
            postings.advance();
        }
    }
}

/// The better first; equal scores in the order of the articles' keys, which knows nothing of segments.
fn better(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then_with(|| a.key.cmp(&b.key))
}

/// Keeps the best, in no order, and tells the least score among them that others must reach; the least number above 0
/// while there is room.
fn cut(best: &mut Vec<Candidate>, keep: usize) -> f32 {
    if best.len() < keep || keep == 0 {
        return f32::MIN_POSITIVE;
    }
    let (_, worst, _) = best.select_nth_unstable_by(keep - 1, better);
    let least = worst.score;
    best.truncate(keep);
    least
}

/// The score of the `n`th best open document so far; 0 when there are fewer.
fn nth_best(scores: &[f32], n: usize, open: &Open<'_>) -> f32 {
    let positive = scores.iter().enumerate().filter(|(_, score)| **score > 0.0);
    let mut positive: Vec<f32> = match open.is_everything() {
        true => positive.map(|(_, score)| *score).collect(),
        false => positive.filter(|(doc, _)| open.contains(*doc as DocId)).map(|(_, score)| *score).collect(),
    };
    if positive.len() < n || n == 0 {
        return 0.0;
    }
    let (_, nth, _) = positive.select_nth_unstable_by(n - 1, |a, b| b.total_cmp(a));
    *nth
}

/// Which documents of a segment may be found: those that were not deleted and meet the query's conditions.
struct Open<'o> {
    alive: Option<&'o AliveBitSet>,
    allowed: Option<&'o Allowed>,
}

impl Open<'_> {
    const fn is_everything(&self) -> bool {
        self.alive.is_none() && self.allowed.is_none()
    }

    fn contains(&self, doc: DocId) -> bool {
        self.alive.is_none_or(|alive| alive.is_alive(doc)) && self.allowed.is_none_or(|allowed| allowed.contains(doc))
    }
}
