//! Lists of paths, and the bounds of a run.

use std::io::Write;

use crate::tool::{ARTICLE, Work};

const TEXT: &[u8] = ARTICLE.as_bytes();

#[test]
fn paths_come_from_a_list_in_its_order() {
    let work = Work::with(&[("b.txt", TEXT), ("a.txt", TEXT), ("sub/c", TEXT)]);
    work.put("list", b"\xef\xbb\xbf./raw/b.txt\r\nraw/a.txt\n\nraw/none\nraw/sub\nraw/b.txt");
    let expected =
        ["raw/b.txt unchanged -", "raw/a.txt unchanged -", "raw/none error unreadable", "raw/sub/c unchanged -"];
    let ran = work.run(&["clean", "--json", "--files-from", "list", "-o", "out"]);
    assert_eq!((ran.events(), ran.code), (expected.map(str::to_owned).to_vec(), Some(1)));
    assert_eq!(work.tree("out").len(), 3, "a file named twice counts once");
    let names: Vec<String> = work.tree("out").into_keys().map(|path| path.to_string_lossy().into_owned()).collect();
    for name in ["raw/a.txt", "raw/b.txt", "raw/sub/c.txt"] {
        assert!(names.iter().any(|made| made == name), "{name}: {names:?}");
    }
    let ran = work.run_with(&["clean", "--json", "-0", "--files-from", "-", "-o", "two"], b"raw/a.txt\0raw/sub\0");
    assert_eq!(ran.events(), ["raw/a.txt unchanged -", "raw/sub/c unchanged -"]);
}

#[test]
fn a_list_never_leads_into_the_output() {
    let work = Work::with(&[("a.txt", TEXT)]);
    let run = |list: &[u8]| work.run_with(&["clean", "--json", "--files-from", "-", "-o", "raw/out"], list);
    for status in ["unchanged", "current"] {
        assert_eq!(run(b"raw\n").events(), [format!("raw/a.txt {status} -"), "raw/out skipped in-output".to_owned()]);
    }
    assert_eq!(run(b"raw/a.txt\n").events(), ["raw/a.txt current -"]);
    assert_eq!(run(b"raw/out/raw/a.txt").events(), ["raw/out/raw/a.txt skipped in-output"]);
    assert_eq!(run(b"").code, Some(2));
    assert_eq!(work.run(&["clean", "--files-from", "none", "raw"]).code, Some(2));
}

#[test]
fn a_list_that_is_not_there_ends_the_run_before_it_begins() {
    let work = Work::with(&[("a.txt", TEXT)]);
    for list in ["none", "raw"] {
        let ran = work.run(&["clean", "--files-from", list, "-o", "out"]);
        assert_eq!((ran.code, ran.err.lines().count()), (Some(2), 1), "{}", ran.err);
        assert!(ran.err.contains(list) && !work.path("out").exists(), "{}", ran.err);
    }
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

/// Codes of the notes of the only document.
fn notes(work: &Work, args: &[&str]) -> Vec<String> {
    let ran = work.run(&[&["clean", "--json", "--force"], args].concat());
    let notes = ran.json()[0]["notes"].as_array().cloned().unwrap_or_default();
    notes.iter().map(|note| note["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_takes_too_much_work_is_given_as_it_stands() {
    let sentences = |n| format!("The boat number {n} left the harbour.Nobody on quay number {n} could say why.\n\n");
    let joined = (1..50).map(sentences).collect::<String>() + "Share this article\n";
    let work = Work::with(&[("a.txt", joined.as_bytes())]);
    assert!(!notes(&work, &[]).contains(&"work-limit".to_owned()));
    assert!(!work.read("cleaned/a.txt").contains("Share this"));
    assert_eq!(notes(&work, &["--max-work", "1K"]), ["work-limit"]);
    assert_eq!(work.read("cleaned/a.txt"), joined, "all of it");
    let judged = notes(&work, &["--max-work", "60K"]);
    assert!(judged.contains(&"work-limit".to_owned()), "{judged:?}");
    let text = work.read("cleaned/a.txt");
    assert!(!text.contains("Share this") && text.contains("harbour.Nobody"), "judged and not mended: {text}");
}

#[test]
fn rules_search_no_more_than_the_work_permits() {
    let page = format!("<html><body><p>{}</p></body></html>", "Sign up for our newsletter ".repeat(400));
    let work = Work::with(&[("a.html", page.as_bytes())]);
    assert!(!notes(&work, &["--max-work", "512M"]).contains(&"work-limit".to_owned()));
    assert!(!work.path("cleaned/a.html.txt").exists(), "all of it is husk");
    assert!(notes(&work, &["--max-work", "500K"]).contains(&"work-limit".to_owned()));
    assert!(work.read("cleaned/a.html.txt").contains("Sign up for our newsletter"));
}

#[test]
fn blocks_beyond_the_bound_keep_their_text() {
    let page = |tag: &str| (0..500).map(|n| format!("<{tag}>w{n} <b>a</b> &amp; b")).collect::<String>();
    let hidden = "<script>never()</script><textarea>neither</textarea><!-- nor --> ";
    let (paragraphs, breaks) = (page("p") + hidden + "<p>the end", page("br"));
    let lines = (0..500).map(|n| format!("w{n}, a & b\n\n")).collect::<String>();
    let inputs = [("a.html", &paragraphs), ("b.html", &breaks), ("c.txt", &lines)];
    for (name, text) in inputs {
        let work = Work::with(&[(name, text.as_bytes())]);
        let words = |flags: &[&str]| {
            let flags = [&["--stages", "decode,extract"], flags].concat();
            let notes = notes(&work, &flags);
            let output = work.read(&format!("cleaned/{}", name.replace(".html", ".html.txt")));
            (notes, output.split_whitespace().map(str::to_owned).collect::<Vec<_>>(), output.lines().count())
        };
        let (whole, bound) = (words(&[]), words(&["--max-blocks", "100"]));
        assert!(whole.0.is_empty() && bound.0 == ["too-many-blocks"], "{name}: {:?} {:?}", whole.0, bound.0);
        assert_eq!(whole.1, bound.1, "{name}");
        assert!(bound.2 >= 500, "{name}: {} lines", bound.2);
    }
}

#[test]
fn elements_deeper_than_the_bound_keep_their_text() {
    let page = format!("<article>{}{ARTICLE}{}</article>", "<div>".repeat(100), "</div>".repeat(100));
    let work = Work::with(&[("a.html", page.as_bytes())]);
    assert!(notes(&work, &[]).is_empty());
    let whole = work.read("cleaned/a.html.txt");
    assert_eq!(notes(&work, &["--max-depth", "16"]), ["too-deep"]);
    assert_eq!(work.read("cleaned/a.html.txt"), whole);
    assert_eq!(work.run(&["clean", "--max-depth", "5"]).code, Some(2));
}
