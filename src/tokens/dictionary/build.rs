//! Writes a dictionary in the form that lindera maps into memory, with transparent spaces.

use super::super::Error;
use super::super::spaces::{MARKS, Marker, penalty};
use super::parts_of_speech;
use super::source::{Matrix, Source};
use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::context_id_map::ContextIdMap;
use lindera_dictionary::dictionary::metadata::Metadata;
use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;
use lindera_dictionary::dictionary::schema::Schema;
use lindera_dictionary::viterbi::{LexType, WordEntry, WordId};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

/// What the fields of a row are called in lindera's own ko-dic.
const FIELDS: [&str; 12] = [
    "surface",
    "left_context_id",
    "right_context_id",
    "cost",
    "part_of_speech_tag",
    "meaning",
    "presence_absence",
    "reading",
    "type",
    "first_part_of_speech",
    "last_part_of_speech",
    "expression",
];

/// Writes all files of the dictionary into the directory `dir`, which exists and is empty.
///
/// Twins share the word id and so the details of the entry that they double: a token is a twin where
/// its first byte is a mark.
pub(super) fn build(source: &Source, dir: &Path) -> Result<(), Error> {
    let lindera = |error| Error::lindera(dir, error);
    let builder = DictionaryBuilder::new(metadata());
    let ids = Arc::new(context_ids(source));
    builder.build_metadata(dir, Some(&ids)).map_err(lindera)?;

    // lindera reads these two from text files
    let definitions = tempfile::tempdir_in(dir).map_err(Error::file("cannot write into", dir))?;
    write(&definitions.path().join("char.def"), character_definition(source).as_bytes())?;
    write(&definitions.path().join("unk.def"), unknown_definition(source).as_bytes())?;
    let characters = builder.build_character_definition(definitions.path(), dir).map_err(lindera)?;
    builder.build_unknown_dictionary(definitions.path(), dir, &characters, Some(Arc::clone(&ids))).map_err(lindera)?;
    definitions.close().map_err(Error::file("cannot write into", dir))?;

    // -1 announces the layout in which a word's row of costs lies together
    let mut matrix = Vec::with_capacity(6 + source.matrix.costs.len());
    matrix.extend((-1i16).to_le_bytes());
    matrix.extend(source.matrix.rights.to_le_bytes());
    matrix.extend(source.matrix.lefts.to_le_bytes());
    matrix.extend(renumbered(&source.matrix, &ids));
    write(&dir.join("matrix.mtx"), &matrix)?;
    drop(matrix);

    write_details(source, dir)?;
    write(
        &dir.join(parts_of_speech::FILE),
        &parts_of_speech::encode(source.entries.iter().map(|e| tags(source, e.feature))),
    )?;

    let marker = Marker::new(&characters);
    let penalties: Vec<i16> = source.features.iter().map(|f| penalty(f)).collect();
    let mut words: BTreeMap<String, Vec<WordEntry>> = BTreeMap::new();
    for (id, entry) in source.entries.iter().enumerate() {
        let word = WordId::new(LexType::System, id as u32);
        let (left, right) = (ids.left[usize::from(entry.left)], ids.right[usize::from(entry.right)]);
        let add = |cost| WordEntry::new(word, cost, left, right);
        words.entry(entry.surface.clone()).or_default().push(add(entry.cost));
        let twin = entry.cost.saturating_add(penalties[entry.feature as usize]);
        for mark in entry.surface.chars().next().into_iter().flat_map(|c| marker.marks_before(&characters, c)) {
            words.entry(format!("{}{}", char::from(mark), entry.surface)).or_default().push(add(twin));
        }
    }
    let mut values = Vec::with_capacity(words.len() * 10);
    for entry in words.values().flatten() {
        values.extend(entry.word_id().id().to_le_bytes());
        values.extend(entry.word_cost().to_le_bytes());
        values.extend((entry.left_id() as u16).to_le_bytes());
        values.extend((entry.right_id() as u16).to_le_bytes());
    }
    write(&dir.join("dict.vals"), &values)?;
    drop(values);
    let (trie, index) = PrefixDictionary::serialize_trie(&words).map_err(lindera)?;
    drop(words);
    write(&dir.join("dict.trie"), &trie)?;
    write(&dir.join("dict.valsidx"), &index)
}

/// New numbers for the context ids, the most used first: the costs that a text asks for then lie close together
/// in the matrix of 20 MB and stay in the processor's cache. How often an id is used is estimated
/// from its words' costs, which are 800 times the negative logarithm of their probability (`cost-factor` in
/// mecab-ko-dic's `dicrc`). 0, the ends of the sentence, stays.
fn context_ids(source: &Source) -> ContextIdMap {
    let mut left = vec![0f64; usize::from(source.matrix.lefts)];
    let mut right = vec![0f64; usize::from(source.matrix.rights)];
    for entry in &source.entries {
        let probability = (-f64::from(entry.cost) / 800.0).exp();
        left[usize::from(entry.left)] += probability;
        right[usize::from(entry.right)] += probability;
    }
    ContextIdMap { left: by_use(&left), right: by_use(&right) }
}

/// The new number of each id.
fn by_use(uses: &[f64]) -> Vec<u16> {
    let mut order: Vec<usize> = (1..uses.len()).collect();
    order.sort_by(|a, b| uses[*b].total_cmp(&uses[*a]));
    let mut numbers = vec![0; uses.len()];
    for (number, id) in (1u16..).zip(order) {
        numbers[id] = number;
    }
    numbers
}

/// The matrix's costs under the new numbers.
fn renumbered(matrix: &Matrix, ids: &ContextIdMap) -> Vec<u8> {
    let rights = usize::from(matrix.rights);
    let mut costs = vec![0; matrix.costs.len()];
    for (row, left) in matrix.costs.chunks_exact(rights * 2).zip(&ids.left) {
        for (cost, right) in row.chunks_exact(2).zip(&ids.right) {
            let cell = (usize::from(*right) + rights * usize::from(*left)) * 2;
            costs[cell..cell + 2].copy_from_slice(cost);
        }
    }
    costs
}

/// The metadata that lindera keeps with a dictionary. It names no space penalty, which lindera would
/// apply a second time, after a table of 0.2 s.
fn metadata() -> Metadata {
    Metadata::new(
        "mecab-ko-dic with transparent spaces".into(),
        "UTF-8".into(),
        -10000,
        1786,
        3546,
        "*".into(),
        true,
        false,
        false,
        Schema::new(FIELDS.map(String::from).to_vec()),
        Schema::new(["surface", "part_of_speech_tag", "reading"].map(String::from).to_vec()),
    )
}

/// A second category for characters whose unknown words are groups and compete with the dictionary's words.
/// lindera proposes no unknown word inside one that it has proposed already, MeCab does: in `(’` an
/// unknown `(’` hides the unknown `’` after the bracket. A category that proposes one character, and has no
/// unknown words of its own, makes lindera go on at the next character.
const STEP: &str = "STEP";
const STEPPED: [&str; 3] = ["ALPHA", "NUMERIC", "SYMBOL"];

/// `char.def`: the categories, and the ranges of characters that are not of the category `DEFAULT`.
fn character_definition(source: &Source) -> String {
    let mut text = format!("{STEP} 1 0 0\n");
    for category in &source.categories {
        let (invoke, group) = (u8::from(category.invoke), u8::from(category.group));
        let _ = writeln!(text, "{} {invoke} {group} {}", category.name, category.length);
    }
    let mut marked = source.characters.clone();
    for (mark, name) in MARKS {
        let category = source.categories.iter().position(|c| c.name == name);
        if let (Some(slot), Some(category)) = (marked.get_mut(usize::from(mark)), category) {
            *slot = category as u8;
        }
    }
    let mut start = 0;
    for run in marked.chunk_by(|a, b| a == b) {
        let last = start + run.len() - 1;
        let name = &source.categories[usize::from(run[0])].name;
        if name != "DEFAULT" {
            let step = if STEPPED.contains(&name.as_str()) { STEP } else { "" };
            let _ = writeln!(text, "0x{start:04X}..0x{last:04X} {name} {step}");
        }
        start = last + 1;
    }
    text
}

/// `unk.def`: the templates of unknown words.
fn unknown_definition(source: &Source) -> String {
    let mut text = String::new();
    for category in &source.categories {
        for unknown in &category.unknown {
            let (left, right, cost) = (unknown.left, unknown.right, unknown.cost);
            let _ = writeln!(text, "{},{left},{right},{cost},{}", category.name, unknown.feature);
        }
    }
    text
}

/// `dict.words` (each entry's details, separated by NULs, after their length) and `dict.wordsidx`
/// (where each word's entry begins). Words with the same details share them.
fn write_details(source: &Source, dir: &Path) -> Result<(), Error> {
    let mut details: Vec<u8> = Vec::new();
    let mut offsets = Vec::with_capacity(source.features.len());
    let mut known: HashMap<&str, u32> = HashMap::with_capacity(source.features.len());
    for feature in &source.features {
        let offset = *known.entry(feature).or_insert_with(|| {
            let offset = details.len() as u32;
            let joined = fields(feature).join("\0");
            details.extend((joined.len() as u32).to_le_bytes());
            details.extend(joined.as_bytes());
            offset
        });
        offsets.push(offset);
    }
    write(&dir.join("dict.words"), &details)?;
    let index: Vec<u8> = source.entries.iter().flat_map(|e| offsets[e.feature as usize].to_le_bytes()).collect();
    write(&dir.join("dict.wordsidx"), &index)
}

fn tags(source: &Source, feature: u32) -> &str {
    source.features[feature as usize].split(',').next().unwrap_or_default()
}

/// Splits a feature string at its commas; a field in double quotes may hold some.
fn fields(feature: &str) -> Vec<String> {
    if !feature.contains('"') {
        return feature.split(',').map(String::from).collect();
    }
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for c in feature.chars() {
        match (c, fields.last_mut()) {
            ('"', _) => quoted = !quoted,
            (',', _) if !quoted => fields.push(String::new()),
            (c, Some(field)) => field.push(c),
            (_, None) => {}
        }
    }
    fields
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    std::fs::write(path, bytes).map_err(Error::file("cannot write", path))
}
