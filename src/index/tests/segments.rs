//! The same articles, cut into segments in different ways, give the same answers: ids, scores, counts, names.

use super::*;

const THINGS: [&str; 11] = ["갯벌", "숲길", "등대", "철도", "시장", "학교", "공원", "항만", "마을", "논밭", "온실"];

/// An article of a made-up town; `version` changes what it says.
fn town(n: usize, version: usize) -> Article {
    let thing = |k: usize| THINGS[(n * 7 + k * k * 3 + n / 11 + version) % THINGS.len()];
    let body = format!(
        "시는 {}과 {}을 잇는 사업을 내년까지 {}곳에 편다. 예산은 {}억 원이다. 주민은 {}에서 {}을 돌본다. \
         「{} 가꾸기 사업」은 2030년까지 {}명을 지원한다. 정보통신기술(ICT) 교육도 {}월에 연다.",
        thing(0),
        thing(1),
        n % 37 + 1,
        n % 5 + 3,
        thing(2),
        thing(3),
        thing(1),
        n * 10 + 10,
        n % 12 + 1,
    );
    let date = format!("2025-{:02}-{:02}", n % 12 + 1, n % 27 + 1);
    article(&format!("a{n:03}"), &date, &format!("{} {} 잇기 {}차", thing(1), thing(4), n % 13), &body)
}

/// An index into which the parts were put one after the other, each with a commit of its own.
fn index_of(parts: &[Vec<Article>]) -> (tempfile::TempDir, Index) {
    let dir = tempfile::tempdir().expect("a directory");
    let index = Index::create(dir.path(), "test").expect("an index");
    for (number, part) in parts.iter().enumerate() {
        fill(&index, part, number as i64 + 1);
    }
    let index = Index::open(dir.path(), "test").and_then(Index::ready).expect("an index");
    (dir, index)
}

/// Everything that an index says, as lines.
fn answers(index: &Index) -> Vec<String> {
    let mut searcher = index.searcher(for_tests(), lexicon()).expect("a searcher");
    let mut said = Vec::new();
    let queries = [
        "갯벌 등대 잇기 7차",
        "마을과 온실을 잇는 사업",
        "3월 4일 항만", // days of publication stand in no text
        "2025년 5월 숲길",
        "ICT 교육",
        "정보통신기술",
        "학쿄 12곳", // corrected
        "논밭 OR 시장",
        "철도* -공원",
        "value:>5억 unit:원 deadline:..2030",
        "숲길 status:planned",
        "ㅅㄱ ㄱㄲㄱ",
    ];
    for query in queries {
        let node = parse(query).expect("a query");
        for sort in [Sort::Relevance, Sort::Date, Sort::Value, Sort::Deadline] {
            let facets = vec![FacetName::Program, FacetName::DeadlineYear, FacetName::Unit];
            let request = Request { sort, facets, limit: 7, offset: 2, ..request() };
            let answer = searcher.search(&node, &request).expect("an answer");
            let hits: Vec<String> = answer
                .hits
                .iter()
                .map(|hit| {
                    let mut targets = hit.targets.clone();
                    targets.sort();
                    format!("{} {} {targets:?}", hit.article_id, hit.score)
                })
                .collect();
            let (expansions, facets) = (&answer.expansions, &answer.facets);
            said.push(format!(
                "{query} {sort:?}: {:?} {hits:?} {expansions:?} {facets:?} {:?}",
                answer.total, answer.corrections
            ));
            for scope in [Scope::Targets, Scope::Programs] {
                let answer = searcher.search_records(&node, scope, &request).expect("an answer");
                // tantivy adds up the scores of records in each segment's order: their last digits may differ
                let hits: Vec<&str> = answer.hits.iter().map(|hit| hit.record_id.as_str()).collect();
                said.push(format!("{query} {sort:?} {scope:?}: {} {hits:?} {:?}", answer.total, answer.facets));
            }
        }
        said.push(format!("{:?}", searcher.near_names(&node, 5).expect("names")));
    }
    for typed in ["ㅅㄱ", "숲ㄱ", "갯벌", "ㅎ", "정"] {
        said.push(format!("{typed} {:?}", searcher.suggest(typed, 9).expect("names")));
    }
    let like = searcher.more_like("a007", None, &town(7, 0).text, &request()).expect("an answer");
    said.push(format!("{:?}", like.hits.iter().map(|hit| (&hit.article_id, hit.score)).collect::<Vec<_>>()));
    said
}

fn assert_same(one: &Index, other: &Index) {
    let (one, other) = (answers(one), answers(other));
    assert!(one.iter().filter(|line| line.contains("a0")).count() > 40, "hardly anything was found: {one:#?}");
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one, other);
    }
}

fn segments(index: &Index) -> usize {
    index.readers().expect("readers")[0].searcher().segment_readers().len()
}

#[test]
fn an_index_in_pieces_answers_like_one_of_a_piece() {
    let all: Vec<Article> = (0..120).map(|n| town(n, 0)).collect();
    let whole = index_of(std::slice::from_ref(&all));
    let pieces: Vec<Vec<Article>> =
        [&all[90..], &all[..11], &all[11..13], &all[13..90]].map(<[Article]>::to_vec).into();
    let pieces = index_of(&pieces);
    assert_eq!((segments(&whole.1), segments(&pieces.1)), (1, 4));
    assert_same(&whole.1, &pieces.1);
}

#[test]
fn articles_that_were_replaced_or_deleted_leave_nothing_behind() {
    let last: Vec<Article> = (0..80).map(|n| town(n, usize::from(n % 9 == 0))).collect();
    let first: Vec<Article> = (0..100).map(|n| town(n, 0)).collect();
    let changed: Vec<Article> = last.iter().filter(|article| !first.contains(article)).cloned().collect();
    assert_eq!(changed.len(), 9);
    let (dir, index) = index_of(&[first, changed]);
    let mut writer = index.writer().expect("a writer");
    for n in 80..100 {
        writer.delete(&format!("a{n:03}"));
    }
    writer.commit(&state(3)).expect("room on the disk");
    writer.finish().expect("merges end");
    let changed = Index::open(dir.path(), "test").and_then(Index::ready).expect("an index");
    assert!(changed.readers().expect("readers")[0].searcher().segment_readers().iter().any(|s| s.has_deletes()));
    let made_anew = index_of(&[last]);
    assert_same(&made_anew.1, &changed);
}

/// Every page shows what the long list shows there, also where near-duplicates are folded and where articles that are
/// not about it are left out.
#[test]
fn pages_are_parts_of_one_list() {
    let mut all: Vec<Article> = (0..120).map(|n| town(n, 0)).collect();
    // the same release from three offices
    for n in 0..24 {
        let twin = town(n, 0);
        all.extend([1, 2].map(|office| Article { id: format!("b{office}-{}", twin.id), ..twin.clone() }));
    }
    let (_dir, index) = index_of(&[all]);
    let ids = |hits: Vec<crate::index::Hit>| hits.into_iter().map(|hit| hit.article_id).collect::<Vec<_>>();
    for query in ["갯벌 등대", "시장", "잇는 사업"] {
        for fold in [false, true] {
            let mut searcher = index.searcher(for_tests(), lexicon()).expect("a searcher");
            searcher.first.keep = 10;
            let node = parse(query).expect("a query");
            let mut page = |limit, offset| {
                let request = Request { fold, limit, offset, ..request() };
                ids(searcher.search(&node, &request).expect("an answer").hits)
            };
            let whole = page(500, 0);
            assert!(whole.len() > 9, "{query}: {}", whole.len());
            let pages: Vec<String> = (0..=whole.len() / 9).flat_map(|number| page(9, number * 9)).collect();
            assert_eq!(pages, whole, "{query} {fold}");
        }
    }
}
