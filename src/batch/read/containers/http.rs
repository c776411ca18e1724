//! An HTTP response as a crawler kept it → the document in it: transfer and content codings undone, the media type
//! and the charset that the server said.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::Encoding;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use httparse::{EMPTY_HEADER, ParserConfig, Response, Status};

use crate::article::Note;
use crate::batch::read::unpack;
use crate::batch::{Limits, Reason, Refusal};

/// Headers of one response.
const MAX_HEADERS: usize = 256;

/// How responses of versions begin that have no such line on the wire: recorders write them in the form of `OLD`.
const NEW: [&[u8]; 4] = [b"HTTP/2 ", b"HTTP/2.0 ", b"HTTP/3 ", b"HTTP/3.0 "];
const OLD: &[u8] = b"HTTP/1.1 ";

/// Media types of documents. What has none is looked at.
const TEXTS: [&str; 4] = ["", "application/xhtml+xml", "text/html", "text/plain"];

/// A document out of a response.
pub struct Payload {
    /// What it is.
    pub media: Media,
    /// Its bytes, all codings undone.
    pub bytes: Vec<u8>,
    /// What was odd.
    pub notes: Vec<Note>,
}

/// A `Content-Type`.
pub struct Media {
    /// Such as `text/html`; in small letters.
    pub essence: String,
    /// Of its `charset`.
    pub charset: Option<&'static Encoding>,
}

impl Media {
    /// Read the value of a `Content-Type`.
    pub fn of(value: &str) -> Media {
        let mut parts = value.split(';').map(str::trim);
        let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
        let charset =
            parts.filter_map(|part| part.split_once('=')).find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
        let charset = charset.map(|(_, label)| label.trim().trim_matches(['"', '\'']));
        Media { essence, charset: charset.and_then(|label| Encoding::for_label(label.as_bytes())) }
    }

    /// May it be an article?
    pub fn is_text(&self) -> bool {
        TEXTS.contains(&self.essence.as_str())
    }
}

/// Take a response apart.
pub fn payload(message: &[u8], limits: &Limits) -> Result<Payload, Refusal> {
    let mut headers = [EMPTY_HEADER; MAX_HEADERS];
    let mut response = Response::new(&mut headers);
    let message = &*in_old_form(message);
    let mut config = ParserConfig::default();
    config.allow_obsolete_multiline_headers_in_responses(true);
    config.allow_spaces_after_header_name_in_responses(true);
    config.allow_multiple_spaces_in_response_status_delimiters(true);
    config.ignore_invalid_headers_in_responses(true);
    let length = match config.parse_response(&mut response, message) {
        Ok(Status::Complete(length)) => length,
        Ok(Status::Partial) => return Err(bad("the header of the response has no end")),
        Err(error) => return Err(bad(error)),
    };
    let code = response.code.unwrap_or_default();
    if !(200..300).contains(&code) {
        return Err(Refusal::because(Reason::HttpStatus)(code));
    }
    let field = |name: &str| {
        let field = response.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        field.map(|field| String::from_utf8_lossy(field.value).to_ascii_lowercase()).unwrap_or_default()
    };
    let media = Media::of(&field("content-type"));
    let bytes = message.get(length..).unwrap_or_default();
    if !media.is_text() {
        return Ok(Payload { media, bytes: Vec::new(), notes: Vec::new() });
    }
    let mut body = Body { bytes: bytes.to_vec(), truncated: false };
    let (coding, transfer) = (field("content-encoding"), field("transfer-encoding"));
    if transfer.contains("chunked") {
        body.join_chunks();
    } else if field("content-length").parse().is_ok_and(|length: usize| length > bytes.len()) {
        body.truncated = true;
    }
    for coding in coding.split(',').map(str::trim).rev() {
        body.undo(coding, limits)?;
    }
    let note = || Note { code: "truncated", message: "the response ends early".to_owned() };
    Ok(Payload { media, bytes: body.bytes, notes: body.truncated.then(note).into_iter().collect() })
}

/// The response as one of HTTP/1.1.
fn in_old_form(message: &[u8]) -> Cow<'_, [u8]> {
    match NEW.iter().find_map(|version| message.strip_prefix(*version)) {
        Some(rest) => [OLD, rest].concat().into(),
        None => message.into(),
    }
}

fn bad(message: impl ToString) -> Refusal {
    Refusal { reason: Reason::BadHttp, message: Some(message.to_string()) }
}

/// A body on its way through its codings.
struct Body {
    bytes: Vec<u8>,
    /// It ends before it should.
    truncated: bool,
}

impl Body {
    /// Take the sizes of chunks out. A body that does not begin with one was stored without them.
    fn join_chunks(&mut self) {
        let (mut joined, mut rest) = (Vec::with_capacity(self.bytes.len()), self.bytes.as_slice());
        loop {
            let Ok(Status::Complete((line, size))) = httparse::parse_chunk_size(rest) else {
                self.truncated = !joined.is_empty();
                break;
            };
            rest = rest.get(line..).unwrap_or_default();
            let size = usize::try_from(size).unwrap_or(usize::MAX);
            let chunk = rest.get(..size).unwrap_or(rest);
            joined.extend_from_slice(chunk);
            if size == 0 || chunk.len() < size {
                self.truncated = size > 0;
                break;
            }
            rest = rest.get(size..).unwrap_or_default();
            rest = rest.strip_prefix(b"\r\n").unwrap_or(rest);
        }
        if !joined.is_empty() {
            self.bytes = joined;
        }
    }

    /// Undo a content coding. A body that shows it is not packed was stored unpacked.
    fn undo(&mut self, coding: &str, limits: &Limits) -> Result<(), Refusal> {
        let from = self.bytes.as_slice();
        let zlib =
            matches!(from, [first, second, ..] if first & 0xf == 8 && u16::from_be_bytes([*first, *second]) % 31 == 0);
        let unpacked = match coding {
            "gzip" | "x-gzip" if unpack::is_gzip(from) => some(MultiGzDecoder::new(from), limits),
            "deflate" if zlib => some(ZlibDecoder::new(from), limits),
            "zstd" if unpack::is_zstd(from) => some(zstd::Decoder::with_buffer(from).map_err(bad)?, limits),
            "br" | "deflate" if std::str::from_utf8(from).is_ok() => return Ok(()),
            "br" => some(brotli_decompressor::Decompressor::new(from, BUFFER), limits),
            "deflate" => some(DeflateDecoder::new(from), limits),
            "" | "identity" | "gzip" | "x-gzip" | "zstd" => return Ok(()),
            other => return Err(bad(format!("content coding {other:?}"))),
        };
        let (bytes, whole) = unpacked.map_err(|refusal| match refusal.reason {
            Reason::TooLarge => refusal,
            _ => bad(format!("{coding}: {}", refusal.message.unwrap_or_default())),
        })?;
        self.bytes = bytes;
        self.truncated |= !whole;
        Ok(())
    }
}

/// Bytes that brotli is given at a time.
const BUFFER: usize = 16 * 1024;

/// What comes out, and whether it came to its end; what stands before a cut is honest.
fn some(from: impl Read, limits: &Limits) -> Result<(Vec<u8>, bool), Refusal> {
    let mut bytes = Vec::new();
    let read = from.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes);
    if bytes.len() as u64 > limits.bytes {
        return Err(Reason::TooLarge.into());
    }
    match read {
        Ok(_) => Ok((bytes, true)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && !bytes.is_empty() => Ok((bytes, false)),
        Err(error) => Err(Refusal::because(Reason::BadHttp)(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(message: &str) -> (String, bool) {
        let payload = payload(message.as_bytes(), &Limits::default()).expect("a payload");
        (String::from_utf8(payload.bytes).expect("UTF-8"), !payload.notes.is_empty())
    }

    #[test]
    fn chunks_are_joined() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        let table = [
            ("5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n", "hello world", false),
            ("5\r\nhello\r\nFFFFFFFF\r\n world", "hello world", true),
            ("5\r\nhello\r\nworld", "hello", true),
            ("<p>never chunked", "<p>never chunked", false),
        ];
        for (chunks, expected, truncated) in table {
            assert_eq!(body(&format!("{head}{chunks}")), (expected.to_owned(), truncated), "{chunks:?}");
        }
    }

    #[test]
    fn newer_versions_are_read_alike() {
        for line in ["HTTP/2 200", "HTTP/2 200 ", "HTTP/2.0 200 OK", "HTTP/3 200", "HTTP/3.0 200 OK"] {
            let message = format!("{line}\r\n:status: 200\r\ncontent-length: 5\r\n\r\nhello");
            assert_eq!(body(&message), ("hello".to_owned(), false), "{line}");
        }
    }

    #[test]
    fn what_the_header_says_is_believed_with_care() {
        assert_eq!(body("HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\nplain"), ("plain".to_owned(), false));
        assert_eq!(body("HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nshort"), ("short".to_owned(), true));
        let refused = |message: &str| payload(message.as_bytes(), &Limits::default()).err().map(|r| r.reason);
        assert_eq!(refused("HTTP/1.1 404 Not Found\r\n\r\n"), Some(Reason::HttpStatus));
        assert_eq!(refused("HTTP/1.1 200 OK\r\nContent-Encoding: rot13\r\n\r\nx"), Some(Reason::BadHttp));
        assert_eq!(refused("no response"), Some(Reason::BadHttp));
        let media = Media::of("Text/HTML; x=y; Charset=\"ISO-8859-1\"");
        assert_eq!((media.essence.as_str(), media.charset), ("text/html", Some(encoding_rs::WINDOWS_1252)));
    }
}
