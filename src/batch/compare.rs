//! Two output folders → what is different between them: documents, words, and the reasons why, by their manifests. The
//! articles themselves are read where both folders have one.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::batch::Error;
use crate::batch::manifest::{self, Entry, Known, Made, Run, Tally};
use crate::batch::write::earlier::Earlier;

/// What is different.
#[derive(Debug, Default, Serialize)]
pub struct Comparison {
    /// Who wrote each.
    pub runs: [Vec<Run>; 2],
    /// Documents only in one.
    pub only: [Vec<String>; 2],
    /// Documents whose article, status or reason is another; most words first.
    pub changed: Vec<Change>,
    /// Documents that are the same in both.
    pub same: usize,
    /// Words kept in each, over the documents that are in both.
    pub words: [usize; 2],
    /// What each rule did in each, over the documents that are in both, where it is not the same.
    pub rules: BTreeMap<String, [(usize, usize); 2]>,
}

/// A document that is different.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its path, or what it is known by if another document has that.
    pub path: String,
    /// Status in each, with the reason of what has no article.
    pub status: [String; 2],
    /// Words that only the second has.
    pub gained: usize,
    /// Words that only the first has.
    pub lost: usize,
    /// Words cut and places mended or cut in each, by the rules that did not do the same.
    pub rules: BTreeMap<String, [(usize, usize); 2]>,
}

impl Comparison {
    /// Is there no difference?
    pub fn is_same(&self) -> bool {
        self.changed.is_empty() && self.only.iter().all(Vec::is_empty)
    }

    /// Compare two folders that `clean` wrote.
    pub fn of(folders: [&Path; 2]) -> Result<Comparison, Error> {
        let [one, two] = [open(folders[0])?, open(folders[1])?];
        let articles = folders.map(Articles::of);
        let mut comparison = Comparison { runs: [one.runs().to_vec(), two.runs().to_vec()], ..Comparison::default() };
        for before in one.entries() {
            match two.document(before.id()) {
                Some(after) => comparison.add(&articles, &before, &after),
                None => comparison.only[0].push(before.id().to_owned()),
            }
        }
        let new = two.entries().filter(|entry| one.document(entry.id()).is_none());
        comparison.only[1] = new.map(|entry| entry.id().to_owned()).collect();
        comparison.rules.retain(|_, [before, after]| before != after);
        comparison.changed.sort_by(|a, b| (b.gained + b.lost, &a.path).cmp(&(a.gained + a.lost, &b.path)));
        comparison.only.iter_mut().for_each(|paths| paths.sort());
        Ok(comparison)
    }

    fn add(&mut self, articles: &[Articles; 2], before: &Entry, after: &Entry) {
        let tallies = [before, after].map(|entry| entry.tally.clone().unwrap_or_default());
        for (total, tally) in self.words.iter_mut().zip(&tallies) {
            *total += tally.kept;
        }
        let rules = by_rule(&tallies);
        for (rule, did) in &rules {
            let total = self.rules.entry(rule.clone()).or_default();
            for (total, did) in total.iter_mut().zip(did) {
                *total = (total.0 + did.0, total.1 + did.1);
            }
        }
        let texts = both(articles, before, after);
        if before.reason == after.reason && texts.as_ref().is_none_or(|[one, two]| one.trim_end() == two.trim_end()) {
            self.same += 1;
            return;
        }
        let status = [word(before), word(after)];
        let (gained, lost) = texts.map_or((0, 0), |[one, two]| words_between(&one, &two));
        let rules = rules.into_iter().filter(|(_, [one, two])| one != two).collect();
        self.changed.push(Change { path: before.id().to_owned(), status, gained, lost, rules });
    }
}

fn open(folder: &Path) -> Result<Known, Error> {
    let path = folder.join(manifest::OWN).join(manifest::FILE);
    if !path.is_file() {
        return Err(Error::NoManifest(folder.to_owned()));
    }
    Known::load(&path)
}

/// Status and reason in one word each. `unchanged` and `cleaned` are told apart by the words alone.
fn word(entry: &Entry) -> String {
    match &entry.reason {
        Some(reason) => format!("{} {reason}", entry.status),
        None => entry.status.clone(),
    }
}

fn by_rule(tallies: &[Tally; 2]) -> BTreeMap<String, [(usize, usize); 2]> {
    let mut rules: BTreeMap<String, [(usize, usize); 2]> = BTreeMap::new();
    for (at, tally) in tallies.iter().enumerate() {
        for (rule, did) in &tally.rules {
            if let Some(place) = rules.entry(rule.clone()).or_default().get_mut(at) {
                *place = *did;
            }
        }
    }
    rules
}

/// Both articles; nothing if they are the same to the byte, or neither is there. One that cannot be read is empty.
fn both(articles: &[Articles; 2], before: &Entry, after: &Entry) -> Option<[String; 2]> {
    let hash = |entry: &Entry| entry.output.as_ref().map(|made| made.hash);
    if hash(before) == hash(after) {
        return None;
    }
    let text =
        |from: &Articles, entry: &Entry| entry.output.as_ref().and_then(|made| from.text(made)).unwrap_or_default();
    Some([text(&articles[0], before), text(&articles[1], after)])
}

/// Words that only the second has, and words that only the first has.
fn words_between(one: &str, two: &str) -> (usize, usize) {
    let mut balance: HashMap<&str, i64> = HashMap::new();
    one.split_whitespace().for_each(|word| *balance.entry(word).or_default() -= 1);
    two.split_whitespace().for_each(|word| *balance.entry(word).or_default() += 1);
    let sum = |sign: i64| balance.values().map(|count| usize::try_from(count * sign).unwrap_or(0)).sum();
    (sum(1), sum(-1))
}

/// The articles of a folder.
struct Articles {
    folder: PathBuf,
    lines: Earlier,
}

impl Articles {
    fn of(folder: &Path) -> Articles {
        Articles { folder: folder.to_owned(), lines: Earlier::folder(folder, &folder.join(manifest::OWN)) }
    }

    /// The text of an article: a file, or the `text` of a line in a stream.
    fn text(&self, made: &Made) -> Option<String> {
        if made.at.is_none() {
            let path = made.name.split('/').fold(self.folder.clone(), |path, part| path.join(part));
            return fs::read_to_string(path).ok();
        }
        let record: serde_json::Value = serde_json::from_str(&self.lines.line(made)?).ok()?;
        record.get("text").and_then(|text| text.as_str()).map(str::to_owned)
    }
}
