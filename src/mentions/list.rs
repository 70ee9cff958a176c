//! What `mokpyo mentions` prints: everything read before it became records.

use super::calendar::Point;
use super::date::{self, DateMention};
use super::quantity::{QuantityMention, Reading};
use crate::lexicon::Lexicon;
use crate::model::{Article, CodePoints, Comparator, Mention, MentionArticle};
use crate::tokens::Tokens;

/// All numbers, quantities, ordinals, dates, periods and durations of an article, in order.
pub fn list(article: &Article, tokens: &Tokens, lexicon: &Lexicon) -> Vec<Mention> {
    let points = CodePoints::new(&article.text);
    let mut mentions = Vec::new();
    for sentence in &tokens.sentences {
        let (dates, quantities) = super::of_sentence(article, tokens, sentence, lexicon);
        mentions.extend(dates.iter().map(|d| of_date(article, &points, d)));
        mentions.extend(quantities.iter().map(|q| of_quantity(article, &points, q, lexicon)));
    }
    mentions.sort_by_key(|m| (m.start, m.end));
    mentions
}

fn blank(article: &Article, points: &CodePoints, start: usize, end: usize, kind: &str) -> Mention {
    Mention {
        record: "mention".to_owned(),
        article: MentionArticle { id: article.id.clone() },
        kind: kind.to_owned(),
        text: article.text[start..end].to_owned(),
        start: points.at(&article.text, start),
        end: points.at(&article.text, end),
        value: None,
        value_max: None,
        unit: None,
        comparator: None,
        from: None,
        by: None,
        first_day: None,
        last_day: None,
        duration: None,
    }
}

fn of_date(article: &Article, points: &CodePoints, d: &DateMention) -> Mention {
    let kind = match d.kind {
        date::Kind::Date => "date",
        date::Kind::Period => "period",
        date::Kind::Duration => "duration",
    };
    let day =
        |p: Option<Point>, f: fn(&Point) -> Option<jiff::civil::Date>| p.and_then(|p| f(&p)).map(|d| d.to_string());
    Mention {
        from: d.from.map(|p| p.to_string()),
        by: d.by.map(|p| p.to_string()),
        first_day: day(d.from.or(d.by), Point::first_day),
        last_day: day(d.by, Point::last_day),
        duration: d.duration.clone(),
        ..blank(article, points, d.span.start, d.span.end, kind)
    }
}

fn of_quantity(article: &Article, points: &CodePoints, q: &QuantityMention, lexicon: &Lexicon) -> Mention {
    let kind = match q.reading {
        Reading::Amount => "quantity",
        Reading::Ordinal | Reading::Name => "ordinal",
        Reading::Duration => "duration",
        Reading::Bare => "number",
    };
    let unit = q.unit.map(|u| lexicon.units.get(u).name.clone());
    Mention {
        value: Some(q.value),
        value_max: q.max,
        unit,
        comparator: Some(q.comparator).filter(|c| *c != Comparator::Eq),
        ..blank(article, points, q.span.start, q.span.end, kind)
    }
}
