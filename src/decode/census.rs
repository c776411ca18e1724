//! Counts what a text is made of, as far as its charset shows: which byte follows which, in and around words
//! that are not ASCII. The counts are all that the models of the one-byte charsets need, however long the text.

use encoding_rs::Encoding;

/// Bytes of context read on each side of a word to tell the language by.
const CONTEXT: usize = 200;
/// Enough ASCII pairs to tell a language by.
const ENOUGH_CONTEXT: u32 = 8000;
/// A long file is counted in so many places from its beginning to its end …
const PLACES: usize = 16;
/// … until so many bytes beyond ASCII were met in each.
const ENOUGH_HIGH: u64 = 512;
/// So few pairs are listed, not counted: a table of all pairs is larger than most texts.
const FEW: usize = 2048;
/// Pairs of 26 letters and the blank, five bits each.
const ASCII_PAIRS: usize = 1 << 10;

/// The counts.
#[derive(Default)]
pub struct Census {
    /// Pairs of bytes with their number, most frequent first.
    pub pairs: Vec<(u8, u8, u32)>,
    /// The same of ASCII words nearby (letters folded, all else a blank).
    pub ascii: Vec<(u8, u8, u32)>,
    /// Bytes that are not ASCII.
    pub high: u64,
}

impl Census {
    /// The number of pairs.
    pub fn total(&self) -> u64 {
        self.pairs.iter().map(|&(_, _, number)| u64::from(number)).sum()
    }

    /// Count a document from its beginning to its end.
    pub fn of(bytes: &[u8]) -> Self {
        let mut high = High { counts: Vec::new(), met: Vec::new(), total: 0 };
        let mut ascii = Ascii { counts: [0; ASCII_PAIRS], total: 0, upto: 0 };
        let mut at = 0;
        for place in 1..=PLACES {
            let end = bytes.len() / PLACES * place + if place == PLACES { bytes.len() % PLACES } else { 0 };
            let enough = high.total + ENOUGH_HIGH;
            while at < end && high.total < enough {
                let Some((start, stop)) = next_word(bytes, at) else { break };
                high.add(bytes, start, stop);
                ascii.add(bytes, start, stop);
                at = stop;
            }
            at = at.max(end);
        }
        Self { pairs: high.listed(), ascii: ascii.listed(), high: high.total }
    }
}

/// The next word that has bytes beyond ASCII.
fn next_word(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    let first = from + Encoding::ascii_valid_up_to(bytes.get(from..)?);
    let rest = bytes.get(first..).filter(|rest| !rest.is_empty())?;
    let start = bytes.get(from..first)?.iter().rposition(|&byte| !is_word(byte)).map_or(from, |gap| from + gap + 1);
    let stop = rest.iter().position(|&byte| !is_word(byte)).map_or(bytes.len(), |gap| first + gap);
    Some((start, stop))
}

struct High {
    /// By pair, once there are many.
    counts: Vec<u32>,
    met: Vec<u16>,
    total: u64,
}

impl High {
    /// Count the pairs of a word and of its borders.
    fn add(&mut self, bytes: &[u8], start: usize, stop: usize) {
        let mut before = start.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
        let after = bytes.get(stop).copied().unwrap_or(b' ');
        for &byte in bytes.get(start..stop).unwrap_or_default() {
            self.count(before, byte);
            self.total += u64::from(byte >> 7);
            before = byte;
        }
        self.count(before, after);
    }

    fn count(&mut self, first: u8, second: u8) {
        let pair = u16::from(first) << 8 | u16::from(second);
        match self.counts.get_mut(usize::from(pair)) {
            Some(count) => {
                if *count == 0 {
                    self.met.push(pair);
                }
                *count += 1;
            }
            None if self.met.len() < FEW => self.met.push(pair),
            None => {
                self.counts = vec![0; 1 << 16];
                let met = std::mem::take(&mut self.met);
                met.into_iter().chain([pair]).for_each(|pair| self.count((pair >> 8) as u8, pair as u8));
            }
        }
    }

    fn listed(&self) -> Vec<(u8, u8, u32)> {
        let number = |pair: u16| self.counts.get(usize::from(pair)).copied().unwrap_or(1);
        let mut list: Vec<_> = self.met.iter().map(|&pair| ((pair >> 8) as u8, pair as u8, number(pair))).collect();
        list.sort_unstable_by_key(|&(first, second, number)| (std::cmp::Reverse(number), first, second));
        list
    }
}

struct Ascii {
    counts: [u32; ASCII_PAIRS],
    total: u32,
    upto: usize,
}

impl Ascii {
    /// Count the ASCII text around a word, each byte once.
    fn add(&mut self, bytes: &[u8], start: usize, stop: usize) {
        if self.total > ENOUGH_CONTEXT {
            return;
        }
        let floor = self.upto.max(start.saturating_sub(CONTEXT)).min(start);
        let left = bytes.get(floor..start).unwrap_or_default();
        self.count(left.rsplit(|&byte| is_edge(byte)).next().unwrap_or_default());
        let ceiling = bytes.len().min(stop + CONTEXT);
        let right = bytes.get(stop..ceiling).unwrap_or_default();
        let right = right.split(|&byte| is_edge(byte)).next().unwrap_or_default();
        self.count(right);
        self.upto = stop + right.len();
    }

    fn count(&mut self, text: &[u8]) {
        let mut before = 0;
        for &byte in text {
            let letter = if byte.is_ascii_alphabetic() { byte & 0x1f } else { 0 };
            let pair = usize::from(before) << 5 | usize::from(letter);
            if let Some(count) = self.counts.get_mut(pair).filter(|_| pair != 0) {
                *count += 1;
                self.total += 1;
            }
            before = letter;
        }
    }

    fn listed(&self) -> Vec<(u8, u8, u32)> {
        let byte = |letter: u8| if letter == 0 { b' ' } else { b'a' - 1 + letter };
        let pairs = self.counts.iter().zip(0u16..).filter(|&(&number, _)| number > 0);
        pairs.map(|(&number, pair)| (byte((pair >> 5) as u8), byte((pair & 0x1f) as u8), number)).collect()
    }
}

/// A byte of a word: a letter, or anything beyond ASCII.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

/// Text does not run on past markup or a line's end.
fn is_edge(byte: u8) -> bool {
    matches!(byte, b'<' | b'>' | b'\n' | 0x80..)
}
