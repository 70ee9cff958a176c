//! A tree to lines: inline tags vanish, block tags end a line, cells of a row stay apart by tabs.

use super::element::Kind;
use super::tree::{Content, NodeId, Tree};

/// The text of everything in `root` that is not dropped.
pub(super) fn text(tree: &Tree, root: NodeId) -> String {
    let mut out = Lines::default();
    write_children(tree, root, &mut out, false);
    out.finish()
}

// Recursion is bounded: the tree's nesting is.
fn write(tree: &Tree, id: NodeId, out: &mut Lines, preformatted: bool) {
    if tree.nodes[id].dropped {
        // What is not shown still stands between what is.
        if tree.element(id).is_some_and(|element| element.kind.is_block()) {
            out.end_line();
        }
        return;
    }
    let element = match &tree.nodes[id].content {
        Content::Text(text) if preformatted => return out.push_preformatted(text),
        Content::Text(text) => return out.push(text),
        Content::Element(element) => element,
    };
    match element.kind {
        Kind::Inline => write_children(tree, id, out, preformatted),
        Kind::Break => out.line_break(),
        Kind::Rule => out.end_paragraph(),
        Kind::Line | Kind::RowGroup | Kind::Cell => {
            out.end_line();
            write_children(tree, id, out, preformatted);
            out.end_line();
        }
        Kind::Paragraph | Kind::Table => {
            out.end_paragraph();
            write_children(tree, id, out, preformatted);
            out.end_paragraph();
        }
        Kind::Preformatted => {
            out.end_paragraph();
            write_children(tree, id, out, true);
            out.end_paragraph();
        }
        Kind::Item => {
            out.end_line();
            out.bullet = true;
            write_children(tree, id, out, preformatted);
            out.bullet = false;
            out.end_line();
        }
        Kind::Row => {
            out.end_line();
            write_row(tree, id, out);
            out.end_line();
        }
        Kind::Title | Kind::Script | Kind::Silent | Kind::Void | Kind::Meta => {}
    }
}

fn write_children(tree: &Tree, id: NodeId, out: &mut Lines, preformatted: bool) {
    for child in tree.children(id) {
        write(tree, child, out, preformatted);
    }
}

/// Cells on one line, apart by tabs. A row of one cell is a box around text; a row that holds a table is a
/// page's layout: both flow as text does.
fn write_row(tree: &Tree, row: NodeId, out: &mut Lines) {
    let cells: Vec<NodeId> = tree.children(row).filter(|id| is_cell(tree, *id)).collect();
    let layout = tree.subtree(row).skip(1).any(|id| tree.element(id).is_some_and(|e| e.kind == Kind::Table));
    if cells.len() < 2 || layout {
        return write_children(tree, row, out, false);
    }
    // Text between cells is a mistake of the author's; browsers put it before the table.
    for child in tree.children(row).filter(|id| !is_cell(tree, *id)) {
        write(tree, child, out, false);
    }
    out.end_line();
    let mut words: Vec<String> = cells.iter().map(|cell| words(tree, *cell)).collect();
    let full = words.iter().filter(|words| !words.is_empty()).count();
    if full < 2 {
        // The other cells only make room.
        for cell in cells {
            write_children(tree, cell, out, false);
        }
        return;
    }
    while words.last().is_some_and(String::is_empty) {
        words.pop();
    }
    out.row(&words);
}

/// What a cell says, on one line.
fn words(tree: &Tree, cell: NodeId) -> String {
    let mut inner = Lines::default();
    write_children(tree, cell, &mut inner, false);
    super::squeeze(&inner.finish())
}

fn is_cell(tree: &Tree, id: NodeId) -> bool {
    !tree.nodes[id].dropped && tree.element(id).is_some_and(|e| e.kind == Kind::Cell)
}

/// Lines being written.
#[derive(Default)]
struct Lines {
    text: String,
    /// A space is due before the next word.
    space: bool,
    /// Line breaks due before the next word: 1 or 2.
    breaks: usize,
    /// A bullet is due before the next word, unless it is a marker itself.
    bullet: bool,
}

impl Lines {
    /// Adds text; white space in it counts as one space, a no-break space too.
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.space = true;
            } else {
                self.put(c);
            }
        }
    }

    fn push_preformatted(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' => self.end_line(),
                c if c.is_whitespace() => self.space = true,
                c => self.put(c),
            }
        }
    }

    fn put(&mut self, c: char) {
        if self.breaks > 0 {
            let bullet = self.bullet;
            self.start_line();
            self.bullet = bullet;
        } else if self.space && !self.text.is_empty() {
            self.text.push(' ');
        }
        if std::mem::take(&mut self.bullet) && !is_marker(c) {
            self.text.push_str("• ");
        }
        self.space = false;
        self.text.push(c);
    }

    /// A line of cells. Its first may be empty, so it is not written as text is.
    fn row(&mut self, cells: &[String]) {
        self.start_line();
        self.text.push_str(&cells.join("\t"));
    }

    fn start_line(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str(["", "\n", "\n\n"][self.breaks.min(2)]);
        }
        (self.breaks, self.space, self.bullet) = (0, false, false);
    }

    /// `<br>`; the second in a row leaves a line blank.
    fn line_break(&mut self) {
        let blank = self.breaks > 0;
        self.end_line();
        self.breaks += usize::from(blank && self.breaks < 2);
    }

    fn end_line(&mut self) {
        self.breaks = self.breaks.max(1);
        self.space = false;
    }

    fn end_paragraph(&mut self) {
        self.end_line();
        self.breaks = 2;
    }

    fn finish(self) -> String {
        self.text
    }
}

/// A list item that brings its own marker gets no other.
fn is_marker(c: char) -> bool {
    !c.is_alphanumeric() && !"‘’“”'\"「『｢<〈《([【".contains(c) || matches!(c, 'ㅇ' | 'ㅁ') || ('①'..='⓿').contains(&c)
}
