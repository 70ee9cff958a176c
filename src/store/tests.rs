//! The store as its users see it.

use super::*;
use crate::model::{Article, ArticleRef, Phrase, ProgramRecord, Record};

fn article(id: &str, text: &str) -> Article {
    Article {
        id: id.to_owned(),
        date: "2026-03-02".parse().ok(),
        title: Some("새 사업".to_owned()),
        source: None,
        url: None,
        text: text.to_owned(),
        stub: false,
    }
}

fn program(article: &Article, name: &str) -> Record {
    let place = ArticleRef {
        id: article.id.clone(),
        date: article.date.map(|date| date.to_string()),
        title: article.title.clone(),
        source: None,
        url: None,
    };
    Record::Program(ProgramRecord {
        schema: 1,
        id: format!("{}-{name}", article.id),
        article: place,
        name: name.to_owned(),
        aliases: Vec::new(),
        kind: None,
        mentions: vec![Phrase { text: name.to_owned(), start: 0, end: name.chars().count() }],
        trace: Vec::new(),
    })
}

fn entry(article: &Article, names: &[&str]) -> Entry {
    let records: Vec<Record> = names.iter().map(|name| program(article, name)).collect();
    Packer::new().and_then(|mut packer| packer.entry(article, content_hash(article), &records)).expect("an entry")
}

#[test]
fn what_goes_in_comes_out() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let article = article("a-1", "새 사업\n\n‘푸른바다기금’을 만든다.");
    let mut store = Store::open(directory.path(), "one").expect("a new store");
    let (numbers, generation) = store.commit(&[entry(&article, &["푸른바다기금"])]).expect("committed");
    let reader = Reader::open(directory.path()).expect("a reader beside the writer");
    let stored = reader.article("a-1").expect("read").expect("it is there");
    assert_eq!((stored.number, stored.version, generation), (numbers[0], 1, 1));
    assert_eq!(stored.article, article);
    assert_eq!(stored.records().expect("records"), [program(&article, "푸른바다기금")]);
    let (_, record) = reader.record("a-1-푸른바다기금").expect("read").expect("found by its id");
    assert_eq!(record.id(), "a-1-푸른바다기금");
    assert!(reader.article("a-2").expect("read").is_none());
}

#[test]
fn a_change_keeps_the_old_version_and_the_same_changes_nothing() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let (old, new) = (article("a-1", "처음"), article("a-1", "나중"));
    let mut store = Store::open(directory.path(), "one").expect("a new store");
    store.commit(&[entry(&old, &["옛기금"])]).expect("committed");
    let known = store.known().expect("known");
    assert_eq!(known.change("a-1", &content_hash(&old)), Change::Unchanged);
    assert_eq!(known.change("a-1", &content_hash(&new)), Change::Changed);
    assert_eq!(known.change("a-2", &content_hash(&old)), Change::New);
    store.commit(&[entry(&new, &["새기금", "셋째기금"])]).expect("committed");

    let reader = Reader::open(directory.path()).expect("a reader");
    let stored = reader.article("a-1").expect("read").expect("it is there");
    assert_eq!((stored.version, stored.article.text.as_str()), (2, "나중"));
    assert!(reader.record("a-1-옛기금").expect("read").is_none());
    let counts = reader.counts().expect("counts");
    assert_eq!((counts.articles, counts.history, counts.records[0].count), (1, 1, 2));
    let former = reader.former("a-1").expect("history");
    assert_eq!(former.len(), 1);
    assert_eq!(former[0].article.text, "처음");
    assert!(former[0].records.contains("옛기금"));
}

#[test]
fn another_extractor_reads_everything_again() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let article = article("a-1", "같은 글");
    let mut store = Store::open(directory.path(), "one").expect("a new store");
    store.commit(&[entry(&article, &["하나기금"])]).expect("committed");
    drop(store);
    let mut store = Store::open(directory.path(), "two").expect("the same store");
    assert_eq!(store.known().expect("known").change("a-1", &content_hash(&article)), Change::Changed);
    store.commit(&[entry(&article, &["두기금"])]).expect("committed");
    // The former text is the present one; it is found although it is not kept twice.
    let former = Reader::open(directory.path()).and_then(|reader| reader.former("a-1")).expect("history");
    assert_eq!(former[0].article.text, "같은 글");
    assert!(former[0].records.contains("하나기금"));
}

#[test]
fn pending_lists_what_an_index_has_missed() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let mut store = Store::open(directory.path(), "one").expect("a new store");
    let (first, _) = store.commit(&[entry(&article("a", "가"), &[]), entry(&article("b", "나"), &[])]).expect("one");
    let (second, generation) = store.commit(&[entry(&article("c", "다"), &[])]).expect("two");
    assert_eq!(generation, 2);
    assert_eq!(store.pending(0).expect("all"), [first.clone(), second.clone()].concat());
    assert_eq!(store.pending(1).expect("the second"), second);
    assert_eq!(store.settled().expect("nothing settled"), 0);
    store.settle(1).expect("settled");
    assert_eq!(store.settled().expect("the first"), 1);
    assert_eq!(store.pending(1).expect("the second"), second);
    store.settle(2).expect("settled");
    assert_eq!((store.settled().expect("both"), store.pending(2).expect("none")), (2, vec![]));
}

#[test]
fn a_reader_keeps_its_state_while_the_writer_goes_on() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let mut store = Store::open(directory.path(), "one").expect("a new store");
    store.commit(&[entry(&article("a", "가"), &["하나"])]).expect("committed");
    let reader = Reader::open(directory.path()).expect("a reader");
    store.commit(&[entry(&article("b", "나"), &[])]).expect("committed");
    assert_eq!(reader.articles().expect("its state").len(), 1);
    assert_eq!(Reader::open(directory.path()).and_then(|later| later.articles()).expect("the new state").len(), 2);
}

#[test]
fn damage_is_named() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let mut store = Store::open(directory.path(), "one").expect("a new store");
    store.commit(&[entry(&article("a", "가"), &[]), entry(&article("b", "나"), &[])]).expect("committed");
    store.close().expect("closed");
    assert_eq!(check(directory.path(), drop).expect("checked"), Damage { readable: 2, ..Damage::default() });
    rusqlite::Connection::open(database(directory.path()))
        .and_then(|c| c.execute("UPDATE articles SET text = x'0102' WHERE id = 'b'", []))
        .expect("spoilt");
    let damage = check(directory.path(), drop).expect("checked");
    assert_eq!((damage.readable, damage.articles.len(), damage.database.len()), (1, 1, 0));
    assert!(damage.articles[0].contains("article number 2"), "{damage:?}");
}

#[test]
fn no_store_is_a_message_that_says_what_to_type() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let error = Reader::open(directory.path()).err().expect("there is none");
    assert!(error.to_string().contains("mokpyo ingest"), "{error}");
}
