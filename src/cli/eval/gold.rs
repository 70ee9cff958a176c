//! What is compared: hand-made entries and extracted records, as their files write them.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};

/// An annotated article.
#[derive(Debug, Deserialize)]
pub struct Gold {
    pub id: String,
    pub text: String,
    #[serde(default)]
    pub targets: Vec<Entry>,
    #[serde(default)]
    pub figures: Vec<Entry>,
    #[serde(default)]
    pub programs: Vec<Program>,
}

/// An annotated target or figure.
#[derive(Debug, Deserialize)]
pub struct Entry {
    pub quote: String,
    pub start: usize,
    pub end: usize,
    #[serde(deserialize_with = "decimal")]
    pub value: Option<Decimal>,
    #[serde(default, deserialize_with = "decimal")]
    pub value_max: Option<Decimal>,
    pub unit: String,
    #[serde(default = "eq")]
    pub comparator: String,
    pub status: String,
    pub object: Option<String>,
    #[serde(default)]
    pub object_alt: Vec<String>,
    pub program: Option<String>,
    pub action: Option<String>,
    #[serde(default)]
    pub action_alt: Vec<String>,
    #[serde(default, deserialize_with = "decimal")]
    pub from: Option<Decimal>,
    #[serde(default)]
    pub delta: bool,
    pub deadline: Option<Deadline>,
    pub agency: Option<String>,
    #[serde(default)]
    pub agency_alt: Vec<String>,
    #[serde(default)]
    pub optional: bool,
}

/// A deadline on either side.
#[derive(Debug, Default, Deserialize)]
pub struct Deadline {
    pub by: Option<String>,
    pub duration: Option<String>,
    #[serde(default)]
    pub optional: bool,
}

/// An annotated programme.
#[derive(Debug, Deserialize)]
pub struct Program {
    pub name: String,
    #[serde(default)]
    pub alt: Vec<String>,
    #[serde(default)]
    pub optional: bool,
}

/// A record as any extractor may write it; what is missing is nothing.
#[derive(Debug, Deserialize)]
pub struct Predicted {
    #[serde(default)]
    pub record: String,
    pub article: Place,
    #[serde(default)]
    pub status: String,
    pub quantity: Option<Quantity>,
    pub object: Option<Words>,
    pub action: Option<Words>,
    pub agency: Option<Words>,
    pub deadline: Option<Deadline>,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// The article of a prediction: an object with an id, or the id alone.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Place {
    Object { id: String },
    Id(String),
}

impl Place {
    pub fn id(&self) -> &str {
        match self {
            Self::Object { id } | Self::Id(id) => id,
        }
    }
}

/// A predicted quantity.
#[derive(Debug, Deserialize)]
pub struct Quantity {
    #[serde(default)]
    pub text: String,
    pub start: usize,
    pub end: usize,
    #[serde(default, deserialize_with = "decimal")]
    pub value: Option<Decimal>,
    #[serde(default, deserialize_with = "decimal")]
    pub value_max: Option<Decimal>,
    pub unit: Option<String>,
    pub comparator: Option<String>,
    #[serde(default, deserialize_with = "decimal")]
    pub from: Option<Decimal>,
    #[serde(default)]
    pub delta: bool,
}

/// Predicted words.
#[derive(Debug, Default, Deserialize)]
pub struct Words {
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub name: String,
}

fn eq() -> String {
    "eq".to_owned()
}

/// A number as JSON number or string; what is no number is nothing.
fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(match value {
        serde_json::Value::String(text) => parse(&text),
        serde_json::Value::Number(number) => parse(&number.to_string()),
        _ => None,
    })
}

fn parse(text: &str) -> Option<Decimal> {
    text.trim().parse().ok().or_else(|| Decimal::from_scientific(text.trim()).ok())
}
