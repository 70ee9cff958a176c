//! `figures.toml`: what speaks for and against a number being a figure of policy.

use super::{Error, Example, Origin, Shows, Source};
use aho_corasick::AhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use toml::Spanned;

/// Where evidence is looked for. The first six need `words`; the others are facts that the program finds out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// The act that governs the number is a deed of policy, one of these.
    Deed,
    /// The act that governs it judges or finds, one of these.
    Finding,
    /// One of the words stands in the sentence.
    Sentence,
    /// One of the words stands near the number.
    Near,
    /// One of the words stands in the article's headline.
    Headline,
    /// The object ends with one of the words.
    Object,
    /// An act (do, change) governs the number; not a finding, not what happens by itself.
    Act,
    /// A predicate governs it that is no act: a state, a possibility.
    NoAct,
    /// Nothing governs it.
    NoPredicate,
    /// It changed by itself (늘다, 감소) in an article that promises something.
    EffectOfPolicy,
    /// The predicate is in the past.
    Past,
    /// The predicate is an adjective.
    Quality,
    /// The predicate goes on (고 있다).
    GoingOn,
    /// The text calls it the present value.
    Present,
    /// A promise is compared with it.
    Compared,
    /// A year gone by stands beside it in a bracket.
    YearGoneBy,
    /// It tells a state, not what was done.
    State,
    /// It is dated.
    Dated,
    /// It counts things.
    Count,
    /// It is money.
    Money,
    /// It is a share.
    Share,
    /// It is a rank.
    Rank,
    /// It is so much for each or in each.
    Rate,
    /// It is a part of a whole that is named.
    PartOfWhole,
    /// It is only about so much.
    Approximate,
    /// It stands in a headline or deck line.
    InHeadline,
    /// It stands in a footnote.
    InFootnote,
    /// Seven numbers or more stand in its sentence.
    ManyNumbers,
    /// A target of the article has its unit.
    UnitOfTarget,
    /// A target stands in its sentence.
    TargetInSentence,
    /// A target stands in its paragraph.
    TargetInParagraph,
    /// The article has eight targets or more.
    ManyTargets,
    /// Deeds govern half of the article's other figures or more.
    MostlyDeeds,
    /// A deed governs none of the article's other figures, and there are some.
    NoDeeds,
    /// A deed governs another number of its paragraph.
    DeedInParagraph,
    /// Acts govern half of the article's numbers or more.
    MostlyActs,
    /// It counts what happened at an occasion.
    Occasion,
    /// It counts parts (과제, 분야, 기관).
    Parts,
    /// It is the whole that a part is taken of.
    Whole,
}

impl Ground {
    fn needs_words(self) -> bool {
        matches!(self, Self::Deed | Self::Finding | Self::Sentence | Self::Near | Self::Headline | Self::Object)
    }
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its name, as `why` shows it.
    pub name: String,
    /// What it counts for (above zero) or against.
    pub points: i32,
    /// Where it is looked for.
    pub ground: Ground,
    /// Where its name stands in the file.
    pub origin: Origin,
}

/// All evidence, ready to be asked.
pub struct Figures {
    /// The points from which on a number is a figure of policy.
    pub threshold: i32,
    /// The rows, in the file's order.
    pub evidence: Vec<Evidence>,
    facts: FxHashMap<Ground, usize>,
    sentence: Words,
    near: Words,
    headline: Words,
    object: Words,
    deeds: FxHashMap<String, usize>,
    findings: FxHashMap<String, usize>,
}

/// The words of one ground and the evidence that each belongs to.
struct Words {
    automaton: AhoCorasick,
    evidence: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    threshold: i32,
    evidence: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: Spanned<String>,
    ground: Spanned<Ground>,
    points: Spanned<i32>,
    #[serde(default)]
    words: Vec<Spanned<String>>,
    #[serde(default)]
    examples: Vec<Spanned<String>>,
    #[serde(default)]
    negatives: Vec<Spanned<String>>,
}

impl Figures {
    pub(super) fn parse(source: &Source, examples: &mut Vec<Example>) -> Result<Self, Error> {
        let file: File = source.parse()?;
        let mut evidence: Vec<Evidence> = Vec::new();
        let mut facts = FxHashMap::default();
        let mut words: FxHashMap<Ground, (Vec<String>, Vec<usize>)> = FxHashMap::default();
        for row in file.evidence {
            let index = evidence.len();
            let (name, ground) = (row.name.get_ref().trim().to_owned(), *row.ground.get_ref());
            if name.is_empty() || evidence.iter().any(|e| e.name == name) {
                return Err(source.mistake(row.name.span(), format!("“{name}” stands here twice, or is empty")));
            }
            if *row.points.get_ref() == 0 {
                return Err(source.mistake(row.points.span(), "0 points say nothing: leave the row out"));
            }
            if ground.needs_words() == row.words.is_empty() {
                let message = if ground.needs_words() {
                    "this ground needs words = [...]"
                } else {
                    "the program finds this out by itself: leave the words out"
                };
                return Err(source.mistake(row.ground.span(), message));
            }
            if !ground.needs_words() && facts.insert(ground, index).is_some() {
                return Err(source.mistake(row.ground.span(), "another row has this ground already"));
            }
            let list = words.entry(ground).or_default();
            let mut seen = FxHashSet::default();
            for word in &row.words {
                if word.get_ref().is_empty() || !seen.insert(word.get_ref().clone()) {
                    return Err(
                        source.mistake(word.span(), format!("{} stands here twice, or is empty", word.get_ref()))
                    );
                }
                list.0.push(word.get_ref().clone());
                list.1.push(index);
            }
            for phrase in row.examples.iter().chain(&row.negatives) {
                if !phrase.get_ref().contains('【') || !phrase.get_ref().contains('】') {
                    return Err(source.mistake(phrase.span(), "put the number in 【 】"));
                }
            }
            Example::collect(examples, source, &name, &row.examples, &row.negatives, &Shows::Evidence(index));
            let origin = source.origin(&row.name.span());
            evidence.push(Evidence { name, points: *row.points.get_ref(), ground, origin });
        }
        let mut automaton = |ground: Ground| {
            let (words, evidence) = words.remove(&ground).unwrap_or_default();
            let automaton = AhoCorasick::new(&words).map_err(|e| source.mistake(0..0, e.to_string()))?;
            Ok::<_, Error>(Words { automaton, evidence })
        };
        let (sentence, near) = (automaton(Ground::Sentence)?, automaton(Ground::Near)?);
        let (headline, object) = (automaton(Ground::Headline)?, automaton(Ground::Object)?);
        let mut lemmas = |ground: Ground| {
            let (words, evidence) = words.remove(&ground).unwrap_or_default();
            words.into_iter().zip(evidence).collect::<FxHashMap<_, _>>()
        };
        let (deeds, findings) = (lemmas(Ground::Deed), lemmas(Ground::Finding));
        Ok(Self { threshold: file.threshold, evidence, facts, sentence, near, headline, object, deeds, findings })
    }

    /// The evidence of a fact, where the file has a row for it.
    pub fn fact(&self, ground: Ground) -> Option<usize> {
        self.facts.get(&ground).copied()
    }

    /// The evidence that an act is a deed of policy.
    pub fn deed(&self, lemma: &str) -> Option<usize> {
        self.deeds.get(lemma).copied()
    }

    /// The evidence that an act only judges or finds.
    pub fn finding(&self, lemma: &str) -> Option<usize> {
        self.findings.get(lemma).copied()
    }

    /// Adds what the words of a text are evidence of; each piece once.
    pub fn words(&self, ground: Ground, text: &str, held: &mut Vec<usize>) {
        let words = match ground {
            Ground::Sentence => &self.sentence,
            Ground::Near => &self.near,
            Ground::Headline => &self.headline,
            Ground::Object => &self.object,
            _ => return,
        };
        for hit in words.automaton.find_overlapping_iter(text) {
            let evidence = words.evidence[hit.pattern().as_usize()];
            if (ground != Ground::Object || hit.end() == text.len()) && !held.contains(&evidence) {
                held.push(evidence);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(rows: &str) -> Result<Figures, Error> {
        let text = format!("threshold = 2\n{rows}").into();
        Figures::parse(&Source { name: "figures.toml", file: "figures.toml".into(), text }, &mut Vec::new())
    }

    #[test]
    fn words_are_found_where_their_row_looks() {
        let figures = parse(
            "[[evidence]]\nname = \"stock\"\nground = \"sentence\"\npoints = 2\nwords = [\"누적\", \"현재\"]\n\
             [[evidence]]\nname = \"place\"\nground = \"object\"\npoints = 1\nwords = [\"쉼터\"]\n",
        )
        .expect("the rows are sound");
        let found = |ground, text: &str| {
            let mut held = Vec::new();
            figures.words(ground, text, &mut held);
            held
        };
        assert_eq!(found(Ground::Sentence, "현재까지 누적 30곳"), [0], "each piece counts once");
        assert_eq!(found(Ground::Object, "무더위쉼터"), [1]);
        assert!(found(Ground::Object, "쉼터 이용자").is_empty(), "an object is what it ends with");
        assert!(found(Ground::Headline, "현재").is_empty());
    }

    #[test]
    fn mistakes_are_pointed_at() {
        for (wrong, message) in [
            ("name = \"a\"\nground = \"sentence\"\npoints = 1", "needs words"),
            ("name = \"a\"\nground = \"money\"\npoints = 1\nwords = [\"원\"]", "by itself"),
            ("name = \"a\"\nground = \"money\"\npoints = 0", "say nothing"),
            ("name = \"a\"\nground = \"gold\"\npoints = 1", "unknown variant"),
            ("name = \"a\"\nground = \"money\"\npoints = 1\nexamples = [\"3억원\"]", "【 】"),
            ("name = \"a\"\nground = \"near\"\npoints = 1\nwords = [\"현재\", \"현재\"]", "twice"),
            (
                "name = \"a\"\nground = \"money\"\npoints = 1\n[[evidence]]\nname = \"b\"\nground = \"money\"\npoints = 2",
                "another row",
            ),
            (
                "name = \"a\"\nground = \"money\"\npoints = 1\n[[evidence]]\nname = \"a\"\nground = \"rate\"\npoints = 2",
                "twice",
            ),
        ] {
            let error = parse(&format!("[[evidence]]\n{wrong}\n")).err().expect(wrong).to_string();
            assert!(error.contains(message) && error.starts_with("figures.toml:"), "{error}");
        }
    }
}
