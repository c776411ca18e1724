//! Documents of other inputs that earlier runs wrote to the same folder: ids and outputs are theirs for as long as the
//! file that they come from is there. An input that was moved or removed holds nothing.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::batch::manifest::{Entry, Hash, Known};
use crate::batch::read::list::to_path;
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
    /// together. `None`: there is no such file.
    pub fn origin(&self, file: &Path) -> Option<String> {
        if !file.is_absolute() {
            return None;
        }
        let shared = self.out.components().zip(file.components()).take_while(|(out, file)| out == file).count();
        if !self.out.components().take(shared).any(|part| matches!(part, Component::Normal(_))) {
            return Some(to_text(file.as_os_str().as_encoded_bytes()));
        }
        let up = self.out.components().skip(shared).map(|_| b"..".as_slice());
        let down = file.components().skip(shared).map(|part| part.as_os_str().as_encoded_bytes());
        Some(to_text(&up.chain(down).collect::<Vec<_>>().join(&b'/')))
    }

    /// Is this the id of a document, or of a container of documents, that comes from another file than `origin`?
    pub fn have_id(&self, id: &str, origin: Option<&str>) -> bool {
        self.known.of_another(id, origin).is_some_and(|entry| self.stands(&entry))
    }

    /// What the file of this path and origin got for an id when another had its path.
    pub fn own_id(&self, path: &str, origin: &str) -> Option<String> {
        self.known.renamed(path, origin)
    }

    /// Has a document of another input than these, and of another id, this output?
    pub fn have_output(&self, name: &str, id: &str) -> bool {
        self.known.maker(name).is_some_and(|entry| entry.id() != id && self.hold(&entry))
    }

    /// Is this document of another input, and its file still there?
    fn hold(&self, entry: &Entry) -> bool {
        (entry.scope != self.scope || !self.inputs.want(&entry.path)) && self.stands(entry)
    }

    /// Does its line stay in the stream? It does if it is of inputs that were named otherwise than these, and to `prune` is
    /// not asked for, or its file is still there.
    pub fn keep(&self, entry: &Entry, prune: bool) -> bool {
        entry.scope != self.scope && (!prune || self.stands(entry))
    }

    fn stands(&self, entry: &Entry) -> bool {
        let file = entry.origin.as_deref().and_then(|origin| to_path(&to_bytes(origin)));
        file.is_some_and(|file| self.out.join(file).symlink_metadata().is_ok())
    }
}

/// Stands before the two digits of a byte that is not UTF-8; no path has it.
const NOT_UTF8: char = '\0';

/// A path as text from which it can be had back.
fn to_text(path: &[u8]) -> String {
    path.utf8_chunks().fold(String::with_capacity(path.len()), |mut text, chunk| {
        text.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| text.push_str(&format!("{NOT_UTF8}{byte:02x}")));
        text
    })
}

/// The path that became this text.
fn to_bytes(text: &str) -> Vec<u8> {
    let mut parts = text.split(NOT_UTF8);
    let first = parts.next().unwrap_or_default().as_bytes().to_vec();
    parts.fold(first, |mut path, part| {
        let (digits, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        path.extend(u8::from_str_radix(digits, 16));
        path.extend_from_slice(rest.as_bytes());
        path
    })
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

    #[test]
    fn a_path_that_is_not_utf8_comes_back() {
        for path in [b"../caf\xe9/\xff\xfe.txt".as_slice(), "../café%E9.txt".as_bytes(), b"\xe9", b""] {
            assert_eq!(to_bytes(&to_text(path)), path);
        }
        assert_eq!(to_text(b"a/caf\xe9"), "a/caf\0e9");
    }

    fn write(path: &Path) -> PathBuf {
        std::fs::write(path, "a").expect("written");
        path.to_owned()
    }
}
