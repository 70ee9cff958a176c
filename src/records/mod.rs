//! Which number belongs to which object, verb, deadline and owner: clause by clause, with a trace of the
//! rules that spoke.

mod agency;
mod already;
mod assemble;
mod choice;
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
mod verdict;
mod write;

use crate::lexicon::Lexicon;
use crate::mentions;
use crate::model::{Article, Record};
use crate::tokens::Tokens;
pub use choice::{Field, Shown};
pub use draft::Draft;
use line::KeptLine;

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
    let (mut drafts, lines) = by_rule(article, tokens, lexicon, programs);
    verdict::judge(article, lexicon, &mut drafts);
    choice::choose(article, lexicon, &lines, &mut drafts);
    drafts
}

/// Every candidate as the rules left it, before the evidence on it is weighed; and the sentences with dates or candidates.
pub(crate) fn by_rule(
    article: &Article,
    tokens: &Tokens,
    lexicon: &Lexicon,
    programs: &[mentions::program::ProgramName],
) -> (Vec<Draft>, Vec<KeptLine>) {
    let bodies = mentions::agency::find(&article.text, &tokens.tokens, lexicon, article.date);
    let agencies = agency::Agencies::new(&bodies);
    let (mut drafts, lines) = assemble::all(article, tokens, lexicon, &agencies, programs);
    context::settle(article, lexicon, &mut drafts);
    figures::weigh(article, lexicon, &mut drafts);
    (drafts, lines)
}

/// The evidence on one candidate: what the fitted weights of `verdict.csv` and `choice.csv` are multiplied with.
pub struct Weighed {
    /// The candidate as the rules left it.
    pub draft: Draft,
    /// Table and row of each piece of evidence on what the number is.
    pub verdict: Vec<(String, String)>,
    /// What its object, action and deadline could be.
    pub choices: Vec<choice::Shown>,
}

/// The evidence on every number, for fitting the weights.
pub fn evidence(
    article: &Article,
    tokens: &Tokens,
    lexicon: &Lexicon,
    programs: &[mentions::program::ProgramName],
) -> Vec<Weighed> {
    let (drafts, lines) = by_rule(article, tokens, lexicon, programs);
    let verdicts = verdict::evidence(article, lexicon, &drafts);
    let mut judged = drafts.clone();
    verdict::judge(article, lexicon, &mut judged);
    let choices = choice::evidence(article, lexicon, &lines, &mut judged);
    let weighed = drafts.into_iter().zip(verdicts).zip(choices);
    weighed.map(|((draft, verdict), choices)| Weighed { draft, verdict, choices }).collect()
}
