//! Names of types and of the software that made the page → what sort of page it is. Unsure: nothing is said.

use serde::Serialize;

use super::clue::{Clues, Field, Source};
use super::title::folded;
use super::words::WORDS;
use crate::article::{Block, Extracted};
use crate::extract::html::attributes::Key;
use crate::extract::html::reread;
use crate::posts::software;

/// What sort of page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// One text: news, essay, recipe, report.
    Article,
    /// Posts of several people.
    Forum,
    /// One thing for sale.
    Product,
    /// Many things or texts, a few words each.
    Listing,
    /// How something is used.
    Documentation,
    /// A film or a recording.
    Media,
    /// A person or a body.
    Profile,
    /// Something that takes place.
    Event,
}

/// Endings of type names of schema.org and Open Graph, the more telling first.
const TYPES: &[(&str, PageKind)] = &[
    ("apireference", PageKind::Documentation),
    ("techarticle", PageKind::Documentation),
    ("question", PageKind::Forum),
    ("article", PageKind::Article),
    ("blogposting", PageKind::Article),
    ("report", PageKind::Article),
    ("recipe", PageKind::Article),
    ("howto", PageKind::Article),
    ("productgroup", PageKind::Product),
    ("product", PageKind::Product),
    ("product.item", PageKind::Product),
    ("collectionpage", PageKind::Listing),
    ("itemlist", PageKind::Listing),
    ("searchresultspage", PageKind::Listing),
    ("product.group", PageKind::Listing),
    ("videoobject", PageKind::Media),
    ("podcastepisode", PageKind::Media),
    ("video.other", PageKind::Media),
    ("profilepage", PageKind::Profile),
    ("profile", PageKind::Profile),
    ("event", PageKind::Event),
];

/// Types that outweigh others: forums call their threads articles as well.
const THREADS: &[(&str, PageKind)] = &[("discussionforumposting", PageKind::Forum), ("qapage", PageKind::Forum)];

/// Software that makes documentation only; for forums see [`software`].
const DOCUMENTATION: [&str; 9] =
    ["docusaurus", "sphinx", "mkdocs", "mdbook", "doxygen", "javadoc", "rustdoc", "gitbook", "antora"];

/// Bytes of what heads a column.
const LONGEST_HEAD: usize = 64;

/// Add the software that made the page, if its outermost elements are called after it, its foot names it or only it calls
/// posts so.
pub fn clues(source: &str, extracted: &Extracted, clues: &mut Clues) {
    const FIRST: usize = 8;
    const LAST: usize = 24;
    const LONGEST: usize = 200;
    let last = extracted.blocks.len().saturating_sub(LAST);
    let foot = extracted.blocks[last..].iter().filter_map(|block| extracted.text.get(block.span.clone()));
    for line in foot.filter(|text| text.len() <= LONGEST).map(str::to_lowercase) {
        if software::is_foot(&line) || WORDS.made_with.iter().any(|credit| line.contains(credit.as_str())) {
            clues.add(Field::Generator, Source::Text, line);
        }
    }
    for element in extracted.elements.iter().skip(1).take(FIRST) {
        let Some((attributes, _)) = reread::tag(source, element.attributes as usize) else { continue };
        let names = || [Key::Id, Key::Class].into_iter().filter_map(|key| attributes.get(key));
        let is_called =
            |known: &str| names().flat_map(str::split_ascii_whitespace).any(|name| name.eq_ignore_ascii_case(known));
        clues.add(Field::Generator, Source::Html, software::by_element(is_called).unwrap_or_default());
    }
    clues.add(Field::Generator, Source::Html, software::by_bodies(source, extracted).unwrap_or_default());
}

/// Is it a page of a forum?
pub fn is_forum(clues: &Clues) -> bool {
    choose(clues).is_some_and(|(kind, _)| kind == PageKind::Forum)
}

/// Does a page of a forum list topics, with who posted last in each? Of a thread posts are shown; topics like it may be listed
/// below.
pub fn lists_topics(source: &str, extracted: &Extracted, clues: &Clues) -> bool {
    let is_head = |block: &Block| WORDS.last_post.contains(&folded(extracted.text_of(block)));
    is_forum(clues)
        && extracted.blocks.iter().any(|block| block.span.len() <= LONGEST_HEAD && is_head(block))
        && software::bodies(source, extracted).elements.is_empty()
}

/// The software of a forum, in lower case.
pub fn forum_software(clues: &Clues) -> Option<&'static str> {
    clues.of(Field::Generator).find_map(|clue| software::named_in(&clue.value.to_lowercase()))
}

/// The sort of page, if anything says it plainly. Software outweighs types: forums call their posts articles.
pub fn choose(clues: &Clues) -> Option<(PageKind, Source)> {
    let made = clues.of(Field::Generator).find_map(|clue| {
        let name = clue.value.to_lowercase();
        let is_documentation = || DOCUMENTATION.iter().any(|known| name.contains(known));
        let kind = match software::named_in(&name) {
            Some(_) => Some(PageKind::Forum),
            None => is_documentation().then_some(PageKind::Documentation),
        };
        Some((kind?, clue.source))
    });
    let typed = |types: &[(&str, PageKind)]| {
        clues.of(Field::Type).find_map(|clue| {
            let name = clue.value.to_lowercase();
            types.iter().find(|(known, _)| name.ends_with(known)).map(|(_, kind)| (*kind, clue.source))
        })
    };
    made.or_else(|| typed(THREADS)).or_else(|| typed(TYPES))
}
