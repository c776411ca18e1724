//! Reruns: what is up to date is left alone, what changed is done again, what is left over is told and removed when asked;
//! and the record of what was cut, from which it can be undone.

use std::fs;
use std::time::SystemTime;

use serde_json::Value;

use crate::tool::{ARTICLE, Ran, Work};

const PAGE: &str = "<nav><a href=/>Home</a> <a href=/news>News</a></nav><h1>Ferry</h1><p>The old ferry left the harbour \
    at noon on Monday with forty people on board.The captain had waited an hour for the fog to lift.</p>\
    <p>Share this article</p><p>Nobody on the quay could say why the second boat stayed behind, although its engine had \
    been running since the early morning.</p>";

fn sample() -> Work {
    Work::with(&[
        ("a.txt", ARTICLE.as_bytes()),
        ("blank.txt", b" \n"),
        ("page.html", PAGE.as_bytes()),
        ("site/b.html", PAGE.as_bytes()),
        ("site/c.html", PAGE.as_bytes()),
    ])
}

fn written(work: &Work, name: &str) -> SystemTime {
    work.path(name).metadata().unwrap().modified().unwrap()
}

/// Statuses by path.
fn statuses(ran: &Ran) -> String {
    ran.json().iter().map(|event| format!("{} ", event["status"].as_str().unwrap())).collect()
}

#[test]
fn what_is_up_to_date_is_left_alone() {
    let work = sample();
    let first = work.run(&["clean", "--json"]);
    assert_eq!(statuses(&first), "unchanged skipped cleaned cleaned cleaned ");
    let names = ["cleaned/a.txt", "cleaned/page.html.txt", "cleaned/.dehusk/manifest.jsonl"];
    let before = names.map(|name| written(&work, name));
    let again = work.run(&["clean", "--json"]);
    let expected = [
        "a.txt current -",
        "blank.txt skipped no-content",
        "page.html current -",
        "site/b.html current -",
        "site/c.html current -",
    ];
    assert_eq!(again.events(), expected);
    assert_eq!(again.json()[2]["output"], "page.html.txt");
    assert_eq!(names.map(|name| written(&work, name)), before);
    assert!(again.err.contains("4 current, 1 skipped"), "{}", again.err);
    assert_eq!(statuses(&work.run(&["clean", "--json", "--force"])), statuses(&first));
    assert_eq!(
        work.run(&["clean", "raw", "-o", "cleaned", "--check"]).code,
        Some(1),
        "a preview tells of the input alone"
    );
}

#[test]
fn what_changed_is_done_again() {
    let work = sample();
    let done = |args: &[&str]| statuses(&work.run(&[&["clean", "--json"], args].concat()));
    done(&[]);
    let all = work.tree("cleaned");
    let time = written(&work, "raw/page.html");
    work.put("raw/page.html", PAGE.replace("noon", "dawn").as_bytes());
    fs::File::options().write(true).open(work.path("raw/page.html")).unwrap().set_modified(time).unwrap();
    assert_eq!(done(&[]), "current skipped cleaned current current ", "the same size and time");
    assert!(work.read("cleaned/page.html.txt").contains("dawn"));
    work.put("raw/page.html", PAGE.as_bytes());
    done(&[]);
    let edited = work.read("cleaned/site/b.html.txt").replace("harbour", "HARBOUR");
    work.put("cleaned/site/b.html.txt", edited.as_bytes());
    fs::remove_file(work.path("cleaned/site/c.html.txt")).unwrap();
    assert_eq!(done(&[]), "current skipped current cleaned cleaned ", "an output edited, one removed");
    assert_eq!(work.tree("cleaned"), all);
    assert_eq!(done(&["--recall"]), "unchanged skipped cleaned cleaned cleaned ");
    assert_eq!(done(&["--recall"]), "current skipped current current current ");
    assert_eq!(done(&["--format", "md"]), "unchanged skipped cleaned cleaned cleaned left left left left ");
}

#[test]
fn what_vanished_is_told_and_removed_when_asked() {
    let work = sample();
    work.run(&["clean"]);
    work.put("cleaned/site/mine.txt", b"mine");
    for name in ["raw/a.txt", "raw/page.html", "raw/site/b.html"] {
        fs::remove_file(work.path(name)).unwrap();
    }
    work.put("raw/site/c.html", b"<p>&nbsp;</p>");
    work.put("cleaned/page.html.txt", b"edited by hand");
    let told = work.run(&["clean", "--json"]);
    let expected = [
        "blank.txt skipped no-content",
        "site/c.html skipped no-content",
        "a.txt left -",
        "page.html left edited",
        "site/b.html left -",
        "site/c.html left -",
    ];
    assert_eq!((told.code, told.events()), (Some(0), expected.map(str::to_owned).to_vec()));
    assert!(told.err.contains("4 left") && told.err.contains("--prune"), "{}", told.err);
    let narrower = work.run(&["clean", "--json", "--exclude", "site", "--exclude", "a.txt", "--prune"]);
    assert_eq!(narrower.events(), ["blank.txt skipped no-content", "page.html left edited"]);
    assert_eq!(work.run(&["clean", "raw/site/c.html", "--prune", "--json"]).json().len(), 1, "other inputs");
    let pruned = work.run(&["clean", "--json", "--prune"]);
    assert_eq!(pruned.events()[2..], ["a.txt pruned -", "site/b.html pruned -", "site/c.html pruned -"]);
    let left: Vec<_> = work.tree("cleaned").into_keys().map(|path| path.to_string_lossy().into_owned()).collect();
    assert_eq!(left, ["page.html.txt", "site/mine.txt"]);
    assert_eq!(work.run(&["clean", "--json", "--prune"]).json().len(), 2);
}

#[test]
fn a_manifest_that_is_damaged_is_told_of() {
    let work = Work::with(&[("a.txt", ARTICLE.as_bytes()), ("b.txt", ARTICLE.as_bytes())]);
    let manifest = "cleaned/.dehusk/manifest.jsonl";
    let clean = || work.run(&["clean", "-q", "--json"]);
    assert_eq!(clean().err, "");
    let whole = work.read(manifest);
    let (torn, garbage) = (&whole[..whole.len() - 9], whole.replace("{\"document", "{document"));
    let other = whole.replace("\"form\":1", "\"form\":2");
    for (text, statuses, fault) in [
        (torn, "current unchanged ", None),
        (&garbage, "unchanged unchanged ", Some("damaged lines: 2")),
        ("\0\0\0", "unchanged unchanged ", Some("damaged lines: 1")),
        (&other, "unchanged unchanged ", Some("of another form")),
    ] {
        work.put(manifest, text.as_bytes());
        let ran = clean();
        assert_eq!((self::statuses(&ran).as_str(), ran.code), (statuses, Some(0)), "{text}");
        match fault {
            Some(fault) => assert!(ran.err.contains(manifest) && ran.err.contains(fault), "{}", ran.err),
            None => assert_eq!(ran.err, ""),
        }
        assert_eq!(clean().err, "", "it is whole again");
    }
}

#[test]
fn pruning_takes_empty_folders_along() {
    let work = Work::with(&[("a.txt", ARTICLE.as_bytes()), ("x/y/b.txt", ARTICLE.as_bytes())]);
    work.run(&["clean"]);
    fs::remove_dir_all(work.path("raw/x")).unwrap();
    work.run(&["clean", "--prune"]);
    assert!(work.path("cleaned/a.txt").exists() && !work.path("cleaned/x").exists());
}

#[test]
fn a_stream_is_written_again_only_if_it_comes_out_different() {
    let work = sample();
    let run = |out: &str| work.run(&["clean", "--json", "--format", "jsonl", "-o", out]);
    run("out");
    let time = written(&work, "out/articles.jsonl");
    assert_eq!(statuses(&run("out")), "current skipped current current current ");
    assert_eq!(written(&work, "out/articles.jsonl"), time);
    work.put("raw/page.html", PAGE.replace("noon", "half past one").as_bytes());
    fs::remove_file(work.path("raw/site/b.html")).unwrap();
    assert_eq!(statuses(&run("out")), "current skipped cleaned current pruned ");
    run("undisturbed");
    assert_eq!(work.read("out/articles.jsonl"), work.read("undisturbed/articles.jsonl"));
    assert_eq!(work.tree("out/.dehusk").len(), 3, "nothing is left that only the run needed");
}

/// The extracted text, from the article and the record.
fn undone(text: &str, record: &Value) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for edit in record["edits"].as_array().unwrap() {
        let number = |field: &str| edit[field].as_u64().unwrap() as usize;
        let kept = number("start") - out.len();
        out += &text[at..at + kept];
        at += kept + edit["replacement"].as_str().unwrap().len();
        out += edit["text"].as_str().unwrap();
        assert_eq!(out.len(), number("end"));
    }
    out + &text[at..]
}

#[test]
fn what_was_cut_can_be_put_back() {
    let raw = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("raw");
    let work = sample();
    let raw = raw.to_str().unwrap();
    let keep = |out: &str| work.run(&["clean", raw, "-o", out, "--keep-cuts", "cuts.jsonl", "--json"]);
    assert_eq!(keep("out").code, Some(0));
    work.run(&["clean", raw, "-o", "all", "--stages", "decode,extract"]);
    let kept = work.read("cuts.jsonl");
    let mut cut = 0;
    for record in kept.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let name = record["output"].as_str().unwrap();
        let text = |folder: &str| work.read(&format!("{folder}/{name}")).strip_suffix('\n').unwrap().to_owned();
        assert_eq!(undone(&text("out"), &record), text("all"), "{name}");
        cut += record["edits"].as_array().unwrap().len();
    }
    assert!(kept.lines().count() >= 20 && cut > 200, "{cut}");
    assert!(statuses(&keep("out")).split_whitespace().all(|status| status == "current"));
    assert_eq!(work.read("cuts.jsonl"), kept, "what is up to date stays in the record");
    fs::remove_file(work.path("cuts.jsonl")).unwrap();
    keep("out");
    assert_eq!(work.read("cuts.jsonl"), kept, "a record that is gone is made again");
    assert_eq!(work.run(&["clean", "--keep-cuts", "raw/cuts.jsonl"]).code, Some(2));
    assert_eq!(work.run(&["clean", "--dry-run", "--keep-cuts", "x.jsonl"]).code, Some(2));
}

#[test]
fn what_was_cut_is_never_written_where_it_could_do_harm() {
    let work = sample();
    work.put("list", b"lone.txt\n");
    work.put("lone.txt", ARTICLE.as_bytes());
    work.put("mine.toml", b"dial = \"recall\"\n");
    work.put("records.jsonl", b"{\"id\":\"a\",\"text\":\"b\"}\n");
    let cases: [&[&str]; 8] = [
        &["--files-from", "list", "--keep-cuts", "lone.txt"],
        &["--files-from", "list", "--keep-cuts", "list"],
        &["--config", "mine.toml", "--keep-cuts", "mine.toml"],
        &["--keep-cuts", "records.jsonl"],
        &["--keep-cuts", "cleaned/a.txt"],
        &["--keep-cuts", "cleaned/.dehusk/cuts.jsonl"],
        &["--format", "jsonl", "--keep-cuts", "cleaned/articles.jsonl"],
        &["--format", "jsonl", "--compress", "gz", "--keep-cuts", "cleaned/review/articles.jsonl.gz"],
    ];
    let before = work.tree(".");
    for args in cases {
        let ran = work.run(&[&["clean"], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{args:?}: {}", ran.err);
    }
    assert!(before == work.tree(".") && !work.path("cleaned").exists(), "something was written");
    for name in ["cleaned/cuts.jsonl", "cuts.gz"] {
        for _again in 0..2 {
            assert_eq!(work.run(&["clean", "--keep-cuts", name]).code, Some(0), "{name}");
        }
    }
}

#[test]
fn compare_says_what_is_different_and_why() {
    let work = sample();
    work.run(&["clean", "-o", "one"]);
    work.run(&["clean", "-o", "same", "--format", "jsonl"]);
    let same = work.run(&["compare", "one", "same"]);
    assert_eq!(
        (same.code, same.out.lines().next()),
        (Some(0), Some("5 the same, 0 changed, 0 only in one, 0 only in same"))
    );
    fs::remove_file(work.path("raw/a.txt")).unwrap();
    work.put("raw/new.txt", ARTICLE.as_bytes());
    work.run(&["clean", "-o", "two", "--stages", "decode,extract"]);
    let ran = work.run(&["compare", "one", "two", "--json"]);
    assert_eq!(ran.code, Some(1));
    let json = &ran.json()[0];
    assert_eq!((&json["only"][0][0], &json["only"][1][0]), (&"a.txt".into(), &"new.txt".into()));
    assert_eq!((&json["same"], json["changed"].as_array().unwrap().len()), (&1.into(), 3));
    let change = &json["changed"][0];
    assert!(
        change["gained"].as_u64() > Some(3) && change["rules"]["sentence-join"] == serde_json::json!([[1, 0], [0, 0]]),
        "{change}"
    );
    let lines = work.run(&["compare", "one", "two"]).out;
    assert!(lines.contains("changed  page.html  ") && lines.contains("only in two  new.txt"), "{lines}");
    assert_eq!(work.run(&["compare", "one", "raw"]).code, Some(2));
}

#[test]
fn compare_sees_the_articles_that_are_there() {
    let shapes: [&[&str]; 4] =
        [&[], &["--format", "jsonl"], &["--format", "jsonl", "--compress", "gz"], &["--format", "dolma"]];
    for shape in shapes {
        let work = sample();
        work.run(&[&["clean", "-o", "one"], shape].concat());
        work.run(&[&["clean", "-o", "two"], shape].concat());
        assert_eq!(work.run(&["compare", "one", "two"]).code, Some(0), "{shape:?}");
        match shape {
            [] => {
                fs::remove_file(work.path("two/a.txt")).unwrap();
                let edited = work.read("two/page.html.txt") + "x y z\n";
                work.put("two/page.html.txt", edited.as_bytes());
            }
            [.., "gz"] => {
                let file = fs::File::create(work.path("two/articles.jsonl.gz")).unwrap();
                let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
                let lines = unpacked(&fs::read(work.path("one/articles.jsonl.gz")).unwrap());
                std::io::Write::write_all(&mut packed, edited(&lines).as_bytes()).unwrap();
                packed.finish().unwrap();
            }
            _ => work.put("two/articles.jsonl", edited(&work.read("one/articles.jsonl")).as_bytes()),
        }
        for (pair, only) in [(["one", "two"], 0), (["two", "one"], 1)] {
            let ran = work.run(&["compare", pair[0], pair[1], "--json"]);
            let json = &ran.json()[0];
            assert_eq!((ran.code, &json["same"]), (Some(1), &3.into()), "{shape:?}: {json}");
            assert_eq!((&json["only"][only][0], json["only"][1 - only][0].as_str()), (&"a.txt".into(), None), "{json}");
            let changes = json["changed"].as_array().unwrap();
            assert_eq!((changes.len(), &changes[0]["path"]), (1, &"page.html".into()), "{json}");
            let (gained, lost) = (changes[0]["gained"].as_u64().unwrap(), changes[0]["lost"].as_u64().unwrap());
            assert!(
                shape.contains(&"dolma") || if only == 0 { (gained, lost) == (3, 0) } else { (gained, lost) == (0, 3) }
            );
        }
    }
}

/// The lines of a stream without the first, and the second with more in it.
fn edited(lines: &str) -> String {
    let mut lines: Vec<String> = lines.lines().skip(1).map(str::to_owned).collect();
    let mut record: Value = serde_json::from_str(&lines[0]).unwrap();
    match record["text"].as_str() {
        Some(text) => record["text"] = format!("{text} x y z").into(),
        None => record["attributes"]["dehusk__cut"] = serde_json::json!([]),
    }
    lines[0] = record.to_string();
    lines.join("\n") + "\n"
}

fn unpacked(bytes: &[u8]) -> String {
    std::io::read_to_string(flate2::read::GzDecoder::new(bytes)).unwrap()
}
