//! A path → the bytes of one document, unpacked, or why there are none. Sizes are bounded before reading and
//! while unpacking; nothing but regular files is opened.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use flate2::bufread::GzDecoder;

use crate::article::Note;
use crate::batch::{Reason, Refusal, names, sniff};

/// The most bytes of one document, packed or unpacked. With the text, its blocks and the output in memory, a
/// thread stays within a few times that.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// The most members of one gzip file: empty ones cost time and give nothing.
const MAX_MEMBERS: usize = 10_000;

/// The bytes of a document and what was odd about them.
pub type Loaded = (Vec<u8>, Vec<Note>);

/// Read and unpack one document; `-` is standard input.
pub fn load(path: &Path) -> Result<Loaded, Refusal> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = if path == Path::new("-") { read_stdin()? } else { read(path)? };
    unpack(bytes, &name)
}

/// Read standard input.
pub fn read_stdin() -> Result<Vec<u8>, Refusal> {
    bounded(io::stdin().lock(), 0)
}

/// Read a regular file.
pub fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let unreadable = |error: io::Error| Refusal::because(Reason::Unreadable)(error);
    let look = fs::symlink_metadata(path).map_err(unreadable)?;
    if !look.is_file() {
        return Err(Reason::Device.into());
    }
    if look.len() > MAX_BYTES {
        return Err(Reason::TooLarge.into());
    }
    bounded(File::open(path).map_err(unreadable)?, look.len())
}

/// Read to the end, but no more than the limit. So many bytes are expected; one more tells that it was the end.
fn bounded(from: impl Read, expected: u64) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0) + 1);
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(Refusal::because(Reason::Unreadable))?;
    if bytes.len() as u64 > MAX_BYTES { Err(Reason::TooLarge.into()) } else { Ok(bytes) }
}

/// Unpack what is packed, and refuse what is no document. `name` is that of the file.
pub fn unpack(bytes: Vec<u8>, name: &str) -> Result<Loaded, Refusal> {
    let name = names::without_compression(name);
    let (bytes, notes) = if sniff::is_gzip(&bytes) { gunzip(&bytes)? } else { (bytes, Vec::new()) };
    if sniff::is_gzip(&bytes) {
        return Err(Reason::NestedCompression.into());
    }
    match sniff::refusal(&bytes, name) {
        Some(reason) => Err(reason.into()),
        None => Ok((bytes, notes)),
    }
}

/// All members of a gzip file, one after the other.
fn gunzip(packed: &[u8]) -> Result<Loaded, Refusal> {
    let (mut rest, mut out) = (packed, Vec::new());
    for _ in 0..MAX_MEMBERS {
        let mut member = GzDecoder::new(rest);
        let room = (MAX_BYTES + 1).saturating_sub(out.len() as u64);
        member.by_ref().take(room).read_to_end(&mut out).map_err(Refusal::because(Reason::BadGzip))?;
        if out.len() as u64 > MAX_BYTES {
            return Err(Reason::TooLarge.into());
        }
        rest = member.into_inner();
        if !sniff::is_gzip(rest) {
            return Ok((out, junk(rest)));
        }
    }
    Err(Reason::TooLarge.into())
}

/// What is behind the last member: nothing, padding with NUL, or junk that a note names.
fn junk(rest: &[u8]) -> Vec<Note> {
    if rest.iter().all(|byte| *byte == 0) {
        return Vec::new();
    }
    vec![Note { code: "gzip-junk", message: format!("{} bytes behind the end of the gzip data", rest.len()) }]
}
