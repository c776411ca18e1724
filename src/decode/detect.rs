//! Which legacy charset: the declared one where the bytes bear it out, else the one that statistics name.
//!
//! Two detectors are heard: `chardetng`, which knows the many-byte charsets of East Asia best, and our own
//! character models for the one-byte charsets.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::census::Census;
use super::models::NAT;
use super::{declared, single, utf16};
use crate::article::Evidence;

/// What the declaration of a charset is worth against the statistics.
const DECLARED: u64 = 8 * NAT as u64;
/// What the word of `chardetng` is worth.
const SECONDED: u64 = 4 * NAT as u64;

/// The charset of bytes that are not UTF-8.
pub fn legacy(bytes: &[u8], label: Option<&str>) -> (&'static Encoding, Evidence) {
    if let Some(encoding) = utf16::by_frequent_characters(bytes) {
        return (encoding, Evidence::Detected);
    }
    let guess = guess(bytes);
    let declared = label.and_then(declared::encoding).filter(|&encoding| encoding != UTF_8);
    if !guess.is_single_byte() {
        let evidence = if declared == Some(guess) { Evidence::Declared } else { Evidence::Detected };
        return (guess, evidence);
    }
    let census = Census::of(bytes);
    let language = declared::language(bytes);
    let readings = single::readings(&census, language.as_deref(), |encoding| {
        if Some(encoding) == declared {
            DECLARED
        } else if encoding == guess {
            SECONDED
        } else {
            0
        }
    });
    if std::env::var("DBG").is_ok() {
        for r in readings.iter().take(8) {
            eprintln!("{} {} {}", r.encoding.name(), super::models::MODELS[r.language].code, r.cost);
        }
        eprintln!("guess {}", guess.name());
    }
    let encoding = readings.first().map_or(guess, |reading| reading.encoding);
    (encoding, if declared == Some(encoding) { Evidence::Declared } else { Evidence::Detected })
}

/// What `chardetng` says.
pub fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}
