//! Pages of which the head says little, as most were made before 2010: what stands around their text tells more.

use dehusk::{Options, clean};

use crate::metadata::{BODY, about};

#[test]
fn what_stands_above_the_text() {
    let paper = "<title>The Harbour Post: Local news</title>";
    let title = |head: &str, before: &str| about(head, before).title.unwrap_or_default();
    for before in [
        "<b><font size=4>Nine ways over the harbour</font></b><p>By Ann Reed</p>",
        "<p class=storytitle>Nine ways over the harbour</p>",
        "<p><span id=MainHeadline>Nine ways over the harbour</span></p>",
        "<div><font size='+1'><b>Nine ways over the harbour</b></font><br>Harbour Post<br>March 5, 2004</div>",
        "<h1><a href='/'>Welcome to the Post</a></h1><h3>Nine ways over the harbour</h3>",
    ] {
        for head in [paper, "<title>Untitled Document</title>", ""] {
            assert_eq!(title(head, before), "Nine ways over the harbour", "{head} {before}");
        }
    }
    // What heads but a part of it, says the same in fewer words, or greets the reader, is not the title.
    let sections = format!("<h3>On foot at night</h3>{BODY}<h3>By bus in winter</h3>");
    for before in [&*sections, "<h3>Welcome to our site</h3>", "<b>Ann Reed</b><br>", "<b>News</b>"] {
        assert_eq!(
            title("<title>Nine ways over the harbour</title>", before),
            "Nine ways over the harbour",
            "{before}"
        );
    }
    assert_eq!(
        title("<title>Nine ways over it_Local_Harbour Post</title>", "<b>Nine ways over it</b>"),
        "Nine ways over it"
    );
}

#[test]
fn the_day_beside_the_headline() {
    let clock = "<div id=clock class=date>Tuesday, January 15, 2008</div><ul><li>News</li><li>Sport</li></ul>";
    let told = |line: &str| about("", &format!("{clock}<h1>The late ferry</h1>{line}")).published.unwrap_or_default();
    for line in [
        "<p class=datestamp>Tuesday, January 8th 2008, 4:00 AM</p>",
        "<h2 class=art-byline>By Ann Reed 08/01/2008</h2>",
        "<p>Tom Hale at Low Quay<br>Tuesday January 8, 2008<br>The Post</p>",
    ] {
        assert_eq!(told(line), "2008-01-08", "{line}");
    }
    let text = "The ferry that came in at seven had forty people on board, and the harbour was full of those who waited for \
                it, in the fog that had held it at the mouth of the river.";
    for line in ["LOW QUAY, Jan 8, 2008 - ", "(January 8, 2008) — ", "HP - Jan. 8, 2008: "] {
        let page = format!("<html lang=en><h1>The late ferry</h1><p>{line}{text}</p>{BODY}");
        let about = clean(page.as_bytes(), &Options::default()).metadata;
        assert_eq!(about.published.as_deref(), Some("2008-01-08"), "{line}");
    }
    // Which number is the month is told by a day that the page writes out; a sentence tells of any day.
    let order = |lines: &str| {
        let page = format!("<html><h1>The late ferry</h1>{lines}{BODY}");
        clean(page.as_bytes(), &Options::default()).metadata.published.unwrap_or_default()
    };
    assert_eq!(order("<p>Published 01/08/2008</p><p>Next: January 12, 2008</p>"), "2008-01-08");
    assert_eq!(order("<p>Published 01/08/2008</p><p>Next: August 12, 2008</p>"), "2008-08-01");
    assert_eq!(order("<p>Published 01/08/2008</p>"), "");
    assert_eq!(
        order(
            "<p>All that was asked of the captain had to be in the harbour by the end of May 10, 2005, or later.</p>"
        ),
        ""
    );
}

#[test]
fn who_signs_in_other_ways() {
    let by = |before: &str, after: &str| {
        let page = format!("<html lang=en><h1>The late ferry</h1>{before}{BODY}{after}");
        clean(page.as_bytes(), &Options::default()).metadata.authors.join("; ")
    };
    for (before, after, wanted) in [
        ("<p>By Ann Reed in Low Quay</p>", "", "Ann Reed"),
        ("<p>By ANN REED AND TOM HALE</p>", "", "ANN REED; TOM HALE"),
        ("<p>By Ann Reed AP Science Writer</p>", "", "Ann Reed"),
        ("<p>By Ann Reed -- Harbour Post, 1/21/2008</p>", "", "Ann Reed"),
        ("<p>By Ann Reed, Harbour Gazette</p>", "", "Ann Reed"),
        ("<p>By the Harbour Press</p>", "", "Harbour Press"),
        ("<p><b>Ann Reed at Low Quay<br>Sunday January 6, 2008<br>The Post</b></p>", "", "Ann Reed"),
        ("<p><b>Ann Reed and Tom Hale</b><br>Harbour Post<br>Jan. 10, 2008 12:00 AM</p>", "", "Ann Reed; Tom Hale"),
        ("", "<p>Nobody was hurt. (Reporting by Ann Reed in Low Quay; Editing by Tom Hale)</p>", "Ann Reed"),
        ("", "<p>--<i>Ann Reed</i></p>", "Ann Reed"),
        ("", "<p>posted by gull at 1:40 PM</p>", "gull"),
        ("<div class=imageByline>Tom Hale/Post</div>", "", ""),
        ("<p>by Thread by Date</p>", "", ""),
    ] {
        assert_eq!(by(before, after), wanted, "{before}{after}");
    }
    let creator = "<meta name='DC.creator' content='Reed, Ann B.'><meta name='DC.creator' content='Hale, Tom'>";
    assert_eq!(about(creator, "").authors, ["Ann B. Reed", "Tom Hale"]);
}

/// A heading below the text may say the title again: replies begin there.
#[test]
fn the_byline_is_above_the_text() {
    let title = "The harbour master finds that fog no longer stops the ferry";
    let above = format!("<h1>{title} (quay.example) 87</h1><p>Posted by mudlark on Friday December 19, 2025</p>");
    let below = format!("{}<h2>{title}</h2><p>More replies below.</p>", BODY.repeat(8));
    let page = format!("<html lang=en><title>{title} - Harbour Post</title>{above}{below}");
    assert_eq!(clean(page.as_bytes(), &Options::default()).metadata.authors, ["mudlark"]);
}
