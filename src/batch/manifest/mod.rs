//! The manifest `OUT/.dehusk/manifest.jsonl`: what became of each document, so that a rerun skips what is up to date.
//! What is up to date is decided by hashes of the input's bytes, of the settings and of the output's bytes; no clock is
//! trusted.

mod entry;
mod hash;
mod journal;
mod known;

pub use entry::{Entry, Left, Line, Made, Run, Tally};
pub use hash::{Hash, Hasher, key};
pub use journal::Journal;
pub use known::{Known, container};

/// Folder in OUT for all that is ours.
pub const OWN: &str = ".dehusk";
/// Name of the manifest there.
pub const FILE: &str = "manifest.jsonl";

/// Form of the manifest.
const FORM: u32 = 1;

/// The key of an output's name: two that differ in nothing but letter case are one, as on some file systems.
pub fn folded(name: &str) -> u64 {
    key(name.to_lowercase())
}

impl Run {
    /// A run of this program that writes this format with these settings.
    pub fn new(format: &str, settings: Hash) -> Run {
        Run { form: FORM, version: env!("CARGO_PKG_VERSION").to_owned(), format: format.to_owned(), settings }
    }
}

#[cfg(test)]
mod tests;
