//! A token without a capital inside → the words it is made of ("remarkscarried", "oftenworkspublished").

use crate::languages::{Lexicon, Split};
use crate::repair::lists::{self, Tongue};
use crate::repair::shape::{Case, letters};
use crate::repair::view;
use crate::repair::words::{Document, Part, Token, starts_sentence};

/// Fewest letters of a part that is no function word.
const SHORT: usize = 3;
/// From so many letters on a part is hardly by chance at the end of another word.
const LONG: usize = 5;
/// From so many letters on not at all.
const LONGER: usize = 6;
/// Longest token that is looked through for three words: the work grows with the square.
const THREE_WORDS: usize = 30;
/// Fewest letters of a part that the document has to show, since no lexicon does.
const SHOWN: usize = 4;

/// The scores (see [`Split`]) from which on a token is taken apart, each measured on 1.9 million words of clean
/// articles: what lies below is mostly names, terms of code and new compounds.
struct Least {
    /// A function word and a word that are known to stand side by side.
    function_listed: i32,
    /// The same, not known to.
    function: i32,
    /// The same with a part of at least [`LONG`] letters, and with one of at least [`LONGER`].
    function_long: i32,
    function_longer: i32,
    /// Two other words that are known to stand side by side: often a compound (`logfile`).
    listed: i32,
    /// Two other words.
    other: i32,
    /// Two other words of at least [`LONG`] letters.
    other_long: i32,
}

/// For words without a capital, in languages that seldom make compounds and have pairs listed.
const LOWER: Least = Least {
    function_listed: -24,
    function: -21,
    function_long: -22,
    function_longer: -23,
    listed: -11,
    other: -19,
    other_long: -21,
};
/// For words with a capital: names are made of anything.
const CAPITAL: Least = Least {
    function_listed: -20,
    function: -19,
    function_long: -19,
    function_longer: -20,
    listed: -10,
    other: -19,
    other_long: -19,
};
/// For languages without listed pairs: only function words, and only where new words are hardly made of them.
const UNPAIRED: Least = Least {
    function_listed: -21,
    function: -19,
    function_long: -21,
    function_longer: -22,
    listed: NEVER,
    other: NEVER,
    other_long: NEVER,
};
/// The same for words with a capital, which are names where nouns have none.
const UNPAIRED_CAPITAL: Least = Least { function: -17, function_long: -18, function_longer: -19, ..UNPAIRED };
/// What is added to a score in a document that loses blanks.
const BONUS: i32 = 2;
const NEVER: i32 = i32::MAX;

/// Confidence where a function word is one of the two.
const FUNCTION: f32 = 0.93;
/// Confidence where none is.
const OTHER: f32 = 0.85;
/// Confidence where the document shows one of the two.
const BY_DOCUMENT: f32 = 0.88;

/// Where the token comes apart, if it does.
pub fn parts(token: &Token<'_>, text: &str, tongue: Tongue, document: &Document<'_>) -> Vec<Part> {
    let Some(lexicon) = tongue.lexicon() else { return Vec::new() };
    let capital = token.case == Case::Capital;
    let least = match (lexicon.has_pairs(), capital) {
        (false, true) => &UNPAIRED_CAPITAL,
        (false, false) => &UNPAIRED,
        (true, true) => &CAPITAL,
        (true, false) => &LOWER,
    };
    let bonus = if document.loses_blanks { BONUS } else { 0 };
    let may_open = !capital || starts_sentence(text, token.at);
    let makes_compounds = document.technical && !document.loses_blanks;
    let glue = Glue { tongue, lexicon, least, bonus, may_open, makes_compounds };
    let token = token.text;
    let two = glue.two(token);
    if let Some(part) = two.filter(|part| glue.both_function(token, part.at)) {
        return vec![part];
    }
    if !document.has_once(token) {
        return Vec::new();
    }
    let one = two.or_else(|| glue.by_document(token, document)).map(|part| vec![part]);
    let found = one.or_else(|| document.loses_blanks.then(|| glue.three(token)).flatten()).unwrap_or_default();
    if found.is_empty() || lists::is_common_anywhere(token) { Vec::new() } else { found }
}

struct Glue<'l> {
    tongue: Tongue,
    lexicon: &'l Lexicon,
    least: &'l Least,
    bonus: i32,
    /// May the first half be anything but a name? Inside a sentence nothing else has a capital.
    may_open: bool,
    /// Is it a text about code, and no other blank is lost? Such texts are full of new compounds (`logfile`).
    makes_compounds: bool,
}

impl Glue<'_> {
    /// Two words.
    fn two(&self, token: &str) -> Option<Part> {
        let split = self.lexicon.split(token, |left, right| self.may_be(left) && self.may_be(right))?;
        let (left, right) = token.split_at_checked(split.at)?;
        let function = self.is_function(left) || self.is_function(right);
        let confidence = if function { FUNCTION } else { OTHER };
        self.is_likely(&split, left, right).then_some(Part { at: split.at, rule: "word-join", confidence })
    }

    /// Is it likelier that two words stand there than one?
    fn is_likely(&self, split: &Split, left: &str, right: &str) -> bool {
        let function = self.is_function(left) || self.is_function(right);
        let bonus = if function { self.bonus } else { 0 };
        let is_name = !self.is_function(left) || letters(left) == 1;
        let opens = self.may_open || is_name && self.is_function(right);
        opens && split.score + bonus >= self.least_of(split, left, right)
    }

    /// What score it takes for the two.
    fn least_of(&self, split: &Split, left: &str, right: &str) -> i32 {
        let functions = (self.is_function(left), self.is_function(right));
        let (shorter, longer) = (letters(left).min(letters(right)), letters(left).max(letters(right)));
        let affix = self.tongue.is_affix(left) && functions.0 || self.tongue.is_affix(right) && functions.1;
        match functions {
            (true, true) if split.listed || !affix => self.least.function_listed,
            (true, true) => NEVER,
            (true, false) | (false, true) => match (split.listed, affix, longer) {
                (true, false, _) => self.least.function_listed,
                (true, true, _) => self.least.function,
                (false, true, _) => NEVER,
                (false, false, LONGER..) => self.least.function_longer,
                (false, false, LONG) => self.least.function_long,
                (false, false, _) => self.least.function,
            },
            _ if self.makes_compounds => NEVER,
            _ if split.listed => self.least.listed,
            _ if shorter >= LONG => self.least.other_long,
            _ => self.least.other,
        }
    }

    /// Three words: the first, and a rest that is two.
    fn three(&self, token: &str) -> Option<Vec<Part>> {
        if token.len() > THREE_WORDS {
            return None;
        }
        let cuts = token.char_indices().skip(1).filter_map(|(at, _)| {
            let (first, rest) = token.split_at_checked(at)?;
            if !self.may_be(first) || !self.lexicon.knows(first) {
                return None;
            }
            let second = self.two(rest)?;
            let (middle, _) = rest.split_at_checked(second.at)?;
            let (score, listed) = self.lexicon.score(first, middle)?;
            let split = Split { at, score, listed };
            let part = Part { at, ..second };
            self.is_likely(&split, first, middle).then_some((score, vec![part, Part { at: at + second.at, ..second }]))
        });
        cuts.max_by_key(|(score, _)| *score).map(|(_, parts)| parts)
    }

    /// A function word, and a word that no lexicon knows but that stands in the document by itself.
    fn by_document(&self, token: &str, document: &Document<'_>) -> Option<Part> {
        let sticks = |word: &str| self.is_function(word) && has_letters(word, SHORT) && !self.tongue.is_affix(word);
        let shown = |word: &str| has_letters(word, SHOWN) && document.shows(word) && self.two(word).is_none();
        let cuts = token.char_indices().skip(1).filter_map(|(at, _)| Some((at, token.split_at_checked(at)?)));
        cuts.into_iter()
            .find(|(_, (left, right))| sticks(right) && shown(left) || sticks(left) && shown(right))
            .map(|(at, _)| Part { at, rule: "word-join", confidence: BY_DOCUMENT })
    }

    fn both_function(&self, token: &str, at: usize) -> bool {
        token.split_at_checked(at).is_some_and(|(left, right)| self.is_function(left) && self.is_function(right))
    }

    fn is_function(&self, word: &str) -> bool {
        self.tongue.is_own_function_word(word)
    }

    /// Long enough for a word, or a function word; and not torn from an apostrophe.
    fn may_be(&self, word: &str) -> bool {
        let whole = !word.starts_with(view::is_apostrophe) && !word.ends_with(view::is_apostrophe);
        whole && (has_letters(word, SHORT) || self.is_function(word))
    }
}

fn has_letters(word: &str, least: usize) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).nth(least - 1).is_some()
}
