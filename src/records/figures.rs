//! Which numbers about what already is are figures of policy: evidence for and against, added up.
//!
//! A figure is about the same kind of thing as a target: what was built, spread, spent, reached. Numbers of the
//! world (prices, votes, survey answers) are left out. No single word tells them apart; `figures.toml` says what
//! each piece of evidence counts for, this file finds out which pieces hold.

use super::assemble::natural;
use super::context::tail;
use super::draft::Draft;
use super::{already, filter};
use crate::lexicon::{Figures, Ground, Lexicon};
use crate::model::{Article, BlockKind, Span, Status};
use rustc_hash::{FxHashMap, FxHashSet};

/// How far before and behind a number a word stands near it, in bytes.
const NEAR: (usize, usize) = (90, 66);

/// Numbers in one sentence from which on it reads like a table.
const MANY_NUMBERS: usize = 7;

/// Targets from which on an article is a plan.
const MANY_TARGETS: usize = 8;

/// Drops the achieved and current numbers that are no figures of policy; the evidence goes into the trace.
pub fn weigh(article: &Article, lexicon: &Lexicon, drafts: &mut [Draft]) {
    if !drafts.iter().any(is_candidate) {
        return;
    }
    let figures = &lexicon.figures;
    let around = Around::new(figures, lexicon, article, drafts);
    let mut words = SentenceWords { sentence: Span::new(0, 0), held: Vec::new() };
    let mut held = Vec::new();
    for draft in drafts.iter_mut().filter(|d| is_candidate(d)) {
        held.clear();
        held.extend_from_slice(&around.headline);
        held.extend_from_slice(words.of(figures, article, draft.sentence));
        evidence(article, lexicon, draft, &around, &mut held);
        held.sort_unstable();
        held.dedup();
        let points: i32 = held.iter().map(|i| figures.evidence[*i].points).sum();
        let mut reason = format!("{points} of {} points", figures.threshold);
        for (n, i) in held.iter().enumerate() {
            let row = &figures.evidence[*i];
            reason.push_str(if n == 0 { ": " } else { ", " });
            reason.push_str(&format!("{} {:+}", row.name, row.points));
        }
        if points >= figures.threshold {
            draft.trace.push(format!("figure: {reason}"));
        } else {
            let doubt = draft.doubt.as_ref().map(|doubt| format!("{doubt}; ")).unwrap_or_default();
            draft.dropped = Some(format!("{doubt}no figure of policy: {reason}"));
        }
        draft.evidence.clone_from(&held);
    }
    repeat(figures, drafts);
}

/// A headline that repeats a number of the body tells what the body tells, unless much speaks against it.
fn repeat(figures: &Figures, drafts: &mut [Draft]) {
    let head = |d: &Draft| matches!(d.block, BlockKind::Headline | BlockKind::Subhead);
    let number = |d: &Draft| d.quantity.as_ref().map(|q| (q.value, q.unit));
    let kept =
        |d: &&Draft| !head(d) && d.dropped.is_none() && matches!(d.status, Some(Status::Achieved | Status::Current));
    let told: FxHashSet<_> = drafts.iter().filter(kept).filter_map(number).collect();
    for draft in drafts.iter_mut().filter(|d| head(d) && !d.evidence.is_empty()) {
        let points: i32 = draft.evidence.iter().map(|i| figures.evidence[*i].points).sum();
        if draft.dropped.is_some() && points >= 0 && number(draft).is_some_and(|number| told.contains(&number)) {
            draft.dropped = None;
            draft.trace.push("figure: the body tells the same number".to_owned());
        }
    }
}

/// Whether a number tells what was done or what is.
fn is_candidate(draft: &Draft) -> bool {
    draft.quantity.is_some()
        && draft.dropped.is_none()
        && matches!(draft.status, Some(Status::Achieved | Status::Current))
}

/// What words of the sentence say, kept while its numbers are asked one after the other.
struct SentenceWords {
    sentence: Span,
    held: Vec<usize>,
}

impl SentenceWords {
    fn of(&mut self, figures: &Figures, article: &Article, sentence: Span) -> &[usize] {
        if self.sentence != sentence {
            self.sentence = sentence;
            self.held.clear();
            figures.words(Ground::Sentence, sentence.of(&article.text), &mut self.held);
        }
        &self.held
    }
}

/// What the rest of the article says about each of its numbers.
struct Around {
    headline: Vec<usize>,
    /// Units of the targets.
    units: Vec<Option<usize>>,
    targets: usize,
    candidates: usize,
    /// Candidates that a deed governs.
    deeds: usize,
    acts_govern: bool,
    /// By the sentence's first byte: numbers and targets.
    sentences: FxHashMap<usize, (usize, usize)>,
    /// By the block's first byte: targets and numbers that a deed governs.
    blocks: FxHashMap<usize, (usize, usize)>,
}

impl Around {
    fn new(figures: &Figures, lexicon: &Lexicon, article: &Article, drafts: &[Draft]) -> Self {
        let mut headline = Vec::new();
        let title = article.text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
        figures.words(Ground::Headline, title, &mut headline);
        let mut around = Self {
            headline,
            units: Vec::new(),
            targets: 0,
            candidates: 0,
            deeds: 0,
            acts_govern: false,
            sentences: FxHashMap::default(),
            blocks: FxHashMap::default(),
        };
        let (mut numbers, mut acts) = (0, 0);
        for draft in drafts {
            let Some(quantity) = &draft.quantity else { continue };
            let target = draft.dropped.is_none() && matches!(draft.status, Some(Status::Planned | Status::Considered));
            let deed = deed(lexicon, draft);
            numbers += 1;
            acts += usize::from(draft.acts);
            let sentence = around.sentences.entry(draft.sentence.start).or_default();
            sentence.0 += 1;
            sentence.1 += usize::from(target);
            let block = around.blocks.entry(draft.block_span.start).or_default();
            block.0 += usize::from(target);
            block.1 += usize::from(deed);
            if target {
                around.targets += 1;
                if !around.units.contains(&quantity.unit) {
                    around.units.push(quantity.unit);
                }
            }
            if is_candidate(draft) {
                around.candidates += 1;
                around.deeds += usize::from(deed);
            }
        }
        around.acts_govern = 2 * acts >= numbers;
        around
    }
}

/// Whether a deed of policy governs the number.
fn deed(lexicon: &Lexicon, draft: &Draft) -> bool {
    draft.acts && draft.action.as_ref().is_some_and(|(lemma, _)| lexicon.figures.deed(lemma).is_some())
}

fn evidence(article: &Article, lexicon: &Lexicon, draft: &Draft, around: &Around, held: &mut Vec<usize>) {
    let figures = &lexicon.figures;
    let Some(quantity) = &draft.quantity else { return };
    let text = article.text.as_str();
    let before = &text[draft.sentence.start..quantity.outer_start];
    let behind = &text[quantity.outer_end..draft.sentence.end];
    figures.words(Ground::Near, tail(before, NEAR.0), held);
    figures.words(Ground::Near, first_bytes(behind, NEAR.1), held);
    if let Some(object) = draft.object {
        figures.words(Ground::Object, object.of(text), held);
    }
    let lemma = draft.action.as_ref().map(|(lemma, _)| lemma.as_str());
    let finding = lemma.and_then(|l| figures.finding(l));
    let own_deed = deed(lexicon, draft);
    held.extend(finding);
    held.extend(lemma.filter(|_| own_deed).and_then(|l| figures.deed(l)));
    let by_itself = lemma.is_some_and(|l| natural(lexicon, l));
    let told = |what: &str| draft.trace.iter().any(|t| t.starts_with("status") && t.contains(what));
    let dimension = quantity.unit.map_or("", |u| lexicon.units.get(u).dimension.as_str());
    let (numbers, targets_here) = around.sentences.get(&draft.sentence.start).copied().unwrap_or_default();
    let (targets_in_block, deeds_in_block) = around.blocks.get(&draft.block_span.start).copied().unwrap_or_default();
    let (others, deeds) = (around.candidates - 1, around.deeds - usize::from(own_deed));
    // what is run, and who takes part in it, goes on
    let going_on =
        told("고 있다") || told("what is run already") || draft.trace.iter().any(|t| t == already::TAKES_PART);
    // what goes on is no occasion: 시범운영에 병원 9곳이 참여하고 있다
    let doubt = draft.doubt.as_deref();
    let facts = [
        (Ground::Act, draft.acts && finding.is_none()),
        (Ground::NoAct, lemma.is_some() && !draft.acts && !by_itself && finding.is_none()),
        (Ground::NoPredicate, lemma.is_none()),
        (Ground::EffectOfPolicy, by_itself && around.targets > 0),
        (Ground::Past, told(": past")),
        (Ground::Quality, told("a quality")),
        (Ground::GoingOn, going_on),
        (Ground::Present, told("present value")),
        (Ground::Compared, told("compared with")),
        (Ground::YearGoneBy, told("a year gone by")),
        (Ground::State, draft.status == Some(Status::Current)),
        (Ground::Dated, draft.deadline.is_some()),
        (Ground::Count, dimension == "count"),
        (Ground::Money, dimension == "money"),
        (Ground::Share, dimension == "share"),
        (Ground::Rank, dimension == "rank"),
        (Ground::Rate, quantity.per.is_some()),
        (Ground::PartOfWhole, draft.of.is_some()),
        (Ground::Approximate, quantity.comparator == crate::model::Comparator::Approx),
        (Ground::InHeadline, matches!(draft.block, BlockKind::Headline | BlockKind::Subhead)),
        (Ground::InFootnote, draft.footnote),
        (Ground::ManyNumbers, numbers >= MANY_NUMBERS),
        (Ground::UnitOfTarget, around.units.contains(&quantity.unit)),
        (Ground::TargetInSentence, targets_here > 0),
        (Ground::TargetInParagraph, targets_in_block > 0),
        (Ground::ManyTargets, around.targets >= MANY_TARGETS),
        (Ground::MostlyDeeds, others > 0 && 2 * deeds >= others),
        (Ground::NoDeeds, others > 0 && deeds == 0),
        (Ground::DeedInParagraph, deeds_in_block > usize::from(own_deed)),
        (Ground::MostlyActs, around.acts_govern),
        (Ground::Occasion, doubt == Some(filter::EVENT) && !going_on),
        (Ground::Parts, doubt == Some(filter::PARTS)),
        (Ground::Whole, doubt == Some(filter::WHOLE)),
    ];
    held.extend(facts.into_iter().filter(|(_, holds)| *holds).filter_map(|(ground, _)| figures.fact(ground)));
}

/// The first bytes of a text, at most `most`, to a character's end.
fn first_bytes(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most.min(text.len()))]
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::model::Article;
    use crate::records::Draft;
    use crate::tokens;

    fn drafts(lexicon: &Lexicon, worker: &mut tokens::Worker, text: &str) -> Vec<Draft> {
        let article = Article {
            id: "test".to_owned(),
            date: "2025-06-10".parse().ok(),
            title: None,
            source: None,
            url: None,
            text: text.to_owned(),
            stub: false,
        };
        let tokens = worker.analyse(text);
        let programs = crate::mentions::program::find(text, &tokens, lexicon);
        crate::records::by_rule(&article, &tokens, lexicon, &programs).0
    }

    /// What was said of the number at `start..end`: the evidence, and whether it is a figure.
    fn weighed(drafts: &[Draft], start: usize, end: usize) -> Option<(String, bool)> {
        let draft =
            drafts.iter().find(|d| d.quantity.as_ref().is_some_and(|q| q.span.start < end && start < q.span.end))?;
        let kept = draft.trace.iter().find(|t| t.starts_with("figure: ")).map(|t| (t.clone(), true));
        kept.or_else(|| draft.dropped.clone().map(|why| (why, false)))
    }

    /// The text without its marks, and the bytes between them.
    fn marked(phrase: &str) -> (String, usize, usize) {
        let start = phrase.find('【').expect("a mark");
        let end = phrase.find('】').expect("a closing mark") - '【'.len_utf8();
        (phrase.replace(['【', '】'], ""), start, end)
    }

    #[test]
    fn figures_of_policy_are_told_from_numbers_of_the_world() {
        let lexicon = Lexicon::built_in().unwrap_or_else(|e| panic!("{e}"));
        let mut worker = tokens::for_tests().worker();
        for (phrase, expected) in [
            ("시는 지난해 버스 정류장 【46곳】에 냉난방기를 설치했다.", true),
            ("지금까지 청년 창업가 【310명】을 지원하고 공유 사무실 14곳을 새로 열었다.", true),
            ("지금까지 청년 창업가 310명을 지원하고 공유 사무실 【14곳】을 새로 열었다.", true),
            ("도는 올해 숲길 【27km】를 정비하고 있다.", true),
            ("이 사업은 작년에 농가 520호를 지원해 소득을 【12%】 높였다.", true),
            ("군은 국비 【85억원】을 확보했다.", true),
            ("시가 운영하는 작은도서관은 현재 【63곳】이며, 2027년까지 80곳으로 늘린다.", true),
            ("지난해 취약계층 【1만 2천 가구】에 냉방비를 지원했다.", true),
            ("공사는 노후 수도관 【410km】를 교체 완료했다.", true),
            ("소방서는 그간 전통시장 【38곳】에 소화기를 보급했다.", true),
            ("국비 지원율은 현재 【50%】 수준이다.", true),
            ("아카데미는 지난해 【42개】 교육과정을 운영했다.", true),
            ("지난해 선정된 【7곳】은 올해 안에 착공할 예정이다.", true),
            ("이번 사업에는 대학 【7개교】가 참여하며, 2027년까지 대학 20개교로 늘린다.", true),
            ("시는 2024년 【16%】인 보급률을 2029년 35%로 높인다.", true),
            ("내년 예산 【55억원】이 확정됐고, 쉼터 20곳을 짓는다.", true),
            ("시는 지난해 3개 업체에 과태료 【2,300만원】을 부과했다.", true),
            ("이번 설명회에는 기업 【16개】가 참여한다.", false),
            ("주민 설문에서 응답자의 【64%】가 만족한다고 답했다.", false),
            ("배추 도매값은 평년 대비 평균 【21%】 높다.", false),
            ("이번 축제에는 관람객 【3만 명】이 다녀갔다.", false),
            ("나무의 높이는 【12m】, 둘레는 3m에 이른다.", false),
            ("결선에서 푸른팀이 【92.5점】을 받아 최우수상을 차지했다.", false),
            ("최근 5년간 관련 특허출원은 【1,240건】으로 연평균 9% 증가했다.", false),
            ("최근 5년간 관련 특허출원은 1,240건으로 연평균 【9%】 증가했다.", false),
            ("여름철 물놀이 사고는 8월이 【42%】로 가장 많았다.", false),
            ("행사에는 주민 대표 등 【80여 명】이 참석했다.", false),
            ("30대가 【38%】로 뒤를 이었고 평균 나이는 41세였다.", false),
        ] {
            let (text, start, end) = marked(phrase);
            let said = weighed(&drafts(&lexicon, &mut worker, &text), start, end);
            assert_eq!(said.as_ref().map(|(_, figure)| *figure), Some(expected), "{phrase}: {said:?}");
        }
    }

    #[test]
    fn the_evidence_is_told() {
        let lexicon = Lexicon::built_in().unwrap_or_else(|e| panic!("{e}"));
        let mut worker = tokens::for_tests().worker();
        let (text, start, end) = marked("시는 지난해 쉼터 【46곳】을 설치했다.");
        let (said, figure) = weighed(&drafts(&lexicon, &mut worker, &text), start, end).expect("a candidate");
        assert!(figure && said.contains("a deed of policy +") && said.contains("points: "), "{said}");
    }
}
