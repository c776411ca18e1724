//! Bylines → names.
//!
//! Out of a byline goes what is no name: "By", roles, degrees, addresses, dates. Names that are only one's function on
//! the site ("admin") are nobody's.

use super::bodies;
use super::days::{self, Order};
use super::parts::{Part, is_particle, is_proper, parts};
use super::words::WORDS;

/// A name has at most so many words and characters.
const MOST_WORDS: usize = 6;
const LONGEST: usize = 60;
/// Behind a comma, more words are what somebody belongs to.
const MOST_LATER_WORDS: usize = 3;
/// Most authors.
const MOST_NAMES: usize = 50;

/// Degrees and titles behind a name.
const DEGREES: [&str; 34] = [
    "phd", "ph.d", "md", "m.d", "dvm", "rd", "rdn", "ldn", "mba", "cfp", "cfa", "cpa", "jr", "sr", "ii", "iii", "esq",
    "ms", "msc", "ma", "mph", "rn", "np", "do", "dds", "lcsw", "jd", "j.d", "pharmd", "cscs", "cdces", "edd", "psyd",
    "cissp",
];

/// Words of a name before which a byline may go on ("on", "at"); behind more they are part of what an institution is called.
const MOST_BEFORE: usize = 4;

/// The names in a list of them, a line each or parted by commas.
pub fn authors(raw: &str) -> Vec<String> {
    unique(raw.lines().flat_map(names), MOST_NAMES)
}

/// The names in a byline as the reader sees it: those of its first line that has any.
pub fn byline(text: &str) -> Vec<String> {
    let lines =
        text.lines().take(4).filter(|line| line.split_whitespace().count() <= MOST_LINE_WORDS && !is_date(line));
    let names = lines.map(|line| unique(names(line).into_iter().filter(|name| is_proper(name)), MOST_NAMES));
    names.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

/// Words of a line that has names in it; longer ones are prose.
const MOST_LINE_WORDS: usize = 24;

/// Does the line begin with a date?
fn is_date(line: &str) -> bool {
    const WEEKDAY: usize = 12;
    days::find(line, Order::Unknown).is_some_and(|found| found.start <= WEEKDAY) && signed(line).is_none()
}

/// Each once, letter case aside.
pub fn unique(values: impl Iterator<Item = String>, most: usize) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    values.filter(|value| seen.insert(value.to_lowercase())).take(most).collect()
}

/// Each name without what stands behind the link that holds it: an office, an account, a weekday.
pub fn up_to_links(names: Vec<String>, links: &[&str]) -> Vec<String> {
    let is_link = |name: &str, link: &str| {
        is_full(link) && is_proper(link) && name.strip_prefix(link).is_some_and(|rest| rest.starts_with(' '))
    };
    let held =
        |name: String| links.iter().find(|link| is_link(&name, link)).map_or(name.clone(), |link| (*link).to_owned());
    names.into_iter().map(held).collect()
}

/// What stands behind "By" and the like; all of it if nothing like that stands there.
pub fn behind_by(line: &str) -> Option<&str> {
    let first = line.chars().next()?.to_lowercase().next()?;
    WORDS.by.get(&first)?.iter().find_map(|by| {
        let rest = behind(line, by)?;
        let name = rest.trim_start_matches([':', ' ', '\u{a0}', '：', '＝', '／', '・', '\u{3000}']);
        // "By the Ferry Press": a body may have an article.
        let name = name.strip_prefix("the ").filter(|name| bodies::stands_in(name)).unwrap_or(name);
        // "Von Trapp" and "Di Natale" are names.
        let is_particle =
            by.chars().count() <= 3 && by != "by" && !is_caseless(by) && name.split_whitespace().count() < 2;
        (!is_particle && (rest.is_empty() || !rest.starts_with(char::is_alphanumeric))).then_some(name)
    })
}

/// The one word that stands for a name in "Par Léa", where all of it is said to be a byline. Behind a particle it may be a last
/// name.
pub fn behind_short_by(line: &str) -> Option<&str> {
    let (by, name) = line.trim().split_once(char::is_whitespace)?;
    let by = by.to_lowercase();
    let is_name = !name.contains(char::is_whitespace) && name.starts_with(char::is_uppercase);
    (is_name && WORDS.is_by(&by) && !is_particle(&by)).then_some(name)
}

/// What stands behind a word, letter case aside.
pub fn behind<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let mut chars = line.char_indices();
    for wanted in word.chars() {
        let (_, char) = chars.next()?;
        if !char.to_lowercase().eq(std::iter::once(wanted)) {
            return None;
        }
    }
    Some(chars.as_str())
}

fn names(line: &str) -> Vec<String> {
    let line = line.trim();
    let is_address = || !line.contains(' ') && line.split_once('/').is_some_and(|(host, _)| host.contains('.'));
    if line.contains("://") || line.starts_with("www.") || is_address() || line.len() > 1000 {
        return Vec::new();
    }
    let signed = signed(line);
    let line = signed.map_or(line, |rest| behind_by(rest).unwrap_or(rest));
    let (line, rest) = line.split_at(end_of_names(line).min(other_hands(line)));
    let line = if is_number(rest) { before_date(line) } else { line };
    let mut parts = parts(line);
    if signed.is_some() && says_where(&parts) {
        parts.pop();
    }
    parts.iter().enumerate().filter_map(|(place, part)| name(&part.text, place > 0)).collect()
}

/// Does the last part say where somebody writes, and nothing else stands behind commas: "Ann Reed, Rome", "Ana Costa, de
/// Brasília"?
fn says_where(parts: &[Part]) -> bool {
    let [names @ .., Part { text, behind_comma: true }] = parts else { return false };
    let has_one_word = !text.contains(' ') && !is_caseless(text);
    let is_list = names.iter().any(|part| part.behind_comma || !part.text.contains(' '));
    !is_list && (has_one_word || text.split(' ').next().is_some_and(is_particle))
}

/// What stands behind "By" and the like, at the beginning of a line or behind other labels.
pub fn signed(line: &str) -> Option<&str> {
    behind_by(line).or_else(|| behind_label(line))
}

/// What stands behind a later "Author:", where other labels come first: "Source: Ferry Post Author: Ann Reed".
fn behind_label(line: &str) -> Option<&str> {
    const COLONS: [char; 2] = [':', '：'];
    let blanks = line.match_indices(char::is_whitespace).map(|(at, blank)| at + blank.len());
    blanks.skip_while(|at| !line[..*at].contains(COLONS)).find_map(|at| {
        let name = behind_by(&line[at..]).filter(|name| !name.is_empty())?;
        line[at..line.len() - name.len()].contains(COLONS).then_some(name)
    })
}

/// Where a date, a role set off by a dash or a bar, or a remark in brackets begins.
fn end_of_names(line: &str) -> usize {
    let mut before = ' ';
    for (at, char) in line.char_indices() {
        let rest = &line[at..];
        // Arrows, shapes and other signs lie between these two.
        let stop = matches!(
            char,
            '|' | '｜' | '（' | '／' | '•' | '·' | '—' | '–' | '[' | '»' | '›' | '…' | '\u{2190}'..='\u{2bff}'
        ) || before == ' '
            && (is_number(rest)
                || (rest.starts_with("- ") || rest.starts_with("-- "))
                || char == '(' && at > 0 && !is_inside(&line[..at], rest))
            || matches!(char, ':' | '<') && at > 0
            || before == ' ' && is_section(&line[..at], rest);
        if stop && (at > 0 || is_number(rest)) {
            // What stands right before a colon is the next label.
            let before = &line[..at];
            let connector =
                || before.rfind(' ').filter(|at| WORDS.connectors.contains(&before[at + 1..].to_lowercase()));
            let label = || before.rfind("  ").or_else(|| before.rfind(" / ")).or_else(connector).unwrap_or(at);
            return if char == ':' { label() } else { at };
        }
        before = if char.is_whitespace() { ' ' } else { char };
    }
    line.len()
}

/// Do brackets stand inside of a name, behind a first name and before a last one: "Richard (R.J.) Eskow"?
fn is_inside(before: &str, rest: &str) -> bool {
    let is_initial = |word: &str| word.chars().count() == 2 && word.ends_with('.');
    let is_first = before.split_whitespace().filter(|word| !is_initial(word)).count() == 1;
    let last = rest.split_once(") ").and_then(|(_, behind)| behind.split(' ').next()).unwrap_or_default();
    is_first && last.starts_with(char::is_uppercase) && !is_month(last) && !WORDS.roles.contains(&last.to_lowercase())
}

/// Does a name end here, and the section follows: "Ann Reed In Travel"?
fn is_section(name: &str, rest: &str) -> bool {
    const WORDS_OF_NAME: std::ops::RangeInclusive<usize> = 2..=3;
    let is_name = || name.split_whitespace().all(|word| word.starts_with(char::is_uppercase)) && !name.contains(',');
    let is_titled = |rest: &str| rest.starts_with(char::is_uppercase);
    rest.strip_prefix("In ").is_some_and(is_titled)
        && WORDS_OF_NAME.contains(&name.split_whitespace().count())
        && is_name()
}

/// Without the month and the weekday at its end, whose day follows.
fn before_date(line: &str) -> &str {
    let is_end = |char: char| char.is_whitespace() || char == ',';
    let is_of_date = |word: &str| {
        let word = word.trim_end_matches('.').to_lowercase();
        WORDS.months.contains_key(&word) || WORDS.weekdays.contains(&word)
    };
    let mut line = line.trim_end_matches(is_end);
    while let Some((before, _)) = line.rsplit_once(char::is_whitespace).filter(|(_, last)| is_of_date(last)) {
        line = before.trim_end_matches(is_end);
    }
    line
}

/// Does it begin with a number? Firms have digits in their names, and letters right behind them.
fn is_number(text: &str) -> bool {
    let behind = text.trim_start_matches(|char: char| char.is_ascii_digit());
    let word = behind.split(|char: char| !char.is_alphabetic()).next().unwrap_or_default();
    let digits = text.len() - behind.len();
    digits > 1 || digits == 1 && (word.is_empty() || WORDS.months.contains_key(&word.to_lowercase()))
}

/// Where those begin who did something else than write: "Reviewed by".
fn other_hands(line: &str) -> usize {
    let starts = line.char_indices().filter(|(at, char)| {
        is_capital(*char) && (*at == 0 || line[..*at].ends_with([' ', '.', ',', '、', '\u{3000}']))
    });
    let mut starts = starts.map(|(at, _)| at);
    starts.find(|at| WORDS.other_hands.iter().any(|hands| behind(&line[*at..], hands).is_some())).unwrap_or(line.len())
}

/// A part as a name, if it is one.
fn name(part: &str, later: bool) -> Option<String> {
    // An address is no part of a name, nor is an account or a site behind it.
    let words = part.split_whitespace().enumerate().take_while(|(at, word)| *at == 0 || *word != "@");
    let mut words: Vec<&str> = words
        .filter(|(at, word)| !word.contains('@') || *at == 0 && word.starts_with('@'))
        .map(|(_, word)| word)
        .collect();
    if let Some(by) = behind_by(&words.join(" ")).filter(|rest| !rest.is_empty()) {
        words.drain(..words.len().saturating_sub(by.split_whitespace().count()));
    }
    if let Some(end) = words.iter().skip(1).take(MOST_BEFORE).position(|word| WORDS.goes_on.contains(*word)) {
        words.truncate(end + 1);
    }
    if let Some(end) = end_of_person(&words) {
        words.truncate(end);
    }
    // What the reader may do stands behind whole names.
    let is_action = |word: &str| WORDS.actions.contains(&word.to_lowercase());
    while words.len() > 1 && words.last().is_some_and(|word| is_tail(word) || words.len() > 2 && is_action(word)) {
        words.pop();
    }
    let joined = words.join(" ");
    let name = joined.trim_matches(['@', '"', '“', '”', '-', '*', ' ', '\'', '_']);
    let name = without_role(without_stop(name.trim_start_matches('.')));
    let lower = name.to_lowercase();
    let is_role = WORDS.roles.contains(&lower)
        || later && lower.split(' ').any(|word| WORDS.roles.contains(word.trim_end_matches('s')));
    let is_name = name.chars().any(char::is_alphabetic)
        && words.iter().filter(|word| !is_particle(word)).count() <= if later { MOST_LATER_WORDS } else { MOST_WORDS }
        && name.chars().count() <= LONGEST
        && !is_domain(&lower)
        && !is_short(name, later)
        && !(later && name.contains(|char: char| char.is_ascii_digit()))
        && !WORDS.nobody.contains(&lower)
        && !WORDS.is_by(&lower)
        && !WORDS.actions.contains(&lower)
        && !bodies::is_platform(&lower)
        && !lower.ends_with(" admin")
        && !DEGREES.contains(&lower.trim_end_matches('.'))
        && !is_role
        && !is_month(name)
        && !WORDS.published.contains(&lower)
        && !WORDS.modified.contains(&lower);
    is_name.then(|| name.to_owned())
}

/// Does it begin with a month? With a name behind it, which has a capital, it is who is called so: "April Jones".
fn is_month(name: &str) -> bool {
    let is_month = |word: &str| WORDS.months.contains_key(&word.trim_end_matches('.').to_lowercase());
    let is_weekday = |word: &str| WORDS.weekdays.contains(&word.trim_end_matches('.').to_lowercase());
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && !is_month(word) && !is_weekday(word);
    let mut words = name.split(' ');
    words.next().is_some_and(is_month) && !words.any(is_name)
}

/// Where the words behind a first and a last name begin that say where, for whom or as what they write: "in Rome",
/// "AP Technology Writer".
fn end_of_person(words: &[&str]) -> Option<usize> {
    const AGENCIES: [&str; 9] = ["AP", "AFP", "UPI", "PTI", "ANI", "IANS", "PA", "CP", "DPA"];
    let is_name = |word: &&str| word.starts_with(char::is_uppercase);
    let end = words.iter().position(|word| *word == "in" || AGENCIES.contains(word))?;
    ((2..=3).contains(&end) && words[..end].iter().all(is_name) && words.get(end + 1).is_some_and(is_name))
        .then_some(end)
}

/// May it begin a name: a capital, or a letter of a script that has none?
pub fn is_capital(char: char) -> bool {
    char.is_alphabetic() && !char.is_lowercase()
}

/// Is it written in a script without capitals, which has no blanks between the parts of names either?
pub fn is_caseless(name: &str) -> bool {
    name.starts_with(|char: char| is_capital(char) && !char.is_uppercase())
}

/// Has it a first and a last name?
pub fn is_full(name: &str) -> bool {
    const FEWEST: usize = 3;
    name.contains(' ') || is_caseless(name) && name.chars().count() >= FEWEST
}

/// Without the full stop of the sentence that ends in the name: "Ann Reed.", but not "Ann Reed Jr." or "Ann R."
fn without_stop(name: &str) -> &str {
    const SHORTEST: usize = 4;
    let last = name.rsplit(' ').next().unwrap_or_default();
    match last.strip_suffix('.') {
        Some(word) if last != name && word.chars().count() >= SHORTEST && !word.contains('.') => {
            name.trim_end_matches('.')
        }
        _ => name,
    }
}

/// Without what somebody does, where that is written right behind a name: "佐藤健太記者".
fn without_role(name: &str) -> &str {
    if !is_caseless(name) {
        return name;
    }
    let roles = WORDS.roles.iter().filter(|role| is_caseless(role) && name.ends_with(role.as_str()) && name != **role);
    let role = roles.max_by_key(|role| role.len());
    role.and_then(|role| name.strip_suffix(role.as_str())).map_or(name, str::trim_end)
}

/// Initials, or behind a name a degree?
fn is_short(name: &str, later: bool) -> bool {
    let most = if later { 5 } else { 2 };
    name.chars().count() <= most && name.chars().all(|char| char.is_uppercase() || char == '®')
}

/// The address of a site, without a scheme? Accounts have dots too, but seldom end as domains do.
fn is_domain(name: &str) -> bool {
    const TOP: [&str; 8] = ["com", "org", "net", "edu", "gov", "io", "info", "uk"];
    let last = name.rsplit_once('.').map_or("", |(_, last)| last);
    !name.contains(' ') && name.matches('.').count() > 1 && (TOP.contains(&last) || name.starts_with("www."))
}

/// A word that can stand behind a name but is no part of it?
fn is_tail(word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ':']);
    let lower = bare.to_lowercase();
    WORDS.connectors.contains(bare)
        || DEGREES.contains(&lower.as_str()) && bare.len() > 2
        || WORDS.published.contains(&lower)
        || WORDS.modified.contains(&lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        let cases: [(&str, &[&str]); 24] = [
            ("By Ann Reed", &["Ann Reed"]),
            ("by Ann Reed and Tom Hale, Staff Writers", &["Ann Reed", "Tom Hale"]),
            ("Ann Reed, PhD, Senior Editor | March 3", &["Ann Reed"]),
            ("Ann Reed, CEPF®", &["Ann Reed"]),
            ("Written By: Ann Reed on March 3, 2024", &["Ann Reed"]),
            ("By\nAnn Reed\nStaff writer", &["Ann Reed"]),
            ("Von: Marlies T. Am: 3.2.2018", &["Marlies T."]),
            ("Von Jana Fels", &["Jana Fels"]),
            ("Von Trapp", &["Von Trapp"]),
            ("jwood13", &["jwood13"]),
            ("@jwood", &["jwood"]),
            ("View all posts by Nora Maio →", &["Nora Maio"]),
            ("By Nora Maio on May 2, 2023", &["Nora Maio"]),
            ("Ann Reed December 8", &["Ann Reed"]),
            ("By Ann Reed, MS, RDN, LD", &["Ann Reed"]),
            ("By 3k Works", &["3k Works"]),
            ("By Ann Reed In Travel, Ferries and Fog", &["Ann Reed"]),
            ("ann.b.reed", &["ann.b.reed"]),
            ("AR", &[]),
            ("admin", &[]),
            ("https://site.example/ann", &[]),
            ("site.example/ann", &[]),
            ("Ann @ Ferry Kitchen", &["Ann"]),
            ("March 3, 2024", &[]),
        ];
        for (text, names) in cases {
            assert_eq!(byline(text), names, "{text}");
        }
    }

    #[test]
    fn lists() {
        assert_eq!(authors("Ann Reed\nTom Hale\nann reed"), ["Ann Reed", "Tom Hale"]);
        assert_eq!(authors("Ann Reed (ann@site.example); Tom Hale"), ["Ann Reed"]);
        assert_eq!(authors("ann@site.example"), Vec::<String>::new());
    }
}
