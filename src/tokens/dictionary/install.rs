//! Brings a dictionary into its place: fetched, built beside it, moved in as a whole.

use super::super::Error;
use super::fetch::{self, Fetched};
use super::manifest::{self, Manifest};
use super::{DictOptions, Dictionary, Progress, build};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Finds the dictionary, or installs it where it belongs. A damaged one, or one of another format, is
/// replaced.
///
/// # Errors
///
/// [`Error::Unavailable`] when there is none and none can be had.
pub fn locate_or_install(options: &DictOptions, progress: &mut dyn Progress) -> Result<Dictionary, Error> {
    let place = options.place()?;
    if let Ok(Some(dictionary)) = Dictionary::open(&place) {
        return Ok(dictionary);
    }
    install_at(&place, options, false, progress)
}

/// Installs the dictionary anew, even where a sound one is.
///
/// # Errors
///
/// As [`locate_or_install`].
pub fn install(options: &DictOptions, progress: &mut dyn Progress) -> Result<Dictionary, Error> {
    install_at(&options.place()?, options, true, progress)
}

fn install_at(
    place: &Path,
    options: &DictOptions,
    anew: bool,
    progress: &mut dyn Progress,
) -> Result<Dictionary, Error> {
    let parent = match place.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&parent).map_err(Error::file("cannot create", &parent))?;
    refuse_foreign(place)?;

    // One installation at a time. The system drops the lock when its holder dies.
    let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let lock_path = parent.join(format!(".{name}.lock"));
    let lock = File::create(&lock_path).map_err(Error::file("cannot create", &lock_path))?;
    if fs4::FileExt::try_lock(&lock).is_err() {
        progress.step("waiting for another process that installs the dictionary", None);
        fs4::FileExt::lock(&lock).map_err(Error::file("cannot lock", &lock_path))?;
    }
    // whoever held the lock may have done the work
    if !anew && let Ok(Some(dictionary)) = Dictionary::open(place) {
        return Ok(dictionary);
    }
    sweep(&parent, &name);

    let staging = tempfile::Builder::new()
        .prefix(&format!(".{name}.new-"))
        .tempdir_in(&parent)
        .map_err(Error::file("cannot write into", &parent))?;
    let fetched = fetch::fetch(options, staging.path(), progress)?;
    let built = staging.path().join("built");
    match fetched {
        Fetched::Built(dictionary) => {
            progress.step("copying the dictionary", Some(dictionary.manifest().size()));
            copy(&dictionary, &built, progress)?;
        }
        Fetched::Source { source, origin, version, sha256 } => {
            progress.step("building the dictionary", None);
            fs::create_dir(&built).map_err(Error::file("cannot create", &built))?;
            build::build(&source, &built)?;
            let manifest = Manifest {
                format: manifest::format(),
                origin: origin.to_owned(),
                version,
                origin_sha256: sha256,
                licence: "Apache-2.0".to_owned(),
                built_by: concat!("mokpyo ", env!("CARGO_PKG_VERSION")).to_owned(),
                entries: source.entries.len() as u64,
                files: Manifest::parts(&built)?,
            };
            manifest.write(&built)?;
        }
    }
    sync(&built)?;
    let dictionary = Dictionary::open(&built)?.ok_or_else(|| Error::damaged(&built, "nothing was built"))?;

    // The old one steps aside first: a directory cannot be replaced by renaming. Killed in between,
    // there is no dictionary and the next start installs one.
    if place.exists() {
        let old = staging.path().join("old");
        fs::rename(place, &old).map_err(Error::file("cannot replace", place))?;
    }
    fs::rename(&built, place).map_err(Error::file("cannot create", place))?;
    sync_directory(&parent);
    Ok(Dictionary { dir: place.into(), ..dictionary })
}

/// Protects a directory that holds something else from being replaced.
fn refuse_foreign(place: &Path) -> Result<(), Error> {
    let Ok(mut entries) = fs::read_dir(place) else {
        return match place.exists() {
            true => Err(Error::damaged(place, "is not a directory")),
            false => Ok(()),
        };
    };
    if entries.next().is_none() || place.join(manifest::FILE).exists() || place.join("dict.trie").exists() {
        return Ok(());
    }
    Err(Error::damaged(place, "holds other files; name an empty directory or one that holds a dictionary"))
}

/// Removes what killed installations left; only while the lock is held.
fn sweep(parent: &Path, name: &str) {
    let prefix = format!(".{name}.new-");
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(&prefix) {
            // what cannot be removed now only costs space
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn copy(dictionary: &Dictionary, to: &Path, progress: &mut dyn Progress) -> Result<(), Error> {
    dictionary.check()?;
    fs::create_dir(to).map_err(Error::file("cannot create", to))?;
    let mut done = 0;
    for part in &dictionary.manifest().files {
        let from = dictionary.dir().join(&part.name);
        fs::copy(&from, to.join(&part.name)).map_err(Error::file("cannot copy", &from))?;
        done += part.size;
        progress.advance(done);
    }
    dictionary.manifest().write(to)
}

/// Makes sure that the files are on the disk before their directory is renamed.
fn sync(dir: &Path) -> Result<(), Error> {
    for entry in fs::read_dir(dir).map_err(Error::file("cannot read", dir))? {
        let path = entry.map_err(Error::file("cannot read", dir))?.path();
        File::open(&path).and_then(|f| f.sync_all()).map_err(Error::file("cannot write", &path))?;
    }
    sync_directory(dir);
    Ok(())
}

/// Not every system can sync a directory; where it cannot, renaming is all there is.
fn sync_directory(dir: &Path) {
    let _ = File::open(dir).and_then(|f| f.sync_all());
}
