//! What is known of a page's texts → what is known of its blocks. Blocks are made of texts, in the order of the tree; text
//! and block are compared letter by letter, and where they differ nothing is said of the block.

use std::collections::HashMap;

use super::page::{Page, Text};
use super::{Marks, SITE_BODY, SITE_STRIP};
use crate::article::{Block, Extracted, RuleId, Span};
use crate::extract::html::survey::{is_blank, visible};
use crate::judge::rules::Hit;

/// A stretch of a block that is one text, in the extracted text.
struct Part<'a> {
    span: Span,
    text: Option<&'a Text>,
}

/// Marks on blocks.
pub fn marks(source: &str, extracted: &Extracted, texts: &[(Span, bool)], page: Page) -> Marks {
    let parts = parts(source, extracted, texts, &page);
    let is_title = |parts: &Vec<Part>| !parts.is_empty() && parts.iter().all(|part| part.text.is_some_and(|t| t.title));
    let title = parts.iter().position(is_title);
    let is_body = |parts: &Vec<Part>| parts.iter().any(|part| part.text.is_some_and(|text| text.body));
    let has_body = page.has_body && parts.iter().any(is_body);
    let cut = extracted.blocks.iter().zip(&parts).enumerate().map(|(at, (block, parts))| {
        let outside = !parts.is_empty() && parts.iter().all(|part| part.text.is_some_and(|text| !text.body));
        let stripped = stripped(block, parts);
        match stripped.is_empty() && outside && has_body && title != Some(at) {
            true => vec![hit(block, &block.span, SITE_BODY)],
            false => stripped.iter().map(|span| hit(block, span, SITE_STRIP)).collect(),
        }
    });
    Marks { cut: cut.collect(), has_body, title, found: page.found, notes: Vec::new() }
}

fn hit(block: &Block, span: &Span, rule: RuleId) -> Hit {
    let (start, end) = (span.start - block.span.start, span.end - block.span.start);
    Hit { span: start..end, rule, confidence: 1.0 }
}

/// The stretches of a block that are stripped; all of it, if nothing is left.
fn stripped(block: &Block, parts: &[Part]) -> Vec<Span> {
    let goes = |part: &Part| part.text.is_some_and(|text| text.strip);
    if !parts.is_empty() && parts.iter().all(goes) {
        return vec![block.span.clone()];
    }
    let runs = parts.chunk_by(|one, other| goes(one) == goes(other));
    let spans = runs.filter(|run| run.first().is_some_and(goes)).filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        Some(first.span.start..last.span.end)
    });
    spans.collect()
}

/// The texts that each block is made of; none for a block that they do not make up.
fn parts<'a>(source: &str, extracted: &Extracted, texts: &[(Span, bool)], page: &'a Page) -> Vec<Vec<Part<'a>>> {
    let mut all: Vec<Vec<Part>> = extracted.blocks.iter().map(|_| Vec::new()).collect();
    let begins: HashMap<usize, usize> = extracted.blocks.iter().map(|block| block.source.start).zip(0..).collect();
    let mut here = Place::start(extracted, 0);
    for ((span, references), known) in texts.iter().zip(&page.texts) {
        let letters = visible(source, span, *references);
        if letters.is_empty() {
            continue;
        }
        let mut found = here.take(extracted, &letters);
        if found.is_none() {
            // Something that the blocks left out, or have otherwise: the block is not known, and we go on with the next
            // one that begins here.
            all.get_mut(here.block).into_iter().for_each(Vec::clear);
            let next = begins.get(&span.start).filter(|block| **block > here.block);
            let Some(next) = next.map(|block| Place::start(extracted, *block)) else { continue };
            here = next;
            found = here.take(extracted, &letters);
        }
        let Some(span) = found else { continue };
        let text = known.as_ref().filter(|text| text.shown == letters);
        let end = span.end;
        all[here.block].push(Part { span, text });
        here.at = end;
        if here.is_end(extracted) {
            here = Place::start(extracted, here.block + 1);
        }
    }
    for (block, parts) in extracted.blocks.iter().zip(&mut all) {
        if !is_covered(extracted, &block.span, parts) {
            parts.clear();
        }
    }
    all
}

/// Does nothing of a block stand outside these parts?
fn is_covered(extracted: &Extracted, block: &Span, parts: &[Part]) -> bool {
    let starts = parts.iter().map(|part| part.span.start).chain([block.end]);
    let ends = [block.start].into_iter().chain(parts.iter().map(|part| part.span.end));
    starts.zip(ends).all(|(start, end)| extracted.text.get(end..start).is_some_and(|gap| gap.chars().all(is_blank)))
}

/// A place in the extracted text.
struct Place {
    block: usize,
    at: usize,
}

impl Place {
    fn start(extracted: &Extracted, block: usize) -> Place {
        Place { block, at: extracted.blocks.get(block).map_or(0, |block| block.span.start) }
    }

    /// Where these letters stand, if the block goes on with them here.
    fn take(&self, extracted: &Extracted, letters: &str) -> Option<Span> {
        let rest = extracted.text.get(self.at..extracted.blocks.get(self.block)?.span.end)?;
        let mut shown = rest.char_indices().filter(|(_, char)| !is_blank(*char));
        let (mut first, mut end) = (None, self.at);
        for wanted in letters.chars() {
            let (place, char) = shown.next()?;
            if char != wanted {
                return None;
            }
            first = first.or(Some(self.at + place));
            end = self.at + place + char.len_utf8();
        }
        first.map(|first| first..end)
    }

    /// Is there nothing more of the block?
    fn is_end(&self, extracted: &Extracted) -> bool {
        let end = extracted.blocks.get(self.block).map_or(0, |block| block.span.end);
        extracted.text.get(self.at..end).is_none_or(|rest| rest.chars().all(is_blank))
    }
}
