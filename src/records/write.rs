//! From drafts to the contract's records: code points, names, ids.

use super::draft::Draft;
use crate::lexicon::Lexicon;
use crate::mentions::calendar::Point;
use crate::mentions::date::DateMention;
use crate::mentions::program::ProgramName;
use crate::mentions::quantity::QuantityMention;
use crate::model::{
    Action, Agency, Article, ArticleRef, CodePoints, Deadline, Evidence, Phrase, ProgramRecord, ProgramRef, Quantity,
    Record, RecordKind, SCHEMA_VERSION, Span, Statement, Status,
};
use crate::tokens::Tokens;
use sha2::{Digest, Sha256};

struct Writer<'a> {
    article: &'a Article,
    reference: ArticleRef,
    points: CodePoints,
    lexicon: &'a Lexicon,
}

/// All records: programmes, then statements in the order of the text.
pub fn records(
    article: &Article,
    _tokens: &Tokens,
    lexicon: &Lexicon,
    programs: &[ProgramName],
    drafts: &[Draft],
) -> Vec<Record> {
    let w = Writer {
        article,
        reference: ArticleRef {
            id: article.id.clone(),
            date: article.date.map(|d| d.to_string()),
            title: article.title.clone(),
            source: article.source.clone(),
            url: article.url.clone(),
        },
        points: CodePoints::new(&article.text),
        lexicon,
    };
    let mut records: Vec<Record> = programs.iter().map(|p| Record::Program(w.program(p))).collect();
    records.extend(drafts.iter().filter(|d| d.dropped.is_none()).filter_map(|d| w.statement(d, programs)));
    records
}

impl Writer<'_> {
    fn phrase(&self, span: Span) -> Phrase {
        Phrase {
            text: span.of(&self.article.text).to_owned(),
            start: self.point(span.start),
            end: self.point(span.end),
        }
    }

    fn point(&self, byte: usize) -> usize {
        self.points.at(&self.article.text, byte)
    }

    fn id(&self, kind: RecordKind, span: Span) -> String {
        let mut hash = Sha256::new();
        hash.update(self.article.id.as_bytes());
        hash.update(format!("\0{}\0{}\0{}", kind.as_str(), self.point(span.start), self.point(span.end)));
        hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
    }

    fn program(&self, p: &ProgramName) -> ProgramRecord {
        ProgramRecord {
            schema: SCHEMA_VERSION,
            id: self.id(RecordKind::Program, p.mentions[0]),
            article: self.reference.clone(),
            name: p.name.clone(),
            aliases: p.aliases.clone(),
            kind: p.kind.clone(),
            mentions: p.mentions.iter().map(|m| self.phrase(*m)).collect(),
            trace: p.trace.clone(),
        }
    }

    fn statement(&self, d: &Draft, programs: &[ProgramName]) -> Option<Record> {
        let status = d.status?;
        let kind = match (&d.quantity, status) {
            (None, _) => RecordKind::Milestone,
            (Some(_), Status::Planned | Status::Considered) => RecordKind::Target,
            (Some(_), _) => RecordKind::Figure,
        };
        let anchor = d.quantity.as_ref().map(|q| q.span).or(d.action.as_ref().map(|a| a.1))?;
        let statement = Statement {
            schema: SCHEMA_VERSION,
            id: self.id(kind, anchor),
            article: self.reference.clone(),
            status,
            quantity: d.quantity.as_ref().map(|q| self.quantity(q, d.delta)),
            object: d.object.map(|o| self.phrase(o)),
            program: d.program.map(|(i, at)| {
                let p = self.phrase(at);
                ProgramRef { name: programs[i].name.clone(), text: p.text, start: p.start, end: p.end }
            }),
            action: d.action.as_ref().map(|(lemma, at)| Action {
                text: lemma.clone(),
                start: self.point(at.start),
                end: self.point(at.end),
            }),
            deadline: d.deadline.as_ref().map(|date| self.deadline(date)),
            baseline: d.baseline.map(|b| self.phrase(b)),
            of: d.of.map(|b| self.phrase(b)),
            agency: d.agency.as_ref().map(|(name, at)| Agency {
                name: name.clone(),
                text: at.map(|s| s.of(&self.article.text).to_owned()).unwrap_or_default(),
                start: at.map(|s| self.point(s.start)),
                end: at.map(|s| self.point(s.end)),
            }),
            evidence: Evidence {
                text: d.sentence.of(&self.article.text).to_owned(),
                start: self.point(d.sentence.start),
                end: self.point(d.sentence.end),
                block: d.block,
            },
            trace: d.trace.clone(),
        };
        Some(match kind {
            RecordKind::Milestone => Record::Milestone(statement),
            RecordKind::Target => Record::Target(statement),
            _ => Record::Figure(statement),
        })
    }

    fn quantity(&self, q: &QuantityMention, delta: bool) -> Quantity {
        let unit = q.unit.map(|u| self.lexicon.units.get(u));
        Quantity {
            text: q.span.of(&self.article.text).to_owned(),
            start: self.point(q.span.start),
            end: self.point(q.span.end),
            value: q.value,
            value_max: q.max,
            unit: unit.map(|u| u.name.clone()),
            dimension: unit.map(|u| u.dimension.clone()),
            comparator: q.comparator,
            from: q.from,
            delta,
            per: q.per.clone(),
        }
    }

    fn deadline(&self, date: &DateMention) -> Deadline {
        let p = self.phrase(date.span);
        let show = |p: Option<Point>| p.map(|p| p.to_string());
        Deadline {
            text: p.text,
            start: p.start,
            end: p.end,
            from: show(date.from),
            by: show(date.by),
            last_day: date.by.and_then(|b| b.last_day()).map(|d| d.to_string()),
            duration: date.duration.clone(),
        }
    }
}
