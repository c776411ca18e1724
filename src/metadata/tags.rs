//! `<meta>`, `<title>`, `<html lang>` → what they say of the page.

use super::clue::{Clue, Clues, Field, Source};
use super::names;
use crate::article::Span;
use crate::extract::html::entities::{decode, decode_attribute};
use crate::extract::html::head::{Head, SUMMARIES, TITLES, tidy};

/// The names of `<meta>` that matter beside [`TITLES`] and [`SUMMARIES`], best first for each field.
const NAMES: &[(&str, Field, Source)] = &[
    ("citation_author", Field::Author, Source::Meta),
    ("citation_authors", Field::Author, Source::Meta),
    ("author", Field::Author, Source::Meta),
    ("article:author", Field::Author, Source::OpenGraph),
    ("og:article:author", Field::Author, Source::OpenGraph),
    ("article:author:name", Field::Author, Source::OpenGraph),
    ("dc.creator", Field::Author, Source::DublinCore),
    ("dcterms.creator", Field::Author, Source::DublinCore),
    ("parsely-author", Field::Author, Source::Meta),
    ("sailthru.author", Field::Author, Source::Meta),
    ("byl", Field::Author, Source::Meta),
    ("byline", Field::Author, Source::Meta),
    ("article:published_time", Field::Published, Source::OpenGraph),
    ("og:article:published_time", Field::Published, Source::OpenGraph),
    ("og:published_time", Field::Published, Source::OpenGraph),
    ("og:pubdate", Field::Published, Source::OpenGraph),
    ("article:published", Field::Published, Source::OpenGraph),
    ("datepublished", Field::Published, Source::Microdata),
    ("dc.date.issued", Field::Published, Source::DublinCore),
    ("dcterms.issued", Field::Published, Source::DublinCore),
    ("dc.date", Field::Published, Source::DublinCore),
    ("dcterms.created", Field::Published, Source::DublinCore),
    ("dc.date.created", Field::Published, Source::DublinCore),
    ("dcterms.date", Field::Published, Source::DublinCore),
    ("citation_publication_date", Field::Published, Source::Meta),
    ("citation_date", Field::Published, Source::Meta),
    ("parsely-pub-date", Field::Published, Source::Meta),
    ("sailthru.date", Field::Published, Source::Meta),
    ("pubdate", Field::Published, Source::Meta),
    ("publishdate", Field::Published, Source::Meta),
    ("publish-date", Field::Published, Source::Meta),
    ("publish_date", Field::Published, Source::Meta),
    ("publication_date", Field::Published, Source::Meta),
    ("published", Field::Published, Source::Meta),
    ("published-date", Field::Published, Source::Meta),
    ("published_time", Field::Published, Source::Meta),
    ("dateofpublication", Field::Published, Source::Meta),
    ("originalpublicationdate", Field::Published, Source::Meta),
    ("published time", Field::Published, Source::Meta),
    ("web_publish_date", Field::Published, Source::Meta),
    ("creation_date", Field::Published, Source::Meta),
    ("creation-date", Field::Published, Source::Meta),
    ("created", Field::Published, Source::Meta),
    ("date", Field::Published, Source::Meta),
    ("datecreated", Field::Published, Source::Microdata),
    ("article:modified_time", Field::Modified, Source::OpenGraph),
    ("og:updated_time", Field::Modified, Source::OpenGraph),
    ("og:article:modified_time", Field::Modified, Source::OpenGraph),
    ("datemodified", Field::Modified, Source::Microdata),
    ("dc.date.modified", Field::Modified, Source::DublinCore),
    ("dcterms.modified", Field::Modified, Source::DublinCore),
    ("last-modified", Field::Modified, Source::Meta),
    ("last_modified", Field::Modified, Source::Meta),
    ("lastmod", Field::Modified, Source::Meta),
    ("revised", Field::Modified, Source::Meta),
    ("og:site_name", Field::Site, Source::OpenGraph),
    ("dc.publisher", Field::Site, Source::DublinCore),
    ("publisher", Field::Site, Source::Meta),
    ("application-name", Field::Site, Source::Meta),
    ("apple-mobile-web-app-title", Field::Site, Source::Meta),
    ("og:url", Field::Url, Source::OpenGraph),
    ("url source", Field::Url, Source::Meta),
    ("article:tag", Field::Tags, Source::OpenGraph),
    ("article:section", Field::Tags, Source::OpenGraph),
    ("parsely-tags", Field::Tags, Source::Meta),
    ("parsely-section", Field::Tags, Source::Meta),
    ("sailthru.tags", Field::Tags, Source::Meta),
    ("news_keywords", Field::Tags, Source::Meta),
    ("keywords", Field::Tags, Source::Meta),
    ("dc.subject", Field::Tags, Source::DublinCore),
    ("dcterms.subject", Field::Tags, Source::DublinCore),
    ("dc.rights", Field::License, Source::DublinCore),
    ("dcterms.license", Field::License, Source::DublinCore),
    ("og:type", Field::Type, Source::OpenGraph),
    ("generator", Field::Generator, Source::Meta),
    ("dc.language", Field::Language, Source::DublinCore),
    ("content-language", Field::Language, Source::Meta),
    ("og:locale", Field::Language, Source::OpenGraph),
];

/// Names that may stand several times, a value each.
const MANY: [&str; 8] = [
    "citation_author",
    "citation_authors",
    "article:author",
    "article:tag",
    "dc.creator",
    "dcterms.creator",
    "dc.subject",
    "dcterms.subject",
];

/// Twitter's labels, and what they label.
const LABELLED: [(&str, &str); 2] = [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")];

/// Add what the tags say.
pub fn clues(source: &str, head: &Head, clues: &mut Clues) {
    let text = |span: &Span| source.get(span.clone()).unwrap_or_default();
    if let Some(language) = head.language(source) {
        clues.add(Field::Language, Source::Html, language);
    }
    let metas = head.named(source);
    let titles = TITLES.map(|(name, from)| (name, Field::Title, from));
    let title = head.title.as_ref().and_then(|span| tidy(text(span), decode));
    let meant = title.as_deref().is_some_and(|title| decode(title) != title);
    let summaries = SUMMARIES.map(|(name, from)| (name, Field::Description, from));
    for (name, field, from) in titles.iter().chain(&summaries).chain(NAMES) {
        let is_text = matches!(field, Field::Title | Field::Author | Field::Site | Field::Tags);
        let values = metas.iter().filter(|(own, _)| own == name).filter_map(|(_, raw)| tidy(raw, decode_attribute));
        let mut values = values.map(|value| if is_text && !meant { unescaped(value) } else { value });
        if MANY.contains(name) {
            let is_turned = |value: &str| *name == "citation_author" || *field == Field::Author && is_last_first(value);
            let straight = |value: String| if is_turned(&value) { turned(&value) } else { value };
            clues.add(*field, *from, values.map(straight).collect::<Vec<_>>().join("\n"));
        } else if let Some(value) = values.next() {
            clues.add(*field, *from, value);
        }
    }
    let data = |wanted: &str| metas.iter().find(|(name, _)| name == wanted).map(|(_, content)| *content);
    for (label, value) in LABELLED {
        if data(label).is_some_and(|label| names::behind_by(label.trim()) == Some(""))
            && let Some(author) = data(value).and_then(|raw| tidy(raw, decode_attribute))
        {
            clues.add(Field::Author, Source::OpenGraph, author);
        }
    }
    clues.add(Field::Title, Source::Html, title.unwrap_or_default());
}

/// Without the references that are left where a program has escaped a text twice. Nobody sees that in these tags; where
/// the title, which readers see, has references too, the page is about them.
fn unescaped(value: String) -> String {
    if value.contains('&') && value.contains(';') { decode_attribute(&value) } else { value }
}

/// The name in the first element of microdata that is an author and has no text. It may be that of a post.
pub fn writer(source: &str, head: &Head) -> Option<Clue> {
    let text = |span: &Span| source.get(span.clone()).unwrap_or_default();
    let mut names = head.metas.iter().filter(|(name, _)| text(name) == "name" && is_of_author(source, name.start));
    let value = names.find_map(|(_, content)| tidy(text(content), decode_attribute))?;
    Some(Clue { field: Field::Author, source: Source::Microdata, value })
}

/// Does a `<meta itemprop="name">` stand right in an element with `itemprop="author"`? Such an element has no text, so
/// that it is no element of the page's.
fn is_of_author(source: &str, name: usize) -> bool {
    const AROUND: usize = 400;
    const PROPERTY: &[u8] = b"itemprop=";
    let before = source.as_bytes().get(name.saturating_sub(AROUND)..name).unwrap_or_default();
    let mut properties = memchr::memmem::rfind_iter(before, PROPERTY).map(|at| &before[at + PROPERTY.len()..]);
    let own = properties.next().is_some_and(|value| value.len() <= 1);
    let around = properties.next().map(|value| value.strip_prefix(b"\"").unwrap_or(value)).unwrap_or_default();
    own && [&b"author"[..], b"creator"].iter().any(|wanted| around.starts_with(wanted))
}

/// Is it one name, the last name first: "Reed, Ann B."?
fn is_last_first(value: &str) -> bool {
    const MOST_FIRST: usize = 3;
    let words = |part: &str| part.split_whitespace().count();
    value.split_once(',').is_some_and(|(last, first)| {
        words(last) == 1 && (1..=MOST_FIRST).contains(&words(first)) && !first.contains(',')
    })
}

/// "Reed, Ann" the other way round.
fn turned(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first)) if !first.contains(',') => format!("{} {}", first.trim(), last.trim()),
        _ => name.to_owned(),
    }
}
