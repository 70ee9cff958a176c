//! What every article must keep, whatever it was read from.

use mokpyo::article::{self, Format, Hint};

/// Reads `bytes` as `format` (guessed if `None`) and checks what comes out.
pub fn read(bytes: &[u8], format: Option<Format>) {
    let hint = Hint { format, ..Hint::default() };
    for result in article::read(bytes, &hint) {
        match result {
            Ok(article) => {
                assert!(!article.id.is_empty());
                assert!(!article.text.trim().is_empty());
                assert!(unicode_normalization::is_nfc(&article.text));
                check_blocks(&article.text);
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

/// Blocks tile what is not white space, in order, on character boundaries.
pub fn check_blocks(text: &str) {
    let mut end = 0;
    for block in article::blocks(text) {
        assert!(text[end..block.span.start].trim().is_empty());
        let words = block.span.of(text);
        assert!(!words.is_empty() && words == words.trim());
        assert!(block.content >= block.span.start && block.content <= block.span.end);
        assert!(text.is_char_boundary(block.content));
        end = block.span.end;
    }
    assert!(text[end..].trim().is_empty());
}
