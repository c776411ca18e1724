//! Pieces of a line with their marks → the line. Stars mark emphasis where CommonMark reads them as that; where it would
//! not (`**Note:**the`), HTML tags do.

use super::escape::{Around, Signs, escape, longest_run};
use crate::write::ink::Ink;

/// A mark that goes around text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// `*…*`
    Emphasis,
    /// `**…**`
    Strong,
    /// `~~…~~`
    Strike,
    /// `[…](address)`
    Link(String),
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text of the article.
    Text(String),
    /// Text of the article that is code.
    Code(String),
    /// Markup that stands for itself: an image, a formula.
    Own(String),
    /// A reference to a note: its label as it stands in the article, brackets and all.
    Note(String),
    /// A mark starts.
    Open(Style),
    /// The mark that started last ends.
    Close(Style),
}

impl Style {
    /// Anything but a link?
    pub fn is_emphasis(&self) -> bool {
        self.stars().is_some()
    }

    fn stars(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Style::Emphasis => Some(("*", "em")),
            Style::Strong => Some(("**", "strong")),
            Style::Strike => Some(("~~", "del")),
            Style::Link(_) => None,
        }
    }
}

impl Part {
    fn first(&self) -> Option<char> {
        match self {
            Part::Text(text) | Part::Own(text) => text.chars().next(),
            Part::Code(_) => Some('`'),
            Part::Note(_) | Part::Open(Style::Link(_)) => Some('['),
            Part::Close(Style::Link(_)) => Some(']'),
            Part::Open(Style::Strike) | Part::Close(Style::Strike) => Some('~'),
            Part::Open(_) | Part::Close(_) => Some('*'),
        }
    }

    fn last(&self) -> Option<char> {
        match self {
            Part::Text(text) | Part::Own(text) => text.chars().next_back(),
            Part::Note(_) => Some(']'),
            Part::Close(Style::Link(_)) => Some(')'),
            other => other.first(),
        }
    }
}

/// How a part of a line is written, if it opens or closes emphasis.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Stars,
    Tags,
}

/// Write a line.
pub fn line(parts: &[Part], signs: Signs, cell: bool) -> Ink {
    let ways = ways(parts);
    let mut out = Ink::default();
    for (at, part) in parts.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| parts.get(at));
        match part {
            Part::Text(text) => {
                let after = parts.get(at + 1).and_then(Part::first);
                if matches!(before, Some(Part::Note(_))) && text.starts_with(['(', ':']) {
                    out.own("\\");
                }
                escape(text, Around { before: before.and_then(Part::last), after, signs, cell }, &mut out);
            }
            Part::Code(text) => code(text, cell, &mut out),
            Part::Own(text) => out.own(&if cell { text.replace('|', "\\|") } else { text.clone() }),
            Part::Note(label) => note(label, &mut out),
            Part::Open(Style::Link(_)) => out.own("["),
            Part::Close(Style::Link(to)) => out.own(&format!("]({to})")),
            Part::Open(style) | Part::Close(style) => {
                let Some((stars, tag)) = style.stars() else { continue };
                match (ways.get(at), part) {
                    (Some(Way::Tags), Part::Open(_)) => out.own(&format!("<{tag}>")),
                    (Some(Way::Tags), _) => out.own(&format!("</{tag}>")),
                    _ => out.own(stars),
                }
            }
        }
    }
    out
}

fn code(text: &str, cell: bool, out: &mut Ink) {
    let fence = "`".repeat(longest_run(text, '`') + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    out.own(&format!("{fence}{pad}"));
    for (number, piece) in text.split('|').enumerate() {
        if number > 0 {
            out.own(if cell { "\\" } else { "" });
            out.kept("|");
        }
        out.kept(piece);
    }
    out.own(&format!("{pad}{fence}"));
}

fn note(label: &str, out: &mut Ink) {
    match label.strip_prefix('[') {
        Some(rest) => {
            out.kept("[");
            out.own("^");
            out.kept(rest);
        }
        None => {
            out.own("[^");
            out.kept(label);
            out.own("]");
        }
    }
}

/// Decide for each part that opens or closes emphasis; inner pairs before those around them.
fn ways(parts: &[Part]) -> Vec<Way> {
    let mut ways = vec![Way::Stars; parts.len()];
    let mut open = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Open(_) => open.push(at),
            Part::Close(_) => {
                if let Some(start) = open.pop()
                    && !stars_work(parts, &ways, start, at)
                {
                    (ways[start], ways[at]) = (Way::Tags, Way::Tags);
                }
            }
            _ => {}
        }
    }
    ways
}

/// Would CommonMark read stars at these two places as the two ends of emphasis?
fn stars_work(parts: &[Part], ways: &[Way], start: usize, end: usize) -> bool {
    let Some(Part::Open(style)) = parts.get(start).filter(|part| !matches!(part, Part::Open(Style::Link(_)))) else {
        return true;
    };
    let star = |at: usize| match parts.get(at) {
        Some(Part::Open(other) | Part::Close(other)) if ways[at] == Way::Stars => {
            other.stars().is_some_and(|(stars, _)| style.stars().is_some_and(|(own, _)| stars[..1] == own[..1]))
        }
        _ => false,
    };
    let seen = |at: usize, first: bool| match parts.get(at) {
        Some(Part::Open(other) | Part::Close(other)) if ways[at] == Way::Tags && other.stars().is_some() => {
            Some(if first { '<' } else { '>' })
        }
        part => part.and_then(if first { Part::first } else { Part::last }),
    };
    let back = |from: usize| (0..from).rev().find(|at| !star(*at));
    let on = |from: usize| (from + 1..parts.len()).find(|at| !star(*at));
    let before = back(start).and_then(|at| seen(at, false));
    let after_open = on(start).and_then(|at| seen(at, true));
    let before_close = back(end).and_then(|at| seen(at, false));
    let after = on(end).and_then(|at| seen(at, true));
    let is_close = |at: usize| star(at) && matches!(parts.get(at), Some(Part::Close(_)));
    let is_open = |at: usize| star(at) && matches!(parts.get(at), Some(Part::Open(_)));
    let meets = start.checked_sub(1).is_some_and(is_close) || is_open(end + 1);
    let merged =
        start.checked_sub(1).is_some_and(is_open) || is_open(start + 1) || is_close(end - 1) || is_close(end + 1);
    let in_word = !parts_words(before) || !parts_words(after);
    let opens = after_open.is_some_and(|c| !c.is_whitespace()) && (is_word(after_open) || parts_words(before));
    let closes = before_close.is_some_and(|c| !c.is_whitespace()) && (is_word(before_close) || parts_words(after));
    opens && closes && !meets && !(merged && in_word)
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// The start or end of a line, white space, or what every reader takes for punctuation?
fn parts_words(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_whitespace()
            || c.is_ascii_punctuation()
            || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '«' | '»')
    })
}
