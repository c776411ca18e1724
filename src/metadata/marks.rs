//! Elements of the body that say for machines or by their names what is in them (microdata, RDFa, `rel`, `<time>`,
//! class) → who wrote the page and when. Those near the title count; those further off only if nothing else is known.

use std::cell::OnceCell;
use std::sync::LazyLock;

use super::clue::{Clue, Clues, Field, Source};
use super::dates;
use super::days::{Order, has_digits};
use super::kind;
use super::opening::is_under_later_heading;
use super::persons::is_given;
use super::text::{is_in_sentence, links_in};
use super::{labels, names};
use crate::article::{Element, Extracted};
use crate::extract::html::attributes::{Attributes, Key};
use crate::extract::html::hints::Hints;
use crate::extract::html::reread;
use crate::extract::html::tags::Tag;
use crate::text;

/// Elements that are read again.
const MOST: usize = 400;
/// Blocks inside an element that is a byline or a date.
const MOST_BLOCKS: u32 = 8;
/// Longer texts are no bylines.
const LONGEST: usize = 240;
/// Blocks before and behind the title that are near it.
const BEFORE: usize = 12;
const BEHIND: usize = 24;
/// Those among which a date that says nothing of itself is the article's.
const CLOSE_BEFORE: usize = 4;
const CLOSE_BEHIND: usize = 9;
/// Classes of hCard and hCalendar for the day on which somebody was born, or something begins or ends: no article's, though
/// some templates call it `published` as well.
const OF_EVENT: [&str; 3] = ["bday", "dtstart", "dtend"];
/// Elements around one that are looked at.
const AROUND: usize = 24;

/// Elements named after writers.
pub static BYLINE: LazyLock<Hints> = LazyLock::new(|| Hints::named(&["byline"]));
/// Elements named after days and times.
pub static DATE: LazyLock<Hints> = LazyLock::new(|| Hints::named(&["date"]));
/// Elements named after pictures: whoever is named there took them.
static PICTURE: LazyLock<Hints> = LazyLock::new(|| Hints::named(&["media", "caption"]));
static FOOTER: LazyLock<Hints> = LazyLock::new(|| Hints::named(&["footer"]));
/// What a text and its byline stand in, which may have a foot of its own.
static TEXT: LazyLock<Hints> = LazyLock::new(|| Hints::named(&["article", "post", "content", "main"]));
static ASIDE: LazyLock<Hints> =
    LazyLock::new(|| Hints::named(&["comment", "related", "sidebar", "nav", "popup", "newsletter"]));

/// What one element says.
struct Mark {
    field: Field,
    source: Source,
    value: String,
    near: bool,
    element: usize,
}

/// Add what elements near the title say; what the others say is handed back.
pub fn clues(source: &str, extracted: &Extracted, title: usize, clues: &mut Clues) -> Vec<Clue> {
    let is_forum = kind::is_forum(clues);
    let near = title.saturating_sub(BEFORE)..title + BEHIND;
    let close = title.saturating_sub(CLOSE_BEFORE)..title + CLOSE_BEHIND;
    let mut marks: Vec<Mark> = Vec::new();
    let worth = |element: &&Element| {
        let small = element.blocks.len() <= MOST_BLOCKS as usize;
        let of_picture = element.hints.meets(*PICTURE);
        let is_byline = element.hints.meets(*BYLINE) && !of_picture;
        element.marked || small && (element.tag == Tag::Time || element.hints.meets(*DATE) || is_byline)
    };
    let chosen = extracted.elements.iter().enumerate().skip(1).filter(|(_, element)| worth(element));
    for (number, element) in chosen.take(MOST) {
        let aside = is_aside(extracted, number, title as u32);
        if aside && !is_forum {
            continue;
        }
        let before = marks.len();
        read(source, number, (element, extracted), &mut marks);
        let is_near = !aside && near.contains(&(element.blocks.start as usize));
        let is_close = is_near && close.contains(&(element.blocks.start as usize));
        let links = links(extracted, element);
        for mark in &mut marks[before..] {
            mark.near = is_near;
            if is_forum && mark.field == Field::Held {
                mark.field = Field::Shown;
            }
            if mark.field == Field::Author {
                let names = mark.value.lines().map(str::to_owned).collect();
                mark.value = names::up_to_links(names, &links).join("\n");
            }
            if mark.field == Field::Author && mark.source == Source::Text && !mark.value.contains(' ') {
                // On a forum it is one of many accounts; elsewhere, far from the title, anything.
                mark.near &= !is_forum;
                if !is_close {
                    mark.value.clear();
                }
            }
            let is_day = matches!(mark.field, Field::Shown | Field::Short);
            if is_day && is_under_later_heading(extracted, title, element.blocks.start as usize) {
                mark.value.clear();
            }
            match mark.field {
                Field::Shown if !is_close => mark.field = Field::Published,
                Field::Short if !is_close => mark.value.clear(),
                _ => {}
            }
        }
    }
    within(extracted, &mut marks);
    // Above the title the day may stand on which the page was fetched: what stands behind it comes first.
    let is_above = |mark: &Mark| extracted.elements[mark.element].blocks.start < title as u32;
    for mark in marks.iter_mut().filter(|mark| mark.field == Field::Shown && mark.source == Source::Text) {
        mark.near &= !is_above(mark);
    }
    let (near, far): (Vec<Mark>, Vec<Mark>) =
        marks.into_iter().partition(|mark| mark.near || mark.field == Field::Type);
    ordered(near, extracted).into_iter().for_each(|clue| clues.add(clue.field, clue.source, clue.value));
    ordered(far, extracted)
}

/// Is it part of something that is not the article? What is around the title too says nothing of that.
fn is_aside(extracted: &Extracted, element: usize, title: u32) -> bool {
    let around = extracted.around(element).take(AROUND);
    let mut apart = around.take_while(|(_, element)| !element.blocks.contains(&title));
    // A byline may stand in a column of its own.
    apart.any(|(_, element)| {
        element.hints.meets(*ASIDE) && !element.hints.meets(*BYLINE) || matches!(element.tag, Tag::Nav)
    })
}

/// Does it stand at the foot of the page, where whoever made its template is linked to?
fn is_in_footer(extracted: &Extracted, element: usize) -> bool {
    let around = || extracted.around(element).skip(1).take(AROUND);
    let is_foot = |element: &Element| element.tag == Tag::Footer || element.hints.meets(*FOOTER);
    let is_text = |element: &Element| matches!(element.tag, Tag::Article | Tag::Main) || element.hints.meets(*TEXT);
    around().any(|(_, element)| is_foot(element)) && !around().any(|(_, element)| is_text(element))
}

/// What the words in front of a date in its block, or the label above it, say of it.
fn above(extracted: &Extracted, element: &Element, date: &str) -> Option<Field> {
    const LONGEST_LABEL: usize = 40;
    let at = block_of(element)?;
    let own = text::head(text_of(extracted, at)?, LONGEST);
    let label = match own.split_once(date) {
        Some((before, _)) => labels::label_before(before),
        None => labels::label(own),
    };
    let before = at.checked_sub(1).and_then(|at| text_of(extracted, at)).filter(|text| text.len() <= LONGEST_LABEL);
    label.or_else(|| labels::label_before(before?))
}

/// Does the sentence that it stands in tell of that day?
fn is_told_of(extracted: &Extracted, element: &Element, date: &str) -> bool {
    let lines = block_of(element).and_then(|at| text_of(extracted, at)).unwrap_or_default().lines();
    !date.is_empty() && lines.filter(|line| line.contains(date)).any(is_in_sentence)
}

/// The texts of the links in the first blocks that an element is in.
fn links<'a>(extracted: &'a Extracted, element: &Element) -> Vec<&'a str> {
    let first = block_of(element).unwrap_or_default();
    let blocks = extracted.blocks.get(first..element.blocks.end as usize).unwrap_or_default();
    blocks.iter().take(MOST_BLOCKS as usize).flat_map(|block| links_in(extracted, block)).collect()
}

/// The block that an element is in. What begins and ends inside of one is before the next.
fn block_of(element: &Element) -> Option<usize> {
    (element.blocks.start as usize).checked_sub(usize::from(element.blocks.is_empty()))
}

fn text_of(extracted: &Extracted, block: usize) -> Option<&str> {
    extracted.text.get(extracted.blocks.get(block)?.span.clone())
}

fn read(source: &str, number: usize, (element, extracted): (&Element, &Extracted), marks: &mut Vec<Mark>) {
    let Some((attributes, content)) = reread::tag(source, element.attributes as usize) else { return };
    // An author without a name may have one inside.
    let mut add = |field, from, value: String| {
        marks.push(Mark { field, source: from, value, near: false, element: number });
    };
    // Most say it in their attributes, and their text need not be read.
    let read = OnceCell::new();
    let text = || read.get_or_init(|| reread::text(source, content)).as_str();
    let stated = || [Key::Content, Key::Datetime].iter().find_map(|key| attributes.get(*key)).unwrap_or_else(&text);
    for (name, from) in properties(&attributes) {
        match name.as_str() {
            "author" | "creator" => {
                add(Field::Author, from, byline(attributes.get(Key::Content).unwrap_or_else(&text)));
            }
            "name" if text().len() <= LONGEST => add(Field::Site, from, names::authors(text()).join("\n")),
            "datepublished" | "datecreated" | "uploaddate" | "dc:date" => {
                add(Field::Published, from, stated().to_owned());
            }
            "datemodified" => add(Field::Modified, from, stated().to_owned()),
            "headline" => add(Field::Title, from, text().to_owned()),
            _ => {}
        }
    }
    if let Some(kind) = attributes.get(Key::Itemtype) {
        add(Field::Type, Source::Microdata, kind.rsplit(['/', '#']).next().unwrap_or_default().to_owned());
    }
    let rel = attributes.get(Key::Rel).unwrap_or_default();
    let has_rel = |wanted: &str| rel.split_ascii_whitespace().any(|name| name.eq_ignore_ascii_case(wanted));
    if has_rel("author") && !is_in_footer(extracted, number) {
        add(Field::Author, Source::Rdfa, byline(text()));
    }
    if has_rel("tag") && text().len() <= LONGEST {
        add(Field::Tags, Source::Rdfa, text().to_owned());
    }
    if has_rel("license") {
        add(Field::License, Source::Rdfa, attributes.get(Key::Href).unwrap_or_else(&text).to_owned());
    }
    if element.tag == Tag::Time || element.hints.meets(BYLINE.and(*DATE)) {
        seen((element, extracted), &attributes, text(), &mut add);
    }
}

/// What the element's name and class say.
fn seen(
    (element, extracted): (&Element, &Extracted),
    attributes: &Attributes,
    text: &str,
    add: &mut impl FnMut(Field, Source, String),
) {
    let label = || {
        let class = attributes.get(Key::Class).unwrap_or_default().to_ascii_lowercase();
        let says = |word: &str| class.contains(word);
        if class.split_ascii_whitespace().any(|name| OF_EVENT.contains(&name)) {
            return Some(Field::Held);
        }
        let is_changed = (says("updated") || says("modified")) && !says("publish") && !says("posted");
        let said = || labels::label(text).or_else(|| above(extracted, element, text.trim()));
        if is_changed { Some(Field::Modified) } else { said() }
    };
    let is_time = element.tag == Tag::Time;
    if is_time || element.hints.meets(*DATE) && text.len() <= LONGEST && has_digits(text) {
        let label = label();
        let field = label.filter(|field| *field != Field::Published).unwrap_or(Field::Shown);
        let stated = attributes.get(Key::Datetime).filter(|value| is_time && !value.trim().is_empty());
        let value = stated.filter(|time| !is_elsewhere(time, text)).unwrap_or(text);
        let from = if is_time { Source::Time } else { Source::Text };
        if label.is_some() || !is_told_of(extracted, element, text.trim()) {
            add(field, from, value.to_owned());
        }
        // The name of the element is a label too.
        if labels::is_short_day(
            text,
            Some(field).filter(|field| *field != Field::Shown).or(Some(Field::Published)),
            true,
        ) {
            add(Field::Short, from, text.to_owned());
        }
        let more = labels::dated(text).into_iter().skip(1).filter(|_| stated.is_none());
        for (label, day) in more.filter_map(|(label, day)| Some((label?, day))) {
            add(if label == Field::Published { Field::Shown } else { label }, from, day.to_owned());
        }
    }
    // What is told of the writer may stand below the name.
    let first = text.lines().next().filter(|line| text.len() > LONGEST && is_given(line));
    if element.hints.meets(*BYLINE)
        && let Some(name) = first
    {
        add(Field::Author, Source::Text, name.to_owned());
    }
    if element.hints.meets(*BYLINE) && text.len() <= LONGEST {
        // An account may be one word; a word of a longer text is a label.
        let alone = text.lines().next().is_none_or(|line| !line.contains(' '));
        let short = names::behind_short_by(text);
        let is_by =
            || short.is_some() || names::behind_by(text).is_some_and(|names| names.starts_with(names::is_capital));
        let whole = |name: &&String| alone || name.contains(' ') || names::is_caseless(name) || is_by();
        let names: Vec<String> = names::byline(short.unwrap_or(text));
        add(Field::Author, Source::Text, names.iter().filter(whole).map(String::as_str).collect::<Vec<_>>().join("\n"));
    }
}

/// Is it a time of another day than the one that the reader sees, by the clock of another zone?
fn is_elsewhere(time: &str, text: &str) -> bool {
    let day = |raw: &str| dates::parse(raw, Order::Unknown).and_then(|date| date.get(..10).map(str::to_owned));
    time.contains('T') && day(text).is_some_and(|seen| day(time).is_some_and(|stated| stated != seen))
}

/// The names in an element's text, a line each.
fn byline(text: &str) -> String {
    if text.len() > LONGEST { String::new() } else { names::byline(text).join("\n") }
}

/// The names of `itemprop` and `property`, in lower case, without the vocabulary.
pub fn properties(attributes: &Attributes) -> Vec<(String, Source)> {
    const LONGEST_NAME: usize = 200;
    let of = |key, source| {
        let names = attributes.get(key).filter(|value| value.len() <= LONGEST_NAME).unwrap_or_default();
        names.split_ascii_whitespace().map(move |name| {
            let bare = name.strip_prefix("schema:").unwrap_or(name).rsplit('/').next().unwrap_or(name);
            (bare.to_ascii_lowercase(), source)
        })
    };
    of(Key::Itemprop, Source::Microdata).chain(of(Key::Property, Source::Rdfa)).collect()
}

/// The `name` inside an `author` is the author's name; elsewhere it says nothing.
fn within(extracted: &Extracted, marks: &mut Vec<Mark>) {
    const NEAR: usize = 6;
    for at in 0..marks.len() {
        if marks[at].field != Field::Site {
            continue;
        }
        let author_of = |element: usize| {
            marks
                .iter()
                .position(|mark| mark.element == element && mark.field == Field::Author && mark.source != Source::Text)
        };
        let mut around = extracted.around(marks[at].element).skip(1).take(NEAR);
        if let Some(author) = around.find_map(|(element, _)| author_of(element)) {
            marks[author].value = marks[at].value.clone();
        }
    }
    marks.retain(|mark| mark.field != Field::Site);
}

/// As clues: all authors of one source together, the rest one by one; machine-readable sources first.
fn ordered(marks: Vec<Mark>, extracted: &Extracted) -> Vec<Clue> {
    let mut clues: Vec<Clue> = Vec::new();
    for source in [Source::Microdata, Source::Rdfa, Source::Time, Source::Text] {
        let mut last = None;
        for Mark { field, value, element, .. } in marks.iter().filter(|mark| mark.source == source) {
            let is_author = *field == Field::Author;
            let made = extracted.elements.get(*element).map(|element| (element.parent, element.signature));
            // Names beside each other are of one byline; other bylines that are only called so may be of other texts.
            let joins = *field == Field::Tags || is_author && (source != Source::Text || made == last);
            match clues.iter_mut().rfind(|clue| joins && clue.field == *field && clue.source == source) {
                Some(clue) => clue.value = format!("{}\n{value}", clue.value),
                None => clues.push(Clue { field: *field, source, value: value.clone() }),
            }
            last = if is_author { made } else { last };
        }
    }
    clues
}
