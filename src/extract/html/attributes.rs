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

impl Key {
    /// The key of a name in any letter case.
    fn named(name: &[u8]) -> Option<Key> {
        let known: &[(u64, Key)] = match name.len() {
            2 => const { &[(packed(b"id"), Key::Id)] },
            3 => const { &[(packed(b"rel"), Key::Rel), (packed(b"src"), Key::Src), (packed(b"alt"), Key::Alt)] },
            4 => {
                const {
                    &[
                        (packed(b"href"), Key::Href),
                        (packed(b"type"), Key::Type),
                        (packed(b"name"), Key::Name),
                        (packed(b"role"), Key::Role),
                        (packed(b"lang"), Key::Lang),
                        (packed(b"face"), Key::Look),
                        (packed(b"size"), Key::Look),
                    ]
                }
            }
            5 => {
                const {
                    &[
                        (packed(b"class"), Key::Class),
                        (packed(b"style"), Key::Style),
                        (packed(b"start"), Key::Start),
                        (packed(b"color"), Key::Look),
                        (packed(b"align"), Key::Align),
                        (packed(b"value"), Key::Value),
                    ]
                }
            }
            6 => const { &[(packed(b"hidden"), Key::Hidden), (packed(b"srcset"), Key::Srcset)] },
            7 => {
                const {
                    &[
                        (packed(b"content"), Key::Content),
                        (packed(b"colspan"), Key::Colspan),
                        (packed(b"rowspan"), Key::Rowspan),
                        (packed(b"display"), Key::Display),
                        (packed(b"checked"), Key::Checked),
                        (packed(b"alttext"), Key::Alttext),
                    ]
                }
            }
            8 => {
                const {
                    &[
                        (packed(b"itemprop"), Key::Itemprop),
                        (packed(b"property"), Key::Property),
                        (packed(b"encoding"), Key::Encoding),
                        (packed(b"disabled"), Key::Disabled),
                        (packed(b"data-src"), Key::DataSrc),
                        (packed(b"datetime"), Key::Datetime),
                        (packed(b"itemtype"), Key::Itemtype),
                    ]
                }
            }
            9 if name.eq_ignore_ascii_case(b"data-lang") => return Some(Key::DataLang),
            13 if name.eq_ignore_ascii_case(b"data-language") => return Some(Key::DataLang),
            11 if name.eq_ignore_ascii_case(b"data-srcset") => return Some(Key::Srcset),
            13 if name.eq_ignore_ascii_case(b"data-lazy-src") || name.eq_ignore_ascii_case(b"data-original") => {
                return Some(Key::DataSrc);
            }
            11 if name.eq_ignore_ascii_case(b"aria-hidden") => return Some(Key::AriaHidden),
            12 if name.eq_ignore_ascii_case(b"data-cfemail") => return Some(Key::CfEmail),
            14 if name.eq_ignore_ascii_case(b"shadowrootmode") => return Some(Key::ShadowRootMode),
            _ => return None,
        };
        let number = packed(name);
        known.iter().find(|(word, _)| *word == number).map(|(_, key)| *key)
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

fn hides(style: &str) -> bool {
    let mut letters = [0u8; LONGEST_STYLE];
    let written = style.bytes().take(LONGEST_STYLE).filter(|byte| !byte.is_ascii_whitespace());
    let length = letters.iter_mut().zip(written).map(|(slot, byte)| *slot = byte.to_ascii_lowercase()).count();
    let written = &letters[..length];
    written.windows(12).any(|part| part == b"display:none")
        || written.windows(17).any(|part| part == b"visibility:hidden")
}
