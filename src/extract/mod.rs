//! Text → blocks. One file (or folder) = one input format.

pub mod html;
pub mod markdown;
pub mod notes;
pub mod plain;
mod sniff;
pub mod structure;

use crate::article::{Element, Extracted, Kind, Note, Structure};
use crate::extract::html::head::Head;
use crate::options::{Options, Stages};

/// Take a decoded document apart into blocks. With `Stages::Decode` and `Stages::RepairOnly` the text is left as
/// it stands, a block a line.
pub fn extract(text: &str, options: &Options) -> Extracted {
    if matches!(options.stages, Stages::Decode | Stages::RepairOnly) {
        return plain::verbatim(text, &options.bounds, empty(Kind::Text));
    }
    match kind(text, options) {
        Kind::Html => html::extract(text, &options.bounds, empty(Kind::Html)),
        Kind::Text => plain::extract(text, &options.bounds, empty(Kind::Text)),
    }
}

/// The text that a piece of HTML shows.
pub fn shown(html: &str) -> String {
    extract(html, &Options { kind: Some(Kind::Html), ..Options::default() }).text
}

/// What a decoded document is read as.
pub fn kind(text: &str, options: &Options) -> Kind {
    options.kind.unwrap_or_else(|| sniff::kind(text))
}

/// What the reader of the result should know.
pub fn notes(extracted: &Extracted) -> impl Iterator<Item = Note> {
    let note = |code, message: &str| Note { code, message: message.to_owned() };
    let deep = "elements deeper within each other than the bound are not kept apart; their text is there";
    let deep = extracted.too_deep.then(|| note("too-deep", deep));
    let many = "not judged, not mended: more elements or lines than the bound; those beyond it are one block";
    let many = extracted.too_many.then(|| note("too-many-blocks", many));
    deep.into_iter().chain(many)
}

/// An empty document of this kind, with its root element.
fn empty(kind: Kind) -> Extracted {
    Extracted {
        kind,
        text: String::new(),
        blocks: Vec::new(),
        elements: vec![Element::root()],
        inlines: Vec::new(),
        structure: Structure::default(),
        head: Head::default(),
        headline: None,
        summary: None,
        language: None,
        url: None,
        too_deep: false,
        too_many: false,
    }
}
