//! An explanation → lines for people: a block each, under it what the model said and what was mended.

use std::fmt::Write as _;

use console::Style;

use super::{Explanation, Line, Mend};
use crate::article::{Cleaned, word};
use crate::cli::terminal::Screen;
use crate::text::printable;

/// Characters of a block that are shown.
const SNIPPET: usize = 72;

/// Characters shown on either side of a mend.
const AROUND: usize = 24;

/// The whole, or what stands on one line of the source: that in full.
pub fn in_words(explained: &Explanation, cleaned: &Cleaned, at: Option<u32>, screen: Screen) -> String {
    let mut out = head(explained);
    if let (Some(line), true) = (at, explained.blocks.is_empty()) {
        let _ = writeln!(out, "line {line} holds no block: it is markup, a script or white space");
    }
    let mut mends = explained.mends.iter().peekable();
    for (number, line) in explained.blocks.iter().enumerate() {
        let title = if explained.title == Some(line.block) { " (title)" } else { "" };
        let text = if at.is_some() { printable(line.text) } else { snippet(line.text) };
        let start = begin(line.verdict, line.rule, line.confidence, &line.line.to_string(), screen);
        let _ = writeln!(out, "{start}  {text}{title}");
        out += &model(line, screen);
        if explained.blocks.get(number + 1).is_none_or(|next| next.block > line.block) {
            while let Some(mend) = mends.next_if(|mend| mend.block <= line.block) {
                let start = begin("mend", mend.edit.rule, mend.edit.confidence, "", screen);
                let _ = writeln!(out, "{start}  {}", mended(mend, &cleaned.extracted.text));
            }
        }
    }
    for note in &explained.notes {
        let _ = writeln!(out, "note  {}: {}", note.code, printable(&note.message));
    }
    out
}

/// How the file was read.
fn head(explained: &Explanation) -> String {
    let mut out = String::new();
    let decoding = explained.decoding;
    let _ = write!(out, "{}: {}, decided by {}", explained.path, decoding.charset, word(decoding.evidence));
    if let Some(label) = &decoding.declared {
        let _ = write!(out, ", declared {}", printable(label));
    }
    if decoding.replaced > 0 {
        let _ = write!(out, ", {} places that are no text", decoding.replaced);
    }
    if decoding.strays > 0 {
        let _ = write!(out, ", {} stray bytes read as windows-1252", decoding.strays);
    }
    for mended in &decoding.mended {
        let _ = write!(out, ", {} lines of {} misread as {}", mended.lines, mended.charset, mended.misread_as);
    }
    let _ = writeln!(out, "\nread as {}, confidence {:.2}\n", word(explained.kind), explained.confidence);
    out
}

/// What stands before a block or a mend.
fn begin(verdict: &str, rule: &str, confidence: f32, line: &str, screen: Screen) -> String {
    let style = match verdict {
        "cut" => Style::new().red(),
        "mend" => Style::new().green(),
        _ => Style::new(),
    };
    format!("{}  {rule:24}  {confidence:.2}  {line:>5}", screen.paint(&style, &format!("{verdict:4}")))
}

/// What the model said of a block; nothing where it was not asked.
fn model(line: &Line, screen: Screen) -> String {
    if line.model.is_empty() {
        return String::new();
    }
    let shares: Vec<String> = line.model.iter().map(|one| format!("{:+.2} {}", one.share, one.reason)).collect();
    screen.paint(&Style::new().dim(), &format!("{:6}{}", "", shares.join("  "))) + "\n"
}

/// A mend with what stands around it: `[-taken-]{+put+}`.
fn mended(mend: &Mend, text: &str) -> String {
    let span = &mend.edit.span;
    let before: String = text.get(..span.start).unwrap_or_default().chars().rev().take(AROUND).collect();
    let before: String = before.chars().rev().collect();
    let after: String = text.get(span.end..).unwrap_or_default().chars().take(AROUND).collect();
    let part = |text: &str, open: &str, close: &str| match text {
        "" => String::new(),
        text => format!("{open}{}{close}", printable(text)),
    };
    let (taken, put) = (part(mend.taken, "[-", "-]"), part(&mend.edit.replacement, "{+", "+}"));
    format!("…{}{taken}{put}{}…", one_line(&before), one_line(&after))
}

/// The beginning of a text on one line.
fn snippet(text: &str) -> String {
    let start: String = text.chars().take(SNIPPET).collect();
    one_line(&start) + if start.len() < text.len() { "…" } else { "" }
}

fn one_line(text: &str) -> String {
    printable(&text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect::<String>())
}
