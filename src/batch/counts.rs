//! How much was cut and mended in one document, and by which rules.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::article::{Cleaned, RuleId};
use crate::text::count_words;

/// What one rule did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Places.
    pub edits: usize,
    /// Words taken out there.
    pub words: usize,
}

/// What all rules did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Words of the article.
    pub words_kept: usize,
    /// Words taken out.
    pub words_cut: usize,
    /// Run-ons mended.
    pub mends: usize,
    /// By rule.
    pub rules: BTreeMap<RuleId, Tally>,
}

impl Counts {
    /// Count over the record; `text` is `cleaned.text()`.
    pub fn of(cleaned: &Cleaned, text: &str) -> Counts {
        let mut counts = Counts { words_kept: count_words(text), ..Counts::default() };
        for edit in &cleaned.edits {
            let tally = counts.rules.entry(edit.rule).or_default();
            tally.edits += 1;
            if edit.cut {
                let gone = count_words(cleaned.extracted.text.get(edit.span.clone()).unwrap_or_default());
                tally.words += gone;
                counts.words_cut += gone;
            } else {
                counts.mends += 1;
            }
        }
        counts
    }
}
