//! Runs over different inputs into one folder: what one wrote the next does not take, and no two documents have one id.

use std::fs;

use serde_json::Value;

use crate::tool::{ARTICLE, Work};

/// The article of a boat, so that each can be told from the others.
fn boat(name: &str) -> String {
    ARTICLE.replace("ferry", name)
}

/// Pages of one name in folders of their own.
fn pages(folders: &[&str]) -> Work {
    let work = Work::with(&[]);
    folders.iter().for_each(|folder| work.put(format!("{folder}/page.html"), boat(folder).as_bytes()));
    work
}

/// Outputs of a folder: name, and which boat it is of.
fn outputs(work: &Work, folder: &str) -> Vec<(String, String)> {
    let boat = |text: &[u8]| String::from_utf8_lossy(text).split_whitespace().nth(2).unwrap().to_owned();
    work.tree(folder).iter().map(|(path, text)| (path.to_string_lossy().into_owned(), boat(text))).collect()
}

fn own(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, boat)| ((*name).to_owned(), (*boat).to_owned())).collect()
}

/// The ids in a stream.
fn ids(work: &Work, name: &str) -> Vec<String> {
    let id = |line: &str| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
    work.read(name).lines().map(id).collect()
}

#[test]
fn a_page_of_another_input_gets_a_name_of_its_own_and_keeps_it() {
    let work = pages(&["a", "b", "c"]);
    let all = own(&[("page.html.txt", "a"), ("page.html~2.txt", "b"), ("page.html~3.txt", "c")]);
    for input in ["a", "b", "c"] {
        assert_eq!(work.run(&["clean", input, "-o", "out"]).code, Some(0));
    }
    assert_eq!(outputs(&work, "out"), all);
    for input in ["c", "a", "b"] {
        let again = work.run(&["clean", input, "-o", "out", "--json"]);
        assert_eq!(again.events(), ["page.html current -"], "{input}");
    }
    work.put("b/page.html", boat("barge").as_bytes());
    let changed = work.run(&["clean", "b/page.html", "-o", "out", "--json"]);
    assert_eq!(changed.json()[0]["output"], "page.html~2.txt");
    assert!(changed.json()[0]["notes"].to_string().contains("\"renamed\""));
    assert_eq!(outputs(&work, "out")[1].1, "barge");
}

#[test]
fn a_name_with_a_number_is_kept_when_the_other_page_is_gone() {
    let work = pages(&["a", "b"]);
    work.put("a/other.html", boat("other").as_bytes());
    for (format, output) in [("txt", "page.html~2.txt"), ("jsonl", "articles.jsonl")] {
        let clean = |input: &str| work.run(&["clean", input, "-o", format, "--format", format, "--json"]);
        work.put("a/page.html", boat("a").as_bytes());
        clean("a");
        clean("b");
        fs::remove_file(work.path("a/page.html")).unwrap();
        let again = clean("b");
        assert_eq!(again.events(), ["page.html current -"]);
        assert_eq!(again.json()[0]["output"], output);
    }
    let all = own(&[("other.html.txt", "other"), ("page.html.txt", "a"), ("page.html~2.txt", "b")]);
    assert_eq!(outputs(&work, "txt"), all);
    assert_eq!(ids(&work, "jsonl/articles.jsonl"), ["page.html~2", "other.html", "page.html"]);
}

#[test]
fn names_that_meet_though_their_paths_differ_stay_apart() {
    let work = Work::with(&[]);
    work.put("a/page", boat("a").as_bytes());
    work.put("b/page.txt", boat("b").as_bytes());
    work.put("c/PAGE", boat("c").as_bytes());
    for input in ["a", "b", "c", "b"] {
        assert_eq!(work.run(&["clean", input, "-o", "out"]).code, Some(0));
    }
    assert_eq!(outputs(&work, "out"), own(&[("PAGE~3.txt", "c"), ("page.txt", "a"), ("page~2.txt", "b")]));
}

#[test]
fn an_input_that_was_moved_keeps_its_outputs() {
    let work = pages(&["a"]);
    work.run(&["clean", "a", "-o", "out"]);
    fs::rename(work.path("a"), work.path("b")).unwrap();
    assert_eq!(work.run(&["clean", "b", "-o", "out", "--json"]).events(), ["page.html current -"]);
    work.put("job/raw/page.html", boat("c").as_bytes());
    work.run(&["clean", "job/raw", "-o", "job/out"]);
    fs::rename(work.path("job"), work.path("moved")).unwrap();
    work.put("job/raw/page.html", boat("d").as_bytes());
    let moved = work.run(&["clean", "moved/raw", "-o", "moved/out", "--json"]);
    assert_eq!(moved.events(), ["page.html current -"], "input and output moved together");
    let other = work.run(&["clean", "job/raw", "-o", "moved/out", "--json"]);
    assert_eq!(other.json()[0]["output"], "page.html~2.txt");
}

#[test]
fn within_one_input_the_byte_order_says_who_gets_the_name() {
    let work = Work::with(&[("x.txt", boat("later").as_bytes())]);
    work.run(&["clean"]);
    work.put("raw/x", boat("new").as_bytes());
    work.run(&["clean"]);
    let fresh = work.run(&["clean", "-o", "fresh"]);
    assert_eq!(fresh.code, Some(0), "{}", fresh.err);
    assert_eq!(outputs(&work, "cleaned"), outputs(&work, "fresh"));
}

#[test]
fn records_of_containers_of_one_name_stay_apart() {
    let work = Work::with(&[]);
    for boat_of in ["a", "b"] {
        let record = |id: &str| serde_json::json!({"id": id, "text": boat(boat_of)}).to_string() + "\n";
        work.put(format!("{boat_of}/all.jsonl"), (record("x") + &record("y")).as_bytes());
        assert_eq!(work.run(&["clean", boat_of, "-o", "out"]).code, Some(0));
    }
    let names = ["all.jsonl/x.txt", "all.jsonl/y.txt", "all.jsonl~2/x.txt", "all.jsonl~2/y.txt"];
    let found: Vec<String> = outputs(&work, "out").into_iter().map(|(name, _)| name).collect();
    assert_eq!(found, names);
    let again = work.run(&["clean", "b", "-o", "out", "--json"]);
    assert_eq!(again.events(), ["all.jsonl#1 current -", "all.jsonl#2 current -"]);
}

#[test]
fn a_stream_keeps_the_lines_of_other_inputs() {
    let work = pages(&["a", "b"]);
    work.put("a/more.txt", boat("more").as_bytes());
    let clean = |input: &str, args: &[&str]| {
        work.run(&[&["clean", input, "-o", "out", "--format", "jsonl", "--json"], args].concat())
    };
    clean("a", &[]);
    let second = clean("b", &[]);
    assert_eq!(second.events(), ["page.html unchanged -"]);
    assert!(second.err.contains("2 of other inputs, or of what could not be read, kept"), "{}", second.err);
    assert_eq!(ids(&work, "out/articles.jsonl"), ["page.html~2", "more.txt", "page.html"]);
    let bytes = work.read("out/articles.jsonl");
    assert_eq!(clean("b", &[]).events(), ["page.html current -"]);
    assert_eq!(work.read("out/articles.jsonl"), bytes, "a rerun changes nothing");
    assert_eq!(clean("a", &[]).events(), ["more.txt current -", "page.html current -"]);
    assert_eq!(ids(&work, "out/articles.jsonl"), ["more.txt", "page.html", "page.html~2"]);
    assert_eq!(clean("a", &["--exclude", "more.txt"]).events(), ["page.html current -", "more.txt pruned -"]);
    fs::remove_dir_all(work.path("b")).unwrap();
    assert_eq!(clean("a", &[]).events(), ["more.txt unchanged -", "page.html current -"], "it may be there again");
    assert_eq!(ids(&work, "out/articles.jsonl"), ["more.txt", "page.html", "page.html~2"]);
    assert_eq!(clean("a", &["--prune"]).events(), ["more.txt current -", "page.html current -", "page.html pruned -"]);
    assert_eq!(ids(&work, "out/articles.jsonl"), ["more.txt", "page.html"]);
}

#[test]
fn documents_of_one_path_in_one_run_have_ids_of_their_own() {
    let work = pages(&["a", "b"]);
    let files = ["clean", "b/page.html", "a/page.html", "-o", "out", "--format", "jsonl", "--json"];
    let ran = work.run(&files);
    assert_eq!(ran.events(), ["page.html unchanged -"; 2]);
    assert_eq!(ids(&work, "out/articles.jsonl"), ["page.html", "page.html~2"]);
    assert_eq!(work.run(&files).events(), ["page.html current -"; 2]);
    let list = b"a/page.html\na/page.html\n./a/page.html\nb/page.html\n";
    let listed = work.run_with(&["clean", "--files-from", "-", "-o", "list", "--format", "jsonl", "--json"], list);
    assert_eq!(listed.events(), ["a/page.html unchanged -", "b/page.html unchanged -"], "one file counts once");
    assert_eq!(ids(&work, "list/articles.jsonl"), ["a/page.html", "b/page.html"]);
}

#[test]
fn an_id_with_a_number_is_not_given_to_the_file_of_that_name() {
    let work = pages(&[]);
    for (name, boat_of) in [("a/page", "a"), ("b/page", "b"), ("b/page~2", "c")] {
        work.put(name, boat(boat_of).as_bytes());
    }
    for input in ["a", "b"] {
        work.run(&["clean", input, "-o", "out", "--format", "jsonl"]);
    }
    assert_eq!(ids(&work, "out/articles.jsonl"), ["page~2", "page~2~2", "page"]);
    work.run(&["clean", "a", "-o", "txt"]);
    work.run(&["clean", "b", "-o", "txt"]);
    let all = own(&[("page.txt", "a"), ("page~2.txt", "b"), ("page~2~2.txt", "c")]);
    assert_eq!(outputs(&work, "txt"), all);
    assert_eq!(work.run(&["clean", "b", "-o", "txt", "--json"]).events(), ["page current -", "page~2 current -"]);
    assert_eq!(outputs(&work, "txt"), all);
}

#[test]
fn a_name_with_a_number_sign_is_no_record() {
    let work = Work::with(&[("page#1.html", ARTICLE.as_bytes()), ("other.html", ARTICLE.as_bytes())]);
    let clean = || work.run(&["clean", "--include", "*.html", "--json"]).events();
    clean();
    fs::remove_file(work.path("raw/page#1.html")).unwrap();
    assert_eq!(clean(), ["other.html current -", "page#1.html left -"]);
}

#[test]
fn names_that_are_shown_alike_have_two_ids() {
    use std::os::unix::ffi::OsStrExt as _;
    let work = Work::with(&[("caf%E9.html", boat("a").as_bytes())]);
    let raw = std::ffi::OsStr::from_bytes(b"caf\xe9.html");
    if fs::write(work.path("raw").join(raw), boat("b")).is_err() {
        return; // Not every file system has such names.
    }
    for status in ["unchanged", "current"] {
        let ran = work.run(&["clean", "--format", "jsonl", "--json"]);
        assert!(ran.events().iter().all(|event| event.contains(status)), "{:?}", ran.events());
        assert_eq!(ids(&work, "cleaned/articles.jsonl"), ["caf%E9.html", "caf%E9.html~2"]);
    }
}

#[test]
fn a_file_whose_name_is_not_utf8_keeps_its_output() {
    use std::os::unix::ffi::OsStrExt as _;
    let work = pages(&["b"]);
    let raw = std::path::Path::new("a").join(std::ffi::OsStr::from_bytes(b"caf\xe9.html"));
    fs::create_dir(work.path("a")).unwrap();
    if fs::write(work.path("").join(&raw), boat("a")).is_err() {
        return; // Not every file system has such names.
    }
    for format in ["jsonl", "txt"] {
        let clean = |input: &str| work.run(&["clean", input, "-o", format, "--format", format, "--json", "--prune"]);
        clean("a");
        assert_eq!(clean("b").events(), ["page.html unchanged -"], "{format}");
        work.put("c/caf%E9.html", boat("c").as_bytes());
        clean("c");
    }
    assert_eq!(ids(&work, "jsonl/articles.jsonl"), ["caf%E9.html~2", "page.html", "caf%E9.html"]);
    let all = own(&[("caf%E9.html.txt", "a"), ("caf%E9.html~2.txt", "c"), ("page.html.txt", "b")]);
    assert_eq!(outputs(&work, "txt"), all);
}

#[test]
fn a_file_named_as_a_record_beside_its_container_has_another_id() {
    let line = serde_json::json!({"text": boat("a")}).to_string();
    let work = Work::with(&[("x.jsonl", line.as_bytes()), ("x.jsonl#1", boat("b").as_bytes())]);
    work.put("list", b"raw/x.jsonl#1\nraw/x.jsonl\n");
    let runs: [(&[&str], [&str; 2]); 2] = [
        (&["raw", "-o", "folder"], ["x.jsonl#1", "x.jsonl#1~2"]),
        (&["--files-from", "list", "-o", "listed"], ["raw/x.jsonl#1", "raw/x~2.jsonl#1"]),
    ];
    for (args, named) in runs {
        for status in ["unchanged", "current"] {
            let ran = work.run(&[&["clean", "--format", "jsonl", "--json"], args].concat());
            assert!(ran.events().iter().all(|event| event.contains(status)), "{:?}", ran.events());
            assert_eq!(ids(&work, &format!("{}/articles.jsonl", args.last().unwrap())), named);
        }
    }
}
