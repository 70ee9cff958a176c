//! Where the dictionary's data comes from: lindera's source archive, the Python package, or a file or
//! directory that the user names.

use super::super::Error;
use super::manifest::{hexadecimal, sha256_of};
use super::source::Source;
use super::{DictOptions, Dictionary, Progress, archive, mecab};
use md5::{Digest, Md5};
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The version of the Python package `python-mecab-ko-dic` that is fetched.
pub(crate) const PACKAGE_VERSION: &str = "2.1.1.post2";
/// SHA-256 of its wheel.
const PACKAGE_SHA256: &str = "ef8f4e80c8976f1340a7264abb0c96f384fe059fd897584aeba0151753c6ae9b";
/// The package's name, as origin.
const PACKAGE: &str = "python-mecab-ko-dic";

/// The source archive that lindera builds its own ko-dic from.
const ARCHIVE_URL: &str = "https://lindera.dev/mecab-ko-dic-2.1.1-20180720.tar.gz";
/// Its version.
const ARCHIVE_VERSION: &str = "2.1.1-20180720";
/// Its MD5, as lindera publishes it; no SHA-256 is published.
const ARCHIVE_MD5: &str = "b996764e91c96bc89dc32ea208514a96";
/// Its name, as origin.
const ARCHIVE: &str = "mecab-ko-dic";
/// No archive is larger, in bytes.
const ARCHIVE_LIMIT: u64 = 256 << 20;
/// No file in an archive is larger, in bytes.
const FILE_LIMIT: u64 = 512 << 20;

/// How long to wait for lindera's site before the package is tried instead.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(4);
/// How long its answer may take in all.
const DOWNLOAD_TIMEOUT: Duration = Duration::from_secs(300);
/// How long pip may take.
const PIP_TIMEOUT: Duration = Duration::from_secs(600);

/// The compiled dictionary's files in the package.
const COMPILED: [&str; 4] = ["sys.dic", "unk.dic", "matrix.bin", "char.bin"];

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
    let mut tried = String::new();
    if options.offline {
        tried.push_str("  nothing was tried: fetching is switched off\n");
    } else {
        for origin in [download, package] {
            match origin(scratch, progress).and_then(|file| read(&file, progress)) {
                Ok(fetched) => return Ok(fetched),
                Err(error) => tried.push_str(&format!("  {error}\n")),
            }
        }
    }
    Err(Error::Unavailable { tried: tried.trim_end().to_owned() })
}

/// Reads a file or directory that is one of the dictionary's forms.
fn read(path: &Path, progress: &mut dyn Progress) -> Result<Fetched, Error> {
    if path.is_dir() {
        return read_directory(path, progress);
    }
    progress.step("checking the checksum", None);
    let sha256 = sha256_of(path)?;
    if sha256 == PACKAGE_SHA256 {
        progress.step("reading the compiled dictionary", None);
        let source = Box::new(wheel(path)?);
        return Ok(Fetched::Source { source, origin: PACKAGE, version: PACKAGE_VERSION.into(), sha256 });
    }
    let md5 = md5_of(path)?;
    if md5 == ARCHIVE_MD5 {
        progress.step("reading the source archive", None);
        let source = Box::new(tar(path)?);
        return Ok(Fetched::Source { source, origin: ARCHIVE, version: ARCHIVE_VERSION.into(), sha256 });
    }
    let reason = format!(
        "is neither the wheel of {PACKAGE} {PACKAGE_VERSION} (SHA-256 {PACKAGE_SHA256}) \
         nor {ARCHIVE}-{ARCHIVE_VERSION}.tar.gz (MD5 {ARCHIVE_MD5}); its SHA-256 is {sha256}, its MD5 {md5}"
    );
    Err(Error::damaged(path, reason))
}

/// A directory: a built dictionary, or one of the other forms unpacked. Of those no checksum is known, so the
/// manifest says that they were not verified.
fn read_directory(path: &Path, progress: &mut dyn Progress) -> Result<Fetched, Error> {
    if let Some(dictionary) = Dictionary::open(path)? {
        return Ok(Fetched::Built(dictionary));
    }
    progress.step("reading the unpacked dictionary", None);
    let inner = [path.to_path_buf(), path.join("dictionary"), path.join("mecab_ko_dic").join("dictionary")];
    for dir in inner {
        let (source, origin, names) = if COMPILED.iter().all(|name| dir.join(name).is_file()) {
            let [system, unknown, matrix, characters] = COMPILED.map(|name| bytes_of(&dir.join(name)));
            let files = mecab::Files { system: system?, unknown: unknown?, matrix: matrix?, characters: characters? };
            (mecab::read(&files, &dir)?, PACKAGE, COMPILED.map(String::from).to_vec())
        } else if dir.join("matrix.def").is_file() {
            let names = source_files(&dir)?;
            let mut reader = archive::Reader::new(&dir);
            for name in &names {
                let file = dir.join(name);
                reader.file(name, &mut File::open(&file).map_err(Error::file("cannot read", &file))?)?;
            }
            (reader.finish()?, ARCHIVE, names)
        } else {
            continue;
        };
        let mut sums = String::new();
        for name in &names {
            sums.push_str(&sha256_of(&dir.join(name))?);
        }
        let sha256 = hexadecimal(&<sha2::Sha256 as sha2::Digest>::digest(&sums));
        return Ok(Fetched::Source {
            source: Box::new(source),
            origin,
            version: "unpacked, not verified".into(),
            sha256,
        });
    }
    Err(Error::damaged(path, "holds no dictionary: neither a built one, nor sys.dic, nor matrix.def"))
}

fn source_files(dir: &Path) -> Result<Vec<String>, Error> {
    let entries = std::fs::read_dir(dir).map_err(Error::file("cannot read", dir))?;
    let names = entries.flatten().filter_map(|e| e.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|n| n.ends_with(".csv") || n.ends_with(".def")).collect();
    names.sort();
    Ok(names)
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(Error::file("cannot read", path))
}

/// The package's wheel: a zip archive with the compiled dictionary.
fn wheel(path: &Path) -> Result<Source, Error> {
    let file = File::open(path).map_err(Error::file("cannot read", path))?;
    let mut archive = zip::ZipArchive::new(file).map_err(|e| Error::damaged(path, e.to_string()))?;
    let mut part = |name: &str| {
        let mut bytes = Vec::new();
        let name = format!("mecab_ko_dic/dictionary/{name}");
        let file = archive.by_name(&name).map_err(|e| Error::damaged(path, format!("{name}: {e}")))?;
        file.take(FILE_LIMIT).read_to_end(&mut bytes).map_err(|e| Error::damaged(path, format!("{name}: {e}")))?;
        Ok::<_, Error>(bytes)
    };
    let [system, unknown, matrix, characters] = COMPILED.map(&mut part);
    let files = mecab::Files { system: system?, unknown: unknown?, matrix: matrix?, characters: characters? };
    mecab::read(&files, path)
}

/// The source archive, a compressed tar.
pub(super) fn tar(path: &Path) -> Result<Source, Error> {
    let damaged = |e: std::io::Error| Error::damaged(path, e.to_string());
    let file = File::open(path).map_err(Error::file("cannot read", path))?;
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(file));
    let mut reader = archive::Reader::new(path);
    for entry in archive.entries().map_err(damaged)? {
        let entry = entry.map_err(damaged)?;
        // only the last part of the name counts: nothing is unpacked to the disk
        let name = entry.path().map_err(damaged)?.file_name().map(|n| n.to_string_lossy().into_owned());
        if let Some(name) = name
            && entry.header().entry_type().is_file()
        {
            reader.file(&name, &mut entry.take(FILE_LIMIT))?;
        }
    }
    reader.finish()
}

/// Fetches lindera's source archive.
fn download(scratch: &Path, progress: &mut dyn Progress) -> Result<PathBuf, Error> {
    let failed = |reason: String| Error::Fetch { origin: "lindera's source archive", reason };
    progress.step("fetching lindera's source archive", None);
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_resolve(Some(CONNECT_TIMEOUT))
        .timeout_connect(Some(CONNECT_TIMEOUT))
        .timeout_recv_response(Some(CONNECT_TIMEOUT))
        .timeout_global(Some(DOWNLOAD_TIMEOUT))
        .build()
        .into();
    let response = agent.get(ARCHIVE_URL).call().map_err(|e| failed(e.to_string()))?;
    let total = response.body().content_length();
    progress.step("fetching lindera's source archive", total);
    let mut body = response.into_body().into_with_config().limit(ARCHIVE_LIMIT).reader();
    let path = scratch.join("archive.tar.gz");
    let mut file = File::create(&path).map_err(Error::file("cannot write", &path))?;
    let mut buffer = vec![0; 1 << 16];
    let mut done = 0;
    loop {
        let read = body.read(&mut buffer).map_err(|e| failed(e.to_string()))?;
        if read == 0 {
            return Ok(path);
        }
        file.write_all(&buffer[..read]).map_err(Error::file("cannot write", &path))?;
        done += read as u64;
        progress.advance(done);
    }
}

/// Asks pip, which knows the user's package index, proxy and certificates, for the package.
fn package(scratch: &Path, progress: &mut dyn Progress) -> Result<PathBuf, Error> {
    let failed = |reason: String| Error::Fetch { origin: "the Python package python-mecab-ko-dic", reason };
    progress.step("fetching python-mecab-ko-dic through pip", None);
    let said = scratch.join("pip.log");
    let log = File::create(&said).map_err(Error::file("cannot write", &said))?;
    let mut pip = Command::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"])
        .args(["--only-binary=:all:", "--dest"])
        .arg(scratch)
        .arg(format!("{PACKAGE}=={PACKAGE_VERSION}"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .map_err(|e| failed(format!("python3 cannot be started: {e}")))?;
    let started = Instant::now();
    let status = loop {
        match pip.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if started.elapsed() < PIP_TIMEOUT => std::thread::sleep(Duration::from_millis(50)),
            outcome => {
                // it may have ended by itself; either way it is gone after this
                let _ = pip.kill();
                let _ = pip.wait();
                let reason = outcome.err().map_or_else(|| "pip took too long".to_owned(), |e| e.to_string());
                return Err(failed(reason));
            }
        }
    };
    if !status.success() {
        let said = std::fs::read_to_string(&said).unwrap_or_default();
        let last = said.lines().rev().find(|line| line.contains("ERROR")).or_else(|| said.lines().next_back());
        return Err(failed(last.unwrap_or("pip failed").trim().to_owned()));
    }
    let files = std::fs::read_dir(scratch).map_err(Error::file("cannot read", scratch))?;
    let wheel = files.flatten().map(|e| e.path()).find(|p| p.extension().is_some_and(|e| e == "whl"));
    wheel.ok_or_else(|| failed("pip said that it was done, but left no file".into()))
}

fn md5_of(path: &Path) -> Result<String, Error> {
    let mut file = File::open(path).map_err(Error::file("cannot read", path))?;
    let mut hash = Md5::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer).map_err(Error::file("cannot read", path))?;
        if read == 0 {
            return Ok(hexadecimal(&hash.finalize()));
        }
        hash.update(&buffer[..read]);
    }
}
