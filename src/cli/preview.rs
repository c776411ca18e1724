//! Events → lines for people: one for a document, totals for a run.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::batch::names::printable;
use crate::batch::{Event, Reason, Status, Tally};

/// One document in one line.
pub fn line(event: &Event) -> String {
    let path = printable(&event.path);
    let mut line = format!("{}  {path}", event.status.word());
    if let Some(reason) = event.reason {
        let _ = write!(line, "  {}", reason.word());
        let message = event.notes.iter().find(|note| note.code == reason.word());
        if let Some(note) = message {
            let _ = write!(line, " ({})", printable(&note.message));
        }
        return line;
    }
    if let Some(counts) = &event.counts {
        let (kept, cut, mends) = (counts.words_kept, counts.words_cut, counts.mends);
        let _ = write!(line, "  {kept} words kept, {cut} cut, {mends} mends");
    }
    if let Some(charset) =
        event.decoding.as_ref().map(|decoding| decoding.charset).filter(|charset| *charset != "UTF-8")
    {
        let _ = write!(line, ", from {charset}");
    }
    let rules: Vec<String> = event.rules().map(|(rule, tally)| format!("{rule} {}", tally.edits)).collect();
    if !rules.is_empty() {
        let _ = write!(line, "  ({})", rules.join(", "));
    }
    line
}

/// What became of all documents.
#[derive(Default)]
pub struct Totals {
    statuses: BTreeMap<Status, usize>,
    reasons: BTreeMap<Reason, usize>,
    rules: BTreeMap<&'static str, Tally>,
}

impl Totals {
    /// Count one more.
    pub fn add(&mut self, event: &Event) {
        *self.statuses.entry(event.status).or_default() += 1;
        if let Some(reason) = event.reason {
            *self.reasons.entry(reason).or_default() += 1;
        }
        for (rule, tally) in event.rules() {
            let total = self.rules.entry(rule).or_default();
            total.edits += tally.edits;
            total.words += tally.words;
        }
    }

    /// How many ended so.
    pub fn count(&self, status: Status) -> usize {
        self.statuses.get(&status).copied().unwrap_or(0)
    }

    /// One line: `12 cleaned, 3 skipped (binary 1, empty 2)`.
    pub fn summary(&self) -> String {
        let statuses = self.statuses.iter().map(|(status, count)| {
            let of = self.reasons.iter().filter(|(reason, _)| reason.status() == *status);
            let reasons: Vec<String> = of.map(|(reason, count)| format!("{} {count}", reason.word())).collect();
            let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
            format!("{count} {}{reasons}", status.word())
        });
        statuses.collect::<Vec<_>>().join(", ")
    }

    /// The summary, then a line for every rule.
    pub fn by_reason(&self) -> String {
        let mut out = format!("\n{}\n", self.summary());
        for (rule, tally) in &self.rules {
            let _ = writeln!(out, "  {rule}  {} places, {} words", tally.edits, tally.words);
        }
        out
    }
}
