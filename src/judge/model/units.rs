//! Elements of equal make beside each other: cards, posts, rows, list items. What is true of one is mostly true of all.

use foldhash::HashMap;

use crate::article::{Element, Extracted};

/// So many elements of one make under one parent are a list of units.
const FEWEST: u32 = 3;
/// Levels of units around a block that are looked at.
pub const LEVELS: usize = 2;
/// No unit.
const NONE: u32 = u32::MAX;

/// The elements of one make under one parent.
#[derive(Clone, Copy, Debug, Default)]
pub struct List {
    /// How many there are.
    pub count: u32,
    /// First block of the first.
    pub start: u32,
    /// Behind the last block of the last.
    pub end: u32,
    /// Blocks inside them.
    pub blocks: u32,
}

/// The lists of units of a page.
#[derive(Debug, Default)]
pub struct Units {
    lists: Vec<List>,
    /// For each element the innermost lists that it is in.
    of_element: Vec<[u32; LEVELS]>,
}

impl Units {
    /// Find them.
    pub fn find(extracted: &Extracted) -> Units {
        let mut numbers: HashMap<(u32, u32), u32> = HashMap::default();
        let mut lists: Vec<List> = Vec::new();
        let own: Vec<u32> = extracted
            .elements
            .iter()
            .map(|element| {
                let number = *numbers.entry((element.parent, element.signature)).or_insert_with(|| {
                    lists.push(List { start: element.blocks.start, ..List::default() });
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
        let mut of_element: Vec<[u32; LEVELS]> = Vec::with_capacity(own.len());
        for (index, (element, number)) in extracted.elements.iter().zip(&own).enumerate() {
            let around = of_element.get(element.parent as usize).copied().unwrap_or([NONE; LEVELS]);
            let is_list = index > 0 && lists.get(*number as usize).is_some_and(|list| list.count >= FEWEST);
            of_element.push(if is_list { [*number, around[0]] } else { around });
        }
        Units { lists, of_element }
    }

    /// The number of the list that an element is in, 0 being the innermost; one that there is none of, if in none.
    pub fn number(&self, element: u32, level: usize) -> u32 {
        self.of_element.get(element as usize).and_then(|around| around.get(level)).copied().unwrap_or(NONE)
    }

    /// The elements that are units, each with the number of its list.
    pub fn all(&self, elements: &[Element]) -> impl Iterator<Item = (usize, u32)> {
        elements.iter().zip(0..).filter_map(|(element, number)| {
            let list = self.number(number, 0);
            // What is in no list of its own is in the one that is around it.
            (list != self.number(element.parent, 0)).then_some((number as usize, list))
        })
    }

    /// The list of this number.
    pub fn get(&self, number: u32) -> Option<&List> {
        self.lists.get(number as usize)
    }
}
