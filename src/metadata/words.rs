//! `languages/*/bylines.toml` → how bylines and dates are written, all languages together.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::title::folded;
use crate::languages::LANGUAGES;

/// The file of one language.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
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
    /// What heads the column of who has posted last, in lists of topics.
    pub last_post: Vec<String>,
    /// What leads from the name of who wrote a comment to what was said.
    pub says: Vec<String>,
    /// What a name in a byline is followed by without a comma; letter case counts.
    pub connectors: Vec<String>,
    /// What a byline goes on with behind a name.
    pub goes_on: Vec<String>,
    /// What stands where a name should and is none.
    pub nobody: Vec<String>,
    /// What is written small inside of names.
    pub particles: Vec<String>,
    /// Words for "and" between the last names of one person: "Costa e Silva", "Ramón y Cajal".
    pub joints: Vec<String>,
    /// What stands between day, month and year beside signs: "5th of March".
    pub between: Vec<String>,
    /// What stands before the number of a month: "5 tháng 3 năm 2024".
    pub before_month: Vec<String>,
    /// Eras by which years are counted, each with the year before its first one.
    pub eras: Vec<String>,
    /// What the reader may do: it stands beside dates too, with capitals as in names ("Suggest Changes").
    pub actions: Vec<String>,
    /// What front pages are called, and how they greet.
    pub home: Vec<String>,
    /// What editors and servers call a page that nobody has given a title.
    pub untitled: Vec<String>,
    /// What phpBB writes between the forum's name and that of the topic, between bars.
    pub view_topic: Vec<String>,
    /// What stands beside the name of forum software at the foot of its pages.
    pub made_with: Vec<String>,
    /// Folders in which sites keep pages on their authors.
    pub author_folders: Vec<String>,
    /// Texts with what is to be found in them; tests read those.
    #[serde(rename = "hit")]
    _hit: Vec<IgnoredAny>,
    /// Texts that come close.
    #[serde(rename = "miss")]
    _miss: Vec<IgnoredAny>,
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
    /// What heads the column of who has posted last, in lists of topics; letters and digits alone.
    pub last_post: HashSet<String>,
    /// What leads from the name of who wrote a comment to what was said.
    pub says: Vec<String>,
    /// What a name in a byline is followed by without a comma; letter case counts.
    pub connectors: HashSet<String>,
    /// What a byline goes on with behind a name.
    pub goes_on: HashSet<String>,
    /// What stands where a name should and is none.
    pub nobody: HashSet<String>,
    /// What is written small inside of names.
    pub particles: HashSet<String>,
    /// Words for "and" between the last names of one person: "Costa e Silva", "Ramón y Cajal".
    pub joints: HashSet<String>,
    /// What stands between day, month and year beside signs: "5th of March".
    pub between: HashSet<String>,
    /// What stands before the number of a month: "5 tháng 3 năm 2024".
    pub before_month: HashSet<String>,
    /// Eras by which years are counted, each with the year before its first one.
    pub eras: Vec<(String, i16)>,
    /// What the reader may do: it stands beside dates too, with capitals as in names ("Suggest Changes").
    pub actions: HashSet<String>,
    /// What front pages are called, and how they greet; letters and digits alone, as in the next two.
    pub home: HashSet<String>,
    /// What editors and servers call a page that nobody has given a title.
    pub untitled: HashSet<String>,
    /// What phpBB writes between the forum's name and that of the topic, between bars.
    pub view_topic: HashSet<String>,
    /// What stands beside the name of forum software at the foot of its pages.
    pub made_with: Vec<String>,
    /// Parts of addresses of pages on authors.
    pub author_folders: Vec<String>,
    /// Languages, by code, that write the day first.
    pub day_first: Vec<&'static str>,
}

impl Words {
    /// Does a word in lower case stand before names, all of it?
    pub fn is_by(&self, word: &str) -> bool {
        let some = word.chars().next().and_then(|first| self.by.get(&first));
        some.is_some_and(|some| some.iter().any(|by| by == word))
    }
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
        let labels = file.published.iter().chain(&file.modified).chain(&file.held).chain(&file.joined);
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
        words.last_post.extend(file.last_post.iter().map(|text| folded(text)));
        words.says.extend(file.says);
        words.connectors.extend(file.connectors);
        words.goes_on.extend(file.goes_on);
        words.nobody.extend(file.nobody);
        words.particles.extend(file.particles);
        words.joints.extend(file.joints);
        words.between.extend(file.between);
        words.before_month.extend(file.before_month);
        let eras = file.eras.iter().filter_map(|era| era.split_once(' '));
        words.eras.extend(eras.filter_map(|(name, before)| Some((name.to_owned(), before.parse().ok()?))));
        words.actions.extend(file.actions);
        words.home.extend(file.home.iter().map(|text| folded(text)));
        words.untitled.extend(file.untitled.iter().map(|text| folded(text)));
        words.view_topic.extend(file.view_topic.iter().map(|text| folded(text)));
        words.made_with.extend(file.made_with);
        words.author_folders.extend(file.author_folders.iter().map(|folder| format!("/{folder}/")));
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
            let may_be_empty = [
                &file.last_post,
                &file.says,
                &file.goes_on,
                &file.nobody,
                &file.particles,
                &file.joints,
                &file.between,
                &file.before_month,
                &file.actions,
                &file.home,
                &file.untitled,
                &file.view_topic,
                &file.made_with,
                &file.author_folders,
            ];
            let mut words = lists.into_iter().chain(may_be_empty).flatten();
            assert!(words.all(|word| *word == word.to_lowercase()), "{}", language.code);
        }
    }
}
