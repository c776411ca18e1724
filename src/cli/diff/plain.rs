//! Hunks → a unified diff that `patch -p1` applies to what `--stages decode,extract` writes. The reasons stand
//! behind the second `@@`, where `patch` reads nothing: `4-6 menu; 9 share-prompt`, by lines of the text before.

use std::fmt::Write as _;

use super::{Change, Hunk, before, hunks, lines, taken};
use crate::article::Edit;
use crate::write::Article;

/// The unified diff of a document whose file has this name, that of standard input none; empty if nothing changes.
pub fn plain(article: &Article, name: &str) -> String {
    let name = if name.is_empty() { "-" } else { name };
    let before = before(article.cleaned);
    let hunks = hunks(article, &before);
    let mut out = String::new();
    if hunks.is_empty() {
        return out;
    }
    let to = if article.text.is_empty() { "/dev/null".to_owned() } else { quoted("b/", name) };
    let _ = writeln!(out, "--- {}\n+++ {to}", quoted("a/", name));
    let (mut shift, mut labels) = (0, Labels { before: &before, at: 0, line: 1 });
    for hunk in &hunks {
        let reasons = labels.of(&article.cleaned.edits[hunk.edits()]);
        shift += write_hunk(hunk, &before, shift, &reasons, &mut out);
    }
    out
}

/// Print a hunk; `shift` is by how many lines the text has grown so far. Returns by how many more it grows.
fn write_hunk(hunk: &Hunk, before: &str, shift: isize, reasons: &str, out: &mut String) -> isize {
    let span = hunk.span(before);
    let old = lines(&before[span.clone()]);
    let growth = |change: &Change| lines(&change.new).cast_signed() - lines(&before[change.old.clone()]).cast_signed();
    let grown: isize = hunk.changes.iter().map(growth).sum();
    let new = old.saturating_add_signed(grown);
    let above = hunk.changes.first().map_or(0, |change| lines(&before[span.start..change.old.start]));
    let first = hunk.changes.first().map_or(0, |change| change.line - above);
    let start = |count: usize, line: usize| if count == 0 { line } else { line + 1 };
    let (from, to) = (start(old, first), start(new, first.saturating_add_signed(shift)));
    let _ = writeln!(out, "@@ -{from},{old} +{to},{new} @@ {reasons}");
    let mut at = span.start;
    for change in &hunk.changes {
        prefixed(' ', &before[at..change.old.start], out);
        prefixed('-', &before[change.old.clone()], out);
        prefixed('+', &change.new, out);
        at = change.old.end;
    }
    prefixed(' ', &before[at..span.end], out);
    grown
}

fn prefixed(mark: char, text: &str, out: &mut String) {
    for line in text.split_inclusive('\n') {
        out.push(mark);
        out.push_str(line);
    }
}

/// Counts lines up to where the edits stand.
struct Labels<'t> {
    before: &'t str,
    at: usize,
    line: usize,
}

impl Labels<'_> {
    /// The reasons of edits, with their lines.
    fn of(&mut self, edits: &[Edit]) -> String {
        let mut labels: Vec<(usize, usize, &str)> = Vec::new();
        for edit in edits {
            let (span, text) = taken(self.before, edit);
            self.line += lines(&self.before[self.at..span.start]);
            self.at = span.start;
            let last = self.line + lines(text);
            match labels.last_mut() {
                Some(label) if label.2 == edit.rule && self.line <= label.1 + 2 => label.1 = last,
                _ => labels.push((self.line, last, edit.rule)),
            }
        }
        let label = |(first, last, rule): &(usize, usize, &str)| match first == last {
            true => format!("{first} {rule}"),
            false => format!("{first}-{last} {rule}"),
        };
        labels.iter().map(label).collect::<Vec<_>>().join("; ")
    }
}

/// A name as `patch` reads it: with a tab behind it if it has blanks, in quotes if it has quotes or backslashes.
fn quoted(side: &str, name: &str) -> String {
    if name.contains(['"', '\\']) {
        format!("\"{side}{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    } else if name.contains(' ') {
        format!("{side}{name}\t")
    } else {
        format!("{side}{name}")
    }
}
