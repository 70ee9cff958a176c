//! Readers while a writer writes.

use crate::house::{House, articles};
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};

/// Readers at the same time.
const READERS: usize = 8;
/// Articles that the writer writes meanwhile; `MOKPYO_STRESS=20000 cargo test readers` goes on for longer.
const ARTICLES: usize = 600;

fn stress() -> usize {
    std::env::var("MOKPYO_STRESS").ok().and_then(|articles| articles.parse().ok()).unwrap_or(ARTICLES)
}

#[test]
fn eight_readers_see_whole_articles_while_one_writes() {
    let house = House::new();
    house.file("first.jsonl", articles(5));
    house.run(&["ingest", "first.jsonl"]).code(0);
    house.file("in.jsonl", articles(stress()));
    let mut writer = house
        .command(&["ingest", "in.jsonl", "--commit-every", "20", "--quiet"])
        .stdout(Stdio::null())
        .spawn()
        .expect("the writer runs");
    let done = AtomicBool::new(false);
    let looks: usize = std::thread::scope(|threads| {
        let reader = || {
            let mut looks = 0;
            while !done.load(Ordering::SeqCst) || looks == 0 {
                look(&house);
                looks += 1;
            }
            looks
        };
        let readers: Vec<_> = (0..READERS).map(|_| threads.spawn(reader)).collect();
        assert!(writer.wait().expect("it ends").success());
        done.store(true, Ordering::SeqCst);
        readers.into_iter().map(|reader| reader.join().expect("no reader failed")).sum()
    });
    assert!(looks >= READERS);
    assert_eq!(house.run(&["export", "articles"]).code(0).out.lines().count(), stress());
}

/// Every article that is there has all its records: each of ours has its programme.
fn look(house: &House) {
    let mut programs: BTreeMap<String, usize> = BTreeMap::new();
    let records = house.run(&["export", "all"]).code(0).out;
    for line in records.lines() {
        let record: Value = serde_json::from_str(line).expect("JSON");
        let id = record["article"]["id"].as_str().expect("an id").to_owned();
        *programs.entry(id).or_default() += usize::from(record["record"] == "program");
    }
    assert!(programs.len() >= 5);
    for line in house.run(&["search", "쉼터", "--limit", "50", "--format", "jsonl"]).code(0).out.lines() {
        let hit: Value = serde_json::from_str(line).expect("JSON");
        assert!(
            hit["targets"].as_array().is_some_and(|targets| !targets.is_empty()),
            "found without its records: {hit}"
        );
    }
    for (id, count) in programs {
        assert!(count >= 1, "{id} without its programme");
    }
}
