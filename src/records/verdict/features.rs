//! What is known of a number and its surroundings, as short names: the evidence that `verdict.csv` has weights for.

use super::super::draft::Draft;
use crate::lexicon::Lexicon;
use crate::model::{Article, Span, Status};
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt::Write as _;

/// How many lines up a heading is looked for.
const REACH: usize = 10;

/// The most words of a sentence that are asked for.
const WORDS: usize = 60;

/// The longest heading, in characters.
const HEADING: usize = 22;

/// Takes the evidence that holds, one piece after the other: the table of `verdict.csv` and the row in it.
pub type Visit<'v> = dyn FnMut(&str, &str) + 'v;

/// What the article says around all of its numbers.
pub struct Around<'a> {
    article: &'a Article,
    lexicon: &'a Lexicon,
    /// The first two syllables of the title's words.
    title: Vec<&'a str>,
    date: Option<String>,
    /// By sentence: its numbers, and how many of them the rules take for targets.
    sentences: FxHashMap<usize, (usize, usize)>,
    numbers: usize,
    targets: usize,
    /// By value and unit: the drafts that tell it.
    same: FxHashMap<(Decimal, Option<usize>), Vec<usize>>,
    /// What the rules made of each draft.
    made: Vec<Made>,
    /// By the first byte of a block with numbers: what stands above it.
    above: FxHashMap<usize, Above<'a>>,
}

/// What stands above a block.
struct Above<'a> {
    /// The end of the line above.
    end: &'a str,
    /// The words of the heading.
    heading: Vec<&'a str>,
}

/// What the rules made of a draft, and where it stands.
#[derive(Clone, Copy)]
struct Made {
    name: &'static str,
    sentence: usize,
    number: bool,
}

impl<'a> Around<'a> {
    /// Reads the whole article's side of the evidence; `drafts` are as the rules left them.
    pub fn new(article: &'a Article, lexicon: &'a Lexicon, drafts: &[Draft]) -> Self {
        let headline = || article.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let mut around = Self {
            article,
            lexicon,
            title: beginnings(article.title.as_deref().unwrap_or_else(headline)),
            date: article.date.map(|date| date.to_string()),
            sentences: FxHashMap::default(),
            numbers: 0,
            targets: 0,
            same: FxHashMap::default(),
            made: drafts.iter().map(made).collect(),
            above: FxHashMap::default(),
        };
        for (index, draft) in drafts.iter().enumerate() {
            let Some(quantity) = &draft.quantity else { continue };
            let start = draft.block_span.start;
            around.above.entry(start).or_insert_with(|| above(&article.text[..start]));
            around.same.entry((quantity.value, quantity.unit)).or_default().push(index);
            let sentence = around.sentences.entry(draft.sentence_index).or_default();
            let target = is_target(draft);
            sentence.0 += 1;
            sentence.1 += usize::from(target);
            around.numbers += 1;
            around.targets += usize::from(target);
        }
        around
    }

    /// Hands every piece of evidence on `draft`, number `index` of the drafts, to `visit`, in an order that does not change.
    pub fn visit(&self, index: usize, draft: &Draft, visit: &mut Visit<'_>) {
        let Some(quantity) = &draft.quantity else { return };
        let text = &self.article.text;
        let mut name = String::new();
        self.rules(draft, &mut name, visit);
        let unit = quantity.unit.map(|unit| self.lexicon.units.get(unit));
        let unit_name = unit.map_or("none", |unit| unit.name.as_str());
        visit("unit", unit_name);
        visit("dimension", unit.map_or("none", |unit| unit.dimension.as_str()));
        visit("comparator", quantity.comparator.as_str());
        written(&mut name, format_args!("{unit_name} {:?}", draft.tense));
        visit("unit and tense", &name);
        for (holds, fact) in [
            (quantity.from.is_some(), "starts from a value"),
            (quantity.per.is_some(), "for each"),
            (draft.delta, "a change"),
            (draft.program.is_some(), "of a programme"),
            (draft.finite, "finite sentence"),
            (draft.bracketed, "in brackets"),
            (draft.footnote, "in a footnote"),
            (draft.of.is_some(), "a share of something"),
            (draft.baseline.is_some(), "compared"),
            (draft.acts, "an act governs it"),
            (draft.agency.is_some(), "somebody is responsible"),
            (draft.object.is_some(), "something is counted"),
            (draft.action.is_none(), "no predicate"),
        ] {
            if holds {
                visit("fact", fact);
            }
        }
        written(&mut name, format_args!("{}", quantity.value.trunc().abs().to_string().len()));
        visit("digits", &name);
        self.neighbours(index, (quantity.value, quantity.unit), visit);
        self.lines_above(draft, visit);
        self.date(draft, &mut name, visit);
        self.place(draft, &mut name, visit);
        words_around(text, draft, quantity.span, visit);
        if let Some(object) = draft.object {
            let object = object.of(text).trim_end();
            each_once([1, 2].into_iter().map(|length| last(object, length)), |end| visit("object", end));
        }
        act(text, draft, visit);
        for word in &self.title {
            visit("title", word);
        }
    }

    /// What the rules say.
    fn rules(&self, draft: &Draft, name: &mut String, visit: &mut Visit<'_>) {
        for rule in &draft.trace {
            if rule.starts_with("figure: ") {
                continue;
            }
            name.clear();
            // without the words that the rule quotes
            for word in rule.split(|c: char| !(c.is_ascii_alphabetic() || c == ':')).filter(|word| !word.is_empty()) {
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(word);
            }
            visit("rule", name);
        }
        let dropped = draft.dropped.as_deref().map_or("kept", |why| {
            let first = why.split(';').next().unwrap_or(why);
            if first.starts_with("no figure of policy") { "no figure of policy" } else { first }
        });
        visit("dropped", dropped);
        if let Some(doubt) = &draft.doubt {
            visit("doubt", doubt);
        }
        visit("status", draft.status.map_or("none", status));
        written(name, format_args!("{:?}", draft.tense));
        visit("tense", name);
        written(name, format_args!("{:?} {:?}", draft.tense, draft.block));
        visit("tense and block", name);
    }

    /// What the rules made of the numbers beside it, and of the same number elsewhere.
    fn neighbours(&self, index: usize, number: (Decimal, Option<usize>), visit: &mut Visit<'_>) {
        let mut told = FxHashSet::default();
        for other in self.same.get(&number).into_iter().flatten().filter(|other| **other != index).take(6) {
            if told.insert(self.made[*other].name) {
                visit("the same number elsewhere", self.made[*other].name);
            }
        }
        if told.is_empty() {
            visit("the same number elsewhere", "nowhere");
        }
        let own = self.made[index].sentence;
        let before = self.made[..index].iter().rev().find(|made| made.number);
        let behind = self.made[index + 1..].iter().find(|made| made.number);
        let beside = |made: Option<&Made>| made.filter(|made| made.sentence == own).map_or("none", |made| made.name);
        visit("the number before", beside(before));
        visit("the number behind", beside(behind));
        if let Some(before) = before.filter(|made| made.sentence + 1 == own) {
            visit("the number of the sentence before", before.name);
        }
    }

    /// The words of the heading that it stands under, and the end of the line above.
    fn lines_above(&self, draft: &Draft, visit: &mut Visit<'_>) {
        let Some(above) = self.above.get(&draft.block_span.start) else { return };
        visit("the line above ends", above.end);
        for word in &above.heading {
            visit("heading", word);
        }
    }

    /// Its deadline beside the article's date.
    fn date(&self, draft: &Draft, name: &mut String, visit: &mut Visit<'_>) {
        let Some(deadline) = &draft.deadline else { return visit("deadline", "none") };
        visit("deadline", "some");
        let (Some(by), Some(today)) = (deadline.by, &self.date) else { return };
        written(name, format_args!("{by}"));
        let begins =
            |length: usize| name.get(..length.min(name.len())) == today.get(..length.min(name.len()).min(today.len()));
        let behind = today.get(..name.len().min(today.len())).is_some_and(|today| name.as_str() < today);
        visit(
            "deadline",
            match () {
                () if begins(7) => "this month",
                () if behind => "gone by",
                () if begins(4) => "this year",
                () => "later",
            },
        );
        visit("deadline", if name.len() <= 4 { "a year" } else { "finer than a year" });
    }

    /// Where it stands among the article's numbers.
    fn place(&self, draft: &Draft, name: &mut String, visit: &mut Visit<'_>) {
        let (numbers, targets) = self.sentences.get(&draft.sentence_index).copied().unwrap_or_default();
        written(name, format_args!("{}", numbers.min(8)));
        visit("numbers in the sentence", name);
        written(name, format_args!("{}", targets.saturating_sub(usize::from(is_target(draft))).min(3)));
        visit("other targets in the sentence", name);
        written(name, format_args!("{}", draft.sentence_index.min(6)));
        visit("sentence", name);
        written(name, format_args!("{}", self.targets * 5 / self.numbers.max(1)));
        visit("fifths of the article's numbers that are targets", name);
    }
}

/// The words and characters next to the number, of its sentence, and at the sentence's end.
fn words_around(text: &str, draft: &Draft, number: Span, visit: &mut Visit<'_>) {
    let sentence = draft.sentence;
    let before = &text[sentence.start.min(number.start)..number.start];
    let after = &text[number.end..sentence.end.max(number.end)];
    let letter = |c: char| is_syllable(c) || c.is_ascii_alphabetic();
    each_once(
        before.rsplit(|c| !letter(c)).filter(|word| !word.is_empty()).take(3).map(|word| first(word, 6)),
        |word| {
            visit("before", word);
        },
    );
    each_once(after.split(|c| !letter(c)).filter(|word| !word.is_empty()).take(3).map(|word| first(word, 6)), |word| {
        visit("behind", word);
    });
    each_once((1..=3).map(|length| first(after.trim_start(), length)), |next| visit("next behind", next));
    each_once((1..=3).map(|length| last(before.trim_end(), length)), |next| visit("next before", next));
    let end = sentence.of(text).trim_end_matches(|c: char| !(is_syllable(c) || c.is_alphanumeric()));
    each_once((1..=4).map(|length| last(end, length)), |end| visit("end", end));
    for word in beginnings(sentence.of(text)) {
        visit("word", word);
    }
}

/// The act that governs it: its noun or verb, what is written behind it, and where it stands.
fn act(text: &str, draft: &Draft, visit: &mut Visit<'_>) {
    let (Some((lemma, at)), Some(quantity)) = (&draft.action, &draft.quantity) else { return };
    visit("act", lemma);
    if !draft.sentence.contains(at) {
        return;
    }
    let from = &text[at.start..draft.sentence.end];
    let rest = from.strip_prefix(lemma.as_str()).unwrap_or_else(|| &from[first(from, 1).len()..]);
    each_once([1, 2, 3, 5].into_iter().map(|length| first(rest, length)), |next| visit("behind the act", next));
    visit("act stands", if at.start < quantity.span.start { "before" } else { "behind" });
}

/// What stands above a block that begins where `text` ends.
fn above(text: &str) -> Above<'_> {
    let mut lines = text.lines().rev().filter(|line| !line.trim().is_empty()).take(REACH);
    let end = lines.clone().next().map_or("", |line| last(line.trim_end_matches(['.', ' ', '*', ')']), 2));
    let short = |line: &&str| {
        line.len() <= 3 * HEADING && line.chars().count() <= HEADING && !line.contains(|c: char| c.is_ascii_digit())
    };
    Above { end, heading: lines.find(short).map(beginnings).unwrap_or_default() }
}

/// What the rules made of a draft.
fn made(draft: &Draft) -> Made {
    let name = if draft.dropped.is_some() { "dropped" } else { draft.status.map_or("none", status) };
    Made { name, sentence: draft.sentence_index, number: draft.quantity.is_some() }
}

/// Whether the rules took it for a target.
pub fn is_target(draft: &Draft) -> bool {
    draft.dropped.is_none() && matches!(draft.status, Some(Status::Planned | Status::Considered))
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Planned => "planned",
        Status::Considered => "considered",
        Status::Achieved => "achieved",
        Status::Current => "current",
        Status::Forecast => "forecast",
    }
}

const fn is_syllable(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// The first two syllables of each word of two or more, each once, in order.
fn beginnings(text: &str) -> Vec<&str> {
    let mut seen = FxHashSet::default();
    let words = text.split(|c| !is_syllable(c)).filter(|word| word.len() >= 6).map(|word| &word[..6]);
    words.take(WORDS).filter(|word| seen.insert(*word)).collect()
}

/// Hands on each of a few texts once; none at all is told as the end.
fn each_once<'t>(texts: impl Iterator<Item = &'t str>, mut visit: impl FnMut(&'t str)) {
    let mut seen = [""; 4];
    for (n, text) in texts.take(4).enumerate() {
        if !seen[..n].contains(&text) {
            visit(if text.is_empty() { "the end" } else { text });
        }
        seen[n] = text;
    }
}

/// The first characters of a text, at most `most`.
fn first(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(at, _)| &text[..at])
}

/// The last characters of a text, at most `most`.
fn last(text: &str, most: usize) -> &str {
    text.char_indices().rev().nth(most.saturating_sub(1)).map_or(text, |(at, _)| &text[at..])
}

fn written(name: &mut String, arguments: std::fmt::Arguments<'_>) {
    name.clear();
    // writing into a string cannot fail
    let _ = name.write_fmt(arguments);
}
