//! Probabilities of blocks → the choice of blocks.

use crate::article::Kind;
use crate::options::Dial;

/// A page of which fewer words than this are expected to be content has none.
const LEAST_WORDS: f32 = 5.0;

/// What was chosen.
#[derive(Debug)]
pub struct Choice {
    /// Keep it? A block each.
    pub keep: Vec<bool>,
    /// The score that the choice is expected to have, 0 to 1.
    pub expected: f32,
}

/// Choose the blocks of a document, by the rule for its kind.
pub fn choose(kind: Kind, probabilities: &[f32], words: &[f32], dial: Dial) -> Choice {
    match kind {
        Kind::Html => by_expected_score(probabilities, words, dial),
        Kind::Text => by_doubt(probabilities, words, dial),
    }
}

/// Choose the blocks of a page: sorted by probability, the beginning that maximises the expected F score, which is
/// (1 + β²)·Σpn / (Σn + β²·E) over words n, with E the words expected to be content. β is the dial.
fn by_expected_score(probabilities: &[f32], words: &[f32], dial: Dial) -> Choice {
    let beta = match dial {
        Dial::Precision => 0.6f32,
        Dial::Balanced => 1.0,
        Dial::Recall => 1.8,
    };
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|one, other| probabilities[*other].total_cmp(&probabilities[*one]).then(one.cmp(other)));
    let wanted: f32 = probabilities.iter().zip(words).map(|(p, n)| p * n).sum();
    let mut choice = Choice { keep: vec![false; probabilities.len()], expected: 0.0 };
    if wanted < LEAST_WORDS {
        return choice;
    }
    let (mut right, mut taken, mut length) = (0.0, 0.0, 0);
    for (place, block) in order.iter().enumerate() {
        right += probabilities[*block] * words[*block];
        taken += words[*block];
        let score = (1.0 + beta * beta) * right / (taken + beta * beta * wanted);
        if score > choice.expected {
            (choice.expected, length) = (score, place + 1);
        }
    }
    for block in &order[..length] {
        choice.keep[*block] = true;
    }
    choice
}

/// Choose the lines of a text: only what is surely husk goes.
fn by_doubt(probabilities: &[f32], words: &[f32], dial: Dial) -> Choice {
    let least = match dial {
        Dial::Precision => 0.5,
        Dial::Balanced => 0.2,
        Dial::Recall => 0.08,
    };
    let keep: Vec<bool> = probabilities.iter().map(|p| *p >= least).collect();
    let kept = |part: fn(f32, f32) -> f32| -> f32 {
        keep.iter()
            .zip(probabilities.iter().zip(words))
            .filter(|(keep, _)| **keep)
            .map(|(_, (p, n))| part(*p, *n))
            .sum()
    };
    let wanted: f32 = probabilities.iter().zip(words).map(|(p, n)| p * n).sum();
    let expected = 2.0 * kept(|p, n| p * n) / (kept(|_, n| n) + wanted).max(1.0);
    Choice { keep, expected }
}
