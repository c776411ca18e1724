//! Record → article file. One file = one output format; all of them are in [`FORMATS`].

mod comments;
mod dolma;
mod ink;
mod jsonl;
mod md;
mod txt;

use self::ink::Ink;
use crate::article::{Cleaned, Span};

/// A document that is to be written.
pub struct Article<'a> {
    /// The record.
    pub cleaned: &'a Cleaned<'a>,
    /// `cleaned.text()`, made once.
    pub text: &'a str,
    /// What the document is known by: no other has it.
    pub id: &'a str,
    /// Relative path of the source.
    pub path: &'a str,
    /// Its name in its container.
    pub member: Option<&'a str>,
    /// When it was fetched: ISO 8601, as its container has it.
    pub fetched: Option<&'a str>,
    /// The text is to stand as it is, markup and all (`--stages decode`).
    pub verbatim: bool,
    /// What to show beside the text, in formats that can.
    pub show: Show,
}

/// What a format may show or leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Show {
    /// Where links lead.
    pub links: bool,
    /// Images.
    pub images: bool,
}

impl Default for Show {
    fn default() -> Self {
        Show { links: true, images: false }
    }
}

/// An article in its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The content of the file, or its part of the stream.
    pub text: String,
    /// What in it is the writer's own: ascending, apart. Without it, the text is the article's, white space and the
    /// text of formulas that are written in TeX aside. A line of JSON is own as a whole.
    pub own: Vec<Span>,
}

impl From<Ink> for Rendered {
    fn from(ink: Ink) -> Self {
        let (text, own) = ink.parts();
        Rendered { text, own }
    }
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
    /// It has a line for every document that has text before anything is cut, whether or not an article is left.
    pub describes_extracted: bool,
    /// It says what the page says of itself: title, author, date and the like.
    pub tells_metadata: bool,
    /// Writes an article.
    pub render: fn(&Article) -> Rendered,
}

/// All formats; the first is the default.
pub const FORMATS: &[Format] = &[txt::FORMAT, md::FORMAT, jsonl::FORMAT, dolma::FORMAT];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
