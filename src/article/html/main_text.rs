//! Which part of a page is the article.
//!
//! The rules err on the side of keeping: what is dropped is what pages mark as something else (`nav`,
//! `footer`, roles, telling class names) and blocks that are nearly all links. Numbers of a menu that
//! remain are noise; a data table that was dropped is a loss.

use super::element::Kind;
use super::tree::{Attribute, Content, Element, NodeId, ROOT, Tree};

/// Words in `class` and `id` that name parts around an article.
const CHROME: [&str; 38] = [
    "nav",
    "gnb",
    "lnb",
    "snb",
    "tnb",
    "navigation",
    "menu",
    "navbar",
    "footer",
    "breadcrumb",
    "breadcrumbs",
    "sns",
    "share",
    "sharing",
    "social",
    "comment",
    "comments",
    "reply",
    "related",
    "recommend",
    "recommended",
    "banner",
    "ad",
    "ads",
    "advert",
    "advertisement",
    "popup",
    "skip",
    "skipnav",
    "copyright",
    "pagination",
    "paging",
    "sidebar",
    "cookie",
    "newsletter",
    "subscribe",
    "ranking",
    "hotnews",
];
/// Roles of parts around an article.
const CHROME_ROLES: [&str; 6] = ["navigation", "banner", "contentinfo", "search", "complementary", "menu"];
/// Values of `class` and `id` that name the article's body on Korean sites.
const BODY_NAMES: [&str; 16] = [
    "articlebody",
    "article_body",
    "article-body",
    "article-view-content-div",
    "news_body",
    "newsbody",
    "view_cont",
    "view-cont",
    "viewcontent",
    "view_content",
    "article_view",
    "article_txt",
    "contents_view",
    "bbs_view",
    "entry-content",
    "post-content",
];

/// Drops what is not the article and returns the node that holds it.
pub(super) fn mark(tree: &mut Tree) -> NodeId {
    mark_invisible(tree);
    let invisible: Vec<bool> = tree.nodes.iter().map(|node| node.dropped).collect();
    drop_marked(tree);
    let counts = count(tree);
    drop_chrome(tree, &counts);
    let counts = count(tree);
    // A page whose article stands in an <aside>: everything visible is better than nothing.
    if counts[ROOT].text == 0 {
        for (node, invisible) in tree.nodes.iter_mut().zip(invisible) {
            node.dropped = invisible;
        }
        return ROOT;
    }
    main_node(tree, &counts)
}

/// Drops what a browser does not show.
pub(super) fn mark_invisible(tree: &mut Tree) {
    drop_where(tree, |_, element| {
        matches!(element.kind, Kind::Script | Kind::Silent | Kind::Title) || is_hidden(element)
    });
}

/// The first visible `<h1>` in `root`, else in the page.
pub(super) fn heading(tree: &Tree, root: NodeId) -> Option<String> {
    let headings = |range: std::ops::Range<NodeId>| {
        range
            .filter(|id| !tree.nodes[*id].dropped && tree.element(*id).is_some_and(|e| e.name.as_str() == "h1"))
            .map(|id| super::squeeze(&tree.text(id)))
            .find(|heading| !heading.is_empty())
    };
    headings(tree.subtree(root)).or_else(|| headings(tree.subtree(ROOT)))
}

/// Drops elements for which `unwanted` holds, and everything in dropped elements.
fn drop_where(tree: &mut Tree, unwanted: impl Fn(NodeId, &Element) -> bool) {
    for id in 1..tree.nodes.len() {
        let drop = tree.nodes[tree.nodes[id].parent].dropped || tree.element(id).is_some_and(|e| unwanted(id, e));
        tree.nodes[id].dropped |= drop;
    }
}

fn is_hidden(element: &Element) -> bool {
    element.get(Attribute::Hidden).is_some()
        || element.get(Attribute::AriaHidden).is_some_and(|value| value.trim() == "true")
        || element.get(Attribute::Style).is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// Drops what the page itself marks as something around the article.
fn drop_marked(tree: &mut Tree) {
    let in_article = inside(tree, |e| matches!(e.name.as_str(), "article" | "main"));
    drop_where(tree, |id, element| {
        matches!(element.name.as_str(), "nav" | "aside")
            || matches!(element.name.as_str(), "header" | "footer") && !in_article[id]
            || element.get(Attribute::Role).is_some_and(|role| CHROME_ROLES.contains(&role.trim()))
    });
}

/// For each node, whether it stands in an element for which `wanted` holds.
fn inside(tree: &Tree, wanted: impl Fn(&Element) -> bool) -> Vec<bool> {
    let mut inside = vec![false; tree.nodes.len()];
    for id in 1..tree.nodes.len() {
        let parent = tree.nodes[id].parent;
        inside[id] = inside[parent] || tree.element(parent).is_some_and(&wanted);
    }
    inside
}

/// Characters of text in a node, and what they are made of.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    text: usize,
    in_links: usize,
    links: usize,
    tables: usize,
}

/// Counts what is not dropped, for each node with everything in it.
fn count(tree: &Tree) -> Vec<Count> {
    let linked = inside(tree, |e| e.name.as_str() == "a");
    let mut counts = vec![Count::default(); tree.nodes.len()];
    for id in (0..tree.nodes.len()).rev() {
        let node = &tree.nodes[id];
        if node.dropped {
            continue;
        }
        match &node.content {
            Content::Text(text) => {
                let visible = text.chars().filter(|c| !c.is_whitespace()).count();
                counts[id].text = visible;
                counts[id].in_links = if linked[id] { visible } else { 0 };
            }
            Content::Element(element) => {
                counts[id].links += usize::from(element.name.as_str() == "a");
                counts[id].tables += usize::from(element.kind == Kind::Table);
            }
        }
        if id != ROOT {
            let own = counts[id];
            let parent = &mut counts[node.parent];
            parent.text += own.text;
            parent.in_links += own.in_links;
            parent.links += own.links;
            parent.tables += own.tables;
        }
    }
    counts
}

/// Drops parts with telling names that hold little of the page, and blocks that are nearly all links.
fn drop_chrome(tree: &mut Tree, counts: &[Count]) {
    let all = counts[ROOT].text;
    let bylines = bylines(tree);
    drop_where(tree, |id, element| {
        let count = counts[id];
        let small = count.text * 10 < all * 3;
        let named = || {
            [Attribute::Class, Attribute::Id].iter().filter_map(|attribute| element.get(*attribute)).any(|value| {
                value
                    .to_ascii_lowercase()
                    .split(|c: char| !c.is_ascii_alphanumeric())
                    .any(|word| CHROME.contains(&word))
            })
        };
        let links = || {
            element.kind.is_block()
                && !matches!(element.kind, Kind::Cell | Kind::Row | Kind::RowGroup)
                && count.links >= 3
                && count.in_links * 4 > count.text * 3
        };
        bylines[id] || (small && (named() || links()))
    });
}

/// For each node, whether it is a `<time>` that has a line for itself: a byline's, not a sentence's.
fn bylines(tree: &Tree) -> Vec<bool> {
    let mut bylines = vec![false; tree.nodes.len()];
    for parent in tree.subtree(ROOT) {
        let mut alone = None;
        let mut others = false;
        for child in tree.children(parent) {
            match &tree.nodes[child].content {
                Content::Element(element) if element.kind.is_block() => {
                    mark_if(&mut bylines, alone.take(), !others);
                    others = false;
                }
                Content::Element(element) if element.name.as_str() == "time" && alone.is_none() => alone = Some(child),
                Content::Text(text) if text.trim().is_empty() => {}
                _ => others = true,
            }
        }
        mark_if(&mut bylines, alone, !others);
    }
    bylines
}

fn mark_if(bylines: &mut [bool], time: Option<NodeId>, is_byline: bool) {
    if let Some(time) = time {
        bylines[time] = is_byline;
    }
}

/// The innermost element that is the article by its name and holds most of the page.
fn main_node(tree: &Tree, counts: &[Count]) -> NodeId {
    let candidates = |within: std::ops::Range<NodeId>, least: usize, tables: usize| {
        within
            .filter(|id| counts[*id].text >= least.max(1) && counts[*id].tables >= tables)
            .filter(|id| tree.element(*id).is_some_and(is_main))
            .max_by_key(|id| counts[*id].text)
    };
    let Some(mut best) = candidates(tree.subtree(ROOT), counts[ROOT].text * 2 / 5, 0) else { return ROOT };
    // Inside <article> the body proper leaves out bylines; it must not leave out a table.
    while let Some(inner) =
        candidates(best + 1..tree.subtree(best).end, counts[best].text * 17 / 20, counts[best].tables)
    {
        best = inner;
    }
    best
}

fn is_main(element: &Element) -> bool {
    matches!(element.name.as_str(), "article" | "main")
        || element.get(Attribute::Role).is_some_and(|role| matches!(role.trim(), "main" | "article"))
        || element.get(Attribute::Itemprop).is_some_and(|name| name.trim() == "articleBody")
        || [Attribute::Class, Attribute::Id]
            .iter()
            .filter_map(|attribute| element.get(*attribute))
            .any(|value| value.split_whitespace().any(|name| BODY_NAMES.contains(&name.to_ascii_lowercase().as_str())))
}
