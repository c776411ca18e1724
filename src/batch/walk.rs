//! Input folders and files → everything in them, in byte order, each with what it is. Links are never followed
//! and nothing is opened: an input is looked at first.

use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use globset::GlobSet;
use walkdir::{DirEntry, WalkDir};

use crate::batch::{Error, Reason, Refusal};

/// Our own folder in the output of an earlier run.
const OWN: &str = ".dehusk";

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
pub struct Root {
    /// As given.
    pub path: PathBuf,
    /// With links resolved.
    pub real: PathBuf,
    /// Its own name, where several inputs are given.
    pub prefix: Option<PathBuf>,
}

/// All that is in this input and wanted. An input that is itself a link was asked for, and is followed.
pub fn find(root: &Root, filter: &Filter) -> Result<Vec<Found>, Error> {
    let look = fs::metadata(&root.path).map_err(Error::at(&root.path))?;
    if look.is_dir() {
        return Ok(find_below(root, filter));
    }
    let name = root.path.file_name().map(Path::new).unwrap_or(&root.path);
    let found = found(root.real.clone(), name, refusal_of(look.file_type()));
    Ok(if wanted(name, filter) { vec![found] } else { Vec::new() })
}

fn find_below(root: &Root, filter: &Filter) -> Vec<Found> {
    let mut all = Vec::new();
    let mut walk = WalkDir::new(&root.real).into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                all.push(unreadable(&error, root));
                continue;
            }
        };
        let relative = root.relative(entry.path());
        let (is_folder, is_own) = (entry.file_type().is_dir(), entry.depth() == 1 && entry.file_name() == OWN);
        if is_folder && is_own {
            all.push(found(entry.into_path(), &relative, Some(Reason::OwnFiles.into())));
            walk.skip_current_dir();
        } else if is_folder {
            if entry.depth() > 0 && filter.exclude.is_match(&relative) {
                walk.skip_current_dir();
            }
        } else if wanted(&relative, filter) {
            let refusal = refusal(&entry, root);
            all.push(found(entry.into_path(), &relative, refusal));
        }
    }
    all
}

impl Root {
    /// The path as events and outputs have it.
    fn relative(&self, path: &Path) -> PathBuf {
        let below = path.strip_prefix(&self.real).unwrap_or(path);
        self.prefix.as_ref().map_or_else(|| below.to_owned(), |prefix| prefix.join(below))
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
