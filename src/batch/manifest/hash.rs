//! Bytes → a hash that tells whether they are the same as before. It guards against change, not against forgery.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_128};

use crate::batch::{Facts, Gate};
use crate::options::Options;
use crate::write::Show;

/// Changes with any line of the program or its data: what another build made is cleaned again.
const BUILD: &str = env!("DEHUSK_BUILD");

/// 128 bits, written as hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash(u128);

impl Hash {
    /// Of bytes in memory.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(xxh3_128(bytes))
    }

    /// Of the bytes of a document and what its container says of it.
    pub fn of_document(bytes: &[u8], facts: &Facts) -> Hash {
        let (Hash(content), facts) = (Hash::of(bytes), format!("{facts:?}"));
        if facts == format!("{:?}", Facts::default()) {
            return Hash(content);
        }
        Hash::of(&[&content.to_le_bytes(), facts.as_bytes()].concat())
    }

    /// Of all that can be read, and how many bytes those are.
    pub fn of_file(mut file: File) -> io::Result<(Hash, u64)> {
        let (mut hasher, mut buffer) = (Hasher::default(), vec![0; 64 * 1024]);
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Ok(hasher.finish()),
                Ok(read) => hasher.add(buffer.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Of all that decides what becomes of given bytes: the options, the format, and this build of the program. `Debug`
    /// shows every field, so that an option added later counts from its first day.
    pub fn of_settings(format: &str, options: &Options, show: Show, gate: &Gate) -> Hash {
        Hash::of(format!("{BUILD} {format} {show:?} {gate:?} {options:?}").as_bytes())
    }
}

/// Makes the hash of bytes that come piece by piece.
#[derive(Default)]
pub struct Hasher {
    hasher: Xxh3,
    size: u64,
}

impl Hasher {
    /// These come next.
    pub fn add(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.size += bytes.len() as u64;
    }

    /// The hash, and how many bytes they were.
    pub fn finish(self) -> (Hash, u64) {
        (Hash(self.hasher.digest128()), self.size)
    }
}

/// A name as the key of a table that has to stay small. Two names may share one: who looks it up compares the name.
pub fn key(name: impl AsRef<[u8]>) -> u64 {
    xxh3_64(name.as_ref())
}

impl fmt::Debug for Hash {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{:032x}", self.0)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:?}"))
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Hash, D::Error> {
        let digits = std::borrow::Cow::<str>::deserialize(deserializer)?;
        u128::from_str_radix(&digits, 16).map(Hash).map_err(serde::de::Error::custom)
    }
}
