//! Dated commitments without a number: `내년 2월까지 산업을 선정할 계획`.

use super::agency::Agencies;
use super::draft::Draft;
use super::line::Line;
use super::predicate::{self, Predicate};
use super::status::{self, Tense};
use super::{deadline, object};
use crate::lexicon::ActionClass;
use crate::mentions::date::{Kind, Role};
use crate::mentions::quantity::Reading;
use crate::model::{Article, Span};

/// Adds the sentence's milestones.
pub fn find(article: &Article, line: &Line<'_>, sentence: usize, agencies: &Agencies<'_>, drafts: &mut Vec<Draft>) {
    let mut used: Vec<usize> = Vec::new();
    for date in line.dates {
        if date.kind == Kind::Duration
            || date.role == Role::Compared
            || !deadline::may_govern(date, true, article.date)
            || date.by.is_none()
        {
            continue;
        }
        let from = line.token_from(date.span.end);
        let Some(p) = predicate::first(line, from, line.tokens.len()) else { continue };
        if !matches!(p.class, ActionClass::Do | ActionClass::Change) || used.contains(&p.token) {
            continue;
        }
        // a number between date and predicate makes it a target
        let between = Span::new(date.span.end, line.tokens[p.token].end as usize);
        if line.quantities.iter().any(|q| q.reading == Reading::Amount && q.span.overlaps(&between)) {
            continue;
        }
        let mut trace = vec!["milestone: a date and an action without a number".to_owned()];
        let tense = status::of(line, &p, &mut trace);
        if !matches!(tense, Tense::Planned | Tense::Considered) {
            continue;
        }
        let Some(object) = object_of(line, date.span, &p, agencies) else { continue };
        used.push(p.token);
        let agency = agencies.responsible(line.span, date.span.start, line.block.span).map(|r| {
            trace.push(r.rule.to_owned());
            (r.mention.name.clone(), Some(r.mention.span))
        });
        drafts.push(Draft {
            quantity: None,
            tense,
            status: None,
            object: Some(object),
            action: Some((p.lemma.clone(), p.written)),
            deadline: Some(date.clone()),
            of: None,
            baseline: None,
            delta: false,
            agency,
            program: None,
            sentence: line.span,
            block: line.block.kind,
            block_span: line.block.span,
            sentence_index: sentence,
            finite: status::ends_finite(line),
            bracketed: false,
            acts: true,
            counts_things: false,
            footnote: super::assemble::is_footnote(line),
            trace,
            evidence: Vec::new(),
            doubt: None,
            dropped: None,
        });
    }
}

/// The noun phrase directly before the predicate, else the one before the date.
fn object_of(line: &Line<'_>, date: Span, p: &Predicate, agencies: &Agencies<'_>) -> Option<Span> {
    let mut at = p.token.checked_sub(1);
    let mut steps = 0;
    while let Some(i) = at {
        steps += 1;
        if steps > 20 {
            return None;
        }
        if line.date_over(i).is_some() {
            at = line.token_until(date.start);
            continue;
        }
        if line.is_particle(i) || !line.is_noun(i) {
            at = i.checked_sub(1);
            continue;
        }
        let span = object::phrase_left(line, i)?;
        if !agencies.names(span) && span.of(line.text).chars().count() > 1 {
            return Some(span);
        }
        at = line.token_until(span.start);
    }
    None
}
