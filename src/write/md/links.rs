//! The inline marks of a page as they are written: their addresses absolute, a link around a whole card on its heading alone.

use std::cmp::Reverse;

use crate::article::{Alone, Block, Extracted, Inline, Mark, Span};
use crate::url::Base;

/// The marks inside blocks, in the order in which they begin.
pub fn inlines(extracted: &Extracted, kept: &[bool], base: &Option<Base>) -> Vec<Inline> {
    let mark = |inline: &Inline| {
        let span = match &inline.mark {
            Mark::Link(_) => shown(extracted, kept, &inline.span),
            _ => inline.span.clone(),
        };
        Inline { mark: absolute(&inline.mark, base), span }
    };
    let mut inlines: Vec<Inline> = extracted.inlines.iter().map(mark).collect();
    inlines.sort_by_key(|inline| (inline.span.start, Reverse(inline.span.end)));
    inlines
}

/// What stands between blocks.
pub fn alone(extracted: &Extracted, base: &Option<Base>) -> Vec<Alone> {
    let alone = extracted.structure.alone.iter();
    alone.map(|alone| Alone { mark: absolute(&alone.mark, base), ..alone.clone() }).collect()
}

/// The part of a link that is shown as one. A link around several elements, a card, is one on the heading in it, or on the
/// first text that is kept: on each of them it would be said again and again.
fn shown(extracted: &Extracted, kept: &[bool], link: &Span) -> Span {
    let blocks = &extracted.blocks;
    let first = blocks.partition_point(|block| block.span.end <= link.start);
    let inside = blocks.iter().enumerate().skip(first).take_while(|(_, block)| block.span.start < link.end);
    let inside: Vec<&Block> =
        inside.filter(|(at, _)| kept.get(*at).copied().unwrap_or(true)).map(|(_, block)| block).collect();
    let heading = inside.iter().position(|block| block.role.is_heading());
    let Some((first, rest)) = inside.get(heading.unwrap_or(0)..).and_then(<[_]>::split_first) else {
        return link.clone();
    };
    let last = rest.iter().take_while(|block| block.element == first.element).last().unwrap_or(first);
    let start = if heading.is_some() { link.start.max(first.span.start) } else { link.start };
    start..link.end.min(last.span.end)
}

/// The mark with its address made absolute. One within the page stays.
fn absolute(mark: &Mark, base: &Option<Base>) -> Mark {
    let resolved = |to: &str| {
        base.as_ref()
            .filter(|_| !to.trim().is_empty() && !to.trim_start().starts_with('#'))
            .and_then(|base| base.resolve(to))
    };
    match mark {
        Mark::Link(to) => Mark::Link(resolved(to).unwrap_or_else(|| to.clone())),
        Mark::Image { alt, src } => Mark::Image { alt: alt.clone(), src: resolved(src).unwrap_or_else(|| src.clone()) },
        other => other.clone(),
    }
}
