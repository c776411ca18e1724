//! The lines of the manifest: what run wrote here, what became of each document, which outputs are left over.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::batch::manifest::Hash;
use crate::batch::{Counts, Reason, Status};

/// One line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Line {
    /// A run began, with settings that none before it had.
    Run(Run),
    /// What became of a document.
    Document(Box<Entry>),
    /// An output that its document does not make any more.
    Left(Left),
    /// A file that articles share: path and output have its name.
    Stream(Left),
}

/// Who wrote the entries that name its settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Form of the manifest. A manifest of another form is not read.
    pub form: u32,
    /// Version of the program.
    pub version: String,
    /// Name of the output format.
    pub format: String,
    /// See [`Hash::of_settings`].
    pub settings: Hash,
}

/// What became of a document. There is no time in it: a rerun that changes nothing writes nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Relative to the input, as events have it.
    pub path: String,
    /// What it is known by, if that is not its path: another document has that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The file that it comes from, as seen from the output folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The inputs of the run that met it last.
    pub scope: Hash,
    /// Of its bytes; none if they were not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<Hash>,
    /// How many bytes those are.
    #[serde(default)]
    pub size: u64,
    /// Of the run that did this.
    pub settings: Hash,
    /// A word of [`Status`].
    pub status: String,
    /// A word of [`Reason`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was written. Of a document that failed this time, what it gave before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<Made>,
    /// Its line of `--keep-cuts`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cuts: Option<Made>,
    /// What was cut and mended; none if it was not cleaned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<Tally>,
}

/// A file, or a line of a file that many share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Relative to the output folder; of a line of `--keep-cuts` empty.
    pub name: String,
    /// Where the line begins in the file; none: the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<u64>,
    /// Bytes.
    pub size: u64,
    /// Of these bytes.
    pub hash: Hash,
}

/// What was done with the words of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Words of the article.
    pub kept: usize,
    /// Words taken out.
    pub cut: usize,
    /// Run-ons mended.
    pub mends: usize,
    /// Places and words taken out there, by rule.
    pub rules: BTreeMap<String, (usize, usize)>,
}

/// An output that its document does not make any more, or that belongs to no document alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// The document's path.
    pub path: String,
    /// See [`Entry::scope`].
    pub scope: Hash,
    /// What was written.
    pub output: Made,
}

/// Statuses of documents that need not be done again when nothing has changed, and the reasons of those that have no
/// output. What was never decoded is looked at again: that is as cheap as looking it up.
const LASTING: [(Status, Option<Reason>); 5] = [
    (Status::Cleaned, None),
    (Status::Unchanged, None),
    (Status::Skipped, Some(Reason::NoContent)),
    (Status::Skipped, Some(Reason::Binary)),
    (Status::Skipped, Some(Reason::NotText)),
];

impl Entry {
    /// What it is known by.
    pub fn id(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.path)
    }

    /// Status and reason, if they hold for as long as nothing changes.
    pub fn lasting(&self) -> Option<(Status, Option<Reason>)> {
        let same = |(status, reason): &&(Status, Option<Reason>)| {
            status.word() == self.status && reason.map(Reason::word) == self.reason.as_deref()
        };
        LASTING.iter().find(same).copied()
    }
}

impl Tally {
    /// From the counts of an event.
    pub fn of(counts: &Counts) -> Tally {
        Tally {
            kept: counts.words_kept,
            cut: counts.words_cut,
            mends: counts.mends,
            rules: counts.rules.iter().map(|(rule, tally)| ((*rule).to_owned(), (tally.edits, tally.words))).collect(),
        }
    }
}

impl Made {
    /// Of the bytes that were written.
    pub fn new(name: &str, at: Option<u64>, bytes: &[u8]) -> Made {
        Made { name: name.to_owned(), at, size: bytes.len() as u64, hash: Hash::of(bytes) }
    }
}
