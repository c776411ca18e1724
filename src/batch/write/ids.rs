//! Files of a run → ids that no other document in the output folder has: the path, with a number where another file has
//! that one. Who has got a number keeps it, though the other may be gone by now.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use crate::batch::manifest::{container, key};
use crate::batch::write::names;
use crate::batch::write::others::Others;

/// What a document is known by from run to run.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// Its path, or its path with a number.
    pub id: String,
    /// The file that it comes from, as seen from the output folder, if there is such a folder.
    pub origin: Option<Arc<str>>,
}

/// The ids of a run.
pub struct Ids {
    /// Ending of the outputs, with its dot.
    ending: &'static str,
    /// Ids given to files, and to which.
    given: HashMap<u64, u64>,
    /// Those of containers: their records have ids of their own.
    containers: HashSet<u64>,
    /// Ids whose records, if they were containers, would have one that a file has.
    shadowed: HashSet<u64>,
    others: Option<Arc<Others>>,
}

impl Ids {
    /// For documents with outputs of this ending.
    pub fn new(ending: &'static str, others: Option<Arc<Others>>) -> Ids {
        Ids { ending, given: HashMap::new(), containers: HashSet::new(), shadowed: HashSet::new(), others }
    }

    /// The identity of a file (links resolved) that is met under this path. `None`: it has been met under it.
    pub fn give(&mut self, relative: &[u8], file: &Path) -> Option<Identity> {
        let path = names::shown(relative);
        let origin: Option<Arc<str>> = self.others.as_ref().and_then(|others| others.origin(file)).map(Arc::from);
        let me = key(file.as_os_str().as_encoded_bytes());
        let own = self.others.as_ref().zip(origin.as_deref()).and_then(|(others, origin)| others.own_id(&path, origin));
        let mut id = own.unwrap_or_else(|| path.clone());
        for number in 2.. {
            match self.given.get(&key(&id)) {
                Some(file) if *file == me => return None,
                None if !self.is_taken(&id, origin.as_deref()) => break,
                _ => id = names::numbered(&path, self.ending, number),
            }
        }
        self.given.insert(key(&id), me);
        self.shadowed.extend(container(&id).map(key));
        Some(Identity { id, origin })
    }

    /// What has this id is a container.
    pub fn hold(&mut self, container: &Identity) {
        self.containers.insert(key(&container.id));
    }

    /// May a record of a container have this id, would a record of this be named like a file, or has it a document of another
    /// input, from another file than `origin`?
    fn is_taken(&self, id: &str, origin: Option<&str>) -> bool {
        container(id).is_some_and(|container| self.containers.contains(&key(container)))
            || self.shadowed.contains(&key(id))
            || self.others.as_ref().is_some_and(|others| others.have_id(id, origin))
    }
}

impl Identity {
    /// Of the `number`th record in it.
    pub fn record(&self, number: u64) -> Identity {
        Identity { id: format!("{}#{number}", self.id), origin: self.origin.clone() }
    }
}
