//! What the analyser hands on: words with their part of speech, and sentences.

use crate::model::Span;

/// A part-of-speech tag of the Sejong set as mecab-ko-dic uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[allow(clippy::upper_case_acronyms, missing_docs)] // the tag set's own names
pub enum Tag {
    /// No tag (padding in [`Pos`]).
    None = 0,
    NNG,
    NNP,
    NNB,
    NNBC,
    NR,
    NP,
    VV,
    VA,
    VX,
    VCP,
    VCN,
    MM,
    MAG,
    MAJ,
    IC,
    JKS,
    JKC,
    JKG,
    JKO,
    JKB,
    JKV,
    JKQ,
    JX,
    JC,
    EP,
    EF,
    EC,
    ETN,
    ETM,
    XPN,
    XSN,
    XSV,
    XSA,
    XR,
    SF,
    SE,
    SSO,
    SSC,
    SC,
    SY,
    SL,
    SH,
    SN,
    /// A tag that this table does not know.
    Unknown,
}

/// The tags of one token, in order: one for most, several for contracted forms (`했` = XSV+EP).
/// Up to eight are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pos(pub(crate) [Tag; 8]);

/// One token of the analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte in the article's text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// First code point.
    pub char_start: u32,
    /// One past the last code point.
    pub char_end: u32,
    /// Part of speech.
    pub pos: Pos,
    /// The dictionary's entry, for its details (compound parts, lemma).
    pub word: Word,
}

/// A sentence: a range of bytes and the tokens in it. Sentences never cross a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes, without surrounding white space.
    pub span: Span,
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// Index of its block in [`Tokens::blocks`].
    pub block: u32,
}

/// Which dictionary entry a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Word {
    /// An entry of mecab-ko-dic, by its id in the built dictionary.
    System(u32),
    /// An entry of the user dictionary compiled from `dictionaries/`.
    User(u32),
    /// A word that no dictionary holds, by its category.
    Unknown(u32),
}

impl Token {
    /// Its bytes.
    pub const fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Its text; `text` must be the article's text.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        self.span().of(text)
    }
}

impl Pos {
    /// The first tag.
    pub const fn first(&self) -> Tag {
        self.0[0]
    }

    /// The last tag.
    pub fn last(&self) -> Tag {
        self.0.iter().rev().copied().find(|t| *t != Tag::None).unwrap_or(Tag::None)
    }

    /// All tags in order.
    pub fn tags(&self) -> impl Iterator<Item = Tag> + '_ {
        self.0.iter().copied().take_while(|t| *t != Tag::None)
    }

    /// Whether one of its tags is `tag`.
    pub fn has(&self, tag: Tag) -> bool {
        self.0.contains(&tag)
    }
}
