//! The floor as a whole: articles in, answers out.

use super::query::{Node, parse};
use super::{Index, Preparer, Request, State};
use crate::lexicon::Lexicon;
use crate::model::Article;
use crate::tokens::for_tests;

fn article(id: &str, title: Option<&str>, text: &str) -> Article {
    Article {
        id: id.to_owned(),
        date: None,
        title: title.map(str::to_owned),
        source: None,
        url: None,
        text: text.to_owned(),
        stub: false,
    }
}

#[test]
fn debug_single() {
    let dir = tempfile::tempdir().expect("a directory");
    let index = Index::create(dir.path(), "test").expect("an index");
    let mut preparer = Preparer::new(for_tests());
    let a = article("a", None, "산업통상부는 2030년까지 AI 팩토리 500개를 짓는다. 예산은 3조5000억 원이다.");
    let tokens = for_tests().worker().analyse(&a.text);
    let p = preparer.prepare(&a, &tokens, &[]);
    let mut writer = index.writer().expect("a writer");
    writer.add(p).expect("room");
    writer.commit(&State { store: "s".to_owned(), generation: 1 }).expect("a commit");
    let _ = (
        Node::plain("가"),
        parse("가"),
        Request::default(),
        State { store: String::new(), generation: 0 },
        Lexicon::built_in(),
    );
}
