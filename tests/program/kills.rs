//! Killed at any moment, the next run ends as an undisturbed one would have.

use crate::house::{House, articles};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// How many moments an ordinary test tries; `MOKPYO_KILLS=60 cargo test kills` tries more.
const MOMENTS: u32 = 10;

pub fn moments() -> u32 {
    std::env::var("MOKPYO_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(MOMENTS)
}

/// Starts the program and kills it after `after`. Where it had ended by then, tells how long it took.
pub fn kill(house: &House, arguments: &[&str], after: Duration) -> Option<Duration> {
    let mut child =
        house.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
    let started = Instant::now();
    while started.elapsed() < after {
        if child.try_wait().expect("its state").is_some() {
            return Some(started.elapsed());
        }
        std::thread::sleep((after - started.elapsed().min(after)).min(Duration::from_millis(1)));
    }
    child.kill().expect("killed, or already ended");
    let status = child.wait().expect("it has ended");
    status.code().map(|_| started.elapsed()) // a killed process has none
}

/// Moments spread over a run of this length, a little irregular so that they do not fall together with its rhythm.
pub fn spread(moments: u32, run: Duration) -> impl Iterator<Item = Duration> {
    (1..=moments).map(move |n| run * (n * 97 + n * n % 31) / (moments * 100))
}

#[test]
fn an_ingest_killed_at_any_moment_is_finished_by_the_next() {
    let arguments = ["ingest", "in.jsonl", "--commit-every", "20", "--quiet"];
    let undisturbed = House::new();
    undisturbed.file("in.jsonl", articles(400));
    let started = Instant::now();
    undisturbed.run(&arguments).code(0);
    let mut length = started.elapsed();
    let expected = undisturbed.exported();
    let mut killed = 0;
    for part in spread(moments(), Duration::from_secs(1)) {
        let house = House::new();
        house.file("in.jsonl", articles(400));
        let after = length.mul_f64(part.as_secs_f64());
        match kill(&house, &arguments, after) {
            None => killed += 1,
            // The machine is less busy than it was: the next moments are spread over a run as it is now.
            Some(took) => length = took,
        }
        house.run(&arguments).code(0);
        assert_eq!(house.exported(), expected, "killed after {after:?}");
        // The index knows everything, too.
        house.run(&["doctor"]).code(0);
    }
    assert!(killed * 2 > moments(), "only {killed} runs were killed while they ran");
}

#[test]
fn a_store_killed_again_and_again_ends_complete() {
    let arguments = ["ingest", "in.jsonl", "--commit-every", "10", "--quiet"];
    let (house, undisturbed) = (House::new(), House::new());
    for house in [&house, &undisturbed] {
        house.file("in.jsonl", articles(300));
    }
    let started = Instant::now();
    undisturbed.run(&arguments).code(0);
    let length = started.elapsed();
    for after in spread(6, length) {
        kill(&house, &arguments, after / 2);
    }
    house.run(&arguments).code(0);
    assert_eq!(house.exported(), undisturbed.exported());
}

#[test]
fn an_export_killed_at_any_moment_leaves_the_old_file_or_the_new_one() {
    let house = House::new();
    house.file("in.jsonl", articles(300));
    house.run(&["ingest", "in.jsonl"]).code(0);
    let arguments = ["export", "all", "--output", "all.jsonl"];
    let started = Instant::now();
    house.run(&arguments).code(0);
    let length = started.elapsed();
    let new = std::fs::read(house.path("all.jsonl")).expect("the file");
    for after in spread(moments(), length) {
        house.file("all.jsonl", "old");
        kill(&house, &arguments, after);
        let found = std::fs::read(house.path("all.jsonl")).expect("the file");
        assert!(found == b"old" || found == new, "{} bytes after {after:?}", found.len());
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_batch_and_says_how_to_go_on() {
    let (house, undisturbed) = (House::new(), House::new());
    for house in [&house, &undisturbed] {
        house.file("in.jsonl", articles(3000));
    }
    let child = house
        .command(&["ingest", "in.jsonl", "--commit-every", "50"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    // Once the first batch is in the store, the work is under way.
    let log = house.store().join("mokpyo.db-wal");
    while std::fs::metadata(&log).map_or(0, |log| log.len()) < 100_000 {
        std::thread::sleep(Duration::from_millis(2));
    }
    let asked = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(asked.success());
    let output = child.wait_with_output().expect("it ends");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(3), "{out}{err}");
    assert!(err.contains("the same command goes on"), "{err}");
    let done: usize = out.split(" new").next().and_then(|n| n.parse().ok()).expect("a number");
    assert!((50..3000).contains(&done), "{out}");
    assert_eq!(house.run(&["export", "articles"]).code(0).out.lines().count(), done);
    let said = house.run(&["ingest", "in.jsonl"]).code(0).out;
    assert!(said.starts_with(&format!("{} new, 0 changed, {done} unchanged", 3000 - done)), "{said}");
    undisturbed.run(&["ingest", "in.jsonl"]).code(0);
    assert_eq!(house.exported(), undisturbed.exported());
}
