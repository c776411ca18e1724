//! All that is said of who wrote a page → its authors.

use super::bodies;
use super::clue::{Clue, Clues, Field, Source};
use super::kind;
use super::names::{authors, is_full};
use super::persons::is_given;
use super::title::folded;
use super::words::WORDS;

/// The authors of the best source that names a person; else of the best that names any but the site itself.
pub fn choose(clues: &Clues) -> Option<(Vec<String>, Source)> {
    let site = Site::of(clues);
    let read = |clue: &Clue| Some((authors(&clue.value), clue.source)).filter(|(names, _)| !names.is_empty());
    let said = clues.of(Field::Author).chain(clues.of(Field::Body)).filter(|clue| !site.is_made_by(clue));
    let mut all: Vec<(Vec<String>, Source)> = said.filter_map(read).collect();
    let persons = all.iter().position(|(names, _)| site.has_persons(names));
    let others = || all.iter().position(|(names, _)| !names.iter().all(|name| site.is_called(name)));
    let best = persons.or_else(others).unwrap_or(0);
    // On a forum an account is all that is known of a writer.
    let best = all
        .get(best)
        .filter(|_| !site.is_forum)
        .and_then(|(own, _)| all.iter().position(|(names, _)| is_fuller(names, own) && site.has_persons(names)))
        .unwrap_or(best);
    let (mut names, source) = (!all.is_empty()).then(|| all.swap_remove(best))?;
    if source != Source::Text
        && let Some(signed) = signed(clues).filter(|signed| !site.is_forum && !goes_on(signed, &names))
        && (site.has_persons(&signed) || !site.has_persons(&names))
    {
        return Some((signed, Source::Text));
    }
    if site.is_forum {
        names.truncate(1);
    }
    // A body behind the name of one person is whom they write for.
    if let [person, others @ ..] = names.as_slice()
        && !site.stands_in(person)
        && others.iter().all(|name| site.stands_in(name))
    {
        names.truncate(1);
    } else if names.first().is_some_and(|name| site.is_called(name)) && !site.has_persons(&names) {
        names.truncate(1);
    } else if !names.iter().all(|name| site.is_called(name)) {
        names.retain(|name| !site.is_called(name));
    }
    Some((names, source))
}

/// Who has signed right behind the title, if by full names. What machines are told is often who put the text there.
fn signed(clues: &Clues) -> Option<Vec<String>> {
    let mut all = clues.of(Field::Signed).map(|clue| authors(&clue.value));
    all.find(|names| !names.is_empty() && names.iter().all(|name| is_full(name)))
}

/// Is the one who signed named the same, with more behind the name that is none of it?
fn goes_on(signed: &[String], names: &[String]) -> bool {
    let ([signed, ..], [name]) = (signed, names) else { return false };
    name.contains(' ') && signed.len() > name.len() && signed.starts_with(name)
}

/// Is anybody known to be the author who does not only stand for who wrote it? A site may be called after its writer,
/// who then signs.
pub fn is_known(clues: &Clues) -> bool {
    let site = Site::of(clues);
    let mut all = clues.of(Field::Author).map(|clue| (authors(&clue.value), clue.source));
    all.any(|(names, source)| {
        let is_signed = source == Source::Text && names.iter().any(|name| site.is_called(name) && is_given(name));
        is_signed || site.has_persons(&names)
    })
}

/// Is anybody but the site itself named, or has it signed for its readers?
pub fn is_named(clues: &Clues) -> bool {
    let site = Site::of(clues);
    let is_by =
        |clue: &Clue| authors(&clue.value).iter().any(|name| clue.source == Source::Text || !site.is_called(name));
    clues.of(Field::Author).any(is_by)
}

/// What tells persons from those who stand for them.
struct Site {
    /// What the site is called, folded.
    names: Vec<String>,
    /// Its host.
    host: String,
    /// There an account is all that is known of a writer.
    is_forum: bool,
    /// The software of a forum, in lower case.
    software: Option<&'static str>,
}

impl Site {
    fn of(clues: &Clues) -> Site {
        let called = clues.first(Field::Site).into_iter().map(|(name, _)| name);
        // Writers publish themselves too.
        let others = clues.of(Field::Site).flat_map(|clue| authors(&clue.value)).filter(|name| !is_given(name));
        let address = clues.of(Field::Site).find(|clue| clue.source == Source::Url);
        Site {
            names: called.chain(others).map(|name| folded(&name)).collect(),
            host: address.map(|clue| clue.value.clone()).unwrap_or_default(),
            is_forum: kind::is_forum(clues),
            software: kind::forum_software(clues),
        }
    }

    /// Are these the makers of its software, as the head of its pages names them?
    fn is_made_by(&self, clue: &Clue) -> bool {
        let names = clue.value.to_lowercase();
        clue.source != Source::Text && self.software.is_some_and(|software| names.contains(software))
    }

    /// Is it the site itself? Its address tells that of one word only: persons have sites under their full names.
    fn is_called(&self, name: &str) -> bool {
        let own = folded(name);
        self.names.contains(&own) || !name.contains(' ') && self.host.split('.').any(|label| label == own)
    }

    /// Is it the site, a body or an account?
    fn stands_in(&self, name: &str) -> bool {
        self.is_called(name) || !self.is_forum && bodies::stands_in(name)
    }

    /// Is any a person's? Behind the site's own name towns stand too.
    fn has_persons(&self, names: &[String]) -> bool {
        let is_site = names.first().is_some_and(|name| self.stands_in(name));
        names.iter().any(|name| !self.stands_in(name) && (!is_site || is_full(name)))
    }
}

/// Is `one` the same people in full: "Ann" and "Ann Reed", or an account and a name?
fn is_fuller(one: &[String], other: &[String]) -> bool {
    let ([one], [other]) = (one, other) else { return false };
    let is_account = |name: &str| {
        !name.contains(' ') && (name.contains(['.', '_']) || name == name.to_lowercase() || WORDS.nobody.contains(name))
    };
    one.contains(' ')
        && !other.contains(' ')
        && (is_account(other) || one.split(' ').next().is_some_and(|first| folded(first) == folded(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stands_in() {
        let names = vec![folded("The Ferry Post")];
        let site = Site { names, host: "ferrypost.example".to_owned(), is_forum: false, software: None };
        for name in [
            "The Ferry Post",
            "Web Desk",
            "Everfit Team",
            "redac-web",
            "cmsuser07",
            "Kanalblick Verlag",
            "Staff and agencies",
        ] {
            assert!(site.stands_in(name), "{name}");
        }
        for name in ["Ann Reed", "Jean-Luc Roy", "R. Teamer", "jwood", "Rita Newsome", "Иван Фондов"] {
            assert!(!site.stands_in(name), "{name}");
        }
    }
}
