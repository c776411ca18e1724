//! Files that hold many documents → their records, one by one, as documents of the run. One file here = one kind;
//! all of them are in [`CONTAINERS`]. Nothing is ever unpacked to the disk.

mod http;
mod inner;
mod json;
mod json_lines;
mod mhtml;
mod records;
mod tar;
mod warc;
mod zip;

use crate::batch::Refusal;
use crate::batch::read::load::Opened;

pub use records::{Facts, Records};

/// A kind of container.
pub struct Container {
    /// What it is called in messages.
    pub name: &'static str,
    /// Does a file of this name that begins so hold it?
    sniff: fn(&[u8], &str) -> bool,
    /// Put every record of it. An error is one of the container; what was put before stays.
    pub read: fn(Opened, &mut Records) -> Result<(), Refusal>,
    /// The one document that such a container holds, as UTF-8 if it says what it was; none: it holds many.
    pub only: Option<Only>,
}

/// Takes the bytes of a container for those of its one document.
pub type Only = fn(&[u8]) -> Result<Vec<u8>, Refusal>;

/// All kinds of containers.
pub const CONTAINERS: [&Container; 6] =
    [&warc::CONTAINER, &json::CONTAINER, &json_lines::CONTAINER, &tar::CONTAINER, &zip::CONTAINER, &mhtml::CONTAINER];

/// The kind that a file of this name holds (without the ending of a compression) that begins so.
pub fn container(head: &[u8], name: &str) -> Option<&'static Container> {
    CONTAINERS.into_iter().find(|container| (container.sniff)(head, name))
}
