//! What the whole run did, counted document by document: every document counts, whether or not it is shown.

use std::collections::BTreeMap;

use crate::article::Kind;
use crate::batch::page::{Bands, Page};
use crate::batch::{Event, Reason, Status, Tally};

/// Folders and sites told apart; what comes later than so many counts as elsewhere.
const MOST_PLACES: usize = 10_000;
/// Documents named for each note.
const NAMED: usize = 5;

/// Where a document counts that lies in no folder and names no site.
const NOWHERE: &str = "(no folder)";
const ELSEWHERE: &str = "(elsewhere)";

/// Words of some documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// How many documents.
    pub documents: usize,
    /// Words of their articles.
    pub kept: usize,
    /// Words taken out.
    pub cut: usize,
}

/// A note, or a reason why documents were skipped or failed.
#[derive(Clone, Debug)]
pub struct Met {
    /// Is it a failure?
    pub error: bool,
    /// How many documents have it.
    pub count: usize,
    /// The first of them, and what was said of each.
    pub first: Vec<(String, String)>,
}

/// Sums over all documents.
#[derive(Default)]
pub struct Totals {
    /// Of all documents.
    pub all: Amount,
    /// Run-ons mended.
    pub mends: usize,
    /// Documents by outcome.
    pub outcomes: BTreeMap<Status, usize>,
    /// By rule.
    pub rules: BTreeMap<&'static str, Tally>,
    /// By folder or site.
    pub places: BTreeMap<String, Amount>,
    /// Pages, then plain texts.
    pub kinds: [Amount; 2],
    /// Words cut, by how sure the cuts are.
    pub bands: Bands,
    /// Notes and errors, by their code.
    pub met: BTreeMap<&'static str, Met>,
}

impl Totals {
    /// Count one more. `place` is what [`place`] says of it.
    pub fn add(&mut self, event: &Event, page: Option<&Page>, place: &str) {
        *self.outcomes.entry(event.status).or_default() += 1;
        for note in &event.notes {
            self.meet(event, note.code, &note.message);
        }
        if let Some(code) = event.reason.map(Reason::word)
            && !event.notes.iter().any(|note| note.code == code)
        {
            self.meet(event, code, "");
        }
        for (rule, tally) in event.rules() {
            let total = self.rules.entry(rule).or_default();
            total.edits += tally.edits;
            total.words += tally.words;
        }
        self.mends += event.counts.as_ref().map_or(0, |counts| counts.mends);
        let known = self.places.len() < MOST_PLACES || self.places.contains_key(place);
        let place = if known { place } else { ELSEWHERE };
        for amount in [&mut self.all, self.places.entry(place.to_owned()).or_default()] {
            amount.add(event);
        }
        if let Some(page) = page {
            self.kinds[usize::from(page.kind == Kind::Text)].add(event);
            self.bands.iter_mut().zip(page.bands).for_each(|(sum, words)| *sum += words);
        }
    }

    fn meet(&mut self, event: &Event, code: &'static str, message: &str) {
        let new = Met { error: event.status == Status::Error, count: 0, first: Vec::new() };
        let met = self.met.entry(code).or_insert(new);
        met.count += 1;
        if met.first.len() < NAMED {
            met.first.push((event.path.clone(), message.to_owned()));
        }
    }
}

impl Amount {
    fn add(&mut self, event: &Event) {
        self.documents += 1;
        if let Some(counts) = &event.counts {
            self.kept += counts.words_kept;
            self.cut += counts.words_cut;
        }
    }
}

/// The folder that a document lies in, or the site it says it is of.
pub fn place<'a>(path: &'a str, page: Option<&'a Page>) -> &'a str {
    let site = || page.and_then(|page| page.site.as_deref());
    path.split_once('/').map(|(folder, _)| folder).or_else(site).unwrap_or(NOWHERE)
}
