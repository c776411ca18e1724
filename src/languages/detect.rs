//! A paragraph → the language it is in, if it is one of those that we have words of.

use whichlang::Lang;

use crate::languages::{Key, LANGUAGES, Language, function_word};
use crate::text::head;

/// So many bytes of a paragraph tell its language; more only take time.
const ENOUGH: usize = 160;
/// Most words that are looked up to see whether the guess holds.
const WORDS: usize = 24;
/// Share of known words, in percent, from which on a paragraph is taken to be in a language. Prose has 90 and more,
/// prose full of names 75; prose of a neighbour language (Danish read as Dutch, Catalan as Spanish) below 60.
const KNOWN: usize = 70;
/// Share from which on there is no need to guess, if no other language has it.
const SURELY_KNOWN: usize = 92;
/// Fewest words that leave no need to guess: a few may be known in any language.
const ENOUGH_WORDS: usize = 12;
/// Fewest function words of a language that speak for it, and how many times as many as of any other.
const FUNCTION_WORDS: usize = 4;
const AHEAD: usize = 2;
/// Longest line, in bytes, that the lexicons are asked of where the guess does not hold.
const SHORT: usize = 80;
/// Share of known words, in percent, that they must have then; so many leave no need to guess either, where no other
/// language has the share that counts at all.
const WELL_KNOWN: usize = 80;

/// The language of a paragraph. The guesser knows sixteen languages and always names one of them, so its guess
/// counts only if most words stand in that language's lexicon. Of a short line the lexicons know more than it does,
/// and where many words are known in one language alone, they are asked sooner than it can guess. Function words tell the
/// language of most prose, and then its lexicon alone is asked.
pub fn detect(paragraph: &str) -> Option<&'static Language> {
    let start = head(paragraph, ENOUGH);
    let words = Words::of(start);
    let well_known = |language: &&Language| words.known(language, WELL_KNOWN).is_some();
    let alone = || words.alone(SURELY_KNOWN).or_else(|| words.alone(KNOWN).filter(well_known));
    if words.count >= ENOUGH_WORDS
        && let Some(language) = words.by_function().filter(well_known).or_else(alone)
    {
        return Some(language);
    }
    let guessed = guess(start).filter(|language| words.known(language, KNOWN).is_some());
    if guessed.is_some() || start.len() > SHORT {
        return guessed;
    }
    let shares = LANGUAGES.iter().filter_map(|language| Some((words.known(language, WELL_KNOWN)?, language)));
    shares.max_by_key(|(share, _)| *share).map(|(_, language)| language)
}

/// Is the paragraph in this language beyond doubt? Cheaper than to guess; good to ask of that of the one before.
pub fn is_surely(paragraph: &str, language: &Language) -> bool {
    Words::of(head(paragraph, ENOUGH)).known(language, SURELY_KNOWN).is_some()
}

/// May the paragraph be in this language, though nobody could tell which it is in?
pub fn may_be(paragraph: &str, language: &Language) -> bool {
    Words::of(head(paragraph, ENOUGH)).known(language, KNOWN).is_some()
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

/// The first words of a text.
struct Words {
    keys: [Key; WORDS],
    count: usize,
}

impl Words {
    fn of(text: &str) -> Words {
        let mut words = Words { keys: [Key::of(""); WORDS], count: 0 };
        let found = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1);
        for (slot, word) in words.keys.iter_mut().zip(found) {
            *slot = Key::of(word);
            words.count += 1;
        }
        words
    }

    /// The language that far more of them are function words of than of any other.
    fn by_function(&self) -> Option<&'static Language> {
        let mut votes = [0; LANGUAGES.len()];
        for languages in self.keys.get(..self.count)?.iter().filter_map(|key| function_word(*key)) {
            votes.iter_mut().zip(languages).for_each(|(votes, has)| *votes += usize::from(*has));
        }
        let (best, most) = votes.into_iter().enumerate().max_by_key(|(_, votes)| *votes)?;
        let next = votes.iter().enumerate().filter(|(at, _)| *at != best).map(|(_, votes)| *votes).max()?;
        if most >= FUNCTION_WORDS && most >= AHEAD * next { LANGUAGES.get(best) } else { None }
    }

    /// The one language in which so many of a hundred are known.
    fn alone(&self, least: usize) -> Option<&'static Language> {
        let mut known = LANGUAGES.iter().filter(|language| self.known(language, least).is_some());
        known.next().filter(|_| known.next().is_none())
    }

    /// How many of a hundred are known in the language, if at least so many are.
    fn known(&self, language: &Language, least: usize) -> Option<usize> {
        let lexicon = language.lexicon()?;
        let words = self.keys.get(..self.count)?;
        let most = self.count * (100 - least) / 100;
        let unknown = words.iter().filter(|word| lexicon.frequency(**word) == 0).take(most + 1).count();
        let share = (100 * (self.count - unknown)).checked_div(self.count)?;
        (share >= least).then_some(share)
    }
}
