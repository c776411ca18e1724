//! Boosted oblivious trees over the features of blocks: all nodes of one level ask the same question, so that a tree is
//! a few rows of bits and a table. (Prokhorenkova et al., CatBoost, NeurIPS 2018.) Sums are whole numbers: the same
//! chances to the bit on every machine.

use super::features::Feature;
use super::page::Page;

/// Blocks that are scored at a time: bounds the memory, and what is measured stays near.
pub const CHUNK: usize = 256;
/// Most levels of a tree.
pub const LEVELS: usize = 6;

/// A question: is the feature's value above the border?
#[derive(Clone, Copy, Debug)]
struct Split {
    feature: usize,
    border: f32,
}

/// One tree: what it asks, and what each pattern of answers adds.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    /// Splits, the first being the lowest bit of a leaf's number.
    pub splits: Vec<u16>,
    /// What each leaf adds, in `1 / SCALE`.
    pub leaves: [i16; 1 << LEVELS],
    /// How much of the training weight each leaf held.
    pub covers: [f32; 1 << LEVELS],
}

/// Leaves are whole numbers of this part of a logit.
const SCALE: f32 = 256.0;

/// A model of one kind of document.
#[derive(Debug, Default)]
pub struct Trees {
    /// Ascending by feature.
    splits: Vec<Split>,
    pub(super) trees: Vec<Tree>,
    bias: i32,
}

/// The answers of a chunk of blocks: a row of bits a split.
pub(super) struct Answers {
    bits: Vec<[u8; CHUNK]>,
}

impl Trees {
    /// Read a weights file; see `train.py` for its lines. A line that names an unknown feature is left out, and the
    /// trees that ask it.
    pub fn read(file: &str, features: &[Feature]) -> Trees {
        let names: std::collections::HashMap<String, usize> =
            features.iter().enumerate().map(|(number, feature)| (feature.full_name(), number)).collect();
        let mut model = Trees::default();
        for line in file.lines() {
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["bias", bias] => model.bias = bias.parse().unwrap_or(0),
                ["split", name, border] => model.splits.push(Split {
                    feature: names.get(name).copied().unwrap_or(usize::MAX),
                    border: border.parse().unwrap_or(f32::INFINITY),
                }),
                ["tree", splits, leaves, covers] => model.trees.push(Tree::read(splits, leaves, covers)),
                _ => {}
            }
        }
        model
    }

    /// The feature that a split asks for.
    pub(super) fn feature(&self, split: u16) -> usize {
        self.splits.get(usize::from(split)).map_or(0, |split| split.feature)
    }

    /// Measure what the trees ask for on the blocks from `start` on, a chunk of them at most.
    pub(super) fn ask(&self, features: &[Feature], page: &Page<'_>, start: usize, answers: &mut Answers) -> usize {
        let count = CHUNK.min(page.stats.len() - start);
        let mut column = [0f32; CHUNK];
        let mut measured = usize::MAX;
        answers.bits.resize(self.splits.len(), [0; CHUNK]);
        for (split, bits) in self.splits.iter().zip(&mut answers.bits) {
            if split.feature != measured {
                let Some(feature) = features.get(split.feature) else { continue };
                feature.measure(page, start, &mut column[..count]);
                measured = split.feature;
            }
            for (bit, value) in bits.iter_mut().zip(&column) {
                *bit = u8::from(*value > split.border);
            }
        }
        count
    }

    /// The leaf of a tree that each block of a chunk comes to.
    pub(super) fn leaves(tree: &Tree, answers: &Answers, leaves: &mut [u8; CHUNK]) {
        leaves.fill(0);
        for (level, split) in tree.splits.iter().enumerate() {
            let Some(bits) = answers.bits.get(usize::from(*split)) else { continue };
            for (leaf, bit) in leaves.iter_mut().zip(bits) {
                *leaf |= bit << level;
            }
        }
    }

    /// The log odds of each block of a chunk to be content, in `1 / SCALE`.
    pub(super) fn sum(&self, answers: &Answers) -> [i32; CHUNK] {
        let mut sums = [self.bias; CHUNK];
        let mut leaves = [0; CHUNK];
        for tree in &self.trees {
            Trees::leaves(tree, answers, &mut leaves);
            for (sum, leaf) in sums.iter_mut().zip(&leaves) {
                *sum += i32::from(tree.leaves[usize::from(*leaf) % (1 << LEVELS)]);
            }
        }
        sums
    }
}

impl Tree {
    fn read(splits: &str, leaves: &str, covers: &str) -> Tree {
        let mut tree = Tree { splits: Vec::new(), leaves: [0; 1 << LEVELS], covers: [0.0; 1 << LEVELS] };
        tree.splits = splits.split(' ').take(LEVELS).filter_map(|split| split.parse().ok()).collect();
        for (slot, value) in tree.leaves.iter_mut().zip(leaves.split(' ')) {
            *slot = value.parse().unwrap_or(0);
        }
        for (slot, value) in tree.covers.iter_mut().zip(covers.as_bytes().chunks(2)) {
            *slot = cover(value);
        }
        tree
    }
}

/// Two hexadecimal digits: 0 for none, else eighths of a power of two.
fn cover(digits: &[u8]) -> f32 {
    /// 2 to the power of eighths.
    const EIGHTHS: [f32; 8] = [1.0, 1.0905077, 1.1892071, 1.2968396, 1.4142135, 1.5422108, 1.6817929, 1.8340081];
    let number = std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or(0);
    if number == 0 { 0.0 } else { (1u64 << (number / 8)) as f32 * EIGHTHS[usize::from(number % 8)] }
}

impl Answers {
    pub fn new() -> Answers {
        Answers { bits: Vec::new() }
    }
}

/// Log odds in `1 / SCALE` as a chance.
pub(super) fn chance(sum: i32) -> f32 {
    logistic(sum as f32 / SCALE)
}

/// 1 / (1 + e^-x), to about six digits and to the same bit on every machine: what `f32::exp` gives depends on the
/// system's mathematics library.
fn logistic(x: f32) -> f32 {
    // e^-x = 2^whole · e^rest, the second by its series.
    let power = (-x).clamp(-60.0, 60.0) * std::f32::consts::LOG2_E;
    let whole = power.round();
    let rest = (power - whole) * std::f32::consts::LN_2;
    let series =
        [720.0, 120.0, 24.0, 6.0, 2.0, 1.0, 1.0].into_iter().fold(0.0, |sum, factorial| sum * rest + 1.0 / factorial);
    let scale = f32::from_bits(((whole as i32 + 127) as u32) << 23);
    1.0 / (1.0 + series * scale)
}
