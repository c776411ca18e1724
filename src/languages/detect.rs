//! A paragraph → the language it is in, if it is one of those that we have words of.

use whichlang::Lang;

use crate::languages::{Key, LANGUAGES, Language, Lexicon};

/// So many bytes of a paragraph tell its language; more only take time.
const ENOUGH: usize = 160;
/// Most words that are looked up to see whether the guess holds.
const WORDS: usize = 24;
/// Share of known words, in percent, from which on a paragraph is taken to be in a language. Prose has 90 and more,
/// prose full of names 75; prose of a neighbour language (Danish read as Dutch, Catalan as Spanish) below 60.
const KNOWN: usize = 70;
/// Share from which on there is no need to guess.
const SURELY_KNOWN: usize = 92;
/// Longest line, in bytes, that the lexicons are asked of where the guess does not hold.
const SHORT: usize = 80;
/// Share of known words, in percent, that they must have then.
const WELL_KNOWN: usize = 80;

/// The language of a paragraph. The guesser knows sixteen languages and always names one of them, so its guess
/// counts only if most words stand in that language's lexicon. Of a short line the lexicons know more than it does.
pub fn detect(paragraph: &str) -> Option<&'static Language> {
    let start = beginning(paragraph);
    let guessed = guess(start).filter(|language| known(start, language) >= KNOWN);
    if guessed.is_some() || start.len() > SHORT {
        return guessed;
    }
    let best = LANGUAGES.iter().map(|language| (known(start, language), language)).max_by_key(|(share, _)| *share);
    best.filter(|(share, _)| *share >= WELL_KNOWN).map(|(_, language)| language)
}

/// Is the paragraph in this language beyond doubt? Cheaper than to guess; good to ask of that of the one before.
pub fn is_surely(paragraph: &str, language: &Language) -> bool {
    known(beginning(paragraph), language) >= SURELY_KNOWN
}

fn guess(text: &str) -> Option<&'static Language> {
    Language::of(match whichlang::detect_language(text) {
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        _ => return None,
    })
}

fn known(text: &str, language: &Language) -> usize {
    language.lexicon().map_or(0, |lexicon| share_known(text, &lexicon))
}

/// How many of a hundred words of the text's beginning are known; 0 if it has none.
pub fn share_known(text: &str, lexicon: &Lexicon) -> usize {
    let words = beginning(text).split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1).take(WORDS);
    let (mut all, mut known) = (0_usize, 0_usize);
    for word in words {
        all += 1;
        known += usize::from(lexicon.frequency(Key::of(word)) > 0);
    }
    (100 * known).checked_div(all).unwrap_or(0)
}

/// The first bytes of a text, cut at a character.
fn beginning(text: &str) -> &str {
    (0..=ENOUGH.min(text.len())).rev().find_map(|at| text.get(..at)).unwrap_or_default()
}
