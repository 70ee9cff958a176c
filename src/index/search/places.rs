//! Where the question's words stand in a text, and how much of the question stands there together.

use super::second::Evidence;
use crate::index::document::LEAD;

/// How many letters the question's words may be shifted against each other on a diagonal.
const SLACK: i64 = 4;

/// One place of one word of the question in a text: its position (or diagonal) above, the word's number below. As one
/// number it is sorted fast.
pub(super) type Place = u64;

/// Bits of a word's number in a [`Place`].
const TERM_BITS: u32 = 24;
/// So many words can be told apart.
pub(super) const MOST_TERMS: usize = 1 << TERM_BITS;
/// Added to a diagonal, which may be below 0.
const ABOVE_ZERO: i64 = 1 << 32;

/// The place of a word by its number.
pub(super) const fn place(position: u32, term: usize) -> Place {
    ((position as u64) << TERM_BITS) | term as u64
}

/// The number of a place's word.
pub(super) const fn term(place: Place) -> usize {
    (place & ((1 << TERM_BITS) - 1)) as usize
}

const fn position(place: Place) -> i64 {
    (place >> TERM_BITS) as i64
}

/// Looks at the places of one text after the other.
pub(super) struct Look {
    /// How rare the question's words are.
    pub weights: Vec<f32>,
    /// The words' own positions in the question.
    pub asked: Vec<i64>,
    /// Scratch: a number for each word.
    pub counts: Vec<u32>,
    /// Letters of the question.
    pub letters: i64,
}

impl Look {
    /// What the places of one text say. They are used up.
    pub fn at(&mut self, places: &mut Vec<Place>) -> Evidence {
        let total: f32 = self.weights.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let lead = i64::from(LEAD);
        self.counts.fill(0);
        let mut words = 0.0;
        for place in places.iter() {
            let count = &mut self.counts[term(*place)];
            if *count == 0 {
                *count = 1;
                words += self.weights[term(*place)];
            }
        }
        places.sort_unstable();
        let (passage, _) = self.densest(places, self.letters * 3 / 2 + 10);
        // from positions to diagonals
        for place in places.iter_mut() {
            let diagonal = position(*place) - self.asked[term(*place)] + ABOVE_ZERO;
            *place = (diagonal as u64) << TERM_BITS | term(*place) as u64;
        }
        places.sort_unstable();
        let (order, _) = self.densest(places, SLACK);
        places.retain(|p| position(*p) - ABOVE_ZERO + self.asked[term(*p)] < lead);
        let (lead_order, begin) = self.densest(places, SLACK);
        let begin = begin - ABOVE_ZERO;
        Evidence {
            words: words / total,
            order: order / total,
            passage: passage / total,
            start: if begin.abs() <= 6 { lead_order / total } else { 0.0 },
            ..Evidence::default()
        }
    }

    /// The most weight of different words whose sorted places lie within `width`, and where that begins.
    fn densest(&mut self, places: &[Place], width: i64) -> (f32, i64) {
        self.counts.fill(0);
        let (mut best, mut begin, mut sum, mut first) = (0.0f32, i64::MAX / 2, 0.0f32, 0);
        for place in places {
            while position(*place) - position(places[first]) > width {
                let gone = term(places[first]);
                self.counts[gone] -= 1;
                if self.counts[gone] == 0 {
                    sum -= self.weights[gone];
                }
                first += 1;
            }
            let count = &mut self.counts[term(*place)];
            *count += 1;
            if *count == 1 {
                sum += self.weights[term(*place)];
                if sum > best + 1e-4 {
                    (best, begin) = (sum, position(places[first]));
                }
            }
        }
        (best, begin)
    }
}
