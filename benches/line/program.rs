//! Runs of the program, measured from outside through `/proc`.

use super::Outcome;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What a run cost, in seconds.
#[derive(Clone, Copy)]
pub struct Run {
    /// User and system time of all its threads.
    pub cpu: f64,
    /// From start to end.
    pub wall: f64,
}

fn command(house: &Path, arguments: &[&str], input: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mokpyo"));
    command.current_dir(house).args(arguments).arg("--quiet").arg(input).stdout(Stdio::null());
    command
}

/// Runs the program to its end; its output goes nowhere.
pub fn run(house: &Path, arguments: &[&str], input: &Path) -> Outcome<Run> {
    let (cpu, wall) = (children()?, Instant::now());
    let status = command(house, arguments, input).status()?;
    let wall = wall.elapsed().as_secs_f64();
    if !status.success() {
        return Err(format!("{arguments:?}: {status}").into());
    }
    Ok(Run { cpu: children()? - cpu, wall })
}

/// CPU seconds of this process's ended children.
fn children() -> Outcome<f64> {
    ticks(&std::fs::read_to_string("/proc/self/stat")?, 13)
}

/// The sum of two neighbouring fields of a `/proc/PID/stat`, behind the name, from 1/100 s to seconds.
fn ticks(stat: &str, skip: usize) -> Outcome<f64> {
    let behind_name = stat.rsplit_once(')').ok_or("no name in /proc/PID/stat")?.1;
    let ticks: u64 = behind_name.split_whitespace().skip(skip).take(2).map(str::parse::<u64>).sum::<Result<_, _>>()?;
    Ok(ticks as f64 / 100.0)
}

/// A run that is looked at while it runs.
pub struct Watched {
    child: Child,
    input: PathBuf,
    length: u64,
}

/// What was seen.
pub struct Seen {
    /// CPU seconds.
    pub cpu: f64,
    /// Peak of resident memory, in bytes.
    pub peak: u64,
    /// CPU seconds until a tenth of the input was read.
    pub first_tenth: f64,
    /// CPU seconds from nine tenths to the end of the input.
    pub last_tenth: f64,
}

impl Watched {
    /// Starts the program on one input file.
    pub fn start(house: &Path, arguments: &[&str], input: &Path) -> Outcome<Self> {
        let length = std::fs::metadata(input)?.len();
        Ok(Self { child: command(house, arguments, input).spawn()?, input: input.to_owned(), length })
    }

    /// Looks at it every few milliseconds until it ends.
    pub fn finish(mut self) -> Outcome<Seen> {
        let before = children()?;
        let process = PathBuf::from(format!("/proc/{}", self.child.id()));
        let (mut peak, mut begun, mut handle) = (0, None, None);
        // CPU seconds at a tenth, at nine tenths and at the end of the input
        let mut marks = [None; 3];
        let status = loop {
            if let Some(status) = self.child.try_wait()? {
                break status;
            }
            peak = peak.max(high_water(&process).unwrap_or(0));
            let cpu = std::fs::read_to_string(process.join("stat")).ok().and_then(|stat| ticks(&stat, 11).ok());
            if handle.is_none() {
                handle = self.handle(&process);
                begun = handle.as_ref().and(cpu);
            }
            // when its input is closed all of it has been read
            let read = handle.as_ref().map(|handle| position(&process, handle).unwrap_or(self.length));
            for (mark, tenths) in marks.iter_mut().zip([1, 9, 10]) {
                if mark.is_none() && read.is_some_and(|read| read * 10 >= self.length * tenths) {
                    *mark = cpu;
                }
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        if !status.success() {
            return Err(format!("{}: {status}", self.input.display()).into());
        }
        let cpu = children()? - before;
        let [first, ninth, end] = marks.map(|mark| mark.unwrap_or(cpu));
        Ok(Seen { cpu, peak, first_tenth: first - begun.unwrap_or(0.0), last_tenth: end - ninth })
    }

    /// The number under which the process has its input open.
    fn handle(&self, process: &Path) -> Option<String> {
        let handles = std::fs::read_dir(process.join("fd")).ok()?.flatten();
        let mut open = handles.filter(|handle| std::fs::read_link(handle.path()).is_ok_and(|file| file == self.input));
        open.next()?.file_name().into_string().ok()
    }
}

/// How far a file has been read.
fn position(process: &Path, handle: &str) -> Option<u64> {
    let info = std::fs::read_to_string(process.join("fdinfo").join(handle)).ok()?;
    info.lines().next()?.strip_prefix("pos:")?.trim().parse().ok()
}

/// The most memory that the process had resident so far.
fn high_water(process: &Path) -> Option<u64> {
    let status = std::fs::read_to_string(process.join("status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}
