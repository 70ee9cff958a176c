//! Search as its users see it: what is found on the project's own corpus, with floors; and an index of an older
//! release.

use crate::house::{House, corpus, repository};
use serde_json::Value;

/// The corpus, each article's title taken off its text.
fn without_titles(house: &House) -> Vec<(String, String)> {
    house.run(&["ingest", "--store", "whole", corpus().to_str().expect("a path")]).code(0);
    let exported = house.run(&["export", "articles", "--store", "whole"]).code(0).out;
    let mut titles = Vec::new();
    let mut lines = String::new();
    for line in exported.lines() {
        let article: Value = serde_json::from_str(line).expect("JSON");
        let of = |field: &str| article[field].as_str().unwrap_or_default().to_owned();
        let body = of("text").replacen(&of("title"), "", 1);
        lines += &format!("{}\n", serde_json::json!({"id": of("id"), "date": article["date"], "text": body.trim()}));
        titles.push((of("id"), of("title")));
    }
    house.file("bodies.jsonl", lines);
    house.run(&["ingest", "bodies.jsonl"]).code(0);
    titles
}

/// Mean reciprocal rank (10 hits) of queries, each with the id of the one article that is meant; and the misses.
fn reciprocal_rank(house: &House, queries: &[(String, String)]) -> (f64, Vec<String>) {
    let lines = queries.iter().enumerate();
    let lines: String =
        lines.map(|(n, (_, query))| format!("{}\n", serde_json::json!({"id": n, "query": query}))).collect();
    house.file("queries.jsonl", lines);
    let run = house.run(&["search", "--queries", "queries.jsonl", "--limit", "10", "--format", "jsonl"]).code(0).out;
    let mut ranks = vec![None; queries.len()];
    for line in run.lines() {
        let hit: Value = serde_json::from_str(line).expect("JSON");
        let query: usize = hit["query_id"].as_str().expect("an id").parse().expect("a number");
        if hit["article_id"] == *queries[query].0 {
            ranks[query] = hit["rank"].as_u64();
        }
    }
    let total: f64 = ranks.iter().flatten().map(|rank| 1.0 / *rank as f64).sum();
    let missed = ranks.iter().zip(queries).filter(|(rank, _)| **rank != Some(1));
    (total / queries.len() as f64, missed.map(|(rank, (_, query))| format!("{query}: {rank:?}")).collect())
}

/// The four forms of a title that `benches/ranking` asks too: whole, three words, no spaces, a syllable missing.
fn forms(title: &str) -> [String; 4] {
    let words: Vec<&str> = title.split_whitespace().collect();
    let syllables: Vec<usize> =
        title.char_indices().filter(|(_, c)| ('가'..='힣').contains(c)).map(|(at, _)| at).collect();
    let gone = syllables[syllables.len() / 2];
    let typo = title.char_indices().filter(|(at, _)| *at != gone).map(|(_, c)| c).collect();
    [title.to_owned(), words[..words.len().min(3)].join(" "), words.concat(), typo]
}

#[test]
fn titles_find_their_articles() {
    let house = House::new();
    let titles = without_titles(&house);
    assert!(titles.len() >= 30);
    for (form, (name, floor)) in
        [("titles", 0.99), ("three words", 0.95), ("no spaces", 0.99), ("a syllable missing", 0.99)].iter().enumerate()
    {
        let queries: Vec<(String, String)> =
            titles.iter().map(|(id, title)| (id.clone(), forms(title)[form].clone())).collect();
        let (rank, missed) = reciprocal_rank(&house, &queries);
        println!("{name}: {rank:.4} {missed:?}");
        assert!(rank >= *floor, "{name}: {rank:.4}, at least {floor}; not first: {missed:?}");
    }
}

#[test]
fn what_readers_type_finds_what_they_mean() {
    let house = House::new();
    let titles = without_titles(&house);
    let path = repository().join("tests/fixtures/search/queries.tsv");
    let queries: Vec<(String, String)> = std::fs::read_to_string(path)
        .expect("the queries")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (query, title) = line.split_once('\t').expect("a tab");
            let meant = titles.iter().find(|(_, other)| other.starts_with(title));
            (meant.unwrap_or_else(|| panic!("no title begins like {title}")).0.clone(), query.to_owned())
        })
        .collect();
    assert!(queries.len() >= 70);
    let (rank, missed) = reciprocal_rank(&house, &queries);
    println!("{rank:.4} {missed:?}");
    assert!(rank >= 0.97, "{rank:.4}; not first: {missed:?}");
}

/// `tests/fixtures/stores/index-1.tar.gz` is a store of three articles as mokpyo 0.1.0 wrote it when its index had
/// version 1.
#[test]
fn an_index_of_an_older_release_is_noticed_and_made_again() {
    let house = House::new();
    let packed = std::fs::File::open(repository().join("tests/fixtures/stores/index-1.tar.gz")).expect("the fixture");
    tar::Archive::new(flate2::read::GzDecoder::new(packed)).unpack(house.path("")).expect("unpacked");
    let said = house.run(&["doctor"]).code(3);
    assert!(said.out.contains("index version 1"), "{said:?}");
    let said = house.run(&["search", "갯벌 학교"]).code(0).complains(&["index version 1"]);
    assert!(said.out.contains("old-1") && said.out.contains("20곳"), "{said:?}");
    // once is enough
    let said = house.run(&["search", "3월 4일 갯벌"]).code(0);
    assert!(said.out.contains("old-1") && said.err.is_empty(), "{said:?}");
    house.run(&["doctor"]).code(0);
}
