//! What a page says about its article: title, date, publisher, address.

use super::super::dateline;
use super::element::Kind;
use super::squeeze;
use super::tree::{Attribute, Element, ROOT, Tree};
use jiff::civil::Date;

/// What a page says about its article.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub title: Option<String>,
    pub date: Option<Date>,
    pub source: Option<String>,
    pub url: Option<String>,
}

/// Names of `<meta>` elements that state the date of publication, in the order in which they are believed.
const DATES: [&str; 15] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article:published",
    "published_time",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "date",
    "og:regdate",
    "parsely-pub-date",
    "regdate",
];

/// Reads `<title>`, `<meta>`, `<link>`, `<time>` and JSON-LD.
pub(super) fn read(tree: &Tree) -> Metadata {
    let mut found = Metadata::default();
    let (mut og_title, mut page_title, mut site, mut author) = (None, None, None, None);
    let mut date_rank = usize::MAX;
    let mut later_date = None;
    for id in tree.subtree(ROOT) {
        let Some(element) = tree.element(id) else { continue };
        match (element.name.as_str(), element.kind) {
            ("title", _) if page_title.is_none() => page_title = full(tree.text(id)),
            ("meta", _) => {
                let Some(content) = element.get(Attribute::Content) else { continue };
                for name in names(element) {
                    match name.as_str() {
                        "og:title" => og_title = og_title.or_else(|| full(content.to_owned())),
                        "og:site_name" => site = site.or_else(|| full(content.to_owned())),
                        "author" | "article:author" | "publisher" | "dc.publisher" => {
                            author = author.or_else(|| full(content.to_owned()));
                        }
                        "og:url" => found.url = found.url.or_else(|| full(content.to_owned())),
                        _ => {}
                    }
                    if let Some(rank) = DATES.iter().position(|date| *date == name)
                        && rank < date_rank
                        && let Some(date) = dateline::parse(content)
                    {
                        (found.date, date_rank) = (Some(date), rank);
                    }
                }
            }
            ("link", _) if element.get(Attribute::Rel) == Some("canonical") => {
                found.url = element.get(Attribute::Href).and_then(|href| full(href.to_owned())).or(found.url);
            }
            ("time", _) => {
                let stated = element.get(Attribute::Datetime).map_or_else(|| tree.text(id), str::to_owned);
                later_date = later_date.or_else(|| dateline::parse(&stated));
            }
            (_, Kind::Script) if element.get(Attribute::Type) == Some("application/ld+json") => {
                later_date = published(&tree.text(id)).or(later_date);
            }
            (_, _) if element.get(Attribute::Itemprop) == Some("datePublished") => {
                let stated = element.get(Attribute::Datetime).or_else(|| element.get(Attribute::Content));
                later_date = later_date.or_else(|| dateline::parse(stated.unwrap_or(&tree.text(id))));
            }
            _ => {}
        }
    }
    found.date = found.date.or(later_date);
    found.title = headline(og_title, page_title, site.as_deref(), &first_heading(tree));
    found.source = site.or(author);
    found
}

/// A meta element's names, in lower case.
fn names(element: &Element) -> impl Iterator<Item = String> + '_ {
    [Attribute::Property, Attribute::Name, Attribute::Itemprop]
        .into_iter()
        .filter_map(|attribute| element.get(attribute))
        .map(|name| name.trim().to_ascii_lowercase())
}

fn full(text: String) -> Option<String> {
    let text = squeeze(&text);
    (!text.is_empty()).then_some(text)
}

fn first_heading(tree: &Tree) -> Vec<String> {
    tree.subtree(ROOT)
        .filter(|id| tree.element(*id).is_some_and(|e| matches!(e.name.as_str(), "h1" | "h2" | "h3")))
        .take(20)
        .map(|id| squeeze(&tree.text(id)))
        .filter(|heading| heading.chars().count() >= 4)
        .collect()
}

/// The headline without the site's name: `제목 - 한밭신문`, `제목 | 보도자료 | 정책브리핑`.
fn headline(og: Option<String>, page: Option<String>, site: Option<&str>, headings: &[String]) -> Option<String> {
    let stated = og.or(page)?;
    // The longest heading that the stated title begins with is the title proper.
    if let Some(heading) = headings.iter().filter(|h| stated.starts_with(h.as_str())).max_by_key(|h| h.len()) {
        return Some(heading.clone());
    }
    let mut title = stated.as_str();
    if let Some((before, _)) = title.split_once(" | ") {
        title = before;
    }
    for separator in [" - ", " – ", " : ", " < "] {
        if let Some((before, after)) = title.rsplit_once(separator)
            && site.is_some_and(|site| site == after)
        {
            title = before;
        }
    }
    full(title.to_owned())
}

/// `datePublished` of JSON-LD, wherever it stands in it.
fn published(json: &str) -> Option<Date> {
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    let mut open = vec![&value];
    while let Some(value) = open.pop() {
        match value {
            serde_json::Value::Object(fields) => {
                if let Some(date) = fields.get("datePublished").and_then(|date| date.as_str()).and_then(dateline::parse)
                {
                    return Some(date);
                }
                open.extend(fields.values());
            }
            serde_json::Value::Array(values) => open.extend(values),
            _ => {}
        }
    }
    None
}
