//! Who wrote a page and when, where names look like days or places, and where days are of something else.

use dehusk::{Options, clean};

use crate::metadata::{BODY, about};

#[test]
fn what_is_no_name() {
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

/// Nothing but a link to the first page says what the site is called.
#[test]
fn the_site_is_no_title() {
    let page = format!(
        "<html lang=en><head><title>Getting here | Night Train Co.</title></head><body><header><a href='/'>Night \
         Train Co.</a></header><main><h1>How to reach the station</h1>{BODY}</main></body></html>"
    );
    assert_eq!(clean(page.as_bytes(), &Options::default()).metadata.title.as_deref(), Some("Getting here"));
}
