//! How fast bytes become text, beside what `encoding_rs` takes to decode the same bytes in the charset that is
//! known: `cargo bench --bench decode`.

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use dehusk::Options;
use dehusk::decode::decode;
use encoding_rs::Encoding;

/// Name, charset, and a sentence of which the samples are made.
const SAMPLES: &[(&str, &str, &str)] = &[
    ("ASCII", "utf-8", "The ferry leaves at nine, and whoever misses it has to wait for the evening one. "),
    ("French, UTF-8", "utf-8", "Le bateau part à neuf heures ; qui le manque attendra le départ du soir, hélas. "),
    ("Russian, UTF-8", "utf-8", "Паром уходит в девять, и кто опоздает, будет ждать вечернего рейса. "),
    ("Japanese, UTF-8", "utf-8", "船は九時に出ます。乗り遅れた人は夕方の便を待つことになります。"),
    ("French", "windows-1252", "Le bateau part à neuf heures ; qui le manque attendra le départ du soir, hélas. "),
    ("Polish", "iso-8859-2", "Prom odpływa o dziewiątej, a kto się spóźni, będzie czekał na wieczorny rejs. "),
    ("Russian", "windows-1251", "Паром уходит в девять, и кто опоздает, будет ждать вечернего рейса. "),
    ("Japanese", "shift_jis", "船は九時に出ます。乗り遅れた人は夕方の便を待つことになります。"),
    ("Chinese", "gbk", "渡轮九点钟出发，赶不上的人只好等晚上的那一班。"),
    ("English, UTF-16", "utf-16le", "The ferry leaves at nine, and whoever misses it has to wait for the evening. "),
];
/// A long article, and a file far longer than any.
const SIZES: [usize; 2] = [32 * 1024, 4 * 1024 * 1024];
/// Each figure is the best of this many runs.
const RUNS: u32 = 5;

fn main() {
    println!("{:18} {:>9} {:>12} {:>12} {:>6}", "sample", "bytes", "ours MB/s", "plain MB/s", "ratio");
    for &(name, label, sentence) in SAMPLES {
        for size in SIZES {
            let Some(encoding) = Encoding::for_label(label.as_bytes()) else { continue };
            let bytes = sample(encoding, sentence, size);
            let ours = fastest(|| decode(black_box(&bytes), &Options::default()).text.len(), size);
            let plain = fastest(|| encoding.decode_without_bom_handling(black_box(&bytes)).0.into_owned().len(), size);
            let speed = |time: Duration| bytes.len() as f64 / time.as_secs_f64() / 1e6;
            let ratio = plain.as_secs_f64() / ours.as_secs_f64();
            println!("{name:18} {:>9} {:>12.0} {:>12.0} {ratio:>6.2}", bytes.len(), speed(ours), speed(plain));
        }
    }
}

/// The sentence over and over, a paragraph every ten, as `size` bytes or a little more.
fn sample(encoding: &'static Encoding, sentence: &str, size: usize) -> Vec<u8> {
    let paragraph = format!("<p>{}</p>\n", sentence.repeat(10));
    let bytes = if encoding == encoding_rs::UTF_16LE {
        paragraph.encode_utf16().flat_map(u16::to_le_bytes).collect()
    } else {
        encoding.encode(&paragraph).0.into_owned()
    };
    bytes.repeat(size / bytes.len() + 1)
}

/// The time of one call, taken over as many as make up a few megabytes.
fn fastest(call: impl Fn() -> usize, size: usize) -> Duration {
    let calls = (4 * 1024 * 1024 / size).max(1) as u32;
    let run = || {
        let start = Instant::now();
        for _ in 0..calls {
            black_box(call());
        }
        start.elapsed() / calls
    };
    (0..RUNS).map(|_| run()).min().unwrap_or_default()
}
