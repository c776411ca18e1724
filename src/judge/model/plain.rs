//! The features of a line of plain text. There are no elements to go by: its shape, its neighbours, its place.

use std::sync::LazyLock;

use super::features::{Feature, Of, block, neighbours, page, share};
use super::page::Page;
use super::wording;
use crate::article::Role;
use crate::text::is_bullet;

/// All of them, in the order of their numbers.
pub static FEATURES: LazyLock<Vec<Feature>> = LazyLock::new(|| {
    let mut all = OWN.to_vec();
    all.extend(neighbours(NEIGHBOURS, OF_NEIGHBOUR));
    all.extend(wording::FEATURES);
    all
});

/// Words and lines of a text, before a line or behind it, that are counted at most: of longer texts there are too few to learn
/// from, and what was learnt of them was chance. (One in ten of the training texts has more. A book of 155,000 words lost three
/// quarters of them, now 0.04 %. Out of fold on the training rows F1 89.35 → 89.34, kept 98.97 → 98.98.)
const MOST_WORDS: f32 = 6000.0;
const MOST_LINES: f32 = 800.0;

const OWN: &[Feature] = &[
    block("words", "short-text", words),
    block("characters", "short-text", |p, b| p.stats[b].chars),
    block("word length", "label", |p, b| p.stats[b].per_word(p.stats[b].chars)),
    block("sentences", "no-sentence", |p, b| p.stats[b].sentences()),
    block("ends sentence", "no-sentence", ends),
    block("starts clean", "no-sentence", |p, b| f32::from(p.stats[b].starts_clean)),
    block("commas", "no-sentence", |p, b| p.stats[b].per_word(p.stats[b].commas)),
    block("short words", "no-sentence", short),
    block("capitals", "label", capitals),
    block("upper", "label", |p, b| p.stats[b].upper / p.stats[b].letters.max(1.0)),
    block("digits", "label", digits),
    block("letters", "label", |p, b| p.stats[b].letters / p.stats[b].chars.max(1.0)),
    block("bars", "label", |p, b| p.stats[b].bars),
    block("signs", "label", |p, b| p.stats[b].signs),
    block("calls", "label", |p, b| p.stats[b].calls),
    block("marks", "label", |p, b| p.stats[b].marks),
    block("humps", "glued-labels", |p, b| p.stats[b].per_word(p.stats[b].humps)),
    block("mark", "label", mark),
    block("husk", "husk-phrase", |p, b| f32::from(p.husk[b])),
    block("repeated", "repeated", |p, b| f32::from(p.repeated[b])),
    block("gap", "place", |p, b| f32::from(gap_before(p, b))),
    block("next gap", "place", |p, b| f32::from(gap_before(p, b + 1))),
    block("role", "label", role),
    block("place", "place", |p, b| share(p.sums[b].words, p.all().words)),
    block("words before", "place", |p, b| p.sums[b].words.min(MOST_WORDS)),
    block("words after", "place", |p, b| p.between(b + 1, p.stats.len()).words.min(MOST_WORDS)),
    block("lines before", "place", |_, b| (b as f32).min(MOST_LINES)),
    block("lines after", "place", |p, b| ((p.stats.len() - b) as f32).min(MOST_LINES)),
    page("page words", "page", |p| p.all().words.min(MOST_WORDS)),
    page("page lines", "page", |p| p.all().blocks.min(MOST_LINES)),
    page("page prose", "page", |p| p.all().prose_share()),
    page("page mean", "page", |p| p.all().mean_words()),
    page("page sentences", "page", |p| share(p.all().sentences, p.all().blocks)),
    page("page gaps", "page", |p| share(p.paragraphs.last().map_or(0.0, |last| *last as f32), p.all().blocks)),
    block("stretch", "outside", |p, b| p.from_stretch(b)),
    block("stretch words", "outside", words_from_stretch),
    page("stretch share", "outside", |p| share(p.between(p.stretch.start, p.stretch.end).words, p.all().words)),
    page("stretch prose", "outside", |p| p.between(p.stretch.start, p.stretch.end).prose_share()),
    block("around words", "neighbours", |p, b| p.between(b.saturating_sub(2), b + 3).words),
    block("wide words", "neighbours", |p, b| p.between(b.saturating_sub(5), b + 6).words),
    block("far words", "neighbours", |p, b| p.between(b.saturating_sub(12), b + 13).words),
    block("wide prose", "neighbours", |p, b| p.between(b.saturating_sub(5), b + 6).prose_share()),
    block("far prose", "neighbours", |p, b| p.between(b.saturating_sub(12), b + 13).prose_share()),
    block("last words", "neighbours", |p, b| p.between(b.saturating_sub(5), b).words),
    block("next words", "neighbours", |p, b| p.between(b + 1, b + 6).words),
    block("last far words", "neighbours", |p, b| p.between(b.saturating_sub(15), b).mean_words()),
    block("next far words", "neighbours", |p, b| p.between(b + 1, b + 16).mean_words()),
    block("last prose", "neighbours", |p, b| p.between(b.saturating_sub(8), b).prose_words),
    block("next prose", "neighbours", |p, b| p.between(b + 1, b + 9).prose_words),
    block("last sentences", "neighbours", |p, b| p.between(b.saturating_sub(8), b).sentences),
    block("next sentences", "neighbours", |p, b| p.between(b + 1, b + 9).sentences),
    block("near short words", "neighbours", |p, b| {
        let near = p.between(b.saturating_sub(3), b + 4);
        share(near.short, near.words)
    }),
    block("since prose", "neighbours", since_prose),
    block("until prose", "neighbours", until_prose),
    block("later prose", "place", |p, b| share(p.between(b, p.stats.len()).prose_words, p.all().prose_words)),
    block("later prose words", "place", |p, b| p.between(b + 1, p.stats.len()).prose_words.min(MOST_WORDS)),
    block("earlier prose words", "place", |p, b| p.between(0, b).prose_words.min(MOST_WORDS)),
    block("later husk", "place", |p, b| p.between(b, p.stats.len()).husk),
    block("earlier husk", "place", |p, b| p.between(0, b).husk),
    block("near husk", "neighbours", |p, b| p.between(b.saturating_sub(3), b + 4).husk),
    block("last husk", "neighbours", |p, b| p.between(b.saturating_sub(12), b).husk),
    block("next husk", "neighbours", |p, b| p.between(b + 1, b + 13).husk),
    block("topic main", "topic", |p, b| p.topics.of(b).main),
    block("topic rest", "topic", |p, b| p.topics.of(b).rest),
    block("topic alone", "topic", |p, b| p.topics.of(b).alone),
    block("topic spread", "topic", |p, b| p.topics.of(b).spread),
    block("topic around", "topic", |p, b| p.topics.mean(b.saturating_sub(2), b + 3)),
    block("topic wide", "topic", |p, b| p.topics.mean(b.saturating_sub(6), b + 7)),
    block("paragraph words", "paragraph", |p, b| paragraph(p, b).words),
    block("paragraph lines", "paragraph", |p, b| paragraph(p, b).blocks),
    block("paragraph prose", "paragraph", |p, b| paragraph(p, b).prose_share()),
    block("paragraph sentences", "paragraph", |p, b| share(paragraph(p, b).sentences, paragraph(p, b).blocks)),
];

const NEIGHBOURS: &[(&str, isize)] =
    &[("before", -1), ("after", 1), ("2 before", -2), ("2 after", 2), ("3 before", -3), ("3 after", 3)];

const OF_NEIGHBOUR: &[(&str, Of)] = &[
    ("words", words),
    ("ends sentence", ends),
    ("short words", short),
    ("capitals", capitals),
    ("digits", digits),
    ("husk", |p, b| f32::from(p.husk[b])),
];

fn words(page: &Page<'_>, block: usize) -> f32 {
    page.stats[block].words
}

fn ends(page: &Page<'_>, block: usize) -> f32 {
    f32::from(page.stats[block].ends_sentence)
}

fn short(page: &Page<'_>, block: usize) -> f32 {
    page.stats[block].per_word(page.stats[block].short)
}

fn capitals(page: &Page<'_>, block: usize) -> f32 {
    page.stats[block].per_word(page.stats[block].capitals)
}

fn digits(page: &Page<'_>, block: usize) -> f32 {
    page.stats[block].digits / page.stats[block].chars.max(1.0)
}

fn role(page: &Page<'_>, block: usize) -> f32 {
    match page.extracted.blocks[block].role {
        Role::Paragraph => 0.0,
        Role::Heading(_) => 1.0,
        Role::ListItem { .. } => 2.0,
        Role::Code => 3.0,
        Role::Quote | Role::Cell | Role::Caption => 4.0,
    }
}

fn gap_before(page: &Page<'_>, block: usize) -> bool {
    let number = |block: usize| page.paragraphs.get(block);
    block == 0 || number(block) != number(block - 1)
}

/// Words between a block and the best stretch, below 0 before it.
fn words_from_stretch(page: &Page<'_>, block: usize) -> f32 {
    let (start, end) = (page.stretch.start, page.stretch.end);
    let words = if block < start { -page.between(block, start).words } else { page.between(end, block).words.max(0.0) };
    words.clamp(-MOST_WORDS, MOST_WORDS)
}

/// Words since the last line of running text, the line itself counting as none.
fn since_prose(page: &Page<'_>, block: usize) -> f32 {
    let last = page.last_prose.get(block).copied().filter(|last| *last != usize::MAX);
    last.map_or(-1.0, |last| page.between(last + 1, block + 1).words)
}

fn until_prose(page: &Page<'_>, block: usize) -> f32 {
    let next = page.next_prose.get(block).copied().filter(|next| *next != usize::MAX);
    next.map_or(-1.0, |next| page.between(block, next).words)
}

/// The lines around a block that no blank line parts.
fn paragraph(page: &Page<'_>, block: usize) -> super::sums::Sum {
    let (start, end) = page.paragraph_of(block);
    page.between(start, end)
}

/// The mark of a line that starts with a bullet.
pub const BULLET: f32 = 1.0;
/// That of one that starts with a number.
pub const NUMBER: f32 = 2.0;

/// How the line starts: 0 like text, 1 a bullet, 2 a number, 3 a Markdown heading, 4 a quotation or table mark, 5 a link.
pub fn mark(page: &Page<'_>, block: usize) -> f32 {
    let text = page.extracted.text_of(&page.extracted.blocks[block]);
    match text.chars().next() {
        Some(char) if is_bullet(char) => BULLET,
        Some('0'..='9') => NUMBER,
        Some('#') => 3.0,
        Some('>' | '|') => 4.0,
        Some('[' | '!') => 5.0,
        _ => 0.0,
    }
}
