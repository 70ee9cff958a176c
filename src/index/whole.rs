//! Whether the index's files are what was written.
//!
//! tantivy ends every file with a checksum, but compares it only when it is asked to: a flipped bit would find something
//! else, or end the program in the midst. So whoever asks compares first. What a search can wait for is read whole
//! each time; of a larger index only the files that have changed since they were compared are (`doctor` and `ingest`
//! read all of it). The list of segments, `meta.json`, has no checksum: it must be written exactly as tantivy writes what
//! it read there, and its numbers must be those of the files.

use rayon::prelude::*;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use tantivy::index::SegmentComponent;
use tantivy::{Directory, IndexMeta, IndexReader, TantivyError};

/// An index of so many bytes is read whole for each search: that takes 5 ms for 25 MB.
pub(super) const AT_ONCE: u64 = 64 << 20;

/// What was compared, as lines of [`stamp`].
const COMPARED: &str = "compared";

/// How often a list of segments is read that is replaced meanwhile.
const TRIES: usize = 4;

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// All files.
    All,
    /// All files of an index of up to so many bytes, else those that have changed since they were compared.
    Changed(u64),
}

/// The list of segments. What is wrong with it is told as a reason.
pub(super) fn meta(index: &tantivy::Index) -> Result<IndexMeta, String> {
    let told = |error: TantivyError| super::damage(&error).unwrap_or_else(|| error.to_string());
    for _ in 0..TRIES {
        let written = index.directory().atomic_read(Path::new("meta.json")).map_err(|e| told(e.into()))?;
        let meta = index.load_metas().map_err(told)?;
        let again = serde_json::to_vec_pretty(&meta).map_err(|error| error.to_string())?;
        if written.trim_ascii_end() == again {
            for segment in &meta.segments {
                if segment.delete_opstamp().is_some() && !segment.has_deletes() {
                    return Err("meta.json lists deletions that delete nothing".to_owned());
                }
            }
            return Ok(meta);
        }
    }
    Err("meta.json is not what was written".to_owned())
}

/// Compares the files of the indexes in `dir`, each named like its directory, with their checksums. What is wrong is
/// told as a reason.
pub(super) fn compare(dir: &Path, indexes: &[(&str, &tantivy::Index)], care: Care) -> Result<(), String> {
    let mut wrong = String::new();
    let mut seen = Vec::new();
    for _ in 0..TRIES {
        let lists = lists(indexes)?;
        if lists == seen {
            return Err(wrong);
        }
        match compare_listed(dir, &lists, indexes, care) {
            Ok(()) => return Ok(()),
            // a writer may have merged the segments meanwhile and tidied up: then the list is another
            Err(reason) => (wrong, seen) = (reason, lists),
        }
    }
    Err(wrong)
}

/// Remembers the files as they are now, for somebody who has compared or written all of them. Where that cannot be
/// written, all will be read again.
pub(super) fn remember(dir: &Path, indexes: &[(&str, &tantivy::Index)]) {
    if let Ok(lists) = lists(indexes) {
        let files: Vec<File> = lists.iter().flatten().filter_map(|path| File::at(dir, path).ok()).collect();
        if files.iter().map(|file| file.bytes).sum::<u64>() > AT_ONCE {
            write(dir, &files);
        }
    }
}

/// The files of each index, by their paths below the indexes' directory.
fn lists(indexes: &[(&str, &tantivy::Index)]) -> Result<Vec<Vec<PathBuf>>, String> {
    indexes
        .iter()
        .map(|(name, index)| {
            let mut files = Vec::new();
            for segment in &meta(index)?.segments {
                use SegmentComponent::{Delete, FastFields, FieldNorms, Positions, Postings, Store, Terms};
                let always = [Postings, Positions, FastFields, FieldNorms, Terms, Store];
                let deletes = segment.has_deletes().then_some(Delete);
                files.extend(
                    always.into_iter().chain(deletes).map(|part| Path::new(name).join(segment.relative_path(part))),
                );
            }
            Ok(files)
        })
        .collect()
}

/// A file as it stands on the disk.
struct File {
    index: usize,
    path: PathBuf,
    bytes: u64,
    stamp: String,
}

impl File {
    fn at(dir: &Path, path: &Path) -> Result<Self, String> {
        let metadata = fs::metadata(dir.join(path)).map_err(|_| format!("{} is missing", path.display()))?;
        let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        // a file without a time is never remembered
        let stamp = changed
            .map(|time| format!("{} {} {}", metadata.len(), time.as_nanos(), path.display()))
            .unwrap_or_default();
        Ok(Self { index: 0, path: path.to_owned(), bytes: metadata.len(), stamp })
    }
}

fn compare_listed(
    dir: &Path,
    lists: &[Vec<PathBuf>],
    indexes: &[(&str, &tantivy::Index)],
    care: Care,
) -> Result<(), String> {
    let mut files = Vec::new();
    for (index, paths) in lists.iter().enumerate() {
        for path in paths {
            files.push(File { index, ..File::at(dir, path)? });
        }
    }
    let all: u64 = files.iter().map(|file| file.bytes).sum();
    let remembered = match care {
        Care::Changed(at_once) if all > at_once => fs::read_to_string(dir.join(COMPARED)).unwrap_or_default(),
        _ => String::new(),
    };
    let remembered: HashSet<&str> = remembered.lines().filter(|line| !line.is_empty()).collect();
    let mut unknown: Vec<&File> = files.iter().filter(|file| !remembered.contains(file.stamp.as_str())).collect();
    // the largest first, so that all cores are busy to the end
    unknown.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.path.cmp(&b.path)));
    let wrong = unknown.par_iter().find_map_first(|file| {
        let index = indexes[file.index].1;
        let changed = || format!("{} is not what was written", file.path.display());
        match index.directory().validate_checksum(Path::new(file.path.file_name()?)) {
            Ok(true) => None,
            Ok(false) => Some(changed()),
            // what is no damage (no permission) is told by who opens the file
            Err(error) => super::damage(&error.into()).map(|_| changed()),
        }
    });
    if let Some(wrong) = wrong {
        return Err(wrong);
    }
    if matches!(care, Care::Changed(at_once) if all > at_once) && !unknown.is_empty() {
        write(dir, &files);
    }
    Ok(())
}

fn write(dir: &Path, files: &[File]) {
    let lines: String = files.iter().map(|file| format!("{}\n", file.stamp)).collect();
    let written = tempfile::NamedTempFile::new_in(dir).and_then(|file| {
        fs::write(file.path(), lines)?;
        file.persist(dir.join(COMPARED)).map_err(std::io::Error::from)
    });
    // not remembered: the next one reads the files again
    drop(written);
}

/// Compares the numbers of the list of segments with those of the files, once these are known to be whole.
pub(super) fn count(reader: &IndexReader) -> tantivy::Result<()> {
    for segment in reader.searcher().segment_readers() {
        let documents = segment.fast_fields().u64("key")?.num_docs();
        let deletable = segment.alive_bitset().map_or(documents, |alive| alive.bitset().max_value());
        if documents != segment.max_doc() || deletable != documents {
            let reason = "meta.json counts other documents than the files hold".to_owned();
            return Err(TantivyError::DataCorruption(tantivy::error::DataCorruption::comment_only(reason)));
        }
    }
    Ok(())
}
