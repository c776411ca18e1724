//! Sources that say something else than what was chosen → a note for each field. Lines of the visible text are left
//! out: what they say of other dates and people on the page is no contradiction.

use super::clue::{Clues, Field, Source};
use super::dates;
use super::days::Order;
use super::title::{folded, forms};
use super::{Metadata, names};
use crate::article::{Note, word};

/// Clues that are read for one note.
const MOST_READ: usize = 16;
/// What the notes are called. They are of no concern to who looks at what is cut.
pub const DIFFERS: &str = "metadata-differs";
/// Sources listed in one note.
const MOST: usize = 4;

/// A note for each field on which sources differ.
pub fn notes(clues: &Clues, about: &Metadata, order: Order) -> Vec<Note> {
    let day = |value: &str| dates::parse(value, order).map(|date| date.get(..10).unwrap_or_default().to_owned());
    let authors =
        |value: &str| Some(names::authors(value)).filter(|names| !names.is_empty()).map(|names| names.join(", "));
    let title = |value: &str| Some(value.to_owned());
    let same_title = |one: &str, other: &str| {
        let within = |one: &str, other: &str| forms(other).iter().any(|form| folded(form) == folded(one));
        within(one, other) || within(other, one)
    };
    let same = |one: &str, other: &str| folded(one) == folded(other);
    let found = [
        note(clues, "title", Field::Title, about, about.title.clone(), title, same_title),
        note(clues, "authors", Field::Author, about, Some(about.authors.join(", ")), authors, same),
        note(clues, "date", Field::Published, about, about.published.as_deref().and_then(day), day, same),
        note(clues, "modified", Field::Modified, about, about.modified.as_deref().and_then(day), day, same),
    ];
    found.into_iter().flatten().collect()
}

fn note(
    clues: &Clues,
    name: &'static str,
    field: Field,
    about: &Metadata,
    chosen: Option<String>,
    read: impl Fn(&str) -> Option<String>,
    same: impl Fn(&str, &str) -> bool,
) -> Option<Note> {
    let (chosen, source) = (chosen?, about.sources.get(name)?);
    let mut others: Vec<(Source, String)> = Vec::new();
    for clue in clues.of(field).take(MOST_READ).filter(|clue| !matches!(clue.source, Source::Text | Source::Time)) {
        if let Some(value) = read(&clue.value)
            && !same(&value, &chosen)
            && !others.iter().any(|(_, known)| same(known, &value))
            && others.len() < MOST
        {
            others.push((clue.source, value));
        }
    }
    let each = |(source, value): &(Source, String)| format!(", {} {value}", word(source));
    let rest: String = others.iter().map(each).collect();
    (!rest.is_empty()).then(|| Note { code: DIFFERS, message: format!("{name}: {} {chosen}{rest}", word(source)) })
}
