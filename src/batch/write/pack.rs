//! What is written → a packed file. Beside it the size and the hash of the file, made on the way.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;

use crate::batch::manifest::{Hash, Hasher};

/// How a file is packed. The same lines give the same bytes: no time and no name stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Packing {
    /// gzip
    Gz,
    /// Zstandard
    Zst,
}

/// What gzip and Zstandard call usual: more takes longer than cleaning does.
const GZIP_LEVEL: u32 = 6;
const ZSTD_LEVEL: i32 = 3;

/// A file that is being written.
pub enum Packer {
    /// As it is.
    Plain(Hashed),
    /// In gzip.
    Gz(GzEncoder<Hashed>),
    /// In Zstandard.
    Zst(zstd::Encoder<'static, Hashed>),
}

/// Counts and hashes what goes into a file.
pub struct Hashed {
    file: BufWriter<File>,
    hasher: Hasher,
}

impl Packing {
    /// The one that a file of this name has, if any.
    pub fn of_name(name: &str) -> Option<Packing> {
        [Packing::Gz, Packing::Zst].into_iter().find(|packing| name.ends_with(packing.ending()))
    }

    /// Ending of its files, with the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Packing::Gz => ".gz",
            Packing::Zst => ".zst",
        }
    }
}

impl Packer {
    /// Into this file.
    pub fn new(file: File, packing: Option<Packing>) -> io::Result<Packer> {
        let file = Hashed { file: BufWriter::new(file), hasher: Hasher::default() };
        Ok(match packing {
            None => Packer::Plain(file),
            Some(Packing::Gz) => Packer::Gz(GzEncoder::new(file, flate2::Compression::new(GZIP_LEVEL))),
            Some(Packing::Zst) => {
                let mut encoder = zstd::Encoder::new(file, ZSTD_LEVEL)?;
                encoder.include_checksum(true)?;
                Packer::Zst(encoder)
            }
        })
    }

    /// Write what is still held back. Returns hash and size of the file.
    pub fn finish(self) -> io::Result<(Hash, u64)> {
        let mut hashed = match self {
            Packer::Plain(hashed) => hashed,
            Packer::Gz(encoder) => encoder.finish()?,
            Packer::Zst(encoder) => encoder.finish()?,
        };
        hashed.file.flush()?;
        Ok(hashed.hasher.finish())
    }

    fn inner(&mut self) -> &mut dyn Write {
        match self {
            Packer::Plain(inner) => inner,
            Packer::Gz(inner) => inner,
            Packer::Zst(inner) => inner,
        }
    }
}

impl Write for Packer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner().flush()
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.add(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// What is in a file that was packed here.
pub fn unpacked(path: &Path, packing: Packing) -> io::Result<Box<dyn Read + Send>> {
    let file = File::open(path)?;
    Ok(match packing {
        Packing::Gz => Box::new(GzDecoder::new(BufReader::new(file))),
        Packing::Zst => Box::new(zstd::Decoder::new(file)?),
    })
}
