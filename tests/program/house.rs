//! A house to test in: an empty directory with a store of its own, and the program.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sample corpus.
pub fn corpus() -> PathBuf {
    repository().join("corpus")
}

/// A directory of its own.
pub struct House {
    directory: tempfile::TempDir,
}

/// What a run said.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Said {
    /// Fails the test unless the exit code is `code`.
    #[track_caller]
    pub fn code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "\nstdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    /// Fails the test unless standard error has all of `words`.
    #[track_caller]
    pub fn complains(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.err.contains(word), "`{word}` is missing in: {}", self.err);
        }
        self
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl House {
    /// An empty one.
    pub fn new() -> Self {
        Self { directory: tempfile::tempdir().expect("a temporary directory") }
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// The store.
    pub fn store(&self) -> PathBuf {
        self.path("store")
    }

    /// Writes a file.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it lies in the house")).expect("a directory");
        fs::write(&path, bytes).expect("a file");
        path
    }

    /// The program with this house's store, to be started.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mokpyo"));
        self.furnish(&mut command);
        command.args(arguments);
        command
    }

    /// A line of shell, in which `mokpyo` is the program.
    pub fn shell(&self, line: &str) -> Said {
        let mut command = Command::new("sh");
        self.furnish(&mut command);
        command.arg("-c").arg(line).output().expect("sh runs").into()
    }

    fn furnish(&self, command: &mut Command) {
        let program = Path::new(env!("CARGO_BIN_EXE_mokpyo")).parent().expect("a directory");
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([program.to_owned()].into_iter().chain(std::env::split_paths(&path)));
        command
            .current_dir(self.directory.path())
            .env("MOKPYO_STORE", self.store())
            .env("PATH", path.expect("a search path"))
            .env("NO_COLOR", "1")
            .stdin(Stdio::null());
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Said {
        self.command(arguments).output().expect("the program runs").into()
    }

    /// Runs the program with `input` on standard input.
    pub fn feed(&self, arguments: &[&str], input: &str) -> Said {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("written");
        child.wait_with_output().expect("it ends").into()
    }

    /// Everything that the store exports: records and articles.
    pub fn exported(&self) -> String {
        self.run(&["export", "all"]).code(0).out + &self.run(&["export", "articles"]).code(0).out
    }
}

/// `count` different articles as JSON Lines, each with targets, a programme and a date.
pub fn articles(count: usize) -> String {
    let line = |n: usize| {
        let (region, year) = (["강원", "전남", "충북", "제주", "울산"][n % 5], 2026 + n % 9);
        format!(
            "{{\"id\":\"test-{n:05}\",\"date\":\"2026-{:02}-{:02}\",\"source\":\"{region}도\",\
             \"title\":\"{region}도, 마을 쉼터 {n}곳 짓는다\",\
             \"body\":\"{region}도는 {year}년까지 마을 쉼터 {n}곳을 새로 조성할 계획이라고 밝혔다. \
             이를 위해 ‘푸른마을기금 {n}호’에 {}억 원을 투입한다. 지난해에는 쉼터 {}곳을 마련했다.\"}}\n",
            n % 12 + 1,
            n % 28 + 1,
            n * 3 + 10,
            n % 40 + 2
        )
    };
    (1..=count).map(line).collect()
}
