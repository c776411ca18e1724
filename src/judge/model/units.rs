//! Elements of equal make beside each other: cards, posts, rows, list items. What is true of one is mostly true of all.

use std::collections::HashMap;

use crate::article::Extracted;

/// So many elements of one make under one parent are a list of units.
const FEWEST: u32 = 3;
/// Levels of units around a block that are looked at.
pub const LEVELS: usize = 2;
/// No unit.
const NONE: u32 = u32::MAX;

/// The elements of one make under one parent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unit {
    /// How many there are.
    pub count: u32,
    /// First block of the first.
    pub start: u32,
    /// Behind the last block of the last.
    pub end: u32,
    /// Blocks inside them.
    pub blocks: u32,
    /// The element that they are the children of.
    pub parent: u32,
}

/// The lists of units of a page.
#[derive(Debug, Default)]
pub struct Units {
    lists: Vec<Unit>,
    /// For each element the innermost lists it is in, and the element that is the unit.
    of_element: Vec<[(u32, u32); LEVELS]>,
    of_block: Vec<u32>,
}

impl Units {
    /// Find them.
    pub fn find(extracted: &Extracted) -> Units {
        let mut numbers: HashMap<(u32, u32), u32, std::hash::BuildHasherDefault<Mixer>> = HashMap::default();
        let mut lists: Vec<Unit> = Vec::new();
        let own: Vec<u32> = extracted
            .elements
            .iter()
            .map(|element| {
                let number = *numbers.entry((element.parent, element.signature)).or_insert_with(|| {
                    lists.push(Unit { start: element.blocks.start, parent: element.parent, ..Unit::default() });
                    lists.len() as u32 - 1
                });
                if let Some(list) = lists.get_mut(number as usize) {
                    list.count += 1;
                    list.end = list.end.max(element.blocks.end);
                    list.blocks += element.blocks.end.saturating_sub(element.blocks.start);
                }
                number
            })
            .collect();
        let mut of_element: Vec<[(u32, u32); LEVELS]> = Vec::with_capacity(own.len());
        for (index, (element, number)) in extracted.elements.iter().zip(&own).enumerate() {
            let around = of_element.get(element.parent as usize).copied().unwrap_or([(NONE, 0); LEVELS]);
            let is_list = index > 0 && lists.get(*number as usize).is_some_and(|list| list.count >= FEWEST);
            of_element.push(if is_list { [(*number, index as u32), around[0]] } else { around });
        }
        let of_block = extracted.blocks.iter().map(|block| block.element).collect();
        Units { lists, of_element, of_block }
    }

    /// The list that a block's unit is in, 0 being the innermost.
    pub fn of(&self, block: usize, level: usize) -> Option<&Unit> {
        let element = *self.of_block.get(block)?;
        self.lists.get(self.of_element.get(element as usize)?.get(level)?.0 as usize)
    }

    /// The element that is the block's unit in that list.
    pub fn unit(&self, block: usize, level: usize) -> u32 {
        let element = self.of_block.get(block).and_then(|element| self.of_element.get(*element as usize));
        element.and_then(|levels| levels.get(level)).map_or(0, |(_, unit)| *unit)
    }
}

/// Mixes numbers that are hashes or counters already.
#[derive(Default)]
struct Mixer(u64);

impl std::hash::Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(number)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}
