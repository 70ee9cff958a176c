//! Where the dictionary's data comes from.

use super::super::Error;
use super::manifest::sha256_of;
use super::mecab;
use super::source::Source;
use super::{DictOptions, Dictionary, Progress};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The version of the Python package `python-mecab-ko-dic` that is fetched.
pub(crate) const PACKAGE_VERSION: &str = "2.1.1.post2";
/// SHA-256 of its wheel.
const PACKAGE_SHA256: &str = "ef8f4e80c8976f1340a7264abb0c96f384fe059fd897584aeba0151753c6ae9b";

/// What was fetched.
pub(super) enum Fetched {
    /// A dictionary that needs no building.
    Built(Dictionary),
    /// Data to build one from.
    Source { source: Box<Source>, origin: &'static str, version: String, sha256: String },
}

/// Gets the data from where the options say; scratch files go into `scratch`.
pub(super) fn fetch(options: &DictOptions, scratch: &Path, progress: &mut dyn Progress) -> Result<Fetched, Error> {
    if let Some(from) = &options.from {
        return read(from, progress);
    }
    let wheel = package(scratch, progress)?;
    read(&wheel, progress)
}

/// Reads a file or directory that is one of the forms of the dictionary.
fn read(path: &Path, progress: &mut dyn Progress) -> Result<Fetched, Error> {
    if path.is_dir() {
        if let Some(dictionary) = Dictionary::open(path)? {
            return Ok(Fetched::Built(dictionary));
        }
        return Err(Error::damaged(path, "holds no dictionary in a form that is known"));
    }
    progress.step("checking the dictionary's checksum", None);
    let sha256 = sha256_of(path)?;
    if sha256 != PACKAGE_SHA256 {
        return Err(Error::damaged(path, format!("its SHA-256 is {sha256}, expected {PACKAGE_SHA256}")));
    }
    progress.step("reading the dictionary", None);
    let source = Box::new(wheel(path)?);
    Ok(Fetched::Source { source, origin: "python-mecab-ko-dic", version: PACKAGE_VERSION.into(), sha256 })
}

fn wheel(path: &Path) -> Result<Source, Error> {
    let file = File::open(path).map_err(Error::file("cannot read", path))?;
    let mut archive = zip::ZipArchive::new(file).map_err(|e| Error::damaged(path, e.to_string()))?;
    let mut part = |name: &str| {
        let mut bytes = Vec::new();
        let name = format!("mecab_ko_dic/dictionary/{name}");
        let mut file = archive.by_name(&name).map_err(|e| Error::damaged(path, format!("{name}: {e}")))?;
        file.read_to_end(&mut bytes).map_err(|e| Error::damaged(path, format!("{name}: {e}")))?;
        Ok::<_, Error>(bytes)
    };
    let files = mecab::Files {
        system: part("sys.dic")?,
        unknown: part("unk.dic")?,
        matrix: part("matrix.bin")?,
        characters: part("char.bin")?,
    };
    mecab::read(&files, path)
}

/// Asks pip, which knows the user's package index, proxy and certificates, for the package.
fn package(scratch: &Path, progress: &mut dyn Progress) -> Result<PathBuf, Error> {
    let origin = "the Python package python-mecab-ko-dic (through pip)";
    let failed = |reason: String| Error::Fetch { origin, reason };
    progress.step("fetching python-mecab-ko-dic through pip", None);
    let output = Command::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"])
        .args(["--only-binary=:all:", "--dest"])
        .arg(scratch)
        .arg(format!("python-mecab-ko-dic=={PACKAGE_VERSION}"))
        .stdin(Stdio::null())
        .output()
        .map_err(|e| failed(format!("python3 cannot be started: {e}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or("pip failed");
        return Err(failed(last.trim().to_owned()));
    }
    let wheel = std::fs::read_dir(scratch).map_err(Error::file("cannot read", scratch))?;
    let wheel = wheel.flatten().map(|e| e.path()).find(|p| p.extension().is_some_and(|e| e == "whl"));
    wheel.ok_or_else(|| failed("pip said that it was done, but left no file".into()))
}
