//! The articles of a run one after the other → one file, or several of about the same size (`--shard-size`). They get
//! their names when the run is at its end, so that nobody reads half of the old ones and half of the new.

use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::batch::manifest::Made;
use crate::batch::write::line_file::{LineFile, Whole};
use crate::batch::write::pack::Packing;
use crate::batch::write::review;
use crate::batch::{Error, Place};

/// What the name of a shard begins with; its number has so many digits at least.
const SHARD: &str = "part-";
const DIGITS: usize = 5;

/// How a stream of articles lies in the output folder.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its name if it is one file that is not packed.
    pub name: &'static str,
    /// How it is packed.
    pub packing: Option<Packing>,
    /// Bytes of a shard before it is packed; none: all is one file.
    pub shard: Option<u64>,
}

impl Shape {
    /// The name of the file of this number, from 1.
    fn file(&self, number: usize) -> String {
        let name = match self.shard {
            Some(_) => format!("{SHARD}{number:0DIGITS$}{}", self.ending()),
            None => self.name.to_owned(),
        };
        name + self.packing.map_or("", Packing::ending)
    }

    /// May one of its files have this path in the output folder?
    pub fn may_write(&self, path: &Path) -> bool {
        let name = path.to_string_lossy();
        let number = name.strip_prefix(SHARD).and_then(|rest| rest.split('.').next()?.parse().ok());
        name == self.file(number.unwrap_or(1))
    }

    /// Is a file of this name one of such a stream, in whatever pieces and packed or not? It is replaced by a new one.
    pub fn replaces(&self, name: &str) -> bool {
        let name = name.strip_prefix(review::FOLDER).unwrap_or(name);
        let plain = Packing::of_name(name).and_then(|packing| name.strip_suffix(packing.ending())).unwrap_or(name);
        plain == self.name || plain.starts_with(SHARD)
    }

    fn ending(&self) -> &'static str {
        self.name.find('.').and_then(|dot| self.name.get(dot..)).unwrap_or_default()
    }
}

/// A stream on its way.
pub struct Shards {
    place: Arc<Place>,
    shape: Shape,
    /// The folder in OUT, with a slash behind it, or nothing.
    folder: &'static str,
    open: Option<LineFile>,
    whole: Vec<(String, Whole)>,
}

impl Shards {
    /// Begin in this folder of the place. A stream in which nothing is written gives no file, unless one is begun here.
    pub fn new(place: &Arc<Place>, shape: Shape, folder: &'static str) -> Shards {
        Shards { place: Arc::clone(place), shape, folder, open: None, whole: Vec::new() }
    }

    /// Begin the first file, though there may be nothing to write.
    pub fn begun(mut self) -> Result<Shards, Error> {
        self.file()?;
        Ok(self)
    }

    /// Add the line of an article. Returns the file that it went to, and where it begins in that.
    pub fn write(&mut self, line: &str) -> Result<(String, u64), Error> {
        let is_full = |size: u64, open: &LineFile| open.len() > 0 && open.len() + line.len() as u64 > size;
        if self.shape.shard.zip(self.open.as_ref()).is_some_and(|(size, open)| is_full(size, open)) {
            self.end_file()?;
        }
        let at = self.file()?.write(line)?;
        Ok((self.name(), at))
    }

    /// Give what is written so far to the system.
    pub fn flush(&mut self) -> io::Result<()> {
        self.open.as_mut().map_or(Ok(()), LineFile::flush)
    }

    /// Give all files their names. Returns what they are.
    pub fn finish(mut self) -> Result<Vec<Made>, Error> {
        self.end_file()?;
        let name = |(name, whole): (String, Whole)| {
            let made = Made { name, at: None, size: whole.size, hash: whole.hash };
            whole.name().map(|()| made)
        };
        self.whole.into_iter().map(name).collect()
    }

    /// The file that is being written.
    fn file(&mut self) -> Result<&mut LineFile, Error> {
        let open = match self.open.take() {
            Some(open) => open,
            None => self.place.line_file(&self.name(), self.shape.packing)?,
        };
        Ok(self.open.insert(open))
    }

    fn end_file(&mut self) -> Result<(), Error> {
        let name = self.name();
        if let Some(open) = self.open.take() {
            self.whole.push((name, open.end()?));
        }
        Ok(())
    }

    fn name(&self) -> String {
        format!("{}{}", self.folder, self.shape.file(self.whole.len() + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_number_and_packing() {
        let shape = |packing, shard| Shape { name: "articles.jsonl", packing, shard };
        assert_eq!(shape(None, None).file(1), "articles.jsonl");
        assert_eq!(shape(Some(Packing::Gz), None).file(1), "articles.jsonl.gz");
        assert_eq!(shape(Some(Packing::Zst), Some(1)).file(7), "part-00007.jsonl.zst");
        assert_eq!(shape(None, Some(1)).file(123_456), "part-123456.jsonl");
        let may_write = |shard, path: &str| shape(None, shard).may_write(Path::new(path));
        assert!(may_write(Some(1), "part-00002.jsonl") && !may_write(None, "part-00002.jsonl"));
        assert!(may_write(None, "articles.jsonl") && !may_write(Some(1), "part-2.jsonl"));
        let replaces = |name: &str| shape(None, None).replaces(name);
        assert!(replaces("review/articles.jsonl.gz") && replaces("part-00002.jsonl") && !replaces("cuts.jsonl"));
    }
}
