//! A piece in, whether somebody says it out ("Share this story, said the cook."): what is told to somebody in a story is no
//! call to the reader.

use super::{Category, Rule};
use crate::languages::is_speech_verb;

/// What may stand between what is said and the words that tell who says it.
const BREAKS: [char; 6] = [',', '!', '?', '–', '—', ';'];
/// So many words behind a break may tell it: "said", "she said", "the letter to donors said".
const TELLING_WORDS: usize = 6;

/// Does this piece tell who says it, in the language of the rule that takes it? Headlines that a page links to do too
/// ("Read more: All is well, says mayor"), so that nothing is asked of rules for these.
pub(super) fn is_said(piece: &str, rule: &Rule) -> bool {
    let tells = |part: &str| {
        let words = part.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
        words.take(TELLING_WORDS).any(|word| is_speech_verb(rule.language, word))
    };
    rule.category != Category::Related && piece.split(BREAKS).skip(1).any(tells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_says_is_told_by_its_verb() {
        let rule = |id: &str| super::super::all().iter().find(|rule| rule.id == id).unwrap();
        let share = rule("share-request");
        assert!(is_said("Save this for later, said the cook", share));
        assert!(is_said("Send us your photos – the boys told them", share));
        assert!(!is_said("Save this for later, friends and family", share));
        assert!(is_said("Send us your photos, the letter to the boys said", share));
        assert!(!is_said("What he said: save this for later", share));
        assert!(!is_said("Use your sign-up to get what you asked for", share));
        assert!(!is_said("Save this for later, sagte der Koch", share));
    }
}
