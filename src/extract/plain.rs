//! Plain text → blocks: a block a line, hard-wrapped lines joined first, labels that were glued to prose parted from it.

use super::parts;
use crate::article::{Block, Extracted, Kind, Role, Span};
use crate::options::Bounds;

/// The text as it stands, a block for every line that is not blank.
pub fn verbatim(text: &str, bounds: &Bounds, mut out: Extracted) -> Extracted {
    out.text = text.to_owned();
    let filled = lines(text).filter(|line| !line.is_empty()).take(bounds.blocks);
    out.blocks = filled.map(|line| block(line.clone(), line)).collect();
    let behind = out.blocks.last().map_or(0, |last| last.span.end);
    if let Some(rest) = filled_part(text, behind) {
        out.too_many = true;
        out.blocks.push(block(rest.clone(), rest));
    }
    out
}

/// What is left of a text behind this place, if there is more than white space.
fn filled_part(text: &str, from: usize) -> Option<Span> {
    let rest = text.get(from..)?;
    let start = text.len() - rest.trim_start().len();
    let end = from + rest.trim_end().len();
    (start < end).then_some(start..end)
}

/// Blocks of a text: white space tidied, wrapped lines joined, what is indented below its neighbour kept so.
pub fn extract(text: &str, bounds: &Bounds, mut out: Extracted) -> Extracted {
    debug_assert_eq!(out.kind, Kind::Text);
    out.text.reserve(text.len());
    let lines: Vec<Span> = lines(text).take(bounds.blocks).collect();
    let width = wrap::width(text, &lines);
    for run in lines.split(|line| line.is_empty()).filter(|run| !run.is_empty()) {
        let margin = run.iter().map(|line| indent(text, line).len()).min().unwrap_or(0);
        for (number, line) in run.iter().enumerate() {
            let previous = number.checked_sub(1).and_then(|before| run.get(before));
            let words = &text[line.clone()];
            if let (Some(previous), Some(width), Some(open)) = (previous, width, out.blocks.last_mut())
                && wrap::goes_on(&text[previous.clone()], words, width)
            {
                out.text.push_str(if text[previous.clone()].ends_with('-') { "" } else { " " });
                out.text.push_str(words);
                (open.span.end, open.source.end) = (out.text.len(), line.end);
                continue;
            }
            if !out.text.is_empty() {
                out.text.push_str(if previous.is_some() { "\n" } else { "\n\n" });
                out.text.push_str(indent(text, line).get(margin..).unwrap_or_default());
            }
            // A wrapped text has its lines from a person or a program that writes prose: nothing is glued there.
            let places = if width.is_some() { Vec::new() } else { parts::places(words) };
            push_parts(&mut out, words, line.start, &places);
        }
    }
    if let Some(rest) = filled_part(text, lines.last().map_or(0, |last| last.end)) {
        out.too_many = true;
        out.text.push_str(if out.text.is_empty() { "" } else { "\n" });
        let start = out.text.len();
        out.text.push_str(&text[rest.clone()]);
        out.blocks.push(block(start..out.text.len(), rest));
    }
    out.elements[0].blocks = 0..u32::try_from(out.blocks.len()).unwrap_or(u32::MAX);
    out
}

/// The parts of a line as blocks, a blank between them.
fn push_parts(out: &mut Extracted, words: &str, source: usize, places: &[usize]) {
    let ends = places.iter().copied().chain([words.len()]);
    let mut from = 0;
    for to in ends {
        if from > 0 {
            out.text.push(' ');
        }
        let start = out.text.len();
        out.text.push_str(&words[from..to]);
        out.blocks.push(block(start..out.text.len(), source + from..source + to));
        from = to;
    }
}

fn block(span: Span, source: Span) -> Block {
    Block { span, source, role: Role::Paragraph, link_bytes: 0, element: 0, hidden: false }
}

/// The lines of a text without the white space at their ends; blank ones are empty.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text.split_inclusive('\n').flat_map(split_odd).map(move |line| {
        let start = at + line.len() - line.trim_start().len();
        let end = at + line.trim_end().len();
        at += line.len();
        start.min(end)..end
    })
}

/// Split a line at the line ends that are no `\n`; a `\r\n` at its end stays one line end.
fn split_odd(line: &str) -> impl Iterator<Item = &str> {
    let body = line.strip_suffix("\r\n").map_or(line.len(), str::len);
    let mut at = 0;
    std::iter::from_fn(move || {
        let next = odd_end(line.get(at..body).unwrap_or_default());
        let piece = &line[at..next.map_or(line.len(), |next| at + next)];
        at += piece.len();
        (!piece.is_empty()).then_some(piece)
    })
}

/// Behind the first line end that is no `\n`.
fn odd_end(text: &str) -> Option<usize> {
    let is_end = |char: &char| matches!(char, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let starts_end = |byte: u8| matches!(byte, 0xb..=0xd | 0xc2 | 0xe2);
    text.bytes().enumerate().filter(|(_, byte)| starts_end(*byte)).find_map(|(at, _)| {
        let char = text.get(at..)?.chars().next().filter(is_end)?;
        Some(at + char.len_utf8())
    })
}

/// The white space that a line starts with.
fn indent<'a>(text: &'a str, line: &Span) -> &'a str {
    let before = text.get(..line.start).unwrap_or_default();
    let length = before.bytes().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    &before[before.len() - length..]
}

/// Text that was wrapped at a fixed width: a line goes on in the next one where that one's first word had no room.
mod wrap {
    use super::Span;

    /// Widths, in characters, that programs wrap at.
    const WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;
    /// Fewer lines that go on prove nothing.
    const LEAST_PAIRS: usize = 3;
    /// Of the lines that go on in lower case, this many in ten must have been full.
    const FULL_IN_TEN: usize = 8;

    /// A line this much short of the width may be full: some programs count the line end, people wrap by eye.
    const SLACK: usize = 3;

    /// The width that a text was wrapped at, if it was.
    pub fn width(text: &str, lines: &[Span]) -> Option<usize> {
        let pairs: Vec<(usize, usize)> = lines
            .windows(2)
            .filter(|pair| !pair[0].is_empty() && !pair[1].is_empty())
            .map(|pair| (&text[pair[0].clone()], &text[pair[1].clone()]))
            .filter(|(line, next)| !ends_sentence(line) && next.chars().next().is_some_and(char::is_lowercase))
            .map(|(line, next)| (line.chars().count(), first_word(next)))
            .collect();
        let width = pairs.iter().map(|(line, _)| *line).max()?;
        let full = pairs.iter().filter(|(line, next)| line + 1 + next > width).count();
        (pairs.len() >= LEAST_PAIRS && WIDTHS.contains(&width) && full * 10 >= pairs.len() * FULL_IN_TEN)
            .then_some(width)
    }

    /// Does `line` go on in `next`?
    pub fn goes_on(line: &str, next: &str, width: usize) -> bool {
        if starts_anew(next) || is_rule(line) {
            return false;
        }
        let length = line.chars().count();
        let full = length + SLACK + first_word(next) > width && length <= width + width / 8;
        let mid_sentence = !ends_sentence(line) && next.chars().next().is_some_and(char::is_lowercase);
        full || mid_sentence && length * 2 > width
    }

    fn first_word(line: &str) -> usize {
        line.split_whitespace().next().map_or(0, |word| word.chars().count())
    }

    fn ends_sentence(line: &str) -> bool {
        line.trim_end_matches(['"', '\'', '”', '’', ')', '*', '_']).ends_with(['.', '!', '?', ':', '…'])
    }

    /// A list mark, a heading, a table row or a quotation mark of Markdown starts the line.
    fn starts_anew(line: &str) -> bool {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = rest.len() < line.len() && rest.starts_with([')', '.']) && rest[1..].starts_with(' ');
        let marked =
            line.starts_with(['*', '-', '+', '•', '–']) && line.chars().nth(1).is_some_and(char::is_whitespace);
        numbered || marked || line.starts_with(['#', '|', '>']) || is_rule(line)
    }

    fn is_rule(line: &str) -> bool {
        line.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '|' | ' ' | '~' | ':'))
    }
}
