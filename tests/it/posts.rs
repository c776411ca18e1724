//! What readers wrote: comments kept apart, posts of forums, who has begun a thread.

use dehusk::metadata::PageKind;
use dehusk::{Options, clean};

use crate::metadata::BODY;

/// Two readers' comments below an article, as common software writes them.
const COMMENTS: &str = "<section id=comments class=comments-area><h2>2 comments</h2><ol class=comment-list>\
    <li class=comment id=comment-1><article class=comment-body><footer class=comment-meta><b class='comment-author'>Ann Reed</b> \
    <time datetime='2024-03-05T10:00:00+01:00'>March 5</time></footer><div class=comment-content><p>I was on that ferry, cold as it was.</p>\
    <p>Never again.</p></div><a href=#>Reply</a></article></li>\
    <li class=comment id=comment-2><article class=comment-body><footer class=comment-meta><b class='comment-author'>Tom Hale</b></footer>\
    <div class=comment-content><p>Nobody told us on the other side either.</p></div></article></li></ol></section>";

#[test]
fn comments_are_kept_apart_for_those_who_ask() {
    let page = format!("<html><body><article><h1>The late ferry</h1>{BODY}{BODY}</article>{COMMENTS}</body></html>");
    let silent = clean(page.as_bytes(), &Options::default());
    assert!(silent.comments.is_empty());
    let asked = clean(page.as_bytes(), &Options { comments: true, ..Options::default() });
    assert_eq!(asked.text(), silent.text());
    let told: Vec<_> =
        asked.comments.iter().map(|c| (c.author.as_deref(), c.date.as_deref(), c.text.as_str())).collect();
    assert_eq!(
        told,
        [
            (
                Some("Ann Reed"),
                Some("2024-03-05T10:00:00+01:00"),
                "I was on that ferry, cold as it was.\n\nNever again."
            ),
            (Some("Tom Hale"), None, "Nobody told us on the other side either."),
        ]
    );
}

#[test]
fn posts_of_a_forum() {
    let post = |name: &str, day: &str, text: &str| {
        format!(
            "<div class=post id=p1><div class=post-author><a class=username href=/u/x>{name}</a></div><time datetime={day}>x</time>\
             <div class=post-content><p>{text}</p></div></div>"
        )
    };
    let page = format!(
        "<html><head><meta name=generator content='Discourse 3.1'></head><body><h1>Why was the ferry late?</h1>{}{}</body></html>",
        post(
            "annreed",
            "2024-03-05",
            "The ferry came in at seven with forty people on board, and nobody on the quay knew why it was late. Does anybody know more?"
        ),
        post(
            "tom_h",
            "2024-03-06",
            "The captain said that the fog had held them at the mouth of the river for an hour, and that the pilot had not come."
        ),
    );
    let cleaned = clean(page.as_bytes(), &Options::default());
    assert_eq!(cleaned.metadata.page_kind, Some(PageKind::Forum));
    let told: Vec<_> = cleaned.posts.iter().map(|c| (c.author.as_deref(), c.date.as_deref())).collect();
    assert_eq!(told, [(Some("annreed"), Some("2024-03-05")), (Some("tom_h"), Some("2024-03-06"))]);
    assert!(cleaned.posts.iter().all(|post| cleaned.text().contains(&post.text)));
}

#[test]
fn who_has_begun_the_thread() {
    let post = |name: &str| format!("<td><a href='member.php?u=7'>{name}</a><p>Member</p></td><td>{BODY}</td>");
    let page = format!(
        "<head><title>The late ferry</title><meta name=generator content='vBulletin 3.8'></head><table>\
         <tr>{}</tr><tr>{}</tr></table>",
        post("sea_ann"),
        post("tom_h")
    );
    let about = clean(page.as_bytes(), &Options::default()).metadata;
    assert_eq!((about.page_kind, about.authors), (Some(PageKind::Forum), vec!["sea_ann".to_owned()]));
}
