//! Plain text → blocks: a block a line, lines that were wrapped or torn joined first, labels that were glued to prose parted
//! from it. What a program wrote around a page's text is left out.

mod framed;
mod indents;
mod parts;
pub mod seams;
mod torn;
mod wrap;

use self::framed::Framed;
use self::indents::Group;
use self::parts::Part;
use crate::article::{Block, Extracted, Kind, Role, Span};
use crate::languages::{self, Key, Language};
use crate::options::Bounds;
use crate::text::{closes, is_stop};

/// What stands in code, where lines are not prose.
const CODE: &[&str] = &["{", "}", "()", "=>", " = ", "==", ");", "</", "/>"];
/// What stands right before a word, behind a blank.
const OPENING: &[char] = &['(', '[', '“', '«', '‘'];
/// What prose may have in brackets right behind a word.
const BEHIND_WORDS: &[&str] = &["(s)", "(es)", "(e)", "(en)", "[1", "[2", "[3", "[4", "[5", "[6", "[7", "[8", "[9"];

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

/// Blocks of a text: white space tidied, wrapped and torn lines joined, glued ones parted, what is indented below its
/// neighbour kept so. A program is one block of code.
pub fn extract(text: &str, bounds: &Bounds, mut out: Extracted) -> Extracted {
    debug_assert_eq!(out.kind, Kind::Text);
    out.text.reserve(text.len());
    let lines: Vec<Span> = lines(text).take(bounds.blocks).collect();
    if indents::is_program(text, &lines) && lines.len() < bounds.blocks {
        return program(text, &lines, out);
    }
    let framed = Framed::read(text, &lines, &mut out.head);
    let own = &lines[framed.lines.clone()];
    let made = if framed.is_wrapped() { Made::Wrapped(wrap::longest(text, own)) } else { Made::of(text, own) };
    let runs: Vec<&[Span]> = own.split(|line| line.is_empty()).filter(|run| !run.is_empty()).collect();
    for (run, Group { margin, is_fenced }) in runs.iter().zip(indents::groups(text, &runs)) {
        let made = if is_fenced { &Made::Written } else { &made };
        let joints = made.joints(text, run);
        for (number, line) in run.iter().enumerate() {
            let words = &text[line.clone()];
            if let (Some(Some(joint)), Some(open)) = (joints.get(number), out.blocks.last_mut()) {
                out.text.push_str(joint.between);
                framed.push(text, line.start + joint.skip..line.end, &mut out.text);
                (open.span.end, open.source.end) = (out.text.len(), line.end);
                continue;
            }
            if !out.text.is_empty() {
                out.text.push_str(if number > 0 { "\n" } else { "\n\n" });
                out.text.push_str(indent(text, line).get(margin..).unwrap_or_default());
            }
            push_parts(&mut out, (text, &framed), line, made.parts(words), bounds.blocks);
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

/// A text that is code from its first line to its last.
fn program(text: &str, lines: &[Span], mut out: Extracted) -> Extracted {
    let filled = || lines.iter().filter(|line| !line.is_empty());
    let (Some(first), Some(last)) = (filled().next(), filled().next_back()) else { return out };
    let source = first.start - indent(text, first).len()..last.end;
    out.text.push_str(&text[source.clone()]);
    out.blocks.push(Block { role: Role::Code, ..block(0..source.len(), source) });
    out.elements[0].blocks = 0..1;
    out
}

/// What joins a line to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Joint {
    between: &'static str,
    /// Bytes at the start of the line that are left out: a mark of quotation, which each line of a quotation has.
    skip: usize,
}

/// How the lines of a text were made.
enum Made {
    /// One for each paragraph, heading and item.
    Whole,
    /// Wrapped at this width.
    Wrapped(usize),
    /// One for each that somebody wrote.
    Written,
    /// Torn where something stands inside a paragraph; of this language.
    Torn(Option<&'static Language>),
}

impl Made {
    fn of(text: &str, lines: &[Span]) -> Made {
        match wrap::width(text, lines, || language(text, lines)) {
            Some(width) => Made::Wrapped(width),
            None if torn::is_torn(text, lines) => Made::Torn(language(text, lines)),
            None => Made::Whole,
        }
    }

    /// The parts of a line. A wrapped text has its lines from a person or a program that writes prose: nothing is glued there.
    fn parts(&self, line: &str) -> Vec<Part> {
        match self {
            Made::Wrapped(_) | Made::Written => vec![Part { span: 0..line.len(), before: "" }],
            Made::Whole | Made::Torn(_) => parts::parts(line),
        }
    }

    /// For each line of a run what joins it to the one before, if it goes on there.
    fn joints(&self, text: &str, run: &[Span]) -> Vec<Option<Joint>> {
        match self {
            Made::Whole | Made::Written => Vec::new(),
            Made::Wrapped(width) => wrap::joints(text, run, *width),
            Made::Torn(language) => torn::joints(text, run, *language),
        }
    }
}

/// The language of the longest line.
fn language(text: &str, lines: &[Span]) -> Option<&'static Language> {
    let longest = lines.iter().max_by_key(|line| line.len())?;
    languages::detect(text.get(longest.clone())?)
}

/// The parts of a line as blocks; all that is left of it as one where there are `most`.
fn push_parts(out: &mut Extracted, (text, framed): (&str, &Framed), line: &Span, mut parts: Vec<Part>, most: usize) {
    let room = most.saturating_sub(out.blocks.len()).max(1);
    if parts.len() > room {
        out.too_many = true;
        parts.truncate(room);
        if let Some(last) = parts.last_mut() {
            last.span.end = line.len();
        }
    }
    for Part { span, before } in parts {
        out.text.push_str(before);
        let start = out.text.len();
        let source = line.start + span.start..line.start + span.end;
        framed.push(text, source.clone(), &mut out.text);
        out.blocks.push(block(start..out.text.len(), source));
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

/// Does a line hold what prose does not? A bracket right behind a letter is a call.
fn is_code(line: &str) -> bool {
    // Most lines of prose have none of what is looked for below.
    if !line.bytes().any(|byte| matches!(byte, b'{' | b'}' | b'(' | b'[' | b'=' | b';' | b'/')) {
        return false;
    }
    let mut brackets = line.match_indices(['(', '[']).map(|(at, _)| line.split_at(at));
    let calls = brackets.any(|(before, bracket)| {
        before.ends_with(char::is_alphanumeric) && !BEHIND_WORDS.iter().any(|s| bracket.starts_with(s))
    });
    calls || line.ends_with(';') || CODE.iter().any(|sign| line.contains(sign))
}

/// Does a line end with a word that another has to follow?
fn is_unended(line: &str, language: &Language) -> bool {
    let mut words = line.split_whitespace();
    let last = words.next_back().unwrap_or_default();
    language.is_unended(Key::of(last.trim_start_matches(OPENING)), words.count())
}

/// Does a line end as sentences do, or with a colon?
fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(closes).ends_with(|char| is_stop(char) || char == ':')
}
