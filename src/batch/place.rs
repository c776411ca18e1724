//! The output folder. A file appears there whole or not at all, and nothing is written outside, wherever links
//! in it lead.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::batch::Error;

/// Folder in OUT for all that is ours.
const OWN: &str = ".dehusk";

/// An output folder that is there and can be written to.
pub struct Place {
    root: PathBuf,
    own: PathBuf,
}

/// One file that is written piece by piece.
pub struct Stream {
    file: BufWriter<NamedTempFile>,
    path: PathBuf,
}

impl Place {
    /// Open the folder, made if it is not there.
    pub fn open(root: &Path) -> Result<Place, Error> {
        fs::create_dir_all(root).map_err(Error::at(root))?;
        let root = root.canonicalize().map_err(Error::at(root))?;
        let own = root.join(OWN);
        real_folder(&own).map_err(Error::at(&own))?;
        Ok(Place { root, own })
    }

    /// Write a file whole. `name` is relative, parted by `/`.
    pub fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(name)?;
        let mut file = self.temporary()?;
        file.write_all(bytes)?;
        keep(file, &path)
    }

    /// Begin a file that gets its name when it is finished.
    pub fn stream(&self, name: &str) -> Result<Stream, Error> {
        let path = self.path(name).map_err(Error::at(&self.root.join(name)))?;
        let file = self.temporary().map_err(Error::at(&self.own))?;
        Ok(Stream { file: BufWriter::new(file), path })
    }

    /// Take away what only the run needed.
    pub fn close(&self) {
        let _not_empty = fs::remove_dir(&self.own);
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

    /// A new file in our folder, which another run may just have taken away.
    fn temporary(&self) -> io::Result<NamedTempFile> {
        let mut builder = Builder::new();
        builder.prefix("new-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        builder.tempfile_in(&self.own).or_else(|_| {
            real_folder(&self.own)?;
            builder.tempfile_in(&self.own)
        })
    }
}

impl Stream {
    /// Add to the file.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        self.file.write_all(text.as_bytes())
    }

    /// Give it its name.
    pub fn finish(self) -> Result<(), Error> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error);
        file.and_then(|file| keep(file, &self.path)).map_err(Error::at(&self.path))
    }
}

fn keep(file: NamedTempFile, path: &Path) -> io::Result<()> {
    let _: File = file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Make sure that this is a folder and no link to one.
fn real_folder(path: &Path) -> io::Result<()> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let folder = fs::symlink_metadata(path)?.is_dir();
            if folder { Ok(()) } else { Err(io::Error::other(format!("{} is no folder", path.display()))) }
        }
        done => done,
    }
}
