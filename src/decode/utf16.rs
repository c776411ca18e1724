//! UTF-16 without a byte-order mark. In most texts every other byte is NUL for the ASCII characters in them
//! (blanks, digits, line ends, markup), and no other charset has NUL bytes in a text. Chinese and Japanese may
//! have none: there the frequent characters tell.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::wide;

/// Bytes looked at: a pattern that holds this long is a pattern.
const SAMPLE: usize = 8 * 1024;
/// Fewer will do to know frequent characters.
const SMALL_SAMPLE: usize = 512;
/// NUL bytes on the one side for each on the other: a lone U+0000 may stand in a text.
const ONE_SIDED: usize = 8;
/// Of all units, at least one in this many must be ASCII for the pattern to count.
const RAREST_ASCII: usize = 100;
/// Where but one byte in so many is not of text in ASCII, so many units at most stand for each that has a NUL: fewer NULs
/// got into ASCII by mistake.
const OTHERS: usize = 10;
const RAREST_IN_ASCII: usize = 10;
/// Fewest characters to judge by their frequency.
const FEWEST: usize = 6;

/// UTF-16LE or UTF-16BE, if the NUL bytes say so.
pub fn by_nul_pattern(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if bytes.len() < 2 || memchr::memchr(0, sample).is_none() {
        return None;
    }
    let (mut first, mut second) = (0, 0);
    for pair in sample.chunks_exact(2) {
        match *pair {
            [0, low] if low != 0 => first += 1,
            [low, 0] if low != 0 => second += 1,
            _ => {}
        }
    }
    let units = sample.len() / 2;
    let odd = sample.iter().filter(|byte| **byte != 0 && !is_ascii_text(**byte)).count();
    let is_ascii = odd * OTHERS <= sample.len() - first - second;
    let least = units / if is_ascii { RAREST_IN_ASCII } else { RAREST_ASCII };
    let enough = |nuls: usize, others: usize| nuls > least.max(others * ONE_SIDED);
    let encoding = match () {
        () if enough(second, first) => UTF_16LE,
        () if enough(first, second) => UTF_16BE,
        () => return None,
    };
    is_text(sample, encoding).then_some(encoding)
}

/// UTF-16LE or UTF-16BE, if that makes characters of which most are frequent in Chinese, Japanese or Korean.
pub fn by_frequent_characters(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SMALL_SAMPLE).unwrap_or(bytes);
    let even = sample.get(..sample.len() & !1)?;
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let text = encoding.decode_without_bom_handling(even).0;
        wide::is_text(&text, FEWEST) && is_text(sample, encoding)
    })
}

/// Does text in ASCII have this byte?
fn is_ascii_text(byte: u8) -> bool {
    byte.is_ascii_graphic() || byte.is_ascii_whitespace()
}

/// Binary formats have one-sided NUL bytes too, but also many controls and broken surrogates.
fn is_text(sample: &[u8], encoding: &'static Encoding) -> bool {
    const WORST: usize = 50;
    let even = sample.get(..sample.len() & !1).unwrap_or_default();
    let (text, _) = encoding.decode_without_bom_handling(even);
    let (mut odd, mut all) = (0, 0);
    for char in text.chars() {
        all += 1;
        let control = matches!(char, '\0'..='\u{8}' | '\u{e}'..='\u{1a}' | '\u{fffd}' | '\u{fffe}' | '\u{ffff}');
        odd += usize::from(control);
    }
    odd * WORST <= all
}
