//! Compressed files → what is in them, as a stream: told by their first bytes, bounded in memory and in how much comes
//! out of little. One entry of [`COMPRESSIONS`] = one compression.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::GzDecoder;

use crate::article::Note;
use crate::batch::read::stream::Stream;
use crate::batch::{Limits, Reason, Refusal};

/// A compression.
pub struct Compression {
    /// Ending of its files, with the dot.
    pub ending: &'static str,
    /// What a damaged file is called.
    damaged: Reason,
    /// Do these bytes begin a file of it?
    sniff: fn(&[u8]) -> bool,
    /// What is in the file, and what stands behind its end.
    open: fn(Stream, Junk) -> io::Result<Box<dyn Read + Send>>,
}

/// All compressions.
pub const COMPRESSIONS: [Compression; 4] = [
    Compression { ending: ".gz", damaged: Reason::BadGzip, sniff: is_gzip, open: gzip },
    Compression { ending: ".zst", damaged: Reason::BadZstd, sniff: is_zstd, open: zstd },
    Compression { ending: ".bz2", damaged: Reason::BadBzip2, sniff: is_bzip2, open: bzip2 },
    Compression { ending: ".xz", damaged: Reason::BadXz, sniff: is_xz, open: xz },
];

/// The most memory that an unpacker may ask for: what the strongest settings in common use need.
const MAX_WINDOW_LOG: u32 = 27;
const MAX_XZ_KIB: u32 = 160 * 1024;

/// How a gzip member begins: its mark, and the only method there is.
const MEMBER: [u8; 3] = [0x1f, 0x8b, 8];

/// Empty gzip members in a row: they cost time and give nothing.
const MAX_EMPTY: usize = 10_000;

/// The compression of a file that begins so.
pub fn compression(head: &[u8]) -> Option<&'static Compression> {
    COMPRESSIONS.iter().find(|compression| (compression.sniff)(head))
}

impl Compression {
    /// What is in the file. `packed` counts what has been read of it, `junk` what stands behind its end.
    pub fn open(&self, from: Stream, packed: Arc<AtomicU64>, junk: Junk, limits: &Limits) -> Result<Stream, Refusal> {
        let inner = (self.open)(from, junk).map_err(self.damaged.of())?;
        let (floor, ratio) = (limits.bytes.saturating_mul(2), limits.ratio);
        Ok(Box::new(BufReader::with_capacity(
            BUFFER,
            Bounded { inner, damaged: self.damaged, packed, unpacked: 0, floor, ratio },
        )))
    }
}

/// Counts the bytes behind the end of gzip data, which are none of it. Some programs leave a few behind a document; in the
/// middle of a container they are a member that is damaged, with all that is behind it.
#[derive(Clone, Default)]
pub struct Junk(Arc<AtomicU64>);

impl Junk {
    /// What is said of it below a document.
    pub fn note(&self) -> Option<Note> {
        self.message().map(|message| Note { code: "gzip-junk", message })
    }

    /// What is said of a container that has it.
    pub fn refusal(&self) -> Result<(), Refusal> {
        let refusal = |message| Refusal { reason: Reason::BadGzip, message: Some(message + " cannot be read") };
        self.message().map_or(Ok(()), |message| Err(refusal(message)))
    }

    fn message(&self) -> Option<String> {
        let count = self.0.load(Ordering::Relaxed);
        (count > 0).then(|| format!("{count} bytes behind the end of the gzip data"))
    }
}

/// Bytes unpacked at a time.
const BUFFER: usize = 64 * 1024;

/// Ends with an error when more comes out than honest data gives.
struct Bounded {
    inner: Box<dyn Read + Send>,
    damaged: Reason,
    packed: Arc<AtomicU64>,
    unpacked: u64,
    /// So much may always come out: one document too large is only that.
    floor: u64,
    ratio: u64,
}

impl Read for Bounded {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(to).map_err(self.damaged.of())?;
        self.unpacked += read as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        if self.unpacked > self.floor && self.unpacked / self.ratio.max(1) > packed {
            let message = format!("over {} bytes out of {packed}", self.unpacked);
            return Err(io::Error::other(Refusal { reason: Reason::Bomb, message: Some(message) }));
        }
        Ok(read)
    }
}

/// Is it packed by gzip?
pub fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(&[0x1f, 0x8b])
}

/// Is it packed by zstd? Frames that are to be skipped may stand before the data; LZ4 has the same. Of one that goes on
/// behind the head it is believed.
pub fn is_zstd(head: &[u8]) -> bool {
    let mut rest = head;
    while let [0x50..=0x5f, 0x2a, 0x4d, 0x18, a, b, c, d, behind @ ..] = rest {
        let size = usize::try_from(u32::from_le_bytes([*a, *b, *c, *d])).unwrap_or(usize::MAX);
        match behind.get(size..) {
            Some(behind) if !behind.is_empty() => rest = behind,
            _ => return true,
        }
    }
    rest.starts_with(&[0x28, 0xb5, 0x2f, 0xfd])
}

/// The mark, and behind it that of a block, or of the end of an empty file: text may begin with the first.
fn is_bzip2(head: &[u8]) -> bool {
    let rest = head.strip_prefix(b"BZh").and_then(|rest| rest.get(1..)).unwrap_or_default();
    rest.starts_with(&[0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) || rest.starts_with(&[0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
}

fn is_xz(head: &[u8]) -> bool {
    head.starts_with(&[0xfd, b'7', b'z', b'X', b'Z', 0])
}

fn gzip(from: Stream, junk: Junk) -> io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(Members { member: Some(GzDecoder::new(from)), given: 0, empty: 0, junk }))
}

fn zstd(from: Stream, _: Junk) -> io::Result<Box<dyn Read + Send>> {
    let mut decoder = zstd::Decoder::with_buffer(from)?;
    decoder.window_log_max(MAX_WINDOW_LOG)?;
    Ok(Box::new(decoder))
}

fn bzip2(from: Stream, _: Junk) -> io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(bzip2::bufread::MultiBzDecoder::new(from)))
}

fn xz(from: Stream, _: Junk) -> io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(lzma_rust2::XzReader::new_mem_limit(from, true, MAX_XZ_KIB)))
}

/// All members of a gzip file, one after the other. What stands behind the last one is counted and left; where a member
/// can be seen in it, the file is damaged.
struct Members {
    member: Option<GzDecoder<Stream>>,
    /// Bytes out of this member.
    given: u64,
    /// Empty members in a row.
    empty: usize,
    junk: Junk,
}

impl Read for Members {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            match member.read(to)? {
                0 if !to.is_empty() => self.turn()?,
                read => {
                    self.given += read as u64;
                    return Ok(read);
                }
            }
        }
        Ok(0)
    }
}

impl Members {
    /// Begin with the next member, if there is one.
    fn turn(&mut self) -> io::Result<()> {
        self.empty = if self.given == 0 { self.empty + 1 } else { 0 };
        if self.empty > MAX_EMPTY {
            return Err(io::Error::other(format!("over {MAX_EMPTY} empty members")));
        }
        let Some(member) = self.member.take() else { return Ok(()) };
        let mut rest = member.into_inner();
        if rest.fill_buf()?.first() == MEMBER.first() {
            self.given = 0;
            self.member = Some(GzDecoder::new(rest));
            return Ok(());
        }
        self.behind(rest)
    }

    /// Count what is behind the end; padding with NUL is nothing.
    fn behind(&self, mut rest: Stream) -> io::Result<()> {
        let (mut only_padding, mut count, mut matched) = (true, 0, 0);
        loop {
            let bytes = rest.fill_buf()?;
            if bytes.is_empty() {
                break;
            }
            for byte in bytes {
                only_padding &= *byte == 0;
                matched = if MEMBER.get(matched) == Some(byte) { matched + 1 } else { usize::from(*byte == MEMBER[0]) };
                count += 1;
                if matched == MEMBER.len() {
                    let count = count - MEMBER.len() as u64;
                    return Err(io::Error::other(format!("a member with {count} bytes before it that belong to none")));
                }
            }
            let used = bytes.len();
            rest.consume(used);
        }
        self.junk.0.store(if only_padding { 0 } else { count }, Ordering::Relaxed);
        Ok(())
    }
}
