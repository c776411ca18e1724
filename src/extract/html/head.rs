//! The head of a page → what it says of itself.

use super::attributes::{Attributes, Key};
use super::entities::{decode, decode_attribute};
use crate::article::Metadata;

/// Longer values are no titles, names or addresses.
const LONGEST_VALUE: usize = 4096;

/// Names of `<meta>` that fill each field, best first.
const FIELDS: &[(Field, &[&str])] = &[
    (Field::Title, &["og:title", "twitter:title", "dc.title"]),
    (Field::Author, &["author", "article:author", "dc.creator", "parsely-author", "sailthru.author"]),
    (Field::Date, &["article:published_time", "datepublished", "dc.date", "date", "pubdate", "parsely-pub-date"]),
    (Field::Site, &["og:site_name", "application-name"]),
    (Field::Url, &["og:url"]),
    (Field::Description, &["og:description", "description", "twitter:description"]),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Title,
    Author,
    Date,
    Site,
    Url,
    Description,
}

/// Gathers metadata as tags pass by.
#[derive(Debug, Default)]
pub struct Head {
    /// The best value of each field so far, and the rank of the name it came from.
    found: [Option<(usize, String)>; FIELDS.len()],
    canonical: Option<String>,
    language: Option<String>,
    title: Option<String>,
}

fn tidy(raw: &str, decode: fn(&str) -> String) -> Option<String> {
    let short = raw.char_indices().nth(LONGEST_VALUE).map_or(raw, |(at, _)| &raw[..at]);
    let text = decode(short).split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

impl Head {
    /// A `<meta>` element.
    pub fn meta(&mut self, with: &Attributes) {
        let name = [Key::Property, Key::Name, Key::Itemprop].into_iter().find_map(|key| with.get(key));
        let (Some(name), Some(content)) = (name, with.get(Key::Content)) else { return };
        if name.len() > LONGEST_VALUE {
            return;
        }
        let name = name.trim().to_ascii_lowercase();
        for (slot, (_, names)) in self.found.iter_mut().zip(FIELDS) {
            if let Some(rank) = names.iter().position(|known| *known == name)
                && slot.as_ref().is_none_or(|(best, _)| rank < *best)
                && let Some(text) = tidy(content, decode_attribute)
            {
                *slot = Some((rank, text));
            }
        }
    }

    /// A `<link>` element.
    pub fn link(&mut self, with: &Attributes) {
        if self.canonical.is_none() && with.get(Key::Rel).is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) {
            self.canonical = with.get(Key::Href).and_then(|value| tidy(value, decode_attribute));
        }
    }

    /// The `<html>` element.
    pub fn html(&mut self, with: &Attributes) {
        if self.language.is_none() {
            self.language = with.get(Key::Lang).and_then(|value| tidy(value, decode_attribute));
        }
    }

    /// The content of the first `<title>`.
    pub fn title(&mut self, raw: &str) {
        if self.title.is_none() {
            self.title = tidy(raw, decode);
        }
    }

    /// What was found.
    pub fn finish(self) -> Metadata {
        let [title, author, date, site, url, description] = self.found.map(|slot| slot.map(|(_, text)| text));
        Metadata {
            title: title.or(self.title),
            author: author.filter(|name| !name.contains("://")),
            date,
            site,
            url: self.canonical.or(url),
            description,
            language: self.language,
        }
    }
}
