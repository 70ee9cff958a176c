//! The evidence on every phrase that may be a programme's name, for fitting `dictionaries/names.csv`.
//!
//! ```text
//! cargo bench --bench names -- GOLD.jsonl… > EVIDENCE.jsonl
//! python3 benches/verdict/names.py EVIDENCE.jsonl
//! ```
//!
//! GOLD is one article a line, `{"id","text","programs":[{"name","alt","optional"}]}`. One line comes out for every phrase: the
//! file and article, what it is called, where it is proposed (code points), whether the rules take it for a name, its evidence;
//! and one for every article, with its gold. The examples of the dictionaries come last, as a file of their own.

use mokpyo::lexicon::{Example, Lexicon, Shows};
use mokpyo::mentions::program;
use mokpyo::model::{CodePoints, Span};
use mokpyo::tokens::{self, Worker};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;

fn main() -> Result<(), Box<dyn Error>> {
    let lexicon = Lexicon::built_in()?;
    let mut worker = tokens::open(&tokens::DictOptions::from_environment(), &mut ())?.with_terms(&lexicon)?.worker();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for file in std::env::args().skip(1).filter(|argument| !argument.starts_with("--")) {
        for (number, line) in std::fs::read_to_string(&file)?.lines().enumerate() {
            let gold: Value = serde_json::from_str(line)?;
            let text = gold["text"].as_str().ok_or("an article without text")?;
            phrases(&mut out, &file, number, text, &mut worker, &lexicon)?;
            let line = json!({"file": file, "article": number, "gold": gold["programs"], "optional": gold["optional"]});
            writeln!(out, "{line}")?;
        }
    }
    for (number, example) in lexicon.examples.iter().enumerate() {
        let Some(name) = shows_name(example) else { continue };
        let (text, marked) = example.text();
        phrases(&mut out, "dictionaries", number, &text, &mut worker, &lexicon)?;
        let marked = marked.map(|marked| places(&text, &[marked]));
        writeln!(out, "{}", json!({"file": "dictionaries", "article": number, "example": name, "marked": marked}))?;
    }
    out.flush()?;
    Ok(())
}

/// Whether what the example marks must be a name; nothing for examples of other things.
fn shows_name(example: &Example) -> Option<bool> {
    match example.shows {
        Shows::Program(_) | Shows::Name => Some(example.positive),
        Shows::NoProgram => Some(!example.positive),
        _ => None,
    }
}

/// Writes a line for every phrase of `text` that may be a name.
fn phrases(
    out: &mut impl Write,
    file: &str,
    number: usize,
    text: &str,
    worker: &mut Worker,
    lexicon: &Lexicon,
) -> Result<(), Box<dyn Error>> {
    let read = worker.analyse(text);
    let mut evidence: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let proposals = program::evidence(text, &read, lexicon, &mut |phrase, table, row| {
        evidence.entry(phrase).or_default().push(format!("{table}\t{row}"));
    });
    for (index, proposal) in proposals.iter().enumerate() {
        let line = json!({
            "file": file, "article": number, "names": proposal.names, "spans": places(text, &proposal.spans),
            "kept": proposal.kept, "quoted": proposal.quoted, "certain": proposal.certain,
            "evidence": evidence.get(&index),
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn places(text: &str, spans: &[Span]) -> Vec<[usize; 2]> {
    let points = CodePoints::new(text);
    spans.iter().map(|span| [points.at(text, span.start), points.at(text, span.end)]).collect()
}
