//! Which lines of the dictionaries made a record, or kept a number from being one: for `why`.

use super::{CueStatus, Lexicon, List, Origin, Place};
use crate::model::{Comparator, ProgramRecord, Statement};
use serde::Serialize;

/// A line of a dictionary that spoke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DictionaryLine {
    /// File, line and column.
    pub place: String,
    /// The word there.
    pub word: String,
    /// What it says.
    pub says: String,
}

/// What a reason without a word of its own hangs on: the reason's beginning, and the list that decides. A word in it
/// caused the reason, or (`false`) would have kept it from speaking.
const REASONS: &[(&str, List, bool)] = &[
    ("a count of parts", List::Parts, true),
    ("a count of parts", List::Bodies, true),
    ("a crowd at an occasion", List::Crowd, true),
    ("a foreign example", List::ForeignMark, true),
    ("a condition (10만원 이하", List::Kinds, true),
    ("nothing tells whether", List::Natural, true),
    ("a rank that nobody promises", List::PromisedRank, false),
    ("status: named as the present value", List::PresentValue, true),
    ("status: a bill, not yet passed", List::BillName, true),
    ("status: the whole cost of a programme", List::WholeCost, true),
    ("status: money secured", List::Secured, true),
    ("status: words that look back", List::LooksBack, true),
];

/// Syllables with which endings begin: behind a verb's stem, and behind a verbal noun.
const VERB_ENDINGS: [char; 16] =
    ['다', '고', '며', '는', '기', '지', '면', '습', '니', '던', '을', '음', '으', '어', '아', '겠'];
const NOUN_ENDINGS: [char; 14] = ['하', '되', '한', '된', '할', '될', '했', '됐', '함', '됨', '합', '해', '돼', '시'];

impl Lexicon {
    /// The lines that a target's, figure's or milestone's words and rules come from.
    pub fn lines_of_statement(&self, statement: &Statement) -> Vec<DictionaryLine> {
        let mut lines = Lines { lexicon: self, found: Vec::new() };
        if let Some(q) = &statement.quantity {
            if let Some(origin) = q.unit.as_ref().and_then(|unit| self.units.origin(unit, &q.text)) {
                lines.add(origin, q.unit.as_deref().unwrap_or_default(), "unit");
            }
            if q.comparator != Comparator::Eq {
                let evidence = &statement.evidence;
                let at = |point: usize| byte(&evidence.text, point.saturating_sub(evidence.start));
                let before = evidence.text[..at(q.start)].trim_end();
                let behind = evidence.text[at(q.end)..].trim_start();
                let bounds = [self.comparators.line_before(before), self.comparators.line_after(behind)];
                for (word, comparator, origin) in bounds.into_iter().flatten() {
                    lines.add(origin, word, comparator.as_str());
                }
            }
        }
        if let Some(action) = &statement.action {
            lines.action(&action.text);
        }
        if let Some(agency) = &statement.agency
            && let Some(entry) = self.agencies.entries.iter().find(|entry| entry.name == agency.name)
        {
            lines.add(entry.origin, &entry.name, &entry.kind);
        }
        if let Some(program) = &statement.program {
            lines.program(&program.name);
        }
        for rule in &statement.trace {
            lines.rule(rule, &statement.evidence.text);
        }
        lines.found
    }

    /// The lines that a programme's name comes from.
    pub fn lines_of_program(&self, program: &ProgramRecord) -> Vec<DictionaryLine> {
        let mut lines = Lines { lexicon: self, found: Vec::new() };
        lines.program(&program.name);
        lines.found
    }

    /// The lines behind a rule of a trace or the reason why a number is no record; where the reason is that no word was
    /// found, the line where one would change it.
    pub fn lines_of_rule(&self, rule: &str, sentence: &str) -> Vec<DictionaryLine> {
        let mut lines = Lines { lexicon: self, found: Vec::new() };
        lines.rule(rule, sentence);
        lines.found
    }

    /// The line of an action, by its dictionary form.
    pub fn lines_of_action(&self, lemma: &str) -> Vec<DictionaryLine> {
        let mut lines = Lines { lexicon: self, found: Vec::new() };
        lines.action(lemma);
        lines.found
    }

    /// Where a unit would have to stand for a number without one to be read as a quantity.
    pub fn line_of_units(&self) -> Option<DictionaryLine> {
        let mut lines = Lines { lexicon: self, found: Vec::new() };
        let last = self.units.last_origin()?;
        lines.add(last, "[[unit]]", "a unit in this file would make it a quantity");
        lines.found.pop()
    }
}

struct Lines<'l> {
    lexicon: &'l Lexicon,
    found: Vec<DictionaryLine>,
}

impl Lines<'_> {
    fn add(&mut self, origin: Origin, word: &str, says: &str) {
        let Place { file, line, column } = self.lexicon.place(origin);
        let line =
            DictionaryLine { place: format!("{file}:{line}:{column}"), word: word.to_owned(), says: says.to_owned() };
        if !self.found.contains(&line) {
            self.found.push(line);
        }
    }

    fn action(&mut self, lemma: &str) {
        if let Some(action) = self.lexicon.actions.lemma(lemma) {
            self.add(action.origin, lemma, action.class.as_str());
        }
    }

    fn program(&mut self, name: &str) {
        let programs = &self.lexicon.programs;
        if let Some(known) = programs.known.iter().find(|k| k.name == name || k.aliases.iter().any(|a| a == name)) {
            self.add(known.origin, &known.name, "known name");
        }
        let head = name.split('(').next().unwrap_or(name).trim_end();
        if let Some(ending) = programs.ending(head).or_else(|| programs.ending(name)) {
            self.add(ending.origin, &ending.end, "ending of names");
        }
    }

    fn rule(&mut self, rule: &str, sentence: &str) {
        let lexicon = self.lexicon;
        for line in lexicon.cues.lines() {
            let beside = rule.strip_prefix(line.says.as_str()).and_then(|rest| rest.strip_prefix(": beside "));
            if beside == Some(line.word.as_str()) || (line.says == "pattern" && rule == line.word) {
                self.add(line.origin, &line.word, &line.says);
            }
            let denies = rule == "the sentence denies it" && line.says == CueStatus::Denied.as_str();
            if denies && sentence.contains(&line.word) {
                self.add(line.origin, &line.word, &line.says);
            }
        }
        for (reason, list, caused) in REASONS {
            let list = lexicon.words.list(*list);
            match (rule.starts_with(reason), caused) {
                (true, true) => {
                    if let Some(origin) = list.within(sentence).and_then(|word| list.origin(word)) {
                        self.add(origin, list.within(sentence).unwrap_or_default(), reason);
                    }
                }
                (true, false) => self.add(list.place(), "[[words]]", "a word of this list would change it"),
                _ => {}
            }
        }
        // figure: 3 of 2 points: a deed of policy +1, past +1
        if let Some((_, sum)) = rule.split_once(" points: ").filter(|_| rule.contains("figure")) {
            for row in sum.split(", ") {
                let name = row.rsplit_once(' ').map_or(row, |(name, _)| name);
                if let Some(evidence) = lexicon.figures.evidence.iter().find(|evidence| evidence.name == name) {
                    self.add(evidence.origin, name, "evidence");
                }
            }
        }
        // weighed: a target: +1.7: unit “곳” +0.8, end “다” +0.3
        if let Some(pieces) = rule.strip_prefix("weighed: ") {
            for piece in pieces.split('”') {
                let Some((before, row)) = piece.split_once('“') else { continue };
                let table = before.rsplit_once([',', ':']).map_or(before, |(_, table)| table).trim();
                if let Some(origin) = lexicon.verdict.origin(table, row) {
                    self.add(origin, row, table);
                }
            }
        }
        if rule.starts_with("nothing tells whether")
            && let Some(line) = lexicon.cues.lines().iter().find(|line| line.says == CueStatus::Planned.as_str())
        {
            self.add(line.origin, "[[cue]]", "a word of such a row behind the number would change it");
        }
        if let Some(said) = rule.strip_prefix("status: ") {
            self.said(said);
        }
    }

    /// The words of a status rule: cue words as they stand, verbs by the form that is written.
    fn said(&mut self, said: &str) {
        let lexicon = self.lexicon;
        let phrase = said.strip_prefix("ㄹ ").unwrap_or(said);
        let commitment = lexicon.words.list(List::Commitment);
        if let Some(word) = commitment.begins(phrase).filter(|_| phrase != said)
            && let Some(origin) = commitment.origin(word)
        {
            self.add(origin, word, "a promise");
        }
        let words = phrase.split([' ', ':', ',']).filter(|word| !word.is_empty());
        let is_status = |says: &str| {
            matches!(says, "planned" | "considered" | "forecast" | "achieved" | "current" | "open" | "condition")
        };
        for line in lexicon.cues.lines().iter().filter(|line| is_status(&line.says)) {
            let word = line.word.trim_end();
            if word == phrase || words.clone().any(|said| said == word) {
                self.add(line.origin, &line.word, &line.says);
            }
        }
        // 밝혔다: announced or decided
        if let Some((written, _)) = said.split_once(": ") {
            let written = written.trim_end_matches(|c: char| !c.is_alphanumeric());
            let cuts = written.char_indices().map(|(i, c)| written.split_at(i + c.len_utf8()));
            let known = |(form, rest): (&str, &str)| {
                let verb = rest.is_empty() || rest.starts_with(VERB_ENDINGS);
                let noun = rest.is_empty() || rest.starts_with(NOUN_ENDINGS);
                let noun = lexicon.actions.noun(form).filter(|_| noun);
                noun.or_else(|| lexicon.actions.verb(form).filter(|_| verb))
            };
            if let Some(action) = cuts.rev().find_map(known) {
                self.add(action.origin, &action.lemma, action.class.as_str());
                for (name, origin) in lexicon.words.find(&action.lemma) {
                    if matches!(name, List::Deciding | List::Promising | List::LayingDown) && said.contains("announced")
                    {
                        self.add(origin, &action.lemma, "announces or decides");
                    }
                }
            }
        }
    }
}

/// The byte of the `point`-th character.
fn byte(text: &str, point: usize) -> usize {
    text.char_indices().nth(point).map_or(text.len(), |(i, _)| i)
}
