//! The charsets in which others wrongly read UTF-8, and how to get the bytes back from what they saw.

use std::sync::LazyLock;

use encoding_rs::*;

/// A charset that text was wrongly read in.
pub struct Reading {
    /// The charset.
    pub encoding: &'static Encoding,
    /// Sorted: its characters beyond ASCII with their bytes.
    bytes: Vec<(char, u8)>,
}

impl Reading {
    fn of(encoding: &'static Encoding) -> Self {
        let decoded = |byte: u8| encoding.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or('\u{fffd}');
        let mut bytes: Vec<(char, u8)> = (0x80..=0xff).map(|byte| (decoded(byte), byte)).collect();
        bytes.retain(|&(char, _)| char != '\u{fffd}');
        let own: Vec<u8> = bytes.iter().map(|&(_, byte)| byte).collect();
        let has = |byte: u8| own.contains(&byte);
        bytes.extend((0x80..=0x9f).filter(|&byte| !has(byte) || encoding == WINDOWS_1252).map(|byte| (char::from(byte), byte)));
        bytes.sort_unstable();
        bytes.dedup_by_key(|&mut (char, _)| char);
        Self { encoding, bytes }
    }

    /// The byte that was read as this character; ASCII characters have none.
    pub fn byte(&self, char: char) -> Option<u8> {
        self.bytes.binary_search_by_key(&char, |&(char, _)| char).ok().and_then(|at| self.bytes.get(at)).map(|pair| pair.1)
    }
}

/// All of them, likeliest first. windows-1252 stands for ISO-8859-1 too: its C1 controls count as bytes.
pub static READINGS: LazyLock<Vec<Reading>> = LazyLock::new(|| {
    [WINDOWS_1252, WINDOWS_1251, WINDOWS_1250, MACINTOSH, WINDOWS_1254, WINDOWS_1257, WINDOWS_1253, ISO_8859_2]
        .map(Reading::of)
        .into()
});

/// Characters from here on are in no reading.
const END: usize = 0x2600;
const LEAD: u16 = 1;
const FOLLOWS: u16 = 1 << 8;

/// For each character in which readings it is the first byte of a UTF-8 sequence, and in which a later one.
static PLACES: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut places = vec![0; END];
    for (number, reading) in READINGS.iter().enumerate() {
        for &(char, byte) in &reading.bytes {
            let bit = match byte {
                0xc2..=0xf4 => LEAD << number,
                0x80..=0xbf => FOLLOWS << number,
                _ => 0,
            };
            if let Some(place) = places.get_mut(char as usize) {
                *place |= bit;
            }
        }
    }
    if let Some(blank) = places.get_mut(usize::from(b' ')) {
        *blank = 0xff * FOLLOWS;
    }
    places
});

/// The readings (bits by number) in which some two neighbours could be the beginning of a UTF-8 sequence. A blank
/// may stand for the no-break space.
pub fn suspects(line: &str) -> u8 {
    let places: &[u16] = &PLACES;
    let (mut found, mut before) = (0, 0);
    let mut rest = line;
    loop {
        let plain = Encoding::ascii_valid_up_to(rest.as_bytes());
        if plain > 0 {
            found |= before & if rest.starts_with(' ') { 0xff } else { 0 };
            before = 0;
        }
        rest = rest.get(plain..).unwrap_or_default();
        let mut chars = rest.chars();
        let Some(char) = chars.next() else { return found };
        let place = places.get(char as usize).copied().unwrap_or(0);
        found |= before & (place >> 8) as u8;
        before = place as u8;
        rest = chars.as_str();
    }
}
