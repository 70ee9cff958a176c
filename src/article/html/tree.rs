//! A small tree: parents before children, so that two passes over a vector do what recursion would.

use super::element::{Kind, kind};
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::convert::Infallible;

/// Number of a node.
pub(super) type NodeId = usize;
/// The node that holds all others.
pub(super) const ROOT: NodeId = 0;
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
    pub name: Box<str>,
    pub kind: Kind,
    pub attributes: Vec<(Attribute, String)>,
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
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    builder.finish()
}

struct Builder {
    tree: Tree,
    /// Open elements from the root down.
    open: Vec<NodeId>,
    nesting: usize,
    /// The start tag that is being read.
    tag: Option<Element>,
    attribute: Option<Attribute>,
}

impl Builder {
    fn new(nesting: usize) -> Self {
        let root = Element { name: "".into(), kind: Kind::Line, attributes: Vec::new() };
        let root = Node { parent: ROOT, size: 1, content: Content::Element(root), dropped: false };
        Self { tree: Tree { nodes: vec![root] }, open: vec![ROOT], nesting, tag: None, attribute: None }
    }

    fn event(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let kind = kind(name);
                let name = String::from_utf8_lossy(name).into();
                self.tag = Some(Element { name, kind, attributes: Vec::new() });
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
                let text = String::from_utf8_lossy(value).into_owned();
                self.add(Content::Text(text));
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn start(&mut self, tag: Element, self_closing: bool) {
        self.close_implied(&tag);
        // In SVG and MathML a closed start tag is an end tag too.
        let leaf = tag.kind.is_void() || (self_closing && tag.kind == Kind::Silent);
        let id = self.add(Content::Element(tag));
        if !leaf && self.open.len() < self.nesting {
            self.open.push(id);
        }
    }

    /// End tags that authors may leave out: `</p>`, `</li>`, `</td>`, `</tr>` …
    fn close_implied(&mut self, tag: &Element) {
        match tag.kind {
            Kind::Item => {
                self.close_up_to(|e| e.kind == Kind::Item, |e| matches!(&*e.name, "ul" | "ol" | "menu" | "dir"))
            }
            Kind::Cell => self.close_up_to(|e| e.kind == Kind::Cell, |e| matches!(e.kind, Kind::Row | Kind::Table)),
            Kind::Row => self.close_up_to(|e| e.kind == Kind::Row, |e| e.kind == Kind::Table),
            Kind::RowGroup => self.close_up_to(|e| e.kind == Kind::RowGroup, |e| e.kind == Kind::Table),
            _ if matches!(&*tag.name, "dt" | "dd") => {
                self.close_up_to(|e| matches!(&*e.name, "dt" | "dd"), |e| &*e.name == "dl");
            }
            _ if matches!(&*tag.name, "option" | "optgroup") => {
                self.close_up_to(|e| &*e.name == "option", |e| &*e.name == "select");
            }
            _ => {}
        }
        // A paragraph ends where any block begins; inline elements in between do not keep it open.
        if tag.kind.is_block() && tag.kind != Kind::Break {
            self.close_up_to(|e| &*e.name == "p", |e| e.kind.is_block());
        }
    }

    /// Closes the innermost open element that is `wanted`, unless a `wall` is met before it.
    fn close_up_to(&mut self, wanted: impl Fn(&Element) -> bool, wall: impl Fn(&Element) -> bool) {
        for depth in (1..self.open.len()).rev() {
            let Some(element) = self.tree.element(self.open[depth]) else { continue };
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
            let tag = Element { name: "br".into(), kind: Kind::Break, attributes: Vec::new() };
            self.add(Content::Element(tag));
            return;
        }
        let inside_table = matches!(kind(name), Kind::Cell | Kind::Row | Kind::RowGroup | Kind::Table);
        for depth in (1..self.open.len()).rev() {
            let Some(element) = self.tree.element(self.open[depth]) else { continue };
            if element.name.as_bytes() == name {
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
        self.open.iter().any(|id| self.tree.element(*id).is_some_and(|e| e.name.as_bytes() == name))
    }

    fn add(&mut self, content: Content) -> NodeId {
        let id = self.tree.nodes.len();
        let parent = self.open.last().copied().unwrap_or(ROOT);
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
