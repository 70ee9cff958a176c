//! Pages and fragments as they are found, and what must come out.

use super::*;

fn text_of(html: &str) -> String {
    fragment(html, &Limits::default())
}

#[test]
fn inline_tags_vanish_and_block_tags_end_a_line() {
    for (html, text) in [
        ("<p><span>수소</span><span>버스</span> <b>3</b>00대</p>", "수소버스 300대"),
        ("2030년까지<br>300대<br/>보급</br>끝", "2030년까지\n300대\n보급\n끝"),
        ("<p>하나</p><p>둘</p>", "하나\n\n둘"),
        ("<p>하나<p>둘", "하나\n\n둘"),
        ("<div>하나</div>둘<div>셋", "하나\n둘\n셋"),
        ("R&amp;D&nbsp;예산 &lt;10%&gt; &#8216;가&#8217;", "R&D 예산 <10%> ‘가’"),
        ("가\n  나\t다", "가 나 다"),
        ("<pre>가  나\n다</pre>", "가 나\n다"),
        ("<ul><li>하나<li>둘</ul><ol><li>① 셋</li></ol>", "• 하나\n• 둘\n\n① 셋"),
        ("가<script>2030년 100만개</script>나<style>p{}</style><!-- 주석 --><noscript>50%</noscript>", "가나"),
        ("가<div style='display : none'>숨김 30개</div><span hidden>20개</span><i aria-hidden=true>5</i>나", "가\n나"),
        ("<img src=a.jpg alt='가로 1196pixel'>본문<input value=3><select><option>5개</option></select>", "본문"),
        ("", ""),
    ] {
        assert_eq!(text_of(html), text, "{html}");
    }
}

#[test]
fn an_end_tag_closes_the_innermost_element_of_its_name() {
    assert_eq!(text_of("<span hidden>가<span>나</span>다</span>라"), "라");
    assert_eq!(text_of("<x-y hidden>가<x-y>나</x-y><x-z>다</x-z>라</x-y>마"), "마");
}

#[test]
fn cells_stay_apart() {
    let table = "<table><caption>연차별 목표</caption><thead><tr><th>구분<th>2025<th>2030</thead>\
        <tr><td>충전소</td><td>20</td><td><p>25</p><p>30곳</p></td></tr><tr><td>버스<td><td>300대</table>";
    assert_eq!(text_of(table), "연차별 목표\n\n구분\t2025\t2030\n충전소\t20\t25 30곳\n버스\t\t300대");
}

#[test]
fn boxes_and_layout_tables_flow_as_text() {
    assert_eq!(text_of("<table><tr><td><p>□ 하나</p><p>□ 둘</p></td></tr></table>끝"), "□ 하나\n\n□ 둘\n\n끝");
    let layout = "<table><tr><td>메뉴</td><td>본문<table><tr><td>가</td><td>1</td></tr></table></td></tr></table>";
    assert_eq!(text_of(layout), "메뉴\n본문\n\n가\t1");
}

#[test]
fn stray_tags_do_not_end_a_table() {
    assert_eq!(text_of("<table><tr><td>가</div></span></p></td><td>나</td></tr></table>"), "가\t나");
    assert_eq!(text_of("</div></table>가</td><tr>나"), "가\n나");
}

const PAGE: &str = r##"<!doctype html><html><head><meta charset="utf-8"><title>산촌 돌봄센터 20곳 연다 - 새빛일보</title>
<meta property="og:title" content="산촌 돌봄센터 20곳 연다"><meta property="og:site_name" content="새빛일보">
<meta property="article:published_time" content="2026-03-01T23:30:00Z"><link rel="canonical" href="https://example.org/1">
<script type="application/ld+json">{"datePublished": "2020-01-01"}</script></head>
<body class="menu-open"><header><h1 class="logo">새빛일보</h1></header>
<nav><a href="/a">정치</a><a href="/b">경제 100대 기업</a></nav>
<div class="wrap"><div id="gnb"><a href=1>하나</a> 회원 50만명</div>
<div id="articleBody"><h1>산촌 돌봄센터 20곳 연다</h1><p>산촌원은 2028년까지 <b>돌봄센터</b> 20곳을 연다고 2일 밝혔다.</p>
<table class="data"><tr><th>지역</th><th>목표</th></tr><tr><td>북부</td><td>12곳</td></tr><tr><td>남부</td><td>8곳</td></tr></table></div>
<div class="related"><ul><li><a href=3>지난해 30곳 문 닫아</a></li><li><a href=4>예산 5억</a></li></ul></div></div>
<footer>대표전화 1588-0000</footer></body></html>"##;

#[test]
fn a_news_page_gives_its_article_and_nothing_else() {
    let draft = page(PAGE, &Limits::default());
    assert_eq!(
        draft.text,
        "산촌 돌봄센터 20곳 연다\n\n산촌원은 2028년까지 돌봄센터 20곳을 연다고 2일 밝혔다.\n\n지역\t목표\n북부\t12곳\n남부\t8곳"
    );
    assert_eq!(draft.title.as_deref(), Some("산촌 돌봄센터 20곳 연다"));
    assert_eq!(draft.date, Some(jiff::civil::date(2026, 3, 2)), "the day in Korea");
    assert_eq!(draft.source.as_deref(), Some("새빛일보"));
    assert_eq!(draft.url.as_deref(), Some("https://example.org/1"));
}

#[test]
fn dates_of_pages() {
    for (head, date) in [
        ("<meta name='date' content='2026-03-02'>", Some((2026, 3, 2))),
        ("<META NAME=\"Date\" CONTENT=\"2026-03-02\">", Some((2026, 3, 2))),
        ("<time datetime='2026-03-02T09:00'>어제</time>", Some((2026, 3, 2))),
        ("<time>2026.03.02 09:00</time>", Some((2026, 3, 2))),
        (
            "<script type='application/ld+json'>[{\"@graph\":[{\"datePublished\":\"2026-03-02\"}]}]</script>",
            Some((2026, 3, 2)),
        ),
        ("<span itemprop=datePublished content='2026-03-02'></span>", Some((2026, 3, 2))),
        ("<meta name=viewport content='width=2026'>", None),
    ] {
        let draft = page(&format!("{head}<p>본문이다.</p>"), &Limits::default());
        assert_eq!(draft.date, date.map(|(y, m, d)| jiff::civil::date(y, m, d)), "{head}");
    }
}

#[test]
fn a_time_with_a_line_for_itself_is_a_byline_and_one_in_a_sentence_is_text() {
    let html = "<article><time>2026-03-02</time><p>센터는 <time>2028년 3월</time>까지 연다.</p></article>";
    assert_eq!(page(html, &Limits::default()).text, "센터는 2028년 3월까지 연다.");
}

#[test]
fn a_page_without_marks_keeps_everything() {
    let draft =
        page("<title>제목</title><center><font>제목</font></center><div>2030년까지 20곳</div>", &Limits::default());
    assert_eq!(draft.text, "제목\n2030년까지 20곳");
    let aside = page("<aside><p>2030년까지 20곳을 연다.</p></aside>", &Limits::default());
    assert_eq!(aside.text, "2030년까지 20곳을 연다.");
}

#[test]
fn nesting_a_hundred_thousand_deep_loses_no_text() {
    for tag in ["div", "b", "table><tr><td", "p", "ul><li", "svg"] {
        let name = tag.split('>').next().unwrap();
        let deep =
            format!("{}2030년까지 20곳{}", format!("<{tag}>").repeat(100_000), format!("</{name}>").repeat(100_000));
        let text = text_of(&deep);
        let expected = if tag == "svg" { "" } else { "2030년까지 20곳" };
        assert_eq!(text.trim_start_matches(['•', ' ']), expected, "{tag}");
    }
    let unclosed = format!("{}끝", "<i a=1><b>".repeat(100_000));
    assert_eq!(text_of(&unclosed), "끝");
}

#[test]
fn a_tag_with_a_hundred_thousand_attributes_is_read_in_linear_time() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=1")).collect();
    assert_eq!(text_of(&format!("<p{attributes} hidden>가</p><p>나</p>")), "나");
}

#[test]
fn markup_for_its_own_sake_does_not_fill_the_memory_and_loses_no_word() {
    let text = text_of(&format!("{}2030년까지<p>20곳", "<p>".repeat(2_100_000)));
    assert_eq!(text, "2030년까지 20곳");
}
