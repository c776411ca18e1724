//! Why a block was cut: what each feature adds to the log odds of the block, summed up by reason.
//!
//! A tree's part is shared out by Shapley's rule (Lundberg and Lee, NeurIPS 2017): what a reason adds, averaged over
//! every order in which the answers could become known; what is not known yet is averaged over the leaves by their
//! weight in training. A tree has few questions, so this is exact, and it is the same for all blocks of a leaf:
//! a table, made once.

use super::trees::{Answers, CHUNK, LEVELS, Tree, Trees};
use crate::article::RuleId;

const LEAVES: usize = 1 << LEVELS;

/// What each leaf of each tree says, by reason.
pub struct Reasons {
    names: Vec<RuleId>,
    tables: Vec<Table>,
}

/// One tree's part.
struct Table {
    /// The reasons that its questions are of.
    reasons: Vec<u16>,
    /// A row of shares a leaf.
    shares: Vec<[f32; LEVELS]>,
}

impl Reasons {
    /// Work out the shares of the first `most` trees; `reason` names the reason of a feature.
    pub fn new(model: &Trees, most: usize, reason: impl Fn(usize) -> RuleId) -> Reasons {
        let mut names: Vec<RuleId> = Vec::new();
        let tables = model.trees.iter().take(most).map(|tree| {
            let mut reasons: Vec<u16> = Vec::new();
            let mut groups = [0u8; LEVELS];
            for (level, split) in tree.splits.iter().enumerate() {
                let name = reason(model.feature(*split));
                let number = names.iter().position(|known| *known == name).unwrap_or_else(|| {
                    names.push(name);
                    names.len() - 1
                }) as u16;
                let at = reasons.iter().position(|known| *known == number).unwrap_or_else(|| {
                    reasons.push(number);
                    reasons.len() - 1
                });
                groups[at] |= 1 << level;
            }
            Table { shares: shares(tree, &groups[..reasons.len()]), reasons }
        });
        let tables = tables.collect();
        Reasons { names, tables }
    }

    /// What speaks most against each block of a chunk that `wanted` asks for.
    pub(super) fn worst(&self, model: &Trees, answers: &Answers, wanted: &[bool]) -> Vec<RuleId> {
        let mut rows = vec![[0u8; CHUNK]; self.tables.len()];
        for (tree, row) in model.trees.iter().zip(&mut rows) {
            Trees::leaves(tree, answers, row);
        }
        let mut sums = vec![0f32; self.names.len()];
        let mut worst = |(block, wanted): (usize, &bool)| {
            if !wanted {
                return self.names.first().copied().unwrap_or_default();
            }
            sums.fill(0.0);
            for (table, row) in self.tables.iter().zip(&rows) {
                let shares = &table.shares[usize::from(row[block]) % LEAVES];
                for (reason, share) in table.reasons.iter().zip(shares) {
                    sums[usize::from(*reason)] += share;
                }
            }
            let least = sums.iter().enumerate().min_by(|one, other| one.1.total_cmp(other.1));
            least.and_then(|(reason, _)| self.names.get(reason)).copied().unwrap_or_default()
        };
        wanted.iter().enumerate().map(&mut worst).collect()
    }
}

/// Shapley shares of the groups of questions of a tree, a row a leaf.
fn shares(tree: &Tree, groups: &[u8]) -> Vec<[f32; LEVELS]> {
    let coalitions = 1usize << groups.len();
    let known: Vec<u8> = (0..coalitions)
        .map(|coalition| {
            groups.iter().enumerate().map(|(at, bits)| if coalition >> at & 1 == 1 { *bits } else { 0 }).sum()
        })
        .collect();
    let means: Vec<[f32; LEAVES]> = known.iter().map(|known| means(tree, *known)).collect();
    let weights = order_weights(groups.len());
    let mut rows = vec![[0f32; LEVELS]; LEAVES];
    for (leaf, row) in rows.iter_mut().enumerate() {
        for (at, share) in row.iter_mut().enumerate().take(groups.len()) {
            for coalition in (0..coalitions).filter(|coalition| coalition >> at & 1 == 0) {
                let joined = coalition | 1 << at;
                let before = means[coalition][leaf & usize::from(known[coalition])];
                let after = means[joined][leaf & usize::from(known[joined])];
                *share += weights[coalition.count_ones() as usize] * (after - before);
            }
        }
    }
    rows
}

/// The mean over the leaves that agree on the `known` answers, at each pattern of those.
fn means(tree: &Tree, known: u8) -> [f32; LEAVES] {
    let (mut sums, mut weights) = ([0f32; LEAVES], [0f32; LEAVES]);
    for (leaf, (value, cover)) in tree.leaves.iter().zip(&tree.covers).enumerate() {
        let pattern = leaf & usize::from(known);
        // A leaf without weight still says what it says where nothing else agrees.
        let cover = cover.max(1e-3);
        sums[pattern] += f32::from(*value) * cover;
        weights[pattern] += cover;
    }
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum /= weight.max(1e-3);
    }
    sums
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
