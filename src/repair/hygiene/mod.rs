//! A stretch of kept text → what of it is no text at all, as edits, and the stretch without it, in which run-ons
//! are then looked for.
//!
//! Copied text drags things along that no reader sees and every program stumbles over: control characters, soft
//! hyphens, zero-width characters, letters in two pieces, references that were never decoded. Each pass is a plain
//! function from text to edits (`entities.rs`, `invisible.rs`, `forms.rs`); `layers.rs` lays one over the other.

mod entities;
mod forms;
mod gaps;
mod invisible;
mod layers;
mod scripts;

pub use entities::are_many as entities_are_many;
pub use gaps::with_gap;
pub use layers::over;

use std::borrow::Cow;

use crate::article::{Edit, Note, RuleId, Span, replay};
use crate::decode::runs;

const CONTROL: RuleId = "control-character";
const ESCAPE: RuleId = "terminal-escape";
const ZERO_WIDTH: RuleId = "zero-width";
const BIDI: RuleId = "bidi-control";
const COMPOSED: RuleId = "composed";
const ENTITY: RuleId = "entity";
const NORMALIZED: RuleId = "normalized";

/// How often a stretch is gone over at most: what one pass leaves may be work for another. Two rounds settle all but
/// contrived text.
const ROUNDS: usize = 4;

/// What is done beside the passes that always run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Decode character references.
    pub entities: bool,
    /// Straight quotes, no ligatures, normal widths.
    pub normalize: bool,
}

/// A stretch as hygiene leaves it.
#[derive(Debug)]
pub struct Tidied<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    /// What was done, over the stretch as it was: ascending, not overlapping.
    pub edits: Vec<Edit>,
}

/// What the reader of a result should know of it.
pub fn note(edits: &[Edit]) -> Option<Note> {
    let places = edits.iter().filter(|edit| edit.rule == BIDI).count();
    let message =
        format!("controls of writing direction taken out in {places} places: the text may have looked otherwise");
    (places > 0).then_some(Note { code: BIDI, message })
}

impl<'t> Tidied<'t> {
    /// A stretch as it is.
    pub fn new(stretch: &'t str) -> Self {
        Tidied { text: Cow::Borrowed(stretch), edits: Vec::new() }
    }

    /// Tidy it, until nothing more is found.
    pub fn tidy(&mut self, wanted: Wanted) {
        if !wants_a_look(&self.text, wanted) {
            return;
        }
        for _ in 0..ROUNDS {
            let mut changed = wanted.entities && self.pass(entities::decoded);
            changed |= self.pass(invisible::removed);
            changed |= wanted.normalize && self.pass(forms::normalized);
            changed |= self.pass(forms::composed);
            if !changed {
                break;
            }
            let rule = self.edits.first().map_or(ZERO_WIDTH, |edit| edit.rule);
            self.pass(|text| gaps::trimmed(text, rule));
        }
    }

    /// Go over the text once more; was anything done?
    fn pass(&mut self, find: impl Fn(&str) -> Vec<Edit>) -> bool {
        let found = find(&self.text);
        if found.is_empty() {
            return false;
        }
        let after = replay(&self.text, &found);
        self.edits = layers::over(&self.text, std::mem::take(&mut self.edits), found);
        self.text = Cow::Owned(after);
        true
    }
}

fn edit(span: Span, replacement: impl Into<Cow<'static, str>>, rule: RuleId) -> Edit {
    Edit { span, replacement: replacement.into(), cut: false, rule, confidence: 1.0 }
}

/// Can a pass find anything? Most text is ASCII or made of letters that no pass touches.
fn wants_a_look(text: &str, wanted: Wanted) -> bool {
    wanted.entities && memchr::memchr(b'&', text.as_bytes()).is_some()
        || has_controls(text.as_bytes())
        || runs::beyond_ascii(text).any(|(_, run)| wanted.normalize || !run.chars().all(scripts::is_inert))
}

/// In blocks without a way out, so that many bytes are looked at at once.
fn has_controls(bytes: &[u8]) -> bool {
    let odd = |byte: u8| (byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r') | (byte == 0x7f);
    bytes.chunks(64).any(|block| block.iter().fold(false, |any, byte| any | odd(*byte)))
}
