//! Where any of many words stands in a text.

use crate::model::Span;

/// Words, sorted: what an automaton finds, without the cost of building one, which an article's own names would be asked for
/// every time, and without its cost at every byte of the text.
pub struct Forms {
    /// In the order of their bytes, each with its number and the longest other form that it begins with.
    sorted: Vec<Form>,
    /// By a hash of two characters: whether a form may begin with them. A power of two.
    pairs: Vec<bool>,
    /// Forms of one character.
    single: Vec<char>,
}

struct Form {
    written: Box<str>,
    number: usize,
    prefix: Option<usize>,
}

impl Forms {
    /// The forms, numbered as they come; of two that are written alike the first counts. Empty ones are never found.
    pub fn new(forms: impl IntoIterator<Item = impl Into<Box<str>>>) -> Self {
        let form = |(number, written)| Form { written, number, prefix: None };
        let mut sorted: Vec<Form> = forms.into_iter().map(Into::into).enumerate().map(form).collect();
        sorted.retain(|form| !form.written.is_empty());
        sorted.sort_by(|one, other| one.written.cmp(&other.written)); // stable: the first of its like stays first
        sorted.dedup_by(|one, other| one.written == other.written);
        let (mut pairs, mut single) = (vec![false; (sorted.len() * 16).next_power_of_two()], Vec::new());
        for i in 0..sorted.len() {
            // what a form begins with lies before it: the forms that the one before begins with, and that one
            let mut prefix = i.checked_sub(1);
            while let Some(p) = prefix.filter(|p| !sorted[i].written.starts_with(&*sorted[*p].written)) {
                prefix = sorted[p].prefix;
            }
            sorted[i].prefix = prefix;
            let mut characters = sorted[i].written.chars();
            match (characters.next(), characters.next()) {
                (Some(first), Some(second)) => {
                    let place = slot(first, second, pairs.len());
                    pairs[place] = true;
                }
                (first, _) => single.extend(first),
            }
        }
        Self { sorted, pairs, single }
    }

    /// Every place of a form in `text` with the form's number, from left to right without overlaps, the longest form at each
    /// place.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Span, usize)> + 't {
        let mut characters = text.char_indices().peekable();
        // a form may begin here or behind: what lies before belongs to another
        let mut free = 0;
        std::iter::from_fn(move || {
            while let Some((at, c)) = characters.next() {
                let second = characters.peek().map(|(_, second)| *second);
                let paired = second.is_some_and(|second| self.pairs[slot(c, second, self.pairs.len())]);
                if (paired || self.single.contains(&c))
                    && at >= free
                    && let Some(form) = self.longest(&text.as_bytes()[at..])
                {
                    free = at + form.written.len();
                    return Some((Span::new(at, free), form.number));
                }
            }
            None
        })
    }

    /// The longest form that `rest` begins with: every such form is a beginning of the last one that is not behind `rest`.
    fn longest(&self, rest: &[u8]) -> Option<&Form> {
        let behind = self.sorted.partition_point(|form| form.written.as_bytes() <= rest);
        let mut candidate = behind.checked_sub(1);
        while let Some(i) = candidate {
            let form = &self.sorted[i];
            if rest.starts_with(form.written.as_bytes()) {
                return Some(form);
            }
            candidate = form.prefix;
        }
        None
    }
}

/// Where two characters stand in a table of `length`, a power of two.
fn slot(first: char, second: char, length: usize) -> usize {
    let mixed = (u64::from(first) << 32 | u64::from(second)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as usize & (length - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aho_corasick::{AhoCorasick, MatchKind};
    use proptest::prelude::*;

    fn found(forms: &[String], text: &str) -> Vec<(Span, usize)> {
        Forms::new(forms.iter().map(String::as_str)).find(text).collect()
    }

    proptest! {
        #[test]
        fn as_an_automaton_finds_them(forms in prop::collection::vec("[가나다 ab]{1,5}", 0..9), text in "[가나다 ab]{0,60}") {
            let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&forms).expect("few forms");
            let expected: Vec<_> =
                automaton.find_iter(&text).map(|m| (Span::new(m.start(), m.end()), m.pattern().as_usize())).collect();
            prop_assert_eq!(found(&forms, &text), expected);
        }
    }

    #[test]
    fn the_longest_form_at_a_place_is_found() {
        let forms = ["햇빛", "햇빛소득", "햇빛소득마을", "소득", "햇빛소득", ""].map(str::to_owned);
        let text = "햇빛소득마을과 햇빛소득자, 소득";
        let numbers: Vec<usize> = found(&forms, text).into_iter().map(|(_, number)| number).collect();
        assert_eq!(numbers, [2, 1, 3]);
    }
}
