//! A word of a language → is it known, how common is it, and does a run-together token come apart into two words?
//!
//! The data (`lexicon.bin`, made by `make.py`, which says how it is built) is a static function over hashes: three
//! cells, xored, give four bits and a print to tell a key that is in it from one that is not, wrongly once in 256
//! times. It is asked where it lies in the program, so it costs nothing at start and a few nanoseconds a word.

use std::borrow::Cow;

/// What a file of this kind starts with.
const MAGIC: &[u8] = b"dhl1";
/// Bytes of the header: magic, seed, bits of a segment, segments, pairs of words.
const HEADER: usize = 20;
/// Bits of a cell that are the print; the value stands above them.
const PRINT_BITS: u32 = 8;
/// Longest token that is taken apart, in bytes: longer ones are no two words.
const LONGEST: usize = 64;
/// Share of the tokens from which on a pair is listed, as a power of ten in quarters. A pair that is not is rarer.
const PAIR_LEAST: i32 = -28;
/// Share from which on a word is common enough to open or close compounds that were counted; in value classes.
const COMMON: u8 = 7;

/// A hash of a word or of several, letter case and the shape of apostrophes aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u64);

/// Each ASCII character in lower case.
static LOWER: [u8; 128] = {
    let (mut lower, mut byte) = ([0; 128], 0);
    while byte < lower.len() {
        lower[byte] = (byte as u8).to_ascii_lowercase();
        byte += 1;
    }
    lower
};

impl Key {
    /// The key of a word.
    pub fn of(word: &str) -> Self {
        Key(0xcbf2_9ce4_8422_2325).with(word)
    }

    /// The key of this with `text` after it.
    pub fn with(self, text: &str) -> Self {
        let (mut key, mut rest) = (self, text.as_bytes());
        while let [byte @ ..0x80, behind @ ..] = rest {
            (key, rest) = (key.push(LOWER[usize::from(*byte)]), behind);
        }
        let beyond = text.get(text.len() - rest.len()..).unwrap_or_default();
        beyond.chars().fold(key, |key, c| match c {
            '\u{2019}' => key.push(b'\''),
            c if c.is_ascii() => key.push(LOWER[c as usize]),
            c => c.to_lowercase().fold(key, |key, c| c.encode_utf8(&mut [0; 4]).bytes().fold(key, Key::push)),
        })
    }

    /// One step of FNV-1a.
    fn push(self, byte: u8) -> Self {
        Key((self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
    }
}

/// The lexicon of one language.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon {
    seed: u64,
    segment: u64,
    cells: u64,
    has_pairs: bool,
    data: &'static [u8],
}

/// How a token comes apart into two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// After this many bytes.
    pub at: usize,
    /// How much more likely two words without a blank are than a new word, as a power of ten in quarters: only good
    /// for comparing. About -16 is sure, -20 likely, -24 doubtful.
    pub score: i32,
    /// Are the two known to stand side by side?
    pub listed: bool,
}

impl Lexicon {
    /// The lexicon that `data` holds, if it holds one.
    pub fn read(data: &'static [u8]) -> Option<Self> {
        let number = |at: usize| Some(u64::from(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?)));
        if !data.starts_with(MAGIC) {
            return None;
        }
        let (seed, bits, segments, pairs) = (number(4)?, number(8)?, number(12)?, number(16)?);
        let segment = 1_u64.checked_shl(u32::try_from(bits).ok()?)?;
        let cells = segments.checked_mul(segment)?;
        Some(Lexicon { seed, segment, cells, has_pairs: pairs > 0, data: data.get(HEADER..)? })
    }

    /// A number that tells this lexicon from the others, as long as the program runs.
    pub fn id(&self) -> u64 {
        self.data.as_ptr() as u64
    }

    /// Bytes it takes in the program.
    pub fn size(&self) -> usize {
        HEADER + self.data.len()
    }

    /// Is it a word of the language? Letter case aside.
    pub fn knows(&self, word: &str) -> bool {
        self.frequency(Key::of(word)) > 0
    }

    /// Are pairs of words listed?
    pub fn has_pairs(&self) -> bool {
        self.has_pairs
    }

    /// How common the word of this key is, twice its Zipf frequency: 0 unknown, 4 rare, 8 ordinary, 15 `the`.
    pub fn frequency(&self, word: Key) -> u8 {
        self.value(word).unwrap_or(0)
    }

    /// How a token that is no word comes apart into two known ones; the most likely way, if there is any. `fits` is
    /// asked first whether the two halves will do.
    pub fn split(&self, token: &str, fits: impl Fn(&str, &str) -> bool) -> Option<Split> {
        if token.len() > LONGEST {
            return None;
        }
        let splits = token.char_indices().skip(1).filter_map(|(at, _)| {
            let (left, right) = token.split_at_checked(at)?;
            if !fits(left, right) {
                return None;
            }
            let (score, listed) = self.score(left, right)?;
            Some(Split { at, score, listed })
        });
        splits.max_by_key(|split| split.score)
    }

    /// How much likelier the two words without a blank are than a new word made of them, as a power of ten in
    /// quarters; and whether they are known to stand side by side. `None` where one is no word.
    ///
    /// Two words lose their blank as often as they stand side by side. A new word is as likely as words are that are
    /// made of the one half and something else: "-house" makes many, "-carried" none.
    pub fn score(&self, left: &str, right: &str) -> Option<(i32, bool)> {
        let share = |value: u8| 2 * i32::from(value) - 36;
        let first = Key::of(without_possessive(left));
        let before = share(self.value(first)?);
        let after = share(self.value(Key::of(right))?);
        let made = |value: Option<u8>| value.map_or(-1, |value| i32::from(value) - 1);
        let heads = made(self.value(first.with("-")));
        let tails = made(self.value(Key::of("-").with(right)));
        let pair = self.value(first.with(" ").with(right));
        let together = match pair {
            Some(value) => 2 * i32::from(value) - 8,
            None if self.has_pairs => (PAIR_LEAST - before - after).min(0),
            None => 0,
        };
        Some((together + (after - tails).min(before - heads), pair.is_some()))
    }

    /// Is it common enough that a new word could be made of it?
    pub fn is_common(&self, word: &str) -> bool {
        self.frequency(Key::of(word)) >= COMMON
    }

    /// The value of a key, if it is in the lexicon.
    fn value(&self, key: Key) -> Option<u8> {
        let hash = mix(key.0 ^ self.seed);
        let first = ((hash >> 32) * self.cells) >> 32;
        let second = (first + self.segment) ^ ((hash >> 18) & (self.segment - 1));
        let third = (first + 2 * self.segment) ^ (hash & (self.segment - 1));
        let cell = self.cell(first)? ^ self.cell(second)? ^ self.cell(third)?;
        let print = ((hash >> 24) & 0xff) as u16;
        let value = (cell >> PRINT_BITS) as u8;
        (cell & 0xff == print && value > 0).then_some(value)
    }

    /// A cell of twelve bits: two lie in three bytes.
    fn cell(&self, index: u64) -> Option<u16> {
        let at = usize::try_from(index + index / 2).ok()?;
        let pair = u16::from_le_bytes([*self.data.get(at)?, *self.data.get(at + 1)?]);
        Some(if index.is_multiple_of(2) { pair & 0xfff } else { pair >> 4 })
    }
}

/// `Kepler’s` → `Kepler`: any noun may have it, so lexicons list few.
pub fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

/// A word with all digits alike.
pub fn alike(word: &str) -> Cow<'_, str> {
    if word.bytes().any(|byte| byte.is_ascii_digit()) {
        word.chars().map(|char| if char.is_numeric() { '0' } else { char }).collect()
    } else {
        word.into()
    }
}

/// The finish of MurmurHash3: every bit of the hash depends on all of the key.
fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let value = (value ^ (value >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    value ^ (value >> 33)
}
