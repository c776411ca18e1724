//! Which block is the article's title: the heading that says most of what the head of the page says.

use super::page::Page;
use crate::article::{Block, Role};
use crate::extract::html::tags::Tag;
use crate::metadata::address::leads_home;
use crate::metadata::bars::before_site;
use crate::text::{likeness, words};

/// A heading with less likeness to the page's own title must be an `h1` to count.
const ALIKE: f32 = 0.5;

/// The block of the best visible heading, if the page shows one.
pub fn find(page: &Page) -> Option<usize> {
    let headline = page.extracted.headline.as_deref().unwrap_or_default();
    let [said, first] = [headline, before_site(headline)].map(words);
    let mut best: Option<(f32, usize)> = None;
    for (index, block) in page.extracted.blocks.iter().enumerate() {
        let Role::Heading(level) = block.role else { continue };
        if block.hidden || page.stats[index].words < 1.0 || is_of_other(page, index) {
            continue;
        }
        let own = words(page.extracted.text_of(block));
        let (alike, is_first) = (likeness(&own, &said), own == first);
        if level > 1 && alike < ALIKE && !is_first {
            continue;
        }
        // Of those that are as like as the site's name, the one that the head says before it.
        let place = if is_first { 0.1 } else { 0.0 } - 0.1 * f32::from(level);
        let score = 2.0 * alike + place - if own.len() < 2 { 0.3 } else { 0.0 };
        if best.is_none_or(|(found, _)| score > found) {
            best = Some((score, index));
        }
    }
    best.map(|(_, index)| index)
}

/// Of a heading that is a link so much is one: blanks and signs between its words may be left out.
const MOST_LINKED: f32 = 0.9;

/// Is it the site's name, that leads to its front page, or a heading of the navigation?
fn is_of_other(page: &Page, block: usize) -> bool {
    is_in_navigation(page, block) || leads_home(page.extracted, &page.extracted.blocks[block])
}

/// Is it a link in the navigation? That may be headed by the page that this one belongs to.
fn is_in_navigation(page: &Page, block: usize) -> bool {
    let block = &page.extracted.blocks[block];
    let is_linked = block.link_bytes as f32 >= MOST_LINKED * block.span.len() as f32;
    is_linked && page.extracted.around(block.element as usize).any(|(_, element)| element.tag == Tag::Nav)
}

/// A line as like to the page's own title is that title, with a word or two beside it.
const SAME: f32 = 0.8;
/// Words of a headline; items of menus have fewer.
const FEWEST_WORDS: f32 = 3.0;
/// Bytes that may stand beside a headline in its line.
const LONGER: usize = 40;
/// Blocks below a headline among which its text begins: date, byline and buttons come between.
const REACH: usize = 6;

/// The line that says what the head of the page says, above text that stays, where no heading says it. Items of lists
/// that do are the ends of breadcrumbs.
pub fn line(page: &Page, keep: &[bool]) -> Option<usize> {
    let said = page.extracted.headline.as_deref()?;
    let of_page = words(said);
    let text = |block: usize| page.extracted.text_of(&page.extracted.blocks[block]);
    let alike = |block: usize| likeness(&words(text(block)), &of_page);
    if page.title.is_some_and(|title| alike(title) >= ALIKE) {
        return None;
    }
    let may_be = |block: &usize| {
        let Block { role, hidden, .. } = page.extracted.blocks[*block];
        let is_item = matches!(role, Role::ListItem { .. });
        let fits = page.stats[*block].words >= FEWEST_WORDS && text(*block).len() <= said.len() + LONGER;
        fits && !hidden && !is_item && !is_of_other(page, *block)
    };
    let begins = |block: usize| {
        let mut below = (block + 1..keep.len()).take(REACH);
        below.any(|block| keep[block] && page.stats[block].ends_sentence)
    };
    let is_title = |block: usize| alike(block) >= if said.contains(text(block)) { ALIKE } else { SAME };
    (0..keep.len()).filter(may_be).find(|block| is_title(*block) && begins(*block))
}
