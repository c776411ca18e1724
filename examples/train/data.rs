//! Benchmark folders → samples: rows of features with labels, and what is needed to score a choice.

use std::collections::HashMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use dehusk::article::Kind;
use dehusk::judge::{self, model};
use dehusk::{Dial, Options, Stages};
use flate2::read::GzDecoder;
use rayon::prelude::*;
use serde_json::Value;

use crate::label;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// One document.
pub struct Sample {
    /// Set and type of page, for the table.
    pub set: String,
    /// Hash of the host: documents of a host are held out together.
    pub group: u64,
    /// A block each.
    pub rows: Vec<Row>,
    /// Words of the truth.
    pub truth_words: f32,
}

/// One block.
pub struct Row {
    /// Numbers of the features that hold.
    pub features: Vec<u32>,
    /// Share of its words that stand in the truth.
    pub label: f32,
    /// Its words, as the score counts them.
    pub words: f32,
    /// Its words, as the judge counts them.
    pub judged_words: f32,
    husk: bool,
}

impl Sample {
    /// Word F1 and the share of right words kept, if these weights chose the blocks.
    pub fn score(&self, kind: Kind, weights: &[f32]) -> (f64, f64) {
        let chances: Vec<f32> = self.rows.iter().map(|row| crate::fit::chance(weights, &row.features)).collect();
        let words: Vec<f32> = self.rows.iter().map(|row| row.judged_words).collect();
        let mut keep = judge::choose::choose(kind, &chances, &words, Dial::Balanced).keep;
        for (keep, row) in keep.iter_mut().zip(&self.rows) {
            *keep &= !row.husk;
        }
        let sum = |of: &dyn Fn(&Row) -> f32, all: bool| -> f32 {
            self.rows.iter().zip(&keep).filter(|(_, keep)| all || **keep).map(|(row, _)| of(row)).sum()
        };
        let right = sum(&|row| row.label * row.words, false);
        let (taken, possible) = (sum(&|row| row.words, false), sum(&|row| row.label * row.words, true));
        if self.truth_words == 0.0 {
            return (f64::from(u8::from(taken == 0.0)), 1.0);
        }
        let f1 = 2.0 * right / (taken + self.truth_words);
        (f64::from(f1), f64::from(if possible > 0.0 { right / possible } else { 1.0 }))
    }
}

/// The training pages of `pages/` and `styles/`.
pub fn pages(bench: &Path) -> Result<Vec<Sample>> {
    let mut wanted: Vec<(String, String, String)> = Vec::new();
    for line in fs::read_to_string(bench.join("pages/split.tsv"))?.lines().skip(1) {
        if let [id, "train", host] = line.split('\t').collect::<Vec<_>>()[..] {
            wanted.push(("pages".into(), id.into(), host.into()));
        }
    }
    for line in fs::read_to_string(bench.join("styles/split.tsv"))?.lines().skip(1) {
        if let [set, id, "train"] = line.split('\t').collect::<Vec<_>>()[..] {
            wanted.push((format!("styles/{set}"), id.into(), id.into()));
        }
    }
    wanted
        .par_iter()
        .map(|(set, id, host)| page(bench, set, id, host).map_err(|error| format!("{set} {id}: {error}")))
        .collect::<std::result::Result<Vec<_>, String>>()
        .map_err(Into::into)
}

fn page(bench: &Path, set: &str, id: &str, host: &str) -> std::result::Result<Sample, String> {
    let text = |error: std::io::Error| error.to_string();
    let folder = bench.join(set);
    let mut bytes = Vec::new();
    let file = fs::File::open(folder.join(format!("html/{id}.html.gz"))).map_err(text)?;
    GzDecoder::new(file).read_to_end(&mut bytes).map_err(text)?;
    let truth = fs::read_to_string(folder.join(format!("truth/{id}.json"))).map_err(text)?;
    let truth: Value = serde_json::from_str(&truth).map_err(|error| error.to_string())?;
    let wanted = truth["ground_truth"]["main_content"].as_str().unwrap_or_default();
    let of = truth["_internal"]["page_type"]["primary"].as_str().unwrap_or("article");
    Ok(sample(&bytes, Kind::Html, wanted, format!("{set}/{of}"), host))
}

/// The training rows of `text/dev.jsonl.gz`.
pub fn texts(bench: &Path) -> Result<Vec<Sample>> {
    let split = fs::read_to_string(bench.join("pages/split.tsv"))?;
    let hosts: HashMap<&str, &str> = split
        .lines()
        .filter_map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [id, "train", host] => Some((id, host)),
            _ => None,
        })
        .collect();
    let mut lines = String::new();
    GzDecoder::new(fs::File::open(bench.join("text/dev.jsonl.gz"))?).read_to_string(&mut lines)?;
    let rows: Vec<Value> = lines.lines().map(serde_json::from_str).collect::<std::result::Result<_, _>>()?;
    Ok(rows
        .par_iter()
        .filter_map(|row| {
            let host = hosts.get(row["id"].as_str()?)?;
            let truth = format!("{}\n{}", row["title"].as_str().unwrap_or_default(), row["truth"].as_str()?);
            let set = format!("text/{}", row["kind"].as_str()?);
            Some(sample(row["text"].as_str()?.as_bytes(), Kind::Text, &truth, set, host))
        })
        .collect())
}

fn sample(bytes: &[u8], kind: Kind, truth: &str, set: String, host: &str) -> Sample {
    let options = Options { kind: Some(kind), stages: Stages::Extract, ..Options::default() };
    let cleaned = dehusk::clean(bytes, &options);
    let (page, _) = judge::look(&cleaned.extracted);
    let texts: Vec<&str> =
        cleaned.extracted.blocks.iter().map(|block| &cleaned.extracted.text[block.span.clone()]).collect();
    let (labels, words, truth_words) = label::label(&texts, truth);
    let space = model::space(kind);
    let rows = labels.into_iter().zip(words).enumerate();
    let rows = rows.map(|(block, (label, words))| {
        let mut features = Vec::new();
        space.row(&page, block, &mut features);
        Row { features, label, words, judged_words: page.stats[block].words, husk: page.husk[block] }
    });
    Sample { set, group: hash(host), rows: rows.collect(), truth_words }
}

/// FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
