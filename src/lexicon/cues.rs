//! `cues.toml`: what tells a promise from a report.

use super::{Error, Example, Origin, Shows, Source};
use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

/// What a cue says of its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CueStatus {
    /// A commitment.
    Planned,
    /// Only weighed.
    Considered,
    /// Expected.
    Forecast,
    /// Done.
    Achieved,
    /// A state.
    Current,
    /// A possibility or measure: no statement.
    Open,
    /// A condition: no statement, unless a clause follows that makes one.
    Condition,
    /// It is not so.
    Denied,
}

/// Where a cue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Stand {
    /// A noun behind a verbal noun (조성 계획, 확대 검토).
    Noun,
    /// Behind an ending in ㄹ (조성할 전망).
    Future,
    /// Behind an ending in 는 (조성하는 것으로 나타).
    Present,
    /// Anywhere behind the quantity.
    Behind,
}

/// A cue found in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CueHit {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Why a number beside a word is no policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BesideReason<'c> {
    /// `attendance`, `prize`, `world`, `eligibility`.
    pub reason: &'c str,
    /// The word.
    pub word: &'c str,
    /// Where it stands.
    pub hit: CueHit,
}

/// Cue words by what they say.
pub struct Cues {
    nouns: FxHashMap<String, CueStatus>,
    future: Vec<(String, CueStatus)>,
    present: Vec<(String, CueStatus)>,
    denied: AhoCorasick,
    beside: AhoCorasick,
    beside_reason: Vec<(String, String)>,
    patterns: Vec<Pattern>,
    lines: Vec<CueLine>,
}

/// A word or pattern of the file, for those who ask which line spoke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueLine {
    /// The word, or the pattern's reason.
    pub word: String,
    /// What it says: a status, or the reason of its row.
    pub says: String,
    /// Where it stands.
    pub origin: Origin,
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
    cue: Vec<CueRow>,
    beside: Vec<BesideRow>,
    #[serde(default)]
    pattern: Vec<PatternRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternRow {
    reason: Spanned<String>,
    sentence: Option<Spanned<String>>,
    before: Option<Spanned<String>>,
    behind: Option<Spanned<String>>,
    #[serde(default)]
    examples: Vec<Spanned<String>>,
    #[serde(default)]
    negatives: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueRow {
    status: CueStatus,
    stand: Spanned<Stand>,
    after: Vec<Spanned<String>>,
    #[serde(default)]
    examples: Vec<Spanned<String>>,
    #[serde(default)]
    negatives: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BesideRow {
    reason: String,
    words: Vec<Spanned<String>>,
    #[serde(default)]
    examples: Vec<Spanned<String>>,
    #[serde(default)]
    negatives: Vec<Spanned<String>>,
}

impl CueStatus {
    /// The word in the file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Considered => "considered",
            Self::Forecast => "forecast",
            Self::Achieved => "achieved",
            Self::Current => "current",
            Self::Open => "open",
            Self::Condition => "condition",
            Self::Denied => "denied",
        }
    }

    /// What an example of such a cue shows.
    fn shows(self) -> Shows {
        match self {
            Self::Denied => Shows::Dropped("the sentence denies it".to_owned()),
            Self::Open | Self::Condition => Shows::Dropped("a condition, possibility or rule".to_owned()),
            _ => Shows::Status(self.as_str().to_owned()),
        }
    }
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
        let (mut nouns, mut future, mut present) = (FxHashMap::default(), Vec::new(), Vec::new());
        let (mut denied, mut lines) = (Vec::new(), Vec::new());
        for row in file.cue {
            let name = row.status.as_str();
            Example::collect(examples, source, name, &row.examples, &row.negatives, &row.status.shows());
            if (row.status == CueStatus::Denied) != (*row.stand.get_ref() == Stand::Behind) {
                let message =
                    "a denial stands anywhere behind the quantity, and nothing else does: use both or neither";
                return Err(source.mistake(row.stand.span(), message));
            }
            for word in row.after {
                lines.push(CueLine {
                    word: word.get_ref().clone(),
                    says: name.to_owned(),
                    origin: source.origin(&word.span()),
                });
                match row.stand.get_ref() {
                    Stand::Noun => {
                        let again = format!("{} already says something else", word.get_ref());
                        if nouns.insert(word.get_ref().clone(), row.status).is_some_and(|said| said != row.status) {
                            return Err(source.mistake(word.span(), again));
                        }
                    }
                    Stand::Future => future.push((word.into_inner(), row.status)),
                    Stand::Present => present.push((word.into_inner(), row.status)),
                    Stand::Behind => denied.push(word.into_inner()),
                }
            }
        }
        let (mut words, mut beside_reason) = (Vec::new(), Vec::new());
        for row in file.beside {
            let shows = Shows::Dropped(format!("{}: beside", row.reason));
            Example::collect(examples, source, &row.reason, &row.examples, &row.negatives, &shows);
            for word in row.words {
                lines.push(CueLine {
                    word: word.get_ref().clone(),
                    says: row.reason.clone(),
                    origin: source.origin(&word.span()),
                });
                beside_reason.push((row.reason.clone(), word.get_ref().clone()));
                words.push(word.into_inner());
            }
        }
        let expression = |written: Option<Spanned<String>>| {
            let Some(written) = written else { return Ok(None) };
            let mistake = |e: regex::Error| source.mistake(written.span(), format!("no regular expression: {e}"));
            Regex::new(written.get_ref()).map(Some).map_err(mistake)
        };
        let mut patterns = Vec::new();
        for row in file.pattern {
            let shows = Shows::Dropped(row.reason.get_ref().clone());
            Example::collect(examples, source, row.reason.get_ref(), &row.examples, &row.negatives, &shows);
            lines.push(CueLine {
                word: row.reason.get_ref().clone(),
                says: "pattern".to_owned(),
                origin: source.origin(&row.reason.span()),
            });
            patterns.push(Pattern {
                reason: row.reason.into_inner(),
                sentence: expression(row.sentence)?,
                before: expression(row.before)?,
                behind: expression(row.behind)?,
            });
        }
        Ok(Self {
            nouns,
            future,
            present,
            denied: automaton(&denied)?,
            beside: automaton(&words)?,
            beside_reason,
            patterns,
            lines,
        })
    }

    /// What the noun `word` behind a verbal noun says of it (계획, 검토, 완료).
    pub fn noun(&self, word: &str) -> Option<CueStatus> {
        self.nouns.get(word).copied()
    }

    /// What `text` behind an ending in ㄹ begins with, and what that says.
    pub fn future(&self, text: &str) -> Option<(&str, CueStatus)> {
        begins(&self.future, text)
    }

    /// What `text` behind an ending in 는 begins with, and what that says.
    pub fn present(&self, text: &str) -> Option<(&str, CueStatus)> {
        begins(&self.present, text)
    }

    /// The first denial (사실이 아니다).
    pub fn denied(&self, text: &str) -> Option<CueHit> {
        self.denied.find(text).map(|m| CueHit { start: m.start(), end: m.end() })
    }

    /// Why the turn around a quantity makes it no statement: the first pattern all of whose expressions match the
    /// sentence, what stands before the quantity in it, and what stands behind.
    pub fn pattern(&self, sentence: &str, before: &str, behind: &str) -> Option<&str> {
        let matches = |expression: &Option<Regex>, text: &str| expression.as_ref().is_none_or(|e| e.is_match(text));
        let hit =
            |p: &&Pattern| matches(&p.sentence, sentence) && matches(&p.before, before) && matches(&p.behind, behind);
        self.patterns.iter().find(hit).map(|p| p.reason.as_str())
    }

    /// Every word beside which a number is no policy.
    pub fn beside<'a>(&'a self, text: &'a str) -> impl Iterator<Item = BesideReason<'a>> + 'a {
        self.beside.find_iter(text).map(|m| {
            let (reason, word) = &self.beside_reason[m.pattern().as_usize()];
            BesideReason { reason, word, hit: CueHit { start: m.start(), end: m.end() } }
        })
    }

    /// All words and patterns with their lines.
    pub fn lines(&self) -> &[CueLine] {
        &self.lines
    }
}

fn begins<'c>(cues: &'c [(String, CueStatus)], text: &str) -> Option<(&'c str, CueStatus)> {
    cues.iter().find(|(word, _)| text.starts_with(word.as_str())).map(|(word, status)| (word.as_str(), *status))
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
