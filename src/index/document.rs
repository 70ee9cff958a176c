//! An article and its records as documents of the index: made in the pipeline's workers, from the
//! tokens that extraction used.

use super::letters::LetterCounter;
use super::names;
use super::packed::PackedTerms;
use super::schema::{ArticleFields, RecordFields};
use super::sketch::Sketcher;
use super::terms::{Origin, TermReader, pairs};
use crate::model::{Article, Block, BlockKind, CodePoints, Record, Span, Statement};
use crate::tokens::{Analyser, Token, Tokens, Worker};
use jiff::civil::{Date, date};
use rust_decimal::prelude::ToPrimitive;
use tantivy::TantivyDocument;

/// How many letters of an article are its lead: where a release repeats its title and says what it is
/// about. Terms in it count more.
pub const LEAD: u32 = 150;

/// An article ready for the index.
pub struct Prepared {
    pub(super) key: u64,
    pub(super) article: TantivyDocument,
    pub(super) records: Vec<TantivyDocument>,
}

impl Prepared {
    /// About how many bytes it takes.
    pub fn weight(&self) -> usize {
        self.article.len() * 64 + self.records.len() * 1024
    }
}

/// A number made from an id, to join and to delete by.
pub fn key(id: &str) -> u64 {
    // FNV-1a: stable over versions and machines, as everything in an index must be
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Days since 1970-01-01.
pub fn day_number(day: Date) -> i64 {
    let epoch = date(1970, 1, 1);
    day.duration_since(epoch).as_hours() / 24
}

/// Makes documents. One a thread.
pub struct Preparer {
    articles: ArticleFields,
    records: RecordFields,
    terms: TermReader,
    worker: Worker,
}

impl Preparer {
    /// For tokens that `analyser` made.
    pub fn new(analyser: &Analyser) -> Self {
        Self {
            articles: super::schema::articles().1,
            records: super::schema::records().1,
            terms: TermReader::new(analyser),
            worker: analyser.worker(),
        }
    }

    /// Prepares an article. `tokens` and `records` are those of `article`.
    pub fn prepare(&mut self, article: &Article, tokens: &Tokens, records: &[Record]) -> Prepared {
        let fields = self.articles.clone();
        let mut document = TantivyDocument::new();
        let key = key(&article.id);
        document.add_u64(fields.key, key);
        document.add_text(fields.id, &article.id);
        let mut lists = Lists::for_text(article.text.len());
        if let Some(date) = article.date {
            document.add_i64(fields.date, day_number(date));
            // The day of a release is often all that tells it from those of other days.
            for term in super::day::terms_of(date) {
                lists.lead.push(&term, 0);
            }
        }
        if let Some(source) = &article.source {
            document.add_text(fields.source, source);
        }
        let title = self.title(article, tokens, &mut lists);
        if let Place::Before(letters) = title {
            document.add_u64(fields.title_letters, u64::from(letters));
        }
        let opening = article.title.as_deref().filter(|_| matches!(title, Place::Before(_))).unwrap_or(&article.text);
        for packed in super::opening::pack(opening) {
            document.add_u64(fields.opening, packed);
        }
        self.body(article, tokens, title, &mut lists);
        if let Some(sketch) = lists.sketcher.finish() {
            document.add_bytes(fields.sketch, &sketch.to_bytes());
            for band in sketch.bands() {
                document.add_u64(fields.bands, band);
            }
        }
        document.add_text(fields.words, lists.words.into_string());
        document.add_text(fields.pairs, lists.pairs.into_string());
        document.add_text(fields.lead, lists.lead.into_string());
        document.add_text(fields.title, lists.title.into_string());
        for alias in names::aliases(&article.text, records) {
            document.add_text(fields.aliases, alias);
        }
        let mut title_names = Vec::new();
        if let Place::Inside(span) = title {
            names::noun_runs(&article.text, span, &tokens.tokens, &mut title_names);
        }
        for name in names::keys(article, records, &title_names) {
            document.add_text(fields.names, name);
        }
        let records = self.records(article, tokens, records, key);
        Prepared { key, article: document, records }
    }

    /// Finds the title, and takes its terms where the text does not contain it.
    fn title(&mut self, article: &Article, tokens: &Tokens, lists: &mut Lists) -> Place {
        let Some(title) = article.title.as_deref().filter(|t| !t.trim().is_empty()) else {
            return headline(&tokens.blocks).map_or(Place::None, Place::Inside);
        };
        if article.text.starts_with(title) {
            return Place::Inside(Span::new(0, title.len()));
        }
        let analysed = self.worker.analyse(title);
        self.terms.words(title, 0, &analysed.tokens, |term| {
            lists.words.push(term.text, term.position);
            lists.title.push(term.text, term.position);
            lists.lead.push(term.text, 0);
        });
        pairs(title, |pair| {
            lists.pairs.push(pair.text, 0);
            lists.lead.push(pair.text, 0);
        });
        Place::Before(LetterCounter::new(title).at(title.len()))
    }

    fn body(&mut self, article: &Article, tokens: &Tokens, title: Place, lists: &mut Lists) {
        let text = article.text.as_str();
        let (shift, inside) = match title {
            Place::Before(letters) => (letters, None),
            Place::Inside(span) => (0, Some(span)),
            Place::None => (0, None),
        };
        // Where words of exactly two syllables begin: such a pair is a term of its own already.
        let mut covered: Vec<u32> = Vec::with_capacity(tokens.tokens.len() / 2);
        let Lists { words, pairs: pair_list, lead, title, sketcher } = lists;
        self.terms.words(text, 0, &tokens.tokens, |term| {
            let position = term.position + shift;
            words.push(term.text, position);
            if position < LEAD {
                lead.push(term.text, 0);
            }
            if inside.is_some_and(|span| span.contains(&term.span)) {
                title.push(term.text, term.position);
            }
            if matches!(term.origin, Origin::Surface) {
                sketcher.push(term.text);
            }
            if term.text.len() == 6 && matches!(term.origin, Origin::Surface | Origin::Part) {
                covered.push(term.position);
            }
        });
        covered.sort_unstable();
        let mut next = covered.iter().copied().peekable();
        pairs(text, |pair| {
            let position = pair.position + shift;
            if position < LEAD {
                lead.push(pair.text, 0);
            }
            while next.peek().is_some_and(|at| *at < pair.position) {
                next.next();
            }
            if next.peek() != Some(&pair.position) {
                pair_list.push(pair.text, 0);
            }
        });
    }

    fn records(&mut self, article: &Article, tokens: &Tokens, records: &[Record], key: u64) -> Vec<TantivyDocument> {
        if records.is_empty() {
            return Vec::new();
        }
        let points = CodePoints::new(&article.text);
        let starts: Vec<usize> = tokens.sentences.iter().map(|s| points.at(&article.text, s.span.start)).collect();
        records
            .iter()
            .map(|record| {
                let fields = self.records.clone();
                let mut document = TantivyDocument::new();
                document.add_u64(fields.key, key);
                document.add_text(fields.id, record.id());
                document.add_text(fields.kind, record.kind().as_str());
                if let Some(date) = article.date {
                    document.add_i64(fields.date, day_number(date));
                }
                match record {
                    Record::Target(s) | Record::Figure(s) | Record::Milestone(s) => {
                        add_statement(&fields, &mut document, s);
                        // the sentence that holds the evidence's first letter
                        let sentence = starts.partition_point(|start| *start <= s.evidence.start).checked_sub(1);
                        let sentence = sentence.and_then(|i| tokens.sentences.get(i));
                        if let Some(sentence) = sentence {
                            let range = sentence.first as usize..sentence.last as usize;
                            let tokens = tokens.tokens.get(range).unwrap_or_default();
                            document.add_text(fields.words, self.pack(&article.text, tokens));
                        }
                        if let Some(program) = &s.program {
                            document.add_text(fields.program_words, self.pack_text(&program.name));
                        }
                    }
                    Record::Program(p) => {
                        document.add_text(fields.program, &p.name);
                        let packed = self.pack_text(&p.name);
                        document.add_text(fields.words, &packed);
                        document.add_text(fields.program_words, packed);
                        for alias in &p.aliases {
                            document.add_text(fields.program_words, self.pack_text(alias));
                        }
                    }
                }
                document
            })
            .collect()
    }

    fn pack(&mut self, text: &str, tokens: &[Token]) -> String {
        let mut packed = PackedTerms::default();
        let Some(first) = tokens.first() else { return packed.into_string() };
        self.terms.words(text, first.start as usize, tokens, |term| packed.push(term.text, term.position));
        packed.into_string()
    }

    fn pack_text(&mut self, text: &str) -> String {
        let tokens = self.worker.analyse(text);
        self.pack(text, &tokens.tokens)
    }
}

/// The lists of terms of one article.
#[derive(Default)]
struct Lists {
    words: PackedTerms,
    pairs: PackedTerms,
    lead: PackedTerms,
    title: PackedTerms,
    sketcher: Sketcher,
}

impl Lists {
    /// For a text of so many bytes: the two long lists need not grow.
    fn for_text(bytes: usize) -> Self {
        Self { words: PackedTerms::with_capacity(bytes), pairs: PackedTerms::with_capacity(bytes), ..Self::default() }
    }
}

/// Where an article's title stands.
#[derive(Clone, Copy)]
enum Place {
    None,
    /// In the text, at these bytes.
    Inside(Span),
    /// Not in the text: its letters are counted before those of the text.
    Before(u32),
}

/// The bytes of the headline that begins the text.
fn headline(blocks: &[Block]) -> Option<Span> {
    let mut heads = blocks.iter().take_while(|block| block.kind == BlockKind::Headline);
    let first = heads.next()?;
    Some(Span::new(first.span.start, heads.last().unwrap_or(first).span.end))
}

fn add_statement(fields: &RecordFields, document: &mut TantivyDocument, statement: &Statement) {
    document.add_text(fields.status, statement.status.as_str());
    if let Some(quantity) = &statement.quantity {
        if let Some(unit) = &quantity.unit {
            document.add_text(fields.unit, unit);
        }
        // Exact decimals stay in the store; f64 orders and compares them here.
        if let Some(value) = quantity.value.to_f64() {
            document.add_f64(fields.value, value);
            let max = quantity.value_max.and_then(|max| max.to_f64());
            document.add_f64(fields.value_max, max.unwrap_or(value));
        }
    }
    let last_day = statement.deadline.as_ref().and_then(|d| d.last_day.as_deref());
    if let Some(day) = last_day.and_then(|day| day.parse::<Date>().ok()) {
        document.add_i64(fields.deadline, day_number(day));
    }
    if let Some(agency) = &statement.agency {
        document.add_text(fields.agency, &agency.name);
    }
    if let Some(program) = &statement.program {
        document.add_text(fields.program, &program.name);
    }
}
