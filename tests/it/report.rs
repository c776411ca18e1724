//! The report: whole or not there, the same bytes every time, true to the run, and safe whatever a document holds.

use base64::Engine as _;
use scraper::{Html, Selector};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::tool::{ARTICLE, Work};

const HUSK: &str = "Share this article\n\nSign up to our newsletter\n\n";

/// What a document might try: ends of scripts, styles and attributes, marks of direction, characters nobody sees.
const HOSTILE: &str = "</script><script>window.hacked = 1</script> <img src=x onerror=\"window.hacked = 2\"> \
<!--<script> </style><style>body{display:none}</style> ]]> {{ 7 * 7 }} {% raw %} \\u003cb \u{2028}\u{2029} \
\u{202e}txet deddih\u{202c} \u{0} \u{7f} \u{feff} javascript:alert(1) '\"><svg onload=alert(1)>";

/// The page of a run, taken apart.
struct Seen {
    page: String,
    html: Html,
}

impl Seen {
    fn of(work: &Work, name: &str) -> Seen {
        let page = work.read(name);
        let html = Html::parse_document(&page);
        Seen { page, html }
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        self.html.select(&selector).map(|element| element.text().collect()).collect()
    }

    fn json(&self, id: &str) -> Value {
        serde_json::from_str(&self.texts(&format!("script#{id}"))[0]).unwrap()
    }

    fn rows(&self) -> Vec<Value> {
        self.json("data")["rows"].as_array().unwrap().clone()
    }

    /// The result, put together from the pieces of a document's text.
    fn result(&self, row: usize) -> String {
        let text = self.json(&format!("d{row}"));
        let after = |piece: &Value| piece.as_str().or_else(|| piece[1].as_str()).unwrap().to_owned();
        text["pieces"].as_array().unwrap().iter().map(after).collect()
    }
}

fn work() -> Work {
    let cut = format!("{ARTICLE}\n{HUSK}");
    Work::with(&[
        ("news/a.txt", cut.as_bytes()),
        ("news/b.txt", ARTICLE.replace(". The captain", ".The captain").as_bytes()),
        (
            "page.html",
            format!("<title>Ferry</title><h1>Ferry</h1><p>{ARTICLE}</p><footer>Share this</footer>").as_bytes(),
        ),
        ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"),
    ])
}

#[test]
fn it_shows_what_the_run_did() {
    let work = work();
    let ran = work.run(&["clean", "--report", "report.html"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    let seen = Seen::of(&work, "report.html");
    let rows = seen.rows();
    let paths: Vec<&str> = rows.iter().map(|row| row["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["news/a.txt", "news/b.txt", "page.html", "picture"]);
    for (row, output) in [(0, "news/a.txt"), (1, "news/b.txt"), (2, "page.html.txt")] {
        assert_eq!(seen.result(row).trim_end(), work.read(&format!("cleaned/{output}")).trim_end(), "{output}");
        assert_eq!(rows[row]["output"], output);
    }
    assert_eq!((rows[3]["outcome"].as_str(), rows[3]["reason"].as_str()), (Some("skipped"), Some("binary")));
    let lead = &seen.texts(".lead")[0];
    let (kept, cut) = rows
        .iter()
        .fold((0, 0), |(kept, cut), row| (kept + row["kept"].as_u64().unwrap(), cut + row["cut"].as_u64().unwrap()));
    assert!(cut > 0 && lead.starts_with(&format!("4 documents: {kept} words kept, {cut} cut")), "{lead}");
    for (row, rule) in [(0, "share-prompt"), (1, "sentence-join")] {
        let rules = rows[row]["rules"].to_string();
        assert!(rules.contains(rule), "{rules}");
    }
}

#[test]
fn the_preview_gives_the_same_report_and_keeps_its_lines() {
    let work = work();
    let lines = work.run(&["clean", "--dry-run"]).out;
    let ran = work.run(&["clean", "--dry-run", "--report", "preview.html"]);
    assert_eq!((ran.code, ran.out), (Some(0), lines));
    assert!(!work.path("cleaned").exists());
    assert_eq!(work.run(&["clean", "--report", "run.html"]).code, Some(0));
    let (preview, run) = (Seen::of(&work, "preview.html"), Seen::of(&work, "run.html"));
    for row in 0..3 {
        assert_eq!(preview.result(row), run.result(row));
    }
    assert!(preview.texts(".run")[0].contains("nothing was written"));
}

#[test]
fn the_same_bytes_whatever_the_threads() {
    let work = work();
    for threads in ["1", "4"] {
        let name = format!("{threads}.html");
        assert_eq!(work.run(&["clean", "--dry-run", "-j", threads, "--report", &name]).code, Some(0));
    }
    assert_eq!(work.read("1.html"), work.read("4.html"));
    let again = work.run(&["clean", "--dry-run", "--report", "1.html"]);
    assert_eq!((again.code, work.read("1.html")), (Some(0), work.read("4.html")), "a report is written anew");
}

#[test]
fn one_document_and_a_stream_have_one_too() {
    let work = work();
    let ran = work.run_with(&["clean", "-", "--report", "one.html"], ARTICLE.as_bytes());
    assert_eq!((ran.code, ran.out.trim_end()), (Some(0), ARTICLE.trim_end()));
    assert_eq!(Seen::of(&work, "one.html").rows()[0]["path"], "-");
    let ran = work.run(&["clean", "--format", "jsonl", "-o", "-", "--report", "stream.html"]);
    assert_eq!((ran.code, ran.json().len()), (Some(0), 3));
    assert_eq!(Seen::of(&work, "stream.html").rows().len(), 4);
    work.put("list", b"raw/page.html\n");
    work.run(&["clean", "--files-from", "list", "--dry-run", "--report", "listed.html"]);
    assert!(Seen::of(&work, "listed.html").texts("bdi").contains(&"list".to_owned()));
}

#[test]
fn it_is_never_written_where_it_could_do_harm() {
    let work = work();
    work.put("lone.html", ARTICLE.as_bytes());
    work.put("page.html", b"<p>Not a report.</p>");
    std::fs::create_dir(work.path("folder.html")).unwrap();
    let cases: [&[&str]; 8] = [
        &["clean", "--report", "raw/report.html"],
        &["clean", "--report", "raw/news/../report.html"],
        &["clean", "--dry-run", "--report", "raw/page.html"],
        &["clean", "lone.html", "--report", "lone.html"],
        &["clean", "--report", "page.html"],
        &["clean", "--report", "report.txt"],
        &["clean", "--report", "folder.html"],
        &["clean", "--report", "nowhere/report.html"],
    ];
    let before = work.tree(".");
    for args in cases {
        let ran = work.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{args:?}: {}", ran.err);
    }
    assert_eq!(work.run(&["clean", "--report-limit", "5"]).code, Some(2));
    assert!(before == work.tree("."), "something was written");
}

#[test]
fn nothing_in_a_document_can_end_its_place_in_the_page() {
    let page = format!("<title>{HOSTILE}</title><h1>Ferry</h1><p>{ARTICLE}</p><p>{HOSTILE}</p>");
    let text = format!("{ARTICLE} {HOSTILE}\n\n{HUSK}");
    let name = "</script><img src=x onerror=alert(1)>\u{202e}&\"'.txt";
    let work = Work::with(&[("page.html", page.as_bytes()), (&name.replace('/', "%2F"), text.as_bytes())]);
    assert_eq!(work.run(&["clean", "--report", "report.html"]).code, Some(0));
    let seen = Seen::of(&work, "report.html");
    assert_eq!(seen.texts("script").len(), 2 + 2, "the data, the script and two texts");
    assert_eq!((seen.texts("style").len(), seen.texts("img").len()), (1, 0));
    for (element, hash) in [("style", "style-src"), ("script:not([type])", "script-src")] {
        let digest = base64::prelude::BASE64_STANDARD.encode(Sha256::digest(&seen.texts(element)[0]));
        assert!(seen.page.contains(&format!("{hash} 'sha256-{digest}'")), "{element}");
    }
    assert!(seen.rows().iter().any(|row| row["path"] == name.replace('/', "%2F")));
    assert!((0..2).any(|row| seen.result(row).contains("</script><script>window.hacked")));
    let selector = Selector::parse("main *").unwrap();
    let mut attributes = seen.html.select(&selector).flat_map(|element| element.value().attrs());
    assert!(attributes.all(|(name, value)| !name.starts_with("on") && name != "style" && !value.contains("script:")));
}

#[test]
fn beyond_the_limit_the_most_affected_and_a_sample() {
    let files: Vec<(String, String)> = (0..40)
        .map(|number| (format!("{number:02}.txt"), format!("{ARTICLE}{}", format!("\n{HUSK}").repeat(number % 8))))
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let work = Work::with(&files);
    let ran = work.run(&["clean", "--dry-run", "--report", "report.html", "--report-limit", "10"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let seen = Seen::of(&work, "report.html");
    let rows = seen.rows();
    assert_eq!((rows.len(), seen.texts("script[id^=d]").len()), (10, 11));
    let shares: Vec<f64> = rows.iter().map(|r| r["cut"].as_f64().unwrap() / r["kept"].as_f64().unwrap()).collect();
    let most = shares.iter().copied().fold(0.0, f64::max);
    assert_eq!(shares.iter().filter(|share| **share == most).count(), 5, "{shares:?}");
    assert!(seen.texts(".lead")[0].starts_with("40 documents"));
    assert!(
        seen.texts(".shown")[0].contains("the 5 most affected and a random sample of 5"),
        "{:?}",
        seen.texts(".shown")
    );
}
