//! What ends a run before or while it works, as one line for the user. What befalls one document is an event.

use std::io;
use std::path::{Path, PathBuf};

use crate::text::printable;

/// Why a run could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An input that is not there.
    #[error("{}: no such file or folder", shown(.0))]
    Missing(PathBuf),
    /// An input that is a pipe under the name of a file, as shells make them of `<(…)`: it cannot be read twice.
    #[error("{}: a pipe is no input; give one document on stdin, with - in its place", shown(.0))]
    Pipe(PathBuf),
    /// A folder where one file is asked for.
    #[error("{}: this is a folder; name one file", shown(.0))]
    Folder(PathBuf),
    /// Inputs without a single file.
    #[error("{}: nothing to clean here", shown(.0))]
    NoInput(PathBuf),
    /// The output folder would be read as input by the next run.
    #[error("{}: the output would lie inside its own input {}", shown(out), shown(input))]
    OutInsideInput {
        /// The output folder.
        out: PathBuf,
        /// The input around it.
        input: PathBuf,
    },
    /// An output has a place in an input.
    #[error("{}: this output would lie in an input; name another output folder", shown(.0))]
    OverInput(PathBuf),
    /// Another run has the output folder.
    #[error("{}: another run is writing to this folder", shown(.0))]
    Busy(PathBuf),
    /// An output folder that no run of `clean` has written.
    #[error("{}: no manifest here; is it the output folder of dehusk clean?", shown(.0))]
    NoManifest(PathBuf),
    /// A file or folder that the run itself needs.
    #[error("{}: {source}", shown(path))]
    Path {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Threads could not be started.
    #[error("threads: {0}")]
    Threads(String),
    /// Standard output failed.
    #[error("stdout: {0}")]
    Io(#[from] io::Error),
    /// Arguments that do not go together.
    #[error("{0}")]
    Usage(String),
}

impl Error {
    /// A function that adds the path to a system error.
    pub fn at(path: &Path) -> impl FnOnce(io::Error) -> Error {
        let path = path.to_owned();
        move |source| Error::Path { path, source }
    }
}

/// A path in a line for the user: nothing in it steers the terminal or ends the line.
pub fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy())
}
