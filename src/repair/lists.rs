//! The language data the repair stage reads, as sets: what the files of `src/languages/` list, ready to be asked.

use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};

use crate::languages::{self, Key, LANGUAGES, Language, Lexicon};

/// Longest entry worth looking up, in bytes.
const LONGEST: usize = 24;
/// The language whose function words are asked in every text: runs of it stand in texts of all others.
const EVERYWHERE: &str = "en";

/// Endings of files and of host names. Case aside.
const ENDINGS: &[&str] = &[
    "asp", "aspx", "at", "au", "be", "biz", "br", "ca", "cfg", "ch", "cn", "co", "com", "conf", "cs", "css", "csv",
    "cz", "de", "dk", "dll", "doc", "docx", "edu", "es", "eu", "exe", "fi", "fm", "fr", "gif", "gov", "gz", "htm",
    "html", "in", "info", "int", "io", "it", "jp", "jpeg", "jpg", "js", "json", "jsp", "kr", "log", "md", "mil", "mov",
    "mp", "msi", "mx", "net", "nl", "no", "nz", "org", "pdf", "php", "pl", "png", "ppt", "pptx", "py", "rar", "rb",
    "rs", "rtf", "ru", "se", "sh", "sql", "svg", "tar", "toml", "ts", "tv", "txt", "ua", "uk", "us", "wav", "xls",
    "xlsx", "xml", "yaml", "yml", "zip",
];

static TONGUES: LazyLock<HashMap<&'static str, Sets>> =
    LazyLock::new(|| LANGUAGES.iter().enumerate().map(|(number, of)| (of.code, Sets::of(number, of))).collect());
static ABBREVIATIONS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| LANGUAGES.iter().flat_map(|l| languages::entries(l.abbreviations)).collect());

/// The lists of one language.
struct Sets {
    /// The number of the language.
    number: usize,
    affixes: HashSet<Key>,
    lexicon: Option<Lexicon>,
}

impl Sets {
    fn of(number: usize, language: &'static Language) -> Self {
        Sets {
            number,
            affixes: languages::entries(language.affixes).map(Key::of).collect(),
            lexicon: language.lexicon(),
        }
    }

    fn has_function_word(&self, word: Key) -> bool {
        languages::function_word(word).is_some_and(|languages| languages[self.number])
    }
}

/// What is known of the language a stretch is in: little, where it is not known itself.
#[derive(Clone, Copy, Default)]
pub struct Tongue {
    own: Option<&'static Sets>,
    everywhere: Option<&'static Sets>,
}

impl Tongue {
    /// The language of this code; an empty one is none of ours.
    pub fn of(code: &'static str) -> Self {
        Tongue { own: TONGUES.get(code), everywhere: TONGUES.get(EVERYWHERE) }
    }

    /// Its lexicon.
    pub fn lexicon(&self) -> Option<&'static Lexicon> {
        self.own?.lexicon.as_ref()
    }

    /// Is it a function word of the language or of English, case aside?
    pub fn is_function_word(&self, word: &str) -> bool {
        word.len() <= LONGEST && {
            let key = Key::of(word);
            [self.everywhere, self.own].into_iter().flatten().any(|sets| sets.has_function_word(key))
        }
    }

    /// Is it a function word of the language itself, case aside?
    pub fn is_own_function_word(&self, word: &str) -> bool {
        word.len() <= LONGEST && self.own.is_some_and(|sets| sets.has_function_word(Key::of(word)))
    }

    /// Is it a function word that new words are made with (`upskill`), case aside?
    pub fn is_affix(&self, word: &str) -> bool {
        word.len() <= LONGEST && self.own.is_some_and(|sets| sets.affixes.contains(&Key::of(word)))
    }
}

/// Is it a common word of any language, case aside?
pub fn is_common_anywhere(word: &str) -> bool {
    TONGUES.values().filter_map(|sets| sets.lexicon).any(|lexicon| lexicon.is_common(word))
}

/// Is it a listed abbreviation, written so (without its last stop)?
pub fn is_abbreviation(word: &str) -> bool {
    word.len() <= LONGEST && ABBREVIATIONS.contains(word)
}

/// Is it the ending of a file name or a host name, case aside?
pub fn is_ending(word: &str) -> bool {
    word.len() <= LONGEST && ENDINGS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_sorted() {
        assert!(ENDINGS.is_sorted());
    }

    #[test]
    fn the_data_is_found() {
        assert!(Tongue::of("").is_function_word("The") && is_abbreviation("St") && is_abbreviation("U.S"));
        assert!(Tongue::of("de").is_function_word("Über") && !Tongue::of("").is_function_word("über"));
        assert!(is_ending("PDF") && !is_ending("the"));
    }
}
