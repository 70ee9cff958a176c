//! Any text, searched for numerals, quantities and dates.
#![no_main]
use mokpyo::lexicon::Lexicon;
use mokpyo::mentions::{date, number, quantity};
use mokpyo::model::Span;
use std::sync::OnceLock;

static LEXICON: OnceLock<Lexicon> = OnceLock::new();

libfuzzer_sys::fuzz_target!(|text: &str| {
    let lexicon = LEXICON.get_or_init(|| Lexicon::built_in().expect("the built-in dictionaries load"));
    for (at, _) in text.char_indices() {
        if let Some(number) = number::at(text, at) {
            assert!(number.span.start >= at && number.span.end <= text.len());
            assert!(!number.span.of(text).is_empty());
        }
    }
    let whole = Span::new(0, text.len());
    let dates = date::find(text, whole, Some(jiff::civil::date(2025, 12, 17)));
    let taken: Vec<Span> = dates.iter().map(|date| date.span).collect();
    for span in &taken {
        assert!(!span.of(text).is_empty());
    }
    for quantity in quantity::find(text, whole, &[], &taken, lexicon) {
        assert!(!quantity.span.of(text).is_empty());
    }
});
