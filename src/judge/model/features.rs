//! What a feature is: a number measured on each block of a document, with the reason it gives when it speaks against
//! one. The same tables serve training (`examples/samples`) and use, so the two cannot drift.

use super::page::Page;
use super::units::List;
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
    /// On the page: the same for all its blocks.
    Page(fn(&Page<'_>) -> f32),
    /// On the block, with all that is known of its page.
    Block(fn(&Page<'_>, usize) -> f32),
    /// On the block so many places on; what is beyond the page counts nothing.
    Neighbour(isize, fn(&Page<'_>, usize) -> f32),
    /// On the block's container, 0 being the innermost.
    Container(usize, fn(&Page<'_>, u32) -> f32),
    /// On the block's place in its container.
    InContainer(usize, fn(&Page<'_>, u32, usize) -> f32),
    /// On the units of equal make that the block's is one of, 0 being the innermost.
    Unit(usize, fn(&Page<'_>, &List) -> f32),
    /// On the block's place among them.
    InUnit(usize, fn(&Page<'_>, &List, usize) -> f32),
    /// Elements up to the nearest one with this group of names; `FAR` where there is none.
    Nearest(usize),
}

impl Feature {
    /// Name and what it is of, together.
    pub fn full_name(&self) -> String {
        if self.of.is_empty() { self.name.to_string() } else { format!("{} {}", self.of, self.name) }
    }

    /// Measure it on these blocks, into `column`.
    pub fn measure(&self, page: &Page<'_>, blocks: &[usize], column: &mut [f32]) {
        let blocks = blocks.iter().copied().zip(&mut *column);
        match self.value {
            Value::Page(value) => column.fill(value(page)),
            Value::Block(value) => blocks.for_each(|(block, slot)| *slot = value(page, block)),
            Value::Neighbour(offset, value) => blocks.for_each(|(block, slot)| {
                let there = block.checked_add_signed(offset).filter(|there| *there < page.stats.len());
                *slot = there.map_or(-1.0, |there| value(page, there));
            }),
            Value::Container(level, value) => {
                let mut last = Last::default();
                blocks.for_each(|(block, slot)| {
                    let container = page.containers[block][level];
                    *slot = last.of(container, || value(page, container));
                });
            }
            Value::InContainer(level, value) => {
                blocks.for_each(|(block, slot)| *slot = value(page, page.containers[block][level], block));
            }
            Value::Unit(level, value) => {
                let mut last = Last::default();
                blocks.for_each(|(block, slot)| {
                    let unit = page.units.number(page.extracted.blocks[block].element, level);
                    *slot = last.of(unit, || page.units.get(unit).map_or(-1.0, |unit| value(page, unit)));
                });
            }
            Value::InUnit(level, value) => blocks.for_each(|(block, slot)| {
                let unit = page.units.number(page.extracted.blocks[block].element, level);
                *slot = page.units.get(unit).map_or(-1.0, |unit| value(page, unit, block));
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

/// What was measured last: neighbours mostly stand in the same container.
#[derive(Default)]
struct Last(Option<(u32, f32)>);

impl Last {
    fn of(&mut self, number: u32, value: impl FnOnce() -> f32) -> f32 {
        match self.0 {
            Some((last, value)) if last == number => value,
            _ => self.0.insert((number, value())).1,
        }
    }
}

/// A feature of the page.
pub(super) const fn page(name: &'static str, reason: &'static str, value: fn(&Page<'_>) -> f32) -> Feature {
    Feature { name, of: "", reason, value: Value::Page(value) }
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

/// A part of a whole; of next to nothing, the part itself.
pub(super) fn share(part: f32, whole: f32) -> f32 {
    part / whole.max(1.0)
}
