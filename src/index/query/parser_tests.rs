use super::*;
use proptest::prelude::*;

fn word(text: &str) -> Node {
    Node::Word { text: text.to_owned(), span: Span::new(0, 0), prefix: false }
}

/// The tree without its spans, as one line.
fn shape(node: &Node) -> String {
    let row = |nodes: &[Node]| nodes.iter().map(shape).collect::<Vec<_>>().join(" ");
    match node {
        Node::Together(nodes) => format!("[{}]", row(nodes)),
        Node::And(nodes) => format!("and({})", row(nodes)),
        Node::Or(nodes) => format!("or({})", row(nodes)),
        Node::Not(node) => format!("not({})", shape(node)),
        Node::Word { text, prefix, .. } => format!("{text}{}", if *prefix { "*" } else { "" }),
        Node::Phrase { text, .. } => format!("\"{text}\""),
        Node::Field { condition, .. } => format!("{condition:?}"),
    }
}

#[test]
fn queries_become_trees() {
    for (query, expected) in [
        ("반도체", "반도체"),
        ("반도체 수출", "[반도체 수출]"),
        ("반도체 AND 수출 생산", "and(반도체 [수출 생산])"),
        ("가 AND 나 OR 다", "or(and(가 나) 다)"),
        ("(가 OR 나) 다 -라", "[or(가 나) 다 not(라)]"),
        ("(가 나) 다", "[and(가 나) 다]"),
        ("NOT 가", "not(가)"),
        ("\"AI 팩토리\" 확산", "[\"AI 팩토리\" 확산]"),
        ("반도체*", "반도체*"),
        ("반도체 | 수출 · 생산 -", "[반도체 수출 생산]"),
        ("30 % ㎡", "[30 % ㎡]"),
        ("AI(인공지능) 한-스페인", "[AI(인공지능) 한-스페인]"),
        ("(AI(인공지능) OR 로봇)", "or(AI(인공지능) 로봇)"),
        ("국내 발생 현황(6월 23일, 정례브리핑)", "[국내 발생 현황(6월 23일, 정례브리핑)]"),
        ("주제: 반도체 7:3 http://a.kr", "[주제: 반도체 7:3 http://a.kr]"),
        ("title:반도체 제목:\"AI 팩토리\"", "[Title(\"반도체\") Title(\"AI 팩토리\")]"),
        ("status:planned 상태:검토", "[Status(Planned) Status(Considered)]"),
        ("(unit:% OR unit:원)", "or(Unit(\"%\") Unit(\"원\"))"),
    ] {
        assert_eq!(shape(&parse(query).unwrap_or_else(|e| panic!("{query}: {e}"))), expected, "{query}");
    }
    assert_eq!(shape(&word("가")), "가");
}

#[test]
fn ranges_are_read() {
    let date = |query: &str| match parse(query) {
        Ok(Node::Field { condition: Condition::Date(r) | Condition::Deadline(r), .. }) => {
            format!(
                "{}..{}",
                r.first.map_or_else(String::new, |d| d.to_string()),
                r.last.map_or_else(String::new, |d| d.to_string())
            )
        }
        other => panic!("{query}: {other:?}"),
    };
    for (query, expected) in [
        ("date:2025", "2025-01-01..2025-12-31"),
        ("date:2025-01..2025-12", "2025-01-01..2025-12-31"),
        ("date:2024.2", "2024-02-01..2024-02-29"),
        ("date:2025-12-17", "2025-12-17..2025-12-17"),
        ("date:>2025", "2026-01-01.."),
        ("date:<2025-03", "..2025-02-28"),
        ("date:2025년3월~", "2025-03-01.."),
        ("deadline:..2030", "..2030-12-31"),
        ("deadline:<=2027-H1", "..2027-06-30"),
        ("deadline:'30", "2030-01-01..2030-12-31"),
        ("기한:2026-Q3", "2026-07-01..2026-09-30"),
    ] {
        assert_eq!(date(query), expected, "{query}");
    }
    let value = |query: &str| match parse(query) {
        Ok(Node::Field { condition: Condition::Value(r), .. }) => {
            let bound = |b: Option<(rust_decimal::Decimal, bool)>| {
                b.map_or_else(String::new, |(v, i)| format!("{v}{}", if i { "=" } else { "" }))
            };
            format!("{} {} {}", bound(r.low), bound(r.high), r.unit.unwrap_or_default())
        }
        other => panic!("{query}: {other:?}"),
    };
    for (query, expected) in [
        ("value:>1조", "1000000000000  "),
        ("value:>=3조5000억원", "3500000000000=  원"),
        ("value:100만..200만", "1000000= 2000000= "),
        ("value:\"3조 5,000억원\"", "3500000000000= 3500000000000= 원"),
        ("value:<30%", " 30 %"),
        ("값:..4,911", " 4911= "),
    ] {
        assert_eq!(value(query), expected, "{query}");
    }
}

#[test]
fn every_mistake_points_at_its_place_and_shows_a_right_form() {
    for (query, wrong, help) in [
        ("", "", "반도체 수출"),
        ("   ", "", "반도체 수출"),
        (" · |", "· |", "반도체 수출"),
        ("반도체 AND -", "AND", "반도체 AND 수출"),
        ("\"AI 팩토리", "\"", "\"AI 팩토리\""),
        ("반도체 AND", "AND", "반도체 AND 수출"),
        ("OR 반도체", "OR", "반도체 AND 수출"),
        ("반도체 AND OR 수출", "OR", "반도체 AND 수출"),
        ("(반도체 OR 배터리", "(", "(반도체 OR 배터리)"),
        ("가 ()", "()", "(반도체 OR 배터리)"),
        ("가 NOT", "NOT", "수출 NOT 반도체"),
        ("titel:반도체", "titel:", "title:"),
        ("colour:red", "colour:", "the fields are title"),
        ("title: 반도체", "title:", "title:\"AI 팩토리\""),
        ("value:많이", "많이", "value:>1조"),
        ("value:>", ">", "value:>1조"),
        ("value:2억..1억", "2억..1억", "value:100억..200억"),
        ("date:내일", "내일", "date:2025-03"),
        ("date:2025-13", "2025-13", "date:2025-03"),
        ("date:2026..2025", "2026..2025", "date:2025-01..2025-12"),
        ("deadline:..", "..", "deadline:..2030"),
        ("status:done", "done", "planned, considered"),
        ("title:(가 나)", "(가", "title:\"가\""),
        ("*", "*", "반도체*"),
    ] {
        let error = parse(query).expect_err(query);
        assert_eq!(error.span.of(query), wrong, "{query}: {error}");
        assert!(error.help.contains(help), "{query}: {error}");
        assert!(error.to_string().contains('^'), "{query}: {error}");
    }
}

#[test]
fn deep_and_long_queries_are_refused_not_crashed_on() {
    assert!(parse(&"(".repeat(5000)).is_err());
    assert!(parse(&"NOT ".repeat(2000)).is_err());
    assert!(parse(&"가 ".repeat(100_000)).is_err());
    assert!(parse(&format!("{}가{}", "(".repeat(20), ")".repeat(20))).is_ok());
}

proptest! {
    #[test]
    fn nothing_panics(query in "\\PC{0,60}") {
        if let Err(error) = parse(&query) {
            prop_assert!(query.is_char_boundary(error.span.start) && query.is_char_boundary(error.span.end));
            prop_assert!(error.to_string().contains(&error.help));
        }
    }

    #[test]
    fn nothing_panics_near_the_grammar(parts in proptest::collection::vec(
        proptest::sample::select(vec!["(", ")", "\"", "AND ", "OR ", "NOT ", "-", "가", "나 ", " ", "title:", "date:", "2025", "..", ">", "=", "value:", "1조", "5천만", "3,00", "*", "status:", "planned", "'", "년", "1.5", "~", "％", "\u{0}"]), 0..24)) {
        let query = parts.concat();
        if let Err(error) = parse(&query) {
            prop_assert!(query.is_char_boundary(error.span.start) && query.is_char_boundary(error.span.end));
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
