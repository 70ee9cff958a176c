//! Where any of many words stands in a text.

use crate::model::Span;

/// Words, sorted: what an automaton finds, without the cost of building one, which an article's own names would be asked for
/// every time, and without its cost at every byte of the text.
pub struct Forms {
    /// In the order of their bytes, each with its number and the longest other form that it begins with.
    sorted: Vec<Form>,
    /// By a hash of the first two characters (one and NUL): from where to where in `sorted` the forms lie that may begin with
    /// them. A power of two.
    places: Vec<(u32, u32)>,
    /// Whether some form is of one character.
    single: bool,
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
        let mut places = vec![(u32::MAX, 0); (sorted.len() * 8).next_power_of_two()];
        let mut single = false;
        for i in 0..sorted.len() {
            // what a form begins with lies before it: the forms that the one before begins with, and that one
            let mut prefix = i.checked_sub(1);
            while let Some(p) = prefix.filter(|p| !sorted[i].written.starts_with(&*sorted[*p].written)) {
                prefix = sorted[p].prefix;
            }
            sorted[i].prefix = prefix;
            let mut characters = sorted[i].written.chars();
            let (first, second) = (characters.next().unwrap_or(ALONE), characters.next());
            single |= second.is_none();
            let slot = slot(first, second.unwrap_or(ALONE), places.len());
            places[slot] = (places[slot].0.min(i as u32), i as u32 + 1);
        }
        Self { sorted, places, single }
    }

    /// Every place of a form in `text` with the form's number, from left to right without overlaps, the longest form at each
    /// place.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Span, usize)> + 't {
        let mut characters = text.char_indices().peekable();
        // a form may begin here or behind: what lies before belongs to another
        let mut free = 0;
        std::iter::from_fn(move || {
            while let Some((at, c)) = characters.next() {
                let rest = &text.as_bytes()[at..];
                let longer = characters.peek().and_then(|(_, second)| self.longest(rest, c, *second));
                if at >= free
                    && let Some(form) = longer.or_else(|| self.single.then(|| self.longest(rest, c, ALONE))?)
                {
                    free = at + form.written.len();
                    return Some((Span::new(at, free), form.number));
                }
            }
            None
        })
    }

    /// The longest form that `rest` begins with, of those that may begin with two characters: every such form is a beginning
    /// of the last one that is not behind `rest`.
    fn longest(&self, rest: &[u8], first: char, second: char) -> Option<&Form> {
        let (from, to) = self.places[slot(first, second, self.places.len())];
        let near = self.sorted.get(from as usize..to as usize)?;
        let behind = near.partition_point(|form| form.written.as_bytes() <= rest);
        let mut candidate = behind.checked_sub(1).map(|last| from as usize + last);
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

/// Stands for the second character of a form that has none.
const ALONE: char = '\0';

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
