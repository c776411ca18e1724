//! Where the text of a page begins → its headline there: the line that is set off from those around it.

use super::address::leads_home;
use super::bars::spaceless_words;
use super::days::{self, Order};
use super::names;
use super::persons::is_person;
use super::title::{self, folded, is_greeting, words};
use crate::article::{Block, Extracted, Role};
use crate::judge::Judged;
use crate::languages::{Key, function_word};
use crate::text::ceiling;

/// Bytes from which on a block is a paragraph and the text has begun.
const PARAGRAPH: usize = 140;
/// Longer lines are no headlines.
const LONGEST: usize = 200;
const MOST_WORDS: usize = 28;
/// A word alone is a section's name.
const LEAST_WORDS: usize = 2;
/// Blocks before the first paragraph among which a headline is, and among which it is although the judge cut it.
const BEFORE: usize = 12;
const BEFORE_CUT: usize = 6;
/// Blocks before the first paragraph among which a headline is right above the text.
const NEAR: usize = 3;
/// A line that is no heading may be the headline although the judge cut it, if he was less sure than this.
const SURELY_CUT: f32 = 0.7;

/// The headline above a text.
pub struct Headline<'a> {
    /// Its block.
    pub block: usize,
    /// What it says.
    pub text: &'a str,
    /// Is no line further down set off the same way? Else it may head but a section.
    pub is_alone: bool,
    /// Does no other line above the text say all that the head does?
    pub is_first: bool,
    /// Does the text begin right below it?
    pub is_near: bool,
}

/// How a line is set off, the most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum SetOff {
    /// As a heading of this level.
    Heading(u8),
    /// By the name of its element.
    Named,
    /// In large letters: how many sizes below the largest.
    Large(u8),
    /// In bold letters.
    Bold,
}

/// The block in which the text begins: the first paragraph that is kept.
pub fn paragraph(extracted: &Extracted, judged: &Judged) -> Option<usize> {
    let mut kept = judged.verdicts.iter().filter(|verdict| !verdict.cut).map(|verdict| verdict.block);
    kept.find(|at| extracted.blocks.get(*at).is_some_and(is_paragraph))
}

fn is_paragraph(block: &Block) -> bool {
    !block.role.is_heading() && block.span.len() >= PARAGRAPH
}

/// The headline of the text: of the lines above its first paragraph the one that is set off most.
pub fn headline<'a>(source: &str, extracted: &'a Extracted, judged: &Judged) -> Option<Headline<'a>> {
    let paragraph = paragraph(extracted, judged)?;
    let kept = || judged.verdicts.iter().filter(|verdict| !verdict.cut).map(|verdict| verdict.block);
    let above = kept().filter(|at| (paragraph.saturating_sub(BEFORE)..paragraph).contains(at));
    let near = paragraph.saturating_sub(BEFORE_CUT)..paragraph;
    let doubtful = judged.verdicts.iter().filter(|verdict| verdict.cut && verdict.confidence < SURELY_CUT);
    let doubtful: Vec<usize> = doubtful.map(|verdict| verdict.block).filter(|at| near.contains(at)).collect();
    let near = near.filter(|at| is_heading(extracted, *at) || doubtful.contains(at));
    let line = |at: usize| {
        let block = extracted.blocks.get(at).filter(|block| !block.hidden && !leads_home(extracted, block))?;
        let text = extracted.text.get(block.span.clone())?.lines().next()?.trim();
        Some((set_off(source, block).filter(|set_off| is_headline(text, *set_off))?, at, text))
    };
    // Of several of the first level the last one is not the site's.
    let rank = |(set_off, at, _): &(SetOff, usize, &str)| match set_off {
        SetOff::Heading(1) => (*set_off, paragraph - at),
        _ => (*set_off, *at),
    };
    let (set_off, block, text) = above.chain(near).filter_map(line).min_by_key(rank)?;
    let is_like = |at: usize| {
        let block = extracted.blocks.get(at).filter(|block| block.span.len() <= LONGEST);
        block.and_then(|block| self::set_off(source, block)) == Some(set_off)
    };
    let is_alone = !kept().filter(|at| *at > block).any(is_like);
    let title = folded(extracted.headline.as_deref().unwrap_or_default());
    let says_all = |at: usize| {
        let block = extracted.blocks.get(at).filter(|block| !block.hidden);
        block.and_then(|block| extracted.text.get(block.span.clone())).is_some_and(|text| folded(text) == title)
    };
    let is_first = title.is_empty() || !(paragraph.saturating_sub(BEFORE)..paragraph).any(says_all);
    Some(Headline { block, text, is_alone, is_first, is_near: block + NEAR >= paragraph })
}

/// The block of the title: the judge's, else the first heading of the first level, if one says what the head does that one.
pub fn title_block(extracted: &Extracted, judged: &Judged) -> Option<usize> {
    let blocks = extracted.blocks.iter().enumerate();
    let first =
        || blocks.clone().filter(|(_, block)| block.role == Role::Heading(1) && !block.hidden).map(|(at, _)| at);
    judged.title.or_else(|| first().find(|at| is_said(extracted, *at)).or_else(|| first().next()))
}

/// Are most words of a block in the title that the head gives?
fn is_said(extracted: &Extracted, block: usize) -> bool {
    let text = extracted.blocks.get(block).and_then(|block| extracted.text.get(block.span.clone()));
    shares_words(text.unwrap_or_default(), extracted.headline.as_deref().unwrap_or_default())
}

/// The block that what a page says of its article stands near: its title, if that is said in the head too or stands above
/// the text; else the headline above the text, or where the text begins. A site's name above its menu is no title. On a page
/// of a forum the text begins anywhere.
pub fn place(source: &str, extracted: &Extracted, judged: &Judged, is_forum: bool) -> Option<usize> {
    const ABOVE: usize = 40;
    let title = title_block(extracted, judged);
    if is_forum {
        return title;
    }
    let paragraph = paragraph(extracted, judged);
    let found = || headline(source, extracted, judged).map(|headline| headline.block);
    // Where the text has begun before, the judge's is a heading in it that says the title again. A linked
    // heading is that of another article, if it says something else.
    let is_in_text = |title: usize| paragraph.is_some_and(|at| title > at);
    let is_first = |at: &usize| {
        let block = &extracted.blocks[*at];
        block.role == Role::Heading(1) && (block.link_bytes == 0 || is_said(extracted, *at))
    };
    if let Some(first) = title.filter(|title| is_in_text(*title)).and_then(|_| found()).filter(is_first) {
        return Some(first);
    }
    let is_title = |title: &usize| paragraph.is_none_or(|at| *title + ABOVE >= at) || is_said(extracted, *title);
    let said = || match paragraph {
        Some(paragraph) => said_in(source, extracted, (paragraph.saturating_sub(BEFORE)..=paragraph).rev()),
        // A text may be of short lines only.
        None => said_in(source, extracted, judged.verdicts.iter().filter(|line| !line.cut).map(|line| line.block)),
    };
    title.filter(is_title).or_else(found).or_else(said).or(title)
}

/// The first of some blocks that says what the head does.
fn said_in(source: &str, extracted: &Extracted, mut blocks: impl Iterator<Item = usize>) -> Option<usize> {
    let said = title::said(source, extracted);
    let is_said = |at: &usize| {
        let block = extracted.blocks.get(*at).filter(|block| !block.hidden);
        let line = block.and_then(|block| extracted.text.get(block.span.clone())?.lines().next());
        line.is_some_and(|line| words(line).len() >= LEAST_WORDS && said.contains(&folded(line)))
    };
    blocks.find(is_said)
}

/// The date that the text begins with: "ROME, May 19, 1999 – …", "(May 19, 1999) — …".
pub fn dateline<'a>(extracted: &'a Extracted, judged: &Judged) -> Option<&'a str> {
    const LONGEST_PLACE: usize = 40;
    let block = extracted.blocks.get(paragraph(extracted, judged)?)?;
    let text = extracted.text.get(block.span.clone())?;
    let found = days::find(text, Order::Month)?;
    let (place, rest) = (text.get(..found.start)?, text.get(found.end..)?);
    let is_of_name =
        |word: &str| !word.starts_with(char::is_lowercase) && function_word(Key::of(&word.to_lowercase())).is_none();
    let is_place = place.len() <= LONGEST_PLACE && place.split_whitespace().all(is_of_name);
    let ends = rest.trim_start_matches([')', ' ', '\u{a0}']).starts_with(['-', '–', '—', ':']);
    (is_place && ends).then(|| text.get(found.start..found.end)).flatten()
}

/// Has half of the words of one text the other one too?
fn shares_words(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    2 * one.intersection(&other).count() > one.len()
}

/// Does a block stand right under a heading that comes behind paragraphs of the text, as what is told of other pages does?
pub fn is_under_later_heading(extracted: &Extracted, title: usize, at: usize) -> bool {
    const NEAR: usize = 3;
    const LEAST_PARAGRAPHS: usize = 2;
    let blocks = |from: usize, to: usize| extracted.blocks.get(from..to).unwrap_or_default();
    let first = at.saturating_sub(NEAR).max(title + 1);
    let behind_prose = blocks(first, at).iter().rposition(is_paragraph).map_or(first, |prose| first + prose + 1);
    let heading = (behind_prose..at).find(|at| is_heading(extracted, *at));
    let is_later = |heading: usize| {
        let mut prose = blocks(title + 1, heading).iter().filter(|block| is_paragraph(block));
        prose.nth(LEAST_PARAGRAPHS - 1).is_some()
    };
    heading.is_some_and(is_later)
}

fn is_heading(extracted: &Extracted, at: usize) -> bool {
    extracted.blocks.get(at).is_some_and(|block| block.role.is_heading())
}

/// Written as headlines are, and no date or byline? The name of a person alone is one, unless it is marked as a heading.
fn is_headline(text: &str, set_off: SetOff) -> bool {
    let is_name = || !matches!(set_off, SetOff::Heading(_)) && is_person(text);
    text.len() <= LONGEST
        && !text.contains(['|', '<'])
        && text.split_whitespace().count().max(spaceless_words(text).saturating_sub(1)) >= LEAST_WORDS
        && text.split_whitespace().count() <= MOST_WORDS
        && text.chars().any(char::is_alphabetic)
        && !text.ends_with(['.', ':', ';', ',', '。', '：', '、'])
        && names::behind_by(text).is_none()
        && days::find(text, Order::Month).is_none()
        && !is_greeting(text)
        && !is_name()
}

/// How a block is set off, by its role or by the tags right before it.
fn set_off(source: &str, block: &Block) -> Option<SetOff> {
    if let Role::Heading(level) = block.role {
        return Some(SetOff::Heading(level));
    }
    let tags = tags_before(source, block.source.start);
    tags.filter_map(|tag| of_tag(&tag.to_ascii_lowercase())).min()
}

/// The tags that stand right before a place, the last one first.
fn tags_before(source: &str, at: usize) -> impl Iterator<Item = &str> {
    const LONGEST_TAG: usize = 200;
    const MOST_TAGS: usize = 6;
    let from = at.saturating_sub(LONGEST_TAG * MOST_TAGS);
    let mut before = source.get(ceiling(source, from)..at).unwrap_or_default();
    std::iter::from_fn(move || {
        before = before.trim_end();
        let inside = before.strip_suffix('>')?;
        let start = inside.rfind('<').filter(|start| inside.len() - start <= LONGEST_TAG)?;
        before = &before[..start];
        Some(&inside[start + 1..])
    })
    .take(MOST_TAGS)
}

/// What a tag sets off.
fn of_tag(tag: &str) -> Option<SetOff> {
    const NAMES: [&str; 5] = ["title", "headline", "heading", "storyhed", "textheader"];
    const LARGEST: u8 = 7;
    const USUAL: u8 = 3;
    let (name, rest) = tag.split_once(|char: char| char.is_ascii_whitespace()).unwrap_or((tag, ""));
    let is_named = |value: &str| {
        let mut words = value.split(|char: char| !char.is_ascii_alphanumeric());
        words.any(|word| NAMES.iter().any(|name| word.starts_with(name) || word.ends_with(name)))
    };
    let mut values = ["class=", " id="].iter().filter_map(|name| tag.split_once(name)).map(|(_, value)| value);
    let own = |value: &str| match value.strip_prefix(['"', '\'']) {
        Some(quoted) => is_named(quoted.split(['"', '\'']).next().unwrap_or_default()),
        None => is_named(value.split_whitespace().next().unwrap_or_default()),
    };
    if values.any(own) {
        return Some(SetOff::Named);
    }
    match name {
        "b" | "strong" => Some(SetOff::Bold),
        "big" => Some(SetOff::Large(LARGEST - USUAL - 1)),
        "font" => {
            let size = rest.split_once("size=")?.1.trim_start_matches(['"', '\'']);
            let (sign, digits) = size.strip_prefix('+').map_or((0, size), |rest| (USUAL, rest));
            let size = digits.bytes().next().filter(u8::is_ascii_digit)? - b'0' + sign;
            (size > USUAL).then(|| SetOff::Large(LARGEST.saturating_sub(size)))
        }
        _ => None,
    }
}
