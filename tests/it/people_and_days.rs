//! Who wrote a page and when, where names look like days or places, and where days are of something else.

use dehusk::article::Metadata;
use dehusk::{Options, clean};

use crate::metadata::{BODY, about};

fn by(line: &str) -> String {
    about("<title>The late ferry</title>", &format!("<h1>The late ferry</h1><p>{line}</p>")).authors.join("; ")
}

#[test]
fn names_like_months() {
    for name in ["Jan Krog", "April Jones", "May Lee", "August Ottmer", "Julio Pardo", "Mar Gil", "Jan de Wit"] {
        assert_eq!(about(&format!("<meta name=author content='{name}'>"), "").authors, [name]);
        assert_eq!(by(&format!("By {name}")), name);
    }
    for line in ["By May 2024", "By March", "By Jan. 5", "By May or June 2024"] {
        assert_eq!(by(line), "", "{line}");
    }
}

#[test]
fn words_inside_of_names() {
    for (line, names) in [
        ("Por Ana Costa e Silva", "Ana Costa e Silva"),
        ("Por Ana Costa e Rui Melo", "Ana Costa; Rui Melo"),
        ("Por Juan Ramón y Gil", "Juan Ramón y Gil"),
        ("Von Carl Freiherr von und zu Hohn", "Carl Freiherr von und zu Hohn"),
        ("Par Anne d’Ornel", "Anne d’Ornel"),
        ("di Nico dell'Orto", "Nico dell'Orto"),
        ("Por Inés de los Ríos Vega", "Inés de los Ríos Vega"),
    ] {
        assert_eq!(by(line), names, "{line}");
    }
}

#[test]
fn what_is_no_name() {
    for (line, names) in [
        ("Von Jana Fels, Berlin", "Jana Fels"),
        ("Por Ana Costa, de Brasília", "Ana Costa"),
        ("By Ann Reed and Tom", "Ann Reed; Tom"),
    ] {
        assert_eq!(by(line), names, "{line}");
    }
    for author in ["Google Drive", "Blogger"] {
        assert_eq!(about("", &format!("<h1>The late ferry</h1><p>Published by {author}</p>")).authors.len(), 0);
    }
    let publisher = |name: &str| {
        let script = format!(
            r#"<script type="application/ld+json">{{"@type":"BlogPosting","publisher":{{"@type":"Organization","name":"{name}"}}}}</script>"#
        );
        about(&script, "<h1>The late ferry</h1>").site
    };
    assert_eq!(publisher("Blogger"), None);
    assert_eq!(publisher("Harbour Post").as_deref(), Some("Harbour Post"));
}

fn behind(text: &str) -> Metadata {
    let page = format!("<html lang=en><article><h1>The late ferry</h1>{BODY}{BODY}{text}</article>");
    clean(page.as_bytes(), &Options::default()).metadata
}

#[test]
fn days_of_something_else() {
    for text in [
        "<h3>Related</h3><div><h4><a href=/a>A swarm in the stairs</a></h4><p class=post-date>14 May 2022</p></div>",
        "<blockquote><p>We shall miss the peace.</p>— Plough Inn <a href=https://site.example/x>March 3, 2011</a></blockquote>",
        "<p>Ask the harbour master once more before <time datetime=2023-04-01>1 Apr 2023</time>.</p>",
        "<div><div>Closing date</div><div><time datetime=2023-06-30T12:00:00Z>Fri, 30 June 2023</time></div></div>",
    ] {
        assert_eq!(behind(text).published, None, "{text}");
    }
    for text in
        ["<p>5 May 2022</p>", "<h3>News</h3><p>Published 5 May 2022</p>", "<p>Date: <time>5 May 2022</time>.</p>"]
    {
        assert_eq!(behind(text).published.as_deref(), Some("2022-05-05"), "{text}");
    }
}

/// Nothing but a link to the first page says what the site is called.
#[test]
fn the_site_is_no_title() {
    let page = format!(
        "<html lang=en><head><meta property='og:title' content='Getting here'><title>Getting here | Night Train \
         Co.</title></head><body><header><a href='/'>Night Train Co.</a></header><main><h1>How to reach the \
         station</h1>{BODY}</main></body></html>"
    );
    assert_eq!(clean(page.as_bytes(), &Options::default()).metadata.title.as_deref(), Some("Getting here"));
}

#[test]
fn what_stands_in_and_behind_names() {
    for (line, names) in [
        ("By Ann (A.B.) Reed", "Ann (A.B.) Reed"),
        ("By Ann B. (Annie) Reed", "Ann B. (Annie) Reed"),
        ("By Ann Reed (Harbour Post)", "Ann Reed"),
        ("By Ann (Low Quay)", "Ann"),
        ("Posted by Ann Reed.", "Ann Reed"),
        ("By Ann Reed Jr.", "Ann Reed Jr."),
        ("By Ann Reed @annreed", "Ann Reed"),
        ("By Ann Reed Monday, February 29, 2016", "Ann Reed"),
    ] {
        assert_eq!(by(line), names, "{line}");
    }
    for byline in [
        "<p class='author vcard'><a href=/team/ann><b class=fn>Ann Reed</b></a> <i>Senior Harbour Correspondent</i></p>",
        "<p class=byline>By <a href=/u/ann>Ann Reed</a> <a href=https://site.example/ann>The Harbour Post</a></p>",
        "<p>By <a href=/u/ann>Ann Reed</a> Senior Harbour Correspondent</p>",
        "<div class='column byline-section'><span class=author><a href=/ann>Ann Reed</a></span> <span>HARBOUR POST</span></div>",
    ] {
        assert_eq!(about("", &format!("<h1>The late ferry</h1>{byline}")).authors, ["Ann Reed"], "{byline}");
    }
    // A first name may be linked alone, and what tells of a writer stand in the same element.
    let both = "<p class=byline>By <a href=/u/ann>Ann</a> Reed and <a href=/u/tom>Tom Hale</a></p>";
    assert_eq!(about("", &format!("<h1>The late ferry</h1>{both}")).authors, ["Ann Reed", "Tom Hale"]);
    let told = format!("<div class=author-box><b>Ann Reed</b>{BODY}</div>");
    assert_eq!(behind(&told).authors, ["Ann Reed"]);
}

#[test]
fn what_looks_like_a_byline() {
    for line in [
        "<table><tr><th colspan=2>By tickets</th></tr><tr><td>Low Quay</td><td>63</td></tr></table>",
        "<pre> town     | day        | pier\n----------+------------+---------\n Low Quay | 1994-11-27 | Low Quay</pre>",
        "<div class=byline><a href=/print>Print</a></div>",
    ] {
        assert_eq!(about("", &format!("<h1>The late ferry</h1>{line}")).authors.len(), 0, "{line}");
    }
}

/// The publisher stands as the author of all that it publishes.
#[test]
fn the_site_yields_to_who_has_signed() {
    let signed = "<h1>The late ferry</h1><h3 class=byline><a rel=author href=/users/reedling>reedling</a></h3>";
    for head in [
        "<meta name=author content='Organization of Harbour Works'>",
        "<meta name=author content='Ferries (www.ferries.example)'><meta name=publisher content='Ferries (www.ferries.example)'>",
        "<meta name=author content='FP'><link rel=canonical href='https://www.fp.example/late'>",
        "<meta name=author content='HARBOUR ONLINE, Lowquay, Ferryland'>",
    ] {
        assert_eq!(about(head, signed).authors, ["reedling"], "{head}");
    }
    // On a site of one's own there is nobody else.
    let own = "<meta name=author content='Ann Reed'><link rel=canonical href='https://annreed.example/late'>";
    assert_eq!(about(own, signed).authors, ["Ann Reed"]);
}

#[test]
fn authors_of_papers() {
    let several = ["Ann Reed", "Tom Hale"].map(|name| format!("<meta name=citation_authors content='{name}'>"));
    assert_eq!(about(&several.concat(), "").authors, ["Ann Reed", "Tom Hale"]);
}

#[test]
fn days_in_templates_and_examples() {
    let infobox = "<table><tr><th>Founded</th><td>February 28, 1998<span style=display:none> (<span class='bday dtstart \
                   published updated'>1998-02-28</span>)</span></td></tr></table>";
    assert_eq!(about("", &format!("<h1>Ferries</h1>{infobox}")).published, None);
    let example = "<p>A full version of the time and date, for example: Wed, 18 Oct 1995 09:51:40 +0100. The zone is a number.</p>";
    assert_eq!(behind(example).published, None);
    assert_eq!(behind("<p>Posted by Ann Reed, editor, on: 5 May 2022</p>").published.as_deref(), Some("2022-05-05"));
}

/// The address, and what machines are told, say which number is the month.
#[test]
fn days_in_numbers_and_addresses() {
    let told = |head: &str, line: &str| {
        let page = format!("<html lang=en>{head}<h1>The late ferry</h1>{line}{BODY}");
        clean(page.as_bytes(), &Options::default()).metadata.published.unwrap_or_default()
    };
    let address = "<link rel=canonical href='https://post.example/2023/oct/03/late'>";
    assert_eq!(told(address, ""), "2023-10-03");
    assert_eq!(told(address, "<p class=date>03/10/2023</p>"), "2023-10-03");
    let stated = "<meta property='article:published_time' content='2024-09-10T16:07:00Z'>";
    assert_eq!(told(stated, "<p class=date>09.10.2024</p>"), "2024-09-10T16:07:00Z");
}

/// The day on which a member joined, or a thread began, stands beside the first post.
#[test]
fn days_of_members_and_threads() {
    let day = |begun: &str, joined: &str| {
        let post = |name: &str| {
            format!(
                "<article class='message message--post js-post' id=js-post-1><h4><a class=username href=/members/{name}.1/>{name}</a></h4>\
                 <dl class=pairs><dt>{joined}</dt><dd>2019/02/01</dd></dl><header><time datetime=2019-06-09T12:00:01+0200>9 6 2019</time></header>\
                 <div class=message-userContent><article class=message-body><div class=bbWrapper>{BODY}</div></article></div></article>"
            )
        };
        let page = format!(
            "<html id=XF><head><title>The late ferry | Forum</title></head><body><h1>The late ferry</h1>{begun}{}{}",
            post("reedling"),
            post("pintail")
        );
        clean(page.as_bytes(), &Options::default()).metadata.published.unwrap_or_default()
    };
    for joined in ["Joined", "Registriert", "Registrado", "登録日", "参加日"] {
        assert_eq!(day("", joined), "2019-06-09T12:00:01+02:00", "{joined}");
    }
    for label in ["Start date", "Fecha de inicio"] {
        let begun = format!("<ul><li>{label} <time datetime=2019-06-09T12:00:01+0200>9 Jun 2019</time></li></ul>");
        assert_eq!(day(&begun, "Joined"), "2019-06-09T12:00:01+02:00", "{label}");
    }
}

/// Of a page of short lines the title is the one that says what the head does.
#[test]
fn days_beside_a_title_above_short_lines() {
    let page = "<html lang=it><head><title>Sagra della castagna</title></head><body><table><tr><td class=contentheading>Sagra della \
                castagna</td></tr></table><table><tr><td class=createdate>Sabato 02 Ottobre 2010 18:33</td></tr><tr><td><p>Torna la \
                sagra della castagna, giunta alla 34ª edizione.</p><p>In caso di pioggia la festa si terrà al coperto.</p></td></tr>\
                <tr><td class=modifydate>Ultimo aggiornamento Martedì 05 Ottobre 2010 09:12</td></tr></table>";
    let metadata = clean(page.as_bytes(), &Options::default()).metadata;
    assert_eq!(metadata.published.as_deref(), Some("2010-10-02"));
}

/// Label, class or place tell that a day with a year of two digits is one; the language says what comes first.
#[test]
fn years_of_two_digits() {
    let day = |language: &str, line: &str| {
        let page = format!("<html lang={language}><h1>The late ferry</h1>{line}{BODY}");
        clean(page.as_bytes(), &Options::default()).metadata.published.unwrap_or_default()
    };
    for (language, line, published) in [
        ("de", "<p class=date>12.05.19</p>", "2019-05-12"),
        ("fr", "<p>12/05/19</p>", "2019-05-12"),
        ("nl", "<p class=post-date>17-09-19, 06:00</p>", "2019-09-17"),
        ("de", "<p>Stand: 31.12.98, 14:05</p>", "1998-12-31"),
        ("es", "<p>Texto: Ana Costa. 12.03.19</p>", "2019-03-12"),
        ("ja", "<p class=date>14/06/03</p>", "2014-06-03"),
        ("en-US", "<p class=date>05/12/19</p>", "2019-05-12"),
        ("en", "<p class=date>31/12/98</p>", "1998-12-31"),
        // It may be read in several ways, or be something else.
        ("en", "<p class=date>05/12/19</p>", ""),
        ("de", "<p>Release 12.05.19</p>", ""),
        ("de", "<p>Tel. 12-05-19</p>", ""),
        ("de", "<p>Geändert 12.05.19.</p>", ""),
        // Any other day comes first.
        ("de", "<p class=date>12.05.19</p><p>Veröffentlicht am 13. Mai 2019</p>", "2019-05-13"),
    ] {
        assert_eq!(day(language, line), published, "{language} {line}");
    }
}
