//! HTML's elements, as far as a reader of text must tell them apart.

/// What an element does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Not there at all: words go on across it.
    Inline,
    /// Ends a line.
    Line,
    /// Stands apart by a blank line.
    Paragraph,
    /// `<br>`: ends a line, has no content.
    Break,
    /// `<hr>`: stands apart, has no content.
    Rule,
    /// A list item.
    Item,
    /// A table.
    Table,
    /// A table's row.
    Row,
    /// A cell.
    Cell,
    /// `<thead>`, `<tbody>`, `<tfoot>`.
    RowGroup,
    /// `<pre>`: white space counts.
    Preformatted,
    /// `<title>`: only metadata.
    Title,
    /// `<script>`: may hold metadata (JSON-LD), never text.
    Script,
    /// Never text: styles, forms' controls, pictures, menus.
    Silent,
    /// Has no content and says nothing.
    Void,
    /// `<meta>`, `<link>`: metadata without content.
    Meta,
}

/// The kind of the element called `name` (lower case).
pub(super) fn kind(name: &[u8]) -> Kind {
    match name {
        b"br" => Kind::Break,
        b"hr" => Kind::Rule,
        b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"ul" | b"ol" | b"dl" | b"blockquote" | b"section"
        | b"article" | b"main" | b"figure" | b"fieldset" | b"address" | b"details" | b"header" | b"footer" | b"nav"
        | b"aside" | b"caption" => Kind::Paragraph,
        b"div" | b"dt" | b"dd" | b"figcaption" | b"summary" | b"center" | b"body" | b"html" | b"form" | b"hgroup"
        | b"legend" | b"menu" | b"dir" | b"listing" | b"search" => Kind::Line,
        b"li" => Kind::Item,
        b"table" => Kind::Table,
        b"tr" => Kind::Row,
        b"td" | b"th" => Kind::Cell,
        b"thead" | b"tbody" | b"tfoot" => Kind::RowGroup,
        b"pre" | b"xmp" | b"plaintext" => Kind::Preformatted,
        b"title" => Kind::Title,
        b"script" => Kind::Script,
        b"style" | b"noscript" | b"template" | b"textarea" | b"select" | b"option" | b"optgroup" | b"button"
        | b"iframe" | b"object" | b"svg" | b"math" | b"canvas" | b"audio" | b"video" | b"datalist" | b"dialog"
        | b"map" | b"noembed" | b"noframes" | b"rt" | b"rp" => Kind::Silent,
        b"img" | b"input" | b"wbr" | b"area" | b"base" | b"col" | b"embed" | b"param" | b"source" | b"track"
        | b"frame" | b"colgroup" | b"basefont" | b"bgsound" | b"keygen" => Kind::Void,
        b"meta" | b"link" => Kind::Meta,
        _ => Kind::Inline,
    }
}

impl Kind {
    /// Whether it never has content.
    pub const fn is_void(self) -> bool {
        matches!(self, Self::Break | Self::Rule | Self::Void | Self::Meta)
    }

    /// Whether it starts a new line of its own.
    pub const fn is_block(self) -> bool {
        !matches!(self, Self::Inline | Self::Void | Self::Meta | Self::Silent | Self::Script | Self::Title)
    }
}
