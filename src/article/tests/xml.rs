//! OpenAPI answers and feeds, made here and in tests/fixtures.

use super::*;

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

#[test]
fn the_guides_form_of_a_stub() {
    let article = one(include_bytes!("../../../tests/fixtures/articles/openapi-guide-form.xml"), "a.xml");
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
    let file = include_bytes!("../../../tests/fixtures/articles/openapi-items-item-form.xml");
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
        (include_bytes!("../../../tests/fixtures/articles/openapi-gateway-error.xml").as_slice(), "error 22"),
        (
            include_bytes!("../../../tests/fixtures/articles/openapi-provider-error.xml").as_slice(),
            "no articles for these dates",
        ),
    ] {
        let (articles, errors) = messages(file, "a.xml", &Limits::default());
        assert!(articles.is_empty() && errors.len() == 1 && errors[0].contains(part), "{errors:?}");
    }
    let article = one(include_bytes!("../../../tests/fixtures/articles/press.rss"), "press.rss");
    assert_eq!((article.id.as_str(), article.source.as_deref()), ("156800021", Some("강변부")));
    assert_eq!(article.text, "강변 물놀이터 30곳 새로 짓는다\n\n강변부는 2027년까지 물놀이터 30곳을 짓는다.");
    assert_eq!(article.date, Some(date(2025, 5, 21)));
}

/// Found by fuzzing: what follows `encoding=` need not be a quotation mark, nor anything at all.
#[test]
fn a_declaration_without_quotation_marks_declares_nothing() {
    let body = encoding_rs::EUC_KR.encode(&answer(&news(1, "정부는 2030년까지 쉼터 30곳을 세운다."))).0.into_owned();
    let start = b"<?xml version=\"1.0\" encoding=";
    let end = body.windows(2).position(|two| two == b"?>").expect("a declaration");
    for label in [&b"\xdb\xdb\"UTF-8\""[..], b"", b"'", b"\"", b"euc-kr", "한".as_bytes()] {
        let bytes = [start, label, &body[end..]].concat();
        let (articles, messages) = messages(&bytes, "a.xml", &Limits::default());
        assert!(articles.len() + messages.len() >= 1, "{label:?}");
    }
    let quoted = [start, &b"'euc-kr'"[..], &body[end..]].concat();
    assert!(one(&quoted, "a.xml").text.contains("쉼터 30곳"));
}
