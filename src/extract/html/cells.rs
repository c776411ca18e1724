//! A cell and what stands in it → is it one paragraph of few words? That parts nothing: the cells of a row stay side by side.

use super::arena::Step;
use super::tags::Tag;
use super::walk::Walk;

/// A paragraph of more bytes is prose, in a cell that lays the page out; and of one of more steps that is not known.
const LONGEST_CELL: u32 = 100;
const STEPS_OF_CELL: usize = 64;

impl Walk<'_> {
    /// Does the paragraph that starts hold all there is in the cell around it, in a few words? Programs for texts and press
    /// agencies write so. `behind` are the steps that follow.
    pub(super) fn fills_cell(&self, paragraph: u32, behind: &[Step]) -> bool {
        let cell = self.open.last().filter(|cell| matches!(cell.tag, Tag::Td | Tag::Th));
        let is_paragraph = || self.arena.nodes.get(paragraph as usize).is_some_and(|node| node.tag == Tag::P);
        let Some(cell) = cell.filter(|cell| is_paragraph() && !self.blocks.has_text_since(cell.text_start)) else {
            return false;
        };
        let (mut bytes, mut has_ended) = (0, false);
        for step in behind.iter().take(STEPS_OF_CELL) {
            match *step {
                Step::Close(node) if node == paragraph => has_ended = true,
                Step::Close(node) if node == cell.node => return has_ended,
                Step::White(..) => {}
                _ if has_ended => return false,
                Step::Text(start, end) => bytes += end - start,
                Step::Open(node) if self.arena.nodes.get(node as usize).is_none_or(|node| node.tag.is_block()) => {
                    return false;
                }
                Step::Break | Step::Rule | Step::Edge(_) | Step::Verbatim(..) | Step::Rest(_) | Step::Lane(_) => {
                    return false;
                }
                _ => {}
            }
            if bytes > LONGEST_CELL {
                return false;
            }
        }
        false
    }
}
