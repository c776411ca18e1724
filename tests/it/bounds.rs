//! Lists of paths, and the bounds of a run.

use std::io::Write;

use crate::tool::{ARTICLE, Work};

const TEXT: &[u8] = ARTICLE.as_bytes();

#[test]
fn paths_come_from_a_list_in_its_order() {
    let work = Work::with(&[("b.txt", TEXT), ("a.txt", TEXT), ("sub/c", TEXT)]);
    work.put("list", b"./raw/b.txt\r\nraw/a.txt\n\nraw/none\nraw/sub\nraw/b.txt");
    let expected = [
        "raw/b.txt unchanged -",
        "raw/a.txt unchanged -",
        "raw/none error unreadable",
        "raw/sub/c unchanged -",
        "raw/b.txt unchanged -",
    ];
    let ran = work.run(&["clean", "--json", "--files-from", "list", "-o", "out"]);
    assert_eq!((ran.events(), ran.code), (expected.map(str::to_owned).to_vec(), Some(1)));
    let names: Vec<String> = work.tree("out").into_keys().map(|path| path.to_string_lossy().into_owned()).collect();
    for name in ["raw/a.txt", "raw/b.txt", "raw/b~2.txt", "raw/sub/c.txt"] {
        assert!(names.iter().any(|made| made == name), "{name}: {names:?}");
    }
    let ran = work.run_with(&["clean", "--json", "-0", "--files-from", "-", "-o", "two"], b"raw/a.txt\0raw/sub\0");
    assert_eq!(ran.events(), ["raw/a.txt unchanged -", "raw/sub/c unchanged -"]);
}

#[test]
fn a_list_never_leads_into_the_output() {
    let work = Work::with(&[("a.txt", TEXT)]);
    let run = |list: &[u8]| work.run_with(&["clean", "--json", "--files-from", "-", "-o", "raw/out"], list);
    assert_eq!(run(b"raw\nraw/a.txt\n").events(), ["raw skipped in-output", "raw/a.txt unchanged -"]);
    assert_eq!(run(b"raw/out/raw/a.txt").events(), ["raw/out/raw/a.txt skipped in-output"]);
    assert_eq!(run(b"").code, Some(2));
    assert_eq!(work.run(&["clean", "--files-from", "none"]).code, Some(1));
    assert_eq!(work.run(&["clean", "--files-from", "none", "raw"]).code, Some(2));
}

#[test]
fn what_goes_beyond_a_bound_is_reported_and_the_run_goes_on() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&TEXT.repeat(40)).unwrap();
    let line = |text: &str| serde_json::json!({"text": text}).to_string() + "\n";
    let lines = line(&"word ".repeat(2000)) + &line(ARTICLE);
    let files: [(&str, &[u8]); 4] = [
        ("a.txt", TEXT),
        ("b.txt", &TEXT.repeat(20)),
        ("c.txt.gz", &packed.finish().unwrap()),
        ("d.jsonl", lines.as_bytes()),
    ];
    let work = Work::with(&files);
    let expected = [
        "a.txt unchanged -",
        "b.txt skipped too-large",
        "c.txt.gz skipped too-large",
        "d.jsonl#1 skipped too-large",
        "d.jsonl#2 unchanged -",
    ];
    for threads in ["1", "8"] {
        let args = ["clean", "--json", "--max-bytes", "4K", "--in-flight", "1", "-j", threads, "-o", threads];
        assert_eq!(work.run(&args).events(), expected);
    }
    for bad in ["0", "x", "1T", "-1"] {
        assert_eq!(work.run(&["clean", &format!("--max-bytes={bad}")]).code, Some(2), "{bad}");
    }
}
