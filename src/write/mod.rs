//! Record → article file. One file = one output format; all of them are in [`FORMATS`].

mod jsonl;
mod md;
mod txt;

use crate::article::Cleaned;

/// A document that is to be written.
pub struct Article<'a> {
    /// The record.
    pub cleaned: &'a Cleaned,
    /// `cleaned.text()`, made once.
    pub text: &'a str,
    /// Relative path of the source.
    pub path: &'a str,
    /// The text is to stand as it is, markup and all (`--stages decode`).
    pub verbatim: bool,
}

/// An output format: the command's help, its errors and its writers all read this.
pub struct Format {
    /// What `--format` calls it.
    pub name: &'static str,
    /// Ending of its files, with the dot.
    pub ending: &'static str,
    /// Its line of help.
    pub help: &'static str,
    /// All documents go into one file of this name.
    pub stream: Option<&'static str>,
    /// The article as the content of a file, or as its part of the stream.
    pub render: fn(&Article) -> String,
}

/// All formats; the first is the default.
pub const FORMATS: &[Format] = &[txt::FORMAT, md::FORMAT, jsonl::FORMAT];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
