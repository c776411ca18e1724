//! The language data the repair stage reads, as sets: what the files of `src/languages/` list, ready to be asked.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::languages::{self, LANGUAGES};

/// Longest entry worth looking up, in bytes.
const LONGEST: usize = 24;

/// Endings of files and of host names. Case aside.
const ENDINGS: &[&str] = &[
    "asp", "aspx", "at", "au", "be", "biz", "br", "ca", "cfg", "ch", "cn", "co", "com", "conf", "cs", "css", "csv",
    "cz", "de", "dk", "dll", "doc", "docx", "edu", "es", "eu", "exe", "fi", "fm", "fr", "gif", "gov", "gz", "htm",
    "html", "in", "info", "int", "io", "it", "jp", "jpeg", "jpg", "js", "json", "jsp", "kr", "log", "md", "mil", "mov",
    "mp", "msi", "mx", "net", "nl", "no", "nz", "org", "pdf", "php", "pl", "png", "ppt", "pptx", "py", "rar", "rb",
    "rs", "rtf", "ru", "se", "sh", "sql", "svg", "tar", "toml", "ts", "tv", "txt", "ua", "uk", "us", "wav", "xls",
    "xlsx", "xml", "yaml", "yml", "zip",
];

static FUNCTION_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| LANGUAGES.iter().flat_map(|l| languages::entries(l.function_words)).collect());
static ABBREVIATIONS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| LANGUAGES.iter().flat_map(|l| languages::entries(l.abbreviations)).collect());

/// Is it a function word, case aside?
pub fn is_function_word(word: &str) -> bool {
    word.len() <= LONGEST && FUNCTION_WORDS.contains(word.to_lowercase().as_str())
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
        assert!(is_function_word("The") && is_abbreviation("St") && is_abbreviation("U.S"));
        assert!(is_ending("PDF") && !is_ending("the"));
    }
}
