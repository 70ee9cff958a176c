//! What holds for any text, all the way from bytes to records.

use super::{Belt, Input, Knowledge, Step, extract};
use crate::article::{self, Format, Hint};
use crate::model::{Article, Record};
use crate::tokens::{DictOptions, locate_or_install};
use proptest::prelude::*;
use serde_json::Value;
use std::sync::OnceLock;

pub fn knowledge() -> &'static Knowledge {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    KNOWLEDGE.get_or_init(|| {
        crate::tokens::for_tests(); // installs it, once for all tests
        let dictionary = locate_or_install(&DictOptions::from_environment(), &mut ()).expect("the Korean dictionary");
        Knowledge::open(&dictionary, None).expect("the dictionaries load")
    })
}

fn article(text: &str) -> Option<Article> {
    let hint = Hint { format: Some(Format::Text), date: Some(jiff::civil::date(2025, 12, 17)), ..Hint::default() };
    article::read(text.as_bytes(), &hint).pop()?.ok()
}

/// Pieces of releases: what the grammars look for, in any order.
const PIECES: [&str; 84] = [
    "정부는 ",
    "산업통상부는 ",
    "경기도가 ",
    "같은 부는 ",
    "이에 따라 ",
    "또한 ",
    "2030년까지 ",
    "올해 안에 ",
    "’27년까지 ",
    "향후 5년간 ",
    "지난해 ",
    "내년 2월까지 ",
    "2025∼2034년 ",
    "(2023~2027) ",
    "17일 ",
    "연내 ",
    "스마트공장 ",
    "‘AI 팩토리’ ",
    "「도시숲법」 ",
    "제12차 전력수급기본계획",
    "사업",
    "전기차 ",
    "재생에너지 비중을 ",
    "사업비 ",
    "청년 일자리 ",
    "500개",
    "3조5000억원",
    "1조 9,410억 원",
    "40%",
    "0.5%p",
    "37GW",
    "수십만 명",
    "세 곳",
    "17개 ",
    "226개",
    "1,200대를 ",
    "2/3",
    "절반",
    "두 배",
    "30~40개소",
    "6%에서 50%로 ",
    "192개소 → 250개소",
    "(現 100개사)",
    "(’23) 100 → (’27) 500명 ",
    "당 ",
    "씩 ",
    "이상 ",
    "최대 ",
    "약 ",
    "내외 ",
    "를 ",
    "은 ",
    "의 ",
    "로 ",
    "까지 ",
    "에서 ",
    "와 ",
    "시·도",
    "시도에 ",
    "부처",
    "기관을 ",
    "보급한다",
    "확대하기로 했다",
    "늘린다",
    "조성할 계획이다",
    "검토하고 ",
    "지원했다",
    "전망이다",
    "줄이고 ",
    "사실이 아니다",
    "구축·운영",
    "추진",
    ".",
    ". ",
    ", ",
    "\n",
    "\n\n",
    "□ ",
    " ㅇ ",
    "- ",
    "* ",
    "\t",
    "(",
    ")",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        2 => "[가-힣]{1,4}",
        2 => "[0-9０-９.,%~∼'’\"“”‘·ㆍ()\\[\\]→]{1,4}",
        1 => "\\PC{1,3}",
        // decomposed Hangul, emoji, what cannot be seen, control characters
        1 => prop::sample::select(vec!["\u{1112}\u{1161}\u{11ab}", "🎯", "\u{200b}", "\u{202e}", "\u{0}", "\u{1f}", "\u{feff}", "\u{301}", "㎡", "⑴"])
            .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..60).prop_map(|pieces| pieces.concat())
}

/// Every object with `text`, `start` and `end` quotes the article. An action's text is its dictionary form.
fn quotes(value: &Value, letters: &[char]) -> Result<(), TestCaseError> {
    match value {
        Value::Object(fields) => {
            if let (Some(text), Some(start), Some(end)) = (
                fields.get("text").and_then(Value::as_str),
                fields.get("start").and_then(Value::as_u64),
                fields.get("end").and_then(Value::as_u64),
            ) {
                let quoted: Option<String> = letters.get(start as usize..end as usize).map(|l| l.iter().collect());
                prop_assert_eq!(quoted.as_deref(), Some(text));
            }
            for (name, field) in fields {
                if name != "action" {
                    quotes(field, letters)?;
                }
            }
            Ok(())
        }
        Value::Array(items) => items.iter().try_for_each(|item| quotes(item, letters)),
        _ => Ok(()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_quote_is_a_slice_of_the_text(text in text()) {
        let Some(article) = article(&text) else { return Ok(()) };
        let letters: Vec<char> = article.text.chars().collect();
        let mut reader = knowledge().reader();
        for record in reader.records(&article).1 {
            quotes(&serde_json::to_value(&record).expect("a record is JSON"), &letters)?;
        }
        for mention in reader.mentions(&article) {
            quotes(&serde_json::to_value(&mention).expect("a mention is JSON"), &letters)?;
        }
    }

    #[test]
    fn what_was_read_before_leaves_no_trace(before in text(), text in text()) {
        let (Some(before), Some(article)) = (article(&before), article(&text)) else { return Ok(()) };
        let alone = knowledge().reader().records(&article).1;
        let mut reader = knowledge().reader();
        reader.records(&before);
        prop_assert_eq!(reader.records(&article).1, alone);
    }
}

#[test]
fn any_number_of_threads_reads_the_same() {
    let texts: Vec<String> = (0..200)
        .map(|n| (0..12).map(|k| PIECES[(n * 37 + k * 11 + n * k % 7) % PIECES.len()]).collect::<String>() + "한다.")
        .collect();
    let read = |threads| {
        let mut records: Vec<Record> = Vec::new();
        let outcome = extract(
            knowledge(),
            Belt { threads, bytes: 4096 },
            texts.iter().map(|text| (text.len(), text)),
            |text: &String, sink: &mut dyn FnMut(Input<()>)| {
                article(text).into_iter().for_each(|a| sink(Input::Article(a)))
            },
            |reader, article| reader.records(article).1,
            |step| match step {
                Step::Made(_, made) => {
                    records.extend(made);
                    Ok(())
                }
                Step::Refused(()) | Step::Failed(_) => Err(()),
            },
        );
        assert_eq!(outcome, Ok(()));
        records
    };
    let one = read(1);
    assert!(one.len() > 50, "only {} records", one.len());
    for threads in [2, 3, 8] {
        assert_eq!(read(threads), one, "{threads} threads");
    }
}
