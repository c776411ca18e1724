//! Blocks → verdicts. `decide` is the only place that drops anything.

pub mod rules;

use crate::article::{Edit, Extracted, Note, Verdict};
use crate::options::Options;

/// What was decided on a document.
pub struct Judged {
    /// One or more for every block, in order.
    pub verdicts: Vec<Verdict>,
    /// Block that stands as the title.
    pub title: Option<usize>,
    /// Expected quality of the choice, 0 to 1.
    pub confidence: f32,
    /// Odd things met.
    pub notes: Vec<Note>,
}

/// Decide on every block.
pub fn decide(_extracted: &Extracted, _options: &Options) -> Judged {
    Judged { verdicts: Vec::new(), title: None, confidence: 1.0, notes: Vec::new() }
}

/// The removals that the verdicts ask for, over the extracted text.
pub fn cuts(_extracted: &Extracted, _verdicts: &[Verdict]) -> Vec<Edit> {
    Vec::new()
}
