//! `terms.toml`: words that the Korean dictionary cuts wrongly or does not know.

use super::{Error, Example, Shows, Source};
use serde::Deserialize;
use toml::Spanned;

/// A word for the analyser's user dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As it is written.
    pub surface: String,
    /// `NNG` or `NNP`.
    pub tag: String,
    /// What it is made of, as `농촌/NNG`; empty: what the Korean dictionary makes of it.
    pub parts: Vec<String>,
}

/// All terms, in the file's order.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// The words.
    pub entries: Vec<Term>,
    /// Sentences that show where a term is one word and where not.
    pub examples: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    term: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    surface: Spanned<String>,
    #[serde(default)]
    tag: Option<Spanned<String>>,
    #[serde(default)]
    parts: Vec<Spanned<String>>,
    #[serde(default)]
    examples: Vec<Spanned<String>>,
    #[serde(default)]
    negatives: Vec<Spanned<String>>,
}

impl Terms {
    pub(super) fn parse(source: &Source) -> Result<Self, Error> {
        let file: File = source.parse()?;
        let mut terms = Self::default();
        for row in file.term {
            let surface = row.surface.get_ref().trim().to_owned();
            if surface.is_empty() || surface.contains(char::is_control) {
                return Err(source.mistake(row.surface.span(), "write the word as it stands in texts"));
            }
            if terms.entries.iter().any(|t: &Term| t.surface == surface) {
                return Err(source.mistake(row.surface.span(), format!("{surface} stands here twice")));
            }
            let tag = match &row.tag {
                None => "NNP".to_owned(),
                Some(tag) if matches!(tag.get_ref().as_str(), "NNG" | "NNP") => tag.get_ref().clone(),
                Some(tag) => return Err(source.mistake(tag.span(), "use NNG (common noun) or NNP (name)")),
            };
            for part in &row.parts {
                let well_formed = part.get_ref().split_once('/').is_some_and(|(word, tag)| {
                    !word.is_empty()
                        && !word.contains('+')
                        && tag.chars().all(|c| c.is_ascii_uppercase())
                        && !tag.is_empty()
                });
                if !well_formed {
                    return Err(source.mistake(part.span(), "write a part as 농촌/NNG: the word, a slash and its tag"));
                }
            }
            for example in &row.examples {
                if !example.get_ref().contains('【') || !example.get_ref().contains('】') {
                    return Err(source.mistake(example.span(), "put the word in 【 】"));
                }
            }
            Example::collect(&mut terms.examples, source, &surface, &row.examples, &row.negatives, &Shows::Term);
            let parts = row.parts.into_iter().map(Spanned::into_inner).collect();
            terms.entries.push(Term { surface, tag, parts });
        }
        Ok(terms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Terms, Error> {
        Terms::parse(&Source { name: "terms.toml", file: "terms.toml".into(), text: text.to_owned().into() })
    }

    #[test]
    fn a_term_has_defaults() {
        let terms = parse("[[term]]\nsurface = \"숲길\"\n").expect("the term is sound");
        assert_eq!(terms.entries, [Term { surface: "숲길".into(), tag: "NNP".into(), parts: Vec::new() }]);
    }

    #[test]
    fn mistakes_are_pointed_at() {
        for (wrong, message) in [
            ("surface = \"\"", "as it stands"),
            ("surface = \"숲\"\ntag = \"VV\"", "use NNG"),
            ("surface = \"숲\"\nparts = [\"숲\"]", "a slash"),
            ("surface = \"숲\"\nexamples = [\"숲을 가꾼다.\"]", "【 】"),
            ("surface = \"숲\"\n[[term]]\nsurface = \"숲\"", "twice"),
        ] {
            let error = parse(&format!("[[term]]\n{wrong}\n")).expect_err(wrong).to_string();
            assert!(error.contains(message) && error.starts_with("terms.toml:"), "{error}");
        }
    }
}
