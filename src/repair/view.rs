//! Looking around a place in a stretch of kept text. Every look is bounded, so that a line of any length costs
//! linear time; a blank already put in counts as white space, so that mending mended text finds the same.

use crate::repair::lists::Tongue;
use crate::text::{head, tail};

/// Longest word looked at, in bytes.
const LONGEST_WORD: usize = 60;
/// Longest run without white space looked at, in bytes. A longer one is no prose.
const LONGEST_TOKEN: usize = 256;

/// A stretch of kept text, and how far it is mended.
#[derive(Clone, Copy)]
pub struct View<'t> {
    /// The text.
    pub text: &'t str,
    /// Where the last blank was put in: nothing before this is seen.
    pub floor: usize,
    /// The language it is in.
    pub tongue: Tongue,
}

impl<'t> View<'t> {
    /// What is seen before `at`.
    pub fn before(&self, at: usize) -> &'t str {
        self.text.get(self.floor..at).unwrap_or_default()
    }

    /// What is seen from `at` on.
    pub fn after(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The character before `at`.
    pub fn last(&self, at: usize) -> Option<char> {
        self.before(at).chars().next_back()
    }

    /// The character at `at`.
    pub fn next(&self, at: usize) -> Option<char> {
        self.after(at).chars().next()
    }

    /// The last `most` bytes before `at`, blanks put in not minded.
    pub fn back(&self, at: usize, most: usize) -> &'t str {
        tail(self.text.get(..at).unwrap_or_default(), most)
    }

    /// The word that ends at `at`; may be empty.
    pub fn word_before(&self, at: usize) -> &'t str {
        let seen = tail(self.before(at), LONGEST_WORD);
        let mut start = seen.len();
        for (i, c) in seen.char_indices().rev() {
            let inside = c.is_alphabetic() || is_apostrophe(c) && start < seen.len();
            if !inside {
                break;
            }
            start = i;
        }
        seen.get(start..).unwrap_or_default().trim_start_matches(is_apostrophe)
    }

    /// The word that starts at `at`; may be empty. Apostrophes inside belong to it.
    pub fn word_after(&self, at: usize) -> &'t str {
        word_at_start(head(self.after(at), LONGEST_WORD))
    }

    /// What stands before `at` without white space, and `None` if that is too long to be told.
    pub fn token_before(&self, at: usize) -> Option<&'t str> {
        let seen = tail(self.before(at), LONGEST_TOKEN);
        match seen.rfind(char::is_whitespace) {
            Some(blank) => Some(seen.get(blank..).unwrap_or_default().trim_start()),
            None if seen.len() == at - self.floor => Some(seen),
            None => None,
        }
    }
}

/// The longest word, apostrophes inside it included, at the start of `text`.
fn word_at_start(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic() && !is_apostrophe(c)).unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default();
    if word.starts_with(is_apostrophe) { "" } else { word.trim_end_matches(is_apostrophe) }
}

/// `'` or `’`.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}
