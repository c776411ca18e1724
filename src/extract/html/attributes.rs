//! The attributes of one tag: those that text and structure depend on, as written; the first of a name counts.

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
    ShadowRootMode,
    /// `color`, `face` or `size`: what makes a `<font>` a `<font>`.
    Look,
}

const KEYS: usize = Key::Look as usize + 1;

impl Key {
    /// The key of a name in any letter case.
    fn named(name: &[u8]) -> Option<Key> {
        let known: &[(&str, Key)] = match name.len() {
            2 => &[("id", Key::Id)],
            3 => &[("rel", Key::Rel)],
            4 => &[
                ("href", Key::Href),
                ("type", Key::Type),
                ("name", Key::Name),
                ("role", Key::Role),
                ("lang", Key::Lang),
                ("face", Key::Look),
                ("size", Key::Look),
            ],
            5 => &[("class", Key::Class), ("style", Key::Style), ("start", Key::Start), ("color", Key::Look)],
            6 => &[("hidden", Key::Hidden)],
            7 => &[("content", Key::Content)],
            8 => &[("itemprop", Key::Itemprop), ("property", Key::Property), ("encoding", Key::Encoding)],
            11 => &[("aria-hidden", Key::AriaHidden)],
            14 => &[("shadowrootmode", Key::ShadowRootMode)],
            _ => &[],
        };
        known.iter().find(|(word, _)| word.as_bytes().eq_ignore_ascii_case(name)).map(|(_, key)| *key)
    }
}

/// The attributes of one tag.
#[derive(Debug)]
pub struct Attributes<'a> {
    source: &'a str,
    /// Where each value stands in the source.
    values: [(usize, usize); KEYS],
    /// A bit for each key that is there.
    present: u32,
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
        let bit = 1 << key as u32;
        if self.present & bit == 0 {
            self.present |= bit;
            self.values[key as usize] = (value.start, value.end);
        }
    }

    /// Is it there?
    pub fn has(&self, key: Key) -> bool {
        self.present & 1 << key as u32 != 0
    }

    /// Its value as written, references and all.
    pub fn get(&self, key: Key) -> Option<&'a str> {
        self.source.get(self.span_of(key)?)
    }

    /// Where its value stands.
    pub fn span_of(&self, key: Key) -> Option<Span> {
        let (start, end) = self.values[key as usize];
        self.has(key).then_some(start..end)
    }

    /// Do they say that the element is not shown?
    pub fn hide(&self) -> bool {
        const LOOKED_AT: u32 = 1 << Key::Hidden as u32 | 1 << Key::AriaHidden as u32 | 1 << Key::Style as u32;
        self.present & LOOKED_AT != 0
            && (self.get(Key::Hidden).is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
                || self.get(Key::AriaHidden).is_some_and(|value| value.eq_ignore_ascii_case("true"))
                || self.get(Key::Style).is_some_and(hides))
    }
}

/// Characters of a style that are looked at.
const LONGEST_STYLE: usize = 200;

fn hides(style: &str) -> bool {
    let mut letters = [0u8; LONGEST_STYLE];
    let written = style.bytes().take(LONGEST_STYLE).filter(|byte| !byte.is_ascii_whitespace());
    let length = letters.iter_mut().zip(written).map(|(slot, byte)| *slot = byte.to_ascii_lowercase()).count();
    let has = |wanted: &[u8]| memchr::memmem::find(&letters[..length], wanted).is_some();
    has(b"display:none") || has(b"visibility:hidden")
}
