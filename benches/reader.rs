//! Speed and memory of the HTML reader: bytes → blocks, beside `scraper`'s parsing alone, on the same pages in the same
//! run on one core. `cargo bench --bench reader [FOLDER]`: pages are `*.html` and `*.html.gz` files; without a folder
//! the benchmark's, or those of `raw/`. With `--hostile`: time and memory for markup that is made to be slow.

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

use dehusk::article::{Extracted, Kind};
use dehusk::{Options, decode, extract};
use flate2::read::GzDecoder;

/// Rounds over all pages; the fastest counts.
const ROUNDS: usize = 3;

/// Pages whose memory is measured: the largest ones.
const MEASURED: usize = 60;

type Reader = (&'static str, fn(&Page));

struct Page {
    bytes: Vec<u8>,
    text: String,
}

const READERS: &[Reader] = &[
    ("dehusk: decode", |page| {
        black_box(decode::decode(&page.bytes, &Options::default()));
    }),
    ("dehusk: decode and extract", |page| {
        black_box(blocks(&page.bytes));
    }),
    ("dehusk: extract alone", |page| {
        black_box(extracted(&page.text));
    }),
    ("scraper: parse_document alone", |page| {
        black_box(scraper::Html::parse_document(&page.text));
    }),
];

fn extracted(text: &str) -> Extracted {
    extract::extract(text, &Options { kind: Some(Kind::Html), ..Options::default() })
}

fn blocks(bytes: &[u8]) -> Extracted {
    extracted(&decode::decode(bytes, &Options::default()).text)
}

/// Markup that is made to be slow: what it is, a start, a piece, and how often the piece is there.
const HOSTILE: &[(&str, &str, &str, usize)] = &[
    ("nested div", "", "<div>a ", 200_000),
    ("nested ul li", "", "<ul><li>a ", 100_000),
    ("span", "", "<span>a ", 1_000_000),
    ("misnested b i", "", "<b>a <i>b </b>c </i>", 20_000),
    ("unclosed b i, then p", "", "<b>a <i>b <p>", 500_000),
    ("attributes on a tag", "<p ", "a=1 ", 1_000_000),
    ("p", "", "<p>a ", 2_000_000),
    ("p in a table", "<table>", "<p>a ", 300_000),
    ("one long attribute", "<p title='", "abcdefgh ", 2_000_000),
    ("end tags without start", "<div><p>", "a</b>", 1_000_000),
    ("end tags from the deep", "<div><span><span><span><span>", "a</li></section>", 1_000_000),
    ("links in links", "", "<a href=x>a ", 1_000_000),
    ("fonts and blocks", "", "<font size=1 color=a>a <div>", 500_000),
    ("select", "", "<select><option>a ", 1_000_000),
    ("cells without rows", "<table>", "<td>a ", 1_000_000),
    ("tables in tables", "", "<table>a ", 500_000),
    ("tables in cells", "", "<table><tr><td>a ", 300_000),
    ("forms", "", "<form>a </form>", 1_000_000),
    ("comments that never end", "", "<!-- a ", 2_000_000),
    ("scripts that hide their end", "", "<script><!--<script></script>a ", 300_000),
    ("quotes that never end", "", "<p a='x>b ", 1_000_000),
    ("ampersands", "", "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 500_000),
    ("drawings", "", "<svg><desc><p>a ", 500_000),
    ("formulas", "", "<math><mi>a <mglyph>", 500_000),
    ("templates", "", "<template><td>a ", 500_000),
    ("objects in a table", "<table>", "<applet><tr><b>a ", 500_000),
    ("br", "", "a<br>", 2_000_000),
    ("less-than signs", "", "< ", 5_000_000),
];

/// Time at a quarter, half and all of each, in milliseconds: a straight line.
fn hostile() {
    println!("{:<30} {:>9} {:>8} {:>8} {:>8} {:>9}", "markup", "bytes", "1/4 ms", "1/2 ms", "all ms", "MiB more");
    for (what, start, piece, times) in HOSTILE {
        let page = |times: usize| [start.as_bytes(), piece.repeat(times).as_bytes(), b"'> the end"].concat();
        let mut spent = [0; 3];
        let before = status("VmRSS");
        let _ = fs::write("/proc/self/clear_refs", "5");
        for (slot, times) in spent.iter_mut().zip([times / 4, times / 2, *times]) {
            let page = page(times);
            let began = Instant::now();
            black_box(blocks(&page));
            *slot = began.elapsed().as_millis();
        }
        let [quarter, half, all] = spent;
        let more = status("VmHWM").saturating_sub(before) >> 20;
        println!("{what:<30} {:>9} {quarter:>8} {half:>8} {all:>8} {more:>9}", page(*times).len());
    }
}

fn load(path: &Path) -> Vec<u8> {
    let mut bytes = fs::read(path).unwrap_or_default();
    if path.extension().is_some_and(|ending| ending == "gz") {
        let packed = std::mem::take(&mut bytes);
        let _ = GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes);
    }
    bytes
}

fn folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let given = env::args().skip(1).find(|argument| !argument.starts_with("--")).map(PathBuf::from);
    let known = [root.join("../shared/bench/pages/html"), root.join("raw")];
    given.or_else(|| known.into_iter().find(|folder| folder.is_dir())).unwrap_or_default()
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let is_page = |path: &PathBuf| [".html", ".html.gz"].iter().any(|ending| path.to_string_lossy().ends_with(ending));
    let files = walkdir::WalkDir::new(folder).into_iter().flatten().map(|entry| entry.into_path());
    let mut pages: Vec<PathBuf> = files.filter(is_page).collect();
    pages.sort();
    pages
}

fn speed(pages: &[Page]) {
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    println!("{} pages, {:.1} MB", pages.len(), bytes as f64 / 1e6);
    let mut best = vec![Duration::MAX; READERS.len()];
    for _ in 0..ROUNDS {
        for ((_, read), best) in READERS.iter().zip(&mut best) {
            let began = Instant::now();
            pages.iter().for_each(read);
            *best = began.elapsed().min(*best);
        }
    }
    let slowest = best.iter().max().copied().unwrap_or_default().as_secs_f64();
    for ((name, _), best) in READERS.iter().zip(&best) {
        let seconds = best.as_secs_f64();
        let (rate, pace) = (bytes as f64 / 1e6 / seconds, pages.len() as f64 / seconds);
        println!("{name:<30} {rate:>8.0} MB/s {pace:>8.0} pages/s {:>6.2} x", slowest / seconds);
    }
}

/// A line of `/proc/self/status`, in bytes.
fn status(key: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// In a process of its own: how much memory one page takes, itself included.
fn measure(path: &Path) {
    black_box(blocks("<p>Warm é &amp; up, once.".as_bytes()));
    let page = load(path);
    let before = status("VmRSS");
    let _ = fs::write("/proc/self/clear_refs", "5");
    black_box(blocks(&page));
    println!("{} {}", page.len(), status("VmHWM").saturating_sub(before) + page.len() as u64);
}

fn memory(paths: &[PathBuf]) {
    let Ok(program) = env::current_exe() else { return };
    let mut worst: Vec<f64> = Vec::new();
    for path in paths {
        let Ok(run) = Command::new(&program).arg("--memory").arg(path).output() else { continue };
        let printed = String::from_utf8_lossy(&run.stdout).into_owned();
        let mut numbers = printed.split_whitespace().filter_map(|number| number.parse::<f64>().ok());
        if let (Some(size), Some(peak)) = (numbers.next(), numbers.next()) {
            worst.push(peak / size);
        }
    }
    worst.sort_by(f64::total_cmp);
    if let (Some(middle), Some(most)) = (worst.get(worst.len() / 2), worst.last()) {
        println!(
            "peak memory of the {} largest pages, in sizes of the page: {middle:.1} (median), {most:.1} (most)",
            worst.len()
        );
    }
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--memory") {
        return measure(Path::new(arguments.get(at + 1).map_or("", String::as_str)));
    }
    if arguments.iter().any(|argument| argument == "--hostile") {
        return hostile();
    }
    let folder = folder();
    let mut paths = pages(&folder);
    let whole = |path: &PathBuf| {
        let bytes = load(path);
        Page { text: decode::decode(&bytes, &Options::default()).text.into_owned(), bytes }
    };
    speed(&paths.iter().map(whole).collect::<Vec<_>>());
    paths.sort_by_cached_key(|path| std::cmp::Reverse(load(path).len()));
    paths.truncate(MEASURED);
    memory(&paths);
}
