//! When nothing is found: what was asked, and names that are near.

use super::Searcher;
use crate::index::hangul::jamo;
use crate::index::letters::fold;
use crate::index::query::{Condition, Node};
use crate::index::{IndexError, names};

impl Searcher<'_> {
    /// The analysed terms of a query, and its conditions' words.
    pub fn asked(&mut self, node: &Node) -> Result<Vec<String>, IndexError> {
        let mut asked: Vec<String> = Vec::new();
        for word in self.question(node)?.words {
            if !asked.contains(&word.text) {
                asked.push(word.text);
            }
        }
        Ok(asked)
    }

    /// Names of programmes, agencies and title words that are near to what was asked, the nearest first.
    pub fn near_names(&mut self, node: &Node, most: usize) -> Result<Vec<String>, IndexError> {
        let mut asked = Vec::new();
        node.for_each_positive(&mut |node| match node {
            Node::Word { text, .. } | Node::Phrase { text, .. } => asked.push(fold(text)),
            Node::Field {
                condition: Condition::Program(t) | Condition::Agency(t) | Condition::Title(t) | Condition::Source(t),
                ..
            } => {
                asked.push(fold(t));
            }
            _ => {}
        });
        let asked: Vec<Vec<char>> =
            asked.iter().filter(|a| a.chars().count() >= 2).map(|a| jamo(a).chars().collect()).collect();
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let mut near: Vec<(usize, std::cmp::Reverse<u64>, String)> = Vec::new();
        for (key, articles) in self.names_from("j")? {
            let Some((letters, name)) = key.split_once(names::BETWEEN) else { continue };
            let letters: Vec<char> = letters.chars().skip(1).collect();
            for word in &asked {
                let distance = if letters.len() > word.len() && contains(&letters, word) {
                    1 + (letters.len() - word.len()) / 4
                } else {
                    bounded_distance(&letters, word, word.len() / 3)
                };
                if distance <= word.len() / 3 {
                    near.push((distance, std::cmp::Reverse(articles), name.to_owned()));
                }
            }
        }
        near.sort();
        let mut out: Vec<String> = Vec::new();
        for (_, _, name) in near {
            if !out.contains(&name) {
                out.push(name);
            }
            if out.len() == most {
                break;
            }
        }
        Ok(out)
    }

    /// Keys of names that begin like `prefix`, with their numbers of articles.
    pub(super) fn names_from(&self, prefix: &str) -> Result<Vec<(String, u64)>, IndexError> {
        self.terms_from(self.index.article_fields.names, super::filter::Side::Articles, prefix)
    }
}

fn contains(long: &[char], short: &[char]) -> bool {
    long.windows(short.len()).any(|window| window == short)
}

/// The edit distance, or any number above `most` when it is larger.
pub(super) fn bounded_distance(a: &[char], b: &[char], most: usize) -> usize {
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(x != y)).min(above + 1).min(row[j] + 1);
            diagonal = above;
        }
        if row.iter().all(|d| *d > most) {
            return most + 1;
        }
    }
    row[b.len()]
}
