//! Inputs → the list of documents of a run, in byte order of their paths, each with the name of its output.

use std::path::PathBuf;

use crate::batch::walk::{self, Found};
use crate::batch::{Error, Filter, Inputs, Refusal, names};

/// Where the bytes of a document come from.
pub enum Source {
    /// A regular file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// Nowhere: this is why.
    Refused(Refusal),
}

/// One document, or a thing skipped.
pub struct Item {
    /// Relative path as bytes.
    pub relative: Vec<u8>,
    /// The bytes, or where they are.
    pub source: Source,
    /// The name of its output.
    pub output: names::Output,
}

/// List what is in the inputs.
pub fn plan(inputs: &Inputs, filter: &Filter, ending: &str) -> Result<Vec<Item>, Error> {
    let mut all = Vec::new();
    for root in &inputs.roots {
        all.extend(walk::find(root, filter)?);
    }
    if all.is_empty() {
        return Err(Error::NoInput(inputs.shown()));
    }
    all.sort_by(|a, b| a.relative.cmp(&b.relative));
    let candidates = all.iter().filter(|found| found.refusal.is_none());
    let mut outputs = names::assign(candidates.map(|found| found.relative.as_slice()), ending).into_iter();
    Ok(all.into_iter().map(|found| item(found, &mut outputs)).collect())
}

impl Item {
    /// The document on standard input.
    pub fn stdin() -> Item {
        Item { relative: b"-".to_vec(), source: Source::Stdin, output: nameless() }
    }
}

fn item(found: Found, outputs: &mut impl Iterator<Item = names::Output>) -> Item {
    let (source, output) = match found.refusal {
        Some(refusal) => (Source::Refused(refusal), nameless()),
        None => (Source::File(found.path), outputs.next().unwrap_or_else(nameless)),
    };
    Item { relative: found.relative, source, output }
}

fn nameless() -> names::Output {
    names::Output { name: String::new(), renamed: false }
}
