//! A sentence with what is known of each of its words: the ground on which records are assembled.

use crate::lexicon::{Action, ActionClass, Lexicon};
use crate::mentions::date::DateMention;
use crate::mentions::quantity::{QuantityMention, Reading};
use crate::model::{Block, Span};
use crate::tokens::{Tag, Token};

/// One sentence, its words and mentions. Token indexes are relative to the sentence.
pub struct Line<'a> {
    /// The article's text.
    pub text: &'a str,
    /// The sentence's bytes.
    pub span: Span,
    /// Its block.
    pub block: Block,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Its quantities, in order.
    pub quantities: &'a [QuantityMention],
    /// Its dates, in order.
    pub dates: &'a [DateMention],
    /// The dictionaries.
    pub lexicon: &'a Lexicon,
}

/// A sentence that outlives the pass over its article.
#[derive(Debug, Clone)]
pub struct KeptLine {
    span: Span,
    block: Block,
    tokens: Vec<Token>,
    quantities: Vec<QuantityMention>,
    dates: Vec<DateMention>,
    /// Which sentence of the article it is.
    pub sentence: usize,
}

impl KeptLine {
    /// Keeps sentence number `sentence`.
    pub fn new(line: &Line<'_>, sentence: usize) -> Self {
        Self {
            span: line.span,
            block: line.block,
            tokens: line.tokens.to_vec(),
            quantities: line.quantities.to_vec(),
            dates: line.dates.to_vec(),
            sentence,
        }
    }

    /// Its bytes.
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Its block.
    pub const fn block(&self) -> &Block {
        &self.block
    }

    /// Its dates, in order.
    pub fn dates(&self) -> &[DateMention] {
        &self.dates
    }

    /// The line that was kept.
    pub fn line<'a>(&'a self, text: &'a str, lexicon: &'a Lexicon) -> Line<'a> {
        let Self { span, block, ref tokens, ref quantities, ref dates, .. } = *self;
        Line { text, span, block, tokens, quantities, dates, lexicon }
    }
}

impl<'a> Line<'a> {
    /// A token's text.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens[i].text(self.text)
    }

    /// A token's tag (the first of a contraction).
    pub fn tag(&self, i: usize) -> Tag {
        self.tokens[i].pos.first()
    }

    /// Whether white space stands before token `i`.
    pub fn spaced(&self, i: usize) -> bool {
        i == 0 || self.tokens[i - 1].end < self.tokens[i].start
    }

    /// The first token that begins at or behind byte `at`.
    pub fn token_from(&self, at: usize) -> usize {
        self.tokens.partition_point(|t| (t.start as usize) < at)
    }

    /// The last token that ends at or before byte `at`.
    pub fn token_until(&self, at: usize) -> Option<usize> {
        self.tokens.partition_point(|t| (t.end as usize) <= at).checked_sub(1)
    }

    /// One past the last token of the word (eojeol) that token `i` stands in.
    pub fn word_end(&self, i: usize) -> usize {
        let mut end = i + 1;
        while end < self.tokens.len() && !self.spaced(end) {
            end += 1;
        }
        end
    }

    /// The bytes of tokens `[from, to)`.
    pub fn bytes(&self, from: usize, to: usize) -> Span {
        Span::new(self.tokens[from].start as usize, self.tokens[to - 1].end as usize)
    }

    /// Whether token `i` can be part of a noun phrase.
    pub fn is_noun(&self, i: usize) -> bool {
        match self.tag(i) {
            Tag::NNG | Tag::NNP | Tag::SL | Tag::SH | Tag::XPN | Tag::XSN | Tag::Unknown => true,
            // 철저한: the root of an adjective
            Tag::XR => {
                !(i + 1 < self.tokens.len()
                    && !self.spaced(i + 1)
                    && self.tag(i + 1) == Tag::XSA
                    && self.word(i + 1) != "지")
            }
            _ => false,
        }
    }

    /// Whether token `i` is a number that nothing is counted with.
    pub fn bare_number(&self, i: usize) -> bool {
        self.tag(i) == Tag::SN && self.quantity_over(i).is_some_and(|q| self.quantities[q].reading == Reading::Bare)
    }

    /// Whether the number at token `i` is written onto a noun and has no unit (임상3상, 사송1초등학교): part of a name.
    pub fn number_in_name(&self, i: usize) -> bool {
        i > 0
            && !self.spaced(i)
            && self.is_noun(i - 1)
            && self.quantity_over(i).is_some_and(|q| self.quantities[q].reading == Reading::Bare)
    }

    /// Whether token `i` is a particle.
    pub fn is_particle(&self, i: usize) -> bool {
        matches!(
            self.tag(i),
            Tag::JKS | Tag::JKC | Tag::JKG | Tag::JKO | Tag::JKB | Tag::JKV | Tag::JKQ | Tag::JX | Tag::JC
        )
    }

    /// The verbal noun at token `i`, as the dictionary has it.
    pub fn action_noun(&self, i: usize) -> Option<&'a Action> {
        if !matches!(self.tag(i), Tag::NNG | Tag::NNP | Tag::XR) {
            return None;
        }
        self.lexicon.actions.noun(self.word(i))
    }

    /// The class of the verbal noun at token `i`.
    pub fn noun_class(&self, i: usize) -> Option<ActionClass> {
        self.action_noun(i).map(|a| a.class)
    }

    /// The date mention that covers token `i`.
    pub fn date_over(&self, i: usize) -> Option<&'a DateMention> {
        let span = self.tokens[i].span();
        self.dates.iter().find(|d| d.span.overlaps(&span))
    }

    /// The quantity that covers token `i`, comparator words included.
    pub fn quantity_over(&self, i: usize) -> Option<usize> {
        let span = self.tokens[i].span();
        self.quantities.iter().position(|q| Span::new(q.outer_start, q.outer_end).overlaps(&span))
    }

    /// Whether an amount (not an ordinal such as 3호) covers token `i`.
    pub fn amount_over(&self, i: usize) -> bool {
        self.quantity_over(i)
            .is_some_and(|q| matches!(self.quantities[q].reading, Reading::Amount | Reading::Bare | Reading::Duration))
    }

    /// Whether token `i` is part of an ordinal or a number in a name (3호, 제2차, 4대).
    pub fn ordinal_over(&self, i: usize) -> bool {
        self.quantity_over(i).is_some_and(|q| matches!(self.quantities[q].reading, Reading::Ordinal | Reading::Name))
    }

    /// Whether the tokens of `span` are verbal nouns and light nouns alone: an action, no thing.
    pub fn only_actions(&self, span: Span) -> bool {
        let from = self.token_from(span.start);
        let to = self.token_from(span.end);
        (from..to).all(|i| {
            self.noun_class(i).is_some()
                || matches!(
                    self.word(i),
                    "증" | "감"
                        | "전액"
                        | "국비"
                        | "때"
                        | "년도"
                        | "전체"
                        | "일부"
                        | "대부분"
                        | "시범"
                        | "경쟁"
                        | "전면"
                        | "조기"
                        | "직접"
                )
        }) && !(to > from + 1 && matches!(self.word(to - 1), "규모" | "기준" | "대상"))
    }

    /// The bracketed group `( … )` that byte `at` lies in: the bytes between the brackets.
    pub fn bracket_around(&self, at: usize) -> Option<Span> {
        let before = &self.text[self.span.start..at];
        let mut depth = 0i32;
        let mut open = None;
        for (i, c) in before.char_indices().rev().take(120) {
            match c {
                ')' | '）' | ']' => depth += 1,
                '(' | '（' | '[' if depth == 0 => {
                    open = Some(self.span.start + i + c.len_utf8());
                    break;
                }
                '(' | '（' | '[' => depth -= 1,
                _ => {}
            }
        }
        let open = open?;
        let mut depth = 0i32;
        for (i, c) in self.text[at..self.span.end].char_indices().take(160) {
            match c {
                '(' | '（' | '[' => depth += 1,
                ')' | '）' | ']' if depth == 0 => return Some(Span::new(open, at + i)),
                ')' | '）' | ']' => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// One past the token that closes the bracket which token `i` opens.
    pub fn bracket_end(&self, i: usize) -> usize {
        let mut depth = 0;
        for k in i..self.tokens.len() {
            match self.word(k) {
                "(" | "（" | "[" => depth += 1,
                ")" | "）" | "]" => {
                    depth -= 1;
                    if depth == 0 {
                        return k + 1;
                    }
                }
                _ => {}
            }
        }
        i + 1
    }

    /// Whether token `i` opens a round or square bracket.
    pub fn opens(&self, i: usize) -> bool {
        matches!(self.word(i), "(" | "（" | "[")
    }

    /// Whether token `i` closes one.
    pub fn closes(&self, i: usize) -> bool {
        matches!(self.word(i), ")" | "）" | "]")
    }
}
