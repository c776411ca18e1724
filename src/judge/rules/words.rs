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
    list: Vec<&'static [u8]>,
    /// How words start.
    starts: Filter,
    /// Of less than `LONG_KEY` bytes, and the others.
    tables: [Table; 2],
    short: Vec<(usize, memmem::Finder<'static>)>,
}

/// Tells most texts from those that start with so many bytes of a word.
struct Filter {
    key: usize,
    bits: Vec<u64>,
}

/// Words by their first bytes.
struct Table {
    starts: Filter,
    /// Ascending by slot.
    words: Vec<Word>,
    /// Where those of each slot begin; one more ends the last.
    first: Vec<u32>,
}

/// Four in a line of the cache: thousands of them are looked at all over.
struct Word {
    /// Its first bytes.
    start: u64,
    /// How many bytes of the text are compared with them.
    bytes: u8,
    /// Are these all of it, and as they are written?
    is_all: bool,
    /// Its place in the list.
    at: u16,
}

impl Words {
    pub fn new(list: &[&'static str]) -> Self {
        let (mut starts, mut words, mut short) = (Filter::new(KEY), [Vec::new(), Vec::new()], Vec::new());
        for (at, word) in list.iter().enumerate() {
            if word.len() < KEY {
                short.push((at, memmem::Finder::new(*word)));
                continue;
            }
            let start = small_word(word.as_bytes());
            starts.add(start);
            let bytes = word.len().min(WORD);
            let is_all = word.bytes().all(|byte| u64::from(byte) & SMALL_CASE != 0) && word.len() <= WORD;
            let start = start & first_bytes(bytes);
            let number = u16::try_from(at).unwrap_or(u16::MAX);
            words[usize::from(word.len() >= LONG_KEY)].push(Word { start, bytes: bytes as u8, is_all, at: number });
        }
        let [some, long] = words;
        let list = list.iter().map(|word| word.as_bytes()).collect();
        Words { list, starts, tables: [Table::new(KEY, some), Table::new(LONG_KEY, long)], short }
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
            if self.starts.may_have(u64::from(u32::from_le_bytes(*key)) | SMALL_CASE) {
                let rest = &text[at..];
                let there = small_word(rest);
                self.tables.iter().for_each(|table| table.check(&self.list, there, rest, |word| each(word, at)));
            }
        }
    }
}

impl Filter {
    fn new(key: usize) -> Self {
        Filter { key, bits: vec![0; 1 << (BITS - 6)] }
    }

    fn add(&mut self, start: u64) {
        let place = mixed(start, self.key, BITS);
        self.bits[place / 64] |= 1 << (place % 64);
    }

    /// May a word start so?
    fn may_have(&self, start: u64) -> bool {
        let place = mixed(start, self.key, BITS);
        self.bits[place / 64] & (1 << (place % 64)) != 0
    }
}

impl Table {
    fn new(key: usize, mut words: Vec<Word>) -> Self {
        let slot = |word: &Word| mixed(word.start, key, SLOTS);
        words.sort_by_key(slot);
        let mut starts = Filter::new(key);
        words.iter().for_each(|word| starts.add(word.start));
        let first = |at: usize| words.partition_point(|word| slot(word) < at) as u32;
        let first = (0..=1 << SLOTS).map(first).collect();
        Table { starts, words, first }
    }

    /// Call `each` with the words that this text starts with; `there` are its first bytes in small case.
    fn check(&self, list: &[&[u8]], there: u64, rest: &[u8], mut each: impl FnMut(usize)) {
        if !self.starts.may_have(there) {
            return;
        }
        let slot = mixed(there, self.starts.key, SLOTS);
        for Word { start, bytes, is_all, at } in &self.words[self.first[slot] as usize..self.first[slot + 1] as usize] {
            let (at, bytes) = (usize::from(*at), usize::from(*bytes));
            if (there ^ start) & first_bytes(bytes) != 0 {
                continue;
            }
            let own = start.to_le_bytes();
            let all = if *is_all { own.get(..bytes) } else { list.get(at).copied() };
            if all.is_some_and(|all| rest.get(..all.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(all))) {
                each(at);
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
