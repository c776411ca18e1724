//! `languages/*/bylines.toml` → how bylines and dates are written, all languages together.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::languages::LANGUAGES;

/// The file of one language.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Bylines {
    /// What comes first in 3/4/2024: "day", "month", or nothing.
    pub order: String,
    /// The forms of each month's name, parted by blanks.
    pub months: Vec<String>,
    /// The forms of each weekday's name, parted by blanks.
    pub weekdays: Vec<String>,
    /// What stands before a name.
    pub by: Vec<String>,
    /// What stands between two.
    pub and: Vec<String>,
    /// What stands before the names of those who did something else than write.
    pub other_hands: Vec<String>,
    /// What stands before the day of publication.
    pub published: Vec<String>,
    /// What stands before the day of a change.
    pub modified: Vec<String>,
    /// What stands before a day that the text is about: of an event, the last one for something.
    pub held: Vec<String>,
    /// What a name may be followed by.
    pub roles: Vec<String>,
    /// Words by which a name is a body's or a desk's and no person's.
    pub bodies: Vec<String>,
    /// What stands before the day on which a member of a forum joined or was last there.
    pub joined: Vec<String>,
}

/// All languages' words, in lower case.
#[derive(Debug, Default)]
pub struct Words {
    /// Names of months.
    pub months: HashMap<String, i8>,
    /// Names of weekdays.
    pub weekdays: HashSet<String>,
    /// What stands before names, by its first letter, longest first.
    pub by: HashMap<char, Vec<String>>,
    /// What stands between them.
    pub and: HashSet<String>,
    /// What stands before the names of those who did something else than write.
    pub other_hands: Vec<String>,
    /// What stands before the day of publication.
    pub published: HashSet<String>,
    /// What stands before the day of a change.
    pub modified: HashSet<String>,
    /// What stands before a day that the text is about.
    pub held: HashSet<String>,
    /// The last words of all these.
    pub label_ends: HashSet<String>,
    /// What a name may be followed by.
    pub roles: HashSet<String>,
    /// Words by which a name is a body's or a desk's and no person's.
    pub bodies: HashSet<String>,
    /// What stands before the day on which a member of a forum joined or was last there.
    pub joined: Vec<String>,
    /// Languages, by code, that write the day first.
    pub day_first: Vec<&'static str>,
}

/// The words of all languages.
pub static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for language in LANGUAGES {
        let file: Bylines = toml::from_str(language.bylines).unwrap_or_default();
        for (month, forms) in (1..).zip(&file.months) {
            words.months.extend(forms.split(' ').map(|form| (form.to_owned(), month)));
        }
        if file.order == "day" {
            words.day_first.push(language.code);
        }
        for by in file.by {
            words.by.entry(by.chars().next().unwrap_or(' ')).or_default().push(by);
        }
        let labels = file.published.iter().chain(&file.modified).chain(&file.held);
        words.label_ends.extend(labels.filter_map(|label| label.split(' ').next_back()).map(str::to_owned));
        words.and.extend(file.and);
        words.other_hands.extend(file.other_hands);
        words.published.extend(file.published);
        words.modified.extend(file.modified);
        words.held.extend(file.held);
        words.weekdays.extend(file.weekdays.iter().flat_map(|forms| forms.split(' ')).map(str::to_owned));
        words.roles.extend(file.roles);
        words.bodies.extend(file.bodies);
        words.joined.extend(file.joined);
    }
    words.by.values_mut().for_each(|some| some.sort_by_key(|by| std::cmp::Reverse(by.len())));
    words
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_the_same_in_all_languages() {
        let mut known: HashMap<String, usize> = HashMap::new();
        for language in LANGUAGES {
            let file: Bylines = toml::from_str(language.bylines).unwrap();
            for (at, form) in
                file.months.iter().enumerate().flat_map(|(at, forms)| forms.split(' ').map(move |f| (at, f)))
            {
                assert_eq!(*known.entry(form.to_owned()).or_insert(at), at, "{form}, {}", language.code);
            }
        }
    }

    #[test]
    fn files_are_whole() {
        for language in LANGUAGES.iter().filter(|language| !language.bylines.is_empty()) {
            let file: Bylines = toml::from_str(language.bylines).unwrap();
            // Japanese writes months as numbers, and weekdays never before a date.
            let names = if language.code == "ja" { (0, 0) } else { (12, 7) };
            assert_eq!((file.months.len(), file.weekdays.len()), names, "{}", language.code);
            let lists = [
                &file.by,
                &file.and,
                &file.other_hands,
                &file.published,
                &file.modified,
                &file.held,
                &file.roles,
                &file.joined,
                &file.bodies,
            ];
            assert!(lists.iter().all(|list| !list.is_empty()), "{}", language.code);
            assert!(
                lists.iter().flat_map(|list| list.iter()).all(|word| *word == word.to_lowercase()),
                "{}",
                language.code
            );
        }
    }
}
