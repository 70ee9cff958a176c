//! Where any of an article's own names stands in its text.

use crate::model::Span;

/// Written forms, sorted: what an automaton does, without the cost of building one for every article.
pub struct Forms<'f> {
    /// In the order of their bytes, each with its number and the longest other form that it begins with.
    sorted: Vec<Form<'f>>,
    /// The bytes that a form begins with.
    firsts: [bool; 256],
}

struct Form<'f> {
    written: &'f str,
    number: usize,
    prefix: Option<usize>,
}

impl<'f> Forms<'f> {
    /// The forms, numbered as they come; of two that are written alike the first counts. Empty ones are never found.
    pub fn new(forms: impl Iterator<Item = &'f str>) -> Self {
        let mut sorted: Vec<Form<'f>> =
            forms.enumerate().map(|(number, written)| Form { written, number, prefix: None }).collect();
        sorted.retain(|form| !form.written.is_empty());
        sorted.sort_by_key(|form| form.written); // stable: the first of its like stays first
        sorted.dedup_by_key(|form| form.written);
        let mut firsts = [false; 256];
        // what a form begins with lies before it: the forms that the one before begins with, and that one
        for i in 0..sorted.len() {
            firsts[usize::from(sorted[i].written.as_bytes()[0])] = true;
            let mut prefix = i.checked_sub(1);
            while let Some(p) = prefix.filter(|p| !sorted[i].written.starts_with(sorted[*p].written)) {
                prefix = sorted[p].prefix;
            }
            sorted[i].prefix = prefix;
        }
        Self { sorted, firsts }
    }

    /// Every place of a form in `text` with the form's number, from left to right without overlaps, the longest form at each
    /// place.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Span, usize)> + 't {
        let mut at = 0;
        std::iter::from_fn(move || {
            let bytes = text.as_bytes();
            while at < bytes.len() {
                // a form begins with a whole character, so its first byte never stands within one
                if self.firsts[usize::from(bytes[at])]
                    && let Some(form) = self.longest(&bytes[at..])
                {
                    let start = at;
                    at += form.written.len();
                    return Some((Span::new(start, at), form.number));
                }
                at += 1;
            }
            None
        })
    }

    /// The longest form that `rest` begins with: every such form is a beginning of the last one that is not behind `rest`.
    fn longest(&self, rest: &[u8]) -> Option<&Form<'f>> {
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
