//! Any text as a query: an answer or a mistake with a place in it.
#![no_main]

libfuzzer_sys::fuzz_target!(|query: &str| {
    if let Err(mistake) = mokpyo::index::query::parse(query) {
        assert!(query.get(mistake.span.start..mistake.span.end).is_some());
        assert!(!mistake.to_string().is_empty());
    }
});
