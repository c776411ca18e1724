//! One file that is written line by line and gets its name when it is whole.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::batch::Error;
use crate::batch::manifest::Hash;
use crate::batch::write::pack::{Packer, Packing};

/// Ending of the name of a file that is not whole yet, and of one that a killed run left so.
pub const PART: &str = "part";
pub const BEFORE: &str = "before";

/// A file on its way.
pub struct LineFile {
    to: Packer,
    path: PathBuf,
    part: PathBuf,
    at: u64,
}

/// A file that is whole and has not got its name yet.
pub struct Whole {
    path: PathBuf,
    part: PathBuf,
    /// Of the file.
    pub hash: Hash,
    /// Its bytes.
    pub size: u64,
}

impl LineFile {
    /// Begin the file `path`. Until it is whole it is called `part`.
    pub fn create(path: PathBuf, part: PathBuf, packing: Option<Packing>) -> Result<LineFile, Error> {
        let file = File::create_new(&part).and_then(|file| Packer::new(file, packing));
        Ok(LineFile { to: file.map_err(Error::at(&part))?, path, part, at: 0 })
    }

    /// Bytes of the lines so far, as they are before they are packed.
    pub fn len(&self) -> u64 {
        self.at
    }

    /// Add to the file. Returns where this begins in what is in it.
    pub fn write(&mut self, text: &str) -> Result<u64, Error> {
        let at = self.at;
        self.to.write_all(text.as_bytes()).map_err(Error::at(&self.part))?;
        self.at += text.len() as u64;
        Ok(at)
    }

    /// Give what is written so far to the system.
    pub fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }

    /// Nothing more comes.
    pub fn end(self) -> Result<Whole, Error> {
        let (hash, size) = self.to.finish().map_err(Error::at(&self.part))?;
        Ok(Whole { path: self.path, part: self.part, hash, size })
    }
}

impl Whole {
    /// Give it its name, unless the file of that name is the same already. What a killed run wrote of it goes.
    pub fn name(self) -> Result<(), Error> {
        let Whole { path, part, .. } = &self;
        let done = if self.is_there() { fs::remove_file(part) } else { fs::rename(part, path) };
        done.map_err(Error::at(path))?;
        let _none_there = fs::remove_file(before(part));
        Ok(())
    }

    fn is_there(&self) -> bool {
        let same = |look: fs::Metadata| look.is_file() && look.len() == self.size;
        let hash = || File::open(&self.path).and_then(Hash::of_file).is_ok_and(|(hash, _)| hash == self.hash);
        self.path.symlink_metadata().is_ok_and(same) && hash()
    }
}

/// What a file of this name in the output folder is called in our own folder until it is whole.
pub fn part(own: &Path, name: &str) -> PathBuf {
    own.join(format!("{}.{PART}", name.replace('/', "-")))
}

/// What the file of a killed run is called while the next one goes.
pub fn before(part: &Path) -> PathBuf {
    part.with_extension(BEFORE)
}

/// Keep what a killed run wrote of this file under the name that it has while this run goes. A run that was killed while it
/// still went over what one before had written has less of it.
pub fn set_aside(part: &Path) -> Result<(), Error> {
    let size = |path: &Path| path.symlink_metadata().map_or(0, |file| file.len());
    let before = before(part);
    let moved = if size(&before) > size(part) { fs::remove_file(part) } else { fs::rename(part, &before) };
    match moved {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::at(part)(error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_got_further_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let part = part(folder.path(), "articles.jsonl");
        let written = |text: &str| {
            fs::write(&part, text).unwrap();
            set_aside(&part).unwrap();
            assert!(!part.exists());
            fs::read_to_string(before(&part)).unwrap()
        };
        assert_eq!(written("one\ntwo\n"), "one\ntwo\n");
        assert_eq!(written("one\n"), "one\ntwo\n", "the second run was killed early");
        assert_eq!(written("one\ntwo\nthree\n"), "one\ntwo\nthree\n");
        set_aside(&part).unwrap();
        assert!(before(&part).exists(), "nothing was written in between");
    }
}
