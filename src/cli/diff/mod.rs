//! The record of one document → what it changes, as hunks of lines: from the text that `--stages decode,extract`
//! writes to the result. The edits say where the changes are, so nothing is searched for and time is linear.
//! `plain.rs` prints the hunks for `patch`, `coloured.rs` for eyes; on a terminal without colours those for `patch` are
//! escaped, since nothing in a document may steer it.

mod coloured;
mod plain;

use std::ops::Range;

use crate::article::{Cleaned, Edit, Span, replay};
use crate::batch::View;
use crate::cli::terminal::Screen;
use crate::text::printable;
use crate::write::Article;

use coloured::coloured;
use plain::plain;

/// Unchanged lines around a change.
const CONTEXT: usize = 3;

/// Lines that go and the lines that come in their place.
struct Change {
    /// In the text before.
    old: Span,
    /// The number of its first line there, from 0.
    line: usize,
    /// What comes.
    new: String,
    /// Indexes of the edits that make it.
    edits: Range<usize>,
}

/// Changes that stand near one another.
struct Hunk {
    changes: Vec<Change>,
}

/// How a diff is shown there.
pub fn view(screen: Screen) -> View {
    match screen {
        Screen { colour: true, .. } => coloured,
        Screen { terminal: true, .. } => |article, name| escaped(&plain(article, name)),
        _ => plain,
    }
}

/// Lines without what would steer the terminal.
fn escaped(lines: &str) -> String {
    lines.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// A line without what would steer the terminal.
fn visible(text: &str) -> String {
    text.split('\t').map(printable).collect::<Vec<_>>().join("\t")
}

/// The text before, as its file has it.
fn before(cleaned: &Cleaned) -> String {
    with_line_end(cleaned.extracted.text.clone())
}

fn with_line_end(mut text: String) -> String {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// What becomes of a document; `before` is its text before. An empty article means that its file goes.
fn hunks(article: &Article, before: &str) -> Vec<Hunk> {
    let edits = &article.cleaned.edits;
    let mut hunks: Vec<Hunk> = Vec::new();
    if article.text.is_empty() {
        let all = Change { old: 0..before.len(), line: 0, new: String::new(), edits: 0..edits.len() };
        return if before.trim().is_empty() { hunks } else { vec![Hunk { changes: vec![all] }] };
    }
    for change in changes(before, edits) {
        match hunks.last_mut() {
            Some(hunk) if hunk.end(before) + 2 * CONTEXT >= change.line => hunk.changes.push(change),
            _ => hunks.push(Hunk { changes: vec![change] }),
        }
    }
    hunks
}

impl Hunk {
    /// The number of the line behind the last change.
    fn end(&self, before: &str) -> usize {
        self.changes.last().map_or(0, |change| change.line + lines(&before[change.old.clone()]))
    }

    /// The indexes of its edits.
    fn edits(&self) -> Range<usize> {
        let start = self.changes.first().map_or(0, |change| change.edits.start);
        start..self.changes.last().map_or(start, |change| change.edits.end)
    }

    /// From the first line of context to the last.
    fn span(&self, before: &str) -> Span {
        let start = self.changes.first().map_or(0, |change| change.old.start);
        let end = self.changes.last().map_or(start, |change| change.old.end);
        let above = before[..start].rmatch_indices('\n').nth(CONTEXT).map_or(0, |(at, _)| at + 1);
        let below = before[end..].match_indices('\n').nth(CONTEXT - 1).map_or(before.len(), |(at, _)| end + at + 1);
        above..below
    }
}

/// Edits with a line end between them that no edit touches make changes of their own: that line end stands in both
/// texts. Of each stretch only the lines that differ count.
fn changes(before: &str, edits: &[Edit]) -> Vec<Change> {
    let (mut changes, mut first, mut at, mut line) = (Vec::new(), 0, 0, 0);
    for group in edits.chunk_by(|one, next| !before[one.span.end..next.span.start].contains('\n')) {
        let edits = first..first + group.len();
        first = edits.end;
        let (Some(head), Some(tail)) = (group.first(), group.last()) else { continue };
        let start = before[..head.span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = before[tail.span.end..].find('\n').map_or(before.len(), |at| tail.span.end + at + 1);
        let new = replaced(&before[start..end], start, group);
        line += lines(&before[at..start]);
        at = start;
        let above = common(before[start..end].split_inclusive('\n'), new.split_inclusive('\n'));
        let (old, new) = (start + above.bytes..end, &new[above.bytes..]);
        let below = common(before[old.clone()].split_inclusive('\n').rev(), new.split_inclusive('\n').rev());
        let (old, new) = (old.start..old.end - below.bytes, &new[..new.len() - below.bytes]);
        if before[old.clone()] != *new {
            changes.push(Change { old, line: line + above.lines, new: new.to_owned(), edits });
        }
    }
    changes
}

/// The stretch that starts at `start`, with its edits done.
fn replaced(stretch: &str, start: usize, edits: &[Edit]) -> String {
    let here = |edit: &Edit| Edit { span: edit.span.start - start..edit.span.end - start, ..edit.clone() };
    with_line_end(replay(stretch, &edits.iter().map(here).collect::<Vec<_>>()))
}

/// Lines at one end that two texts share.
#[derive(Default)]
struct Common {
    lines: usize,
    bytes: usize,
}

fn common<'t>(one: impl Iterator<Item = &'t str>, other: impl Iterator<Item = &'t str>) -> Common {
    let alike = one.zip(other).take_while(|(one, other)| one == other);
    alike.fold(Common::default(), |sum, (line, _)| Common { lines: sum.lines + 1, bytes: sum.bytes + line.len() })
}

/// Lines of a text that ends with a line end or is empty.
fn lines(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

/// What an edit takes out, without the white space around it.
fn taken<'t>(before: &'t str, edit: &Edit) -> (Span, &'t str) {
    let whole = &before[edit.span.clone()];
    let text = whole.trim();
    let start = edit.span.start + (whole.len() - whole.trim_start().len());
    if text.is_empty() { (edit.span.clone(), whole) } else { (start..start + text.len(), text) }
}

#[cfg(test)]
mod tests;
