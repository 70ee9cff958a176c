//! The figures of the reference script (`gold/score.py` of the project's brief) on a fixture with every kind of
//! mistake; they were taken from it once.

use super::gold::{Gold, Predicted};
use super::score::{Count, score};

fn fixture<T: serde::de::DeserializeOwned>(lines: &str) -> Vec<T> {
    lines.lines().map(|line| serde_json::from_str(line).expect("a fixture's line")).collect()
}

#[test]
fn the_figures_are_the_reference_scripts() {
    let gold: Vec<Gold> = fixture(include_str!("../../../tests/fixtures/eval/gold.jsonl"));
    let records: Vec<Predicted> = fixture(include_str!("../../../tests/fixtures/eval/records.jsonl"));
    let score = score(&gold, &records);
    assert_eq!(score.detect, Count { found: 81, false_: 23, missed: 29 });
    assert_eq!(score.right_records, 64);
    assert_eq!(score.figures, Count { found: 22, false_: 9, missed: 3 });
    assert_eq!(score.programs, Count { found: 18, false_: 9, missed: 1 });
    assert_eq!(score.bad_spans, 9);
    let accuracies: Vec<(&str, String)> =
        score.attributes.keys().map(|name| (*name, format!("{:.4}", score.accuracy(name)))).collect();
    let expected = [
        ("action", "0.9259"),
        ("agency", "0.9241"),
        ("comparator", "0.9136"),
        ("deadline", "0.9467"),
        ("delta", "0.9259"),
        ("from", "1.0000"),
        ("object", "1.0000"),
        ("status", "1.0000"),
    ];
    assert_eq!(accuracies, expected.map(|(name, share)| (name, share.to_owned())));
    assert_eq!(format!("{:.3} {:.3}", score.detect.f1(), score.records().f1()), "0.757 0.598");
}
