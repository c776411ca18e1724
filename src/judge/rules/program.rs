//! What the steps of an expression are and how they are kept. Those of the built-in expressions are made when the crate
//! is built: a run compiles nothing, where the regex crate would make several automata for each and fill them anew.
//! Shared with the build script.
//!
//! The steps match as the regex crate does, but for archaic letters: the first way that fits, in the order of the
//! expression.

use std::borrow::Cow;

/// What matches one character.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Set {
    /// ASCII characters: 64 in each half.
    pub ascii: [u64; 2],
    /// Ranges of the others, ascending.
    pub wide: Cow<'static, [(char, char)]>,
}

impl Set {
    /// May a character that starts with this byte be in it?
    pub fn may_have(&self, byte: u8) -> bool {
        if !byte.is_ascii() {
            return !self.wide.is_empty();
        }
        self.ascii[usize::from(byte / 64)] >> (byte % 64) & 1 == 1
    }
}

/// Letters that one step asks for at most.
pub const WORD: usize = 8;

/// One step. Steps are known by how far they are from this one, sets by their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// These letters in either case, given in small case; ASCII. Zeros behind the last one.
    Letters([u8; WORD]),
    /// This character.
    Char(char),
    /// A character of a set.
    Set(u16),
    /// Characters of a set, at least and at most so many; as many as possible, or as few. What comes behind them starts
    /// with a character of the set `next`.
    Run { set: u16, least: u16, most: u16, greedy: bool, next: u16 },
    /// Go on at the first, and if that leads nowhere, at the second. Each starts with a character of the set behind it.
    Split((i16, u16), (i16, u16)),
    /// Go on there.
    Jump(i16),
    /// Go on where this table of all says for the kind of the next byte.
    Choose(u32),
    /// Go through the subroutine that begins at this step of all, then on.
    Call(u32),
    /// The place must be of this kind.
    Place(Place),
    /// It matches; a subroutine ends.
    Match,
}

/// Kinds of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The start of the text.
    Start,
    /// Its end.
    End,
    /// A word of ASCII characters starts or ends.
    Edge,
    /// None does.
    NoEdge,
}

/// A step as it is kept: what it is, and its numbers, low byte first. (So many steps written out as code would keep
/// the compiler busy for minutes.)
pub type Packed = [u8; PACKED];
/// Bytes of a step.
pub const PACKED: usize = 10;

impl Step {
    /// The step as it is kept.
    pub fn packed(self) -> Packed {
        let (kind, flag, numbers) = match self {
            Step::Match => (0, 0, [0; 4]),
            Step::Letters(letters) => (1, 0, pairs(letters)),
            Step::Char(char) => (2, 0, halves(char.into())),
            Step::Set(set) => (3, 0, [set, 0, 0, 0]),
            Step::Run { set, least, most, greedy, next } => (4, greedy.into(), [set, least, most, next]),
            Step::Split((first, starts), (second, start)) => {
                (5, 0, [first.cast_unsigned(), starts, second.cast_unsigned(), start])
            }
            Step::Jump(to) => (6, 0, [to.cast_unsigned(), 0, 0, 0]),
            Step::Place(place) => (7, place as u8, [0; 4]),
            Step::Call(start) => (8, 0, halves(start)),
            Step::Choose(table) => (9, 0, halves(table)),
        };
        let [a, b, c, d] = numbers.map(u16::to_le_bytes);
        [kind, flag, a[0], a[1], b[0], b[1], c[0], c[1], d[0], d[1]]
    }

    /// The step that is kept so.
    pub fn read(packed: &Packed) -> Step {
        let [kind, flag, letters @ ..] = *packed;
        let numbers = pairs(letters);
        let [one, two, three, four] = numbers;
        let long = u32::from(two) << u16::BITS | u32::from(one);
        match kind {
            1 => Step::Letters(letters),
            2 => Step::Char(char::from_u32(long).unwrap_or_default()),
            3 => Step::Set(one),
            4 => Step::Run { set: one, least: two, most: three, greedy: flag != 0, next: four },
            5 => Step::Split((one.cast_signed(), two), (three.cast_signed(), four)),
            6 => Step::Jump(one.cast_signed()),
            7 => Step::Place([Place::Start, Place::End, Place::Edge, Place::NoEdge][usize::from(flag) % 4]),
            8 => Step::Call(long),
            9 => Step::Choose(long),
            _ => Step::Match,
        }
    }
}

/// A long number as two short ones.
fn halves(number: u32) -> [u16; 4] {
    let [a, b, c, d] = number.to_le_bytes();
    pairs([a, b, c, d, 0, 0, 0, 0])
}

fn pairs([a, b, c, d, e, f, g, h]: [u8; WORD]) -> [u16; 4] {
    [[a, b], [c, d], [e, f], [g, h]].map(u16::from_le_bytes)
}

/// No limit to a run, or no set: there may be anything.
pub const ANY: u16 = u16::MAX;

/// How far the step is from a `Choose` that goes on for each kind of byte; 0 for none.
pub type Table = [i16; KINDS];
/// Kinds of bytes: each letter in either case, digits, other ASCII, parts of other characters, the end of the text.
pub const KINDS: usize = 30;

/// The kind of the next byte.
pub fn kind(next: Option<u8>) -> usize {
    match next {
        Some(letter) if letter.is_ascii_alphabetic() => usize::from(letter.to_ascii_lowercase() - b'a'),
        Some(byte) if byte.is_ascii_digit() => KINDS - 4,
        Some(byte) if byte.is_ascii() => KINDS - 3,
        Some(_) => KINDS - 2,
        None => KINDS - 1,
    }
}

/// The steps of several expressions, and the sets that they share.
#[derive(Clone, Debug, Default)]
pub struct Programs {
    /// All steps: those of an expression, or of a subroutine, in a row.
    pub steps: Cow<'static, [Packed]>,
    /// All tables.
    pub tables: Cow<'static, [Table]>,
    /// All sets.
    pub sets: Cow<'static, [Set]>,
    /// Where each expression's steps begin.
    pub first: Cow<'static, [u32]>,
    /// The set of what each expression's matches start with.
    pub starts: Cow<'static, [u16]>,
}
