//! Compressed files → what is in them, as a stream: told by their first bytes, bounded in memory and in how much comes
//! out of little. One entry of [`COMPRESSIONS`] = one compression.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::GzDecoder;

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
    /// What is in the file. The counter takes what stands behind its end.
    open: fn(Stream, Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>>,
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

/// Empty gzip members in a row: they cost time and give nothing.
const MAX_EMPTY: usize = 10_000;

/// The compression of a file that begins so.
pub fn compression(head: &[u8]) -> Option<&'static Compression> {
    COMPRESSIONS.iter().find(|compression| (compression.sniff)(head))
}

impl Compression {
    /// What is in the file. `packed` counts what has been read of it, `junk` what stands behind its end.
    pub fn open(
        &self,
        from: Stream,
        packed: Arc<AtomicU64>,
        junk: Arc<AtomicU64>,
        limits: &Limits,
    ) -> Result<Stream, Refusal> {
        let inner = (self.open)(from, junk).map_err(self.damaged.of())?;
        let (floor, ratio) = (limits.bytes.saturating_mul(2), limits.ratio);
        Ok(Box::new(BufReader::with_capacity(
            BUFFER,
            Bounded { inner, damaged: self.damaged, packed, unpacked: 0, floor, ratio },
        )))
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

/// Is it packed by zstd?
pub fn is_zstd(head: &[u8]) -> bool {
    head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd])
}

/// The mark, and behind it that of a block, or of the end of an empty file: text may begin with the first.
fn is_bzip2(head: &[u8]) -> bool {
    let rest = head.strip_prefix(b"BZh").and_then(|rest| rest.get(1..)).unwrap_or_default();
    rest.starts_with(&[0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) || rest.starts_with(&[0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
}

fn is_xz(head: &[u8]) -> bool {
    head.starts_with(&[0xfd, b'7', b'z', b'X', b'Z', 0])
}

fn gzip(from: Stream, junk: Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(Members { member: Some(GzDecoder::new(from)), first: true, given: 0, empty: 0, junk }))
}

fn zstd(from: Stream, _: Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>> {
    let mut decoder = zstd::Decoder::with_buffer(from)?;
    decoder.window_log_max(MAX_WINDOW_LOG)?;
    Ok(Box::new(decoder))
}

fn bzip2(from: Stream, _: Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(bzip2::bufread::MultiBzDecoder::new(from)))
}

fn xz(from: Stream, _: Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(lzma_rust2::XzReader::new_mem_limit(from, true, MAX_XZ_KIB)))
}

/// All members of a gzip file, one after the other. What stands behind the last one is counted and left.
struct Members {
    member: Option<GzDecoder<Stream>>,
    first: bool,
    /// Bytes out of this member.
    given: u64,
    /// Empty members in a row.
    empty: usize,
    junk: Arc<AtomicU64>,
}

impl Read for Members {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            match member.read(to) {
                Ok(0) if !to.is_empty() => self.turn()?,
                Err(_) if !self.first && member.header().is_none() => self.leave()?,
                read => {
                    self.given += *read.as_ref().unwrap_or(&0) as u64;
                    return read;
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
        if rest.fill_buf()?.first() == Some(&0x1f) {
            (self.first, self.given) = (false, 0);
            self.member = Some(GzDecoder::new(rest));
            return Ok(());
        }
        self.behind(rest, 0)
    }

    /// What looked like a member is none.
    fn leave(&mut self) -> io::Result<()> {
        match self.member.take() {
            Some(member) => self.behind(member.into_inner(), 1),
            None => Ok(()),
        }
    }

    /// Count what is behind the end; padding with NUL is nothing.
    fn behind(&mut self, mut rest: Stream, mut count: u64) -> io::Result<()> {
        let mut only_padding = count == 0;
        loop {
            let bytes = rest.fill_buf()?;
            if bytes.is_empty() {
                break;
            }
            only_padding &= bytes.iter().all(|byte| *byte == 0);
            count += bytes.len() as u64;
            let count = bytes.len();
            rest.consume(count);
        }
        self.junk.store(if only_padding { 0 } else { count }, Ordering::Relaxed);
        Ok(())
    }
}
