//! The main job on the sample corpus, twice, and what leaves the store.

use crate::house::{House, articles, corpus};
use serde_json::Value;
use std::collections::BTreeSet;

fn ingest(house: &House, more: &[&str]) -> Value {
    let corpus = corpus();
    let mut arguments = vec!["ingest", "--format", "json", corpus.to_str().expect("a path")];
    arguments.extend(more);
    serde_json::from_str(&house.run(&arguments).code(0).out).expect("JSON")
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn the_corpus_goes_in_once() {
    let house = House::new();
    let first = ingest(&house, &[]);
    let all = first["new"].as_u64().expect("a number");
    assert!(all >= 24, "{first}");
    assert!(first["targets"].as_u64() > Some(all), "{first}");
    assert!(first["programs"].as_u64() > Some(10), "{first}");
    let before = house.exported();
    let second = ingest(&house, &[]);
    assert_eq!((&second["new"], &second["changed"], &second["unchanged"]), (&0.into(), &0.into(), &all.into()));
    assert_eq!(house.exported(), before);
    let text = house.run(&["ingest", corpus().to_str().expect("a path")]).code(0).out;
    assert!(text.starts_with(&format!("0 new, 0 changed, {all} unchanged")), "{text}");
    assert!(text.contains("next   mokpyo search"), "{text}");
}

#[test]
fn a_dry_run_tells_and_writes_nothing() {
    let house = House::new();
    let would = ingest(&house, &["--dry-run"]);
    assert!(would["new"].as_u64() > Some(0) && !house.store().exists());
    let done = ingest(&house, &[]);
    for field in ["new", "targets", "figures", "milestones", "programs", "largest"] {
        assert_eq!(would[field], done[field], "{field}");
    }
    assert_eq!(ingest(&house, &["--dry-run"])["unchanged"], done["new"]);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let (one, two, many) = (House::new(), House::new(), House::new());
    for (house, threads) in [(&one, "1"), (&two, "2"), (&many, "7")] {
        ingest(house, &["--threads", threads]);
    }
    let expected = one.exported();
    assert!(expected.lines().count() > 100);
    assert_eq!(two.exported(), expected);
    assert_eq!(many.exported(), expected);
    let corpus = corpus();
    let extract =
        |threads| one.run(&["extract", corpus.to_str().expect("a path"), "--format", "jsonl", "--threads", threads]);
    assert_eq!(extract("1").code(0).out, extract("5").code(0).out);
}

#[test]
fn every_record_of_the_corpus_is_valid_and_quotes_its_text() {
    let house = House::new();
    ingest(&house, &[]);
    let schema: Value = serde_json::from_str(&house.run(&["schema"]).code(0).out).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a JSON Schema");
    let articles = lines(&house.run(&["export", "articles"]).code(0).out);
    let records = lines(&house.run(&["export", "all"]).code(0).out);
    let mut kinds = BTreeSet::new();
    let mut quotes = 0;
    for record in &records {
        let errors: Vec<String> = schema.iter_errors(record).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{record}: {errors:?}");
        kinds.insert(record["record"].as_str().expect("a kind"));
        let article = articles.iter().find(|a| a["id"] == record["article"]["id"]).expect("its article");
        let text: Vec<char> = article["text"].as_str().expect("a text").chars().collect();
        quotes += count_quotes(record, &text);
    }
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["figure", "milestone", "program", "target"]);
    assert!(quotes > records.len());
    assert!(!schema.is_valid(&serde_json::json!({"record": "target"})), "the schema must be able to refuse");
}

/// Every object with `text`, `start` and `end` is a slice of the article.
fn count_quotes(value: &Value, text: &[char]) -> usize {
    let inside: usize = match value {
        Value::Object(object) => object.values().map(|value| count_quotes(value, text)).sum(),
        Value::Array(values) => values.iter().map(|value| count_quotes(value, text)).sum(),
        _ => 0,
    };
    let (Some(start), Some(end)) = (value["start"].as_u64(), value["end"].as_u64()) else { return inside };
    let slice: String = text[start as usize..end as usize].iter().collect();
    // An action is quoted in its dictionary form: 만들다 for 만든다.
    // A cost implies that it is put in: 투입, told by 사업비.
    if let Some(quote) = value["text"].as_str().filter(|quote| !quote.ends_with('다')) {
        let implied = quote == "투입" && ["사업비", "총사업비", "예산"].contains(&slice.as_str());
        assert!(quote == slice || implied, "{value} over {slice}");
    }
    inside + 1
}

#[test]
fn filters_and_formats_of_export() {
    let house = House::new();
    let input = house.file("in.jsonl", articles(12));
    house.run(&["ingest", input.to_str().expect("a path")]).code(0);
    let of = |arguments: &[&str]| house.run(&[&["export"], arguments].concat());
    let targets = lines(&of(&["targets"]).code(0).out);
    assert!(targets.len() >= 24, "{} targets", targets.len());
    let dates: Vec<&str> = targets.iter().map(|t| t["article"]["date"].as_str().expect("a date")).collect();
    assert!(dates.is_sorted());
    let since = lines(&of(&["targets", "--since", "2026-05-01", "--until", "2026-06-30"]).code(0).out);
    assert!(!since.is_empty() && since.iter().all(|t| t["article"]["date"].as_str() >= Some("2026-05-01")));
    assert!(lines(&of(&["figures", "--status", "achieved"]).code(0).out).iter().all(|f| f["status"] == "achieved"));
    let programs = lines(&of(&["programs", "--program", "푸른 마을 기금 3호"]).code(0).out);
    assert_eq!(programs.len(), 1, "{programs:?}");
    of(&["targets", "--agency", "없는부처"]).code(1);
    let found = lines(&of(&["targets", "--query", "\"쉼터 7곳을 새로\""]).code(0).out);
    assert!(!found.is_empty() && found.iter().all(|target| target["article"]["id"] == "test-00007"), "{found:?}");
    of(&["targets", "--query", "쉼터 AND ("]).code(2).complains(&["쉼터 AND ("]);

    let array: Vec<Value> = serde_json::from_str(&of(&["targets", "--format", "json"]).code(0).out).expect("JSON");
    assert_eq!(array, targets);
    let file = house.path("targets.csv");
    of(&["targets", "--format", "csv", "--output", file.to_str().expect("a path")]).code(0);
    let csv = std::fs::read_to_string(&file).expect("the file");
    assert!(csv.starts_with("\u{feff}record,id,"));
    let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes())
        .records()
        .map(|r| r.expect("a row"))
        .collect();
    assert_eq!(rows.len(), targets.len());
    assert!(rows.iter().zip(&targets).all(|(row, target)| target["id"] == row[1]));
}

#[test]
fn exported_articles_go_in_again_unchanged() {
    let (house, other) = (House::new(), House::new());
    ingest(&house, &[]);
    let articles = other.file("articles.jsonl", house.run(&["export", "articles"]).code(0).out);
    other.run(&["ingest", articles.to_str().expect("a path")]).code(0);
    assert_eq!(other.run(&["export", "articles"]).code(0).out, house.run(&["export", "articles"]).code(0).out);
}

#[test]
fn a_changed_article_replaces_its_records() {
    let house = House::new();
    let line = |count: u32| {
        format!(
            "{{\"id\":\"one\",\"date\":\"2026-03-02\",\"text\":\"정부는 2030년까지 쉼터 {count}곳을 조성할 계획이다.\"}}\n"
        )
    };
    let one = house.file("one.jsonl", line(30));
    house.run(&["ingest", one.to_str().expect("a path")]).code(0);
    house.file("one.jsonl", line(70));
    let said = house.run(&["ingest", one.to_str().expect("a path")]).code(0).out;
    assert!(said.starts_with("0 new, 1 changed, 0 unchanged"), "{said}");
    let targets = lines(&house.run(&["export", "targets"]).code(0).out);
    assert_eq!(targets.len(), 1);
    assert_eq!(targets[0]["quantity"]["value"], "70");
    let stats: Value = serde_json::from_str(&house.run(&["stats", "--format", "json"]).code(0).out).expect("JSON");
    assert_eq!((&stats["articles"], &stats["former_versions"]), (&1.into(), &1.into()));
}

#[test]
fn offsets_come_in_the_asked_unit() {
    let house = House::new();
    let text = "🎯 정부는 2030년까지 쉼터 30곳을 조성할 계획이다.";
    let of = |unit: &str| {
        let said =
            house.feed(&["extract", "-", "--format", "jsonl", "--date", "2026-03-02", "--offsets", unit], text).code(0);
        let target = lines(&said.out).into_iter().find(|record| record["record"] == "target").expect("a target");
        let place = |name: &str| target["quantity"][name].as_u64().expect("an offset") as usize;
        (place("start"), place("end"))
    };
    let (start, end) = of("utf8");
    assert_eq!(&text[start..end], "30곳");
    let (start, end) = of("utf16");
    assert_eq!(String::from_utf16_lossy(&text.encode_utf16().collect::<Vec<_>>()[start..end]), "30곳");
    let (start, end) = of("codepoints");
    assert_eq!(text.chars().skip(start).take(end - start).collect::<String>(), "30곳");
}

#[test]
fn why_tells_the_words_and_the_rules() {
    let house = House::new();
    let input = house.file("in.jsonl", articles(3));
    house.run(&["ingest", input.to_str().expect("a path")]).code(0);
    let target = lines(&house.run(&["export", "targets"]).code(0).out).remove(0);
    let id = target["id"].as_str().expect("an id");
    let said = house.run(&["why", id]).code(0).out;
    for word in ["quantity", "because", target["evidence"]["text"].as_str().expect("a sentence")] {
        assert!(said.contains(word), "{word} is missing in {said}");
    }
    assert!(said.contains("dictionaries/units.toml:") && said.contains("dictionaries/actions.toml:"), "{said}");
    for rule in target["trace"].as_array().expect("rules") {
        assert!(said.contains(rule.as_str().expect("a rule")), "{rule} is missing in {said}");
    }
    let said = house.run(&["why", "--not", "정부는 쉼터 30곳을 조성할 계획이다. 지난해 수십 곳을 살폈다."]).code(0).out;
    let (made, dropped) = said.split_once("수십 곳").expect("both numbers");
    assert!(made.contains("30곳") && made.contains("a record, planned"), "{said}");
    assert!(dropped.contains("no record: "), "{said}");
    // the line of the dictionary that dropped a number, and where one would change it
    let said =
        house.run(&["why", "--not", "세계 시장 규모는 3조원이다. 세계 3위를 지킨다. 꾸러미 40을 나눈다."]).code(0).out;
    for line in ["세계 시장: world", "a word of this list would change it", "would make it a quantity"] {
        assert!(said.contains(line), "{line} is missing in {said}");
    }
    assert!(said.contains("dictionaries/cues.toml:") && said.contains("dictionaries/words.toml:"), "{said}");
    house.run(&["why", "--not", "새해 인사를 전했다."]).code(1);
    house.run(&["why", "no-such-record"]).code(1).complains(&["no record no-such-record"]);
}

#[test]
fn a_closed_pipe_is_quiet() {
    let house = House::new();
    let input = house.file("in.jsonl", articles(400));
    let said = house.shell(&format!("mokpyo extract {} --format jsonl | head -n 1", input.display()));
    assert_eq!((said.out.lines().count(), said.err.as_str()), (1, ""));
}
