//! `agencies.toml`: public bodies, their short forms and lineage.

use super::{Error, Example, Forms, Origin, Shows, Source};
use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

/// One public body under one name.
#[derive(Debug, Clone)]
pub struct AgencyEntry {
    /// Official name.
    pub name: String,
    /// Short forms.
    pub short: Vec<String>,
    /// `ministry`, `agency`, `commission`, `office`, `institute`, `company`, `local`.
    pub kind: String,
    /// First day under this name.
    pub since: Option<Date>,
    /// Last day under this name.
    pub until: Option<Date>,
    /// The name that follows.
    pub becomes: Option<String>,
    /// Where its name stands in the file.
    pub origin: Origin,
}

/// A body named in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgencyHit {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it names.
    pub form: usize,
}

/// All bodies, found by name and short form.
pub struct Agencies {
    /// The entries, in the file's order.
    pub entries: Vec<AgencyEntry>,
    /// Words for the government as a whole.
    pub collective: Vec<String>,
    /// Endings of bodies that stand in no list.
    pub endings: Vec<String>,
    /// Endings of local governments.
    pub local: Vec<String>,
    /// Words for foreign bodies.
    pub foreign: Vec<String>,
    forms: Forms,
    meaning: Vec<Meaning>,
}

enum Meaning {
    Bodies(Vec<usize>),
    Collective,
    Foreign,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    agency: Vec<Row>,
    collective: Words,
    endings: Endings,
    foreign: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
    #[serde(default)]
    examples: Vec<Spanned<String>>,
    #[serde(default)]
    negatives: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Endings {
    words: Vec<String>,
    local: Vec<String>,
    #[serde(default)]
    examples: Vec<Spanned<String>>,
    #[serde(default)]
    negatives: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: Spanned<String>,
    #[serde(default)]
    short: Vec<String>,
    kind: String,
    #[serde(default)]
    since: Option<Spanned<String>>,
    #[serde(default)]
    until: Option<Spanned<String>>,
    #[serde(default)]
    becomes: Option<Spanned<String>>,
    #[serde(default)]
    examples: Vec<Spanned<String>>,
    #[serde(default)]
    negatives: Vec<Spanned<String>>,
}

impl Agencies {
    pub(super) fn parse(source: &Source, examples: &mut Vec<Example>) -> Result<Self, Error> {
        let file: File = source.parse()?;
        let date = |field: &Option<Spanned<String>>| match field {
            None => Ok(None),
            Some(written) => written.get_ref().parse::<Date>().map(Some).map_err(|_| {
                source.mistake(written.span(), format!("{} is no date: write YYYY-MM-DD", written.get_ref()))
            }),
        };
        let names: Vec<String> = file.agency.iter().map(|r| r.name.get_ref().clone()).collect();
        let mut entries: Vec<AgencyEntry> = Vec::new();
        let mut forms: Vec<String> = Vec::new();
        let mut meaning: Vec<Meaning> = Vec::new();
        for row in &file.agency {
            if let Some(next) = &row.becomes
                && !names.contains(next.get_ref())
            {
                let message = format!("{} is no agency of this file; add it or correct the name", next.get_ref());
                return Err(source.mistake(next.span(), message));
            }
            let name = row.name.get_ref().clone();
            if entries.iter().any(|e| e.name == name) {
                return Err(source.mistake(row.name.span(), format!("the agency {name} stands here twice")));
            }
            for form in std::iter::once(&name).chain(&row.short) {
                match forms.iter().position(|f| f == form) {
                    Some(i) => {
                        if let Meaning::Bodies(bodies) = &mut meaning[i] {
                            bodies.push(entries.len());
                        }
                    }
                    None => {
                        forms.push(form.clone());
                        meaning.push(Meaning::Bodies(vec![entries.len()]));
                    }
                }
            }
            let shows = Shows::Agency(name.clone());
            Example::collect(examples, source, &name, &row.examples, &row.negatives, &shows);
            entries.push(AgencyEntry {
                name,
                short: row.short.clone(),
                kind: row.kind.clone(),
                since: date(&row.since)?,
                until: date(&row.until)?,
                origin: source.origin(&row.name.span()),
                becomes: row.becomes.as_ref().map(|b| b.get_ref().clone()),
            });
        }
        let Words { examples: positive, negatives, .. } = &file.collective;
        Example::collect(examples, source, "collective", positive, negatives, &Shows::Collective);
        let Words { examples: positive, negatives, .. } = &file.foreign;
        Example::collect(examples, source, "foreign", positive, negatives, &Shows::Foreign);
        let Endings { examples: positive, negatives, .. } = &file.endings;
        Example::collect(examples, source, "endings", positive, negatives, &Shows::Body);
        for (words, make) in [
            (&file.collective.words, (|| Meaning::Collective) as fn() -> Meaning),
            (&file.foreign.words, || Meaning::Foreign),
        ] {
            for word in words {
                if !forms.contains(word) {
                    forms.push(word.clone());
                    meaning.push(make());
                }
            }
        }
        Ok(Self {
            entries,
            collective: file.collective.words,
            endings: file.endings.words,
            local: file.endings.local,
            foreign: file.foreign.words,
            forms: Forms::new(forms),
            meaning,
        })
    }

    /// Every form in `text`, leftmost-longest; the caller checks word boundaries.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = AgencyHit> + 'a {
        self.forms.find(text).map(|(span, form)| AgencyHit { start: span.start, end: span.end, form })
    }

    /// Whether the form names the government as a whole.
    pub fn is_collective(&self, form: usize) -> bool {
        matches!(self.meaning[form], Meaning::Collective)
    }

    /// Whether the form names a foreign body.
    pub fn is_foreign(&self, form: usize) -> bool {
        matches!(self.meaning[form], Meaning::Foreign)
    }

    /// The body that a form names on `date`: of several under one short form the one whose time it was, else the last.
    pub fn resolve(&self, form: usize, date: Option<Date>) -> Option<&AgencyEntry> {
        let Meaning::Bodies(bodies) = &self.meaning[form] else { return None };
        let fits = |entry: &AgencyEntry| {
            date.is_none_or(|d| entry.since.is_none_or(|s| s <= d) && entry.until.is_none_or(|u| d <= u))
        };
        let mut entries = bodies.iter().map(|i| &self.entries[*i]);
        entries.clone().find(|e| fits(e)).or_else(|| entries.next_back())
    }

    /// All names that a name has had and will have, short forms included.
    pub fn lineage(&self, name: &str) -> Vec<&str> {
        let mut found: Vec<usize> = Vec::new();
        let add = |i: usize, found: &mut Vec<usize>| {
            if !found.contains(&i) {
                found.push(i);
            }
        };
        for (i, entry) in self.entries.iter().enumerate() {
            if entry.name == name || entry.short.iter().any(|s| s == name) {
                add(i, &mut found);
            }
        }
        let mut at = 0;
        while at < found.len() {
            let (entry_name, becomes) = (self.entries[found[at]].name.clone(), self.entries[found[at]].becomes.clone());
            for (i, other) in self.entries.iter().enumerate() {
                if becomes.as_deref() == Some(other.name.as_str()) || other.becomes.as_deref() == Some(&entry_name) {
                    add(i, &mut found);
                }
            }
            at += 1;
        }
        let mut names: Vec<&str> = Vec::new();
        for i in found {
            let entry = &self.entries[i];
            for form in std::iter::once(&entry.name).chain(&entry.short) {
                if !names.contains(&form.as_str()) {
                    names.push(form);
                }
            }
        }
        names
    }
}
