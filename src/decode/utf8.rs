//! UTF-8, whole or damaged. A few stray bytes (a pasted windows-1252 quote) or a cut end do not make a text
//! legacy: by chance the bytes of a legacy text hardly ever form the multi-byte sequences of UTF-8.

use std::borrow::Cow;

use encoding_rs::{UTF_8, WINDOWS_1252};

use crate::article::{Decoded, Decoding, Evidence};

/// What may stand before a text in UTF-8, though it needs no byte order.
pub const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Read as UTF-8 if the bytes are that, or are but for a few places.
pub fn read(bytes: &[u8]) -> Option<Decoded<'_>> {
    whole(bytes, Evidence::Utf8).or_else(|| is_mostly_utf8(bytes).then(|| read_as_decided(bytes, Evidence::Utf8)))
}

/// Read as UTF-8 if the bytes are that without a fault.
fn whole(bytes: &[u8], evidence: Evidence) -> Option<Decoded<'_>> {
    let text = simdutf8::basic::from_utf8(bytes).ok()?;
    Some(decoded(Cow::Borrowed(text), evidence, 0, 0))
}

/// Read as UTF-8, whatever the bytes are. A byte-order mark goes; a stray byte between ASCII is read as
/// windows-1252, where it comes from in nearly all pages; every other malformed sequence becomes U+FFFD.
pub fn read_as_decided(bytes: &[u8], evidence: Evidence) -> Decoded<'_> {
    let bytes = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
    if let Some(decoded) = whole(bytes, evidence) {
        return decoded;
    }
    let mut text = String::with_capacity(bytes.len());
    let (mut replaced, mut strays) = (0, 0);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.push_str(chunk.valid());
        let at_end = chunks.peek().is_none();
        match *chunk.invalid() {
            [] => {}
            [byte] if !at_end && is_stray(byte) => {
                strays += 1;
                text.push_str(&WINDOWS_1252.decode_without_bom_handling(&[byte]).0);
            }
            _ => {
                replaced += 1;
                text.push('\u{fffd}');
            }
        }
    }
    decoded(Cow::Owned(text), evidence, replaced, strays)
}

/// windows-1252 has no character for five bytes.
fn is_stray(byte: u8) -> bool {
    !matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d)
}

fn decoded(text: Cow<'_, str>, evidence: Evidence, replaced: usize, strays: usize) -> Decoded<'_> {
    Decoded {
        text,
        decoding: Decoding { charset: UTF_8.name(), evidence, declared: None, replaced, strays, mended: Vec::new() },
    }
}

/// Malformed sequences after which a text that has fewer whole ones is given up.
const PATIENCE: usize = 200;

/// At least as many whole multi-byte sequences as malformed ones. A cut end of one byte counts for nothing:
/// it may be a letter of a legacy charset.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut malformed) = (0usize, 0usize);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        whole += chunk.valid().bytes().filter(|&byte| byte >= 0xc0).count();
        let cut_end = chunks.peek().is_none() && is_cut(chunk.invalid());
        whole += usize::from(cut_end && chunk.invalid().len() > 1);
        malformed += usize::from(!chunk.invalid().is_empty() && !cut_end);
        if malformed > PATIENCE && malformed > whole {
            return false;
        }
    }
    whole > 0 && whole >= malformed
}

/// The beginning of a sequence, its rest missing.
fn is_cut(bytes: &[u8]) -> bool {
    matches!(bytes.first(), Some(0xc2..=0xf4))
}
