//! Where hygiene took text out: no blanks at the ends of lines, no empty blocks between two gaps.

use crate::article::{Block, Edit, RuleId, Span};
use crate::repair::hygiene::edit;

/// White space at the ends of the text goes, and around line ends that inside it; more than one empty line is one.
pub fn trimmed(text: &str, rule: RuleId) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or_default();
        let start = at + rest.find(char::is_whitespace).unwrap_or(rest.len());
        let white = text.get(start..).unwrap_or_default();
        let white = white.get(..white.len() - white.trim_start().len()).unwrap_or_default();
        at = start + white.len();
        let wanted = match memchr::memchr_iter(b'\n', white.as_bytes()).count() {
            _ if start == 0 || at == text.len() => "",
            0 => white,
            1 => "\n",
            _ => "\n\n",
        };
        if white != wanted {
            edits.push(edit(start..at, wanted.to_owned(), rule));
        }
    }
    edits
}

/// Hygiene leaves nothing of a block: the span of it and of the gap that goes along. `kept` says whether anything
/// before it is left; a gap that one of `cuts` takes is the cut's, and closed by its replacement.
pub fn with_gap(blocks: &[Block], index: usize, kept: bool, cuts: &mut [Edit]) -> Option<Span> {
    let block = &blocks.get(index)?.span;
    let before = index.checked_sub(1).and_then(|before| blocks.get(before)).map_or(0, |block| block.span.end);
    let after = blocks.get(index + 1).map_or(block.end, |block| block.span.start);
    let first = cuts.partition_point(|cut| cut.span.end <= before);
    let is_cut = |gap: Span| {
        let near = cuts.iter().skip(first).take_while(|cut| cut.span.start < gap.end);
        near.into_iter().any(|cut| cut.span.end > gap.start)
    };
    let (before_is_cut, after_is_cut) = (is_cut(before..block.start), is_cut(block.end..after));
    if before_is_cut
        && after_is_cut
        && let Some(cut) = cuts.iter_mut().skip(first).find(|cut| cut.span.end == block.start)
    {
        cut.replacement = "".into();
    }
    Some(match (before_is_cut, after_is_cut) {
        (false, _) if kept => before..block.end,
        (_, false) => block.start..after,
        _ => block.clone(),
    })
}
