//! Documents of other inputs that earlier runs wrote to the same folder: ids and outputs are theirs for as long as the
//! file that they come from is there. An input that was moved or removed holds nothing.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::batch::manifest::{Entry, Hash, Known};
use crate::batch::{Error, Inputs};

/// What is not of this run.
pub struct Others {
    known: Arc<Known>,
    out: PathBuf,
    inputs: Inputs,
    scope: Hash,
}

impl Others {
    /// What earlier runs are known to have written to the folder `out`, and these inputs do not have.
    pub fn new(known: Arc<Known>, out: &Path, inputs: &Inputs) -> Result<Others, Error> {
        let out = out.canonicalize().map_err(Error::at(out))?;
        Ok(Others { known, out, inputs: inputs.clone(), scope: inputs.scope() })
    }

    /// A file (links resolved) as the manifest names it: as it is seen from the output folder, so that both can be moved
    /// together. `None`: there is no such file, or its name is not UTF-8.
    pub fn origin(&self, file: &Path) -> Option<String> {
        if !file.is_absolute() {
            return None;
        }
        let shared = self.out.components().zip(file.components()).take_while(|(out, file)| out == file).count();
        if !self.out.components().take(shared).any(|part| matches!(part, Component::Normal(_))) {
            return file.to_str().map(str::to_owned);
        }
        let up = self.out.components().skip(shared).map(|_| Some(".."));
        let down = file.components().skip(shared).map(|part| part.as_os_str().to_str());
        Some(up.chain(down).collect::<Option<Vec<_>>>()?.join("/"))
    }

    /// Is this the id of a document, or of a container of documents, that comes from another file than `origin`?
    pub fn have_id(&self, id: &str, origin: Option<&str>) -> bool {
        self.known.of_another(id, origin).is_some_and(|entry| self.stands(&entry))
    }

    /// Has a document of another input than these, and of another id, this output?
    pub fn have_output(&self, name: &str, id: &str) -> bool {
        self.known.maker(name).is_some_and(|entry| entry.id() != id && self.hold(&entry))
    }

    /// Is this document of another input, and its file still there?
    fn hold(&self, entry: &Entry) -> bool {
        (entry.scope != self.scope || !self.inputs.want(&entry.path)) && self.stands(entry)
    }

    /// Is it of inputs that were named otherwise than these, and its file still there?
    pub fn keep(&self, entry: &Entry) -> bool {
        entry.scope != self.scope && self.stands(entry)
    }

    fn stands(&self, entry: &Entry) -> bool {
        entry.origin.as_ref().is_some_and(|origin| self.out.join(origin).symlink_metadata().is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Filter;

    #[test]
    fn a_file_is_named_as_seen_from_the_folder() {
        let work = tempfile::tempdir().expect("a folder");
        let root = work.path().canonicalize().expect("there");
        std::fs::create_dir_all(root.join("job/out")).expect("made");
        let inputs = Inputs::new(&[write(&root.join("job/a.txt"))], Filter::default()).expect("an input");
        let others = Others::new(Arc::default(), &root.join("job/out"), &inputs).expect("a folder");
        let origin = |name: &str| others.origin(&root.join(name));
        assert_eq!(origin("job/a.txt").as_deref(), Some("../a.txt"));
        assert_eq!(origin("job/out/b/c.txt").as_deref(), Some("b/c.txt"));
        assert_eq!(origin("raw/site/a.txt").as_deref(), Some("../../raw/site/a.txt"));
    }

    fn write(path: &Path) -> PathBuf {
        std::fs::write(path, "a").expect("written");
        path.to_owned()
    }
}
