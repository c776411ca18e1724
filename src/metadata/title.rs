//! What a page says of its title, and its headings → the title without the site's name.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use foldhash::HashSet;

use super::address::{Address, leads_home};
use super::bars::{SHORT, bars, before_site, behind_bar, is_behind_bar, length, spaceless_words, topic};
use super::clue::{Clues, Field, Source};
use super::days::{self, Order};
use super::headings::{LONGEST, headings, is_of_other};
use super::opening::Headline;
use super::words::WORDS;
use crate::article::{Block, Extracted};
use crate::extract::html::entities::decode;
use crate::extract::html::head::tidy;
use crate::extract::html::hints::Hints;
use crate::judge::Judged;
use crate::text::{likeness, single_blanks};

/// Titles that headings are held to, and blocks in which a line may say what they do.
const MOST_TITLES: usize = 12;
const MOST: usize = 200;
/// Words of a line that is a title though it is no heading.
const LEAST_WORDS: usize = 3;
/// Elements named after titles.
static NAMED: LazyLock<Hints> = LazyLock::new(|| Hints::named(&["title"]));

/// Letters and digits alone, in lower case.
pub fn folded(text: &str) -> String {
    letters(text).collect()
}

/// Those letters and digits, one by one.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase)
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

/// The words of the titles in the head, without what may be the site's name, and of the headings of the first level.
pub fn words_said(source: &str, extracted: &Extracted) -> HashSet<String> {
    let title = extracted.head.title.clone().and_then(|span| tidy(source.get(span)?, decode));
    let all = extracted.headline.iter().chain(&title).map(|title| words(before_site(title)));
    all.chain(headings(extracted).filter(|(level, ..)| *level == 1).map(|(.., text)| words(text))).flatten().collect()
}

/// A title, and what is left of it without its first or last parts.
pub fn forms(title: &str) -> Vec<&str> {
    let mut forms = vec![title];
    for (start, end) in bars(title) {
        forms.extend([&title[..start], &title[end..]]);
    }
    forms
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

/// What is known of the title before the headings are looked at.
struct Told<'a> {
    /// What the head and its data say, best first.
    given: Vec<(&'a str, Source)>,
    /// The site's name, folded.
    site: String,
    /// Where the page lies.
    address: Address,
}

/// The best title: the heading that fits what the head says, else the best that there is.
pub fn choose<'a>(
    clues: &Clues,
    extracted: &Extracted,
    judged: &Judged,
    site: Option<&str>,
    headline: impl FnOnce() -> Option<Headline<'a>>,
) -> Option<(String, Source)> {
    let mut told = Told {
        given: clues
            .of(Field::Title)
            .take(MOST_TITLES)
            .map(|clue| (topic(&clue.value), clue.source))
            .filter(|(title, _)| !WORDS.untitled.contains(&folded(title)))
            .collect(),
        site: site.map(folded).unwrap_or_default(),
        address: clues.first(Field::Url).map(|(url, _)| Address::read(&url)).unwrap_or_default(),
    };
    if told.address.is_front {
        let (of_other, own): (Vec<_>, Vec<_>) =
            told.given.into_iter().partition(|(title, _)| is_of_other(extracted, title));
        told.given = if own.is_empty() { of_other } else { own };
    }
    let (of_site, own): (Vec<_>, Vec<_>) = told.given.iter().partition(|(title, _)| told.is_of_site(title));
    told.given = [own, of_site].concat();
    let bare = told.bare();
    let heading = told.heading(extracted, judged);
    // A heading in other words may be that of a section, where the title above it is none.
    let said = heading.filter(|(fit, ..)| *fit == Fit::Alike).and_then(|(_, at, _)| told.line(extracted, at));
    let is_name = |line: &str, title: &str| behind_bar(title).is_some_and(|name| folded(name) == folded(line));
    let said =
        said.filter(|(line, _)| told.given.iter().any(|(title, _)| is_mostly_in(title, line) && !is_name(line, title)));
    let found = match heading {
        Some(_) if said.is_some() => said,
        Some((fit, _, text)) => Some(told.beside(fit, text, bare)),
        None => told
            .above(headline(), extracted)
            .or_else(|| told.line(extracted, MOST))
            .or_else(|| bare.map(|(title, source)| (title.to_owned(), source)))
            .or_else(|| {
                let title = extracted.text.get(extracted.blocks.get(judged.title?)?.span.clone())?;
                Some((single_blanks(title), Source::Text))
            }),
    };
    let found = found.map(|(title, source)| (title.trim_end_matches(is_mark).to_owned(), source));
    found.filter(|(title, _)| !title.is_empty())
}

/// What may stand behind a title and is none of it: the sign of a link to the heading, a bar behind which nothing is left.
fn is_mark(char: char) -> bool {
    char.is_whitespace() || matches!(char, '¶' | '§' | '🔗' | '⚓' | '|')
}

impl<'a> Told<'a> {
    /// The heading that fits best what is told.
    fn heading<'b>(&self, extracted: &'b Extracted, judged: &Judged) -> Option<(Fit, usize, &'b str)> {
        let said: Vec<(String, Fit)> = self.given.iter().flat_map(|(title, _)| pieces(title)).collect();
        let shown = headings(extracted).map(|(level, at, text)| (level, at, text, folded(text)));
        let shown = shown.filter(|(_, at, text, own)| {
            !own.is_empty() && *own != self.site && !is_date(text) && !leads_home(extracted, &extracted.blocks[*at])
        });
        let rated = shown.filter_map(|(level, at, text, own)| {
            let fit = said.iter().filter(|(piece, _)| *piece == own).map(|(_, fit)| *fit).min();
            let alike = || {
                self.given.iter().any(|(title, _)| likeness(&words(text), &words(title)) >= ALIKE)
                    || self.address.words.len() > 1 && likeness(&words(text), &self.address.words) >= NAMED_SO
            };
            let fit = fit.or_else(|| (level == 1 && !self.is_home() && alike()).then_some(Fit::Alike))?;
            // A lower heading that says a part heads a part.
            Some(((level > 1 && fit != Fit::Whole, fit, level > 1, Some(at) != judged.title), at, text))
        });
        rated.min_by_key(|(rank, ..)| *rank).map(|((_, fit, ..), at, text)| (fit, at, text))
    }

    /// Where no heading fits and nothing but the title in the head is told: the headline above the text. Titles in the head
    /// are the same on all pages of many a site.
    fn above(&self, headline: Option<Headline>, extracted: &Extracted) -> Option<(String, Source)> {
        let Headline { text, is_alone, is_near, .. } = headline.filter(|headline| headline.is_first)?;
        let is_plain = self.given.iter().all(|(_, source)| *source == Source::Html)
            && (self.given.is_empty() || !self.address.is_front);
        let is_other = |title: &str| is_alone && !is_mostly_in(text, title) || is_end(text, title);
        let stands_behind =
            |title: &str| is_behind_bar(text, title) && !(is_near && is_unsaid(before_site(title), extracted));
        let is_site = folded(text) == self.site || self.given.iter().any(|(title, _)| stands_behind(title));
        let fits = is_plain && !is_site && self.given.iter().all(|(title, _)| is_other(title));
        fits.then(|| (single_blanks(text), Source::Text))
    }

    /// The line before a block that the reader sees of what the head says, or of the longest part of it. Of few words, as
    /// those of menus are, it is all that the head says, in an element named so.
    fn line(&self, extracted: &Extracted, before: usize) -> Option<(String, Source)> {
        let said: BTreeSet<String> =
            self.given.iter().flat_map(|(title, _)| pieces(title)).map(|(own, _)| own).collect();
        let blocks = extracted.blocks.iter().take(before.min(MOST));
        let blocks = blocks.filter(|block| !block.hidden && !leads_home(extracted, block));
        let lines = blocks.flat_map(|block| extracted.text_of(block).lines().map(move |line| (line, block)));
        let says = |line: &str, own: &str| letters(line).eq(own.chars());
        let is_end = |line: &str| self.given.iter().any(|(title, _)| is_end(line, title));
        let fits = lines.filter(|(line, _)| {
            line.len() <= LONGEST
                && (said.iter().any(|own| says(line, own)) || is_end(line.trim()))
                && !says(line, &self.site)
                && !self.is_motto(line)
        });
        let fits = fits.map(|(line, block)| (folded(line), line, block));
        let is_all = |own: &str| self.titles().any(|(title, _)| folded(title) == own);
        let is_named = |block: &Block| extracted.element_of(block).is_some_and(|element| element.hints.meets(*NAMED));
        let fits = fits.filter(|(own, line, block)| {
            words(line).len().max(spaceless_words(line)) >= LEAST_WORDS || is_named(block) && is_all(own)
        });
        let longest = fits.reduce(|one, other| if other.0.len() > one.0.len() { other } else { one });
        longest.map(|(_, line, _)| (single_blanks(line), Source::Text))
    }

    /// What the head says, without the site's name.
    fn titles(&self) -> impl Iterator<Item = (&'a str, Source)> {
        self.given.iter().map(|(title, source)| (self.without_site(title), *source))
    }

    /// The best of it.
    fn bare(&self) -> Option<(&'a str, Source)> {
        self.titles().find(|(title, _)| !title.is_empty())
    }

    /// The title, given the heading that fits best and what the head says.
    fn beside(&self, fit: Fit, heading: &str, bare: Option<(&str, Source)>) -> (String, Source) {
        let shown = (single_blanks(heading), Source::Text);
        let Some((title, source)) = bare else { return shown };
        let head = || (title.to_owned(), source);
        let is_name = |text: &str| self.given.iter().any(|(title, _)| is_behind_bar(text, title));
        match fit {
            Fit::Back if is_name(heading) => head(),
            Fit::Back if self.address.is_front && self.is_site(title.split(heading).next().unwrap_or_default()) => {
                head()
            }
            Fit::Alike if self.address.names(title, heading) => head(),
            _ => match self.behind_label(heading) {
                Some((title, source)) => (title.to_owned(), source),
                None => shown,
            },
        }
    }

    /// A title that the heading ends in, behind a label or a date.
    fn behind_label(&self, heading: &str) -> Option<(&'a str, Source)> {
        const LEAST: usize = 3;
        const MOST_LABEL: usize = 4;
        let own = folded(heading);
        let long = heading.split_whitespace().count();
        self.given.iter().copied().chain(self.titles()).find(|(title, _)| {
            let words = title.split_whitespace().count();
            let end = folded(title);
            words >= LEAST && words < long && long - words <= MOST_LABEL && own.len() > end.len() && own.ends_with(&end)
        })
    }

    /// Is this a name of the site?
    fn is_site(&self, part: &str) -> bool {
        let (part, site) = (folded(part), &self.site);
        !part.is_empty() && !site.is_empty() && (part == *site || site.starts_with(&part) || part.starts_with(site))
    }

    /// Does the title of a front page say no more than that it is one, and whose? Then headings in other words are mottos.
    fn is_home(&self) -> bool {
        self.address.is_front
            && self.given.iter().any(|(title, _)| {
                bars(title).first().is_some_and(|(start, _)| WORDS.home.contains(&folded(&title[..*start])))
            })
    }

    /// Is a line of a front page what stands behind the site's name in the title?
    fn is_motto(&self, line: &str) -> bool {
        let is_behind = |title: &str| {
            bars(title).into_iter().any(|(start, end)| title[end..].trim() == line && self.is_site(&title[..start]))
        };
        self.address.is_front && self.given.iter().any(|(title, _)| is_behind(title))
    }

    /// Is it all a title has to say that the page is the site's, or its first one?
    fn is_of_site(&self, title: &str) -> bool {
        let own = folded(title);
        WORDS.home.contains(&own) || !self.address.is_front && !own.is_empty() && self.site.starts_with(&own)
    }

    /// The title without the site's name at either end; without a short last part behind a bar if the name is not
    /// known. The front page is about the site: there a name before its motto stays, and beside "Home" as well.
    fn without_site<'b>(&self, title: &'b str) -> &'b str {
        let bars = bars(title);
        let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return title };
        let (front, back) = (&title[..first.0], &title[last.1..]);
        let rest = title[..last.0].trim();
        let is_bar = matches!(&title[last.0..last.1], "|" | "-" | "–" | "—" | "·" | "•" | "::" | "｜" | "－" | "＿");
        // Without blanks beside it a short sign may be one between two words.
        let is_bar =
            is_bar && !(title[last.0..].starts_with('-') && back.starts_with(|char: char| !char.is_whitespace()));
        let is_front = self.address.is_front;
        if is_front && (self.is_site(front) || WORDS.home.contains(&folded(rest))) {
            return title;
        }
        if self.is_site(back) {
            return rest;
        }
        if is_bar && length(back) <= SHORT && length(rest) > 1 {
            // Behind the name of the site that of the platform may stand.
            let known = self::bars(rest).into_iter().find(|(_, end)| self.is_site(&rest[*end..]));
            return known.map_or(rest, |(start, _)| rest[..start].trim());
        }
        if self.is_site(front) { title[first.1..].trim() } else { title }
    }
}

/// Does a heading greet the reader of a front page?
pub fn is_greeting(text: &str) -> bool {
    let first = folded(text.split_whitespace().next().unwrap_or_default());
    WORDS.home.contains(&first)
}

/// Does no line of the page say it, as one does where it is the title and the site's name stands behind it?
fn is_unsaid(title: &str, extracted: &Extracted) -> bool {
    let own = folded(title);
    let mut lines = extracted.blocks.iter().take(MOST).flat_map(|block| extracted.text_of(block).lines());
    !lines.any(|line| line.len() <= LONGEST && letters(line).eq(own.chars()))
}

/// Is it nothing but a date?
fn is_date(text: &str) -> bool {
    let Some(found) = days::find(text, Order::Month) else { return false };
    let beside = [text.get(..found.start), text.get(found.end..)].into_iter().flatten();
    let mut words = beside.flat_map(|part| part.split(|char: char| !char.is_alphanumeric()));
    words.all(|word| word.is_empty() || WORDS.weekdays.contains(&word.to_lowercase()))
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

/// Words in common, from which on a heading is the title in other words.
const ALIKE: f32 = 0.35;
/// Words in common with the address, from which on a heading is what the page was named after.
const NAMED_SO: f32 = 0.9;

/// Is a line all that a title begins or ends with, up to a sign?
fn is_end(line: &str, title: &str) -> bool {
    let behind = title.strip_prefix(line).map(str::trim_start);
    let before = title.strip_suffix(line).map(str::trim_end);
    behind.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        || before.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}

/// Has a title two thirds of a line's words? Then it says the same, and may say it in full.
fn is_mostly_in(line: &str, title: &str) -> bool {
    let (line, title) = (words(line), words(title));
    3 * line.intersection(&title).count() >= 2 * line.len()
}

/// The words of a title, folded. They are cut at blanks alone: with what a hyphen or an apostrophe joins in two, as the model
/// cuts them, more mottos are alike to names ("Zoho's", "Zoho"), and one title in a thousand was worse.
pub fn words(text: &str) -> HashSet<String> {
    text.split_whitespace().map(folded).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<'a>(given: &[&'a str], site: &str, url: &str) -> Told<'a> {
        let given = given.iter().map(|title| (*title, Source::Html)).collect();
        Told { given, site: folded(site), address: Address::read(url) }
    }

    #[test]
    fn names_of_sites() {
        let (page, front) = ("https://site.example/a", "https://site.example/?from=x");
        let cases = [
            ("Bridge reopens | The Harbour Post", "The Harbour Post", page, "Bridge reopens"),
            ("Bridge reopens - Harbour Post", "", page, "Bridge reopens"),
            ("The Harbour Post: Bridge reopens", "The Harbour Post", page, "Bridge reopens"),
            ("Bridges: a history", "The Harbour Post", page, "Bridges: a history"),
            ("Well-kept bridges", "", page, "Well-kept bridges"),
            ("Tidewise - maps of tides", "Tidewise", page, "maps of tides"),
            ("Tidewise - maps of tides", "Tidewise", front, "Tidewise - maps of tides"),
            ("Maps of tides | Tidewise", "Tidewise", front, "Maps of tides"),
            ("Home - Tidewise", "Tidewise", front, "Home - Tidewise"),
        ];
        for (title, site, url, bare) in cases {
            assert_eq!(told(&[], site, url).without_site(title), bare, "{title}");
        }
    }

    #[test]
    fn heading_or_head() {
        let url = "https://site.example/news/nine-ways-to-cross-the-harbour/";
        let cases = [
            ("Nine ways over the water", "Nine ways to cross the harbour", "Nine ways to cross the harbour"),
            ("Nine ways to cross the harbour", "Ways over the harbour: a guide", "Nine ways to cross the harbour"),
            ("News Nine ways to cross", "Nine ways to cross", "Nine ways to cross"),
            ("Across the water", "Over the bridge", "Across the water"),
        ];
        for (heading, head, title) in cases {
            let told = told(&[head], "", url);
            assert_eq!(told.beside(Fit::Alike, heading, told.bare()).0, title, "{heading}");
        }
    }
}
