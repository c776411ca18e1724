//! Scripts of JSON-LD → what they say of the page. Only the vocabulary of schema.org counts. Broken scripts are passed
//! over; comments around the JSON and raw line ends inside its strings are forgiven, as browsers' readers of it do.

use std::collections::HashMap;

use foldhash::HashSet;
use serde_json::{Map, Value};

use super::bodies;
use super::clue::{Clues, Field, Source};
use super::title;
use crate::article::{Extracted, Span};
use crate::extract;
use crate::extract::html::entities;
use crate::text::single_blanks;

/// Bytes of one script, and of all of them, that are read.
const LONGEST: usize = 1 << 20;
const LONGEST_ALL: usize = 4 << 20;
/// Things described that are looked at.
const MOST: usize = 2000;

/// Endings of the names of types that a page can be about, with how likely one is what the page is about.
const TYPES: &[(&str, u8)] = &[
    ("Article", 9),
    ("BlogPosting", 9),
    ("SocialMediaPosting", 9),
    ("DiscussionForumPosting", 9),
    ("Report", 9),
    ("Question", 8),
    ("Recipe", 8),
    ("HowTo", 7),
    ("Review", 5),
    ("Product", 6),
    ("ProductGroup", 6),
    ("Book", 6),
    ("Course", 6),
    ("Event", 5),
    ("SoftwareApplication", 5),
    ("JobPosting", 6),
    ("CreativeWork", 5),
    ("LearningResource", 5),
    ("PodcastEpisode", 6),
    ("Movie", 5),
    ("Dataset", 5),
    ("VideoObject", 3),
    ("Blog", 3),
    ("WebPage", 2),
    ("Page", 2),
];

/// How likely a text that somebody wrote is what the page is about.
const BY_WRITERS: u8 = 9;

/// A thing that a script describes.
pub type Thing = Map<String, Value>;

/// All scripts of a page.
pub fn read(source: &str, scripts: &[Span]) -> Vec<Value> {
    let mut left = LONGEST_ALL;
    let texts = scripts.iter().filter_map(|span| source.get(span.clone())).filter(|text| text.len() <= LONGEST);
    texts.take_while(|text| left.checked_sub(text.len()).map(|rest| left = rest).is_some()).filter_map(parse).collect()
}

fn parse(script: &str) -> Option<Value> {
    let script = unwrapped(script);
    serde_json::from_str(script).ok().or_else(|| {
        let spaced = script.replace(|char: char| char.is_control(), " ");
        serde_json::from_str(&spaced).ok()
    })
}

/// What stands between `<!--` and `-->`, or in a CDATA section, if the script is written so.
fn unwrapped(script: &str) -> &str {
    const BEFORE: [&str; 6] = ["<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA["];
    const AFTER: [&str; 7] = ["-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", ";"];
    let mut script = script.trim();
    for open in BEFORE {
        script = script.strip_prefix(open).unwrap_or(script).trim_start();
    }
    for close in AFTER {
        script = script.strip_suffix(close).unwrap_or(script).trim_end();
    }
    script
}

/// Everything that is described at the top, and what those things say the page is about.
fn things(values: &[Value]) -> Vec<&Thing> {
    let mut open: Vec<&Value> = values.iter().rev().collect();
    let mut things = Vec::new();
    while let Some(value) = open.pop().filter(|_| things.len() < MOST) {
        match value {
            Value::Array(items) => open.extend(items.iter().take(MOST).rev()),
            Value::Object(thing) => {
                things.push(thing);
                open.extend(["mainEntity", "mainEntityOfPage", "@graph"].iter().filter_map(|key| thing.get(*key)));
            }
            _ => {}
        }
    }
    things
}

/// The names of a thing's types, without the address of the vocabulary.
fn types(thing: &Thing) -> impl Iterator<Item = &str> {
    let names = match thing.get("@type") {
        Some(Value::Array(names)) => names.as_slice(),
        Some(name) => std::slice::from_ref(name),
        None => &[],
    };
    names.iter().filter_map(Value::as_str).map(|name| name.rsplit(['/', '#', ':']).next().unwrap_or(name))
}

fn rank(thing: &Thing) -> u8 {
    let of = |name: &str| TYPES.iter().filter(|(end, _)| name.ends_with(end)).map(|(_, rank)| *rank).max();
    types(thing).filter_map(of).max().unwrap_or(0)
}

/// Add what the scripts say.
pub fn clues(values: &[Value], clues: &mut Clues, source: &str, extracted: &Extracted) {
    let things = things(values);
    let named: HashMap<&str, &Thing> =
        things.iter().rev().filter_map(|thing| Some((thing.get("@id")?.as_str()?, *thing))).collect();
    let heads = title::said(source, extracted);
    let mut mains: Vec<(u8, &Thing)> =
        things.iter().map(|thing| (rank(thing), *thing)).filter(|(r, _)| *r > 0).collect();
    // A list page describes many articles of which none is the page: one that has its title comes first.
    mains.sort_by_cached_key(|(rank, thing)| {
        let is_page = called(thing).is_some_and(|own| heads.contains(&title::folded(&own)));
        std::cmp::Reverse(rank * 2 + u8::from(is_page && *rank > 2))
    });
    let reader = Reader { named };
    let unsure = is_list(&mains, &heads);
    let is_of_type = |thing: &Thing, wanted: &str| types(thing).any(|name| name == wanted);
    // Questions that are answered one by one are parts of a page.
    let answers_many = things.iter().any(|thing| is_of_type(thing, "FAQPage"));
    let told = title::words_said(source, extracted);
    let is_part = |thing: &Thing| answers_many && is_of_type(thing, "Question") || is_other(thing, &told);
    let is_of_page = |(rank, thing): &&(u8, &Thing)| !(unsure && *rank > 2 || is_part(thing));
    for (rank, thing) in mains.iter().take(8).filter(is_of_page) {
        reader.describe(thing, *rank, clues);
    }
    for thing in &things {
        if is_of_type(thing, "WebSite")
            && let Some(name) = text(thing.get("name"))
        {
            clues.add(Field::Site, Source::JsonLd, name);
        }
    }
}

/// What a thing is called.
fn called(thing: &Thing) -> Option<String> {
    text(thing.get("headline").or_else(|| thing.get("name")))
}

/// Is it called nothing that the page's titles say? Then it is something else that is shown there.
fn is_other(thing: &Thing, told: &HashSet<String>) -> bool {
    const LEAST_WORDS: usize = 2;
    let own = called(thing).map(|own| title::words(&own)).unwrap_or_default();
    own.len() >= LEAST_WORDS && told.len() >= LEAST_WORDS && own.is_disjoint(told)
}

/// Several things of the best type, none of which has the page's title?
fn is_list(mains: &[(u8, &Thing)], heads: &[String]) -> bool {
    const FEW: usize = 2;
    let Some((best, _)) = mains.first() else { return false };
    let has_title = |thing: &Thing| called(thing).is_some_and(|own| heads.contains(&title::folded(&own)));
    let alike = || mains.iter().filter(|(rank, _)| rank == best);
    alike().count() > FEW && !alike().any(|(_, thing)| has_title(thing))
}

/// Is the author no person but a body? Then a person named elsewhere counts more.
fn is_body(author: Option<&Value>) -> bool {
    let author = match author {
        Some(Value::Array(authors)) => authors.first(),
        author => author,
    };
    author.and_then(Value::as_object).is_some_and(|thing| types(thing).any(|name| name.ends_with("Organization")))
}

/// Are they all persons? As contributors they have written with the author: Ghost names all but the first so.
fn are_persons(named: &Value) -> bool {
    let all = match named {
        Value::Array(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    let is_person = |one: &Value| one.as_object().is_some_and(|thing| types(thing).any(|name| name == "Person"));
    all.iter().all(is_person)
}

struct Reader<'a> {
    /// Things by their `@id`.
    named: HashMap<&'a str, &'a Thing>,
}

impl<'a> Reader<'a> {
    /// Add what one thing says.
    fn describe(&self, thing: &'a Thing, rank: u8, clues: &mut Clues) {
        let mut add = |field, value: Option<String>| {
            if let Some(value) = value {
                clues.add(field, Source::JsonLd, value);
            }
        };
        types(thing).for_each(|name| add(Field::Type, Some(name.to_owned())));
        add(Field::Title, text(thing.get("headline")));
        if rank > 2 {
            add(Field::Title, text(thing.get("name")));
        }
        let author = thing.get("author").or_else(|| thing.get("creator"));
        let contributors = thing.get("contributor").filter(|others| rank == BY_WRITERS && are_persons(others));
        let names = [author, contributors].into_iter().filter_map(|named| self.names(named));
        add(if is_body(author) { Field::Body } else { Field::Author }, Some(names.collect::<Vec<_>>().join("\n")));
        add(Field::Body, self.names(thing.get("hiringOrganization")));
        add(
            Field::Published,
            ["datePublished", "datePosted", "dateCreated", "uploadDate"].iter().find_map(|key| text(thing.get(*key))),
        );
        add(Field::Modified, text(thing.get("dateModified")));
        if types(thing).any(|name| name.ends_with("Event")) {
            ["startDate", "endDate"].iter().for_each(|key| add(Field::Held, text(thing.get(*key))));
        }
        let publisher = self.names(thing.get("publisher").or_else(|| thing.get("isPartOf")));
        add(Field::Site, publisher.filter(|name| !bodies::is_platform(name)));
        add(Field::Description, text(thing.get("description")));
        add(Field::Language, self.names(thing.get("inLanguage")));
        add(Field::Tags, all(thing.get("articleSection")));
        add(Field::Tags, all(thing.get("keywords")));
        add(Field::License, text(thing.get("license")));
    }

    /// The names of the people or bodies that a value names, a line each.
    fn names(&self, value: Option<&'a Value>) -> Option<String> {
        const MOST_NAMES: usize = 50;
        let values = match value? {
            Value::Array(values) => values.as_slice(),
            value => std::slice::from_ref(value),
        };
        // Some systems put the link to the author's page there.
        let plain = |name: String| if name.contains("</") { extract::shown(&name) } else { name };
        let names: Vec<String> =
            values.iter().take(MOST_NAMES).filter_map(|value| self.name(value)).map(plain).collect();
        (!names.is_empty()).then(|| names.join("\n"))
    }

    fn name(&self, value: &'a Value) -> Option<String> {
        let Value::Object(thing) = value else { return text(Some(value)) };
        let own = |thing: &Thing| {
            all(thing.get("name"))
                .or_else(|| Some(format!("{} {}", text(thing.get("givenName"))?, text(thing.get("familyName"))?)))
        };
        own(thing).or_else(|| own(self.named.get(thing.get("@id")?.as_str()?)?))
    }
}

/// A value's text, references and markup out of it: the first of a list, the `@value` of an object.
fn text(value: Option<&Value>) -> Option<String> {
    let value = match value? {
        Value::Array(values) => values.first()?,
        value => value,
    };
    let raw = match value {
        Value::String(text) => text,
        Value::Object(thing) => thing.get("@value").or_else(|| thing.get("@id"))?.as_str()?,
        _ => return None,
    };
    let plain = if raw.contains('&') { entities::decode(raw) } else { raw.to_owned() };
    let folded = single_blanks(&plain);
    (!folded.is_empty()).then_some(folded)
}

/// All texts of a value, a line each.
fn all(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Array(values) => {
            let texts: Vec<String> = values.iter().take(MOST).filter_map(|value| text(Some(value))).collect();
            (!texts.is_empty()).then(|| texts.join("\n"))
        }
        value => text(Some(value)),
    }
}
