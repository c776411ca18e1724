//! A text in, which words of a list it holds out. The text is read once, four bytes at a time; a table of bits tells
//! most places from the start of any word, a table of the words that start alike tells the rest.

use memchr::memmem;

use super::place::{SMALL_CASE, small_word};
use super::program::WORD;

/// Bytes that are looked up at each place. Shorter words are looked for one by one.
const KEY: usize = 4;
/// Words of so many bytes are told apart by these: many start alike ("comment", "company").
const LONG_KEY: usize = 6;
/// Bits that the bytes of each place are mixed down to: with three and a half thousand starts, one place in sixty is looked
/// at for nothing.
const BITS: u32 = 17;
/// Bits that the start of a word is mixed down to in a table.
const SLOTS: u32 = 13;
/// Odd, with its bits well spread: a multiplication by it mixes a key.
const MIXER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Words made ready to look for.
pub(super) struct Words {
    bits: Vec<u64>,
    /// Of less than `LONG_KEY` bytes, and the others.
    tables: [Table; 2],
    short: Vec<(usize, memmem::Finder<'static>)>,
}

/// Words by their first bytes.
struct Table {
    /// How many bytes these are.
    key: usize,
    /// Ascending by slot.
    words: Vec<Word>,
    /// Where those of each slot begin; one more ends the last.
    first: Vec<u32>,
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
        let (mut bits, mut words, mut short) = (vec![0; 1 << (BITS - 6)], [Vec::new(), Vec::new()], Vec::new());
        for (at, word) in list.iter().enumerate() {
            if word.len() < KEY {
                short.push((at, memmem::Finder::new(*word)));
                continue;
            }
            let start = small_word(word.as_bytes());
            let place = mixed(start, KEY, BITS);
            bits[place / 64] |= 1 << (place % 64);
            let mask = first_bytes(word.len().min(WORD));
            let word = Word { start: start & mask, mask, at, all: word.as_bytes() };
            words[usize::from(word.all.len() >= LONG_KEY)].push(word);
        }
        let [some, long] = words;
        Words { bits, tables: [Table::new(KEY, some), Table::new(LONG_KEY, long)], short }
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
            let place = mixed(u64::from(u32::from_le_bytes(*key)) | SMALL_CASE, KEY, BITS);
            if self.bits[place / 64] & (1 << (place % 64)) != 0 {
                let rest = &text[at..];
                let there = small_word(rest);
                self.tables.iter().for_each(|table| table.check(there, rest, |word| each(word, at)));
            }
        }
    }
}

impl Table {
    fn new(key: usize, mut words: Vec<Word>) -> Self {
        let slot = |word: &Word| mixed(word.start, key, SLOTS);
        words.sort_by_key(slot);
        let first = |at: usize| words.partition_point(|word| slot(word) < at) as u32;
        let first = (0..=1 << SLOTS).map(first).collect();
        Table { key, words, first }
    }

    /// Call `each` with the words that this text starts with; `there` are its first bytes in small case.
    fn check(&self, there: u64, rest: &[u8], mut each: impl FnMut(usize)) {
        let slot = mixed(there, self.key, SLOTS);
        for word in &self.words[self.first[slot] as usize..self.first[slot + 1] as usize] {
            let Word { start, mask, at, all } = word;
            if there & mask == *start && rest.get(..all.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(all)) {
                each(*at);
            }
        }
    }
}

/// The bits of the first bytes of a number, low byte first.
fn first_bytes(count: usize) -> u64 {
    u64::MAX >> (u64::BITS - u8::BITS * count as u32)
}

/// The first bytes of these, mixed down to so many bits.
fn mixed(start: u64, bytes: usize, bits: u32) -> usize {
    ((start & first_bytes(bytes)).wrapping_mul(MIXER) >> (u64::BITS - bits)) as usize
}
