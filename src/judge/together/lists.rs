//! Items, terms and lines of a page and how likely content each is in; out, those that stay because the rest of their list
//! does: half of a list, an item without its amount, a definition without the name of what it defines help nobody.
//!
//! (The program out of fold on 1,218 training pages: with items, lists that are introduced and names of what is defined F1 86.64
//! → 86.66, documentation 94.33 → 94.44.)

use super::{Page, blocks_of, is_kept_by, share_linked};
use crate::article::{Element, Role, Span};
use crate::extract::html::tags::Tag;

/// Of a list that stays by this share of its words the rest stays too.
const MOST_OF_LIST: f32 = 0.5;
/// A list with more blocks for each of its items lays a page out: threads of forums are such.
const BLOCKS_OF_ITEM: f32 = 1.6;
/// Blocks of an item that is in several pieces.
const PIECES: std::ops::RangeInclusive<usize> = 2..=6;
/// A piece of it has no more words: a number, a measure.
const PIECE_WORDS: f32 = 4.0;
/// It, or a list that is introduced, is at least as likely content as this.
const PIECE: f32 = 0.15;

/// Keep the rest of what stays in part.
pub fn hold(page: &Page, chances: &[f32], keep: &mut [bool]) {
    pieces(page, chances, keep);
    lists(page, keep);
    introduced(page, chances, keep);
    leads(page, chances, keep);
    lines(page, keep);
    terms(page, chances, keep);
    defined(page, keep);
}

/// The pieces of an item belong together: "26" and "oat biscuits".
fn pieces(page: &Page, chances: &[f32], keep: &mut [bool]) {
    let is_piece = |block: usize| {
        let of = &page.extracted.blocks[block];
        of.link_bytes == 0 && !of.hidden && page.stats[block].words <= PIECE_WORDS && chances[block] >= PIECE
    };
    for item in page.extracted.elements.iter().filter(|element| element.tag == Tag::Li) {
        let blocks = blocks_of(item);
        if PIECES.contains(&blocks.len())
            && keep[blocks.clone()].contains(&true)
            && blocks.clone().all(|block| keep[block] || is_piece(block))
        {
            keep[blocks].fill(true);
        }
    }
}

/// The items of a list belong together.
fn lists(page: &Page, keep: &mut [bool]) {
    let is_item = |tag: Tag| matches!(tag, Tag::Li | Tag::Dt | Tag::Dd);
    let starts = page.extracted.elements.iter().filter(|element| is_item(element.tag));
    let starts: Vec<u32> = starts.map(|element| element.blocks.start).collect();
    let is_list = |tag: Tag| matches!(tag, Tag::Ul | Tag::Ol | Tag::Dl);
    for element in page.extracted.elements.iter().rev().filter(|element| is_list(element.tag)) {
        let blocks = blocks_of(element);
        let before = |block: u32| starts.partition_point(|start| *start < block);
        let items = before(element.blocks.end) - before(element.blocks.start);
        let is_text =
            |role: Role| matches!(role, Role::ListItem { .. }) || element.tag == Tag::Dl && role == Role::Paragraph;
        if blocks.len() as f32 <= BLOCKS_OF_ITEM * items as f32
            && page.extracted.blocks[blocks.clone()].iter().all(|block| is_text(block.role))
            && is_kept_by(page, keep, blocks.clone(), MOST_OF_LIST)
        {
            keep[blocks].fill(true);
        }
    }
}

/// Each list that stands below a line with a colon, its blocks, and that line.
fn below_colon<'a>(page: &'a Page) -> impl Iterator<Item = (&'a Element, Span, usize)> {
    let lists = page.extracted.elements.iter().filter(|element| matches!(element.tag, Tag::Ul | Tag::Ol));
    let line_above = |list: &'a Element| {
        let blocks = blocks_of(list);
        let line = blocks.start.checked_sub(1)?;
        page.extracted.text_of(&page.extracted.blocks[line]).ends_with(':').then_some((list, blocks, line))
    };
    lists.filter_map(line_above)
}

/// The list that the line above introduces with a colon. One that leads to other pages is that line's if it is in the same
/// item.
fn introduced(page: &Page, chances: &[f32], keep: &mut [bool]) {
    let (elements, all) = (&page.extracted.elements, &page.extracted.blocks);
    let is_item = |block: usize| matches!(all[block].role, Role::ListItem { .. });
    for (list, blocks, above) in below_colon(page) {
        if !keep[above] || !blocks.clone().all(is_item) {
            continue;
        }
        let is_nested = is_item(above) && elements[list.parent as usize].tag == Tag::Li;
        let leads_on = share_linked(&all[blocks.clone()]) > 0.5;
        let likely = chances[blocks.clone()].iter().sum::<f32>() >= PIECE * blocks.len() as f32;
        if likely && (is_nested || !leads_on) {
            keep[blocks].fill(true);
        }
    }
}

/// A longer line before a list is judged by its own words.
const LEAD_WORDS: f32 = 12.0;

/// The line with a colon that introduces a list which stays: "Pros:". (Such a line before paragraphs is mostly husk.)
fn leads(page: &Page, chances: &[f32], keep: &mut [bool]) {
    let all = &page.extracted.blocks;
    for (list, blocks, line) in below_colon(page) {
        let around = page.extracted.element_of(&all[line]).map_or(0, |element| element.parent);
        let may_be = all[line].role == Role::Paragraph
            && around == list.parent
            && all[line].link_bytes == 0
            && page.stats[line].words <= LEAD_WORDS;
        if may_be && chances[line] >= PIECE && is_kept_by(page, keep, blocks, MOST_OF_LIST) {
            keep[line] = true;
        }
    }
}

/// So many lines of a paragraph are an address, a list or verse.
const LEAST_LINES: usize = 3;

/// The lines of a paragraph belong together: who to ask, and where to write to.
fn lines(page: &Page, keep: &mut [bool]) {
    for element in page.extracted.elements.iter().filter(|element| element.tag == Tag::P) {
        let blocks = blocks_of(element);
        if blocks.len() >= LEAST_LINES && is_kept_by(page, keep, blocks.clone(), MOST_OF_LIST) {
            keep[blocks].fill(true);
        }
    }
}

/// A heading that stays for itself is at least as likely content.
const SURE_HEADING: f32 = 0.5;
/// Terms are at least as likely content; those of a profile are less.
const TERMS: f32 = 0.15;

/// Terms and what they mean are all that is below some headings: "B", "Beat", "To sail against the wind". They stay if
/// the text goes on behind them.
fn terms(page: &Page, chances: &[f32], keep: &mut [bool]) {
    let is_heading = |block: usize| page.extracted.blocks[block].role.is_heading();
    for element in page.extracted.elements.iter().filter(|element| element.tag == Tag::Dl) {
        let blocks = blocks_of(element);
        let is_headed = blocks.start > 0
            && is_heading(blocks.start - 1)
            && keep[blocks.start - 1]
            && chances[blocks.start - 1] >= SURE_HEADING;
        if is_headed
            && keep.get(blocks.end) == Some(&true)
            && blocks.clone().all(|block| chances[block] >= TERMS && !is_heading(block))
        {
            keep[blocks].fill(true);
        }
    }
}

/// The names of what is defined stay with the definition.
fn defined(page: &Page, keep: &mut [bool]) {
    let mut names: Vec<(u32, Span)> = Vec::new();
    for element in page.extracted.elements.iter().filter(|element| matches!(element.tag, Tag::Dt | Tag::Dd)) {
        names.retain(|(list, _)| *list == element.parent);
        if element.tag == Tag::Dt {
            names.push((element.parent, blocks_of(element)));
        } else {
            let stays = keep[blocks_of(element)].first() == Some(&true);
            names.drain(..).filter(|_| stays).for_each(|(_, blocks)| keep[blocks].fill(true));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::held;

    #[test]
    fn items_keep_their_amounts() {
        let item = "<ul><li><b>26</b><p>oat biscuits kept</p></ul>";
        assert_eq!(held(item, &["kept"], 0.2), ["26", "oat biscuits kept"]);
        assert_eq!(held(item, &["kept"], 0.1), ["oat biscuits kept"]);
        assert_eq!(held("<ul><li><a href=x>Share</a><p>oat biscuits kept</p></ul>", &["kept"], 0.2).len(), 1);
    }

    #[test]
    fn lists_stay_with_what_introduces_them() {
        let list = "<ul><li><a href=x>Bug 1</a><li><a href=x>Bug 2</a></ul>";
        assert_eq!(held(&format!("<ul><li>kept, in progress:{list}</ul>"), &["kept"], 0.2).len(), 3);
        assert_eq!(held(&format!("<p>kept, see also:{list}"), &["kept"], 0.2).len(), 1);
        assert_eq!(held("<p>kept, in three steps:<ol><li>Lift<li>Turn<li>Shut</ol>", &["kept"], 0.2).len(), 4);
        assert_eq!(held("<p>kept.<ol><li>Lift<li>Turn<li>Shut</ol>", &["kept"], 0.2).len(), 1);
    }

    #[test]
    fn lists_keep_the_line_that_introduces_them() {
        let lists = "<p>Pros:</p><ul><li>kept: quick<li>kept: quiet</ul><p>Cons:</p><ul><li>dear</ul><p>Share:</p>";
        assert_eq!(held(lists, &["kept"], 0.2), ["Pros:", "kept: quick", "kept: quiet"]);
        assert_eq!(held(lists, &["kept"], 0.1).len(), 2);
        assert_eq!(held("<p><a href=x>Pros:</a></p><ul><li>kept: quick</ul>", &["kept"], 0.2).len(), 1);
        assert_eq!(held("<div><p>Share:</p></div><ul><li>kept: quick</ul>", &["kept"], 0.2).len(), 1);
    }

    #[test]
    fn definitions_keep_the_names_of_what_they_define() {
        let list = "<dl><dt>open<dt>close<dd>kept: of the bridge<p>x<dt>lift<dd>other</dl>";
        assert_eq!(held(list, &["kept"], 0.0), ["open", "close", "kept: of the bridge"]);
    }
}
