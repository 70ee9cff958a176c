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
    /// Other bodies that took a part of it over.
    pub parts_to: Vec<String>,
    /// Where its name stands in the file.
    pub origin: Origin,
}

impl AgencyEntry {
    /// Whether `other` went on with this body's work, or (where `parts` count) with a part of it.
    fn is_followed_by(&self, other: &Self, parts: bool) -> bool {
        self.becomes.as_ref() == Some(&other.name) || (parts && self.parts_to.contains(&other.name))
    }
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
    parts_to: Vec<Spanned<String>>,
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
            if let Some(next) = row.becomes.iter().chain(&row.parts_to).find(|next| !names.contains(next.get_ref())) {
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
                parts_to: row.parts_to.iter().map(|b| b.get_ref().clone()).collect(),
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

    /// All names that a name has had and will have, short forms included: those before it and those after it, the
    /// nearest first, but not its sisters (행정자치부 and 국민안전처 both became 행정안전부).
    ///
    /// A part that was handed over counts for the two bodies themselves, not for those before and after them.
    pub fn lineage(&self, name: &str) -> Vec<&str> {
        let Some(asked) = self.meant(name) else { return Vec::new() };
        let mut found = vec![asked];
        let (mut later, mut earlier) = (found.clone(), found.clone());
        for step in 0.. {
            later = self.others(&later, |from, other| from.is_followed_by(other, step == 0));
            earlier = self.others(&earlier, |from, other| other.is_followed_by(from, step == 0));
            // a circle in the file ends here
            later.retain(|at| !found.contains(at));
            earlier.retain(|at| !found.contains(at));
            found.extend(later.iter().chain(&earlier));
            if later.is_empty() && earlier.is_empty() {
                break;
            }
        }
        let mut names: Vec<&str> = Vec::new();
        for at in &found {
            let entry = &self.entries[*at];
            for form in std::iter::once(&entry.name).chain(&entry.short) {
                // 국토부 was 국토해양부, of which 해양수산부 has a part; but today it is another
                let ours = self.bearers(form).all(|bearer| found.contains(&bearer));
                if ours && !names.contains(&form.as_str()) {
                    names.push(form);
                }
            }
        }
        names
    }

    /// The body that a name means today: that which still bears it, else that which bore it last.
    fn meant(&self, name: &str) -> Option<usize> {
        self.bearers(name).max_by_key(|at| {
            let entry = &self.entries[*at];
            (entry.until.unwrap_or(Date::MAX), entry.name == name)
        })
    }

    /// The entries with this name or short form.
    fn bearers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        let entries = self.entries.iter().enumerate();
        entries.filter(move |(_, e)| e.name == name || e.short.iter().any(|short| short == name)).map(|(at, _)| at)
    }

    /// The entries that `fits` says follow one of `from`.
    fn others(&self, from: &[usize], fits: impl Fn(&AgencyEntry, &AgencyEntry) -> bool) -> Vec<usize> {
        let follows = |other: &AgencyEntry| from.iter().any(|at| fits(&self.entries[*at], other));
        self.entries.iter().enumerate().filter(|(_, other)| follows(other)).map(|(at, _)| at).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    #[test]
    fn a_lineage_leads_from_a_former_name_to_todays_and_back() {
        let lexicon = Lexicon::built_in().expect("the built-in dictionaries load");
        for (asked, holds, not) in [
            ("산자부", vec!["산업자원부", "지식경제부", "산업통상자원부", "산업통상부"], vec!["정보통신부"]),
            ("산업통상부", vec!["산업통상자원부", "지경부", "산자부"], vec!["중소벤처기업부"]),
            ("기재부", vec!["재정경제부", "기획예산처"], vec![]),
            ("기획처", vec!["기획재정부"], vec!["재정경제부"]),
            ("노동부", vec!["고용노동부", "고용부"], vec![]),
            ("교과부", vec!["교육부", "과학기술정보통신부"], vec!["정보통신부"]),
            ("행정자치부", vec!["행정안전부", "안전행정부"], vec!["소방청"]),
            ("소방청", vec!["국민안전처", "소방방재청"], vec!["해양경찰청", "행정안전부"]),
            ("국토해양부", vec!["국토교통부", "해양수산부", "건교부"], vec!["농림부"]),
            ("국토부", vec!["국토교통부", "국토해양부"], vec!["해양수산부"]),
            ("해수부", vec!["해양수산부", "국토해양부"], vec!["국토부", "농식품부", "국토교통부"]),
            ("과기부", vec!["과학기술정보통신부", "미래창조과학부"], vec!["교육부", "교육과학기술부"]),
            ("농림부", vec!["농식품부", "농림수산식품부"], vec!["해양수산부"]),
            ("탄녹위", vec!["탄중위", "국가기후위기대응위원회"], vec![]),
        ] {
            let names = lexicon.agencies.lineage(asked);
            assert!(holds.iter().all(|name| names.contains(name)), "{asked}: {names:?}");
            assert!(!not.iter().any(|name| names.contains(name)), "{asked}: {names:?}");
        }
    }

    /// A day on which nobody was in charge, or two were, is a slip in the file.
    #[test]
    fn a_successor_begins_on_the_day_after() {
        let agencies = Lexicon::built_in().expect("the built-in dictionaries load").agencies;
        for entry in &agencies.entries {
            assert!(entry.since.is_none_or(|since| entry.until.is_none_or(|until| since < until)), "{}", entry.name);
            let Some((until, next)) = entry.until.zip(entry.becomes.as_ref()) else { continue };
            let next = agencies.entries.iter().find(|other| other.name == *next).expect("checked when read");
            let begins = until.tomorrow().expect("a day");
            assert!(next.since.is_none_or(|since| since == begins), "{} → {}", entry.name, next.name);
            assert!(next.until.is_none_or(|end| end > until), "{} → {}", entry.name, next.name);
        }
    }
}
