//! `units.toml`: units of measure and counters.

use super::{Error, Example, Origin, Shows, Source};
use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use serde::Deserialize;
use toml::Spanned;

/// How a number before the unit reads (see the head of `units.toml`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum UnitClass {
    /// A number of things.
    #[default]
    Counter,
    /// Before a noun it numbers a set: a name (4대 전략).
    Name,
    /// A small plain number before it is a place in a series (3호 펀드).
    Ordinal,
    /// A length of time.
    Duration,
    /// A symbol that may be followed by syllables.
    Glued,
    /// A currency.
    Money,
}

/// One unit.
#[derive(Debug, Clone)]
pub struct UnitEntry {
    /// Normal form.
    pub name: String,
    /// What it measures.
    pub dimension: String,
    /// How a number before it reads.
    pub class: UnitClass,
}

/// A unit found in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitHit {
    /// Index into [`Units::entries`].
    pub unit: usize,
    /// One past its last byte.
    pub end: usize,
}

/// All units, found by their written forms.
pub struct Units {
    /// The entries, in the file's order.
    pub entries: Vec<UnitEntry>,
    /// The entry of 원, for amounts that leave it out (126억).
    pub won: usize,
    forms: AhoCorasick,
    form_unit: Vec<usize>,
    /// What is written and where it stands, a form each.
    written: Vec<(String, Origin)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    unit: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: Spanned<String>,
    dimension: String,
    #[serde(default)]
    forms: Vec<Spanned<String>>,
    #[serde(default)]
    class: UnitClass,
    #[serde(default)]
    examples: Vec<Spanned<String>>,
    #[serde(default)]
    negatives: Vec<Spanned<String>>,
}

impl Units {
    pub(super) fn parse(source: &Source, examples: &mut Vec<Example>) -> Result<Self, Error> {
        let file: File = source.parse()?;
        let mut entries: Vec<UnitEntry> = Vec::new();
        let (mut forms, mut form_unit) = (Vec::<String>::new(), Vec::<usize>::new());
        let mut origins: Vec<(String, Origin)> = Vec::new();
        for row in file.unit {
            let name = row.name.get_ref().clone();
            if entries.iter().any(|e| e.name == name) {
                return Err(source.mistake(row.name.span(), format!("the unit {name} stands here twice")));
            }
            let shows = Shows::Unit(name.clone());
            Example::collect(examples, source, &name, &row.examples, &row.negatives, &shows);
            let written = if row.forms.is_empty() { vec![row.name.clone()] } else { row.forms };
            for form in written {
                let text = form.get_ref().clone();
                if text.is_empty() {
                    return Err(source.mistake(form.span(), "a written form cannot be empty"));
                }
                if let Some(i) = forms.iter().position(|f| *f == text) {
                    let other = &entries[form_unit[i]].name;
                    return Err(source.mistake(form.span(), format!("{text} is already a form of {other}")));
                }
                origins.push((text.clone(), source.origin(&form.span())));
                forms.push(text);
                form_unit.push(entries.len());
            }
            entries.push(UnitEntry { name, dimension: row.dimension, class: row.class });
        }
        let Some(won) = entries.iter().position(|e| e.name == "원") else {
            return Err(source.mistake(0..0, "the unit 원 is missing: amounts such as 126억 are read in it"));
        };
        let forms = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Anchored)
            .build(&forms)
            .map_err(|e| source.mistake(0..0, e.to_string()))?;
        Ok(Self { entries, won, forms, form_unit, written: origins })
    }

    /// The longest unit that begins exactly at byte `at`.
    pub fn at(&self, text: &str, at: usize) -> Option<UnitHit> {
        let input = Input::new(text).span(at..text.len().min(at + 64)).anchored(Anchored::Yes);
        let hit = self.forms.find(input)?;
        Some(UnitHit { unit: self.form_unit[hit.pattern().as_usize()], end: hit.end() })
    }

    /// Where the form of `unit` that ends `quantity` stands in the file (the longest; else its first form).
    pub fn origin(&self, unit: &str, quantity: &str) -> Option<Origin> {
        let own = || {
            let form = |i: usize| (i, &self.written[i]);
            (0..self.written.len()).map(form).filter(|(i, _)| self.entries[self.form_unit[*i]].name == unit)
        };
        let ends = own().filter(|(_, (form, _))| quantity.ends_with(form.as_str()));
        ends.max_by_key(|(_, (form, _))| form.len()).or_else(|| own().next()).map(|(_, (_, origin))| *origin)
    }

    /// Where the last unit stands in the file.
    pub fn last_origin(&self) -> Option<Origin> {
        self.written.last().map(|(_, origin)| *origin)
    }

    /// The entry of an index.
    pub fn get(&self, unit: usize) -> &UnitEntry {
        &self.entries[unit]
    }
}
