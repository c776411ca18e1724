//! Of what each line speaks: the words that it shares with the best stretch of text, and with the rest. Lines of an
//! article speak of the same things; teasers of other articles, menus and notices do not.

use std::ops::Range;

use foldhash::HashMap;

use crate::article::{Extracted, Span};

/// What the words of a block have in common with those of others, each 0 to 1 but for the last; `NONE` without words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Topic {
    /// Part of its words that the best stretch holds in other blocks.
    pub main: f32,
    /// Part of them that blocks outside of the stretch hold.
    pub rest: f32,
    /// Part of them that no other block holds.
    pub alone: f32,
    /// Blocks that hold one of its words, on average.
    pub spread: f32,
}

/// Of a block without words.
const NONE: Topic = Topic { main: -1.0, rest: -1.0, alone: -1.0, spread: -1.0 };
/// Shorter words say nothing of what a text is about.
const LEAST: usize = 4;
/// Longer ones say no more.
const MOST: usize = 12;
/// A word that more blocks hold is everywhere.
const EVERYWHERE: u32 = 32;

/// The topics of a document's blocks.
#[derive(Debug, Default)]
pub struct Topics {
    each: Vec<Topic>,
    /// Sums of `main` up to each block, and of blocks with words.
    sums: Vec<(f32, f32)>,
}

/// Where a word stands: in how many blocks, and in how many of the best stretch.
#[derive(Default)]
struct Held {
    blocks: u32,
    main: u32,
    /// The last block that it was met in, counted from 1.
    last: usize,
}

impl Topics {
    /// Find them; `stretch` is the best stretch of text.
    pub fn find(extracted: &Extracted, stretch: &Range<usize>) -> Topics {
        let mut lower = String::with_capacity(extracted.text.len());
        let texts: Vec<Span> =
            extracted.blocks.iter().map(|block| add_lower(extracted.text_of(block), &mut lower)).collect();
        let mut numbers: HashMap<&str, usize> = HashMap::default();
        let mut held: Vec<Held> = Vec::new();
        let mut told: Vec<(usize, f32)> = Vec::new();
        let mut ends: Vec<usize> = Vec::new();
        for (block, text) in texts.into_iter().enumerate() {
            for (word, weight) in words(&lower[text]) {
                let number = *numbers.entry(word).or_insert_with(|| {
                    held.push(Held::default());
                    held.len() - 1
                });
                let Some(held) = held.get_mut(number).filter(|held| held.last <= block) else { continue };
                held.last = block + 1;
                held.blocks += 1;
                held.main += u32::from(stretch.contains(&block));
                told.push((number, weight));
            }
            ends.push(told.len());
        }
        let mut topics = Topics { each: Vec::with_capacity(ends.len()), sums: vec![(0.0, 0.0)] };
        let (mut start, mut main, mut with_words) = (0, 0.0, 0.0);
        for (block, end) in ends.into_iter().enumerate() {
            let topic = topic(&told[start..end], &held, stretch.contains(&block));
            if topic != NONE {
                (main, with_words) = (main + topic.main, with_words + 1.0);
            }
            topics.each.push(topic);
            topics.sums.push((main, with_words));
            start = end;
        }
        topics
    }

    /// That of a block.
    pub fn of(&self, block: usize) -> Topic {
        self.each.get(block).copied().unwrap_or(NONE)
    }

    /// The mean of what these blocks share with the best stretch.
    pub fn mean(&self, from: usize, to: usize) -> f32 {
        let at = |block: usize| self.sums.get(block.min(self.each.len())).copied().unwrap_or_default();
        let ((before, none), (main, words)) = (at(from), at(to));
        (main - before) / (words - none).max(1.0)
    }
}

/// Write a text in small case behind others; where it stands then.
fn add_lower(text: &str, lower: &mut String) -> Span {
    let start = lower.len();
    if text.is_ascii() {
        lower.push_str(text);
        lower[start..].make_ascii_lowercase();
    } else {
        lower.push_str(&text.to_lowercase());
    }
    start..lower.len()
}

fn topic(words: &[(usize, f32)], held: &[Held], inside: bool) -> Topic {
    let mut topic = Topic { main: 0.0, rest: 0.0, alone: 0.0, spread: 0.0 };
    let mut all = 0.0;
    for (word, weight) in words {
        let Some(held) = held.get(*word) else { continue };
        let part = |holds: bool| if holds { *weight } else { 0.0 };
        topic.main += part(held.main > u32::from(inside));
        topic.rest += part(held.blocks - held.main > u32::from(!inside));
        topic.alone += part(held.blocks == 1);
        topic.spread += held.blocks.min(EVERYWHERE) as f32;
        all += weight;
    }
    if words.is_empty() {
        return NONE;
    }
    let Topic { main, rest, alone, spread } = topic;
    Topic { main: main / all, rest: rest / all, alone: alone / all, spread: spread / words.len() as f32 }
}

/// The words of a text in small case that say what it is about, each with its weight: long words tell more.
fn words(lower: &str) -> impl Iterator<Item = (&str, f32)> {
    let words = lower.split(|char: char| !char.is_alphanumeric()).filter(|word| word.len() >= LEAST);
    words.map(|word| (word, word.chars().count().clamp(LEAST, MOST) as f32 + 1.0 - LEAST as f32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_share_words_with_the_article_or_not() {
        let text = "Ferry\n\nThe ferry sailed from the harbour on Monday.\n\nAt the harbour the ferry waited.\n\nTen cheap hotels";
        let options = crate::Options { kind: Some(crate::article::Kind::Text), ..crate::Options::default() };
        let extracted = crate::extract::extract(text, &options);
        let topics = Topics::find(&extracted, &(1..3));
        assert_eq!(topics.of(0).main, 1.0);
        assert_eq!((topics.of(3).main, topics.of(3).alone), (0.0, 1.0));
        assert!(topics.of(1).main > 0.3 && topics.of(1).main < 1.0);
        assert!(topics.mean(0, 3) > topics.mean(2, 4));
        assert_eq!(topics.of(4), NONE);
    }
}
