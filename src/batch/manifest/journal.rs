//! What this run does, written to the manifest line by line as it does it: whatever ends the run, no more than the line
//! being written is lost. A run that comes to its end takes out the lines that say nothing any more, all at once.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::batch::manifest::known::{Known, Noted, Sketch, Spot, each_line};
use crate::batch::manifest::{Entry, Hash, Left, Line, Made, Run, folded, key};
use crate::batch::{Error, Status};

/// The manifest while a run goes.
pub struct Journal {
    known: Arc<Known>,
    path: PathBuf,
    file: File,
    end: u64,
    runs: Vec<Run>,
    /// Documents of this run, by the key of their id, and where their line lies if this run wrote one.
    met: HashMap<u64, Option<Spot>>,
    /// Paths that were skipped or failed: what lies below them was not looked at.
    closed: HashSet<u64>,
    /// Outputs of this run, by the key of their folded name.
    made: HashSet<u64>,
    /// Outputs that this run found left over.
    left: HashMap<u64, Spot>,
    /// Files that the articles of this run share, and where their lines lie if this run wrote one.
    streams: HashMap<String, Option<Spot>>,
    /// What is to be forgotten, by where its line lies.
    forgotten: HashSet<u64>,
    untidy: bool,
}

impl Journal {
    /// Begin to write to the manifest at `path`, of which `known` was read.
    pub fn open(known: Arc<Known>, path: &Path, run: &Run) -> Result<Journal, Error> {
        let file = OpenOptions::new().create(true).append(true).open(path).map_err(Error::at(path))?;
        let mut journal = Journal {
            end: known.size,
            runs: known.runs.clone(),
            untidy: known.untidy,
            path: path.to_owned(),
            file,
            met: HashMap::new(),
            closed: HashSet::new(),
            made: HashSet::new(),
            left: HashMap::new(),
            streams: HashMap::new(),
            forgotten: HashSet::new(),
            known,
        };
        if journal.known.torn {
            journal.append(b"\n")?;
        }
        if !journal.runs.contains(run) {
            journal.runs.push(run.clone());
            journal.write(&Line::Run(run.clone()))?;
        }
        Ok(journal)
    }

    /// The manifest as it was.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// Write down what became of a document. What is known already is not written again.
    pub fn record(&mut self, mut entry: Entry) -> Result<(), Error> {
        let before = self.known.document(entry.id());
        let earlier = before.as_ref().and_then(|before| before.output.clone());
        if [Status::Skipped, Status::Error].iter().any(|status| status.word() == entry.status) {
            self.closed.insert(key(&entry.path));
        }
        if entry.status == Status::Error.word() && entry.output.is_none() {
            entry.output.clone_from(&earlier);
        }
        let name = entry.output.as_ref().map(|made| made.name.as_str());
        self.made.extend(name.map(folded));
        if let Some(output) = earlier.filter(|made| Some(made.name.as_str()) != name && made.at.is_none()) {
            let made = folded(&output.name);
            let spot = self.write(&Line::Left(Left { path: entry.path.clone(), scope: entry.scope, output }))?;
            self.left.insert(made, spot);
        }
        let id = key(entry.id());
        let spot =
            if before.as_ref() == Some(&entry) { None } else { Some(self.write(&Line::Document(Box::new(entry)))?) };
        self.untidy |= self.met.insert(id, spot).is_some() || spot.is_some() && before.is_some();
        Ok(())
    }

    /// The outputs that none of the documents of this run has, and where their lines lie: their input is gone, or gives
    /// nothing any more, or gives a file of another name. Documents of other inputs, of paths that are not `wanted` now,
    /// and below what could not be looked into are left in peace, unless theirs were lines of a stream and that is written
    /// `anew`.
    pub fn leftovers(&mut self, scope: Hash, wanted: impl Fn(&str) -> bool, anew: bool) -> Vec<(Spot, Left)> {
        let (known, mut found, mut idle) = (Arc::clone(&self.known), Vec::new(), Vec::new());
        let mine = |path: &str, of: Hash| of == scope && wanted(path) && !self.is_closed(path);
        let is_gone = |entry: &Entry| anew && has_line(entry);
        for (_, Noted { spot, .. }) in known.documents.iter().filter(|(id, _)| !self.met.contains_key(id)) {
            let Some(entry) = known.entry(*spot) else { continue };
            if !is_gone(&entry) && !mine(&entry.path, entry.scope) {
                continue;
            }
            match entry.output.filter(|made| made.at.is_some() || !self.made.contains(&folded(&made.name))) {
                Some(output) => found.push((*spot, Left { path: entry.path, scope: entry.scope, output })),
                None => idle.push(*spot),
            }
        }
        for (name, spot) in known.left.iter().filter(|(name, _)| !self.left.contains_key(name)).chain(&self.left) {
            match known.left(*spot) {
                Some(_) if self.made.contains(name) => idle.push(*spot),
                Some(left) if mine(&left.path, left.scope) => found.push((*spot, left)),
                _ => {}
            }
        }
        idle.into_iter().for_each(|spot| self.forget(spot));
        found.sort_by(|(_, a), (_, b)| (&a.path, &a.output.name).cmp(&(&b.path, &b.output.name)));
        found
    }

    /// What became of the documents with a line in a stream of this format that this run has not met, in the order in
    /// which it was written. Each is read when it is asked for.
    pub fn lines_not_met(&self, format: &str) -> impl Iterator<Item = Entry> + use<> {
        let (known, settings) = (Arc::clone(&self.known), self.settings_of(format));
        let spots = known.spots(|id| !self.met.contains_key(&id));
        let entries = spots.into_iter().filter_map(move |spot| known.entry(spot));
        entries.filter(move |entry| has_line(entry) && settings.contains(&entry.settings))
    }

    /// The line that this document has in a stream of this format.
    pub fn line(&self, id: &str, format: &str) -> Option<Made> {
        let entry = self.known.document(id).filter(has_line)?;
        entry.output.filter(|_| self.settings_of(format).contains(&entry.settings))
    }

    /// Of the runs that wrote this format.
    fn settings_of(&self, format: &str) -> Vec<Hash> {
        let of_format = self.known.runs.iter().filter(|run| run.format == format);
        of_format.map(|run| run.settings).collect()
    }

    /// Write down which files the articles of this run share. Returns those that earlier runs shared and this one does not:
    /// those of these inputs, and those that are `replaced`.
    pub fn streams(
        &mut self,
        made: Vec<Made>,
        scope: Hash,
        replaced: impl Fn(&str) -> bool,
    ) -> Result<Vec<(Spot, Left)>, Error> {
        let known = Arc::clone(&self.known);
        for output in made {
            let stream = Left { path: output.name.clone(), scope, output };
            let before = known.streams.get(&stream.path);
            let is_same = before.is_some_and(|(_, before)| *before == stream);
            let spot = if is_same { None } else { Some(self.write(&Line::Stream(stream.clone()))?) };
            self.untidy |= spot.is_some() && before.is_some();
            self.streams.insert(stream.path, spot);
        }
        let is_old = |(_, left): &&(Spot, Left)| {
            let is_new = self.streams.contains_key(&left.path) || self.made.contains(&folded(&left.path));
            !is_new && (replaced(&left.path) || left.scope == scope)
        };
        Ok(known.streams.values().filter(is_old).cloned().collect())
    }

    /// Take this line out at the end.
    pub fn forget(&mut self, spot: Spot) {
        self.forgotten.insert(spot.start);
    }

    /// The run came to its end: put a manifest without the lines that say nothing any more in the place of this one.
    pub fn finish(self) -> Result<(), Error> {
        if !self.untidy && self.forgotten.is_empty() {
            return Ok(());
        }
        let new = self.path.with_extension("new");
        self.rewrite(&new).and_then(|()| fs::rename(&new, &self.path)).map_err(Error::at(&self.path))
    }

    fn rewrite(&self, new: &Path) -> io::Result<()> {
        let mut to = BufWriter::new(File::create(new)?);
        let mut used = HashSet::new();
        each_line(&File::open(&self.path)?, |spot, line| match serde_json::from_slice(line) {
            Ok(sketch) if self.is_live(&sketch, spot) => {
                if let Sketch::Document { settings, .. } = sketch {
                    used.insert(settings);
                }
                to.write_all(line)
            }
            _ => Ok(()),
        })?;
        for run in self.runs.iter().filter(|run| used.contains(&run.settings)) {
            to.write_all(&json(&Line::Run(run.clone()))?)?;
        }
        to.flush()
    }

    fn is_live(&self, sketch: &Sketch, spot: Spot) -> bool {
        let last = match sketch {
            Sketch::Run(_) => return false,
            Sketch::Document { path, id, .. } => {
                let id = key(&**id.as_ref().unwrap_or(path));
                let before = || self.known.documents.get(&id).map(|noted| noted.spot);
                self.met.get(&id).copied().flatten().or_else(before)
            }
            Sketch::Stream(stream) => {
                let before = || self.known.streams.get(&stream.path).map(|(spot, _)| *spot);
                self.streams.get(&stream.path).copied().flatten().or_else(before)
            }
            Sketch::Left { output } => {
                let name = folded(&output.name);
                self.left.get(&name).or_else(|| self.known.left.get(&name)).copied()
            }
        };
        last.is_some_and(|last| last.start == spot.start) && !self.forgotten.contains(&spot.start)
    }

    /// Is it below something that was skipped or failed?
    pub fn is_closed(&self, path: &str) -> bool {
        let mut above = path.match_indices(['/', '#']).filter_map(|(at, _)| path.get(..at));
        above.any(|above| self.closed.contains(&key(above)))
    }

    fn write(&mut self, line: &Line) -> Result<Spot, Error> {
        let json = json(line).map_err(Error::at(&self.path))?;
        let spot = Spot { start: self.end, length: json.len() };
        self.append(&json)?;
        Ok(spot)
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(Error::at(&self.path))?;
        self.end += bytes.len() as u64;
        Ok(())
    }
}

/// Is its article a line of a stream?
fn has_line(entry: &Entry) -> bool {
    entry.output.as_ref().is_some_and(|made| made.at.is_some())
}

fn json(line: &Line) -> io::Result<Vec<u8>> {
    let mut json = serde_json::to_vec(line)?;
    json.push(b'\n');
    Ok(json)
}
