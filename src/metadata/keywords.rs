//! Keywords and categories → tags.

use super::clue::{Clues, Field, Source};
use super::names::unique;

/// Most tags.
const MOST: usize = 50;
/// Characters of a tag.
const LONGEST: usize = 60;

/// Keywords and categories of all sources, each once.
pub fn choose(clues: &Clues) -> Option<(Vec<String>, Source)> {
    let source = clues.of(Field::Tags).next()?.source;
    let each = clues.of(Field::Tags).filter(|clue| clue.source == source);
    let words = each.flat_map(|clue| clue.value.split([',', '\n', ';'])).map(|tag| tag.trim().to_owned());
    let tags = unique(words.filter(|tag| !tag.is_empty() && tag.chars().count() <= LONGEST), MOST);
    (!tags.is_empty()).then_some((tags, source))
}
