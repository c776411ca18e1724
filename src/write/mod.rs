//! Record → article file. One file = one output format.

use crate::article::Cleaned;

/// The article as a txt file: the text and one line end; empty if nothing was kept.
pub fn txt(cleaned: &Cleaned) -> String {
    let text = cleaned.text();
    if text.is_empty() { text } else { text + "\n" }
}
