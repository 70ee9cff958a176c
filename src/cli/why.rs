//! `mokpyo why`: what made a record.

use super::output::stdout;
use super::{Format, Outcome, Shared};
use crate::export::lay_out;
use crate::model::{Record, Statement};
use crate::store::Reader;
use anyhow::Result;
use clap::Args;
use std::io::Write;

const EXAMPLES: &str = "\
A record's id is the second column of a CSV export, and `id` elsewhere. Its first letters are enough where no other
record begins so.

Examples:
  $ mokpyo why $(mokpyo export targets --format csv | sed -n 2p | cut -d, -f2)";

/// Options of `mokpyo why`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// The record's id, or its beginning
    #[arg(value_name = "RECORD_ID")]
    id: String,
}

/// Prints the words that the record used, and the rules.
pub fn run(shared: &Shared, options: &Options) -> Result<Outcome> {
    let format = shared.format(Format::Table, &[Format::Table, Format::Json])?;
    let reader = Reader::open(&shared.store()?)?;
    let similar = reader.similar_records(&options.id, 6)?;
    let id = if let [only] = similar.as_slice() { only } else { &options.id };
    let Some((stored, record)) = reader.record(id)? else {
        shared.say(format_args!("the store holds no record {}", options.id));
        for id in similar.iter().take(5) {
            shared.say(format_args!("  {id} begins so"));
        }
        return Ok(Outcome::Nothing);
    };
    let mut out = stdout();
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &record)?;
            writeln!(out)?;
        }
        _ => print(&mut out, &record, stored.version)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn print(out: &mut impl Write, record: &Record, version: u32) -> Result<()> {
    let article = record.article();
    let title = article.title.as_deref().unwrap_or("without a title");
    let date = article.date.as_deref().unwrap_or("no date");
    writeln!(out, "{} {}", record.kind().as_str(), record.id())?;
    writeln!(out, "in {} ({title}, {date}), version {version}", article.id)?;
    let (words, trace) = match record {
        Record::Program(program) => {
            let mut words = vec![row("name", &program.name, "")];
            words.extend(program.mentions.iter().map(|m| row("mention", &m.text, &place(m.start, m.end))));
            (words, &program.trace)
        }
        Record::Target(s) | Record::Figure(s) | Record::Milestone(s) => {
            writeln!(out, "\n{}", s.evidence.text)?;
            (words(s), &s.trace)
        }
    };
    writeln!(out, "\n{}", lay_out(&["what it used", "words", "meaning", "at"], words))?;
    writeln!(out, "\nbecause")?;
    trace.iter().try_for_each(|rule| writeln!(out, "  {rule}"))?;
    Ok(())
}

fn row(name: &str, words: &str, at: &str) -> Vec<String> {
    vec![name.to_owned(), words.to_owned(), String::new(), at.to_owned()]
}

fn place(start: usize, end: usize) -> String {
    format!("{start}–{end}")
}

fn words(s: &Statement) -> Vec<Vec<String>> {
    let mut rows = vec![vec!["status".to_owned(), String::new(), s.status.as_str().to_owned(), String::new()]];
    let mut add = |name: &str, words: &str, meaning: String, at: String| {
        rows.push(vec![name.to_owned(), words.to_owned(), meaning, at]);
    };
    if let Some(q) = &s.quantity {
        let unit = q.unit.as_deref().unwrap_or_default();
        let to = q.value_max.map(|most| format!("–{most}")).unwrap_or_default();
        add("quantity", &q.text, format!("{} {}{to} {unit}", q.comparator.as_str(), q.value), place(q.start, q.end));
    }
    for (name, phrase) in [("object", &s.object), ("baseline", &s.baseline), ("of", &s.of)] {
        if let Some(phrase) = phrase {
            add(name, &phrase.text, String::new(), place(phrase.start, phrase.end));
        }
    }
    if let Some(program) = &s.program {
        add("programme", &program.text, program.name.clone(), place(program.start, program.end));
    }
    if let Some(action) = &s.action {
        add("action", &action.text, String::new(), place(action.start, action.end));
    }
    if let Some(d) = &s.deadline {
        let by = d.by.clone().or_else(|| d.duration.clone()).unwrap_or_default();
        add("deadline", &d.text, by, place(d.start, d.end));
    }
    if let Some(agency) = &s.agency {
        let at = agency.start.zip(agency.end).map(|(start, end)| place(start, end)).unwrap_or_default();
        add("agency", &agency.text, agency.name.clone(), at);
    }
    rows
}
