//! Articles that share files: packed, in shards, and both, after reruns and after another shape.

use std::io::Read;
use std::path::Path;

use crate::tool::{ARTICLE, Work};

fn many(count: usize) -> Work {
    let page = |n: usize| format!("<h1>Ferry {n}</h1><p>Share this article</p><p>{}</p>", ARTICLE.repeat(1 + n % 7));
    let files: Vec<_> = (0..count).map(|n| (format!("{}/{n:03}.html", n % 4), page(n))).collect();
    let files: Vec<_> = files.iter().map(|(name, page)| (name.as_str(), page.as_bytes())).collect();
    Work::with(&files)
}

/// What is in a file, unpacked as everybody would.
fn content(path: &Path, bytes: &[u8]) -> String {
    let mut text = String::new();
    let from: Box<dyn Read> = match path.extension().and_then(|ending| ending.to_str()) {
        Some("gz") => Box::new(flate2::read::GzDecoder::new(bytes)),
        Some("zst") => Box::new(zstd::Decoder::new(bytes).unwrap()),
        _ => Box::new(bytes),
    };
    { from }.read_to_string(&mut text).unwrap();
    text
}

/// Names of the files in a folder, and all that is in them, in their order.
fn whole(work: &Work, folder: &str) -> (Vec<String>, String) {
    let tree = work.tree(folder);
    let text = tree.iter().map(|(path, bytes)| content(path, bytes)).collect();
    (tree.into_keys().map(|path| path.to_string_lossy().into_owned()).collect(), text)
}

#[test]
fn packed_and_in_shards_it_is_the_same_stream() {
    let work = many(60);
    work.run(&["clean", "-o", "plain", "--format", "jsonl"]);
    let (_, plain) = whole(&work, "plain");
    for (args, names) in [
        (&["--compress", "gz"][..], &["articles.jsonl.gz"][..]),
        (&["--compress", "zst"], &["articles.jsonl.zst"]),
        (&["--shard-size", "1G"], &["part-00001.jsonl"]),
        (&["--shard-size", "30K", "--compress", "gz"], &["part-00001.jsonl.gz", "part-00002.jsonl.gz"]),
        (&["--shard-size", "30K", "--compress", "zst"], &["part-00001.jsonl.zst", "part-00002.jsonl.zst"]),
    ] {
        let args = [&["clean", "-o", "out", "--json", "--format", "jsonl"], args].concat();
        let ran = work.run(&args);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let (made, text) = whole(&work, "out");
        assert!(made.starts_with(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()), "{made:?}");
        assert_eq!(text, plain, "{args:?}");
        assert_eq!(ran.json()[0]["output"], names[0]);
        let again = work.run(&args);
        assert!(again.json().iter().all(|event| event["status"] == "current"), "{args:?}: {}", again.out);
        assert_eq!(work.tree("out/.dehusk").len(), 3);
    }
    assert_eq!(work.run(&["compare", "plain", "out"]).code, Some(0), "the articles are read in packed shards too");
}

#[test]
fn shards_hold_whole_records_and_no_more_than_their_size() {
    let work = many(60);
    work.put("raw/2/long.html", format!("<p>{}</p>", ARTICLE.repeat(60)).as_bytes());
    work.run(&["clean", "-o", "out", "--format", "jsonl", "--shard-size", "8K"]);
    let tree = work.tree("out");
    assert!(tree.len() > 10);
    for (number, (name, bytes)) in tree.iter().enumerate() {
        assert_eq!(name.to_string_lossy(), format!("part-{:05}.jsonl", number + 1));
        let text = content(name, bytes);
        text.lines().for_each(|line| assert!(serde_json::from_str::<serde_json::Value>(line).is_ok()));
        assert!(bytes.len() <= 8 << 10 || text.lines().count() == 1, "{name:?}: {}", bytes.len());
    }
}

#[test]
fn files_of_the_stream_before_go_and_others_stay() {
    let work = many(60);
    let run = |args: &[&str]| work.run(&[&["clean", "-o", "out", "--json"], args].concat());
    run(&["--format", "jsonl", "--shard-size", "8K"]);
    let before = whole(&work, "out").0.len();
    work.put("out/part-mine.jsonl", b"{}\n");
    std::fs::remove_dir_all(work.path("raw/3")).unwrap();
    let fewer = run(&["--format", "jsonl", "--shard-size", "8K"]);
    let (names, _) = whole(&work, "out");
    assert!(names.len() < before && names.contains(&"part-mine.jsonl".to_owned()), "{names:?}");
    assert!(fewer.events().iter().any(|event| event.starts_with("part-000") && event.ends_with("pruned -")));
    work.put("out/part-00002.jsonl", b"edited\n");
    let packed = run(&["--format", "jsonl", "--compress", "zst"]);
    let old: Vec<_> = packed.events().into_iter().filter(|event| event.starts_with("part-")).collect();
    assert!(old[0] == "part-00001.jsonl pruned -" && old[1] == "part-00002.jsonl left edited", "{old:?}");
    assert_eq!(whole(&work, "out").0, ["articles.jsonl.zst", "part-00002.jsonl", "part-mine.jsonl"]);
    let files = run(&[]);
    assert!(files.events().contains(&"articles.jsonl.zst left -".to_owned()), "{}", files.out);
    run(&["--prune"]);
    assert!(!work.path("out/articles.jsonl.zst").exists() && work.path("out/0/000.html.txt").exists());
}

#[test]
fn a_stream_never_takes_the_place_of_an_input() {
    let work = Work::with(&[("part-00001.jsonl", b"{\"text\":\"The ferry left.\"}\n")]);
    let run = |args: &[&str]| work.run(&[&["clean", "raw/part-00001.jsonl", "-o", "raw"], args].concat()).code;
    assert_eq!(run(&["--format", "jsonl", "--shard-size", "1K"]), Some(2));
    assert_eq!(run(&["--format", "jsonl", "--compress", "gz"]), Some(0));
    assert_eq!(work.run(&["clean", "--compress", "gz"]).code, Some(2), "each document has a file");
    assert_eq!(work.run(&["clean", "-o", "-", "--format", "jsonl", "--compress", "gz"]).code, Some(2));
}

#[test]
fn a_stream_holds_what_the_run_has_met_and_what_is_there_of_other_inputs() {
    let work = Work::with(&[]);
    for name in ["a/1.txt", "a/2.txt", "a/3.txt", "b/4.txt"] {
        work.put(name, format!("{ARTICLE}\n{name}\n").as_bytes());
    }
    let run = |args: &[&str]| {
        let ran = work.run(&[&["clean", "-o", "out", "--format", "jsonl", "--json"], args].concat());
        let gone = ran.events().into_iter().filter(|event| event.contains("pruned") || event.contains("left"));
        let lines = work.read("out/articles.jsonl");
        let ids = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].clone());
        (gone.collect::<Vec<_>>().join(", "), ids.map(|id| id.as_str().unwrap()[..1].to_owned()).collect::<String>())
    };
    let expected = |gone: &str, ids: &str| (gone.to_owned(), ids.to_owned());
    run(&["b"]);
    assert_eq!(run(&["a"]), expected("", "1234"));
    std::fs::remove_file(work.path("a/1.txt")).unwrap();
    assert_eq!(run(&["a"]), expected("1.txt pruned -", "234"));
    assert_eq!(run(&["a", "--exclude", "2*"]), expected("2.txt pruned -", "34"));
    std::fs::rename(work.path("b"), work.path("away")).unwrap();
    assert_eq!(run(&["a"]), expected("", "234"));
    assert_eq!(run(&["a", "--prune"]), expected("4.txt pruned -", "23"));
    work.put("a/3.txt", b"\x1f\x8b\x08 cut off");
    assert_eq!(run(&["a"]), expected("", "23"));
}
