//! How a word ends.

use super::*;

/// How a word ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// 겠.
    Will,
    /// 했다, 했고, 했음.
    Past,
    /// 한다, 합니다, 한다고.
    Present,
    /// 할.
    AdnominalFuture,
    /// 하는.
    AdnominalPresent,
    /// 한, 된.
    AdnominalPast,
    /// 하기.
    Nominal,
    /// 함.
    Note,
    /// 하고, 하며, 해.
    Connective,
    /// None: the noun stands alone.
    None,
}

/// How the word of tokens `[from, to)` ends, and its last token that belongs to the ending.
pub(super) fn ending(line: &Line<'_>, from: usize, to: usize) -> (Ending, usize) {
    let mut past = false;
    let mut last = from;
    for i in from..to {
        let token = &line.tokens[i];
        let word = line.word(i);
        if i > from && !token.pos.tags().any(is_verbal) {
            break;
        }
        last = i;
        if token.pos.has(Tag::EP) {
            if word.ends_with('겠') {
                return (Ending::Will, i);
            }
            if !word.ends_with('시') {
                past = true;
            }
        }
        match token.pos.last() {
            Tag::EF => return (if past { Ending::Past } else { Ending::Present }, i),
            Tag::EC if i + 1 < to && line.tag(i + 1) == Tag::VX => {}
            Tag::EC => {
                let quoting =
                    ["다고", "라고", "다며", "라며", "다는", "라는", "다면서", "다"].iter().any(|q| word.ends_with(q))
                        && !word.ends_with("하다");
                if past {
                    return (Ending::Past, i);
                }
                return (if quoting { Ending::Present } else { Ending::Connective }, i);
            }
            Tag::ETM => {
                if past {
                    return (Ending::Past, i);
                }
                return (adnominal(word), i);
            }
            Tag::ETN => {
                let whole = line.bytes(from, to).of(line.text);
                if whole.contains("으로써") || whole.contains("으로서") {
                    return (Ending::Connective, i);
                }
                if past {
                    return (Ending::Past, i);
                }
                return (if whole.contains('기') { Ending::Nominal } else { Ending::Note }, i);
            }
            Tag::JKB if token.pos.has(Tag::ETN) => return (Ending::Nominal, i),
            _ => {}
        }
    }
    if past {
        return (Ending::Past, last);
    }
    if last > from { (Ending::Connective, last) } else { (Ending::None, last) }
}

pub(super) fn is_verbal(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::XSV | Tag::XSA | Tag::VV | Tag::VX | Tag::VCP | Tag::EP | Tag::EF | Tag::EC | Tag::ETM | Tag::ETN
    )
}

pub(super) fn adnominal(word: &str) -> Ending {
    let Some(last) = word.chars().last() else { return Ending::AdnominalPresent };
    if word.ends_with("다는") || word.ends_with("라는") || word.ends_with("겠다는") {
        // 만든다는 목표: a quotation before its noun
        return Ending::Present;
    }
    if last == '는' {
        return Ending::AdnominalPresent;
    }
    match (last as u32).checked_sub(0xAC00).map(|i| i % 28) {
        Some(8) => Ending::AdnominalFuture,
        _ => Ending::AdnominalPast,
    }
}

/// The text behind token `i`, spaces passed.
pub(super) fn rest_after<'a>(line: &Line<'a>, i: usize) -> &'a str {
    line.text[line.tokens[i].end as usize..line.span.end].trim_start()
}
