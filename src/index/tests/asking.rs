//! The many ways to ask for the same number, name or record.

use super::*;

const WRITTEN: [(&str, &str, &str, &str); 14] = [
    ("joined", "2025-01-01", "투자 계획", "산업통상부는 내년까지 3조5000억을 투자한다."),
    ("spaced", "2025-01-02", "융자 계획", "산업통상부는 내년까지 3조 5,000억원을 빌려준다."),
    ("decimal", "2025-01-03", "보증 계획", "산업통상부는 내년까지 3.5조원을 보증한다."),
    ("other", "2025-01-04", "다른 계획", "산업통상부는 내년까지 3조 6,000억원을 투자한다. 원 안에 5개를 둔다."),
    ("sign", "2025-02-01", "메탄 감축", "정부는 2030년까지 메탄을 30% 감축한다."),
    ("word", "2025-02-02", "분진 감축", "정부는 2030년까지 분진을 30퍼센트 감축한다."),
    ("short year", "2025-03-01", "쉼터 개소", "환경부는 ’24년 예산으로 쉼터 20곳을 열었다."),
    ("whole year", "2025-03-02", "숲길 개통", "환경부는 2024년 예산으로 숲길 20곳을 열었다."),
    ("dots", "2025-05-01", "협의회 출범", "민·관 협의회가 학교·병원의 인·허가를 줄인다."),
    ("letters", "2025-05-02", "협의회 출범", "민ㆍ관 협의회가 학교ㆍ병원의 인ㆍ허가를 줄인다."),
    ("plain", "2025-05-03", "협의회 출범", "민관 협의회가 학교 병원의 인허가를 줄인다."),
    ("light", "2025-05-04", "등대 점등", "항만공사는 섬에 AI 등대를 켠다. 밤에도 바다를 본다."),
    ("clever", "2025-05-05", "교실 개편", "학교는 인공지능(AI) 교실을 연다."),
    (
        "ministry",
        "2025-04-01",
        "스마트 공장 확산",
        "산업통상자원부는 2027년까지 스마트 공장 40곳을 짓는다. 예산은 「스마트공장 확산사업」으로 마련한다.",
    ),
];

fn written() -> &'static Index {
    static INDEX: OnceLock<(tempfile::TempDir, Index)> = OnceLock::new();
    let (_, index) = INDEX.get_or_init(|| {
        let dir = tempfile::tempdir().expect("a directory");
        let index = Index::create(dir.path(), "test").expect("an index");
        let articles: Vec<Article> =
            WRITTEN.iter().map(|(id, date, title, body)| article(id, date, title, body)).collect();
        fill(&index, &articles, 1);
        (dir, index)
    });
    index
}

/// The ids found, in the order of the alphabet.
fn all(query: &str) -> Vec<String> {
    let mut ids = ask(written(), query, &request());
    ids.sort();
    ids
}

#[test]
fn an_amount_is_asked_for_by_its_value_however_it_is_spelled() {
    let same = ["decimal", "joined", "spaced"];
    for query in [
        "\"3조5000억\"",
        "\"3.5조\"",
        "\"3.5조원\"",
        "\"3조 5,000억 원\"",
        "내년 AND 3조5천억원",
        "내년 AND 3조 5,000억 원",
        "3조 5천억 원 AND 내년",
        "(3.5조 원) 내년",
    ] {
        assert_eq!(all(query), same, "{query}");
    }
    assert_eq!(all("3.5조원 AND 보증"), ["decimal"]);
}

#[test]
fn a_share_is_one_with_its_sign_and_its_words() {
    for query in ["\"30% 감축\"", "\"30퍼센트 감축\"", "\"30프로 감축\"", "30프로 AND 감축", "３０％ AND 감축"]
    {
        assert_eq!(all(query), ["sign", "word"], "{query}");
    }
}

#[test]
fn a_year_of_two_digits_is_one_of_four() {
    for query in ["\"’24년 예산\"", "\"'24년 예산\"", "\"2024년 예산\"", "'24년 AND 예산"] {
        assert_eq!(all(query), ["short year", "whole year"], "{query}");
    }
}

#[test]
fn a_ministry_is_found_under_the_names_before_and_after() {
    for name in ["산업통상부", "산업부", "지식경제부", "산자부"] {
        assert_eq!(all(&format!("agency:{name} value:40")), ["ministry"], "{name}");
        assert_eq!(all(&format!("{name} AND 확산")), ["ministry"], "{name}");
    }
    // 산은 is a bank, but not in 예산은
    let mut searcher = written().searcher(for_tests(), lexicon()).expect("a searcher");
    let answer = searcher.search(&parse("예산은 쉼터").expect("a query"), &request()).expect("an answer");
    assert!(answer.expansions.is_empty(), "{:?}", answer.expansions);
}

#[test]
fn syllables_in_a_row_are_one_word_with_dots_and_without() {
    for query in ["민관 협의회", "민·관 협의회", "민ㆍ관 협의회", "민‧관 협의회", "民官 협의회", "\"민･관 협의회\""]
    {
        assert_eq!(all(query), ["dots", "letters", "plain"], "{query}");
    }
    for query in ["인허가 AND 줄인다", "인·허가 AND 줄인다", "인ㆍ허가 AND 줄인다"] {
        assert_eq!(all(query), ["dots", "letters", "plain"], "{query}");
    }
    // what stands behind ㆍ is a word
    assert_eq!(all("\"학교ㆍ병원\""), ["dots", "letters", "plain"]);
    assert_eq!(all("병원 AND 협의회"), ["dots", "letters", "plain"]);
}

#[test]
fn a_noun_that_looks_like_a_verb_is_a_noun() {
    let mut searcher = written().searcher(for_tests(), lexicon()).expect("a searcher");
    let mut words = |query: &str| {
        let answer = searcher.search(&parse(query).expect("a query"), &request()).expect("an answer");
        answer.words.into_iter().map(|word| (word.text, word.position)).collect::<Vec<_>>()
    };
    let is = |expected: &[(&str, u32)]| expected.iter().map(|(word, at)| ((*word).to_owned(), *at)).collect::<Vec<_>>();
    assert_eq!(words("정부 업무보고 일정"), is(&[("정부", 0), ("업무", 2), ("보고", 4), ("일정", 6)]));
    // a verb stays one
    assert_eq!(words("늘리고"), is(&[("늘리다", 0)]));
}

#[test]
fn a_joined_name_is_found_in_any_spacing_and_case() {
    for query in ["AI등대", "ai등대", "AI 등대 AND 켠다", "인공지능등대 AND 켠다", "\"AI 등대\""] {
        assert_eq!(all(query), ["light"], "{query}");
    }
}

#[test]
fn a_name_in_chinese_characters_is_found_by_its_reading() {
    assert_eq!(all("産業通商資源部"), ["ministry"]);
    assert_eq!(all("環境部 AND 豫算"), ["short year", "whole year"]);
}

#[test]
fn initials_may_be_typed_with_spaces() {
    assert_eq!(all("ㅅㅁㅌㄱㅈ"), ["ministry"]);
    assert_eq!(all("ㅅㅁㅌ ㄱㅈ"), ["ministry"]);
}

#[test]
fn records_are_found_across_spacing_and_programmes_by_the_targets_beside_them() {
    let mut searcher = written().searcher(for_tests(), lexicon()).expect("a searcher");
    let mut count = |query: &str, scope, sort| {
        let request = Request { sort, ..request() };
        searcher.search_records(&parse(query).expect("a query"), scope, &request).expect("an answer").total
    };
    for query in ["스마트공장", "스마트 공장", "스마트공장 AND agency:산업부", "스마트공장 value:40"]
    {
        assert_eq!(count(query, Scope::Targets, Sort::Relevance), 1, "{query}");
    }
    assert_eq!(count("스마트공장 agency:산업부", Scope::Programs, Sort::Relevance), 1);
    assert_eq!(count("스마트공장 agency:환경부", Scope::Programs, Sort::Relevance), 0);
    // in an order of their own, targets with some of the words would stand before those with all
    assert!(count("30% 감축", Scope::Targets, Sort::Relevance) >= 2);
    assert_eq!(count("메탄 감축", Scope::Targets, Sort::Value), 1);
}

#[test]
fn a_page_behind_the_last_is_empty() {
    let request = Request { offset: 10, ..request() };
    assert_eq!(ask(written(), "감축", &request), Vec::<String>::new());
}

#[test]
fn more_like_is_about_words_not_about_numbers() {
    let mut searcher = written().searcher(for_tests(), lexicon()).expect("a searcher");
    let (_, _, title, body) = WRITTEN[6];
    let like = searcher.more_like("short year", Some(title), body, &request()).expect("an answer");
    assert!(like.words.iter().all(|word| !word.text.chars().any(|c| c.is_ascii_digit())), "{:?}", like.words);
    assert!(like.hits.iter().all(|hit| hit.article_id != "short year"));
}
