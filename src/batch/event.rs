//! What became of one document, as `--json` prints it.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::article::{Decoding, Metadata, Note};
use crate::batch::Counts;

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Something was cut, mended or decoded.
    Cleaned,
    /// There was nothing to do.
    Unchanged,
    /// An earlier run did it, and nothing has changed since. Not written again.
    Current,
    /// Not a document, or nothing to keep.
    Skipped,
    /// It failed.
    Error,
    /// An output of an earlier run that no document gives any more.
    Left,
    /// Such an output, removed.
    Pruned,
}

impl Status {
    /// The word that `--json` and the summary use.
    pub fn word(self) -> &'static str {
        match self {
            Status::Cleaned => "cleaned",
            Status::Unchanged => "unchanged",
            Status::Current => "current",
            Status::Skipped => "skipped",
            Status::Error => "error",
            Status::Left => "left",
            Status::Pruned => "pruned",
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
    /// Holds many documents where one is asked for.
    UnsupportedContainer,
    /// A container inside another.
    NestedContainer,
    /// A container without a single document.
    NoDocuments,
    /// A record of another media type than HTML and plain text; a style sheet, a script, a site's list of addresses.
    NotText,
    /// A response that is no success.
    HttpStatus,
    /// A path in an archive that leads out of it.
    UnsafePath,
    /// A link in an archive.
    LinkInArchive,
    /// Encrypted, sparse, or of a type or packed in a way that is not read here; one that another of its name hides.
    UnsupportedMember,
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
    /// The output folder, or in it.
    InOutput,
    /// The folder `.dehusk` of an earlier run's output, wherever it lies.
    OwnFiles,
    /// The system refuses to open, list or read it.
    Unreadable,
    /// Far more comes out of a compressed file than honest data gives.
    Bomb,
    /// A gzip file that is cut off or damaged.
    BadGzip,
    /// A zstd file that is cut off or damaged, or asks for too much memory.
    BadZstd,
    /// A bzip2 file that is cut off or damaged.
    BadBzip2,
    /// An xz file that is cut off or damaged, or asks for too much memory.
    BadXz,
    /// A WARC record whose header or length is wrong.
    BadWarc,
    /// An HTTP response that cannot be read.
    BadHttp,
    /// A line that is no record.
    BadLine,
    /// A tar archive that is cut off or damaged.
    BadTar,
    /// A zip archive, or a member of one, that is damaged.
    BadZip,
    /// An MHTML file that cannot be read.
    BadMhtml,
    /// A fault in this program: it panicked on the document.
    Panic,
    /// The output could not be written.
    NotWritten,
    /// The output is not what was written: somebody changed it.
    Edited,
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
            Reason::NestedContainer => "nested-container",
            Reason::NoDocuments => "no-documents",
            Reason::NotText => "not-text",
            Reason::HttpStatus => "http-status",
            Reason::UnsafePath => "unsafe-path",
            Reason::LinkInArchive => "link-in-archive",
            Reason::UnsupportedMember => "unsupported-member",
            Reason::NestedCompression => "nested-compression",
            Reason::LinkInside => "link-inside",
            Reason::LinkOutside => "link-outside",
            Reason::LinkBroken => "link-broken",
            Reason::Fifo => "fifo",
            Reason::Socket => "socket",
            Reason::Device => "device",
            Reason::InOutput => "in-output",
            Reason::OwnFiles => "own-files",
            Reason::Unreadable => "unreadable",
            Reason::Bomb => "bomb",
            Reason::BadGzip => "bad-gzip",
            Reason::BadZstd => "bad-zstd",
            Reason::BadBzip2 => "bad-bzip2",
            Reason::BadXz => "bad-xz",
            Reason::BadWarc => "bad-warc",
            Reason::BadHttp => "bad-http",
            Reason::BadLine => "bad-line",
            Reason::BadTar => "bad-tar",
            Reason::BadZip => "bad-zip",
            Reason::BadMhtml => "bad-mhtml",
            Reason::Panic => "panic",
            Reason::NotWritten => "not-written",
            Reason::Edited => "edited",
        }
    }

    /// Left out on purpose, or failed?
    pub fn status(self) -> Status {
        match self {
            Reason::Unreadable
            | Reason::BadGzip
            | Reason::BadZstd
            | Reason::BadBzip2
            | Reason::BadXz
            | Reason::BadWarc
            | Reason::BadHttp
            | Reason::BadLine
            | Reason::BadTar
            | Reason::BadZip
            | Reason::BadMhtml
            | Reason::Panic
            | Reason::NotWritten => Status::Error,
            Reason::Edited => Status::Left,
            _ => Status::Skipped,
        }
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// A document that is not cleaned: why, and what the system said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", reason.word())]
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
    /// Its name in its container.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Its address, as the container has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was fetched: ISO 8601, as the container has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fetched: Option<String>,
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
    /// What the document says of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    /// Odd things met.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

impl Event {
    /// An event that knows its path and status and nothing else.
    pub fn new(path: String, status: Status) -> Event {
        Event {
            path,
            path_hex: None,
            member: None,
            url: None,
            fetched: None,
            status,
            reason: None,
            output: None,
            ms: 0,
            decoding: None,
            counts: None,
            confidence: None,
            metadata: None,
            notes: Vec::new(),
        }
    }

    /// The words cut and the edits made, by rule.
    pub fn rules(&self) -> impl Iterator<Item = (&'static str, super::Tally)> + '_ {
        static NONE: BTreeMap<&'static str, super::Tally> = BTreeMap::new();
        self.counts.as_ref().map_or(&NONE, |counts| &counts.rules).iter().map(|(rule, tally)| (*rule, *tally))
    }
}

/// How much was done to a document: greater is more. Errors come first, then the share of words cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    error: bool,
    /// In millionths; of a document of which nothing is known, none.
    share: Option<u64>,
    cut: usize,
    mends: usize,
}

impl Rank {
    /// Of a document.
    pub fn of(event: &Event) -> Rank {
        let error = event.status == Status::Error;
        let Some(counts) = &event.counts else { return Rank { error, share: None, cut: 0, mends: 0 } };
        let (cut, all) = (counts.words_cut as u64, (counts.words_cut + counts.words_kept) as u64);
        Rank { error, share: Some(cut * 1_000_000 / all.max(1)), cut: counts.words_cut, mends: counts.mends }
    }
}
