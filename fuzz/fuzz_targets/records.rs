//! Files of many documents: WARC, JSON Lines, tar, zip, MHTML. What must hold stands in `tests/it/invariants/records.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| dehusk_fuzz::invariants::records(data));
