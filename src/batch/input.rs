//! The INPUT arguments → roots to walk: each once, with the name it keeps in the output.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::batch::Error;
use crate::batch::walk::Root;

/// The inputs of a run, known to be there.
pub struct Inputs {
    pub(super) roots: Vec<Root>,
}

impl Inputs {
    /// Look for the inputs. The same one given twice counts once.
    pub fn new(paths: &[PathBuf]) -> Result<Inputs, Error> {
        let mut seen = HashSet::new();
        let mut roots = Vec::new();
        for path in paths {
            let real = real_path(path)?;
            if seen.insert(real.clone()) {
                roots.push(Root { path: path.clone(), real, prefix: None });
            }
        }
        if roots.len() > 1 {
            for root in roots.iter_mut().filter(|root| root.real.is_dir()) {
                root.prefix = own_name(root);
            }
        }
        Ok(Inputs { roots })
    }

    /// May this be the output folder, with files of these names? Not inside an input folder, and none in the
    /// place of an input.
    pub fn allow_output<'a>(&self, out: &Path, names: impl Iterator<Item = &'a str>) -> Result<(), Error> {
        let real = resolved(out)?;
        if let Some(root) = self.roots.iter().find(|root| root.real.is_dir() && real.starts_with(&root.real)) {
            return Err(Error::OutInsideInput { out: out.to_owned(), input: root.path.clone() });
        }
        let near: Vec<&Root> = self.roots.iter().filter(|root| root.real.starts_with(&real)).collect();
        let meets = |path: &PathBuf| near.iter().any(|root| path.starts_with(&root.real));
        match names.filter(|_| !near.is_empty()).map(|name| real.join(name)).find(meets) {
            Some(path) => Err(Error::OverInput(path)),
            None => Ok(()),
        }
    }

    /// May this file be written? Not inside an input folder, nor in the place of an input.
    pub fn allow_file(&self, path: &Path) -> Result<(), Error> {
        let real = resolved(path)?;
        match self.roots.iter().find(|root| real.starts_with(&root.real)) {
            None => Ok(()),
            Some(root) if root.real.is_dir() => {
                Err(Error::OutInsideInput { out: path.to_owned(), input: root.path.clone() })
            }
            Some(_) => Err(Error::OverInput(path.to_owned())),
        }
    }

    /// What a run without any file says it looked at.
    pub(super) fn shown(&self) -> PathBuf {
        self.roots.first().map(|root| root.path.clone()).unwrap_or_default()
    }
}

/// The path of an input with its links resolved.
pub fn real_path(path: &Path) -> Result<PathBuf, Error> {
    path.canonicalize().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::Missing(path.to_owned()),
        _ => Error::Path { path: path.to_owned(), source: error },
    })
}

/// The name as given, or, for `.` and `..`, the real one.
fn own_name(root: &Root) -> Option<PathBuf> {
    root.path.file_name().or_else(|| root.real.file_name()).map(PathBuf::from)
}

/// The path with its links resolved, though its end need not be there yet.
fn resolved(path: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(path).map_err(Error::at(path))?;
    let (mut there, mut rest) = (absolute.as_path(), Vec::new());
    loop {
        if let Ok(real) = there.canonicalize() {
            return Ok(rest.iter().rev().fold(real, |path, part| path.join(part)));
        }
        let (Some(above), Some(name)) = (there.parent(), there.components().next_back()) else {
            return Ok(absolute);
        };
        if name == std::path::Component::ParentDir {
            return Err(Error::Missing(path.to_owned()));
        }
        rest.push(PathBuf::from(name.as_os_str()));
        there = above;
    }
}
