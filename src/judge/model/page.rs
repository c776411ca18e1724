//! A page's blocks → the surroundings that features are measured on: containers, the best candidate, neighbours.

use foldhash::HashMap;

use super::kin::Kin;
use super::nearest::Nearest;
use super::sums::{LINKED, PROSE_WORDS, Sum, each, sums};
use super::topic::Topics;
use super::units::Units;
use super::wording::Wording;
use crate::article::{Block, Extracted, Kind, Span};
use crate::judge::stats::Stats;

/// Containers around a block that are looked at.
pub const CONTAINERS: usize = 5;

/// Everything that the features of one document look at, made once.
pub struct Page<'a> {
    /// The document.
    pub extracted: &'a Extracted,
    /// Counts, a block each.
    pub stats: Vec<Stats>,
    /// Sums up to each block; one more entry than blocks.
    pub sums: Vec<Sum>,
    /// What is around each element, and how near.
    pub nearest: Nearest,
    /// Elements of equal make beside each other.
    pub units: Units,
    /// Depth of each element.
    pub depth: Vec<u16>,
    /// The containers around each block's element: innermost with company, and the next ones of at least twice as many blocks.
    pub containers: Vec<[u32; CONTAINERS]>,
    /// The element that most running text stands in.
    pub candidate: u32,
    /// The smallest element that holds most of the running text outside of links.
    pub trunk: u32,
    /// The last heading before each block or the block itself; `usize::MAX` where there is none.
    pub headings: Vec<usize>,
    /// Number of the paragraph each block is in: what no blank line parts.
    pub paragraphs: Vec<u32>,
    /// First block of each paragraph.
    pub paragraph_starts: Vec<usize>,
    /// The last block of running text up to each block; `usize::MAX` where there is none.
    pub last_prose: Vec<usize>,
    /// The next one from each block on.
    pub next_prose: Vec<usize>,
    /// Where the section that each block is in ends: at the next heading, or at the end of the page.
    pub section_ends: Vec<usize>,
    /// Blocks of the same make.
    pub kin: Kin,
    /// Blocks of the best stretch of text.
    pub stretch: std::ops::Range<usize>,
    /// What blocks speak of; of a text only, where there are no elements to go by.
    pub topics: Topics,
    /// Code of its language, if that is known.
    pub language: Option<&'static str>,
    /// What words they use; of a text only: of a page it tells next to nothing beside the elements.
    pub wording: Wording,
    /// The block of the title, if the page shows one.
    pub title: Option<usize>,
    /// Is each block's text met before on the page?
    pub repeated: Vec<bool>,
    /// How often each block's text stands on the page.
    pub occurrences: Vec<f32>,
    /// Is each block known husk?
    pub husk: Vec<bool>,
}

impl<'a> Page<'a> {
    /// Look at a whole document. `husk` says which blocks are known husk, `language` is the code of its language.
    pub fn new(extracted: &'a Extracted, husk: Vec<bool>, language: Option<&'static str>) -> Self {
        let text = |block: &Block| extracted.text_of(block);
        let stats: Vec<Stats> = extracted.blocks.iter().map(|block| Stats::of(text(block))).collect();
        let each = each(extracted, &stats, &husk);
        let (repeated, occurrences) = repetitions(extracted);
        let mut page = Page {
            extracted,
            stats,
            sums: sums(&each),
            nearest: Nearest::measure(extracted),
            units: Units::find(extracted),
            depth: depths(extracted),
            containers: Vec::new(),
            candidate: 0,
            trunk: 0,
            headings: headings(extracted),
            section_ends: section_ends(extracted),
            paragraphs: Vec::new(),
            paragraph_starts: Vec::new(),
            last_prose: Vec::new(),
            next_prose: Vec::new(),
            kin: Kin::find(extracted, &each),
            stretch: 0..0,
            topics: Topics::default(),
            language,
            wording: Wording::default(),
            title: None,
            repeated,
            occurrences,
            husk,
        };
        page.part_paragraphs();
        page.look_for_prose(&each);
        page.containers = extracted.blocks.iter().map(|block| page.containers_of(block.element)).collect();
        page.candidate = page.best_candidate();
        page.trunk = page.trunk();
        page.stretch = page.best_stretch();
        if extracted.kind == Kind::Text {
            page.topics = Topics::find(extracted, &page.stretch);
            let words = page.stats.iter().map(|stats| stats.words);
            page.wording = Wording::find(language, extracted.blocks.iter().map(text).zip(words));
        }
        page.title = super::title::find(&page);
        page
    }

    fn part_paragraphs(&mut self) {
        let mut end = 0;
        for (index, block) in self.extracted.blocks.iter().enumerate() {
            let gap = self.extracted.text.get(end..block.span.start).unwrap_or_default();
            if index == 0 || gap.contains("\n\n") {
                self.paragraph_starts.push(index);
            }
            self.paragraphs.push(self.paragraph_starts.len() as u32 - 1);
            end = block.span.end;
        }
    }

    /// Lines of one paragraph in a row that `is_line` is true of: each such row as a whole.
    pub fn rows(&self, is_line: impl Fn(usize) -> bool) -> Vec<Span> {
        let lines: Vec<usize> = (0..self.stats.len()).filter(|block| is_line(*block)).collect();
        let is_next = |one: &usize, next: &usize| one + 1 == *next && self.paragraphs[*one] == self.paragraphs[*next];
        lines.chunk_by(is_next).map(|row| row[0]..row[0] + row.len()).collect()
    }

    /// First block of a block's paragraph, and the one behind its last.
    pub fn paragraph_of(&self, block: usize) -> (usize, usize) {
        let number = self.paragraphs.get(block).map_or(0, |number| *number as usize);
        let start = |number: usize| self.paragraph_starts.get(number).copied();
        (start(number).unwrap_or(0), start(number + 1).unwrap_or(self.stats.len()))
    }

    fn look_for_prose(&mut self, each: &[Sum]) {
        let run = |blocks: &mut dyn Iterator<Item = (usize, &Sum)>| -> Vec<usize> {
            let nearest = blocks.scan(usize::MAX, |nearest, (index, one)| {
                *nearest = if one.prose_blocks > 0.0 { index } else { *nearest };
                Some(*nearest)
            });
            nearest.collect()
        };
        self.last_prose = run(&mut each.iter().enumerate());
        self.next_prose = run(&mut each.iter().enumerate().rev());
        self.next_prose.reverse();
    }

    /// What the blocks of an element add up to.
    #[inline]
    pub fn inside(&self, element: u32) -> Sum {
        let blocks = &self.extracted.elements[element as usize].blocks;
        self.between(blocks.start as usize, blocks.end as usize)
    }

    /// What the blocks `from..to` add up to; both may lie outside.
    #[inline]
    pub fn between(&self, from: usize, to: usize) -> Sum {
        let last = self.sums.len() - 1;
        self.sums[to.min(last)] - self.sums[from.min(last)]
    }

    /// The whole page.
    #[inline]
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

    fn containers_of(&self, element: u32) -> [u32; CONTAINERS] {
        let (mut found, mut here, mut least) = ([0; CONTAINERS], element, 2);
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

    /// From the root down, as long as one element inside holds most of the running text.
    fn trunk(&self) -> u32 {
        const MOST: f32 = 0.8;
        let mut trunk = 0;
        let wanted = self.all().prose_words * MOST;
        for index in 1..self.extracted.elements.len() as u32 {
            if self.parent(index) == trunk && self.size(index) > 1 && self.inside(index).prose_words > wanted {
                trunk = index;
            }
        }
        trunk
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

    /// How many levels above an element is the first one that holds both it and the block?
    pub fn levels_from(&self, element: u32, block: usize) -> f32 {
        let (mut here, mut levels) = (element, 0.0);
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

fn depths(extracted: &Extracted) -> Vec<u16> {
    let mut depths: Vec<u16> = Vec::with_capacity(extracted.elements.len());
    for element in &extracted.elements {
        let around = depths.get(element.parent as usize);
        depths.push(around.map_or(0, |depth| depth.saturating_add(1)));
    }
    depths
}

fn headings(extracted: &Extracted) -> Vec<usize> {
    let mut last = usize::MAX;
    let blocks = extracted.blocks.iter().enumerate();
    let at = blocks.map(|(index, block)| {
        if block.role.is_heading() {
            last = index;
        }
        last
    });
    at.collect()
}

fn section_ends(extracted: &Extracted) -> Vec<usize> {
    let mut next = extracted.blocks.len();
    let mut ends = vec![next; extracted.blocks.len()];
    for (index, block) in extracted.blocks.iter().enumerate().rev() {
        ends[index] = next;
        if block.role.is_heading() {
            next = index;
        }
    }
    ends
}

/// Is each block's text met before, and how often does it stand on the page?
fn repetitions(extracted: &Extracted) -> (Vec<bool>, Vec<f32>) {
    let mut numbers = HashMap::default();
    numbers.reserve(extracted.blocks.len());
    let mut counts = Vec::with_capacity(extracted.blocks.len());
    let number = |block: &Block| {
        let number = *numbers.entry(extracted.text.get(block.span.clone())).or_insert(counts.len());
        if number == counts.len() {
            counts.push(0.0);
        }
        counts[number] += 1.0;
        (number, counts[number] > 1.0)
    };
    let (texts, repeated): (Vec<usize>, _) = extracted.blocks.iter().map(number).unzip();
    (repeated, texts.into_iter().map(|text| counts[text]).collect())
}
