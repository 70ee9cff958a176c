//! Hashes the code that turns bytes into records, so that a store knows which code read its articles: after a
//! change there, the next `mokpyo ingest` reads every article again, also between releases.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

/// The floors whose code decides what the records say.
const FLOORS: [&str; 6] = ["model", "article", "lexicon", "tokens", "mentions", "records"];

fn main() -> io::Result<()> {
    let mut files = BTreeMap::new();
    for floor in FLOORS {
        let directory = Path::new("src").join(floor);
        println!("cargo::rerun-if-changed={}", directory.display());
        gather(&directory, &mut files)?;
    }
    let mut hash = Fnv::new();
    for (name, bytes) in &files {
        hash.add(name.as_bytes());
        hash.add(&(bytes.len() as u64).to_le_bytes());
        hash.add(bytes);
    }
    println!("cargo::rustc-env=MOKPYO_CODE={:016x}", hash.0);
    Ok(())
}

fn gather(directory: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else {
            files.insert(path.to_string_lossy().replace('\\', "/"), fs::read(&path)?);
        }
    }
    Ok(())
}

/// FNV-1a, 64 bits: no dependency, the same everywhere. It tells versions apart, it protects nothing.
struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
