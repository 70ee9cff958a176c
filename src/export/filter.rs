//! Which records and articles leave.

use crate::model::{Article, Record, RecordKind, Status};
use jiff::civil::Date;
use std::collections::HashSet;

/// What to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum What {
    /// Numbers that a public body commits to, or considers
    Targets,
    /// Numbers about what is, was reached, or is forecast
    Figures,
    /// Dated commitments without a number
    Milestones,
    /// Named programmes
    Programs,
    /// The articles themselves
    Articles,
    /// Targets, figures, milestones and programmes
    All,
}

impl What {
    fn takes(self, kind: RecordKind) -> bool {
        match self {
            Self::Targets => kind == RecordKind::Target,
            Self::Figures => kind == RecordKind::Figure,
            Self::Milestones => kind == RecordKind::Milestone,
            Self::Programs => kind == RecordKind::Program,
            Self::Articles | Self::All => true,
        }
    }
}

/// What a record or article must be to leave; nothing asked, everything leaves.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// First publication date.
    pub since: Option<Date>,
    /// Last publication date.
    pub until: Option<Date>,
    /// A part of the responsible agency's name.
    pub agency: Option<String>,
    /// A part of the programme's name, or of one of its aliases.
    pub program: Option<String>,
    /// The status; programmes have none.
    pub status: Option<Status>,
    /// The only articles, by id: what a query found.
    pub articles: Option<HashSet<String>>,
}

impl Filter {
    /// Whether the article's own data fit. An article without a date is never `since` or `until` one.
    pub fn takes_article(&self, article: &Article) -> bool {
        self.since.is_none_or(|since| article.date.is_some_and(|date| date >= since))
            && self.until.is_none_or(|until| article.date.is_some_and(|date| date <= until))
            && self.articles.as_ref().is_none_or(|ids| ids.contains(&article.id))
    }

    /// Whether something is asked of the records.
    pub const fn asks_records(&self) -> bool {
        self.agency.is_some() || self.program.is_some() || self.status.is_some()
    }

    /// Whether the record fits, once its article does.
    pub fn takes_record(&self, what: What, record: &Record) -> bool {
        what.takes(record.kind())
            && self.status.is_none_or(|status| record.statement().is_some_and(|s| s.status == status))
            && self.agency.as_deref().is_none_or(|asked| {
                let agency = record.statement().and_then(|statement| statement.agency.as_ref());
                agency.is_some_and(|agency| has(&agency.name, asked) || has(&agency.text, asked))
            })
            && self.program.as_deref().is_none_or(|asked| names(record).any(|name| has(name, asked)))
    }
}

/// The programme names of a record.
fn names(record: &Record) -> impl Iterator<Item = &str> {
    let (program, statement) = match record {
        Record::Program(program) => (Some(program), None),
        Record::Target(s) | Record::Figure(s) | Record::Milestone(s) => (None, s.program.as_ref()),
    };
    let own =
        program.into_iter().flat_map(|p| std::iter::once(p.name.as_str()).chain(p.aliases.iter().map(String::as_str)));
    own.chain(statement.into_iter().flat_map(|p| [p.name.as_str(), p.text.as_str()]))
}

/// Whether `name` has `asked` in it; spaces do not count (`AI팩토리` is `AI 팩토리`), nor does case.
fn has(name: &str, asked: &str) -> bool {
    plain(name).contains(&plain(asked))
}

fn plain(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    name.nfc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_spaces_case_and_normal_form() {
        assert!(has("국민 성장펀드", "성장 펀드"));
        assert!(has("AI팩토리", "ai 팩토리"));
        assert!(has("한국", "\u{1112}\u{1161}\u{11ab}국"));
        assert!(!has("성장펀드", "성장기금"));
    }

    #[test]
    fn an_undated_article_is_in_no_period() {
        let article = Article {
            id: "a".to_owned(),
            date: None,
            title: None,
            source: None,
            url: None,
            text: String::new(),
            stub: false,
        };
        assert!(Filter::default().takes_article(&article));
        let since = Filter { since: "2000-01-01".parse().ok(), ..Filter::default() };
        assert!(!since.takes_article(&article));
    }
}
