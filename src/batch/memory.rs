//! Is a document up to date? It is if an earlier run read the same bytes with the same settings, and what it wrote still
//! stands there as it wrote it. Inputs and outputs are read for that, which takes a small part of the time of cleaning.

use std::sync::Arc;

use crate::batch::manifest::{Entry, Hash, Known, Made, Tally};
use crate::batch::write::earlier::Earlier;
use crate::batch::{Event, Item, Job, Output, Reason, Status};

/// What a run knows of those before it.
pub struct Memory {
    /// Their manifest.
    pub known: Arc<Known>,
    /// Hash of the settings of this run, as its entries have it.
    pub settings: Hash,
    /// Hash of the inputs of this run, as its entries have it.
    pub scope: Hash,
    /// The lines of the stream; none where each document has a file.
    pub lines: Earlier,
    /// The lines of `--keep-cuts`, if it is asked for.
    pub cuts: Option<Earlier>,
    /// Nothing is up to date (`--force`).
    pub force: bool,
}

/// A document that is up to date.
pub struct Recalled {
    /// Its entry.
    pub entry: Entry,
    /// What it is to be counted as.
    pub status: Status,
    /// Why it has no output.
    pub reason: Option<Reason>,
    /// Its line in the stream.
    pub text: Option<String>,
    /// Its line of `--keep-cuts`.
    pub cuts: Option<String>,
}

impl Memory {
    /// The document of this item, if it is up to date.
    pub fn recall(&self, item: &Item, input: Hash, job: &Job) -> Option<Recalled> {
        let entry = self.known.document(&item.identity.id).filter(|_| !self.force)?;
        let output = item.output.name.as_str();
        let (status, reason) = entry.lasting()?;
        if entry.input != Some(input) || entry.settings != self.settings {
            return None;
        }
        let text = match (&entry.output, &job.output) {
            (None, _) if reason.is_some() => None,
            (Some(made), Output::Folder(place)) if job.gate.leads(&made.name, output) && made.at.is_none() => {
                place.holds(made).filter(|same| *same)?;
                None
            }
            (Some(made), Output::Stream(_)) => Some(self.lines.line(made)?),
            _ => return None,
        };
        let cuts = match &self.cuts {
            Some(earlier) => Some(earlier.line(entry.cuts.as_ref()?)?),
            None => None,
        };
        let status = if reason.is_some() { status } else { Status::Current };
        let entry = Entry { origin: origin(item), scope: self.scope, ..entry };
        Some(Recalled { entry, status, reason, text, cuts })
    }

    /// What is to be written down of a document of this run. `input`: of its bytes, and how many they are.
    pub fn entry(&self, item: &Item, event: &Event, input: Option<(Hash, u64)>, output: Option<Made>) -> Entry {
        Entry {
            path: event.path.clone(),
            id: Some(&item.identity.id).filter(|id| **id != event.path).cloned(),
            origin: origin(item),
            scope: self.scope,
            input: input.map(|(hash, _)| hash),
            size: input.map_or(0, |(_, size)| size),
            settings: self.settings,
            status: event.status.word().to_owned(),
            reason: event.reason.map(|reason| reason.word().to_owned()),
            output,
            cuts: None,
            tally: event.counts.as_ref().map(Tally::of),
        }
    }
}

fn origin(item: &Item) -> Option<String> {
    item.identity.origin.as_deref().map(str::to_owned)
}
