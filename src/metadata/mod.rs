//! What a document says of itself → [`Metadata`]: who wrote it, when, where. Each source has a file that finds clues
//! (`json_ld`, `tags`, `marks`, `text`), each field that takes thought one that chooses among them (`title`, `authors`,
//! `dates`, `keywords`, `kind`); `gather` asks them in order. Nothing here changes the article.

pub mod address;
mod authors;
pub mod bars;
mod bodies;
mod clue;
mod dates;
mod days;
mod differs;
mod gather;
mod headings;
pub mod json_ld;
mod keywords;
mod kind;
mod labels;
mod language;
mod links;
pub mod marks;
mod names;
mod opening;
mod parts;
mod persons;
pub mod signature;
mod summary;
mod tags;
mod text;
mod title;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::article::Note;
use crate::judge::site::Found;

pub use self::clue::Source;
use self::days::Order;
pub use self::differs::DIFFERS;
pub use self::gather::gather;
pub use self::kind::PageKind;

/// What is known of a document. Fields that are not given are empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Metadata {
    /// Its title, without the site's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who wrote it, in the order given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// When it was published: ISO 8601, a day or a time, with the offset from UTC where the page gives it.
    #[serde(rename = "date", skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// The site's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// The canonical address, absolute where that can be made out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The address that those of its links are relative to.
    #[serde(skip)]
    pub base: Option<String>,
    /// The page's own summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The declared language, such as `en-GB`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The language that the kept text is in, such as `en`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_detected: Option<&'static str>,
    /// Share of the kept text that is in the detected language, 0 to 1.
    #[serde(skip)]
    pub language_share: f32,
    /// Categories and keywords.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The licence's address or name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// What sort of page it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_kind: Option<PageKind>,
    /// Where each field was found.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<&'static str, Source>,
}

/// Metadata, and where its sources disagree.
pub struct About {
    /// The metadata.
    pub metadata: Metadata,
    /// A note for each field on which sources differ.
    pub notes: Vec<Note>,
    /// What comes first in the page's dates of numbers alone.
    order: Order,
}

impl About {
    /// Put what the user's rules for the site found in the place of what the page says elsewhere.
    pub fn overrule(&mut self, found: Found) {
        let About { metadata, order, .. } = self;
        let authors = found.author.map(|names| names::authors(&names)).filter(|names| !names.is_empty());
        let published = found.date.and_then(|date| dates::parse(&date, *order));
        let mut seen = |field| metadata.sources.insert(field, Source::Rules);
        if found.title.is_some() {
            seen("title");
            metadata.title = found.title;
        }
        if let Some(authors) = authors {
            seen("authors");
            metadata.authors = authors;
        }
        if published.is_some() {
            seen("date");
            metadata.published = published;
        }
    }
}
