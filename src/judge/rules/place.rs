//! A place in a text and something that a step asks for in; whether it is there, out.

use super::program::{Place, Set, WORD};

impl Set {
    /// Bytes of the character at a place, if the set has it.
    pub(super) fn length_at(&self, text: &str, at: usize) -> Option<usize> {
        let byte = *text.as_bytes().get(at)?;
        if !self.may_have(byte) {
            return None;
        }
        if byte.is_ascii() {
            return Some(1);
        }
        let char = char_at(text, at)?;
        let behind = self.wide.partition_point(|(first, _)| *first <= char);
        let (_, last) = self.wide.get(behind.checked_sub(1)?)?;
        (char <= *last).then_some(char.len_utf8())
    }
}

impl Place {
    /// Is a place of a text of this kind?
    pub(super) fn is_at(self, text: &[u8], at: usize) -> bool {
        let is_word = |at: Option<usize>| {
            at.and_then(|at| text.get(at)).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        };
        match self {
            Place::Start => at == 0,
            Place::End => at == text.len(),
            Place::Edge => is_word(at.checked_sub(1)) != is_word(Some(at)),
            Place::NoEdge => is_word(at.checked_sub(1)) == is_word(Some(at)),
        }
    }
}

/// How many of these letters there are, if all stand here, in either case.
pub(super) fn has_letters(text: &str, at: usize, letters: [u8; WORD]) -> Option<u32> {
    let count = (u64::BITS - u64::from_le_bytes(letters).leading_zeros()).div_ceil(u8::BITS);
    let differ = small_word(text.as_bytes().get(at..)?) ^ u64::from_le_bytes(letters);
    (differ & u64::MAX >> (u64::BITS - count * u8::BITS) == 0).then_some(count)
}

/// The first bytes of a text as a number, letters in small case.
pub(super) fn small_word(text: &[u8]) -> u64 {
    let bytes = match text.first_chunk::<WORD>() {
        Some(bytes) => *bytes,
        None => std::array::from_fn(|index| text.get(index).copied().unwrap_or_default()),
    };
    u64::from_le_bytes(bytes) | SMALL_CASE
}

/// The bit of ASCII letters that makes them small. Some other bytes meet with it too.
pub(super) const SMALL_CASE: u64 = 0x2020_2020_2020_2020;

/// The character at a place.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}
