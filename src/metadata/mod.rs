//! What a document says of itself → [`Metadata`]: who wrote it, when, where. Each source has a file that finds clues
//! (`json_ld`, `tags`, `marks`, `text`), each field that takes thought one that chooses among them (`title`, `authors`,
//! `dates`, `keywords`, `kind`). Nothing here changes the article.

mod address;
mod authors;
mod bars;
mod bodies;
mod clue;
mod dates;
mod days;
mod differs;
pub mod json_ld;
mod keywords;
mod kind;
mod labels;
mod language;
mod links;
mod marks;
mod names;
mod opening;
mod parts;
mod persons;
pub mod signature;
mod tags;
mod text;
mod title;
mod words;

use std::collections::BTreeMap;

use ego_tree::iter::Edge;
use serde::Serialize;

use crate::article::{Extracted, Kind, Note};
use crate::extract::html::tags::Tag;
use crate::judge::Judged;
use crate::judge::site::Found;
use crate::options::{Options, Stages};

pub use self::clue::Source;
use self::clue::{Clues, Field};
use self::days::Order;
pub use self::differs::DIFFERS;
use self::language::Spoken;
pub use self::links::Base;
use self::signature::Signed;

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

pub use self::kind::PageKind;
use crate::text::single_blanks;

impl Metadata {
    /// Put what the user's rules for the site found in the place of what the page says elsewhere.
    pub fn overrule(&mut self, found: Found) {
        let order = Order::of(self.language.as_deref().or(self.language_detected).unwrap_or_default());
        let authors = found.author.map(|names| names::authors(&names)).filter(|names| !names.is_empty());
        let published = found.date.and_then(|date| dates::parse(&date, order));
        let mut seen = |field| self.sources.insert(field, Source::Rules);
        if found.title.is_some() {
            seen("title");
            self.title = found.title;
        }
        if let Some(authors) = authors {
            seen("authors");
            self.authors = authors;
        }
        if published.is_some() {
            seen("date");
            self.published = published;
        }
    }
}

/// Metadata, and where its sources disagree.
pub struct About {
    /// The metadata.
    pub metadata: Metadata,
    /// A note for each field on which sources differ.
    pub notes: Vec<Note>,
}

/// Find out what a document says of itself.
pub fn gather(source: &str, extracted: &Extracted, judged: &Judged, options: &Options) -> About {
    if options.article_only || matches!(options.stages, Stages::Decode | Stages::RepairOnly) {
        return About { metadata: Metadata::default(), notes: Vec::new() };
    }
    let (mut clues, mut far, mut first) = (Clues::default(), Vec::new(), None);
    let mut title = judged.title.or(Some(0));
    if extracted.kind == Kind::Html {
        let data = json_ld::read(source, &extracted.head.data);
        json_ld::clues(&data, &mut clues, source, extracted);
    }
    tags::clues(source, &extracted.head, &mut clues);
    if extracted.kind == Kind::Html {
        kind::clues(source, extracted, &mut clues);
        first = first_post(source, extracted, &mut clues);
        title = opening::place(source, extracted, judged, kind::is_forum(&clues));
        far = marks::clues(source, extracted, title.unwrap_or(0), &mut clues);
        far.extend(tags::writer(source, &extracted.head));
    }
    let detected = language::detect(extracted, judged);
    let declared = clues.first(Field::Language);
    let spoken = declared
        .as_ref()
        .map(|(tag, _)| tag.as_str())
        .or(detected.map(|spoken| spoken.code))
        .unwrap_or_default()
        .to_owned();
    let first = first.or_else(|| first_post(source, extracted, &mut clues));
    let begins_with_post = first.is_some();
    clues.add(Field::Shown, Source::Text, first.and_then(|first| first.date).unwrap_or_default());
    let begins = || opening::paragraph(extracted, judged).filter(|_| !begins_with_post);
    match title {
        Some(title) => text::clues(extracted, title, text::BEHIND, &mut clues),
        None => begins().into_iter().for_each(|place| text::clues(extracted, place, 0, &mut clues)),
    }
    let named = authors::is_named(&clues);
    let far = far.into_iter().filter(|clue| clue.field != Field::Author || !named);
    far.for_each(|clue| clues.add(clue.field, clue.source, clue.value));
    links::clues(&extracted.head, source, options, &mut clues);
    let order = match Order::of(&spoken) {
        Order::Unknown => dates::order_on_page(&clues, &extracted.text),
        order => order,
    };
    let missing = text::Missing {
        author: !authors::is_known(&clues),
        stands_in: authors::choose(&clues).is_some(),
        date: dates::published(&clues, order, false).is_none(),
    };
    if extracted.kind == Kind::Html && (missing.author || missing.date) {
        let below = missing.author.then(|| persons::signed_below(extracted, judged)).flatten();
        clues.add(Field::Author, Source::Text, below.unwrap_or_default());
        text::elsewhere(extracted, title.unwrap_or(0), &missing, order, &mut clues);
        let dateline = missing.date.then(|| opening::dateline(extracted, judged)).flatten();
        clues.add(Field::Published, Source::Text, dateline.unwrap_or_default());
    }
    let is_unsigned = |clues: &Clues| extracted.kind == Kind::Html && authors::choose(clues).is_none();
    if is_unsigned(&clues) {
        clues.add(Field::Author, Source::Text, text::poster(extracted, judged).unwrap_or_default());
    }
    // Names that nothing calls an author are believed near a title alone.
    if let Some(title) = opening::title_block(extracted, judged).filter(|_| is_unsigned(&clues)) {
        persons::clues(extracted, title, &mut clues);
    }
    if is_unsigned(&clues) && dates::published(&clues, order, false).is_some() {
        let owner = persons::owner(extracted, judged, title, &clues);
        owner.into_iter().for_each(|(name, source)| clues.add(Field::Author, source, name));
    }
    Chosen { clues, sources: BTreeMap::new() }.choose(source, extracted, judged, order, declared, detected)
}

/// Add who has begun the thread, if the page is a forum's; who and when is the answer.
fn first_post(source: &str, extracted: &Extracted, clues: &mut Clues) -> Option<Signed> {
    let first = kind::is_forum(clues).then(|| crate::posts::first(source, extracted))??;
    clues.add(Field::Author, Source::Text, first.author.clone().unwrap_or_default());
    Some(first)
}

/// Tags by which a summary is known to be HTML.
const MARKUP: [&str; 10] = ["<br", "</p>", "</b>", "</i>", "</a>", "</em>", "</strong>", "</span>", "</div>", "</li>"];

/// A summary that was written as HTML, or escaped twice, as the text that it shows.
fn without_markup(text: String) -> String {
    let is_reference = |rest: &str| rest.split_once(';').is_some_and(|(name, _)| is_name(name));
    let lower = text.to_ascii_lowercase();
    if !text.split('&').skip(1).any(is_reference) && !MARKUP.iter().any(|tag| lower.contains(tag)) {
        return text;
    }
    let mut shown = String::new();
    for edge in scraper::Html::parse_fragment(&text).tree.root().traverse() {
        match edge {
            Edge::Open(node) | Edge::Close(node) if node.value().as_element().is_some_and(parts) => {
                shown.push(' ');
            }
            Edge::Open(node) => shown.push_str(node.value().as_text().map_or("", |text| text)),
            Edge::Close(_) => {}
        }
    }
    single_blanks(&shown)
}

/// Does what stands before and behind this element belong to different words?
fn parts(element: &scraper::node::Element) -> bool {
    let tag = Tag::named(element.name());
    tag.is_block() || tag == Tag::Br
}

/// Is it what a character reference calls a character?
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || char == '#')
}

/// Choices so far.
struct Chosen {
    clues: Clues,
    sources: BTreeMap<&'static str, Source>,
}

impl Chosen {
    fn choose(
        mut self,
        source: &str,
        extracted: &Extracted,
        judged: &Judged,
        order: Order,
        declared: Option<(String, Source)>,
        detected: Option<Spoken>,
    ) -> About {
        let site = self.clues.first(Field::Site);
        let headline = || opening::headline(source, extracted, judged);
        let title =
            title::choose(&self.clues, extracted, judged, site.as_ref().map(|(name, _)| name.as_str()), headline);
        let modified = dates::choose(&self.clues, Field::Modified, order);
        let page_kind = kind::choose(&self.clues);
        let is_forum = page_kind.is_some_and(|(kind, _)| kind == PageKind::Forum);
        let published = dates::published(&self.clues, order, is_forum).map(|published| match &modified {
            Some(changed) if dates::is_contradicted(&published, changed) => changed.clone(),
            _ => published,
        });
        let authors = authors::choose(&self.clues);
        let (url, description) = (self.clues.first(Field::Url), self.clues.first(Field::Description));
        let description =
            description.map(|(text, from)| (without_markup(text), from)).filter(|(text, _)| !text.is_empty());
        let license = self.clues.first(Field::License);
        let tags = keywords::choose(&self.clues);
        let metadata = Metadata {
            title: self.take("title", title),
            authors: self.take("authors", authors).unwrap_or_default(),
            published: self.take("date", published),
            modified: self.take("modified", modified),
            site: self.take("site", site),
            url: self.take("url", url),
            base: self.clues.first(Field::Base).map(|(base, _)| base),
            description: self.take("description", description),
            language: self.take("language", declared),
            language_detected: detected.map(|spoken| spoken.code),
            language_share: detected.map_or(0.0, |spoken| spoken.share),
            tags: self.take("tags", tags).unwrap_or_default(),
            license: self.take("license", license),
            page_kind: self.take("page_kind", page_kind),
            sources: BTreeMap::new(),
        };
        let metadata = Metadata { sources: std::mem::take(&mut self.sources), ..metadata };
        About { notes: differs::notes(&self.clues, &metadata, order), metadata }
    }

    /// Remember where a field's value was found.
    fn take<T>(&mut self, field: &'static str, found: Option<(T, Source)>) -> Option<T> {
        let (value, source) = found?;
        self.sources.insert(field, source);
        Some(value)
    }
}
