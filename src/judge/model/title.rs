//! Which block is the article's title: the heading that says most of what the head of the page says.

use foldhash::HashSet;

use super::page::Page;
use crate::article::Role;

/// A heading with less likeness to the page's own title must be an `h1` to count.
const ALIKE: f32 = 0.5;

/// The block of the best visible heading, if the page shows one.
pub fn find(page: &Page) -> Option<usize> {
    let said = words(page.extracted.headline.as_deref().unwrap_or_default());
    let mut best: Option<(f32, usize)> = None;
    for (index, block) in page.extracted.blocks.iter().enumerate() {
        let Role::Heading(level) = block.role else { continue };
        if block.hidden || page.stats[index].words < 1.0 {
            continue;
        }
        let own = words(page.extracted.text.get(block.span.clone()).unwrap_or_default());
        let alike = likeness(&own, &said);
        if level > 1 && alike < ALIKE {
            continue;
        }
        let score = 2.0 * alike - 0.1 * f32::from(level) - if own.len() < 2 { 0.3 } else { 0.0 };
        if best.is_none_or(|(found, _)| score > found) {
            best = Some((score, index));
        }
    }
    best.map(|(_, index)| index)
}

fn words(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Share of the heading's words that the title has too, weighed by the share of the title that the heading says.
fn likeness(own: &HashSet<String>, said: &HashSet<String>) -> f32 {
    let both = own.intersection(said).count() as f32;
    if both == 0.0 { 0.0 } else { 2.0 * both / (own.len() + said.len()) as f32 }
}
