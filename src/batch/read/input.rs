//! The INPUT arguments → roots to walk: each once, with the name it keeps in the output.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::batch::manifest::container;
use crate::batch::read::list::{self, List};
use crate::batch::read::sample::Sample;
use crate::batch::read::walk::{Found, Root, Walk};
use crate::batch::write::names::{self, Names};
use crate::batch::write::review;
use crate::batch::{Error, Filter, Hash, Shape};

/// The inputs of a run, known to be there.
#[derive(Clone)]
pub struct Inputs {
    roots: Vec<Root>,
    /// Instead of roots.
    list: Option<List>,
    filter: Filter,
    /// Only these of the files.
    sample: Option<Sample>,
}

impl Inputs {
    /// Look for the inputs. The same one given twice counts once. It is an error if nothing in them is wanted.
    pub fn new(paths: &[PathBuf], filter: Filter) -> Result<Inputs, Error> {
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
        roots.sort_by_cached_key(|root| (place(root), root.real.clone()));
        let inputs = Inputs { roots, list: None, filter, sample: None };
        if inputs.walk().next().is_none() {
            return Err(Error::NoInput(paths.first().cloned().unwrap_or_default()));
        }
        Ok(inputs)
    }

    /// What a list names; it has to be there, but is not read before its turn. Nothing is read from the folder `out`,
    /// wherever it lies.
    pub fn listed(list: &Path, nul: bool, out: Option<&Path>, filter: Filter) -> Result<Inputs, Error> {
        list::look_at(list)?;
        let list = List { path: list.to_owned(), nul, out: out.map(resolved).transpose()? };
        Ok(Inputs { roots: Vec::new(), list: Some(list), filter, sample: None })
    }

    /// Only so many of the files, chosen by chance, and of the documents in them.
    pub fn sampled(mut self, count: usize, seed: u64) -> Inputs {
        self.sample = Some(Sample::of(count, seed, |meet| self.walk().for_each(|found| meet(&found.relative))));
        self
    }

    /// Which files are in the sample, if one is asked for.
    pub fn sample(&self) -> Option<&Sample> {
        self.sample.as_ref()
    }

    /// Hand everything that is in them to `each`, until it returns false.
    pub fn each(&self, mut each: impl FnMut(Found) -> bool) {
        match &self.list {
            Some(list) => list.each(&self.filter, each),
            None => {
                let _stopped = self.walk().all(&mut each);
            }
        }
    }

    /// All that is in them, input by input, in byte order. A list is not known beforehand.
    pub fn walk(&self) -> impl Iterator<Item = Found> + '_ {
        let found = self.roots.iter().flat_map(|root| Walk::new(root, &self.filter));
        found.filter(|found| self.sample.as_ref().is_none_or(|sample| sample.holds(&found.relative)))
    }

    /// What the manifest calls these inputs.
    pub fn scope(&self) -> Hash {
        let mut roots: Vec<&[u8]> = self.roots.iter().map(|root| root.real.as_os_str().as_encoded_bytes()).collect();
        roots.sort_unstable();
        Hash::of(&roots.join(&0))
    }

    /// Is a document of this path one that a run over these inputs would meet, were it there? Of a list nobody knows.
    pub fn want(&self, path: &str) -> bool {
        self.list.is_none() && self.filter.wants(container(path).unwrap_or(path).as_ref())
    }

    /// Bytes of all files that will be read.
    pub fn bytes(&self) -> u64 {
        let files = self.walk().filter(|found| found.refusal.is_none());
        files.filter_map(|found| found.path.symlink_metadata().ok()).map(|look| look.len()).sum()
    }

    /// May this be the output folder? Not inside an input folder, and no output in the place of an input. Outputs end in
    /// `ending`, or are files that articles share.
    pub fn allow_output(&self, out: &Path, ending: &'static str, shape: Option<&Shape>) -> Result<(), Error> {
        let real = resolved(out)?;
        if let Some(root) = self.roots.iter().find(|root| root.real.is_dir() && real.starts_with(&root.real)) {
            return Err(Error::OutInsideInput { out: out.to_owned(), input: root.path.clone() });
        }
        if !self.roots.iter().any(|root| root.real.starts_with(&real)) {
            return Ok(());
        }
        let meets = |path: &PathBuf| self.roots.iter().any(|root| path.starts_with(&root.real));
        let folders = [real.clone(), real.join(review::FOLDER)];
        let over = match shape {
            Some(shape) => {
                let is_of_stream = |root: &&Root| {
                    folders.iter().any(|real| root.real.strip_prefix(real).is_ok_and(|name| shape.may_write(name)))
                };
                self.roots.iter().find(is_of_stream).map(|root| root.real.clone())
            }
            None => {
                let mut names = Names::new(ending, None);
                let paths = |found: Found| {
                    let name = names.file(&names::shown(&found.relative)).name;
                    folders.iter().map(|folder| folder.join(&name)).collect::<Vec<_>>()
                };
                self.walk().flat_map(paths).find(meets)
            }
        };
        over.map_or(Ok(()), |path| Err(Error::OverInput(path)))
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
}

/// The inputs go in byte order of what stands before their paths.
fn place(root: &Root) -> Vec<u8> {
    let name = root.prefix.as_deref().or(root.path.file_name().map(Path::new)).unwrap_or(&root.path);
    let folder: &[u8] = if root.real.is_dir() { b"/" } else { b"" };
    [name.as_os_str().as_encoded_bytes(), folder].concat()
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
pub(in crate::batch) fn resolved(path: &Path) -> Result<PathBuf, Error> {
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
