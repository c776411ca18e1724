//! Benchmark folders → samples: rows of features with labels, and the words that a score is taken from.

use std::collections::HashMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use dehusk::article::Kind;
use dehusk::judge::own::Own;
use dehusk::judge::{self, model};
use dehusk::{Options, Stages};
use flate2::read::GzDecoder;
use rayon::prelude::*;
use serde_json::Value;

use crate::label;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// One document.
pub struct Sample {
    /// Set and type of page, for the table.
    pub set: String,
    /// Its name in the set.
    pub id: String,
    /// Documents of a host are held out together.
    pub host: String,
    /// A block each.
    pub rows: Vec<Row>,
    /// Words of the truth, as numbers.
    pub truth: Vec<u32>,
}

/// One block.
pub struct Row {
    /// One value for each feature.
    pub features: Vec<f32>,
    /// Share of its words that stand in the truth.
    pub label: f32,
    /// Its words, as the score counts them, as numbers.
    pub words: Vec<u32>,
    /// Its words, as the judge counts them.
    pub judged_words: f32,
    /// Do the rules know it as husk?
    pub husk: bool,
    /// Its text, in one line.
    pub text: String,
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
    Ok(sample(&bytes, Kind::Html, wanted, format!("{set}/{of}"), (id, host)))
}

/// The training rows of `text/dev.jsonl.gz`, and all rows of one more file of that kind, each of which names its host.
pub fn texts(bench: &Path, more: Option<&Path>) -> Result<Vec<Sample>> {
    let split = fs::read_to_string(bench.join("pages/split.tsv"))?;
    let hosts: HashMap<&str, &str> = split
        .lines()
        .filter_map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [id, "train", host] => Some((id, host)),
            _ => None,
        })
        .collect();
    let mut samples = Vec::new();
    let more = more.map(|file| ("more", file.to_owned()));
    for (set, file) in [("text", bench.join("text/dev.jsonl.gz"))].into_iter().chain(more) {
        let mut lines = String::new();
        GzDecoder::new(fs::File::open(file)?).read_to_string(&mut lines)?;
        let made = lines.par_lines().map(|line| text(set, &serde_json::from_str(line)?, &hosts));
        samples.extend(made.collect::<serde_json::Result<Vec<_>>>()?.into_iter().flatten());
    }
    Ok(samples)
}

/// A row, unless its page is not to be trained on.
fn text(set: &str, row: &Value, hosts: &HashMap<&str, &str>) -> serde_json::Result<Option<Sample>> {
    let field = |name: &str| row[name].as_str();
    let id = field("id").unwrap_or_default();
    let Some(host) = field("host").or_else(|| hosts.get(id).copied()) else { return Ok(None) };
    let truth = format!("{}\n{}", field("title").unwrap_or_default(), field("truth").unwrap_or_default());
    let set = format!("{set}/{}", field("kind").unwrap_or_default());
    Ok(Some(sample(field("text").unwrap_or_default().as_bytes(), Kind::Text, &truth, set, (id, host))))
}

fn sample(bytes: &[u8], kind: Kind, truth: &str, set: String, (id, host): (&str, &str)) -> Sample {
    let options = Options { kind: Some(kind), stages: Stages::Extract, ..Options::default() };
    let cleaned = dehusk::clean(bytes, &options);
    let (page, _) = judge::look(&cleaned.extracted, &Own::default());
    let texts: Vec<&str> =
        cleaned.extracted.blocks.iter().map(|block| &cleaned.extracted.text[block.span.clone()]).collect();
    let labelled = label::label(&texts, truth);
    let columns = model::measure(&page);
    let rows = labelled.blocks.into_iter().zip(texts).enumerate();
    let rows = rows.map(|(block, ((label, words), text))| Row {
        features: columns.iter().map(|column| column[block]).collect(),
        label,
        words,
        judged_words: page.stats[block].words,
        husk: page.husk[block],
        text: text.chars().take(160).map(|c| if c.is_whitespace() { ' ' } else { c }).collect(),
    });
    Sample { set, id: id.into(), host: host.into(), rows: rows.collect(), truth: labelled.truth }
}
