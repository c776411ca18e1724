//! The language data, one folder each, built into the library. `any` holds what needs no language.
//!
//! [`detect()`] says what language a paragraph is in, [`Language::lexicon()`] what words that language has. Nothing is
//! read at start: the lexicons are asked where they lie.

mod detect;
mod lexicon;

use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};

pub use detect::{detect, is_surely, may_be};
pub use lexicon::{Key, Lexicon, Split, alike, without_possessive};

/// The files of one folder of `src/languages/`; a file that is not there is empty.
pub struct Language {
    /// Name of the folder: an ISO 639-1 code, or `any`.
    pub code: &'static str,
    /// Abbreviations that end in a full stop, one a line: `abbreviations.txt`.
    pub abbreviations: &'static str,
    /// Function words, one a line: `function_words.txt`.
    pub function_words: &'static str,
    /// Function words that new words are made with too, one a line: `affixes.txt`.
    pub affixes: &'static str,
    /// Words with which no line ends, or none with so many words before, one a line: `unended.txt`.
    pub unended: &'static str,
    /// Abbreviations with which no sentence ends, without their last stop, one a line: `midway.txt`.
    pub midway: &'static str,
    /// Function words that have a capital inside of sentences, one a line: `polite.txt`.
    pub polite: &'static str,
    /// Verbs that tell who speaks, some with the end of the word before them, one a line: `speech.txt`.
    pub speech: &'static str,
    /// How sentences begin that speak of the one before, one a line: `reported.txt`.
    pub reported: &'static str,
    /// Headings of what a text refers to, one a line: `sources.txt`.
    pub sources: &'static str,
    /// Names with a capital inside, one a line: `names.txt`.
    pub names: &'static str,
    /// Technical words whose parts are words, one a line: `terms.txt`.
    pub terms: &'static str,
    /// First names of persons, one a line: `given_names.txt`.
    pub given_names: &'static str,
    /// How bylines and dates are written: `bylines.toml`.
    pub bylines: &'static str,
    /// How common words are, what they make compounds with, what they stand beside: `lexicon.bin`.
    lexicon: &'static [u8],
}

impl Language {
    /// The language of this ISO 639-1 code.
    pub fn of(code: &str) -> Option<&'static Language> {
        LANGUAGES.iter().find(|language| language.code == code)
    }

    /// Is something missing behind this word where a line ends with it and so many words are before it?
    pub fn is_unended(&self, word: Key, before: usize) -> bool {
        UNENDED.get(&(self.code, word)).is_some_and(|least| before >= *least)
    }

    /// Its lexicon, if it has one.
    pub fn lexicon(&self) -> Option<Lexicon> {
        Lexicon::read(self.lexicon)
    }
}

/// All languages, by code.
pub const LANGUAGES: &[Language] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

static FUNCTIONS: LazyLock<HashMap<Key, [bool; LANGUAGES.len()]>> = LazyLock::new(|| {
    let mut functions: HashMap<Key, [bool; LANGUAGES.len()]> = HashMap::default();
    for (number, language) in LANGUAGES.iter().enumerate() {
        for word in entries(language.function_words) {
            functions.entry(Key::of(word)).or_default()[number] = true;
        }
    }
    functions
});

/// Of which languages, in the order of all, this is a function word, letter case aside; `None` if of none.
pub fn function_word(word: Key) -> Option<&'static [bool; LANGUAGES.len()]> {
    FUNCTIONS.get(&word)
}

static UNENDED: LazyLock<HashMap<(&'static str, Key), usize>> = LazyLock::new(|| {
    let words = |language: &'static Language| {
        entries(language.unended).map(|entry| {
            let (word, before) = entry.split_once(' ').unwrap_or((entry, "0"));
            ((language.code, Key::of(word)), before.parse().unwrap_or(usize::MAX))
        })
    };
    LANGUAGES.iter().flat_map(words).collect()
});

static POLITE: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| LANGUAGES.iter().flat_map(|language| entries(language.polite)).collect());

/// Does a sentence begin with this word, as its capital and what it means tell? Words by which a reader is addressed may have
/// their capital from that.
pub fn begins_sentence(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_some_and(char::is_lowercase)
        && !POLITE.contains(word)
        && function_word(Key::of(word)).is_some()
}

static MIDWAY: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| LANGUAGES.iter().flat_map(|language| entries(language.midway)).collect());

/// Is it a listed abbreviation with which no sentence ends, without its last stop, written so?
pub fn is_midway(word: &str) -> bool {
    MIDWAY.contains(word)
}

static SOURCES: LazyLock<HashSet<Key>> =
    LazyLock::new(|| LANGUAGES.iter().flat_map(|language| entries(language.sources)).map(Key::of).collect());

/// Is it the heading of what a text refers to ("7. References:"), letter case aside?
pub fn is_sources_heading(text: &str) -> bool {
    SOURCES.contains(&Key::of(text.trim_matches(|char: char| !char.is_alphabetic())))
}

static NAMES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| LANGUAGES.iter().flat_map(|language| entries(language.names)).collect());

/// Is it a listed name with a capital inside, written so?
pub fn is_name(word: &str) -> bool {
    NAMES.contains(word)
}

static TERMS: LazyLock<HashSet<Key>> =
    LazyLock::new(|| LANGUAGES.iter().flat_map(|language| entries(language.terms)).map(Key::of).collect());

/// Is it a listed technical word, letter case aside?
pub fn is_term(word: Key) -> bool {
    TERMS.contains(&word)
}

static GIVEN_NAMES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| LANGUAGES.iter().flat_map(|language| entries(language.given_names)).collect());

/// Is it a listed first name, written so?
pub fn is_given_name(word: &str) -> bool {
    GIVEN_NAMES.contains(word)
}

static SPEECH_VERBS: LazyLock<HashSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    let verbs = |language: &'static Language| entries(language.speech).map(|verb| (language.code, verb));
    LANGUAGES.iter().flat_map(verbs).collect()
});

/// Does this verb tell who speaks, in the language of this code? Some do only behind words that end so: "people| say".
pub fn is_speech_verb(code: &str, before: &str, verb: &str) -> bool {
    let behind = |ending: &str| SPEECH_VERBS.contains(&(code, [ending, verb].join(" ").as_str()));
    let endings = || before.char_indices().map(|(at, _)| &before[at..]);
    SPEECH_VERBS.contains(&(code, verb)) || !before.is_empty() && endings().any(behind)
}

/// Does a text of the language of this code begin as sentences do that speak of the one before?
pub fn begins_report(code: &str, text: &str) -> bool {
    let begins = |words: &str| {
        let rest = text.strip_prefix(words);
        rest.is_some_and(|rest| !words.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric))
    };
    Language::of(code).is_some_and(|language| entries(language.reported).any(begins))
}

/// The entries of a one-a-line file: comments (`#`) and blank lines left out.
pub fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|line| !line.is_empty())
}
