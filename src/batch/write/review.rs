//! Articles that somebody should look at before they are used: few words, or little certainty. They go to a folder of
//! their own in OUT; nothing is dropped for it.

use crate::article::Note;
use crate::batch::Event;

/// The folder in OUT, with its slash.
pub const FOLDER: &str = "review/";

/// The note of an article that goes there.
pub const NOTE: &str = "review";

/// What an article must have so as not to go there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gate {
    /// So many words.
    pub min_words: usize,
    /// So much confidence in the choice of its blocks.
    pub min_confidence: f32,
}

impl Gate {
    /// May an article go there at all?
    pub fn is_asked(&self) -> bool {
        *self != Gate::default()
    }

    /// Why the article of this event goes there; none: it does not.
    pub fn note(&self, event: &Event) -> Option<Note> {
        let words = event.counts.as_ref().map_or(0, |counts| counts.words_kept);
        let confidence = event.confidence.unwrap_or(1.0);
        let message = if words < self.min_words {
            format!("{words} words, fewer than {}", self.min_words)
        } else if confidence < self.min_confidence {
            format!("confidence {confidence:.2}, less than {}", self.min_confidence)
        } else {
            return None;
        };
        Some(Note { code: NOTE, message })
    }

    /// The note of an article of an earlier run that went to this file.
    pub fn recalled(&self, output: &str) -> Option<Note> {
        let message = "as when it was cleaned".to_owned();
        (self.is_asked() && output.starts_with(FOLDER)).then_some(Note { code: NOTE, message })
    }

    /// Is this the output that is called `name` where there is no such folder?
    pub fn leads(&self, output: &str, name: &str) -> bool {
        output == name || self.is_asked() && output.strip_prefix(FOLDER) == Some(name)
    }
}
