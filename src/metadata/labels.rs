//! The words before a date → which date it is.

use super::clue::Field;
use super::days::{self, Order, has_digits};
use super::names;
use super::words::WORDS;

/// Which date a line speaks of, by the words before its first digit.
pub fn label(line: &str) -> Option<Field> {
    label_before(line.split(days::is_digit).next().unwrap_or_default())
}

/// The days of a line, each with what the words before it say of it and the part of the line that gives it and none of the
/// others. A line without days is one part.
pub fn dated(line: &str) -> Vec<(Option<Field>, &str)> {
    const MOST: usize = 4;
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    while let Some(day) = line.get(from..).and_then(|rest| days::find(rest, Order::Day)).filter(|_| found.len() < MOST)
    {
        found.push((from + day.start, from + day.end));
        from += day.end;
    }
    let starts = found.iter().skip(1).map(|(start, _)| *start).chain([line.len()]);
    let mut parts = vec![(label(line), &line[..starts.clone().next().unwrap_or(line.len())])];
    let later = found.iter().zip(found.iter().skip(1)).zip(starts.skip(1));
    parts.extend(later.map(|(((_, end), (start, _)), next)| (label_before(&line[*end..*start]), &line[*end..next])));
    parts
}

/// Which date follows these words: the label nearest to it says so, the longest that ends there.
pub fn label_before(before: &str) -> Option<Field> {
    const LONGEST_LABEL: usize = 3;
    const LEAD_TO_DAY: usize = 1;
    let before = clause(before).to_lowercase();
    let words: Vec<&str> = before.split(|char: char| !char.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let ends = (1..=words.len()).rev().filter(|end| WORDS.label_ends.contains(words[end - 1]));
    let phrases = ends.flat_map(|end| (end.saturating_sub(LONGEST_LABEL)..end).map(move |start| start..end));
    phrases.filter_map(|phrase| Some((phrase.end, words.get(phrase)?.join(" ")))).find_map(|(end, phrase)| {
        let says =
            [(&WORDS.held, Field::Held), (&WORDS.modified, Field::Modified), (&WORDS.published, Field::Published)];
        let said = says.into_iter().find(|(phrases, _)| phrases.contains(&phrase)).map(|(_, field)| field);
        // Those words say other things too, where they do not stand right before a day.
        let is_joined = || end + LEAD_TO_DAY >= words.len() && WORDS.joined.contains(&phrase);
        said.or_else(|| is_joined().then_some(Field::Joined))
    })
}

/// Is a line with a day whose year has two digits about the page's publication: by its label, as a byline, or as nothing but a
/// day and a clock where those of the article stand?
pub fn is_short_day(line: &str, label: Option<Field>, is_beside_title: bool) -> bool {
    const MOST_BESIDE: usize = 3;
    const LONGEST: usize = 60;
    let is_of = |day: days::Found| {
        let (before, behind) = (line.get(..day.start).unwrap_or_default(), line.get(day.end..).unwrap_or_default());
        let mut words = before.split(|char: char| !char.is_alphabetic()).filter(|word| !word.is_empty());
        let is_alone = words.all(|word| WORDS.weekdays.contains(&word.to_lowercase()))
            && behind.chars().filter(|char| char.is_alphabetic()).count() <= MOST_BESIDE;
        is_beside_title && (is_alone || names::signed(before).is_some())
    };
    let day = || [Order::Day, Order::Year].into_iter().find_map(|order| days::find_short(line, order));
    line.len() <= LONGEST
        && days::find(line, Order::Day).is_none()
        && day().is_some_and(|day| label == Some(Field::Published) || label.is_none() && is_of(day))
}

/// What a label says on a page of this kind: what begins on a page of a forum is the thread.
pub fn of_page(field: Field, is_forum: bool) -> Field {
    if is_forum && field == Field::Held { Field::Published } else { field }
}

/// What may name the date behind these words: all of them; before a colon what stands in its clause ("the date, for
/// example: Wed, ").
fn clause(before: &str) -> &str {
    let end = before.trim_end_matches([' ', '\u{a0}', ',']);
    let weekday = end.rsplit_once(' ').filter(|(_, last)| WORDS.weekdays.contains(&last.to_lowercase()));
    let label = weekday.map_or(end, |(label, _)| label.trim_end()).strip_suffix(':');
    label.and_then(|label| label.rsplit([',', ';', '.']).next()).unwrap_or(before)
}

/// Which date the next line gives, if this one is nothing but a label.
pub fn label_alone(line: &str) -> Option<Field> {
    const LONGEST: usize = 40;
    if has_digits(line) || line.len() > LONGEST { None } else { label_before(line) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_days() {
        let line = "Updated 6 March 2024, 9:00; published: 5 March 2024 at noon";
        let parts = [
            (Some(Field::Modified), "Updated 6 March 2024, 9:00; published: "),
            (Some(Field::Published), ", 9:00; published: 5 March 2024 at noon"),
        ];
        assert_eq!(dated(line), parts);
        assert_eq!(dated("5 to 6 March"), [(None, "5 to 6 March")]);
        let until = [(None, "5 March 2024 – "), (None, " – 6 March 2024")];
        assert_eq!(dated("5 March 2024 – 6 March 2024"), until);
    }

    #[test]
    fn the_nearest_and_longest_says_so() {
        let cases = [
            ("Published on 5 March", Some(Field::Published)),
            ("First published; last updated: 5 March", Some(Field::Modified)),
            ("Date: 5 March", Some(Field::Published)),
            ("Closing date: 5 March", Some(Field::Held)),
            ("Posted by Ann Reed on 5 March", Some(Field::Published)),
            ("Open until 5 March", None),
            ("Member since 5 March", Some(Field::Joined)),
            ("Joined on 5 March", Some(Field::Joined)),
            ("He joined the ferry company 5 March", None),
        ];
        for (line, field) in cases {
            assert_eq!(label(line), field, "{line}");
        }
    }
}
