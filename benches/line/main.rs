//! What the whole line costs against bare lindera, and how it grows: every figure of the README's table, in one run.
//!
//! ```text
//! cargo bench --bench line -- ARTICLES.jsonl.gz [--repeats 3] [--times 10]
//! ```
//!
//! Bare lindera is what its users write: `SegmentWorker::segment` over the same texts, line by line, one worker reused, with the
//! dictionary that mokpyo uses, its tokens with their surfaces, and nothing asked about them. Asking every token for
//! its details, its part of speech among them, is measured beside it; all ratios are against the faster.
//!
//! Of several repeats, which take turns, the least CPU time counts: other programs on the machine only ever add. CPU time is
//! user and system time as the system counts it (10 ms steps for processes); memory is the peak of resident pages.

mod inside;
mod program;

use mokpyo::article::{self, Hint, Limits};
use mokpyo::model::Article;
use program::{Run, Watched};
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let options = Options::read()?;
    let input = std::fs::canonicalize(&options.input)?;
    let articles = articles(&input)?;
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let megabytes = bytes as f64 / 1e6;
    println!("{} articles, {megabytes:.1} MB of text, least of {} repeats\n", articles.len(), options.repeats);

    let floors = inside::Floors::measure(&articles, options.repeats)?;
    let house = tempfile::tempdir()?;
    let run = |arguments: &[&str], file: &Path| program::run(house.path(), arguments, file);
    let (mut extract, mut one, mut two, mut again) = (Least::new(), Least::new(), Least::new(), Least::new());
    for _ in 0..options.repeats {
        for store in ["one", "two"] {
            let _ = std::fs::remove_dir_all(house.path().join(store));
        }
        extract.add(run(&["extract", "--format", "jsonl", "--threads", "1"], &input)?);
        one.add(run(&["ingest", "--threads", "1", "--store", "one"], &input)?);
        two.add(run(&["ingest", "--threads", "2", "--store", "two"], &input)?);
        again.add(run(&["ingest", "--store", "two"], &input)?);
    }
    let mut start = Least::new();
    for _ in 0..20 {
        start.add(run(&["search", "--store", "two", "--limit", "1"], Path::new("사업"))?);
    }

    let bare = floors.bare;
    println!("{:44} {:>8} {:>8} {:>10} {:>8}", "", "CPU s", "wall s", "MB/CPU s", "÷ bare");
    let line = |name: &str, cpu: f64, wall: f64| {
        println!("{name:44} {cpu:8.2} {wall:8.2} {:10.2} {:8.2}", megabytes / cpu, cpu / bare);
    };
    for (name, cpu) in floors.lines() {
        line(name, cpu, cpu);
    }
    line("extract, one thread", extract.cpu, extract.wall);
    line("ingest, one thread", one.cpu, one.wall);
    line("ingest, two threads", two.cpu, two.wall);
    line("ingest, nothing new", again.cpu, again.wall);

    println!("\n{:60} {:>10} {:>10}", "", "measured", "bar");
    let figure = |name: &str, measured: String, bar: &str| println!("{name:60} {measured:>10} {bar:>10}");
    figure("CPU of ingest ÷ bare lindera, one thread", format!("{:.2}", one.cpu / bare), "2.0");
    figure("CPU of extract ÷ bare lindera", format!("{:.2}", extract.cpu / bare), "1.4");
    figure("CPU of mentions and records ÷ lindera", format!("{:.0} %", 100.0 * floors.records / bare), "35 %");
    figure("wall time of ingest on two threads ÷ on one", format!("{:.2}", two.wall / one.wall), "0.56");
    figure("ingest, MB of text a CPU second", format!("{:.2}", megabytes / one.cpu), "");
    let fast = format!("{:.0} MB/s", megabytes / again.wall);
    figure("nothing new, MB of text a second", fast, "150 MB/s");
    figure("start of search to its first result", format!("{:.0} ms", start.wall * 1e3), "60 ms");
    if options.times > 1 {
        let many = house.path().join("many.jsonl");
        write_many(&articles, options.times, &many)?;
        drop(articles);
        let single =
            Watched::start(house.path(), &["ingest", "--threads", "1", "--store", "watched"], &input)?.finish()?;
        let grown = Watched::start(house.path(), &["ingest", "--threads", "1", "--store", "grown"], &many)?.finish()?;
        let n = options.times;
        let rss = grown.peak as f64 / single.peak as f64 - 1.0;
        figure(&format!("{n} times the articles, CPU ÷ once"), format!("{:.2}", grown.cpu / one.cpu), "10.5");
        figure("CPU of the last tenth ÷ the first", format!("{:.2}", grown.last_tenth / grown.first_tenth), "");
        figure("peak resident memory", format!("{:.0} MB", single.peak as f64 / 1e6), "600 MB");
        figure(&format!("peak resident memory, {n} times"), format!("{:.0} MB", grown.peak as f64 / 1e6), "600 MB");
        figure("", format!("{:+.0} %", 100.0 * rss), "+15 %");
    }
    Ok(())
}

/// What the command line asks for.
struct Options {
    input: PathBuf,
    repeats: usize,
    times: usize,
}

impl Options {
    fn read() -> Outcome<Self> {
        let mut options = Self { input: PathBuf::from("corpus"), repeats: 3, times: 10 };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut number = || arguments.next().ok_or("a number is missing")?.parse().map_err(Box::<dyn Error>::from);
            match argument.as_str() {
                "--repeats" => options.repeats = number()?,
                "--times" => options.times = number()?,
                // cargo's own
                "--bench" => {}
                input => options.input = PathBuf::from(input),
            }
        }
        Ok(options)
    }
}

fn articles(input: &Path) -> Outcome<Vec<Article>> {
    let mut articles = Vec::new();
    for found in article::inputs(&[input.to_path_buf()]) {
        for article in article::open(found?, &Hint::default(), &Limits::default()) {
            articles.push(article?);
        }
    }
    Ok(articles)
}

/// The articles `times` times over, under ids of their own.
fn write_many(articles: &[Article], times: usize, file: &Path) -> Outcome<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(file)?);
    for round in 0..times {
        for article in articles {
            let line = serde_json::json!({
                "id": format!("{}-{round}", article.id), "date": article.date.map(|d| d.to_string()),
                "source": article.source, "title": article.title, "text": article.text,
            });
            writeln!(file, "{line}")?;
        }
    }
    Ok(file.flush()?)
}

/// The least of several runs, CPU and wall each for itself.
struct Least {
    cpu: f64,
    wall: f64,
}

impl Least {
    const fn new() -> Self {
        Self { cpu: f64::MAX, wall: f64::MAX }
    }

    fn add(&mut self, run: Run) {
        self.cpu = self.cpu.min(run.cpu);
        self.wall = self.wall.min(run.wall);
    }
}
