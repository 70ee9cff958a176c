//! Bytes to NFC text.

use super::error::{Carried, Reason};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::borrow::Cow;
use std::io::{self, BufRead, Read};
use unicode_normalization::UnicodeNormalization;

/// Decodes a whole document or record: byte order mark, else UTF-8, else `given`, else what the bytes
/// look like. `given` (from `--encoding` or the document's own declaration) wins over detection; given
/// UTF-8 is read on over broken bytes, which become U+FFFD.
pub(super) fn decode<'b>(bytes: &'b [u8], given: Option<&'static Encoding>) -> Result<Cow<'b, str>, Reason> {
    if let Some((marked, length)) = Encoding::for_bom(bytes) {
        return decode_as(&bytes[length..], marked, given == Some(UTF_8));
    }
    if let Some(given) = given {
        return decode_as(bytes, given, given == UTF_8);
    }
    // twice as fast over Hangul as the standard library's check
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(text),
        None => decode_as(bytes, detect(bytes, Encoding::utf8_valid_up_to(bytes)), false),
    }
}

/// The encoding of a stream whose beginning is `head`, when it is not UTF-8.
pub(super) fn of_stream(head: &[u8]) -> Option<&'static Encoding> {
    let error = std::str::from_utf8(head).err()?;
    // The head may end inside a character.
    error.error_len()?;
    Some(detect(head, error.valid_up_to())).filter(|encoding| *encoding != UTF_8)
}

/// The encoding that bytes which are not UTF-8 look like; `wrong` is the offset of the first wrong byte.
fn detect(bytes: &[u8], wrong: usize) -> &'static Encoding {
    // UTF-8 with a broken byte is still UTF-8: its Korean decodes to nonsense in any other encoding.
    let valid_korean = String::from_utf8_lossy(&bytes[..bytes.len().min(1 << 20)]);
    let (mut korean, mut broken) = (0usize, 0usize);
    for c in valid_korean.chars() {
        korean += usize::from(('가'..='힣').contains(&c));
        broken += usize::from(c == char::REPLACEMENT_CHARACTER);
    }
    if korean > 2 * broken {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    // Markup and digits before the first wrong byte say nothing; a megabyte from there on says enough.
    let from = wrong.saturating_sub(1024);
    detector.feed(&bytes[from..bytes.len().min(from + (1 << 20))], true);
    detector.guess(Some(b"kr"), chardetng::Utf8Detection::Allow)
}

fn decode_as<'b>(bytes: &'b [u8], encoding: &'static Encoding, lossy: bool) -> Result<Cow<'b, str>, Reason> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if !broken || lossy {
        return Ok(text);
    }
    Err(Reason::Encoding { byte: first_wrong_byte(bytes, encoding), encoding: encoding.name() })
}

/// Where decoding first fails.
fn first_wrong_byte(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut scratch = vec![0; 1 << 14];
    let mut at = 0;
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(&bytes[at..], &mut scratch, true);
        at += read;
        match result {
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                return at.saturating_sub(usize::from(length) + usize::from(after));
            }
            DecoderResult::InputEmpty => return at,
        }
    }
}

/// The text in NFC; most texts already are, and cost one look.
pub(super) fn nfc(text: Cow<'_, str>) -> String {
    if is_plainly_nfc(&text) || unicode_normalization::is_nfc(&text) { text.into_owned() } else { text.nfc().collect() }
}

/// Whether the text holds only ranges in which every character is its own NFC form and combines with none.
///
/// Every byte is asked together with the one behind it, without first finding out where characters begin: only the first two
/// bytes of a character of three tell its range of 64.
fn is_plainly_nfc(text: &str) -> bool {
    let bytes = text.as_bytes();
    let seconds = bytes.iter().skip(1).chain(&[0]);
    bytes.iter().zip(seconds).enumerate().all(|(at, (first, second))| {
        PLAIN[usize::from(PLANE[usize::from(*first)]) * 64 + usize::from(second & 63)]
            || text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_plainly_itself)
    })
}

/// The row of [`PLAIN`] that a byte belongs to: the first for ASCII, for bytes within a character and for U+0080 to U+02FF, the
/// last for what must be looked at closely, one for each first byte of three.
const PLANE: [u8; 256] = {
    let mut planes = [0; 256];
    let mut byte = 0xcc;
    while byte < 256 {
        planes[byte] = if byte >= 0xe0 && byte < 0xf0 { (byte - 0xe0 + 1) as u8 } else { 17 };
        byte += 1;
    }
    planes
};

/// By plane and second byte: whether all 64 characters that begin so are plainly themselves.
const PLAIN: [bool; 18 * 64] = {
    let mut plain = [false; 18 * 64];
    let mut row = 0;
    while row < 17 * 64 {
        plain[row] = true;
        let mut low = 0;
        while row >= 64 && low < 64 {
            plain[row] &= match char::from_u32(((row as u32 - 64) << 6) + low) {
                Some(c) => is_plainly_itself(c),
                None => false,
            };
            low += 1;
        }
        row += 1;
    }
    plain
};

const fn is_plainly_itself(c: char) -> bool {
    matches!(c,
        '\0'..='\u{2FF}' | '가'..='힣' | '\u{2010}'..='\u{206F}' | '\u{3131}'..='\u{318E}'
        | '\u{2190}'..='\u{21FF}' | '\u{2460}'..='\u{26FF}' | '\u{3001}'..='\u{3029}' | '\u{3200}'..='\u{33FF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FFDC}')
}

/// Turns a stream in another encoding into UTF-8, or says where it is broken.
pub(super) struct Transcoder<R> {
    inner: R,
    encoding: &'static Encoding,
    decoder: Decoder,
    ready: Vec<u8>,
    at: usize,
    consumed: usize,
    done: bool,
}

impl<R: BufRead> Transcoder<R> {
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, encoding, decoder, ready: Vec::new(), at: 0, consumed: 0, done: false }
    }
}

impl<R: BufRead> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.done {
            let raw = self.inner.fill_buf()?;
            self.done = raw.is_empty();
            let raw = &raw[..raw.len().min(1 << 16)];
            self.ready.resize(self.decoder.max_utf8_buffer_length(raw.len()).unwrap_or(1 << 18), 0);
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(raw, &mut self.ready, self.done);
            self.inner.consume(read);
            self.consumed += read;
            self.ready.truncate(written);
            self.at = 0;
            if let DecoderResult::Malformed(length, after) = result {
                let byte = self.consumed.saturating_sub(usize::from(length) + usize::from(after));
                return Err(Carried::Encoding { byte, encoding: self.encoding.name() }.into());
            }
        }
        let n = buffer.len().min(self.ready.len() - self.at);
        buffer[..n].copy_from_slice(&self.ready[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{EUC_KR, UTF_16LE};

    const TEXT: &str =
        "date 2026-01-09 부두 전기화\n\n바다물류청은 2031년까지 부두 40선석을 전기로 바꾼다고 9일 밝혔다.\n";

    #[test]
    fn korean_encodings_are_detected() {
        assert_eq!(decode(TEXT.as_bytes(), None).unwrap(), TEXT);
        assert_eq!(decode(&EUC_KR.encode(TEXT).0, None).unwrap(), TEXT);
        let with_mark = [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat();
        assert_eq!(decode(&with_mark, None).unwrap(), TEXT);
        let wide: Vec<u8> = [0xFEFF].into_iter().chain(TEXT.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide, None).unwrap(), TEXT);
        assert_eq!(decode(&wide[2..], Some(UTF_16LE)).unwrap(), TEXT);
        // 똠, 펲: syllables that only Windows's extension of EUC-KR has.
        let extended = "똠방각하 펲시 지원 사업을 2030년까지 40곳으로 늘린다고 새빛시가 밝혔다.";
        assert_eq!(decode(&EUC_KR.encode(extended).0, None).unwrap(), extended);
    }

    #[test]
    fn what_passes_at_once_is_nfc() {
        for c in '\0'..=char::MAX {
            let text = format!("가{c}나");
            if is_plainly_nfc(&text) {
                assert!(is_plainly_itself(c) && unicode_normalization::is_nfc(&text), "{c:?}");
            } else {
                assert!(!is_plainly_itself(c), "{c:?}");
            }
        }
        assert!(is_plainly_nfc(TEXT) && is_plainly_nfc("") && !is_plainly_nfc("\u{1112}\u{1161}"));
    }

    #[test]
    fn a_broken_byte_in_utf_8_is_named_and_can_be_read_over() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes[30] = 0xFF;
        let error = decode(&bytes, None).unwrap_err();
        assert!(matches!(error, Reason::Encoding { encoding: "UTF-8", byte: 28..=30 }), "{error}");
        assert!(decode(&bytes, Some(UTF_8)).unwrap().contains('\u{FFFD}'));
    }

    #[test]
    fn decomposed_text_is_composed_and_the_rest_stays() {
        let decomposed: String = "한국형 2030".nfd().collect();
        assert_eq!(nfc(Cow::Owned(decomposed)), "한국형 2030");
        for same in [
            "‘M.AX 얼라이언스’ ㎡ ％ ①",
            "\u{202E}거꾸로\u{200B}\u{2060}",
            "e\u{301}".nfc().collect::<String>().as_str(),
        ] {
            assert_eq!(nfc(Cow::Borrowed(same)), same);
        }
    }

    #[test]
    fn the_plain_ranges_are_nfc() {
        for c in '\0'..=char::MAX {
            let one = c.to_string();
            if is_plainly_nfc(&one) {
                assert!(unicode_normalization::is_nfc(&one), "{:x}", c as u32);
                assert_eq!(unicode_normalization::char::canonical_combining_class(c), 0);
                // It must not combine with what stands before it either.
                assert_eq!(unicode_normalization::is_nfc_quick(one.chars()), unicode_normalization::IsNormalized::Yes);
            }
        }
    }

    #[test]
    fn a_stream_is_transcoded_piece_by_piece() {
        let long = TEXT.repeat(5000);
        let bytes = EUC_KR.encode(&long).0.into_owned();
        let mut text = String::new();
        let pieces = io::BufReader::with_capacity(7, bytes.as_slice());
        Transcoder::new(pieces, EUC_KR).read_to_string(&mut text).unwrap();
        assert!(text == long);
    }
}
