//! Input folders and files → everything in them, one by one in byte order, each with what it is. Links are never
//! followed and nothing is opened: an input is looked at first.

use std::cmp::Ordering;
use std::fs::FileType;
use std::io;
use std::path::{Path, PathBuf};

use globset::GlobSet;
use walkdir::{DirEntry, WalkDir};

use crate::batch::manifest::{self, OWN};
use crate::batch::{Reason, Refusal};

/// Which paths are wanted, by globs over the relative path.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// `None`: all.
    pub include: Option<GlobSet>,
    /// Never these, nor what is in them.
    pub exclude: GlobSet,
}

/// A thing in the input.
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Relative to the input, parted by `/`; bytes as the system has them.
    pub relative: Vec<u8>,
    /// Why it is no candidate, if so.
    pub refusal: Option<Refusal>,
}

/// An input: a file or a folder, and what stands before the relative paths in it.
#[derive(Clone)]
pub struct Root {
    /// As given.
    pub path: PathBuf,
    /// With links resolved.
    pub real: PathBuf,
    /// Its own name, where several inputs are given.
    pub prefix: Option<PathBuf>,
}

impl Filter {
    /// Is this path wanted, and no folder above it left out?
    pub fn wants(&self, relative: &Path) -> bool {
        wanted(relative, self) && !relative.ancestors().skip(1).any(|above| self.exclude.is_match(above))
    }
}

/// All that is in this input and wanted, in byte order of the paths: a folder's names are in memory, never the tree.
/// An input that is itself a link was asked for, and is followed.
pub struct Walk {
    root: Root,
    filter: Filter,
    out: Option<PathBuf>,
    steps: walkdir::IntoIter,
}

impl Walk {
    /// Begin.
    pub fn new(root: &Root, filter: &Filter) -> Walk {
        let steps = WalkDir::new(&root.real).sort_by(by_path).into_iter();
        Walk { root: root.clone(), filter: filter.clone(), out: None, steps }
    }

    /// Stay out of the output folder, links resolved.
    pub fn without(self, out: Option<PathBuf>) -> Walk {
        Walk { out, ..self }
    }

    /// What there is to say of this entry; `None`: nothing, it is a folder or not wanted.
    fn look(&mut self, entry: DirEntry) -> Option<Found> {
        let relative = self.root.relative(entry.path());
        if !entry.file_type().is_dir() {
            let refusal = refusal(&entry, &self.root);
            return wanted(&relative, &self.filter).then(|| found(entry.into_path(), &relative, refusal));
        }
        let is_own = entry.file_name() == OWN && (entry.depth() == 1 || entry.path().join(manifest::FILE).is_file());
        let is_out = self.out.as_deref() == Some(entry.path());
        if is_own || is_out || (entry.depth() > 0 && self.filter.exclude.is_match(&relative)) {
            self.steps.skip_current_dir();
        }
        let reason = if is_out { Reason::InOutput } else { Reason::OwnFiles };
        (is_own || is_out).then(|| found(entry.into_path(), &relative, Some(reason.into())))
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let found = match self.steps.next()? {
                Ok(entry) => self.look(entry),
                Err(error) => Some(unreadable(&error, &self.root)),
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

/// The order of the paths below them: what is in a folder begins with its name and `/`.
fn by_path(a: &DirEntry, b: &DirEntry) -> Ordering {
    fn key(entry: &DirEntry) -> impl Iterator<Item = &u8> {
        let folder: &[u8] = if entry.file_type().is_dir() { b"/" } else { b"" };
        entry.file_name().as_encoded_bytes().iter().chain(folder)
    }
    key(a).cmp(key(b))
}

impl Root {
    /// The path as events and outputs have it. An input that is a file has its name, or what stands before it.
    fn relative(&self, path: &Path) -> PathBuf {
        let below = path.strip_prefix(&self.real).unwrap_or(path);
        match &self.prefix {
            Some(prefix) if below.as_os_str().is_empty() => prefix.clone(),
            Some(prefix) => prefix.join(below),
            None if below.as_os_str().is_empty() => self.path.file_name().map_or_else(PathBuf::new, PathBuf::from),
            None => below.to_owned(),
        }
    }
}

fn unreadable(error: &walkdir::Error, root: &Root) -> Found {
    let path = error.path().unwrap_or(&root.real);
    let message = error.io_error().map_or_else(|| error.to_string(), io::Error::to_string);
    found(path.to_owned(), &root.relative(path), Some(Refusal { reason: Reason::Unreadable, message: Some(message) }))
}

fn wanted(relative: &Path, filter: &Filter) -> bool {
    filter.include.as_ref().is_none_or(|globs| globs.is_match(relative)) && !filter.exclude.is_match(relative)
}

fn found(path: PathBuf, relative: &Path, refusal: Option<Refusal>) -> Found {
    let parts: Vec<&[u8]> = relative.iter().map(|part| part.as_encoded_bytes()).collect();
    Found { path, relative: parts.join(&b'/'), refusal }
}

fn refusal(entry: &DirEntry, root: &Root) -> Option<Refusal> {
    if !entry.path_is_symlink() {
        return refusal_of(entry.file_type());
    }
    match entry.path().canonicalize() {
        Ok(target) if target.starts_with(&root.real) => Some(Reason::LinkInside.into()),
        Ok(_) => Some(Reason::LinkOutside.into()),
        Err(error) => Some(Refusal::because(Reason::LinkBroken)(error)),
    }
}

#[cfg(unix)]
fn refusal_of(kind: FileType) -> Option<Refusal> {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_file() {
        None
    } else if kind.is_fifo() {
        Some(Reason::Fifo.into())
    } else if kind.is_socket() {
        Some(Reason::Socket.into())
    } else {
        Some(Reason::Device.into())
    }
}

#[cfg(not(unix))]
fn refusal_of(kind: FileType) -> Option<Refusal> {
    if kind.is_file() { None } else { Some(Reason::Device.into()) }
}
