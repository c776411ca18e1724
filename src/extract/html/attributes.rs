//! The attributes of one tag: those that text and structure depend on, as written; the first of a name counts.

use super::arena::{Bytes, number};
use super::names::packed;
use crate::article::Span;

/// The attributes that are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Key {
    Class,
    Id,
    Role,
    Name,
    Itemprop,
    Property,
    Content,
    Href,
    Rel,
    Lang,
    Start,
    Style,
    AriaHidden,
    Hidden,
    Type,
    Encoding,
    Datetime,
    Itemtype,
    ShadowRootMode,
    /// `color`, `face` or `size`: what makes a `<font>` a `<font>`.
    Look,
    Colspan,
    Rowspan,
    Value,
    Alt,
    Src,
    /// `data-src`, `data-lazy-src`, `data-original`: where an image is that comes late.
    DataSrc,
    /// `srcset` or `data-srcset`: an image in several sizes.
    Srcset,
    /// `data-lang` or `data-language`.
    DataLang,
    Alttext,
    /// `data-cfemail`: a mail address that is hidden.
    CfEmail,
    Display,
    Align,
    Checked,
    Disabled,
}

const KEYS: usize = Key::Disabled as usize + 1;

/// A name as it is looked for: most end with their first bytes.
struct Known {
    first: u64,
    rest: &'static [u8],
    length: usize,
    key: Key,
}

/// Bytes of a name that are one number.
const FIRST: usize = 8;

const fn known(name: &'static str, key: Key) -> Known {
    let bytes = name.as_bytes();
    let rest = if bytes.len() > FIRST { bytes.split_at(FIRST).1 } else { &[] };
    Known { first: packed(bytes), rest, length: bytes.len(), key }
}

/// All names, short ones first.
const NAMES: [Known; 40] = [
    known("id", Key::Id),
    known("rel", Key::Rel),
    known("src", Key::Src),
    known("alt", Key::Alt),
    known("href", Key::Href),
    known("type", Key::Type),
    known("name", Key::Name),
    known("role", Key::Role),
    known("lang", Key::Lang),
    known("face", Key::Look),
    known("size", Key::Look),
    known("class", Key::Class),
    known("style", Key::Style),
    known("start", Key::Start),
    known("color", Key::Look),
    known("align", Key::Align),
    known("value", Key::Value),
    known("hidden", Key::Hidden),
    known("srcset", Key::Srcset),
    known("content", Key::Content),
    known("colspan", Key::Colspan),
    known("rowspan", Key::Rowspan),
    known("display", Key::Display),
    known("checked", Key::Checked),
    known("alttext", Key::Alttext),
    known("itemprop", Key::Itemprop),
    known("property", Key::Property),
    known("encoding", Key::Encoding),
    known("disabled", Key::Disabled),
    known("data-src", Key::DataSrc),
    known("datetime", Key::Datetime),
    known("itemtype", Key::Itemtype),
    known("data-lang", Key::DataLang),
    known("data-srcset", Key::Srcset),
    known("aria-hidden", Key::AriaHidden),
    known("data-cfemail", Key::CfEmail),
    known("data-language", Key::DataLang),
    known("data-lazy-src", Key::DataSrc),
    known("data-original", Key::DataSrc),
    known("shadowrootmode", Key::ShadowRootMode),
];

const LONGEST: usize = NAMES[NAMES.len() - 1].length;

/// How many names are shorter than so many bytes.
const SHORTER: [usize; LONGEST + 2] = {
    let mut shorter = [0; LONGEST + 2];
    let mut length = 1;
    while length < shorter.len() {
        shorter[length] = shorter[length - 1];
        while shorter[length] < NAMES.len() && NAMES[shorter[length]].length < length {
            shorter[length] += 1;
        }
        length += 1;
    }
    shorter
};

impl Key {
    /// The key of a name in any letter case.
    fn named(name: &[u8]) -> Option<Key> {
        let (from, to) = (*SHORTER.get(name.len())?, *SHORTER.get(name.len() + 1)?);
        let (first, rest) = (packed(name), name.get(FIRST..).unwrap_or_default());
        let is_it = |known: &&Known| known.first == first && known.rest.eq_ignore_ascii_case(rest);
        NAMES[from..to].iter().find(is_it).map(|known| known.key)
    }
}

/// The attributes of one tag.
#[derive(Debug)]
pub struct Attributes<'a> {
    source: &'a str,
    /// Where each value stands in the source.
    values: [Bytes; KEYS],
    /// A bit for each key that is there.
    present: u64,
    /// All of them, as written.
    pub span: Span,
    /// The tag ends in `/>`.
    pub self_closing: bool,
}

impl<'a> Attributes<'a> {
    /// None.
    pub fn new(source: &'a str) -> Self {
        Attributes { source, values: [(0, 0); KEYS], present: 0, span: 0..0, self_closing: false }
    }

    /// Forget them all; the next tag's start at `at`.
    pub fn clear(&mut self, at: usize) {
        (self.present, self.self_closing, self.span) = (0, false, at..at);
    }

    /// Remember the value of the attribute `name`, if it matters and is the first.
    pub fn set(&mut self, name: &[u8], value: Span) {
        let Some(key) = Key::named(name) else { return };
        let bit = 1 << key as u64;
        if self.present & bit == 0 {
            self.present |= bit;
            self.values[key as usize] = (number(value.start), number(value.end));
        }
    }

    /// Is it there?
    pub fn has(&self, key: Key) -> bool {
        self.present & 1 << key as u64 != 0
    }

    /// Is one of them there?
    pub fn has_any(&self, keys: &[Key]) -> bool {
        self.present & keys.iter().fold(0, |bits, key| bits | 1 << *key as u64) != 0
    }

    /// Its value as written, references and all.
    pub fn get(&self, key: Key) -> Option<&'a str> {
        self.source.get(self.span_of(key)?)
    }

    /// Where its value stands.
    pub fn span_of(&self, key: Key) -> Option<Span> {
        self.bytes_of(key).map(|(start, end)| start as usize..end as usize)
    }

    /// Where its value stands, as numbers of the arena.
    pub fn bytes_of(&self, key: Key) -> Option<Bytes> {
        self.has(key).then_some(self.values[key as usize])
    }

    /// Do they say what the element's content is, for machines (microdata, RDFa, `rel`)?
    pub fn mark(&self) -> bool {
        const MARKS: u64 =
            1 << Key::Itemprop as u64 | 1 << Key::Property as u64 | 1 << Key::Rel as u64 | 1 << Key::Itemtype as u64;
        self.present & MARKS != 0
    }

    /// Are they those of a post's text? Whom it quotes stands in a quotation inside of it.
    pub fn are_of_post(&self) -> bool {
        let mut classes = self.get(Key::Class).into_iter().flat_map(str::split_ascii_whitespace);
        classes.any(|class| POSTS.contains(&class))
    }

    /// Do they say that the element is not shown?
    pub fn hide(&self) -> bool {
        const LOOKED_AT: u64 = 1 << Key::Hidden as u64 | 1 << Key::AriaHidden as u64 | 1 << Key::Style as u64;
        self.present & LOOKED_AT != 0
            && (self.get(Key::Hidden).is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
                || self.get(Key::AriaHidden).is_some_and(|value| value.eq_ignore_ascii_case("true"))
                || self.get(Key::Style).is_some_and(hides))
    }
}

/// Characters of a style that are looked at.
const LONGEST_STYLE: usize = 200;

/// What XenForo 1 and vBulletin 4 call the text of a post, which they mark up as a quotation.
const POSTS: [&str; 2] = ["messageText", "postcontent"];

fn hides(style: &str) -> bool {
    let mut letters = [0u8; LONGEST_STYLE];
    let written = style.bytes().take(LONGEST_STYLE).filter(|byte| !byte.is_ascii_whitespace());
    let length = letters.iter_mut().zip(written).map(|(slot, byte)| *slot = byte.to_ascii_lowercase()).count();
    let written = &letters[..length];
    written.windows(12).any(|part| part == b"display:none")
        || written.windows(17).any(|part| part == b"visibility:hidden")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_letter_case() {
        assert!(NAMES.is_sorted_by_key(|known| known.length));
        let found =
            ["id", "HREF", "Data-Src", "data-lazy-SRC", "shadowrootmode"].map(|name| Key::named(name.as_bytes()));
        assert_eq!(found, [Key::Id, Key::Href, Key::DataSrc, Key::DataSrc, Key::ShadowRootMode].map(Some));
        let others = ["", "i", "ids", "id\0", "data-srx", "data-lazy-srx", "data-lazy-src-of-it", "shadowrootmodes"];
        assert!(others.iter().all(|name| Key::named(name.as_bytes()).is_none()));
    }
}
