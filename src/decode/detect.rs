//! Which legacy charset: the declared one where the bytes bear it out, else the one that statistics name.
//!
//! Two detectors are heard: `chardetng`, which knows the many-byte charsets of East Asia best, and our own
//! character models for the one-byte charsets.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::census::Census;
use super::models::NAT;
use super::{declared, single, utf16, wide};
use crate::article::Evidence;

/// What the declaration of a charset is worth against the statistics.
const DECLARED: u64 = 8 * NAT as u64;
/// A text that costs more than this a character, even as what suits it best, is in none of our languages.
const STRANGE: u64 = 5 * NAT as u64;
/// So few bytes beyond ASCII say little; then windows-1252 is the likeliest by so much.
const FEW: u64 = 2;
const USUAL: u64 = 3 * NAT as u64;
/// Characters that make an East Asian text.
const FEWEST_WIDE: usize = 2;
/// Bytes for the detectors that need not see more.
const SAMPLE: usize = 1024;
const LARGE_SAMPLE: usize = 16 * SAMPLE;

/// The charset of bytes that are not UTF-8. `transport` is what the server said: it outranks the page's own label.
pub fn legacy(
    bytes: &[u8],
    transport: Option<&'static Encoding>,
    label: Option<&str>,
) -> (&'static Encoding, Evidence) {
    let transport = transport.filter(|&encoding| encoding != UTF_8);
    let own = label.and_then(declared::encoding).filter(|&encoding| encoding != UTF_8);
    let declared = transport.or(own);
    if let Some(encoding) = utf16::by_frequent_characters(bytes) {
        return (encoding, Evidence::Detected);
    }
    let encoding =
        wide::charset(&beyond_ascii(bytes, SAMPLE), FEWEST_WIDE).unwrap_or_else(|| one_byte(bytes, declared));
    let evidence = match Some(encoding) {
        agreed if agreed == transport => Evidence::Transport,
        agreed if agreed == own => Evidence::Declared,
        _ => Evidence::Detected,
    };
    (encoding, evidence)
}

/// The likeliest one-byte charset; what is strange in all of them is left to `chardetng`.
fn one_byte(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    let census = Census::of(bytes);
    let language = declared::language(bytes);
    let usual = if census.high <= FEW { USUAL } else { 0 };
    let bonus = |encoding| match Some(encoding) {
        agreed if agreed == declared => DECLARED,
        Some(encoding) if encoding == WINDOWS_1252 => usual,
        _ => 0,
    };
    let readings = single::readings(&census, language.as_deref(), bonus);
    match readings.first() {
        Some(best) if best.cost <= STRANGE * census.total() => best.encoding,
        best => {
            let guess = guess(&beyond_ascii(bytes, LARGE_SAMPLE));
            if guess.is_single_byte() { best.map_or(guess, |best| best.encoding) } else { guess }
        }
    }
}

/// What `chardetng` says.
pub fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The first stretches of text that are not ASCII, each up to the next line's end or tag, as much as `most` bytes.
pub fn beyond_ascii(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut sample = Vec::new();
    let mut rest = bytes;
    while sample.len() < most {
        rest = rest.get(Encoding::ascii_valid_up_to(rest)..).unwrap_or_default();
        let end = memchr::memchr2(b'\n', b'<', rest).map_or(rest.len(), |at| at + 1).min(most - sample.len());
        let Some((stretch, left)) = rest.split_at_checked(end).filter(|(stretch, _)| !stretch.is_empty()) else {
            break;
        };
        sample.extend_from_slice(stretch);
        rest = left;
    }
    sample
}
