//! Bytes → text: which charset, and why.
//!
//! Witnesses are heard in order, strongest first: what the caller says, a byte-order mark, NUL bytes at every
//! other place, escape sequences, valid or nearly valid UTF-8, what the server and the document declare
//! if the statistics bear it out, statistics over the whole file. Then mojibake is undone, and nothing else: line
//! ends, controls and entities stay as they are.

mod census;
mod charsets;
mod declared;
mod detect;
mod misread;
mod models;
mod mojibake;
mod relabel;
pub(crate) mod runs;
mod single;
mod speech;
mod utf16;
pub(crate) mod utf8;
mod wide;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8};

use crate::article::{Decoded, Decoding, Evidence};
use crate::options::{Options, Stages};

/// Decode a whole document. Never fails: bytes that are no text become U+FFFD and are counted.
pub fn decode<'a>(bytes: &'a [u8], options: &Options) -> Decoded<'a> {
    let declared = declared::label(bytes);
    let witness = |encoding, evidence| read(bytes, encoding, evidence);
    let mut decoded = None
        .or_else(|| options.encoding.map(|encoding| witness(encoding, Evidence::Option)))
        .or_else(|| Encoding::for_bom(bytes).map(|(encoding, _)| witness(encoding, Evidence::Bom)))
        .or_else(|| utf16::by_nul_pattern(bytes).map(|encoding| witness(encoding, Evidence::NulPattern)))
        .or_else(|| has_japanese_escapes(bytes).then(|| witness(ISO_2022_JP, Evidence::Escapes)))
        .or_else(|| utf8::read(bytes))
        .unwrap_or_else(|| {
            let (encoding, evidence) = detect::legacy(bytes, options.transport, declared.as_deref());
            witness(encoding, evidence)
        });
    decoded.decoding.declared = declared;
    // Repair alone changes nothing but white space.
    if options.stages != Stages::RepairOnly {
        (decoded.text, decoded.decoding.mended) = mojibake::undo(decoded.text);
    }
    decoded
}

/// Read the bytes in a charset that is settled.
fn read<'a>(bytes: &'a [u8], encoding: &'static Encoding, evidence: Evidence) -> Decoded<'a> {
    if encoding == UTF_8 {
        return utf8::read_as_decided(bytes, evidence);
    }
    let (text, malformed) = encoding.decode_with_bom_removal(bytes);
    let replaced = if malformed { text.matches('\u{fffd}').count() } else { 0 };
    Decoded {
        text,
        decoding: Decoding {
            charset: encoding.name(),
            evidence,
            declared: None,
            replaced,
            strays: 0,
            mended: Vec::new(),
        },
    }
}

/// ISO-2022-JP is seven-bit: only its escape sequences tell it from ASCII.
fn has_japanese_escapes(bytes: &[u8]) -> bool {
    const DOUBLE_BYTE: [&[u8]; 2] = [b"\x1b$B", b"\x1b$@"];
    let Some(first) = memchr::memchr(0x1b, bytes) else { return false };
    let tail = bytes.get(first..).unwrap_or_default();
    DOUBLE_BYTE.iter().any(|escape| memchr::memmem::find(tail, escape).is_some())
        && ISO_2022_JP.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}
