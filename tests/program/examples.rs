//! The examples of `--help` and of the README are true.

use crate::house::{House, repository};

/// The lines after `$ ` in a text.
fn examples(text: &str) -> Vec<String> {
    text.lines().filter_map(|line| line.trim().strip_prefix("$ ")).map(str::to_owned).collect()
}

/// A house with the corpus in it, as in a fresh clone.
fn clone() -> House {
    let house = House::new();
    for name in ["corpus", "tests", "dictionaries"] {
        std::os::unix::fs::symlink(repository().join(name), house.path(name)).expect("a link");
    }
    house
}

fn commands(house: &House) -> Vec<String> {
    let help = house.run(&["--help"]).code(0).out;
    let list = help.split_once("Commands:\n").expect("a list of commands").1;
    let names = list.lines().take_while(|line| line.starts_with("  "));
    let names: Vec<String> = names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    assert!(names.len() >= 8 && names.contains(&"ingest".to_owned()), "{help}");
    names
}

#[test]
fn every_command_has_examples_and_they_run() {
    let house = clone();
    house.shell("mokpyo ingest corpus").code(0);
    let mut tried = 0;
    for command in commands(&house).iter().filter(|command| *command != "help") {
        let help = house.run(&[command, "--help"]).code(0).out;
        let examples = examples(&help);
        assert!(!examples.is_empty(), "{command} --help has no example");
        for example in examples {
            // Installing a dictionary needs the network, and completions go into the user's own directory.
            if example.starts_with("mokpyo dict install") || example.contains("~/") {
                continue;
            }
            let said = house.shell(&example);
            assert_eq!(said.code, Some(0), "{example}\n{said:?}");
            tried += 1;
        }
    }
    assert!(tried >= 10, "only {tried} examples");
}

/// The lines of the README's `sh` blocks; those of cargo are what `.ci/run` does.
#[test]
fn every_shell_line_of_the_readme_is_true() {
    let house = clone();
    let readme = std::fs::read_to_string(repository().join("README.md")).expect("the README");
    let blocks = readme.split("```sh\n").skip(1).filter_map(|block| block.split_once("```")).map(|(block, _)| block);
    let lines: Vec<&str> = blocks.flat_map(str::lines).filter(|line| !line.starts_with("cargo ")).collect();
    assert!(lines.len() >= 5, "{lines:?}");
    for line in lines {
        let said = house.shell(line);
        assert_eq!(said.code, Some(0), "{line}\n{said:?}");
    }
}

/// The README's screens show what the commands print now. `UPDATE_README=1 cargo test readme` copies it in.
#[test]
fn the_screens_of_the_readme_are_real() {
    let path = repository().join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README");
    let house = clone();
    let mut updated = String::new();
    let mut screens = 0;
    for (n, piece) in readme.split("```").enumerate() {
        let fence = if n == 0 { "" } else { "```" };
        let Some((command, _)) = piece.strip_prefix("console\n$ ").and_then(|screen| screen.split_once('\n')) else {
            updated += &format!("{fence}{piece}");
            continue;
        };
        screens += 1;
        let printed = steady(&house.shell(command).code(0).out, &house.store().to_string_lossy());
        updated += &format!("{fence}console\n$ {command}\n{printed}");
    }
    assert!(screens >= 2, "{screens} screens");
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, updated).expect("the README is written");
        return;
    }
    assert_eq!(readme, updated, "UPDATE_README=1 cargo test readme brings the README up to date");
}

/// What a command printed, without what differs from run to run: the time it took, and this test's directory.
fn steady(printed: &str, store: &str) -> String {
    let printed = printed.replace(store, "/home/you/.local/share/mokpyo/store");
    let mut lines: Vec<String> = printed.lines().map(|line| line.trim_end().to_owned()).collect();
    if let Some((summary, _)) = lines[0].clone().split_once(" (").filter(|(summary, _)| summary.contains("new,")) {
        lines[0] = summary.to_owned();
    }
    lines.join("\n") + "\n"
}
