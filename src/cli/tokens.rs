//! `mokpyo tokens`: the words and sentences of articles, as every later step sees them.

use super::output::stdout;
use super::progress::Installation;
use super::reading::{self, Reading, Refusals};
use super::{Format, Outcome, Shared};
use crate::article::RawArticle;
use crate::tokens::{self, Analyser, DictOptions, Token, Tokens, Word};
use anyhow::{Result, bail};
use clap::Args;
use serde_json::{Value, json};
use std::io::Write;

const EXAMPLES: &str = "\
Examples:
  $ echo '수소충전소를 2030년까지 660기 구축한다.' | mokpyo tokens -
  $ mokpyo tokens --format jsonl corpus/text

One line a sentence; the word, its part of speech (Sejong tags as in mecab-ko-dic) and, for contracted and compound
words, the parts. Offsets count code points of the article's text.";

/// Options of `mokpyo tokens`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    #[command(flatten)]
    reading: Reading,
    /// Without the terms and agencies of dictionaries/: mecab-ko-dic alone
    #[arg(long)]
    plain: bool,
}

/// Prints one line a sentence, or as a table one line a word.
pub fn run(shared: &Shared, options: &Options) -> Result<Outcome> {
    let format = shared.format(Format::Table, &[Format::Table, Format::Jsonl])?;
    let analyser = if options.plain {
        let options = DictOptions { dir: shared.dict_dir.clone(), ..DictOptions::default() };
        tokens::open(&options, &mut Installation::new(shared))?
    } else {
        shared.knowledge()?.analyser().clone()
    };
    let mut worker = analyser.worker();
    let mut out = stdout();
    let refusals = Refusals::new();
    let (mut read, mut refused) = (0u64, 0u64);
    for (_, raw) in reading::open(&options.reading)? {
        match raw.and_then(RawArticle::parse) {
            Ok(article) => {
                read += 1;
                let tokens = worker.analyse(&article.text);
                match format {
                    Format::Jsonl => json_lines(&mut out, &analyser, &article.id, &article.text, &tokens)?,
                    _ => table(&mut out, &analyser, &article.text, &tokens)?,
                }
            }
            Err(refusal) => {
                refused += 1;
                refusals.print(&refusal);
            }
        }
    }
    out.flush()?;
    match (read, refused) {
        (0, 0) => Ok(Outcome::Nothing),
        (0, _) => bail!("nothing could be read"),
        (_, 0) => Ok(Outcome::Done),
        (_, _) => Ok(Outcome::Partly),
    }
}

fn json_lines(out: &mut impl Write, analyser: &Analyser, id: &str, text: &str, tokens: &Tokens) -> Result<()> {
    for sentence in &tokens.sentences {
        let words = &tokens.tokens[sentence.first as usize..sentence.last as usize];
        let start = words.first().map_or(0, |w| w.char_start as usize)
            - words.first().map_or(0, |w| text[sentence.span.start..w.start as usize].chars().count());
        let line = json!({
            "article": id,
            "block": tokens.blocks[sentence.block as usize].kind,
            "start": start,
            "end": start + sentence.span.of(text).chars().count(),
            "text": sentence.span.of(text),
            "tokens": words.iter().map(|w| word(analyser, text, w)).collect::<Vec<_>>(),
        });
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}

fn word(analyser: &Analyser, text: &str, token: &Token) -> Value {
    let written = token.text(text);
    let mut value = json!({
        "text": written,
        "tag": token.pos.to_string(),
        "start": token.char_start,
        "end": token.char_end,
    });
    let parts: Vec<_> = analyser.parts(token.word).map(|p| format!("{}/{}", p.surface, p.tag)).collect();
    if !parts.is_empty() {
        value["parts"] = json!(parts);
    }
    if let Some(lemma) = analyser.lemma(token.word, token.pos.first(), written) {
        value["lemma"] = json!(lemma);
    }
    if let Some(reading) = analyser.reading(token.word, written) {
        value["reading"] = json!(reading);
    }
    match token.word {
        Word::System(_) => {}
        Word::User(_) => value["from"] = json!("terms"),
        Word::Unknown(_) => value["from"] = json!("unknown"),
    }
    value
}

fn table(out: &mut impl Write, analyser: &Analyser, text: &str, tokens: &Tokens) -> Result<()> {
    for sentence in &tokens.sentences {
        for token in &tokens.tokens[sentence.first as usize..sentence.last as usize] {
            let parts: Vec<_> = analyser.parts(token.word).map(|p| format!("{}/{}", p.surface, p.tag)).collect();
            writeln!(out, "{}\t{}\t{}", token.text(text), token.pos, parts.join(" "))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
