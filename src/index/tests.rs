//! The floor as a whole: articles in, answers out.

mod asking;
mod damage;
mod segments;

use super::query::{Node, parse};
use super::{FacetName, Index, IndexError, Preparer, Request, Scope, Sort, State};
use crate::lexicon::Lexicon;
use crate::model::Article;
use crate::records;
use crate::tokens::for_tests;
use std::sync::OnceLock;

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::built_in().expect("the built-in dictionaries are right"))
}

fn article(id: &str, date: &str, title: &str, body: &str) -> Article {
    Article {
        id: id.to_owned(),
        date: date.parse().ok(),
        title: Some(title.to_owned()),
        source: Some("산업통상부".to_owned()),
        url: None,
        text: format!("{title}\n\n{body}"),
        stub: false,
    }
}

const SMALL: [(&str, &str, &str, &str); 12] = [
    (
        "factory",
        "2025-12-17",
        "제조 현장에 AI 팩토리 확산",
        "산업통상부는 2030년까지 AI 팩토리 500개를 구축한다. 예산은 3조 5,000억 원을 투입할 계획이다.",
    ),
    (
        "ships",
        "2025-11-02",
        "자율운항 선박 실증 착수",
        "해양수산부는 2027년까지 자율운항 선박 12척을 실증한다. 참여 기업은 30퍼센트를 부담한다.",
    ),
    ("pay", "2024-03-05", "비급여 진료 관리 강화", "보건복지부는 비급여 항목 보고를 의무화한다."),
    ("allowance", "2024-05-09", "구직 급여 신청 안내", "고용노동부는 급여 신청 절차를 줄인다."),
    (
        "chips",
        "2024-07-01",
        "반도체 인력 양성",
        "과학기술정보통신부는 2028년까지 반도체 인력 3만 명을 양성할 계획이다. 정보통신기술(ICT) 대학을 지정한다.",
    ),
    ("ict", "2025-01-20", "수출 동향", "지난달 ICT 수출은 늘었다. 컴퓨터와 휴대전화가 이끌었다."),
    ("hanja", "2025-02-11", "韓美 정상 회담 준비", "두 나라는 조선 협력을 논의한다."),
    ("daily-1", "2025-03-09", "감염병 발생 현황(3.9.)", "3월 9일 0시 기준 새 환자는 12명이다."),
    ("daily-2", "2025-09-03", "감염병 발생 현황(9.3.)", "9월 3일 0시 기준 새 환자는 12명이다."),
    ("weekly", "2025-09-11", "제20차 감염병 회의", "한국감염병연구원(원장 김목표, 이하 ‘한감연’)은 20차 회의를 연다."),
    (
        "joint-1",
        "2025-06-03",
        "섬 지역 응급 의료 헬기 배치",
        "섬과 산간에 사는 주민이 한 시간 안에 병원에 닿도록 응급 의료 전용 헬기를 새로 배치한다. 권역 응급 의료 센터는 의료진을 함께 태우고, 소방과 해경은 착륙장을 나누어 쓴다. 내년부터는 야간 비행도 시작하여 하루 종일 환자를 옮길 수 있게 된다.",
    ),
    (
        "joint-2",
        "2025-06-03",
        "(공동) 섬 지역 응급 의료 헬기 배치",
        "섬과 산간에 사는 주민이 한 시간 안에 병원에 닿도록 응급 의료 전용 헬기를 새로 배치한다. 권역 응급 의료 센터는 의료진을 함께 태우고, 소방과 해경은 착륙장을 나누어 쓴다. 내년부터는 야간 비행도 시작하여 하루 종일 환자를 옮길 수 있게 된다.",
    ),
];

/// An index of [`SMALL`], shared by the tests that only ask.
fn small() -> &'static Index {
    static INDEX: OnceLock<(tempfile::TempDir, Index)> = OnceLock::new();
    let (_, index) = INDEX.get_or_init(|| {
        let dir = tempfile::tempdir().expect("a directory");
        let index = Index::create(dir.path(), "test").expect("an index");
        let articles: Vec<Article> =
            SMALL.iter().map(|(id, date, title, body)| article(id, date, title, body)).collect();
        fill(&index, &articles, 1);
        (dir, index)
    });
    index
}

fn state(generation: i64) -> State {
    State { store: "store".to_owned(), generation }
}

fn fill(index: &Index, articles: &[Article], generation: i64) {
    let mut writer = index.writer().expect("a writer");
    let (mut worker, mut preparer) = (for_tests().worker(), Preparer::new(for_tests()));
    for article in articles {
        let tokens = worker.analyse(&article.text);
        let records = records::extract(article, &tokens, lexicon());
        writer.replace(preparer.prepare(article, &tokens, &records)).expect("room on the disk");
    }
    writer.commit(&state(generation)).expect("room on the disk");
    writer.finish().expect("merges end");
}

fn request() -> Request {
    Request { limit: 10, details: true, ..Request::default() }
}

/// The ids found, best first.
fn ask(index: &Index, query: &str, request: &Request) -> Vec<String> {
    let node = parse(query).unwrap_or_else(|error| panic!("{error}"));
    let answer = index.searcher(for_tests(), lexicon()).and_then(|mut s| s.search(&node, request));
    answer.unwrap_or_else(|error| panic!("{query}: {error}")).hits.into_iter().map(|hit| hit.article_id).collect()
}

#[test]
fn the_meant_article_comes_first() {
    for (query, first) in [
        ("AI 팩토리", "factory"),
        ("AI팩토리", "factory"),
        ("ＡＩ 팩토리", "factory"),
        ("ai 팩토리 확산", "factory"),
        ("자율운항선박", "ships"),
        ("비급여", "pay"),
        ("구직 급여", "allowance"),
        ("3조5000억", "factory"),
        ("3.5조", "factory"),
        ("예산 3조 5,000억원 투입", "factory"),
        ("30%", "ships"),
        ("30프로", "ships"),
        ("과기정통부 인력", "chips"),
        ("한미 정상", "hanja"),
        ("반도체 인력 양상", "chips"),
        ("구축하는 팩토리", "factory"),
        ("\u{1107}\u{1161}\u{11ab}\u{1103}\u{1169}\u{110e}\u{1166}", "chips"), // 반도체, typed on macOS
    ] {
        assert_eq!(ask(small(), query, &request()).first().map(String::as_str), Some(first), "{query}");
    }
}

#[test]
fn days_are_values() {
    for (query, first) in [
        ("감염병 현황 9.3.", "daily-2"),
        ("감염병 현황(3. 9.)", "daily-1"),
        ("3월 9일 감염병 현황", "daily-1"),
        ("2025년 9월 감염병 발생 현황", "daily-2"),
        ("감염병 20차", "weekly"),
        ("7월 1일 인력", "chips"), // the day of publication
    ] {
        assert_eq!(ask(small(), query, &request()).first().map(String::as_str), Some(first), "{query}");
    }
    assert_eq!(ask(small(), "\"3월 9일\"", &request()), ["daily-1"]);
}

#[test]
fn a_wrong_syllable_is_corrected_and_told() {
    let mut searcher = small().searcher(for_tests(), lexicon()).expect("a searcher");
    let mut search = |query: &str| searcher.search(&parse(query).expect("a query"), &request()).expect("an answer");
    for (typed, instead, first) in
        [("반도채", "반도체", "chips"), ("반도ㅊ", "반도체", "chips"), ("자율윤항을", "자율운항", "ships")]
    {
        let answer = search(typed);
        assert_eq!(answer.hits.first().map(|hit| hit.article_id.as_str()), Some(first), "{typed}");
        assert_eq!(answer.corrections.iter().map(|c| c.instead.as_str()).collect::<Vec<_>>(), [instead], "{typed}");
    }
    assert!(search("반도체").corrections.is_empty());
    let nonsense = search("쿠쿠루삥뽕");
    assert!(nonsense.hits.is_empty() && nonsense.corrections.is_empty());
}

#[test]
fn beginnings_of_words_are_ranked_and_marked() {
    let mut searcher = small().searcher(for_tests(), lexicon()).expect("a searcher");
    let answer = searcher.search(&parse("반도*").expect("a query"), &request()).expect("an answer");
    assert!(answer.hits[0].score > 0.0 && !answer.hits[0].found.is_empty());
}

#[test]
fn short_forms_come_from_the_brackets() {
    assert_eq!(ask(small(), "한감연 AND 회의", &request()), ["weekly"]);
    let mut searcher = small().searcher(for_tests(), lexicon()).expect("a searcher");
    let answer = searcher.search(&parse("한감연").expect("a query"), &request()).expect("an answer");
    assert!(answer.expansions.iter().any(|e| e.also == "한국감염병연구원"), "{:?}", answer.expansions);
}

#[test]
fn what_nothing_meets_is_told() {
    let mut searcher = small().searcher(for_tests(), lexicon()).expect("a searcher");
    let node = parse("agency:산통부 unit:개").expect("a query");
    let alone = searcher.conditions_alone(&node).expect("an answer");
    assert_eq!((alone.len(), alone[0].articles), (2, 0));
    assert!(alone[0].near.contains(&"agency:산업통상부".to_owned()), "{alone:?}");
    assert!(alone[1].articles > 0 && alone[1].near.is_empty());
}

#[test]
fn targets_that_meet_the_conditions_are_named() {
    let mut searcher = small().searcher(for_tests(), lexicon()).expect("a searcher");
    let answer = searcher.search(&parse("value:500 unit:개").expect("a query"), &request()).expect("an answer");
    assert_eq!((answer.hits.len(), answer.hits[0].targets.len()), (1, 1));
}

#[test]
fn conditions_hold() {
    for (query, expected) in [
        ("\"AI 팩토리\"", vec!["factory"]),
        ("\"팩토리 AI\"", vec![]),
        ("비급여 NOT 진료", vec![]),
        ("급여 AND 신청", vec!["allowance"]),
        ("(선박 OR 반도체) date:2025", vec!["ships"]),
        ("title:반도체", vec!["chips"]),
        ("자율*", vec!["ships"]),
        ("value:500 unit:개", vec!["factory"]),
        ("value:>=3.5조원", vec!["factory"]),
        ("value:12 deadline:..2027", vec!["ships"]),
        ("value:12 deadline:..2026", vec![]),
        ("agency:과기정통부", vec!["chips"]),
        ("status:planned value:3만", vec!["chips"]),
        ("date:2024-05..2024-12 인력", vec!["chips"]),
    ] {
        let mut found = ask(small(), query, &request());
        found.sort();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn other_names_are_looked_for_and_told() {
    let node = parse("정보통신기술 수출").expect("a query");
    let mut searcher = small().searcher(for_tests(), lexicon()).expect("a searcher");
    let answer = searcher.search(&node, &request()).expect("an answer");
    assert!(answer.hits.iter().any(|hit| hit.article_id == "ict"));
    assert_eq!(ask(small(), "정보통신기술 AND 수출", &request()), ["ict"]);
    assert!(answer.expansions.iter().any(|e| e.also == "ICT"), "{:?}", answer.expansions);
    let names: Vec<String> = searcher.suggest("ㅂㄷㅊ", 5).expect("names").into_iter().map(|n| n.0).collect();
    assert!(names.contains(&"반도체".to_owned()), "{names:?}");
    assert_eq!(searcher.suggest("반도ㅊ", 1).expect("names")[0].0, "반도체");
    assert_eq!(ask(small(), "ㅂㄷㅊ", &request()), ["chips"]);
    let near = searcher.near_names(&Node::plain("반도채"), 3).expect("names");
    assert!(near.contains(&"반도체".to_owned()), "{near:?}");
}

#[test]
fn near_duplicates_are_one_hit_with_the_other_named() {
    let node = parse("섬 응급 헬기").expect("a query");
    let mut searcher = small().searcher(for_tests(), lexicon()).expect("a searcher");
    let folded = searcher.search(&node, &Request { fold: true, ..request() }).expect("an answer");
    let joint: Vec<_> = folded.hits.iter().filter(|hit| hit.article_id.starts_with("joint")).collect();
    assert_eq!(joint.len(), 1);
    assert_eq!(joint[0].duplicates.len(), 1);
    let all = searcher.search(&node, &request()).expect("an answer");
    assert_eq!(all.hits.iter().filter(|hit| hit.article_id.starts_with("joint")).count(), 2);
}

#[test]
fn orders_pages_facets_and_records() {
    let sorted = ask(small(), "date:2025", &Request { sort: Sort::Date, ..request() });
    assert_eq!(sorted.first().map(String::as_str), Some("factory"));
    assert_eq!(
        ask(small(), "date:2025", &Request { sort: Sort::Date, offset: 1, limit: 1, ..request() }),
        sorted[1..2]
    );
    assert_eq!(ask(small(), "status:planned", &Request { sort: Sort::Value, ..request() })[0], "factory");
    let mut searcher = small().searcher(for_tests(), lexicon()).expect("a searcher");
    let node = parse("status:planned").expect("a query");
    let facets = Request { facets: vec![FacetName::DeadlineYear, FacetName::Unit], ..request() };
    let answer = searcher.search(&node, &facets).expect("an answer");
    let years: Vec<&str> =
        answer.facets.iter().filter(|f| f.facet == FacetName::DeadlineYear).map(|f| f.value.as_str()).collect();
    assert!(years.contains(&"2030") && years.contains(&"2027") && years.contains(&"2028"), "{years:?}");
    let targets =
        searcher.search_records(&parse("반도체").expect("a query"), Scope::Targets, &facets).expect("an answer");
    assert_eq!(targets.total, 1);
    let like = searcher
        .more_like("chips", None, "정보통신기술 인력을 반도체 대학에서 양성한다", &request())
        .expect("an answer");
    assert!(like.hits.iter().all(|hit| hit.article_id != "chips"));
}

#[test]
fn a_changed_article_is_found_by_its_new_words_only() {
    let dir = tempfile::tempdir().expect("a directory");
    let index = Index::create(dir.path(), "test").expect("an index");
    fill(&index, &[article("one", "2025-01-01", "옛 제목", "수소 버스를 늘린다.")], 1);
    let opened = Index::open(dir.path(), "test").expect("an index");
    assert_eq!(opened.state(), Some(&state(1)));
    fill(&opened, &[article("one", "2025-01-02", "새 제목", "전기 트럭을 늘린다.")], 2);
    let opened = Index::open(dir.path(), "test").expect("an index");
    assert_eq!(ask(&opened, "수소", &request()), Vec::<String>::new());
    assert_eq!(ask(&opened, "트럭", &request()), ["one"]);
    let mut writer = opened.writer().expect("a writer");
    writer.delete("one");
    writer.commit(&state(3)).expect("room on the disk");
    assert_eq!(ask(&Index::open(dir.path(), "test").expect("an index"), "트럭", &request()), Vec::<String>::new());
}

#[test]
fn another_version_or_other_dictionaries_or_damage_want_a_rebuild() {
    let dir = tempfile::tempdir().expect("a directory");
    assert!(matches!(Index::open(dir.path(), "test"), Err(IndexError::Missing(_))));
    let index = Index::create(dir.path(), "test").expect("an index");
    fill(&index, &[article("one", "2025-01-01", "제목", "수소 버스를 늘린다.")], 1);
    assert!(matches!(Index::open(dir.path(), "other dictionaries"), Err(IndexError::Outdated { .. })));
    // an index of an older release says so in its commit
    let meta = dir.path().join("articles/meta.json");
    let text = std::fs::read_to_string(&meta).expect("a file");
    let older = text.replace("\\\"version\\\":", "\\\"version\\\":9");
    assert_ne!(text, older, "the payload names its version");
    std::fs::write(&meta, older).expect("a file");
    assert!(matches!(Index::open(dir.path(), "test"), Err(IndexError::Outdated { .. })));
    std::fs::write(&meta, "{ half a fi").expect("a file");
    let error = Index::open(dir.path(), "test").err().expect("it is damaged");
    assert!(error.wants_rebuild(), "{error}");
    Index::create(dir.path(), "test").expect("a new index in its place");
    assert!(Index::open(dir.path(), "test").is_ok());
}

/// What common terms are skipped for must not change the answer.
#[test]
fn skipping_finds_the_same() {
    let dir = tempfile::tempdir().expect("a directory");
    let index = Index::create(dir.path(), "test").expect("an index");
    let things = ["갯벌", "숲길", "등대", "철도", "시장", "학교", "공원", "항만", "마을", "논밭", "온실"];
    let articles: Vec<Article> = (0..400)
        .map(|n| {
            let thing = |k: usize| things[(n * 7 + k * k * 3 + n / 11) % things.len()];
            let body = format!(
                "시는 {}과 {}을 잇는 사업을 내년까지 {}곳에 편다. 주민은 {}에서 {}을 돌본다.",
                thing(0),
                thing(1),
                n % 37 + 1,
                thing(2),
                thing(3)
            );
            article(&format!("a{n:03}"), "2025-01-01", &format!("{} {} 잇기 {}차", thing(1), thing(4), n % 53), &body)
        })
        .collect();
    fill(&index, &articles, 1);
    let mut searcher = index.searcher(for_tests(), lexicon()).expect("a searcher");
    for (query, most) in [
        ("갯벌 등대 잇기 7차", 10),
        ("마을과 온실을 잇는 사업", 10),
        ("주민이 돌보는 숲길 항만 시장", 10),
        ("학교 12곳", 10),
        // what the conditions leave is far from the best of all
        ("사업 예산 주민 title:3차", 8),
        ("잇는 사업 주민 (title:11차 OR title:12차)", 10),
    ] {
        let node = parse(query).expect("a query");
        let mut hits = Vec::new();
        for skip_from in [u32::MAX, 0] {
            (searcher.first.skip_from, searcher.first.keep) = (skip_from, 15);
            let answer = searcher.search(&node, &Request { details: false, ..request() }).expect("an answer");
            hits.push(answer.hits.into_iter().map(|hit| (hit.article_id, hit.score)).collect::<Vec<_>>());
        }
        assert_eq!(hits[0].len(), most, "{query}");
        assert_eq!(hits[0], hits[1], "{query}");
    }
}
