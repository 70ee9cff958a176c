//! Any text, all the way to records. Needs the installed dictionary (`mokpyo dict install`).
#![no_main]
use mokpyo::article::{self, Format, Hint};
use mokpyo::lexicon::Lexicon;
use mokpyo::model::Record;
use mokpyo::tokens::{self, Analyser, DictOptions};
use std::sync::OnceLock;

static HOUSE: OnceLock<(Analyser, Lexicon)> = OnceLock::new();

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (analyser, lexicon) = HOUSE.get_or_init(|| {
        let lexicon = Lexicon::built_in().expect("the built-in dictionaries load");
        let options = DictOptions::from_environment();
        let analyser = tokens::open(&options, &mut ()).expect("the Korean dictionary is installed");
        (analyser, lexicon)
    });
    let hint = Hint { format: Some(Format::Text), ..Hint::default() };
    for article in article::read(text.as_bytes(), &hint).into_iter().flatten() {
        let tokens = analyser.worker().analyse(&article.text);
        let letters: Vec<char> = article.text.chars().collect();
        for record in mokpyo::records::extract(&article, &tokens, lexicon) {
            let Some(statement) = record.statement() else { continue };
            let evidence: String = letters[statement.evidence.start..statement.evidence.end].iter().collect();
            assert_eq!(evidence, statement.evidence.text);
            if let Some(quantity) = &statement.quantity {
                let quote: String = letters[quantity.start..quantity.end].iter().collect();
                assert_eq!(quote, quantity.text);
            }
            assert!(matches!(record, Record::Target(_) | Record::Figure(_) | Record::Milestone(_)));
        }
    }
});
