//! How likely each block is content: a small linear model, trained on pages with known truth.
//!
//! `page.rs` is what features look at, `html.rs` and `plain.rs` are the features, `weights/` what they weigh.

pub mod features;
pub mod html;
pub mod nearest;
pub mod page;
pub mod plain;
mod reasons;
pub mod title;
mod trees;
pub mod units;

use std::sync::LazyLock;

use self::features::Feature;
use self::page::Page;
use self::reasons::Reasons;
use self::trees::{Answers, CHUNK, Trees};
use crate::article::{Kind, RuleId};

/// What the model says of a document.
#[derive(Debug)]
pub struct Scored {
    /// The chance of each block to be content, 0 to 1.
    pub probabilities: Vec<f32>,
    /// What speaks most against each block.
    pub reasons: Vec<RuleId>,
}

/// Trees that are asked for reasons: the first ones say most of what is to be said.
const ASKED: usize = 120;

/// The model of one kind of document.
struct Model {
    trees: Trees,
    reasons: Reasons,
}

impl Model {
    fn read(weights: &str, features: &[Feature]) -> Model {
        let trees = Trees::read(weights, features);
        let rules: Vec<RuleId> = features.iter().map(Feature::rule).collect();
        let reasons = Reasons::new(&trees, ASKED, |feature| rules.get(feature).copied().unwrap_or_default());
        Model { trees, reasons }
    }
}

static HTML: LazyLock<Model> = LazyLock::new(|| Model::read(include_str!("weights/html.trees"), &html::FEATURES));
static PLAIN: LazyLock<Model> = LazyLock::new(|| Model::read(include_str!("weights/plain.trees"), &plain::FEATURES));

fn model(kind: Kind) -> &'static Model {
    match kind {
        Kind::Html => &HTML,
        Kind::Text => &PLAIN,
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

/// A block less likely content than this may be cut and needs a reason.
const LIKELY: f32 = 0.8;

/// Score every block of a document.
pub fn score(page: &Page<'_>) -> Scored {
    let kind = page.extracted.kind;
    let model = model(kind);
    let mut answers = Answers::new();
    let mut scored = Scored { probabilities: Vec::new(), reasons: Vec::new() };
    for start in (0..page.stats.len()).step_by(CHUNK) {
        let count = model.trees.ask(features(kind), page, start, &mut answers);
        let sums = model.trees.sum(&answers);
        let chances: Vec<f32> = sums[..count].iter().map(|sum| trees::chance(*sum)).collect();
        let wanted: Vec<bool> = chances.iter().map(|chance| *chance < LIKELY).collect();
        scored.reasons.extend(model.reasons.worst(&model.trees, &answers, &wanted));
        scored.probabilities.extend(chances);
    }
    scored
}
