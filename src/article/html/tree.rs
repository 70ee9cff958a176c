//! A small tree: parents before children, so that two passes over a vector do what recursion would.

use super::element::{Kind, kind};
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use rustc_hash::FxBuildHasher;
use std::convert::Infallible;
use std::hash::BuildHasher;

/// Number of a node.
pub(super) type NodeId = usize;
/// The node that holds all others.
pub(super) const ROOT: NodeId = 0;
/// More elements than this are markup for its own sake: further tags only part words. Bounds memory at some
/// 200 MB whatever the limits on bytes.
const ELEMENTS: usize = 2_000_000;
/// Attributes with longer values say nothing that we read (pictures in `data:` URLs).
const ATTRIBUTE_BYTES: usize = 4096;

/// An element or a text.
#[derive(Debug)]
pub(super) struct Node {
    pub parent: NodeId,
    /// How many nodes are in it, itself included: the next sibling is that far away.
    pub size: usize,
    pub content: Content,
    /// Not part of the article; so is everything in it.
    pub dropped: bool,
}

#[derive(Debug)]
pub(super) enum Content {
    Text(String),
    Element(Element),
}

/// An element with those attributes that tell us something.
#[derive(Debug)]
pub(super) struct Element {
    pub name: Name,
    pub kind: Kind,
    pub attributes: Vec<(Attribute, String)>,
}

/// An element's name: those that some rule asks for in letters, others by a hash that tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Known(&'static str),
    Other(u64),
}

impl Name {
    fn new(name: &[u8]) -> Self {
        const KNOWN: [&str; 27] = [
            "p", "a", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "nav", "dir", "div", "svg", "main", "menu",
            "meta", "link", "time", "title", "aside", "header", "footer", "option", "select", "article", "optgroup",
        ];
        match KNOWN.iter().find(|known| known.as_bytes() == name) {
            Some(known) => Self::Known(known),
            None => Self::Other(FxBuildHasher.hash_one(name)),
        }
    }

    /// The name in letters; empty for those that no rule asks for.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Known(name) => name,
            Self::Other(_) => "",
        }
    }
}

/// Attributes that we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attribute {
    Class,
    Id,
    Role,
    Style,
    Hidden,
    AriaHidden,
    Itemprop,
    Property,
    Name,
    Content,
    Datetime,
    Rel,
    Href,
    Type,
}

impl Attribute {
    fn read(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"class" => Self::Class,
            b"id" => Self::Id,
            b"role" => Self::Role,
            b"style" => Self::Style,
            b"hidden" => Self::Hidden,
            b"aria-hidden" => Self::AriaHidden,
            b"itemprop" => Self::Itemprop,
            b"property" => Self::Property,
            b"name" => Self::Name,
            b"content" => Self::Content,
            b"datetime" => Self::Datetime,
            b"rel" => Self::Rel,
            b"href" => Self::Href,
            b"type" => Self::Type,
            _ => return None,
        })
    }
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, attribute: Attribute) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| *name == attribute).map(|(_, value)| value.as_str())
    }
}

/// A parsed document.
#[derive(Debug)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
}

impl Tree {
    /// The element at `id`, unless it is a text.
    pub fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.nodes[id].content {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        }
    }

    /// The direct children of `id`, in order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = id + self.nodes[id].size;
        let mut next = id + 1;
        std::iter::from_fn(move || {
            let child = next;
            (child < end).then(|| next += self.nodes[child].size)?;
            Some(child)
        })
    }

    /// `id` and everything in it, in order.
    pub fn subtree(&self, id: NodeId) -> std::ops::Range<NodeId> {
        id..id + self.nodes[id].size
    }

    /// All text in `id`, dropped or not.
    pub fn text(&self, id: NodeId) -> String {
        let mut text = String::new();
        for node in &self.nodes[self.subtree(id)] {
            if let Content::Text(piece) = &node.content {
                text.push_str(piece);
            }
        }
        text
    }
}

/// Parses `html`. Elements deeper than `nesting` become children of the last allowed one.
pub(super) fn parse(html: &str, nesting: usize) -> Tree {
    let mut builder = Builder::new(nesting.clamp(8, 1000));
    let mut emitter = CallbackEmitter::<_, Infallible>::new(|event: CallbackEvent<'_>, _: Span<()>| {
        builder.event(event);
        None
    });
    emitter.naively_switch_states(true);
    // Reading from memory cannot fail.
    let Ok(()) = Tokenizer::new_with_emitter(&*super::tame::tame(html), emitter).finish();
    builder.finish()
}

/// An open element. Those that need no place in the tree still wait for their end tags.
struct Open {
    name: Name,
    kind: Kind,
    /// Where its content goes.
    node: NodeId,
}

struct Builder {
    tree: Tree,
    /// Open elements from the root down.
    open: Vec<Open>,
    nesting: usize,
    /// The start tag that is being read.
    tag: Option<Element>,
    attribute: Option<Attribute>,
}

impl Builder {
    fn new(nesting: usize) -> Self {
        let root = Element { name: Name::Other(0), kind: Kind::Line, attributes: Vec::new() };
        let root = Node { parent: ROOT, size: 1, content: Content::Element(root), dropped: false };
        Self { tree: Tree { nodes: vec![root] }, open: Vec::new(), nesting, tag: None, attribute: None }
    }

    fn event(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let kind = kind(name);
                self.tag = Some(Element { name: Name::new(name), kind, attributes: Vec::new() });
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute = Attribute::read(name);
                if let (Some(attribute), Some(tag)) = (self.attribute, &mut self.tag) {
                    // As in browsers the first of two attributes of one name counts.
                    if tag.get(attribute).is_some() {
                        self.attribute = None;
                    } else {
                        tag.attributes.push((attribute, String::new()));
                    }
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let (Some(_), Some(tag)) = (self.attribute.take(), &mut self.tag)
                    && let Some((_, slot)) = tag.attributes.last_mut()
                    && value.len() <= ATTRIBUTE_BYTES
                {
                    *slot = String::from_utf8_lossy(value).into_owned();
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(tag) = self.tag.take() {
                    self.start(tag, self_closing);
                }
            }
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => {
                self.add_text(&String::from_utf8_lossy(value));
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn start(&mut self, tag: Element, self_closing: bool) {
        self.close_implied(&tag);
        if self.tree.nodes.len() >= ELEMENTS {
            return self.add_text(" ");
        }
        let (name, kind) = (tag.name, tag.kind);
        let leaf = kind.is_void() || (self_closing && kind == Kind::Silent);
        // Most tags of a page are inline and say nothing: they need no place in the tree.
        let says_nothing = kind == Kind::Inline && tag.attributes.is_empty() && name.as_str().is_empty();
        let node = if says_nothing { self.current() } else { self.add(Content::Element(tag)) };
        // In SVG and MathML a closed start tag is an end tag too.
        if !leaf && self.open.len() < self.nesting {
            self.open.push(Open { name, kind, node });
        }
    }

    /// The node that content goes to.
    fn current(&self) -> NodeId {
        self.open.last().map_or(ROOT, |open| open.node)
    }

    /// End tags that authors may leave out: `</p>`, `</li>`, `</td>`, `</tr>` …
    fn close_implied(&mut self, tag: &Element) {
        match tag.kind {
            Kind::Item => {
                self.close_up_to(|e| e.kind == Kind::Item, |e| matches!(e.name.as_str(), "ul" | "ol" | "menu" | "dir"))
            }
            Kind::Cell => self.close_up_to(|e| e.kind == Kind::Cell, |e| matches!(e.kind, Kind::Row | Kind::Table)),
            Kind::Row => self.close_up_to(|e| e.kind == Kind::Row, |e| e.kind == Kind::Table),
            Kind::RowGroup => self.close_up_to(|e| e.kind == Kind::RowGroup, |e| e.kind == Kind::Table),
            _ if matches!(tag.name.as_str(), "dt" | "dd") => {
                self.close_up_to(|e| matches!(e.name.as_str(), "dt" | "dd"), |e| e.name.as_str() == "dl");
            }
            _ if matches!(tag.name.as_str(), "option" | "optgroup") => {
                self.close_up_to(|e| e.name.as_str() == "option", |e| e.name.as_str() == "select");
            }
            _ => {}
        }
        // A paragraph ends where any block begins; inline elements in between do not keep it open.
        if tag.kind.is_block() && tag.kind != Kind::Break {
            self.close_up_to(|e| e.name.as_str() == "p", |e| e.kind.is_block());
        }
    }

    /// Closes the innermost open element that is `wanted`, unless a `wall` is met before it.
    fn close_up_to(&mut self, wanted: impl Fn(&Open) -> bool, wall: impl Fn(&Open) -> bool) {
        for depth in (0..self.open.len()).rev() {
            let element = &self.open[depth];
            if wanted(element) {
                self.open.truncate(depth);
                return;
            }
            if wall(element) || (element.kind == Kind::Cell) || element.kind == Kind::Table {
                return;
            }
        }
    }

    fn end(&mut self, name: &[u8]) {
        // Browsers read these two end tags as elements.
        if name == b"br" || name == b"p" && !self.is_open(name) {
            let tag = Element { name: Name::Other(0), kind: Kind::Break, attributes: Vec::new() };
            if self.tree.nodes.len() < ELEMENTS {
                self.add(Content::Element(tag));
            } else {
                self.add_text(" ");
            }
            return;
        }
        let known = Name::new(name);
        let inside_table = matches!(kind(name), Kind::Cell | Kind::Row | Kind::RowGroup | Kind::Table);
        for depth in (0..self.open.len()).rev() {
            let element = &self.open[depth];
            if element.name == known {
                self.open.truncate(depth);
                return;
            }
            // A stray </div> in a cell does not end the table around it.
            if !inside_table && element.kind == Kind::Cell {
                return;
            }
        }
    }

    fn is_open(&self, name: &[u8]) -> bool {
        let name = Name::new(name);
        self.open.iter().any(|open| open.name == name)
    }

    /// Adds text to the open element; pieces that follow each other become one.
    fn add_text(&mut self, text: &str) {
        let parent = self.current();
        match self.tree.nodes.last_mut() {
            Some(Node { content: Content::Text(last), parent: p, .. }) if *p == parent => last.push_str(text),
            _ => {
                self.add(Content::Text(text.to_owned()));
            }
        }
    }

    fn add(&mut self, content: Content) -> NodeId {
        let id = self.tree.nodes.len();
        let parent = self.current();
        self.tree.nodes.push(Node { parent, size: 1, content, dropped: false });
        id
    }

    fn finish(mut self) -> Tree {
        for id in (1..self.tree.nodes.len()).rev() {
            let (parent, size) = (self.tree.nodes[id].parent, self.tree.nodes[id].size);
            self.tree.nodes[parent].size += size;
        }
        self.tree
    }
}
