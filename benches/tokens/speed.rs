//! What this floor adds to bare lindera, in one run and on one thread.
//!
//! ```text
//! cargo bench --bench tokens -- ARTICLES.jsonl
//! ```
//!
//! Bare lindera is stock segmentation, line by line, of the same texts with the same dictionary. The runs take
//! turns, three times, and the least CPU time of each counts: other programs on the machine only ever add.

use lindera::mode::Mode;
use lindera::segmenter::Segmenter;
use mokpyo::article::{self, Hint, Limits};
use mokpyo::lexicon::Lexicon;
use mokpyo::tokens::{self, Analyser, DictOptions};
use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Reads one article and counts its tokens.
type Run = Box<dyn FnMut(&str) -> usize>;

fn main() -> Result<(), Box<dyn Error>> {
    let input = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let input = input.map_or_else(|| PathBuf::from("corpus"), PathBuf::from);
    let mut texts = Vec::new();
    for found in article::inputs(&[input]) {
        let articles: Result<Vec<_>, _> = article::open(found?, &Hint::default(), &Limits::default()).collect();
        texts.extend(articles?.into_iter().map(|article| article.text));
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} articles, {:.1} MB of text", texts.len(), bytes as f64 / 1e6);

    let dictionary = tokens::locate_or_install(&DictOptions::from_environment(), &mut ())?;
    let lexicon = Lexicon::built_in()?;
    let opening = Instant::now();
    let plain = Analyser::open(&dictionary)?;
    let opened = opening.elapsed();
    let with_terms = plain.with_terms(&lexicon)?;
    println!("opening the dictionary {opened:.1?}, compiling the terms {:.1?}", opening.elapsed() - opened);

    let stock = lindera::dictionary::load_dictionary(&dictionary.dir().to_string_lossy())?;
    let mut stock = Segmenter::new(Mode::Normal, stock, None).new_worker();
    let mut plain = plain.worker();
    let mut with_terms = with_terms.worker();
    let mut runs: Vec<(&str, Run)> = vec![
        ("blocks alone", Box::new(|text| article::blocks(text).len())),
        (
            "bare lindera",
            Box::new(move |text| text.lines().map(|line| stock.segment(line).map_or(0, |tokens| tokens.len())).sum()),
        ),
        ("analyser, mecab-ko-dic alone", Box::new(move |text| plain.analyse(text).tokens.len())),
        ("analyser with terms", Box::new(move |text| with_terms.analyse(text).tokens.len())),
    ];
    let mut least = vec![(Duration::MAX, 0); runs.len()];
    for _ in 0..3 {
        for ((_, run), (least, count)) in runs.iter_mut().zip(&mut least) {
            let before = cpu_time()?;
            *count = texts.iter().map(|text| run(text)).sum();
            *least = (cpu_time()? - before).min(*least);
        }
    }
    let bare = least[1].0.as_secs_f64();
    println!("{:30} {:>8} {:>10} {:>8} {:>10}", "", "CPU s", "MB/CPU s", "÷ bare", "pieces");
    for ((name, _), (least, count)) in runs.iter().zip(&least) {
        let cpu = least.as_secs_f64();
        println!("{name:30} {cpu:8.3} {:10.2} {:8.3} {count:10}", bytes as f64 / 1e6 / cpu, cpu / bare);
    }
    Ok(())
}

/// Time that this thread has spent on a processor, in nanoseconds the system counts (Linux).
fn cpu_time() -> Result<Duration, Box<dyn Error>> {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(Duration::from_nanos(counted.split_whitespace().next().ok_or("schedstat is empty")?.parse()?))
}
