//! One thing that a source says of a field, and all of them.

use serde::Serialize;

use crate::extract::html::head::LONGEST_VALUE;
use crate::text::is_direction_mark;

/// Where a value was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// A script of JSON-LD.
    JsonLd,
    /// `og:…`, `article:…`, `twitter:…`.
    OpenGraph,
    /// `dc.…`, `dcterms.…`.
    DublinCore,
    /// Elements with `itemprop`.
    Microdata,
    /// Elements with `property`, and links with `rel`.
    Rdfa,
    /// Any other `<meta>`.
    Meta,
    /// `<title>`, `<link>`, `<html lang>`.
    Html,
    /// A `<time>` element.
    Time,
    /// What the reader sees: a heading, a byline, a date line.
    Text,
    /// The page's address.
    Url,
    /// The user's rules for the site.
    Rules,
}

/// What a clue is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Its title.
    Title,
    /// Who wrote it; names parted by line ends.
    Author,
    /// Who is said to have written it in a line right behind its title; names parted by line ends.
    Signed,
    /// Which body stands as its author.
    Body,
    /// When it was published.
    Published,
    /// The date near its title, without a word on what happened then or with one that it was published.
    Shown,
    /// When it was published, by a day whose year has two digits: but label, class or place tell that it is one.
    Short,
    /// When it was changed.
    Modified,
    /// When the event that it is about takes place.
    Held,
    /// When a member of a forum joined, or was last there.
    Joined,
    /// The site.
    Site,
    /// Its address.
    Url,
    /// What addresses in it are relative to.
    Base,
    /// Its summary.
    Description,
    /// Its language.
    Language,
    /// Keywords, parted by commas or line ends.
    Tags,
    /// Its licence.
    License,
    /// A type name of schema.org or Open Graph.
    Type,
    /// The software that made the page.
    Generator,
}

/// One thing that a source says.
#[derive(Clone, Debug)]
pub struct Clue {
    /// About what.
    pub field: Field,
    /// Who says so.
    pub source: Source,
    /// What.
    pub value: String,
}

/// Bytes of the longest value that is kept; longer ones are no titles, names or addresses. A summary may be as long as
/// what is read of a `<meta>`.
const LONGEST: usize = 2000;
/// Most clues of one document.
const MOST: usize = 1000;

const SOFT_HYPHEN: char = '\u{ad}';
const BYTE_ORDER_MARK: char = '\u{feff}';

/// All clues, in the order in which they are to be believed.
#[derive(Debug, Default)]
pub struct Clues(Vec<Clue>);

impl Clues {
    /// Add what a source says.
    pub fn add(&mut self, field: Field, source: Source, value: impl Into<String>) {
        let mut value = value.into();
        value.retain(|char| !matches!(char, SOFT_HYPHEN | BYTE_ORDER_MARK) && !is_direction_mark(char));
        let trimmed = value.trim();
        let longest = if field == Field::Description { LONGEST_VALUE } else { LONGEST };
        if !trimmed.is_empty() && trimmed.len() <= longest && self.0.len() < MOST {
            let value = if trimmed.len() == value.len() { value } else { trimmed.to_owned() };
            self.0.push(Clue { field, source, value });
        }
    }

    /// Forget what is said of a field.
    pub fn drop(&mut self, field: Field) {
        self.0.retain(|clue| clue.field != field);
    }

    /// What is said of a field, best first.
    pub fn of(&self, field: Field) -> impl Iterator<Item = &Clue> {
        self.0.iter().filter(move |clue| clue.field == field)
    }

    /// The best that is said of a field.
    pub fn first(&self, field: Field) -> Option<(String, Source)> {
        self.of(field).next().map(|clue| (clue.value.clone(), clue.source))
    }
}
