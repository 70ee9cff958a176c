//! What is no article, limits, damage, and linear time.

use super::*;

#[test]
fn what_is_no_article_is_named() {
    for (bytes, message) in [
        (b"".as_slice(), "x: the file is empty"),
        (b" \n\t\n", "x: the file is empty"),
        (b"\x7FELF\x02\x01\x01\0\0", "x: this is a program, not an article"),
        (b"%PDF-1.7 ...", "x: this is a PDF, not an article"),
        (b"PK\x03\x04zipzipzip", "x: this is a zip archive, not an article"),
        (b"\0\x01\x02\x03\x04\x05abc", "x: this is a binary file, not an article"),
        (b"<html><script>only()</script></html>", "x: the article has no text"),
        (b"{\"text\": \"  \"}", "x, line 1: the article has no text"),
    ] {
        assert_eq!(messages(bytes, "x", &Limits::default()).1, [message]);
    }
}

#[test]
fn a_line_of_fifty_megabytes_is_an_article_or_names_the_limit() {
    let long =
        format!("{{\"text\":\"하나\"}}\n{{\"text\":\"{}\"}}\n{{\"text\":\"셋\"}}\n", "가나 ".repeat(50 << 20 >> 3));
    let (articles, errors) = messages(long.as_bytes(), "a.jsonl", &Limits::default());
    assert_eq!((articles.len(), errors.len()), (2, 1));
    assert!(errors[0].contains("a line of more than") && errors[0].contains("--max-line-bytes"), "{}", errors[0]);
    let limits = Limits { line_bytes: 64 << 20, article_bytes: 64 << 20, ..Limits::default() };
    let (articles, errors) = messages(long.as_bytes(), "a.jsonl", &limits);
    assert_eq!((articles.len(), errors.len()), (3, 0));
    let limits = Limits { line_bytes: 1 << 20, ..Limits::default() };
    let (articles, errors) = messages(long.as_bytes(), "a.jsonl", &limits);
    assert_eq!(articles.len(), 2);
    assert_eq!(errors, ["a.jsonl, line 2: a line of more than 1 MiB (the limit; --max-line-bytes raises it)"]);
    let limits = Limits { line_bytes: 64 << 20, article_bytes: 1 << 20, ..Limits::default() };
    let (articles, errors) = messages(long.as_bytes(), "a.jsonl", &limits);
    assert_eq!(articles.len(), 2);
    assert_eq!(errors, ["a.jsonl, line 2: an article of more than 1 MiB (the limit; --max-article-bytes raises it)"]);
}

#[test]
fn packed_bombs_and_damaged_archives() {
    let bomb = gzip(&vec![b' '; 80 << 20]);
    let (_, errors) = messages(&bomb, "a.jsonl.gz", &Limits::default());
    assert_eq!(errors.len(), 1);
    assert!(errors[0].contains("unpacks to more than 500 times its size"), "{}", errors[0]);
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    let zstd = zstd::encode_all(vec![b' '; 8 << 20].as_slice(), 3).unwrap();
    let (_, errors) = messages(&zstd, "a.jsonl.zst", &limits);
    assert!(errors[0].contains("unpacks to more than 1 MiB"), "{}", errors[0]);

    let lines: String = (0..2000).map(|n| format!("{{\"id\":{n},\"text\":\"{n} {BODY}\"}}\n")).collect();
    let packed = gzip(lines.as_bytes());
    assert_eq!(messages(&packed, "a.jsonl.gz", &Limits::default()).0.len(), 2000);
    let (articles, errors) = messages(&packed[..packed.len() / 2], "a.jsonl.gz", &Limits::default());
    assert!(articles.len() > 100 && articles.len() < 2000);
    assert_eq!(errors.len(), 1);
    assert!(errors[0].ends_with("the file is cut off in its compressed data"), "{}", errors[0]);
    let two = [gzip(b"{\"text\":\"a\"}\n"), gzip(b"{\"text\":\"b\"}\n")].concat();
    assert_eq!(messages(&two, "a.jsonl.gz", &Limits::default()).0.len(), 2);
}

#[test]
fn errors_say_what_to_do_next() {
    let error = read(b"%PDF-1.7", &hint("a.pdf")).remove(0).unwrap_err();
    assert!(error.is_refusal());
    assert!(error.advice().unwrap().contains("Convert it"));
    let missing = inputs(&["no/such/file.txt".into()]).next().unwrap().unwrap_err();
    assert!(!missing.is_refusal());
    assert_eq!(missing.to_string(), "no/such/file.txt: there is no such file or directory");
}

#[test]
fn an_eighth_of_a_megabyte_of_anything_is_read_at_once() {
    const SIZE: usize = 1 << 17;
    let fill = |piece: &str| piece.repeat(SIZE / piece.len());
    for piece in [
        "a",
        "가",
        "□",
        "- ",
        "1. ",
        "\n",
        "가\n",
        "제목이 같은 줄\n",
        "1,000\n",
        "\t",
        "가\t",
        "<",
        "<p>",
        "<b a=1>",
        "</p>",
        "&",
        "&lt;",
        "<td>",
        "<li>",
        "<table>",
        "<a href=x>y</a>",
        "<!--",
        "<time>x",
        "(",
        "‘",
        "다.",
        "9",
        "date 2026-01-01\n",
        "\u{301}",
        "가\u{200B}",
        "| ",
        " | ",
    ] {
        let text = fill(piece);
        assert!(blocks(&text).len() <= text.len());
        for start in [
            "",
            "<html>",
            "<response><body><NewsItem><DataContents>",
            "{\"text\":\"",
            "제목이 같은 줄이 길게 이어진다\n",
        ] {
            let document = format!("{start}{text}");
            assert!(!read(document.as_bytes(), &Hint::default()).is_empty(), "{start}{piece}");
        }
    }
}
