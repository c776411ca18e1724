//! Bytes → text: which charset, and why.

use crate::article::{Decoded, Decoding, Evidence};
use crate::options::Options;

/// Decode a whole document. Never fails: bytes that are no text become U+FFFD and are counted.
pub fn decode(bytes: &[u8], options: &Options) -> Decoded {
    let encoding = options.encoding.unwrap_or(encoding_rs::UTF_8);
    let (text, used, _) = encoding.decode(bytes);
    let decoding = Decoding {
        charset: used.name(),
        evidence: Evidence::Utf8,
        declared: None,
        replaced: text.matches('\u{fffd}').count(),
    };
    Decoded { text: text.into_owned(), decoding }
}
