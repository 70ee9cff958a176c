//! A dictionary small enough to check every cost by hand, in both of its origins' forms, for tests. Its source form
//! lies in `tests/fixtures/dictionary`.
//!
//! Context ids: 0 the ends of the sentence, 1 nouns, 2 particles, 3 numbers, 4 counters. Every connection costs
//! 100, but a counter after a number −500.

use super::mecab;
use super::source::{Category, Entry, Matrix, Source, Unknown};

/// Surface, context id (the same on both sides), cost and feature; sorted by surface.
const WORDS: [(&str, u16, i16, &str); 7] = [
    (",", 1, 10, "SC,*,*,\",\",*,*,*,*"),
    ("가", 2, 20, "JKS,*,F,가,*,*,*,*"),
    ("나무", 1, 30, "NNG,*,F,나무,*,*,*,*"),
    ("나무가", 1, 900, "NNG,*,F,나무가,*,*,*,*"),
    ("억", 3, 50, "NR,*,T,억,*,*,*,*"),
    ("원", 1, 10, "NNG,*,T,원,*,*,*,*"),
    ("원", 4, 300, "NNBC,*,T,원,*,*,*,*"),
];

/// A category of characters: name, invoke, group, length, context id and cost of the unknown word, its tag, the range.
type Row = (&'static str, bool, bool, u8, u16, i16, &'static str, (u16, u16));

const CATEGORIES: [Row; 6] = [
    ("DEFAULT", false, true, 0, 1, 500, "SY", (0, 0)),
    ("SPACE", false, true, 0, 1, 90, "SP", (0x20, 0x20)),
    ("NUMERIC", true, true, 0, 3, 60, "SN", (0x30, 0x39)),
    ("ALPHA", true, true, 0, 1, 70, "SL", (0x41, 0x5a)),
    ("SYMBOL", true, true, 0, 1, 80, "SY", (0x21, 0x2f)),
    ("HANGUL", false, true, 2, 1, 2000, "UNKNOWN", (0xac00, 0xd7a3)),
];

const IDS: u16 = 5;

fn cost(right: u16, left: u16) -> i16 {
    if (right, left) == (3, 4) { -500 } else { 100 }
}

/// The dictionary as the readers must read it.
pub(super) fn source() -> Source {
    let entry = |(i, (surface, id, cost, _)): (usize, &(&str, u16, i16, &str))| Entry {
        surface: (*surface).to_owned(),
        left: *id,
        right: *id,
        cost: *cost,
        feature: i as u32,
    };
    let mut costs = Vec::new();
    for left in 0..IDS {
        for right in 0..IDS {
            costs.extend(cost(right, left).to_le_bytes());
        }
    }
    let category = |&(name, invoke, group, length, id, cost, tag, _): &Row| {
        let unknown = Unknown { left: id, right: id, cost, feature: format!("{tag},*,*,*,*,*,*,*") };
        Category { name: name.to_owned(), invoke, group, length, unknown: vec![unknown] }
    };
    let mut characters = vec![0; 0xffff];
    for (i, (.., (from, to))) in CATEGORIES.iter().enumerate().skip(1) {
        characters[usize::from(*from)..=usize::from(*to)].fill(i as u8);
    }
    Source {
        entries: WORDS.iter().enumerate().map(entry).collect(),
        features: WORDS.iter().map(|w| w.3.to_owned()).collect(),
        matrix: Matrix { rights: IDS, lefts: IDS, costs },
        categories: CATEGORIES.iter().map(category).collect(),
        characters,
    }
}

/// The dictionary as MeCab compiles it.
pub(super) fn compiled() -> mecab::Files {
    let system: Vec<_> =
        WORDS.iter().map(|(surface, id, cost, feature)| (*surface, *id, *cost, (*feature).to_owned())).collect();
    let mut unknown: Vec<_> = CATEGORIES
        .iter()
        .map(|(name, _, _, _, id, cost, tag, _)| (*name, *id, *cost, format!("{tag},*,*,*,*,*,*,*")))
        .collect();
    unknown.sort();
    let mut matrix = [IDS.to_le_bytes(), IDS.to_le_bytes()].concat();
    matrix.extend(&source().matrix.costs);

    let mut characters = (CATEGORIES.len() as u32).to_le_bytes().to_vec();
    for (name, ..) in CATEGORIES {
        let mut field = [0; 32];
        field[..name.len()].copy_from_slice(name.as_bytes());
        characters.extend(field);
    }
    for index in source().characters {
        let (_, invoke, group, length, ..) = CATEGORIES[usize::from(index)];
        let (kind, default) = (1u32 << index, u32::from(index) << 18);
        let packed = kind | default | u32::from(length) << 26 | u32::from(group) << 30 | u32::from(invoke) << 31;
        characters.extend(packed.to_le_bytes());
    }
    mecab::Files { system: lexicon(&system), unknown: lexicon(&unknown), matrix, characters }
}

/// A `.dic` file of words that are sorted by surface.
fn lexicon(words: &[(&str, u16, i16, String)]) -> Vec<u8> {
    let (mut tokens, mut features) = (Vec::new(), Vec::new());
    let mut keys: Vec<(&str, u32, u32)> = Vec::new();
    for (index, (surface, id, cost, feature)) in words.iter().enumerate() {
        match keys.last_mut() {
            Some((last, _, count)) if last == surface => *count += 1,
            _ => keys.push((*surface, index as u32, 1)),
        }
        tokens.extend([*id, *id, 0, *cost as u16].map(u16::to_le_bytes).concat());
        tokens.extend((features.len() as u32).to_le_bytes());
        tokens.extend(0u32.to_le_bytes());
        features.extend(feature.bytes().chain([0]));
    }
    // every prefix of a key is a node; bases far enough apart never collide
    let mut prefixes: Vec<&[u8]> = vec![b""];
    for (key, ..) in &keys {
        prefixes.extend((1..=key.len()).map(|n| &key.as_bytes()[..n]));
    }
    prefixes.sort();
    prefixes.dedup();
    let base = |prefix: &[u8]| 1 + 300 * prefixes.iter().position(|p| *p == prefix).unwrap_or(0) as i32;
    let mut array = vec![(0i32, 0u32); 300 * (prefixes.len() + 1)];
    array[0].0 = base(b"");
    for prefix in &prefixes[1..] {
        let parent = base(&prefix[..prefix.len() - 1]);
        array[parent as usize + usize::from(prefix[prefix.len() - 1]) + 1] = (base(prefix), parent as u32);
    }
    for (key, first, count) in &keys {
        let node = base(key.as_bytes());
        array[node as usize] = (-((first << 8 | count) as i32) - 1, node as u32);
    }
    let array: Vec<u8> = array.iter().flat_map(|(b, c)| [b.to_le_bytes(), c.to_le_bytes()].concat()).collect();

    let size = (72 + array.len() + tokens.len() + features.len()) as u32;
    let ids = u32::from(IDS);
    let parts = [array.len() as u32, tokens.len() as u32, features.len() as u32];
    let header = [size ^ 0xef71_8f77, 102, 0, words.len() as u32, ids, ids, parts[0], parts[1], parts[2], 0];
    let mut bytes: Vec<u8> = header.iter().flat_map(|n| n.to_le_bytes()).collect();
    bytes.extend(b"UTF-8");
    bytes.resize(72, 0);
    [bytes, array, tokens, features].concat()
}

/// The source form: file names and contents.
pub(super) const FILES: [(&str, &str); 6] = [
    ("NNG.csv", include_str!("../../../tests/fixtures/dictionary/NNG.csv")),
    ("J.csv", include_str!("../../../tests/fixtures/dictionary/J.csv")),
    ("matrix.def", include_str!("../../../tests/fixtures/dictionary/matrix.def")),
    ("char.def", include_str!("../../../tests/fixtures/dictionary/char.def")),
    ("unk.def", include_str!("../../../tests/fixtures/dictionary/unk.def")),
    ("README", include_str!("../../../tests/fixtures/dictionary/README")),
];

/// Where the source form lies unpacked, which `dict install --from` takes.
pub(super) const DIRECTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/dictionary");
