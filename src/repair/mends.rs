//! Places for blanks in a stretch, and the stretch with the blanks in it.

use std::borrow::Cow;

use crate::article::{Edit, RuleId};

/// A place for a blank, and why.
#[derive(Clone, Copy, Debug)]
pub struct Mend {
    /// Byte offset in the stretch.
    pub at: usize,
    /// Why.
    pub rule: RuleId,
    /// 0 to 1.
    pub confidence: f32,
}

impl Mend {
    /// As an edit of the stretch.
    pub fn into_edit(self) -> Edit {
        let (rule, confidence) = (self.rule, self.confidence);
        Edit { span: self.at..self.at, replacement: Cow::Borrowed(" "), cut: false, rule, confidence }
    }
}

/// The stretch with all blanks put in.
pub fn with_blanks<'t>(stretch: &'t str, mends: &[Mend]) -> Cow<'t, str> {
    if mends.is_empty() {
        return Cow::Borrowed(stretch);
    }
    let mut out = String::with_capacity(stretch.len() + mends.len());
    let mut from = 0;
    for mend in mends {
        out.push_str(stretch.get(from..mend.at).unwrap_or_default());
        out.push(' ');
        from = mend.at;
    }
    out.push_str(stretch.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

/// `found` are places in the text that has the blanks of `known`: all of them as places in the text without.
pub fn merged(known: Vec<Mend>, found: Vec<Mend>) -> Vec<Mend> {
    let mut all = Vec::with_capacity(known.len() + found.len());
    let mut known = known.into_iter().peekable();
    let mut blanks = 0;
    for mend in found {
        while let Some(before) = known.next_if(|one| one.at + blanks < mend.at) {
            all.push(before);
            blanks += 1;
        }
        all.push(Mend { at: mend.at - blanks, ..mend });
    }
    all.extend(known);
    all
}
