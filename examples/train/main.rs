//! Trains the weights of the block models from pages and texts with known truth.
//!
//!     cargo run --release --example train -- ../shared/bench [--folds]
//!
//! Reads `pages/`, `styles/*/` and `text/dev.jsonl.gz` below the folder, only what their `split.tsv` marks `train`;
//! writes `src/judge/model/weights/{html,plain}.tsv`. With `--folds` it writes nothing and prints the word F1 that
//! five-fold cross-validation by host reaches. Same input, same file: the order of rows comes from a fixed seed.

mod data;
mod fit;
mod label;

use std::io::Write as _;
use std::path::Path;

use data::Sample;
use dehusk::article::Kind;
use dehusk::judge::model;

const FOLDS: u64 = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(bench) = arguments.first() else { return Err("usage: train BENCH [--folds]".into()) };
    let folds = arguments.iter().any(|argument| argument == "--folds");
    let mut out = std::io::stdout().lock();
    for (kind, name) in [(Kind::Html, "html"), (Kind::Text, "plain")] {
        let samples = match kind {
            Kind::Html => data::pages(Path::new(bench))?,
            Kind::Text => data::texts(Path::new(bench))?,
        };
        let names = model::space(kind).names();
        writeln!(out, "{name}: {} documents, {} rows, {} features", samples.len(), rows(&samples), names.len())?;
        if folds {
            cross_validate(kind, &samples, names.len(), &mut out)?;
        } else {
            let weights = fit::fit(&samples.iter().collect::<Vec<_>>(), names.len());
            std::fs::write(format!("src/judge/model/weights/{name}.tsv"), fit::file(names, &weights, &samples, name))?;
        }
    }
    Ok(())
}

fn rows(samples: &[Sample]) -> usize {
    samples.iter().map(|sample| sample.rows.len()).sum()
}

fn cross_validate(
    kind: Kind,
    samples: &[Sample],
    features: usize,
    out: &mut impl std::io::Write,
) -> std::io::Result<()> {
    let mut sums: std::collections::BTreeMap<&str, (f64, f64, f64)> = std::collections::BTreeMap::new();
    for fold in 0..FOLDS {
        let (held, rest): (Vec<&Sample>, Vec<&Sample>) =
            samples.iter().partition(|sample| sample.group % FOLDS == fold);
        let weights = fit::fit(&rest, features);
        for sample in held {
            let (f1, kept) = sample.score(kind, &weights);
            for key in ["all", sample.set.split('/').next().unwrap_or_default(), sample.set.as_str()] {
                let entry = sums.entry(key).or_default();
                *entry = (entry.0 + f1, entry.1 + kept, entry.2 + 1.0);
            }
        }
    }
    for (set, (f1, kept, count)) in sums {
        writeln!(
            out,
            "  {set:24} {count:6} documents  F1 {:6.2}  kept {:6.2}",
            100.0 * f1 / count,
            100.0 * kept / count
        )?;
    }
    Ok(())
}
