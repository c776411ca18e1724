//! The words before a date → which date it is.

use super::clue::Field;
use super::days::{self, Order, has_digits};
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
    let before = clause(before).to_lowercase();
    let words: Vec<&str> = before.split(|char: char| !char.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let ends = (1..=words.len()).rev().filter(|end| WORDS.label_ends.contains(words[end - 1]));
    let phrases = ends.flat_map(|end| (end.saturating_sub(LONGEST_LABEL)..end).map(move |start| start..end));
    phrases.filter_map(|phrase| Some(words.get(phrase)?.join(" "))).find_map(|phrase| {
        let says =
            [(&WORDS.held, Field::Held), (&WORDS.modified, Field::Modified), (&WORDS.published, Field::Published)];
        says.into_iter().find(|(phrases, _)| phrases.contains(&phrase)).map(|(_, field)| field)
    })
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
        ];
        for (line, field) in cases {
            assert_eq!(label(line), field, "{line}");
        }
    }
}
