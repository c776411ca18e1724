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
pub mod sums;
pub mod title;
pub mod topic;
mod trees;
pub mod units;

use std::sync::LazyLock;

use self::features::Feature;
use self::page::Page;
use self::reasons::Reasons;
use self::trees::{Answers, CHUNK, Trees};
use crate::article::{Kind, RuleId};

/// What the model says of a document.
pub struct Scored {
    /// The chance of each block to be content, 0 to 1.
    pub probabilities: Vec<f32>,
    /// The leaves of the first trees, by chunk of blocks, tree and block; of the first chunks only.
    leaves: Vec<[u8; CHUNK]>,
    model: &'static Model,
}

/// Chunks of blocks whose leaves are kept until reasons are asked for: 20 MB. Of the others they are looked up again.
const KEPT: usize = 512;

impl Scored {
    /// What speaks most against each block of the document that is wanted; of the others nothing is said.
    pub fn reasons(&self, page: &Page<'_>, wanted: &[bool]) -> Vec<RuleId> {
        let mut all = vec![RuleId::default(); wanted.len()];
        self.each_chunk(page, wanted, |start, leaves, blocks| {
            for (block, reason) in blocks.iter().zip(self.model.reasons.worst(leaves, blocks)) {
                all[start + block] = reason;
            }
        });
        all
    }

    /// Hand `each` the number of the first block of every chunk, the leaves of the chunk, a row a tree, and the blocks of
    /// it that are wanted, counted from the first.
    fn each_chunk(&self, page: &Page<'_>, wanted: &[bool], mut each: impl FnMut(usize, &[[u8; CHUNK]], &[usize])) {
        let (Model { trees, reasons }, kind) = (self.model, page.extracted.kind);
        let count = reasons.trees();
        let (mut answers, mut sums, mut again) = (Answers::new(), [0; CHUNK], Vec::new());
        for (chunk, wanted) in wanted.chunks(CHUNK).enumerate() {
            let blocks: Vec<usize> = (0..wanted.len()).filter(|block| wanted[*block]).collect();
            if blocks.is_empty() {
                continue;
            }
            let leaves = self.leaves.get(chunk * count..(chunk + 1) * count).unwrap_or_else(|| {
                again.resize(count, [0; CHUNK]);
                trees.ask(features(kind), page, chunk * CHUNK, &mut answers);
                trees.sum(&answers, &mut again, &mut sums);
                &again
            });
            each(chunk * CHUNK, leaves, &blocks);
        }
    }
}

/// Trees that are asked for reasons: the first ones say most of what is to be said. (On 4,000 blocks that go, 300 name the
/// same top reason as all trees in 91 of 100, 400 in 93, 120 in 78.)
const ASKED: usize = 320;

/// The model of one kind of document.
struct Model {
    trees: Trees,
    reasons: Reasons,
}

impl Model {
    fn read(weights: &str, features: &[Feature], asked: usize) -> Model {
        let trees = Trees::read(weights, features);
        let rules: Vec<RuleId> = features.iter().map(Feature::rule).collect();
        let reasons = Reasons::new(&trees, asked, |feature| rules.get(feature).copied().unwrap_or_default());
        Model { trees, reasons }
    }
}

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
    let measured = |feature: &Feature| {
        let mut column = vec![0.0; page.stats.len()];
        feature.measure(page, 0, &mut column);
        column
    };
    features(page.extracted.kind).iter().map(measured).collect()
}

/// Score every block of a document.
pub fn score(page: &Page<'_>) -> Scored {
    score_by(model(page.extracted.kind), page)
}

/// What each reason adds to the log odds of each block to be content, the weightiest first.
pub fn shares(page: &Page<'_>) -> Vec<Vec<(RuleId, f32)>> {
    let scored = score_by(whole_model(page.extracted.kind), page);
    let mut all = Vec::with_capacity(page.stats.len());
    let wanted = vec![true; page.stats.len()];
    scored.each_chunk(page, &wanted, |_, leaves, blocks| all.extend(scored.model.reasons.shares(leaves, blocks)));
    all
}

fn score_by(model: &'static Model, page: &Page<'_>) -> Scored {
    let (kind, count) = (page.extracted.kind, page.stats.len());
    let Model { trees, reasons } = model;
    let mut leaves = vec![[0; CHUNK]; count.div_ceil(CHUNK).min(KEPT) * reasons.trees()];
    let mut kept = leaves.chunks_mut(reasons.trees().max(1));
    let mut probabilities = Vec::with_capacity(count);
    let (mut answers, mut sums) = (Answers::new(), [0; CHUNK]);
    for start in (0..count).step_by(CHUNK) {
        trees.ask(features(kind), page, start, &mut answers);
        trees.sum(&answers, kept.next().unwrap_or_default(), &mut sums);
        probabilities.extend(sums.iter().take(count - start).map(|sum| trees::chance(*sum)));
    }
    if kind == Kind::Html {
        page.kin.even_out(&mut probabilities, |block| page.stats[block].words);
    }
    Scored { probabilities, leaves, model }
}

#[cfg(test)]
mod tests;
