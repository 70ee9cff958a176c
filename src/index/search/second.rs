//! The second stage: the first stage's candidates again, by what single terms cannot say.
//!
//! For each candidate the positions of the question's words are read from the index. Positions count
//! letters, so a word of the question and of the text that belong together lie on one diagonal
//! (position in the text minus position in the question), however either was spaced or cut.

use super::first::{Candidate, ScoredTerm};
use super::places::{Look, MOST_TERMS, Place, place, term};
use super::question::Question;
use super::segments::OpenSegments;
use crate::index::day::{is_day_or_month, nearness};
use crate::index::opening::Asked;
use crate::model::Span;
use rustc_hash::FxHashMap;
use tantivy::DocSet;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;

/// Positions of one word in one text that are looked at.
const MOST_POSITIONS: usize = 32;

/// What the second stage sees of a candidate. All but `first` are shares of the question's rare words
/// (weighted by rarity), 0 to 1.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence {
    /// The first stage's score, as a share of the best.
    pub first: f32,
    /// Words that occur at all.
    pub words: f32,
    /// Words that occur in the question's order and distance.
    pub order: f32,
    /// Words that occur close together.
    pub passage: f32,
    /// Words in order at the very beginning.
    pub start: f32,
    /// Pairs of syllables that occur.
    pub pairs: f32,
    /// Pairs of syllables that occur in the lead.
    pub lead_pairs: f32,
    /// Days and months that were asked for and occur, or are those of publication.
    pub days: f32,
    /// How near the publication is to a day that was asked for.
    pub published: f32,
    /// Pairs of letters that the opening repeats in the question's order.
    pub opening: f32,
    /// Pairs of syllables that any article has, as a share of those asked for; the same for all candidates, and not
    /// weighed.
    pub known: f32,
}

/// How the second stage weighs what it sees. Fitted (`benches/weights.py`: softmax over the candidates, L2) on what
/// `benches/ranking --dump` wrote for 1,600 titles of releases in all four forms; none of them is a title that
/// quality is reported on.
#[derive(Debug, Clone, Copy)]
pub struct SecondStage(pub [f32; 10]);

impl Default for SecondStage {
    fn default() -> Self {
        Self([4.17, 2.13, 2.45, 3.38, 0.68, 2.92, 1.48, 1.81, 1.88, 2.90])
    }
}

impl Evidence {
    /// What the features are called, in the order of [`SecondStage`]'s weights.
    pub const NAMES: [&str; 10] = [
        "first_stage",
        "words",
        "order",
        "passage",
        "beginning",
        "pairs",
        "lead_pairs",
        "days",
        "published",
        "opening",
    ];

    /// The features in the order of [`SecondStage`]'s weights.
    pub const fn features(&self) -> [f32; 10] {
        [
            self.first,
            self.words,
            self.order,
            self.passage,
            self.start,
            self.pairs,
            self.lead_pairs,
            self.days,
            self.published,
            self.opening,
        ]
    }

    /// Whether the article holds enough of the question to be shown to people when none holds all of it.
    pub fn is_about_it(&self) -> bool {
        let pairs = self.pairs * self.known;
        self.words.max(pairs) >= 0.5 && (pairs >= 0.3 || self.known == 0.0)
    }

    /// The weighted sum.
    pub fn score(&self, weights: &SecondStage) -> f32 {
        self.features().iter().zip(weights.0).map(|(feature, weight)| feature * weight).sum()
    }
}

/// The question's terms by their text, words and pairs.
type Known<'t> = FxHashMap<(&'t str, bool), &'t ScoredTerm>;

/// Looks at the candidates.
pub fn evidence(
    index: &OpenSegments,
    question: &Question,
    terms: &[ScoredTerm],
    candidates: &[Candidate],
) -> tantivy::Result<Vec<Evidence>> {
    let known: Known<'_> = terms.iter().map(|t| ((t.text.as_str(), t.pair), t)).collect();
    let top = candidates.iter().map(|c| c.score).fold(f32::MIN_POSITIVE, f32::max);
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|i| (candidates[*i].segment, candidates[*i].doc));
    let mut places: Vec<Vec<Place>> = candidates.iter().map(|_| Vec::with_capacity(64)).collect();
    let mut pairs: Vec<f32> = vec![0.0; candidates.len()];
    let mut weights = Vec::with_capacity(question.words.len());
    let mut read = Vec::new();
    // more words than a place can tell apart are no question
    for (number, word) in question.words.iter().enumerate().take(MOST_TERMS) {
        let Some(scored) = known.get(&(word.text.as_str(), false)) else {
            weights.push(index.idf(0));
            continue;
        };
        for (segment, members) in by_segment(candidates, &order) {
            let Some(info) = &scored.places[segment][0] else { continue };
            let words = &index.segments[segment].words;
            let mut postings = words.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
            for member in members {
                let doc = candidates[*member].doc;
                if postings.doc() < doc {
                    postings.seek(doc);
                }
                if postings.doc() == doc {
                    read.clear();
                    postings.positions(&mut read);
                    places[*member].extend(read.iter().take(MOST_POSITIONS).map(|position| place(*position, number)));
                }
            }
        }
        weights.push(scored.idf);
    }
    let days = days(index, question, &known, candidates, &order, &places)?;
    let meant = other_names(index, question, &known, candidates, &order, &mut places)?;
    let (mut pair_total, mut known_pairs) = (f32::MIN_POSITIVE, 0.0);
    let mut lead_pairs: Vec<f32> = vec![0.0; candidates.len()];
    let (mut found, mut in_lead) = (vec![false; candidates.len()], vec![false; candidates.len()]);
    for term in &question.pairs {
        let Some(scored) = known.get(&(term.text.as_str(), true)).filter(|scored| scored.frequency > 0) else {
            continue;
        };
        for (member, spans) in meant.iter().enumerate() {
            found[member] = spans.iter().any(|span| span.contains(&term.span));
            in_lead[member] = false;
        }
        for (segment, members) in by_segment(candidates, &order) {
            // words and pairs of the text, then the lead
            for field in 0..3 {
                let Some(info) = &scored.places[segment][field] else { continue };
                let inverted = index.segments[segment].inverted(field);
                let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                for member in members {
                    let doc = candidates[*member].doc;
                    if postings.doc() < doc {
                        postings.seek(doc);
                    }
                    if postings.doc() == doc {
                        if field < 2 { found[*member] = true } else { in_lead[*member] = true }
                    }
                }
            }
        }
        pair_total += scored.idf;
        known_pairs += 1.0;
        for member in 0..candidates.len() {
            pairs[member] += if found[member] { scored.idf } else { 0.0 };
            lead_pairs[member] += if in_lead[member] { scored.idf } else { 0.0 };
        }
    }
    let mut asked = Asked::new(&question.text);
    let mut look = Look {
        weights,
        asked: question.words.iter().map(|word| i64::from(word.position)).collect(),
        counts: vec![0; question.words.len()],
        letters: i64::from(question.letters()),
    };
    Ok(candidates
        .iter()
        .enumerate()
        .map(|(i, candidate)| Evidence {
            first: candidate.score / top,
            pairs: pairs[i] / pair_total,
            lead_pairs: lead_pairs[i] / pair_total,
            known: known_pairs / question.pairs.len().max(1) as f32,
            days: days[i].0,
            published: days[i].1,
            opening: asked.repeated(index.segments[candidate.segment as usize].opening.values_for_doc(candidate.doc)),
            ..look.at(&mut places[i])
        })
        .collect())
}

/// For each candidate the share of the asked days and months that it holds or was published on, and how near its
/// publication is to one of the days.
fn days(
    index: &OpenSegments,
    question: &Question,
    known: &Known<'_>,
    candidates: &[Candidate],
    order: &[usize],
    places: &[Vec<Place>],
) -> tantivy::Result<Vec<(f32, f32)>> {
    let mut seen = vec![(0.0, 0.0); candidates.len()];
    let asked: Vec<(usize, &str)> = (question.words.iter().enumerate())
        .map(|(number, word)| (number, word.text.as_str()))
        .filter(|(_, text)| is_day_or_month(text))
        .collect();
    let share = 1.0 / asked.len().max(1) as f32;
    for (number, text) in asked {
        let mut holds: Vec<bool> = places.iter().map(|p| p.iter().any(|place| term(*place) == number)).collect();
        if let Some(scored) = known.get(&(text, false)) {
            for (segment, members) in by_segment(candidates, order) {
                let Some(info) = &scored.places[segment][2] else { continue };
                let lead = index.segments[segment].inverted(2);
                let mut postings = lead.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                for member in members {
                    let doc = candidates[*member].doc;
                    if postings.doc() < doc {
                        postings.seek(doc);
                    }
                    holds[*member] |= postings.doc() == doc;
                }
            }
        }
        for (member, holds) in holds.into_iter().enumerate() {
            seen[member].0 += if holds { share } else { 0.0 };
        }
        for (segment, members) in by_segment(candidates, order) {
            for member in members {
                let dates = &index.segments[segment].dates;
                let nearness = dates.first(candidates[*member].doc).map_or(0.0, |date| nearness(text, date));
                seen[*member].1 = nearness.max(seen[*member].1);
            }
        }
    }
    Ok(seen)
}

/// Where another name stands, the words that it stands for stand too. Returns for each candidate the
/// places of the question that it holds under another name.
fn other_names(
    index: &OpenSegments,
    question: &Question,
    known: &Known<'_>,
    candidates: &[Candidate],
    order: &[usize],
    places: &mut [Vec<Place>],
) -> tantivy::Result<Vec<Vec<Span>>> {
    let mut read = Vec::new();
    let mut spans: Vec<Vec<Span>> = vec![Vec::new(); candidates.len()];
    for also in &question.also {
        let meant: Vec<(usize, u32)> = (question.words.iter().enumerate())
            .filter(|(_, word)| also.span.contains(&word.span))
            .map(|(number, word)| (number, word.position))
            .collect();
        let Some(from) = meant.iter().map(|(_, position)| *position).min() else { continue };
        // how many of its terms each candidate holds, and where the first of them stands
        let mut held: Vec<(usize, Vec<u32>)> = vec![(0, Vec::new()); candidates.len()];
        for (number, term) in also.terms.iter().enumerate() {
            let Some(scored) = known.get(&(term.text.as_str(), false)) else { continue };
            for (segment, members) in by_segment(candidates, order) {
                let option = IndexRecordOption::WithFreqsAndPositions;
                let Some(info) = &scored.places[segment][0] else { continue };
                let mut postings = index.segments[segment].words.read_postings_from_terminfo(info, option)?;
                for member in members {
                    let doc = candidates[*member].doc;
                    if postings.doc() < doc {
                        postings.seek(doc);
                    }
                    if postings.doc() == doc {
                        held[*member].0 += 1;
                        if number == 0 {
                            read.clear();
                            postings.positions(&mut read);
                            held[*member].1.extend(read.iter().take(MOST_POSITIONS));
                        }
                    }
                }
            }
        }
        for (member, (count, starts)) in held.into_iter().enumerate() {
            if count < also.terms.len() {
                continue;
            }
            spans[member].push(also.span);
            for start in starts {
                let stands = |asked: u32| start.saturating_add(asked - from);
                places[member].extend(meant.iter().map(|(term, asked)| place(stands(*asked), *term)));
            }
        }
    }
    Ok(spans)
}

/// Runs of candidates of one segment, in the order of its documents.
fn by_segment<'o>(candidates: &'o [Candidate], order: &'o [usize]) -> impl Iterator<Item = (usize, &'o [usize])> {
    order
        .chunk_by(|a, b| candidates[*a].segment == candidates[*b].segment)
        .map(|members| (candidates[members[0]].segment as usize, members))
}
