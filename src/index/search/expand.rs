//! Other names for what was asked: agencies' short forms and lineage, names that the articles' own
//! brackets say stand for one another, names by their initial consonants.
//!
//! They are looked for beside the words, at less weight, and each is told in [`Expansion`].

use super::Searcher;
use super::filter::Side;
use super::question::{AskedTerm, Question};
use crate::index::hangul::is_initials;
use crate::index::letters::{fold, is_syllable};
use crate::index::query::Node;
use crate::index::terms::Origin;
use crate::index::{IndexError, names};
use crate::model::Span;
use std::collections::HashMap;

/// Most other names for one place of a question.
const MOST: usize = 4;
/// Other names are looked for in questions up to this many words: a longer one says enough itself.
const MOST_WORDS: usize = 24;

/// Most words that a beginning is ranked by; all that begin so are found.
const MOST_BEGUN: usize = 8;
/// A bracket must stand in one of so many articles that hold the Korean name.
const ESTABLISHED: u64 = 50;

/// What stood for what in a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// The words of the question.
    pub asked: String,
    /// What was looked for beside them.
    pub also: String,
    /// Where that is known from.
    pub because: &'static str,
}

/// Another name for a place of the question.
#[derive(Debug, Clone)]
pub struct Also {
    /// The place, in bytes of [`Question::text`].
    pub span: Span,
    /// The other name's terms; positions count from its beginning.
    pub terms: Vec<AskedTerm>,
}

/// Names once analysed; most are asked again and again.
pub(super) type Names = HashMap<String, Vec<AskedTerm>>;

/// What names stand for, once looked up; for most words that is nothing.
pub(super) type Aliases = HashMap<String, Vec<String>>;

/// So many looked-up names are kept.
const MOST_KEPT: usize = 20_000;

impl Searcher<'_> {
    /// Adds other names to a question.
    pub(super) fn expand(&mut self, question: &mut Question) -> Result<(), IndexError> {
        if question.places.len() > MOST_WORDS {
            return Ok(());
        }
        self.agencies_of(question);
        self.programs_of(question);
        self.aliases_of(question)?;
        self.readings_of(question);
        self.initials_of(question)
    }

    /// 과기정통부 → 과학기술정보통신부, and the names before and after in its lineage.
    fn agencies_of(&mut self, question: &mut Question) {
        let lexicon = self.lexicon;
        let text = question.text.clone();
        for hit in lexicon.agencies.find(&text) {
            let span = Span::new(hit.start, hit.end);
            // 산은 is a bank, but not in 예산은
            let is_word = |at: fn(Span) -> usize| question.words.iter().any(|word| at(word.span) == at(span));
            if !is_word(|span| span.start) || !is_word(|span| span.end) {
                continue;
            }
            let form = span.of(&text);
            for name in lexicon.agencies.lineage(form).into_iter().filter(|name| *name != form).take(MOST) {
                self.add(question, span, name, "dictionaries/agencies.toml");
            }
        }
    }

    /// NDC ↔ 국가온실가스감축목표: the names of a programme that the dictionaries know.
    fn programs_of(&mut self, question: &mut Question) {
        let lexicon = self.lexicon;
        let programs = &lexicon.programs;
        let text = question.text.clone();
        for (start, end, known) in programs.find_known(&text) {
            let program = &programs.known[known];
            for name in std::iter::once(&program.name).chain(&program.aliases).take(MOST) {
                self.add(question, Span::new(start, end), name, "dictionaries/programs.toml");
            }
        }
    }

    /// 인공지능 ↔ AI, where at least two articles (or, in a small store, one) say so.
    fn aliases_of(&mut self, question: &mut Question) -> Result<(), IndexError> {
        let few = if self.articles.num_docs() < 1000 { 1 } else { 2 };
        let places: Vec<Span> = question.places.iter().map(|(_, place)| *place).collect();
        let mut asked: Vec<(Span, String)> = Vec::new();
        for (first, place) in places.iter().enumerate() {
            // a word, also without what follows its first noun, and two or three words together
            for last in places[first..].iter().take(3) {
                let span = Span::new(place.start, last.end);
                asked.push((span, fold(span.of(&question.text))));
            }
        }
        let nouns = question.words.iter().filter(|w| w.origin == Origin::Surface && w.text.chars().count() >= 2);
        asked.extend(nouns.map(|word| (word.span, word.text.clone())));
        asked.dedup();
        for (span, folded) in asked {
            if !(2..=24).contains(&folded.chars().count()) {
                continue;
            }
            if !self.aliases.contains_key(&folded) {
                let meanings = self.meanings(&folded, few)?;
                if self.aliases.len() >= MOST_KEPT {
                    self.aliases.clear();
                }
                self.aliases.insert(folded.clone(), meanings);
            }
            for name in self.aliases.get(&folded).cloned().into_iter().flatten() {
                self.add(question, span, &name, "brackets in the articles");
            }
        }
        Ok(())
    }

    /// What the articles' brackets say that a name stands for: the commonest meaning, and another only when it is
    /// nearly as common. `few` articles say nothing.
    fn meanings(&self, folded: &str, few: u64) -> Result<Vec<String>, IndexError> {
        let prefix = format!("{folded}{}", names::BETWEEN);
        let mut found = self.terms_from(self.index.article_fields.aliases, Side::Articles, &prefix)?;
        found.retain(|(key, articles)| *articles >= few && self.is_established(key, *articles));
        found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let least = found.first().map_or(0, |best| best.1 / 3);
        let common = found.iter().filter(|(_, articles)| *articles >= least).take(2);
        Ok(common.filter_map(|(key, _)| Some(key.split_once(names::BETWEEN)?.1.to_owned())).collect())
    }

    /// Whether a pair of names is more than a bracket here and there: `전환(DX)` in three articles does not make DX
    /// of 전환, which thousands hold.
    fn is_established(&self, key: &str, articles: u64) -> bool {
        let Some((one, other)) = key.split_once(names::BETWEEN) else { return false };
        [fold(one), fold(other)].iter().all(|name| {
            let holding = self.segments.frequency(name);
            !name.chars().all(is_syllable) || articles * ESTABLISHED >= holding
        })
    }

    /// 國土交通部 → 국토교통부: in Chinese characters a name is cut into words of its own, which are read one by one;
    /// the whole reading is the name.
    fn readings_of(&mut self, question: &mut Question) {
        for (_, place) in question.places.clone() {
            let readings = question.words.iter().filter(|t| t.origin == Origin::Reading && place.contains(&t.span));
            let mut read = String::new();
            let mut at = place.start;
            for term in readings {
                if term.span.start >= at {
                    read.push_str(&question.text[at..term.span.start]);
                    read.push_str(&term.text);
                    at = term.span.end;
                }
            }
            if at > place.start {
                read.push_str(&question.text[at..place.end]);
                self.add(question, place, &read, "the reading of its Chinese characters");
            }
        }
    }

    /// ㅅㅁㅌㄱㅈ → 스마트공장, also typed with spaces (ㅅㅁㅌ ㄱㅈ).
    fn initials_of(&mut self, question: &mut Question) -> Result<(), IndexError> {
        let places: Vec<Span> = question.places.iter().map(|(_, place)| *place).collect();
        let text = question.text.clone();
        for run in places.chunk_by(|a, b| is_initials(a.of(&text)) && is_initials(b.of(&text))) {
            if !is_initials(run[0].of(&text)) {
                continue;
            }
            let whole = Span::new(run[0].start, run[run.len() - 1].end);
            if !self.named_by_initials(question, whole)? && run.len() > 1 {
                for place in run {
                    self.named_by_initials(question, *place)?;
                }
            }
        }
        Ok(())
    }

    /// Adds the names that the consonants of a place stand for; whether there are any.
    fn named_by_initials(&mut self, question: &mut Question, place: Span) -> Result<bool, IndexError> {
        let letters = fold(place.of(&question.text));
        if letters.chars().count() < 2 {
            return Ok(false);
        }
        let names = self.names_by(&format!("c{letters}"), MOST)?;
        if !names.is_empty() {
            question.words.retain(|term| !place.contains(&term.span));
        }
        for (name, _) in &names {
            self.add(question, place, name, "initial consonants");
        }
        Ok(!names.is_empty())
    }

    /// 반도체* → the commonest words that begin so, to rank and to mark by.
    pub(super) fn begun(&mut self, question: &mut Question, node: &Node) -> Result<(), IndexError> {
        let mut beginnings = Vec::new();
        node.for_each_positive(&mut |node| {
            if let Node::Word { text, span, prefix: true } = node {
                beginnings.push((text.clone(), *span));
            }
        });
        for (text, span) in beginnings {
            let words = self.words_with_prefix(&fold(&text), Side::Articles, MOST_BEGUN)?;
            let span = question.add_beginning(&text, span);
            question.also.extend(words.into_iter().map(|(text, _)| Also {
                span,
                terms: vec![AskedTerm { text, position: 0, span, origin: Origin::Surface }],
            }));
        }
        Ok(())
    }

    /// The commonest names whose key begins like `prefix`: those that it spells in full first.
    pub(super) fn names_by(&self, prefix: &str, most: usize) -> Result<Vec<(String, u64)>, IndexError> {
        let mut found: HashMap<String, (bool, u64)> = HashMap::new();
        for (key, articles) in self.names_from(prefix)? {
            if let Some((letters, name)) = key.split_once(names::BETWEEN) {
                let entry = found.entry(name.to_owned()).or_insert((letters == prefix, 0));
                entry.1 += articles;
            }
        }
        let mut sorted: Vec<(String, (bool, u64))> = found.into_iter().collect();
        sorted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(sorted.into_iter().take(most).map(|(name, (_, articles))| (name, articles)).collect())
    }

    fn add(&mut self, question: &mut Question, span: Span, name: &str, because: &'static str) {
        let asked = span.of(&question.text);
        if fold(asked) == fold(name)
            || question.also.iter().any(|also| also.span == span && question.text_of(also) == fold(name))
        {
            return;
        }
        let terms = match self.names.get(name) {
            Some(terms) => terms.clone(),
            None => {
                let terms = Question::of_text(name, &mut self.worker, &mut self.terms).words;
                // wholes and plain words; the parts of a compound would match far too much
                let wholes: Vec<AskedTerm> = terms.iter().filter(|t| t.origin != Origin::Part).cloned().collect();
                self.names.insert(name.to_owned(), wholes.clone());
                wholes
            }
        };
        if terms.is_empty() {
            return;
        }
        question.expansions.push(Expansion { asked: asked.to_owned(), also: name.to_owned(), because });
        question.also.push(Also { span, terms });
    }
}
