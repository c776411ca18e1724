//! `[[site]]`: selectors that strip, name the body, the title, author and date; hostile pages; test pages; import.

use std::sync::Arc;
use std::time::{Duration, Instant};

use dehusk::article::Kind;
use dehusk::judge::own::Own;
use dehusk::judge::site::{Site, Spec};
use dehusk::{Cleaned, Options};
use proptest::prelude::*;

use crate::tool::Work;

const PAGE: &str = r#"<!doctype html><html><head><title>Wrong</title></head><body>
<nav><a href="/">Harbour Press</a> <a href="/sea">Sea</a></nav>
<h1 class="head">The ferry <em>sails</em> again</h1>
<p class="by">By <b>Ann Miller</b>, <time datetime="2026-05-03">Sunday</time></p>
<div class="story"><p>The old ferry left the harbour at noon on Monday with forty people on board, and the captain had waited
an hour for the fog to lift.</p>
<p>Nobody on the quay could say why <span class="pin">Pin it here</span> the second boat stayed behind, although its
engine had been running since the early morning.</p>
<div class="box"><p>The harbour has forty berths, and the oldest of them was built when the town had no road.</p></div>
<p>By the evening both crews were back in the town.</p></div>
<div class="more"><p>The museum opens at ten on all days but Monday, and the guide tells of the storm of the winter.</p></div>
</body></html>"#;

fn site(lists: &[(&str, &[&str])]) -> Site {
    let mut spec = Spec { host: vec!["example.org".to_owned()], ..Spec::default() };
    for (name, list) in lists {
        let list = list.iter().map(|text| (*text).to_owned()).collect();
        match *name {
            "strip" => spec.strip = list,
            "body" => spec.body = list,
            "title" => spec.title = list,
            "author" => spec.author = list,
            "date" => spec.date = list,
            _ => panic!("{name}"),
        }
    }
    Site::new(spec).unwrap()
}

fn clean(page: &str, site: Site) -> Cleaned<'_> {
    let own = Arc::new(Own::default().with_sites(vec![site]));
    let url = Some("https://www.example.org/a?b".to_owned());
    dehusk::clean(page.as_bytes(), &Options { own, url, kind: Some(Kind::Html), ..Options::default() })
}

/// The reasons of what was cut, in order.
fn cuts<'a>(cleaned: &'a Cleaned) -> Vec<(&'a str, &'a str)> {
    let cut = cleaned.verdicts.iter().filter(|verdict| verdict.cut);
    cut.map(|verdict| (verdict.rule, &cleaned.extracted.text[verdict.span.clone()])).collect()
}

#[test]
fn strip_takes_out_elements_and_parts_of_blocks() {
    let cleaned = clean(PAGE, site(&[("strip", &[".box", "span.pin"])]));
    let text = cleaned.text();
    assert!(text.contains("could say why the second boat stayed"), "{text}");
    assert!(!text.contains("forty berths"), "{text}");
    let strips: Vec<_> = cuts(&cleaned).into_iter().filter(|(rule, _)| *rule == "site-strip").map(|(_, t)| t).collect();
    assert_eq!(strips[0], "Pin it here");
    assert!(strips[1].starts_with("The harbour has forty berths"));
    assert_eq!(strips.len(), 2);
}

#[test]
fn all_of_the_body_is_the_article_and_nothing_else_is() {
    let cleaned = clean(PAGE, site(&[("body", &[".none", ".more", ".story"])]));
    let text = cleaned.text();
    assert!(text.starts_with("The ferry sails again\n\nThe museum opens"), "the first body that is there: {text}");
    assert!(!text.contains("old ferry"), "{text}");
    assert!(cuts(&cleaned).iter().all(|(rule, _)| *rule == "site-body"), "{:?}", cuts(&cleaned));
    assert!(cleaned.notes.iter().all(|note| note.code != "site-no-body"));
}

#[test]
fn a_body_that_is_not_there_changes_nothing_and_is_told() {
    let (with, without) = (clean(PAGE, site(&[("body", &[".none"])])), clean(PAGE, site(&[("strip", &[".none"])])));
    assert_eq!(with.text(), without.text());
    assert!(with.notes.iter().any(|note| note.code == "site-no-body"));
    assert_eq!(without.text(), dehusk::clean(PAGE.as_bytes(), &Options::default()).text());
}

#[test]
fn a_date_of_numbers_is_read_as_the_page_writes_them() {
    let page = PAGE.replace(r#"<time datetime="2026-05-03">Sunday</time>"#, "<time>03/04/2024</time>");
    let dated = |changed: &str| {
        let page = page.replace("<div class=\"story\">", &format!("<p>Changed: {changed}</p><div class=\"story\">"));
        clean(&page, site(&[("date", &[".by time"])])).metadata.published
    };
    assert_eq!(dated("25/04/2024").as_deref(), Some("2024-04-03"));
    assert_eq!(dated("04/25/2024").as_deref(), Some("2024-03-04"));
}

#[test]
fn title_author_and_date_are_found() {
    let lists: &[(&str, &[&str])] =
        &[("title", &[".none", "h1.head"]), ("author", &[".by b"]), ("date", &[".by time"]), ("body", &[".story"])];
    let cleaned = clean(PAGE, site(lists));
    assert!(cleaned.text().starts_with("The ferry sails again\n\nThe old ferry"));
    let title = &cleaned.extracted.blocks[cleaned.title.unwrap()];
    assert_eq!(&cleaned.extracted.text[title.span.clone()], "The ferry sails again");
    let found = serde_json::to_value(&cleaned.metadata).unwrap();
    assert_eq!(found["title"], "The ferry sails again");
    assert_eq!(found["authors"][0], "Ann Miller");
    assert_eq!(found["date"], "2026-05-03");
}

#[test]
fn a_page_of_another_site_is_let_alone() {
    let own = Arc::new(Own::default().with_sites(vec![site(&[("strip", &["p"])])]));
    let usual = dehusk::clean(PAGE.as_bytes(), &Options::default()).text();
    for url in [None, Some("https://example.com/"), Some("https://notexample.org/"), Some("example.org")] {
        let options = Options { own: own.clone(), url: url.map(str::to_owned), ..Options::default() };
        assert_eq!(dehusk::clean(PAGE.as_bytes(), &options).text(), usual, "{url:?}");
    }
    let canonical = PAGE.replace("<head>", "<head><link rel=canonical href='https://example.org/x'>");
    let options = Options { own, ..Options::default() };
    assert!(!dehusk::clean(canonical.as_bytes(), &options).text().contains("old ferry"));
}

#[test]
fn texts_that_stand_elsewhere_in_the_tree_are_matched_where_they_end_up() {
    let page = "<table class=t>stray <tr><td>cell one</td><td class=x>cell two</td></tr></table><p>After &amp; all, \
                <b class=x>bold</p><p>still bold</p></b><pre class=x>\n a\n  b</pre><xmp>a &amp; b</xmp>";
    let cleaned = clean(page, site(&[("strip", &[".x"]), ("body", &["body"])]));
    let stripped: Vec<_> =
        cuts(&cleaned).into_iter().filter(|(rule, _)| *rule == "site-strip").map(|(_, t)| t).collect();
    assert_eq!(stripped, ["cell two", "bold", "still bold", " a\n  b"]);
    assert!(cleaned.text().contains("stray") && cleaned.text().contains("After & all,"), "{}", cleaned.text());
}

#[test]
fn hostile_pages_take_no_time_and_are_told() {
    let deep = "<div>".repeat(200_000) + "<p>x";
    let fonts: String = (0..50_000).map(|n| format!("<font size={n}><p>x")).collect();
    let attributes = format!("<div {}>x</div>", (0..200_000).map(|n| format!("a{n}=1 ")).collect::<String>());
    let row = "<b>x</b>".repeat(60_000);
    for (name, page) in [("deep", deep), ("fonts", fonts), ("attributes", attributes), ("row", row)] {
        let begun = Instant::now();
        let cleaned = clean(&page, site(&[("strip", &["i ~ b", "div p"])]));
        assert!(begun.elapsed() < Duration::from_secs(60), "{name}: {:?}", begun.elapsed());
        assert!(cleaned.notes.iter().any(|note| note.code == "site-unread"), "{name}: {:?}", cleaned.notes);
    }
    let nested = "<table><tr><td>".repeat(3_000) + &"<a><b><i></a><p>x".repeat(3_000);
    let begun = Instant::now();
    clean(&nested, site(&[("strip", &["td:has(i) p"])]));
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn faults_of_sites_are_told() {
    let fault = |spec: Spec| Site::new(spec).unwrap_err();
    assert_eq!(fault(Spec::default()), "a site needs a host or a path");
    let host = vec!["example.org".to_owned()];
    assert!(fault(Spec { host: host.clone(), ..Spec::default() }).starts_with("a site needs strip, body"));
    let strip = vec!["div[".to_owned()];
    assert!(fault(Spec { host, strip, ..Spec::default() }).starts_with("the selector 'div[' "));
    assert!(fault(Spec { path: vec!["a[".to_owned()], ..Spec::default() }).contains("a["));
}

#[test]
fn the_command_knows_sites_by_path_by_address_and_by_url() {
    let work = Work::with(&[("news/a.html", PAGE.as_bytes()), ("blog/a.html", PAGE.as_bytes())]);
    work.put("dehusk.toml", b"[[site]]\npath = 'news/**'\nhost = 'example.org'\nstrip = '.box'\n");
    assert_eq!(work.run(&["clean"]).code, Some(0));
    assert!(!work.read("cleaned/news/a.html.txt").contains("forty berths"));
    assert!(work.read("cleaned/blog/a.html.txt").contains("forty berths"));
    assert!(work.run(&["explain", "raw/news/a.html"]).out.contains("cut   site-strip "));
    let record = serde_json::json!({"url": "http://example.org/", "html": PAGE}).to_string();
    let piped = work.run_with(&["pipe"], record.as_bytes());
    assert_eq!(piped.json()[0]["dehusk"]["rules"]["site-strip"], 1, "{}", piped.out);
}

#[test]
fn pages_of_sites_are_tested() {
    let work = Work::with(&[]);
    work.put("pages/a.html", PAGE.as_bytes());
    let config = |test: &str| format!("[[site]]\nhost = 'example.org'\nstrip = '.box'\ntest = [{test}]\n");
    let good =
        "{file = 'pages/a.html', contains = 'The old ferry', lacks = ['forty berths']}, {url = 'http://example.org/'}";
    work.put("own.toml", config(good).as_bytes());
    let ran = work.run(&["rules", "test", "own.toml"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    assert!(ran.err.contains("1 pages, 0 failures") && ran.err.contains("1 pages not tested"), "{}", ran.err);
    let bad =
        "{file = 'pages/a.html', contains = ['forty berths', 'no such text'], lacks = 'the fog'}, {file = 'x.html'}";
    work.put("own.toml", config(bad).as_bytes());
    let ran = work.run(&["rules", "test", "own.toml"]);
    assert_eq!(ran.code, Some(1));
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[0], "site example.org: pages/a.html: lacks \"forty berths\" (cut by site-strip)");
    assert_eq!(lines[1], "site example.org: pages/a.html: lacks \"no such text\" (no block of the page holds it)");
    assert!(lines[2].starts_with("site example.org: pages/a.html: contains \"the fog\" in \""), "{}", lines[2]);
    assert_eq!(lines[3], "site example.org: x.html: unreadable");
}

#[test]
fn files_of_the_ftr_form_are_read() {
    let work = Work::with(&[]);
    let file = "# A comment\ntitle: //h1\nbody: //div[@class='story']\nbody: //div[contains(@class, 'more')]\n\
                strip: //div[contains(@class, 'box')]\nstrip: //p[contains(text(), 'Pin')]\nstrip_id_or_class: pin\n\
                date: //time/@datetime\nauthor: //p[@class='by']/b\nprune: no\ntidy: no\nnonsense: 1\nnext_page_link: //a\n\
                test_url: http://example.org/a\ntest_contains: The old ferry\n";
    work.put("example.org.txt", file.as_bytes());
    let ran = work.run(&["rules", "import", "example.org.txt"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    for line in [
        "[[site]]",
        "host = [\"example.org\"]",
        "# strip: //p[contains(text(), 'Pin')]  -- the condition 'text()'",
        "# nonsense: 1  -- not known",
        "# next_page_link: //a  -- pages are not fetched",
    ] {
        assert!(ran.out.lines().any(|other| other == line), "{line}\n{}", ran.out);
    }
    work.put("dehusk.toml", ran.out.as_bytes());
    let record = serde_json::json!({"url": "http://www.example.org/a", "html": PAGE}).to_string();
    let piped = work.run_with(&["pipe"], record.as_bytes());
    let text = piped.json()[0]["text"].as_str().unwrap_or(&piped.err).to_owned();
    assert!(text.starts_with("The ferry sails again\n\nThe old ferry") && !text.contains("Pin it"), "{text}");
    assert!(!text.contains("museum") && !text.contains("berths"), "{text}");
    work.put("nothing.txt", b"prune: no\n");
    let ran = work.run(&["rules", "import", "nothing.txt"]);
    assert!(!ran.out.contains("[[site]]") && ran.out.contains("# a site needs strip"), "{}", ran.out);
}

/// Pieces of pages, whole and broken.
const SHARDS: &[&str] = &[
    "<div class=x>",
    "</div>",
    "<p>",
    "</p>",
    "<b class=x>",
    "</b>",
    "<a href=y>",
    "</a>",
    "<table>",
    "<tr>",
    "<td class=x>",
    "</table>",
    "text",
    " more ",
    "&amp;",
    "&#x100000;",
    "\u{100000}7\u{100000}",
    "<br>",
    "<pre>",
    "</pre>",
    "<!-- c -->",
    "<script>x</script>",
    "<svg><text>",
    "</svg>",
    "<select><option>",
    "<li>",
    "<ul>",
    "</ul>",
    "<h1>",
    "\u{200b}",
    "\u{a0}",
];

proptest! {
    #[test]
    fn what_is_stripped_is_what_the_selector_names(parts in proptest::collection::vec(proptest::sample::select(SHARDS), 0..40)) {
        let page = format!("<!doctype html><body>{}", parts.concat());
        let cleaned = clean(&page, site(&[("strip", &[".x"]), ("body", &["body"])]));
        let html = scraper::Html::parse_document(&page);
        let selector = scraper::Selector::parse(".x").unwrap();
        let named: String = html.select(&selector).flat_map(|element| element.text()).collect();
        for (rule, text) in cuts(&cleaned).into_iter().filter(|(rule, _)| *rule == "site-strip") {
            for word in text.split_whitespace().filter(|word| word.is_ascii()) {
                prop_assert!(named.contains(word), "{rule} {word:?} of {page:?}");
            }
        }
    }
}
