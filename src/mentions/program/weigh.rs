//! The last word on every candidate: a programme's name, or none.
//!
//! The rules know how names are built. What they say is evidence here, beside the words in and around the phrase and how often
//! it comes; `names.csv` has what each piece counts for, fitted on annotated releases (`benches/verdict`). The sum decides; the
//! trace names the pieces that counted most.

use super::evidence::{Around, OTHERS};
use super::{By, Candidate, collect};
use crate::lexicon::{Lexicon, QUOTED, UNQUOTED};
use crate::model::Span;
use crate::tokens::Tokens;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// How many pieces of evidence the trace names.
const NAMED: usize = 5;

/// The tables that say one thing of a phrase in quotation marks and another of one without.
const APART: [&str; 14] = [
    "block",
    "end",
    "ending",
    "fact",
    "first tag",
    "gloss",
    "last tag",
    "letters",
    "mentions",
    "next behind",
    "nouns",
    "sentence",
    "tag",
    "words",
];

/// A candidate that is a name, and why.
pub(super) struct Judged {
    pub(super) candidate: Candidate,
    pub(super) told: String,
}

/// A phrase that may be a name, with all places where it is proposed.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The phrase first, and what it is also called.
    pub names: Vec<String>,
    /// Where it is proposed.
    pub spans: Vec<Span>,
    /// Whether the rules take it for a name.
    pub kept: bool,
    /// Whether it stands in quotation marks somewhere.
    pub quoted: bool,
    /// Whether it is one whatever the evidence says.
    pub certain: bool,
}

/// The candidates that the evidence takes for names, in their order.
pub(super) fn judge(text: &str, tokens: &Tokens, lexicon: &Lexicon, candidates: Vec<Candidate>) -> Vec<Judged> {
    let around = Around::new(text, tokens, lexicon, &candidates);
    let groups = groups(&around, candidates.len());
    let mut told: Vec<Option<String>> = vec![None; candidates.len()];
    let mut pieces: Vec<(i32, String)> = Vec::new();
    let mut names: Vec<&[usize]> = Vec::new();
    for group in &groups {
        let mut sum = lexicon.names.start();
        let quoted = is_quoted(&candidates, group);
        around.visit(&candidates, group, &mut |table, row| {
            sum += lexicon.names.weight(table, row, quoted);
        });
        if sum <= 0 && !is_certain(&candidates, group) {
            continue;
        }
        pieces.clear();
        around.visit(&candidates, group, &mut |table, row| {
            let weight = lexicon.names.weight(table, row, quoted);
            if weight > 0 {
                pieces.push((weight, format!("{table} “{row}”")));
            }
        });
        let reason = tell(sum, &mut pieces);
        for &index in group {
            told[index] = Some(reason.clone());
        }
        names.push(group);
    }
    // a piece of a longer name is no name of its own, unless the rules know it for one
    let key = |group: &[usize]| group.first().map_or("", |index| around.key(*index));
    for piece in names.iter().filter(|group| group.iter().all(|index| !candidates[*index].kept)) {
        if names.iter().take(OTHERS).any(|longer| key(longer) != key(piece) && key(longer).contains(key(piece))) {
            piece.iter().for_each(|index| told[*index] = None);
        }
    }
    candidates.into_iter().zip(told).filter_map(|(candidate, told)| Some(Judged { candidate, told: told? })).collect()
}

/// Hands the evidence on every phrase that may be a name to `visit`: its index in what is returned, table and row. For fitting
/// the weights.
pub fn evidence(
    text: &str,
    tokens: &Tokens,
    lexicon: &Lexicon,
    visit: &mut dyn FnMut(usize, &str, &str),
) -> Vec<Proposal> {
    let candidates = super::candidates(text, tokens, lexicon);
    let around = Around::new(text, tokens, lexicon, &candidates);
    let mut proposals = Vec::new();
    for (index, group) in groups(&around, candidates.len()).into_iter().enumerate() {
        let quoted = is_quoted(&candidates, &group);
        around.visit(&candidates, &group, &mut |table, row| {
            visit(index, table, row);
            if APART.contains(&table) {
                visit(index, &format!("{}{table}", if quoted { QUOTED } else { UNQUOTED }), row);
            }
        });
        let mut names: Vec<String> = Vec::new();
        for &member in &group {
            let (name, aliases) = collect::names(text, candidates[member].span);
            for name in std::iter::once(name).chain(aliases) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let members = || group.iter().map(|member| &candidates[*member]);
        proposals.push(Proposal {
            names,
            spans: members().map(|c| c.span).collect(),
            kept: members().any(|c| c.kept),
            quoted,
            certain: is_certain(&candidates, &group),
        });
    }
    proposals
}

/// Whether it stands in quotation marks somewhere.
fn is_quoted(candidates: &[Candidate], group: &[usize]) -> bool {
    group.iter().any(|index| matches!(candidates[*index].by, By::Quoted(_)))
}

/// A listed law, or one in title brackets with a law's ending: nothing speaks against it.
fn is_certain(candidates: &[Candidate], group: &[usize]) -> bool {
    group.iter().map(|index| &candidates[*index]).any(|candidate| {
        let law = candidate.kept && candidate.kind.as_deref() == Some("law");
        law && matches!(candidate.by, By::Listed | By::Quoted('「' | '｢'))
    })
}

/// The candidates of one name together, spacing aside.
fn groups(around: &Around<'_>, candidates: usize) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut by_key: FxHashMap<&str, usize> = FxHashMap::default();
    for index in 0..candidates {
        let group = *by_key.entry(around.key(index)).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(index);
    }
    groups
}

/// The sum, and the pieces that counted most for it.
fn tell(sum: i32, pieces: &mut [(i32, String)]) -> String {
    pieces.sort_by_key(|(weight, _)| Reverse(*weight));
    let mut told = format!("weighed: a name: {:+.1}", f64::from(sum) / 100.0);
    for (n, (weight, name)) in pieces.iter().take(NAMED).enumerate() {
        let separator = if n == 0 { ": " } else { ", " };
        told.push_str(&format!("{separator}{name} {:+.1}", f64::from(*weight) / 100.0));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mentions::program::find;
    use crate::tokens::for_tests;

    const RELEASE: &str = "스마트공장 확산에 힘쓴다\n\n산업통상부는 「스마트공장 확산사업」을 벌인다. 병역법상 의무는 그대로다. \
                           장관은 “모두가 함께 가야 한다”고 말했다.";

    #[test]
    fn a_listed_law_is_a_name_and_direct_speech_or_a_piece_of_a_name_is_none() {
        let lexicon = Lexicon::built_in().expect("the dictionaries load");
        let tokens = for_tests().worker().analyse(RELEASE);
        let names = find(RELEASE, &tokens, &lexicon);
        let found: Vec<&str> = names.iter().map(|name| name.name.as_str()).collect();
        assert_eq!(found, ["스마트공장 확산사업", "병역법"]);
        let reason = names[0].trace.last().expect("a reason");
        assert!(reason.starts_with("weighed: a name: +"), "{reason}");
    }

    #[test]
    fn every_phrase_is_told_with_its_evidence() {
        let lexicon = Lexicon::built_in().expect("the dictionaries load");
        let tokens = for_tests().worker().analyse(RELEASE);
        let mut rules = Vec::new();
        let proposals = evidence(RELEASE, &tokens, &lexicon, &mut |phrase, table, row| {
            if table == "rules" {
                rules.push((phrase, row.to_owned()));
            }
        });
        assert_eq!(rules.len(), proposals.len());
        let law = proposals.iter().find(|proposal| proposal.names[0] == "병역법").expect("the law");
        assert!(law.certain && law.kept && !law.quoted);
        let speech = proposals.iter().find(|proposal| proposal.names[0].starts_with("모두가")).expect("the speech");
        assert!(speech.quoted && !speech.kept && !speech.certain);
    }
}
