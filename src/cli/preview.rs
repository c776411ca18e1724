//! Events → lines for people: one for a document, totals for a run.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::batch::{Event, NOTE_OF_REVIEW, Reason, Status, Tally};
use crate::metadata::DIFFERS;
use crate::text::printable;

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
    notes: BTreeMap<&'static str, usize>,
    words_kept: usize,
    words_cut: usize,
    mends: usize,
    /// Documents of which something goes or is mended.
    changed: usize,
}

impl Totals {
    /// Count one more.
    pub fn add(&mut self, event: &Event) {
        *self.statuses.entry(event.status).or_default() += 1;
        if let Some(reason) = event.reason {
            *self.reasons.entry(reason).or_default() += 1;
        }
        for note in event.notes.iter().filter(|note| note.code != DIFFERS) {
            *self.notes.entry(note.code).or_default() += 1;
        }
        for (rule, tally) in event.rules() {
            let total = self.rules.entry(rule).or_default();
            total.edits += tally.edits;
            total.words += tally.words;
        }
        if let Some(counts) = &event.counts {
            self.words_kept += counts.words_kept;
            self.words_cut += counts.words_cut;
            self.mends += counts.mends;
        }
        let is_cut = event.counts.as_ref().is_some_and(|counts| counts.words_cut > 0);
        self.changed += usize::from(event.status == Status::Cleaned || is_cut);
    }

    /// Would a document be written otherwise than it is, or not at all since all of it is husk?
    pub fn has_changes(&self) -> bool {
        self.changed > 0
    }

    /// Was there nothing at all?
    pub fn is_empty(&self) -> bool {
        self.statuses.is_empty()
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
        let review = self.notes.get(NOTE_OF_REVIEW).map(|count| format!("; {count} of them in review/"));
        statuses.collect::<Vec<_>>().join(", ") + &review.unwrap_or_default()
    }

    /// A line for every reason, the one that takes most words first, then notes and sums.
    pub fn by_reason(&self) -> String {
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|(_, tally)| (Reverse(tally.words), Reverse(tally.edits)));
        let mut out = String::new();
        if !rules.is_empty() {
            let _ = writeln!(out, "\n{:24}  {:>7}  {:>8}  {:>8}", "reason", "places", "words", "share");
        }
        for (rule, tally) in rules {
            let share = match tally.words {
                0 => String::new(),
                words => format!("  {:6.2} %", self.share(words)),
            };
            let _ = writeln!(out, "{rule:24}  {:7}  {:8}{share}", tally.edits, tally.words);
        }
        if !self.notes.is_empty() {
            let notes: Vec<String> = self.notes.iter().map(|(code, count)| format!("{code} {count}")).collect();
            let _ = writeln!(out, "\nnotes: {}", notes.join(", "));
        }
        let (kept, cut, share, mends) = (self.words_kept, self.words_cut, self.share(self.words_cut), self.mends);
        let _ = writeln!(out, "\n{}", self.summary());
        let _ = writeln!(out, "{kept} words kept, {cut} cut ({share:.1} %), {mends} mends");
        out
    }

    /// So many of all words, in hundredths.
    fn share(&self, words: usize) -> f64 {
        100.0 * words as f64 / (self.words_kept + self.words_cut).max(1) as f64
    }
}
