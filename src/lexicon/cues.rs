//! `cues.toml`: what tells a promise from a report.

use super::{Error, Example, Shows, Source};
use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use serde::Deserialize;

/// A cue found in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CueHit {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Why a number beside a word is no policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesideReason {
    /// `attendance`, `world`, `eligibility`.
    pub reason: String,
    /// The word.
    pub word: String,
    /// Where it stands.
    pub hit: CueHit,
}

/// Cue words by what they say.
pub struct Cues {
    forecast: AhoCorasick,
    considered: AhoCorasick,
    denied: AhoCorasick,
    planned: AhoCorasick,
    current: AhoCorasick,
    past: AhoCorasick,
    beside: AhoCorasick,
    beside_reason: Vec<(String, String)>,
    patterns: Vec<Pattern>,
}

/// A turn around a quantity that makes it no statement of policy.
struct Pattern {
    reason: String,
    sentence: Option<Regex>,
    before: Option<Regex>,
    behind: Option<Regex>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[allow(dead_code)] // documents the file; the order is the records' order of questions
    order: Vec<String>,
    cue: Vec<CueRow>,
    before: Vec<BeforeRow>,
    beside: Vec<BesideRow>,
    #[serde(default)]
    pattern: Vec<PatternRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternRow {
    reason: String,
    sentence: Option<toml::Spanned<String>>,
    before: Option<toml::Spanned<String>>,
    behind: Option<toml::Spanned<String>>,
    #[serde(default)]
    examples: Vec<toml::Spanned<String>>,
    #[serde(default)]
    negatives: Vec<toml::Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueRow {
    status: toml::Spanned<String>,
    after: Vec<String>,
    #[serde(default)]
    examples: Vec<toml::Spanned<String>>,
    #[serde(default)]
    negatives: Vec<toml::Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BeforeRow {
    status: toml::Spanned<String>,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BesideRow {
    reason: String,
    words: Vec<String>,
    #[serde(default)]
    examples: Vec<toml::Spanned<String>>,
    #[serde(default)]
    negatives: Vec<toml::Spanned<String>>,
}

impl Cues {
    pub(super) fn parse(source: &Source, examples: &mut Vec<Example>) -> Result<Self, Error> {
        let file: File = source.parse()?;
        let automaton = |words: &[String]| {
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(words)
                .map_err(|e| source.mistake(0..0, e.to_string()))
        };
        let mut after = [const { Vec::new() }; 4];
        for row in file.cue {
            let shows = match row.status.get_ref().as_str() {
                "denied" => Shows::Dropped("the sentence denies it".to_owned()),
                status => Shows::Status(status.to_owned()),
            };
            Example::collect(examples, source, row.status.get_ref(), &row.examples, &row.negatives, &shows);
            let slot = match row.status.get_ref().as_str() {
                "planned" => 0,
                "considered" => 1,
                "forecast" => 2,
                "denied" => 3,
                other => {
                    let message = format!("{other} is no status of a cue: use planned, considered, forecast or denied");
                    return Err(source.mistake(row.status.span(), message));
                }
            };
            after[slot].extend(row.after);
        }
        let (mut current, mut past) = (Vec::new(), Vec::new());
        for row in file.before {
            match row.status.get_ref().as_str() {
                "current" => current.extend(row.words),
                "achieved" => past.extend(row.words),
                other => {
                    let message = format!("{other} is no status of a word before a number: use current or achieved");
                    return Err(source.mistake(row.status.span(), message));
                }
            }
        }
        let mut words = Vec::new();
        let mut beside_reason = Vec::new();
        for row in file.beside {
            let shows = Shows::Dropped(format!("{}: beside", row.reason));
            Example::collect(examples, source, &row.reason, &row.examples, &row.negatives, &shows);
            for word in row.words {
                beside_reason.push((row.reason.clone(), word.clone()));
                words.push(word);
            }
        }
        let expression = |written: Option<toml::Spanned<String>>| {
            let Some(written) = written else { return Ok(None) };
            let mistake = |e: regex::Error| source.mistake(written.span(), format!("no regular expression: {e}"));
            Regex::new(written.get_ref()).map(Some).map_err(mistake)
        };
        let mut patterns = Vec::new();
        for row in file.pattern {
            let shows = Shows::Dropped(row.reason.clone());
            Example::collect(examples, source, &row.reason, &row.examples, &row.negatives, &shows);
            patterns.push(Pattern {
                reason: row.reason,
                sentence: expression(row.sentence)?,
                before: expression(row.before)?,
                behind: expression(row.behind)?,
            });
        }
        let [planned, considered, forecast, denied] = &after;
        Ok(Self {
            forecast: automaton(forecast)?,
            considered: automaton(considered)?,
            denied: automaton(denied)?,
            planned: automaton(planned)?,
            current: automaton(&current)?,
            past: automaton(&past)?,
            beside: automaton(&words)?,
            beside_reason,
            patterns,
        })
    }

    /// The first word of expectation (전망, 예상).
    pub fn forecast(&self, text: &str) -> Option<CueHit> {
        first(&self.forecast, text)
    }

    /// The first word of consideration (검토, 논의).
    pub fn considered(&self, text: &str) -> Option<CueHit> {
        first(&self.considered, text)
    }

    /// The first denial (사실이 아니다).
    pub fn denied(&self, text: &str) -> Option<CueHit> {
        first(&self.denied, text)
    }

    /// The first word of commitment (계획, 예정).
    pub fn planned(&self, text: &str) -> Option<CueHit> {
        first(&self.planned, text)
    }

    /// The last word that says how things are (현재, 기존).
    pub fn current(&self, text: &str) -> Option<CueHit> {
        last(&self.current, text)
    }

    /// The last word that looks back (지난해).
    pub fn past(&self, text: &str) -> Option<CueHit> {
        last(&self.past, text)
    }

    /// Why the turn around a quantity makes it no statement: the first pattern that matches the sentence, what
    /// stands before the quantity in it, or what stands behind.
    pub fn pattern(&self, sentence: &str, before: &str, behind: &str) -> Option<&str> {
        let matches = |expression: &Option<Regex>, text: &str| expression.as_ref().is_none_or(|e| e.is_match(text));
        let hit =
            |p: &&Pattern| matches(&p.sentence, sentence) && matches(&p.before, before) && matches(&p.behind, behind);
        self.patterns.iter().find(hit).map(|p| p.reason.as_str())
    }

    /// Every word beside which a number is no policy.
    pub fn beside(&self, text: &str) -> Vec<BesideReason> {
        self.beside
            .find_iter(text)
            .map(|m| {
                let (reason, word) = self.beside_reason[m.pattern().as_usize()].clone();
                BesideReason { reason, word, hit: CueHit { start: m.start(), end: m.end() } }
            })
            .collect()
    }
}

fn first(automaton: &AhoCorasick, text: &str) -> Option<CueHit> {
    automaton.find(text).map(|m| CueHit { start: m.start(), end: m.end() })
}

fn last(automaton: &AhoCorasick, text: &str) -> Option<CueHit> {
    automaton.find_iter(text).last().map(|m| CueHit { start: m.start(), end: m.end() })
}

#[cfg(test)]
mod tests {
    use crate::lexicon::{Error, Lexicon};

    #[test]
    fn a_broken_pattern_names_its_place() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let built_in = crate::lexicon::FILES.iter().find(|(name, _)| *name == "cues.toml").expect("cues.toml").1;
        let broken = format!("{built_in}\n[[pattern]]\nreason = \"x\"\nbefore = '(open'\n");
        let line = broken.lines().count();
        std::fs::write(directory.path().join("cues.toml"), broken).expect("it can be written");
        let error = Lexicon::load(Some(directory.path())).err().expect("the bracket is never closed");
        let Error::Mistake { line: at, message, .. } = error else { panic!("{error}") };
        assert_eq!(at, line);
        assert!(message.contains("no regular expression"), "{message}");
    }
}
