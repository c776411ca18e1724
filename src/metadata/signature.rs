//! The elements of one post or comment → who signed it, and when.

use std::ops::Range;

use super::marks::{BYLINE, DATE};
use super::persons::is_action;
use super::words::WORDS;
use super::{dates, days, names};
use crate::article::Element;
use crate::extract::html::attributes::Key;
use crate::extract::html::hints::Hints;
use crate::extract::html::reread;
use crate::extract::html::tags::Tag;

pub use super::days::Order;

/// Longer texts are no names.
const LONGEST: usize = 80;

/// Who and when.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// The first name.
    pub author: Option<String>,
    /// The first date: ISO 8601.
    pub date: Option<String>,
    /// The blocks that the markup says to be the author's (`itemprop`), not those of one who has changed the text.
    pub stated: Option<Range<u32>>,
}

/// Read the elements in order.
pub fn read<'a>(source: &str, elements: impl Iterator<Item = &'a Element>) -> Signed {
    let mut signed = Signed::default();
    let user = Hints::named(&["login"]);
    let mut second = None;
    for element in elements {
        let named = element.hints.meets(*BYLINE) || element.marked;
        let dated = element.tag == Tag::Time || element.hints.meets(*DATE);
        if !named && !dated && !element.hints.meets(user) || signed.author.is_some() && signed.date.is_some() {
            continue;
        }
        let Some((attributes, content)) = reread::tag(source, element.attributes as usize) else { continue };
        let text = reread::text(source, content);
        if dated && signed.date.is_none() {
            let stated = [Key::Datetime, Key::Content].iter().find_map(|key| attributes.get(*key)).unwrap_or(&text);
            signed.date = dates::parse(stated, Order::Unknown);
        }
        let property = attributes.get(Key::Itemprop);
        let states = property.is_some_and(|name| matches!(name, "author" | "creator"));
        if states && signed.stated.is_none() {
            signed.stated = Some(element.blocks.clone());
        }
        // One letter stands where there is no picture.
        let is_name = |name: &String| name.chars().count() > 1;
        let name =
            || Some(names::byline(without_says(&text))).filter(|_| text.len() <= LONGEST)?.into_iter().find(is_name);
        if states || property == Some("name") || element.hints.meets(*BYLINE) {
            signed.author = signed.author.or_else(name);
        } else if element.hints.meets(user) {
            second = second.or_else(name);
        }
    }
    signed.author = signed.author.or(second);
    signed
}

/// A name without the word behind it that leads to what was said, as WordPress writes it in its languages.
fn without_says(text: &str) -> &str {
    let text = text.trim_end();
    WORDS.says.iter().find_map(|says| text.strip_suffix(says.as_str())).unwrap_or(text)
}

/// The name in a line that is a name and little else.
pub fn name(line: &str) -> Option<String> {
    const MOST_WORDS: usize = 4;
    let fits = line.split_whitespace().count() <= MOST_WORDS && line.contains(char::is_alphabetic);
    let name = || names::byline(line).into_iter().next().filter(|name| name.chars().count() > 1);
    if fits && !is_other(line) { name() } else { None }
}

/// The name of an account: all of a link to its page that does not say what the reader may do there.
pub fn account(link: &str) -> Option<String> {
    const MOST_WORDS: usize = 5;
    let name = link.trim_start_matches('@');
    let fits = name.len() <= LONGEST && name.split_whitespace().count() <= MOST_WORDS && !name.contains('\n');
    (fits && name.chars().count() > 1 && name.contains(char::is_alphabetic) && !is_other(name)).then(|| name.to_owned())
}

/// Does a line say what the reader may do, or whether a member is there?
fn is_other(line: &str) -> bool {
    line.starts_with('#') || is_action(line) || line.ends_with("Offline") || line.ends_with("Online")
}

/// The day in a line: ISO 8601.
pub fn day(line: &str, order: Order) -> Option<String> {
    days::find(line, order).map(|found| found.day)
}

/// Does a line give the day on which a member joined or a post was changed?
pub fn is_other_day(line: &str) -> bool {
    let line = line.to_lowercase();
    let changed = line.find(|char: char| char.is_ascii_digit()).and_then(|end| line.get(..end));
    WORDS.joined.iter().any(|joined| line.contains(joined.as_str()))
        || changed.is_some_and(|before| super::labels::label_before(before) == Some(super::clue::Field::Modified))
}

/// What comes first in the dates of these lines: a number above twelve is a day. With clocks of twelve hours it is the
/// month, where nothing says otherwise: so it is set in forum software made in America.
pub fn order<'a>(lines: impl IntoIterator<Item = &'a str>) -> Order {
    let mut half_days = false;
    for line in lines {
        if let Some(order) = days::order_in(line) {
            return order;
        }
        half_days |= line.ends_with("AM") || line.ends_with("PM") || line.contains("AM ") || line.contains("PM ");
    }
    if half_days { Order::Month } else { Order::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_to_what_was_said() {
        assert_eq!(names::byline(without_says("Pete G. says: ")), ["Pete G."]);
        assert_eq!(without_says("Sayso"), "Sayso");
    }

    #[test]
    fn names_alone() {
        for line in ["pedalpoint", "Pintail29", "Organist", "mudlark_jo", "Odile P."] {
            assert_eq!(name(line).as_deref(), Some(line));
        }
        for line in ["#1", "R", "", "Thanks for all of this", "12", "View Profile", "J Offline"] {
            assert_eq!(name(line), None, "{line}");
        }
        assert_eq!(account("Tern and Tide").as_deref(), Some("Tern and Tide"));
        for link in ["R", "Find all posts", "J Offline", "42", ""] {
            assert_eq!(account(link), None, "{link}");
        }
    }
}
