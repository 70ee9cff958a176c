//! What the dictionary knows about a word beyond its part of speech: parts of a compound, the
//! dictionary form of a verb, the reading of Hanja. Looked up when asked for, not for every token.

use super::analyser::Analyser;
use super::token::{Tag, Word};
use lindera_dictionary::dictionary::DetailFields;

/// How a dictionary entry is made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Formation {
    /// One morpheme, or the dictionary does not say.
    Simple,
    /// A compound noun: its parts are nouns that lie side by side in the word (`업무` + `협약`).
    Compound,
    /// A contracted form: its parts are written differently when they stand alone (`했` = `하` + `았`).
    Inflect,
    /// A frequent sequence that is kept as one entry; its parts lie side by side.
    Preanalysed,
}

/// A part of a compound or contracted word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MorphemePart<'d> {
    /// How it is written when it stands alone.
    pub surface: &'d str,
    /// Its part of speech.
    pub tag: Tag,
}

/// A dictionary entry's details.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Details<'d> {
    /// How it is made up.
    pub formation: Formation,
    /// The semantic class of names: `지명`, `인명`; `None` for most words.
    pub class: Option<&'d str>,
    /// How the word is read, in Hangul; differs from the word as written for Hanja.
    pub reading: Option<&'d str>,
    /// `업무/NNG/*+협약/NNG/*`; `None` for simple words.
    expression: Option<&'d str>,
}

impl Analyser {
    /// What the dictionary says about a word; nothing for words that it does not hold.
    pub fn details(&self, word: Word) -> Details<'_> {
        let shared = &*self.shared;
        match word {
            Word::System(id) => Details::read(shared.lexicon.word_details_iter(id as usize)),
            Word::User(id) => match &shared.user {
                Some(user) => Details::read(user.word_details_iter(id as usize)),
                None => Details::NONE,
            },
            Word::Unknown(_) => Details::NONE,
        }
    }

    /// The parts of a word in order; none for simple words. Parts of [`Formation::Compound`] words, joined,
    /// are the word.
    pub fn parts(&self, word: Word) -> impl Iterator<Item = MorphemePart<'_>> {
        self.details(word).parts()
    }

    /// The reading of a word in Hangul, where it is written otherwise (大韓民國 → 대한민국). `written` is the
    /// token's text.
    pub fn reading(&self, word: Word, written: &str) -> Option<&str> {
        self.details(word).reading.filter(|reading| *reading != written)
    }

    /// The dictionary form of a verb or adjective (`늘렸` → `늘리다`), or of the verb that a suffix makes
    /// (`했` → `하다`); `None` for words that are none. `written` is the token's text and `tag` the first tag of its part
    /// of speech.
    pub fn lemma(&self, word: Word, tag: Tag, written: &str) -> Option<String> {
        if !matches!(tag, Tag::VV | Tag::VA | Tag::VX | Tag::VCP | Tag::VCN | Tag::XSV | Tag::XSA) {
            return None;
        }
        let details = self.details(word);
        let stem = match details.formation {
            Formation::Simple => written,
            _ => details.parts().next().map_or(written, |part| part.surface),
        };
        Some(format!("{stem}다"))
    }
}

impl<'d> Details<'d> {
    const NONE: Self = Self { formation: Formation::Simple, class: None, reading: None, expression: None };

    /// Fields: tag, semantic class, final consonant, reading, formation, first tag, last tag, expression.
    fn read(mut fields: DetailFields<'d>) -> Self {
        let mut field = |skip: usize| fields.nth(skip).filter(|f| *f != "*");
        let class = field(1);
        let reading = field(1);
        let formation = match field(0) {
            Some("Compound") => Formation::Compound,
            Some("Inflect") => Formation::Inflect,
            Some("Preanalysis") => Formation::Preanalysed,
            _ => Formation::Simple,
        };
        let expression = field(2).filter(|_| formation != Formation::Simple);
        Self { formation, class, reading, expression }
    }

    /// The parts in order; see [`Analyser::parts`].
    pub fn parts(self) -> impl Iterator<Item = MorphemePart<'d>> {
        self.expression.into_iter().flat_map(|e| e.split('+')).filter_map(|part| {
            // surface/tag/class; a surface never holds a slash, an empty one comes from a `+`
            let mut fields = part.split('/');
            let surface = fields.next().filter(|s| !s.is_empty())?;
            Some(MorphemePart { surface, tag: Tag::named(fields.next()?) })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::for_tests;

    /// The only token that is written `word` in `text`: its parts and its lemma.
    fn look_up(text: &str, word: &str) -> (String, Option<String>) {
        let analyser = for_tests();
        let tokens = analyser.worker().analyse(text).tokens;
        let token = tokens.iter().find(|t| t.text(text) == word).unwrap_or_else(|| panic!("no token {word} in {text}"));
        let parts: Vec<_> = analyser.parts(token.word).map(|p| format!("{}/{}", p.surface, p.tag)).collect();
        (parts.join(" "), analyser.lemma(token.word, token.pos.first(), word))
    }

    #[test]
    fn compounds_have_parts() {
        assert_eq!(look_up("반도체 공장을 세운다.", "반도체").0, "반/NNG 도체/NNG");
        assert_eq!(look_up("업무협약을 맺었다.", "협약"), (String::new(), None));
    }

    #[test]
    fn contracted_forms_have_a_dictionary_form() {
        assert_eq!(look_up("예산을 늘렸다.", "늘렸"), ("늘리/VV 었/EP".into(), Some("늘리다".into())));
        assert_eq!(look_up("공장을 건설했다.", "했"), ("하/XSV 았/EP".into(), Some("하다".into())));
        assert_eq!(look_up("숲이 좋다.", "좋").1, Some("좋다".into()));
    }

    #[test]
    fn hanja_have_a_reading() {
        let text = "大韓民國";
        let tokens = for_tests().worker().analyse(text).tokens;
        let reading: Vec<_> = tokens.iter().filter_map(|t| for_tests().reading(t.word, t.text(text))).collect();
        assert_eq!(reading.concat(), "대한민국");
        let plain = for_tests().worker().analyse("대한민국").tokens[0];
        assert_eq!(for_tests().reading(plain.word, "대한민국"), None);
    }
}
