//! A page of several voices → its posts or comments, each with author and date where the page shows them. On a page of
//! a forum the posts are the article, and stay in its text; comments are what the judge cut, kept apart for those who
//! ask. What cannot be told apart is left out.

mod around;
pub mod software;
mod units;

use std::ops::Range;

use serde::Serialize;

use crate::article::{Edit, Extracted, Kind, Span, Verdict, replay};
use crate::extract::html::hints::Hints;
use crate::judge::kept_blocks;
use crate::metadata::signature::Signed;
use crate::metadata::{Metadata, PageKind};

use self::units::Unit;

/// One post or comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Post {
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When: ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Its text, paragraphs parted by a blank line.
    pub text: String,
    /// Where it stands in the page.
    #[serde(skip)]
    pub place: Place,
}

impl Post {
    /// Who wrote it and when, as far as it is known; `None` if nothing is.
    pub fn signature(&self) -> Option<String> {
        let known: Vec<&str> = [&self.author, &self.date].into_iter().flatten().map(String::as_str).collect();
        (!known.is_empty()).then(|| known.join(", "))
    }
}

/// Where a post stands in the page that it was found on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The element that holds its text.
    pub element: u32,
    /// The blocks of its text.
    pub text: Range<u32>,
    /// The blocks of all that belongs to it: its name, date and buttons too.
    pub whole: Range<u32>,
}

/// A lone post is the article itself.
const FEWEST_POSTS: usize = 2;

/// The posts of a page of a forum, as they stand in the article.
pub fn posts(source: &str, extracted: &Extracted, edits: &[Edit], about: &Metadata) -> Vec<Post> {
    if extracted.kind != Kind::Html || about.page_kind != Some(PageKind::Forum) {
        return Vec::new();
    }
    let units = units::posts(source, extracted);
    let text = |unit: &Unit| {
        let span = unit.span(extracted)?;
        Some(part(&extracted.text, span, edits))
    };
    let posts: Vec<Post> = units.iter().filter_map(|unit| unit.post(source, extracted, text(unit)?)).collect();
    if posts.len() < FEWEST_POSTS { Vec::new() } else { posts }
}

/// Who signed the first post of a page and when, and the block in which it begins. What is named a comment alone has another
/// text before it.
pub fn first(source: &str, extracted: &Extracted) -> Option<(Signed, usize)> {
    let units = units::posts(source, extracted);
    let first = units.first().filter(|unit| !unit.is_comment(extracted))?;
    Some((first.signed(source, extracted), first.blocks().start))
}

/// The comments on an article: those of which the judge left nothing in it.
pub fn comments(source: &str, extracted: &Extracted, verdicts: &[Verdict]) -> Vec<Post> {
    if extracted.kind != Kind::Html {
        return Vec::new();
    }
    let kept = kept_blocks(extracted.blocks.len(), verdicts);
    let all_cut = |unit: &&Unit| unit.blocks().all(|block| kept.get(block) == Some(&false));
    let units = units::find(extracted, Hints::named(&["comment"]));
    let text = |unit: &Unit| Some(extracted.text.get(unit.span(extracted)?)?.to_owned());
    units.iter().filter(all_cut).filter_map(|unit| unit.post(source, extracted, text(unit)?)).collect()
}

/// A part of the extracted text with the edits in it made. An edit that reaches beyond it ends with it.
fn part(text: &str, span: Span, edits: &[Edit]) -> String {
    let first = edits.partition_point(|edit| edit.span.end <= span.start);
    let inside = edits.iter().skip(first).take_while(|edit| edit.span.start < span.end);
    let shifted: Vec<Edit> = inside
        .map(|edit| {
            let (start, end) = (edit.span.start.max(span.start), edit.span.end.min(span.end));
            Edit { span: start - span.start..end - span.start, ..edit.clone() }
        })
        .collect();
    replay(text.get(span).unwrap_or_default(), &shifted).trim().to_owned()
}
