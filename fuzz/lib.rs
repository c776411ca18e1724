//! What the fuzz targets share: the invariants of the tests.

#[path = "../tests/it/invariants.rs"]
pub mod invariants;
