//! Files that are not what was written.

use super::*;
use crate::index::whole::{Care, compare};
use std::path::{Path, PathBuf};

/// The files of an index that hold anything.
fn files(dir: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(dir).sort_by_file_name().into_iter().flatten().map(walkdir::DirEntry::into_path);
    files.filter(|path| path.is_file() && path.extension().is_some()).collect()
}

/// Opens the index in `dir` as a search does, and asks.
fn found(dir: &Path) -> Result<Vec<String>, IndexError> {
    Index::open(dir, "test").and_then(Index::ready).map(|ready| ask(&ready, "수소 value:30", &request()))
}

/// Files that are cut off are noticed when the index is made ready, not in the midst of a search.
#[test]
fn a_file_that_is_cut_off_is_noticed_before_it_is_asked() {
    let dir = tempfile::tempdir().expect("a directory");
    let index = Index::create(dir.path(), "test").expect("an index");
    fill(&index, &[article("one", "2025-01-01", "수소 버스", "시는 2030년까지 수소 버스 30대를 늘린다.")], 1);
    drop(index);
    let written = files(dir.path());
    assert!(written.len() >= 14, "{written:?}");
    for file in written {
        let whole = std::fs::read(&file).expect("its bytes");
        for kept in [0, whole.len() / 2, whole.len().saturating_sub(1)] {
            std::fs::write(&file, &whole[..kept]).expect("cut off");
            match Index::open(dir.path(), "test").and_then(Index::ready) {
                Err(error) => assert!(error.wants_rebuild(), "{}: {error}", file.display()),
                // what tantivy does not read for asking (its list of files, locks) may be anything
                Ok(ready) => assert_eq!(ask(&ready, "수소 value:30", &request()), ["one"], "{}", file.display()),
            }
        }
        std::fs::write(&file, &whole).expect("put back");
    }
}

/// A bit that has turned is noticed too: it must neither find something else nor end the program.
#[test]
fn a_turned_bit_is_noticed_before_it_is_asked() {
    let dir = tempfile::tempdir().expect("a directory");
    let index = Index::create(dir.path(), "test").expect("an index");
    let text =
        |n: usize| article("one", "2025-01-01", "수소 버스", &format!("시는 2030년까지 수소 버스 {n}대를 늘린다."));
    let other = article("two", "2025-01-02", "전기 버스", "시는 2030년까지 전기 버스 40대를 늘린다.");
    fill(&index, &[text(20), other], 1);
    fill(&Index::open(dir.path(), "test").expect("an index"), &[text(30)], 2);
    let written = files(dir.path());
    assert!(written.iter().any(|file| file.extension().is_some_and(|e| e == "del")), "{written:?}");
    assert_eq!(found(dir.path()).expect("an answer"), ["one"]);
    let (mut turned, mut noticed) = (0, 0);
    for file in written {
        let whole = std::fs::read(&file).expect("its bytes");
        let list = file.extension().is_some_and(|e| e == "json");
        // a list of segments has no checksum: most of its bytes; of the others some from everywhere, and the footer
        let step = if list { 13 } else { whole.len() / 7 + 1 };
        let footer = whole.len().saturating_sub(if list { 0 } else { 24 })..whole.len();
        for (n, at) in (0..whole.len()).step_by(step).chain(footer).enumerate() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << (n % 8);
            std::fs::write(&file, &bytes).expect("a turned bit");
            turned += 1;
            match found(dir.path()) {
                Err(error) => {
                    noticed += 1;
                    assert!(error.wants_rebuild(), "{} at {at}: {error}", file.display());
                }
                Ok(ids) => assert_eq!(ids, ["one"], "{} at {at}", file.display()),
            }
        }
        std::fs::write(&file, &whole).expect("put back");
    }
    // what is not noticed changes nothing: a count of operations, a name in the list of files to tidy up
    assert!(noticed * 10 > turned * 9, "{noticed} of {turned}");
    assert_eq!(found(dir.path()).expect("an answer"), ["one"]);
}

/// A large index is read whole once; then what has changed since.
#[test]
fn of_a_large_index_the_changed_files_are_read() {
    let dir = tempfile::tempdir().expect("a directory");
    let index = Index::create(dir.path(), "test").expect("an index");
    fill(&index, &[article("one", "2025-01-01", "수소 버스", "시는 2030년까지 수소 버스 30대를 늘린다.")], 1);
    let index = Index::open(dir.path(), "test").expect("an index");
    let compared = |care| compare(dir.path(), &index.both(), care);
    let file = files(dir.path()).into_iter().find(|file| file.extension().is_some_and(|e| e == "pos")).expect("a file");
    let turn = |keep_time: bool| {
        let time = std::fs::metadata(&file).and_then(|metadata| metadata.modified()).expect("a time");
        let mut bytes = std::fs::read(&file).expect("its bytes");
        bytes[0] ^= 1;
        std::fs::write(&file, &bytes).expect("a turned bit");
        let later = time + std::time::Duration::from_secs(1);
        let opened = std::fs::File::options().write(true).open(&file).expect("a file");
        opened.set_modified(if keep_time { time } else { later }).expect("a time");
    };
    let large = Care::Changed(0);
    turn(false);
    assert!(compared(large).is_err(), "nothing was remembered yet");
    turn(false);
    assert_eq!(compared(large), Ok(()));
    turn(false);
    assert!(compared(large).is_err_and(|reason| reason.contains(".pos is not what was written")));
    turn(false);
    assert_eq!(compared(large), Ok(()));
    // a bit that turned on the disk itself leaves the time alone: `doctor` finds it
    turn(true);
    assert_eq!(compared(large), Ok(()));
    assert!(compared(Care::All).is_err());
    assert!(compared(Care::Changed(u64::MAX)).is_err(), "a small index is read whole");
}
