//! The output folder. A file appears there whole or not at all, nothing is written outside, wherever links in it lead,
//! and one run at a time writes to it.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockWriteGuard};

use tempfile::{Builder, NamedTempFile};

use crate::batch::Error;
use crate::batch::lock::Lock;
use crate::batch::manifest::{self, Hash, Made, OWN};
use crate::batch::write::earlier::Earlier;
use crate::batch::write::line_file::{self, BEFORE, LineFile, PART};
use crate::batch::write::pack::Packing;

/// The file of the lock there.
const LOCK: &str = "lock";
/// How the name of a file begins that is not written whole yet.
const NEW: &str = "new-";
/// Keeps what is ours out of version control.
const IGNORE: (&str, &str) = (".gitignore", "*\n");

/// An output folder that is there and can be written to.
pub struct Place {
    root: PathBuf,
    own: PathBuf,
    /// Held for reading while a file is written: a run that is broken off waits for that.
    writing: RwLock<()>,
    _lock: Lock,
}

/// Why a file could not be written.
pub enum Unwritten {
    /// Something about this file.
    This(io::Error),
    /// No other file could be written either: the disk is full, the folder gone or closed.
    Any(Error),
}

impl Place {
    /// Open the folder, made if it is not there, for this run alone. What a killed run left half written goes, but if this
    /// run writes a `stream`, what is there of one: it can be read on.
    pub fn open(root: &Path, stream: bool) -> Result<Place, Error> {
        fs::create_dir_all(root).map_err(Error::at(root))?;
        let shown = root;
        let root = root.canonicalize().map_err(Error::at(root))?;
        let own = root.join(OWN);
        real_folder(&own).map_err(Error::at(&own))?;
        let lock = Lock::take(&own.join(LOCK), shown)?;
        for path in own_files(&own)? {
            match path.extension() {
                Some(ending) if stream && ending == PART => line_file::set_aside(&path)?,
                Some(ending) if stream && ending == BEFORE => {}
                _ => fs::remove_file(&path).map_err(Error::at(&path))?,
            }
        }
        let ignore = own.join(IGNORE.0);
        if !ignore.exists() {
            fs::write(&ignore, IGNORE.1).map_err(Error::at(&ignore))?;
        }
        Ok(Place { root, own, writing: RwLock::new(()), _lock: lock })
    }

    /// Write a file whole. `name` is relative, parted by `/`.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Unwritten> {
        let _busy = self.writing.read().unwrap_or_else(PoisonError::into_inner);
        let path = self.path(name).map_err(|error| self.unwritten(name, error))?;
        let any = |error| Unwritten::Any(Error::at(&self.root.join(name))(error));
        let mut file = self.temporary().map_err(any)?;
        file.write_all(bytes).map_err(any)?;
        file.persist(&path).map_err(|error| self.unwritten(name, error.error))?;
        Ok(())
    }

    /// Begin a file that gets its name when it is whole.
    pub fn line_file(&self, name: &str, packing: Option<Packing>) -> Result<LineFile, Error> {
        let path = self.path(name).map_err(Error::at(&self.root.join(name)))?;
        LineFile::create(path, line_file::part(&self.own, name), packing)
    }

    /// The lines of such files that earlier runs wrote.
    pub fn earlier(&self) -> Earlier {
        Earlier::folder(&self.root, &self.own)
    }

    /// Nobody needs what a killed run wrote any more.
    pub fn tidy(&self) -> Result<(), Error> {
        own_files(&self.own)?.iter().try_for_each(|path| fs::remove_file(path).map_err(Error::at(path)))
    }

    /// The manifest's place.
    pub fn manifest(&self) -> PathBuf {
        self.own.join(manifest::FILE)
    }

    /// Waits until no file is being written. None will be for as long as the answer is held.
    pub fn quiet(&self) -> RwLockWriteGuard<'_, ()> {
        self.writing.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Is the file there that was made, unchanged? `None`: no file of that name is.
    pub fn holds(&self, made: &Made) -> Option<bool> {
        let path = self.existing(&made.name)?;
        if path.symlink_metadata().ok()?.len() != made.size {
            return Some(false);
        }
        let same = File::open(path).and_then(Hash::of_file).is_ok_and(|found| found == (made.hash, made.size));
        Some(same)
    }

    /// Remove a file, and the folders that it leaves empty.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        let Some(path) = self.existing(name) else { return Ok(()) };
        fs::remove_file(&path)?;
        let folders = path.ancestors().skip(1).take_while(|folder| *folder != self.root);
        folders.map_while(|folder| fs::remove_dir(folder).ok()).for_each(drop);
        Ok(())
    }

    /// The regular file of this name, if it is there and no link leads to it.
    fn existing(&self, name: &str) -> Option<PathBuf> {
        let (mut path, mut parts) = (self.root.clone(), name.split('/').peekable());
        while let Some(part) = parts.next() {
            path.push(part);
            let look = path.symlink_metadata().ok()?;
            if !(if parts.peek().is_some() { look.is_dir() } else { look.is_file() }) {
                return None;
            }
        }
        Some(path)
    }

    /// Where a file goes; the folders above it are made.
    fn path(&self, name: &str) -> io::Result<PathBuf> {
        let mut path = self.root.clone();
        let mut parts = name.split('/').peekable();
        while let Some(part) = parts.next() {
            path.push(part);
            if parts.peek().is_some() {
                real_folder(&path)?;
            }
        }
        Ok(path)
    }

    /// A new file in our folder.
    fn temporary(&self) -> io::Result<NamedTempFile> {
        let mut builder = Builder::new();
        builder.prefix(NEW);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        builder.tempfile_in(&self.own)
    }

    /// A folder or a name refused: is it this file's fault, or will every file meet the same?
    fn unwritten(&self, name: &str, error: io::Error) -> Unwritten {
        let of_the_disk = [ErrorKind::StorageFull, ErrorKind::QuotaExceeded, ErrorKind::ReadOnlyFilesystem];
        if of_the_disk.contains(&error.kind()) || !self.own.is_dir() {
            Unwritten::Any(Error::at(&self.root.join(name))(error))
        } else {
            Unwritten::This(error)
        }
    }
}

/// The files in our folder that are of one run only.
fn own_files(own: &Path) -> Result<Vec<PathBuf>, Error> {
    let lasting = |name: &str| [LOCK, IGNORE.0, manifest::FILE].contains(&name);
    let files = fs::read_dir(own).map_err(Error::at(own))?.filter_map(Result::ok);
    Ok(files.filter(|file| !lasting(&file.file_name().to_string_lossy())).map(|file| file.path()).collect())
}

/// Make sure that this is a folder and no link to one.
fn real_folder(path: &Path) -> io::Result<()> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let folder = fs::symlink_metadata(path)?.is_dir();
            if folder { Ok(()) } else { Err(io::Error::other(format!("{} is no folder", path.display()))) }
        }
        done => done,
    }
}
