//! Verdicts: on parts of a block, and the removals they ask for. What is cut takes its gap along; what is left stays as far apart as it was, or further.

use std::borrow::Cow;

use super::rules::Hit;
use crate::article::{Block, Edit, Extracted, Role, RuleId, Verdict};

/// The removals that the verdicts ask for, over the extracted text: ascending, not overlapping.
pub fn cuts(extracted: &Extracted, verdicts: &[Verdict]) -> Vec<Edit> {
    let text = extracted.text.as_str();
    let is_code = |verdict: &Verdict| extracted.blocks.get(verdict.block).is_some_and(|b| b.role == Role::Code);
    let mut edits = Vec::new();
    let mut before = None;
    let mut runs = verdicts.chunk_by(|one, other| one.cut == other.cut).peekable();
    while let Some(run) = runs.next() {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        if first.cut {
            // The white space that code begins or ends with is its own.
            let code = runs.peek().and_then(|next| next.first()).filter(|next| is_code(next));
            let rest = text.get(last.span.end..).unwrap_or_default();
            let after = code.map_or_else(|| text.len() - rest.trim_start().len(), |next| next.span.start);
            take_out(text, before, run, after, &mut edits);
        } else {
            let kept = text.get(..last.span.end).unwrap_or_default();
            before = Some(if is_code(last) { last.span.end } else { kept.trim_end().len() });
        }
    }
    edits
}

/// Take out everything between the kept text that ends at `before` and the one that starts at `after`.
fn take_out(text: &str, before: Option<usize>, run: &[Verdict], after: usize, edits: &mut Vec<Edit>) {
    let mut at = before.unwrap_or(0);
    let mut widest = Gap::default();
    for (number, verdict) in run.iter().enumerate() {
        widest = widest.max(Gap::of(text.get(at..verdict.span.start).unwrap_or_default()));
        let end = if number + 1 == run.len() { after } else { verdict.span.end };
        edits.push(Edit {
            span: at..end,
            replacement: Cow::Borrowed(""),
            cut: true,
            rule: verdict.rule,
            confidence: verdict.confidence,
        });
        at = verdict.span.end;
    }
    let last_gap = text.get(at..after).unwrap_or_default();
    widest = widest.max(Gap::of(last_gap));
    if let (Some(_), Some(edit), true) = (before, edits.last_mut(), after < text.len()) {
        let indent = last_gap.rfind('\n').map_or("", |line_end| &last_gap[line_end + 1..]);
        edit.replacement =
            if indent.is_empty() { widest.text().into() } else { [widest.text(), indent].concat().into() };
    }
}

/// How far apart two pieces of text are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    /// In one line. Where nothing parted them, a blank must now.
    #[default]
    Blank,
    Cell,
    Line,
    Paragraph,
}

impl Gap {
    fn of(white: &str) -> Gap {
        match white.matches('\n').count() {
            0 if white.contains('\t') => Gap::Cell,
            0 => Gap::Blank,
            1 => Gap::Line,
            _ => Gap::Paragraph,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Gap::Blank => " ",
            Gap::Cell => "\t",
            Gap::Line => "\n",
            Gap::Paragraph => "\n\n",
        }
    }
}

/// Verdicts on a block some spans of which are husk; the rest is kept, by this rule and so surely.
pub(super) fn split(
    index: usize,
    block: &Block,
    hits: &[Hit],
    (rule, chance): (RuleId, f32),
    verdicts: &mut Vec<Verdict>,
) {
    let mut at = block.span.start;
    let mut push = |span: std::ops::Range<usize>, cut, rule, confidence| {
        if !span.is_empty() {
            verdicts.push(Verdict { block: index, span, cut, rule, confidence });
        }
    };
    for hit in hits {
        let (start, end) = (block.span.start + hit.span.start, block.span.start + hit.span.end);
        push(at..start, false, rule, chance);
        push(start..end, true, hit.rule, hit.confidence);
        at = end;
    }
    push(at..block.span.end, false, rule, chance);
}

/// Of which of so many blocks something stays: of all, if nothing was judged.
pub fn kept_blocks(blocks: usize, verdicts: &[Verdict]) -> Vec<bool> {
    let mut kept = vec![verdicts.is_empty(); blocks];
    for verdict in verdicts.iter().filter(|verdict| !verdict.cut) {
        if let Some(kept) = kept.get_mut(verdict.block) {
            *kept = true;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Kind, replay};
    use crate::options::Options;

    /// `[…]` is cut; blocks are lines.
    fn cleaned(marked: &str) -> String {
        let text = marked.replace(['[', ']'], "");
        let extracted = crate::extract::extract(&text, &Options { kind: Some(Kind::Text), ..Options::default() });
        assert_eq!(extracted.text, text);
        let (mut at, mut cut, mut spans) = (0, false, Vec::new());
        for char in marked.chars() {
            if matches!(char, '[' | ']') {
                cut = char == '[';
            } else {
                spans.push((at..at + char.len_utf8(), cut));
                at += char.len_utf8();
            }
        }
        let mut verdicts: Vec<Verdict> = Vec::new();
        for (span, cut) in spans.into_iter().filter(|(span, _)| !text[span.clone()].contains('\n')) {
            match verdicts.last_mut() {
                Some(last) if last.cut == cut && last.span.end == span.start => last.span.end = span.end,
                _ => verdicts.push(Verdict { block: 0, span, cut, rule: "test", confidence: 1.0 }),
            }
        }
        replay(&text, &cuts(&extracted, &verdicts))
    }

    #[test]
    fn gaps_stay_as_wide_as_they_were() {
        for (marked, want) in [
            ("a\n\n[b]\nc", "a\n\nc"),
            ("a\n[b]\nc", "a\nc"),
            ("[a]\n\nb\n\n[c]", "b"),
            ("[a]\n[b]", ""),
            ("a [b] c", "a c"),
            ("a.[b]C", "a. C"),
            ("a\n\n[b] c", "a\n\nc"),
            ("a [b]\n\nc", "a\n\nc"),
            ("a\n\n[b]\n[c]\n\nd", "a\n\nd"),
            ("a b c", "a b c"),
        ] {
            assert_eq!(cleaned(marked), want, "{marked:?}");
        }
    }
}
