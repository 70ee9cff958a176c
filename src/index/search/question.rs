//! What is asked: the terms of a query, analysed like the texts.

use crate::index::day::is_day_or_month;
use crate::index::hangul::alone;
use crate::index::letters::{fold, is_letter, is_middle_dot};
use crate::index::query::Node;
use crate::index::terms::{Origin, TermReader, pairs};
use crate::model::Span;
use crate::tokens::{Tag, Token, Worker};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// What stands behind a noun that something is done with.
const OBJECT: &str = "를";

/// The unit that goes without saying behind hundreds of millions.
const WON: &str = "원";

/// A text of the same length in which Latin words that were typed small are written as names are: the dictionaries
/// hold AI팩토리.
fn capitals(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(text);
    }
    let mut written = text.to_owned();
    let mut at = 0;
    for word in text.split(|c: char| !c.is_ascii_alphabetic()) {
        at += text[at..].find(word).unwrap_or_default();
        if word.bytes().all(|b| b.is_ascii_lowercase()) {
            written[at..at + word.len()].make_ascii_uppercase();
        }
        at += word.len();
    }
    Cow::Owned(written)
}

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
        // apostrophe of '24 survives (NFKC would make a space and an accent of ´), and so do middle dots (it would
        // make a letter of ㆍ).
        let typed = text.chars().map(|c| match c {
            '´' => '\'',
            c if is_middle_dot(c) => '·',
            c => c,
        });
        self.text.extend(typed.nfkc().map(alone));
        self.places.push((span, Span::new(start, self.text.len())));
    }

    fn analyse(&mut self, worker: &mut Worker, terms: &mut TermReader) {
        let tokens = worker.analyse(&capitals(&self.text));
        let asked = |term: crate::index::terms::Term<'_>| AskedTerm {
            text: term.text.to_owned(),
            position: term.position,
            span: term.span,
            origin: term.origin,
        };
        terms.words(&self.text, 0, &tokens.tokens, |term| self.words.push(asked(term)));
        self.nouns_that_look_like_verbs(&tokens.tokens, worker, terms);
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

    /// 업무보고 alone is cut 업무|보|고, as if somebody looked; with a particle behind it, as in a text, it is 업무|보고.
    fn nouns_that_look_like_verbs(&mut self, tokens: &[Token], worker: &mut Worker, terms: &mut TermReader) {
        for (_, place) in self.places.clone() {
            let first = tokens.partition_point(|token| token.span().start < place.start);
            let last = tokens.partition_point(|token| token.span().end <= place.end);
            let Some([.., verb, ending]) = tokens.get(first..last) else { continue };
            if !matches!(verb.pos.first(), Tag::VV | Tag::VA | Tag::VX) || ending.pos.first() != Tag::EC {
                continue;
            }
            let mut text = place.of(&self.text).to_owned();
            let end = text.len();
            text.push_str(OBJECT);
            let read = worker.analyse(&capitals(&text));
            let Some((particle, nouns)) = read.tokens.split_last() else { continue };
            let noun = |token: &Token| {
                matches!(token.pos.first(), Tag::NNG | Tag::NNP | Tag::XPN | Tag::XSN | Tag::SN | Tag::SL)
            };
            if particle.span().start != end || nouns.is_empty() || !nouns.iter().all(noun) {
                continue;
            }
            let before = self.text[..place.start].chars().filter(|c| is_letter(*c)).count() as u32;
            let at = self.words.partition_point(|word| word.span.start < place.start);
            self.words.retain(|word| !place.contains(&word.span));
            let mut words = Vec::new();
            terms.words(&text, 0, nouns, |term| {
                words.push(AskedTerm {
                    text: term.text.to_owned(),
                    position: before + term.position,
                    span: Span::new(place.start + term.span.start, place.start + term.span.end),
                    origin: term.origin,
                });
            });
            self.words.splice(at..at, words);
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
