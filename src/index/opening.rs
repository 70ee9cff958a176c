//! The letters that an article begins with, as a column: to see how far a question stands there in its order,
//! whatever morphemes either was cut into.
//!
//! Four letters are one number of the column. A question's pairs of letters vote for the shift (letters before them
//! in the text minus letters before them in the question) at which they stand; the best few neighbouring shifts say
//! how much of the question the opening repeats. A syllable that is missing or mistyped moves the rest by one.

use super::letters::fold;

/// Letters of an opening.
const LETTERS: usize = 128;
/// Neighbouring shifts that count as one.
const SHIFTS: usize = 3;
/// Letters of a question that are looked at.
const ASKED: usize = 255;

/// The numbers of the column for an article that begins with `text`.
pub fn pack(text: &str) -> impl Iterator<Item = u64> {
    // a letter is three bytes at most; what stands between letters is seldom more
    let cut = text.char_indices().nth(LETTERS * 3).map_or(text.len(), |(at, _)| at);
    let mut letters = units(&text[..cut]);
    letters.truncate(LETTERS);
    let four = |letters: &[u16]| letters.iter().rev().fold(0, |packed, letter| packed << 16 | u64::from(*letter));
    letters.chunks(4).map(four).collect::<Vec<u64>>().into_iter()
}

/// Letters as numbers of 16 bits; those beyond them are all alike.
fn units(text: &str) -> Vec<u16> {
    fold(text).chars().map(|c| u16::try_from(u32::from(c)).unwrap_or(u16::MAX)).collect()
}

/// A question's pairs of letters, ready to be looked for in openings.
pub struct Asked {
    /// Each pair with its place in the question, sorted.
    pairs: Vec<(u32, u8)>,
    /// A bit for the low bits of each pair: most letters of an opening are told apart by it.
    filter: [u64; 16],
    /// Votes: for each shift the places that stand there.
    votes: Vec<(u16, u8)>,
}

impl Asked {
    /// The pairs of a question.
    pub fn new(question: &str) -> Self {
        let mut letters = units(question);
        letters.truncate(ASKED);
        let mut pairs: Vec<(u32, u8)> =
            letters.windows(2).enumerate().map(|(place, two)| (pair(two[0], two[1]), place as u8)).collect();
        pairs.sort_unstable();
        let mut filter = [0; 16];
        for (pair, _) in &pairs {
            let bit = hash(*pair);
            filter[bit / 64] |= 1 << (bit % 64);
        }
        Self { pairs, filter, votes: Vec::new() }
    }

    /// How much of the question an opening repeats in its order, 0 to 1.
    pub fn repeated(&mut self, opening: impl Iterator<Item = u64>) -> f32 {
        if self.pairs.is_empty() {
            return 0.0;
        }
        self.votes.clear();
        let mut before = 0u16;
        let mut place = 0u16;
        for packed in opening {
            for four in 0..4 {
                let letter = (packed >> (16 * four)) as u16;
                if letter == 0 {
                    break;
                }
                let pair = pair(before, letter);
                let bit = hash(pair);
                if self.filter[bit / 64] & 1 << (bit % 64) != 0 {
                    let first = self.pairs.partition_point(|(other, _)| *other < pair);
                    for (_, asked) in self.pairs[first..].iter().take_while(|(other, _)| *other == pair) {
                        self.votes.push((place + ASKED as u16 - u16::from(*asked), *asked));
                    }
                }
                before = letter;
                place += 1;
            }
        }
        self.most_votes() as f32 / self.pairs.len() as f32
    }

    /// The most places of the question within [`SHIFTS`] neighbouring shifts.
    fn most_votes(&mut self) -> usize {
        self.votes.sort_unstable();
        let mut counts = [0u8; ASKED];
        let (mut most, mut different, mut first) = (0, 0, 0);
        for last in 0..self.votes.len() {
            let (shift, asked) = self.votes[last];
            while usize::from(shift - self.votes[first].0) >= SHIFTS {
                let gone = &mut counts[usize::from(self.votes[first].1)];
                *gone -= 1;
                different -= usize::from(*gone == 0);
                first += 1;
            }
            let count = &mut counts[usize::from(asked)];
            different += usize::from(*count == 0);
            *count += 1;
            most = most.max(different);
        }
        most
    }
}

fn pair(one: u16, other: u16) -> u32 {
    u32::from(one) << 16 | u32::from(other)
}

fn hash(pair: u32) -> usize {
    (pair.wrapping_mul(0x9e37_79b1) >> 22) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_opening_repeats() {
        let share = |question: &str, text: &str| Asked::new(question).repeated(pack(text));
        assert_eq!(share("섬 응급 헬기 배치", "「섬 응급헬기」 배치 계획을 밝혔다."), 1.0);
        // a missing syllable costs the two pairs that it parts
        let missing = share("섬 지역 응급 헬기 배치", "섬 지역 응급 의료 헬기 배치");
        assert!((0.8..1.0).contains(&missing), "{missing}");
        assert!(share("섬 응급 헬기", "헬기가 응급 환자를 나른다. 섬에도 간다.") < 0.5);
        assert_eq!((share("", "가나다"), share("가", "가나다"), share("가나", "")), (0.0, 0.0, 0.0));
        let far = format!("{} 섬 응급 헬기", "가".repeat(200));
        assert_eq!(share("섬 응급 헬기", &far), 0.0);
    }
}
