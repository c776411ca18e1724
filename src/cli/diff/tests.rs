//! Diffs of small records, read by eye.

use std::borrow::Cow;

use super::*;
use crate::options::{Options, Stages};
use crate::write::Show;

/// `[…]` is cut, `|` is where a blank is put in, lines are blocks.
fn diff(marked: &str, show: fn(&Article, &str) -> String) -> String {
    let text: String = marked.chars().filter(|c| !matches!(c, '[' | ']' | '|')).collect();
    let mut cleaned = crate::clean(text.as_bytes(), &Options { stages: Stages::Extract, ..Options::default() });
    cleaned.extracted.text = text.clone();
    let (mut at, mut from) = (0, 0);
    for c in marked.chars() {
        let edit = |span, put, rule| Edit {
            span,
            replacement: Cow::Borrowed(put),
            cut: put.is_empty(),
            rule,
            confidence: 0.9,
        };
        match c {
            '[' => from = at,
            ']' => cleaned.edits.push(edit(from..at, "", "menu")),
            '|' => cleaned.edits.push(edit(at..at, " ", "join")),
            _ => at += c.len_utf8(),
        }
    }
    let text = cleaned.text();
    show(
        &Article {
            cleaned: &cleaned,
            text: &text,
            id: "a",
            path: "a",
            member: None,
            fetched: None,
            verbatim: false,
            show: Show::default(),
        },
        "a.txt",
    )
}

#[test]
fn whole_lines_go_and_mended_lines_are_replaced() {
    let shown = diff("[Home\nNews\n\n]One.|Two.\n\nThree.[\n\nShare]", plain);
    let expected = "--- a/a.txt\n+++ b/a.txt\n@@ -1,8 +1,3 @@ 1-2 menu; 4 join; 8 menu\n\
        -Home\n-News\n-\n-One.Two.\n+One. Two.\n \n Three.\n-\n-Share\n";
    assert_eq!(shown, expected);
}

#[test]
fn what_is_far_apart_makes_hunks_of_its_own() {
    let shown = diff("a|b\n1\n2\n3\n4\n5\n6\n7\nc|d\n1\n2\n3\n4\n5\n6\nx[y]\n", plain);
    let heads: Vec<&str> = shown.lines().filter(|line| line.starts_with("@@")).collect();
    assert_eq!(heads, ["@@ -1,4 +1,4 @@ 1 join", "@@ -6,11 +6,11 @@ 9 join; 16 menu"]);
}

#[test]
fn a_document_of_which_nothing_is_left_loses_its_file() {
    let shown = diff("[Home\nNews]", plain);
    assert_eq!(shown, "--- a/a.txt\n+++ /dev/null\n@@ -1,2 +0,0 @@ 1-2 menu\n-Home\n-News\n");
    assert_eq!(diff("Home", plain), "");
    assert_eq!(diff("Home", coloured), "");
}

#[test]
fn for_eyes_every_line_stands_once_with_its_reason() {
    let shown = diff("[Home\n]One.|Two.\n\u{1b}[Three", coloured);
    let seen = console::strip_ansi_codes(&shown).into_owned();
    assert_eq!(seen, "a.txt\nline 1\n- Home  [menu 0.90]\n~ One. Two.  [join 0.90]\n  \\u{1b}Three\n\n");
    assert!(shown.contains("\u{1b}[30m\u{1b}[42m \u{1b}[0m"), "{shown:?}");
}

#[test]
fn on_a_terminal_nothing_in_a_document_steers_it() {
    let shown = |colour, terminal| {
        diff("[\u{1b}2J\u{7}]One.|\u{202e}Two.\r\n\tTh\u{2066}ree.", view(Screen { colour, terminal, width: None }))
    };
    let patch = "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@ 1 menu; 1 join\n\
        -\u{1b}2J\u{7}One.\u{202e}Two.\r\n+One. \u{202e}Two.\r\n \tTh\u{2066}ree.\n";
    assert_eq!(shown(false, false), patch);
    let seen = "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@ 1 menu; 1 join\n\
        -\\u{1b}2J\\u{7}One.\\u{202e}Two.\\r\n+One. \\u{202e}Two.\\r\n \tTh\\u{2066}ree.\n";
    assert_eq!(shown(false, true), seen);
    let coloured = console::strip_ansi_codes(&shown(true, true)).into_owned();
    assert!(!coloured.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{2066}']), "{coloured:?}");
}
