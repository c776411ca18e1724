//! What stands around a post's text → who signed it and when, where no element is named after that.

use std::ops::Range;

use super::software::is_member;
use crate::article::{Extracted, Mark, Span};
use crate::metadata::signature::{self, Order};

/// Bytes of a name or a date with what is written beside it; longer lines are prose.
const LONGEST: usize = 160;

/// The spans of these blocks but for those of the text.
fn spans<'a>(extracted: &'a Extracted, whole: &Range<u32>, text: &Range<u32>) -> impl Iterator<Item = &'a Span> {
    let blocks = whole.clone().filter(|block| !text.contains(block));
    blocks.filter_map(|block| extracted.blocks.get(block as usize)).map(|block| &block.span)
}

/// Their lines.
fn lines<'a>(extracted: &'a Extracted, whole: &Range<u32>, text: &Range<u32>) -> impl Iterator<Item = &'a str> {
    let spans = spans(extracted, whole, text);
    spans.filter_map(|span| extracted.text.get(span.clone())).flat_map(str::lines).map(str::trim)
}

/// The member who is linked to first.
pub fn member(extracted: &Extracted, whole: &Range<u32>, text: &Range<u32>) -> Option<String> {
    let links = spans(extracted, whole, text).flat_map(|span| extracted.inlines_in(span));
    let mut members = links.filter(|inline| matches!(&inline.mark, Mark::Link(to) if is_member(to)));
    members.find_map(|inline| signature::account(extracted.text.get(inline.span.clone())?.trim()))
}

/// Lines before the text among which a name stands.
const FIRST_LINES: usize = 2;

/// The name in the first lines before the text; what has a colon is a label.
pub fn first_name(extracted: &Extracted, whole: &Range<u32>, text: &Range<u32>) -> Option<String> {
    let head = whole.start..text.start;
    let is_name = |line: &&str| !line.contains(':') && signature::day(line, Order::Month).is_none();
    let mut before = lines(extracted, &head, text).filter(is_name).take(FIRST_LINES);
    before.find_map(signature::name)
}

/// The first day that is not the one on which the member joined. A label may stand in the line before.
pub fn date(extracted: &Extracted, whole: &Range<u32>, text: &Range<u32>, order: Order) -> Option<String> {
    let mut of_other = false;
    lines(extracted, whole, text).filter(|line| line.len() <= LONGEST).find_map(|line| {
        let day = signature::day(line, order).filter(|_| !of_other && !signature::is_other_day(line));
        of_other = signature::is_other_day(line);
        day
    })
}

/// Whether days or months come first, as the dates around all posts show it.
pub fn order<'a>(extracted: &'a Extracted, posts: impl Iterator<Item = (Range<u32>, Range<u32>)> + 'a) -> Order {
    let lines = posts.flat_map(|(whole, text)| lines(extracted, &whole, &text).collect::<Vec<_>>());
    signature::order(lines)
}
