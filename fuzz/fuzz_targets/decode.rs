//! Bytes → text. What must hold stands in `tests/it/invariants.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| dehusk_fuzz::invariants::decoding(data));
