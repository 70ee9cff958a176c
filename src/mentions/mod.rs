//! What a text mentions: numbers and quantities, dates, agencies, programmes. One grammar a file.

pub mod agency;
pub mod calendar;
mod cursor;
pub mod date;
mod letter;
mod list;
pub mod number;
pub mod program;
pub mod quantity;
#[cfg(test)]
mod round_trips;

pub use list::list;

use crate::lexicon::Lexicon;
use crate::model::{Article, Span};
use crate::tokens::{Sentence, Tokens};
use date::DateMention;
use quantity::QuantityMention;

/// The dates and quantities of one sentence, in order.
pub fn of_sentence(
    article: &Article,
    tokens: &Tokens,
    sentence: &Sentence,
    lexicon: &Lexicon,
) -> (Vec<DateMention>, Vec<QuantityMention>) {
    let words = &tokens.tokens[sentence.first as usize..sentence.last as usize];
    let dates = date::find(&article.text, sentence.span, article.date);
    let taken: Vec<Span> = dates.iter().map(|d| d.span).collect();
    let quantities = quantity::find(&article.text, sentence.span, words, &taken, lexicon);
    (dates, quantities)
}
