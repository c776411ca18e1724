//! Probabilities of blocks → the choice of blocks.

use crate::article::Kind;
use crate::options::Dial;

/// A page of which fewer words than this are expected to be content has none, but for what is a sentence.
const LEAST_WORDS: f32 = 5.0;
/// A sentence has so many words at least, and is as likely content: of a page, and of a text.
const SENTENCE_WORDS: f32 = 8.0;
const SENTENCE: [f32; 2] = [0.4, 0.25];
/// A page of which no choice is expected to score more has no content: what would be kept are menus and notices. (In
/// cross-validation three of the four pages below 0.25 are without content, and most from there to 0.3 have some.)
const LEAST_EXPECTED: f32 = 0.2;
/// Of such a page stays what is as likely content: an article of two paragraphs may stand among any number of scraps.
const LIKELY: f32 = 0.5;

/// What was chosen.
#[derive(Debug)]
pub struct Choice {
    /// Keep it? A block each.
    pub keep: Vec<bool>,
    /// The score that the choice is expected to have, 0 to 1.
    pub expected: f32,
}

/// How many times recall counts. Of a page, as much as precision; of an extracted text more: husk that stays in is
/// the lesser evil where there is no markup to tell it by. (In cross-validation it keeps 99.0 % of right words.)
fn beta(kind: Kind, dial: Dial) -> f32 {
    match (kind, dial) {
        (Kind::Html, Dial::Precision) => 0.6,
        (Kind::Html, Dial::Balanced) | (Kind::Text, Dial::Precision) => 1.0,
        (Kind::Html, Dial::Recall) => 1.8,
        (Kind::Text, Dial::Balanced) => 2.4,
        (Kind::Text, Dial::Recall) => 3.6,
    }
}

/// Choose the blocks of a document: sorted by probability, the beginning that maximises the expected F score, which is
/// (1 + β²)·Σpn / (Σn + β²·E) over words n, with E the words expected to be content. β is the dial.
pub fn choose(kind: Kind, probabilities: &[f32], words: &[f32], dial: Dial) -> Choice {
    let beta = beta(kind, dial);
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|one, other| probabilities[*other].total_cmp(&probabilities[*one]).then(one.cmp(other)));
    let wanted: f32 = probabilities.iter().zip(words).map(|(p, n)| p * n).sum();
    let mut choice = Choice { keep: vec![false; probabilities.len()], expected: 0.0 };
    if wanted < LEAST_WORDS {
        let least = SENTENCE[usize::from(kind == Kind::Text)];
        let is_sentence = |(p, n): (&f32, &f32)| *p >= least && *n >= SENTENCE_WORDS;
        choice.keep = probabilities.iter().zip(words).map(is_sentence).collect();
        return choice;
    }
    let (mut right, mut taken, mut best, mut length) = (0.0, 0.0, 0.0, 0);
    for (place, block) in order.iter().enumerate() {
        right += probabilities[*block] * words[*block];
        taken += words[*block];
        let score = (1.0 + beta * beta) * right / (taken + beta * beta * wanted);
        if score > best {
            (best, length) = (score, place + 1);
            choice.expected = 2.0 * right / (taken + wanted);
        }
    }
    let has_content = kind == Kind::Text || choice.expected >= LEAST_EXPECTED;
    for block in &order[..length] {
        choice.keep[*block] = has_content || probabilities[*block] >= LIKELY;
    }
    choice
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is kept of a block that is so likely, and scraps of which little is expected.
    fn kept(chance: f32) -> Vec<usize> {
        let probabilities: Vec<f32> = std::iter::once(chance).chain(std::iter::repeat_n(0.05, 50_000)).collect();
        let words: Vec<f32> = std::iter::once(60.0).chain(std::iter::repeat_n(1.0, 50_000)).collect();
        let choice = choose(Kind::Html, &probabilities, &words, Dial::Balanced);
        assert!(choice.expected < LEAST_EXPECTED, "{}", choice.expected);
        (0..choice.keep.len()).filter(|block| choice.keep[*block]).collect()
    }

    #[test]
    fn a_sentence_is_content_though_it_is_all_that_there_is() {
        let kept = |kind, chance: f32| choose(kind, &[0.2, chance], &[1.0, 9.0], Dial::Balanced).keep;
        assert_eq!([kept(Kind::Html, 0.45), kept(Kind::Text, 0.3)], [[false, true]; 2]);
        assert_eq!([kept(Kind::Html, 0.3), kept(Kind::Text, 0.2)], [[false; 2]; 2]);
    }

    #[test]
    fn scraps_alone_are_no_content() {
        assert_eq!(kept(0.1), [0; 0]);
        assert_eq!(kept(0.9), [0]);
    }
}
