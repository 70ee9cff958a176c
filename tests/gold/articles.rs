//! The sample corpus as a whole: what the readers read, what the extractor finds in it, and that neither
//! the number of threads nor the neighbours of an article change anything.

use crate::bed::{self, Bed, Gold, read_lines};
use mokpyo::article::{self, Hint, Limits};
use mokpyo::model::{Article, Record, Statement};
use std::collections::BTreeMap;
use std::path::Path;

/// What `mokpyo eval` must at least give on the sample corpus; they only rise.
const FLOORS: [(&str, f64); 4] =
    [("targets.detect", 0.97), ("targets.record", 0.87), ("figures", 0.91), ("programs", 0.92)];
const AGENCY_FLOOR: f64 = 0.96;

/// Every article of `corpus/`.
fn corpus() -> Vec<Article> {
    let root = [Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")];
    let inputs = article::inputs(&root).map(|input| input.unwrap_or_else(|error| panic!("{error}")));
    let (hint, limits) = (Hint::default(), Limits::default());
    let articles = inputs.flat_map(|input| article::open(input, &hint, &limits));
    articles.map(|article| article.unwrap_or_else(|error| panic!("{error}"))).collect()
}

/// All records of the gold's articles.
fn extracted(bed: &mut Bed, gold: &[Gold]) -> Vec<Vec<Record>> {
    gold.iter().map(|gold| bed.records(&of(gold))).collect()
}

fn of(gold: &Gold) -> Article {
    bed::article(&gold.id, gold.date.as_deref(), Some(&gold.title), &gold.text)
}

fn lines(records: &[Record]) -> String {
    records
        .iter()
        .map(|record| serde_json::to_string(record).unwrap_or_else(|error| panic!("{error}")) + "\n")
        .collect()
}

#[test]
fn the_readers_read_what_the_gold_annotates() {
    let gold: BTreeMap<String, Gold> =
        read_lines::<Gold>("corpus.gold.jsonl").into_iter().map(|gold| (gold.title.clone(), gold)).collect();
    let articles = corpus();
    assert_eq!(articles.len(), gold.len(), "articles read, articles annotated");
    for article in &articles {
        let title = article.title.as_deref().unwrap_or_default();
        let gold = gold.get(title).unwrap_or_else(|| panic!("no gold for “{title}” ({})", article.id));
        assert_eq!(article.text, gold.text, "{}", article.id);
        assert_eq!(article.date.map(|date| date.to_string()), gold.date, "{}", article.id);
        assert_eq!(article.id, gold.id, "{title}");
        let nothing_known = gold.targets.is_empty() && gold.figures.is_empty();
        assert!(!article.stub || nothing_known, "{} is no stub", article.id);
    }
    assert_eq!(articles.iter().filter(|article| article.stub).count(), 1, "stubs");
    assert_eq!(articles.iter().filter(|article| article.date.is_none()).count(), 1, "articles without a date");
}

#[test]
fn the_scores_hold() {
    let gold: Vec<Gold> = read_lines("corpus.gold.jsonl");
    let records: String = extracted(&mut Bed::new(), &gold).iter().map(|records| lines(records)).collect();
    let directory = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let file = directory.path().join("records.jsonl");
    std::fs::write(&file, records).unwrap_or_else(|error| panic!("{error}"));
    let run = assert_cmd::Command::cargo_bin("mokpyo")
        .unwrap_or_else(|error| panic!("{error}"))
        .args(["eval", "tests/gold/corpus.gold.jsonl"])
        .arg(&file)
        .args(["--errors", "--format", "json"])
        .assert()
        .success();
    let scores: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).unwrap_or_else(|e| panic!("{e}"));
    for error in scores["errors"].as_array().into_iter().flatten() {
        println!("{}", error.as_str().unwrap_or_default());
    }
    println!("{:#}", serde_json::json!({"scores": scores["scores"], "accuracy": scores["accuracy"]}));
    assert_eq!(scores["bad_spans"], 0, "bad spans");
    for (measure, floor) in FLOORS {
        let f1 = scores["scores"][measure]["f"].as_f64().unwrap_or_default();
        assert!(f1 >= floor, "{measure} F1 {f1} is below {floor}");
    }
    let agency = scores["accuracy"]["agency"][0].as_f64().unwrap_or_default();
    assert!(agency >= AGENCY_FLOOR, "agency {agency} is below {AGENCY_FLOOR}");
}

#[test]
fn every_quote_is_a_slice_of_the_text() {
    let gold: Vec<Gold> = read_lines("corpus.gold.jsonl");
    let mut quotes = 0;
    for (gold, records) in gold.iter().zip(extracted(&mut Bed::new(), &gold)) {
        for (text, start, end) in records.iter().flat_map(quoted) {
            assert_eq!(bed::slice(&gold.text, start, end), text, "{}", gold.id);
            quotes += 1;
        }
    }
    assert!(quotes > 1000, "only {quotes} quotes were compared");
}

/// Everything in a record that claims to stand in the text, with its place. (An action may stand in another form.)
fn quoted(record: &Record) -> Vec<(String, usize, usize)> {
    let phrase = |p: &mokpyo::model::Phrase| (p.text.clone(), p.start, p.end);
    let Some(statement) = record.statement() else {
        let Record::Program(program) = record else { return Vec::new() };
        return program.mentions.iter().map(phrase).collect();
    };
    let mut quotes = vec![(statement.evidence.text.clone(), statement.evidence.start, statement.evidence.end)];
    quotes.extend(statement.quantity.as_ref().map(|q| (q.text.clone(), q.start, q.end)));
    quotes.extend([&statement.object, &statement.baseline, &statement.of].into_iter().flatten().map(phrase));
    quotes.extend(statement.program.as_ref().map(|p| (p.text.clone(), p.start, p.end)));
    quotes.extend(statement.deadline.as_ref().map(|d| (d.text.clone(), d.start, d.end)));
    quotes.extend(statement.agency.as_ref().and_then(|a| Some((a.text.clone(), a.start?, a.end?))));
    quotes
}

#[test]
fn any_number_of_threads_finds_the_same() {
    let gold: Vec<Gold> = read_lines("corpus.gold.jsonl");
    let alone: Vec<String> = extracted(&mut Bed::new(), &gold).iter().map(|records| lines(records)).collect();
    for threads in [2, 5] {
        let together: Vec<String> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads)
                .map(|first| {
                    let gold = &gold;
                    // Each worker takes every n-th article, from the last to the first: another order than alone.
                    scope.spawn(move || {
                        let mut bed = Bed::new();
                        let mine = (first..gold.len()).step_by(threads).rev();
                        mine.map(|n| (n, lines(&bed.records(&of(&gold[n]))))).collect::<Vec<_>>()
                    })
                })
                .collect();
            let mut all: Vec<(usize, String)> =
                workers.into_iter().flat_map(|w| w.join().unwrap_or_else(|_| panic!("a worker panicked"))).collect();
            all.sort();
            all.into_iter().map(|(_, lines)| lines).collect()
        });
        assert_eq!(alone, together, "{threads} threads");
    }
}

/// Two articles in one text: no number takes its object, verb or date from the other article.
#[test]
fn nothing_leaks_between_two_articles_in_one_text() {
    let gold: Vec<Gold> = read_lines("corpus.gold.jsonl");
    let mut bed = Bed::new();
    let mut compared = 0;
    for pair in gold.windows(2) {
        let [one, other] = pair else { continue };
        let text = format!("{}\n\n\n\n{}", one.text, other.text);
        let border = one.text.chars().count() + 2;
        for record in bed.records(&bed::article("both", one.date.as_deref(), None, &text)) {
            let Some(statement) = record.statement() else { continue };
            let first = statement.evidence.start < border;
            for (what, start, end) in places(statement) {
                let inside = if first { end <= border } else { start >= border };
                assert!(inside, "{} + {}: {what} of “{}”", one.id, other.id, statement.evidence.text);
                compared += 1;
            }
        }
    }
    assert!(compared > 1000, "only {compared} places were compared");
}

fn places(statement: &Statement) -> Vec<(&'static str, usize, usize)> {
    let mut places = vec![("evidence", statement.evidence.start, statement.evidence.end)];
    places.extend(statement.object.as_ref().map(|o| ("object", o.start, o.end)));
    places.extend(statement.action.as_ref().map(|a| ("action", a.start, a.end)));
    places.extend(statement.deadline.as_ref().map(|d| ("deadline", d.start, d.end)));
    places
}
