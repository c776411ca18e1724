//! Counts what a text is made of, as far as its charset shows: which byte follows which, in and around words
//! that are not ASCII. The counts are all that the models of the one-byte charsets need, however long the text.

use encoding_rs::Encoding;

/// Bytes of context read on each side of a word to tell the language by.
const CONTEXT: usize = 200;
/// Enough ASCII pairs to tell a language by.
const ENOUGH_CONTEXT: u32 = 8000;

/// Pairs of 26 letters and the blank, five bits each.
const ASCII_PAIRS: usize = 1 << 10;

/// The counts.
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

    /// Count a whole document.
    pub fn of(bytes: &[u8]) -> Self {
        let mut pairs = vec![0u32; 1 << 16];
        let mut ascii = Ascii { counts: [0; ASCII_PAIRS], total: 0, upto: 0 };
        let (mut at, mut high) = (0, 0);
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let first = at + Encoding::ascii_valid_up_to(rest);
            if first >= bytes.len() {
                break;
            }
            let floor = at;
            let start =
                bytes[floor..first].iter().rposition(|&byte| !is_word(byte)).map_or(floor, |place| floor + place + 1);
            let end = bytes[first..].iter().position(|&byte| !is_word(byte)).map_or(bytes.len(), |place| first + place);
            let mut before = if start > 0 { bytes[start - 1] } else { b' ' };
            for &byte in &bytes[start..end] {
                pairs[usize::from(before) << 8 | usize::from(byte)] += 1;
                high += u64::from(byte >> 7);
                before = byte;
            }
            pairs[usize::from(before) << 8 | usize::from(bytes.get(end).copied().unwrap_or(b' '))] += 1;
            ascii.add(bytes, start, end);
            at = end;
        }
        Self { pairs: listed(&pairs), ascii: ascii.listed(), high }
    }
}

struct Ascii {
    counts: [u32; ASCII_PAIRS],
    total: u32,
    upto: usize,
}

impl Ascii {
    /// Count the ASCII text around a word, each byte once.
    fn add(&mut self, bytes: &[u8], start: usize, end: usize) {
        if self.total > ENOUGH_CONTEXT {
            return;
        }
        let floor = self.upto.max(start.saturating_sub(CONTEXT)).min(start);
        let from = bytes[floor..start].iter().rposition(|&byte| is_edge(byte)).map_or(floor, |place| floor + place + 1);
        self.count(&bytes[from..start]);
        let ceiling = bytes.len().min(end + CONTEXT);
        let upto = bytes[end..ceiling].iter().position(|&byte| is_edge(byte)).map_or(ceiling, |place| end + place);
        self.count(&bytes[end..upto]);
        self.upto = upto;
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

fn listed(counts: &[u32]) -> Vec<(u8, u8, u32)> {
    let mut list: Vec<_> = counts
        .iter()
        .enumerate()
        .filter(|&(_, &number)| number > 0)
        .map(|(pair, &number)| ((pair >> 8) as u8, pair as u8, number))
        .collect();
    list.sort_unstable_by_key(|&(first, second, number)| (std::cmp::Reverse(number), first, second));
    list
}
