//! Offsets in other units than code points.

use crate::model::{Mention, Phrase, Record};

/// What `start` and `end` count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum OffsetUnit {
    /// Bytes of UTF-8
    Utf8,
    /// UTF-16 code units (JavaScript, Java)
    Utf16,
    /// Unicode code points (Python)
    #[default]
    Codepoints,
}

/// Something with offsets into one text.
pub trait Located {
    /// Calls `change` with every pair of offsets.
    fn each(&mut self, change: &mut dyn FnMut(&mut usize, &mut usize));
}

/// Turns the offsets of `items`, which count code points of `text`, into `unit`.
pub fn convert<T: Located>(items: &mut [T], text: &str, unit: OffsetUnit) {
    let width: fn(char) -> usize = match unit {
        OffsetUnit::Codepoints => return,
        OffsetUnit::Utf8 => char::len_utf8,
        OffsetUnit::Utf16 => char::len_utf16,
    };
    let mut at = vec![0];
    at.extend(text.chars().scan(0, |sum, c| {
        *sum += width(c);
        Some(*sum)
    }));
    for item in items {
        item.each(&mut |start, end| {
            for offset in [start, end] {
                *offset = at.get(*offset).copied().unwrap_or(*offset);
            }
        });
    }
}

impl Located for Phrase {
    fn each(&mut self, change: &mut dyn FnMut(&mut usize, &mut usize)) {
        change(&mut self.start, &mut self.end);
    }
}

impl Located for Mention {
    fn each(&mut self, change: &mut dyn FnMut(&mut usize, &mut usize)) {
        change(&mut self.start, &mut self.end);
    }
}

impl Located for Record {
    fn each(&mut self, change: &mut dyn FnMut(&mut usize, &mut usize)) {
        let statement = match self {
            Self::Target(statement) | Self::Figure(statement) | Self::Milestone(statement) => statement,
            Self::Program(program) => return program.mentions.iter_mut().for_each(|mention| mention.each(change)),
        };
        if let Some(quantity) = &mut statement.quantity {
            change(&mut quantity.start, &mut quantity.end);
        }
        for phrase in [&mut statement.object, &mut statement.baseline, &mut statement.of].into_iter().flatten() {
            phrase.each(change);
        }
        if let Some(program) = &mut statement.program {
            change(&mut program.start, &mut program.end);
        }
        if let Some(action) = &mut statement.action {
            change(&mut action.start, &mut action.end);
        }
        if let Some(deadline) = &mut statement.deadline {
            change(&mut deadline.start, &mut deadline.end);
        }
        if let Some(agency) = &mut statement.agency
            && let (Some(start), Some(end)) = (&mut agency.start, &mut agency.end)
        {
            change(start, end);
        }
        change(&mut statement.evidence.start, &mut statement.evidence.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_slice_the_same_words_in_every_unit() {
        let text = "🎯목표 500개";
        let words = Phrase { text: "500개".to_owned(), start: 4, end: 8 };
        let in_unit = |unit| {
            let mut phrases = [words.clone()];
            convert(&mut phrases, text, unit);
            (phrases[0].start, phrases[0].end)
        };
        assert_eq!(in_unit(OffsetUnit::Codepoints), (4, 8));
        let (start, end) = in_unit(OffsetUnit::Utf8);
        assert_eq!(&text[start..end], "500개");
        let (start, end) = in_unit(OffsetUnit::Utf16);
        let utf16: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(String::from_utf16_lossy(&utf16[start..end]), "500개");
    }
}
