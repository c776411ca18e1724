//! A piece of a text in, whether it is told out ("Share this story, said the cook."): what is told to somebody in a story is
//! no call to the reader.

use super::{Category, Rule};
use crate::article::Span;
use crate::languages::{begins_report, is_given_name, is_speech_verb};
use crate::text::floor;

/// What may stand between what is said and the words that tell who says it.
const BREAKS: [char; 7] = [',', '!', '?', '–', '—', ';', COLON];
/// So many words behind a break may tell it: "said", "she said", "the letter to donors said".
const TELLING_WORDS: usize = 6;
/// Behind a colon prose goes on: there only what begins with it tells it ("Subscribe now: they all say so").
const COLON: char = ':';
const COLON_WORDS: usize = 3;
/// Bytes of the longest name before what a person says in a transcript.
const LONGEST_NAME: usize = 40;

/// Does somebody say this piece of a text, as it tells itself or as the sentence behind it does ("Log in to comment. That had
/// been the rule.")? In the language of the rule that takes it.
pub(super) fn is_told(text: &str, span: &Span, rule: &Rule) -> bool {
    let (Some(piece), Some(behind)) = (text.get(span.clone()), text.get(span.end..)) else { return false };
    is_said(piece, rule)
        || piece.ends_with(['.', '!', '?']) && begins_report(rule.language, behind.trim_start_matches(' '))
        || rule.category != Category::Related && is_in_turn(text, span.start)
}

/// Does a speaker of a transcript say more than what begins here ("Anna Cole: That was it. Leave us a review.")?
fn is_in_turn(text: &str, at: usize) -> bool {
    let Some((name, _)) = text[..floor(text, LONGEST_NAME)].split_once(": ") else { return false };
    let mut words = name.split(' ').peekable();
    words.peek().is_some_and(|first| is_given_name(first))
        && words.all(|word| word.starts_with(char::is_uppercase))
        && text.get(name.len()..at).is_some_and(|said| said.trim_end().ends_with(['.', '!', '?']))
}

/// Does this piece tell who says it? Headlines that a page links to do too ("Read more: All is well, says mayor"), so that
/// for these it must be said in passing ("Click here, the ministry wrote, and the link led to a shop.").
fn is_said(piece: &str, rule: &Rule) -> bool {
    let may_be_title = rule.category == Category::Related;
    let mut breaks = piece.char_indices().filter(|(_, char)| BREAKS.contains(char));
    let said = |(at, char): (usize, char)| {
        let rest = &piece[at + char.len_utf8()..];
        let part = rest.split(BREAKS).next().unwrap_or_default();
        let most = if char == COLON { COLON_WORDS } else { TELLING_WORDS };
        (!may_be_title || part.len() < rest.len()) && tells(part, most, rule.language)
    };
    !(may_be_title && piece.contains(COLON)) && breaks.any(said)
}

/// Is there a verb of saying among the first words?
fn tells(part: &str, most: usize, language: &str) -> bool {
    let mut before = "";
    let words = part.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(most).any(|word| is_speech_verb(language, std::mem::replace(&mut before, word), word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(id: &str) -> &'static Rule {
        super::super::all().iter().find(|rule| rule.id == id).unwrap()
    }

    #[test]
    fn what_somebody_says_is_told_by_its_verb() {
        let share = rule("share-request");
        assert!(is_said("Save this for later, said the cook", share));
        assert!(is_said("Send us your photos – the boys told them", share));
        assert!(!is_said("Save this for later, friends and family", share));
        assert!(is_said("Send us your photos, the letter to the boys said", share));
        assert!(is_said("Send us your photos, the signs say.", share));
        assert!(!is_said("Send us your photos, have your say.", share));
        assert!(!is_said("What he said: save this for later", share));
        assert!(!is_said("Use your sign-up to get what you asked for", share));
        assert!(!is_said("Save this for later, sagte der Koch", share));
        assert!(is_said("Iscriviti alla newsletter: lo dicono tutti.", rule("newsletter-sentence-it")));
        assert!(is_said("Click here for the list, the cook wrote, and left.", rule("read-on-prompt")));
        assert!(!is_said("Read more: All is well, says mayor.", rule("read-on-prompt")));
    }

    #[test]
    fn what_is_reported_is_told_by_the_next_sentence() {
        let told =
            |piece: &str, behind: &str, id: &str| is_told(&[piece, behind].concat(), &(0..piece.len()), rule(id));
        assert!(told("Log in to post a comment.", " That had been the rule.", "share-request"));
        assert!(!told("Log in to post a comment.", " Thatcher was there.", "share-request"));
        assert!(!told("Log in to post a comment", " That had been the rule.", "share-request"));
        assert!(told("Iscriviti alla newsletter.", " Nessuno l’ha fatto.", "newsletter-sentence-it"));
    }

    #[test]
    fn who_speaks_in_a_transcript_says_all_of_it() {
        let in_turn = |before: &str| is_in_turn(&format!("{before}Leave us a review."), before.len());
        assert!(in_turn("Anna Cole: That was it for today. "));
        assert!(in_turn("Anna: Who knows? "));
        assert!(!in_turn("Anna Cole: "));
        assert!(!in_turn("Anna Cole left us a note: that was it. "));
        assert!(!in_turn("Read More: That was it. "));
    }
}
