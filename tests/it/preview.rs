//! The preview shows what the run does: the same counts and reasons, and its diff makes the same files.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::tool::{ARTICLE, Ran, Work};

fn samples() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("raw").to_str().unwrap().to_owned()
}

/// The lines of the table.
fn rows(ran: &Ran) -> Vec<&str> {
    ran.out.lines().skip(1).take_while(|line| !line.is_empty()).filter(|line| !line.starts_with(' ')).collect()
}

/// Numbers of places and words by reason, from the second table.
fn totals(ran: &Ran) -> BTreeMap<String, (u64, u64)> {
    let table = ran.out.lines().skip_while(|line| !line.starts_with("reason ")).skip(1);
    let line = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        (words[0].to_owned(), (words[1].parse().unwrap(), words[2].parse().unwrap()))
    };
    table.take_while(|line| !line.is_empty()).map(line).collect()
}

#[test]
fn counts_and_reasons_are_those_of_the_run() {
    let work = Work::with(&[]);
    let preview = work.run(&["clean", &samples(), "--dry-run", "--sort", "path"]);
    let events = work.run(&["clean", &samples(), "--json", "-o", "out"]).json();
    let rows = rows(&preview);
    assert!(rows.len() >= 20 && rows.len() == events.len(), "{}", preview.out);
    let mut sums: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (row, event) in rows.iter().zip(&events) {
        let (kept, cut) = (event["words_kept"].as_u64().unwrap(), event["words_cut"].as_u64().unwrap());
        let share = 100.0 * cut as f64 / (kept + cut) as f64;
        let (status, mends) = (event["status"].as_str().unwrap(), &event["mends"]);
        let (sure, path) = (event["confidence"].as_f64().unwrap(), event["path"].as_str().unwrap());
        let told = row.split_whitespace().collect::<Vec<_>>().join(" ");
        let want = format!("{status} {kept} {cut} {share:.0} % {mends} {sure:.2} {path}");
        assert!(told.starts_with(&want), "{told}\n{want}");
        for (rule, tally) in event["rules"].as_object().unwrap() {
            let sum = sums.entry(rule.clone()).or_default();
            *sum = (sum.0 + tally["edits"].as_u64().unwrap(), sum.1 + tally["words"].as_u64().unwrap());
        }
    }
    assert_eq!(totals(&preview), sums);
}

/// Put a diff through the real `patch`; without one there is nothing to test.
fn patched(work: &Work, folder: &str, diff: &str) -> bool {
    let mut command = Command::new("patch");
    command.args(["-p1", "--quiet", "--fuzz=0"]).current_dir(work.path(folder));
    let Ok(mut child) = command.stdin(Stdio::piped()).spawn() else {
        return false;
    };
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), diff.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success(), "{diff}");
    true
}

/// The diff, applied to what `decode,extract` gives, is what the run writes, whatever the settings.
fn diff_makes_the_output(work: &Work, input: &str, settings: &[&str]) {
    let with = |args: &[&'static str]| {
        args.iter().chain(settings).fold(vec!["clean", input], |mut all, arg| {
            all.push(*arg);
            all
        })
    };
    assert_eq!(work.run(&["clean", input, "-o", "before", "--stages", "decode,extract"]).code, Some(0));
    assert_eq!(work.run(&with(&["-o", "after"])).code, Some(0));
    let diff = work.run(&with(&["--dry-run", "--diff"]));
    assert_eq!(diff.code, Some(0), "{}", diff.err);
    if patched(work, "before", &diff.out) {
        assert!(work.tree("before") == work.tree("after"), "{settings:?}\n{}", diff.out);
    }
    std::fs::remove_dir_all(work.path("before")).unwrap();
    std::fs::remove_dir_all(work.path("after")).unwrap();
}

#[test]
fn the_diff_of_standard_input_has_a_name() {
    let text = format!("{}\n\nShare this article\n", crate::tool::ARTICLE);
    let ran = Work::with(&[]).run_with(&["clean", "-", "--dry-run", "--diff"], text.as_bytes());
    assert!(ran.out.starts_with("--- a/-\n+++ b/-\n"), "{}", ran.out);
}

#[test]
fn the_diff_of_every_sample_applies_with_patch() {
    let work = Work::with(&[]);
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").to_str().unwrap().to_owned();
    for input in [samples(), tests] {
        for settings in [&[][..], &["--precision", "--normalize"]] {
            diff_makes_the_output(&work, &input, settings);
        }
    }
}

#[test]
fn odd_names_and_odd_texts_are_patched_too() {
    let menu = "Home\nNews\nSport\nShare this article\n";
    let husked = format!("{menu}\n{ARTICLE}\r\nNobody came.The end.\nShare this article");
    let names = ["sp ace.txt", "qu\"ote.txt", "back\\slash.txt", "-dash", "tab\tand\nline", "ünï.txt", "deep er/a.b"];
    let mut files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, husked.as_bytes())).collect();
    files.extend([
        ("menu.txt", menu.as_bytes()),
        ("one.txt", b"Nobody came.The end."),
        ("same.txt", ARTICLE.as_bytes()),
    ]);
    let work = Work::with(&files);
    assert!(work.run(&["clean", "--json"]).events().contains(&"menu.txt skipped no-content".to_owned()));
    diff_makes_the_output(&work, "raw", &[]);
}

#[test]
fn reasons_stand_in_the_diff() {
    let husked = format!("{ARTICLE}\nNobody came.The end was near.\n\nShare this article\n");
    let work = Work::with(&[("a.txt", husked.as_bytes())]);
    let plain = work.run(&["clean", "--dry-run", "--diff"]);
    assert!(plain.out.contains("@@ 7 sentence-join; 9 share-prompt\n"), "{}", plain.out);
    assert!(!plain.out.contains('\u{1b}'));
    let coloured = work.run(&["clean", "--dry-run", "--diff", "--color", "always"]).out;
    let seen = console::strip_ansi_codes(&coloured).into_owned();
    assert!(seen.contains("\n~ Nobody came. The end was near.  [sentence-join 0."), "{seen}");
    assert!(seen.contains("\n- Share this article  [share-prompt 0."), "{seen}");
    assert!(coloured.contains("\u{1b}[42m \u{1b}[0m"), "the blank put in shows: {coloured:?}");
}

#[test]
fn the_most_affected_come_first() {
    let husk = "Share this article\n\nSubscribe to our newsletter\n";
    let some = format!("{ARTICLE}\n{husk}");
    let more = format!("{ARTICLE}\n{}", husk.repeat(3));
    let work = Work::with(&[
        ("a.txt", ARTICLE.as_bytes()),
        ("b.txt", some.as_bytes()),
        ("c.txt", more.as_bytes()),
        ("d.gz", b"\x1f\x8b\x08 cut off"),
        ("e.txt", b""),
        ("f.txt", husk.as_bytes()),
    ]);
    let order = |sort: &[&str]| -> Vec<String> {
        let ran = work.run(&[&["clean", "--dry-run"], sort].concat());
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        let is_name = |word: &&str| word.starts_with(|c| matches!(c, 'a'..='f')) && word.find('.') == Some(1);
        rows(&ran).iter().map(|row| row.split(' ').find(is_name).unwrap()[..1].to_owned()).collect()
    };
    assert_eq!(order(&[]).concat(), "dfcbae");
    assert_eq!(order(&["--sort", "path"]).concat(), "abcdef");
    assert_eq!(order(&["--sort", "confidence"])[0], "d");
    let ran = work.run(&["clean", "--dry-run"]);
    assert!(ran.out.contains("bad-gzip: ") && ran.out.contains("notes: bad-gzip 1"), "{}", ran.out);
}

#[test]
fn a_sample_is_seeded_and_as_large_as_asked_for() {
    let names: Vec<String> = (0..60).map(|n| format!("{n:02}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), ARTICLE.as_bytes())).collect();
    let work = Work::with(&files);
    let sample = |seed: &str, threads: &str| {
        let ran = work.run(&["clean", "--dry-run", "--sample", "7", "--seed", seed, "-j", threads]);
        rows(&ran).iter().map(|row| (*row).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(sample("1", "1").len(), 7);
    assert_eq!(sample("1", "1"), sample("1", "4"));
    assert_ne!(sample("1", "1"), sample("2", "1"));
    assert_eq!(work.run(&["clean", "--check", "--sample", "7"]).code, Some(0));
}

#[test]
fn a_sample_is_of_the_records_of_a_container_too() {
    let record = |n| format!("{}\n", serde_json::json!({"id": format!("note/{n:03}"), "text": ARTICLE}));
    let crawl: String = (0..200).map(record).collect();
    let work = Work::with(&[("crawl.jsonl", crawl.as_bytes()), ("a.txt", ARTICLE.as_bytes())]);
    let run = |args: &[&str]| -> Vec<String> {
        let ran = work.run(&[&["clean", "--dry-run", "--sort", "path"], args].concat());
        rows(&ran).iter().map(|row| (*row).to_owned()).collect()
    };
    let sample = run(&["--sample", "9", "-j", "1"]);
    assert_eq!((sample.len(), &sample), (9, &run(&["--sample", "9", "-j", "4"])));
    assert_ne!(sample, run(&["--sample", "9", "--seed", "5"]));
    let all = run(&[]);
    assert!(all.len() == 201 && sample.iter().all(|row| all.contains(row)), "{sample:?}");
    assert_eq!(run(&["--sample", "500"]), all);
}

#[test]
fn colours_come_only_where_they_are_wanted() {
    let work = Work::with(&[("a.txt", ARTICLE.as_bytes())]);
    let run = |args: &[&str], no_color: bool| {
        let mut command = work.command(&[&["clean", "--dry-run"], args].concat());
        command.env_remove("NO_COLOR").env("TERM", "xterm");
        if no_color {
            command.env("NO_COLOR", "1");
        }
        String::from_utf8(command.stdin(Stdio::null()).output().unwrap().stdout).unwrap()
    };
    assert!(!run(&[], false).contains('\u{1b}'), "stdout is no terminal");
    assert!(!run(&[], true).contains('\u{1b}'));
    assert!(run(&["--color", "always"], false).contains('\u{1b}'));
    assert!(!run(&["--color", "never"], false).contains('\u{1b}'));
}

#[test]
fn progress_is_on_stderr_and_only_where_it_is_wanted() {
    let work = Work::with(&[("a.txt", ARTICLE.as_bytes()), ("b.txt", b"")]);
    assert_eq!(work.run(&["clean"]).err, "1 unchanged, 1 skipped (empty 1)\n");
    let always = work.run(&["clean", "--progress", "always"]);
    let (first, rest) = always.err.split_once('\n').unwrap();
    assert!(first.starts_with("2 documents, ") && first.ends_with("1 current, 1 skipped (empty 1)"), "{first}");
    assert_eq!(rest, "1 current, 1 skipped (empty 1)\n");
    assert_eq!(work.run(&["clean", "--progress", "always", "-q"]).err, "");
}

#[test]
fn what_changes_in_form_alone_is_no_diff_but_is_told() {
    let (crlf, marked) = (ARTICLE.replace('\n', "\r\n"), format!("\u{feff}{ARTICLE}"));
    let work = Work::with(&[
        ("crlf.txt", crlf.as_bytes()),
        ("marked.txt", marked.as_bytes()),
        ("same.txt", ARTICLE.as_bytes()),
    ]);
    let ran = work.run(&["clean", "--check", "--diff", "-q"]);
    let told = |name: &str| {
        format!("{name}  changes in form alone (markup, charset, line ends, blank lines), which no diff shows\n")
    };
    assert_eq!((ran.code, ran.out.as_str(), ran.err), (Some(1), "", told("crlf.txt") + &told("marked.txt")));
    let same = work.run(&["clean", "--check", "--diff", "-q", "--include", "same.txt"]);
    assert_eq!((same.code, same.out, same.err), (Some(0), String::new(), String::new()));
    let events = work.run(&["clean", "--json"]).events();
    assert_eq!(events, ["crlf.txt cleaned -", "marked.txt cleaned -", "same.txt unchanged -"]);
}
