//! Titles where headings, lines and the head of a page say different things.

use dehusk::{Options, clean};

use crate::metadata::{BODY, about};

fn title(head: &str, before: &str) -> String {
    about(head, before).title.unwrap_or_default()
}

#[test]
fn a_heading_of_several_lines_is_one() {
    let head = "<title>Night ferries from Low Quay | Harbour Post</title>";
    assert_eq!(title(head, "<h1>Night ferries<br>from Low Quay</h1>"), "Night ferries from Low Quay");
    assert_eq!(title(head, "<h1>Night ferries from Low Quay<br>All winter long</h1>"), "Night ferries from Low Quay");
}

/// Manuals made by programs have their title in an element of no level, and sections of the first.
#[test]
fn a_section_is_no_title() {
    let sections = format!("<h1>The first ferries of the class</h1>{BODY}<h1>2. Later ferries</h1>");
    let named = format!("<div class=title>The ferry class</div>{BODY}{sections}");
    assert_eq!(title("<title>Harbour: The ferry class</title>", &named), "The ferry class");
    let one_word = format!("<div class=title>FERRY</div><h1>1. Overview</h1>{BODY}<h1>2. Simple ferry</h1>{BODY}");
    assert_eq!(title("<title>FERRY</title>", &one_word), "FERRY");
    // The name of the manual may be most of what the head says, and a menu name a part of it.
    let manual = "<p>Low Quay Ferries Version 2.4</p><h1>Ferries Module mod_fog</h1>";
    assert_eq!(title("<title>mod_fog - Low Quay Ferries Version 2.4</title>", manual), "Ferries Module mod_fog");
    let menu = "<ul><li>The Harbour Post<li>Ferries</ul><h1>How to travel by night ferries</h1>";
    assert_eq!(title("<title>Ferries by night: how to travel</title>", menu), "How to travel by night ferries");
}

#[test]
fn the_name_of_the_site_is_no_title() {
    let page = "<link rel=canonical href='https://ferries.example/night'><title>All night ferries</title>";
    assert_eq!(title(&format!("{page}<meta name=twitter:title content=Ferries>"), ""), "All night ferries");
    let front = "<link rel=canonical href='https://ferries.example/'><title>Home - Low Quay Ferries</title>";
    assert_eq!(title(&format!("{front}<meta property=og:title content=Home>"), ""), "Home - Low Quay Ferries");
    // Behind that of a blog that of the platform stands.
    let blog = "<title>Fog on the river (2) @ Notes of a Pilot :: BlogHub ::</title>\
                <meta property=og:site_name content='Notes of a Pilot'>";
    let above = "<h1>BlogHub</h1><h1><a href=/blog>Notes of a Pilot</a></h1>";
    assert_eq!(title(blog, above), "Fog on the river (2)");
}

/// Of what JSON-LD describes only that is the page which its titles name.
#[test]
fn other_things_on_a_page() {
    let with = |thing: &str| {
        let script = format!("<script type='application/ld+json'>{thing}</script>");
        title(
            &format!("<title>How to plan a crossing | Low Quay Ferries</title>{script}"),
            "<h1>How to plan a crossing</h1>",
        )
    };
    let product = r#"{"@type":"Product","name":"Ferries EMS"}"#;
    let faq = r#"{"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"How long is a crossing?"}]}"#;
    for thing in [product, faq] {
        assert_eq!(with(thing), "How to plan a crossing", "{thing}");
    }
    let page = format!("<h3>Ferries EMS</h3><h3>How long is a crossing?</h3>{BODY}");
    for thing in [product, faq] {
        let script = format!("<script type='application/ld+json'>{thing}</script>");
        let head = format!("<title>Ways to cross the river | Low Quay Ferries</title>{script}");
        assert_eq!(title(&head, &page), "Ways to cross the river", "{thing}");
    }
}

#[test]
fn markup_in_json_ld() {
    let script = r#"<script type="application/ld+json">{"@type":"Recipe","name":"Fog soup","author":
        {"@type":"Person","name":"\u003Ca href=\u0022/people/reed\u0022\u003EAnn Reed\u003C/a\u003E"}}</script>"#;
    assert_eq!(about(script, "<h1>Fog soup</h1>").authors, ["Ann Reed"]);
}

/// A sidebar is headed by what the page belongs to, and that says more of what the head does than the page's own heading.
#[test]
fn a_link_in_the_navigation_is_no_title() {
    let head = "<title>Lift in quay::bridges - Manual</title>";
    let side = "<nav class=sidebar><h2><a href=/quay>In quay::<wbr>bridges</a></h2></nav>";
    assert_eq!(title(head, &format!("{side}<h1>Trait Lift</h1>")), "Trait Lift");
    let page = format!("<html lang=en>{head}{side}<main><h1>Trait Lift</h1>{BODY}</main>");
    let text = dehusk::clean(page.as_bytes(), &dehusk::Options::default()).text();
    assert!(text.starts_with("Trait Lift"), "{text}");
}

/// The first page of a site has no headline: what is set off there heads other pages, or is a motto.
#[test]
fn a_front_page_is_called_after_its_site() {
    let front = "<link rel=canonical href='https://ferries.example/'>";
    let story = "<h2><a href='/news/12-fog'>Fog over the river again</a></h2>";
    let shared = "<title>Harbour Post</title><meta property=og:title content='Fog over the river again'>";
    assert_eq!(title(&format!("{front}{shared}"), story), "Harbour Post");
    let page = "<link rel=canonical href='https://ferries.example/news/12-fog'>";
    assert_eq!(title(&format!("{page}{shared}"), story), "Fog over the river again");
    let motto = "<title>Low Quay Ferries | Over the river in the dark</title>\
                 <meta property=og:site_name content='Low Quay Ferries'><meta property=og:title content='Low Quay Ferries'>";
    let below = "<h1><a href=/>Low Quay Ferries</a></h1><p class=site-description>Over the river in the dark</p>";
    assert_eq!(title(&format!("{front}{motto}"), below), "Low Quay Ferries");
    let home = "<title>Home - Low Quay Ferries</title>";
    assert_eq!(title(&format!("{front}{home}"), "<h1>With Low Quay Ferries, you can</h1>"), "Home - Low Quay Ferries");
}

/// Nobody sees these tags, so programs escape them twice unnoticed. A page about references has them in its title too.
#[test]
fn what_is_escaped_twice() {
    let with = |shown: &str, told: &str| {
        title(&format!("<title>{shown}</title><meta property=og:title content='{told}'>"), "")
    };
    assert_eq!(
        with("F&auml;hren &amp; Fl&ouml;&szlig;e", "F&amp;auml;hren &amp;amp; Fl&amp;ouml;&amp;szlig;e"),
        "Fähren & Flöße"
    );
    assert_eq!(with("When to write &amp;amp;", "When to write &amp;amp;"), "When to write &amp;");
    assert_eq!(title("<title>| Low Quay Ferries</title>", ""), "Low Quay Ferries");
}

/// Wide signs, and signs between characters of scripts that have no blanks between words.
#[test]
fn signs_of_scripts_without_blanks() {
    const TEXT: &str = "<p>工事は春に始まり、二年続く予定です。費用は増えましたが、市議会は夜に可決しました。漁師たちは反対で、夏に大臣と話したいと言っています。</p>";
    let told = |head: &str, above: &str| {
        let page = format!("<html lang=ja><head><title>{head}</title></head><body>{above}{TEXT}{TEXT}</body></html>");
        clean(page.as_bytes(), &Options::default()).metadata.title.unwrap_or_default()
    };
    let (own, site) = ("港の拡張工事始まる", "青葉台市公式ホームページ");
    for heading in [format!("<h1>{own}</h1>"), format!("<p><font size=4><b>{own}</b></font></p>")] {
        for sign in ["｜", "／", "－", "＿", "：", "-", " - ", " | "] {
            assert_eq!(told(&format!("{own}{sign}{site}"), &heading), own, "{sign} {heading}");
            assert_eq!(told(&format!("{site}{sign}{own}"), &heading), own, "{sign} {heading}");
        }
        for head in [format!("{own}【{site}】"), format!("【{site}】{own}")] {
            assert_eq!(told(&head, &heading), own, "{heading}");
        }
    }
    // What stands in brackets may be of the title, and so may what stands behind a short sign.
    for head in ["【速報】港の拡張工事始まる", "新幹線の東京-大阪"] {
        assert_eq!(told(head, ""), head);
    }
}

/// Nothing says what the site is called, and the page shows but one part of what the head says.
#[test]
fn what_the_page_shows_of_a_title_is_no_name() {
    let told = |above: &str| title("<title>The Fog Post - Ferry sunk</title>", above);
    assert_eq!(told("<p><font size=4><b>Ferry sunk</b></font></p>"), "Ferry sunk");
    let name = "<p><font size=5><b>Ferry sunk</b></font></p><p>The Fog Post</p>";
    assert_eq!(told(name), "The Fog Post");
}
