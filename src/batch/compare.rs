//! Two output folders → what is different between them: documents and words as the articles stand there now, and the
//! reasons why, by their manifests. An article that is gone is not there, whatever the manifest says.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::batch::Error;
use crate::batch::manifest::{self, Entry, Known, Made, Run, Tally};
use crate::batch::write::earlier::Earlier;
use crate::batch::write::pack::{self, Packing};

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
    /// Words kept in each when they were written, over the documents that are in both.
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
        let [one, two] = [Folder::open(folders[0])?, Folder::open(folders[1])?];
        let runs = [one.known.runs().to_vec(), two.known.runs().to_vec()];
        let mut comparison = Comparison { runs, ..Comparison::default() };
        for entry in one.known.entries() {
            let (id, other) = (entry.id().to_owned(), two.known.document(entry.id()));
            match (one.document(entry), other.and_then(|entry| two.document(entry))) {
                (Some(before), Some(after)) => comparison.add(&before, &after),
                (Some(_), None) => comparison.only[0].push(id),
                (None, Some(_)) => comparison.only[1].push(id),
                (None, None) => {}
            }
        }
        let new = two.known.entries().filter(|entry| one.known.document(entry.id()).is_none());
        comparison.only[1].extend(new.filter_map(|entry| two.document(entry)).map(|new| new.entry.id().to_owned()));
        comparison.rules.retain(|_, [before, after]| before != after);
        comparison.changed.sort_by(|a, b| (b.gained + b.lost, &a.path).cmp(&(a.gained + a.lost, &b.path)));
        comparison.only.iter_mut().for_each(|paths| paths.sort());
        Ok(comparison)
    }

    fn add(&mut self, before: &Document, after: &Document) {
        let tallies = [before, after].map(|document| document.entry.tally.clone().unwrap_or_default());
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
        if before.entry.reason == after.entry.reason && before.text.trim_end() == after.text.trim_end() {
            self.same += 1;
            return;
        }
        let status = [word(&before.entry), word(&after.entry)];
        let (gained, lost) = words_between(&before.text, &after.text);
        let rules = rules.into_iter().filter(|(_, [one, two])| one != two).collect();
        self.changed.push(Change { path: before.entry.id().to_owned(), status, gained, lost, rules });
    }
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

/// Words that only the second has, and words that only the first has.
fn words_between(one: &str, two: &str) -> (usize, usize) {
    let mut balance: HashMap<&str, i64> = HashMap::new();
    one.split_whitespace().for_each(|word| *balance.entry(word).or_default() -= 1);
    two.split_whitespace().for_each(|word| *balance.entry(word).or_default() += 1);
    let sum = |sign: i64| balance.values().map(|count| usize::try_from(count * sign).unwrap_or(0)).sum();
    (sum(1), sum(-1))
}

/// A document that is in a folder.
struct Document {
    entry: Entry,
    /// Its article; of one that has none, empty.
    text: String,
}

/// A folder that `clean` wrote.
struct Folder {
    root: PathBuf,
    known: Known,
    lines: Earlier,
    /// Where the lines of streams that are no longer as they were written stand now, by stream and id.
    moved: RefCell<HashMap<String, HashMap<String, Made>>>,
}

impl Folder {
    fn open(root: &Path) -> Result<Folder, Error> {
        let own = root.join(manifest::OWN);
        let path = own.join(manifest::FILE);
        if !path.is_file() {
            return Err(Error::NoManifest(root.to_owned()));
        }
        let (known, lines) = (Known::load(&path)?, Earlier::folder(root, &own));
        Ok(Folder { root: root.to_owned(), known, lines, moved: RefCell::default() })
    }

    /// A document with its article; none if that is no longer there.
    fn document(&self, entry: Entry) -> Option<Document> {
        let text = match &entry.output {
            None => String::new(),
            Some(made) if made.at.is_none() => {
                String::from_utf8_lossy(&fs::read(self.path(&made.name)).ok()?).into_owned()
            }
            Some(made) => text(self.line(entry.id(), made)?),
        };
        Some(Document { entry, text })
    }

    /// The line of a stream, or the one that has its id now.
    fn line(&self, id: &str, made: &Made) -> Option<String> {
        self.lines.line(made).or_else(|| {
            let mut moved = self.moved.borrow_mut();
            let lines =
                moved.entry(made.name.clone()).or_insert_with(|| self.lines_now(&made.name).unwrap_or_default());
            self.lines.line(lines.get(id)?)
        })
    }

    /// The lines of a stream as it is, by their ids.
    fn lines_now(&self, name: &str) -> Option<HashMap<String, Made>> {
        let path = self.path(name);
        let from: Box<dyn Read> = match Packing::of_name(name) {
            Some(packing) => pack::unpacked(&path, packing).ok()?,
            None => Box::new(File::open(path).ok()?),
        };
        let (mut from, mut line, mut at, mut lines) = (BufReader::new(from), Vec::new(), 0, HashMap::new());
        while from.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            if let Ok(Identified { id }) = serde_json::from_slice(&line) {
                lines.insert(id, Made::new(name, Some(at), &line));
            }
            at += line.len() as u64;
            line.clear();
        }
        Some(lines)
    }

    fn path(&self, name: &str) -> PathBuf {
        name.split('/').fold(self.root.clone(), |path, part| path.join(part))
    }
}

/// As much of a line of a stream as tells whose it is.
#[derive(Deserialize)]
struct Identified {
    id: String,
}

/// The text of a line of a stream; a line that has none is compared as it is.
fn text(line: String) -> String {
    let record: Option<serde_json::Value> = serde_json::from_str(&line).ok();
    let text = record.as_ref().and_then(|record| record.get("text")?.as_str()).map(str::to_owned);
    text.unwrap_or(line)
}
