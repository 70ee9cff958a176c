//! Answers for people.

use super::shown::Shown;
use super::wrap::wrap;
use crate::export::lay_out;
use crate::index::highlight::Passage;
use crate::index::search::second::{Evidence, SecondStage};
use crate::index::{Answer, FacetCount, FacetName, Hit, RecordsAnswer, Request};
use crate::model::{Comparator, Record, Statement};
use anyhow::Result;
use rust_decimal::Decimal;
use std::io::Write;

const BOLD: anstyle::Style = anstyle::Style::new().bold();
const DIM: anstyle::Style = anstyle::Style::new().dimmed();
const MARK: anstyle::Style = anstyle::AnsiColor::Yellow.on_default().bold();

/// Articles with their best sentences and targets.
pub fn articles(
    out: &mut impl Write,
    answer: &Answer,
    shown: &[Option<Shown>],
    explained: bool,
    request: &Request,
) -> Result<()> {
    let colours = colours();
    let width = comfy_table::Table::new().width();
    for correction in &answer.corrections {
        let (asked, instead) = (&correction.asked, paint(colours, BOLD, &correction.instead));
        writeln!(out, "no article has {asked}; looked for {instead} instead")?;
    }
    if !answer.corrections.is_empty() {
        writeln!(out)?;
    }
    for (n, (hit, shown)) in answer.hits.iter().zip(shown).enumerate() {
        let number = request.offset + n + 1;
        let Some(shown) = shown else {
            writeln!(out, "{number}. {} is no longer in the store\n", hit.article_id)?;
            continue;
        };
        writeln!(out, "{number}. {}", paint(colours, BOLD, shown.title()))?;
        let article = &shown.article;
        let date = article.date.map(|date| date.to_string());
        let place: Vec<&str> =
            [date.as_deref(), article.source.as_deref(), Some(article.id.as_str())].into_iter().flatten().collect();
        writeln!(out, "   {}", paint(colours, DIM, &place.join(" · ")))?;
        for passage in &shown.passages {
            writeln!(out, "{}", wrap(&marked(colours, passage, &article.text), "   ", width))?;
        }
        if !shown.targets.is_empty() {
            let rows = shown.targets.iter().filter_map(Record::statement).map(target_row).collect();
            for line in lay_out(&["", "", "", "", ""], rows).lines() {
                writeln!(out, "     {}", line.trim_end())?;
            }
            if shown.all_targets > shown.targets.len() {
                writeln!(out, "      … {}", counted(shown.all_targets - shown.targets.len(), "more target"))?;
            }
        }
        if !hit.duplicates.is_empty() {
            writeln!(out, "   {}", paint(colours, DIM, &format!("the same text: {}", hit.duplicates.join(", "))))?;
        }
        if explained {
            explain(out, hit, answer)?;
        }
        writeln!(out)?;
    }
    if explained {
        for e in &answer.expansions {
            writeln!(out, "{} also as {} ({})", e.asked, e.also, e.because)?;
        }
    }
    facets(out, &answer.facets)?;
    if answer.hits.is_empty() {
        return Ok(());
    }
    let (first, last) = (request.offset + 1, request.offset + answer.hits.len());
    match answer.total {
        Some(0) => writeln!(out, "no article has all the words; {first}–{last} of those with some of them")?,
        Some(total) if total > last => {
            let next = request.offset / request.limit.max(1) + 2;
            writeln!(out, "{first}–{last} of {total} articles; the same with --page {next} shows more")?;
        }
        Some(total) if total < last => {
            let others = if total < first { "these" } else { "the others" };
            writeln!(out, "{} with all the words, {others} with some of them", counted(total, "article"))?;
        }
        Some(total) => writeln!(out, "{}", counted(total, "article"))?,
        None => {}
    }
    Ok(())
}

/// Targets or programmes.
pub fn records(out: &mut impl Write, answer: &RecordsAnswer, records: &[Record], request: &Request) -> Result<()> {
    let rows = records
        .iter()
        .map(|record| {
            let article = record.article();
            let from = [article.date.as_deref(), article.title.as_deref().or(Some(article.id.as_str()))];
            let from = short(&from.into_iter().flatten().collect::<Vec<_>>().join(" "), 40);
            match record {
                Record::Target(s) | Record::Figure(s) | Record::Milestone(s) => {
                    let mut row = target_row(s);
                    row.push(from);
                    row
                }
                Record::Program(p) => vec![
                    p.name.clone(),
                    p.kind.clone().unwrap_or_default(),
                    p.aliases.join(", "),
                    String::new(),
                    String::new(),
                    from,
                ],
            }
        })
        .collect();
    if !records.is_empty() {
        let head = match records.first() {
            Some(Record::Program(_)) => ["programme", "type", "also", "", "", "in"],
            _ => ["object", "quantity", "deadline", "status", "agency", "in"],
        };
        writeln!(out, "{}", lay_out(&head, rows))?;
        writeln!(out)?;
    }
    facets(out, &answer.facets)?;
    if !records.is_empty() {
        writeln!(out, "{}–{} of {}", request.offset + 1, request.offset + records.len(), answer.total)?;
    }
    Ok(())
}

fn target_row(s: &Statement) -> Vec<String> {
    let object = s.object.as_ref().map(|o| o.text.as_str()).or(s.program.as_ref().map(|p| p.name.as_str()));
    let quantity = s.quantity.as_ref().map_or_else(String::new, |q| {
        let bound = match q.comparator {
            Comparator::Eq => "",
            Comparator::Ge => "≥ ",
            Comparator::Gt => "> ",
            Comparator::Le => "≤ ",
            Comparator::Lt => "< ",
            Comparator::Approx => "약 ",
        };
        let change = if q.delta { "+" } else { "" };
        let from = q.from.map_or_else(String::new, |from| format!("{} → ", spoken(from)));
        format!("{from}{bound}{change}{}", q.text)
    });
    let deadline = s.deadline.as_ref().and_then(|d| d.by.as_deref()).map_or_else(String::new, |by| format!("–{by}"));
    let agency = s.agency.as_ref().map_or_else(String::new, |a| a.name.clone());
    vec![short(object.unwrap_or_default(), 28), quantity, deadline, s.status.as_str().to_owned(), agency]
}

fn explain(out: &mut impl Write, hit: &Hit, answer: &Answer) -> Result<()> {
    let mut words = Vec::new();
    for (number, word) in answer.words.iter().enumerate() {
        let times = hit.found.iter().filter(|f| f.term == number).count();
        let rarity = answer.weights.get(number).copied().unwrap_or(0.0);
        let lead = hit.found.iter().any(|f| f.term == number && f.position < crate::index::document::LEAD);
        words.push(match times {
            0 => format!("{} –", word.text),
            _ => format!("{} ×{times} (rarity {rarity:.1}{})", word.text, if lead { ", in the lead" } else { "" }),
        });
    }
    writeln!(out, "   words: {}", words.join(", "))?;
    let weights = SecondStage::default().0;
    let features = hit.evidence.features();
    let signs: Vec<String> = Evidence::NAMES
        .iter()
        .zip(features.iter().zip(weights))
        .filter(|(_, (share, _))| **share > 0.0)
        .map(|(name, (share, weight))| format!("{} {share:.2}×{weight:.2}", name.replace('_', " ")))
        .collect();
    writeln!(out, "   score {:.2} = {}", hit.score, signs.join(" + "))?;
    Ok(())
}

fn facets(out: &mut impl Write, counts: &[FacetCount]) -> Result<()> {
    for name in FacetName::ALL {
        let values: Vec<String> = counts
            .iter()
            .filter(|count| count.facet == name)
            .map(|count| format!("{} {}", count.value, count.count))
            .collect();
        if !values.is_empty() {
            writeln!(out, "{}: {}", name.as_str(), values.join(" · "))?;
        }
    }
    Ok(())
}

/// A number as it is read aloud: 152000000000000 is 152조.
fn spoken(number: Decimal) -> String {
    const SCALES: [(i64, &str); 3] = [(1_000_000_000_000, "조"), (100_000_000, "억"), (10_000, "만")];
    let scaled = SCALES.iter().find_map(|(scale, word)| {
        let (whole, rest) = (number / Decimal::from(*scale), number % Decimal::from(*scale / 10));
        (number >= Decimal::from(*scale) && rest.is_zero()).then(|| format!("{}{word}", whole.normalize()))
    });
    scaled.unwrap_or_else(|| number.to_string())
}

/// `1 article`, `2 articles`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A query between quotation marks that a shell takes as they are.
pub(super) fn quoted(query: &str) -> String {
    match query.contains('\'') {
        false => format!("'{query}'"),
        true => format!("'{}'", query.replace('\'', "'\\''")),
    }
}

/// A passage with its words marked, on one line.
fn marked(colours: bool, passage: &Passage, text: &str) -> String {
    let mut line = String::new();
    let mut at = passage.span.start;
    for mark in &passage.marks {
        if mark.start < at {
            continue;
        }
        line.push_str(&text[at..mark.start]);
        line.push_str(&match colours {
            true => paint(true, MARK, mark.of(text)),
            false => format!("[{}]", mark.of(text)),
        });
        at = mark.end;
    }
    line.push_str(&text[at..passage.span.end]);
    line.replace(['\n', '\t'], " ")
}

fn paint(colours: bool, style: anstyle::Style, text: &str) -> String {
    if colours { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// Whether standard output wants colours: a terminal, and no `NO_COLOR`.
fn colours() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}

fn short(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
