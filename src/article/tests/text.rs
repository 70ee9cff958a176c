//! Plain text: dates, ids, encodings.

use super::*;

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
