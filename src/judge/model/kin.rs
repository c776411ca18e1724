//! Blocks of the same make: their element and the two around it have the same names. The cells of all cards of a page
//! are kin, so are the bylines of its posts. What is true of one is mostly true of all.

use foldhash::HashMap;

use super::sums::Sum;
use crate::article::Extracted;

/// How much of a block's chance is that of its kin. (In cross-validation 0.2 to 0.4 do as well; forums gain most.)
const SHARED: f32 = 0.3;

/// The kin of all blocks.
#[derive(Debug, Default)]
pub struct Kin {
    of: Vec<u32>,
    sums: Vec<Sum>,
}

impl Kin {
    /// Find them.
    pub(super) fn find(extracted: &Extracted, each: &[Sum]) -> Kin {
        let mut numbers: HashMap<u64, u32> = HashMap::default();
        let mut kin = Kin::default();
        for (block, one) in extracted.blocks.iter().zip(each) {
            let next = kin.sums.len() as u32;
            let number = *numbers.entry(make(extracted, block.element)).or_insert(next);
            if number == next {
                kin.sums.push(Sum::default());
            }
            if let Some(sum) = kin.sums.get_mut(number as usize) {
                *sum += *one;
            }
            kin.of.push(number);
        }
        kin
    }

    /// What the kin of a block add up to, itself included.
    pub fn sum(&self, block: usize) -> Sum {
        self.of.get(block).and_then(|number| self.sums.get(*number as usize)).copied().unwrap_or_default()
    }

    /// The number of a block's kin.
    pub fn number(&self, block: usize) -> u32 {
        self.of.get(block).copied().unwrap_or(u32::MAX)
    }

    /// Bring the chances of kin nearer to their mean, each block counting by its words.
    pub(super) fn even_out(&self, chances: &mut [f32], words: impl Fn(usize) -> f32) {
        let mut means = vec![(0f32, 0f32); self.sums.len()];
        for (block, (chance, number)) in chances.iter().zip(&self.of).enumerate() {
            let weight = words(block) + 0.5;
            if let Some((sum, weights)) = means.get_mut(*number as usize) {
                (*sum, *weights) = (*sum + chance * weight, *weights + weight);
            }
        }
        for (chance, number) in chances.iter_mut().zip(&self.of) {
            if let Some((sum, weights)) = means.get(*number as usize) {
                *chance += SHARED * (sum / weights - *chance);
            }
        }
    }
}

/// The make of an element: its signature and those of the two around it.
fn make(extracted: &Extracted, element: u32) -> u64 {
    let (mut here, mut path) = (element, 0u64);
    for _ in 0..3 {
        let Some(element) = extracted.elements.get(here as usize) else { break };
        path = (path.rotate_left(7) ^ u64::from(element.signature)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        here = element.parent;
    }
    path
}
