//! `pipe`: order, every other field to the digit, bad lines, and answers before more input comes.

use std::io::{BufRead, BufReader, Write};

use serde_json::json;

use crate::tool::{ARTICLE, Work};

#[test]
fn other_fields_come_back_as_they_were() {
    let text = json!(ARTICLE);
    let line =
        format!("{{\"n\": 1.50e+3, \"text\": {text}, \"big\": 12345678901234567890123, \"o\": {{ \"x\" : [1,2] }}}}\n");
    let ran = Work::with(&[]).run_with(&["pipe"], line.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.starts_with("{\"n\":1.50e+3,\"text\":\"The old ferry"), "{}", ran.out);
    assert!(
        ran.out.contains(",\"big\":12345678901234567890123,\"o\":{ \"x\" : [1,2] },\"dehusk\":{\"kind\":\"text\""),
        "{}",
        ran.out
    );
}

#[test]
fn lines_keep_their_order_and_bad_ones_do_not_stop_it() {
    let mut lines = String::from("\u{feff}");
    for n in 0..500 {
        lines += &json!({"id": n, "text": ARTICLE.repeat(1 + n % 13)}).to_string();
        lines += "\n\n";
    }
    let mut bytes = lines.into_bytes();
    bytes.extend(b"{\"id\": 500, \"text\": \"caf\xe9\"}\nno object\n{\"id\": \"x\"}\n{\"id\": 7, \"text\": 5}\r\n{\"id\":8,\"text\":\" \"}");
    for threads in ["1", "8"] {
        let ran = Work::with(&[]).run_with(&["pipe", "-j", threads], &bytes);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        let answers = ran.json();
        assert_eq!(answers.len(), 505);
        assert!(answers.iter().take(500).enumerate().all(|(n, answer)| answer["id"] == n));
        let bad: Vec<_> =
            answers[500..504].iter().map(|a| (a["line"].clone(), a["id"].clone(), a["error"].is_string())).collect();
        let expected = [
            (json!(1001), json!(null), true),
            (json!(1002), json!(null), true),
            (json!(1003), json!("x"), true),
            (json!(1004), json!(7), true),
        ];
        assert_eq!(bad, expected);
        assert_eq!((&answers[504]["text"], &answers[504]["dehusk"]["reason"]), (&json!(""), &json!("no-content")));
    }
}

#[test]
fn html_wins_and_fields_have_other_names() {
    let page = format!("<p>{ARTICLE}</p>");
    let line = json!({"key": "k", "page": page, "body": "old"}).to_string();
    let args = ["pipe", "--html-field", "page", "--text-field", "body", "--id-field", "key", "--keep-original", "was"];
    let ran = Work::with(&[]).run_with(&args, line.as_bytes());
    let answer = &ran.json()[0];
    assert_eq!(answer["was"], "old");
    assert_eq!(answer["page"], json!(page));
    assert!(answer["body"].as_str().unwrap().contains("The old ferry"), "{}", ran.out);
    let again = Work::with(&[]).run_with(&args, ran.out.as_bytes());
    assert_eq!((again.code, &again.json()[0]["id"]), (Some(1), &json!("k")));
}

#[test]
fn the_text_is_read_where_the_page_is_blank() {
    let work = Work::with(&[]);
    for html in ["", " \n"] {
        let line = json!({"html": html, "text": ARTICLE}).to_string();
        let ran = work.run_with(&["pipe"], line.as_bytes());
        assert_eq!(ran.json()[0]["text"].as_str().map(str::trim_end), Some(ARTICLE.trim_end()), "{html:?}");
    }
    let ran = work.run_with(&["pipe"], b"{\"html\":\"\"}\n{\"html\":\" \",\"text\":null}");
    assert!(ran.code == Some(0) && ran.json().iter().all(|answer| answer["text"] == ""), "{}", ran.out);
}

#[test]
fn half_of_a_surrogate_pair_is_told_of_and_costs_nothing_else() {
    let line = r#"{"id":"\ud83d","text":"The ferry sails at noon on Monday, with forty people on board \ud83d","n":1}"#;
    let ran = Work::with(&[]).run_with(&["pipe"], line.as_bytes());
    let text = "The ferry sails at noon on Monday, with forty people on board \u{fffd}";
    assert!(ran.code == Some(0) && ran.out.starts_with(r#"{"id":"\ud83d","text":"#), "{}", ran.out);
    let answer = ran.out.replacen(r"\ud83d", "", 1);
    let answer: serde_json::Value = serde_json::from_str(answer.trim()).unwrap();
    assert_eq!((&answer["text"], &answer["n"]), (&json!(text), &json!(1)));
    assert_eq!(answer["dehusk"]["notes"], json!(["lone-surrogate"]));
    let work = Work::with(&[("x.jsonl", line.as_bytes())]);
    assert_eq!(work.run(&["clean", "--json"]).json()[0]["notes"][0]["code"], "lone-surrogate");
}

#[test]
fn numbers_that_json_does_not_have_come_back_as_null() {
    let line = json!({"id": 6, "author": "X", "text": ARTICLE}).to_string().replace("\"X\"", "NaN");
    let ran = Work::with(&[]).run_with(&["pipe"], line.as_bytes());
    assert_eq!((ran.code, &ran.json()[0]["author"]), (Some(0), &json!(null)));
    assert_eq!(ran.json()[0]["text"].as_str().map(str::trim_end), Some(ARTICLE.trim_end()));
    let work = Work::with(&[("x.jsonl", line.as_bytes())]);
    assert_eq!(work.run(&["clean", "--json"]).events(), ["x.jsonl#1 unchanged -"]);
}

#[test]
fn comments_are_given_when_asked_for() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/raw/small-web/letterpress.html")).unwrap();
    let line = json!({"html": page}).to_string();
    let work = Work::with(&[("page.html", page.as_bytes())]);
    let stream = work.run(&["clean", "--comments", "--format", "jsonl", "-o", "-"]);
    let comments = &stream.json()[0]["comments"];
    assert!(comments[0]["text"].is_string(), "{}", stream.out);
    assert_eq!(&work.run_with(&["pipe", "--comments"], line.as_bytes()).json()[0]["dehusk"]["comments"], comments);
    assert!(work.run_with(&["pipe"], line.as_bytes()).json()[0]["dehusk"].get("comments").is_none());
}

#[test]
fn the_stream_may_have_another_encoding() {
    let ran = Work::with(&[]).run_with(&["pipe", "--encoding", "windows-1252"], b"{\"id\":\"\xe9\",\"text\":\"\"}\n");
    assert_eq!(ran.json()[0]["id"], "é");
    assert_eq!(Work::with(&[]).run(&["pipe", "--encoding", "utf-16le"]).code, Some(2));
}

#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    let work = Work::with(&[]);
    let mut child = work.command(&["pipe"]).spawn().unwrap();
    let mut to = child.stdin.take().unwrap();
    let mut from = BufReader::new(child.stdout.take().unwrap());
    for n in 0..3 {
        writeln!(to, "{}", json!({"id": n, "text": ARTICLE})).unwrap();
        let mut answer = String::new();
        from.read_line(&mut answer).unwrap();
        assert!(answer.starts_with(&format!("{{\"id\":{n},")), "{answer}");
    }
    drop(to);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let work = Work::with(&[]);
    let mut child = work.command(&["pipe"]).spawn().unwrap();
    drop(child.stdout.take());
    let mut to = child.stdin.take().unwrap();
    let line = json!({"text": ARTICLE}).to_string() + "\n";
    let _closed_early = to.write_all(line.repeat(100).as_bytes());
    drop(to);
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}
