//! One file that is written line by line and gets its name when it is whole. What a killed run wrote of it, and what the
//! run before gave, can be read again: a line that is still good is copied instead of made anew.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::batch::Error;
use crate::batch::manifest::{Hash, Made};

/// A file on its way.
pub struct Stream {
    file: BufWriter<File>,
    path: PathBuf,
    part: PathBuf,
    at: u64,
}

/// What earlier runs wrote of a stream.
#[derive(Default)]
pub struct Earlier {
    files: Vec<Mutex<File>>,
}

impl Stream {
    /// Begin the file `path`. Until it is whole it is called `part`.
    pub fn create(path: PathBuf, part: PathBuf) -> Result<Stream, Error> {
        let before = before(&part);
        match fs::rename(&part, &before) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Error::at(&part)(error)),
            _ => {}
        }
        let file = File::create_new(&part).map_err(Error::at(&part))?;
        Ok(Stream { file: BufWriter::new(file), path, part, at: 0 })
    }

    /// What earlier runs wrote.
    pub fn earlier(&self) -> Earlier {
        let files = [before(&self.part), self.path.clone()];
        Earlier { files: files.iter().filter_map(|path| File::open(path).ok()).map(Mutex::new).collect() }
    }

    /// Add to the file. Returns where this begins in it.
    pub fn write(&mut self, text: &str) -> Result<u64, Error> {
        let at = self.at;
        self.file.write_all(text.as_bytes()).map_err(Error::at(&self.part))?;
        self.at += text.len() as u64;
        Ok(at)
    }

    /// Give what is written so far to the system.
    pub fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }

    /// Give it its name, unless the file of that name is the same already.
    pub fn finish(self) -> Result<(), Error> {
        let Stream { file, path, part, .. } = self;
        file.into_inner().map_err(io::IntoInnerError::into_error).map_err(Error::at(&part))?;
        let done = if is_same(&part, &path) { fs::remove_file(&part) } else { fs::rename(&part, &path) };
        done.map_err(Error::at(&path))?;
        let _none_there = fs::remove_file(before(&part));
        Ok(())
    }
}

impl Earlier {
    /// A line as it was written, if it still stands there.
    pub fn line(&self, made: &Made) -> Option<String> {
        let at = made.at?;
        let read = |file: &Mutex<File>| {
            let mut bytes = Vec::new();
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(at)).ok()?;
            Read::by_ref(&mut *file).take(made.size).read_to_end(&mut bytes).ok()?;
            (Hash::of(&bytes) == made.hash).then_some(bytes)
        };
        self.files.iter().find_map(read).and_then(|bytes| String::from_utf8(bytes).ok())
    }
}

/// What the file of a killed run is called while the next one goes.
fn before(part: &Path) -> PathBuf {
    part.with_extension("before")
}

/// Do both files hold the same bytes?
fn is_same(one: &Path, other: &Path) -> bool {
    let hash = |path: &Path| File::open(path).and_then(Hash::of_file).ok();
    let size = |path: &Path| path.symlink_metadata().ok().filter(fs::Metadata::is_file).map(|look| look.len());
    size(other).is_some() && size(one) == size(other) && hash(one).is_some_and(|one| Some(one) == hash(other))
}
