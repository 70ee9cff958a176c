//! Unquoted compounds that something beside their last noun shows: a footnote's mark or a gloss behind them, the headline, or
//! that they are coined and come again.

use super::compound::{LETTERS, beginning, part_of_name, runs_on, span};
use super::{By, Candidate, opening};
use crate::lexicon::{Lexicon, NameKind};
use crate::model::{Block, BlockKind, Span};
use crate::tokens::{Tag, Token};
use memchr::memmem;

/// A word closed up from so many nouns is coined.
const COINED_NOUNS: usize = 3;

/// The longest name, in bytes: what is longer is no word of anybody's, and would be looked for in the whole text.
const LONGEST: usize = 150;

/// Names among the tokens of one sentence.
pub(super) fn find(text: &str, tokens: &[Token], block: &Block, lexicon: &Lexicon, found: &mut Vec<Candidate>) {
    for last in 0..tokens.len() {
        if !matches!(
            tokens[last].pos.first(),
            Tag::NNG | Tag::NNP | Tag::XSN | Tag::SL | Tag::SN | Tag::Unknown | Tag::ETN
        ) {
            continue;
        }
        if runs_on(text, tokens, last) {
            continue;
        }
        let head = &text[..tokens[last].end as usize];
        // the compounds with such an ending are proposed by it
        let ending = lexicon.programs.ending(head);
        let why = why(text, tokens, last, block);
        if matches!(ending.map(|e| &e.kind), Some(NameKind::Strong(_) | NameKind::Weak(_) | NameKind::Closed(_))) {
            continue;
        }
        let Some(why) = why.or_else(|| lexicon.names.proposes(head).then_some("ending")) else { continue };
        let span = span(text, tokens, beginning(text, tokens, last, lexicon), last);
        let name = span.of(text);
        if span.len() > LONGEST {
            continue;
        }
        if letters(name) < LETTERS || (comes_again(why) && !again(text, span)) {
            continue;
        }
        let rule = format!("program: noted ({why})");
        found.push(Candidate { span, kind: None, rule, by: By::Noted(why), kept: false });
    }
}

/// What shows that a name may end with token `last`.
fn why(text: &str, tokens: &[Token], last: usize, block: &Block) -> Option<&'static str> {
    let rest = &text[tokens[last].end as usize..];
    let in_headline =
        || block.kind == BlockKind::Headline && tokens.get(last + 1).is_none_or(|t| !part_of_name(t, text));
    match () {
        () if rest.starts_with('*') => Some("starred"),
        () if rest.starts_with('(') => Some("glossed"),
        () if rest.starts_with(" :") || rest.starts_with(": ") => Some("defined"),
        () if in_headline() => Some("headline"),
        () if is_coined(tokens, last) => Some("coined"),
        () => None,
    }
}

/// Whether names that are noted so must come again in the text.
fn comes_again(why: &str) -> bool {
    matches!(why, "headline" | "coined")
}

fn again(text: &str, span: Span) -> bool {
    let mut places = memmem::find_iter(opening(text).as_bytes(), span.of(text));
    places.any(|at| at + span.len() <= span.start || at >= span.end)
}

/// The word is written closed up from several nouns.
fn is_coined(tokens: &[Token], last: usize) -> bool {
    let noun =
        |t: &Token| matches!(t.pos.first(), Tag::NNG | Tag::NNP | Tag::XSN | Tag::XPN | Tag::XR | Tag::SL | Tag::SN);
    last + 1 >= COINED_NOUNS
        && tokens[last + 1 - COINED_NOUNS..=last].iter().all(noun)
        && tokens[last + 1 - COINED_NOUNS..=last].windows(2).all(|pair| pair[0].end == pair[1].start)
}

fn letters(name: &str) -> usize {
    name.chars().filter(|c| c.is_alphanumeric()).count()
}
