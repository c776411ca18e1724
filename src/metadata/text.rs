//! Lines near the title → byline and date as the reader sees them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::clue::{Clues, Field, Source};
use super::dates;
use super::days::{self, Order, has_digits};
use super::kind;
use super::labels::{self, label_alone};
use super::names;
use super::opening::is_under_later_heading;
use super::words::WORDS;
use crate::article::{Block, Extracted, Kind, Mark, Role};
use crate::extract::html::hints::Hints;
use crate::extract::html::tags::Tag;
use crate::judge::Judged;
use crate::posts::software::is_member;

/// Blocks before and behind the title that are read.
const BEFORE: usize = 6;
pub const BEHIND: usize = 12;
/// Longer blocks are prose.
const LONGEST: usize = 240;
/// Lines of a plain text that are read.
const FIRST_LINES: usize = 12;

/// Add what the lines near the title say; so many blocks behind it are read.
pub fn clues(extracted: &Extracted, title: usize, behind: usize, clues: &mut Clues) {
    let is_forum = kind::is_forum(clues);
    let (from, to) = match extracted.kind {
        Kind::Html => (title.saturating_sub(BEFORE), title + behind),
        Kind::Text => (0, FIRST_LINES),
    };
    let says = |block: &Block| extracted.text.get(block.span.clone()).is_some_and(says_who_or_when);
    let is_read =
        |block: &Block| is_line(block) || matches!(block.role, Role::Heading(2)) && !block.hidden && says(block);
    let is_own = |block: &Block| is_forum || !is_comment(extracted, block, title);
    let is_own = |block: &Block| is_own(block) && !is_head_of_column(extracted, block);
    let blocks = extracted.blocks.iter().enumerate().take(to).skip(from);
    let blocks = || blocks.clone().filter(|(_, block)| is_read(block) && is_own(block));
    // What stands behind the title comes first.
    let (mut waiting, mut heading) = (false, None);
    let own = extracted.blocks.get(title).map(|block| (title, block)).filter(|_| extracted.kind == Kind::Html);
    let behind = blocks().filter(|(at, _)| *at > title);
    for (at, block) in own.into_iter().chain(behind).chain(blocks().filter(|(at, _)| *at < title)) {
        let text = extracted.text_of(block);
        let other = is_under_later_heading(extracted, title, at);
        let links: Vec<&str> = links_in(extracted, block).collect();
        // A headline may have its byline in the same block.
        let lines = text.lines().filter(|_| text.len() <= LONGEST).skip(usize::from(at == title && own.is_some()));
        for line in lines {
            let close = at.wrapping_sub(title) <= CLOSE;
            let beside = close || title.wrapping_sub(at) <= BESIDE;
            let line = Line { text: line.trim(), links: &links, close, beside, other, heading, is_forum };
            waiting = line.clues(waiting, clues);
            heading = label_alone(line.text);
        }
        linked(extracted, block, is_forum, clues);
    }
}

/// What is looked for on the whole page because nothing near the title says it.
pub struct Missing {
    /// Who wrote it.
    pub author: bool,
    /// A body or the site stands as its author, and only who is said to have written it outweighs that.
    pub stands_in: bool,
    /// When.
    pub date: bool,
}

/// Add what lines anywhere on the page say: the writer, if but one is named so; the first date with a label.
pub fn elsewhere(extracted: &Extracted, title: usize, missing: &Missing, order: Order, clues: &mut Clues) {
    let (mut writers, mut waiting, mut heading) = (BTreeSet::new(), false, None);
    let (mut dated, mut signed_on) = (None, None);
    let is_forum = kind::is_forum(clues);
    let is_own = |block: &Block| is_forum || !is_comment(extracted, block, title);
    let is_read = |block: &&Block| !block.hidden && !matches!(block.role, Role::Code | Role::Quote) && is_own(block);
    let blocks = extracted.blocks.iter().filter(is_read);
    let texts = blocks.filter(|block| block.span.len() <= LONGEST);
    for line in texts.filter_map(|block| extracted.text.get(block.span.clone())).flat_map(str::lines) {
        let line = line.trim();
        if missing.author {
            let signed = names::behind_by(line);
            let is_enough = |names: &str| !missing.stands_in || line.len() > names.len() + LONGEST_BY;
            if waiting || signed.is_some_and(|names| names.starts_with(names::is_capital) && is_enough(names)) {
                let names = full_names(line);
                signed_on = signed_on.or(names.as_ref().map(|_| line));
                writers.extend(names);
            }
            waiting = signed == Some("") && is_enough("");
        }
        if missing.date && dated.is_none() {
            dated = told_day(line, heading, order);
            heading = label_alone(line);
        }
    }
    if let (Some(name), 1) = (writers.first(), writers.len()) {
        clues.add(Field::Author, Source::Text, name.clone());
        dated = dated.or(signed_on.filter(|_| missing.date).map(|line| (Field::Published, line)));
    }
    if missing.author && is_forum {
        clues.add(Field::Author, Source::Text, first_member(extracted).unwrap_or_default());
    }
    if let Some((field, line)) = dated {
        clues.add(field, Source::Text, line);
    }
}

/// The day of a line that its words or the line above it say to be that of publication, else that of a change.
fn told_day(line: &str, heading: Option<Field>, order: Order) -> Option<(Field, &str)> {
    let days = if has_digits(line) { labels::dated(line) } else { Vec::new() };
    let told = days.into_iter().enumerate().filter_map(|(at, (label, day))| {
        Some((label.or(heading.filter(|_| at == 0))?, day)).filter(|(_, day)| dates::parse(day, order).is_some())
    });
    let told: Vec<_> = told.filter(|(field, _)| matches!(field, Field::Published | Field::Modified)).collect();
    told.iter().find(|(field, _)| *field == Field::Published).or(told.first()).copied()
}

/// The one account that has posted the text: "posted by gull at 1:40 PM" in it or right behind it, before
/// the next heading.
pub fn poster(extracted: &Extracted, judged: &Judged, title: usize) -> Option<String> {
    const BEHIND: usize = 3;
    let last = judged.verdicts.iter().rfind(|verdict| !verdict.cut)?.block;
    let is_read = |(at, block): &(usize, &Block)| *at <= last || !block.role.is_heading();
    let blocks = extracted.blocks.iter().enumerate().take(last + BEHIND + 1).take_while(is_read);
    let blocks = blocks.map(|(_, block)| block).filter(|block| !block.hidden && !is_comment(extracted, block, title));
    let lines = blocks.filter_map(|block| extracted.text.get(block.span.clone())).flat_map(str::lines).map(str::trim);
    let is_posted = |line: &&str| {
        let fits =
            |rest: &str| rest.len() <= LONGEST_POSTED && line.len() > rest.len() + LONGEST_BY && has_digits(rest);
        names::behind_by(line).is_some_and(fits)
    };
    let mut accounts: BTreeSet<String> =
        lines.filter(is_posted).filter_map(|line| names::byline(line).into_iter().next()).collect();
    accounts.pop_first().filter(|_| accounts.is_empty())
}

/// Bytes of the name of an account and the time behind it.
const LONGEST_POSTED: usize = 60;
/// Bytes of "By: ", which lists of links begin with too.
const LONGEST_BY: usize = 4;

/// The names in "Written by Ann Reed", a line each, if they are full ones.
fn full_names(line: &str) -> Option<String> {
    let names = names::byline(line);
    (!names.is_empty() && names.iter().all(|name| names::is_full(name))).then(|| names.join("\n"))
}

/// Is it part of what a reader said of the article, or a buyer of what it is about? What is around the title too says nothing of that.
fn is_comment(extracted: &Extracted, block: &Block, title: usize) -> bool {
    const AROUND: usize = 24;
    let around = extracted.around(block.element as usize).take(AROUND);
    let mut apart = around.take_while(|(_, element)| !element.blocks.contains(&(title as u32)));
    apart.any(|(_, element)| element.hints.meets(*COMMENT))
}

/// Does it say what a column of a table holds, or by what its rows are in order: "By changesets"?
fn is_head_of_column(extracted: &Extracted, block: &Block) -> bool {
    extracted.element_of(block).is_some_and(|element| element.tag == Tag::Th)
}

static COMMENT: LazyLock<Hints> = LazyLock::new(|| Hints::named(&["comment", "review"]));

/// Blocks behind the title in which a date that says nothing of itself is the article's.
const CLOSE: usize = 6;

fn is_line(block: &Block) -> bool {
    !block.hidden && !matches!(block.role, Role::Heading(1 | 2) | Role::Code | Role::Quote)
}

/// Blocks before the title in which a name may stand behind a date.
const BESIDE: usize = 3;

/// One line, the links in its block, whether it is about other pages, what the line above it says of dates, and whether it is
/// of a forum.
struct Line<'a> {
    text: &'a str,
    links: &'a [&'a str],
    close: bool,
    beside: bool,
    other: bool,
    heading: Option<Field>,
    is_forum: bool,
}

impl Line<'_> {
    /// Add what it says. Returns whether the name comes in the next line.
    fn clues(&self, waiting: bool, clues: &mut Clues) -> bool {
        let (line, close) = (self.text, self.close);
        let signed = names::signed(line);
        let is_name = |rest: &str| rest.starts_with(|char: char| names::is_capital(char) || char == '@');
        if close && signed.is_some_and(is_name) {
            clues.add(Field::Signed, Source::Text, self.byline(line));
        }
        if waiting || signed.is_some_and(|rest| is_name(rest) || self.beside && is_account(rest)) {
            clues.add(Field::Author, Source::Text, self.byline(line));
        } else if let Some(name) = with_role(line).filter(|_| close) {
            clues.add(Field::Author, Source::Text, name);
        } else if let Some(byline) = behind_date(line).filter(|_| self.beside) {
            clues.add(Field::Author, Source::Text, self.byline(byline));
        }
        for part in line.split(['|', '•', '·']).map(str::trim).filter(|part| has_digits(part)) {
            if labels::is_short_day(part, labels::label(part).or(self.heading), close && !self.other) {
                clues.add(Field::Short, Source::Text, part);
            }
            self.days(part, clues);
        }
        signed == Some("")
    }

    /// Add the days of a part of it: the first, and those behind it of which something is said.
    fn days(&self, part: &str, clues: &mut Clues) {
        let days = labels::dated(part);
        let says_more = days.iter().skip(1).any(|(label, _)| label.is_some());
        for (at, (label, day)) in days.into_iter().enumerate() {
            let label = if at == 0 { label.or(self.heading) } else { label };
            let label = label.map(|field| labels::of_page(field, self.is_forum));
            match label {
                Some(field) => clues.add(field, Source::Text, day),
                None if at > 0 || self.other || tells_of_day(if says_more { day } else { part }) => {}
                None => clues.add(if self.close { Field::Shown } else { Field::Published }, Source::Text, day),
            }
            if label == Some(Field::Published) {
                clues.add(Field::Shown, Source::Text, day);
            }
        }
    }

    /// The names in a byline, a line each.
    fn byline(&self, text: &str) -> String {
        names::up_to_links(names::byline(text), self.links).join("\n")
    }
}

/// Is it a byline or a date that was marked as a heading?
fn says_who_or_when(line: &str) -> bool {
    const LONGEST: usize = 60;
    line.len() <= LONGEST
        && (names::behind_by(line).is_some() && full_names(line).is_some() || days::find(line, Order::Month).is_some())
}

/// Does much more stand beside a date than a weekday, a time, a place: a sentence that tells of a day?
fn tells_of_day(part: &str) -> bool {
    const MOST_BESIDE: usize = 60;
    let found = days::find(part, Order::Month);
    found.is_some_and(|found| part.len() > found.end - found.start + MOST_BESIDE) || is_in_sentence(part)
}

/// Does a date stand among the words of a sentence: "You may apply for it before 5 March 2024."?
pub fn is_in_sentence(line: &str) -> bool {
    const LEAST_WORDS: usize = 4;
    let before = days::find(line, Order::Month).and_then(|found| line.get(..found.start)).unwrap_or_default();
    let small = before.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    small >= LEAST_WORDS && line.trim_end().ends_with(['.', '!', '?'])
}

/// The name of an account: one word, or a firm's that begins with a number.
fn is_account(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().take_while(|word| !WORDS.goes_on.contains(*word)).take(3).collect();
    let numbered = || name.starts_with(|char: char| char.is_ascii_digit());
    words.iter().all(|word| word.len() <= LONGEST_NAME) && (words.len() == 1 || words.len() == 2 && numbered())
}

/// Bytes of a word in the name of an account.
const LONGEST_NAME: usize = 30;

/// The byline in "March 5, 2024 by Ann Reed, of the board".
fn behind_date(line: &str) -> Option<&str> {
    const MOST_WORDS: usize = 8;
    let rest = line.get(days::find(line, Order::Month)?.end..)?;
    let words = rest.match_indices(char::is_whitespace).filter_map(|(at, blank)| rest.get(at + blank.len()..));
    let words_of_name = |words: &str| words.split(',').next().map_or(0, |name| name.split_whitespace().count());
    let mut short = words.filter(|words| words_of_name(words) <= MOST_WORDS);
    short.find(|words| names::behind_by(words).is_some_and(|name| name.starts_with(names::is_capital)))
}

/// The name in "Ann Reed | Senior Writer".
fn with_role(line: &str) -> Option<&str> {
    if let Some(name) = before_role(line) {
        return Some(name);
    }
    let (name, rest) = line.split_once(['|', '·', '•', ','])?;
    let words = || name.split_whitespace();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let role = rest.split(['|', '·', '•', ',']).next()?.trim();
    ((2..=3).contains(&words().count()) && words().all(capital) && is_role(role)).then(|| name.trim())
}

/// The name in "김현수 기자 | 2024-03-05": of a script without capitals, with what somebody does right behind it.
fn before_role(line: &str) -> Option<&str> {
    const CHARACTERS: std::ops::RangeInclusive<usize> = 2..=5;
    let (name, role) = line.split(['|', '·', '•', '/']).next()?.trim().split_once(char::is_whitespace)?;
    let is_name = names::is_caseless(name) && CHARACTERS.contains(&name.chars().count());
    (is_name && names::is_caseless(role) && WORDS.roles.contains(role)).then_some(name)
}

/// Is it what somebody does: "Senior Writer", "Environment Correspondent"?
fn is_role(text: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let lower = text.to_lowercase();
    let last = lower.rsplit(' ').next().unwrap_or_default();
    let is_title = text.starts_with(char::is_uppercase) && text.split(' ').count() <= MOST_WORDS;
    WORDS.roles.contains(&lower) || is_title && last.len() > SHORTEST_ROLE && WORDS.roles.contains(last)
}

/// Bytes of a word that says what somebody does, at the end of longer titles; shorter ones ("bio", "vp") say other things too.
const SHORTEST_ROLE: usize = 5;

/// Who is linked to first on the page of a forum: who has begun the thread.
fn first_member(extracted: &Extracted) -> Option<String> {
    let members = extracted.inlines.iter().filter(|inline| matches!(&inline.mark, Mark::Link(to) if is_member(to)));
    let texts = members.filter_map(|inline| extracted.text.get(inline.span.clone()));
    texts.filter(|text| text.split_whitespace().count() <= 2).find_map(|text| names::byline(text).into_iter().next())
}

/// The texts of the links in a block.
pub fn links_in<'a>(extracted: &'a Extracted, block: &Block) -> impl Iterator<Item = &'a str> {
    let links = extracted.inlines_in(&block.span).filter(|inline| matches!(inline.mark, Mark::Link(_)));
    links.filter_map(|inline| extracted.text.get(inline.span.clone())).map(str::trim)
}

/// The names behind links to pages on authors, or on members.
fn linked(extracted: &Extracted, block: &Block, is_forum: bool, clues: &mut Clues) {
    let is_author = |to: &str| is_of_author(to) || is_forum && is_member(to);
    let named =
        extracted.inlines_in(&block.span).filter(|inline| matches!(&inline.mark, Mark::Link(to) if is_author(to)));
    let names: Vec<String> = named
        .filter_map(|inline| extracted.text.get(inline.span.clone()))
        .filter(|text| text.len() <= LONGEST)
        .flat_map(names::byline)
        .collect();
    clues.add(Field::Author, Source::Text, names.join("\n"));
}

/// Does a link lead to a page on an author: in a folder for those, or as WordPress and its like have them?
fn is_of_author(to: &str) -> bool {
    const OTHERS: [&str; 2] = ["/author-", "?author="];
    OTHERS.iter().any(|part| to.contains(part)) || WORDS.author_folders.iter().any(|part| to.contains(part.as_str()))
}
