//! The features of a line of plain text. There are no elements to go by: its shape, its neighbours, its place.

use std::sync::LazyLock;

use super::linear::{Measure, SHARES, Space, WORDS, YES, flag, measure, share};
use super::page::Page;
use crate::judge::stats::Stats;

/// The features of plain-text blocks.
pub static SPACE: LazyLock<Space> = LazyLock::new(|| Space::new(MEASURES, PAIRS, &[]));

const MEASURES: &[Measure] = &[
    measure("words", WORDS, "short-text", |p, b| p.stats[b].words),
    measure("sentences", &[1.0, 2.0, 4.0], "no-sentence", |p, b| p.stats[b].sentences()),
    measure("ends-sentence", YES, "no-sentence", |p, b| flag(p.stats[b].ends_sentence)),
    measure("starts-clean", YES, "no-sentence", |p, b| flag(p.stats[b].starts_clean)),
    measure("commas", &[0.01, 0.05, 0.1, 0.2], "no-sentence", |p, b| p.stats[b].per_word(p.stats[b].commas)),
    measure("capitals", &[0.05, 0.15, 0.3, 0.6, 0.95], "label", |p, b| p.stats[b].per_word(p.stats[b].capitals)),
    measure("upper", &[0.1, 0.3, 0.9], "label", |p, b| p.stats[b].upper / p.stats[b].letters.max(1.0)),
    measure("digits", &[0.01, 0.1, 0.3, 0.6], "label", |p, b| p.stats[b].digits / p.stats[b].chars.max(1.0)),
    measure("bars", &[0.5, 2.5], "label", |p, b| p.stats[b].bars),
    measure("signs", YES, "label", |p, b| p.stats[b].signs),
    measure("humps", &[0.01, 0.05, 0.1, 0.2, 0.4], "glued-labels", |p, b| p.stats[b].per_word(p.stats[b].humps)),
    measure("mark", &[1.0, 2.0, 3.0, 4.0], "label", mark),
    measure("husk", YES, "husk-phrase", |p, b| flag(p.husk[b])),
    measure("repeated", YES, "repeated", |p, b| flag(p.repeated[b])),
    measure("gap", YES, "place", |p, b| flag(blank_line_before(p, b))),
    measure("next-gap", YES, "place", |p, b| flag(blank_line_before(p, b + 1))),
    measure("place", &[0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98], "place", |p, b| {
        share(p.sums[b].words, p.all().words)
    }),
    measure("lines-before", &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0], "place", |_, b| b as f32),
    measure("page-words", &[60.0, 150.0, 400.0, 800.0, 1500.0, 3000.0], "place", |p, _| p.all().words),
    measure("page-prose", &[0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.95], "place", prose_share),
    measure("page-mean", &[4.0, 6.0, 9.0, 14.0, 22.0, 35.0], "place", |p, _| {
        p.all().words / p.stats.len().max(1) as f32
    }),
    measure("stretch", &[-60.0, -25.0, -10.0, -5.0, -2.5, -1.5, -0.5, 0.5], "outside", |p, b| p.from_stretch(b)),
    measure("stretch-share", SHARES, "outside", |p, _| {
        share(p.between(p.stretch.start, p.stretch.end).words, p.all().words)
    }),
    measure("before", WORDS, "neighbours", |p, b| words(p, b.wrapping_sub(1))),
    measure("after", WORDS, "neighbours", |p, b| words(p, b + 1)),
    measure("second-before", WORDS, "neighbours", |p, b| words(p, b.wrapping_sub(2))),
    measure("second-after", WORDS, "neighbours", |p, b| words(p, b + 2)),
    measure("before-ends", YES, "neighbours", |p, b| flag(stats(p, b.wrapping_sub(1)).ends_sentence)),
    measure("after-ends", YES, "neighbours", |p, b| flag(stats(p, b + 1).ends_sentence)),
    measure("around", &[5.0, 15.0, 30.0, 60.0, 120.0, 240.0], "neighbours", |p, b| {
        p.between(b.saturating_sub(3), b + 4).words
    }),
    measure("around-prose", &[1.0, 2.0, 4.0, 6.0], "neighbours", |p, b| {
        p.between(b.saturating_sub(4), b + 5).prose_blocks
    }),
    measure("next-prose", &[1.0, 2.0, 4.0], "neighbours", |p, b| p.between(b + 1, b + 6).prose_blocks),
    measure("last-prose", &[1.0, 2.0, 4.0], "neighbours", |p, b| p.between(b.saturating_sub(5), b).prose_blocks),
    measure("around-sentences", &[1.0, 3.0, 6.0, 12.0, 24.0], "neighbours", |p, b| {
        p.between(b.saturating_sub(8), b + 9).sentences
    }),
    measure("later-prose", &[0.02, 0.1, 0.3, 0.6, 0.9], "place", |p, b| {
        share(p.between(b, p.stats.len()).prose_blocks, p.all().prose_blocks)
    }),
    measure("earlier-prose", YES, "place", |p, b| p.between(0, b).prose_blocks),
    measure("husk-around", &[0.5, 1.5, 3.5], "neighbours", husk_around),
];

const PAIRS: &[(&str, &str)] = &[
    ("words", "stretch"),
    ("words", "ends-sentence"),
    ("words", "around"),
    ("words", "place"),
    ("words", "page-prose"),
    ("stretch", "stretch-share"),
    ("stretch", "page-prose"),
    ("stretch", "lines-before"),
    ("around-prose", "ends-sentence"),
    ("later-prose", "earlier-prose"),
    ("next-prose", "last-prose"),
    ("before", "after"),
    ("humps", "words"),
    ("capitals", "words"),
    ("mark", "around-prose"),
    ("page-prose", "page-mean"),
];

fn stats(page: &Page, block: usize) -> Stats {
    page.stats.get(block).copied().unwrap_or_default()
}

fn words(page: &Page, block: usize) -> f32 {
    stats(page, block).words
}

/// Share of the words that stand in lines of running text.
fn prose_share(page: &Page, _: usize) -> f32 {
    share(page.all().prose_words, page.all().words)
}

fn blank_line_before(page: &Page, block: usize) -> bool {
    let blocks = &page.extracted.blocks;
    let (Some(one), Some(other)) = (block.checked_sub(1).and_then(|b| blocks.get(b)), blocks.get(block)) else {
        return true;
    };
    page.extracted.text.get(one.span.end..other.span.start).is_some_and(|gap| gap.contains("\n\n"))
}

/// How the line starts: 0 like text, 1 a bullet, 2 a number, 3 a Markdown heading, 4 a quotation or table mark.
fn mark(page: &Page, block: usize) -> f32 {
    let text = page.extracted.text.get(page.extracted.blocks[block].span.clone()).unwrap_or_default();
    match text.chars().next() {
        Some('*' | '•' | '-' | '–' | '+' | '·') => 1.0,
        Some('0'..='9') => 2.0,
        Some('#') => 3.0,
        Some('>' | '|') => 4.0,
        _ => 0.0,
    }
}

fn husk_around(page: &Page, block: usize) -> f32 {
    let near = block.saturating_sub(3)..(block + 4).min(page.husk.len());
    page.husk.get(near).unwrap_or_default().iter().filter(|husk| **husk).count() as f32
}
