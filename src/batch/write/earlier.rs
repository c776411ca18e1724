//! What earlier runs wrote line by line → a line of it, if it still stands there: one that is still good is copied instead
//! of made anew. Packed files are unpacked from their beginning on, once, as long as lines are asked for in their order.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::batch::manifest::{Hash, Made};
use crate::batch::write::line_file::{before, part};
use crate::batch::write::pack::{self, Packing};

/// Files that are kept open: those that threads ask for lie side by side.
const OPEN: usize = 8;

/// Bytes of a packed file behind the last line that are kept: threads do not ask quite in order.
const BEHIND: u64 = 8 << 20;

/// Bytes unpacked at a time.
const PIECE: usize = 64 * 1024;

/// The lines of earlier runs.
#[derive(Default)]
pub struct Earlier {
    places: Places,
    /// The file asked for last is the last.
    open: Mutex<Vec<(PathBuf, Source)>>,
}

/// Where they are.
#[derive(Default)]
enum Places {
    #[default]
    Nowhere,
    /// In this file, and in what a killed run wrote of it.
    File { path: PathBuf, part: PathBuf },
    /// In the output folder, and in our own folder what a killed run wrote.
    Folder { root: PathBuf, own: PathBuf },
}

impl Earlier {
    /// In this file, which is called `part` until it is whole.
    pub fn file(path: &Path, part: &Path) -> Earlier {
        Earlier { places: Places::File { path: path.to_owned(), part: part.to_owned() }, open: Mutex::default() }
    }

    /// In an output folder.
    pub fn folder(root: &Path, own: &Path) -> Earlier {
        Earlier { places: Places::Folder { root: root.to_owned(), own: own.to_owned() }, open: Mutex::default() }
    }

    /// A line as it was written, if it still stands there.
    pub fn line(&self, made: &Made) -> Option<String> {
        let at = made.at?;
        let (path, part) = match &self.places {
            Places::Nowhere => return None,
            Places::File { path, part } => (path.clone(), part.clone()),
            Places::Folder { root, own } => (root.join(&made.name), part(own, &made.name)),
        };
        let packing = Packing::of_name(&path.to_string_lossy());
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let mut good = |path: PathBuf| {
            let source = opened(&mut open, path, packing)?;
            source.read(at, made.size).filter(|bytes| Hash::of(bytes) == made.hash)
        };
        [before(&part), path].into_iter().find_map(&mut good).and_then(|bytes| String::from_utf8(bytes).ok())
    }
}

/// The file of this path, from among those open or opened now.
fn opened(open: &mut Vec<(PathBuf, Source)>, path: PathBuf, packing: Option<Packing>) -> Option<&mut Source> {
    match open.iter().position(|(known, _)| *known == path) {
        Some(place) => {
            let known = open.remove(place);
            open.push(known);
        }
        None => {
            let source = Source::open(&path, packing)?;
            if open.len() >= OPEN {
                open.remove(0);
            }
            open.push((path, source));
        }
    }
    open.last_mut().map(|(_, source)| source)
}

/// A file that lines are read from.
enum Source {
    Plain(File),
    Packed(Packed),
}

impl Source {
    fn open(path: &Path, packing: Option<Packing>) -> Option<Source> {
        match packing {
            Some(packing) => Packed::open(path, packing).map(Source::Packed),
            None => File::open(path).ok().map(Source::Plain),
        }
    }

    fn read(&mut self, at: u64, size: u64) -> Option<Vec<u8>> {
        match self {
            Source::Plain(file) => {
                let mut bytes = Vec::new();
                file.seek(SeekFrom::Start(at)).ok()?;
                file.take(size).read_to_end(&mut bytes).ok()?;
                Some(bytes)
            }
            Source::Packed(packed) => packed.read(at, size),
        }
    }
}

/// A packed file, and a window of what is in it.
struct Packed {
    path: PathBuf,
    packing: Packing,
    from: Box<dyn Read + Send>,
    window: Vec<u8>,
    /// Where in what is unpacked the window begins.
    start: u64,
}

impl Packed {
    fn open(path: &Path, packing: Packing) -> Option<Packed> {
        let from = pack::unpacked(path, packing).ok()?;
        Some(Packed { path: path.to_owned(), packing, from, window: Vec::new(), start: 0 })
    }

    fn read(&mut self, at: u64, size: u64) -> Option<Vec<u8>> {
        if at < self.start {
            *self = Packed::open(&self.path, self.packing)?;
        }
        let end = at.checked_add(size)?;
        while self.start + (self.window.len() as u64) < end {
            self.go_on(at)?;
        }
        let place = |at: u64| usize::try_from(at - self.start).ok();
        self.window.get(place(at)?..place(end)?).map(<[u8]>::to_vec)
    }

    /// Unpack a piece more; what lies far behind the place that is asked for goes.
    fn go_on(&mut self, wanted: u64) -> Option<()> {
        let past = wanted.saturating_sub(BEHIND).saturating_sub(self.start);
        if past > BEHIND {
            let past = usize::try_from(past).ok()?.min(self.window.len());
            self.window.drain(..past);
            self.start += past as u64;
        }
        let before = self.window.len();
        self.window.resize(before + PIECE, 0);
        let read = self.from.read(self.window.get_mut(before..)?).unwrap_or(0);
        self.window.truncate(before + read);
        (read > 0).then_some(())
    }
}
