//! A place in a text that moves forward by what it recognises.

/// Reads on in `text` from a byte position.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// At byte `at`, a character boundary.
    pub const fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    /// The byte it stands at.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// The whole text.
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// Goes (back) to byte `at`.
    pub fn reset(&mut self, at: usize) {
        self.at = at;
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Passes `word` if it stands here.
    pub fn eat(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// Passes the first of `words` that stands here.
    pub fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|w| self.eat(w))
    }

    /// Whether one of `words` stands here.
    pub fn peek_any(&self, words: &[&str]) -> bool {
        words.iter().any(|w| self.rest().starts_with(w))
    }

    /// Whether what follows satisfies `test`.
    pub fn peek_with(&self, test: impl Fn(&str) -> bool) -> bool {
        test(self.rest())
    }

    /// Passes one of `chars`.
    pub fn eat_char(&mut self, chars: &[char]) -> bool {
        match self.rest().chars().next() {
            Some(c) if chars.contains(&c) => {
                self.at += c.len_utf8();
                true
            }
            _ => false,
        }
    }

    /// Whether the next character satisfies `test`.
    pub fn next_is(&self, test: impl Fn(char) -> bool) -> bool {
        self.rest().chars().next().is_some_and(test)
    }

    /// Passes one space, if there is one.
    pub fn skip_space(&mut self) {
        let _ = self.eat_char(&[' ', '\u{a0}']);
    }

    /// Passes up to `most` ASCII digits: how many, and their value.
    pub fn digits(&mut self, most: usize) -> Option<(usize, i64)> {
        let run = self.rest().bytes().take(most).take_while(u8::is_ascii_digit).count();
        if run == 0 {
            return None;
        }
        let value = self.rest()[..run].parse().ok()?;
        self.at += run;
        Some((run, value))
    }
}
