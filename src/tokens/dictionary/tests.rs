//! The dictionary from end to end, with the toy of [`super::toy`].

use super::super::{Analyser, Error};
use super::{DictOptions, Dictionary, archive, install, locate_or_install, mecab, toy};
use std::fs;
use std::path::Path;

fn words(dictionary: &Dictionary, text: &str) -> Vec<String> {
    let analyser = Analyser::open(dictionary).unwrap_or_else(|e| panic!("{e}"));
    let tokens = analyser.worker().analyse(text).tokens;
    tokens.iter().map(|t| format!("{}/{}", t.text(text), t.pos)).collect()
}

/// Options that install the toy into `place` in a directory of its own.
fn toy_options() -> (tempfile::TempDir, DictOptions) {
    let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    let place = Some(dir.path().join("place"));
    (dir, DictOptions { dir: place, from: Some(toy::DIRECTORY.into()), offline: true })
}

fn installed(options: &DictOptions) -> Dictionary {
    locate_or_install(options, &mut ()).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn both_origins_are_read_alike() {
    let path = Path::new("toy");
    let compiled = mecab::read(&toy::compiled(), path).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(compiled, toy::source());
    let mut reader = archive::Reader::new(path);
    for (name, content) in toy::FILES {
        reader.file(name, &mut content.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
    }
    let mut written = reader.finish().unwrap_or_else(|e| panic!("{e}"));
    // features are numbered in the order of the files; what they say is the same
    let said = |s: &super::source::Source| {
        s.entries.iter().map(|e| s.features[e.feature as usize].clone()).collect::<Vec<_>>()
    };
    assert_eq!(said(&written), said(&compiled));
    for (entry, other) in written.entries.iter_mut().zip(&compiled.entries) {
        entry.feature = other.feature;
    }
    written.features.clone_from(&compiled.features);
    assert_eq!(written, compiled);
}

#[test]
fn a_word_is_connected_with_the_one_before_the_space() {
    let (_dir, options) = toy_options();
    let dictionary = installed(&options);
    // 억→원/NNBC −500+300 beats 억→원/NNG 100+10, with and without the space
    assert_eq!(words(&dictionary, "3억원"), ["3/SN", "억/NR", "원/NNBC"]);
    assert_eq!(words(&dictionary, "3억 원"), ["3/SN", "억/NR", "원/NNBC"]);
    assert_eq!(words(&dictionary, "3억\u{3000}  원"), ["3/SN", "억/NR", "원/NNBC"]);
    // unknown numbers and letters connect across the space too: 3→원/NNBC, A→원/NNG
    assert_eq!(words(&dictionary, "나무 3 원 A 원"), ["나무/NNG", "3/SN", "원/NNBC", "A/SL", "원/NNG"]);
}

#[test]
fn a_particle_after_a_space_is_dearer() {
    let (_dir, options) = toy_options();
    let dictionary = installed(&options);
    // 나무+가 30+100+20 beats 나무가 900
    assert_eq!(words(&dictionary, "나무가"), ["나무/NNG", "가/JKS"]);
    // 가/JKS costs 6000 more after the space, an unknown word 90+100+2000
    assert_eq!(words(&dictionary, "나무 가"), ["나무/NNG", "가/JKS"]);
    assert_eq!(words(&dictionary, "원, 나무"), ["원/NNG", ",/SC", "나무/NNG"]);
}

#[test]
fn a_damaged_dictionary_is_noticed_and_replaced() {
    let (_dir, options) = toy_options();
    let dictionary = installed(&options);
    type Damage = fn(&Path);
    let damage: [(&str, Damage); 4] = [
        ("matrix.mtx", |file| fs::write(file, b"short").unwrap_or_else(|e| panic!("{e}"))),
        ("words.pos", |file| {
            let mut bytes = fs::read(file).unwrap_or_else(|e| panic!("{e}"));
            bytes[6] ^= 1;
            fs::write(file, bytes).unwrap_or_else(|e| panic!("{e}"));
        }),
        ("dict.trie", |file| fs::remove_file(file).unwrap_or_else(|e| panic!("{e}"))),
        ("mokpyo.json", |file| fs::write(file, "{").unwrap_or_else(|e| panic!("{e}"))),
    ];
    for (name, damage) in damage {
        damage(&dictionary.dir().join(name));
        assert!(Dictionary::open(dictionary.dir()).is_err(), "{name}");
        assert_eq!(words(&installed(&options), "나무"), ["나무/NNG"], "{name}");
    }
}

#[test]
fn another_format_is_rebuilt() {
    let (_dir, options) = toy_options();
    let dictionary = installed(&options);
    let file = dictionary.dir().join("mokpyo.json");
    let manifest = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{e}"));
    fs::write(&file, manifest.replace("lindera ", "lindera 9")).unwrap_or_else(|e| panic!("{e}"));
    assert!(matches!(Dictionary::open(dictionary.dir()), Err(Error::Format { .. })));
    assert_eq!(installed(&options).manifest().format, super::format());
}

#[test]
fn a_built_dictionary_can_be_copied() {
    let (dir, options) = toy_options();
    let dictionary = installed(&options);
    let copy = DictOptions { dir: Some(dir.path().join("copy")), from: Some(dictionary.dir().into()), offline: true };
    let copied = install(&copy, &mut ()).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(copied.manifest(), dictionary.manifest());
    copied.check().unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(words(&copied, "3억 원"), ["3/SN", "억/NR", "원/NNBC"]);
}

#[test]
fn two_installations_at_once_both_end_well() {
    let (dir, options) = toy_options();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(words(&installed(&options), "나무가"), ["나무/NNG", "가/JKS"]));
        }
    });
    let left: Vec<_> = fs::read_dir(dir.path()).into_iter().flatten().flatten().map(|e| e.file_name()).collect();
    assert!(!left.iter().any(|n| n.to_string_lossy().contains("new-")), "{left:?}");
}

#[test]
fn what_a_killed_installation_left_is_swept_away() {
    let (dir, options) = toy_options();
    let left = dir.path().join(".place.new-killed");
    fs::create_dir(&left).unwrap_or_else(|e| panic!("{e}"));
    installed(&options);
    assert!(!left.exists());
}

#[test]
fn without_network_and_dictionary_the_ways_out_are_named() {
    let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    let options = DictOptions { dir: Some(dir.path().join("place")), from: None, offline: true };
    let message = locate_or_install(&options, &mut ()).err().map(|e| e.to_string()).unwrap_or_default();
    for part in ["mokpyo dict install", "--from FILE.whl", "MOKPYO_DICT_DIR"] {
        assert!(message.contains(part), "{message}");
    }
    assert!(!dir.path().join("place").exists());
}

#[test]
fn a_directory_with_other_files_is_left_alone() {
    let (dir, options) = toy_options();
    let place = dir.path().join("place");
    fs::create_dir(&place).unwrap_or_else(|e| panic!("{e}"));
    fs::write(place.join("letter.txt"), "dear").unwrap_or_else(|e| panic!("{e}"));
    let message = locate_or_install(&options, &mut ()).err().map(|e| e.to_string()).unwrap_or_default();
    assert!(message.contains("other files"), "{message}");
    assert!(place.join("letter.txt").exists());
}

#[test]
fn damaged_sources_are_refused_with_their_names() {
    let path = Path::new("toy");
    let refusal = |change: fn(&mut mecab::Files)| {
        let mut files = toy::compiled();
        change(&mut files);
        mecab::read(&files, path).err().map(|e| e.to_string()).unwrap_or_default()
    };
    assert!(refusal(|f| f.system.truncate(1000)).contains("sys.dic"));
    assert!(refusal(|f| f.system.truncate(3)).contains("too short"));
    assert!(refusal(|f| f.unknown[4] = 9).contains("unk.dic"));
    assert!(refusal(|f| f.matrix.truncate(9)).contains("matrix.bin"));
    assert!(refusal(|f| f.characters[0] = 200).contains("char.bin"));
    // a context id outside the matrix
    assert!(
        refusal(|f| {
            let tokens = 72 + u32::from_le_bytes([f.system[24], f.system[25], f.system[26], f.system[27]]) as usize;
            f.system[tokens] = 77;
        })
        .contains("outside")
    );
    // a double array that leads back to its root
    assert!(
        refusal(|f| {
            for unit in f.system[72..].chunks_exact_mut(8).skip(1) {
                if unit[4..] != [0; 4] && unit[3] < 0x80 {
                    unit[..4].copy_from_slice(&1i32.to_le_bytes());
                }
            }
        })
        .contains("sys.dic")
    );
}

/// A file in a tar archive, compressed as lindera's site does.
fn archive_of(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = tar::Builder::new(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast()));
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        let path = format!("mecab-ko-dic-2.1.1-20180720/{name}");
        archive.append_data(&mut header, path, content.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
    }
    archive.into_inner().and_then(flate2::write::GzEncoder::finish).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn the_source_archive_is_read_like_its_directory() {
    let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    let path = dir.path().join("dictionary.tar.gz");
    fs::write(&path, archive_of(&toy::FILES)).unwrap_or_else(|e| panic!("{e}"));
    let source = super::fetch::tar(&path).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(source.entries.len(), toy::source().entries.len());
    assert_eq!(source.matrix, toy::source().matrix);
    assert_eq!(source.categories, toy::source().categories);
    // without one of its files, or cut short, it is refused
    fs::write(&path, archive_of(&toy::FILES[..3])).unwrap_or_else(|e| panic!("{e}"));
    assert!(super::fetch::tar(&path).is_err_and(|e| e.to_string().contains("char.def")));
    let whole = archive_of(&toy::FILES);
    fs::write(&path, &whole[..whole.len() / 2]).unwrap_or_else(|e| panic!("{e}"));
    assert!(super::fetch::tar(&path).is_err());
}

#[test]
fn a_file_with_another_checksum_is_refused() {
    let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    let path = dir.path().join("python_mecab_ko_dic.whl");
    fs::write(&path, b"not what it says").unwrap_or_else(|e| panic!("{e}"));
    let options = DictOptions { dir: Some(dir.path().join("place")), from: Some(path), offline: true };
    let message = install(&options, &mut ()).err().map(|e| e.to_string()).unwrap_or_default();
    assert!(message.contains("python_mecab_ko_dic.whl") && message.contains("SHA-256"), "{message}");
    assert!(!dir.path().join("place").exists());
}
