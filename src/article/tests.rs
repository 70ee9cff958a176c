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

// Plain text.

#[test]
fn a_text_file_keeps_its_text_and_states_date_and_title() {
    let text = format!(" date 2026-03-02 산촌 돌봄센터\n\n{BODY}\n");
    let article = one(text.as_bytes(), "a.txt");
    assert_eq!(article.text, text);
    assert_eq!((article.date, article.title.as_deref()), (Some(date(2026, 3, 2)), Some("산촌 돌봄센터")));
}

#[test]
fn a_text_without_a_date_stays_without_one() {
    let article = one(format!("산촌 돌봄센터 20곳\n\n{BODY}").as_bytes(), "a.txt");
    assert_eq!((article.date, article.title.as_deref()), (None, Some("산촌 돌봄센터 20곳")));
    let sentence = one(BODY.as_bytes(), "-");
    assert_eq!((sentence.title, sentence.text.as_str()), (None, BODY));
}

#[test]
fn the_order_of_dates_is_metadata_then_given_then_dateline() {
    let given = Hint { date: Some(date(2026, 1, 1)), ..Hint::default() };
    let with_line = "보도시점 2026. 3. 2.(월)\n\n산촌 돌봄센터 20곳\n\n본문이다.";
    assert_eq!(one(with_line.as_bytes(), "a.txt").date, Some(date(2026, 3, 2)));
    assert_eq!(read(with_line.as_bytes(), &given)[0].as_ref().unwrap().date, Some(date(2026, 1, 1)));
    let stated = "date 2026-02-01 제목\n\n본문이다.";
    assert_eq!(read(stated.as_bytes(), &given)[0].as_ref().unwrap().date, Some(date(2026, 2, 1)));
}

#[test]
fn ids_depend_on_the_content_alone() {
    let (a, b) = (one(BODY.as_bytes(), "a.txt"), one(BODY.as_bytes(), "elsewhere/b.txt"));
    assert_eq!(a.id, b.id);
    assert!(a.id.len() == 16 && a.id.bytes().all(|b| b.is_ascii_hexdigit()));
    assert_ne!(a.id, one(format!("{BODY} ").as_bytes(), "a.txt").id);
    // The form of the id is part of the store: a change would double every article.
    assert_eq!(one("제목\n\n본문이다.".as_bytes(), "a.txt").id, "1e35a5a4614a79b6");
}

#[test]
fn every_encoding_gives_the_same_article() {
    let text = format!("date 2026-03-02 산촌 돌봄센터\r\n\r\n{BODY}\r\n");
    let expected = one(text.as_bytes(), "a.txt");
    let wide = |big: bool| -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    for bytes in [
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        encoding_rs::EUC_KR.encode(&text).0.into_owned(),
        wide(false),
        wide(true),
        gzip(text.as_bytes()),
        zstd::encode_all(text.as_bytes(), 3).unwrap(),
    ] {
        assert_eq!(one(&bytes, "a.txt"), expected);
    }
    let overruled = Hint { encoding: encoding("utf-16le"), ..Hint::default() };
    assert_eq!(read(&wide(false)[2..], &overruled)[0].as_ref().unwrap(), &expected);
}

#[test]
fn bidi_and_zero_width_characters_are_kept() {
    let text = "제목 \u{202E}거꾸로\u{202C}\n\n20\u{200B}곳\u{2060} \u{FEFF}끝이다.";
    assert_eq!(one(text.as_bytes(), "a.txt").text, text);
}

// JSON.

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

// XML.

fn answer(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<response><header><resultCode>00</resultCode>\
         <resultMsg>NORMAL SERVICE.</resultMsg></header><body>{items}</body></response>"
    )
}

fn news(id: u32, body: &str) -> String {
    format!(
        "<NewsItem><NewsItemId>{id}</NewsItemId><ModifyDate/><ApproveDate>03/02/2026 12:00:00</ApproveDate>\
         <Title><![CDATA[ 산촌 R&D 센터 {id} ]]></Title><SubTitle1/><ContentsType>H</ContentsType>\
         <DataContents><![CDATA[{body}]]></DataContents><MinisterCode>산촌원</MinisterCode>\
         <OriginalUrl><![CDATA[https://example.org/View.do?newsId={id}&call_from=openData]]></OriginalUrl>\
         <FileName>a.hwpx</FileName><FileUrl>https://example.org/f</FileUrl></NewsItem>"
    )
}

#[test]
fn openapi_answers_in_all_their_variants() {
    let direct = answer(&(news(1, "<p>돌봄센터 <b>20</b>곳</p>") + &news(2, "<p>둘</p>")));
    let nested =
        direct.replace("<body>", "<body><items>").replace("</body>", "</items></body>").replace("NewsItem>", "item>");
    for (name, xml) in [("direct", &direct), ("items/item", &nested)] {
        let (articles, errors) = messages(xml.as_bytes(), "a.xml", &Limits::default());
        assert_eq!((articles.len(), errors.len()), (2, 0), "{name}: {errors:?}");
        assert_eq!(articles[0].text, "산촌 R&D 센터 1\n\n돌봄센터 20곳");
        assert_eq!((articles[0].id.as_str(), articles[0].source.as_deref()), ("1", Some("산촌원")));
        assert_eq!(articles[0].date, Some(date(2026, 3, 2)));
    }
    let escaped = "<response><body><NewsItem><Title>R&D 센터</Title><DataContents>&lt;p&gt;20곳&lt;/p&gt;둘</DataContents></NewsItem></body></response>";
    assert_eq!(one(escaped.as_bytes(), "a.xml").text, "R&D 센터\n\n20곳\n\n둘");
    let bare = "<response><body><NewsItem><Title>센터</Title><DataContents><p>20곳</p>둘<br></DataContents></NewsItem></body></response>";
    assert_eq!(one(bare.as_bytes(), "a.xml").text, "센터\n\n20곳\n\n둘");
    let stub =
        answer(&news(3, "산촌 관련 보도자료 내용입니다. </br>자세한 내용은 첨부파일을 참고하시기 바랍니다.</br>"));
    assert!(one(stub.as_bytes(), "a.xml").stub);
    let korean = encoding_rs::EUC_KR.encode(&direct.replace("UTF-8", "EUC-KR")).0.into_owned();
    assert_eq!(messages(&korean, "a.xml", &Limits::default()).0[0].text, "산촌 R&D 센터 1\n\n돌봄센터 20곳");
}

#[test]
fn errors_of_the_service_are_clear() {
    let provider = "<response><header><resultCode>98</resultCode><resultMsg>THREE_DAYS</resultMsg></header></response>";
    let gateway = "<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg><returnAuthMsg>NOT_REGISTERED\
        </returnAuthMsg><returnReasonCode>30</returnReasonCode></cmmMsgHeader></OpenAPI_ServiceResponse>";
    for (xml, message) in [
        (provider, "a.xml: the service answered with error 98 (THREE_DAYS): the dates span more than three days"),
        (
            gateway,
            "a.xml: the service answered with error 30 (NOT_REGISTERED): the service key is not registered; check it, and that it is URL-encoded once",
        ),
        (&answer(""), "a.xml: it holds no articles"),
        (
            "<?xml version='1.0'?><catalog><book/></catalog>",
            "a.xml: XML of an unknown kind: its first element is <catalog>",
        ),
    ] {
        assert_eq!(messages(xml.as_bytes(), "a.xml", &Limits::default()).1, [message]);
    }
}

#[test]
fn a_truncated_answer_keeps_what_came_before() {
    let whole = answer(&(news(1, "<p>하나</p>") + &news(2, "<p>둘이다</p>")));
    let second = whole.find("둘이다").unwrap();
    for cut in [second, whole.rfind("<Title>").unwrap() + 3, whole.rfind("</NewsItem>").unwrap()] {
        let (articles, errors) = messages(&whole.as_bytes()[..cut], "a.xml", &Limits::default());
        assert_eq!(articles.len(), 1, "cut at {cut}");
        assert_eq!(errors.len(), 1);
        assert!(errors[0].starts_with("a.xml, article 2: the file is cut off inside <"), "{}", errors[0]);
    }
    let broken = whole.replace("</body>", "</bodi>");
    let (articles, errors) = messages(broken.as_bytes(), "a.xml", &Limits::default());
    assert_eq!((articles.len(), errors.len()), (2, 1));
    assert!(errors[0].contains("</bodi> was never opened"), "{}", errors[0]);
}

#[test]
fn feeds() {
    let rss = "<rss version=\"2.0\" xmlns:dc=\"x\"><channel><title>보도자료</title><item><title><![CDATA[[산촌부]돌봄센터 20곳]]></title>\
        <link>https://example.org/View.do?newsId=77&amp;call_from=rss</link><dc:date>2026-03-02T09:00:00+09:00</dc:date>\
        <description><![CDATA[<p>본문이다.</p>]]></description></item></channel></rss>";
    let article = one(rss.as_bytes(), "a.rss");
    assert_eq!((article.id.as_str(), article.source.as_deref()), ("77", Some("산촌부")));
    assert_eq!((article.text.as_str(), article.date), ("돌봄센터 20곳\n\n본문이다.", Some(date(2026, 3, 2))));
    let atom = "<feed><title>x</title><entry><id>urn:1</id><title>센터</title><link href='https://example.org/1'/>\
        <author><name>산촌원</name></author><updated>2026-03-02T00:00:00Z</updated><content type='html'>&lt;p&gt;본문&lt;/p&gt;</content></entry></feed>";
    let article = one(atom.as_bytes(), "a.xml");
    assert_eq!((article.id.as_str(), article.url.as_deref()), ("urn:1", Some("https://example.org/1")));
    assert_eq!((article.text.as_str(), article.source.as_deref()), ("센터\n\n본문", Some("산촌원")));
}

#[test]
fn xml_bombs_have_nothing_to_go_off_with() {
    let mut bomb = String::from("<?xml version='1.0'?><!DOCTYPE response [<!ENTITY a 'ha'>");
    for (from, to) in "abcdefgh".chars().zip("bcdefghi".chars()) {
        bomb += &format!("<!ENTITY {to} '{}'>", format!("&{from};").repeat(10));
    }
    bomb += "<!ENTITY x SYSTEM 'file:///etc/passwd'>]><response><body><NewsItem><Title>제목 &i; &x;</Title><DataContents>본문</DataContents></NewsItem></body></response>";
    assert_eq!(one(bomb.as_bytes(), "a.xml").text, "제목 &i; &x;\n\n본문");
    let deep = format!("<response>{}", "<a>".repeat(100_000));
    let (_, errors) = messages(deep.as_bytes(), "a.xml", &Limits::default());
    assert_eq!(errors, ["a.xml, article 1: elements nested more than 256 deep (the limit; --max-nesting raises it)"]);
    let limits = Limits { article_bytes: 1000, ..Limits::default() };
    for long in [news(1, &"가".repeat(2000)), format!("<NewsItem><Title {}", "a='b' ".repeat(2000))] {
        let (_, errors) = messages(answer(&long).as_bytes(), "a.xml", &limits);
        assert_eq!(
            errors,
            ["a.xml, article 1: an article of more than 1000 bytes (the limit; --max-article-bytes raises it)"]
        );
    }
}

#[test]
fn an_answer_that_carries_a_page_is_still_an_answer() {
    let xml =
        answer(&news(1, "<!DOCTYPE html><html><head><title>x</title></head><body><p>20곳을 연다.</p></body></html>"));
    assert_eq!(one(xml.as_bytes(), "a.xml").text, "산촌 R&D 센터 1\n\n20곳을 연다.");
    let page = "<?xml version='1.0'?>\n<!-- x -->\n<!DOCTYPE html PUBLIC 'x' 'y'>\n<html><body><p>20곳을 연다.</p></body></html>";
    assert_eq!(one(page.as_bytes(), "a").text, "20곳을 연다.");
}

#[test]
fn json_lines_in_another_encoding_or_behind_a_broken_line() {
    let lines = "{\"text\":\"가\"}\n{\"text\":\"똠방각하가 2030년까지 센터 20곳을 연다.\"}\n";
    let korean = encoding_rs::EUC_KR.encode(lines).0.into_owned();
    let texts: Vec<_> = read(&korean, &hint("a.jsonl")).into_iter().map(|article| article.unwrap().text).collect();
    assert_eq!(texts, ["가", "똠방각하가 2030년까지 센터 20곳을 연다."]);
    let (articles, errors) = messages(format!("broken\n{lines}").as_bytes(), "standard input", &Limits::default());
    assert_eq!((articles.len(), errors.len()), (2, 1));
}

// What is no article, and limits.

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

// Files and directories.

#[test]
fn directories_patterns_and_links() {
    let root = tempfile::tempdir().unwrap();
    let at = |path: &str| root.path().join(path);
    for directory in ["b/c", "empty", ".hidden"] {
        std::fs::create_dir_all(at(directory)).unwrap();
    }
    for file in
        ["2.txt", "10.jsonl", "README.md", ".secret.txt", "b/c/1.xml", "b/x.gold.jsonl", "b/p.bin", ".hidden/1.txt"]
    {
        std::fs::write(at(file), "본문이다.").unwrap();
    }
    let names = |argument: &str| -> Vec<String> {
        let arguments = [at(argument)];
        let found = inputs(&arguments).map(|found| match found {
            Ok(input) => input.path().unwrap().strip_prefix(root.path()).unwrap().display().to_string(),
            Err(error) => error.reason.to_string(),
        });
        found.collect()
    };
    assert_eq!(names(""), ["10.jsonl", "2.txt", "b/c/1.xml", "b/p.bin"]);
    assert_eq!(names("b/x.gold.jsonl"), ["b/x.gold.jsonl"]);
    assert_eq!(names("empty"), ["there are no articles in this directory"]);
    assert_eq!(names("*.txt"), ["2.txt"]);
    assert_eq!(names("**/*.xml"), ["b/c/1.xml"]);
    assert_eq!(names("b/*/*"), ["b/c/1.xml"]);
    assert_eq!(names("*.pdf"), ["no file matches this pattern"]);
    assert!(names("[").first().unwrap().starts_with("this is no valid pattern"));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(root.path(), at("b/loop")).unwrap();
        std::os::unix::fs::symlink(at("2.txt"), at("b/link.txt")).unwrap();
        std::os::unix::fs::symlink(at("gone"), at("b/dangling.txt")).unwrap();
        let found = names("b");
        assert_eq!(
            found,
            ["c/1.xml", "dangling", "link.txt", "p.bin"].map(|name| match name {
                "dangling" => "there is no such file or directory".to_owned(),
                name => format!("b/{name}"),
            })
        );
    }
}

proptest! {
    /// Whatever the bytes, a reader answers; and what it answers is an article with NFC text.
    #[test]
    fn no_bytes_make_a_reader_panic(
        start in prop::sample::select(vec!["", "<", "{\"", "[{", "<?xml ?><response>", "<html>", "date 2026-", "PK\x03\x04", "\u{feff}"]),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let bytes = [start.as_bytes(), &bytes].concat();
        for article in read(&bytes, &Hint::default()).into_iter().flatten() {
            prop_assert!(unicode_normalization::is_nfc(&article.text));
            prop_assert!(!article.text.trim().is_empty());
            prop_assert!(!article.id.is_empty());
        }
    }

    /// Markup in any disorder gives text without losing or gluing anything.
    #[test]
    fn no_markup_loses_a_word(tags in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div>", "</div>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<li>", "<ul>", "</ul>", "<b>", "</b>", "<br>", "</tr>",
    ]), 0..60)) {
        let markup: String = tags.iter().enumerate().map(|(n, tag)| format!("{tag}낱말{n:03}.")).collect();
        let text = html::page(&markup, &Limits::default()).text;
        for n in 0..tags.len() {
            let word = format!("낱말{n:03}.");
            prop_assert_eq!(text.matches(&word).count(), 1, "{} in {}", word, text);
        }
    }
}

// Documents in the shape of real ones, in tests/fixtures.

#[test]
fn the_guides_form_of_a_stub() {
    let article = one(include_bytes!("../../tests/fixtures/articles/openapi-guide-form.xml"), "a.xml");
    assert!(article.stub);
    assert_eq!((article.id.as_str(), article.date), ("156800011", Some(date(2024, 4, 9))));
    assert_eq!(article.title.as_deref(), Some("솔빛천문대, 어린이 별자리 교실 ‘밤하늘길’ 여는 날 늘린다"));
    assert!(article.url.unwrap().starts_with("https://example.invalid/pressReleaseView.do?newsId=156800011"));
    assert!(
        article.text.ends_with("자세한 내용은 첨부파일을 참고하시기 바랍니다.\n※ 첨부파일명을 누르면 문서가 열립니다.")
    );
}

#[test]
fn the_tolerant_form_with_subtitles_tables_and_the_licence_note() {
    let file = include_bytes!("../../tests/fixtures/articles/openapi-items-item-form.xml");
    let articles: Vec<_> = read(file, &hint("a.xml")).into_iter().map(Result::unwrap).collect();
    assert_eq!(
        articles[0].text,
        "강변 물놀이터 30곳 새로 짓는다\n\n2027년까지 90억 원 투입\n\n강변부는 2027년까지 물놀이터 30곳을 짓는다.\n\n연도\t곳\n2026\t12"
    );
    assert_eq!(articles[0].source.as_deref(), Some("강변부"));
    assert_eq!(articles[1].text, "여름 물놀이 안전수칙\n\n구명조끼를 입습니다.");
}

#[test]
fn error_envelopes_and_a_feed_from_files() {
    for (file, part) in [
        (include_bytes!("../../tests/fixtures/articles/openapi-gateway-error.xml").as_slice(), "error 22"),
        (
            include_bytes!("../../tests/fixtures/articles/openapi-provider-error.xml").as_slice(),
            "no articles for these dates",
        ),
    ] {
        let (articles, errors) = messages(file, "a.xml", &Limits::default());
        assert!(articles.is_empty() && errors.len() == 1 && errors[0].contains(part), "{errors:?}");
    }
    let article = one(include_bytes!("../../tests/fixtures/articles/press.rss"), "press.rss");
    assert_eq!((article.id.as_str(), article.source.as_deref()), ("156800021", Some("강변부")));
    assert_eq!(article.text, "강변 물놀이터 30곳 새로 짓는다\n\n강변부는 2027년까지 물놀이터 30곳을 짓는다.");
    assert_eq!(article.date, Some(date(2025, 5, 21)));
}

// HWPX.

/// An archive with the given entries, as 한글 writes it.
fn hwpx(entries: &[(&str, &str)]) -> Vec<u8> {
    use zip::write::{SimpleFileOptions, ZipWriter};
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    archive.start_file("mimetype", stored).unwrap();
    archive.write_all(b"application/hwp+zip").unwrap();
    for (name, content) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const SECTION: &str = "<?xml version=\"1.0\"?><hs:sec xmlns:hs=\"s\" xmlns:hp=\"p\"><hp:p><hp:run><hp:ctrl><hp:header><hp:subList><hp:p><hp:run>\
    <hp:t>쪽머리 12</hp:t></hp:run></hp:p></hp:subList></hp:header></hp:ctrl></hp:run></hp:p>\
    <hp:p><hp:run><hp:tbl><hp:tr><hp:tc><hp:subList><hp:p><hp:run><hp:t>보도시점</hp:t></hp:run></hp:p></hp:subList></hp:tc>\
    <hp:tc><hp:subList><hp:p><hp:run><hp:t>(온라인) 2026. 3. 2.(월) 12:00</hp:t></hp:run></hp:p></hp:subList></hp:tc></hp:tr></hp:tbl></hp:run></hp:p>\
    <hp:p><hp:run><hp:t>산촌 </hp:t></hp:run><hp:run><hp:t>돌봄센터<hp:nbSpace/>20곳 &lt;연다&gt;</hp:t></hp:run></hp:p>\
    <hp:p><hp:run><hp:pic><hp:shapeComment>그림입니다. 가로 1196pixel</hp:shapeComment></hp:pic></hp:run></hp:p><hp:p/>\
    <hp:p><hp:run><hp:t>□ 산촌원은 2028년까지 20</hp:t></hp:run><hp:run><hp:t>곳을 연다.<hp:lineBreak/>끝.</hp:t></hp:run></hp:p>\
    <hp:p><hp:run><hp:tbl><hp:tr><hp:tc><hp:subList><hp:p><hp:run><hp:t>지역</hp:t></hp:run></hp:p></hp:subList></hp:tc><hp:tc><hp:subList>\
    <hp:p><hp:run><hp:t>2028년</hp:t></hp:run></hp:p><hp:p><hp:run><hp:t>목표</hp:t></hp:run></hp:p></hp:subList></hp:tc></hp:tr></hp:tbl></hp:run></hp:p></hs:sec>";

#[test]
fn hwpx_paragraphs_tables_and_metadata() {
    let package = "<opf:package xmlns:opf=\"o\"><opf:metadata><opf:title>파일 제목</opf:title>\
        <opf:meta name=\"CreatedDate\" content=\"text\">2026-02-01T00:00:00Z</opf:meta></opf:metadata></opf:package>";
    let second = "<sec><p><run><t>붙임 1. 현황</t></run></p></sec>";
    let bytes = hwpx(&[
        ("Contents/content.hpf", package),
        ("Contents/section0.xml", SECTION),
        ("Contents/section1.xml", second),
    ]);
    let article = one(&bytes, "a.hwpx");
    assert_eq!(
        article.text,
        "보도시점\t(온라인) 2026. 3. 2.(월) 12:00\n\n산촌 돌봄센터 20곳 <연다>\n\n□ 산촌원은 2028년까지 20곳을 연다.\n끝.\n\n지역\t2028년 목표\n\n붙임 1. 현황"
    );
    assert_eq!((article.title.as_deref(), article.date), (Some("산촌 돌봄센터 20곳 <연다>"), Some(date(2026, 3, 2))));
    assert_eq!(one(&gzip(&bytes), "a.hwpx.gz").text, article.text);
}

#[test]
fn hostile_archives_are_refused() {
    let limits = Limits { article_bytes: 1 << 20, ..Limits::default() };
    let bomb = hwpx(&[("Contents/section0.xml", &" ".repeat(8 << 20))]);
    assert!(bomb.len() < 1 << 18);
    let (_, errors) = messages(&bomb, "a.hwpx", &limits);
    assert_eq!(errors, ["a.hwpx: an article of more than 1 MiB (the limit; --max-article-bytes raises it)"]);
    let deep = hwpx(&[("Contents/section0.xml", &"<p>".repeat(100_000))]);
    assert!(messages(&deep, "a.hwpx", &Limits::default()).1[0].contains("nested more than 256 deep"));
    let whole = hwpx(&[("Contents/section0.xml", SECTION)]);
    let (articles, errors) = messages(&whole[..whole.len() - 40], "a.hwpx", &Limits::default());
    assert!(articles.is_empty() && errors[0].contains("damaged archive"), "{errors:?}");
    let climbing = hwpx(&[("../../etc/passwd", "x"), ("Contents/section0.xml", SECTION)]);
    assert!(one(&climbing, "a.hwpx").text.contains("20곳을 연다"));
    assert_eq!(messages(&hwpx(&[]), "a.hwpx", &Limits::default()).1, ["a.hwpx: the article has no text"]);
}

// Linear time: all of these together would take an hour if anything were quadratic.

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
