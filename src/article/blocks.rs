//! Blocks: what each line of an article is in its layout, with its exact bytes.
//!
//! Releases carry their structure in the lines themselves: a title (often twice), deck lines between
//! dashes, `□`/`ㅇ`/`-`/`*` lists, headings in angle brackets, and tables whose cells became lines. One
//! pass over the lines reads that off; a second one finds the flattened tables. Both are linear.

use super::head::Head;
use super::lines::{Line, lines};
use super::marker::{self, Family, Marker};
use crate::model::{Block, BlockKind, Span};

/// A heading inside the text is at most this long, in code points.
const SUBHEAD_CHARS: usize = 40;
/// A cell of a flattened table is at most this long, in code points.
const CELL_CHARS: usize = 25;
/// So many short lines in a row can be a flattened table.
const CELL_RUN: usize = 4;
/// A line shorter than this was ended by its author, not by the width of the page (code points).
const WRAP_CHARS: usize = 40;

/// Nouns whose last syllable looks like a sentence ending.
const NOUNS_LIKE_ENDINGS: &[&str] = &[
    "책임",
    "모임",
    "위임",
    "처음",
    "마음",
    "다음",
    "젊음",
    "웃음",
    "얼음",
    "바다",
    "주요",
    "수요",
    "필요",
    "중요",
    "개요",
    "가요",
    "금요",
    "게임",
    "프레임",
    "타임",
    "포함",
    "결함",
    "불임",
    "선임",
    "신임",
    "연임",
    "취임",
    "부임",
    "담임",
    "소음",
    "발음",
    "녹음",
    "보다",
];

/// Cuts `text` into blocks: headline, subheads, paragraphs, list items, table rows and captions.
///
/// Blocks are in order and do not overlap; their spans lie on character boundaries, begin and end with
/// something other than white space, and together hold everything in `text` that is not white space.
/// A block is a line; lines that the page's width broke are joined. Linear in the length of `text`.
///
/// ```
/// use mokpyo::{article, model::BlockKind};
/// let text = "도, 수소버스 300대 보급\n\n□ 도는 2030년까지 300대를 보급한다.";
/// let blocks = article::blocks(text);
/// assert_eq!(blocks[0].kind, BlockKind::Headline);
/// assert_eq!(&text[blocks[1].content..blocks[1].span.end], "도는 2030년까지 300대를 보급한다.");
/// ```
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut head = Head::new();
    let mut levels = Levels::default();
    let mut lines = lines(text).peekable();
    let mut body = None;
    while let Some(line) = lines.next() {
        let marker = marker::read(line.of(text));
        if let Some(block) = head.read(text, &line, marker) {
            blocks.push(block);
            continue;
        }
        body.get_or_insert(blocks.len());
        // A lone marker belongs to the line below; a full line without an end goes on there.
        let mut last = line;
        if marker.is_some_and(|m| m.len >= line.span.len())
            && let Some(next) = lines.next_if(|next| takes_marker(text, marker, next))
        {
            last = next;
        }
        while let Some(next) = lines.next_if(|next| !next.after_blank && continues(last.of(text), next.of(text))) {
            last = next;
        }
        let span = Span::new(line.span.start, last.span.end);
        blocks.push(classify(text, span, line.indent, marker, &mut levels));
    }
    let body = body.unwrap_or(blocks.len());
    flattened_tables(text, &mut blocks[body..]);
    blocks
}

/// Whether the item's text stands on the line below its marker. A lone dash is an empty cell.
fn takes_marker(text: &str, marker: Option<Marker>, next: &Line) -> bool {
    let below = next.of(text);
    !next.after_blank
        && marker::read(below).is_none()
        && marker.is_some_and(|m| m.level < 2 || at_least(below, WRAP_CHARS))
}

/// Whether `below` is the rest of the sentence in `line` rather than a line of its own.
fn continues(line: &str, below: &str) -> bool {
    if !at_least(line, WRAP_CHARS) || !at_least(below, 8) {
        return false;
    }
    let goes_on = at_least(line, WRAP_CHARS + 15) || line.chars().next_back().is_some_and(is_particle);
    goes_on
        && !ends_sentence(line)
        && marker::read(below).is_none()
        && !is_row(line)
        && !is_row(below)
        && !below.starts_with(['<', '[', '〈', '【', '《', '('])
}

fn classify(text: &str, span: Span, indent: usize, marker: Option<Marker>, levels: &mut Levels) -> Block {
    let line = span.of(text);
    let plain = |kind| Block { kind, span, content: span.start, level: 0 };
    if is_caption(line) {
        return plain(BlockKind::Caption);
    }
    if let Some(marker) = marker.filter(|m| m.len < line.len()) {
        let content = span.end - line[marker.len..].trim_start().len();
        if is_row(&line[marker.len..]) {
            return Block { content, ..plain(BlockKind::TableRow) };
        }
        let level = levels.of(marker, indent);
        return Block { kind: BlockKind::ListItem, span, content, level };
    }
    levels.interrupt();
    if is_row(line) {
        return plain(BlockKind::TableRow);
    }
    if is_bracketed(line) || (!at_least(line, SUBHEAD_CHARS + 1) && !ends_sentence(line) && !line.ends_with(',')) {
        return plain(BlockKind::Subhead);
    }
    plain(BlockKind::Paragraph)
}

/// Tables that lost their cells' borders: a run of short lines of which many are bare numbers.
fn flattened_tables(text: &str, blocks: &mut [Block]) {
    let is_cell = |b: &Block| match b.kind {
        BlockKind::Subhead | BlockKind::TableRow => !at_least(b.span.of(text), CELL_CHARS + 1),
        BlockKind::Paragraph => is_number_cell(b.span.of(text)),
        _ => false,
    };
    let mut at = 0;
    while at < blocks.len() {
        let run = blocks[at..].iter().take_while(|b| is_cell(b)).count();
        let numbers = blocks[at..at + run].iter().filter(|b| is_number_cell(b.span.of(text))).count();
        if run >= CELL_RUN && numbers * 6 >= run {
            for block in &mut blocks[at..at + run] {
                block.kind = BlockKind::TableRow;
            }
        }
        at += run.max(1);
    }
}

/// `1,382`, `(50.7%)`, `+3.4명`, `△29.3`: digits and at most a unit.
fn is_number_cell(line: &str) -> bool {
    if line.len() > 48 {
        return false;
    }
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    (digits > 0 && letters <= 3) || matches!(line, "-" | "–" | "×" | "%" | "○")
}

/// Cells stand apart by tabs or by ` | `.
pub(super) fn is_row(line: &str) -> bool {
    line.contains('\t') && !(ends_sentence(line) && line.matches('\t').count() == 1)
        || line.contains(" | ")
        || (line.len() > 1 && line.starts_with('|') && line.ends_with('|'))
}

/// Captions of pictures and of tables: `[사진 …`, `▲ … 모습`, `… 하고 있다. 사진기자단`, `(단위: 명)`.
fn is_caption(line: &str) -> bool {
    let inner = line.trim_start_matches(|c: char| "[<〈《【(△▲▵▴ ".contains(c) || c.is_whitespace());
    let opened = inner.len() < line.len();
    if opened && ["사진", "그림", "단위", "자료사진", "자료:", "출처"].iter().any(|word| inner.starts_with(word))
    {
        return !at_least(line, 121);
    }
    if at_least(line, 201) {
        return false;
    }
    if line.starts_with(['▲', '△']) && ends_with_any(line, &["모습", "사진", "장면", "조감도", "전경", "있다.", "있다"])
    {
        return true;
    }
    // A press photograph: what is seen, full stop, who took it.
    let credit = line.rsplit(['.', '/', '=', ')']).next().unwrap_or(line).trim();
    !credit.is_empty()
        && credit.len() < line.len()
        && !at_least(credit, 25)
        && ends_with_any(credit, &["기자단", "취재단", "연합뉴스", "뉴스1", "뉴시스", "사진공동취재단", "사진 제공"])
}

fn ends_with_any(line: &str, words: &[&str]) -> bool {
    words.iter().any(|word| line.ends_with(word))
}

/// `< 사업 개요 >`, `【추진 과제】`: a whole line in brackets is a heading.
fn is_bracketed(line: &str) -> bool {
    [('<', '>'), ('〈', '〉'), ('《', '》'), ('【', '】'), ('[', ']'), ('＜', '＞'), ('≪', '≫')]
        .iter()
        .any(|(open, close)| line.starts_with(*open) && line.ends_with(*close))
        && !at_least(line, 2 * SUBHEAD_CHARS)
}

/// Whether the line ends as a sentence does, closing quotes and brackets aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(|c: char| "\"'”’」』)]>〉》】*".contains(c) || c.is_whitespace());
    let Some(last) = bare.chars().next_back() else { return false };
    if matches!(last, '.' | '!' | '?' | '。' | '…' | '！' | '？') {
        return true;
    }
    if matches!(last, '다' | '요' | '죠' | '함' | '됨' | '음' | '임') {
        return !ends_with_any(bare, NOUNS_LIKE_ENDINGS);
    }
    false
}

/// Particles and endings after which a sentence must go on.
pub(super) fn is_particle(c: char) -> bool {
    "을를은는이가의에와과로고며여서도한할된될인및,·".contains(c)
}

/// Whether `text` has at least `n` code points; looks at no more than it must.
pub(super) fn at_least(text: &str, n: usize) -> bool {
    text.len() >= n && (text.len() >= 4 * n || text.chars().nth(n - 1).is_some())
}

/// How deep list items stand: by family, one deeper where the same family is indented further.
#[derive(Default)]
struct Levels {
    last: Option<(Family, usize, u8)>,
}

impl Levels {
    fn of(&mut self, marker: Marker, indent: usize) -> u8 {
        let level = match self.last {
            Some((family, column, level)) if family == marker.family && indent > column + 1 => level.saturating_add(1),
            Some((family, column, level)) if family == marker.family && indent + 1 >= column => level,
            _ => marker.level,
        };
        let level = level.min(marker.level + 3);
        self.last = Some((marker.family, indent, level));
        level
    }

    /// Running text between two items starts a new list.
    fn interrupt(&mut self) {
        self.last = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::*;
    use proptest::prelude::*;

    fn kinds(text: &str) -> Vec<(BlockKind, u8, &str)> {
        blocks(text).iter().map(|b| (b.kind, b.level, &text[b.content..b.span.end])).collect()
    }

    #[test]
    fn a_release_with_its_title_twice_deck_lists_and_notes() {
        let text = "도, 수소버스 300대 보급 나선다\n\n도, 수소버스 300대 보급 나선다\n\n- 2030년까지 충전소 40곳 구축 -\n\n\
            □ 해오름도(도지사 김가람)는 12일 수소 교통 계획을 발표했다.\n\n ㅇ 도는 2030년까지 버스 300대를 들인다.\n\n\
            \u{20}* 현재 12대 운행 중\n\n   - 시군별로 나누어 배정한다.\n\n< 사업 개요 >\n\n① 기간: 2026~2030년";
        assert_eq!(
            kinds(text),
            [
                (Headline, 0, "도, 수소버스 300대 보급 나선다"),
                (Headline, 0, "도, 수소버스 300대 보급 나선다"),
                (Subhead, 0, "2030년까지 충전소 40곳 구축 -"),
                (ListItem, 0, "해오름도(도지사 김가람)는 12일 수소 교통 계획을 발표했다."),
                (ListItem, 1, "도는 2030년까지 버스 300대를 들인다."),
                (ListItem, 3, "현재 12대 운행 중"),
                (ListItem, 2, "시군별로 나누어 배정한다."),
                (Subhead, 0, "< 사업 개요 >"),
                (ListItem, 1, "기간: 2026~2030년"),
            ]
        );
    }

    #[test]
    fn a_news_text_with_a_date_line_a_deck_and_a_caption() {
        let text = " date 2026-01-09 항만 전기화 계획\n\n부두 전기화 예산 늘려\n\n2031년까지 40선석 전환\n\n\
            바다물류청이 9일 부두를 전기로 바꾸는 계획을 내놨다.\n\n이하늘 바다물류청장이 9일 부두를 살펴보고 있다. 바다사진기자단\n";
        assert_eq!(
            kinds(text),
            [
                (Headline, 0, "항만 전기화 계획"),
                (Subhead, 0, "부두 전기화 예산 늘려"),
                (Subhead, 0, "2031년까지 40선석 전환"),
                (Paragraph, 0, "바다물류청이 9일 부두를 전기로 바꾸는 계획을 내놨다."),
                (Caption, 0, "이하늘 바다물류청장이 9일 부두를 살펴보고 있다. 바다사진기자단"),
            ]
        );
    }

    #[test]
    fn a_title_on_two_lines_and_a_marker_on_a_line_of_its_own() {
        let text = "산촌 돌봄센터 20곳은\n\n2028년까지 문 연다\n\n□\n산촌복지원은 센터 20곳을 2028년까지 연다.";
        assert_eq!(
            kinds(text),
            [
                (Headline, 0, "산촌 돌봄센터 20곳은"),
                (Headline, 0, "2028년까지 문 연다"),
                (ListItem, 0, "산촌복지원은 센터 20곳을 2028년까지 연다."),
            ]
        );
    }

    #[test]
    fn tables_with_tabs_bars_and_flattened_ones() {
        let text = "예산 현황\n\n군은 예산을 다음과 같이 나누었다고 밝혔다.\n구분\t2026년\t2027년\n돌봄\t12억원\t15억원\n\n\
            | 구분 | 2026년 |\n\n본문이 이어진다.\n\n지역\n\n목표\n\n북부\n\n1,200\n\n남부\n\n(35.5%)\n\n군은 이를 지키겠다고 했다.";
        let tables: Vec<_> = kinds(text).into_iter().filter(|b| b.0 == TableRow).map(|b| b.2).collect();
        assert_eq!(
            tables,
            [
                "구분\t2026년\t2027년",
                "돌봄\t12억원\t15억원",
                "| 구분 | 2026년 |",
                "지역",
                "목표",
                "북부",
                "1,200",
                "남부",
                "(35.5%)"
            ]
        );
        assert_eq!(kinds(text)[1].0, Paragraph);
    }

    #[test]
    fn lines_broken_by_the_page_are_one_paragraph() {
        let text = "제목\n\n새빛시는 올해부터 다섯 해 동안 모두 4,500억 원을 들여 낡은 상수도관 320㎞를 새 관으로\n\
            바꾸고 누수율을 5% 아래로 낮추기로 했다.\n다음 줄은 새 문단이다.";
        assert_eq!(kinds(text).len(), 3);
        assert!(kinds(text)[1].2.ends_with("낮추기로 했다."));
    }

    #[test]
    fn deeper_indentation_of_the_same_marker_is_a_deeper_level() {
        let text = "제목\n\n설명이 길게 이어지는 문단이다.\n\n - 첫째 과제 추진\n     - 첫째의 세부\n - 둘째 과제 추진";
        let levels: Vec<_> = kinds(text).iter().filter(|b| b.0 == ListItem).map(|b| b.1).collect();
        assert_eq!(levels, [2, 3, 2]);
    }

    #[test]
    fn every_line_break_counts() {
        assert_eq!(blocks("가\r\n나\r다\u{2028}라\u{2029}마\u{c}바").len(), 6);
        assert!(blocks(" \n\t\u{3000}\r\n").is_empty());
    }

    proptest! {
        /// Blocks tile what is not white space, in order, on character boundaries.
        #[test]
        fn blocks_tile_the_text(text in "([가-힣a-z0-9□○ㅇ\\-*※①<>()|.,:~' \t]|[\n\r]|\\PC){0,200}") {
            let mut end = 0;
            for block in blocks(&text) {
                prop_assert!(text[end..block.span.start].trim().is_empty());
                let words = block.span.of(&text);
                prop_assert_eq!(words, words.trim());
                prop_assert!(!words.is_empty());
                prop_assert!(block.span.contains(&Span::new(block.content, block.span.end)));
                prop_assert!(text.is_char_boundary(block.content));
                end = block.span.end;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }
}
