//! `programs.toml`: how names of programmes are built.

use super::{Error, Example, Shows, Source};
use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// What a name's last noun says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameKind {
    /// A programme of this type, even unquoted.
    Strong(String),
    /// A programme of this type when it is quoted or bracketed.
    Weak(String),
    /// No programme, for this reason.
    Not(String),
}

/// A programme that is a name as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownProgram {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Also a common noun: counts only beside a target or in quotes.
    pub weak: bool,
}

/// Endings and known names.
pub struct Programs {
    /// By their last character, the longest first: a name's ending is asked for at every noun.
    endings: FxHashMap<char, Vec<(String, NameKind)>>,
    /// The known names.
    pub known: Vec<KnownProgram>,
    known_forms: AhoCorasick,
    known_index: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    suffix: Vec<SuffixRow>,
    not: Vec<NotRow>,
    known: Vec<KnownRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SuffixRow {
    #[serde(rename = "type")]
    kind: String,
    strength: toml::Spanned<String>,
    ends: Vec<String>,
    #[serde(default)]
    examples: Vec<toml::Spanned<String>>,
    #[serde(default)]
    negatives: Vec<toml::Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotRow {
    reason: String,
    ends: Vec<String>,
    #[serde(default)]
    examples: Vec<toml::Spanned<String>>,
    #[serde(default)]
    negatives: Vec<toml::Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownRow {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    weak: bool,
}

impl Programs {
    pub(super) fn parse(source: &Source, examples: &mut Vec<Example>) -> Result<Self, Error> {
        let file: File = source.parse()?;
        let mut endings = Vec::new();
        for row in file.suffix {
            let shows = Shows::Program(row.kind.clone());
            Example::collect(examples, source, &row.kind, &row.examples, &row.negatives, &shows);
            let kind = match row.strength.get_ref().as_str() {
                "strong" => NameKind::Strong(row.kind.clone()),
                "weak" => NameKind::Weak(row.kind.clone()),
                other => {
                    let message = format!("{other} is no strength: use strong or weak");
                    return Err(source.mistake(row.strength.span(), message));
                }
            };
            endings.extend(row.ends.into_iter().map(|e| (e, kind.clone())));
        }
        for row in file.not {
            Example::collect(examples, source, &row.reason, &row.examples, &row.negatives, &Shows::NoProgram);
            endings.extend(row.ends.into_iter().map(|e| (e, NameKind::Not(row.reason.clone()))));
        }
        // the longest ending speaks: 협의체 before 체, 공모사업 before 사업
        endings.sort_by_key(|(e, _)| std::cmp::Reverse(e.len()));
        let mut by_last: FxHashMap<char, Vec<(String, NameKind)>> = FxHashMap::default();
        for (end, kind) in endings {
            if let Some(last) = end.chars().next_back() {
                by_last.entry(last).or_default().push((end, kind));
            }
        }
        let known: Vec<KnownProgram> = file
            .known
            .into_iter()
            .map(|k| KnownProgram { name: k.name, kind: k.kind, aliases: k.aliases, weak: k.weak })
            .collect();
        let (mut forms, mut known_index) = (Vec::new(), Vec::new());
        for (i, program) in known.iter().enumerate() {
            for form in std::iter::once(&program.name).chain(&program.aliases) {
                forms.push(form.clone());
                known_index.push(i);
            }
        }
        let known_forms = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&forms)
            .map_err(|e| source.mistake(0..0, e.to_string()))?;
        Ok(Self { endings: by_last, known, known_forms, known_index })
    }

    /// What the last noun of `name` says; `None` when it says nothing.
    pub fn ending(&self, name: &str) -> Option<(&str, &NameKind)> {
        let candidates = self.endings.get(&name.chars().next_back()?)?;
        candidates.iter().find(|(e, _)| name.ends_with(e.as_str())).map(|(e, k)| (e.as_str(), k))
    }

    /// Known names in `text`: `(start, end, index into known)`.
    pub fn find_known<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, usize)> + 'a {
        self.known_forms.find_iter(text).map(|m| (m.start(), m.end(), self.known_index[m.pattern().as_usize()]))
    }
}
