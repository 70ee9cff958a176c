//! What a built dictionary says about itself: `mokpyo.json` beside lindera's files.

use super::super::Error;
use lindera_dictionary::dictionary::metadata::DICTIONARY_FORMAT_VERSION;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// The manifest's file name.
pub(super) const FILE: &str = "mokpyo.json";

/// This program's own part of the format: the marks, the twins and the table of parts of speech.
/// Raise it whenever one of them changes.
pub(super) const LAYOUT: u32 = 3;

/// How many places of a file the quick check reads.
const SAMPLES: u64 = 8;
/// How many bytes it reads there.
const SAMPLE: usize = 1024;

/// Origin, version, format and checksums of a built dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// `lindera N, layout M`: both must be what this program reads.
    pub format: String,
    /// Where the data came from, in words.
    pub origin: String,
    /// The data's version, as its origin writes it.
    pub version: String,
    /// SHA-256 of the file that was fetched, in hexadecimal digits.
    pub origin_sha256: String,
    /// The data's licence.
    pub licence: String,
    /// The version of this program that built it.
    pub built_by: String,
    /// How many entries the dictionary has.
    pub entries: u64,
    /// Every other file of the dictionary.
    pub files: Vec<Part>,
}

/// One file of a built dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of its content, in hexadecimal digits.
    pub sha256: String,
    /// SHA-256 of a few samples of its content, cheap enough to compare at every start.
    pub sample: String,
}

/// The format that this program writes and reads.
pub fn format() -> String {
    format!("lindera {DICTIONARY_FORMAT_VERSION}, layout {LAYOUT}")
}

impl Manifest {
    /// The parts of the dictionary in `dir`, by name; the manifest itself is not one.
    pub(super) fn parts(dir: &Path) -> Result<Vec<Part>, Error> {
        let mut parts = Vec::new();
        for entry in std::fs::read_dir(dir).map_err(Error::file("cannot read", dir))? {
            let path = entry.map_err(Error::file("cannot read", dir))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name != FILE {
                let size = std::fs::metadata(&path).map_err(Error::file("cannot read", &path))?.len();
                parts.push(Part { name, size, sha256: sha256_of(&path)?, sample: sample_of(&path, size)? });
            }
        }
        parts.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(parts)
    }

    /// Reads the manifest in `dir`; `None` if there is none.
    pub(super) fn read(dir: &Path) -> Result<Option<Self>, Error> {
        let path = dir.join(FILE);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(error) => return Err(Error::file("cannot read", &path)(error)),
        };
        let manifest = serde_json::from_slice(&bytes).map_err(|e| Error::damaged(&path, e.to_string()))?;
        Ok(Some(manifest))
    }

    pub(super) fn write(&self, dir: &Path) -> Result<(), Error> {
        let path = dir.join(FILE);
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|e| Error::damaged(&path, e.to_string()))?;
        bytes.push(b'\n');
        std::fs::write(&path, bytes).map_err(Error::file("cannot write", &path))
    }

    /// Compares sizes and a few samples of every file: some milliseconds.
    pub(super) fn check_quickly(&self, dir: &Path) -> Result<(), Error> {
        if self.format != format() {
            return Err(Error::Format { dir: dir.into(), found: self.format.clone(), expected: format() });
        }
        for part in &self.files {
            let path = dir.join(&part.name);
            let size = std::fs::metadata(&path).map_err(Error::file("cannot read", &path))?.len();
            if size != part.size {
                return Err(Error::damaged(&path, format!("{size} bytes instead of {}", part.size)));
            }
            if sample_of(&path, size)? != part.sample {
                return Err(Error::damaged(&path, "its content has changed since it was built"));
            }
        }
        Ok(())
    }

    /// Compares every byte: a second or two.
    pub(super) fn check(&self, dir: &Path) -> Result<(), Error> {
        self.check_quickly(dir)?;
        for part in &self.files {
            let path = dir.join(&part.name);
            let found = sha256_of(&path)?;
            if found != part.sha256 {
                return Err(Error::damaged(&path, format!("SHA-256 is {found}, it was built as {}", part.sha256)));
            }
        }
        Ok(())
    }

    /// Bytes of all parts.
    pub fn size(&self) -> u64 {
        self.files.iter().map(|f| f.size).sum()
    }
}

/// SHA-256 of a file, in hexadecimal digits.
pub(super) fn sha256_of(path: &Path) -> Result<String, Error> {
    let mut file = File::open(path).map_err(Error::file("cannot read", path))?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer).map_err(Error::file("cannot read", path))?;
        if read == 0 {
            return Ok(hexadecimal(&hash.finalize()));
        }
        hash.update(&buffer[..read]);
    }
}

/// SHA-256 of the beginning, the end and some places between.
fn sample_of(path: &Path, size: u64) -> Result<String, Error> {
    let mut file = File::open(path).map_err(Error::file("cannot read", path))?;
    let mut hash = Sha256::new();
    let mut buffer = [0; SAMPLE];
    let last = size.saturating_sub(SAMPLE as u64);
    for sample in 0..SAMPLES {
        let length = (SAMPLE as u64).min(size) as usize;
        file.seek(SeekFrom::Start(last * sample / (SAMPLES - 1))).map_err(Error::file("cannot read", path))?;
        file.read_exact(&mut buffer[..length]).map_err(Error::file("cannot read", path))?;
        hash.update(&buffer[..length]);
    }
    Ok(hexadecimal(&hash.finalize()))
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
