//! Reads the hand-made files and runs the extractor on their texts.

use mokpyo::lexicon::Lexicon;
use mokpyo::model::{Article, ProgramRecord, Record, Statement};
use mokpyo::tokens::Worker;
use mokpyo::{mentions, records, tokens};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::path::Path;

/// An annotated article.
#[derive(Debug, Clone, Deserialize)]
pub struct Gold {
    pub id: String,
    pub date: Option<String>,
    pub title: String,
    pub text: String,
    pub targets: Vec<Entry>,
    pub figures: Vec<Entry>,
    pub programs: Vec<Program>,
}

/// An annotated number.
#[derive(Debug, Clone, Deserialize)]
pub struct Entry {
    pub quote: String,
    pub start: usize,
    pub end: usize,
    pub deadline: Option<Quote>,
}

/// Words and their place.
#[derive(Debug, Clone, Deserialize)]
pub struct Quote {
    pub quote: String,
    pub start: usize,
    pub end: usize,
}

/// An annotated programme.
#[derive(Debug, Clone, Deserialize)]
pub struct Program {
    pub name: String,
    pub alt: Vec<String>,
    pub spans: Vec<[usize; 2]>,
}

/// A sentence and what must be found in it.
#[derive(Debug, Deserialize)]
pub struct Sentence {
    pub class: String,
    pub text: String,
    pub date: String,
    pub targets: Vec<Expected>,
}

/// A target that must be found. `*` stands for any value or unit.
#[derive(Debug, Deserialize)]
pub struct Expected {
    pub quote: String,
    pub start: usize,
    pub end: usize,
    pub value: Decimal,
    pub value_max: Option<Decimal>,
    pub unit: String,
    pub comparator: String,
    pub status: String,
    #[serde(default)]
    pub delta: bool,
    pub from: Option<Decimal>,
    pub deadline_by: Option<String>,
    pub object: Option<String>,
    #[serde(default)]
    pub object_alt: Vec<String>,
    pub action: Option<String>,
    #[serde(default)]
    pub action_alt: Vec<String>,
}

/// A text that must not yield a target.
#[derive(Debug, Deserialize)]
pub struct Trap {
    pub text: String,
    pub date: String,
    /// `nothing`, `forecast` (a forecast at most) or `figure` (no target).
    pub yields: String,
    pub why: String,
    /// 0 when not even a number may be read.
    pub numbers: Option<usize>,
}

/// A text and the bodies that answer for its targets.
#[derive(Debug, Deserialize)]
pub struct Who {
    pub text: String,
    pub date: String,
    pub targets: Vec<Owned>,
}

/// A target and the names of its body.
#[derive(Debug, Deserialize)]
pub struct Owned {
    pub quote: String,
    pub start: usize,
    pub end: usize,
    pub agency: Vec<String>,
}

/// A text and what already is, according to it.
#[derive(Debug, Deserialize)]
pub struct Past {
    pub text: String,
    pub date: String,
    pub figures: Vec<Fact>,
}

/// A figure; several `status` when more than one would do.
#[derive(Debug, Deserialize)]
pub struct Fact {
    pub quote: String,
    pub start: usize,
    pub end: usize,
    pub value: Decimal,
    pub unit: String,
    pub status: Vec<String>,
}

/// A text and the programmes that it names; `optional` may be found.
#[derive(Debug, Deserialize)]
pub struct Naming {
    pub text: String,
    pub programs: Vec<Name>,
    pub optional: Vec<Name>,
}

/// A programme's name and its other names.
#[derive(Debug, Deserialize)]
pub struct Name {
    pub name: String,
    pub alt: Vec<String>,
}

impl Name {
    /// Whether a record is about this programme.
    pub fn is(&self, record: &ProgramRecord) -> bool {
        let found: Vec<String> = std::iter::once(&record.name).chain(&record.aliases).map(|name| plain(name)).collect();
        let names = std::iter::once(&self.name).chain(&self.alt).map(|name| plain(name));
        names.into_iter().any(|name| {
            found.iter().any(|found| {
                let short = found.chars().count().min(name.chars().count());
                *found == name || (short >= 4 && (found.contains(&name) || name.contains(found.as_str())))
            })
        })
    }
}

/// Every line of a file beside this one.
pub fn read_lines<T: DeserializeOwned>(name: &str) -> Vec<T> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines = text.lines().enumerate();
    lines.map(|(n, line)| serde_json::from_str(line).unwrap_or_else(|e| panic!("{name}:{}: {e}", n + 1))).collect()
}

/// The code points `[start, end)` of `text`.
pub fn slice(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

/// Whether the statement's number shares a code point with `[start, end)`.
pub fn overlaps(statement: &Statement, start: usize, end: usize) -> bool {
    statement.quantity.as_ref().is_some_and(|q| q.start < end && start < q.end)
}

/// A statement in a few words; without one, what else was found.
pub fn brief(statement: Option<&Statement>, others: &[Record]) -> String {
    let one = |s: &Statement| {
        let quantity = s
            .quantity
            .as_ref()
            .map_or("-".to_owned(), |q| format!("{} = {} {}", q.text, q.value, q.unit.as_deref().unwrap_or("?")));
        format!("{quantity} {}", s.status.as_str())
    };
    match statement {
        Some(statement) => one(statement),
        None => {
            let others: Vec<String> =
                others.iter().filter_map(Record::statement).filter(|s| s.quantity.is_some()).map(one).collect();
            format!("none [{}]", others.join("; "))
        }
    }
}

/// The extractor, ready to run.
pub struct Bed {
    worker: Worker,
    lexicon: Lexicon,
}

impl Bed {
    /// With the tests' dictionary and the embedded lexicon.
    pub fn new() -> Self {
        let lexicon = Lexicon::load(None).unwrap_or_else(|error| panic!("{error}"));
        Self { worker: tokens::for_tests().worker(), lexicon }
    }

    /// Everything found in `text`.
    pub fn extract(&mut self, text: &str, date: &str) -> Vec<Record> {
        self.records(&article("test", Some(date), None, text))
    }

    /// Everything found in an article.
    pub fn records(&mut self, article: &Article) -> Vec<Record> {
        let tokens = self.worker.analyse(&article.text);
        records::extract(article, &tokens, &self.lexicon)
    }

    /// The numbers that were read before any of them became a record.
    pub fn numbers(&mut self, text: &str, date: &str) -> Vec<String> {
        let article = article("test", Some(date), None, text);
        let tokens = self.worker.analyse(&article.text);
        let mentions = mentions::list(&article, &tokens, &self.lexicon);
        mentions.into_iter().filter(|m| matches!(m.kind.as_str(), "number" | "quantity")).map(|m| m.text).collect()
    }
}

/// An article from its parts.
pub fn article(id: &str, date: Option<&str>, title: Option<&str>, text: &str) -> Article {
    Article {
        id: id.to_owned(),
        date: date.map(|date| date.parse().unwrap_or_else(|error| panic!("{date}: {error}"))),
        title: title.map(str::to_owned),
        source: None,
        url: None,
        text: text.to_owned(),
        stub: false,
    }
}

const SAME_UNIT: [&[&str]; 5] =
    [&["개", "개소", "개사", "개교", "곳"], &["명", "인"], &["호", "가구", "세대"], &["회", "차례"], &["t", "톤"]];

impl Expected {
    /// Value, unit and status are right.
    pub fn is_found(&self, target: &Statement) -> bool {
        let Some(quantity) = &target.quantity else { return false };
        let same_unit = self.unit == "*" || same_unit(quantity.unit.as_deref().unwrap_or_default(), &self.unit);
        let same_end = self.value_max.is_none_or(|max| quantity.value_max.is_some_and(|value| near(value, max)));
        near(quantity.value, self.value) && same_end && same_unit && target.status.as_str() == self.status
    }

    /// The attributes that are given and wrong.
    pub fn wrong(&self, target: &Statement) -> Vec<String> {
        let Some(quantity) = &target.quantity else { return Vec::new() };
        let mut wrong = Vec::new();
        let mut check = |name: &str, right: bool, got: String| {
            if !right {
                wrong.push(format!("{name} is {got}"));
            }
        };
        check("comparator", quantity.comparator.as_str() == self.comparator, quantity.comparator.as_str().to_owned());
        check("delta", quantity.delta == self.delta, quantity.delta.to_string());
        if let Some(from) = self.from {
            check("from", quantity.from == Some(from), format!("{:?}", quantity.from));
        }
        if let Some(by) = &self.deadline_by {
            let got = target.deadline.as_ref().and_then(|deadline| deadline.by.clone()).unwrap_or_default();
            check("deadline", same_by(&got, by), got);
        }
        if let Some(object) = &self.object {
            let got = target.object.as_ref().map_or("", |object| object.text.as_str());
            let names = std::iter::once(object).chain(&self.object_alt);
            check("object", names.into_iter().any(|name| alike(got, name)), got.to_owned());
        }
        if let Some(action) = &self.action {
            let got = target.action.as_ref().map_or("", |action| action.text.as_str());
            let names = std::iter::once(action).chain(&self.action_alt);
            check("action", names.into_iter().any(|name| same_action(got, name)), got.to_owned());
        }
        wrong
    }
}

impl Fact {
    /// Value, unit and status are right.
    pub fn is_found(&self, figure: &Statement) -> bool {
        let Some(quantity) = &figure.quantity else { return false };
        near(quantity.value, self.value)
            && same_unit(quantity.unit.as_deref().unwrap_or_default(), &self.unit)
            && self.status.iter().any(|status| status == figure.status.as_str())
    }
}

/// Equal, or nearer than half a thousandth.
fn near(one: Decimal, other: Decimal) -> bool {
    (one - other).abs() <= other.abs() * Decimal::new(5, 4)
}

fn same_unit(one: &str, other: &str) -> bool {
    one == other || SAME_UNIT.iter().any(|same| same.contains(&one) && same.contains(&other))
}

/// The year is also its end, the first half also June.
fn same_by(one: &str, other: &str) -> bool {
    let (Some((year, rest)), Some((other_year, other_rest))) = (one.split_at_checked(4), other.split_at_checked(4))
    else {
        return one == other;
    };
    let both = |ends: &[&str]| ends.contains(&rest) && ends.contains(&other_rest);
    year == other_year
        && (rest == other_rest || both(&["", "-12", "-12-31", "-H2", "-Q4"]) || both(&["-06", "-06-30", "-H1", "-Q2"]))
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// One contains the other, and neither is much longer.
pub fn alike(got: &str, name: &str) -> bool {
    let (got, name) = (plain(got), plain(name));
    let (g, n) = (got.chars().count(), name.chars().count());
    g > 0
        && (got == name
            || (g >= 2 && name.contains(&got) && 5 * g >= 2 * n)
            || (n >= 1 && got.contains(&name) && g <= 2 * n + 6))
}

/// The same verb: by its verbal noun, or by its stem (`짓` also for 짓다, 지을).
fn same_action(got: &str, name: &str) -> bool {
    let stem = |text: &str| {
        let text = plain(text);
        let endings = ["하다", "되다", "다"];
        endings.iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(&text).to_owned()
    };
    let (got, name) = (stem(got), stem(name));
    !got.is_empty() && (got.contains(&name) || name.contains(&got))
}
