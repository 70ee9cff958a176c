//! HWPX: 한글's zip of XML. Paragraphs become lines, tables rows of cells; the alternative text of pictures
//! (`가로 1196pixel`) and page headers stay out.

use super::draft::Draft;
use super::error::Reason;
use super::html;
use super::limits::{Limit, Limits};
use super::{dateline, text};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most sections of a document; each is a file in the archive.
const SECTIONS: usize = 1000;

/// Reads a document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Draft, Reason> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Reason::Archive(error.to_string()))?;
    let mut markup = String::new();
    for number in 0..SECTIONS {
        // Entries are asked for by name: no path in the archive is ever followed.
        let Some(section) = entry(&mut archive, &format!("Contents/section{number}.xml"), limits)? else { break };
        section_markup(&section, limits, &mut markup)?;
        if markup.len() as u64 > limits.article_bytes {
            return Err(Limit::ArticleBytes(limits.article_bytes).into());
        }
    }
    let mut draft = text::read(&html::fragment(&markup, limits));
    if let Some(package) = entry(&mut archive, "Contents/content.hpf", limits)? {
        let (title, date) = metadata(&package);
        draft.title = draft.title.filter(|title| !title.is_empty()).or(title);
        // The letterhead's dateline is the day of publication; the package only knows the file's.
        draft.date = draft.date.or_else(|| dateline::in_text(&draft.text)).or(date);
    }
    Ok(draft)
}

/// The text of an entry, unpacked within the limit; `None` when there is none of that name.
fn entry(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, limits: &Limits) -> Result<Option<String>, Reason> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(Reason::Archive(error.to_string())),
    };
    let mut bytes = Vec::new();
    let limit = limits.article_bytes;
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| Reason::Archive(error.to_string()))?;
    if bytes.len() as u64 > limit {
        return Err(Limit::ArticleBytes(limit).into());
    }
    String::from_utf8(bytes)
        .map(Some)
        .map_err(|error| Reason::Encoding { byte: error.utf8_error().valid_up_to(), encoding: "UTF-8" })
}

/// Writes a section as the few HTML elements that say the same.
fn section_markup(section: &str, limits: &Limits, out: &mut String) -> Result<(), Reason> {
    let mut reader = Reader::from_str(section);
    reader.config_mut().check_end_names = false;
    let mut depth = 0usize;
    // Depth of the outermost element that holds no text of the article.
    let mut silent: Option<usize> = None;
    let mut in_text = 0usize;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| Reason::Xml { byte: reader.error_position(), message: error.to_string() })?;
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > limits.nesting {
                    return Err(Limit::Nesting(limits.nesting).into());
                }
                let name = start.local_name();
                if silent.is_none() && is_silent(name.as_ref()) {
                    silent = Some(depth);
                }
                in_text += usize::from(name.as_ref() == "t");
                if silent.is_none() {
                    open(name.as_ref(), out);
                }
            }
            Event::Empty(start) if silent.is_none() => empty(start.local_name().as_ref(), in_text > 0, out),
            Event::End(end) => {
                let name = end.local_name();
                if silent.is_none() {
                    close(name.as_ref(), out);
                }
                in_text -= usize::from(name.as_ref() == "t" && in_text > 0);
                if silent == Some(depth) {
                    silent = None;
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(text) if silent.is_none() && in_text > 0 => escape(&text.xml10_content(), out),
            Event::CData(text) if silent.is_none() && in_text > 0 => escape(&text.xml10_content(), out),
            Event::GeneralRef(reference) if silent.is_none() && in_text > 0 => match reference.resolve_char_ref() {
                Ok(Some(c)) => escape(c.encode_utf8(&mut [0; 4]), out),
                _ if matches!(&*reference, "lt" | "gt" | "amp" | "quot" | "apos") => {
                    out.push('&');
                    out.push_str(&reference);
                    out.push(';');
                }
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Page headers and footers, notes to the author, formulas, and what describes pictures.
fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "header"
            | "footer"
            | "hiddenComment"
            | "shapeComment"
            | "equation"
            | "script"
            | "secPr"
            | "fieldBegin"
            | "deleteBegin"
            | "parameters"
            | "autoNum"
            | "newNum"
            | "pageNum"
    )
}

fn open(name: &str, out: &mut String) {
    out.push_str(match name {
        "p" => "<div>",
        "tbl" => "<table>",
        "tr" => "<tr>",
        "tc" => "<td>",
        _ => return,
    });
}

fn close(name: &str, out: &mut String) {
    out.push_str(match name {
        "p" => "</div>",
        "tbl" => "</table>",
        "tr" => "</tr>",
        "tc" => "</td>",
        _ => return,
    });
}

fn empty(name: &str, in_text: bool, out: &mut String) {
    match name {
        // An empty paragraph is a blank line.
        "p" => out.push_str("<p></p>"),
        "tc" => out.push_str("<td></td>"),
        "lineBreak" if in_text => out.push_str("<br>"),
        "tab" | "nbSpace" | "fwSpace" if in_text => out.push(' '),
        "hyphen" if in_text => out.push('-'),
        _ => {}
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            c => out.push(c),
        }
    }
}

/// Title and date of the package.
fn metadata(package: &str) -> (Option<String>, Option<jiff::civil::Date>) {
    let mut reader = Reader::from_str(package);
    reader.config_mut().check_end_names = false;
    let (mut title, mut date) = (None, None);
    let mut current = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) => {
                current = start.local_name().as_ref().to_owned();
                if let Ok(Some(name)) = start.try_get_attribute("name") {
                    current = name.value.into_owned();
                }
            }
            Event::Text(text) => match current.as_str() {
                "title" => title = Some(text.xml10_content().into_owned()),
                "CreatedDate" => date = dateline::parse(&text.xml10_content()),
                _ => {}
            },
            Event::End(_) => current.clear(),
            Event::Eof => break,
            _ => {}
        }
    }
    (title.filter(|title| !title.trim().is_empty()), date)
}
