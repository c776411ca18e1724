//! Blocks and the truth → how much of each block stands in the truth.

use std::collections::{HashMap, HashSet};

use similar::{Algorithm, DiffTag};

/// A block of which a smaller share stands in the truth matched it by chance.
const CHANCE: f32 = 0.3;

/// Blocks beside the truth; words are numbers, equal for equal words.
pub struct Labelled {
    /// For each block its label (share of words in the truth, in sequence) and its words.
    pub blocks: Vec<(f32, Vec<u32>)>,
    /// The words of the truth.
    pub truth: Vec<u32>,
}

/// Align blocks with the truth.
pub fn label(blocks: &[&str], truth: &str) -> Labelled {
    let mut known = HashMap::new();
    let mut tokens = |text: &str| -> Vec<u32> {
        let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
        let mut number = |word: &str| {
            let next = known.len() as u32;
            *known.entry(word.to_lowercase()).or_insert(next)
        };
        words.map(&mut number).collect()
    };
    let truth = tokens(truth);
    let parts: Vec<Vec<u32>> = blocks.iter().map(|block| tokens(block)).collect();
    let all: Vec<u32> = parts.concat();
    let (mut matched, mut used) = (vec![false; all.len()], vec![false; truth.len()]);
    for op in similar::capture_diff_slices(Algorithm::Patience, &all, &truth) {
        if op.tag() == DiffTag::Equal {
            matched[op.old_range()].fill(true);
            used[op.new_range()].fill(true);
        }
    }
    let left: HashSet<&[u32]> = truth
        .windows(3)
        .zip(used.windows(3))
        .filter(|(_, used)| !used.contains(&true))
        .map(|(words, _)| words)
        .collect();
    let mut at = 0;
    let labels = parts.iter().map(|part| {
        let here = &matched[at..at + part.len()];
        at += part.len();
        let in_sequence = here.iter().filter(|matched| **matched).count() as f32 / part.len().max(1) as f32;
        let windows = part.windows(3).filter(|words| left.contains(words)).count() as f32;
        let elsewhere = if part.len() < 3 { 0.0 } else { windows / (part.len() - 2) as f32 };
        let best = in_sequence.max(elsewhere);
        if best < CHANCE { 0.0 } else { best }
    });
    let labels: Vec<f32> = labels.collect();
    Labelled { blocks: labels.into_iter().zip(parts).collect(), truth }
}
