//! What a text names as its sources, and its notes, stay with it: the list right below a heading such as "References", and
//! the note that a mark in the text leads to. Both look like links and labels to the model.

use super::model::page::Page;
use super::together::blocks_of;
use crate::article::{Role, Span};
use crate::extract::html::tags::Tag;
use crate::extract::notes::Notes;
use crate::languages;

/// A note is at least as likely content as this. (The small print of shops, which marks lead to as well, is less: on training
/// pages without this notes cost 0.07 of F1.)
const NOTE: f32 = 0.2;

/// Keep the sources and notes of what stays.
pub fn hold(page: &Page, chances: &[f32], keep: &mut [bool]) {
    lists(page, keep);
    notes(page, chances, keep);
}

/// The list right below a heading of sources.
fn lists(page: &Page, keep: &mut [bool]) {
    let extracted = page.extracted;
    let is_heading = |block: usize| extracted.blocks[block].role.is_heading();
    let names_sources = |block: usize| {
        let block = &extracted.blocks[block];
        matches!(block.role, Role::Heading(_) | Role::Paragraph)
            && languages::is_sources_heading(extracted.text_of(block))
    };
    for element in extracted.elements.iter().filter(|element| matches!(element.tag, Tag::Ul | Tag::Ol | Tag::Dl)) {
        let blocks = blocks_of(element);
        let is_headed = blocks.start > 0 && keep[blocks.start - 1] && names_sources(blocks.start - 1);
        if is_headed && !blocks.clone().any(is_heading) {
            show(page, blocks, keep);
        }
    }
}

/// The notes that marks in the text lead to.
fn notes(page: &Page, chances: &[f32], keep: &mut [bool]) {
    let all = vec![true; keep.len()];
    for note in Notes::find(page.extracted, keep, &all).elements() {
        let blocks = blocks_of(&page.extracted.elements[note as usize]);
        if chances[blocks.clone()].iter().any(|chance| *chance >= NOTE) {
            show(page, blocks, keep);
        }
    }
}

/// Keep those blocks that a browser shows.
fn show(page: &Page, blocks: Span, keep: &mut [bool]) {
    blocks.for_each(|block| keep[block] |= !page.extracted.blocks[block].hidden);
}

#[cfg(test)]
mod tests {
    use super::super::together::tests::stay;
    use super::*;

    fn held(html: &str, kept: &[&str], chance: f32) -> Vec<String> {
        stay(html, kept, chance, hold)
    }

    #[test]
    fn sources_stay_below_their_heading() {
        let list = "<ul><li><a href=a>Maps, 1920</a><li>Card of 14 May</ul><ul><li>Last</ul>";
        for heading in ["<h3>Sources:</h3>", "<p><b>7. References</b></p>", "<h2>Quellen</h2>", "<h2>参考文献</h2>"]
        {
            assert_eq!(held(&format!("kept text{heading}{list}"), &["kept", "e", "参"], 0.0).len(), 4, "{heading}");
            assert_eq!(held(&format!("kept text{heading}{list}"), &["kept"], 0.3).len(), 1, "{heading}");
        }
        let other = format!("<h3>kept: Sources of the Nile</h3>{list}");
        assert_eq!(held(&other, &["kept"], 0.3).len(), 1);
        let page = "<h2>Notes</h2><ul><li><h3>Other page</h3>Of it</ul>";
        assert_eq!(held(page, &["Notes"], 0.3), ["Notes"]);
    }

    #[test]
    fn notes_stay_with_their_marks() {
        let page = "<p>kept: a penny.<a href=#n1 id=a1>1</a></p><p>Other</p><div class=footnote>\
            <a id=n1 href=#a1>1</a><div><p>£5 today.</p></div></div><p>End</p>";
        assert_eq!(held(page, &["kept"], 0.3), ["kept: a penny.1", "1", "£5 today."]);
        assert_eq!(held(page, &["kept"], 0.1).len(), 1);
        assert_eq!(held(page, &["End"], 0.3), ["End"]);
        let section = "<p>kept: see <a href=#s1>1</a></p><div id=s1><p>Section</p></div>";
        assert_eq!(held(section, &["kept"], 0.3).len(), 1);
    }
}
