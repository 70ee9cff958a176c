//! The evidence on a phrase that may be a name: who proposes it, its words, what stands around it, how often it comes.

use super::super::letter::{is_alphanumeric, is_hangul};
use super::{By, Candidate, collect, inside, is_numbered, opening};
use crate::lexicon::{Lexicon, NameKind};
use crate::model::Span;
use crate::tokens::{Tag, Token, Tokens};
use memchr::memmem;
use std::fmt::Write as _;

/// Takes the evidence that holds, one piece after the other: the table of `names.csv` and the row in it.
pub type Visit<'v> = dyn FnMut(&str, &str) + 'v;

/// With so many other names a phrase is compared at most, and with so many candidates directly before it: work must not grow
/// with the square of what a text quotes.
pub(super) const OTHERS: usize = 100;
const NEIGHBOURS: usize = 8;

/// The article around the phrases.
pub(super) struct Around<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    lexicon: &'a Lexicon,
    /// The first line.
    headline: &'a str,
    /// There is only that line.
    single: bool,
    /// How many quoted phrases each block has.
    quoted: Vec<u8>,
    /// What is quoted, in order.
    quotes: Vec<Span>,
    /// The letters of each candidate.
    keys: Vec<String>,
    /// The first candidates that the rules keep.
    kept: Vec<usize>,
}

impl<'a> Around<'a> {
    /// Reads the article's side of the evidence.
    pub(super) fn new(text: &'a str, tokens: &'a Tokens, lexicon: &'a Lexicon, candidates: &[Candidate]) -> Self {
        let headline = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let mut around = Self {
            text,
            tokens,
            lexicon,
            headline,
            single: text.trim().len() == headline.trim().len(),
            quoted: vec![0; tokens.blocks.len()],
            quotes: Vec::new(),
            kept: (0..candidates.len()).filter(|index| candidates[*index].kept).take(OTHERS).collect(),
            keys: candidates.iter().map(|candidate| collect::key(candidate.span.of(text))).collect(),
        };
        for quote in candidates.iter().filter(|c| matches!(c.by, By::Quoted(_))) {
            if let Some(count) = around.block(quote.span.start).and_then(|block| around.quoted.get_mut(block)) {
                *count = count.saturating_add(1);
            }
            around.quotes.push(quote.span);
        }
        around
    }

    /// The letters of the candidate.
    pub(super) fn key(&self, candidate: usize) -> &str {
        self.keys.get(candidate).map_or("", String::as_str)
    }

    /// The block that has the byte.
    fn block(&self, at: usize) -> Option<usize> {
        self.tokens.blocks.partition_point(|block| block.span.start <= at).checked_sub(1)
    }

    /// Hands every piece of evidence on the phrase that `group` proposes to `visit`.
    pub(super) fn visit(&self, candidates: &[Candidate], group: &[usize], visit: &mut Visit<'_>) {
        let members = || group.iter().map(|index| &candidates[*index]);
        // what is said where it is quoted says most
        let Some(best) = members().min_by_key(|c| (!matches!(c.by, By::Quoted(_)), !c.kept)) else { return };
        let mut row = String::new();
        let kept = members().any(|c| c.kept);
        let verdict = if kept { "kept" } else { "dropped" };
        visit("rules", verdict);
        if self.single {
            visit("single line", verdict);
        }
        self.sources(candidates, group, &mut row, visit);
        let span = best.span;
        let name = span.of(self.text);
        let head = name.split('(').next().map_or(name, str::trim);
        let head = if head.is_empty() { name } else { head };
        self.ending(head, &mut row, visit);
        self.words(span, &mut row, visit);
        facts(name, visit);
        self.shown(span, visit);
        self.around(span, visit);
        self.place(candidates, group, span, &mut row, visit);
    }

    /// Who proposes it.
    fn sources(&self, candidates: &[Candidate], group: &[usize], row: &mut String, visit: &mut Visit<'_>) {
        let mut seen: [Option<(By, bool)>; 8] = [None; 8];
        for candidate in group.iter().map(|index| &candidates[*index]) {
            let this = Some((candidate.by, candidate.kept));
            let Some(slot) = seen.iter_mut().take_while(|slot| **slot != this).find(|slot| slot.is_none()) else {
                continue;
            };
            *slot = this;
            let source = match candidate.by {
                By::Quoted(mark) => {
                    written(row, format_args!("{mark}"));
                    visit("mark", row);
                    "quoted"
                }
                By::Compound => "compound",
                By::Known => "known",
                By::Listed => "listed",
                By::Provisional => "provisional",
                By::Noted(why) => why,
            };
            written(row, format_args!("{source} {}", if candidate.kept { "kept" } else { "dropped" }));
            visit("source", row);
            if candidate.kept {
                visit("rule", candidate.rule.split(" ends in").next().unwrap_or_default());
            }
        }
    }

    /// What its end says.
    fn ending(&self, head: &str, row: &mut String, visit: &mut Visit<'_>) {
        match self.lexicon.programs.ending(head).map(|ending| &ending.kind) {
            Some(NameKind::Strong(kind)) => written(row, format_args!("strong {kind}")),
            Some(NameKind::Weak(kind)) => written(row, format_args!("weak {kind}")),
            Some(NameKind::Closed(kind)) => written(row, format_args!("closed {kind}")),
            Some(NameKind::Not(reason)) => written(row, format_args!("no {reason}")),
            None => written(row, format_args!("none")),
        }
        visit("ending", row);
        for length in 1..=4 {
            visit("end", last(head, length));
        }
        for length in 1..=2 {
            visit("begin", first(head, length));
        }
    }

    /// Its words and their tags.
    fn words(&self, span: Span, row: &mut String, visit: &mut Visit<'_>) {
        let words = inside(&self.tokens.tokens, span);
        let mut tags = 0u64;
        for word in words {
            for tag in word.pos.tags() {
                if tags & (1 << tag as u64) == 0 {
                    tags |= 1 << tag as u64;
                    visit("tag", tag.name());
                }
            }
            if matches!(word.pos.first(), Tag::NNG | Tag::NNP | Tag::SL | Tag::XR | Tag::VV | Tag::VA | Tag::MAG) {
                visit("word", word.text(self.text));
            }
        }
        if let (Some(begin), Some(end)) = (words.first(), words.last()) {
            visit("first tag", begin.pos.first().name());
            visit("last tag", end.pos.last().name());
            visit("first word", begin.text(self.text));
            visit("last word", end.text(self.text));
        }
        let noun = |t: &&Token| matches!(t.pos.first(), Tag::NNG | Tag::NNP | Tag::SL | Tag::Unknown);
        written(row, format_args!("{}", words.iter().filter(noun).count().min(7)));
        visit("nouns", row);
        let name = span.of(self.text);
        written(row, format_args!("{}", name.split_whitespace().count().min(7)));
        visit("words", row);
        let letters = name.chars().filter(|c| is_alphanumeric(*c)).count();
        let letters = match letters {
            ..=8 => letters,
            9..=10 => 10,
            11..=13 => 13,
            14..=17 => 17,
            18..=23 => 23,
            _ => 45,
        };
        written(row, format_args!("{letters}"));
        visit("letters", row);
    }

    /// What the lists of `programs.toml` say of it and of what stands beside it.
    fn shown(&self, span: Span, visit: &mut Visit<'_>) {
        let programs = &self.lexicon.programs;
        let before = self.text[..span.start].trim_end_matches(|c: char| !is_alphanumeric(c));
        let rest = &self.text[span.end..];
        let behind = rest.strip_prefix(|c: char| !is_alphanumeric(c)).unwrap_or(rest);
        for (holds, fact) in [
            (programs.apposed(rest), "before a class noun"),
            (programs.supports(before, rest), "shown to be a programme"),
            (programs.other_name(before, behind), "shown to be something else"),
            (programs.describes(span.of(self.text)), "a describing word"),
            (before.ends_with("이하"), "a short name"),
        ] {
            if holds {
                visit("fact", fact);
            }
        }
    }

    /// What stands directly before and behind it.
    fn around(&self, span: Span, visit: &mut Visit<'_>) {
        let line = self.block(span.start).map_or(span, |block| self.tokens.blocks[block].span);
        let before = &self.text[line.start.min(span.start)..span.start];
        let behind = &self.text[span.end..line.end.max(span.end)];
        let open = before.trim_end_matches(is_mark);
        let close = behind.trim_start_matches(is_mark);
        visit("gloss", gloss(close));
        let close = match close.strip_prefix('(').and_then(|inside| inside.split_once(')')) {
            Some((_, rest)) => rest.trim_start_matches(is_mark),
            None => close,
        };
        for length in 1..=3 {
            visit("next before", last(open, length));
            visit("next behind", first(close, length));
        }
        let letter = |c: char| is_hangul(c) || c.is_ascii_alphabetic();
        let mut words = open.rsplit(|c| !letter(c)).filter(|word| !word.is_empty());
        if let Some(word) = words.next() {
            visit("word before", last(word, 4));
        }
        if let Some(word) = words.next() {
            visit("before", first(word, 2));
        }
        let particle = close.find(|c| !letter(c)).unwrap_or(close.len());
        let words = close[particle..].split(|c| !letter(c)).filter(|word| !word.is_empty());
        for (n, word) in words.take(2).enumerate() {
            if n == 0 {
                visit("next word", first(word, 4));
            }
            visit("behind", first(word, 2));
        }
    }

    /// Where it stands, and how often.
    fn place(&self, candidates: &[Candidate], group: &[usize], span: Span, row: &mut String, visit: &mut Visit<'_>) {
        let name = span.of(self.text);
        let times = memmem::find_iter(opening(self.text).as_bytes(), name).take(8).count().max(1);
        written(row, format_args!("{}", if times >= 4 { times / 4 * 4 } else { times }));
        visit("mentions", row);
        let first = group.iter().map(|index| candidates[*index].span).min_by_key(|span| span.start).unwrap_or(span);
        if !self.single && self.headline.contains(name) {
            visit("fact", "in the headline");
        }
        let sentence = self.tokens.sentences.partition_point(|s| s.span.start <= first.start);
        let sentence = match sentence {
            0..=3 => sentence,
            4..=6 => 6,
            7..=12 => 12,
            _ => 13,
        };
        written(row, format_args!("{sentence}"));
        visit("sentence", row);
        if let Some(block) = self.block(span.start) {
            let line = &self.tokens.blocks[block];
            written(row, format_args!("{:?}", line.kind));
            visit("block", row);
            written(row, format_args!("{}", self.quoted[block].min(6)));
            visit("others quoted in the line", row);
            if span.start <= line.content + '“'.len_utf8() {
                visit("fact", "begins the line");
            }
            if span.end + '”'.len_utf8() >= line.span.end {
                visit("fact", "ends the line");
            }
        }
        let at = self.quotes.partition_point(|quote| quote.start <= span.start);
        let quote = at.checked_sub(1).map(|at| self.quotes[at]);
        if quote.is_some_and(|quote| quote != span && quote.contains(&span)) {
            visit("fact", "within a quotation");
        }
        let at = candidates.partition_point(|other| other.span.start <= span.start);
        let around = &candidates[at.saturating_sub(NEIGHBOURS)..at];
        if around.iter().any(|other| other.span != span && other.kept && other.span.contains(&span)) {
            visit("fact", "within another name");
        }
        let key = group.first().map_or("", |index| self.key(*index));
        let others = || self.kept.iter().map(|index| self.key(*index)).filter(|other| *other != key);
        let within = |piece: &str, whole: &str| piece.len() < whole.len() && whole.contains(piece);
        if others().any(|other| within(other, key)) {
            visit("fact", "holds another name");
        }
        if others().any(|other| within(key, other)) {
            visit("fact", "part of another name");
        }
        if let Some(body) = self.lexicon.agencies.find(name).next() {
            visit("fact", "names a body");
            if body.start == 0 {
                visit("fact", "begins with a body");
            }
        }
    }
}

/// What its letters say.
fn facts(name: &str, visit: &mut Visit<'_>) {
    let digit = name.contains(|c: char| c.is_ascii_digit());
    let latin = name.contains(|c: char| c.is_ascii_alphabetic());
    let hangul = name.contains(is_hangul);
    for (holds, fact) in [
        (digit, "digits"),
        (latin && hangul, "Latin letters and Hangul"),
        (latin && !hangul, "Latin letters alone"),
        (name.contains('('), "a bracket in it"),
        (name.contains(['·', 'ㆍ', '･', '‧', '․']), "a middle dot"),
        (name.contains(','), "a comma"),
        (name.contains(['!', '?', '…', '.']), "a sentence's mark"),
        (name.starts_with("K-") || name.starts_with("케이"), "K-"),
        (is_numbered(name), "an ordinal"),
        (name.starts_with("20") || name.starts_with(['’', '‘', '\'']), "a year"),
        (name.contains("를 ") || name.contains("을 "), "an object"),
        (name.contains(|c: char| ('一'..='龥').contains(&c)), "Chinese characters"),
    ] {
        if holds {
            visit("fact", fact);
        }
    }
}

/// What stands behind the phrase in brackets, or that it has a footnote.
fn gloss(behind: &str) -> &'static str {
    let Some(inside) = behind.strip_prefix('(') else {
        return if behind.starts_with('*') { "footnote" } else { "none" };
    };
    let inside = inside.split(')').next().unwrap_or(inside);
    match inside.chars().next() {
        _ if inside.starts_with("이하") => "short name",
        Some(c) if c.is_ascii_uppercase() => "capitals",
        Some(c) if c.is_ascii_digit() || matches!(c, '’' | '‘' | '\'' | '~') => "number",
        Some(c) if is_hangul(c) => "Hangul",
        _ => "other",
    }
}

const fn is_mark(c: char) -> bool {
    matches!(
        c,
        '‘' | '’'
            | '“'
            | '”'
            | '\''
            | '"'
            | '′'
            | '「'
            | '」'
            | '｢'
            | '｣'
            | '『'
            | '』'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '<'
            | '>'
    )
}

/// The first characters of a text, at most `most`.
fn first(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(at, _)| &text[..at])
}

/// The last characters of a text, at most `most`.
fn last(text: &str, most: usize) -> &str {
    text.char_indices().rev().nth(most.saturating_sub(1)).map_or(text, |(at, _)| &text[at..])
}

fn written(row: &mut String, arguments: std::fmt::Arguments<'_>) {
    row.clear();
    // writing into a string cannot fail
    let _ = row.write_fmt(arguments);
}
