//! What goes out: ids and names that no other document has, files and streams that are whole or not there at all.

pub(super) mod earlier;
pub(super) mod ids;
pub(super) mod line_file;
pub mod names;
pub(super) mod others;
pub(super) mod pack;
pub(super) mod place;
pub(super) mod review;
pub(super) mod shards;
pub(super) mod sink;
