//! What the whole line costs against bare lindera, in one run: CPU time, wall time on one thread and on two.
//!
//! ```text
//! cargo bench --bench line -- ARTICLES.jsonl.gz
//! ```
//!
//! CPU times are this process's own and its children's, from the system's count (10 ms steps); everything is
//! measured after the file has been read once.

use lindera::mode::Mode;
use lindera::segmenter::Segmenter;
use mokpyo::article::{self, Hint, Limits};
use mokpyo::tokens::{self, DictOptions};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// CPU time and wall time of something.
#[derive(Clone, Copy)]
struct Cost {
    cpu: f64,
    wall: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let input = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let input = input.map_or_else(|| PathBuf::from("corpus"), PathBuf::from);
    let mut texts = Vec::new();
    for found in article::inputs(std::slice::from_ref(&input)) {
        let articles: Result<Vec<_>, _> = article::open(found?, &Hint::default(), &Limits::default()).collect();
        texts.extend(articles?.into_iter().map(|article| article.text));
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    let megabytes = bytes as f64 / 1e6;
    println!("{} articles, {megabytes:.1} MB of text", texts.len());

    let dictionary = tokens::locate_or_install(&DictOptions::from_environment(), &mut ())?;
    let bare = bare(dictionary.dir(), &texts)?;
    println!("{:34} {:>8} {:>8} {:>10} {:>8}", "", "CPU s", "wall s", "MB/CPU s", "÷ bare");
    let line = |name: &str, cost: Cost| {
        println!(
            "{name:34} {:8.2} {:8.2} {:10.1} {:8.2}",
            cost.cpu,
            cost.wall,
            megabytes / cost.cpu,
            cost.cpu / bare.cpu
        );
        cost
    };
    line("bare lindera, one worker", bare);
    let house = tempfile::tempdir()?;
    let run = |arguments: &[&str]| program(house.path(), arguments, &input);
    line("extract, one thread", run(&["extract", "--format", "jsonl", "--threads", "1"])?);
    let one = line("ingest, one thread", run(&["ingest", "--threads", "1", "--store", "one"])?);
    let two = line("ingest, two threads", run(&["ingest", "--threads", "2", "--store", "two"])?);
    let again = line("ingest, nothing new", run(&["ingest", "--store", "two"])?);
    println!("wall time of ingest on two threads ÷ on one: {:.2}", two.wall / one.wall);
    println!("nothing new: {:.0} MB of text a second of wall time", megabytes / again.wall);
    Ok(())
}

/// Stock segmentation of all texts, line by line, by one worker.
fn bare(dictionary: &Path, texts: &[String]) -> Result<Cost, Box<dyn Error>> {
    let dictionary = lindera::dictionary::load_dictionary(&dictionary.to_string_lossy())?;
    let segmenter = Segmenter::new(Mode::Normal, dictionary, None);
    let mut worker = segmenter.new_worker();
    measured(|| {
        let mut tokens = 0;
        for line in texts.iter().flat_map(|text| text.lines()) {
            tokens += worker.segment(line)?.len();
        }
        assert!(tokens > texts.len());
        Ok(())
    })
}

/// A run of the program; its output goes nowhere.
fn program(house: &Path, arguments: &[&str], input: &Path) -> Result<Cost, Box<dyn Error>> {
    let input = std::fs::canonicalize(input)?;
    measured(|| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mokpyo"));
        command.current_dir(house).args(arguments).arg(&input).arg("--quiet").stdout(Stdio::null());
        let status = command.status()?;
        if status.success() { Ok(()) } else { Err(format!("{arguments:?}: {status}").into()) }
    })
}

fn measured(work: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<Cost, Box<dyn Error>> {
    let (cpu, wall) = (cpu_time()?, Instant::now());
    work()?;
    let wall = wall.elapsed();
    Ok(Cost { cpu: (cpu_time()? - cpu).as_secs_f64(), wall: wall.as_secs_f64() })
}

/// CPU time of this process and its ended children (fields 14 to 17 of `/proc/self/stat`, in 1/100 s).
fn cpu_time() -> Result<Duration, Box<dyn Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let behind_name = stat.rsplit_once(')').ok_or("no name in /proc/self/stat")?.1;
    let ticks: u64 = behind_name.split_whitespace().skip(11).take(4).map(str::parse::<u64>).sum::<Result<u64, _>>()?;
    Ok(Duration::from_millis(ticks * 10))
}
