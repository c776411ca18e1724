//! Samples → weights: logistic regression over one-hot features by AdaGrad, the last weight being the bias.

use dehusk::judge::model::linear::logistic;

use crate::data::{Row, Sample};

const ROUNDS: usize = 12;
const RATE: f32 = 0.06;
/// Pull of every weight towards nothing, per row it stands in.
const DECAY: f32 = 2e-6;
/// A block weighs as much as its words do in its document, with this many added to the truth.
const SMOOTH: f32 = 60.0;

/// Fit the weights of `features` features.
pub fn fit(samples: &[&Sample], features: usize) -> Vec<f32> {
    let mut rows: Vec<(&Row, f32)> = Vec::new();
    for sample in samples {
        let weigh = |row: &Row| 40.0 * (row.words + 1.0) / (sample.truth_words + SMOOTH);
        rows.extend(sample.rows.iter().map(|row| (row, weigh(row).min(12.0))));
    }
    let (mut weights, mut squares) = (vec![0f32; features + 1], vec![1e-2f32; features + 1]);
    let mut random = 0x9e37_79b9_7f4a_7c15u64;
    for round in 0..ROUNDS {
        for last in (1..rows.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            rows.swap(last, (random >> 33) as usize % (last + 1));
        }
        let rate = RATE / (1.0 + round as f32 * 0.2);
        for (row, weight) in &rows {
            let error = (chance(&weights, &row.features) - row.label) * weight;
            for number in row.features.iter().map(|number| *number as usize).chain([features]) {
                let slope = error + DECAY * weights[number];
                squares[number] += slope * slope;
                weights[number] -= rate * slope / squares[number].sqrt();
            }
        }
    }
    weights
}

/// The chance of a row, as `Weights::probability` gives it.
pub fn chance(weights: &[f32], features: &[u32]) -> f32 {
    let bias = weights.last().copied().unwrap_or_default();
    logistic(bias + features.iter().map(|number| weights[*number as usize]).sum::<f32>())
}

/// The weights file.
pub fn file(names: &[String], weights: &[f32], samples: &[Sample], name: &str) -> String {
    let rows: usize = samples.iter().map(|sample| sample.rows.len()).sum();
    let mut lines = vec![
        format!("# Weights of the block model `{name}`; made by `cargo run --release --example train`, do not edit."),
        format!(
            "# {} documents, {rows} blocks. The sets and their licences: README.md beside this file.",
            samples.len()
        ),
        format!("bias\t{:.3}", weights.last().copied().unwrap_or_default()),
    ];
    lines.extend(
        names
            .iter()
            .zip(weights)
            .filter(|(_, weight)| weight.abs() >= 0.0005)
            .map(|(name, weight)| format!("{name}\t{weight:.3}")),
    );
    lines.join("\n") + "\n"
}
