//! What a feature is: a number measured on each block of a document, with the reason it gives when it speaks against
//! one. The same tables serve training (`examples/samples`) and use, so the two cannot drift.

use super::page::Page;
use super::units::Unit;
use crate::article::RuleId;

/// A feature of a block.
#[derive(Clone, Copy)]
pub struct Feature {
    /// Its name, as the weights file has it.
    pub name: &'static str,
    /// Of what it is measured, if that is not plain from the name.
    pub of: &'static str,
    /// The reason it gives when it speaks against a block.
    pub reason: &'static str,
    /// The measuring.
    pub value: Value,
}

/// How a feature is measured.
#[derive(Clone, Copy)]
pub enum Value {
    /// On the block, with all that is known of its page.
    Block(fn(&Page<'_>, usize) -> f32),
    /// On the block so many places on; what is beyond the page counts nothing.
    Neighbour(isize, fn(&Page<'_>, usize) -> f32),
    /// On the block's container, 0 being the innermost.
    Container(usize, fn(&Page<'_>, u32, usize) -> f32),
    /// On the units of equal make that the block's is one of, 0 being the innermost.
    Unit(usize, fn(&Page<'_>, &Unit, usize) -> f32),
    /// Elements up to the nearest one with this group of names; `FAR` where there is none.
    Nearest(usize),
}

impl Feature {
    /// Name and what it is of, together.
    pub fn full_name(&self) -> String {
        if self.of.is_empty() { self.name.to_string() } else { format!("{} {}", self.of, self.name) }
    }

    /// Measure it on the blocks from `start` on, into `column`.
    pub fn measure(&self, page: &Page<'_>, start: usize, column: &mut [f32]) {
        let blocks = (start..).zip(column);
        match self.value {
            Value::Block(value) => blocks.for_each(|(block, slot)| *slot = value(page, block)),
            Value::Neighbour(offset, value) => blocks.for_each(|(block, slot)| {
                let there = block.checked_add_signed(offset).filter(|there| *there < page.stats.len());
                *slot = there.map_or(-1.0, |there| value(page, there));
            }),
            Value::Container(level, value) => {
                blocks.for_each(|(block, slot)| *slot = value(page, page.containers[block][level], block));
            }
            Value::Unit(level, value) => blocks.for_each(|(block, slot)| {
                *slot = page
                    .units
                    .of(page.extracted.blocks[block].element, level)
                    .map_or(-1.0, |unit| value(page, unit, block));
            }),
            Value::Nearest(group) => blocks.for_each(|(block, slot)| {
                *slot = f32::from(page.nearest.distance(page.extracted.blocks[block].element, group));
            }),
        }
    }

    /// The rule that a block goes by which this feature speaks most against.
    pub fn rule(&self) -> RuleId {
        match self.value {
            Value::Nearest(_) => String::leak(format!("{}-{}", self.reason, self.name)),
            _ => self.reason,
        }
    }
}

/// A feature of the block itself.
pub(super) const fn block(name: &'static str, reason: &'static str, value: fn(&Page<'_>, usize) -> f32) -> Feature {
    Feature { name, of: "", reason, value: Value::Block(value) }
}

/// What is measured on a block with all that is known of its page.
pub(super) type Of = fn(&Page<'_>, usize) -> f32;

/// The same features of several neighbours: each has a name and lies so many blocks on.
pub(super) fn neighbours(
    places: &'static [(&'static str, isize)],
    features: &'static [(&'static str, Of)],
) -> impl Iterator<Item = Feature> {
    places.iter().flat_map(move |(of, offset)| {
        features.iter().map(move |(name, value)| Feature {
            name,
            of,
            reason: "neighbours",
            value: Value::Neighbour(*offset, *value),
        })
    })
}

/// Yes or no as a number.
pub(super) fn flag(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

/// A part of a whole; of next to nothing, the part itself.
pub(super) fn share(part: f32, whole: f32) -> f32 {
    part / whole.max(1.0)
}
