//! Floors measured within this process: bare lindera, the analysis, mentions and records.

use super::Outcome;
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;
use mokpyo::lexicon::Lexicon;
use mokpyo::model::Article;
use mokpyo::records;
use mokpyo::tokens::{self, Analyser, DictOptions, Tokens};
use std::hint::black_box;

/// CPU seconds of each floor.
pub struct Floors {
    /// Stock lindera, tokens with surfaces.
    pub bare: f64,
    /// The same, every token asked for its details.
    pub detailed: f64,
    /// mokpyo's blocks, sentences and tokens.
    pub tokens: f64,
    /// Mentions and records, from tokens.
    pub records: f64,
}

impl Floors {
    /// Runs every floor over all articles, in turn, `repeats` times.
    pub fn measure(articles: &[Article], repeats: usize) -> Outcome<Self> {
        let dictionary = tokens::locate_or_install(&DictOptions::from_environment(), &mut ())?;
        let lexicon = Lexicon::built_in()?;
        let stock = lindera::dictionary::load_dictionary(&dictionary.dir().to_string_lossy())?;
        let mut stock = Segmenter::new(Mode::Normal, stock, None).new_worker();
        let mut worker = Analyser::open(&dictionary)?.with_terms(&lexicon)?.worker();
        let mut least = Self { bare: f64::MAX, detailed: f64::MAX, tokens: f64::MAX, records: f64::MAX };
        for _ in 0..repeats {
            let bare = measured(|| {
                for line in articles.iter().flat_map(|article| article.text.lines()) {
                    black_box(stock.segment(line)?);
                }
                Ok(())
            })?;
            let detailed = measured(|| {
                for line in articles.iter().flat_map(|article| article.text.lines()) {
                    for token in &mut stock.segment(line)? {
                        black_box(token.details());
                    }
                }
                Ok(())
            })?;
            let mut analyses: Vec<Tokens> = Vec::with_capacity(articles.len());
            let tokens = measured(|| {
                analyses.extend(articles.iter().map(|article| worker.analyse(&article.text)));
                Ok(())
            })?;
            let records = measured(|| {
                for (article, tokens) in articles.iter().zip(&analyses) {
                    black_box(records::extract(article, tokens, &lexicon));
                }
                Ok(())
            })?;
            least.bare = least.bare.min(bare);
            least.detailed = least.detailed.min(detailed);
            least.tokens = least.tokens.min(tokens);
            least.records = least.records.min(records);
        }
        Ok(least)
    }

    /// Each floor with its name.
    pub fn lines(&self) -> [(&'static str, f64); 4] {
        [
            ("bare lindera, one worker", self.bare),
            ("  every token asked for its details", self.detailed),
            ("blocks, sentences and tokens", self.tokens),
            ("mentions and records", self.records),
        ]
    }
}

/// CPU seconds of this thread.
fn measured(work: impl FnOnce() -> Outcome<()>) -> Outcome<f64> {
    let before = cpu_time()?;
    work()?;
    Ok(cpu_time()? - before)
}

/// Time that this thread has spent on a processor, in nanoseconds the system counts (Linux).
fn cpu_time() -> Outcome<f64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: u64 = stat.split_whitespace().next().ok_or("no time in schedstat")?.parse()?;
    Ok(nanoseconds as f64 / 1e9)
}
