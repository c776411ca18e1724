//! What a run left in its output folder → how often each rule struck in it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::batch::Error;
use crate::batch::manifest::{FILE, Known, OWN};

/// Places and words, by rule.
pub type Tallies = BTreeMap<String, (usize, usize)>;

/// How often each rule struck in all documents that runs left in this folder; none if there was no run.
pub fn last_tallies(output: &Path) -> Result<Option<Tallies>, Error> {
    let path = output.join(OWN).join(FILE);
    if !path.exists() {
        return Ok(None);
    }
    let mut all = Tallies::new();
    for (rule, (places, words)) in
        Known::load(&path)?.entries().filter_map(|entry| entry.tally).flat_map(|tally| tally.rules)
    {
        let sum = all.entry(rule).or_default();
        *sum = (sum.0 + places, sum.1 + words);
    }
    Ok(Some(all))
}
