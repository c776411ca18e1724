//! What a run left in its output folder → how often each rule struck in it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use crate::batch::Error;

/// Where a run says what became of each document.
const MANIFEST: &str = ".dehusk/manifest.jsonl";

/// Places and words, by rule.
pub type Tallies = BTreeMap<String, (usize, usize)>;

#[derive(Deserialize)]
struct Line {
    document: Option<Document>,
}

#[derive(Deserialize)]
struct Document {
    path: String,
    tally: Option<Tally>,
}

#[derive(Deserialize)]
struct Tally {
    rules: Tallies,
}

/// How often each rule struck in all documents of the last run into this folder; none if it left nothing. Of a document
/// that is told of twice the last line counts.
pub fn last_tallies(output: &Path) -> Result<Option<Tallies>, Error> {
    let path = output.join(MANIFEST);
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        text => text.map_err(Error::at(&path))?,
    };
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok()?.document);
    let last: BTreeMap<String, Option<Tally>> = lines.map(|document| (document.path, document.tally)).collect();
    let mut all = Tallies::new();
    for (rule, (places, words)) in last.into_values().flatten().flat_map(|tally| tally.rules) {
        let sum = all.entry(rule).or_default();
        *sum = (sum.0 + places, sum.1 + words);
    }
    Ok(Some(all))
}
