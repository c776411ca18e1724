//! The contract of the command: exit codes, one kind of data on stdout, errors in one line.

use std::io::Read;
use std::process::Stdio;

use crate::tool::{ARTICLE, Work};

fn sample() -> Work {
    Work::with(&[
        ("a.txt", ARTICLE.as_bytes()),
        ("latin.txt", b"Caf\xe9 owners met on Friday to talk about the new rules for the square.\n"),
    ])
}

#[test]
fn what_cannot_be_run_is_one_line_and_exit_2() {
    let work = sample();
    std::fs::create_dir(work.path("bare")).unwrap();
    let cases: [&[&str]; 30] = [
        &["clean", "--sample", "3"],
        &["nonsense"],
        &["clean", "--no-such-flag"],
        &["clean", "no-such-input"],
        &["clean", "bare"],
        &["clean", "--format", "doc"],
        &["clean", "--stages", "extract,decode"],
        &["clean", "--encoding", "no-such-charset"],
        &["clean", "--include", "a{"],
        &["explain", "raw"],
        &["clean", "--precision", "--recall"],
        &["clean", "--diff"],
        &["clean", "--links", "off"],
        &["clean", "--images", "on", "--format", "jsonl"],
        &["clean", "--seed", "3"],
        &["clean", "--seed", "3", "--dry-run"],
        &["clean", "--sort", "path"],
        &["clean", "--dry-run", "--diff", "--sort", "path"],
        &["clean", "-0"],
        &["clean", "raw", "-0"],
        &["clean", "--dry-run", "--diff", "--format", "md"],
        &["clean", "--check", "--diff", "--format", "jsonl"],
        &["clean", "--dry-run", "--json"],
        &["clean", "--check", "--diff", "--json"],
        &["clean", "-", "--json"],
        &["clean", "-", "raw"],
        &["clean", "raw", "-o", "-"],
        &["clean", "raw", "-o", "-", "--format", "jsonl", "--json"],
        &["explain", "no-such-file"],
        &["pipe", "--text-field", "html"],
    ];
    for args in cases {
        let ran = work.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{args:?}: {}", ran.err);
    }
    assert!(!work.path("cleaned").exists());
}

#[test]
fn a_name_in_an_error_does_not_steer_the_terminal() {
    let work = sample();
    let name = "a\u{1b}[31m\n\u{202e}b";
    let file = work.run(&["clean", name]);
    assert_eq!(
        (file.code, file.err.as_str()),
        (Some(2), "dehusk: a\\u{1b}[31m\\n\\u{202e}b: no such file or folder\n")
    );
    for args in
        [&["clean", "--config", name][..], &["clean", "--format", name], &["explain", name], &["rules", "test", name]]
    {
        let ran = work.run(args);
        assert_eq!(ran.code, Some(2), "{args:?}: {}", ran.err);
        assert!(!ran.err.contains(['\u{1b}', '\u{202e}']), "{args:?}: {:?}", ran.err);
    }
}

#[test]
#[cfg(unix)]
fn what_is_no_file_and_what_is_full_is_called_so() {
    let work = sample();
    let folder = work.run(&["explain", "raw"]).err;
    assert_eq!(folder, "dehusk: raw: this is a folder; name one file\n");
    for args in [&["clean", "/dev/stdin"][..], &["explain", "/dev/stdin"]] {
        let ran = work.run_with(args, ARTICLE.as_bytes());
        let told = "dehusk: /dev/stdin: a pipe is no input; give one document on stdin, with - in its place\n";
        assert_eq!((ran.code, ran.err.as_str()), (Some(2), told), "{args:?}");
    }
    if let Ok(full) = std::fs::File::options().write(true).open("/dev/full") {
        let ran = work.command(&["explain", "raw/a.txt"]).stdin(Stdio::null()).stdout(full).output().unwrap();
        let told = String::from_utf8(ran.stderr).unwrap();
        assert!(ran.status.code() == Some(2) && told.starts_with("dehusk: stdout: "), "{told}");
    }
    let ran = work.command(&["pipe"]).stdin(std::fs::File::open(work.path("raw")).unwrap()).output().unwrap();
    let told = String::from_utf8(ran.stderr).unwrap();
    assert!(ran.status.code() == Some(2) && told.starts_with("dehusk: stdin: "), "{told}");
}

#[test]
fn someone_new_is_told_what_to_do() {
    let work = Work::with(&[]);
    std::fs::remove_dir(work.path("raw")).unwrap();
    let ran = work.run(&["clean"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.starts_with("dehusk: no input named") && ran.err.contains("dehusk clean FOLDER -o"), "{}", ran.err);
    assert!(ran.err.lines().count() <= 5, "{}", ran.err);
    let bare = work.run(&[] as &[&str]);
    assert_eq!((bare.code, bare.out.as_str()), (Some(2), ""));
    assert!(bare.err.contains("Usage:") && bare.err.contains("clean") && bare.err.lines().count() < 25, "{}", bare.err);
    let named = work.run(&["clean", "raw"]);
    assert_eq!((named.code, named.err.as_str()), (Some(2), "dehusk: raw: no such file or folder\n"));
}

#[test]
fn the_output_is_never_inside_its_input() {
    let work = sample();
    work.put("raw/raw/b.txt", ARTICLE.as_bytes());
    for out in ["raw", "raw/out", "raw/../raw/new/folder", "."] {
        let before = work.tree("raw");
        let ran = work.run(&["clean", "raw", "-o", out]);
        assert_eq!(ran.code, Some(2), "{out}: {}", ran.err);
        assert_eq!(work.tree("raw"), before, "{out}");
    }
    assert_eq!(work.run(&["clean", "raw/a.txt", "-o", "raw"]).code, Some(2));
    assert_eq!(work.run(&["clean", "raw", "-o", "raw/out", "--dry-run"]).code, Some(0));
}

#[test]
fn default_folders_and_the_summary() {
    let work = sample();
    let ran = work.run(&["clean"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
    assert!(ran.err.contains("1 cleaned") && ran.err.contains("1 unchanged"), "{}", ran.err);
    assert_eq!(work.read("cleaned/a.txt"), ARTICLE);
    let quiet = work.run(&["clean", "-q"]);
    assert_eq!((quiet.code, quiet.err.as_str()), (Some(0), ""));
}

#[test]
fn a_preview_writes_nothing_and_check_tells_by_exit_code() {
    let work = sample();
    assert_eq!(work.run(&["clean", "--dry-run"]).code, Some(0));
    assert_eq!(work.run(&["clean", "--check"]).code, Some(1));
    assert_eq!(work.run(&["clean", "--check", "--exclude", "latin*"]).code, Some(0));
    work.put("husk/menu.txt", b"Home\nNews\nSport\nShare this article\n");
    assert_eq!(work.run(&["clean", "husk", "--check"]).code, Some(1), "nothing would be left");
    assert_eq!(work.run(&["clean", "--dry-run", "--diff", "--exclude", "latin*"]).out, "");
    assert!(!work.path("cleaned").exists());
}

#[test]
fn globs_choose_files_at_any_depth() {
    let work = sample();
    work.put("raw/deep/er/b.html", ARTICLE.as_bytes());
    work.put("raw/deep/drafts/c.html", ARTICLE.as_bytes());
    let ran = work.run(&["clean", "--json", "--include", "*.html", "--exclude", "**/drafts"]);
    assert_eq!(ran.json().len(), 1, "{}", ran.out);
    assert_eq!(ran.json()[0]["path"], "deep/er/b.html");
}

#[test]
fn one_document_goes_from_stdin_to_stdout() {
    let work = Work::with(&[]);
    let ran = work.run_with(&["clean", "-"], ARTICLE.as_bytes());
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), ARTICLE, ""));
    let empty = work.run_with(&["clean", "-"], b"");
    assert_eq!((empty.code, empty.out.as_str(), empty.err.as_str()), (Some(0), "", "skipped  -  empty\n"));
    let line = work.run_with(&["clean", "-", "--format", "jsonl"], ARTICLE.as_bytes());
    assert_eq!(line.json()[0]["id"], "-");
}

#[test]
fn decode_alone_keeps_the_text_and_its_line_ends() {
    let work = Work::with(&[("a.html", b"<p>caf\xe9</p>\r\n<b>x")]);
    let ran = work.run(&["clean", "--stages", "decode", "--encoding", "latin1"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(work.read("cleaned/a.html.txt"), "<p>café</p>\r\n<b>x");
}

#[test]
fn jsonl_is_one_stream_in_input_order() {
    let work = sample();
    work.put("raw/b/0.txt", ARTICLE.as_bytes());
    let ran = work.run(&["clean", "--format", "jsonl"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let stream = work.read("cleaned/articles.jsonl");
    let on_stdout = work.run(&["clean", "--format", "jsonl", "-o", "-"]);
    assert_eq!(on_stdout.out, stream);
    let ids: Vec<String> = on_stdout.json().iter().map(|line| line["id"].to_string()).collect();
    assert_eq!(ids, ["\"a.txt\"", "\"b/0.txt\"", "\"latin.txt\""]);
    assert_eq!(on_stdout.json()[0]["text"].as_str().unwrap().trim_end(), ARTICLE.trim_end());
    assert_eq!(on_stdout.json()[0]["metadata"]["charset"], "UTF-8");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let files: Vec<(String, &[u8])> = (0..400).map(|n| (format!("{n}.txt"), ARTICLE.as_bytes())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let work = Work::with(&files);
    let stream = ["clean", "-o", "-", "--format", "jsonl"];
    // Where files are missing then, the exit code says so.
    for (args, code) in [(&["clean", "--json"][..], 141), (&stream, 0), (&["completions", "bash"], 0)] {
        let mut child = work.command(args).stdin(Stdio::null()).spawn().unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(code), ""), "{args:?}");
    }
}

#[test]
fn explain_shows_the_charset_and_every_block() {
    let work = sample();
    let ran = work.run(&["explain", "raw/a.txt"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.starts_with("raw/a.txt: UTF-8, decided by "), "{}", ran.out);
    assert!(ran.out.contains("keep") && ran.out.contains("Nobody on the quay"), "{}", ran.out);
    let json = work.run(&["explain", "raw/a.txt", "--json"]).json();
    assert_eq!(json[0]["decoding"]["charset"], "UTF-8");
    let blocks = json[0]["blocks"].as_array().unwrap();
    assert_eq!(blocks[0]["source"]["start"], 0);
    assert!(blocks.iter().all(|block| block["verdict"] == "keep"));
}

#[test]
fn help_names_every_format_and_the_docs_are_there() {
    let work = Work::with(&[]);
    let help = work.run(&["clean", "--help"]);
    for format in dehusk::write::FORMATS {
        assert!(help.out.contains(&format!("- {}:", format.name)), "{}", help.out);
    }
    for command in ["clean", "pipe", "explain"] {
        let help = work.run(&[command, "--help"]).out;
        let (_, bounds) = help.split_once("Bounds:").expect(command);
        let is_bound = |line: &&str| line.contains("--max-") || line.contains("--in-flight");
        let options = bounds.lines().filter(|line| line.trim_start().starts_with('-'));
        assert!(options.clone().count() > 2 && options.clone().all(|line| is_bound(&line)), "{bounds}");
    }
    assert!(work.run(&["man"]).out.contains("dry\\-run"));
    assert!(work.run(&["completions", "bash"]).out.contains("--dry-run"));
    assert_eq!(work.run(&["--version"]).out, format!("dehusk {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn rules_are_listed_and_hold_on_their_examples() {
    let work = Work::with(&[]);
    let list = work.run(&["rules", "list"]);
    assert_eq!((list.code, list.out.lines().count()), (Some(0), dehusk::judge::rules::all().len()));
    let test = work.run(&["rules", "test"]);
    assert_eq!((test.code, test.out.as_str()), (Some(0), ""));
    work.put("junk.toml", b"[[rule]]\nid = 5\n");
    let wrong = work.run(&["rules", "test", "junk.toml"]);
    assert_eq!((wrong.code, wrong.err.lines().count()), (Some(2), 1), "{}", wrong.err);
}
