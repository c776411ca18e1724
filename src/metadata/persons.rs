//! Names that stand as an author's does though nothing says so: beside the date under the title, or with a picture.

use std::collections::{BTreeSet, HashSet};

use super::bars::{before_site, behind_bar};
use super::bodies;
use super::clue::{Clues, Field, Source};
use super::dates;
use super::days::{self, Order};
use super::names;
use super::parts::is_particle;
use super::title::folded;
use super::words::WORDS;
use crate::article::{Extracted, Mark, Role};
use crate::judge::Judged;
use crate::languages::{Key, function_word, is_given_name};

/// Blocks before and behind the title that a name beside a date stands in.
const BEFORE: usize = 4;
const BEHIND: usize = 8;
/// Words of a name, and its bytes.
const WORDS_OF_NAME: std::ops::RangeInclusive<usize> = 2..=3;
const LONGEST: usize = 40;
/// Bytes of a line that is a date and little else.
const LONGEST_DATE: usize = 48;
/// Bytes of the text for a picture beside the name of whom it shows ("Picture of …", "…, editor").
const BESIDE_NAME: usize = 24;

/// Add the one who stands beside the date near the title; else whoever is the only one on the page with a picture.
pub fn clues(extracted: &Extracted, title: usize, clues: &mut Clues) {
    let known: HashSet<String> =
        [Field::Title, Field::Site].iter().flat_map(|field| clues.of(*field)).map(|clue| folded(&clue.value)).collect();
    let is_new = |name: &&str| !known.contains(&folded(name));
    // Whom the title names the page is about, unless the name is the site's behind a bar.
    let titles: Vec<String> = clues.of(Field::Title).map(|clue| folded(before_site(&clue.value))).collect();
    let is_told_of = |names: &str| names.lines().any(|name| titles.iter().any(|title| title.contains(&folded(name))));
    let is_dated = [Field::Published, Field::Shown, Field::Modified]
        .iter()
        .any(|field| dates::choose(clues, *field, Order::Month).is_some());
    let found =
        beside_date(extracted, title).filter(|name| is_new(&name.as_str()) && !is_told_of(name)).or_else(|| {
            if !is_dated {
                return None;
            }
            let shown: BTreeSet<&str> = pictured(extracted, title).into_iter().filter(is_new).collect();
            shown.first().filter(|_| shown.len() == 1).map(|name| (*name).to_owned())
        });
    clues.add(Field::Author, Source::Text, found.unwrap_or_default());
}

/// The one whom the site is called after: by its own name, or the last part of the title in the head, if that stands on
/// the page outside of the article too.
pub fn owner(extracted: &Extracted, judged: &Judged, title: Option<usize>, clues: &Clues) -> Option<(String, Source)> {
    let site = clues.of(Field::Site).filter(|clue| clue.source != Source::Url);
    let outside = judged.verdicts.iter().filter(|verdict| verdict.cut && Some(verdict.block) != title);
    let outside: HashSet<&str> = outside.filter_map(|verdict| text(extracted, verdict.block)).collect();
    let titles = clues.of(Field::Title).filter_map(|clue| Some((behind_bar(&clue.value)?.to_owned(), clue.source)));
    let titles = titles.filter(|(name, _)| outside.contains(name.as_str()));
    let mut names = site.map(|clue| (clue.value.clone(), clue.source)).chain(titles);
    let is_short = |name: &str| name.split(' ').filter(|word| !is_particle(word)).count() == 2;
    names.find(|(name, _)| is_given(name) && is_short(name) && !bodies::stands_in(name))
}

/// Those who signed below the text, a line each: "— Ann Reed" in the last line that is kept, or right behind it;
/// "(Reporting by Ann Reed; …)" at its end.
pub fn signed_below(extracted: &Extracted, judged: &Judged) -> Option<String> {
    const BEHIND: usize = 2;
    let last = judged.verdicts.iter().rfind(|verdict| !verdict.cut)?.block;
    (last.saturating_sub(BEHIND)..=last + BEHIND).rev().find_map(|at| {
        let line = text(extracted, at)?.lines().last()?;
        credited(line).or_else(|| {
            let name = line.strip_prefix(['—', '–', '-'])?.trim_start_matches(['-', ' ']);
            let names = names::byline(name);
            // Behind the text quotations stand too.
            let is_near = at == last || at > last && !line.starts_with("--");
            let is_signed = is_near && names.len() == 1 && names.iter().all(|name| is_person(name));
            is_signed.then(|| names.join("\n"))
        })
    })
}

/// The names in the brackets that an agency's text ends with.
fn credited(line: &str) -> Option<String> {
    let inside = line.trim_end().strip_suffix(')')?.rsplit_once('(')?.1;
    let first = inside.split(';').next()?;
    let names = names::behind_by(first).map(|_| names::byline(first))?;
    (!names.is_empty() && names.iter().all(|name| is_person(name))).then(|| names.join("\n"))
}

fn text(extracted: &Extracted, block: usize) -> Option<&str> {
    let block = extracted.blocks.get(block).filter(|block| !block.hidden)?;
    extracted.text.get(block.span.clone()).map(str::trim)
}

fn beside_date(extracted: &Extracted, title: usize) -> Option<String> {
    // In what a program prints, bars stand between dates and anything.
    let is_code = |at: usize| extracted.blocks.get(at).is_some_and(|block| block.role == Role::Code);
    let places = || (title + 1..=title + BEHIND).chain(title.saturating_sub(BEFORE)..title).filter(|at| !is_code(*at));
    let has_date = |at: usize| text(extracted, at).is_some_and(is_date);
    // Between a name and the date the paper may stand that it was taken from.
    let behind_paper =
        |at: usize| has_date(at + 2) && text(extracted, at + 1).is_some_and(|line| line.len() <= LONGEST);
    let beside = |at: usize| has_date(at.wrapping_sub(1)) || has_date(at + 1);
    let is_heading = |at: usize| extracted.blocks[at].role.is_heading();
    let given = |at: usize| named(text(extracted, at)?).filter(|name| has_given_name(name) && !is_heading(at));
    let mut sure = places().filter(|at| beside(*at) || behind_paper(*at));
    sure.find_map(given).or_else(|| {
        places().find_map(|at| {
            let line = text(extracted, at)?;
            let whole = is_person(line) && !is_heading(at);
            let found = if whole { Some(line).filter(|_| beside(at)) } else { in_line(line) };
            found.map(str::to_owned)
        })
    })
}

/// The persons that a line names and nothing else, a line each: without titles, degrees, and where they are.
fn named(line: &str) -> Option<String> {
    if is_person(line) {
        return Some(line.to_owned());
    }
    let names = names::byline(line);
    let letters = |text: &str| text.chars().filter(|char| char.is_alphabetic()).count();
    let most = names.iter().map(|name| letters(name)).sum::<usize>() + MOST_BESIDE;
    let fits = !names.is_empty() && letters(line) <= most && names.iter().all(|name| is_person(name));
    fits.then(|| names.join("\n"))
}

/// Letters of a line beside the names in it: a degree, "and", a town.
const MOST_BESIDE: usize = 20;

/// Is its first word a name that persons are given?
fn has_given_name(name: &str) -> bool {
    name.split(' ').next().is_some_and(is_given_name)
}

/// Is it the name of a person whose first name is known? That tells persons from firms.
pub fn is_given(name: &str) -> bool {
    is_person(name) && has_given_name(name)
}

/// A date, with a label or a time of reading at most?
fn is_date(line: &str) -> bool {
    line.len() <= LONGEST_DATE && days::find(line, Order::Month).is_some()
}

/// The name in "March 5, 2024 · Ann Reed".
fn in_line(line: &str) -> Option<&str> {
    let found = days::find(line, Order::Month)?;
    let is_bar = |char: char| matches!(char, '·' | '•' | '|' | '—' | '–' | '/' | '⋅' | '∙' | '●');
    let (before, behind) = (line.get(..found.start)?, line.get(found.end..)?);
    let beside = [behind.trim_start().strip_prefix(is_bar), before.trim_end().strip_suffix(is_bar)];
    let parts = beside.into_iter().flatten().flat_map(move |part| part.split(is_bar));
    let names = parts.map(|part| part.split(" on behalf of ").next().unwrap_or(part).trim());
    // The section that it stands in may follow.
    let mut names = names.map(|part| part.split(" in ").next().unwrap_or(part).trim());
    names.find(|name| is_person(name) || is_shouted(name)).or_else(|| right_beside(line, before, behind))
}

/// Who stands right beside the day in a short line, by a name that persons are given: "Ann Reed, 5 March 2024", "5/3/2024 - Ann
/// Reed". Behind a comma the body may stand that somebody writes for.
fn right_beside<'a>(line: &str, before: &'a str, behind: &'a str) -> Option<&'a str> {
    const LONGEST_LINE: usize = 100;
    const DASHES: [char; 3] = ['-', '–', '—'];
    let is_sign = |char: char| char.is_whitespace() || matches!(char, ',' | ';') || DASHES.contains(&char);
    let is_of_day = |word: &str| WORDS.connectors.contains(word) || WORDS.weekdays.contains(&word.to_lowercase());
    let mut before = before.trim_end_matches(is_sign);
    while let Some((rest, _)) = before.rsplit_once(char::is_whitespace).filter(|(_, last)| is_of_day(last)) {
        before = rest.trim_end_matches(is_sign);
    }
    let person = |name: &'a str| match name.split_once(',') {
        Some((person, body)) if bodies::stands_in(body) => person.trim(),
        _ => name.trim(),
    };
    let behind = behind.trim().strip_prefix(DASHES).unwrap_or_default();
    let mut names = [before, behind].into_iter().map(person);
    names.find(|name| line.len() <= LONGEST_LINE && (is_given(name) || is_shouted(name)))
}

/// Is it such a name in capitals?
fn is_shouted(name: &str) -> bool {
    let titled = |word: &str| {
        let mut chars = word.chars();
        chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect::<String>()
    };
    !name.contains(char::is_lowercase) && is_given(&name.split(' ').map(titled).collect::<Vec<_>>().join(" "))
}

/// Whole blocks that are the name of somebody whose picture the page has.
fn pictured(extracted: &Extracted, title: usize) -> Vec<&str> {
    let marks = extracted.inlines.iter().map(|inline| &inline.mark);
    let marks = marks.chain(extracted.structure.alone.iter().map(|alone| &alone.mark));
    let alts: Vec<&str> = marks
        .filter_map(|mark| match mark {
            Mark::Image { alt, .. } if alt.len() <= LONGEST + BESIDE_NAME => Some(alt.as_str()),
            _ => None,
        })
        .filter(|alt| alt.contains(' '))
        .collect();
    if alts.is_empty() {
        return Vec::new();
    }
    let places = title.saturating_sub(BEFORE)..=title + BEHIND;
    let lines = places.filter_map(|at| text(extracted, at)).filter(|line| is_person(line));
    lines.filter(|line| alts.iter().any(|alt| alt.contains(line) && alt.len() <= line.len() + BESIDE_NAME)).collect()
}

/// Does it say what the reader may do?
pub fn is_action(line: &str) -> bool {
    let first = line.split_whitespace().next().filter(|word| word.starts_with(char::is_uppercase));
    first.is_some_and(|word| WORDS.actions.contains(&word.to_lowercase()))
}

/// Written as the name of a person is: two words or a few, with capitals, of letters alone.
pub fn is_person(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let words: Vec<&str> = line.split(' ').collect();
    let is_initial = |word: &str| word.len() == 2 && word.ends_with('.');
    let letters = |word: &str| word.chars().all(|char| char.is_alphabetic() || matches!(char, '-' | '’' | '\''));
    let fits = |word: &&str| {
        let capital = word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase) && letters(word);
        capital || is_initial(word) || is_particle(word)
    };
    let is_function = |word: &&str| !is_particle(word) && function_word(Key::of(&word.to_lowercase())).is_some();
    WORDS_OF_NAME.contains(&words.len())
        && !is_action(line)
        && words.iter().all(fits)
        && !words.iter().any(is_function)
        && words.last().is_some_and(|word| word.starts_with(char::is_uppercase) && !is_initial(word))
}
