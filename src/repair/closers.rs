//! A bracket or a curly quote that closes, then a word without a blank ("(as she said)they", "the “new”one").

use crate::languages::Key;
use crate::repair::sentences::Join;
use crate::repair::shape;
use crate::repair::view::View;

/// How far back the partner is looked for, in bytes.
const FAR: usize = 240;
/// Fewest letters of the word behind, so that endings (`“hit”s`) stay.
const FEWEST: usize = 3;
/// Confidence of such a join.
const CONFIDENCE: f32 = 0.85;

/// The join after the mark at `at`, if there is one.
pub fn join(view: &View<'_>, at: usize) -> Option<Join> {
    let close = view.next(at)?;
    let after = at + close.len_utf8();
    let inside = view.back(at, FAR);
    let open = match close {
        ')' => '(',
        ']' => '[',
        _ => '“',
    };
    let from =
        inside.rfind([open, close]).filter(|&from| inside.get(from..).is_some_and(|rest| rest.starts_with(open)))?;
    let (before, inside) = (inside.get(..from)?, inside.get(from + open.len_utf8()..)?);
    let free = before.is_empty() || before.ends_with(|c: char| c.is_whitespace());
    // `(re)build`, `[b]old`: one word in brackets may be a part of the next.
    let prose = close == '”' || inside.trim().contains(' ');
    let word = view.word_after(after);
    let is_word = word.chars().count() >= FEWEST
        && word.chars().all(char::is_lowercase)
        && shape::ends_a_word(view, after + word.len())
        && view.tongue.lexicon().is_some_and(|lexicon| lexicon.frequency(Key::of(word)) > 0);
    (free && prose && is_word && inside.ends_with(char::is_alphabetic))
        .then_some(Join { at: after, confidence: CONFIDENCE })
}
