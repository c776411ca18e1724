//! The fuzz targets without a fuzzer: on the inputs that one has found, and on some made by chance.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use crate::invariants::TARGETS;

/// Every input in `tests/fuzzed/TARGET/`.
#[test]
fn what_was_found_stays_mended() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzzed");
    for folder in fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let (_, target) = TARGETS.iter().find(|(target, _)| *target == name).unwrap();
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            assert!(std::panic::catch_unwind(|| target(&bytes)).is_ok(), "{}", path.display());
        }
    }
}

/// What markup, charsets, run-ons and records are made of, and bytes that are nothing.
fn tangled() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "<p>",
    "</p>",
    "<div class=share>",
    "</div>",
    "<table><tr><td>",
    "<a href=",
    "<b>",
    "<script>",
    "<title>",
    "<meta charset=",
    "windows-1251",
    "&amp;",
    "&#x200b;",
    "&",
    "=\"",
    "\r\n",
    "\n\n",
    "\t",
    " ",
    "The ",
    "said.The",
    "ofthe",
    "Share this",
    "Read more: ",
    "©",
    "Ã©",
    "â€™",
    "дом.Но",
    "“",
    "\u{200b}",
    "\u{301}",
    "\u{1b}[1m",
    "\u{feff}",
    "http://a.b/",
    "WARC/1.0\r\n",
    "WARC-Type: response\r\n",
    "Content-Length: 7\r\n",
    "\r\n\r\n",
    "{\"text\": \"",
    "\"}\n",
    "[1]",
    "• ",
    "word ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn targets_hold_on_chance(data in tangled()) {
        TARGETS.iter().for_each(|(_, target)| target(&data));
    }
}
