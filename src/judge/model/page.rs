//! A page's blocks → the surroundings that features are measured on: containers, the best candidate, neighbours.

use crate::article::{Block, Extracted, Role};
use crate::extract::html::tags::Tag;
use crate::judge::stats::Stats;

/// Everything that the features of one document look at, made once.
pub struct Page<'a> {
    /// The document.
    pub extracted: &'a Extracted,
    /// Counts, a block each.
    pub stats: Vec<Stats>,
    /// Sums up to each block; one more entry than blocks.
    pub sums: Vec<Sum>,
    /// Hints of each element and those around it.
    pub hints: Vec<u64>,
    /// Hints of each element and the two around it.
    pub near_hints: Vec<u64>,
    /// Groups of tags around each element, itself included.
    pub tags: Vec<u64>,
    /// Depth of each element.
    pub depth: Vec<u16>,
    /// The containers around each block's element: innermost with company, and the next ones of at least twice as many blocks.
    pub containers: Vec<[u32; 3]>,
    /// The element that most running text stands in.
    pub candidate: u32,
    /// Blocks of the best stretch of text.
    pub stretch: std::ops::Range<usize>,
    /// The block of the title, if the page shows one.
    pub title: Option<usize>,
    /// Is each block's text met before on the page?
    pub repeated: Vec<bool>,
    /// The rule that knows each block's text as husk.
    pub husk: Vec<bool>,
}

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
        }
    }
}

impl Sum {
    /// Share of the words that stand in links.
    pub fn link_density(&self) -> f32 {
        self.linked / self.words.max(1.0)
    }
}

/// Groups of tags that say where a block stands.
pub const TAG_GROUPS: &[(&str, &[Tag])] = &[
    ("nav", &[Tag::Nav, Tag::Menu]),
    ("header", &[Tag::Header]),
    ("footer", &[Tag::Footer]),
    ("aside", &[Tag::Aside]),
    ("main", &[Tag::Main]),
    ("article", &[Tag::Article]),
    ("section", &[Tag::Section]),
    ("form", &[Tag::Form, Tag::Fieldset, Tag::Legend, Tag::Textarea]),
    ("select", &[Tag::Select, Tag::Opt, Tag::OptGroup]),
    ("button", &[Tag::Button]),
    ("label", &[Tag::Label]),
    ("p", &[Tag::P]),
    ("list", &[Tag::Ul, Tag::Dir]),
    ("ordered", &[Tag::Ol]),
    ("definition", &[Tag::Dl, Tag::Dt, Tag::Dd]),
    ("table", &[Tag::Table]),
    ("heading-cell", &[Tag::Th]),
    ("quote", &[Tag::Blockquote, Tag::Q]),
    ("code", &[Tag::Pre, Tag::Code]),
    ("figure", &[Tag::Figure, Tag::Figcaption, Tag::Caption]),
    ("details", &[Tag::Details, Tag::Summary]),
    ("dialog", &[Tag::Dialog]),
    ("noscript", &[Tag::NoScript]),
    ("address", &[Tag::Address]),
    ("link", &[Tag::A]),
    ("span", &[Tag::Span]),
    ("heading", &[Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6]),
    ("time", &[Tag::Time]),
    ("small", &[Tag::Small]),
    ("strong", &[Tag::Strong, Tag::B]),
    ("emphasis", &[Tag::Em, Tag::I]),
    ("font", &[Tag::Font, Tag::Center]),
    ("media", &[Tag::Video, Tag::Audio, Tag::Object, Tag::Canvas]),
];

fn tag_bits(tag: Tag) -> u64 {
    let groups = TAG_GROUPS.iter().enumerate();
    groups.filter(|(_, (_, tags))| tags.contains(&tag)).map(|(bit, _)| 1 << bit).sum()
}

/// A block with fewer words is no running text.
const PROSE_WORDS: f32 = 10.0;
/// More of a block's words in links make it a row of links.
const LINKED: f32 = 0.5;

impl<'a> Page<'a> {
    /// Look at a whole document. `husk` says which blocks are known husk.
    pub fn new(extracted: &'a Extracted, husk: Vec<bool>) -> Self {
        let text = |block: &Block| extracted.text.get(block.span.clone()).unwrap_or_default();
        let stats: Vec<Stats> = extracted.blocks.iter().map(|block| Stats::of(text(block))).collect();
        let sums = sums(extracted, &stats);
        let elements = &extracted.elements;
        let mut page = Page {
            extracted,
            stats,
            sums,
            hints: Vec::with_capacity(elements.len()),
            near_hints: Vec::with_capacity(elements.len()),
            tags: Vec::with_capacity(elements.len()),
            depth: Vec::with_capacity(elements.len()),
            containers: Vec::new(),
            candidate: 0,
            stretch: 0..0,
            title: None,
            repeated: repeated(extracted),
            husk,
        };
        page.inherit();
        page.containers = extracted.blocks.iter().map(|block| page.containers_of(block.element)).collect();
        page.candidate = page.best_candidate();
        page.stretch = page.best_stretch();
        page.title = super::title::find(&page);
        page
    }

    fn inherit(&mut self) {
        for (index, element) in self.extracted.elements.iter().enumerate() {
            let parent = (element.parent as usize).min(index);
            let up = |of: &Vec<u64>| if index == 0 { 0 } else { of[parent] };
            let grand = self.extracted.elements[self.extracted.elements[parent].parent as usize].hints.0;
            self.hints.push(up(&self.hints) | element.hints.0);
            self.near_hints.push(element.hints.0 | self.extracted.elements[parent].hints.0 | grand);
            self.tags.push(up(&self.tags) | tag_bits(element.tag));
            self.depth.push(if index == 0 { 0 } else { self.depth[parent].saturating_add(1) });
        }
    }

    /// What the blocks of an element add up to.
    pub fn inside(&self, element: u32) -> Sum {
        let blocks = &self.extracted.elements[element as usize].blocks;
        self.between(blocks.start as usize, blocks.end as usize)
    }

    /// What the blocks `from..to` add up to; both may lie outside.
    pub fn between(&self, from: usize, to: usize) -> Sum {
        let last = self.sums.len() - 1;
        self.sums[to.min(last)] - self.sums[from.min(last)]
    }

    /// The whole page.
    pub fn all(&self) -> Sum {
        self.sums.last().copied().unwrap_or_default()
    }

    fn parent(&self, element: u32) -> u32 {
        self.extracted.elements[element as usize].parent
    }

    fn size(&self, element: u32) -> u32 {
        let blocks = &self.extracted.elements[element as usize].blocks;
        blocks.end.saturating_sub(blocks.start)
    }

    fn containers_of(&self, element: u32) -> [u32; 3] {
        let (mut found, mut here, mut least) = ([0; 3], element, 2);
        for slot in &mut found {
            while here != 0 && self.size(here) < least {
                here = self.parent(here);
            }
            *slot = here;
            least = self.size(here).saturating_mul(2).max(least);
        }
        found
    }

    /// The element whose running text weighs most: each block of prose counts for the elements around it, less the
    /// further out; links in the element count against it. (After Arc90's readability.)
    fn best_candidate(&self) -> u32 {
        const LEVELS: [f32; 5] = [1.0, 0.7, 0.35, 0.2, 0.1];
        let mut scores = vec![0f32; self.extracted.elements.len()];
        for (block, stats) in self.extracted.blocks.iter().zip(&self.stats) {
            let linked = block.link_bytes as f32 / block.span.len().max(1) as f32;
            if stats.words < PROSE_WORDS || linked > LINKED || block.hidden {
                continue;
            }
            let points = 1.0 + stats.commas.min(6.0) * 0.5 + (stats.words / 15.0).min(5.0);
            let mut here = self.container(block.element);
            for level in LEVELS {
                scores[here as usize] += points * level;
                here = self.container(self.parent(here));
            }
        }
        let score = |element: u32| scores[element as usize] * (1.0 - self.inside(element).link_density());
        (0..self.extracted.elements.len() as u32)
            .max_by(|one, other| score(*one).total_cmp(&score(*other)))
            .unwrap_or(0)
    }

    /// The nearest element outwards that holds more than the text of one block.
    fn container(&self, element: u32) -> u32 {
        let mut here = element;
        while here != 0 && (self.size(here) < 2 || !self.extracted.elements[here as usize].tag.is_block()) {
            here = self.parent(here);
        }
        here
    }

    /// The stretch of blocks with most words, where each block costs something and words in links count against it.
    fn best_stretch(&self) -> std::ops::Range<usize> {
        const COST: f32 = 8.0;
        let (mut best, mut best_sum) = (0..0, 0.0);
        let (mut start, mut sum) = (0, 0f32);
        for (index, stats) in self.stats.iter().enumerate() {
            let linked = self.between(index, index + 1).linked;
            sum += stats.words.min(120.0) - 2.5 * linked.min(60.0) - COST;
            if sum <= 0.0 {
                (start, sum) = (index + 1, 0.0);
            } else if sum > best_sum {
                (best, best_sum) = (start..index + 1, sum);
            }
        }
        best
    }

    /// 1 inside the best stretch of text; how many blocks outside of it, below 0.
    pub fn from_stretch(&self, block: usize) -> f32 {
        let (start, end) = (self.stretch.start, self.stretch.end);
        if self.stretch.contains(&block) {
            1.0
        } else if block < start {
            block as f32 - start as f32
        } else {
            end as f32 - block as f32 - 1.0
        }
    }

    /// How many levels above the candidate is the first element that holds both it and the block?
    pub fn levels_from_candidate(&self, block: usize) -> f32 {
        let (mut here, mut levels) = (self.candidate, 0.0);
        while here != 0 {
            let blocks = &self.extracted.elements[here as usize].blocks;
            if (blocks.start as usize..blocks.end as usize).contains(&block) {
                break;
            }
            (here, levels) = (self.parent(here), levels + 1.0);
        }
        levels
    }
}

fn sums(extracted: &Extracted, stats: &[Stats]) -> Vec<Sum> {
    let mut sums = vec![Sum::default()];
    let mut sum = Sum::default();
    for (block, stats) in extracted.blocks.iter().zip(stats) {
        let linked = block.link_bytes as f32 / block.span.len().max(1) as f32;
        sum.words += stats.words;
        sum.linked += stats.words * linked.min(1.0);
        sum.sentences += stats.sentences();
        sum.link_blocks += f32::from(u8::from(linked > LINKED));
        if linked <= LINKED && stats.words >= PROSE_WORDS && block.role != Role::Code {
            sum.prose_blocks += 1.0;
            sum.prose_words += stats.words;
        }
        sums.push(sum);
    }
    sums
}

fn repeated(extracted: &Extracted) -> Vec<bool> {
    let mut seen = std::collections::HashSet::new();
    extracted.blocks.iter().map(|block| !seen.insert(extracted.text.get(block.span.clone()))).collect()
}
