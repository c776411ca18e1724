//! Text → blocks. One file (or folder) = one input format.

pub mod html;
mod plain;

use crate::article::{Element, Extracted, Kind, Metadata};
use crate::extract::html::hints::Hints;
use crate::extract::html::tags::Tag;
use crate::options::{Options, Stages};

/// Take a decoded document apart into blocks.
pub fn extract(text: &str, options: &Options) -> Extracted {
    match options.stages {
        Stages::Decode | Stages::RepairOnly => plain::verbatim(text),
        _ => plain::verbatim(text),
    }
}

/// An empty document of this kind, with its root element.
fn empty(kind: Kind) -> Extracted {
    Extracted {
        kind,
        text: String::new(),
        blocks: Vec::new(),
        elements: vec![Element { tag: Tag::Other, parent: 0, hints: Hints::default() }],
        inlines: Vec::new(),
        metadata: Metadata::default(),
    }
}
