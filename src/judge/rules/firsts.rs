//! What the texts that an expression, or a part of it, matches start with, as far as their first byte tells. Shared
//! with the build script.

use std::borrow::Cow;

use regex_syntax::hir::{Class, Hir, HirKind};

use super::program::{Set, kind};

/// What a text may start with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Firsts {
    /// ASCII characters: 64 in each half.
    pub ascii: [u64; 2],
    /// Some of the others.
    pub wide: bool,
    /// Anything, or it may be empty.
    pub any: bool,
}

impl Firsts {
    /// Nothing is known.
    pub const ANYTHING: Firsts = Firsts { ascii: [0; 2], wide: false, any: true };

    /// This character.
    pub fn of(char: char) -> Firsts {
        let bit = |half| if u32::from(char) / 64 == half { 1 << (u32::from(char) % 64) } else { 0 };
        Firsts { ascii: [bit(0), bit(1)], wide: !char.is_ascii(), any: false }
    }

    /// A character of a set.
    pub fn of_set(set: &Set) -> Firsts {
        Firsts { ascii: set.ascii, wide: !set.wide.is_empty(), any: false }
    }

    /// What the matches of an expression start with; `any` if they may be empty.
    pub fn of_hir(hir: &Hir) -> Firsts {
        let empty = Firsts::ANYTHING;
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => empty,
            HirKind::Literal(text) => {
                let char = std::str::from_utf8(&text.0).ok().and_then(|text| text.chars().next());
                char.map_or(empty, Firsts::of)
            }
            HirKind::Class(class) => ranges(class).map_or(empty, |ranges| Firsts::of_set(&set_of(ranges))),
            HirKind::Capture(group) => Firsts::of_hir(&group.sub),
            HirKind::Repetition(part) if part.min == 0 => Firsts::of_hir(&part.sub).or(empty),
            HirKind::Repetition(part) => Firsts::of_hir(&part.sub),
            HirKind::Alternation(ways) => ways.iter().map(Firsts::of_hir).fold(Firsts::default(), Firsts::or),
            HirKind::Concat(parts) => {
                let mut firsts = empty;
                for part in parts.iter().map(Firsts::of_hir) {
                    firsts = Firsts { any: false, ..firsts }.or(part);
                    if !part.any {
                        break;
                    }
                }
                firsts
            }
        }
    }

    /// May it be what a text with such a byte, or none, starts with?
    pub fn may_be(&self, of: usize) -> bool {
        self.set().is_none_or(|set| (0..=u8::MAX).any(|byte| set.may_have(byte) && kind(Some(byte)) == of))
    }

    /// Either of the two.
    pub fn or(self, other: Firsts) -> Firsts {
        let ascii = [self.ascii[0] | other.ascii[0], self.ascii[1] | other.ascii[1]];
        Firsts { ascii, wide: self.wide || other.wide, any: self.any || other.any }
    }

    /// The characters, if they are known.
    pub fn set(self) -> Option<Set> {
        let wide: &'static [_] = if self.wide { &[('\u{80}', char::MAX)] } else { &[] };
        (!self.any).then_some(Set { ascii: self.ascii, wide: Cow::Borrowed(wide) })
    }
}

/// The set of these characters.
pub fn set_of(ranges: Vec<(char, char)>) -> Set {
    let has = |code: u8| ranges.iter().any(|(first, last)| (*first..=*last).contains(&char::from(code)));
    let mut ascii = [0; 2];
    (0..128u8).filter(|code| has(*code)).for_each(|code| ascii[usize::from(code / 64)] |= 1 << (code % 64));
    Set { ascii, wide: ranges.into_iter().filter(|(_, last)| !last.is_ascii()).collect() }
}

/// The characters of a class, ascending.
pub fn ranges(class: &Class) -> Result<Vec<(char, char)>, String> {
    match class {
        Class::Unicode(class) => Ok(class.ranges().iter().map(|range| (range.start(), range.end())).collect()),
        Class::Bytes(class) if class.is_ascii() => {
            Ok(class.ranges().iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect())
        }
        Class::Bytes(_) => Err("asks for bytes".to_owned()),
    }
}

/// May this, which may match nothing, do so although it could match something? Repeated, it has more than one meaning.
pub fn may_prefer_nothing(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Capture(group) => may_prefer_nothing(&group.sub),
        HirKind::Repetition(part) => part.min == 0 && !part.greedy || may_prefer_nothing(&part.sub),
        HirKind::Concat(parts) => parts.iter().any(may_prefer_nothing),
        HirKind::Alternation(ways) => {
            ways.iter().any(|way| way.properties().minimum_len() == Some(0) || may_prefer_nothing(way))
        }
        _ => false,
    }
}
