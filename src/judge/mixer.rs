//! Tables for keys that are hashes or counters already: they need mixing and no protection from chosen keys.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Such a table.
pub(super) type MixedMap<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// Such keys alone.
pub(super) type MixedSet<K> = HashSet<K, BuildHasherDefault<Mixer>>;

/// Mixes numbers.
#[derive(Default)]
pub(super) struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}
