//! Writes what the models are trained on: the features of every block of pages and texts with known truth, and the places
//! between the words of joined lines.
//!
//!     cargo run --release --example samples -- ../shared/bench OUT
//!
//! Reads `pages/`, `styles/*/` and `text/dev.jsonl.gz` below the folder, only what their `split.tsv` marks `train`, the
//! texts of `src/judge/model/forms/`, the pages in `OUT/labelled` that `src/judge/model/labelled/` labels (`train.py` fetches
//! them), and `wording.f32` of an earlier run, if it is there.
//! Writes to `OUT/html`, `OUT/plain` and `OUT/seams`; `src/judge/model/train.py` reads it and says what the files are.

mod books;
mod data;
mod forms;
mod label;
mod labelled;
mod seams;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use data::{Sample, Scores};
use dehusk::article::Kind;
use dehusk::judge::model;
use dehusk::languages::Key;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [bench, out] = &arguments[..] else { return Err("usage: samples BENCH OUT".into()) };
    for (kind, name) in [(Kind::Html, "html"), (Kind::Text, "plain")] {
        let folder = Path::new(out).join(name);
        let scores = Scores::read(&folder)?;
        let samples = match kind {
            Kind::Html => data::pages(Path::new(bench), &Path::new(out).join("labelled"), &scores)?,
            Kind::Text => data::texts(Path::new(bench), &scores)?,
        };
        std::fs::create_dir_all(&folder)?;
        write(&folder, kind, &samples)?;
    }
    seams::write(Path::new(bench), &Path::new(out).join("seams"))
}

/// A column of numbers a file, little-endian; a line a document in `documents.tsv`.
fn write(folder: &Path, kind: Kind, samples: &[Sample]) -> Result<()> {
    let create = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let mut features = create("features.f32")?;
    let mut rows = create("rows.f32")?;
    let mut tokens = create("tokens.u32")?;
    let mut documents = create("documents.tsv")?;
    let mut keys = create("keys.u64")?;
    writeln!(documents, "set\tid\thost\trows\ttruth_words")?;
    for sample in samples {
        writeln!(
            documents,
            "{}\t{}\t{}\t{}\t{}",
            sample.set,
            sample.id,
            sample.host,
            sample.rows.len(),
            sample.truth.len()
        )?;
        for row in &sample.rows {
            for value in &row.features {
                features.write_all(&value.to_le_bytes())?;
            }
            let counts = [row.words.len() as f32, row.judged_words, f32::from(row.husk), row.keys.len() as f32];
            for value in [row.label].into_iter().chain(counts) {
                rows.write_all(&value.to_le_bytes())?;
            }
            for Key(key) in &row.keys {
                keys.write_all(&key.to_le_bytes())?;
            }
        }
        for word in sample.rows.iter().flat_map(|row| &row.words).chain(&sample.truth) {
            tokens.write_all(&word.to_le_bytes())?;
        }
    }
    let names: Vec<String> = model::features(kind).iter().map(model::features::Feature::full_name).collect();
    std::fs::write(folder.join("names.txt"), names.join("\n") + "\n")?;
    Ok(())
}
