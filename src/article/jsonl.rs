//! JSON articles: `{"id"?, "date"?, "source"?, "title"?, "url"?, "text" | "body"}`.

use super::draft::Draft;
use super::error::Reason;
use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};
use std::fmt;

/// The fields we read; others are ignored.
#[derive(Deserialize)]
#[serde(expecting = "an article object")]
pub(super) struct JsonArticle {
    #[serde(default)]
    id: Option<Id>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    body: Option<String>,
}

impl JsonArticle {
    /// With `text`, that is the article's text exactly; else title, blank line, body.
    pub fn into_draft(self) -> Result<Draft, Reason> {
        let title = self.title.filter(|title| !title.trim().is_empty());
        let bodiless =
            title.is_some() && self.text.is_none() && self.body.as_ref().is_some_and(|b| b.trim().is_empty());
        let text = match (self.text, self.body, &title) {
            (Some(text), _, _) => text,
            (None, Some(body), Some(title)) => {
                let mut text = String::with_capacity(title.len() + 2 + body.len());
                text.push_str(title);
                text.push_str("\n\n");
                text.push_str(&body);
                text
            }
            (None, Some(body), None) => body,
            (None, None, _) => return Err(Reason::NoBody),
        };
        Ok(Draft {
            id: self.id.map(|id| id.0),
            date: self.date.as_deref().and_then(super::dateline::parse),
            title,
            source: self.source,
            url: self.url,
            text,
            bodiless,
        })
    }
}

/// Reads one line.
pub(super) fn parse(line: &str) -> Result<Draft, Reason> {
    let article: JsonArticle = serde_json::from_str(line).map_err(|error| explain(&error))?;
    article.into_draft()
}

/// The parser's message without its own "at line 1 column 7".
pub(super) fn explain(error: &serde_json::Error) -> Reason {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    let message = match message {
        "unexpected end of hex escape" | "lone leading surrogate in hex escape" => {
            "half of a surrogate pair (\\ud800 to \\udfff) stands for no character"
        }
        "EOF while parsing an object"
        | "EOF while parsing a string"
        | "EOF while parsing a value"
        | "EOF while parsing a list" => "the line ends in the middle of the article",
        message => message,
    };
    Reason::Json { column: error.column().max(1), message: message.to_owned() }
}

/// An id: text, or a number as some APIs write it.
struct Id(String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdVisitor;
        impl Visitor<'_> for IdVisitor {
            type Value = Id;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id (text or a whole number)")
            }
            fn visit_str<E: de::Error>(self, id: &str) -> Result<Id, E> {
                Ok(Id(id.to_owned()))
            }
            fn visit_string<E: de::Error>(self, id: String) -> Result<Id, E> {
                Ok(Id(id))
            }
            fn visit_u64<E: de::Error>(self, id: u64) -> Result<Id, E> {
                Ok(Id(id.to_string()))
            }
            fn visit_i64<E: de::Error>(self, id: i64) -> Result<Id, E> {
                Ok(Id(id.to_string()))
            }
        }
        deserializer.deserialize_any(IdVisitor)
    }
}
