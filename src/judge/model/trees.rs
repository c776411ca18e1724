//! Boosted oblivious trees over the features of blocks: all nodes of one level ask the same question, so that a tree is
//! a few rows of bits and a table. (Prokhorenkova et al., CatBoost, NeurIPS 2018.) Sums are whole numbers: the same
//! chances to the bit on every machine.

use super::features::{Feature, Value};
use super::page::Page;

/// Blocks that are scored at a time: bounds the memory, and what is measured stays near.
pub const CHUNK: usize = 128;
/// Blocks whose leaves are looked up at once: a byte each in a word of the machine.
const WIDE: usize = 8;
/// Blocks that are asked one question side by side.
const ASIDE: usize = 16;
/// The lowest bit of each byte of a word.
const LOWEST: u64 = 0x0101_0101_0101_0101;
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
const SCALE: f32 = 4096.0;
/// In a weights file a leaf is so many steps below or above none at most.
const MOST_STEPS: i16 = 46;

/// One round of a model.
#[derive(Debug, Default)]
pub struct Trees {
    /// Ascending by feature.
    splits: Vec<Split>,
    pub(super) trees: Vec<Tree>,
    bias: i32,
    /// Log odds, in `1 / SCALE`, below which a block is no content and nothing more need be asked.
    least: Option<i32>,
}

/// The answers of a chunk of blocks: a row a split, all bits of a byte set for yes and none for no.
pub(super) struct Answers {
    rows: Vec<[u8; CHUNK]>,
    /// Blocks of the chunk; what is behind them in a row means nothing.
    count: usize,
}

impl Trees {
    /// Read a round of a weights file; see `train.py` for its lines. A feature that is not known answers no to everything.
    pub fn read(file: &str, features: &[Feature]) -> Trees {
        let names: std::collections::HashMap<String, usize> =
            features.iter().enumerate().map(|(number, feature)| (feature.full_name(), number)).collect();
        let mut model = Trees::default();
        for line in file.lines() {
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["bias", bias] => model.bias = bias.parse().unwrap_or(0),
                ["least", least] => model.least = least.parse().ok(),
                ["ask", name, borders] => {
                    let feature = names.get(name).copied().unwrap_or(usize::MAX);
                    let border = |border: &str| border.parse().unwrap_or(f32::INFINITY);
                    model.splits.extend(borders.split(' ').map(|at| Split { feature, border: border(at) }));
                }
                ["tree", splits, step, leaves, covers] => model.trees.push(Tree::read(splits, step, leaves, covers)),
                _ => {}
            }
        }
        model
    }

    /// The feature that a split asks for.
    pub(super) fn feature(&self, split: u16) -> usize {
        self.splits.get(usize::from(split)).map_or(0, |split| split.feature)
    }

    /// Is more to be asked of a block of these log odds?
    pub(super) fn leave_open(&self, sum: i32) -> bool {
        self.least.is_some_and(|least| sum >= least)
    }

    /// The chance of a block of these log odds to be content, if no more is asked. A round that settles blocks has few
    /// trees, which tell small chances too high: such a chance is less by as much as it is below the limit.
    pub(super) fn chance(&self, sum: i32) -> f32 {
        let chance = logistic(log_odds(sum as f32));
        match self.least {
            Some(least) if sum < least => chance * chance / logistic(log_odds(least as f32)),
            _ => chance,
        }
    }

    /// Measure what the trees ask for on these blocks, a chunk of them at most. What is asked of the page itself is
    /// answered by the chunk before.
    pub(super) fn ask(&self, features: &[Feature], page: &Page<'_>, blocks: &[usize], answers: &mut Answers) {
        let count = CHUNK.min(blocks.len());
        let (mut column, is_first) = ([0f32; CHUNK], answers.count == 0);
        answers.rows.resize(self.splits.len(), [0; CHUNK]);
        answers.count = count;
        let mut rows = answers.rows.iter_mut();
        for splits in self.splits.chunk_by(|one, next| one.feature == next.feature) {
            let rows = rows.by_ref().take(splits.len());
            let feature = splits.first().and_then(|split| features.get(split.feature));
            let Some(feature) = feature.filter(|feature| is_first || !matches!(feature.value, Value::Page(_))) else {
                rows.for_each(|_| ());
                continue;
            };
            feature.measure(page, blocks, &mut column[..count]);
            for (split, row) in splits.iter().zip(rows) {
                answer(row, &column, split.border, count);
            }
        }
    }

    /// The log odds of each block of a chunk to be content, in `1 / SCALE`. The leaves that the blocks come to in the
    /// first trees are kept, a row a tree.
    pub(super) fn sum(&self, answers: &Answers, kept: &mut [[u8; CHUNK]], sums: &mut [i32; CHUNK]) {
        sums.fill(self.bias);
        let (mut kept, mut spare) = (kept.iter_mut(), [0; CHUNK]);
        for tree in &self.trees {
            let leaves = kept.next().unwrap_or(&mut spare);
            tree.leaves(answers, leaves);
            let wide = leaves.as_chunks::<WIDE>().0.iter().zip(sums.as_chunks_mut::<WIDE>().0);
            for (leaves, sums) in wide.take(answers.count.div_ceil(WIDE)) {
                for (sum, leaf) in sums.iter_mut().zip(leaves) {
                    *sum += i32::from(tree.leaves[usize::from(*leaf) % (1 << LEVELS)]);
                }
            }
        }
    }
}

/// Are the first `count` values above the border?
fn answer(row: &mut [u8; CHUNK], column: &[f32; CHUNK], border: f32, count: usize) {
    let groups = row.as_chunks_mut::<ASIDE>().0.iter_mut().zip(column.as_chunks::<ASIDE>().0);
    for (answers, values) in groups.take(count.div_ceil(ASIDE)) {
        *answers = values.map(|value| if value > border { u8::MAX } else { 0 });
    }
}

impl Tree {
    /// The leaf that each block of a chunk comes to.
    fn leaves(&self, answers: &Answers, leaves: &mut [u8; CHUNK]) {
        const NO: [u8; CHUNK] = [0; CHUNK];
        let mut rows = [&NO; LEVELS];
        for (row, split) in rows.iter_mut().zip(&self.splits) {
            *row = answers.rows.get(usize::from(*split)).unwrap_or(&NO);
        }
        let rows = rows.map(|row| row.as_chunks::<WIDE>().0);
        let wide = leaves.as_chunks_mut::<WIDE>().0.iter_mut().take(answers.count.div_ceil(WIDE));
        for (at, leaves) in wide.enumerate() {
            let bits = |level: usize| u64::from_le_bytes(rows[level][at]) & LOWEST << level;
            *leaves = (0..LEVELS).fold(0, |word, level| word | bits(level)).to_le_bytes();
        }
    }

    fn read(splits: &str, step: &str, leaves: &str, covers: &str) -> Tree {
        let mut tree = Tree { splits: Vec::new(), leaves: [0; 1 << LEVELS], covers: [0.0; 1 << LEVELS] };
        tree.splits = splits.split(' ').take(LEVELS).filter_map(|split| split.parse().ok()).collect();
        let step: i16 = step.parse().unwrap_or(0);
        for (slot, value) in tree.leaves.iter_mut().zip(numbers(leaves)) {
            *slot = (i16::from(value) - MOST_STEPS).saturating_mul(step);
        }
        for (slot, value) in tree.covers.iter_mut().zip(numbers(covers)) {
            *slot = cover(value);
        }
        tree
    }
}

/// Numbers, a character each.
fn numbers(characters: &str) -> impl Iterator<Item = u8> + '_ {
    characters.bytes().map(|byte| byte.saturating_sub(b'!'))
}

/// 0 for none, else quarters of a power of two, counted from 1.
fn cover(number: u8) -> f32 {
    /// 2 to the power of quarters.
    const QUARTERS: [f32; 4] = [1.0, 1.1892071, std::f32::consts::SQRT_2, 1.6817929];
    let Some(quarters) = number.checked_sub(1) else { return 0.0 };
    (1u64 << (quarters / 4)) as f32 * QUARTERS[usize::from(quarters % 4)]
}

impl Answers {
    pub fn new() -> Answers {
        Answers { rows: Vec::new(), count: 0 }
    }
}

/// Log odds in `1 / SCALE` as such.
pub(super) fn log_odds(sum: f32) -> f32 {
    sum / SCALE
}

/// 1 / (1 + e^-x), to about six digits and to the same bit on every machine: what `f32::exp` gives depends on the
/// system's mathematics library.
pub(super) fn logistic(x: f32) -> f32 {
    // e^-x = 2^whole · e^rest, the second by its series.
    let power = (-x).clamp(-60.0, 60.0) * std::f32::consts::LOG2_E;
    let whole = power.round();
    let rest = (power - whole) * std::f32::consts::LN_2;
    let series =
        [720.0, 120.0, 24.0, 6.0, 2.0, 1.0, 1.0].into_iter().fold(0.0, |sum, factorial| sum * rest + 1.0 / factorial);
    let scale = f32::from_bits(((whole as i32 + 127) as u32) << 23);
    1.0 / (1.0 + series * scale)
}

#[cfg(test)]
mod tests {
    use super::logistic;

    #[test]
    fn the_logistic_function_is_near_enough() {
        for x in (-400..=400).map(|x| x as f32 / 20.0) {
            let exact = 1.0 / (1.0 + f64::from(-x).exp());
            assert!((f64::from(logistic(x)) - exact).abs() < 1e-6, "{x}");
        }
        assert!(logistic(1e9) > 0.999_999 && logistic(-1e9) < 1e-6);
    }
}
