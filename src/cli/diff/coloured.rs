//! Hunks → a diff for eyes. Each line of the text before stands once: `-` it goes, `~` a part of it goes or is mended,
//! what goes in red, what comes in green, the reason behind it. Of a long mended line only the surroundings are shown.

use console::Style;

use super::{Hunk, before, hunks, taken, visible};
use crate::article::{Edit, Span};
use crate::cli::terminal::Screen;
use crate::text::printable;
use crate::write::Article;

/// Characters shown on either side of a mend.
const AROUND: usize = 40;

/// Characters of an unchanged line that are shown.
const UNCHANGED: usize = 100;

/// It is asked for only where colours may be.
const SCREEN: Screen = Screen { colour: true, terminal: true, width: None };

/// The diff of a document whose file has this name; empty if nothing changes.
pub fn coloured(article: &Article, name: &str) -> String {
    let before = before(article.cleaned);
    let hunks = hunks(article, &before);
    if hunks.is_empty() {
        return String::new();
    }
    let mut out = SCREEN.paint(&Style::new().bold(), &printable(name)) + "\n";
    for (number, hunk) in hunks.iter().enumerate() {
        let (from, rule) = (hunk.span(&before), Style::new().dim());
        let line = hunk.changes.first().map_or(0, |change| change.line) + 1;
        let gap = if number > 0 { "\n" } else { "" };
        out += &format!("{gap}{}\n", SCREEN.paint(&rule, &format!("line {line}")));
        write_lines(hunk, &before, from, &article.cleaned.edits, &mut out);
    }
    out + "\n"
}

fn write_lines(hunk: &Hunk, before: &str, span: Span, edits: &[Edit], out: &mut String) {
    let edits = &edits[hunk.edits()];
    let (mut at, mut next) = (span.start, 0);
    for line in before[span].split_inclusive('\n') {
        let here = at..at + line.trim_end_matches('\n').len();
        at += line.len();
        while edits.get(next).is_some_and(|edit| edit.span.end < here.start) {
            next += 1;
        }
        let end = here.end;
        let touching = edits[next..].iter().take_while(|edit| edit.span.start <= end);
        out.push_str(&one_line(before, here, touching));
        out.push('\n');
    }
}

/// A line and what the edits that touch it do to it.
fn one_line<'e>(before: &str, line: Span, edits: impl Iterator<Item = &'e Edit>) -> String {
    let (gone, come) = (Style::new().red(), Style::new().black().on_green());
    let (mut pieces, mut labels, mut at) = (Vec::new(), String::new(), line.start);
    for edit in edits {
        let cut = edit.span.start.max(line.start)..edit.span.end.min(line.end);
        let text = &before[cut.clone()];
        let put = if edit.replacement.contains('\n') { "" } else { edit.replacement.as_ref() };
        let puts = !put.is_empty() && edit.span.end <= line.end && !(edit.cut && text.is_empty());
        if text.is_empty() && !puts {
            continue;
        }
        pieces.push(Piece::Kept(&before[at..cut.start]));
        let text = if edit.cut { visible(text) } else { spelt(text) };
        pieces.push(Piece::Changed(
            SCREEN.paint(&gone, &text) + &SCREEN.paint(&come, &visible(if puts { put } else { "" })),
        ));
        at = cut.end;
        if taken(before, edit).0.start >= line.start {
            labels += &format!("  [{} {:.2}]", edit.rule, edit.confidence);
        }
    }
    if pieces.is_empty() {
        return format!("  {}", shortened(&before[line], UNCHANGED, 0));
    }
    pieces.push(Piece::Kept(&before[at..line.end]));
    let stays = |piece: &Piece| matches!(piece, Piece::Kept(text) if !text.trim().is_empty());
    let mark = if pieces.iter().any(stays) { "~ " } else { "- " };
    let last = pieces.len() - 1;
    let shown: String =
        pieces.iter().enumerate().map(|(number, piece)| piece.shown(number == 0, number == last)).collect();
    format!("{mark}{shown}{}", SCREEN.paint(&Style::new().dim(), &labels))
}

/// A part of a line.
enum Piece<'t> {
    Kept(&'t str),
    Changed(String),
}

impl Piece<'_> {
    fn shown(&self, first: bool, last: bool) -> String {
        match self {
            Piece::Changed(painted) => painted.clone(),
            Piece::Kept(text) => shortened(text, if first { 0 } else { AROUND }, if last { 0 } else { AROUND }),
        }
    }
}

/// The text without its middle, so many characters at either end left.
fn shortened(text: &str, head: usize, tail: usize) -> String {
    let count = text.chars().count();
    if count <= head + tail + 1 {
        return visible(text);
    }
    let head: String = text.chars().take(head).collect();
    let tail: String = text.chars().skip(count - tail).collect();
    format!("{}…{}", visible(&head), visible(&tail))
}

/// With what nobody sees spelt out.
fn spelt(text: &str) -> String {
    let seen = |c: char| c.is_alphanumeric() || c.is_ascii_graphic() || c == ' ';
    let spell = |c: char| if seen(c) { c.to_string() } else { c.escape_unicode().to_string() };
    text.chars().map(spell).collect()
}
