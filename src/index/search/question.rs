//! What is asked: the terms of a query, analysed like the texts.

use crate::index::day::is_day_or_month;
use crate::index::hangul::alone;
use crate::index::letters::fold;
use crate::index::query::Node;
use crate::index::terms::{Origin, TermReader, pairs};
use crate::model::Span;
use crate::tokens::Worker;
use unicode_normalization::UnicodeNormalization;

/// The unit that goes without saying behind hundreds of millions.
const WON: &str = "원";

/// Whether a value's term is one that hardly anything but money reaches.
fn is_money(term: &str) -> bool {
    term.strip_prefix('#').is_some_and(|digits| digits.split('.').next().is_some_and(|whole| whole.len() >= 9))
}

/// One term of the question.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedTerm {
    /// Its one spelling.
    pub text: String,
    /// Letters before it in the question.
    pub position: u32,
    /// Its bytes in [`Question::text`].
    pub span: Span,
    /// Where it comes from.
    pub origin: Origin,
}

/// The positive words of a query as one text, and its terms.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The words and phrases, a space between them, NFKC.
    pub text: String,
    /// Where each word or phrase of the query (by its span there) stands in `text`.
    pub places: Vec<(Span, Span)>,
    /// Words, lemmas, parts, readings and values, in order.
    pub words: Vec<AskedTerm>,
    /// Pairs of syllables, in order.
    pub pairs: Vec<AskedTerm>,
    /// Other names for places of the question.
    pub also: Vec<super::expand::Also>,
    /// The same, for people.
    pub expansions: Vec<super::expand::Expansion>,
}

impl Question {
    /// Analyses the words of `node` that are not negated.
    pub fn new(node: &Node, worker: &mut Worker, terms: &mut TermReader) -> Self {
        let mut question = Self::default();
        node.for_each_positive(&mut |node| match node {
            Node::Word { text, span, prefix: false } | Node::Phrase { text, span } => question.add(text, *span),
            _ => {}
        });
        question.analyse(worker, terms);
        question
    }

    /// Analyses one text.
    pub fn of_text(text: &str, worker: &mut Worker, terms: &mut TermReader) -> Self {
        let mut question = Self::default();
        question.add(text, Span::new(0, text.len()));
        question.analyse(worker, terms);
        question
    }

    fn add(&mut self, text: &str, span: Span) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let start = self.text.len();
        // Queries come from keyboards, not from readers: full width, NFD and ligatures fold here. The
        // apostrophe of '24 survives (NFKC would make a space and an accent of ´).
        self.text.extend(text.chars().map(|c| if c == '´' { '\'' } else { c }).nfkc().map(alone));
        self.places.push((span, Span::new(start, self.text.len())));
    }

    fn analyse(&mut self, worker: &mut Worker, terms: &mut TermReader) {
        let tokens = worker.analyse(&self.text);
        let asked = |term: crate::index::terms::Term<'_>| AskedTerm {
            text: term.text.to_owned(),
            position: term.position,
            span: term.span,
            origin: term.origin,
        };
        terms.words(&self.text, 0, &tokens.tokens, |term| self.words.push(asked(term)));
        pairs(&self.text, |term| self.pairs.push(asked(term)));
        self.values_stand_for_digits();
        if self.words.is_empty() && self.pairs.is_empty() {
            // nothing but particles or one syllable: take the words as they are
            let mut position = 0;
            for word in self.text.split_whitespace() {
                let text = fold(word);
                let start = word.as_ptr() as usize - self.text.as_ptr() as usize;
                let span = Span::new(start, start + word.len());
                let letters = text.chars().count() as u32;
                if letters > 0 {
                    self.words.push(AskedTerm { text, position, span, origin: Origin::Surface });
                }
                position += letters;
            }
        }
    }

    /// 3조 5,000억 is asked for by its value: the 3, the 5 and the 000 are in every other article. Neither a word that
    /// begins inside it (조원 of 3.5조원) nor a 원 behind so many is asked for: 3.5조 says as much.
    fn values_stand_for_digits(&mut self) {
        let mut amounts: Vec<Span> = Vec::new();
        for at in 0..self.words.len() {
            let amount = &self.words[at];
            if amount.origin != Origin::Value || !amount.text.starts_with('#') || is_day_or_month(&amount.text) {
                continue;
            }
            if is_money(&amount.text) {
                let won = self.words.iter().find(|term| term.text == WON && self.follows(amount.span, term.span));
                // also where it was typed as a word of its own, which is asked for with the number then
                self.words[at].span.end = won.map_or(amount.span.end, |won| won.span.end);
            }
            amounts.push(self.words[at].span);
        }
        let inside = |start: usize| amounts.iter().any(|amount| (amount.start..amount.end).contains(&start));
        self.words.retain(|term| term.origin == Origin::Value || !inside(term.span.start));
        self.pairs
            .retain(|pair| amounts.iter().all(|amount| pair.span.end <= amount.start || amount.end <= pair.span.start));
    }

    /// Whether nothing but spaces stands between two places.
    fn follows(&self, one: Span, other: Span) -> bool {
        self.text.get(one.end..other.start).is_some_and(|between| between.trim().is_empty())
    }

    /// Adds the beginning of a word (`반도체*`) behind the analysed text: it has a place, but no terms of its own.
    pub(super) fn add_beginning(&mut self, text: &str, span: Span) -> Span {
        self.add(text, span);
        self.places.last().map_or(Span::new(0, 0), |(_, place)| *place)
    }

    /// Whether no word is asked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.pairs.is_empty() && self.also.is_empty()
    }

    /// The letters of another name, as its terms spell it.
    pub(super) fn text_of(&self, also: &super::expand::Also) -> String {
        also.terms.iter().map(|term| term.text.as_str()).collect()
    }

    /// Letters of the question.
    pub fn letters(&self) -> u32 {
        self.words.iter().chain(&self.pairs).map(|t| t.position + t.text.chars().count() as u32).max().unwrap_or(0)
    }
}
