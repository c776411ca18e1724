//! The language data, one folder each, as text built into the library. `any` holds what needs no language.

/// The files of one folder of `src/languages/`; a file that is not there is empty.
pub struct Language {
    /// Name of the folder: an ISO 639-1 code, or `any`.
    pub code: &'static str,
    /// Rules for husk: `junk.toml`.
    pub junk: &'static str,
    /// Abbreviations that end in a full stop, one a line: `abbreviations.txt`.
    pub abbreviations: &'static str,
    /// Function words, one a line: `function_words.txt`.
    pub function_words: &'static str,
}

impl Language {
    const fn new(
        code: &'static str,
        junk: &'static str,
        abbreviations: &'static str,
        function_words: &'static str,
    ) -> Self {
        Language { code, junk, abbreviations, function_words }
    }
}

/// All languages, by code.
pub const LANGUAGES: &[Language] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The entries of a one-a-line file: comments (`#`) and blank lines left out.
pub fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|line| !line.is_empty())
}
