//! The charsets in which others wrongly read UTF-8, and how to get the bytes back from what they saw.

use std::sync::LazyLock;

use encoding_rs::*;

use super::runs;

/// A charset that text was wrongly read in.
pub struct Reading {
    /// Name of the charset.
    pub charset: &'static str,
    /// Sorted: its characters beyond ASCII with their bytes.
    bytes: Vec<(char, u8)>,
    /// The byte of each character below `END`; 0: none.
    table: Vec<u8>,
}

impl Reading {
    fn of(encoding: &'static Encoding) -> Self {
        let high: Vec<u8> = (0x80..=0xff).collect();
        Self::new(encoding.name(), &encoding.decode_without_bom_handling(&high).0)
    }

    fn new(charset: &'static str, high: &str) -> Self {
        let mut bytes: Vec<(char, u8)> = high.chars().zip(0x80..=0xff).collect();
        bytes.retain(|&(char, _)| char != '\u{fffd}');
        let own: Vec<u8> = bytes.iter().map(|&(_, byte)| byte).collect();
        let has = |byte: u8| own.contains(&byte);
        bytes.extend(
            (0x80..=0x9f)
                .filter(|&byte| !has(byte) || charset == WINDOWS_1252.name())
                .map(|byte| (char::from(byte), byte)),
        );
        bytes.sort_unstable();
        bytes.dedup_by_key(|&mut (char, _)| char);
        let mut table = vec![0; END];
        for &(char, byte) in &bytes {
            if let Some(place) = table.get_mut(char as usize) {
                *place = byte;
            }
        }
        Self { charset, bytes, table }
    }

    /// The character of a byte, where the charset has one.
    pub fn char(&self, byte: u8) -> Option<char> {
        self.bytes.iter().rfind(|&&(_, own)| own == byte).map(|&(char, _)| char)
    }

    /// The byte that was read as this character; ASCII characters have none.
    pub fn byte(&self, char: char) -> Option<u8> {
        match self.table.get(char as usize) {
            Some(&byte) => Some(byte).filter(|&byte| byte != 0),
            None => {
                let at = self.bytes.binary_search_by_key(&char, |&(own, _)| own).ok()?;
                self.bytes.get(at).map(|&(_, byte)| byte)
            }
        }
    }
}

/// All of them, likeliest first. windows-1252 stands for ISO-8859-1 too: its C1 controls count as bytes.
pub static READINGS: LazyLock<Vec<Reading>> = LazyLock::new(|| {
    let web = [
        WINDOWS_1252,
        WINDOWS_1251,
        WINDOWS_1250,
        MACINTOSH,
        ISO_8859_2,
        WINDOWS_1254,
        WINDOWS_1257,
        WINDOWS_1253,
        WINDOWS_1256,
        KOI8_R,
    ];
    web.into_iter().map(Reading::of).chain([Reading::new("IBM437", IBM437)]).collect()
});

/// windows-1252, and ISO-8859-1 with it.
pub static WESTERN: LazyLock<Reading> = LazyLock::new(|| Reading::of(WINDOWS_1252));

/// The characters of the first PC from 0x80 on; the web has no name for it.
const IBM437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»\
    ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// From here on there are a few ligatures only, in one charset of the Macintosh.
const END: usize = 0x2600;
/// What a character may be in UTF-8, a bit for each reading: the first byte of a sequence of two, of a longer one,
/// a later byte. Packed, since every character of a text is looked up.
const OF_TWO: u64 = 1;
const OF_MORE: u64 = 1 << MORE;
const LATER: u64 = 1 << REST;
const MORE: u32 = 16;
const REST: u32 = 32;

static PLACES: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut places = vec![0; END];
    for (number, reading) in READINGS.iter().enumerate() {
        for &(char, byte) in &reading.bytes {
            let bit = match byte {
                0xc2..=0xdf => OF_TWO << number,
                0xe0..=0xf4 => OF_MORE << number,
                0x80..=0xbf => LATER << number,
                _ => 0,
            };
            if let Some(place) = places.get_mut(char as usize) {
                *place |= bit;
            }
        }
    }
    places
});

/// The readings (bits by number) in which some neighbours could be a UTF-8 sequence, or the first three bytes of one.
pub fn suspects(line: &str) -> u16 {
    runs::beyond_ascii(line).fold(0, |found, (_, run)| found | suspects_of(run))
}

/// The same for one run of characters beyond ASCII.
pub fn suspects_of(run: &str) -> u16 {
    if run.len() <= 3 {
        return 0;
    }
    let places: &[u64] = &PLACES;
    let (mut found, mut one_open, mut two_open) = (0, 0, 0);
    for char in run.chars() {
        let place = places.get(char as usize).copied().unwrap_or(0);
        let later = place >> REST;
        found |= one_open & later;
        one_open = place | two_open & later;
        two_open = place >> MORE;
    }
    found as u16
}
