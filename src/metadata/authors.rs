//! All that is said of who wrote a page → its authors.

use super::bodies;
use super::clue::{Clue, Clues, Field, Source};
use super::kind;
use super::names::{NOBODY, authors};
use super::title::folded;

/// The authors of the best source that names a person; else of the best that names any but the site itself.
pub fn choose(clues: &Clues) -> Option<(Vec<String>, Source)> {
    let (site, is_forum) = (site(clues), kind::is_forum(clues));
    let read = |clue: &Clue| Some((authors(&clue.value), clue.source)).filter(|(names, _)| !names.is_empty());
    let said = clues.of(Field::Author).chain(clues.of(Field::Body));
    let mut all: Vec<(Vec<String>, Source)> = said.filter_map(read).collect();
    let first =
        |test: fn(&str, &str) -> bool| all.iter().position(|(names, _)| !names.iter().all(|name| test(name, &site)));
    let best = first(if is_forum { bodies::is_site } else { bodies::stands_in })
        .or_else(|| first(bodies::is_site))
        .unwrap_or(0);
    // On a forum an account is all that is known of a writer.
    let best = all
        .get(best)
        .filter(|_| !is_forum)
        .and_then(|(own, _)| all.iter().position(|(names, _)| is_fuller(names, own)))
        .unwrap_or(best);
    let (mut names, source) = (!all.is_empty()).then(|| all.swap_remove(best))?;
    if source != Source::Text
        && let Some(signed) = signed(clues).filter(|signed| !is_forum && !goes_on(signed, &names))
        && (are_persons(&signed, &site) || !are_persons(&names, &site))
    {
        return Some((signed, Source::Text));
    }
    if is_forum {
        names.truncate(1);
    }
    if !names.iter().all(|name| bodies::is_site(name, &site)) {
        names.retain(|name| !bodies::is_site(name, &site));
    }
    Some((names, source))
}

/// Who has signed right behind the title, if by full names. What machines are told is often who put the text there.
fn signed(clues: &Clues) -> Option<Vec<String>> {
    let mut all = clues.of(Field::Signed).map(|clue| authors(&clue.value));
    all.find(|names| !names.is_empty() && names.iter().all(|name| name.contains(' ')))
}

/// Is the one who signed named the same, with more behind the name that is none of it?
fn goes_on(signed: &[String], names: &[String]) -> bool {
    let ([signed, ..], [name]) = (signed, names) else { return false };
    name.contains(' ') && signed.len() > name.len() && signed.starts_with(name)
}

/// Is anybody known to be the author who does not only stand for who wrote it? A site may be called after its writer,
/// who then signs.
pub fn is_known(clues: &Clues) -> bool {
    let (site, is_forum) = (site(clues), kind::is_forum(clues));
    let is_signed = |name: &String, source| source == Source::Text && (is_forum || bodies::is_site(name, &site));
    let mut all = clues.of(Field::Author).map(|clue| (authors(&clue.value), clue.source));
    all.any(|(names, source)| are_persons(&names, &site) || names.iter().any(|name| is_signed(name, source)))
}

/// Is anybody but the site itself named?
pub fn is_named(clues: &Clues) -> bool {
    let site = site(clues);
    clues.of(Field::Author).flat_map(|clue| authors(&clue.value)).any(|name| !bodies::is_site(&name, &site))
}

/// The site's name, folded.
fn site(clues: &Clues) -> String {
    clues.first(Field::Site).map(|(name, _)| folded(&name)).unwrap_or_default()
}

/// Is anybody named but the site, a body or an account?
fn are_persons(names: &[String], site: &str) -> bool {
    names.iter().any(|name| !bodies::stands_in(name, site))
}

/// Is `one` the same people in full: "Ann" and "Ann Reed", or an account and a name?
fn is_fuller(one: &[String], other: &[String]) -> bool {
    let ([one], [other]) = (one, other) else { return false };
    let is_account = |name: &str| {
        !name.contains(' ') && (name.contains(['.', '_']) || name == name.to_lowercase() || NOBODY.contains(&name))
    };
    one.contains(' ')
        && !other.contains(' ')
        && (is_account(other) || one.split(' ').next().is_some_and(|first| folded(first) == folded(other)))
}
