//! How likely each block is content: boosted trees, trained on pages with known truth.
//!
//! `page.rs` is what features look at, `html.rs` and `plain.rs` are the features, `trees.rs` asks them, `reasons.rs` says
//! why; `weights/` holds the trees and `train.py` makes them.

pub mod features;
pub mod html;
pub mod kin;
pub mod nearest;
pub mod page;
pub mod plain;
mod reasons;
mod runs;
pub mod sums;
pub mod title;
pub mod topic;
mod trees;
pub mod units;
pub mod wording;

use std::sync::LazyLock;

use self::features::Feature;
use self::page::Page;
use self::reasons::Reasons;
use self::trees::{Answers, CHUNK, Trees, log_odds};
use crate::article::{Kind, RuleId};

/// What the model says of a document.
pub struct Scored {
    /// The chance of each block to be content, 0 to 1.
    pub probabilities: Vec<f32>,
    /// The rounds that the blocks went through.
    rounds: Vec<Went>,
    /// The number of the last round of each block: that has decided on it.
    decided: Vec<usize>,
}

/// What came of one round.
struct Went {
    round: &'static Round,
    /// The blocks that went through it.
    blocks: Vec<usize>,
    /// The leaves of the first trees, by chunk of blocks, tree and block; of the first chunks only.
    leaves: Vec<[u8; CHUNK]>,
}

/// Chunks of blocks whose leaves are kept until reasons are asked for: 20 MB. Of the others they are looked up again.
const KEPT: usize = 512;

impl Scored {
    /// What speaks most against each block of the document that is wanted; of the others nothing is said.
    pub fn reasons(&self, page: &Page<'_>, wanted: &[bool]) -> Vec<RuleId> {
        self.told(page, wanted, Reasons::worst)
    }

    /// What the reasons of its last round tell of each block that is wanted. `tell` is given the leaves of a chunk of
    /// blocks, a row a tree, and which of the blocks are asked about.
    fn told<T: Clone + Default>(
        &self,
        page: &Page<'_>,
        wanted: &[bool],
        tell: impl Fn(&Reasons, &[[u8; CHUNK]], &[usize]) -> Vec<T>,
    ) -> Vec<T> {
        let mut all = vec![T::default(); wanted.len()];
        for (number, Went { round: Round { trees, reasons }, blocks, leaves }) in self.rounds.iter().enumerate() {
            let count = reasons.trees();
            let (mut answers, mut sums, mut again) = (Answers::new(), [0; CHUNK], Vec::new());
            for (chunk, blocks) in blocks.chunks(CHUNK).enumerate() {
                let is_asked = |block: usize| wanted[block] && self.decided[block] == number;
                let columns: Vec<usize> = (0..blocks.len()).filter(|column| is_asked(blocks[*column])).collect();
                if columns.is_empty() {
                    continue;
                }
                let leaves = leaves.get(chunk * count..(chunk + 1) * count).unwrap_or_else(|| {
                    again.resize(count, [0; CHUNK]);
                    trees.ask(features(page.extracted.kind), page, blocks, &mut answers);
                    trees.sum(&answers, &mut again, &mut sums);
                    &again
                });
                for (column, told) in columns.iter().zip(tell(reasons, leaves, &columns)) {
                    all[blocks[*column]] = told;
                }
            }
        }
        all
    }
}

/// Trees that are asked for reasons: the first ones say most of what is to be said. (On 4,000 blocks that go from pages, 300
/// name the same top reason as all trees in 91 of 100, 400 in 93, 120 in 78; on 78,563 lines that go from texts, 320 in 98.)
const ASKED: usize = 320;

/// The model of one kind of document: rounds of trees, each asked of the blocks that the one before has left open. Most
/// husk is so plain that few questions settle it.
struct Model {
    rounds: Vec<Round>,
}

struct Round {
    trees: Trees,
    reasons: Reasons,
}

impl Model {
    fn read(weights: &str, features: &[Feature], asked: usize) -> Model {
        let rules: Vec<RuleId> = features.iter().map(Feature::rule).collect();
        let round = |weights: &str| {
            let trees = Trees::read(weights, features);
            let reasons = Reasons::new(&trees, asked, |feature| rules.get(feature).copied().unwrap_or_default());
            Round { trees, reasons }
        };
        Model { rounds: weights.split(NEXT_ROUND).map(round).collect() }
    }
}

/// What stands between the rounds of a weights file.
const NEXT_ROUND: &str = "\nround\n";
const HTML_TREES: &str = include_str!("weights/html.trees");
const PLAIN_TREES: &str = include_str!("weights/plain.trees");

static HTML: LazyLock<Model> = LazyLock::new(|| Model::read(HTML_TREES, &html::FEATURES, ASKED));
static PLAIN: LazyLock<Model> = LazyLock::new(|| Model::read(PLAIN_TREES, &plain::FEATURES, ASKED));
/// The same with all trees asked for reasons: slower, for those who want to know.
static HTML_WHOLE: LazyLock<Model> = LazyLock::new(|| Model::read(HTML_TREES, &html::FEATURES, usize::MAX));
static PLAIN_WHOLE: LazyLock<Model> = LazyLock::new(|| Model::read(PLAIN_TREES, &plain::FEATURES, usize::MAX));

fn model(kind: Kind) -> &'static Model {
    match kind {
        Kind::Html => &HTML,
        Kind::Text => &PLAIN,
    }
}

fn whole_model(kind: Kind) -> &'static Model {
    match kind {
        Kind::Html => &HTML_WHOLE,
        Kind::Text => &PLAIN_WHOLE,
    }
}

/// The features of a kind of document, in the order of their numbers.
pub fn features(kind: Kind) -> &'static [Feature] {
    match kind {
        Kind::Html => &html::FEATURES,
        Kind::Text => &plain::FEATURES,
    }
}

/// All features of all blocks of a page, a column a feature.
pub fn measure(page: &Page<'_>) -> Vec<Vec<f32>> {
    let blocks: Vec<usize> = (0..page.stats.len()).collect();
    let measured = |feature: &Feature| {
        let mut column = vec![0.0; blocks.len()];
        feature.measure(page, &blocks, &mut column);
        column
    };
    features(page.extracted.kind).iter().map(measured).collect()
}

/// Score every block of a document.
pub fn score(page: &Page<'_>) -> Scored {
    score_by(model(page.extracted.kind), page)
}

/// What each reason adds to the log odds of each block to be content, the weightiest first, before the chances of its kin or
/// run are evened out.
pub fn shares(page: &Page<'_>) -> Vec<Vec<(RuleId, f32)>> {
    let scored = score_by(whole_model(page.extracted.kind), page);
    scored.told(page, &vec![true; page.stats.len()], Reasons::shares)
}

fn score_by(model: &'static Model, page: &Page<'_>) -> Scored {
    let (kind, count) = (page.extracted.kind, page.stats.len());
    let mut scored = Scored { probabilities: vec![0.0; count], rounds: Vec::new(), decided: vec![0; count] };
    let mut odds = vec![0.0; count];
    let mut open: Vec<usize> = (0..count).collect();
    for (number, round) in model.rounds.iter().enumerate() {
        let Round { trees, reasons } = round;
        let mut leaves = vec![[0; CHUNK]; open.len().div_ceil(CHUNK).min(KEPT) * reasons.trees()];
        let mut kept = leaves.chunks_mut(reasons.trees().max(1));
        let (mut answers, mut sums, mut left) = (Answers::new(), [0; CHUNK], Vec::new());
        for blocks in open.chunks(CHUNK) {
            trees.ask(features(kind), page, blocks, &mut answers);
            trees.sum(&answers, kept.next().unwrap_or_default(), &mut sums);
            for (block, sum) in blocks.iter().zip(sums) {
                scored.probabilities[*block] = trees.chance(sum);
                odds[*block] = log_odds(sum as f32);
                scored.decided[*block] = number;
                if trees.leave_open(sum) {
                    left.push(*block);
                }
            }
        }
        scored.rounds.push(Went { round, blocks: std::mem::replace(&mut open, left), leaves });
    }
    match kind {
        Kind::Html => page.kin.even_out(&mut scored.probabilities, |block| page.stats[block].words),
        Kind::Text => runs::even_out(page, &odds, &mut scored.probabilities),
    }
    scored
}

#[cfg(test)]
mod tests;
