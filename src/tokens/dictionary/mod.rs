//! The Korean dictionary: where it is, and how it gets there.
//!
//! mecab-ko-dic is too large for this repository, so it is looked for (the directory that the user
//! names, else the user's data directory) and otherwise installed: fetched from one of two origins, built
//! into the form that lindera maps into memory, and moved into its place as a whole.

mod archive;
mod build;
mod fetch;
mod install;
mod manifest;
mod mecab;
mod parts_of_speech;
mod source;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod toy;

use super::Error;
pub(super) use fetch::PACKAGE_VERSION;
pub use install::{install, locate_or_install};
pub use manifest::{Manifest, Part, format};
pub(super) use parts_of_speech::PartsOfSpeech;
use std::path::{Path, PathBuf};

/// Names the dictionary's directory when the command line does not.
pub const ENVIRONMENT: &str = "MOKPYO_DICT_DIR";

/// Where the dictionary is, and where it may come from.
#[derive(Debug, Clone, Default)]
pub struct DictOptions {
    /// The dictionary's own directory; `None` is the one in the user's data directory.
    pub dir: Option<PathBuf>,
    /// Install from this file or directory instead of the network: the package's wheel, the source
    /// archive, either one unpacked, or a dictionary that was already built.
    pub from: Option<PathBuf>,
    /// Never fetch anything.
    pub offline: bool,
}

impl DictOptions {
    /// What the environment says: [`ENVIRONMENT`].
    pub fn from_environment() -> Self {
        let dir = std::env::var_os(ENVIRONMENT).filter(|d| !d.is_empty()).map(PathBuf::from);
        Self { dir, ..Self::default() }
    }

    /// The directory that the dictionary belongs into.
    pub fn place(&self) -> Result<PathBuf, Error> {
        if let Some(dir) = &self.dir {
            return Ok(dir.clone());
        }
        let project = directories::ProjectDirs::from("", "", "mokpyo").ok_or_else(|| Error::Fetch {
            origin: "the user's data directory",
            reason: format!("there is no home directory; name a directory with --dict-dir or {ENVIRONMENT}"),
        })?;
        // versions of this program that read different layouts do not fight over one place
        Ok(project.data_dir().join(format!("ko-dic-{}", manifest::LAYOUT)))
    }
}

/// Hears how an installation gets on; the floor itself prints nothing.
pub trait Progress {
    /// A new step begins, of `total` bytes where that is known.
    fn step(&mut self, what: &str, total: Option<u64>);
    /// So many bytes of the step are done.
    fn advance(&mut self, done: u64);
}

/// Hears nothing.
impl Progress for () {
    fn step(&mut self, _: &str, _: Option<u64>) {}
    fn advance(&mut self, _: u64) {}
}

/// A dictionary in its place: complete, and of the format that this program reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dictionary {
    dir: PathBuf,
    manifest: Manifest,
}

impl Dictionary {
    /// The dictionary in `dir`, after the quick check; `None` if there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Format`] for another format, [`Error::Damaged`] or [`Error::File`] for a broken one.
    pub fn open(dir: &Path) -> Result<Option<Self>, Error> {
        let Some(manifest) = Manifest::read(dir)? else { return Ok(None) };
        manifest.check_quickly(dir)?;
        Ok(Some(Self { dir: dir.into(), manifest }))
    }

    /// Its directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What it says about itself.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Compares every byte with the checksums that were taken when it was built.
    pub fn check(&self) -> Result<(), Error> {
        self.manifest.check(&self.dir)
    }
}
