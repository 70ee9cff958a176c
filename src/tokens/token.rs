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

impl Tag {
    /// All tags that mecab-ko-dic uses, by their names there.
    const NAMES: [(&'static str, Self); 44] = [
        ("NNG", Self::NNG),
        ("NNP", Self::NNP),
        ("NNB", Self::NNB),
        ("NNBC", Self::NNBC),
        ("NR", Self::NR),
        ("NP", Self::NP),
        ("VV", Self::VV),
        ("VA", Self::VA),
        ("VX", Self::VX),
        ("VCP", Self::VCP),
        ("VCN", Self::VCN),
        ("MM", Self::MM),
        ("MAG", Self::MAG),
        ("MAJ", Self::MAJ),
        ("IC", Self::IC),
        ("JKS", Self::JKS),
        ("JKC", Self::JKC),
        ("JKG", Self::JKG),
        ("JKO", Self::JKO),
        ("JKB", Self::JKB),
        ("JKV", Self::JKV),
        ("JKQ", Self::JKQ),
        ("JX", Self::JX),
        ("JC", Self::JC),
        ("EP", Self::EP),
        ("EF", Self::EF),
        ("EC", Self::EC),
        ("ETN", Self::ETN),
        ("ETM", Self::ETM),
        ("XPN", Self::XPN),
        ("XSN", Self::XSN),
        ("XSV", Self::XSV),
        ("XSA", Self::XSA),
        ("XR", Self::XR),
        ("SF", Self::SF),
        ("SE", Self::SE),
        ("SSO", Self::SSO),
        ("SSC", Self::SSC),
        ("SC", Self::SC),
        ("SY", Self::SY),
        ("SL", Self::SL),
        ("SH", Self::SH),
        ("SN", Self::SN),
        ("UNKNOWN", Self::Unknown),
    ];

    /// The tag's name in the dictionary; `UNKNOWN` for [`Tag::Unknown`], `*` for [`Tag::None`].
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, tag)| *tag == self).map_or("*", |(name, _)| name)
    }

    /// The tag of that name; [`Tag::Unknown`] when there is none.
    pub fn named(name: &str) -> Self {
        Self::NAMES.iter().find(|(known, _)| *known == name).map_or(Self::Unknown, |(_, tag)| *tag)
    }
}

impl std::fmt::Display for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
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

/// A sentence: a range of bytes and the tokens in it. Sentences never cross a block, and begin after its
/// list marker.
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
    /// The part of speech that the dictionary writes as `VV+EP`; tags beyond the eighth are dropped.
    pub fn parse(tags: &str) -> Self {
        let mut pos = Self([Tag::None; 8]);
        for (slot, name) in pos.0.iter_mut().zip(tags.split('+')) {
            *slot = Tag::named(name);
        }
        pos
    }

    /// The part of speech with this one tag.
    pub const fn one(tag: Tag) -> Self {
        Self([tag, Tag::None, Tag::None, Tag::None, Tag::None, Tag::None, Tag::None, Tag::None])
    }

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

impl std::fmt::Display for Pos {
    /// As the dictionary writes it: `VV+EP`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, tag) in self.tags().enumerate() {
            if i > 0 {
                f.write_str("+")?;
            }
            f.write_str(tag.name())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_keeps_its_name() {
        for (name, tag) in Tag::NAMES {
            assert_eq!(Tag::named(name), tag);
            assert_eq!(tag.name(), name);
        }
        assert_eq!(Tag::named("no such tag"), Tag::Unknown);
        assert_eq!(Tag::None.name(), "*");
    }

    #[test]
    fn parts_of_speech_are_written_as_they_are_read() {
        let pos = Pos::parse("XSV+EP+EF");
        assert_eq!((pos.first(), pos.last()), (Tag::XSV, Tag::EF));
        assert!(pos.has(Tag::EP) && !pos.has(Tag::EC));
        assert_eq!(pos.to_string(), "XSV+EP+EF");
        assert_eq!(Pos::parse("NNG+JKO+VV+EP+EC+VX+EP+EF+EC").tags().count(), 8);
    }
}
