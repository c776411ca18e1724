//! The headings of a page as its reader sees them: one of several lines is one, though each of its lines is a block.

use super::address::leads_on;
use super::title::folded;
use crate::article::{Block, Extracted, Role, Span};

/// Headings that are looked at.
const MOST: usize = 200;
/// Lines of one.
const MOST_LINES: usize = 4;
/// Longer ones are no titles.
pub const LONGEST: usize = 500;

/// Level, number and text of the headings that are shown; one of several lines as a whole before the first of them.
pub fn headings(extracted: &Extracted) -> impl Iterator<Item = (u8, usize, &str)> {
    let heading = |(at, block): (usize, &'_ Block)| match block.role {
        Role::Heading(level) if !block.hidden => Some((level, at, block.span.clone())),
        _ => None,
    };
    let found = extracted.blocks.iter().enumerate().filter_map(heading).take(MOST);
    let found = found.flat_map(|(level, at, span)| {
        whole(extracted, at).map(|whole| (level, at, whole)).into_iter().chain([(level, at, span)])
    });
    let text = found.filter_map(|(level, at, span)| Some((level, at, extracted.text.get(span)?.trim())));
    text.filter(|(.., text)| text.len() <= LONGEST)
}

/// All lines of the heading that begins at a block, if it has several: each is a block.
fn whole(extracted: &Extracted, at: usize) -> Option<Span> {
    let goes_on = |at: &usize| match extracted.blocks.get(*at..at + 2) {
        Some([one, next]) => {
            one.role == next.role && extracted.text.get(one.span.end..next.span.start).is_some_and(|gap| gap == "\n")
        }
        _ => false,
    };
    if at.checked_sub(1).is_some_and(|before| goes_on(&before)) {
        return None;
    }
    let last = (at..at + MOST_LINES).take_while(goes_on).last()? + 1;
    Some(extracted.blocks[at].span.start..extracted.blocks[last].span.end)
}

/// Is it the title of another page, which a heading leads to?
pub fn is_of_other(extracted: &Extracted, title: &str) -> bool {
    let own = folded(title);
    headings(extracted).any(|(_, at, text)| folded(text) == own && leads_on(extracted, &extracted.blocks[at]))
}
