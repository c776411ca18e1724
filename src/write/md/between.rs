//! Images and formulas that stand between blocks: which of them belong to what is kept.

use crate::article::{Extracted, Role};
use crate::extract::html::hints::Hints;
use crate::extract::html::tags::Tag;

/// For the place before each block, and that behind the last one: is what stands there shown? It is where the blocks on
/// both sides are kept. What is said of an image may be cut without it, and is passed over; where it is kept, so is the
/// image above it.
pub fn shown(extracted: &Extracted, kept: &[bool]) -> Vec<bool> {
    let captions = captions(extracted);
    let mut shown = vec![!kept.is_empty(); kept.len() + 1];
    let mut side = true;
    for (at, shown) in shown.iter_mut().enumerate() {
        *shown &= side;
        side = beside(&captions, kept, at).unwrap_or(side);
    }
    side = true;
    for at in (0..kept.len()).rev() {
        side = beside(&captions, kept, at).unwrap_or(side);
        shown[at] = shown[at] && side || captions[at] && kept[at];
    }
    shown
}

/// Is the block that stands beside something kept? Nothing, if it is to be passed over.
fn beside(captions: &[bool], kept: &[bool], at: usize) -> Option<bool> {
    kept.get(at).copied().filter(|kept| *kept || captions.get(at) != Some(&true))
}

/// Of each block: does it say something of an image?
fn captions(extracted: &Extracted) -> Vec<bool> {
    let hint = Hints::named(&["caption"]);
    let mut in_figure = Vec::with_capacity(extracted.elements.len());
    for element in &extracted.elements {
        let around = in_figure.get(element.parent as usize).copied().unwrap_or(false);
        in_figure.push(around || element.tag == Tag::Figure);
    }
    let blocks = extracted.blocks.iter().map(|block| {
        let element = block.element as usize;
        block.role == Role::Caption
            || in_figure.get(element) == Some(&true)
            || extracted.elements.get(element).is_some_and(|element| element.hints.meets(hint))
    });
    blocks.collect()
}
