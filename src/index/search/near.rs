//! When nothing is found: what was asked, and names that are near.

use super::Searcher;
use super::filter::Side;
use crate::index::hangul::jamo;
use crate::index::letters::fold;
use crate::index::query::{AmountRange, Condition, Node};
use crate::index::{IndexError, names};
use crate::model::Span;
use tantivy::schema::Field;

/// Right values that are told for a condition that nothing meets.
const MOST_VALUES: usize = 6;

/// One condition of a query, asked alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alone {
    /// Where it stands in the query.
    pub span: Span,
    /// Articles that meet it.
    pub articles: usize,
    /// Conditions like it that some article meets.
    pub near: Vec<String>,
}

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

    /// Each condition of a query with how many articles meet it alone, and right values that are near where none does.
    pub fn conditions_alone(&mut self, node: &Node) -> Result<Vec<Alone>, IndexError> {
        let mut conditions = Vec::new();
        node.for_each_positive(&mut |node| {
            if let Node::Field { condition, span } = node {
                conditions.push((condition, *span));
            }
        });
        let mut told = Vec::new();
        for (condition, span) in conditions {
            let query = self.conditions(&[condition], Side::Articles)?;
            let articles = self.matching_keys(&*query, Side::Articles)?.len();
            let near = if articles == 0 { self.near_values(condition)? } else { Vec::new() };
            told.push(Alone { span, articles, near });
        }
        Ok(told)
    }

    /// Values of a condition's field that the store holds, the nearest (or commonest) first.
    fn near_values(&self, condition: &Condition) -> Result<Vec<String>, IndexError> {
        let fields = (&self.index.article_fields, &self.index.record_fields);
        let (name, asked, sources): (&str, &str, Vec<(Field, Side)>) = match condition {
            Condition::Agency(asked) => {
                ("agency", asked, vec![(fields.1.agency, Side::Records), (fields.0.source, Side::Articles)])
            }
            Condition::Source(asked) => ("source", asked, vec![(fields.0.source, Side::Articles)]),
            Condition::Program(asked) => ("program", asked, vec![(fields.1.program, Side::Records)]),
            Condition::Unit(_) | Condition::Value(AmountRange { unit: Some(_), .. }) => {
                ("unit", "", vec![(fields.1.unit, Side::Records)])
            }
            Condition::Status(_) => ("status", "", vec![(fields.1.status, Side::Records)]),
            _ => return Ok(Vec::new()),
        };
        let asked = fold(asked);
        let mut near: Vec<(usize, std::cmp::Reverse<u64>, String)> = Vec::new();
        for (field, side) in sources {
            for (value, documents) in self.terms_from(field, side, "")? {
                if let Some(distance) = farness(&asked, &fold(&value)) {
                    near.push((distance, std::cmp::Reverse(documents), value));
                }
            }
        }
        if let Condition::Agency(_) = condition {
            self.near_agencies(&asked, &mut near)?;
        }
        near.sort();
        let mut values: Vec<String> = Vec::new();
        for (_, _, value) in near {
            let quoted = if value.contains(' ') { format!("{name}:\"{value}\"") } else { format!("{name}:{value}") };
            if values.len() < MOST_VALUES && !values.contains(&quoted) {
                values.push(quoted);
            }
        }
        Ok(values)
    }

    /// Agencies of the dictionary that are near to `asked`, where articles name them by another name of their lineage.
    fn near_agencies(
        &self,
        asked: &str,
        near: &mut Vec<(usize, std::cmp::Reverse<u64>, String)>,
    ) -> Result<(), IndexError> {
        let held = self.terms_from(self.index.record_fields.agency, Side::Records, "")?;
        for entry in &self.lexicon.agencies.entries {
            let Some(distance) = farness(asked, &entry.name) else { continue };
            let names = self.agency_names(&entry.name);
            let documents: u64 = held.iter().filter(|(name, _)| names.contains(name)).map(|(_, of)| of).sum();
            if documents > 0 {
                near.push((distance, std::cmp::Reverse(documents), entry.name.clone()));
            }
        }
        Ok(())
    }

    /// Names of programmes, agencies and title words that are near to what was asked, the nearest first.
    pub fn near_names(&mut self, node: &Node, most: usize) -> Result<Vec<String>, IndexError> {
        let mut asked = Vec::new();
        node.for_each_positive(&mut |node| match node {
            Node::Word { text, .. } | Node::Phrase { text, .. } => asked.push(fold(text)),
            Node::Field { condition: Condition::Title(t), .. } => asked.push(fold(t)),
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
        self.terms_from(self.index.article_fields.names, Side::Articles, prefix)
    }
}

/// How far a typed value is from one of the store; `None` when they have nothing to do with each other. A short form
/// is made of the syllables of its name, in their order (산자부, 산업통상자원부).
fn farness(asked: &str, value: &str) -> Option<usize> {
    if asked.is_empty() {
        return Some(0);
    }
    let mut syllables = value.chars();
    let first = asked.chars().next() == value.chars().next();
    if first && asked.chars().count() >= 2 && asked.chars().all(|wanted| syllables.any(|c| c == wanted)) {
        return Some(1);
    }
    let (asked, value): (Vec<char>, Vec<char>) = (jamo(asked).chars().collect(), jamo(value).chars().collect());
    let most = asked.len() / 4;
    let distance = bounded_distance(&asked, &value, most);
    if distance <= most {
        return Some(1 + distance);
    }
    // a part of a longer name
    let part = value.windows(asked.len().max(4)).map(|part| bounded_distance(&asked, part, most)).min();
    part.filter(|distance| *distance <= most).map(|distance| 2 + asked.len() / 3 + distance)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_form_is_near_its_name() {
        assert_eq!(farness("산자부", "산업통상자원부"), Some(1));
        assert!(farness("환경뷰", "환경부").is_some());
        assert!(farness("산자부", "산주").is_none());
        assert!(farness("햇빛마을", "입는산업").is_none());
    }
}
