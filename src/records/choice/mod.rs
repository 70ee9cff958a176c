//! Which deadline, act and object a target has, among all that stand near it.
//!
//! The rules of `assemble/` pick one of each. Here every candidate is weighed beside that pick: how far it stands from the
//! number, what stands between, which particle follows it, how it is made. `choice.csv` has what each piece of evidence
//! counts for, fitted as `verdict.csv` is; the candidate with the largest sum is taken.

mod action;
mod deadline;
mod object;

use super::draft::Draft;
use super::line::{KeptLine, Line};
use super::verdict::is_target;
use crate::lexicon::Lexicon;
use crate::model::{Article, BlockKind, Span};
use crate::tokens::Tag;
use deadline::Dates;
use std::borrow::Cow;

/// A field that is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// By when.
    Deadline,
    /// What is done.
    Action,
    /// What is counted.
    Object,
}

impl Field {
    /// Its name in `choice.csv` and in the contract.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Deadline => "deadline",
            Self::Action => "action",
            Self::Object => "object",
        }
    }
}

/// A candidate with its evidence, for fitting the weights.
pub struct Shown {
    /// The field that it is a candidate for.
    pub field: Field,
    /// What it would become: the date's `by` or length, the act's dictionary form, the object's text; empty for none.
    pub value: String,
    /// Table and row of each piece of evidence.
    pub evidence: Vec<(String, String)>,
}

/// Table and row of a piece of evidence.
type Piece<'a> = (&'static str, Cow<'a, str>);

/// What could fill a field, and what speaks for it.
struct Candidate<'a, T> {
    value: T,
    evidence: Vec<Piece<'a>>,
}

/// The most numbers of a sentence for which is chosen: longer ones are tables, which the rules read.
const MOST_NUMBERS: usize = 60;

/// The most tokens that are looked at between a number and a candidate.
const BETWEEN: usize = 80;

/// How many sentences back numbers are asked for their fields.
const NEAR: usize = 6;

/// So many line breaks end a text: what stands above is another one's.
const BORDER: &str = "\n\n\n\n";

/// What is known of an article once for all of its numbers.
struct Ground<'a> {
    article: &'a Article,
    lexicon: &'a Lexicon,
    /// The sentences of the article that have dates or numbers.
    lines: &'a [KeptLine],
    /// Which of them are headlines.
    headlines: Vec<usize>,
    /// Where texts begin behind a wide gap.
    borders: Vec<usize>,
    dates: Dates,
}

impl<'a> Ground<'a> {
    fn new(article: &'a Article, lexicon: &'a Lexicon, lines: &'a [KeptLine]) -> Self {
        let headline = |at: &usize| matches!(lines[*at].block().kind, BlockKind::Headline | BlockKind::Subhead);
        Self {
            article,
            lexicon,
            lines,
            headlines: (0..lines.len()).filter(headline).collect(),
            borders: article.text.match_indices(BORDER).map(|(at, _)| at).collect(),
            dates: Dates::new(article, lines),
        }
    }

    /// Whether a wide gap parts two places of the text.
    fn parted(&self, from: usize, to: usize) -> bool {
        let next = self.borders.partition_point(|at| *at < from);
        self.borders.get(next).is_some_and(|at| *at < to)
    }
}

/// A number and the ground on which its candidates are looked for.
struct Place<'a> {
    ground: &'a Ground<'a>,
    article: &'a Article,
    lexicon: &'a Lexicon,
    /// Its own among them.
    index: usize,
    line: &'a Line<'a>,
    /// Its place in the line's quantities.
    q: usize,
    draft: &'a Draft,
    /// The drafts before it.
    before: &'a [Draft],
}

/// Chooses for every target, from the first to the last: what was chosen for one is evidence for the next.
pub fn choose(article: &Article, lexicon: &Lexicon, lines: &[KeptLine], drafts: &mut [Draft]) {
    if !drafts.iter().any(is_target) {
        return;
    }
    let ground = Ground::new(article, lexicon, lines);
    for i in 0..drafts.len() {
        fill(&ground, drafts, i);
    }
}

/// Chooses for draft `i`, if it is a target.
fn fill(ground: &Ground<'_>, drafts: &mut [Draft], i: usize) {
    if !is_target(&drafts[i]) {
        return;
    }
    let lexicon = ground.lexicon;
    let chosen = at(ground, drafts, i, |place| {
        let deadline = best(lexicon, Field::Deadline, deadline::candidates(place));
        let action = best(lexicon, Field::Action, action::candidates(place));
        let object = best(lexicon, Field::Object, object::candidates(place));
        (deadline, action, object)
    });
    let Some((deadline, action, object)) = chosen else { return };
    let draft = &mut drafts[i];
    if let Some((date, told)) = deadline
        && date.as_ref().map(|d| d.span) != draft.deadline.as_ref().map(|d| d.span)
    {
        draft.deadline = date;
        draft.trace.push(told);
    }
    if let Some(((lemma, at), told)) = action
        && draft.action.as_ref().is_none_or(|(own, _)| *own != lemma)
    {
        draft.action = Some((lemma, at));
        draft.trace.push(told);
    }
    if let Some((span, told)) = object
        && draft.object != Some(span)
    {
        draft.object = Some(span);
        draft.trace.push(told);
    }
}

/// The candidates of every draft with their evidence, for fitting the weights.
pub fn evidence(article: &Article, lexicon: &Lexicon, lines: &[KeptLine], drafts: &mut [Draft]) -> Vec<Vec<Shown>> {
    let owned = |evidence: &[Piece<'_>]| {
        evidence.iter().map(|(table, row)| ((*table).to_owned(), row.clone().into_owned())).collect()
    };
    let ground = Ground::new(article, lexicon, lines);
    let count = drafts.len();
    let each = |i: usize| {
        let shown = at(&ground, drafts, i, |place| {
            let mut shown = Vec::new();
            let mut show = |field, value: String, evidence: &[Piece<'_>]| {
                shown.push(Shown { field, value, evidence: owned(evidence) });
            };
            for c in deadline::candidates(place) {
                let by = |d: &crate::mentions::date::DateMention| {
                    d.by.map_or_else(|| d.duration.clone().unwrap_or_default(), |by| by.to_string())
                };
                show(Field::Deadline, c.value.as_ref().map(by).unwrap_or_default(), &c.evidence);
            }
            for c in action::candidates(place) {
                show(Field::Action, c.value.0.clone(), &c.evidence);
            }
            for c in object::candidates(place) {
                show(Field::Object, c.value.of(&article.text).to_owned(), &c.evidence);
            }
            shown
        });
        fill(&ground, drafts, i);
        shown.unwrap_or_default()
    };
    (0..count).map(each).collect()
}

/// Hands the place of draft `i` to `visit`; `None` when it has no number, or too many beside it.
fn at<R>(ground: &Ground<'_>, drafts: &[Draft], i: usize, visit: impl FnOnce(&Place<'_>) -> R) -> Option<R> {
    let Ground { article, lexicon, lines, .. } = *ground;
    let draft = &drafts[i];
    let number = draft.quantity.as_ref()?.span;
    let first = lines.partition_point(|line| line.sentence < draft.sentence_index);
    let index = (first..lines.len()).find(|at| lines[*at].span().contains(&number))?;
    let line = lines[index].line(&article.text, lexicon);
    let q = line.quantities.iter().position(|q| q.span == number)?;
    if line.quantities.len() > MOST_NUMBERS {
        return None;
    }
    Some(visit(&Place { ground, article, lexicon, index, line: &line, q, draft, before: &drafts[..i] }))
}

/// The candidate with the largest sum, the first of equals, and what is told of it.
fn best<T>(lexicon: &Lexicon, field: Field, candidates: Vec<Candidate<'_, T>>) -> Option<(T, String)> {
    let sum = |c: &Candidate<'_, T>| -> i32 {
        c.evidence.iter().map(|(table, row)| lexicon.choice.weight(field.as_str(), table, row)).sum()
    };
    let mut best: Option<(i32, Candidate<'_, T>)> = None;
    for candidate in candidates {
        let sum = sum(&candidate);
        if best.as_ref().is_none_or(|(most, _)| sum > *most) {
            best = Some((sum, candidate));
        }
    }
    let (sum, candidate) = best?;
    let weight = |piece: &Piece<'_>| lexicon.choice.weight(field.as_str(), piece.0, &piece.1);
    let strongest = candidate.evidence.iter().max_by_key(|piece| weight(piece));
    let because = strongest.map(|(table, row)| format!(": {table} “{row}”")).unwrap_or_default();
    Some((candidate.value, format!("{}: weighed {:+.1}{because}", field.as_str(), f64::from(sum) / 100.0)))
}

impl Place<'_> {
    /// The bytes of number and unit.
    fn quantity(&self) -> Span {
        self.line.quantities[self.q].span
    }

    fn dimension(&self) -> &str {
        let unit = self.line.quantities[self.q].unit;
        unit.map_or("none", |unit| self.lexicon.units.get(unit).dimension.as_str())
    }

    /// What stands between the number and `span` of its sentence: how many tokens, other amounts, clause ends and commas.
    fn between(&self, span: Span, evidence: &mut Vec<Piece<'_>>) {
        let number = self.quantity();
        let (from, to, side) = if span.end <= number.start {
            (span.end, number.start, "before")
        } else {
            (number.end, span.start.max(number.end), "behind")
        };
        evidence.push(("side", side.into()));
        let (first, last) = (self.line.token_from(from), self.line.token_from(to));
        let tokens = last.saturating_sub(first);
        let far = match tokens {
            0 => "0",
            1 => "1",
            2 => "2",
            3..=4 => "3",
            5..=8 => "5",
            9..=14 => "9",
            15..=24 => "15",
            _ => "25",
        };
        evidence.push(("distance", format!("{side} {far}").into()));
        let quantities = self.line.quantities;
        let begin = quantities.partition_point(|q| q.outer_start < from);
        let amounts = quantities[begin..].iter().take(4).filter(|q| q.outer_end <= to && q.span != number).count();
        evidence.push(("numbers between", format!("{side} {}", amounts.min(3)).into()));
        let (mut clauses, mut modifiers, mut commas, mut brackets) = (0, 0, 0, 0);
        for i in first..last.min(self.line.tokens.len()).min(first + BETWEEN) {
            match self.line.tokens[i].pos.last() {
                Tag::EC => clauses += 1,
                Tag::ETM => modifiers += 1,
                Tag::SC => commas += 1,
                Tag::SSO | Tag::SSC => brackets += 1,
                Tag::SY if matches!(self.line.word(i), "▲" | "△" | "▶" | "/" | ";") => commas += 1,
                _ => {}
            }
        }
        evidence.push(("clauses between", format!("{side} {}", clauses.min(3)).into()));
        evidence.push(("modifiers between", format!("{side} {}", modifiers.min(2)).into()));
        evidence.push(("commas between", format!("{side} {}", commas.min(3)).into()));
        if brackets > 0 {
            evidence.push(("bracket between", side.into()));
        }
    }

    /// The targets and figures before it, from the nearest on, whose fields it may share.
    fn near(&self) -> impl Iterator<Item = &Draft> {
        let reaches = |draft: &&Draft| {
            self.draft.sentence_index - draft.sentence_index <= NEAR
                && !self.ground.parted(draft.sentence.start, self.draft.sentence.start)
        };
        self.before
            .iter()
            .rev()
            .take(BETWEEN)
            .take_while(reaches)
            .filter(|draft| draft.quantity.is_some() && draft.dropped.is_none())
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

/// What `cut` gives for growing lengths, each once.
fn grown<'t, const N: usize>(lengths: [usize; N], cut: impl Fn(usize) -> &'t str) -> impl Iterator<Item = &'t str> {
    let mut before = None;
    lengths.into_iter().map(cut).filter(move |text| before.replace(*text) != Some(*text))
}

/// The rule in a draft's trace that picked its `field`.
fn rule<'d>(draft: &'d Draft, field: &str) -> Option<&'d str> {
    draft.trace.iter().rev().find_map(|rule| rule.strip_prefix(field)?.strip_prefix(": "))
}
