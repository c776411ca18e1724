//! Records in JSON: a line each, in an array, one to a file.

use crate::containers::{events, gzip, outputs, page, ran};
use crate::tool::ARTICLE;

#[test]
fn json_lines_give_what_pipe_reads_and_tell_of_bad_lines() {
    let line = |id: &str| serde_json::json!({"id": id, "text": ARTICLE}).to_string();
    let with_url = serde_json::json!({"url": "http://example.org/p", "html": page(3), "text": "no"}).to_string();
    let lines = format!("\u{feff}{}\r\n\n{with_url}\nno\n{{\"id\": 4}}\n{}\n{}", line("../up"), line("a"), line("A"));
    let bytes = [lines.as_bytes(), b"\n{\"text\": \"caf\xe9\"}\n{\"text\": \" \"}"].concat();
    let (work, ran) = ran("l.jsonl", &bytes);
    let expected = [
        "l.jsonl#1 unchanged -",
        "l.jsonl#3 cleaned -",
        "l.jsonl#4 error bad-line",
        "l.jsonl#5 error bad-line",
        "l.jsonl#6 unchanged -",
        "l.jsonl#7 unchanged -",
        "l.jsonl#8 unchanged -",
        "l.jsonl#9 skipped no-content",
    ];
    assert_eq!(ran.events(), expected);
    assert_eq!(ran.code, Some(1));
    let names =
        ["l.jsonl/..%2Fup.txt", "l.jsonl/8.txt", "l.jsonl/A~2.txt", "l.jsonl/a.txt", "l.jsonl/example.org/p.txt"];
    assert_eq!(outputs(&work), names);
    assert_eq!(ran.json()[0]["member"], "../up");
    assert_eq!(events("unnamed.gz", &gzip(line("a").as_bytes())), ["unnamed.gz#1 unchanged -"]);
    let blank = serde_json::json!({"html": " ", "text": ARTICLE}).to_string();
    assert_eq!(events("blank.jsonl", blank.as_bytes()), ["blank.jsonl#1 unchanged -"]);
    assert_eq!(events("brace.txt", b"{\"Well,\" said the mayor, \"nobody came.\"}\n"), ["brace.txt unchanged -"]);
}

#[test]
fn an_array_of_nothing_is_no_article() {
    assert_eq!(events("l.json", b" [\n]\n"), ["l.json skipped no-documents"]);
    assert_eq!(events("l.txt", b"[] The bridge is open.\n"), ["l.txt unchanged -"]);
}

#[test]
fn an_array_of_records_is_read_as_they_are() {
    let records = serde_json::json!([
        {"id": "a", "text": ARTICLE, "tags": ["{", "\\\"}"]},
        {"url": "http://example.org/p", "html": page(3)},
        {"id": 4},
    ]);
    let pretty = serde_json::to_string_pretty(&records).unwrap();
    for text in [records.to_string(), pretty.clone(), format!("\u{feff} {pretty}")] {
        let (work, ran) = ran("l.json", text.as_bytes());
        assert_eq!(ran.events(), ["l.json#1 unchanged -", "l.json#2 cleaned -", "l.json#3 error bad-line"]);
        assert_eq!(outputs(&work), ["l.json/a.txt", "l.json/example.org/p.txt"]);
    }
    let cut = pretty.rfind('}').unwrap();
    let expected = ["l.json#1 unchanged -", "l.json#2 cleaned -", "l.json#3 error bad-line"];
    assert_eq!(events("l.json", &pretty.as_bytes()[..cut]), expected);
    for text in ["[{\"a\": 1}]", "[1, 2]", "[{\"text\": 5}, no]", "[sic] {\"text\": \"a\"}"] {
        assert!(events("l.json", text.as_bytes())[0].starts_with("l.json "), "{text}");
    }
}

#[test]
fn braces_between_the_records_of_an_array_hide_none() {
    let record = serde_json::json!({"text": ARTICLE}).to_string();
    let expected = ["l.json#1 unchanged -", "l.json#2 unchanged -"];
    for between in ["\"a { b\"", "\"}\"", "\"\\\" {\"", "\"\n"] {
        assert_eq!(events("l.json", format!("[{record}, {between}, {record}]").as_bytes()), expected, "{between}");
    }
    let hidden = events("l.json", format!("[{record}, \", {record}]").as_bytes());
    assert_eq!(hidden, ["l.json#1 unchanged -", "l.json#2 error bad-line"]);
}

#[test]
fn a_record_of_several_lines_is_read_as_one_of_one_line() {
    let record = serde_json::json!({"url": "http://example.org/p", "text": ARTICLE, "n": {"text": 1}});
    let pretty = serde_json::to_string_pretty(&record).unwrap();
    for text in [pretty.clone(), format!("\u{feff}{pretty}\n"), pretty.replace('\n', "\r\n")] {
        let (work, ran) = ran("p.json", text.as_bytes());
        assert_eq!(ran.events(), ["p.json#1 unchanged -"]);
        assert_eq!(outputs(&work), ["p.json/example.org/p.txt"]);
    }
    let two = format!("{pretty}\n{pretty}\n");
    assert_eq!(events("p.txt", two.as_bytes()), ["p.txt#1 unchanged -", "p.txt#2 unchanged -"]);
    // Longer than what is looked at to tell what a file is.
    let long = serde_json::to_string_pretty(&serde_json::json!({"text": ARTICLE.repeat(400)})).unwrap();
    assert_eq!(events("long.json", long.as_bytes()).len(), 1);
    assert!(events("long.json", long.as_bytes())[0].starts_with("long.json#1 "));
    for (text, what) in [
        (format!("{pretty}\n\nSo much for the form of a record."), "an article about one"),
        (pretty.replace("\"text\": \"", "\"words\": \""), "no document"),
        (long.replacen("text", "words", 1), "a long one without a document"),
    ] {
        assert!(events("p.json", text.as_bytes())[0].starts_with("p.json "), "{what}");
    }
}
