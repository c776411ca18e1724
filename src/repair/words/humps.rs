//! A capital inside a token ("byObama", "taxesIf", "NATOand") → two words, or a name that is written so.
//!
//! Brands, surnames and names of code have the same shape. So the halves must be words, and one of them must be a
//! function word, or the document must show that they stand there by themselves too.

use crate::languages::{self, Key, Lexicon};
use crate::repair::lists::{self, Tongue};
use crate::repair::shape::{self, Case, letters};
use crate::repair::words::{Document, Part, Token};

/// What stands before a capital inside surnames and products: `McDonald`, `DeSantis`, `iPhone`.
const NAME_STARTS: &[&str] = &[
    "al", "an", "ap", "ben", "da", "de", "del", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "fitz", "i",
    "la", "le", "les", "li", "lo", "lu", "mac", "mc", "mi", "my", "o", "re", "san", "st", "te", "van", "von", "x",
];
/// Function words at the end of names of products and of code: `LinkedIn`, `orderBy`, `findAll`.
const NAME_ENDS: &[&str] = &[
    "all", "am", "and", "any", "as", "at", "be", "by", "down", "each", "for", "from", "has", "in", "is", "it", "me",
    "my", "no", "not", "now", "of", "off", "on", "one", "only", "or", "out", "over", "so", "to", "under", "up", "us",
    "with", "yes", "you",
];
/// Affixes that seldom stand before a capital inside a name.
const OPENERS: &[&str] = &["after", "as", "at", "before", "by", "through"];
/// Function words of two letters that no name with capitals ends in (`UXPin`, `NIRCam`).
const SHORT_TAILS: &[&str] = &["is", "of", "to"];
/// Those of them that end no name of code after a small word.
const PLAIN: &[&str] = &["as", "for", "from", "it", "no", "with", "yes", "you"];
/// Fewest letters of a half that is no function word.
const HALF: usize = 3;
/// Fewest letters of each half where both have a capital and the document has to show them: brands are shorter.
const SHOWN: usize = 4;
/// Fewest letters of each where the document loses blanks anyway.
const MIDDLE: usize = 5;
/// Fewest letters of a half that is hardly part of a brand.
const LONG: usize = 6;
/// The same in a document that has lost no other blank.
const LONGER: usize = 7;
/// Fewest capitals of an acronym.
const ACRONYM: usize = 2;
/// Twice the Zipf frequency from which on a word may stand beside an acronym or a name.
const COMMON: u8 = 9;
/// The same for a half beside a capital.
const FAMILIAR: u8 = 7;
/// Score (see `Split`) from which on a name and the word after it are taken apart.
const AFTER_NAME: i32 = -22;
/// Score from which on a lower-case word and one with a capital are.
const BEFORE_CAPITAL: i32 = -24;
/// The same where both have more than [`SHOWN`] letters.
const LONG_BEFORE_CAPITAL: i32 = -28;
/// Confidence where a function word opens a sentence.
const STARTER: f32 = 0.95;
/// Confidence otherwise.
const FAIR: f32 = 0.85;

/// Where the token comes apart.
pub fn parts(token: &Token<'_>, text: &str, tongue: Tongue, document: &Document<'_>) -> Vec<Part> {
    let Some(lexicon) = tongue.lexicon() else { return Vec::new() };
    let word = token.text;
    if !document.has_once(word) || languages::is_name(word) {
        return Vec::new();
    }
    let humps = Humps { tongue, lexicon, document };
    if let Some(part) = humps.after_acronym(word).or_else(|| humps.after_name(word)) {
        return unless_known(word, vec![part]);
    }
    let ends = boundaries(word);
    let next = text.get(token.at + word.len()..).unwrap_or_default().chars().next();
    let free = next.is_none_or(|c| c.is_whitespace() || ",.:;!?)”\"’-".contains(c));
    let mut found = Vec::new();
    for (number, &at) in ends.iter().enumerate() {
        let from = number.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
        let to = ends.get(number + 1).copied().unwrap_or(word.len());
        let (Some(left), Some(right)) = (word.get(from..at), word.get(at..to)) else { continue };
        let lone = ends.len() == 1;
        if let Some(confidence) = humps.join(left, right, lone && free, free && to == word.len()) {
            found.push(Part { at, rule: "hump-join", confidence });
        }
    }
    unless_known(word, found)
}

/// Is it written as names of code are (`useMemo`)?
pub fn is_like_code(word: &str) -> bool {
    word.starts_with(|char: char| char.is_ascii_lowercase())
        && !boundaries(word).is_empty()
        && !languages::is_name(word)
}

/// No parts if some language has the token as a word.
fn unless_known(word: &str, found: Vec<Part>) -> Vec<Part> {
    if found.is_empty() || lists::is_common_anywhere(word) { Vec::new() } else { found }
}

/// Where a small letter stands before a capital.
fn boundaries(word: &str) -> Vec<usize> {
    let mut last = None;
    word.char_indices()
        .filter_map(|(at, c)| last.replace(c).is_some_and(|l| l.is_lowercase() && c.is_uppercase()).then_some(at))
        .collect()
}

struct Humps<'d, 't> {
    tongue: Tongue,
    lexicon: &'d Lexicon,
    document: &'d Document<'t>,
}

impl Humps<'_, '_> {
    /// How sure it is that `left` and `right` are two words. `lone`: there is no other capital inside the token;
    /// `to_end`: `right` is the end of it, as in prose.
    fn join(&self, left: &str, right: &str, lone: bool, to_end: bool) -> Option<f32> {
        if is_listed(NAME_STARTS, left) || letters(left) < 2 {
            return None;
        }
        let lost = self.document.loses_blanks;
        if self.tongue.is_own_function_word(right) && shape::case(right) != Case::Upper {
            let last = lone || to_end;
            return self.starter(left, right).filter(|_| last || lost);
        }
        if !lone || self.document.technical && !lost || !self.is_word(left) && left != right {
            return None;
        }
        match shape::case(left) == Case::Lower {
            true => self.before_capital(left, right),
            false => self.by_document(left, right),
        }
    }

    /// `SeoulThe`: a function word that opens a sentence.
    fn starter(&self, left: &str, right: &str) -> Option<f32> {
        let lost = self.document.loses_blanks;
        let least = match (self.is_word(left), is_listed(NAME_ENDS, right) || letters(right) == 1) {
            (true, false) if lost || !self.document.technical => 2,
            (true, true) if lost || is_listed(PLAIN, right) && shape::case(left) == Case::Lower => SHOWN,
            (false, false) if lost => SHOWN,
            (true, true) => LONG,
            (false, true) if lost && letters(right) > 1 => LONG,
            _ => return None,
        };
        let confidence = if least == 2 { STARTER } else { FAIR };
        (letters(left) >= least).then_some(confidence)
    }

    /// `byObama`, `benefitsCVS`: a small word and one with a capital.
    fn before_capital(&self, left: &str, right: &str) -> Option<f32> {
        let acronym = shape::case(right) == Case::Upper && letters(right) >= HALF;
        if !self.is_word(right) && !acronym {
            return None;
        }
        if !self.document.loses_blanks && (acronym || self.tongue.is_affix(left) && !OPENERS.contains(&left)) {
            return None;
        }
        let long = letters(left).min(letters(right)) > SHOWN;
        let least = if long { LONG_BEFORE_CAPITAL } else { BEFORE_CAPITAL };
        (acronym || self.lexicon.score(left, right).is_some_and(|(score, _)| score >= least)).then_some(FAIR)
    }

    /// `ReductionDimensionality`: brands are written so too, but of shorter words. Or the document shows both halves.
    fn by_document(&self, left: &str, right: &str) -> Option<f32> {
        let lost = self.document.loses_blanks;
        let least = letters(left).min(letters(right));
        let shown = |word: &str| self.document.writes(word) || self.document.writes(&word.to_lowercase());
        let known = self.is_word(left) && self.is_word(right);
        let said = match least {
            MIDDLE.. if lost => known,
            LONGER.. => known && (shown(left) || shown(right)),
            SHOWN.. if lost => known && (shown(left) || shown(right)),
            _ => false,
        };
        let acronym = lost && known && shape::case(right) == Case::Upper && letters(left) >= LONG;
        (said || acronym || lost && least >= SHOWN && left == right).then_some(FAIR)
    }

    /// `NATOand`, `IRSdoes`.
    fn after_acronym(&self, word: &str) -> Option<Part> {
        let at = word.find(|c: char| !c.is_uppercase())?;
        let (left, right) = word.split_at_checked(at)?;
        let capital = left.char_indices().next_back().map_or(0, |(last, _)| last);
        let (acronym, whole) = word.split_at_checked(capital)?;
        if self.is_word(whole) && !is_plural(whole) {
            let opens =
                letters(acronym) >= ACRONYM && self.tongue.is_own_function_word(whole) && !is_listed(NAME_ENDS, whole);
            return opens.then_some(Part { at: capital, rule: "hump-join", confidence: FAIR });
        }
        let function =
            self.tongue.is_own_function_word(right) && (letters(right) >= HALF || SHORT_TAILS.contains(&right));
        let common = letters(right) > HALF && self.lexicon.frequency(Key::of(right)) >= COMMON;
        let fits = letters(left) >= ACRONYM
            && right.chars().all(char::is_lowercase)
            && (function || common && self.document.loses_blanks);
        fits.then_some(Part { at, rule: "word-join", confidence: FAIR })
    }

    /// `LinkedInand`, `YouTubeusers`: a name with a capital inside and a small word.
    fn after_name(&self, word: &str) -> Option<Part> {
        let last =
            word.char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, c)| at + c.len_utf8()).next_back()?;
        let cuts = word.char_indices().map(|(at, _)| at).filter(|&at| at > last);
        let found = cuts.filter_map(|at| word.split_at_checked(at)).find(|(left, right)| {
            let function = self.tongue.is_own_function_word(right) && letters(right) >= 2;
            let known = self.lexicon.score(left, right).is_some_and(|(score, _)| score >= AFTER_NAME);
            let named = shape::case(left) == Case::Mixed && (languages::is_name(left) || self.document.shows(left));
            shape::case(left) == Case::Mixed && letters(right) > 1 && (known && (function || letters(right) > HALF))
                || named && function
        });
        found.map(|(left, _)| Part { at: left.len(), rule: "word-join", confidence: FAIR })
    }

    /// Long enough, and known; or a function word.
    fn is_word(&self, word: &str) -> bool {
        let familiar = self.lexicon.frequency(Key::of(word)) >= FAMILIAR;
        self.tongue.is_own_function_word(word) && letters(word) > 1 || letters(word) >= HALF && familiar
    }
}

/// Is it the last letter of an acronym, with the sign of the plural (`DSOs`)?
fn is_plural(whole: &str) -> bool {
    letters(whole) == 2 && whole.ends_with('s')
}

fn is_listed(list: &[&str], word: &str) -> bool {
    list.contains(&word.to_lowercase().as_str())
}
