//! JSON Lines and JSON documents.

use super::*;

#[test]
fn json_lines_by_contract() {
    let lines = concat!(
        r#"{"id":"a","date":"2026-03-02","source":"산촌원","title":"제목","url":"u","text":" 가\n나 ","body":"x","extra":[[1]]}"#,
        "\n\n",
        r#"{"id":7,"title":"제목","body":"본문"}"#,
        "\r\n",
        r#"{"body":"본문","title":null,"date":"언젠가"}"#,
    );
    let articles: Vec<_> = read(lines.as_bytes(), &hint("a.jsonl")).into_iter().map(Result::unwrap).collect();
    assert_eq!((articles[0].id.as_str(), articles[0].text.as_str()), ("a", " 가\n나 "));
    assert_eq!((articles[0].source.as_deref(), articles[0].url.as_deref()), (Some("산촌원"), Some("u")));
    assert_eq!((articles[1].id.as_str(), articles[1].text.as_str()), ("7", "제목\n\n본문"));
    assert_eq!((articles[2].title.as_deref(), articles[2].date, articles[2].text.as_str()), (None, None, "본문"));
}

#[test]
fn a_title_with_an_empty_body_is_a_stub() {
    let article = one(r#"{"title":"제목","body":""}"#.as_bytes(), "a.jsonl");
    assert!(article.stub);
    assert_eq!(article.text, "제목\n\n");
    let pointing = "제목 관련 보도자료 내용입니다. 자세한 내용은 첨부파일을 참고하시기 바랍니다.";
    assert!(one(format!(r#"{{"title":"제목","body":"{pointing}"}}"#).as_bytes(), "a.jsonl").stub);
    assert!(!one(format!(r#"{{"title":"제목","body":"{BODY}"}}"#).as_bytes(), "a.jsonl").stub);
}

#[test]
fn a_broken_line_is_named_and_the_others_are_read() {
    let lines = "{\"text\":\"하나\"}\n{\"text\":\"둘\"}\n{\"text\":\"셋\"\n{\"text\":\"넷\"}\n{\"title\":\"제목뿐\"}\n{\"text\":5}\n[]\n";
    let (articles, errors) = messages(lines.as_bytes(), "a.jsonl", &Limits::default());
    assert_eq!(articles.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["하나", "둘", "넷"]);
    assert_eq!(errors.len(), 4);
    assert_eq!(errors[0], "a.jsonl, line 3: column 13: the line ends in the middle of the article");
    assert_eq!(errors[1], "a.jsonl, line 5: the article has neither `text` nor `body`");
    assert!(errors[2].starts_with("a.jsonl, line 6: column 9: invalid type: integer `5`"), "{}", errors[2]);
}

#[test]
fn lone_surrogates_nuls_and_depth_in_json() {
    let deep = format!("{{\"text\":\"가\",\"x\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let deep_text = format!("{{\"text\":{}", "[".repeat(100_000));
    let lines = format!(
        "{{\"text\":\"\\ud800 가\"}}\n{{\"text\":\"나\\u0000다\"}}\n{{\"text\":\"라\u{0}\"}}\n{deep}\n{deep_text}\n"
    );
    let (articles, errors) = messages(lines.as_bytes(), "a.jsonl", &Limits::default());
    assert_eq!(articles.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["나\0다", "가"]);
    assert_eq!(errors.len(), 3);
    assert!(errors[0].starts_with("a.jsonl, line 1: ") && errors[0].contains("surrogate"), "{}", errors[0]);
    assert!(errors[1].starts_with("a.jsonl, line 3: ") && errors[1].contains("control character"), "{}", errors[1]);
    assert!(errors[2].starts_with("a.jsonl, line 5: column "), "{}", errors[2]);
}

#[test]
fn json_documents() {
    let array = "[\n{\"text\":\"하나\"},\n{\"title\":\"없다\"},\n{\"text\":\"둘\"}]";
    let (articles, errors) = messages(array.as_bytes(), "a.json", &Limits::default());
    assert_eq!(articles.len(), 2);
    assert_eq!(errors, ["a.json, article 2: the article has neither `text` nor `body`"]);
    assert_eq!(one("{\n  \"title\": \"제목\",\n  \"body\": \"본문\"\n}".as_bytes(), "a.json").text, "제목\n\n본문");
    let answer = r#"{"response":{"header":{"resultCode":"0"},"body":{"NewsItem":[{"NewsItemId":1,"Title":"제목","DataContents":"<p>본문</p>"}]}}}"#;
    assert_eq!(one(answer.as_bytes(), "a.json").text, "제목\n\n본문");
    let refused = r#"{"header":{"resultCode":"22","resultMsg":"LIMITED"},"body":{}}"#;
    assert!(messages(refused.as_bytes(), "a.json", &Limits::default()).1[0].contains("the day's number of requests"));
}

#[test]
fn running_text_that_begins_with_a_bracket_is_text() {
    for text in [
        "[참고] 산촌 돌봄센터\n\n본문이다.",
        "< 사업 개요 >\n\n본문이다.",
        "<보도자료> 산촌\n\n본문이다.",
        "{가} 본문이다.",
    ] {
        assert_eq!(one(text.as_bytes(), "a.txt").text, text);
    }
}
