//! Inputs → a stream of documents, each with the name of its output, in byte order of their paths; the records of a
//! container stand in its place. What is small is read here, what is large where it is cleaned; nothing waits in memory
//! beyond the bytes in flight.

use std::path::PathBuf;
use std::sync::Arc;

use crate::batch::guard::guarded;
use crate::batch::read::containers::{Container, Facts, Records, container};
use crate::batch::read::load::{self, Opened};
use crate::batch::read::queue::Queue;
use crate::batch::read::stream::Course;
use crate::batch::read::walk::Found;
use crate::batch::write::ids::{Identity, Ids};
use crate::batch::write::names::{self, Names, Output};
use crate::batch::write::others::Others;
use crate::batch::write::review;
use crate::batch::{Gate, Inputs, Limits, Reason, Refusal};

/// One document, or a thing skipped.
pub struct Item {
    /// Relative path as bytes.
    pub relative: Vec<u8>,
    /// What it is known by from run to run.
    pub identity: Identity,
    /// The bytes, or where they are.
    pub source: Source,
    /// The name of its output.
    pub output: Output,
    /// What its container says of it.
    pub facts: Facts,
}

/// Where the bytes of a document are.
pub enum Source {
    /// Here.
    Bytes(load::Loaded),
    /// In a regular file of so many bytes, too large to be read before its turn.
    File(PathBuf, u64),
    /// Nowhere: this is why.
    Refused(Refusal),
}

/// All documents of a run.
pub struct Documents {
    from: From,
    ending: &'static str,
    limits: Limits,
    course: Arc<Course>,
    /// A folder in OUT that is not theirs.
    reserved: Option<&'static str>,
    /// What in OUT is of other inputs.
    others: Option<Arc<Others>>,
}

enum From {
    Stdin,
    Inputs(Inputs),
}

impl Documents {
    /// What is in the inputs. `ending` is that of the outputs, with its dot.
    pub fn of(inputs: Inputs, ending: &'static str, limits: Limits) -> Documents {
        Documents { from: From::Inputs(inputs), ending, limits, course: Arc::default(), reserved: None, others: None }
    }

    /// The document on standard input.
    pub fn stdin(limits: Limits) -> Documents {
        Documents { from: From::Stdin, ending: "", limits, course: Arc::default(), reserved: None, others: None }
    }

    /// Their outputs stay out of the folder of what is to be looked at, if there is one.
    pub fn beside(self, gate: &Gate) -> Documents {
        Documents { reserved: gate.is_asked().then_some(review::FOLDER), ..self }
    }

    /// Their ids and outputs stay clear of those of others.
    pub fn among(self, others: Option<Arc<Others>>) -> Documents {
        Documents { others, ..self }
    }

    /// How far they have been read.
    pub fn course(&self) -> Arc<Course> {
        self.course.clone()
    }

    /// The bounds of the run.
    pub(in crate::batch) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Read all of them into the queue, until nobody wants more. For a sample they are read twice, first to know
    /// which are in it: to keep them meanwhile would take memory.
    pub(in crate::batch) fn read(self, queue: &Queue<Met>) {
        let put = |item: Item| {
            let bytes = item.bytes(&self.limits);
            queue.put(Met { item, until: self.course.bytes() }, bytes)
        };
        match &self.from {
            From::Stdin => {
                let source = load::stdin(&self.limits).map_or_else(Source::Refused, Source::Bytes);
                let identity = Identity { id: "-".to_owned(), origin: None };
                let (relative, facts) = (b"-".to_vec(), Facts::default());
                put(Item { relative, identity, source, output: Output::none(), facts });
            }
            From::Inputs(inputs) => match inputs.sample() {
                None => self.each(inputs, &put),
                Some(files) => {
                    let sample = files.again(|meet| {
                        self.each(inputs, &|item| {
                            meet(&item.relative);
                            true
                        });
                    });
                    self.course.begin_again();
                    self.each(inputs, &|item| !sample.holds(&item.relative) || put(item));
                }
            },
        }
    }

    /// Hand all that is in the inputs to `put`, until it returns false.
    fn each(&self, inputs: &Inputs, put: &dyn Fn(Item) -> bool) {
        let ids = Ids::new(self.ending, self.others.clone());
        let mut names = Names::new(self.ending, self.others.clone());
        self.reserved.iter().for_each(|folder| names.reserve(folder));
        let intake = Intake { limits: &self.limits, course: &self.course, put };
        let mut reader = Reader { ids, names, intake };
        inputs.each(|found| reader.put(found));
    }
}

impl Item {
    /// Bytes that it holds, or will when it is read.
    pub(in crate::batch) fn bytes(&self, limits: &Limits) -> u64 {
        match &self.source {
            Source::Bytes((bytes, _)) => bytes.len() as u64,
            Source::File(_, bytes) => (*bytes).min(limits.bytes),
            Source::Refused(_) => 0,
        }
    }
}

/// An item, and how far the inputs had been read when it was found.
pub(in crate::batch) struct Met {
    pub item: Item,
    pub until: u64,
}

/// What the reader of a run puts its items into.
#[derive(Clone, Copy)]
pub(in crate::batch) struct Intake<'a> {
    pub limits: &'a Limits,
    course: &'a Arc<Course>,
    put: &'a dyn Fn(Item) -> bool,
}

impl Intake<'_> {
    /// Put an item. `false`: nobody wants more.
    pub fn put(&self, item: Item) -> bool {
        (self.put)(item)
    }
}

/// The reader of a run.
struct Reader<'a> {
    ids: Ids,
    names: Names,
    intake: Intake<'a>,
}

impl Reader<'_> {
    /// Put what was found, or all that is in it. `false`: nobody wants more.
    fn put(&mut self, found: Found) -> bool {
        let Some(identity) = self.ids.give(&found.relative, &found.path) else { return true };
        if let Some(refusal) = found.refusal {
            return self.item(found.relative, identity, Source::Refused(refusal), Output::none());
        }
        let name = found.relative.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        let name = names::shown(name);
        let opened = Opened::file(&found.path, self.intake.limits, self.intake.course);
        let source = match opened {
            Err(refusal) => Source::Refused(refusal),
            Ok(opened) => match container(opened.head(), names::without_compression(&name)) {
                Some(container) => return self.container(container, opened, &found.relative, &identity),
                None => opened.source(self.intake.limits).unwrap_or_else(Source::Refused),
            },
        };
        let output = self.names.file(&identity.id);
        self.item(found.relative, identity, source, output)
    }

    /// Put the records of a container. What goes wrong with it ends it, not the run.
    fn container(&mut self, container: &Container, opened: Opened, relative: &[u8], identity: &Identity) -> bool {
        self.ids.hold(identity);
        let mut records = Records::new(relative, identity, &mut self.names, self.intake);
        let junk = opened.junk();
        let result = guarded(|| (container.read)(opened, &mut records).and_then(|()| junk.refusal()))
            .unwrap_or_else(|message| Err(Refusal { reason: Reason::Panic, message: Some(message) }));
        records.end(result)
    }

    fn item(&self, relative: Vec<u8>, identity: Identity, source: Source, output: Output) -> bool {
        self.intake.put(Item { relative, identity, source, output, facts: Facts::default() })
    }
}
