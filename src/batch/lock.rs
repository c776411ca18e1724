//! One run at a time on an output folder. The lock is the system's and dies with the process, however that ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use crate::batch::Error;

/// Held for as long as it lives.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Take the lock `file` for the output folder `out`; an error if another run has it. A file system without locks
    /// cannot refuse anyone.
    pub fn take(file: &Path, out: &Path) -> Result<Lock, Error> {
        let opened = OpenOptions::new().create(true).truncate(false).write(true).open(file).map_err(Error::at(file))?;
        match opened.try_lock() {
            Err(TryLockError::WouldBlock) => Err(Error::Busy(out.to_owned())),
            Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => {
                Err(Error::at(file)(error))
            }
            _ => Ok(Lock { _file: opened }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_refused_until_the_first_ends() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("lock");
        let first = Lock::take(&file, folder.path()).expect("free");
        assert!(matches!(Lock::take(&file, folder.path()), Err(Error::Busy(_))));
        drop(first);
        assert!(Lock::take(&file, folder.path()).is_ok());
    }
}
