//! What became of one document, as `--json` prints it.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::article::{Decoding, Note};
use crate::batch::Counts;

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Something was cut, mended or decoded.
    Cleaned,
    /// There was nothing to do.
    Unchanged,
    /// Not a document, or nothing to keep.
    Skipped,
    /// It failed.
    Error,
}

impl Status {
    /// The word that `--json` and the summary use.
    pub fn word(self) -> &'static str {
        match self {
            Status::Cleaned => "cleaned",
            Status::Unchanged => "unchanged",
            Status::Skipped => "skipped",
            Status::Error => "error",
        }
    }
}

/// Why a document was skipped or failed. The words never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// No bytes.
    Empty,
    /// Nothing is left after cleaning.
    NoContent,
    /// A known binary kind, or mostly control characters.
    Binary,
    /// More bytes than the limit, as they lie or unpacked.
    TooLarge,
    /// Holds many documents, and cannot be opened yet.
    UnsupportedContainer,
    /// A compression that cannot be unpacked yet.
    UnsupportedCompression,
    /// Compressed twice.
    NestedCompression,
    /// A link to a place inside the input folder, which is met there anyway.
    LinkInside,
    /// A link that leads out of the input folder.
    LinkOutside,
    /// A link to nothing, or in a loop.
    LinkBroken,
    /// A named pipe.
    Fifo,
    /// A socket.
    Socket,
    /// A device, or anything else that is neither file nor folder.
    Device,
    /// The folder `.dehusk` of an earlier run's output.
    OwnFiles,
    /// The system refuses to open, list or read it.
    Unreadable,
    /// A gzip file that is cut off or damaged.
    BadGzip,
    /// A fault in this program: it panicked on the document.
    Panic,
    /// The output could not be written.
    NotWritten,
}

impl Reason {
    /// The word that `--json` and the summary use.
    pub fn word(self) -> &'static str {
        match self {
            Reason::Empty => "empty",
            Reason::NoContent => "no-content",
            Reason::Binary => "binary",
            Reason::TooLarge => "too-large",
            Reason::UnsupportedContainer => "unsupported-container",
            Reason::UnsupportedCompression => "unsupported-compression",
            Reason::NestedCompression => "nested-compression",
            Reason::LinkInside => "link-inside",
            Reason::LinkOutside => "link-outside",
            Reason::LinkBroken => "link-broken",
            Reason::Fifo => "fifo",
            Reason::Socket => "socket",
            Reason::Device => "device",
            Reason::OwnFiles => "own-files",
            Reason::Unreadable => "unreadable",
            Reason::BadGzip => "bad-gzip",
            Reason::Panic => "panic",
            Reason::NotWritten => "not-written",
        }
    }

    /// Left out on purpose, or failed?
    pub fn status(self) -> Status {
        match self {
            Reason::Unreadable | Reason::BadGzip | Reason::Panic | Reason::NotWritten => Status::Error,
            _ => Status::Skipped,
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// A document that is not cleaned: why, and what the system said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub reason: Reason,
    /// In words, where there is more to say.
    pub message: Option<String>,
}

impl From<Reason> for Refusal {
    fn from(reason: Reason) -> Self {
        Refusal { reason, message: None }
    }
}

impl Refusal {
    /// A function that makes a refusal of an error.
    pub fn because<E: std::fmt::Display>(reason: Reason) -> impl FnOnce(E) -> Refusal {
        move |error| Refusal { reason, message: Some(error.to_string()) }
    }
}

/// One line of `--json`.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    /// Relative to the input.
    pub path: String,
    /// The bytes of a name that is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_hex: Option<String>,
    /// What became of it.
    pub status: Status,
    /// Why it was skipped or failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Relative to the output folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// Thousandths of a second. The only field that differs from run to run.
    pub ms: u64,
    /// How the bytes were read: charset, what decided it, what was replaced and mended.
    #[serde(flatten)]
    pub decoding: Option<Decoding>,
    /// What was cut and mended.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Counts>,
    /// Expected quality of the choice of blocks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
    /// Odd things met.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

impl Event {
    /// The words cut and the edits made, by rule.
    pub fn rules(&self) -> impl Iterator<Item = (&'static str, super::Tally)> + '_ {
        static NONE: BTreeMap<&'static str, super::Tally> = BTreeMap::new();
        self.counts.as_ref().map_or(&NONE, |counts| &counts.rules).iter().map(|(rule, tally)| (*rule, *tally))
    }
}
