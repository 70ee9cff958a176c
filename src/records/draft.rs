//! A record in the making: byte offsets, before it becomes the contract's JSON.

use super::status::Tense;
use crate::mentions::date::DateMention;
use crate::mentions::quantity::QuantityMention;
use crate::model::{BlockKind, Span, Status};

/// A target, figure or milestone in the making.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its quantity; `None` for a milestone.
    pub quantity: Option<QuantityMention>,
    /// What the clause said.
    pub tense: Tense,
    /// What it came to; `None` when it is no record.
    pub status: Option<Status>,
    /// What is counted.
    pub object: Option<Span>,
    /// What is done: lemma and where.
    pub action: Option<(String, Span)>,
    /// By when.
    pub deadline: Option<DateMention>,
    /// Whole of a share.
    pub of: Option<Span>,
    /// What it is compared with.
    pub baseline: Option<Span>,
    /// The number is the size of the change.
    pub delta: bool,
    /// Name, and where it is written.
    pub agency: Option<(String, Option<Span>)>,
    /// Index into the article's programmes, and where it is written.
    pub program: Option<(usize, Span)>,
    /// The sentence.
    pub sentence: Span,
    /// Its block's kind.
    pub block: BlockKind,
    /// Its block.
    pub block_span: Span,
    /// Which sentence.
    pub sentence_index: usize,
    /// The sentence ends in a finite verb.
    pub finite: bool,
    /// It stands in brackets without a predicate of its own.
    pub bracketed: bool,
    /// An act of the dictionary (build, spend, raise …) governs it, not a state or a natural change.
    pub acts: bool,
    /// It counts things, people, money or land; not shares, rates or measures.
    pub counts_things: bool,
    /// It is a footnote (* or ※).
    pub footnote: bool,
    /// Rules that spoke.
    pub trace: Vec<String>,
    /// Evidence for and against its being a figure: indices into `figures.toml`.
    pub evidence: Vec<usize>,
    /// Why nobody would promise it; a figure may be of it all the same.
    pub doubt: Option<String>,
    /// Why it is no record, when it is none.
    pub dropped: Option<String>,
}
