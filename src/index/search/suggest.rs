//! What somebody who types may mean, and articles like one.

use super::Searcher;
use super::answer::{Answer, Hit, Request};
use super::first::ScoredTerm;
use super::question::{AskedTerm, Question};
use crate::index::hangul::{is_initials, jamo};
use crate::index::letters::fold;
use crate::index::terms::Origin;
use crate::index::{IndexError, context};
use std::collections::{HashMap, HashSet};

/// Terms that stand for an article when others like it are looked for.
const TELLING: usize = 30;
/// Letters of a text that are looked at for them.
const LOOKED_AT: usize = 6_000;

/// Names whose articles are counted before the commonest are suggested.
const LOOKED_UP: usize = 300;

impl Searcher<'_> {
    /// Names (programmes, agencies, nouns of titles) that begin like what was typed, the commonest first, with
    /// their numbers of articles. Unfinished syllables (`반도ㅊ`, `반돛`) and initial consonants (`ㅅㅁㅌㄱㅈ`)
    /// are understood; where no name begins so, words of the texts do.
    pub fn suggest(&mut self, typed: &str, most: usize) -> Result<Vec<(String, u64)>, IndexError> {
        let folded = fold(typed);
        if folded.is_empty() {
            return Ok(Vec::new());
        }
        let key = match is_initials(&folded) && folded.chars().count() > 1 {
            true => format!("c{folded}"),
            false => format!("j{}", jamo(&folded)),
        };
        let names = self.names_by(&key, most.max(LOOKED_UP))?;
        // a name is suggested by the articles that hold it, not only by those that it was read from
        let mut names: Vec<(String, u64, u64)> = (names.into_iter())
            .map(|(name, read)| {
                let holding = self.segments.frequency(&fold(&name)).max(read);
                (name, holding, read)
            })
            .collect();
        let whole = |name: &str| fold(name).chars().count() == folded.chars().count();
        names.sort_by(|a, b| (whole(&b.0), b.1, b.2).cmp(&(whole(&a.0), a.1, a.2)).then_with(|| a.0.cmp(&b.0)));
        let mut names: Vec<(String, u64)> = names.into_iter().map(|(name, articles, _)| (name, articles)).collect();
        // A.I. and AI are one name, by its commonest spelling
        let mut seen = HashSet::new();
        names.retain(|(name, _)| seen.insert(fold(name)));
        names.truncate(most);
        if names.len() < most && !crate::index::hangul::is_unfinished(&folded) {
            for (word, articles) in self.words_with_prefix(&folded, super::filter::Side::Articles, most)? {
                if names.len() < most && !names.iter().any(|(name, _)| fold(name) == word) {
                    names.push((word, articles));
                }
            }
        }
        Ok(names)
    }

    /// Articles like a text: those that share its rare words. `id` is left out.
    pub fn more_like(
        &mut self,
        id: &str,
        title: Option<&str>,
        text: &str,
        request: &Request,
    ) -> Result<Answer, IndexError> {
        let at = |dir: &std::path::Path, source| context(dir, source);
        let cut = text.char_indices().nth(LOOKED_AT).map_or(text.len(), |(at, _)| at);
        let beginning = title.filter(|title| !text.starts_with(title)).unwrap_or_default();
        let whole = format!("{beginning}\n{}", &text[..cut]);
        let mut all = Question::of_text(&whole, &mut self.worker, &mut self.terms);
        // the day and the sums of another release say nothing of what it is about
        all.words.retain(|word| {
            !matches!(word.origin, Origin::Value | Origin::Counted) && !word.text.bytes().all(|b| b.is_ascii_digit())
        });
        let mut counts: HashMap<&str, f32> = HashMap::new();
        for word in &all.words {
            // what stands first tells more
            let weight = if word.position < crate::index::document::LEAD { 2.0 } else { 1.0 };
            *counts.entry(&word.text).or_default() += weight;
        }
        let only_words = Question { words: all.words.clone(), ..Question::default() };
        let terms = self.segments.terms(&only_words, &self.first).map_err(|e| at(&self.index.dir, e))?;
        let mut telling: Vec<(f32, ScoredTerm)> = terms
            .into_iter()
            // a word of this article alone finds nothing, one of half of all articles everything
            .filter(|term| term.frequency > 1 && term.text.chars().count() > 1)
            .map(|term| {
                let count = counts.get(term.text.as_str()).copied().unwrap_or(0.0);
                (term.idf * count / (count + 1.5), term)
            })
            .collect();
        telling.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.text.cmp(&b.1.text)));
        telling.truncate(TELLING);
        let words: Vec<AskedTerm> = telling
            .iter()
            .filter_map(|(_, term)| all.words.iter().find(|word| word.text == term.text).cloned())
            .collect();
        let question = Question { words, ..Question::default() };
        let wanted =
            Request { fold: false, details: true, facets: Vec::new(), limit: request.limit + 1, ..request.clone() };
        let (ranked, _) = self.ranked(&question, None, wanted.offset + wanted.limit)?;
        let hits = self.page(ranked, &wanted)?;
        let mut shown: Vec<Hit> = Vec::new();
        for (mut hit, place) in hits {
            if hit.article_id == id || shown.len() == request.limit {
                continue;
            }
            (hit.found, hit.title_letters) = self.found(&question, place)?;
            shown.push(hit);
        }
        let terms: Vec<ScoredTerm> = telling.into_iter().map(|(_, term)| term).collect();
        let weights = terms.iter().map(|term| term.idf).collect();
        Ok(Answer { hits: shown, terms, weights, words: question.words, ..Answer::default() })
    }
}
