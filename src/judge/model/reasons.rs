//! Why a block was cut: what each feature adds to the log odds of the block, summed up by reason.
//!
//! A tree's part is shared out by Shapley's rule (Lundberg and Lee, NeurIPS 2017): what a reason adds, averaged over
//! every order in which the answers could become known; what is not known yet is averaged over the leaves by their
//! weight in training. A tree has few questions, so this is exact, and it is the same for all blocks of a leaf:
//! a table, made once.

use super::trees::{CHUNK, LEVELS, Tree, Trees, log_odds};
use crate::article::RuleId;

const LEAVES: usize = 1 << LEVELS;

/// What each leaf of each tree says, by reason.
pub struct Reasons {
    names: Vec<RuleId>,
    tables: Vec<Table>,
}

/// Shares are whole numbers, so that sums come out the same in whatever order they are taken; and short ones, since the
/// tables of all trees are gone through for every block that is cut.
const FINE: f32 = 4.0;
/// The reason of no question.
const NONE: u8 = u8::MAX;

/// One tree's part.
struct Table {
    /// The reasons that its questions are of.
    reasons: [u8; LEVELS],
    /// A row of shares a leaf, in `1 / FINE` of what leaves are counted in.
    shares: [[i16; LEVELS]; LEAVES],
}

impl Reasons {
    /// Work out the shares of the first `most` trees; `reason` names the reason of a feature.
    pub fn new(model: &Trees, most: usize, reason: impl Fn(usize) -> RuleId) -> Reasons {
        let mut names: Vec<RuleId> = Vec::new();
        let tables = model.trees.iter().take(most).map(|tree| {
            let (mut reasons, mut groups, mut count) = ([NONE; LEVELS], [0u8; LEVELS], 0);
            for (level, split) in tree.splits.iter().enumerate() {
                let name = reason(model.feature(*split));
                let number = names.iter().position(|known| *known == name).unwrap_or_else(|| {
                    names.push(name);
                    names.len() - 1
                });
                let number = u8::try_from(number).unwrap_or(NONE);
                let at = reasons[..count].iter().position(|known| *known == number).unwrap_or(count);
                count = count.max(at + 1);
                reasons[at] = number;
                groups[at] |= 1 << level;
            }
            Table { shares: shares(tree, &groups[..count]), reasons }
        });
        let tables = tables.collect();
        Reasons { names, tables }
    }

    /// Trees that are asked.
    pub fn trees(&self) -> usize {
        self.tables.len()
    }

    /// All that a leaf of a tree says for or against a block.
    #[cfg(test)]
    pub fn total(&self, tree: usize, leaf: usize) -> f32 {
        self.tables[tree].shares[leaf].iter().copied().map(f32::from).sum::<f32>() / FINE
    }

    /// What speaks most against each of these blocks of a chunk, whose leaves are given, a row a tree.
    pub fn worst(&self, leaves: &[[u8; CHUNK]], blocks: &[usize]) -> Vec<RuleId> {
        let least = |sums: &[i32]| {
            let least = self.names.iter().zip(sums).min_by_key(|(_, sum)| **sum);
            least.map_or_else(RuleId::default, |(name, _)| *name)
        };
        self.sums(leaves, blocks).chunks_exact(self.width()).map(least).collect()
    }

    /// What each reason adds to the log odds of these blocks, the weightiest first.
    pub fn shares(&self, leaves: &[[u8; CHUNK]], blocks: &[usize]) -> Vec<Vec<(RuleId, f32)>> {
        let sorted = |sums: &[i32]| {
            let mut shares: Vec<_> =
                self.names.iter().zip(sums).map(|(name, sum)| (*name, log_odds(*sum as f32 / FINE))).collect();
            shares.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
            shares
        };
        self.sums(leaves, blocks).chunks_exact(self.width()).map(sorted).collect()
    }

    /// What the leaves say of each block, by number of reason. Tree by tree, so that a table that was fetched serves all.
    /// Neighbours come to the same leaf of most trees: only what is new against the block before is added up.
    fn sums(&self, leaves: &[[u8; CHUNK]], blocks: &[usize]) -> Vec<i32> {
        let width = self.width();
        let mut sums = vec![0; width * blocks.len()];
        for (table, row) in self.tables.iter().zip(leaves) {
            let reasons = table.reasons.map(|reason| usize::from(reason).min(self.names.len()));
            let mut last = &[0; LEVELS];
            let mut last_leaf = None;
            for (block, sums) in blocks.iter().zip(sums.chunks_exact_mut(width)) {
                let leaf = row.get(*block).copied();
                if leaf == last_leaf {
                    continue;
                }
                let shares = &table.shares[usize::from(leaf.unwrap_or_default()) % LEAVES];
                for ((reason, share), last) in reasons.iter().zip(shares).zip(last) {
                    sums[*reason] += i32::from(*share) - i32::from(*last);
                }
                (last, last_leaf) = (shares, leaf);
            }
        }
        for at in width..sums.len() {
            sums[at] += sums[at - width];
        }
        sums
    }

    /// Sums a block: one a reason, and one for questions that are not there.
    fn width(&self) -> usize {
        self.names.len() + 1
    }
}

/// Shapley shares of the groups of questions of a tree, a row a leaf.
fn shares(tree: &Tree, groups: &[u8]) -> [[i16; LEVELS]; LEAVES] {
    let coalitions = 1usize << groups.len();
    let known = |coalition: usize| -> u8 {
        groups.iter().enumerate().map(|(at, bits)| if coalition >> at & 1 == 1 { *bits } else { 0 }).sum()
    };
    let means: Vec<[f32; LEAVES]> = (0..coalitions).map(|coalition| means(tree, known(coalition))).collect();
    let weights = order_weights(groups.len());
    let mut columns = [[0f32; LEAVES]; LEVELS];
    for (at, column) in columns.iter_mut().enumerate().take(groups.len()) {
        for coalition in (0..coalitions).filter(|coalition| coalition >> at & 1 == 0) {
            let weight = weights[coalition.count_ones() as usize];
            let (before, after) = (&means[coalition], &means[coalition | 1 << at]);
            for (share, (after, before)) in column.iter_mut().zip(after.iter().zip(before)) {
                *share += weight * (after - before);
            }
        }
    }
    std::array::from_fn(|leaf| columns.map(|column| (column[leaf] * FINE).round() as i16))
}

/// For each leaf the mean over those that agree with it on the `known` answers.
fn means(tree: &Tree, known: u8) -> [f32; LEAVES] {
    let (mut sums, mut weights) = ([0f32; LEAVES], [0f32; LEAVES]);
    for (leaf, (value, cover)) in tree.leaves.iter().zip(&tree.covers).enumerate().take(1 << tree.splits.len()) {
        let pattern = leaf & usize::from(known);
        // A leaf without weight still says what it says where nothing else agrees.
        let cover = cover.max(1e-3);
        sums[pattern] += f32::from(*value) * cover;
        weights[pattern] += cover;
    }
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum /= weight.max(1e-3);
    }
    std::array::from_fn(|leaf| sums[leaf & usize::from(known)])
}

/// The share of orders in which just so many others of `count` come before.
fn order_weights(count: usize) -> [f32; LEVELS] {
    let mut weights = [0.0; LEVELS];
    let mut ways = 1.0;
    for (before, weight) in weights.iter_mut().enumerate().take(count) {
        *weight = 1.0 / (count as f32 * ways);
        ways = ways * (count - 1 - before) as f32 / (before + 1) as f32;
    }
    weights
}
