//! Questions asked of every character of a text. The standard library's answers walk through tables for Hangul, which is nearly
//! all there is here.

/// Whether `c` is a Hangul syllable.
pub fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// As [`char::is_alphanumeric`].
pub fn is_alphanumeric(c: char) -> bool {
    is_hangul(c) || c.is_alphanumeric()
}
