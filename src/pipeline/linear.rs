//! Twice the input takes at most 2.3 times the instructions: real prose, and lines that would make a careless reader quadratic.
//!
//! Instructions are counted by valgrind (`callgrind`), which `.ci/run` installs: the test starts itself below it, and asks for
//! the count of each call of [`counted`]. It is ignored where it is not asked for, since a machine may have no valgrind
//! (`cargo test --lib linear -- --ignored`); that the same inputs, ten times as long, are read to the end is asked always.

use super::properties::knowledge;
use crate::article::{self, Format, Hint};
use crate::index::Preparer;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;

/// Set for the process that runs below valgrind.
const BELOW: &str = "MOKPYO_COUNTED";

/// Reads an input of about so many bytes.
type Work = Box<dyn Fn(usize)>;

/// What is measured, by name.
fn cases() -> Vec<(String, Work)> {
    let mut cases: Vec<(String, Work)> = Vec::new();
    let prose = include_str!("../../corpus/text/2026-01-20-climate-ministry-report.txt");
    cases.push(("prose".to_owned(), Box::new(move |bytes| line(&repeated(prose, bytes)))));
    let one_line = prose.replace('\n', " ");
    cases.push(("prose on one line".to_owned(), Box::new(move |bytes| line(&repeated(&one_line, bytes)))));
    for hostile in [
        "1",
        "1,",
        "9만",
        "일",
        "(",
        "()",
        "(가",
        "□ ",
        "\n- ",
        "\n",
        "“",
        "‘가",
        "“가다.” ",
        "→ 3개 ",
        "3개~",
        "~",
        "지난",
        "2030년 ",
        "’27",
        "사업",
        "사업 ",
        "국토교통부",
        "정부는 ",
        "을",
        "다.",
        "기본계획(가)",
        "「가법」 ",
        "\u{1112}\u{1161}",
        " ",
        "\t",
        "40% ",
        "500개를 ",
        "한다 ",
    ] {
        cases.push((format!("{hostile:?}, repeated"), Box::new(move |bytes| line(&repeated(hostile, bytes)))));
    }
    let readers: [(&str, Format, &str, &str); 8] = [
        ("nested tags", Format::Html, "<html><body>", "<div>가"),
        ("attributes", Format::Html, "<html><body><p ", "a=\"1\" "),
        ("cells", Format::Html, "<html><body><table>", "<tr><td>1<td>가"),
        ("open brackets", Format::Html, "<html><body>", "<가"),
        ("elements", Format::Xml, "<response><body>", "<NewsItem><Title>가</Title></NewsItem>"),
        ("entities", Format::Xml, "<response><body><NewsItem><Title>", "&lt;&#44032;"),
        ("JSON lists", Format::Json, "", "["),
        ("JSON Lines", Format::JsonLines, "", "{\"text\":\"가\"}\n"),
    ];
    for (name, format, start, part) in readers {
        cases
            .push((name.to_owned(), Box::new(move |bytes| read(&(start.to_owned() + &repeated(part, bytes)), format))));
    }
    for part in ["가 OR ", "(", "\"가", "value:1조..", "-", "가*"] {
        cases.push((format!("query of {part:?}"), Box::new(move |bytes| query(&repeated(part, bytes / 8)))));
    }
    cases
}

fn repeated(part: &str, bytes: usize) -> String {
    part.repeat(bytes.div_ceil(part.len()))
}

/// A text, all the way to records and the index's document.
fn line(text: &str) {
    let hint = Hint { format: Some(Format::Text), ..Hint::default() };
    for article in article::read(text.as_bytes(), &hint).into_iter().flatten() {
        let mut preparer = Preparer::new(knowledge().analyser());
        let (tokens, records) = knowledge().reader().records(&article);
        black_box(preparer.prepare(&article, &tokens, &records));
    }
}

fn read(text: &str, format: Format) {
    black_box(article::read(text.as_bytes(), &Hint { format: Some(format), ..Hint::default() }));
}

fn query(text: &str) {
    let _ = black_box(crate::index::query::parse(text));
}

/// The call whose instructions are counted. It comes back from `work`: of a mere jump there callgrind would not see the end.
#[inline(never)]
fn counted(work: &dyn Fn(usize), bytes: usize) -> usize {
    work(bytes);
    black_box(bytes)
}

#[test]
fn hostile_inputs_are_read_to_the_end() {
    let cases = cases();
    assert!(cases.len() > 40, "only {} inputs", cases.len());
    for (name, work) in cases {
        let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| counted(&work, 10 * SMALL)));
        assert_eq!(read.ok(), Some(10 * SMALL), "{name}");
    }
}

#[test]
#[ignore = "needs valgrind; .ci/run asks for it"]
fn twice_the_input_takes_at_most_2_3_times_the_instructions() {
    knowledge();
    if std::env::var_os(BELOW).is_some() {
        for (_, work) in cases() {
            work(256); // what is made only once
            for bytes in [SMALL, 2 * SMALL] {
                counted(&work, bytes);
            }
        }
        return;
    }
    let costs = instructions().expect("valgrind");
    let mut wrong = Vec::new();
    for ((name, _), [once, twice]) in cases().iter().zip(&costs) {
        let ratio = twice / once;
        if ratio > 2.3 {
            wrong.push(format!("{name}: {once:.0} and {twice:.0}, {ratio:.2} times"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Bytes of the shorter input where instructions are counted: enough for a square of one instruction a byte to show.
const SMALL: usize = 6_000;

/// Instructions of each case, at one length and at twice that; `None` without valgrind.
fn instructions() -> Option<Vec<[f64; 2]>> {
    let place = tempfile::tempdir().expect("a temporary directory");
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--collect-atstart=no"])
        .args(["--toggle-collect", "--dump-after"].map(|option| format!("{option}={}::counted", module_path!())))
        .arg(format!("--callgrind-out-file={}", place.path().join("count").display()))
        .arg(std::env::current_exe().expect("this program"))
        .args([
            "--exact",
            "pipeline::linear::twice_the_input_takes_at_most_2_3_times_the_instructions",
            "--ignored",
            "--test-threads=1",
        ])
        .env(BELOW, "1")
        .output()
        .ok()?;
    assert!(run.status.success(), "{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    let cases = cases().len();
    let count = |number: usize| total(&place.path().join(format!("count.{number}")));
    Some((0..cases).map(|case| [count(2 * case + 1), count(2 * case + 2)]).collect())
}

/// The sum of a profile of callgrind's.
fn total(profile: &Path) -> f64 {
    let text = std::fs::read_to_string(profile).unwrap_or_else(|error| panic!("{}: {error}", profile.display()));
    let sum = text.lines().rev().find_map(|line| line.strip_prefix("totals: ").or(line.strip_prefix("summary: ")));
    sum.and_then(|sum| sum.trim().parse().ok()).unwrap_or_else(|| panic!("no sum in {}", profile.display()))
}
