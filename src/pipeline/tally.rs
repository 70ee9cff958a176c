//! What a run has read, for its summary.

use crate::model::{Record, RecordKind, Statement};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashSet};

/// How many largest targets are kept of each kind.
const LARGEST: usize = 10;

/// What was read: counts and the largest targets. Tallies add up in order, so that they are the same for any
/// number of threads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles.
    pub articles: u64,
    /// Of them, those whose body only points at an attachment.
    pub stubs: u64,
    /// Targets.
    pub targets: u64,
    /// Figures.
    pub figures: u64,
    /// Milestones.
    pub milestones: u64,
    /// Names of programmes, each once.
    pub programs: HashSet<String>,
    /// By dimension and unit: how many targets, and the largest of them, largest first.
    pub kinds: BTreeMap<(String, String), Kind>,
}

/// The targets of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kind {
    /// How many.
    pub count: u64,
    /// The largest, largest first, at most ten.
    pub largest: Vec<Large>,
}

/// One of the largest targets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Large {
    /// Its value, in its kind's unit.
    pub value: Decimal,
    /// As written.
    pub quantity: String,
    /// What is counted, or the programme.
    pub object: Option<String>,
    /// By when.
    pub by: Option<String>,
    /// The responsible body.
    pub agency: Option<String>,
}

impl Tally {
    /// The tally of one article.
    pub fn of(stub: bool, records: &[Record]) -> Self {
        let mut tally = Self { articles: 1, stubs: u64::from(stub), ..Self::default() };
        for record in records {
            match record.kind() {
                RecordKind::Target => tally.targets += 1,
                RecordKind::Figure => tally.figures += 1,
                RecordKind::Milestone => tally.milestones += 1,
                RecordKind::Program => {}
            }
            match record {
                Record::Program(program) => drop(tally.programs.insert(program.name.clone())),
                Record::Target(target) => tally.target(target),
                Record::Figure(_) | Record::Milestone(_) => {}
            }
        }
        tally
    }

    fn target(&mut self, target: &Statement) {
        let Some(quantity) = &target.quantity else { return };
        let Some(dimension) = quantity.dimension.clone() else { return };
        let kind = self.kinds.entry((dimension, quantity.unit.clone().unwrap_or_default())).or_default();
        let object = target.object.as_ref().map(|object| &object.text);
        kind.add(Large {
            value: quantity.value,
            quantity: quantity.text.clone(),
            object: object.or(target.program.as_ref().map(|program| &program.name)).cloned(),
            by: target.deadline.as_ref().and_then(|deadline| deadline.by.clone()),
            agency: target.agency.as_ref().map(|agency| agency.name.clone()),
        });
    }

    /// Adds what came after.
    pub fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.stubs += other.stubs;
        self.targets += other.targets;
        self.figures += other.figures;
        self.milestones += other.milestones;
        self.programs.extend(other.programs);
        for (name, kind) in other.kinds {
            let own = self.kinds.entry(name).or_default();
            own.count += kind.count;
            kind.largest.into_iter().for_each(|large| own.keep(large));
        }
    }

    /// `most` of the largest targets, the same number of each kind as far as they go: dealt out in turn, the
    /// commonest kind first. Grouped by kind.
    pub fn largest(&self, most: usize) -> Vec<(&(String, String), &[Large])> {
        let mut kinds: Vec<_> = self.kinds.iter().collect();
        kinds.sort_by(|one, other| other.1.count.cmp(&one.1.count).then(one.0.cmp(other.0)));
        kinds.truncate(most);
        let mut dealt = vec![0; kinds.len()];
        let mut left = most;
        for round in 1..=LARGEST {
            for (dealt, (_, kind)) in dealt.iter_mut().zip(&kinds) {
                if left > 0 && kind.largest.len() >= round {
                    *dealt = round;
                    left -= 1;
                }
            }
        }
        let kinds = kinds.into_iter().zip(dealt).filter(|(_, dealt)| *dealt > 0);
        kinds.map(|((name, kind), dealt)| (name, &kind.largest[..dealt])).collect()
    }
}

impl Kind {
    fn add(&mut self, large: Large) {
        self.count += 1;
        self.keep(large);
    }

    /// A headline and its article promise the same: one of them is enough here.
    fn keep(&mut self, large: Large) {
        let same = |other: &Large| other.value == large.value && other.object == large.object;
        if self.largest.iter().any(same) {
            return;
        }
        let place = self.largest.partition_point(|other| other.value >= large.value);
        if place < LARGEST {
            self.largest.truncate(LARGEST - 1);
            self.largest.insert(place, large);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn large(value: i64, object: &str) -> Large {
        Large {
            value: value.into(),
            quantity: value.to_string(),
            object: Some(object.to_owned()),
            by: None,
            agency: None,
        }
    }

    #[test]
    fn the_largest_are_kept_largest_first_and_the_same_once() {
        let mut kind = Kind::default();
        for value in [5, 70, 3, 70, 12, 1, 2, 4, 6, 7, 8, 9, 11] {
            kind.add(large(value, "공장"));
        }
        let kept: Vec<String> = kind.largest.iter().map(|large| large.quantity.clone()).collect();
        assert_eq!(kept, ["70", "12", "11", "9", "8", "7", "6", "5", "4", "3"]);
        assert_eq!(kind.count, 13);
    }

    #[test]
    fn kinds_share_the_lines_of_the_summary() {
        let mut tally = Tally::default();
        for (dimension, count) in [("money", 9), ("count", 7), ("area", 1)] {
            let kind = tally.kinds.entry((dimension.to_owned(), String::new())).or_default();
            (0..count).for_each(|n| kind.add(large(n, "사업")));
        }
        let shares: Vec<_> =
            tally.largest(10).into_iter().map(|(name, large)| (name.0.as_str(), large.len())).collect();
        assert_eq!(shares, [("money", 5), ("count", 4), ("area", 1)]);
    }
}
