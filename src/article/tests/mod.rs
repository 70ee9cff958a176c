//! Every format, every encoding, and everything that can be wrong with an input.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;
use std::io::Write;

const BODY: &str = "산촌원은 2028년까지 돌봄센터 20곳을 연다고 2일 밝혔다.";

fn hint(name: &str) -> Hint {
    Hint { name: Some(name.to_owned()), ..Hint::default() }
}

fn one(bytes: &[u8], name: &str) -> Article {
    let mut articles = read(bytes, &hint(name));
    assert_eq!(articles.len(), 1, "{articles:?}");
    articles.remove(0).unwrap()
}

fn messages(bytes: &[u8], name: &str, limits: &Limits) -> (Vec<Article>, Vec<String>) {
    let (mut articles, mut errors) = (Vec::new(), Vec::new());
    for result in open(Input::memory(name, bytes), &hint(name), limits) {
        match result {
            Ok(article) => articles.push(article),
            Err(error) => errors.push(error.to_string()),
        }
    }
    (articles, errors)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

mod files;
mod hwpx;
mod json;
mod limits;
mod text;
mod xml;
