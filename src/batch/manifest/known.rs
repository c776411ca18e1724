//! The manifest as earlier runs left it: where in the file the last line of each document lies. Only that is held in
//! memory; a line is read when it is asked for.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;

use crate::batch::Error;
use crate::batch::manifest::{Entry, FORM, Left, Line, Made, Run, folded, key};

/// Where a line lies in the manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// First byte.
    pub start: u64,
    /// Bytes, the line end included.
    pub length: usize,
}

/// What earlier runs did.
#[derive(Debug, Default)]
pub struct Known {
    file: Option<Mutex<File>>,
    /// By the key of their id.
    pub(super) documents: HashMap<u64, Noted>,
    /// Keys of ids, by the key of the folded name of their output.
    outputs: HashMap<u64, u64>,
    /// Keys of the ids of records, by the key of their container's.
    containers: HashMap<u64, u64>,
    /// Where a document lies that is known by another name than its path, by the key of its origin.
    renamed: HashMap<u64, Spot>,
    pub(super) left: HashMap<u64, Spot>,
    /// Files that articles share, by name.
    pub(super) streams: BTreeMap<String, (Spot, Left)>,
    pub(super) runs: Vec<Run>,
    /// There are lines that say nothing any more.
    pub(super) untidy: bool,
    /// Bytes of the file.
    pub(super) size: u64,
    /// The file does not end with a line end: a run was killed while it wrote.
    pub(super) torn: bool,
    /// Lines that cannot be read, but for one that is torn.
    damaged: usize,
    /// Another version of the program wrote it.
    is_of_another_form: bool,
}

/// A document that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Noted {
    pub spot: Spot,
    /// The key of its origin; 0: it has none.
    origin: u64,
}

/// As much of a line as tells what it is about.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Sketch<'a> {
    Run(Run),
    Document {
        #[serde(borrow)]
        path: Cow<'a, str>,
        #[serde(borrow)]
        id: Option<Cow<'a, str>>,
        #[serde(borrow)]
        origin: Option<Cow<'a, str>>,
        #[serde(borrow)]
        output: Option<Named<'a>>,
        settings: super::Hash,
    },
    Left {
        #[serde(borrow)]
        output: Named<'a>,
    },
    Stream(Left),
}

#[derive(Deserialize)]
pub(super) struct Named<'a> {
    #[serde(borrow)]
    pub name: Cow<'a, str>,
}

impl Known {
    /// Read the manifest. One that is not there knows nothing; lines that are damaged are passed over.
    pub fn load(path: &Path) -> Result<Known, Error> {
        let file = match File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Known::default()),
            opened => opened.map_err(Error::at(path))?,
        };
        let mut known = Known::default();
        let size = each_line(&file, |spot, line| {
            known.torn = !line.ends_with(b"\n");
            known.take(spot, line);
            Ok(())
        });
        known.size = size.map_err(Error::at(path))?;
        known.file = Some(Mutex::new(file));
        if known.runs.iter().any(|run| run.form != FORM) {
            let Known { file, size, torn, .. } = known;
            known = Known { untidy: true, file, size, torn, is_of_another_form: true, ..Known::default() };
        }
        Ok(known)
    }

    /// What of the manifest cannot be read, if so.
    pub fn fault(&self) -> Option<String> {
        match self.damaged {
            _ if self.is_of_another_form => {
                Some("of another form, and not read; all documents count as new".to_owned())
            }
            0 => None,
            damaged => Some(format!("damaged lines: {damaged}; the documents that they told of count as new")),
        }
    }

    fn take(&mut self, spot: Spot, line: &[u8]) {
        let before = match serde_json::from_slice(line) {
            Ok(Sketch::Document { path, id, origin, output, .. }) => {
                let of_renamed = origin.as_deref().filter(|_| id.is_some()).map(key);
                self.renamed.extend(of_renamed.map(|origin| (origin, spot)));
                let id = id.unwrap_or(path);
                let noted = Noted { spot, origin: origin.as_deref().map_or(0, key) };
                self.outputs.extend(output.map(|output| (folded(&output.name), key(&*id))));
                self.containers.extend(container(&id).map(|container| (key(container), key(&*id))));
                self.documents.insert(key(&*id), noted).map(|noted| noted.spot)
            }
            Ok(Sketch::Left { output }) => self.left.insert(folded(&output.name), spot),
            Ok(Sketch::Stream(stream)) => {
                self.streams.insert(stream.path.clone(), (spot, stream)).map(|(spot, _)| spot)
            }
            Ok(Sketch::Run(run)) => {
                self.untidy |= self.runs.contains(&run);
                self.runs.push(run);
                None
            }
            Err(_) => {
                self.damaged += usize::from(!(self.torn && line.starts_with(b"{") || line.trim_ascii().is_empty()));
                Some(spot)
            }
        };
        self.untidy |= before.is_some();
    }

    /// What became of the document of this id.
    pub fn document(&self, id: &str) -> Option<Entry> {
        let noted = self.documents.get(&key(id))?;
        self.entry(noted.spot).filter(|entry| entry.id() == id)
    }

    /// The document of this id, or one out of the container of this id, if it comes from another file than `origin`.
    pub fn of_another(&self, id: &str, origin: Option<&str>) -> Option<Entry> {
        let by_key = |id: &u64| self.documents.get(id);
        let noted = by_key(&key(id)).or_else(|| self.containers.get(&key(id)).and_then(by_key))?;
        if noted.origin == 0 || noted.origin == origin.map_or(0, key) {
            return None;
        }
        self.entry(noted.spot).filter(|entry| container(entry.id()).unwrap_or(entry.id()) == id || entry.id() == id)
    }

    /// What the file of this path and origin is known by, if that is another name.
    pub fn renamed(&self, path: &str, origin: &str) -> Option<String> {
        let entry = self.entry(*self.renamed.get(&key(origin))?)?;
        let id = match entry.path == path {
            true => entry.id(),
            false => container(entry.id()).filter(|_| container(&entry.path) == Some(path))?,
        };
        (entry.origin.as_deref() == Some(origin)).then(|| id.to_owned())
    }

    /// The document whose output has this name, letter case aside.
    pub fn maker(&self, name: &str) -> Option<Entry> {
        let noted = self.documents.get(self.outputs.get(&folded(name))?)?;
        let is_it = |made: &Made| made.at.is_none() && folded(&made.name) == folded(name);
        let has_name = |entry: &Entry| entry.output.as_ref().is_some_and(is_it);
        self.entry(noted.spot).filter(has_name)
    }

    /// The entry that lies there.
    pub(super) fn entry(&self, spot: Spot) -> Option<Entry> {
        match self.line(spot) {
            Some(Line::Document(entry)) => Some(*entry),
            _ => None,
        }
    }

    /// The output left over whose line lies there.
    pub(super) fn left(&self, spot: Spot) -> Option<Left> {
        match self.line(spot) {
            Some(Line::Left(left)) => Some(left),
            _ => None,
        }
    }

    /// The settings that entries name.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// All entries, in the order in which they were written.
    pub fn entries(&self) -> impl Iterator<Item = Entry> + '_ {
        self.spots(|_| true).into_iter().filter_map(|spot| self.entry(spot))
    }

    /// Where those of the documents lie whose key `is_wanted`, in that order.
    pub(super) fn spots(&self, is_wanted: impl Fn(u64) -> bool) -> Vec<Spot> {
        let wanted = self.documents.iter().filter(|(id, _)| is_wanted(**id));
        let mut spots: Vec<Spot> = wanted.map(|(_, noted)| noted.spot).collect();
        spots.sort_by_key(|spot| spot.start);
        spots
    }

    fn line(&self, spot: Spot) -> Option<Line> {
        let mut line = vec![0; spot.length];
        let mut file = self.file.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(spot.start)).and_then(|_| file.read_exact(&mut line)).ok()?;
        drop(file);
        serde_json::from_slice(&line).ok()
    }
}

/// The id, or the path, of the container of this record; `None`: it is no record.
pub fn container(id: &str) -> Option<&str> {
    let (container, number) = id.rsplit_once('#')?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(container)
}

/// Hand over each line of a file, its end included. Returns the size of the file.
pub(super) fn each_line(file: &File, mut each: impl FnMut(Spot, &[u8]) -> io::Result<()>) -> io::Result<u64> {
    let (mut from, mut line, mut start) = (BufReader::with_capacity(1 << 16, file), Vec::new(), 0);
    loop {
        line.clear();
        let length = from.read_until(b'\n', &mut line)?;
        if length == 0 {
            return Ok(start);
        }
        each(Spot { start, length }, &line)?;
        start += length as u64;
    }
}
