//! What breaks outside, and how the program takes it.

use crate::house::{House, articles};
use std::fs;
use std::path::Path;
use std::process::Stdio;

fn furnished(count: usize) -> House {
    let house = House::new();
    house.file("in.jsonl", articles(count));
    house.run(&["ingest", "in.jsonl"]).code(0);
    house
}

#[test]
fn a_full_disk_costs_nothing_that_was_committed() {
    let house = furnished(20);
    let before = house.exported();
    house.file("more.jsonl", articles(600));
    // Blocks of 512 bytes; the signal is ignored, so that the program sees the failing write itself.
    let size = fs::metadata(house.store().join("mokpyo.db")).expect("the store").len();
    let limit = size / 512 + 64;
    let said = house.shell(&format!("trap '' XFSZ; ulimit -f {limit}; mokpyo ingest more.jsonl --quiet"));
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("store") || said.err.contains("index"), "{said:?}");
    assert!(!said.err.contains("panicked"), "{said:?}");
    let between = house.exported();
    assert!(before.lines().all(|line| between.contains(line)), "something was lost");
    house.run(&["ingest", "more.jsonl"]).code(0);
    let undisturbed = furnished(600);
    assert_eq!(house.exported(), undisturbed.exported());
}

#[test]
fn a_full_disk_leaves_no_half_export() {
    let house = furnished(60);
    house.file("all.jsonl", "old");
    let said = house.shell("trap '' XFSZ; ulimit -f 4; mokpyo export all --output all.jsonl");
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("all.jsonl"), "{said:?}");
    assert_eq!(fs::read(house.path("all.jsonl")).expect("the file"), b"old");
    let left: Vec<_> = fs::read_dir(house.path(".")).expect("the house").flatten().map(|e| e.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().ends_with(".part")), "{left:?}");
}

#[test]
fn too_few_file_handles_are_a_message() {
    let house = furnished(10);
    let said = house.shell("ulimit -n 6; mokpyo ingest in.jsonl --again --quiet");
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(!said.err.is_empty() && !said.err.contains("panicked"), "{said:?}");
    house.run(&["ingest", "in.jsonl"]).code(0);
    assert_eq!(house.exported(), furnished(10).exported());
}

#[test]
fn a_second_writer_is_told_at_once_who_writes() {
    let house = furnished(5);
    house.file("more.jsonl", articles(800));
    let mut first = house
        .command(&["ingest", "-", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the writer runs");
    // It holds the lock as long as its input is open.
    let id = first.id().to_string();
    let lock = house.store().join("lock");
    for _ in 0..600 {
        if fs::read_to_string(&lock).is_ok_and(|holder| holder == id) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    house.run(&["ingest", "more.jsonl"]).code(2).complains(&[&format!("process {id}"), "--store"]);
    house.run(&["export", "all"]).code(0);
    house.run(&["ingest", "more.jsonl", "--dry-run"]).code(0);
    drop(first.stdin.take());
    first.wait().expect("it ends");
    house.run(&["ingest", "more.jsonl"]).code(0);
}

#[test]
fn a_store_in_a_read_only_place_can_be_read() {
    let house = furnished(5);
    let before = house.exported();
    read_only(&house.store(), true);
    let root = fs::write(house.store().join("probe"), "").is_ok(); // may write everywhere
    assert_eq!(house.exported(), before);
    if !root {
        house.file("more.jsonl", articles(9));
        house.run(&["ingest", "more.jsonl"]).code(2).complains(&["store"]);
    }
    house.run(&["search", "쉼터"]).code(0);
    read_only(&house.store(), false);
    if root && cfg!(target_os = "linux") {
        on_a_read_only_mount(&house);
    }
}

/// Where we may, the store is mounted read-only, in a namespace that ends with the command.
fn on_a_read_only_mount(house: &House) {
    let store = house.store().display().to_string();
    let mount = format!("mount --bind '{store}' '{store}' && mount -o remount,ro,bind '{store}'");
    let may = std::process::Command::new("unshare").args(["--mount", "sh", "-c", &mount]).output();
    if !may.is_ok_and(|output| output.status.success()) {
        return;
    }
    for (command, code) in [("search 쉼터", 0), ("suggest 쉼", 0), ("doctor", 0), ("ingest in.jsonl", 2)] {
        let line = format!("unshare --mount sh -c \"{mount} && exec mokpyo {command}\"");
        let said = house.shell(&line).code(code);
        assert!(code == 0 || said.err.contains("Read-only"), "{said:?}");
    }
}

#[cfg(unix)]
fn read_only(directory: &Path, yes: bool) {
    use std::os::unix::fs::PermissionsExt;
    for entry in walk(directory) {
        let mode = match (entry.is_dir(), yes) {
            (true, true) => 0o555,
            (true, false) => 0o755,
            (false, true) => 0o444,
            (false, false) => 0o644,
        };
        fs::set_permissions(&entry, fs::Permissions::from_mode(mode)).expect("permissions");
    }
}

fn walk(directory: &Path) -> Vec<std::path::PathBuf> {
    let mut found = vec![directory.to_owned()];
    for entry in fs::read_dir(directory).expect("a directory").flatten() {
        if entry.path().is_dir() { found.extend(walk(&entry.path())) } else { found.push(entry.path()) }
    }
    found
}

#[test]
fn a_newer_store_is_refused_with_advice() {
    let house = furnished(3);
    let database = rusqlite::Connection::open(house.store().join("mokpyo.db")).expect("the database");
    database.pragma_update(None, "user_version", 99).expect("a version from the future");
    drop(database);
    for arguments in [vec!["ingest", "in.jsonl"], vec!["export", "all"], vec!["stats"]] {
        house.run(&arguments).code(2).complains(&["version 99", "use a newer mokpyo"]);
    }
}

/// The files of the index, largest first.
fn index_files(house: &House) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = walk(&house.store().join("index")).into_iter().filter(|path| path.is_file()).collect();
    files.sort_by_key(|path| std::cmp::Reverse(fs::metadata(path).map_or(0, |metadata| metadata.len())));
    files
}

#[test]
fn a_lost_truncated_or_changed_index_is_made_again_from_the_store() {
    type Harm = fn(&House);
    let harms: [(&str, Harm); 4] = [
        ("deleted", |house| fs::remove_dir_all(house.store().join("index")).expect("deleted")),
        ("a file deleted", |house| fs::remove_file(&index_files(house)[0]).expect("deleted")),
        ("truncated", |house| {
            for file in index_files(house).iter().filter(|file| file.extension().is_some_and(|e| e != "lock")).take(4) {
                let bytes = fs::read(file).expect("its bytes");
                fs::write(file, &bytes[..bytes.len() / 2]).expect("truncated");
            }
        }),
        ("a bit flipped", |house| {
            let file = &index_files(house)[0];
            let mut bytes = fs::read(file).expect("its bytes");
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(file, bytes).expect("changed");
        }),
    ];
    for (name, harm) in harms {
        let house = furnished(30);
        let before = house.run(&["search", "쉼터"]).code(0).out;
        harm(&house);
        let said = house.run(&["doctor"]);
        assert_eq!(said.code, Some(3), "{name}: {said:?}");
        // a reader needs no writer to go first, and is not told otherwise by what is damaged
        let said = house.run(&["search", "쉼터"]).code(0).complains(&["search index"]);
        assert_eq!(said.out, before, "{name}");
        let said = house.run(&["search", "쉼터"]).code(0);
        assert!(said.out == before && said.err.is_empty(), "{name}: {said:?}");
        harm(&house);
        let said = house.run(&["ingest", "in.jsonl"]);
        assert_eq!(said.code, Some(0), "{name}: {said:?}");
        assert!(said.err.contains("indexed again"), "{name}: {said:?}");
        house.run(&["doctor"]).code(0);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    for entry in fs::read_dir(from).expect("a directory").flatten() {
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).expect("copied");
        }
    }
}

/// A backup of only one of the two was put back.
#[test]
fn store_and_index_of_different_times_find_together_again() {
    type Mix = fn(&House);
    let mixes: [(&str, &str, Mix); 2] = [
        ("an index behind its store", "too old to be continued; 30 articles indexed again", |house| {
            fs::remove_dir_all(house.store().join("index")).expect("removed");
            copy(&house.path("before/index"), &house.store().join("index"));
        }),
        ("an index ahead of its store", "ahead of the store; 10 articles indexed again", |house| {
            fs::copy(house.path("before/mokpyo.db"), house.store().join("mokpyo.db")).expect("copied");
        }),
    ];
    for (name, message, mix) in mixes {
        let house = furnished(10);
        copy(&house.store(), &house.path("before"));
        house.file("more.jsonl", articles(30));
        house.run(&["ingest", "more.jsonl"]).code(0);
        mix(&house);
        let said = house.run(&["doctor"]);
        assert!(said.code == Some(3) && said.out.contains("search index"), "{name}: {said:?}");
        let said = house.run(&["ingest", "in.jsonl"]).code(0);
        assert!(said.err.contains(message), "{name}: {said:?}");
        house.run(&["doctor"]).code(0);
    }
}

#[test]
fn a_damaged_store_is_diagnosed_and_its_rest_saved() {
    let house = furnished(400);
    let path = house.store().join("mokpyo.db");
    let mut bytes = fs::read(&path).expect("the store");
    // A few pages in the middle: noise.
    let middle = bytes.len() / 2 / 4096 * 4096;
    for (n, byte) in bytes[middle..middle + 3 * 4096].iter_mut().enumerate() {
        *byte = (n * 31 % 251) as u8;
    }
    fs::write(&path, bytes).expect("spoilt");
    let said = house.run(&["doctor", "--save", "saved.jsonl"]).code(3);
    assert!(said.out.contains("damaged") && said.out.contains("can be read"), "{said:?}");
    let saved = fs::read_to_string(house.path("saved.jsonl")).expect("the saved articles").lines().count();
    assert!(saved > 100, "only {saved} of 400 were saved");
    house.run(&["ingest", "saved.jsonl", "--store", "new"]).code(0);
}

#[test]
fn something_else_in_the_stores_place_is_left_alone() {
    let house = House::new();
    house.file("in.jsonl", articles(2));
    house.file("store/mokpyo.db", "This is my diary.\n".repeat(400));
    let said = house.run(&["ingest", "in.jsonl"]).code(2).complains(&["store"]);
    assert!(!said.err.contains("panicked"));
    assert!(fs::read_to_string(house.path("store/mokpyo.db")).expect("the diary").starts_with("This is my diary."));
}
