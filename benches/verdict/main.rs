//! The evidence on every number of annotated articles, for fitting `dictionaries/verdict.csv` and `choice.csv`.
//!
//! ```text
//! cargo bench --bench verdict -- GOLD.jsonl… > EVIDENCE.jsonl
//! python3 benches/verdict/fit.py EVIDENCE.jsonl
//! ```
//!
//! GOLD is one article a line, `{"id","date","title","text","targets":[…],"figures":[…]}`, entries with `start` and `end` in code
//! points. One line comes out for every number that the rules took up: the file it is from, its place, what they made of it, its
//! evidence, and the candidates for its fields with theirs; and one for every article, with its gold entries.

use mokpyo::lexicon::Lexicon;
use mokpyo::model::{Article, CodePoints};
use mokpyo::{mentions, records, tokens};
use serde_json::{Value, json};
use std::error::Error;
use std::io::Write;

fn main() -> Result<(), Box<dyn Error>> {
    let lexicon = Lexicon::built_in()?;
    let mut worker = tokens::open(&tokens::DictOptions::from_environment(), &mut ())?.with_terms(&lexicon)?.worker();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for file in std::env::args().skip(1).filter(|argument| !argument.starts_with("--")) {
        for line in std::fs::read_to_string(&file)?.lines() {
            let gold: Value = serde_json::from_str(line)?;
            let word = |key: &str| gold[key].as_str().map(str::to_owned);
            let article = Article {
                id: word("id").ok_or("an article without id")?,
                date: word("date").and_then(|date| date.parse().ok()),
                title: word("title"),
                source: None,
                url: None,
                text: word("text").ok_or("an article without text")?,
                stub: false,
            };
            let read = worker.analyse(&article.text);
            let programs = mentions::program::find(&article.text, &read, &lexicon);
            let points = CodePoints::new(&article.text);
            for weighed in records::evidence(&article, &read, &lexicon, &programs) {
                let Some(quantity) = &weighed.draft.quantity else { continue };
                let at = |byte| points.at(&article.text, byte);
                let pieces = |evidence: &[(String, String)]| -> Vec<String> {
                    evidence.iter().map(|(table, row)| format!("{table}\t{row}")).collect()
                };
                let choices = weighed.choices.iter();
                let choices = choices.map(|c| json!([c.field.as_str(), c.value, pieces(&c.evidence)]));
                let line = json!({
                    "file": file, "article": article.id, "start": at(quantity.span.start), "end": at(quantity.span.end),
                    "dropped": weighed.draft.dropped, "verdict": pieces(&weighed.verdict), "choices": choices.collect::<Vec<_>>(),
                });
                writeln!(out, "{line}")?;
            }
            writeln!(
                out,
                "{}",
                json!({"file": file, "article": article.id, "gold": [gold["targets"], gold["figures"]]})
            )?;
        }
    }
    out.flush()?;
    Ok(())
}
