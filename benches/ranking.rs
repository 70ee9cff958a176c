//! Search quality and speed, without the store: indexes a file of articles in memory's neighbourhood (a
//! temporary directory) and asks files of queries.
//!
//! ```text
//! cargo bench --bench ranking -- CORPUS.jsonl.gz QUERIES.jsonl… [--titles N] [--dump FILE] [--weights k1=0.9,keep=100]
//! ```
//!
//! The one relevant article of a query is the article with the query's id. `--titles N` asks the titles
//! of N articles of the corpus themselves (whole, three words, without spaces, a syllable missing), whose
//! titles are then not indexed; `--dump` writes what the second stage saw, for `benches/weights.py`, which fits its
//! weights; `--weights` tries others in the first stage.

use flate2::read::MultiGzDecoder;
use mokpyo::index::query::Node;
use mokpyo::index::{Index, Preparer, Request};
use mokpyo::lexicon::Lexicon;
use mokpyo::model::Article;
use mokpyo::tokens::{self, DictOptions};
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn lines(path: &str) -> Result<Vec<serde_json::Value>> {
    let file = File::open(path)?;
    let reader: Box<dyn Read> =
        if path.ends_with(".gz") { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    BufReader::new(reader).lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

struct Set {
    name: String,
    queries: Vec<(String, String)>,
}

/// The titles of some articles, in the four forms.
fn title_sets(articles: &[serde_json::Value], count: usize, without: &[Set]) -> Vec<Set> {
    let known: std::collections::HashSet<&str> =
        without.iter().flat_map(|s| s.queries.iter().map(|q| q.0.as_str())).collect();
    let mut sets: Vec<Set> = ["titles", "three words", "no spaces", "a syllable missing"]
        .map(|n| Set { name: format!("own {n}"), queries: Vec::new() })
        .into();
    let step = (articles.len() / count.max(1)).max(1);
    for article in articles.iter().step_by(step) {
        let (Some(id), Some(title)) = (article["id"].as_str(), article["title"].as_str()) else { continue };
        let words: Vec<&str> = title.split_whitespace().collect();
        if words.len() < 4 || known.contains(id) {
            continue;
        }
        let letters: Vec<char> = title.chars().collect();
        let hangul: Vec<usize> = (0..letters.len()).filter(|i| ('가'..='힣').contains(&letters[*i])).collect();
        let Some(gone) = hangul.get(id.bytes().map(usize::from).sum::<usize>() * 7919 % hangul.len().max(1)) else {
            continue;
        };
        let typo: String = letters.iter().enumerate().filter(|(i, _)| i != gone).map(|(_, c)| c).collect();
        let forms = [title.to_owned(), words[..3].join(" "), words.concat(), typo];
        for (set, form) in sets.iter_mut().zip(forms) {
            set.queries.push((id.to_owned(), form));
        }
    }
    sets
}

fn main() -> Result<()> {
    let mut paths = Vec::new();
    let (mut titles, mut dump, mut mutant) = (0, None, String::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--titles" => titles = arguments.next().ok_or("--titles N")?.parse()?,
            "--dump" => dump = arguments.next(),
            "--weights" => mutant = arguments.next().unwrap_or_default(),
            "--bench" => {}
            _ => paths.push(argument),
        }
    }
    let Some((corpus, query_files)) = paths.split_first() else {
        println!(
            "usage: cargo bench --bench ranking -- CORPUS.jsonl.gz QUERIES.jsonl… [--titles N] [--dump FILE] [--weights k1=0.9,keep=100]"
        );
        return Ok(());
    };
    let articles = lines(corpus)?;
    let mut sets = Vec::new();
    for path in query_files {
        let queries = lines(path)?
            .iter()
            .map(|q| {
                (q["id"].as_str().unwrap_or_default().to_owned(), q["query"].as_str().unwrap_or_default().to_owned())
            })
            .collect();
        sets.push(Set { name: path.rsplit('/').next().unwrap_or(path).to_owned(), queries });
    }
    if titles > 0 {
        let own = title_sets(&articles, titles, &sets);
        sets = own;
    }

    let analyser = tokens::open(&DictOptions::from_environment(), &mut ())?;
    let lexicon = Lexicon::built_in()?;
    let dir = tempfile::tempdir()?;
    let index = Index::create(dir.path(), "bench")?;
    let mut writer = index.writer()?;
    let (mut worker, mut preparer) = (analyser.worker(), Preparer::new(&analyser));
    let (mut analysing, mut preparing, mut bytes) = (Duration::ZERO, Duration::ZERO, 0);
    let start = Instant::now();
    for article in &articles {
        let text = article["body"].as_str().or(article["text"].as_str()).unwrap_or_default();
        let article = Article {
            id: article["id"].as_str().unwrap_or_default().to_owned(),
            date: article["date"].as_str().and_then(|date| date.parse().ok()),
            title: None,
            source: None,
            url: None,
            text: text.to_owned(),
            stub: false,
        };
        let t = Instant::now();
        let tokens = worker.analyse(&article.text);
        analysing += t.elapsed();
        let t = Instant::now();
        let prepared = preparer.prepare(&article, &tokens, &[]);
        preparing += t.elapsed();
        bytes += text.len();
        writer.add(prepared)?;
    }
    let t = Instant::now();
    writer.commit(&mokpyo::index::State { store: "bench".to_owned(), generation: 1 })?;
    let committing = t.elapsed();
    writer.finish()?;
    let size: u64 = walkdir::WalkDir::new(dir.path())
        .into_iter()
        .flatten()
        .filter_map(|e| e.metadata().ok())
        .filter(|m| m.is_file())
        .map(|m| m.len())
        .sum();
    eprintln!(
        "{} articles, {:.1} MB: {:.2?} in all, analysis {analysing:.2?}, preparation {preparing:.2?}, commit {committing:.2?}; index {:.1} MB",
        articles.len(),
        bytes as f64 / 1e6,
        start.elapsed(),
        size as f64 / 1e6
    );

    let mut searcher = index.searcher(&analyser, &lexicon)?;
    for part in mutant.split(',').filter(|p| !p.is_empty()) {
        let (name, value) = part.split_once('=').ok_or("--weights k1=0.9,…")?;
        let value: f32 = value.parse()?;
        match name {
            "k1" => searcher.first.k1 = value,
            "b" => searcher.first.b = value,
            "pair" => searcher.first.pair = value,
            "lead" => searcher.first.lead = value,
            "also" => searcher.first.also = value,
            "skip" => searcher.first.skip_from = value as u32,
            "keep" => searcher.first.keep = value as usize,
            other => return Err(format!("no weight {other}").into()),
        }
    }
    let mut dump = dump.map(File::create).transpose()?.map(std::io::BufWriter::new);
    println!("{:34} {:>5}  {:>6} {:>6} {:>6}   {:>8} {:>8}", "queries", "n", "MRR@10", "R@1", "R@10", "p50", "p99");
    for set in &sets {
        let request = Request { limit: if dump.is_some() { searcher.first.keep } else { 10 }, ..Request::default() };
        let (mut rr, mut first, mut ten) = (0.0, 0, 0);
        let mut times = Vec::new();
        for round in 0..2 {
            for (id, query) in &set.queries {
                let t = Instant::now();
                let answer = searcher.search(&Node::plain(query), &request)?;
                times.push(t.elapsed());
                if round == 0 {
                    continue;
                }
                if let Some(rank) = answer.hits.iter().take(10).position(|hit| hit.article_id == *id) {
                    rr += 1.0 / (rank + 1) as f64;
                    first += usize::from(rank == 0);
                    ten += 1;
                }
                if let Some(out) = &mut dump {
                    for hit in &answer.hits {
                        let features = hit.evidence.features().map(|f| format!("{f:.5}")).join(" ");
                        writeln!(out, "{}\t{id}\t{}\t{features}", set.name, hit.article_id)?;
                    }
                }
            }
        }
        let n = set.queries.len() as f64;
        let mut warm = times.split_off(set.queries.len());
        warm.sort();
        let at = |share: f64| warm[((warm.len() - 1) as f64 * share) as usize];
        println!(
            "{:34} {:>5}  {:>6.2} {:>6.2} {:>6.2}   {:>8.3?} {:>8.3?}",
            set.name,
            set.queries.len(),
            100.0 * rr / n,
            100.0 * first as f64 / n,
            100.0 * ten as f64 / n,
            at(0.5),
            at(0.99)
        );
    }
    Ok(())
}
