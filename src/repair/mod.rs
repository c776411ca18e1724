//! Kept text → edits: run-ons mended. An edit is a span, its replacement and a reason.

use crate::article::{Edit, Extracted};
use crate::options::Options;

/// Mend what is left when `cuts` (ascending, not overlapping) are taken out. Returns cuts and mends together,
/// ascending, not overlapping.
pub fn mend(_extracted: &Extracted, cuts: Vec<Edit>, _options: &Options) -> Vec<Edit> {
    cuts
}
