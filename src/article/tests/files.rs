//! Files and directories.

use super::*;

#[test]
fn directories_patterns_and_links() {
    let root = tempfile::tempdir().unwrap();
    let at = |path: &str| root.path().join(path);
    for directory in ["b/c", "empty", ".hidden"] {
        std::fs::create_dir_all(at(directory)).unwrap();
    }
    for file in
        ["2.txt", "10.jsonl", "README.md", ".secret.txt", "b/c/1.xml", "b/x.gold.jsonl", "b/p.bin", ".hidden/1.txt"]
    {
        std::fs::write(at(file), "본문이다.").unwrap();
    }
    let names = |argument: &str| -> Vec<String> {
        let arguments = [at(argument)];
        let found = inputs(&arguments).map(|found| match found {
            Ok(input) => input.path().unwrap().strip_prefix(root.path()).unwrap().display().to_string(),
            Err(error) => error.reason.to_string(),
        });
        found.collect()
    };
    assert_eq!(names(""), ["10.jsonl", "2.txt", "b/c/1.xml", "b/p.bin"]);
    assert_eq!(names("b/x.gold.jsonl"), ["b/x.gold.jsonl"]);
    assert_eq!(names("empty"), ["there are no articles in this directory"]);
    assert_eq!(names("*.txt"), ["2.txt"]);
    assert_eq!(names("**/*.xml"), ["b/c/1.xml"]);
    assert_eq!(names("b/*/*"), ["b/c/1.xml"]);
    assert_eq!(names("*.pdf"), ["no file matches this pattern"]);
    assert!(names("[").first().unwrap().starts_with("this is no valid pattern"));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(root.path(), at("b/loop")).unwrap();
        std::os::unix::fs::symlink(at("2.txt"), at("b/link.txt")).unwrap();
        std::os::unix::fs::symlink(at("gone"), at("b/dangling.txt")).unwrap();
        let found = names("b");
        assert_eq!(
            found,
            ["c/1.xml", "dangling", "link.txt", "p.bin"].map(|name| match name {
                "dangling" => "there is no such file or directory".to_owned(),
                name => format!("b/{name}"),
            })
        );
    }
}

proptest! {
    /// Whatever the bytes, a reader answers; and what it answers is an article with NFC text.
    #[test]
    fn no_bytes_make_a_reader_panic(
        start in prop::sample::select(vec!["", "<", "{\"", "[{", "<?xml ?><response>", "<html>", "date 2026-", "PK\x03\x04", "\u{feff}"]),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let bytes = [start.as_bytes(), &bytes].concat();
        for article in read(&bytes, &Hint::default()).into_iter().flatten() {
            prop_assert!(unicode_normalization::is_nfc(&article.text));
            prop_assert!(!article.text.trim().is_empty());
            prop_assert!(!article.id.is_empty());
        }
    }

    /// Markup in any disorder gives text without losing or gluing anything.
    #[test]
    fn no_markup_loses_a_word(tags in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div>", "</div>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<li>", "<ul>", "</ul>", "<b>", "</b>", "<br>", "</tr>",
    ]), 0..60)) {
        let markup: String = tags.iter().enumerate().map(|(n, tag)| format!("{tag}낱말{n:03}.")).collect();
        let text = html::page(&markup, &Limits::default()).text;
        for n in 0..tags.len() {
            let word = format!("낱말{n:03}.");
            prop_assert_eq!(text.matches(&word).count(), 1, "{} in {}", word, text);
        }
    }
}
