//! Counts what an extractor found, missed and made up.
//!
//! A prediction finds a gold entry when their quantities overlap. *Detect* counts targets found with the right
//! value and unit; *record* asks for comparator, status, object, action and deadline besides. Optional entries
//! count neither way. Attributes are scored on detected targets alone.

use super::alike;
use super::gold::{Entry, Gold, Predicted, Program};
use std::collections::{BTreeMap, HashMap};

/// Found, made up, missed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub found: usize,
    pub false_: usize,
    pub missed: usize,
}

impl Count {
    pub fn precision(self) -> f64 {
        ratio(self.found, self.found + self.false_)
    }

    pub fn recall(self) -> f64 {
        ratio(self.found, self.found + self.missed)
    }

    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The result of a comparison.
#[derive(Debug, Default)]
pub struct Score {
    pub articles: usize,
    pub detect: Count,
    pub right_records: usize,
    pub figures: Count,
    pub programs: Count,
    /// Attribute → right, wrong; on detected targets.
    pub attributes: BTreeMap<&'static str, (usize, usize)>,
    pub bad_spans: usize,
    /// What went wrong, with the place.
    pub errors: Vec<String>,
}

impl Score {
    /// Whole records, as a count of found, made up and missed.
    pub fn records(&self) -> Count {
        let Count { found, false_, missed } = self.detect;
        let right = self.right_records;
        Count { found: right, false_: found + false_ - right, missed: found + missed - right }
    }

    /// The share of right values of an attribute.
    pub fn accuracy(&self, attribute: &str) -> f64 {
        self.attributes.get(attribute).map_or(0.0, |(right, wrong)| ratio(*right, right + wrong))
    }
}

const TARGET: [&str; 2] = ["planned", "considered"];
const FIGURE: [&str; 2] = ["achieved", "current"];

/// Compares `predictions` with `gold`.
pub fn score(gold: &[Gold], predictions: &[Predicted]) -> Score {
    let mut by_article: HashMap<&str, Vec<&Predicted>> = HashMap::new();
    for prediction in predictions {
        by_article.entry(prediction.article.id()).or_default().push(prediction);
    }
    let mut score = Score { articles: gold.len(), ..Score::default() };
    for article in gold {
        let here = by_article.get(article.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let (programs, others): (Vec<&Predicted>, Vec<&Predicted>) = here.iter().partition(|p| p.record == "program");
        score.quantities(article, &others);
        score.programs(article, &programs);
    }
    score
}

impl Score {
    fn error(&mut self, what: &str, article: &Gold, detail: &str, span: (usize, usize)) {
        self.errors.push(format!("{what} | {} | {detail} | {}", article.id, around(&article.text, span)));
    }

    fn quantities(&mut self, article: &Gold, predicted: &[&Predicted]) {
        let predicted: Vec<_> = predicted.iter().filter_map(|p| Some((*p, p.quantity.as_ref()?))).collect();
        for (_, quantity) in &predicted {
            if slice(&article.text, quantity.start, quantity.end) != Some(&quantity.text) {
                self.bad_spans += 1;
                self.error("BAD SPAN", article, &quantity.text, (quantity.start, quantity.end));
            }
        }
        let mut used = vec![false; predicted.len()];
        let entries = article.targets.iter().map(|e| (e, true)).chain(article.figures.iter().map(|e| (e, false)));
        for (entry, is_target) in entries {
            // Of several, the one with the right value, then the right status, then the first.
            let best = (0..predicted.len())
                .filter(|i| !used[*i])
                .filter(|i| predicted[*i].1.start < entry.end && entry.start < predicted[*i].1.end)
                .rev()
                .max_by_key(|i| {
                    let (prediction, quantity) = predicted[*i];
                    (alike::numbers(quantity.value, entry.value), prediction.status == entry.status)
                });
            if let Some(best) = best {
                used[best] = true;
            }
            if entry.optional {
                continue;
            }
            let prediction = best.map(|best| predicted[best].0);
            if is_target { self.target(article, entry, prediction) } else { self.figure(article, entry, prediction) }
        }
        for ((prediction, quantity), _) in predicted.iter().zip(used).filter(|(_, used)| !used) {
            if TARGET.contains(&prediction.status.as_str()) {
                self.detect.false_ += 1;
                self.error("FALSE TARGET", article, &quantity.text, (quantity.start, quantity.end));
            } else if FIGURE.contains(&prediction.status.as_str()) {
                self.figures.false_ += 1;
            }
        }
    }

    fn target(&mut self, article: &Gold, entry: &Entry, prediction: Option<&Predicted>) {
        let is_target = prediction.is_some_and(|p| TARGET.contains(&p.status.as_str()));
        let right_value = prediction.is_some_and(|prediction| value_is_right(entry, prediction));
        let Some(prediction) = prediction.filter(|_| is_target && right_value) else {
            self.detect.missed += 1;
            self.detect.false_ += usize::from(is_target);
            let what = match prediction {
                None => "MISS missed".to_owned(),
                Some(_) if !right_value => "MISS value/unit".to_owned(),
                Some(prediction) => format!("MISS status {}≠{}", prediction.status, entry.status),
            };
            return self.error(&what, article, &entry.quote, (entry.start, entry.end));
        };
        self.detect.found += 1;
        let mut right_record = true;
        for (attribute, right) in attributes(entry, prediction) {
            let Some(right) = right else { continue };
            let counts = self.attributes.entry(attribute).or_default();
            if right {
                counts.0 += 1;
                continue;
            }
            counts.1 += 1;
            right_record &= !matches!(attribute, "comparator" | "status" | "object" | "action" | "deadline");
            self.error(&format!("ATTR {attribute}"), article, &entry.quote, (entry.start, entry.end));
        }
        self.right_records += usize::from(right_record);
    }

    fn figure(&mut self, article: &Gold, entry: &Entry, prediction: Option<&Predicted>) {
        let status = prediction.map_or("", |prediction| prediction.status.as_str());
        if FIGURE.contains(&status) && prediction.is_some_and(|prediction| value_is_right(entry, prediction)) {
            self.figures.found += 1;
            return;
        }
        self.figures.missed += 1;
        if TARGET.contains(&status) {
            self.detect.false_ += 1;
            self.error("FALSE TARGET (is a figure)", article, &entry.quote, (entry.start, entry.end));
        }
    }

    /// Programmes are compared by name, each gold programme once.
    fn programs(&mut self, article: &Gold, predicted: &[&Predicted]) {
        let mut hit = vec![false; predicted.len()];
        for program in &article.programs {
            let mut found = false;
            for (_, hit) in predicted.iter().zip(&mut hit).filter(|(p, _)| is_named(p, program)) {
                (found, *hit) = (true, true);
            }
            if program.optional {
            } else if found {
                self.programs.found += 1;
            } else {
                self.programs.missed += 1;
                self.errors.push(format!("PROGRAM missed | {} | {}", article.id, program.name));
            }
        }
        for (prediction, _) in predicted.iter().zip(hit).filter(|(_, hit)| !hit) {
            self.programs.false_ += 1;
            self.errors.push(format!("PROGRAM false | {} | {}", article.id, prediction.name));
        }
    }
}

fn value_is_right(entry: &Entry, prediction: &Predicted) -> bool {
    prediction.quantity.as_ref().is_some_and(|quantity| {
        alike::numbers(quantity.value, entry.value)
            && (entry.value_max.is_none() || alike::numbers(quantity.value_max, entry.value_max))
            && alike::units(quantity.unit.as_deref().unwrap_or_default(), &entry.unit)
    })
}

/// Each attribute: right, wrong, or not asked.
fn attributes(entry: &Entry, prediction: &Predicted) -> [(&'static str, Option<bool>); 8] {
    let quantity = prediction.quantity.as_ref();
    let text = |words: &Option<super::gold::Words>| words.as_ref().map_or(String::new(), |words| words.text.clone());
    let asked = |gold: &Option<String>| gold.clone().filter(|gold| !gold.is_empty());
    let comparator = quantity.and_then(|q| q.comparator.as_deref()).filter(|c| !c.is_empty()).unwrap_or("eq");
    let object = asked(&entry.object).map(|object| {
        let others = entry.object_alt.iter().chain(&entry.program).map(String::as_str);
        alike::words(&text(&prediction.object), std::iter::once(object.as_str()).chain(others))
    });
    let action = asked(&entry.action).map(|action| {
        let others = entry.action_alt.iter().map(String::as_str);
        alike::actions(&text(&prediction.action), std::iter::once(action.as_str()).chain(others))
    });
    let agency = asked(&entry.agency).map(|agency| {
        let names = || std::iter::once(agency.as_str()).chain(entry.agency_alt.iter().map(String::as_str));
        let name = prediction.agency.as_ref().map_or("", |agency| agency.name.as_str());
        alike::words(&text(&prediction.agency), names()) || alike::words(name, names())
    });
    let deadline = entry.deadline.as_ref();
    [
        ("comparator", Some(comparator == entry.comparator)),
        ("status", Some(prediction.status == entry.status)),
        ("object", object),
        ("action", action),
        (
            "deadline",
            (!deadline.is_some_and(|deadline| deadline.optional))
                .then(|| alike::deadlines(prediction.deadline.as_ref(), deadline)),
        ),
        ("agency", agency),
        ("from", entry.from.map(|from| alike::numbers(quantity.and_then(|q| q.from), Some(from)))),
        ("delta", Some(quantity.is_some_and(|q| q.delta) == entry.delta)),
    ]
}

fn is_named(prediction: &Predicted, program: &Program) -> bool {
    let gold: Vec<String> = std::iter::once(&program.name).chain(&program.alt).map(|name| alike::plain(name)).collect();
    let names = std::iter::once(&prediction.name).chain(&prediction.aliases).map(|name| alike::plain(name));
    names.filter(|name| !name.is_empty()).any(|name| {
        gold.iter().any(|gold| {
            let short = name.chars().count().min(gold.chars().count());
            name == *gold || (short >= 4 && (gold.contains(&name) || name.contains(gold.as_str())))
        })
    })
}

/// The code points `[start, end)` of `text`.
fn slice(text: &str, start: usize, end: usize) -> Option<&str> {
    let at = |n: usize| text.char_indices().map(|(byte, _)| byte).chain([text.len()]).nth(n);
    text.get(at(start)?..at(end)?)
}

/// The place, marked, with forty code points on either side.
fn around(text: &str, (start, end): (usize, usize)) -> String {
    let cut = |from: usize, to: usize| text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>();
    let line = |words: String| words.replace('\n', "⏎");
    let before = line(cut(start.saturating_sub(40), start));
    format!("{before}【{}】{}", cut(start, end), line(cut(end, end + 40)))
}
