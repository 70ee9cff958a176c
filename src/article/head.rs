//! The head of an article: title, the title again, deck lines.

use super::blocks::{at_least, ends_sentence, is_particle, is_row};
use super::dateline;
use super::lines::Line;
use super::marker::{Family, Marker};
use crate::model::{Block, BlockKind};

/// A first line longer than this is text, not a title (code points).
const TITLE_CHARS: usize = 150;
/// A first line longer than this that ends like a sentence is text (code points).
const TITLE_SENTENCE_CHARS: usize = 70;
/// A deck line is at most this long (code points).
const DECK_CHARS: usize = 100;
/// Unmarked lines under the title belong to the deck up to this length (code points).
const PLAIN_DECK_CHARS: usize = 60;

/// A head has at most this many lines.
const LINES: usize = 40;

/// Reads lines from the top until the first that is no part of the head.
pub(super) struct Head {
    open: bool,
    /// Letters and digits of the headline so far.
    title: String,
    /// The headline's last line wants to go on (`… 실증사업은`).
    unfinished: bool,
    lines: usize,
}

impl Head {
    pub fn new() -> Self {
        Self { open: true, title: String::new(), unfinished: false, lines: 0 }
    }

    /// The block of `line` if it belongs to the head; `None` once the body has begun.
    pub fn read(&mut self, text: &str, line: &Line, marker: Option<Marker>) -> Option<Block> {
        if !self.open {
            return None;
        }
        self.lines += 1;
        let block = self.classify(text, line, marker);
        self.open = block.is_some() && self.lines < LINES;
        block
    }

    fn classify(&mut self, text: &str, line: &Line, marker: Option<Marker>) -> Option<Block> {
        let words = line.of(text);
        let block =
            |kind, content: usize| Block { kind, span: line.span, content: line.span.start + content, level: 0 };
        if let Some(marker) = marker {
            let deck = matches!(marker.family, Family::Dash | Family::Triangle | Family::Square)
                && marker.len < words.len()
                && !at_least(words, DECK_CHARS + 1)
                && !ends_sentence(words)
                && !(marker.family == Family::Square && words.starts_with(['□', 'ㅁ', '■']));
            self.unfinished = false;
            return deck.then(|| block(BlockKind::Subhead, marker.len));
        }
        if is_row(words) {
            return Some(block(BlockKind::TableRow, 0));
        }
        if self.title.is_empty() {
            if dateline::is_letterhead(words) {
                return Some(block(BlockKind::Caption, 0));
            }
            if at_least(words, TITLE_CHARS + 1) || (at_least(words, TITLE_SENTENCE_CHARS + 1) && ends_sentence(words)) {
                return None;
            }
            let content = dateline::date_line(words).map_or(0, |(_, title)| title);
            return Some(self.headline(words, block(BlockKind::Headline, content)));
        }
        if self.repeats(words) || (self.unfinished && !at_least(words, DECK_CHARS + 1) && !is_long_sentence(words)) {
            return Some(self.headline(words, block(BlockKind::Headline, 0)));
        }
        let goes_on = at_least(words, 40) && words.chars().next_back().is_some_and(is_particle);
        let body = at_least(words, PLAIN_DECK_CHARS + 1)
            || ends_sentence(words)
            || goes_on
            || words.ends_with(',')
            || words.starts_with(['<', '[', '【', '〈', '《', '“', '"']);
        (!body).then(|| block(BlockKind::Subhead, 0))
    }

    fn headline(&mut self, words: &str, block: Block) -> Block {
        self.title.extend(words.chars().filter(|c| c.is_alphanumeric()));
        self.unfinished = words.ends_with([',', '은', '는', '을', '를', '의', '와', '과', '에']);
        block
    }

    /// Whether the line says again what the title said, or a part of it.
    fn repeats(&self, words: &str) -> bool {
        if at_least(words, 2 * TITLE_CHARS) {
            return false;
        }
        let letters: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
        letters.len() >= 12 && self.title.contains(&letters)
    }
}

fn is_long_sentence(words: &str) -> bool {
    at_least(words, PLAIN_DECK_CHARS) && ends_sentence(words)
}
