//! Metadata of postings and events, of texts by several hands, and of pages whose only dates are of something else.

use crate::metadata::about;

#[test]
fn postings_co_authors_and_days_of_other_things() {
    let script = |json: &str| format!(r#"<script type="application/ld+json">{json}</script>"#);
    let posting = r#"{"@type":"JobPosting","datePosted":"2024-06-03","hiringOrganization":{"name":"Meridian Works"}}"#;
    let about_posting = about(&script(posting), "<h1>Rigger wanted</h1>");
    assert_eq!(about_posting.published.as_deref(), Some("2024-06-03"));
    assert_eq!(about_posting.authors, ["Meridian Works"]);
    let authors = |kind: &str, other: &str| {
        let json = r#"{"@type":"KIND","author":{"@type":"Person","name":"Ann Reed"},"contributor":[{"@type":"OTHER","name":"Tom Hale"}]}"#;
        about(&script(&json.replace("KIND", kind).replace("OTHER", other)), "<h1>The late ferry</h1>").authors
    };
    assert_eq!(authors("Article", "Person"), ["Ann Reed", "Tom Hale"]);
    assert_eq!(authors("Article", "Organization"), ["Ann Reed"]);
    assert_eq!(authors("Dataset", "Person"), ["Ann Reed"]);
    let event = script(r#"{"@type":"Event","startDate":"2025-08-16T19:00:00-04:00"}"#);
    let body = |day: &str| format!("<h1>Tango</h1><h2>{day} @ 7:00 pm</h2>");
    assert_eq!(about(&event, &body("August 16, 2025")).published, None);
    assert_eq!(about(&event, &body("August 1, 2025")).published.as_deref(), Some("2025-08-01"));
    let comment = "<h1>The late ferry</h1><ol class=comments><li><b>Pete</b> March 15, 2022<p>Thank you.</ol>";
    assert_eq!(about("", comment).published, None);
    assert_eq!(about("", &comment.replace("comments", "dates")).published.as_deref(), Some("2022-03-15"));
}
