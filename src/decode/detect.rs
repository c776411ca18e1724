//! Which legacy charset: the declared one where the bytes bear it out, else the one that statistics name.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::declared;
use crate::article::Evidence;

/// The charset of bytes that are neither UTF-8 nor UTF-16.
pub fn legacy(bytes: &[u8], label: Option<&str>) -> (&'static Encoding, Evidence) {
    let guess = guess(bytes);
    match label.and_then(declared::encoding) {
        Some(encoding) if is_borne_out(encoding, guess, bytes) => (encoding, Evidence::Declared),
        _ => (guess, Evidence::Detected),
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// A declared charset stands if the bytes decode in it without a fault or a C1 control, and the detector names
/// it, or is deaf to it. windows-1252 is what servers and editors write unasked, so there the detector must agree.
fn is_borne_out(encoding: &'static Encoding, guess: &'static Encoding, bytes: &[u8]) -> bool {
    if encoding == UTF_8 {
        return false;
    }
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) else { return false };
    let is_latin = |encoding: &'static Encoding| LATIN.contains(&encoding.name());
    let agree = encoding == guess || encoding != WINDOWS_1252 && is_latin(encoding) && is_latin(guess);
    agree && !text.chars().any(|char| matches!(char, '\u{80}'..='\u{9f}'))
}

/// Charsets of the Latin script, where the detector often names a neighbour.
const LATIN: [&str; 13] = [
    "windows-1250",
    "windows-1252",
    "windows-1254",
    "windows-1257",
    "windows-1258",
    "ISO-8859-2",
    "ISO-8859-3",
    "ISO-8859-4",
    "ISO-8859-10",
    "ISO-8859-13",
    "ISO-8859-14",
    "ISO-8859-15",
    "macintosh",
];
