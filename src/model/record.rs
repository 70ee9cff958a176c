//! The records' contract: what every export, the store and the index carry.
//!
//! All `start`/`end` here count Unicode code points of the article's text, half-open.
//! Unknown is `null`, never guessed.

use super::BlockKind;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the record format, in every record's `schema`.
pub const SCHEMA_VERSION: u32 = 1;

/// Any record, told apart by its `record` field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// A number that a public body commits to (or considers).
    Target(Statement),
    /// A number about what already is, was reached, or is forecast.
    Figure(Statement),
    /// A dated commitment without a number.
    Milestone(Statement),
    /// A named programme, with all its mentions in the article.
    Program(ProgramRecord),
}

/// The four kinds, as words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// See [`Record::Target`].
    Target,
    /// See [`Record::Figure`].
    Figure,
    /// See [`Record::Milestone`].
    Milestone,
    /// See [`Record::Program`].
    Program,
}

impl RecordKind {
    /// The word in the `record` field.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Figure => "figure",
            Self::Milestone => "milestone",
            Self::Program => "program",
        }
    }
}

impl Record {
    /// Which kind it is.
    pub const fn kind(&self) -> RecordKind {
        match self {
            Self::Target(_) => RecordKind::Target,
            Self::Figure(_) => RecordKind::Figure,
            Self::Milestone(_) => RecordKind::Milestone,
            Self::Program(_) => RecordKind::Program,
        }
    }

    /// The record's id: a hash of article, span and kind.
    pub fn id(&self) -> &str {
        match self {
            Self::Target(s) | Self::Figure(s) | Self::Milestone(s) => &s.id,
            Self::Program(p) => &p.id,
        }
    }

    /// The article it was read from.
    pub const fn article(&self) -> &ArticleRef {
        match self {
            Self::Target(s) | Self::Figure(s) | Self::Milestone(s) => &s.article,
            Self::Program(p) => &p.article,
        }
    }

    /// Target, figure or milestone; `None` for a programme.
    pub const fn statement(&self) -> Option<&Statement> {
        match self {
            Self::Target(s) | Self::Figure(s) | Self::Milestone(s) => Some(s),
            Self::Program(_) => None,
        }
    }
}

/// A target, figure or milestone. Milestones have no `quantity`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// Version of this format ([`SCHEMA_VERSION`]).
    pub schema: u32,
    /// Hash of article, span and kind.
    pub id: String,
    /// Where it was read.
    pub article: ArticleRef,
    /// Plan, consideration, achievement, state or forecast.
    pub status: Status,
    /// The number and its unit; `null` for milestones.
    pub quantity: Option<Quantity>,
    /// What is counted or measured.
    pub object: Option<Phrase>,
    /// The named programme it belongs to.
    pub program: Option<ProgramRef>,
    /// What is done.
    pub action: Option<Action>,
    /// By when.
    pub deadline: Option<Deadline>,
    /// The year or thing compared with (`2018년 대비`).
    pub baseline: Option<Phrase>,
    /// For shares: the whole.
    pub of: Option<Phrase>,
    /// Who is responsible.
    pub agency: Option<Agency>,
    /// The sentence.
    pub evidence: Evidence,
    /// The rules that produced it, in the order they spoke.
    pub trace: Vec<String>,
}

/// Where a record was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleRef {
    /// The article's id.
    pub id: String,
    /// Publication date, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Publisher.
    pub source: Option<String>,
    /// Address.
    pub url: Option<String>,
}

/// What kind of statement the clause makes about its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A commitment (계획, 예정, 방침, ~한다, ~하겠다).
    Planned,
    /// Only weighed (검토, 논의, 건의, 제안).
    Considered,
    /// Done (보급했다).
    Achieved,
    /// A state (현재 28%).
    Current,
    /// Expected by somebody (전망, 예상, 기대).
    Forecast,
}

impl Status {
    /// The word in the `status` field.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Considered => "considered",
            Self::Achieved => "achieved",
            Self::Current => "current",
            Self::Forecast => "forecast",
        }
    }
}

/// How the number bounds the promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// Bare.
    Eq,
    /// 이상, 최소.
    Ge,
    /// 초과, 넘는, 돌파.
    Gt,
    /// 이하, 최대, 이내.
    Le,
    /// 미만.
    Lt,
    /// 약, 안팎, 내외, 수준, 여.
    Approx,
}

impl Comparator {
    /// The word in the `comparator` field.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ge => "ge",
            Self::Gt => "gt",
            Self::Le => "le",
            Self::Lt => "lt",
            Self::Approx => "approx",
        }
    }
}

/// A number with its unit, as written and as a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    /// As written, number and unit and no more.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Exact, in `unit`, with 만/억/조 folded in.
    #[schemars(with = "String")]
    pub value: Decimal,
    /// The upper end of a range.
    #[schemars(with = "Option<String>")]
    pub value_max: Option<Decimal>,
    /// Normalised unit; `null` when none is written.
    pub unit: Option<String>,
    /// `money`, `count`, `share`, `length`, `area`, `energy` …
    pub dimension: Option<String>,
    /// How the number bounds.
    pub comparator: Comparator,
    /// Start value of a change (`6%에서 50%로` → 6).
    #[schemars(with = "Option<String>")]
    pub from: Option<Decimal>,
    /// The number is the size of the change, not the level to reach.
    pub delta: bool,
    /// What one of it is for (`1개사당` → `개사`, `매년` → `년`).
    pub per: Option<String>,
}

/// Words of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Phrase {
    /// As written.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// The programme that a statement belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProgramRef {
    /// Its normal name in this article.
    pub name: String,
    /// As written here.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// What is done to the object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Action {
    /// Verbal noun or verb, dictionary form where it is a verb (`만들다`).
    pub text: String,
    /// First code point of the written form.
    pub start: usize,
    /// One past its last code point.
    pub end: usize,
}

/// By when. `from`/`by` keep their granularity: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `YYYY-H1`, `YYYY-Q3`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    /// As written.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Start of the period.
    pub from: Option<String>,
    /// Its end.
    pub by: Option<String>,
    /// The last calendar day that still counts.
    pub last_day: Option<String>,
    /// ISO 8601 (`P5Y`) when only a length is known, or beside the dates.
    pub duration: Option<String>,
}

/// The responsible body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Agency {
    /// Its name at the article's date, from `dictionaries/agencies.toml`.
    pub name: String,
    /// As written; empty when it is the releasing agency, unnamed in the text.
    pub text: String,
    /// First code point; `null` when not written in the text.
    pub start: Option<usize>,
    /// One past the last code point.
    pub end: Option<usize>,
}

/// The sentence a record was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The sentence.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// What kind of block it stands in.
    pub block: BlockKind,
}

/// A named programme in one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProgramRecord {
    /// Version of this format ([`SCHEMA_VERSION`]).
    pub schema: u32,
    /// Hash of article, span and kind.
    pub id: String,
    /// Where it was read.
    pub article: ArticleRef,
    /// Its name.
    pub name: String,
    /// Other names: bracketed aliases, spacing variants.
    pub aliases: Vec<String>,
    /// `fund`, `law`, `plan`, `alliance`, `agreement`, `system` … from the name's last noun.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Every place it stands, in order.
    pub mentions: Vec<Phrase>,
    /// The rules that produced it.
    pub trace: Vec<String>,
}

/// Something read before it became a record: what `mokpyo mentions` prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// Always `mention`.
    pub record: String,
    /// Where: only `id`.
    pub article: MentionArticle,
    /// `number`, `quantity`, `ordinal`, `date`, `period` or `duration`.
    pub kind: String,
    /// As written.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Exact value of a number, quantity or ordinal.
    #[schemars(with = "Option<String>")]
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<Decimal>,
    /// Upper end of a range.
    #[schemars(with = "Option<String>")]
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value_max: Option<Decimal>,
    /// Normalised unit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
    /// How the number bounds.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub comparator: Option<Comparator>,
    /// Start of a date or period.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<String>,
    /// End of a date or period.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<String>,
    /// First calendar day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub first_day: Option<String>,
    /// Last calendar day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last_day: Option<String>,
    /// ISO 8601 duration.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub duration: Option<String>,
}

/// The article of a [`Mention`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MentionArticle {
    /// The article's id.
    pub id: String,
}
