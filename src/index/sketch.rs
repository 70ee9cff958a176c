//! Near-duplicates: releases that several ministries issue together, and re-issues under another id.
//!
//! A text's sketch keeps, for each of 32 buckets, the smallest hash of its three-word shingles
//! (one-permutation MinHash). The share of equal buckets estimates how many shingles two texts have in
//! common. Bands of four buckets are indexed: two texts that are much alike share at least one.

use std::hash::{Hash, Hasher};

/// Buckets of a sketch.
const BUCKETS: usize = 32;
/// Buckets of one band.
const BAND: usize = 4;
/// Texts of fewer shingles are too short to be told apart by a sketch.
const FEWEST: usize = 24;
/// Share of equal buckets from which two texts count as the same release.
const SAME: f32 = 0.75;

/// Collects the words of a text.
#[derive(Debug, Clone)]
pub struct Sketcher {
    buckets: [u32; BUCKETS],
    last: [u64; 2],
    shingles: usize,
}

impl Default for Sketcher {
    fn default() -> Self {
        Self { buckets: [u32::MAX; BUCKETS], last: [0; 2], shingles: 0 }
    }
}

impl Sketcher {
    /// The next word.
    pub fn push(&mut self, word: &str) {
        let mut hasher = super::terms::WordHasher::default();
        word.hash(&mut hasher);
        let hash = mix(hasher.finish());
        let shingle = mix(self.last[0].rotate_left(7) ^ self.last[1].rotate_left(21) ^ hash);
        self.last = [self.last[1], hash];
        self.shingles += 1;
        if self.shingles < 3 {
            return;
        }
        let bucket = &mut self.buckets[(shingle >> 59) as usize % BUCKETS];
        *bucket = (*bucket).min(shingle as u32);
    }

    /// The sketch; `None` for a text too short to tell.
    pub fn finish(self) -> Option<Sketch> {
        (self.shingles >= FEWEST).then_some(Sketch(self.buckets))
    }
}

const fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}

/// A text's sketch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch([u32; BUCKETS]);

impl Sketch {
    /// As bytes, for the index.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|bucket| bucket.to_le_bytes()).collect()
    }

    /// From [`Self::to_bytes`]; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (chunks, rest) = bytes.as_chunks::<4>();
        if chunks.len() != BUCKETS || !rest.is_empty() {
            return None;
        }
        let mut buckets = [0; BUCKETS];
        for (bucket, chunk) in buckets.iter_mut().zip(chunks) {
            *bucket = u32::from_le_bytes(*chunk);
        }
        Some(Self(buckets))
    }

    /// One number a band.
    pub fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.chunks(BAND).enumerate().map(|(band, buckets)| {
            let start = mix(band as u64 + 1);
            buckets.iter().fold(start, |hash, bucket| mix(hash.rotate_left(13) ^ u64::from(*bucket)))
        })
    }

    /// Whether both are sketches of the same release.
    pub fn is_same_release(&self, other: &Self) -> bool {
        let equal = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        equal as f32 >= SAME * BUCKETS as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Option<Sketch> {
        let mut sketcher = Sketcher::default();
        text.split_whitespace().for_each(|word| sketcher.push(word));
        sketcher.finish()
    }

    #[test]
    fn a_reissue_is_the_same_and_a_sibling_is_not() {
        let words: Vec<String> = (0..300).map(|n| format!("낱말{}", n * 7919 % 1000)).collect();
        let release = words.join(" ");
        let reissue = format!("공동 배포 {} 끝.", words[..296].join(" "));
        let sibling = format!(
            "{} {}",
            words[..120].join(" "),
            (0..180).map(|n| format!("다른{n}")).collect::<Vec<_>>().join(" ")
        );
        let [a, b, c] = [&release, &reissue, &sibling].map(|text| sketch(text).expect("is long enough"));
        assert!(a.is_same_release(&b) && a.bands().zip(b.bands()).any(|(x, y)| x == y));
        assert!(!a.is_same_release(&c));
        assert_eq!(Sketch::from_bytes(&a.to_bytes()), Some(a));
        assert_eq!(sketch("짧은 글"), None);
    }
}
