//! Finding articles.

use super::allowed::Allowed;
use super::answer::{Answer, Hit, Request, Sort};
use super::filter::Side;
use super::first::{Candidate, ScoredTerm};
use super::question::{AskedTerm, Question};
use super::second::{self, Evidence};
use super::{Searcher, sort};
use crate::index::day::is_day_or_month;
use crate::index::highlight::Found;
use crate::index::query::Node;
use crate::index::terms::Origin;
use crate::index::{IndexError, context};
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Term};

/// Positions of one word in one article that are told.
const MOST_FOUND: usize = 1000;

/// With so few articles that have all the words one of the words may be mistyped.
const FEW: usize = 2;

/// A candidate with what the second stage says of it.
type Ranked = (f32, Candidate, Evidence);

impl Searcher<'_> {
    /// Finds articles.
    ///
    /// Words side by side are ranked; articles with all of them come out first by what the second stage
    /// sees. Everything else (phrases, fields, operators) must hold.
    ///
    /// Where the hits are for people ([`Request::details`]) and hardly an article has all the words, words that none
    /// holds are corrected; where none has, what is too far from the question is left out.
    pub fn search(&mut self, node: &Node, request: &Request) -> Result<Answer, IndexError> {
        let answer = self.search_literally(node, request)?;
        if answer.total.is_none_or(|total| total > FEW) {
            return Ok(answer);
        }
        if let Some((corrected, corrections)) = self.corrected(node)? {
            let better = self.search_literally(&corrected, request)?;
            if better.total > answer.total || answer.hits.is_empty() {
                return Ok(Answer { corrections, ..better });
            }
        }
        Ok(answer)
    }

    fn search_literally(&mut self, node: &Node, request: &Request) -> Result<Answer, IndexError> {
        let question = self.question(node)?;
        let required = self.required(node, &question, node.has_operators(), Side::Articles)?;
        let allowed = required.map(|query| self.allowed(&*query)).transpose()?;
        // all words, for counting and for orders that are not by relevance
        let strict = match request.details || request.sort != Sort::Relevance || !request.facets.is_empty() {
            true => {
                let strict = self.required(node, &question, true, Side::Articles)?;
                Some(strict.map(|query| self.allowed(&*query)).transpose()?.unwrap_or_else(|| self.everything()))
            }
            false => None,
        };
        let total = strict.as_ref().map(|strict| strict.iter().map(Allowed::len).sum());
        let mut terms = Vec::new();
        let ranked = match (&strict, request.sort) {
            (Some(strict), sort) if total > Some(0) && (sort != Sort::Relevance || question.is_empty()) => {
                let sort = if sort == Sort::Relevance { Sort::Date } else { sort };
                sort::sorted(self, strict, node, sort)?
            }
            _ if question.is_empty() => match &allowed {
                Some(allowed) => sort::sorted(self, allowed, node, Sort::Date)?,
                None => Vec::new(),
            },
            _ => {
                let mut wanted = request.wanted();
                loop {
                    let (mut ranked, scored) = self.ranked(&question, allowed.as_deref(), wanted)?;
                    let all = ranked.len() < wanted;
                    // to people, articles without all the words are shown where they are about it all the same
                    if let Some(strict) = &strict {
                        ranked.retain(|(_, candidate, evidence)| {
                            strict[candidate.segment as usize].contains(candidate.doc) || evidence.is_about_it()
                        });
                    }
                    // the page is not full: there are more, whose order behind these is the same
                    if !all && self.pages(&ranked, request)? < request.offset + request.limit {
                        wanted *= 2;
                        continue;
                    }
                    terms = scored;
                    break ranked;
                }
            }
        };
        let facets = match (&strict, total) {
            (Some(strict), Some(1..)) => self.facets(node, &question, strict, &request.facets)?,
            _ => Vec::new(),
        };
        let mut hits = self.page(ranked, request)?;
        if request.details {
            for (hit, place) in &mut hits {
                (hit.found, hit.title_letters) = self.found(&question, *place)?;
            }
            self.meet(node, &mut hits)?;
        }
        if terms.is_empty() && request.details {
            // not ranked, but the best sentences are shown all the same
            terms = self.segments.terms(&question, &self.first).map_err(|source| context(&self.index.dir, source))?;
        }
        let rarity = |text: &str| terms.iter().find(|t| !t.pair && t.text == text).map_or(0.0, |t| t.idf);
        let weights = question.words.iter().map(|word| rarity(&word.text)).collect();
        Ok(Answer {
            hits: hits.into_iter().map(|(hit, _)| hit).collect(),
            total,
            terms,
            weights,
            words: question.words,
            pairs: question.pairs,
            facets,
            expansions: question.expansions,
            corrections: Vec::new(),
        })
    }

    /// Both stages.
    pub(super) fn ranked(
        &mut self,
        question: &Question,
        allowed: Option<&[Allowed]>,
        wanted: usize,
    ) -> Result<(Vec<Ranked>, Vec<ScoredTerm>), IndexError> {
        let dir = self.index.dir.clone();
        let at = |source| context(&dir, source);
        let terms = self.segments.terms(question, &self.first).map_err(at)?;
        let mut scores = std::mem::take(&mut self.scores);
        let mut first = self.first;
        let looked_at = first.kept(self.segments.documents);
        first.keep = looked_at.max(wanted);
        let candidates = self.segments.best(&terms, &first, allowed, &mut scores);
        self.scores = scores;
        let candidates = candidates.map_err(at)?;
        // The second stage looks at the best; whatever page lies behind keeps the first stage's order.
        let (head, tail) = candidates.split_at(candidates.len().min(looked_at));
        let seen = second::evidence(&self.segments, question, &terms, head).map_err(at)?;
        let mut ranked: Vec<Ranked> = head.iter().zip(seen).map(|(c, e)| (e.score(&self.second), *c, e)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.key.cmp(&b.1.key)));
        let least = ranked.last().map_or(0.0, |r| r.0);
        let top = head.first().map_or(1.0, |c| c.score);
        ranked.extend(tail.iter().map(|c| (least - 1.0 + c.score / top, *c, Evidence::default())));
        Ok((ranked, terms))
    }

    /// How many hits there are up to the end of the page.
    fn pages(&self, ranked: &[Ranked], request: &Request) -> Result<usize, IndexError> {
        if !request.fold || ranked.len() < request.offset + request.limit {
            return Ok(ranked.len());
        }
        let mut folder = super::duplicates::Folder::default();
        let mut hits = 0;
        for (_, candidate, _) in ranked {
            hits += usize::from(folder.place(self.sketch(*candidate)?).is_none());
            if hits == request.offset + request.limit {
                break;
            }
        }
        Ok(hits)
    }

    /// The hits of one page, near-duplicates folded where that is wanted.
    pub(super) fn page(&self, ranked: Vec<Ranked>, request: &Request) -> Result<Vec<(Hit, Candidate)>, IndexError> {
        let mut hits: Vec<(Hit, Candidate)> = Vec::with_capacity(request.limit);
        let mut folder = super::duplicates::Folder::default();
        let mut seen = 0;
        for (score, candidate, evidence) in ranked {
            if request.fold {
                let sketch = self.sketch(candidate)?;
                match folder.place(sketch) {
                    // of a hit on an earlier page (nothing to show), or of one on this page
                    Some(first) if first < request.offset => continue,
                    Some(first) => {
                        if let Some((hit, _)) = hits.get_mut(first - request.offset) {
                            hit.duplicates.push(self.id(candidate.segment, candidate.doc)?);
                        }
                        continue;
                    }
                    None => {}
                }
            }
            seen += 1;
            if seen <= request.offset || hits.len() >= request.limit {
                if hits.len() >= request.limit && !request.fold {
                    break;
                }
                continue;
            }
            let article_id = self.id(candidate.segment, candidate.doc)?;
            hits.push((Hit { article_id, score, evidence, ..Hit::default() }, candidate));
        }
        if request.fold {
            for (hit, candidate) in &mut hits {
                self.other_duplicates(*candidate, hit)?;
            }
        }
        Ok(hits)
    }

    /// Where the question's words stand in an article, and the letters of a title that the text does not
    /// contain.
    pub(super) fn found(&self, question: &Question, place: Candidate) -> Result<(Vec<Found>, u32), IndexError> {
        let at = |source: tantivy::TantivyError| context(&self.index.dir, source);
        let segment = &self.segments.segments[place.segment as usize];
        let mut found: Vec<Found> = Vec::new();
        let positions = |word: &str| -> tantivy::Result<Vec<u32>> {
            let term = Term::from_field_text(self.segments.fields.words, word);
            let option = IndexRecordOption::WithFreqsAndPositions;
            let mut positions = Vec::new();
            if let Some(mut postings) = segment.words.read_postings(&term, option)? {
                if postings.doc() < place.doc {
                    postings.seek(place.doc);
                }
                if postings.doc() == place.doc {
                    postings.positions(&mut positions);
                }
            }
            Ok(positions)
        };
        let mut places = Vec::with_capacity(question.words.len());
        for word in &question.words {
            places.push(positions(&word.text).map_err(at)?);
        }
        // Where a whole stands, its parts elsewhere are other words: 공장 of 스마트공장, 30 of 30%.
        let wholes: Vec<&AskedTerm> = (question.words.iter().zip(&places))
            .filter(|(word, places)| !places.is_empty() && !matches!(word.origin, Origin::Part | Origin::Reading))
            .map(|(word, _)| word)
            .collect();
        let is_part = |word: &AskedTerm| {
            wholes.iter().any(|whole| match whole.origin {
                // a day may be written in several words; all of them are marked
                Origin::Counted | Origin::Value if !is_day_or_month(&whole.text) => {
                    word.origin == Origin::Surface && whole.span.contains(&word.span) && whole.text != word.text
                }
                Origin::Joined => whole.span.contains(&word.span) && whole.text != word.text,
                _ => word.origin == Origin::Part && whole.span == word.span,
            })
        };
        // 년, 조 and 3 say nothing beside longer words
        let long = wholes.iter().any(|word| word.text.chars().count() > 1);
        for (number, (word, places)) in question.words.iter().zip(&places).enumerate() {
            let value = word.origin == Origin::Value && word.text.starts_with('#');
            let short = long && word.text.chars().count() == 1;
            if !is_part(word) && !short {
                let letters = if value { 0 } else { word.text.chars().count() as u32 };
                found.extend(places.iter().take(MOST_FOUND).map(|p| Found { term: number, position: *p, letters }));
            }
        }
        for (number, also) in question.also.iter().enumerate() {
            let Some((first, rest)) = also.terms.split_first() else { continue };
            let mut starts = positions(&first.text).map_err(at)?;
            for term in rest {
                let places = positions(&term.text).map_err(at)?;
                let distance = term.position - first.position;
                starts.retain(|start| places.iter().any(|place| place.abs_diff(start + distance) <= 1));
            }
            let term = question.words.len() + number;
            for start in starts.iter().take(MOST_FOUND) {
                found.extend(also.terms.iter().map(|word| Found {
                    term,
                    position: start + word.position - first.position,
                    letters: word.text.chars().count() as u32,
                }));
            }
        }
        let column = segment.reader.fast_fields().u64("title_letters").map_err(at)?;
        let before = column.first(place.doc).unwrap_or(0);
        Ok((found, u32::try_from(before).unwrap_or(0)))
    }

    /// All articles that are not deleted.
    fn everything(&self) -> Vec<Allowed> {
        self.articles
            .segment_readers()
            .iter()
            .map(|reader| {
                let mut all = Allowed::none(reader.max_doc());
                reader.doc_ids_alive().for_each(|doc| all.insert(doc));
                all
            })
            .collect()
    }
}
