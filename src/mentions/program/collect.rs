//! One entry a name: spacing variants and bracketed aliases joined, all mentions found.

use super::super::letter::{is_alphanumeric, is_hangul};
use super::weigh::Judged;
use super::{By, ProgramName};
use crate::lexicon::Forms;
use crate::model::Span;
use rustc_hash::FxHashMap;

/// One entry a name: spacing variants and bracketed aliases joined, all mentions found.
pub(super) fn collect(text: &str, candidates: Vec<Judged>) -> Vec<ProgramName> {
    let mut programs: Vec<ProgramName> = Vec::new();
    let mut by_key: FxHashMap<String, usize> = FxHashMap::default();
    let mut covered = 0usize;
    for Judged { candidate, told } in candidates {
        let written = candidate.span.of(text);
        // a name within the one before is the same mention, cut shorter
        if candidate.span.end <= covered && !matches!(candidate.by, By::Quoted(_)) {
            continue;
        }
        covered = covered.max(candidate.span.end);
        let (name, aliases) = names(text, candidate.span);
        let key = key(&name);
        let index = *by_key.entry(key.clone()).or_insert_with(|| {
            programs.push(ProgramName {
                name: name.clone(),
                aliases: Vec::new(),
                kind: candidate.kind.clone(),
                mentions: Vec::new(),
                trace: vec![candidate.rule.clone(), told],
            });
            programs.len() - 1
        });
        let program = &mut programs[index];
        program.kind = program.kind.take().or(candidate.kind);
        for alias in aliases.into_iter().chain([written.to_owned()]) {
            if alias != program.name && !program.aliases.contains(&alias) {
                by_key.entry(self::key(&alias)).or_insert(index);
                program.aliases.push(alias);
            }
        }
    }
    mention_all(text, &mut programs);
    programs.retain(|p| !p.mentions.is_empty());
    programs
}

/// The name that stands there, with its aliases.
pub(super) fn names(text: &str, span: Span) -> (String, Vec<String>) {
    let (name, mut aliases) = split_gloss(span.of(text));
    aliases.extend(alias_behind(text, span.end));
    (name, aliases)
}

/// Letters and digits alone, so that spacing variants are one.
pub(super) fn key(name: &str) -> String {
    name.chars().filter(|c| is_alphanumeric(*c)).flat_map(char::to_lowercase).collect()
}

/// `세이프팜(SafeFarm)` → `세이프팜(SafeFarm)` with the aliases 세이프팜 and SafeFarm.
fn split_gloss(written: &str) -> (String, Vec<String>) {
    let mut aliases = Vec::new();
    if let Some(open) = written.find('(')
        && let Some(close) = written[open..].find(')')
    {
        let inner = &written[open + 1..open + close];
        let outer = format!("{}{}", written[..open].trim_end(), &written[open + close + 1..]);
        if outer.chars().count() >= 2 {
            aliases.push(outer);
        }
        if is_alias(inner) {
            aliases.push(inner.to_owned());
        }
    }
    (written.to_owned(), aliases)
}

/// A definition in brackets directly behind the closing quotation mark or the name.
fn alias_behind(text: &str, end: usize) -> Option<String> {
    let rest = &text[end..];
    let rest = rest.strip_prefix(['’', '”', '」', '｣', '』', '\'', '"', '‘', '》', '〉']).unwrap_or(rest);
    let inner = rest.strip_prefix('(')?;
    let close = inner.char_indices().take(31).find(|(_, c)| *c == ')')?.0;
    let alias = inner[..close].trim();
    let alias = alias
        .strip_prefix("이하")
        .unwrap_or(alias)
        .trim_start_matches([',', ' '])
        .trim_matches(['‘', '’', '\'', '"', '“', '”', '*']);
    is_alias(alias).then(|| alias.to_owned())
}

fn is_alias(alias: &str) -> bool {
    let letters = alias.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && alias.chars().count() <= 30
        && !alias.contains(['~', '∼', ',', '%', ':', '\n', '’', '‘'])
        && !alias.chars().any(|c| c.is_ascii_digit() && !alias.contains(|c: char| c.is_ascii_alphabetic()))
        && !["장관", "청장", "위원장", "참고", "붙임", "별첨", "가칭", "소재", "시행", "이하"]
            .iter()
            .any(|w| alias.starts_with(w) || alias.ends_with(w))
}

fn mention_all(text: &str, programs: &mut [ProgramName]) {
    let (mut forms, mut owner) = (Vec::new(), Vec::new());
    for (i, program) in programs.iter().enumerate() {
        for form in std::iter::once(&program.name).chain(&program.aliases) {
            forms.push(form.clone());
            owner.push(i);
        }
    }
    let places: Vec<(Span, usize)> = Forms::new(forms.iter().map(String::as_str)).find(text).collect();
    for (Span { start, end }, form) in places {
        let before = text[..start].chars().next_back();
        let short = forms[form].chars().count() <= 4;
        let inside_word = before.is_some_and(is_alphanumeric) && (short || before.is_some_and(is_hangul));
        let after = text[end..].chars().next();
        let runs_on = after.is_some_and(|c| c.is_ascii_alphanumeric())
            && text[..end].ends_with(|c: char| c.is_ascii_alphanumeric());
        if inside_word || runs_on {
            continue;
        }
        programs[owner[form]].mentions.push(Span::new(start, end));
    }
}
