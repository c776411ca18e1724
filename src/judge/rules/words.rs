//! A text in, which words of a list it holds out. The text is read once, four bytes at a time; a table of bits tells
//! most places from the start of any word.

use memchr::memmem;

/// Bytes of a word that are looked up at each place. Shorter words are looked for one by one.
const KEY: usize = 4;
/// Bits that a key is mixed down to: with two thousand keys, one place in thirty is looked at twice for nothing.
const BITS: u32 = 16;
/// Odd, with its bits well spread: a multiplication by it mixes a key.
const MIXER: u32 = 0x9e37_79b1;

/// Words made ready to look for.
pub(super) struct Words {
    bits: Vec<u64>,
    /// Key, place in the list, word; ascending by mixed key.
    long: Vec<(u32, usize, &'static [u8])>,
    /// Where those of each word of `bits` begin; one more ends the last.
    first: Vec<usize>,
    short: Vec<(usize, memmem::Finder<'static>)>,
}

impl Words {
    pub fn new(list: &[&'static str]) -> Self {
        let mut words =
            Words { bits: vec![0; 1 << (BITS - 6)], long: Vec::new(), first: Vec::new(), short: Vec::new() };
        for (at, word) in list.iter().enumerate() {
            match word.as_bytes().first_chunk::<KEY>() {
                Some(start) => {
                    let place = mixed(key(*start));
                    words.bits[place / 64] |= 1 << (place % 64);
                    words.long.push((key(*start), at, word.as_bytes()));
                }
                None => words.short.push((at, memmem::Finder::new(*word))),
            }
        }
        words.long.sort_by_key(|(key, ..)| mixed(*key));
        let first = |at: usize| words.long.partition_point(|(key, ..)| mixed(*key) / 64 < at);
        words.first = (0..=words.bits.len()).map(first).collect();
        words
    }

    /// Call `each` with the place in the list of every word that stands in the text, once or more often. Words are in
    /// small case; ASCII case is ignored in the text.
    pub fn find(&self, text: &[u8], mut each: impl FnMut(usize)) {
        let is_ascii = text.is_ascii();
        for (at, finder) in &self.short {
            if (!is_ascii || finder.needle().is_ascii()) && finder.find(text).is_some() {
                each(*at);
            }
        }
        for (at, window) in text.windows(KEY).enumerate() {
            let Some(start) = window.first_chunk::<KEY>() else { continue };
            let key = key(*start);
            let place = mixed(key);
            if self.bits[place / 64] & (1 << (place % 64)) != 0 {
                self.check(key, place / 64, &text[at..], &mut each);
            }
        }
    }

    fn check(&self, key: u32, place: usize, rest: &[u8], each: &mut impl FnMut(usize)) {
        for (other, at, word) in &self.long[self.first[place]..self.first[place + 1]] {
            if *other == key && rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) {
                each(*at);
            }
        }
    }
}

/// Four bytes as a number, ASCII case aside. Some other bytes meet too; that is found out when the word is compared.
fn key(bytes: [u8; KEY]) -> u32 {
    u32::from_le_bytes(bytes) | 0x2020_2020
}

fn mixed(key: u32) -> usize {
    (key.wrapping_mul(MIXER) >> (u32::BITS - BITS)) as usize
}
