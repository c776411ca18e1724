//! Speed of a batch over a WARC, beside `clean()` on the same pages in memory on one core, taken in turns.
//! `cargo bench --bench batch [MIB]` makes a WARC of that size (200) out of the pages of `raw/` and removes it. With
//! `--make FILE MIB` it only makes the file, for measuring the command; `--work` prints what a unit of work takes.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, thread};

use dehusk::Options;
use dehusk::batch::{self, Documents, Error, Filter, Gate, Inputs, Job, Limits, Output};
use dehusk::write::{FORMATS, Show};

/// Rounds; the fastest of each counts.
const ROUNDS: usize = 5;

fn main() -> Result<(), Error> {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let pages = pages();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--make", file, size] => drop(make(Path::new(file), mib(size), &pages)?),
        ["--work"] => work(&pages),
        [size] => compare(mib(size), &pages)?,
        _ => compare(mib("200"), &pages)?,
    }
    Ok(())
}

fn mib(text: &str) -> u64 {
    text.parse::<u64>().unwrap_or(200) << 20
}

/// The pages of the samples, largest first, so that records differ.
fn pages() -> Vec<Vec<u8>> {
    let files = walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/raw"))
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok);
    let files = files.filter(|file| file.path().extension().is_some_and(|ending| ending == "html"));
    files.filter_map(|file| fs::read(file.path()).ok()).collect()
}

/// Write a WARC of about this size: the pages in turns, each with its own address. Returns how many turns.
fn make(path: &Path, size: u64, pages: &[Vec<u8>]) -> io::Result<usize> {
    let (mut to, mut written, mut number, mut turns) = (BufWriter::new(File::create(path)?), 0, 0, 0);
    while written < size {
        turns += 1;
        for page in pages {
            number += 1;
            let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
            let head = format!(
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/{}/{number}\r\n\
                 Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}",
                number / 1000,
                http.len() + page.len()
            );
            to.write_all(head.as_bytes())?;
            to.write_all(page)?;
            to.write_all(b"\r\n\r\n")?;
            written += (head.len() + page.len() + 4) as u64;
        }
    }
    to.flush()?;
    Ok(turns)
}

fn compare(size: u64, pages: &[Vec<u8>]) -> Result<(), Error> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("pages.warc");
    let turns = make(&file, size, pages)?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let bytes = (pages.iter().map(Vec::len).sum::<usize>() * turns) as f64 / 1e6;
    let (mut alone, mut run) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        alone = alone.min(in_memory(pages, turns));
        run = run.min(in_a_batch(&file)?);
    }
    let (alone, run) = (bytes / alone.as_secs_f64(), bytes / run.as_secs_f64());
    println!("clean() in memory, one core     {alone:8.1} MB/s");
    println!("batch over a WARC, {cores} threads    {run:8.1} MB/s");
    println!("batch / (clean() x cores)       {:8.2}", run / (alone * cores as f64));
    Ok(())
}

/// What a unit of work takes, in texts and pages of very different kinds.
fn work(pages: &[Vec<u8>]) {
    let samples = pages.iter().map(|page| String::from_utf8_lossy(page));
    let prose = samples.map(|page| dehusk::clean(page.as_bytes(), &Options::default()).text()).collect::<String>();
    let kinds: [(&str, Vec<u8>); 6] = [
        ("the pages of raw/", pages.concat()),
        ("prose, 8 MB", prose.repeat(8_000_000 / prose.len().max(1)).into_bytes()),
        ("equal lines, a million", "The same line again and again\n".repeat(1_000_000).into_bytes()),
        ("paragraphs of a letter, two million", "<p>a".repeat(2_000_000).into_bytes()),
        ("a prompt, 2.7 MB", "Sign up for our newsletter ".repeat(100_000).into_bytes()),
        (
            "a prompt in a paragraph, 2.7 MB",
            format!("<html><body><p>{}", "Sign up for our newsletter ".repeat(100_000)).into_bytes(),
        ),
    ];
    for (name, bytes) in kinds {
        let began = Instant::now();
        let units = black_box(dehusk::clean(&bytes, &Options::default())).work;
        let time = began.elapsed();
        println!(
            "{name:36} {units:12} units {:8.2} s {:6.1} ns a unit",
            time.as_secs_f64(),
            time.as_nanos() as f64 / units as f64
        );
    }
}

fn in_memory(pages: &[Vec<u8>], turns: usize) -> Duration {
    let began = Instant::now();
    for page in pages.iter().cycle().take(pages.len() * turns) {
        black_box(dehusk::clean(page, &Options::default()).text());
    }
    began.elapsed()
}

fn in_a_batch(file: &Path) -> Result<Duration, Error> {
    let inputs = Inputs::new(&[PathBuf::from(file)], Filter::default())?;
    let format = &FORMATS[0];
    let job = Job {
        options: Options::default(),
        format,
        show: Show::default(),
        output: Output::Stream(""),
        gate: Gate::default(),
        report: false,
        metadata: true,
        memory: None,
        keep_cuts: false,
    };
    let pool = batch::pool(0)?;
    let began = Instant::now();
    batch::run(Documents::of(inputs, format.ending, Limits::default()), &job, &pool, |done| {
        black_box(done.map(|done| done.text));
        Ok::<(), Error>(())
    })?;
    Ok(began.elapsed())
}
