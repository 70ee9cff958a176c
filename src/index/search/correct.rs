//! Words that no article holds: what was meant, when one syllable is wrong, missing or too much (스마트곰장 →
//! 스마트공장), or not finished (반도ㅊ → 반도체).

use super::Searcher;
use super::answer::Correction;
use super::filter::Side;
use super::near::bounded_distance;
use crate::index::hangul::{is_initials, is_unfinished, jamo};
use crate::index::letters::fold;
use crate::index::query::Node;
use crate::index::{IndexError, names};
use crate::model::Span;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Particles that are typed behind a name.
const PARTICLES: [&str; 16] =
    ["으로", "에서", "까지", "부터", "을", "를", "이", "가", "은", "는", "의", "에", "로", "과", "와", "도"];
/// Letters (jamo) that may differ within the one wrong syllable of a word of two; longer words may lose a syllable.
const OF_TWO: usize = 1;

/// A correction is held by so many times the articles that hold the typed word's pairs of syllables somewhere.
const CLEARLY: u64 = 5;

impl Searcher<'_> {
    /// The query with the words corrected that no article holds; `None` where there is nothing to correct.
    pub(super) fn corrected(&mut self, node: &Node) -> Result<Option<(Node, Vec<Correction>)>, IndexError> {
        let mut words: Vec<(String, Span)> = Vec::new();
        node.for_each_positive(&mut |node| {
            if let Node::Word { text, span, prefix: false } = node {
                words.push((text.clone(), *span));
            }
        });
        let mut corrections = Vec::new();
        let mut changed = node.clone();
        for (asked, span) in words {
            if fold(&asked).chars().count() < 2 || is_initials(&fold(&asked)) {
                continue;
            }
            let Some(loosely) = self.held_loosely(&asked, span)? else { continue };
            let Some((instead, articles)) = self.meant(&asked)? else { continue };
            if articles < CLEARLY * loosely {
                continue;
            }
            replace(&mut changed, span, &instead);
            corrections.push(Correction { asked, instead });
        }
        Ok((!corrections.is_empty()).then_some((changed, corrections)))
    }

    /// `None` where an article holds the word as it was typed; else how many hold all its pairs of syllables somewhere.
    fn held_loosely(&mut self, text: &str, span: Span) -> Result<Option<u64>, IndexError> {
        let node = Node::Word { text: text.to_owned(), span, prefix: false };
        let question = self.question(&node)?;
        let literally = self.phrase(&question, span, Side::Articles);
        let others = !question.also.is_empty();
        if others || !self.matching_keys(&*literally, Side::Articles)?.is_empty() {
            return Ok(None);
        }
        let Some(query) = self.required(&node, &question, true, Side::Articles)? else { return Ok(None) };
        Ok(Some(self.matching_keys(&*query, Side::Articles)?.len() as u64))
    }

    /// The name or word that is nearest to a typed one, the commonest of several, and the articles that hold it.
    fn meant(&mut self, asked: &str) -> Result<Option<(String, u64)>, IndexError> {
        let folded = fold(asked);
        // 반돛 is 반도체 on the way: the next syllable's consonant still stands below
        if is_unfinished(&folded) || !self.names_by(&format!("j{}", jamo(&folded)), 1)?.is_empty() {
            return Ok(self.suggest(asked, 1)?.into_iter().next());
        }
        let mut forms = vec![folded.clone()];
        let stem = PARTICLES.iter().find_map(|particle| folded.strip_suffix(particle));
        forms.extend(stem.filter(|stem| stem.chars().count() >= 3).map(str::to_owned));
        let forms: Vec<Typed> = forms.iter().map(|form| Typed::new(form)).collect();
        let distance = |folded: &str| forms.iter().filter_map(|form| form.distance(folded)).min();
        let fields = &self.index.article_fields;
        let mut words: HashMap<String, (usize, u64)> = HashMap::new();
        self.for_each_term(fields.words, Side::Articles, "", |word, holders| {
            if let Some(distance) = distance(word) {
                words.entry(word.to_owned()).or_insert((distance, 0)).1 += holders.count()?;
            }
            Ok(())
        })?;
        let mut named: HashMap<String, (usize, u64)> = HashMap::new();
        self.for_each_term(fields.names, Side::Articles, "c", |key, holders| {
            if let Some((_, name)) = key.split_once(names::BETWEEN)
                && let Some(distance) = distance(&fold(name))
            {
                named.entry(name.to_owned()).or_insert((distance, 0)).1 += holders.count()?;
            }
            Ok(())
        })?;
        let near = words.into_iter().chain(named).filter(|(_, (_, articles))| *articles > 0);
        let best = near.map(|(name, (distance, articles))| (distance, Reverse(articles), name)).min();
        Ok(best.map(|(_, articles, name)| (name, articles.0)))
    }
}

/// A typed word, ready to be compared.
struct Typed {
    letters: Vec<char>,
    jamo: Vec<char>,
}

impl Typed {
    fn new(folded: &str) -> Self {
        Self { letters: folded.chars().collect(), jamo: jamo(folded).chars().collect() }
    }

    /// Jamo that differ, where `other` differs in one syllable.
    fn distance(&self, other: &str) -> Option<usize> {
        // most words are far away: their length says so
        let syllables = other.len() / 3;
        if syllables + 2 < self.letters.len() || other.len() > 4 * (self.letters.len() + 1) {
            return None;
        }
        let letters: Vec<char> = other.chars().collect();
        if letters.len() < 2 || bounded_distance(&self.letters, &letters, 1) != 1 {
            return None;
        }
        let jamo: Vec<char> = jamo(other).chars().collect();
        let distance = bounded_distance(&self.jamo, &jamo, 4);
        let most = if self.letters.len() < 3 || letters.len() < 3 { OF_TWO } else { 4 };
        (distance <= most).then_some(distance)
    }
}

/// Puts another word in the place of the one at `span`.
fn replace(node: &mut Node, span: Span, instead: &str) {
    match node {
        Node::Word { text, span: place, .. } if *place == span => instead.clone_into(text),
        Node::Together(nodes) | Node::And(nodes) | Node::Or(nodes) => {
            nodes.iter_mut().for_each(|node| replace(node, span, instead));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_syllable_may_be_wrong() {
        for (typed, other, near) in [
            ("스마트곰장", "스마트공장", true),
            ("햇빛소드마을", "햇빛소득마을", true),
            ("과학기정보통신부", "과학기술정보통신부", true),
            ("얘산", "예산", true),
            ("예산", "계산", true),
            ("예산", "생산", false),
            ("스마트곰장", "스마트시티", false),
            ("예산", "예", false),
        ] {
            assert_eq!(Typed::new(typed).distance(other).is_some(), near, "{typed} {other}");
        }
    }
}
