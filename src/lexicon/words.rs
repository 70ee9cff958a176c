//! `words.toml`: lists of words that the grammar asks for by name.

use super::{Error, Example, Origin, Shows, Source};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use toml::Spanned;

/// A list's name. What each is for stands in `words.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the file says of each list why it is one
pub enum List {
    Postpositional,
    Commitment,
    AimSetting,
    Plans,
    LayingDown,
    Promising,
    Deciding,
    Reported,
    Offered,
    Natural,
    Parts,
    Bodies,
    Crowd,
    PromisedRank,
    Kinds,
    ForeignMark,
    PresentValue,
    ForecastSource,
    BillName,
    BillVerb,
    WholeCost,
    Secured,
    LooksBack,
    NoThing,
    Turns,
    Means,
    Measures,
    Titles,
    /// Those who act or receive.
    Actors,
}

impl List {
    const ALL: [Self; 29] = [
        Self::Postpositional,
        Self::Commitment,
        Self::AimSetting,
        Self::Plans,
        Self::LayingDown,
        Self::Promising,
        Self::Deciding,
        Self::Reported,
        Self::Offered,
        Self::Natural,
        Self::Parts,
        Self::Bodies,
        Self::Crowd,
        Self::PromisedRank,
        Self::Kinds,
        Self::ForeignMark,
        Self::PresentValue,
        Self::ForecastSource,
        Self::BillName,
        Self::BillVerb,
        Self::WholeCost,
        Self::Secured,
        Self::LooksBack,
        Self::NoThing,
        Self::Turns,
        Self::Means,
        Self::Measures,
        Self::Titles,
        Self::Actors,
    ];
}

/// One list.
#[derive(Debug, Default)]
pub struct WordList {
    words: Vec<String>,
    origins: Vec<Origin>,
    row: Option<Origin>,
    whole: FxHashSet<String>,
}

impl WordList {
    /// Whether `word` is in it.
    pub fn has(&self, word: &str) -> bool {
        self.whole.contains(word)
    }

    /// The first of its words that `text` begins with.
    pub fn begins(&self, text: &str) -> Option<&str> {
        self.words.iter().map(String::as_str).find(|word| text.starts_with(word))
    }

    /// The first of its words that `text` ends with.
    pub fn ends(&self, text: &str) -> Option<&str> {
        self.words.iter().map(String::as_str).find(|word| text.ends_with(word))
    }

    /// The first of its words that stands anywhere in `text`.
    pub fn within(&self, text: &str) -> Option<&str> {
        self.words.iter().map(String::as_str).find(|word| text.contains(word))
    }

    /// Where the list stands in the file.
    pub fn place(&self) -> Origin {
        self.row.unwrap_or(Origin { file: "words.toml", at: 0 })
    }

    /// Where `word` stands in the file, if it is in the list.
    pub fn origin(&self, word: &str) -> Option<Origin> {
        self.words.iter().position(|known| known == word).map(|i| self.origins[i])
    }
}

/// All lists.
pub struct Words {
    lists: Vec<WordList>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: Spanned<List>,
    words: Vec<Spanned<String>>,
    examples: Vec<StatedRow>,
    #[serde(default)]
    negatives: Vec<StatedRow>,
}

/// A sentence and what must (or, among negatives, must not) be read in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatedRow {
    text: Spanned<String>,
    status: Option<String>,
    dropped: Option<String>,
    object: Option<String>,
    action: Option<String>,
}

impl Words {
    pub(super) fn parse(source: &Source, examples: &mut Vec<Example>) -> Result<Self, Error> {
        let file: File = source.parse()?;
        let mut lists: Vec<WordList> = List::ALL.iter().map(|_| WordList::default()).collect();
        for row in file.words {
            let list = &mut lists[*row.name.get_ref() as usize];
            if !list.words.is_empty() {
                return Err(source.mistake(row.name.span(), "this list stands here twice: put the words into one"));
            }
            let name = format!("{:?}", row.name.get_ref());
            for (stated, positive) in
                row.examples.into_iter().map(|e| (e, true)).chain(row.negatives.into_iter().map(|e| (e, false)))
            {
                let StatedRow { text, status, dropped, object, action } = stated;
                examples.push(Example {
                    origin: source.origin(&text.span()),
                    entry: name.clone(),
                    phrase: text.into_inner(),
                    positive,
                    shows: Shows::Stated { status, dropped, object, action },
                });
            }
            list.row = Some(source.origin(&row.name.span()));
            for word in row.words {
                if word.get_ref().is_empty() {
                    return Err(source.mistake(word.span(), "an empty word is found everywhere"));
                }
                list.origins.push(source.origin(&word.span()));
                list.whole.insert(word.get_ref().clone());
                list.words.push(word.into_inner());
            }
        }
        for (list, name) in lists.iter().zip(List::ALL) {
            if list.words.is_empty() {
                return Err(source.mistake(0..0, format!("the list {name:?} is missing or empty")));
            }
        }
        Ok(Self { lists })
    }

    /// The list of that name.
    pub fn list(&self, name: List) -> &WordList {
        &self.lists[name as usize]
    }

    /// Every place where a list holds `word`, with the list's name.
    pub fn find<'a>(&'a self, word: &'a str) -> impl Iterator<Item = (List, Origin)> + 'a {
        List::ALL.into_iter().filter_map(move |name| Some((name, self.list(name).origin(word)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_list_is_named() {
        let text = "[[words]]\nname = \"natural\"\nwords = [\"상승\"]\nexamples = []\n";
        let source = Source { name: "words.toml", file: "words.toml".into(), text: text.into() };
        let error = Words::parse(&source, &mut Vec::new()).err().expect("other lists are missing").to_string();
        assert!(error.contains("Postpositional is missing"), "{error}");
    }

    #[test]
    fn lists_are_in_the_order_of_their_numbers() {
        for (i, name) in List::ALL.into_iter().enumerate() {
            assert_eq!(name as usize, i, "{name:?}");
        }
    }
}
