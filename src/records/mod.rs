//! Which number belongs to which object, verb, deadline and owner: clause by clause, with a trace of the
//! rules that spoke.

mod agency;
mod already;
mod assemble;
mod context;
mod deadline;
mod draft;
mod figures;
mod filter;
mod line;
mod milestone;
mod object;
mod parts;
mod predicate;
mod recut;
mod status;
mod write;

use crate::lexicon::Lexicon;
use crate::mentions;
use crate::model::{Article, Record};
use crate::tokens::Tokens;
pub use draft::Draft;

/// All records of an article: programmes first, then targets, figures and milestones in the order of the
/// text. Pure: the same article, tokens and dictionaries give the same records.
pub fn extract(article: &Article, tokens: &Tokens, lexicon: &Lexicon) -> Vec<Record> {
    let programs = mentions::program::find(&article.text, tokens, lexicon);
    let drafts = drafts(article, tokens, lexicon, &programs);
    write::records(article, tokens, lexicon, &programs, &drafts)
}

/// Every candidate with what became of it, for `why`.
pub fn drafts(
    article: &Article,
    tokens: &Tokens,
    lexicon: &Lexicon,
    programs: &[mentions::program::ProgramName],
) -> Vec<Draft> {
    let bodies = mentions::agency::find(&article.text, &tokens.tokens, lexicon, article.date);
    let agencies = agency::Agencies::new(&bodies);
    let mut drafts = assemble::all(article, tokens, lexicon, &agencies, programs);
    context::settle(article, lexicon, &mut drafts);
    figures::weigh(article, lexicon, &mut drafts);
    drafts
}
