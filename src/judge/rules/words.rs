//! A text in, which words of a list it holds out. The text is read once, four bytes at a time; a table of bits tells
//! most places from the start of any word.

use memchr::memmem;

use super::place::{SMALL_CASE, small_word};
use super::program::WORD;

/// Bytes of a word that are looked up at each place. Shorter words are looked for one by one.
const KEY: usize = 4;
/// Bits that a key is mixed down to: with three thousand keys, one place in forty is looked at twice for nothing.
const BITS: u32 = 17;
/// Odd, with its bits well spread: a multiplication by it mixes a key.
const MIXER: u32 = 0x9e37_79b1;

/// Words made ready to look for.
pub(super) struct Words {
    bits: Vec<u64>,
    /// Ascending by mixed key.
    long: Vec<Word>,
    /// Where those of each word of `bits` begin; one more ends the last.
    first: Vec<usize>,
    short: Vec<(usize, memmem::Finder<'static>)>,
}

struct Word {
    /// Its first bytes, and which of the text's are compared with them.
    start: u64,
    mask: u64,
    /// Its place in the list.
    at: usize,
    all: &'static [u8],
}

impl Words {
    pub fn new(list: &[&'static str]) -> Self {
        let mut words =
            Words { bits: vec![0; 1 << (BITS - 6)], long: Vec::new(), first: Vec::new(), short: Vec::new() };
        for (at, word) in list.iter().enumerate() {
            if word.len() < KEY {
                words.short.push((at, memmem::Finder::new(*word)));
                continue;
            }
            let start = small_word(word.as_bytes());
            words.bits[place(start) / 64] |= 1 << (place(start) % 64);
            let mask = u64::MAX >> (u64::BITS - u8::BITS * word.len().min(WORD) as u32);
            words.long.push(Word { start: start & mask, mask, at, all: word.as_bytes() });
        }
        words.long.sort_by_key(|word| place(word.start));
        let first = |at: usize| words.long.partition_point(|word| place(word.start) / 64 < at);
        words.first = (0..=words.bits.len()).map(first).collect();
        words
    }

    /// Call `each` with the place in the list of every word that stands in the text, and where it stands. Words are in
    /// small case; ASCII case is ignored in the text. Some other bytes meet too; that is found out in the end.
    pub fn find(&self, text: &[u8], mut each: impl FnMut(usize, usize)) {
        let is_ascii = text.is_ascii();
        for (at, finder) in &self.short {
            if !is_ascii || finder.needle().is_ascii() {
                finder.find_iter(text).for_each(|place| each(*at, place));
            }
        }
        for (at, window) in text.windows(KEY).enumerate() {
            let Some(key) = window.first_chunk::<KEY>() else { continue };
            let place = place(u64::from(u32::from_le_bytes(*key)) | SMALL_CASE);
            if self.bits[place / 64] & (1 << (place % 64)) != 0 {
                self.check(place / 64, &text[at..], |word| each(word, at));
            }
        }
    }

    fn check(&self, place: usize, rest: &[u8], mut each: impl FnMut(usize)) {
        let there = small_word(rest);
        for word in &self.long[self.first[place]..self.first[place + 1]] {
            let Word { start, mask, at, all } = word;
            if there & mask == *start && rest.get(..all.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(all)) {
                each(*at);
            }
        }
    }
}

/// Where the first `KEY` bytes of these have their bit.
fn place(start: u64) -> usize {
    let key = start as u32;
    (key.wrapping_mul(MIXER) >> (u32::BITS - BITS)) as usize
}
