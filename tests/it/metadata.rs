//! Metadata of whole pages: sources, disagreements, hostile input.

use std::time::{Duration, Instant};

use dehusk::article::Verdict;
use dehusk::metadata::{Metadata, PageKind, Source};
use dehusk::{Cleaned, Options, clean};

pub const BODY: &str = "<p>The ferry came in at seven with forty people on board, and nobody on the quay knew why it was late. \
    The captain said that the fog had held them at the mouth of the river for an hour.</p>\
    <p>By noon the next one was gone again, and the harbour was as quiet as it is in winter.</p>";

fn page(head: &str, before: &str) -> Cleaned<'static> {
    let page = format!(
        "<!doctype html><html lang=en-GB><head>{head}</head><body><article>{before}{BODY}</article></body></html>"
    );
    clean(page.as_bytes(), &Options::default()).into_owned()
}

pub fn about(head: &str, before: &str) -> dehusk::article::Metadata {
    page(head, before).metadata
}

#[test]
fn of_a_text_with_a_cut_inside_the_rest_counts() {
    let line = "The ferry came in at seven with forty people on board. Share this article. The captain said nothing.";
    let cleaned = clean(line.as_bytes(), &Options::default());
    assert!(cleaned.verdicts.iter().any(|verdict| verdict.cut), "{:?}", cleaned.verdicts);
    assert_eq!(cleaned.metadata.language_detected, Some("en"));
    let link = "<p>The ferry came in <a href=/x>at seven with forty people on board</a>, and nobody on the quay knew why it \
        was late. Share this article. By noon the next one was gone again, and the harbour was quiet.</p>";
    let page = page("", &format!("<h1>The late ferry</h1>{link}"));
    let is_part = |verdict: &Verdict| page.extracted.blocks[verdict.block].span != verdict.span;
    assert!(page.verdicts.iter().any(is_part), "{:?}", page.verdicts);
    let density = dehusk::signals::Signals::of(&page, &page.text()).link_density;
    assert!(density > 0.02, "{density}");
}

#[test]
fn a_title_with_a_cut_inside_is_one() {
    let page = page("<title>The late ferry</title>", "<h1>The late ferry <b>Share this article</b></h1>");
    let kept = page.verdicts.iter().find(|verdict| !verdict.cut).map(|verdict| verdict.rule);
    assert_eq!(kept, Some("title"), "{:?}", page.verdicts);
}

#[test]
fn json_ld() {
    let about = about(
        r##"<title>The late ferry | Harbour Post</title><script type="application/ld+json">
        {"@context":"https://schema.org","@graph":[
          {"@type":"NewsArticle","headline":"The late ferry","datePublished":"2024-03-05T10:20:30+01:00",
           "dateModified":"2024-03-06","author":[{"@id":"#ann"},{"@type":"Person","name":"Tom Hale"}],
           "publisher":{"@type":"Organization","name":"Harbour Post"},"keywords":["ferry","fog"],
           "license":"https://licence.example/by","inLanguage":"en-GB"},
          {"@type":"Person","@id":"#ann","name":"Ann Reed"}]}</script>"##,
        "<h1>The late ferry</h1>",
    );
    assert_eq!(about.title.as_deref(), Some("The late ferry"));
    assert_eq!(about.authors, ["Ann Reed", "Tom Hale"]);
    assert_eq!(about.published.as_deref(), Some("2024-03-05T10:20:30+01:00"));
    assert_eq!(about.modified.as_deref(), Some("2024-03-06"));
    assert_eq!(about.site.as_deref(), Some("Harbour Post"));
    assert_eq!(about.tags, ["ferry", "fog"]);
    assert_eq!(about.license.as_deref(), Some("https://licence.example/by"));
    assert_eq!(about.language.as_deref(), Some("en-GB"));
    assert_eq!(about.language_detected, Some("en"));
    assert_eq!(about.page_kind, Some(PageKind::Article));
    assert_eq!(about.sources["authors"], Source::JsonLd);
    assert_eq!(about.sources["title"], Source::Text);
}

#[test]
fn a_page_that_declares_no_language_has_that_of_its_text_in_front_matter() {
    for (declared, told) in [("", "\nlanguage: \"en\"\n"), (" lang=en-GB", "\nlanguage: \"en-GB\"\n")] {
        let page = format!("<html{declared}><h1>The late ferry</h1><p>{}</p></html>", crate::tool::ARTICLE);
        let cleaned = dehusk::clean(page.as_bytes(), &dehusk::Options::default());
        assert_eq!(cleaned.metadata.language.is_some(), !declared.is_empty());
        let written = crate::markdown::written(&cleaned, "md", Default::default()).text;
        assert!(written.contains(told) && written.contains("\nlanguage_detected: \"en\"\n"), "{written}");
    }
}

#[test]
fn of_a_long_graph_the_beginning_is_read() {
    let items = r#",{"@type":"ListItem","name":"x"}"#.repeat(2500);
    let article = r#"{"@type":"NewsArticle","datePublished":"2024-03-05"}"#;
    let script = format!(r#"<script type="application/ld+json">{{"@graph":[{article}{items}]}}</script>"#);
    assert_eq!(about(&script, "").published.as_deref(), Some("2024-03-05"));
}

#[test]
fn dublin_core_however_it_is_written() {
    for name in ["DC.creator", "dc:creator", "DCTERMS.creator", "dcterms:creator", "dct:creator"] {
        let head = format!(r#"<meta name="{name}" content="Reed, Ann"><meta name="{name}" content="Hale, Tom">"#);
        assert_eq!(about(&head, "").authors, ["Ann Reed", "Tom Hale"], "{name}");
    }
    assert_eq!(
        about(r#"<meta name="dc:date:issued" content="2024-03-05">"#, "").published.as_deref(),
        Some("2024-03-05")
    );
}

#[test]
fn a_summary_may_be_long() {
    let words = "The ferry came in at seven. ".repeat(100);
    let head = format!(r#"<meta name="description" content="{words}">"#);
    assert_eq!(about(&head, "").description.as_deref(), Some(words.trim_end()));
}

#[test]
fn broken_json_ld_is_passed_over() {
    let commented =
        r#"<script type="application/ld+json"><!-- {"@type":"Article","datePublished":"2024-03-05"} --></script>"#;
    assert_eq!(about(commented, "").published.as_deref(), Some("2024-03-05"));
    let cdata = "<script type='application/ld+json'>//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"A\nB\",\"datePublished\":\"2024-03-05\"}\n//]]></script>";
    assert_eq!(about(cdata, "").published.as_deref(), Some("2024-03-05"));
    for broken in
        [r#"{"@type":"Article","datePublished":"2024-03-05",}"#, "{", "", "[1,", "null", "\"x\"", "{\"@graph\":7}"]
    {
        let script = format!(r#"<script type="application/ld+json">{broken}</script>"#);
        assert_eq!(about(&script, "").published, None, "{broken}");
    }
}

#[test]
fn tags_of_the_head() {
    let about = about(
        r#"<meta property="og:title" content="The late ferry"><meta property="og:site_name" content="Harbour Post">
        <meta name="author" content="By Ann Reed &amp; Tom Hale, Staff Writers"><meta name="DC.date.issued" content="2024-03-05">
        <meta property="article:modified_time" content="2024-03-06T08:00:00Z"><meta property="og:type" content="article">
        <link rel="canonical" href="/news/ferry"><base href="https://post.example/x/">
        <meta name="description" content="Fog &#8211; again."><link rel=license href="../by">"#,
        "",
    );
    assert_eq!(about.title.as_deref(), Some("The late ferry"));
    assert_eq!(about.authors, ["Ann Reed", "Tom Hale"]);
    assert_eq!(about.published.as_deref(), Some("2024-03-05"));
    assert_eq!(about.modified.as_deref(), Some("2024-03-06T08:00:00Z"));
    assert_eq!(about.url.as_deref(), Some("https://post.example/news/ferry"));
    assert_eq!(about.license.as_deref(), Some("https://post.example/by"));
    assert_eq!(about.description.as_deref(), Some("Fog – again."));
    assert_eq!(about.sources["date"], Source::DublinCore);
    assert_eq!(about.sources["url"], Source::Html);
}

#[test]
fn marks_in_the_body() {
    let about = about(
        "",
        r#"<h1 itemprop="headline">The late ferry</h1><span itemprop="author" itemscope><span itemprop="name">Ann Reed</span>
        <span>Reporter since 1999</span></span> <time itemprop="datePublished" datetime="2024-03-05T07:00">Tuesday</time>
        <a rel="tag" href="/t/fog">fog</a>"#,
    );
    assert_eq!(about.authors, ["Ann Reed"]);
    assert_eq!(about.published.as_deref(), Some("2024-03-05T07:00:00"));
    assert_eq!(about.sources["date"], Source::Microdata);
    assert_eq!(about.tags, ["fog"]);
}

#[test]
fn what_the_reader_sees() {
    let about = about(
        "",
        "<h1>The late ferry</h1><p>By Ann Reed and Tom Hale</p><p>Updated 6 March 2024, first published 5/3/2024</p>",
    );
    assert_eq!(about.authors, ["Ann Reed", "Tom Hale"]);
    assert_eq!(about.sources["authors"], Source::Text);
    let plain =
        format!("The late ferry\n\nVon Jana Fels\n\n5. März 2024\n\n{BODY}").replace("<p>", "").replace("</p>", "\n\n");
    let about = clean(plain.as_bytes(), &Options::default()).metadata;
    assert_eq!(about.authors, ["Jana Fels"]);
    assert_eq!(about.published.as_deref(), Some("2024-03-05"));
}

#[test]
fn names_beside_each_other() {
    let name = |class: &str, name: &str| format!("<a class={class}>{name}</a>");
    let line =
        [("author-name", "Ann Reed"), ("author-name", "Tom Hale")].map(|(class, who)| name(class, who)).join(", ");
    assert_eq!(about("", &format!("<h1>The late ferry</h1><div>{line}</div>")).authors, ["Ann Reed", "Tom Hale"]);
    let line =
        [("author-name", "Ann Reed"), ("author-place", "Port Royal")].map(|(class, who)| name(class, who)).join(" ");
    assert_eq!(about("", &format!("<h1>The late ferry</h1><div>{line}</div>")).authors, ["Ann Reed"]);
}

#[test]
fn dates_in_one_line() {
    let time = |day: &str, seen: &str| format!("<time datetime='{day}'>{seen}</time>");
    let line = format!("Posted on {} • Updated on {}", time("2023-03-03", "Mar 3"), time("2023-03-11", "Mar 11"));
    let about = about("", &format!("<h1>The late ferry</h1><p>{line}</p>"));
    assert_eq!((about.published.as_deref(), about.modified.as_deref()), (Some("2023-03-03"), Some("2023-03-11")));
}

#[test]
fn names_that_nothing_calls_an_author() {
    let picture = |alt: &str| format!("<img src=a.png alt='{alt}'>");
    let cases = [
        ("<p>Published March 5, 2024 by Ann Reed</p><h1>The late ferry</h1>", "Ann Reed"),
        (
            "<h1>The late ferry</h1><p>03/15/2024 by Ann Reed, Speaker of the Committee for Ferries and Bridges of the Bay</p>",
            "Ann Reed",
        ),
        ("<h1>The late ferry</h1><p>by reed77</p>", "reed77"),
        ("<h1>The late ferry</h1><p>Posted by reed77 on Friday March 15, 2024 @08:00PM</p>", "reed77"),
        ("<h1>The late ferry</h1><p>Mar. 5, 2024 · Ann Reed on behalf of the crew</p>", "Ann Reed"),
        ("<h1>The late ferry</h1><p>Ann Reed</p><p>March 5, 2024</p>", "Ann Reed"),
        (
            &format!(
                "<h1>The late ferry</h1><p>Updated March 5, 2024</p><p>4 min</p>{}<p>Ann de Reed</p>",
                picture("Picture of Ann de Reed")
            ),
            "Ann de Reed",
        ),
        ("<h1>The late ferry</h1><div class=author>reed77</div>", "reed77"),
        (
            r#"<h1>The late ferry</h1><div itemprop="author" itemscope><meta itemprop="name" content="reed77"></div>"#,
            "reed77",
        ),
        ("<h1>The late ferry</h1><p>Fog.</p><p>Fog.</p><h2>Article by</h2><p>Ann Reed</p>", "Ann Reed"),
        // Nobody.
        ("<h1>The late ferry</h1><p>March 5, 2024</p><p>Read the Log</p>", ""),
        ("<h1>The late ferry</h1><p>March 5, 2024</p><h3>Harbour News</h3>", ""),
        ("<h1>The late ferry</h1><p>Ann Reed</p><p>Tom Hale</p>", ""),
        (&format!("<h1>Rain coats</h1><p>Ann Reed</p>{}", picture("Ann Reed")), ""),
        (
            r#"<h1>The late ferry</h1><div itemprop="publisher" itemscope><meta itemprop="name" content="Reed Press"></div>"#,
            "",
        ),
    ];
    for (body, wanted) in cases {
        assert_eq!(about("", body).authors.join(", "), wanted, "{body}");
    }
}

#[test]
fn only_the_article_is_wanted() {
    let page = format!("<title>T</title><meta name=author content='Ann Reed'><h1>The late ferry</h1>{BODY}");
    let options = |article_only| Options { article_only, ..Options::default() };
    let (all, article) = (clean(page.as_bytes(), &options(false)), clean(page.as_bytes(), &options(true)));
    assert_eq!(all.metadata.authors, ["Ann Reed"]);
    assert_eq!(article.metadata, Metadata::default());
    assert_eq!(article.text(), all.text());
}

#[test]
fn comments_do_not_sign_the_article() {
    let about = about(
        "",
        "<h1>The late ferry</h1><div class=comments><span class=author>Troll</span><time datetime=2020-01-01>x</time></div>",
    );
    assert!(about.authors.is_empty() && about.published.is_none(), "{about:?}");
}

#[test]
fn what_is_no_part_of_a_title_or_a_summary() {
    let title = |heading: &str, title: &str| about(&format!("<title>{title}</title>"), heading).title;
    assert_eq!(title("<h1>Tides<a href='#tides'>¶</a></h1>", "Tides ¶ — Almanac").as_deref(), Some("Tides"));
    assert_eq!(title("<p>Of the moon.</p>", "Tides |").as_deref(), Some("Tides"));
    let summary = |text: &str| about(&format!("<meta name=description content=\"{text}\">"), "").description;
    let plain = |text: &str| summary(text).unwrap_or_default();
    assert_eq!(
        plain("&lt;p&gt;Fish &amp;amp; &lt;b&gt;chips&lt;/b&gt;,&lt;br&gt;daily&lt;/p&gt;"),
        "Fish & chips, daily"
    );
    assert_eq!(title("<h1>On «Moby Dick»</h1>", "On «Moby Dick»").as_deref(), Some("On «Moby Dick»"));
    assert_eq!(title("", "|"), None);
    assert_eq!(summary("&lt;p&gt;&lt;/p&gt;"), None);
    assert_eq!(plain("Q &amp; A: fish&lt;BR&gt;&amp;amp; chips&lt;p&gt;a&lt;/p&gt;b"), "Q & A: fish & chips a b");
    assert_eq!(plain("R&amp;amp;D at sea"), "R&D at sea");
    assert_eq!(plain("R&amp;D; a &lt; b"), "R&D; a < b");
}

#[test]
fn heading_and_head_say_it_otherwise() {
    let head = |title: &str, url: &str| format!("<title>{title}</title><link rel=canonical href='{url}'>");
    let url = "https://post.example/nine-ways-to-cross-the-harbour";
    let title = |title: &str, url: &str, heading: &str| about(&head(title, url), &format!("<h1>{heading}</h1>")).title;
    let cases = [
        ("Nine ways to cross the harbour | Post", url, "Nine ways over the harbour", "Nine ways to cross the harbour"),
        ("Nine ways over the harbour | Post", url, "Nine ways to cross it", "Nine ways to cross it"),
        ("The late ferry sails", url, "Mar 5 The late ferry sails", "The late ferry sails"),
        ("Harbour Post", url, "Nine ways to cross the harbour", "Nine ways to cross the harbour"),
        ("Post - maps of tides", "https://post.example/", "Fog again", "Post - maps of tides"),
    ];
    for (said, url, heading, wanted) in cases {
        assert_eq!(title(said, url, heading).as_deref(), Some(wanted), "{said}");
    }
}

#[test]
fn names_in_full() {
    let of = |author: &str, byline: &str| {
        let meta =
            format!("<meta name=author content='{author}'><meta property='og:site_name' content='Harbour Post'>");
        about(&meta, &format!("<h1>The late ferry</h1><p class=byline>{byline}</p>")).authors
    };
    assert_eq!(of("a.reed", "By Ann Reed"), ["Ann Reed"]);
    assert_eq!(of("Ann", "By Ann Reed"), ["Ann Reed"]);
    assert_eq!(of("Ann Reed", "Tom Hale"), ["Ann Reed"]);
    // Who is signed for the reader outweighs who is for machines: often that is who put the text there.
    assert_eq!(of("Ann Reed", "By Tom Hale"), ["Tom Hale"]);
    assert_eq!(of("Ann Reed", "By Ann Reed Sea and Coast"), ["Ann Reed"]);
    assert_eq!(of("", "<span>Ann Reed</span><span>Founder</span>"), ["Ann Reed"]);
    assert_eq!(of("Ann Reed, Harbour Post", ""), ["Ann Reed"]);
}

#[test]
fn what_only_the_end_of_the_page_says() {
    let end = |lines: &str| {
        let far = format!("<p>{}</p>", "The fog stayed. ".repeat(20)).repeat(30);
        let page = format!("<article><h1>The late ferry</h1>{BODY}{far}{lines}</article>");
        clean(page.as_bytes(), &Options::default()).metadata
    };
    let one = end("<p>Written by Ann Reed</p><p>Last updated: March 5, 2024</p>");
    assert_eq!((one.authors.as_slice(), one.published.as_deref()), (&["Ann Reed".to_owned()][..], Some("2024-03-05")));
    let two = end("<p>Written by Ann Reed</p><p>Written by Tom Hale</p><p>March 5, 2024</p>");
    assert_eq!((two.authors.len(), two.published), (0, None));
    let stands_in = "<meta name=author content='Harbour Post'><meta property='og:site_name' content='Harbour Post'>";
    let far = BODY.repeat(10);
    let with_body = |line: &str| about(stands_in, &format!("<h1>The late ferry</h1>{far}{line}")).authors;
    assert_eq!(with_body("<p>Written by</p><p>Ann Reed</p>"), ["Ann Reed"]);
    assert_eq!(with_body("<p>By Boat Type</p>"), ["Harbour Post"]);
}

#[test]
fn the_day_that_is_meant() {
    let shown = "<h1>The late ferry</h1><p><time datetime=2024-03-06T04:13:00Z>March 5, 2024</time></p>";
    assert_eq!(about("", shown).published.as_deref(), Some("2024-03-05"));
    let both = "<meta property='article:published_time' content='2020-01-02'>\
        <meta property='article:modified_time' content='2024-03-05'>";
    assert_eq!(about(both, "<h1>The late ferry</h1><p>March 5, 2024</p>").published.as_deref(), Some("2020-01-02"));
    let minutes = "<h1>The late ferry</h1><p>March 5, 2024 - 11 minutes</p>";
    assert_eq!(about("", minutes).published.as_deref(), Some("2024-03-05"));
}

#[test]
fn sources_that_disagree_are_noted() {
    let cleaned = page(
        r#"<meta name="date" content="2023-01-01"><script type="application/ld+json">{"@type":"Article","datePublished":"2024-03-05"}</script>"#,
        "",
    );
    assert_eq!(cleaned.metadata.published.as_deref(), Some("2024-03-05"));
    let note = cleaned.notes.iter().find(|note| note.code == "metadata-differs").unwrap();
    assert_eq!(note.message, "date: json-ld 2024-03-05, meta 2023-01-01");
}

#[test]
fn hostile_metadata_takes_no_longer() {
    let time = |page: String| {
        let began = Instant::now();
        let cleaned = clean(page.as_bytes(), &Options::default());
        (began.elapsed(), cleaned.into_owned())
    };
    let script = |json: String| format!(r#"<script type="application/ld+json">{json}</script><p>{BODY}"#);
    let pages = [
        script("[".repeat(500_000)),
        script(format!("{}1{}", "{\"@graph\":[".repeat(100_000), "]}".repeat(100_000))),
        script("{\"@type\":\"Article\"},".repeat(50_000)),
        format!(
            "{}<p>{BODY}",
            r#"<script type="application/ld+json">{"@type":"Article","name":"a"}</script>"#.repeat(20_000)
        ),
        format!("<h1>x</h1>{}", "<span itemprop=author>".repeat(50_000)),
        format!("<h1>x</h1>{}", "<time datetime='1/1/1/1/1'>1.1.1.1.1.1.1.1</time>".repeat(50_000)),
        format!("<meta name=author content='{}'>{BODY}", "By and, ".repeat(200_000)),
        format!("<title>{}</title>{BODY}", "a | b - ".repeat(200_000)),
        format!("<h1>x</h1><span itemprop=author title=\"{BODY}").repeat(3000),
    ];
    for page in pages {
        let start: String = page.chars().take(60).collect();
        let (taken, _) = time(page);
        assert!(taken < Duration::from_secs(20), "{start}: {taken:?}");
    }
}

#[test]
fn the_caller_knows_the_address() {
    let options = Options { url: Some("https://post.example/2024/03/05/ferry".to_owned()), ..Options::default() };
    let about = clean(format!("<h1>The late ferry</h1>{BODY}").as_bytes(), &options).metadata;
    assert_eq!(about.url.as_deref(), Some("https://post.example/2024/03/05/ferry"));
    assert_eq!(about.published.as_deref(), Some("2024-03-05"));
    assert_eq!((about.sources["url"], about.sources["date"]), (Source::Url, Source::Url));
}
