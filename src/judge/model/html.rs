//! The features of a block of a page. One line each: adding one here is all there is to do but training again.

use std::sync::LazyLock;

use super::features::{Feature, Of, Value, block, neighbours, page, share};
use super::nearest;
use super::page::{CONTAINERS, Page};
use super::units::{self, List};
use crate::article::Role;

/// All of them, in the order of their numbers.
pub static FEATURES: LazyLock<Vec<Feature>> = LazyLock::new(|| {
    let mut all = OWN.to_vec();
    all.extend(neighbours(NEIGHBOURS, OF_NEIGHBOUR));
    for (level, of) in CONTAINER_NAMES.iter().enumerate() {
        let at = |(name, reason, value): &(&'static str, &'static str, AtLevel)| Feature {
            name,
            of,
            reason,
            value: value(level),
        };
        all.extend(OF_CONTAINER.iter().map(at));
    }
    for (level, of) in UNIT_NAMES.iter().enumerate() {
        let at = |(name, value): &(&'static str, AtLevel)| Feature { name, of, reason: "units", value: value(level) };
        all.extend(OF_UNIT.iter().map(at));
    }
    let near = |group| {
        let (of, reason) = if group < nearest::FIRST_HINT { ("tag", "tag") } else { ("name", "named") };
        Feature { name: nearest::name(group), of, reason, value: Value::Nearest(group) }
    };
    all.extend((0..nearest::GROUPS).map(near));
    all
});

/// What is measured at each level of containers or units.
type AtLevel = fn(usize) -> Value;

const OWN: &[Feature] = &[
    block("words", "short-text", |p, b| p.stats[b].words),
    block("characters", "short-text", |p, b| p.stats[b].chars),
    block("word length", "label", |p, b| p.stats[b].per_word(p.stats[b].chars)),
    block("links", "links", |p, b| p.between(b, b + 1).link_density()),
    block("sentences", "no-sentence", |p, b| p.stats[b].sentences()),
    block("ends sentence", "no-sentence", |p, b| f32::from(p.stats[b].ends_sentence)),
    block("starts clean", "no-sentence", |p, b| f32::from(p.stats[b].starts_clean)),
    block("commas", "no-sentence", |p, b| p.stats[b].per_word(p.stats[b].commas)),
    block("short words", "no-sentence", |p, b| p.stats[b].per_word(p.stats[b].short)),
    block("capitals", "label", |p, b| p.stats[b].per_word(p.stats[b].capitals)),
    block("upper", "label", |p, b| p.stats[b].upper / p.stats[b].letters.max(1.0)),
    block("digits", "label", |p, b| p.stats[b].digits / p.stats[b].chars.max(1.0)),
    block("letters", "label", |p, b| p.stats[b].letters / p.stats[b].chars.max(1.0)),
    block("bars", "label", |p, b| p.stats[b].bars),
    block("signs", "label", |p, b| p.stats[b].signs),
    block("calls", "label", |p, b| p.stats[b].calls),
    block("marks", "label", |p, b| p.stats[b].marks),
    block("humps", "label", |p, b| p.stats[b].humps),
    block("role", "label", role),
    block("list depth", "label", list_depth),
    block("hidden", "hidden", |p, b| f32::from(p.extracted.blocks[b].hidden)),
    block("repeated", "repeated", |p, b| f32::from(p.repeated[b])),
    block("occurrences", "repeated", |p, b| p.occurrences[b]),
    block("words before", "place", |p, b| p.sums[b].words),
    block("place", "place", |p, b| share(p.sums[b].words, p.all().words)),
    block("blocks before", "place", |_, b| b as f32),
    block("blocks after", "place", |p, b| (p.stats.len() - b) as f32),
    page("page words", "page", |p| p.all().words),
    page("page blocks", "page", |p| p.all().blocks),
    page("page links", "page", |p| p.all().link_density()),
    page("page prose", "page", |p| share(p.all().prose_blocks, p.all().blocks)),
    page("page prose words", "page", |p| p.all().prose_words),
    page("page headings", "page", |p| share(p.all().headings, p.all().blocks)),
    page("page elements", "page", |p| share(p.extracted.elements.len() as f32, p.all().blocks)),
    block("behind title", "place", behind_title),
    block("words behind title", "place", words_behind_title),
    block("stretch", "outside", |p, b| p.from_stretch(b)),
    page("stretch share", "outside", |p| share(p.between(p.stretch.start, p.stretch.end).words, p.all().words)),
    block("stretch words", "outside", |p, b| words_from(p, p.stretch.start, p.stretch.end, b)),
    block("around words", "neighbours", |p, b| p.between(b.saturating_sub(3), b + 4).words),
    block("around links", "neighbours", |p, b| p.between(b.saturating_sub(3), b + 4).link_density()),
    block("around prose", "neighbours", |p, b| p.between(b.saturating_sub(4), b + 5).prose_blocks),
    block("wide words", "neighbours", |p, b| p.between(b.saturating_sub(10), b + 11).words),
    block("wide links", "neighbours", |p, b| p.between(b.saturating_sub(10), b + 11).link_density()),
    block("wide prose", "neighbours", |p, b| p.between(b.saturating_sub(10), b + 11).prose_share()),
    block("last prose", "neighbours", |p, b| p.between(b.saturating_sub(5), b).prose_words),
    block("next prose", "neighbours", |p, b| p.between(b + 1, b + 6).prose_words),
    block("last links", "neighbours", |p, b| p.between(b.saturating_sub(8), b).link_density()),
    block("next links", "neighbours", |p, b| p.between(b + 1, b + 9).link_density()),
    block("later prose", "place", |p, b| share(p.between(b, p.stats.len()).prose_words, p.all().prose_words)),
    block("later links", "place", |p, b| p.between(b, p.stats.len()).link_density()),
    block("earlier links", "place", |p, b| p.between(0, b).link_density()),
    block("candidate levels", "outside", |p, b| p.levels_from(p.candidate, b)),
    page("candidate share", "outside", |p| share(p.inside(p.candidate).words, p.all().words)),
    page("candidate words", "outside", |p| p.inside(p.candidate).words),
    page("candidate prose", "outside", |p| share(p.inside(p.candidate).prose_words, p.all().prose_words)),
    page("candidate links", "outside", |p| p.inside(p.candidate).link_density()),
    block("candidate distance", "outside", |p, b| blocks_from(p, p.candidate, b)),
    block("candidate depth", "outside", |p, b| {
        f32::from(p.depth[p.extracted.blocks[b].element as usize]) - f32::from(p.depth[p.candidate as usize])
    }),
    block("candidate place", "outside", |p, b| place_in(p, p.candidate, b)),
    block("trunk levels", "outside", |p, b| p.levels_from(p.trunk, b)),
    page("trunk share", "outside", |p| share(p.inside(p.trunk).words, p.all().words)),
    page("trunk links", "outside", |p| p.inside(p.trunk).link_density()),
    block("trunk distance", "outside", |p, b| blocks_from(p, p.trunk, b)),
    block("trunk place", "outside", |p, b| place_in(p, p.trunk, b)),
    block("depth", "place", |p, b| f32::from(p.depth[p.extracted.blocks[b].element as usize])),
    block("heading distance", "section", |p, b| section(p, b).map_or(-1.0, |(heading, _)| (b - heading) as f32)),
    block("heading level", "section", |p, b| section(p, b).map_or(0.0, |(heading, _)| role(p, heading))),
    block("heading words", "section", |p, b| section(p, b).map_or(0.0, |(heading, _)| p.stats[heading].words)),
    block("heading links", "section", |p, b| {
        section(p, b).map_or(-1.0, |(heading, _)| p.between(heading, heading + 1).link_density())
    }),
    block("section words", "section", |p, b| section(p, b).map_or(-1.0, |(_, end)| p.between(b, end).words)),
    block("section links", "section", |p, b| {
        section(p, b).map_or(-1.0, |(heading, end)| p.between(heading + 1, end).link_density())
    }),
    block("section prose", "section", |p, b| {
        section(p, b).map_or(-1.0, |(heading, end)| p.between(heading + 1, end).prose_share())
    }),
    block("section blocks", "section", |p, b| section(p, b).map_or(-1.0, |(heading, end)| (end - heading) as f32)),
    block("kin", "units", |p, b| p.kin.sum(b).blocks),
    block("kin words", "units", |p, b| p.kin.sum(b).mean_words()),
    block("kin links", "units", |p, b| p.kin.sum(b).link_density()),
    block("kin share", "units", |p, b| share(p.kin.sum(b).words, p.all().words)),
    block("kin prose", "units", |p, b| p.kin.sum(b).prose_share()),
    block("kin prose of page", "units", |p, b| share(p.kin.sum(b).prose_words, p.all().prose_words)),
];

const NEIGHBOURS: &[(&str, isize)] = &[("before", -1), ("after", 1), ("2 before", -2), ("2 after", 2)];

const OF_NEIGHBOUR: &[(&str, Of)] = &[
    ("words", |p, b| p.stats[b].words),
    ("links", |p, b| p.between(b, b + 1).link_density()),
    ("ends sentence", |p, b| f32::from(p.stats[b].ends_sentence)),
    ("role", role),
];

const CONTAINER_NAMES: [&str; CONTAINERS] = ["inner", "second", "third", "fourth", "outer"];

const OF_CONTAINER: &[(&str, &str, AtLevel)] = &[
    ("links", "link-container", |level| Value::Container(level, |p, c| p.inside(c).link_density())),
    ("mean words", "container", |level| Value::Container(level, |p, c| p.inside(c).mean_words())),
    ("share", "container", |level| Value::Container(level, |p, c| share(p.inside(c).words, p.all().words))),
    ("prose", "container", |level| Value::Container(level, |p, c| p.inside(c).prose_share())),
    ("prose of page", "container", |level| {
        Value::Container(level, |p, c| share(p.inside(c).prose_words, p.all().prose_words))
    }),
    ("blocks", "container", |level| Value::Container(level, |p, c| p.inside(c).blocks)),
    ("headings", "container", |level| Value::Container(level, |p, c| share(p.inside(c).headings, p.inside(c).blocks))),
    ("sentences", "container", |level| {
        Value::Container(level, |p, c| share(p.inside(c).sentences, p.inside(c).blocks))
    }),
    ("place in", "container", |level| Value::InContainer(level, place_in)),
    ("start", "place", |level| {
        Value::Container(level, |p, c| share(p.sums[start(p, c).min(p.stats.len())].words, p.all().words))
    }),
];

const UNIT_NAMES: [&str; units::LEVELS] = ["unit", "outer unit"];

const OF_UNIT: &[(&str, AtLevel)] = &[
    ("count", |level| Value::Unit(level, |_, u| u.count as f32)),
    ("words", |level| Value::Unit(level, |p, u| share(of_units(p, u).words, u.count as f32))),
    ("links", |level| Value::Unit(level, |p, u| of_units(p, u).link_density())),
    ("prose", |level| Value::Unit(level, |p, u| of_units(p, u).prose_share())),
    ("prose of page", |level| Value::Unit(level, |p, u| share(of_units(p, u).prose_words, p.all().prose_words))),
    ("share", |level| Value::Unit(level, |p, u| share(of_units(p, u).words, p.all().words))),
    ("blocks", |level| Value::Unit(level, |_, u| share(u.blocks as f32, u.count as f32))),
    ("headings", |level| Value::Unit(level, |p, u| share(of_units(p, u).headings, u.count as f32))),
    ("place", |level| Value::InUnit(level, |_, u, b| share(b as f32 - u.start as f32, u.end as f32 - u.start as f32))),
    ("from candidate", |level| {
        Value::Unit(level, |p, u| p.levels_from(p.candidate, (u.start as usize).min(p.stats.len() - 1)))
    }),
];

fn of_units(page: &Page<'_>, unit: &List) -> super::sums::Sum {
    page.between(unit.start as usize, unit.end as usize)
}

fn start(page: &Page<'_>, element: u32) -> usize {
    page.extracted.elements[element as usize].blocks.start as usize
}

fn place_in(page: &Page<'_>, element: u32, block: usize) -> f32 {
    let blocks = &page.extracted.elements[element as usize].blocks;
    (block as f32 - blocks.start as f32) / (blocks.end as f32 - blocks.start as f32).max(1.0)
}

/// Blocks behind the end of an element, or below 0 before its start; 0 inside.
fn blocks_from(page: &Page<'_>, element: u32, block: usize) -> f32 {
    let blocks = &page.extracted.elements[element as usize].blocks;
    (block as f32 - blocks.start as f32).min(0.0) + (block as f32 + 1.0 - blocks.end as f32).max(0.0)
}

/// Words between a block and a stretch, below 0 before it.
fn words_from(page: &Page<'_>, start: usize, end: usize, block: usize) -> f32 {
    if block < start {
        -page.between(block, start).words
    } else if block < end {
        0.0
    } else {
        page.between(end, block).words
    }
}

/// The heading over a block and the end of its section.
fn section(page: &Page<'_>, block: usize) -> Option<(usize, usize)> {
    let heading = page.headings.get(block).copied().filter(|heading| *heading != usize::MAX)?;
    Some((heading, page.section_ends.get(block).copied().unwrap_or(heading + 1)))
}

fn role(page: &Page<'_>, block: usize) -> f32 {
    match page.extracted.blocks[block].role {
        Role::Paragraph => 0.0,
        Role::Heading(1) => 1.0,
        Role::Heading(2) => 2.0,
        Role::Heading(3) => 3.0,
        Role::Heading(_) => 4.0,
        Role::Caption => 5.0,
        Role::ListItem { .. } => 6.0,
        Role::Cell => 7.0,
        Role::Quote => 8.0,
        Role::Code => 9.0,
    }
}

fn list_depth(page: &Page<'_>, block: usize) -> f32 {
    match page.extracted.blocks[block].role {
        Role::ListItem { depth, number } => f32::from(depth) + f32::from(number.is_some()) * 0.5,
        _ => 0.0,
    }
}

/// Blocks behind the title; far more than any page has where it shows none.
fn behind_title(page: &Page<'_>, block: usize) -> f32 {
    page.title.map_or(1e6, |title| block as f32 - title as f32)
}

fn words_behind_title(page: &Page<'_>, block: usize) -> f32 {
    page.title.map_or(1e6, |title| words_from(page, title, title + 1, block))
}
