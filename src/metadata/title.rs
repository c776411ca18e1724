//! What a page says of its title, and its headings → the title without the site's name.

use super::clue::{Clues, Field, Source};
use crate::article::{Block, Extracted, Role};
use crate::extract::html::entities::decode;
use crate::extract::html::head::tidy;
use crate::judge::Judged;

/// Headings that are looked at, and titles that they are held to.
const MOST: usize = 200;
const MOST_TITLES: usize = 12;
/// Longer headings are no titles.
const LONGEST: usize = 500;
/// What parts a title from the name of the site; between blanks.
const BARS: [char; 12] = ['|', '-', '–', '—', ':', '·', '•', '»', '«', '/', '~', '›'];

/// Letters and digits alone, in lower case.
pub fn folded(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What the head of a page says its title is, with and without what may be the site's name; folded.
pub fn said(source: &str, extracted: &Extracted) -> Vec<String> {
    let title = extracted.head.title.clone().and_then(|span| tidy(source.get(span)?, decode));
    let all = extracted.headline.iter().chain(&title);
    let mut forms: Vec<String> = all.flat_map(|title| forms(title)).map(folded).collect();
    forms.extend(headings(extracted).filter(|(level, ..)| *level == 1).map(|(_, _, text)| folded(text)));
    forms.retain(|form| !form.is_empty());
    forms
}

/// A title, and what is left of it without its first or last parts.
pub fn forms(title: &str) -> Vec<&str> {
    let mut forms = vec![title];
    for (start, end) in bars(title) {
        forms.extend([&title[..start], &title[end..]]);
    }
    forms
}

/// The places where a title may be parted from the site's name.
fn bars(title: &str) -> Vec<(usize, usize)> {
    const MOST_BARS: usize = 12;
    let chars: Vec<(usize, char)> = title.char_indices().collect();
    let is_blank = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|(_, char)| char.is_whitespace());
    let bar = |at: &usize| {
        let (start, char) = chars[*at];
        let after = is_blank(Some(at + 1));
        let fits = BARS.contains(&char) && after && (is_blank(at.checked_sub(1)) || char == ':') || char == '|';
        fits.then(|| (start, start + char.len_utf8()))
    };
    (1..chars.len()).filter_map(|at| bar(&at)).take(MOST_BARS).collect()
}

/// Level, number and text of the headings that are shown.
fn headings(extracted: &Extracted) -> impl Iterator<Item = (u8, usize, &str)> {
    let heading = |(at, block): (usize, &'_ Block)| match block.role {
        Role::Heading(level) if !block.hidden => Some((level, at, block.span.clone())),
        _ => None,
    };
    let found = extracted.blocks.iter().enumerate().filter_map(heading).take(MOST);
    let text = found.filter_map(|(level, at, span)| Some((level, at, extracted.text.get(span)?.trim())));
    text.filter(|(.., text)| text.len() <= LONGEST)
}

/// How a heading fits what the head says, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It says all of it.
    Whole,
    /// It says the beginning, before the site's name.
    Front,
    /// It says the end: "Site: title".
    Back,
    /// It says the same in other words.
    Alike,
}

/// The best title: the heading that fits what the head says, else the best that there is.
pub fn choose(clues: &Clues, extracted: &Extracted, judged: &Judged, site: Option<&str>) -> Option<(String, Source)> {
    let site = site.map(folded).unwrap_or_default();
    let given: Vec<(&str, Source)> =
        clues.of(Field::Title).take(MOST_TITLES).map(|clue| (clue.value.as_str(), clue.source)).collect();
    let said: Vec<(String, Fit)> = given.iter().flat_map(|(title, _)| pieces(title)).collect();
    let shown = headings(extracted).filter(|(_, _, text)| !folded(text).is_empty() && folded(text) != site);
    let rated = shown.filter_map(|(level, at, text)| {
        let own = folded(text);
        let fit = said.iter().filter(|(piece, _)| *piece == own).map(|(_, fit)| *fit).min();
        let alike = || given.iter().any(|(title, _)| likeness(text, title) >= ALIKE);
        let fit = fit.or_else(|| (level == 1 && alike()).then_some(Fit::Alike))?;
        Some(((fit, level > 1, Some(at) != judged.title), text))
    });
    let best = rated.min_by_key(|(rank, _)| *rank).map(|((fit, ..), text)| (fit, text));
    let bare =
        given.iter().map(|(title, source)| (without_site(title, &site), *source)).find(|(title, _)| !title.is_empty());
    let is_name = |text: &str| given.iter().any(|(title, _)| ends_in_name(title, &folded(text)));
    match best {
        Some((Fit::Back, text)) if bare.is_some() && is_name(text) => {}
        Some((_, text)) => return Some((one_line(text), Source::Text)),
        None => {}
    }
    let title = judged.title.and_then(|at| extracted.text.get(extracted.blocks.get(at)?.span.clone()));
    bare.map(|(title, source)| (title.to_owned(), source)).or_else(|| Some((one_line(title?), Source::Text)))
}

/// A title and its parts, folded, with how a heading fits that says the same.
fn pieces(title: &str) -> Vec<(String, Fit)> {
    let mut pieces = vec![(folded(title), Fit::Whole)];
    for (start, end) in bars(title) {
        pieces.push((folded(&title[..start]), Fit::Front));
        pieces.push((folded(&title[end..]), Fit::Back));
    }
    pieces
}

/// Is this what stands behind the last bar of a title: the site's name?
fn ends_in_name(title: &str, own: &str) -> bool {
    let last = bars(title).into_iter().rev().find(|(start, _)| !title[*start..].starts_with([':', '»', '«', '›']));
    last.is_some_and(|(_, end)| folded(&title[end..]) == own)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words in common, from which on a heading is the title in other words.
const ALIKE: f32 = 0.35;

/// Share of words in common.
fn likeness(one: &str, other: &str) -> f32 {
    let words = |text: &str| -> std::collections::BTreeSet<String> {
        text.split_whitespace().map(folded).filter(|word| !word.is_empty()).collect()
    };
    let (one, other) = (words(one), words(other));
    let both = one.intersection(&other).count() as f32;
    if both == 0.0 { 0.0 } else { 2.0 * both / (one.len() + other.len()) as f32 }
}

/// The title without the site's name at either end; without a short last part behind a bar if the name is not known.
fn without_site<'a>(title: &'a str, site: &str) -> &'a str {
    const SHORT: usize = 4;
    let bars = bars(title);
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return title };
    let (front, back) = (&title[..first.0], &title[last.1..]);
    let is_site = |part: &str| {
        let part = folded(part);
        !part.is_empty() && !site.is_empty() && (part == site || site.starts_with(&part) || part.starts_with(site))
    };
    let is_bar = title[last.0..].starts_with(['|', '-', '–', '—', '·', '•']);
    if is_site(back)
        || is_bar && back.split_whitespace().count() <= SHORT && title[..last.0].split_whitespace().count() > 1
    {
        return title[..last.0].trim();
    }
    if is_site(front) { title[first.1..].trim() } else { title }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sites() {
        let cases = [
            ("Bridge reopens | The Harbour Post", "theharbourpost", "Bridge reopens"),
            ("Bridge reopens - Harbour Post", "", "Bridge reopens"),
            ("The Harbour Post: Bridge reopens", "theharbourpost", "Bridge reopens"),
            ("Bridges: a history", "theharbourpost", "Bridges: a history"),
            ("Well-kept bridges", "", "Well-kept bridges"),
        ];
        for (title, site, bare) in cases {
            assert_eq!(without_site(title, site), bare, "{title}");
        }
    }
}
