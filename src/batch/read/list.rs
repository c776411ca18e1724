//! A list of paths, one a line or parted by NUL → what is found there, path by path, in the order of the list. The list
//! is read as it goes: it may be endless.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Component, Path, PathBuf};

use crate::batch::read::walk::{Found, Root, Walk};
use crate::batch::{Error, Filter, Reason, Refusal, real_path};
use crate::decode::utf8::UTF8_MARK;

/// The longest path in a list.
const MAX_PATH: u64 = 64 * 1024;

/// The list on standard input.
const STDIN: &str = "-";

/// A list of paths.
#[derive(Clone)]
pub struct List {
    /// The file; `-` is standard input.
    pub path: PathBuf,
    /// Do the paths end in NUL, or in a line end?
    pub nul: bool,
    /// The output folder, links resolved: nothing there is an input.
    pub out: Option<PathBuf>,
}

/// May this be a list? What is no regular file, such as a pipe, can be opened only once.
pub fn look_at(path: &Path) -> Result<(), Error> {
    if path == Path::new(STDIN) {
        return Ok(());
    }
    let look = real_path(path)?.metadata().map_err(Error::at(path))?;
    match look.is_dir() {
        true => Err(Error::Usage(format!("--files-from {}: a folder, not a list of paths", path.display()))),
        false if look.is_file() => File::open(path).map(drop).map_err(Error::at(path)),
        false => Ok(()),
    }
}

impl List {
    /// Hand everything that is found to `each`, until it returns false. What is wrong with the list is found, too.
    pub fn each(&self, filter: &Filter, mut each: impl FnMut(Found) -> bool) {
        if let Err(error) = self.read(filter, &mut each) {
            let refusal = Some(Refusal::because(Reason::Unreadable)(error));
            each(Found { path: PathBuf::new(), relative: self.path.as_os_str().as_encoded_bytes().to_vec(), refusal });
        }
    }

    fn read(&self, filter: &Filter, each: &mut impl FnMut(Found) -> bool) -> io::Result<()> {
        let mut lines: Box<dyn BufRead> = match self.path == Path::new(STDIN) {
            true => Box::new(BufReader::new(io::stdin())),
            false => Box::new(BufReader::new(File::open(&self.path)?)),
        };
        let end = if self.nul { 0 } else { b'\n' };
        let mut is_first = true;
        loop {
            let mut line = Vec::new();
            lines.by_ref().take(MAX_PATH).read_until(end, &mut line)?;
            if line.is_empty() {
                return Ok(());
            }
            let path =
                if std::mem::take(&mut is_first) { line.strip_prefix(UTF8_MARK).unwrap_or(&line) } else { &line };
            let path = path.strip_suffix(&[end]).unwrap_or(path);
            let path = if self.nul { path } else { path.strip_suffix(b"\r").unwrap_or(path) };
            if !path.is_empty() && !self.find(path, filter).all(&mut *each) {
                return Ok(());
            }
        }
    }

    /// All that is found at a path.
    fn find(&self, path: &[u8], filter: &Filter) -> Box<dyn Iterator<Item = Found>> {
        let refused = |refusal| -> Box<dyn Iterator<Item = Found>> {
            let found = Found { path: PathBuf::new(), relative: path.to_owned(), refusal: Some(refusal) };
            Box::new(std::iter::once(found))
        };
        let Some(given) = to_path(path) else {
            return refused(Refusal::because(Reason::Unreadable)("a name that this system does not take"));
        };
        let real = match real_path(&given) {
            Ok(real) => real,
            Err(Error::Path { source, .. }) => return refused(Refusal::because(Reason::Unreadable)(source)),
            Err(_) => return refused(Refusal::because(Reason::Unreadable)("no such file or folder")),
        };
        if self.out.as_ref().is_some_and(|out| real.starts_with(out)) {
            return refused(Reason::InOutput.into());
        }
        let kept = given.components().filter(|part| matches!(part, Component::Normal(_) | Component::ParentDir));
        let prefix = Some(kept.collect());
        Box::new(Walk::new(&Root { path: given, real, prefix }, filter).without(self.out.clone()))
    }
}

/// The path of these bytes, if this system takes such a name.
#[cfg(unix)]
pub fn to_path(bytes: &[u8]) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    Some(PathBuf::from(std::ffi::OsStr::from_bytes(bytes)))
}

/// The path of these bytes, if this system takes such a name.
#[cfg(not(unix))]
pub fn to_path(bytes: &[u8]) -> Option<PathBuf> {
    std::str::from_utf8(bytes).ok().map(PathBuf::from)
}
