//! `actions.toml`: verbal nouns and verbs.

use super::{Error, Example, Origin, Shows, Source};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

/// What an action can carry (see the head of `actions.toml`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActionClass {
    /// A commitment can be made of it.
    Do,
    /// A level or the size of a change.
    Change,
    /// No meaning of its own here.
    Light,
    /// Weighed, not promised.
    Consider,
    /// Somebody expects it.
    Forecast,
    /// Frames another statement.
    Report,
    /// Happens at an occasion.
    Event,
    /// Says how things are.
    State,
}

impl ActionClass {
    /// The word in the file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Do => "do",
            Self::Change => "change",
            Self::Light => "light",
            Self::Consider => "consider",
            Self::Forecast => "forecast",
            Self::Report => "report",
            Self::Event => "event",
            Self::State => "state",
        }
    }
}

/// A verbal noun or verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What it can carry.
    pub class: ActionClass,
    /// Verbal noun, or the verb's dictionary form.
    pub lemma: String,
    /// Where it stands in the file.
    pub origin: Origin,
}

/// Verbal nouns by their form, verbs by every surface that their stem contracts to.
pub struct Actions {
    nouns: FxHashMap<String, Action>,
    verbs: FxHashMap<String, Action>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    action: Vec<NounRow>,
    verb: Vec<VerbRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NounRow {
    class: ActionClass,
    nouns: Vec<Spanned<String>>,
    #[serde(default)]
    examples: Vec<Spanned<String>>,
    #[serde(default)]
    negatives: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbRow {
    class: ActionClass,
    stems: Vec<Spanned<String>>,
    #[serde(default)]
    examples: Vec<Spanned<String>>,
    #[serde(default)]
    negatives: Vec<Spanned<String>>,
}

impl Actions {
    pub(super) fn parse(source: &Source, examples: &mut Vec<Example>) -> Result<Self, Error> {
        let file: File = source.parse()?;
        let (mut nouns, mut verbs) = (FxHashMap::default(), FxHashMap::default());
        for row in file.action {
            let shows = Shows::Action(row.class);
            Example::collect(examples, source, "action", &row.examples, &row.negatives, &shows);
            for noun in row.nouns {
                // a word may stand in several classes (개선); the first keeps it
                let origin = source.origin(&noun.span());
                let lemma = noun.into_inner();
                nouns.entry(lemma.clone()).or_insert(Action { class: row.class, lemma, origin });
            }
        }
        for row in file.verb {
            let shows = Shows::Action(row.class);
            Example::collect(examples, source, "verb", &row.examples, &row.negatives, &shows);
            for stem in row.stems {
                let origin = source.origin(&stem.span());
                let lemma = format!("{}다", stem.get_ref());
                for surface in surfaces(stem.get_ref()) {
                    verbs.entry(surface).or_insert(Action { class: row.class, lemma: lemma.clone(), origin });
                }
            }
        }
        Ok(Self { nouns, verbs })
    }

    /// The verbal noun `word`.
    pub fn noun(&self, word: &str) -> Option<&Action> {
        self.nouns.get(word)
    }

    /// An action by its dictionary form.
    pub fn lemma(&self, lemma: &str) -> Option<&Action> {
        let verb = || self.verbs.get(lemma.strip_suffix('다')?).filter(|verb| verb.lemma == lemma);
        self.nouns.get(lemma).or_else(verb)
    }

    /// The verb whose stem, or stem with a contracted ending, is `surface` (늘려, 늘린, 늘렸 → 늘리다); a
    /// declarative ending that the dictionary keeps with it is taken off (늘린다, 높인다는).
    pub fn verb(&self, surface: &str) -> Option<&Action> {
        const DECLARATIVE: [&str; 8] = ["다는", "다고", "다면서", "다며", "다지만", "니다", "답니다", "다"];
        let known = |form: &str| self.verbs.get(form);
        known(surface).or_else(|| DECLARATIVE.iter().find_map(|ending| known(surface.strip_suffix(ending)?)))
    }
}

/// The stem as it stands, with ㄴ, ㄹ, ㅁ or ㅂ below it, contracted with 어/아, and that with ㅆ: the forms in
/// which mecab-ko-dic keeps stem and ending as one token (Inflect entries).
fn surfaces(stem: &str) -> Vec<String> {
    let mut forms = vec![stem.to_owned()];
    let Some(last) = stem.chars().last() else { return forms };
    let Some((lead, vowel, tail)) = decompose(last) else { return forms };
    let head = &stem[..stem.len() - last.len_utf8()];
    let mut push = |vowel: u32, tail: u32| {
        if let Some(c) = char::from_u32(0xAC00 + (lead * 21 + vowel) * 28 + tail) {
            forms.push(format!("{head}{c}"));
        }
    };
    const NIEUN: u32 = 4;
    const RIEUL: u32 = 8;
    const MIEUM: u32 = 16;
    const BIEUP: u32 = 17;
    const SSANGSIOT: u32 = 20;
    if tail == 0 {
        for t in [NIEUN, RIEUL, MIEUM, BIEUP] {
            push(vowel, t);
        }
        // ㅣ+어 → ㅕ, ㅜ+어 → ㅝ, ㅗ+아 → ㅘ, ㅡ+어 → ㅓ, others keep their vowel
        let contracted = match vowel {
            20 => 6,
            13 => 14,
            8 => 9,
            18 => 4,
            v => v,
        };
        push(contracted, 0);
        push(contracted, SSANGSIOT);
    }
    if tail == RIEUL {
        // ㄹ drops before ㄴ, ㅂ (만든, 만듭니다)
        push(vowel, NIEUN);
        push(vowel, BIEUP);
    }
    forms
}

fn decompose(c: char) -> Option<(u32, u32, u32)> {
    let i = (c as u32).checked_sub(0xAC00).filter(|i| *i < 11172)?;
    Some((i / 588, i % 588 / 28, i % 28))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_contract_as_korean_does() {
        for (stem, form) in
            [("늘리", "늘려"), ("늘리", "늘렸"), ("늘리", "늘린"), ("낮추", "낮춰"), ("세우", "세울"), ("만들", "만든")]
        {
            assert!(surfaces(stem).iter().any(|f| f == form), "{stem} → {form}");
        }
        assert!(!surfaces("만들").iter().any(|f| f == "만드러"));
    }

    #[test]
    fn a_declarative_ending_belongs_to_its_verb() {
        let lexicon = crate::lexicon::Lexicon::load(None).unwrap_or_else(|error| panic!("{error}"));
        for (form, lemma) in
            [("늘린다", "늘리다"), ("연다", "열다"), ("높인다는", "높이다"), ("바꿉니다", "바꾸다"), ("짓는다", "짓다")]
        {
            let stem = form.strip_suffix("는다").unwrap_or(form);
            assert_eq!(lexicon.actions.verb(stem).map(|v| v.lemma.as_str()), Some(lemma), "{form}");
        }
    }
}
