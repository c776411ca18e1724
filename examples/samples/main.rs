//! Writes what the block models are trained on: the features of every block of pages and texts with known truth.
//!
//!     cargo run --release --example samples -- ../shared/bench OUT [TEXTS]
//!
//! Reads `pages/`, `styles/*/` and `text/dev.jsonl.gz` below the folder, only what their `split.tsv` marks `train`,
//! and, if given, the texts that `src/judge/model/texts.py` made of the other training pages.
//! Writes to `OUT/html` and `OUT/plain`; `src/judge/model/train.py` reads it and says what the files are.

mod data;
mod label;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use data::Sample;
use dehusk::article::Kind;
use dehusk::judge::model;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [bench, out, texts @ ..] = &arguments[..] else { return Err("usage: samples BENCH OUT [TEXTS]".into()) };
    for (kind, name) in [(Kind::Html, "html"), (Kind::Text, "plain")] {
        let samples = match kind {
            Kind::Html => data::pages(Path::new(bench))?,
            Kind::Text => data::texts(Path::new(bench), texts.first().map(Path::new))?,
        };
        let folder = Path::new(out).join(name);
        std::fs::create_dir_all(&folder)?;
        write(&folder, kind, &samples)?;
    }
    Ok(())
}

/// A column of numbers a file, little-endian; a line a document in `documents.tsv`.
fn write(folder: &Path, kind: Kind, samples: &[Sample]) -> Result<()> {
    let create = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let mut features = create("features.f32")?;
    let mut rows = create("rows.f32")?;
    let mut tokens = create("tokens.u32")?;
    let mut documents = create("documents.tsv")?;
    let mut texts = create("texts.txt")?;
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
            for value in [row.label, row.words.len() as f32, row.judged_words, f32::from(u8::from(row.husk))] {
                rows.write_all(&value.to_le_bytes())?;
            }
            writeln!(texts, "{}", row.text)?;
        }
        for word in sample.rows.iter().flat_map(|row| &row.words).chain(&sample.truth) {
            tokens.write_all(&word.to_le_bytes())?;
        }
    }
    let names: Vec<String> = model::features(kind).iter().map(model::features::Feature::full_name).collect();
    std::fs::write(folder.join("names.txt"), names.join("\n") + "\n")?;
    Ok(())
}
