//! What blocks add up to: a row of such sums tells of any stretch of a page in one subtraction.

/// Running sums over blocks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    /// Words.
    pub words: f32,
    /// Words inside links.
    pub linked: f32,
    /// Sentences.
    pub sentences: f32,
    /// Blocks that are rows of links.
    pub link_blocks: f32,
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
    fn sub(self, other: Sum) -> Sum {
        Sum {
            words: self.words - other.words,
            linked: self.linked - other.linked,
            sentences: self.sentences - other.sentences,
            link_blocks: self.link_blocks - other.link_blocks,
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
    pub fn link_density(&self) -> f32 {
        self.linked / self.words.max(1.0)
    }

    /// Words of a block.
    pub fn mean_words(&self) -> f32 {
        self.words / self.blocks.max(1.0)
    }

    /// Share of the words that stand in running text.
    pub fn prose_share(&self) -> f32 {
        self.prose_words / self.words.max(1.0)
    }
}
