//! What the blocks of any stretch of a document add up to, by running sums.

use crate::article::{Block, Extracted, Role};
use crate::judge::stats::Stats;

/// Running sums over blocks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    /// Words.
    pub words: f32,
    /// Words inside links.
    pub linked: f32,
    /// Sentences.
    pub sentences: f32,
    /// Blocks of running text.
    pub prose_blocks: f32,
    /// Words in them.
    pub prose_words: f32,
    /// Blocks.
    pub blocks: f32,
    /// Headings.
    pub headings: f32,
    /// Blocks known as husk.
    pub husk: f32,
    /// Letters and other characters but white space.
    pub chars: f32,
    /// Short words in lower case.
    pub short: f32,
}

impl std::ops::Sub for Sum {
    type Output = Sum;
    #[inline]
    fn sub(self, other: Sum) -> Sum {
        Sum {
            words: self.words - other.words,
            linked: self.linked - other.linked,
            sentences: self.sentences - other.sentences,
            prose_blocks: self.prose_blocks - other.prose_blocks,
            prose_words: self.prose_words - other.prose_words,
            blocks: self.blocks - other.blocks,
            headings: self.headings - other.headings,
            husk: self.husk - other.husk,
            chars: self.chars - other.chars,
            short: self.short - other.short,
        }
    }
}

impl std::ops::AddAssign for Sum {
    fn add_assign(&mut self, other: Sum) {
        // What is left when the difference to nothing is taken away.
        let none = Sum::default();
        *self = *self - (none - other);
    }
}

impl Sum {
    /// Share of the words that stand in links.
    #[inline]
    pub fn link_density(&self) -> f32 {
        self.linked / self.words.max(1.0)
    }

    /// Words of a block.
    #[inline]
    pub fn mean_words(&self) -> f32 {
        self.words / self.blocks.max(1.0)
    }

    /// Share of the words that stand in running text.
    #[inline]
    pub fn prose_share(&self) -> f32 {
        self.prose_words / self.words.max(1.0)
    }
}

/// A block with fewer words is no running text.
pub(super) const PROSE_WORDS: f32 = 10.0;
/// More of a block's words in links make it a row of links.
pub(super) const LINKED: f32 = 0.5;

/// What each block counts for.
pub(super) fn each(extracted: &Extracted, stats: &[Stats], husk: &[bool]) -> Vec<Sum> {
    let one = |((block, stats), husk): ((&Block, &Stats), &bool)| {
        let linked = block.link_bytes as f32 / block.span.len().max(1) as f32;
        let prose = linked <= LINKED && stats.words >= PROSE_WORDS && block.role != Role::Code;
        Sum {
            words: stats.words,
            linked: stats.words * linked.min(1.0),
            sentences: stats.sentences(),
            prose_blocks: f32::from(prose),
            prose_words: f32::from(prose) * stats.words,
            blocks: 1.0,
            headings: f32::from(block.role.is_heading()),
            husk: f32::from(*husk),
            chars: stats.chars,
            short: stats.short,
        }
    };
    extracted.blocks.iter().zip(stats).zip(husk).map(one).collect()
}

/// Sums up to each block; one more entry than blocks.
pub(super) fn sums(each: &[Sum]) -> Vec<Sum> {
    let mut sums = Vec::with_capacity(each.len() + 1);
    let mut sum = Sum::default();
    sums.push(sum);
    sums.extend(each.iter().map(|one| {
        sum += *one;
        sum
    }));
    sums
}
