//! The fields of the two tantivy indexes: one of articles, one of their records.

use super::packed::PackedTokenizer;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenizerManager;

/// The version of everything that is written here: fields, analysis, positions. An index of another
/// version is rebuilt from the store.
pub const INDEX_VERSION: u32 = 5;

/// The name under which tantivy knows [`PackedTokenizer`].
const PACKED: &str = "packed";

/// Fields of an article.
#[derive(Debug, Clone)]
pub struct ArticleFields {
    /// A number made from the id: joins records with their article, and deletes.
    pub key: Field,
    /// The article's id.
    pub id: Field,
    /// Terms of the text, with positions.
    pub words: Field,
    /// Pairs of syllables that no word of the text covers exactly.
    pub pairs: Field,
    /// Words and pairs of the lead (see [`super::document::LEAD`]), present or not.
    pub lead: Field,
    /// Terms of the title, with positions.
    pub title: Field,
    /// Letters of a title that the text does not contain; it then stands before the text.
    pub title_letters: Field,
    /// The letters that the text begins with (see [`super::opening`]).
    pub opening: Field,
    /// Publication date, days since 1970.
    pub date: Field,
    /// Publisher, as the source writes it.
    pub source: Field,
    /// The sketch for near-duplicates, and its bands (see [`super::sketch`]).
    pub sketch: Field,
    /// Bands of the sketch.
    pub bands: Field,
    /// Names that stand for one another (`ai␟인공지능`).
    pub aliases: Field,
    /// Names for suggestions, by their jamo (see [`super::names`]).
    pub names: Field,
}

/// Fields of a record.
#[derive(Debug, Clone)]
pub struct RecordFields {
    /// Its article's key.
    pub key: Field,
    /// The record's id.
    pub id: Field,
    /// Terms of the sentence, with positions.
    pub words: Field,
    /// `target`, `figure`, `milestone` or `program`.
    pub kind: Field,
    /// `planned` …
    pub status: Field,
    /// Normalised unit.
    pub unit: Field,
    /// The number.
    pub value: Field,
    /// Upper end of a range, else the number.
    pub value_max: Field,
    /// The last day of the deadline, days since 1970.
    pub deadline: Field,
    /// The agency's name.
    pub agency: Field,
    /// The programme's name.
    pub program: Field,
    /// The programme's name in words, for `program:`.
    pub program_words: Field,
    /// The article's date, days since 1970.
    pub date: Field,
}

fn packed(option: IndexRecordOption) -> TextOptions {
    let fieldnorms = option != IndexRecordOption::Basic;
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default().set_tokenizer(PACKED).set_index_option(option).set_fieldnorms(fieldnorms),
    )
}

fn raw_column() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing).set_fast("raw")
}

/// The schema of the articles' index.
pub fn articles() -> (Schema, ArticleFields) {
    let mut schema = Schema::builder();
    let positions = || packed(IndexRecordOption::WithFreqsAndPositions);
    let fields = ArticleFields {
        key: schema.add_u64_field("key", INDEXED | FAST),
        id: schema.add_text_field("id", TextOptions::default().set_fast("raw")),
        words: schema.add_text_field("words", positions()),
        pairs: schema.add_text_field("pairs", packed(IndexRecordOption::WithFreqs)),
        lead: schema.add_text_field("lead", packed(IndexRecordOption::Basic)),
        title: schema.add_text_field("title", positions()),
        title_letters: schema.add_u64_field("title_letters", FAST),
        opening: schema.add_u64_field("opening", FAST),
        date: schema.add_i64_field("date", FAST),
        source: schema.add_text_field("source", raw_column()),
        sketch: schema.add_bytes_field("sketch", FAST),
        bands: schema.add_u64_field("bands", INDEXED),
        aliases: schema.add_text_field("aliases", STRING),
        names: schema.add_text_field("names", STRING),
    };
    (schema.build(), fields)
}

/// The schema of the records' index.
pub fn records() -> (Schema, RecordFields) {
    let mut schema = Schema::builder();
    let fields = RecordFields {
        key: schema.add_u64_field("key", INDEXED | FAST),
        id: schema.add_text_field("id", TextOptions::default().set_fast("raw")),
        words: schema.add_text_field("words", packed(IndexRecordOption::WithFreqsAndPositions)),
        kind: schema.add_text_field("kind", raw_column()),
        status: schema.add_text_field("status", raw_column()),
        unit: schema.add_text_field("unit", raw_column()),
        value: schema.add_f64_field("value", FAST),
        value_max: schema.add_f64_field("value_max", FAST),
        deadline: schema.add_i64_field("deadline", FAST),
        agency: schema.add_text_field("agency", raw_column()),
        program: schema.add_text_field("program", raw_column()),
        program_words: schema.add_text_field("program_words", packed(IndexRecordOption::WithFreqsAndPositions)),
        date: schema.add_i64_field("date", FAST),
    };
    (schema.build(), fields)
}

/// The tokenizers that both schemas name.
pub fn tokenizers() -> TokenizerManager {
    // with tantivy's own: it wants its "default" even for numbers
    let manager = TokenizerManager::default();
    manager.register(PACKED, PackedTokenizer::default());
    manager
}
