//! Blocks of a page and those that are kept in, out, the tables that stay whole: the rows of a table belong together, and
//! its caption with them. Tables that hold others, or more than cells, lay a page out.

use super::{Page, blocks_of, is_kept_by, weight};
use crate::article::{Block, Element, Role, Span};
use crate::extract::html::tags::Tag;

/// Of a table that stays by this share of its words the rest stays too. (At half, two pages of lists in a thousand keep
/// their menus.)
const MOST_OF_TABLE: f32 = 0.65;
/// One in so many cells of a table of figures has no more letters than a unit of measure has.
const FIGURES: usize = 4;
const FIGURE_LETTERS: f32 = 2.0;
/// Of one in which something stays in this share of its rows, and in so many of them, too.
const MOST_ROWS: f32 = 0.65;
const LEAST_ROWS: usize = 3;

/// A table that has heads and stands beside a block that stays does so too if its words are as likely on the whole.
const LEAST_BESIDE: f32 = 0.3;

/// Keep the rest of tables that stay in part, and tables with heads that are likely.
pub fn hold(page: &Page, chances: &[f32], keep: &mut [bool]) {
    let (mut inner, before) = (u32::MAX, keep.to_vec());
    let elements = page.extracted.elements.iter().enumerate().rev();
    for (number, element) in elements.filter(|(_, element)| element.tag == Tag::Table) {
        let blocks = blocks_of(element);
        let holds_table = element.blocks.contains(&inner);
        inner = element.blocks.start;
        let is_cell = |block: &Block| matches!(block.role, Role::Cell | Role::Caption);
        let share = if is_of_figures(page, keep, &blocks) { 0.0 } else { MOST_OF_TABLE };
        if !holds_table
            && page.extracted.blocks[blocks.clone()].iter().all(is_cell)
            && (is_kept_by(page, keep, blocks.clone(), share)
                || is_kept_by_rows(page, keep, number)
                || is_likely(page, chances, &before, number))
        {
            keep[blocks].fill(true);
        }
    }
}

/// Is it a table of figures, between two blocks that stay? The text speaks of it: if anything of it stays, all does.
fn is_of_figures(page: &Page, keep: &[bool], blocks: &Span) -> bool {
    let is_between = blocks.start > 0 && keep[blocks.start - 1] && keep.get(blocks.end) == Some(&true);
    let is_figure = |block: &usize| page.stats[*block].digits > 0.0 && page.stats[*block].letters < FIGURE_LETTERS;
    is_between && blocks.clone().filter(is_figure).count() * FIGURES >= blocks.len()
}

/// Does something stay in most of its rows? What stands in one is of the same thing: its name, its share.
fn is_kept_by_rows(page: &Page, keep: &[bool], table: usize) -> bool {
    let (mut rows, mut kept) = (0, 0);
    for row in inside(page, table).filter(|element| element.tag == Tag::Tr && !element.blocks.is_empty()) {
        rows += 1;
        kept += usize::from(keep[blocks_of(row)].contains(&true));
    }
    kept >= LEAST_ROWS && kept as f32 >= MOST_ROWS * rows as f32
}

/// Has it heads, words that are likely enough, and a block that stays right above or below? Tables that lay a page out have no
/// heads.
fn is_likely(page: &Page, chances: &[f32], keep: &[bool], table: usize) -> bool {
    let blocks = blocks_of(&page.extracted.elements[table]);
    let has_heads = inside(page, table).any(|element| element.tag == Tag::Th);
    let is_beside = blocks.start > 0 && keep[blocks.start - 1] || keep.get(blocks.end) == Some(&true);
    let weigh = |block: usize| weight(page, block);
    let likely: f32 = blocks.clone().map(|block| weigh(block) * chances[block]).sum();
    has_heads && is_beside && likely >= LEAST_BESIDE * blocks.map(weigh).sum::<f32>()
}

/// The elements inside of a table.
fn inside<'a>(page: &Page<'a>, table: usize) -> impl Iterator<Item = &'a Element> {
    let elements = &page.extracted.elements;
    let end = elements[table].blocks.end;
    elements[table + 1..].iter().take_while(move |element| element.blocks.start < end)
}

#[cfg(test)]
mod tests {
    use super::super::tests::held;

    #[test]
    fn tables_of_figures_in_the_text_stay_whole() {
        let table = |cell: &str| {
            let rows = ["Venn", "Hale", "Reed"].map(|name| format!("<tr><td>{name}<td>{cell}<td>{cell}"));
            format!("<p>kept text<table><tr><th>Name<th>Of it kept<th>Share{}</table>", rows.concat())
        };
        assert_eq!(held(&format!("{}<p>kept too", table("616")), &["kept"], 0.0).len(), 14);
        assert_eq!(held(&format!("{}<p>kept too", table("boat")), &["kept"], 0.0).len(), 3);
        assert_eq!(held(&format!("{}<p>other", table("616")), &["kept"], 0.0).len(), 2);
    }

    #[test]
    fn tables_stay_whole_if_most_rows_stay_in_part() {
        let row = |name: &str, of: &str| format!("<tr><td>{name}<td>{of} and many other words that say what it is for");
        let rows =
            |kept: usize| (0..4).map(|at| row(if at < kept { "kept" } else { "boat" }, "lake")).collect::<String>();
        assert_eq!(held(&format!("<table>{}</table>", rows(3)), &["kept"], 0.0).len(), 8);
        assert_eq!(held(&format!("<table>{}</table>", rows(2)), &["kept"], 0.0).len(), 2);
    }

    #[test]
    fn tables_with_heads_beside_what_stays_do_if_they_are_likely() {
        let table = |head: &str| {
            format!("<table><tr><{head}>Sign<{head}>Meaning<tr><td>plus<td>in<tr><td>minus<td>out</table>")
        };
        let page = |head: &str| format!("<p>kept text{}", table(head));
        assert_eq!(held(&page("th"), &["kept"], 0.4).len(), 7);
        assert_eq!(held(&page("th"), &["kept"], 0.2).len(), 1);
        assert_eq!(held(&page("td"), &["kept"], 0.4).len(), 1);
        assert_eq!(held(&format!("<p>other{}<p>kept", page("th")), &["last"], 0.4).len(), 0);
    }
}
