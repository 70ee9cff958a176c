//! `mokpyo why`: what made a record.

use super::output::stdout;
use super::{Format, Outcome, Shared};
use crate::article::{self, Hint};
use crate::export::lay_out;
use crate::lexicon::{DictionaryLine, Lexicon};
use crate::model::{CodePoints, Mention, Record, Span, Statement};
use crate::records::Draft;
use crate::store::Reader;
use anyhow::{Context, Result};
use clap::Args;
use jiff::civil::Date;
use serde_json::json;
use std::io::Write;

const EXAMPLES: &str = "\
A record's id is the second column of a CSV export, and `id` elsewhere. Its first letters are enough where no other
record begins so.

Examples:
  $ mokpyo why $(mokpyo export targets --format csv | sed -n 2p | cut -d, -f2)
  $ mokpyo why --not '만 19~34세 청년 500명을 지원한다는 보도는 사실이 아니다.' --date 2026-03-02";

/// Options of `mokpyo why`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// The record's id, or its beginning
    #[arg(value_name = "RECORD_ID", required_unless_present = "not")]
    id: Option<String>,
    /// Tell instead what became of each number in this sentence, and which condition failed
    #[arg(long, value_name = "SENTENCE", conflicts_with = "id")]
    not: Option<String>,
    /// The sentence's publication date, YYYY-MM-DD
    #[arg(long, value_name = "DATE", requires = "not")]
    date: Option<Date>,
}

/// Prints the words that the record used, the rules and the dictionary lines; or what became of a sentence's numbers.
pub fn run(shared: &Shared, options: &Options) -> Result<Outcome> {
    match (&options.id, &options.not) {
        (Some(id), _) => record(shared, id),
        (None, sentence) => why_not(shared, sentence.as_deref().unwrap_or_default(), options.date),
    }
}

fn why_not(shared: &Shared, sentence: &str, date: Option<Date>) -> Result<Outcome> {
    let format = shared.format(Format::Table, &[Format::Table, Format::Json])?;
    let hint = Hint { format: Some(crate::article::Format::Text), date, ..Hint::default() };
    let article = article::read(sentence.as_bytes(), &hint).into_iter().next().context("an empty sentence")??;
    let knowledge = shared.knowledge()?;
    let mut reader = knowledge.reader();
    let mentions = reader.mentions(&article);
    let candidates = reader.candidates(&article);
    let points = CodePoints::new(&article.text);
    let lexicon = knowledge.lexicon();
    let fate = |mention| fate(mention, &candidates, &article.text, &points, lexicon);
    let fates: Vec<Fate> = mentions.iter().map(fate).collect();
    let mut out = stdout();
    match format {
        Format::Json => {
            let object = |fate: &Fate| json!({"text": fate.text, "read_as": fate.kind, "became": fate.became, "because": fate.because, "dictionary_lines": fate.lines});
            serde_json::to_writer_pretty(&mut out, &fates.iter().map(object).collect::<Vec<_>>())?;
            writeln!(out)?;
        }
        _ => {
            for fate in &fates {
                writeln!(out, "{}  read as a {}: {}", fate.text, fate.kind, fate.became)?;
                fate.because.iter().try_for_each(|rule| writeln!(out, "    {rule}"))?;
                fate.lines.iter().try_for_each(|line| writeln!(out, "    {}", show(line)))?;
            }
        }
    }
    out.flush()?;
    if fates.is_empty() {
        shared.say("no number and no date was read in this sentence");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

/// What became of a number or date that was read.
struct Fate {
    text: String,
    kind: String,
    became: String,
    because: Vec<String>,
    /// The dictionary lines that spoke, or where one would change it.
    lines: Vec<DictionaryLine>,
}

fn show(line: &DictionaryLine) -> String {
    format!("{}  {}: {}", line.place, line.word, line.says)
}

fn fate(mention: &Mention, candidates: &[Draft], text: &str, points: &CodePoints, lexicon: &Lexicon) -> Fate {
    let at = |span: Span| (points.at(text, span.start), points.at(text, span.end));
    let holds = |span: Span| {
        let (start, end) = at(span);
        start < mention.end && mention.start < end
    };
    let as_quantity =
        candidates.iter().find(|draft| draft.quantity.as_ref().is_some_and(|quantity| holds(quantity.span)));
    let as_deadline = candidates.iter().find(|draft| draft.deadline.as_ref().is_some_and(|date| holds(date.span)));
    let mut lines: Vec<DictionaryLine> = Vec::new();
    if let Some(draft) = as_quantity {
        let rules = draft.dropped.iter().chain(&draft.trace);
        let action = draft.action.iter().flat_map(|(lemma, _)| lexicon.lines_of_action(lemma));
        for line in rules.flat_map(|rule| lexicon.lines_of_rule(rule, draft.sentence.of(text))).chain(action) {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    } else if mention.kind == "number" {
        lines.extend(lexicon.line_of_units());
    }
    let (became, because) = match (as_quantity, as_deadline) {
        (Some(draft), _) => match (&draft.dropped, draft.status) {
            (Some(reason), _) => (format!("no record: {reason}"), draft.trace.clone()),
            (None, Some(status)) => (format!("a record, {}", status.as_str()), draft.trace.clone()),
            (None, None) => ("no record: no verb or cue says what becomes of it".to_owned(), draft.trace.clone()),
        },
        (None, Some(_)) => ("the deadline of a candidate".to_owned(), Vec::new()),
        (None, None) => ("nothing by itself".to_owned(), Vec::new()),
    };
    Fate { text: mention.text.clone(), kind: mention.kind.clone(), became, because, lines }
}

fn record(shared: &Shared, asked: &str) -> Result<Outcome> {
    let format = shared.format(Format::Table, &[Format::Table, Format::Json])?;
    let reader = Reader::open(&shared.store()?)?;
    let similar = reader.similar_records(asked, 6)?;
    let id = if let [only] = similar.as_slice() { only } else { asked };
    let Some((stored, record)) = reader.record(id)? else {
        shared.say(format_args!("the store holds no record {asked}"));
        for id in similar.iter().take(5) {
            shared.say(format_args!("  {id} begins so"));
        }
        return Ok(Outcome::Nothing);
    };
    let lexicon = Lexicon::load(shared.dictionaries.as_deref())?;
    let lines = match &record {
        Record::Program(program) => lexicon.lines_of_program(program),
        Record::Target(s) | Record::Figure(s) | Record::Milestone(s) => lexicon.lines_of_statement(s),
    };
    let mut out = stdout();
    match format {
        Format::Json => {
            let mut value = serde_json::to_value(&record)?;
            value["dictionary_lines"] = json!(lines);
            serde_json::to_writer_pretty(&mut out, &value)?;
            writeln!(out)?;
        }
        _ => print(&mut out, &record, &lines, stored.version)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn print(out: &mut impl Write, record: &Record, lines: &[DictionaryLine], version: u32) -> Result<()> {
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
    if !lines.is_empty() {
        let rows = lines.iter().map(|line| vec![line.word.clone(), line.says.clone(), line.place.clone()]).collect();
        writeln!(out, "\n{}", lay_out(&["dictionary", "says", "line"], rows))?;
    }
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
