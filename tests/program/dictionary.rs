//! `mokpyo dict`, with the toy dictionary of `tests/fixtures/dictionary`.

use crate::house::{House, repository};
use crate::kills::{kill, moments, spread};
use mokpyo::tokens::Dictionary;
use std::process::{Child, Stdio};
use std::time::Instant;

/// The arguments that install the toy into the house's directory `dictionary`.
fn install(house: &House) -> Vec<String> {
    let (from, place) = (repository().join("tests/fixtures/dictionary"), house.path("dictionary"));
    ["dict", "install", "--from", &from.to_string_lossy(), "--dict-dir", &place.to_string_lossy()]
        .map(String::from)
        .to_vec()
}

fn words(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

#[test]
fn a_dictionary_is_installed_described_checked_and_used() {
    let house = House::new();
    let place = house.path("dictionary").to_string_lossy().into_owned();
    house.run(&["dict", "status", "--dict-dir", &place]).code(1);
    house.run(&["dict", "check", "--dict-dir", &place]).code(2).complains(&["mokpyo dict install"]);
    house.run(&words(&install(&house))).code(0).complains(&["installed 7 entries"]);
    let status = house.run(&["dict", "status", "--dict-dir", &place, "--format", "json"]).code(0).out;
    let status: serde_json::Value = serde_json::from_str(&status).expect("JSON");
    assert_eq!(status["state"], "sound");
    assert_eq!(status["dictionary"]["entries"], 7);
    assert_eq!(status["dictionary"]["version"], "unpacked, not verified");
    house.run(&["dict", "check", "--dict-dir", &place]).code(0);
    let tokens = house.feed(&["tokens", "--plain", "-", "--dict-dir", &place], "3억 원\n").code(0).out;
    assert!(tokens.starts_with("3\tSN\t\n억\tNR\t\n원\tNNBC\t\n"), "{tokens}");
}

#[test]
fn a_damaged_dictionary_is_named_and_replaced() {
    let house = House::new();
    let place = house.path("dictionary").to_string_lossy().into_owned();
    house.run(&words(&install(&house))).code(0);
    house.file("dictionary/matrix.mtx", "damaged");
    let status = house.run(&["dict", "status", "--dict-dir", &place]).code(1).out;
    assert!(status.contains("matrix.mtx") && status.contains("mokpyo dict install"), "{status}");
    house.run(&["dict", "check", "--dict-dir", &place]).code(2).complains(&["matrix.mtx"]);
    house.run(&words(&install(&house))).code(0).complains(&["installed"]);
    house.run(&["dict", "check", "--dict-dir", &place]).code(0);
    house.run(&words(&install(&house))).code(0).complains(&["--force"]);
}

#[test]
fn an_installation_killed_at_any_moment_leaves_a_whole_dictionary_or_none() {
    let trial = House::new();
    let started = Instant::now();
    trial.run(&words(&install(&trial))).code(0);
    let length = started.elapsed();
    let house = House::new();
    let mut arguments = install(&house);
    arguments.push("--force".into());
    let mut killed = 0;
    for after in spread(moments(), length) {
        killed += u32::from(kill(&house, &words(&arguments), after).is_none());
        match Dictionary::open(&house.path("dictionary")) {
            Ok(None) => {}
            Ok(Some(dictionary)) => dictionary.check().unwrap_or_else(|e| panic!("after {after:?}: {e}")),
            Err(error) => panic!("after {after:?}: {error}"),
        }
    }
    assert!(killed > 0, "no run was killed while it ran");
    house.run(&words(&arguments)).code(0);
    let left: Vec<_> =
        std::fs::read_dir(house.path(".")).expect("the house").flatten().map(|e| e.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("new-")), "{left:?}");
}

#[test]
fn two_installations_at_once_both_end_well() {
    let house = House::new();
    let arguments = install(&house);
    let start = |_| house.command(&words(&arguments)).stderr(Stdio::null()).spawn().expect("the program runs");
    let children: Vec<Child> = (0..4).map(start).collect();
    for mut child in children {
        assert_eq!(child.wait().expect("it ends").code(), Some(0));
    }
    Dictionary::open(&house.path("dictionary"))
        .expect("a sound dictionary")
        .expect("a dictionary")
        .check()
        .expect("whole");
}

#[test]
fn without_python_and_network_the_ways_out_are_named() {
    let house = House::new();
    let place = house.path("dictionary").to_string_lossy().into_owned();
    let mut command = house.command(&["tokens", "-", "--dict-dir", &place]);
    // no python3 on the search path; a proxy where nobody listens
    command
        .env("PATH", house.path("nothing"))
        .env("HTTPS_PROXY", "http://127.0.0.1:9")
        .env("https_proxy", "http://127.0.0.1:9");
    let said = crate::house::Said::from(command.output().expect("the program runs")).code(2);
    said.complains(&["Three ways out", "mokpyo dict install", "--from FILE.whl", "MOKPYO_DICT_DIR", "python3"]);
    assert!(!house.path("dictionary").exists());
}
