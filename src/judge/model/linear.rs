//! A linear model over one-hot features: which features there are, which hold for a block, what they weigh.
//!
//! The same tables serve training (`examples/train.rs`) and use, so the two cannot drift.

use std::collections::HashMap;

use super::page::Page;

/// A number measured on one block of a document, cut into ranges; each range is a feature.
pub struct Measure {
    /// Its name, as the weights file and reasons have it.
    pub name: &'static str,
    /// Where one range ends and the next begins, ascending.
    pub edges: &'static [f32],
    /// The reason it gives when it speaks against a block.
    pub reason: &'static str,
    /// The measuring.
    pub value: fn(&Page<'_>, usize) -> f32,
}

/// Ranges of word counts.
pub(super) const WORDS: &[f32] = &[2.0, 3.0, 5.0, 8.0, 12.0, 18.0, 28.0, 45.0, 80.0];
/// Ranges of shares of a whole.
pub(super) const SHARES: &[f32] = &[0.02, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 0.99];
/// No and yes.
pub(super) const YES: &[f32] = &[0.5];

/// A measure on one line.
pub(super) const fn measure(
    name: &'static str,
    edges: &'static [f32],
    reason: &'static str,
    value: fn(&Page<'_>, usize) -> f32,
) -> Measure {
    Measure { name, edges, reason, value }
}

/// Yes or no as a measure.
pub(super) fn flag(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

/// A part of a whole; of next to nothing, the part itself.
pub(super) fn share(part: f32, whole: f32) -> f32 {
    part / whole.max(1.0)
}

/// A set of named bits that holds for a block.
pub struct Bits {
    /// Put before the bit's name.
    pub prefix: &'static str,
    /// How many there are.
    pub count: u32,
    /// The bits' names.
    pub names: fn() -> Vec<&'static str>,
    /// The reason it gives when it speaks against a block; the bit's name is put behind it.
    pub reason: &'static str,
    /// The bits of a block.
    pub value: fn(&Page<'_>, usize) -> u64,
}

/// The features of one kind of document.
pub struct Space {
    measures: &'static [Measure],
    pairs: Vec<(usize, usize)>,
    bits: &'static [Bits],
    names: Vec<String>,
    reasons: Vec<&'static str>,
}

/// More measures than this are not looked at.
const MOST_MEASURES: usize = 96;

impl Space {
    /// The features that single measures, pairs of them (by name; their ranges count together) and bits make.
    pub fn new(measures: &'static [Measure], pairs: &[(&str, &str)], bits: &'static [Bits]) -> Self {
        let position = |name: &str| measures.iter().position(|measure| measure.name == name).unwrap_or(0);
        let pairs: Vec<_> = pairs.iter().map(|(one, other)| (position(one), position(other))).collect();
        let mut features: Vec<(String, &'static str)> = Vec::new();
        let ranges = |measure: &Measure| 0..=measure.edges.len();
        for measure in measures {
            features.extend(ranges(measure).map(|range| (format!("{}={range}", measure.name), measure.reason)));
        }
        for (one, other) in pairs.iter().map(|(one, other)| (&measures[*one], &measures[*other])) {
            for range in ranges(one) {
                let name = |second| format!("{}={range}&{}={second}", one.name, other.name);
                features.extend(ranges(other).map(|second| (name(second), other.reason)));
            }
        }
        for bits in bits {
            let named = |name: &&str| -> (String, &'static str) {
                let reason = format!("{}-{name}", bits.reason);
                (format!("{}{name}", bits.prefix), String::leak(reason))
            };
            features.extend((bits.names)().iter().map(named));
        }
        let (names, reasons) = features.into_iter().unzip();
        Space { measures, pairs, bits, names, reasons }
    }

    /// All features by name, in the order of their numbers.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The reason that a feature gives when it speaks against a block.
    pub fn reason(&self, number: u32) -> &'static str {
        self.reasons.get(number as usize).copied().unwrap_or("outside")
    }

    /// The numbers of the features that hold for one block, into `row`.
    pub fn row(&self, page: &Page<'_>, block: usize, row: &mut Vec<u32>) {
        row.clear();
        let mut offset = 0u32;
        let mut ranges = [0u32; MOST_MEASURES];
        for (measure, slot) in self.measures.iter().zip(&mut ranges) {
            let value = (measure.value)(page, block);
            *slot = measure.edges.iter().take_while(|edge| value >= **edge).count() as u32;
            row.push(offset + *slot);
            offset += measure.edges.len() as u32 + 1;
        }
        for (one, other) in &self.pairs {
            let width = self.measures[*other].edges.len() as u32 + 1;
            row.push(offset + ranges[*one] * width + ranges[*other]);
            offset += (self.measures[*one].edges.len() as u32 + 1) * width;
        }
        for bits in self.bits {
            let mut left = (bits.value)(page, block);
            while left != 0 {
                row.push(offset + left.trailing_zeros());
                left &= left - 1;
            }
            offset += bits.count;
        }
    }
}

/// What each feature weighs.
pub struct Weights {
    values: Vec<f32>,
    bias: f32,
}

impl Weights {
    /// Read a weights file: `name<TAB>weight` a line, `#` comments; a feature that is not named weighs nothing.
    pub fn read(file: &str, names: &[String]) -> Weights {
        let number: HashMap<&str, usize> =
            names.iter().enumerate().map(|(number, name)| (name.as_str(), number)).collect();
        let mut weights = Weights { values: vec![0.0; names.len()], bias: 0.0 };
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, value)) = line.split_once('\t') else { continue };
            let value = value.trim().parse().unwrap_or(0.0);
            match number.get(name) {
                Some(number) => weights.values[*number] = value,
                None if name == "bias" => weights.bias = value,
                None => {}
            }
        }
        weights
    }

    /// The chance, 0 to 1, that a block with these features is content.
    pub fn probability(&self, row: &[u32]) -> f32 {
        logistic(self.bias + row.iter().map(|number| self.weight(*number)).sum::<f32>())
    }

    /// What one feature weighs.
    pub fn weight(&self, number: u32) -> f32 {
        self.values.get(number as usize).copied().unwrap_or(0.0)
    }
}

/// 1 / (1 + e^-x), to about six digits and to the same bit on every machine: what `f32::exp` gives depends on the
/// system's mathematics library.
pub fn logistic(x: f32) -> f32 {
    // e^-x = 2^whole · e^rest, the second by its series.
    let power = (-x).clamp(-60.0, 60.0) * std::f32::consts::LOG2_E;
    let whole = power.round();
    let rest = (power - whole) * std::f32::consts::LN_2;
    let series =
        [720.0, 120.0, 24.0, 6.0, 2.0, 1.0, 1.0].into_iter().fold(0.0, |sum, factorial| sum * rest + 1.0 / factorial);
    let scale = f32::from_bits(((whole as i32 + 127) as u32) << 23);
    1.0 / (1.0 + scale * series)
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
