//! The elements of one post or comment → who signed it, and when.

use super::dates::{self, Order};
use super::marks::{BYLINE, DATE};
use super::names;
use crate::article::Element;
use crate::extract::html::attributes::Key;
use crate::extract::html::hints::Hints;
use crate::extract::html::reread;
use crate::extract::html::tags::Tag;

/// Longer texts are no names.
const LONGEST: usize = 80;

/// Who and when.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// The first name.
    pub author: Option<String>,
    /// The first date: ISO 8601.
    pub date: Option<String>,
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
        let says_author = element.hints.meets(*BYLINE)
            || attributes.get(Key::Itemprop).is_some_and(|name| matches!(name, "author" | "creator" | "name"));
        // One letter stands where there is no picture.
        let is_name = |name: &String| name.chars().count() > 1;
        let name = || Some(names::byline(&text)).filter(|_| text.len() <= LONGEST)?.into_iter().find(is_name);
        if says_author {
            signed.author = signed.author.or_else(name);
        } else if element.hints.meets(user) {
            second = second.or_else(name);
        }
    }
    signed.author = signed.author.or(second);
    signed
}
