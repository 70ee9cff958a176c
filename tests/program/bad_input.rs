//! Whatever is put in: what is wrong is named with its reason, everything else is ingested.

use crate::house::{House, articles};
use std::fs;

#[test]
fn every_kind_of_bad_file_is_named_and_the_rest_goes_in() {
    let house = House::new();
    house.file("in/good.jsonl", articles(5));
    house.file("in/empty.txt", "");
    house.file("in/binary.txt", (0..4096u32).map(|n| (n * 7 % 256) as u8).collect::<Vec<_>>());
    house.file("in/cut.xml", "<?xml version=\"1.0\"?><response><header><resultCode>0</resultCode></header><body><NewsItem><NewsItemId>1</NewsItemId><Title>새 사");
    house
        .file("in/third.jsonl", articles(4).replacen("\"id\":\"test-00003\"", "\"id\":", 1).replace("test-", "other-"));
    house.file("in/long.jsonl", format!("{{\"text\":\"{}\"}}\n", "가나다라 ".repeat(50 * 1024 * 1024 / 13)));
    fs::create_dir(house.path("nothing")).expect("a directory");
    let locked = house.file("in/locked.txt", "date 2026-03-02 새 사업\n\n정부는 쉼터 30곳을 조성할 계획이다.\n");
    forbid(&locked);
    // Whoever may read everything (root) reads this one too.
    let readable = fs::read(&locked).is_ok();

    let said = house.run(&["ingest", "in", "nothing", "missing.txt"]).code(3);
    for (file, reason) in [
        ("in/empty.txt", "empty"),
        ("in/binary.txt", "binary"),
        ("in/cut.xml", "cut off"),
        ("in/third.jsonl, line 3", "column"),
        ("in/long.jsonl, line 1", "limit"),
        ("nothing", "no articles"),
        ("missing.txt", "no such file"),
    ] {
        let line = said
            .err
            .lines()
            .find(|line| line.contains(file))
            .unwrap_or_else(|| panic!("{file} is not named: {}", said.err));
        assert!(line.contains(reason), "{line}");
    }
    assert_eq!(said.err.contains("in/locked.txt: no permission"), !readable, "{}", said.err);
    let expected = 5 + 3 + usize::from(readable);
    assert!(said.out.starts_with(&format!("{expected} new, 0 changed, 0 unchanged")), "{}", said.out);
    assert_eq!(house.run(&["export", "articles"]).code(0).out.lines().count(), expected);
}

#[cfg(unix)]
fn forbid(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o000)).expect("permissions");
}

#[cfg(not(unix))]
fn forbid(_path: &std::path::Path) {}

#[test]
fn nothing_readable_at_all_is_a_failure() {
    let house = House::new();
    house.file("empty.txt", "");
    house.run(&["ingest", "empty.txt"]).code(2).complains(&["empty.txt", "nothing could be ingested"]);
    house.run(&["extract", "missing.jsonl"]).code(2).complains(&["missing.jsonl", "no such file"]);
}

#[test]
fn wrong_use_says_what_would_be_right() {
    let house = House::new();
    let input = house.file("in.jsonl", articles(1));
    let input = input.to_str().expect("a path");
    house.run(&["extract", input, "--encoding", "klingon"]).code(2).complains(&["klingon", "euc-kr"]);
    house.run(&["ingest", input, "--format", "csv"]).code(2).complains(&["cannot write --format csv", "table, json"]);
    house.run(&["export", "targets"]).code(2).complains(&["no store", "mokpyo ingest"]);
    house.run(&["extract", input, "--date", "2026-02-30"]).code(2).complains(&["2026-02-30"]);
    house.run(&["extract", input, "--threads", "0"]).code(2).complains(&["0"]);
    house.run(&["extract"]).code(2).complains(&["INPUT"]);
    house.run(&["extarct", input]).code(2).complains(&["extract"]);
}

#[test]
fn an_id_that_comes_twice_is_said_and_the_last_one_stays() {
    let house = House::new();
    let line = |n: u32| format!("{{\"id\":\"same\",\"text\":\"정부는 쉼터 {n}곳을 조성할 계획이다.\"}}\n");
    let input = house.file("in.jsonl", line(3) + &line(4));
    let said = house.run(&["ingest", input.to_str().expect("a path")]).code(0).complains(&["same", "twice"]);
    assert!(said.out.starts_with("1 new, 1 changed, 0 unchanged"), "{}", said.out);
    assert!(house.run(&["export", "articles"]).code(0).out.contains("쉼터 4곳"));
    let twice = house.file("twice.jsonl", articles(1).repeat(2));
    let said = house.run(&["ingest", twice.to_str().expect("a path")]).code(0);
    assert!(said.out.starts_with("1 new, 0 changed, 1 unchanged"), "{}", said.out);
}
