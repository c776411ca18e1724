//! Settings and rules of one's own: `dehusk.toml` found, read, put together with the command line, and shown.

mod dump;
mod fault;
mod file;
pub mod ftr;
mod own;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use toml::Spanned;

use crate::batch::{Error, shown};
use crate::judge::own::Own;

pub use dump::site;
pub use fault::Source;
pub use file::File;
pub use own::OWN;

/// The name that is looked for.
const NAME: &str = "dehusk.toml";

/// Where to look for a file.
pub enum Place<'a> {
    /// In the working folder and those above it; there need not be one.
    Found,
    /// Here.
    Given(&'a Path),
    /// Nowhere.
    Nowhere,
}

/// A setting that has words for its values.
pub struct Words<T> {
    /// As files and dumps have it.
    pub name: &'static str,
    /// From a word.
    pub read: fn(&str) -> Result<T, String>,
    /// To a word.
    pub show: fn(&T) -> String,
}

/// What holds for a run.
#[derive(Debug, Default)]
pub struct Config {
    file: File,
    source: Source,
    /// The settings that were asked for so far.
    shown: Vec<Shown>,
}

/// A setting, its value as TOML, and where that came from.
#[derive(Debug)]
struct Shown {
    name: &'static str,
    value: String,
    from: String,
}

impl Config {
    /// Find the file and read it. No file is an empty one.
    pub fn read(place: &Place) -> Result<Config, Error> {
        let path = match place {
            Place::Nowhere => None,
            Place::Given(path) => Some(path.to_path_buf()),
            Place::Found => find(),
        };
        let Some(path) = path else { return Ok(Config::default()) };
        let text = std::fs::read_to_string(&path).map_err(Error::at(&path))?;
        let source = Source { path, text };
        let file = toml::from_str(&source.text).map_err(|error| source.unreadable(&error))?;
        Ok(Config { file, source, shown: Vec::new() })
    }

    /// With the fragments of `fragments.toml` beside the file: those that the categories of a language have in common.
    pub fn with_fragments(mut self) -> Result<Config, Error> {
        let path = self.beside(Path::new("fragments.toml"));
        if path.is_file() {
            for (name, fragment) in Config::read(&Place::Given(&path))?.file.fragments {
                self.file.fragments.entry(name).or_insert(fragment);
            }
        }
        Ok(self)
    }

    /// What the file adds to the judge.
    pub fn own(&self) -> Result<Arc<Own>, Error> {
        own::own(&self.file, &self.source, false).map(Arc::new)
    }

    /// As `own`, for a file whose rules may take the place of built-in ones.
    pub fn own_instead(&self) -> Result<Own, Error> {
        own::own(&self.file, &self.source, true)
    }

    /// The file as it is shown; empty if there is none.
    pub fn path(&self) -> &Path {
        &self.source.path
    }

    /// Line at which each rule of the file starts, in their order.
    pub fn rule_lines(&self) -> impl Iterator<Item = (&str, usize)> {
        self.file.rules.iter().map(|rule| (rule.get_ref().id.as_str(), self.source.line(rule.span().start)))
    }

    /// Line at which each site of the file starts, in their order.
    pub fn site_lines(&self) -> impl Iterator<Item = usize> {
        self.file.sites.iter().map(|site| self.source.line(site.span().start))
    }

    /// A path that the file names: relative ones start from its folder.
    pub fn beside(&self, path: &Path) -> PathBuf {
        self.source.path.parent().unwrap_or(Path::new("")).join(path)
    }

    /// A setting with words: what the command line says, else the file, else `usual`.
    pub fn word<T>(
        &mut self,
        words: &Words<T>,
        given: Option<T>,
        written: fn(&File) -> &Option<Spanned<String>>,
        usual: T,
    ) -> Result<T, Error> {
        let (value, from) = match (given, written(&self.file)) {
            (Some(value), _) => (value, COMMAND_LINE.to_owned()),
            (None, Some(word)) => {
                let wrong = |fault: String| self.source.fault(&word.span(), &format!("{}: {fault}", words.name));
                ((words.read)(word.get_ref()).map_err(wrong)?, self.place(word))
            }
            (None, None) => (usual, USUAL.to_owned()),
        };
        self.show(words.name, &(words.show)(&value), from);
        Ok(value)
    }

    /// A setting that is a number, a switch or a list.
    pub fn value<T: Clone + Serialize>(
        &mut self,
        name: &'static str,
        given: Option<T>,
        written: fn(&File) -> &Option<Spanned<T>>,
        usual: T,
    ) -> T {
        let (value, from) = match (given, written(&self.file)) {
            (Some(value), _) => (value, COMMAND_LINE.to_owned()),
            (None, Some(value)) => (value.get_ref().clone(), self.place(value)),
            (None, None) => (usual, USUAL.to_owned()),
        };
        self.show(name, &value, from);
        value
    }

    /// An error at a value of the file.
    pub fn fault<T>(&self, written: fn(&File) -> &Option<Spanned<T>>, message: &str) -> Error {
        let span = written(&self.file).as_ref().map(Spanned::span).unwrap_or_default();
        self.source.fault(&span, message)
    }

    fn show(&mut self, name: &'static str, value: &impl Serialize, from: String) {
        self.shown.retain(|shown| shown.name != name);
        self.shown.push(Shown { name, value: dump::value(value), from });
    }

    /// Where in the file something stands.
    fn place<T>(&self, at: &Spanned<T>) -> String {
        format!("{}:{}", shown(&self.source.path), self.source.line(at.span().start))
    }
}

/// Said of what nobody said.
const USUAL: &str = "default";
const COMMAND_LINE: &str = "command line";

/// The nearest file, from the working folder upwards. A working folder that is gone has none above it.
fn find() -> Option<PathBuf> {
    let near = PathBuf::from(NAME);
    if near.is_file() {
        return Some(near);
    }
    let here = std::env::current_dir().ok()?;
    here.ancestors().skip(1).map(|folder| folder.join(NAME)).find(|path| path.is_file())
}
