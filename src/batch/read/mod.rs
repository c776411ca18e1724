//! What comes in: inputs → files → bytes, unpacked → documents, the records of containers among them. It ends in a bounded
//! queue.

pub(super) mod assets;
pub(super) mod containers;
pub(super) mod documents;
pub(super) mod input;
pub(super) mod list;
pub(super) mod load;
pub(super) mod queue;
pub mod sample;
pub(super) mod sniff;
pub(super) mod stream;
pub(super) mod unpack;
pub(super) mod walk;
