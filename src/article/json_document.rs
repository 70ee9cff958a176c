//! JSON that is one document: an article, an array of them, or the OpenAPI's answer as JSON.

use super::draft::Draft;
use super::error::Reason;
use super::jsonl::{self, JsonArticle};
use super::limits::Limits;
use super::openapi::{Answer, Item};
use serde_json::Value;

/// Reads a document; a broken article in it leaves the others whole.
pub(super) fn read(json: &str, limits: &Limits) -> Vec<Result<Draft, Reason>> {
    let value = match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => return vec![Err(explain(&error))],
    };
    let mut drafts = Vec::new();
    match value {
        Value::Array(articles) => drafts.extend(articles.into_iter().map(|article| draft(article, limits))),
        Value::Object(mut fields) => match fields.remove("response") {
            Some(response) => answer(response, limits, &mut drafts),
            None if fields.contains_key("header") || fields.contains_key("cmmMsgHeader") => {
                answer(Value::Object(fields), limits, &mut drafts);
            }
            None => drafts.push(draft(Value::Object(fields), limits)),
        },
        _ => drafts.push(Err(Reason::NoBody)),
    }
    if drafts.is_empty() {
        drafts.push(Err(Reason::NoItems));
    }
    drafts
}

/// A document's error also tells the line.
fn explain(error: &serde_json::Error) -> Reason {
    match jsonl::explain(error) {
        Reason::Json { column, message } => {
            Reason::Json { column, message: format!("{message} (line {} of the document)", error.line()) }
        }
        reason => reason,
    }
}

fn draft(article: Value, limits: &Limits) -> Result<Draft, Reason> {
    match article {
        Value::Object(fields) if fields.contains_key("DataContents") || fields.contains_key("NewsItemId") => {
            let mut item = Item::default();
            for (name, value) in fields {
                match value {
                    Value::String(text) => item.set(&name, text),
                    Value::Number(number) => item.set(&name, number.to_string()),
                    _ => {}
                }
            }
            item.into_draft(limits)
        }
        article => {
            let article: JsonArticle = serde_json::from_value(article).map_err(|error| jsonl::explain(&error))?;
            article.into_draft()
        }
    }
}

/// `{"header": {…}, "body": {"NewsItem": […]}}`, with `items`, `items.item` or a single item as variants.
fn answer(mut response: Value, limits: &Limits, drafts: &mut Vec<Result<Draft, Reason>>) {
    let mut answer = Answer::default();
    for header in ["header", "cmmMsgHeader"] {
        for (name, value) in response.get(header).and_then(Value::as_object).into_iter().flatten() {
            match value {
                Value::String(text) => answer.set(name, text.clone()),
                Value::Number(number) => answer.set(name, number.to_string()),
                _ => {}
            }
        }
    }
    let mut body = response.get_mut("body").map(Value::take).unwrap_or_default();
    for key in ["items", "NewsItem", "item"] {
        if let Some(inner) = body.get_mut(key) {
            body = inner.take();
        }
    }
    match body {
        Value::Array(items) => drafts.extend(items.into_iter().map(|item| draft(item, limits))),
        Value::Object(item) if item.contains_key("NewsItemId") => drafts.push(draft(Value::Object(item), limits)),
        _ => {}
    }
    drafts.extend(answer.error().map(Err));
}
