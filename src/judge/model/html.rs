//! The features of a block of a page. One line each: adding one here is all there is to do but training again.

use std::sync::LazyLock;

use super::linear::{Bits, Measure, SHARES, Space, WORDS, YES, flag, measure, share};
use super::page::{Page, TAG_GROUPS};
use crate::article::Role;
use crate::extract::html::hints::GROUPS;

const COUNTS: &[f32] = &[1.0, 2.0, 3.0, 5.0, 9.0, 17.0, 33.0, 65.0];

/// The features of HTML blocks.
pub static SPACE: LazyLock<Space> = LazyLock::new(|| Space::new(MEASURES, PAIRS, BITS));

const MEASURES: &[Measure] = &[
    measure("words", WORDS, "short-text", |p, b| p.stats[b].words),
    measure("links", SHARES, "links", |p, b| p.between(b, b + 1).link_density()),
    measure("sentences", &[1.0, 2.0, 4.0], "no-sentence", |p, b| p.stats[b].sentences()),
    measure("ends-sentence", YES, "no-sentence", |p, b| flag(p.stats[b].ends_sentence)),
    measure("starts-clean", YES, "no-sentence", |p, b| flag(p.stats[b].starts_clean)),
    measure("commas", &[0.01, 0.05, 0.1, 0.2], "no-sentence", |p, b| p.stats[b].per_word(p.stats[b].commas)),
    measure("capitals", &[0.05, 0.15, 0.3, 0.6, 0.95], "label", |p, b| p.stats[b].per_word(p.stats[b].capitals)),
    measure("upper", &[0.1, 0.3, 0.9], "label", |p, b| p.stats[b].upper / p.stats[b].letters.max(1.0)),
    measure("digits", &[0.01, 0.1, 0.3, 0.6], "label", |p, b| p.stats[b].digits / p.stats[b].chars.max(1.0)),
    measure("bars", &[0.5, 2.5], "label", |p, b| p.stats[b].bars),
    measure("signs", YES, "label", |p, b| p.stats[b].signs),
    measure("role", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], "label", role),
    measure("hidden", YES, "hidden", |p, b| flag(p.extracted.blocks[b].hidden)),
    measure("repeated", YES, "repeated", |p, b| flag(p.repeated[b])),
    measure("husk", YES, "husk-phrase", |p, b| flag(p.husk[b])),
    measure("place", &[0.02, 0.08, 0.2, 0.4, 0.6, 0.8, 0.92, 0.98], "place", |p, b| {
        share(p.sums[b].words, p.all().words)
    }),
    measure("page-words", &[60.0, 150.0, 400.0, 800.0, 1500.0, 3000.0], "place", |p, _| p.all().words),
    measure("page-links", SHARES, "place", |p, _| p.all().link_density()),
    measure("page-prose", &[0.02, 0.05, 0.1, 0.2, 0.4], "place", |p, _| {
        share(p.all().prose_blocks, p.stats.len() as f32)
    }),
    measure("title", &[-30.0, -8.0, -2.5, -0.5, 0.5, 1.5, 4.0, 10.0, 30.0, 90.0, 1000.0], "place", from_title),
    measure("stretch", &[-20.0, -5.0, -1.5, -0.5, 0.5], "outside", |p, b| p.from_stretch(b)),
    measure("before", WORDS, "neighbours", |p, b| words(p, b.wrapping_sub(1))),
    measure("after", WORDS, "neighbours", |p, b| words(p, b + 1)),
    measure("before-links", SHARES, "neighbours", |p, b| links(p, b.wrapping_sub(1))),
    measure("after-links", SHARES, "neighbours", |p, b| links(p, b + 1)),
    measure("around", &[5.0, 15.0, 30.0, 60.0, 120.0, 240.0], "neighbours", |p, b| {
        p.between(b.saturating_sub(3), b + 4).words
    }),
    measure("around-links", SHARES, "neighbours", |p, b| p.between(b.saturating_sub(3), b + 4).link_density()),
    measure("around-prose", &[1.0, 2.0, 4.0, 6.0], "neighbours", |p, b| {
        p.between(b.saturating_sub(4), b + 5).prose_blocks
    }),
    measure("next-prose", &[1.0, 2.0, 4.0], "neighbours", |p, b| p.between(b + 1, b + 6).prose_blocks),
    measure("last-prose", &[1.0, 2.0, 4.0], "neighbours", |p, b| p.between(b.saturating_sub(5), b).prose_blocks),
    measure("later-prose", &[0.02, 0.1, 0.3, 0.6, 0.9], "place", |p, b| {
        share(p.between(b, p.stats.len()).prose_blocks, p.all().prose_blocks)
    }),
    measure("level", &[1.0, 2.0, 3.0, 4.0, 6.0, 9.0], "outside", |p, b| p.levels_from_candidate(b)),
    measure("candidate-share", &[0.1, 0.3, 0.5, 0.7, 0.9], "outside", |p, _| {
        share(p.inside(p.candidate).words, p.all().words)
    }),
    measure("candidate-words", &[50.0, 150.0, 400.0, 1000.0], "outside", |p, _| p.inside(p.candidate).words),
    measure("inner-links", SHARES, "link-container", |p, b| p.inside(p.containers[b][0]).link_density()),
    measure("inner-mean", &[2.0, 4.0, 8.0, 16.0, 32.0], "container", |p, b| mean(p, p.containers[b][0])),
    measure("inner-share", SHARES, "container", |p, b| share(p.inside(p.containers[b][0]).words, p.all().words)),
    measure("middle-links", SHARES, "link-container", |p, b| p.inside(p.containers[b][1]).link_density()),
    measure("middle-mean", &[2.0, 4.0, 8.0, 16.0, 32.0], "container", |p, b| mean(p, p.containers[b][1])),
    measure("middle-share", SHARES, "container", |p, b| share(p.inside(p.containers[b][1]).words, p.all().words)),
    measure("outer-links", SHARES, "link-container", |p, b| p.inside(p.containers[b][2]).link_density()),
    measure("outer-mean", &[2.0, 4.0, 8.0, 16.0, 32.0], "container", |p, b| mean(p, p.containers[b][2])),
    measure("outer-share", SHARES, "container", |p, b| share(p.inside(p.containers[b][2]).words, p.all().words)),
    measure("own-blocks", COUNTS, "container", |p, b| blocks(p, p.containers[b][0])),
    measure("depth", &[4.0, 6.0, 8.0, 10.0, 13.0, 17.0, 22.0], "place", |p, b| {
        f32::from(p.depth[p.extracted.blocks[b].element as usize])
    }),
];

const PAIRS: &[(&str, &str)] = &[
    ("words", "links"),
    ("words", "level"),
    ("words", "around-links"),
    ("words", "ends-sentence"),
    ("role", "level"),
    ("role", "links"),
    ("role", "words"),
    ("level", "middle-links"),
    ("level", "inner-links"),
    ("level", "candidate-share"),
    ("level", "stretch"),
    ("level", "title"),
    ("level", "page-prose"),
    ("place", "level"),
    ("hidden", "level"),
    ("words", "page-prose"),
    ("inner-mean", "inner-links"),
    ("middle-mean", "middle-links"),
    ("page-links", "links"),
    ("later-prose", "level"),
];

const BITS: &[Bits] = &[
    Bits {
        prefix: "in:",
        count: GROUPS.len() as u32,
        names: || GROUPS.iter().map(|(name, _)| *name).collect(),
        reason: "named",
        value: |p, b| p.hints[p.extracted.blocks[b].element as usize],
    },
    Bits {
        prefix: "near:",
        count: GROUPS.len() as u32,
        names: || GROUPS.iter().map(|(name, _)| *name).collect(),
        reason: "named",
        value: |p, b| p.near_hints[p.extracted.blocks[b].element as usize],
    },
    Bits {
        prefix: "tag:",
        count: TAG_GROUPS.len() as u32,
        names: || TAG_GROUPS.iter().map(|(name, _)| *name).collect(),
        reason: "tag",
        value: |p, b| p.tags[p.extracted.blocks[b].element as usize],
    },
    Bits {
        prefix: "relative:",
        count: GROUPS.len() as u32,
        names: || GROUPS.iter().map(|(name, _)| *name).collect(),
        reason: "named",
        value: |p, b| p.hints[p.extracted.blocks[b].element as usize] & !p.hints[p.candidate as usize],
    },
];

fn words(page: &Page, block: usize) -> f32 {
    page.stats.get(block).map_or(0.0, |stats| stats.words)
}

fn links(page: &Page, block: usize) -> f32 {
    if block < page.stats.len() { page.between(block, block + 1).link_density() } else { 0.0 }
}

fn blocks(page: &Page, element: u32) -> f32 {
    let blocks = &page.extracted.elements[element as usize].blocks;
    blocks.end.saturating_sub(blocks.start) as f32
}

fn mean(page: &Page, element: u32) -> f32 {
    page.inside(element).words / blocks(page, element).max(1.0)
}

fn role(page: &Page, block: usize) -> f32 {
    match page.extracted.blocks[block].role {
        Role::Paragraph => 0.0,
        Role::Heading(1) => 1.0,
        Role::Heading(2) => 2.0,
        Role::Heading(_) => 3.0,
        Role::ListItem { .. } => 4.0,
        Role::Cell => 5.0,
        Role::Code => 6.0,
        Role::Quote => 7.0,
        Role::Caption => 8.0,
    }
}

/// Blocks behind the title; 1000 and more where the page shows none.
fn from_title(page: &Page, block: usize) -> f32 {
    page.title.map_or(2000.0, |title| (block as f32 - title as f32).min(999.0))
}
