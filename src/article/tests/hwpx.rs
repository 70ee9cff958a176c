//! HWPX.

use super::*;

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
