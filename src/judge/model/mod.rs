//! How likely each block is content: a small linear model, trained on pages with known truth.
//!
//! `page.rs` is what features look at, `html.rs` and `plain.rs` are the features, `weights/` what they weigh.

pub mod html;
pub mod linear;
pub mod page;
pub mod plain;
pub mod title;

use std::sync::LazyLock;

use self::linear::{Space, Weights};
use self::page::Page;
use crate::article::{Kind, RuleId};

/// What the model says of a document.
#[derive(Debug)]
pub struct Scored {
    /// The chance of each block to be content, 0 to 1.
    pub probabilities: Vec<f32>,
    /// What speaks most against each block.
    pub reasons: Vec<RuleId>,
}

static HTML: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("weights/html.tsv"), html::SPACE.names()));
static PLAIN: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("weights/plain.tsv"), plain::SPACE.names()));

/// The features of a kind of document.
pub fn space(kind: Kind) -> &'static Space {
    match kind {
        Kind::Html => &html::SPACE,
        Kind::Text => &plain::SPACE,
    }
}

/// Score every block of a document.
pub fn score(page: &Page) -> Scored {
    let (space, weights) = match page.extracted.kind {
        Kind::Html => (&*html::SPACE, &*HTML),
        Kind::Text => (&*plain::SPACE, &*PLAIN),
    };
    let (mut row, mut scored) = (Vec::new(), Scored { probabilities: Vec::new(), reasons: Vec::new() });
    for block in 0..page.stats.len() {
        space.row(page, block, &mut row);
        scored.probabilities.push(weights.probability(&row));
        scored.reasons.push(reason(space, weights, &row));
    }
    scored
}

/// The reason of those features that together speak most against the block.
fn reason(space: &Space, weights: &Weights, row: &[u32]) -> RuleId {
    let mut sums: Vec<(RuleId, f32)> = Vec::new();
    for number in row {
        let (reason, weight) = (space.reason(*number), weights.weight(*number));
        match sums.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, sum)) => *sum += weight,
            None => sums.push((reason, weight)),
        }
    }
    sums.into_iter().min_by(|one, other| one.1.total_cmp(&other.1)).map_or("outside", |(reason, _)| reason)
}
