//! What can go wrong on the way to an analyser.

use std::path::{Path, PathBuf};

/// Why the Korean dictionary could not be found, read, fetched or built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Reading or writing a file failed.
    #[error("{action} {}: {source}", path.display())]
    File {
        /// What was tried, as a verb phrase (`cannot read`).
        action: &'static str,
        /// Which file or directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file does not hold what it should.
    #[error("{}: {reason}", path.display())]
    Damaged {
        /// Which file or directory.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The dictionary was built for another version of lindera or of this program.
    #[error("{}: built in format {found}, this program reads format {expected}; run `mokpyo dict install --force`", dir.display())]
    Format {
        /// The dictionary's directory.
        dir: PathBuf,
        /// Its format.
        found: String,
        /// The format this program writes and reads.
        expected: String,
    },
    /// lindera refused the data.
    #[error("{}: lindera cannot use it: {reason}", path.display())]
    Lindera {
        /// Which file or directory.
        path: PathBuf,
        /// What lindera said.
        reason: String,
    },
    /// One origin could not be fetched.
    #[error("{origin}: {reason}")]
    Fetch {
        /// The origin, in words.
        origin: &'static str,
        /// Why not.
        reason: String,
    },
    /// There is no dictionary and none could be had.
    #[error(
        "there is no Korean dictionary and it could not be fetched\n{tried}\n\
         Three ways out:\n  \
         1. connect to the network and run `mokpyo dict install`\n  \
         2. on a connected machine run `python3 -m pip download --no-deps --only-binary=:all: python-mecab-ko-dic=={version}`, \
         copy the .whl file here, and run `mokpyo dict install --from FILE.whl`\n  \
         3. copy the directory of an installed dictionary here and name it with --dict-dir DIR or MOKPYO_DICT_DIR",
        version = super::dictionary::PACKAGE_VERSION
    )]
    Unavailable {
        /// One line an origin: its name and why it failed.
        tried: String,
    },
    /// A term of `dictionaries/terms.toml` cannot be used.
    #[error("{file}: {reason}")]
    Terms {
        /// The file and, where known, the line.
        file: String,
        /// What is wrong.
        reason: String,
    },
}

impl Error {
    pub(crate) fn file(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let path = path.to_path_buf();
        move |source| Self::File { action, path, source }
    }

    pub(crate) fn damaged(path: &Path, reason: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_path_buf(), reason: reason.into() }
    }

    pub(crate) fn lindera(path: &Path, reason: impl std::fmt::Display) -> Self {
        Self::Lindera { path: path.to_path_buf(), reason: reason.to_string() }
    }
}
