//! The dictionary files: the built-in copies, or an analyst's own.

use super::{Error, Origin, Place};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

/// The files of `dictionaries/` with their built-in content.
pub const FILES: &[(&str, &str)] = &[
    ("actions.toml", include_str!("../../dictionaries/actions.toml")),
    ("agencies.toml", include_str!("../../dictionaries/agencies.toml")),
    ("choice.csv", include_str!("../../dictionaries/choice.csv")),
    ("comparators.toml", include_str!("../../dictionaries/comparators.toml")),
    ("cues.toml", include_str!("../../dictionaries/cues.toml")),
    ("figures.toml", include_str!("../../dictionaries/figures.toml")),
    ("names.csv", include_str!("../../dictionaries/names.csv")),
    ("names.toml", include_str!("../../dictionaries/names.toml")),
    ("programs.toml", include_str!("../../dictionaries/programs.toml")),
    ("terms.toml", include_str!("../../dictionaries/terms.toml")),
    ("units.toml", include_str!("../../dictionaries/units.toml")),
    ("verdict.csv", include_str!("../../dictionaries/verdict.csv")),
    ("words.toml", include_str!("../../dictionaries/words.toml")),
];

/// One dictionary file.
pub struct Source {
    /// Which of [`FILES`] it is.
    pub name: &'static str,
    /// Its name or path, for messages.
    pub file: String,
    /// Its content.
    pub text: Cow<'static, str>,
}

impl Source {
    /// Reads it as `T`.
    ///
    /// # Errors
    /// A syntax mistake, an unknown or missing field: with its place.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Error> {
        toml::from_str(&self.text)
            .map_err(|e| Error::at(&self.file, &self.text, e.span().unwrap_or(0..0), e.message().to_owned()))
    }

    /// Where `span` of this file begins, to be kept beside what was read there.
    pub fn origin(&self, span: &std::ops::Range<usize>) -> Origin {
        Origin { file: self.name, at: u32::try_from(span.start).unwrap_or(u32::MAX) }
    }

    /// The line and column of an origin in this file.
    pub fn place(&self, origin: Origin) -> Place {
        let (line, column) = Error::line_and_column(&self.text, origin.at as usize);
        Place { file: self.file.clone(), line, column }
    }

    /// A mistake at `span` of this file.
    pub fn mistake(&self, span: std::ops::Range<usize>, message: impl Into<String>) -> Error {
        Error::at(&self.file, &self.text, span, message)
    }
}

pub(super) fn read_all(directory: Option<&Path>) -> Result<BTreeMap<&'static str, Source>, Error> {
    if let Some(directory) = directory
        && !directory.is_dir()
    {
        return Err(Error::NoDirectory(directory.to_owned()));
    }
    let mut sources = BTreeMap::new();
    for (name, built_in) in FILES {
        let own = directory.map(|d| d.join(name)).filter(|p| p.exists());
        let source = match own {
            Some(path) => {
                let text =
                    std::fs::read_to_string(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
                Source { name, file: path.display().to_string(), text: Cow::Owned(text) }
            }
            None => Source { name, file: format!("dictionaries/{name}"), text: Cow::Borrowed(built_in) },
        };
        sources.insert(*name, source);
    }
    Ok(sources)
}

pub(super) fn checksum(sources: &BTreeMap<&'static str, Source>) -> String {
    let mut hash = Sha256::new();
    for (name, source) in sources {
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(source.text.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}
