//! What the words of a block say: a weight each for words and pairs of words that pages use more in their articles or
//! more around them ("subscribe", "min read", "she said"). `train.py` learns the weights.

use std::sync::LazyLock;

use super::features::{Feature, block, page};
use crate::languages::{Key, Lexicon, alike};

/// The weights, in the form of a lexicon: 1 to 15, above `EVEN` what articles are made of, below it husk.
static WEIGHTS: LazyLock<Option<Lexicon>> = LazyLock::new(|| Lexicon::read(include_bytes!("weights/wording.bin")));
/// The language of the pages that they were learnt from.
const LEARNT: &str = "en";
/// A word that is as much at home in the one as in the other; words that are not listed say nothing.
const EVEN: f32 = 8.0;

/// Words of a block that are looked at: how it begins tells what it is.
const MOST_WORDS: usize = 24;
/// Signs that say as much as words.
const SIGNS: [char; 8] = ['©', '®', '™', '|', '»', '›', '•', '→'];

/// What is looked up of a text: its words, digits all alike; each two that follow each other; the first and the last as
/// such. Each once, in any order.
pub fn keys(text: &str) -> Vec<Key> {
    let is_part = |char: char| char.is_alphanumeric() || SIGNS.contains(&char);
    let words = text.split(|char| !is_part(char)).filter(|word| !word.is_empty()).take(MOST_WORDS);
    let (mut keys, mut before) = (Vec::with_capacity(2 * MOST_WORDS), Key::of("^"));
    for word in words {
        let word = &*alike(word);
        let blank = if keys.is_empty() { "" } else { " " };
        keys.extend([before.with(blank).with(word), Key::of(word)]);
        before = Key::of(word);
    }
    if !keys.is_empty() {
        keys.push(before.with("$"));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Bytes that the weights take in the program.
#[cfg(test)]
pub fn size() -> usize {
    WEIGHTS.map_or(0, |weights| weights.size())
}

/// How much a text is worded like articles, above 0, or like what stands around them, below 0.
fn score(text: &str) -> f32 {
    let Some(weights) = &*WEIGHTS else { return 0.0 };
    let keys = keys(text);
    let listed = keys.iter().map(|key| weights.frequency(*key)).filter(|weight| *weight > 0);
    listed.map(|weight| f32::from(weight) - EVEN).sum::<f32>() / (keys.len().max(1) as f32).sqrt()
}

/// What the model asks of it: of the block, of those near it and of the whole document.
pub(super) const FEATURES: &[Feature] = &[
    block("wording", "wording", |p, b| p.wording.of(b)),
    block("wording before", "wording", |p, b| p.wording.mean(b.saturating_sub(1), b)),
    block("wording after", "wording", |p, b| p.wording.mean(b + 1, b + 2)),
    block("wording 2 before", "wording", |p, b| p.wording.mean(b.saturating_sub(2), b)),
    block("wording 2 after", "wording", |p, b| p.wording.mean(b + 1, b + 3)),
    block("wording 5 before", "wording", |p, b| p.wording.mean(b.saturating_sub(5), b)),
    block("wording 5 after", "wording", |p, b| p.wording.mean(b + 1, b + 6)),
    block("wording 12 before", "wording", |p, b| p.wording.mean(b.saturating_sub(12), b)),
    block("wording 12 after", "wording", |p, b| p.wording.mean(b + 1, b + 13)),
    block("wording around", "wording", |p, b| p.wording.mean(b.saturating_sub(2), b + 3)),
    block("wording wide", "wording", |p, b| p.wording.mean(b.saturating_sub(6), b + 7)),
    page("page wording", "wording", |p| p.wording.mean(0, p.stats.len())),
];

/// Where nothing is known: far below any score.
const NONE: f32 = -99.0;

/// The wording of each block of a document.
#[derive(Debug, Default)]
pub struct Wording {
    each: Vec<f32>,
    /// Up to each block: its score by its weight, and the weights.
    sums: Vec<(f32, f32)>,
}

impl Wording {
    /// That of these texts in this language, each with its words; nothing is known of languages that no weights are for.
    pub fn find<'a>(language: Option<&str>, texts: impl Iterator<Item = (&'a str, f32)>) -> Wording {
        if language == Some(LEARNT) {
            Wording::of_scores(texts.map(|(text, words)| (score(text), words)))
        } else {
            Wording::default()
        }
    }

    /// Is anything known of it?
    pub fn is_known(&self) -> bool {
        !self.each.is_empty()
    }

    /// With scores that are known.
    pub fn of_scores(each: impl Iterator<Item = (f32, f32)>) -> Wording {
        let mut wording = Wording { each: Vec::new(), sums: vec![(0.0, 0.0)] };
        let (mut sum, mut weights) = (0.0, 0.0);
        for (score, words) in each {
            let weight = words + 1.0;
            (sum, weights) = (sum + score * weight, weights + weight);
            wording.each.push(score);
            wording.sums.push((sum, weights));
        }
        wording
    }

    /// That of a block.
    pub fn of(&self, block: usize) -> f32 {
        self.each.get(block).copied().unwrap_or(NONE)
    }

    /// The mean of the blocks `from..to`, by their words.
    pub fn mean(&self, from: usize, to: usize) -> f32 {
        let at = |block: usize| self.sums.get(block.min(self.each.len())).copied().unwrap_or_default();
        let ((before, light), (sum, heavy)) = (at(from), at(to));
        if heavy > light { (sum - before) / (heavy - light) } else { NONE }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_a_text() {
        let key = |words: &[&str]| words.iter().skip(1).fold(Key::of(words[0]), |key, word| key.with(word));
        let mut wanted =
            [key(&["^", "read"]), key(&["read"]), key(&["read", " ", "00"]), key(&["00"]), key(&["00", "$"])];
        wanted.sort_unstable();
        assert_eq!(keys("Read — 25!"), wanted);
        assert_eq!(keys(" … "), []);
        assert_eq!(keys("© 2024"), keys("© 1999"));
        assert_eq!(keys("one one one"), keys("one one one one"));
    }

    #[test]
    fn articles_are_worded_otherwise_than_husk() {
        let husk =
            ["Subscribe to our newsletter", "Read more", "© 2024 All rights reserved", "Sign in", "Share this post"];
        let article = ["She said that the bridge had been closed since Monday.", "They found that it was not so."];
        for (husk, article) in husk.iter().flat_map(|husk| article.iter().map(move |article| (husk, article))) {
            assert!(score(husk) < 0.0 && score(article) > 0.0, "{husk} {}, {article} {}", score(husk), score(article));
        }
    }

    #[test]
    fn means_go_by_words() {
        let wording = Wording::of_scores([(2.0, 1.0), (-1.0, 3.0)].into_iter());
        assert_eq!((wording.of(0), wording.mean(0, 2), wording.mean(1, 9)), (2.0, 0.0, -1.0));
        assert_eq!((wording.of(2), wording.mean(2, 4)), (NONE, NONE));
    }

    #[test]
    fn nothing_is_known_of_other_languages() {
        let of = |language| Wording::find(language, [("Read more", 2.0)].into_iter());
        assert!(of(Some("en")).of(0) < 0.0);
        assert_eq!([of(Some("de")).of(0), of(None).mean(0, 1)], [NONE, NONE]);
    }
}
