//! The bounds of a run: what goes beyond one is reported, and the run goes on.

/// Bounds; each has a flag of its name.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of one document, packed or unpacked. With the text, its blocks and the output in memory, a document
    /// takes a few times that.
    pub bytes: u64,
    /// From how many bytes out of one packed byte on a file is taken for a bomb.
    pub ratio: u64,
    /// Bytes of documents read and not yet done.
    pub in_flight: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 64 << 20, ratio: 250, in_flight: 64 << 20 }
    }
}
