//! Records of one container → items of the run: what each is named after, what is known of it, and why it is left out.

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use crate::article::{Kind, Note};
use crate::batch::read::documents::{Intake, Item, Source};
use crate::batch::read::{containers, sniff, unpack};
use crate::batch::write::ids::Identity;
use crate::batch::write::names::{Names, Output};
use crate::batch::{Limits, Reason, Refusal};

/// What a container says of a record.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Where it was found.
    pub url: Option<String>,
    /// When it was fetched: ISO 8601.
    pub fetched: Option<String>,
    /// Its name in the container: a path or an id.
    pub member: Option<String>,
    /// The charset that it came with.
    pub transport: Option<&'static Encoding>,
    /// The bytes are UTF-8, whatever they say of themselves: the container has decoded them.
    pub decoded: bool,
    /// What it is.
    pub kind: Option<Kind>,
}

/// Where a container puts its records.
pub struct Records<'a> {
    /// Path of the container.
    relative: &'a [u8],
    identity: &'a Identity,
    names: &'a mut Names,
    intake: Intake<'a>,
    put: usize,
    /// Records that are no documents, by what they are.
    passed: BTreeMap<String, usize>,
    open: bool,
}

impl<'a> Records<'a> {
    /// Of this container.
    pub fn new(relative: &'a [u8], identity: &'a Identity, names: &'a mut Names, intake: Intake<'a>) -> Records<'a> {
        Records { relative, identity, names, intake, put: 0, passed: BTreeMap::new(), open: true }
    }

    /// The bounds of the run.
    pub fn limits(&self) -> &'a Limits {
        self.intake.limits
    }

    /// Does anybody want more?
    pub fn open(&self) -> bool {
        self.open
    }

    /// Put the document that is the `number`th record. `inner` is the path that its output gets in the folder of the
    /// container.
    pub fn document(&mut self, number: u64, inner: &str, bytes: Vec<u8>, facts: Facts, notes: Vec<Note>) {
        let identity = self.identity.record(number);
        let output = self.names.record(&self.identity.id, &identity.id, inner);
        let source = Source::Bytes((bytes, notes));
        self.item(Item { relative: self.path(number), identity, source, output, facts });
    }

    /// Put the document that is all there is in the container: it has the container's path and name.
    pub fn only(&mut self, bytes: Vec<u8>, facts: Facts, notes: Vec<Note>) {
        let output = self.names.file(&self.identity.id);
        self.item(Item {
            relative: self.relative.to_owned(),
            identity: self.identity.clone(),
            source: Source::Bytes((bytes, notes)),
            output,
            facts,
        });
    }

    /// Report why the `number`th record is left out.
    pub fn refuse(&mut self, number: u64, refusal: Refusal, facts: Facts) {
        let (source, output) = (Source::Refused(refusal), Output::none());
        self.item(Item { relative: self.path(number), identity: self.identity.record(number), source, output, facts });
    }

    /// Count a record that is no document and was never meant to be one.
    pub fn pass(&mut self, what: &str) {
        if self.passed.len() < MAX_KINDS || self.passed.contains_key(what) {
            *self.passed.entry(what.to_owned()).or_default() += 1;
        }
    }

    /// Report how the container as a whole ended, where there is something to report.
    /// `false`: nobody wants more.
    pub fn end(mut self, result: Result<(), Refusal>) -> bool {
        let refusal = match result {
            Err(_) if !self.open => return false,
            Err(refusal) => refusal,
            Ok(()) if self.put > 0 || !self.open => return self.open,
            Ok(()) => {
                let passed: Vec<String> = self.passed.iter().map(|(what, count)| format!("{count} {what}")).collect();
                Refusal { reason: Reason::NoDocuments, message: Some(passed.join(", ")).filter(|m| !m.is_empty()) }
            }
        };
        let (relative, identity) = (self.relative.to_owned(), self.identity.clone());
        let (source, output) = (Source::Refused(refusal), Output::none());
        self.item(Item { relative, identity, source, output, facts: Facts::default() });
        self.open
    }

    fn path(&self, number: u64) -> Vec<u8> {
        [self.relative, b"#", number.to_string().as_bytes()].concat()
    }

    fn item(&mut self, item: Item) {
        self.put += 1;
        self.open = self.open && self.intake.put(item);
    }
}

/// Kinds of records that are counted apart; what a container calls them is not ours.
const MAX_KINDS: usize = 32;

/// Why a record of this name and these first bytes is no document, if so. What is packed in a container is not opened.
pub fn refusal(bytes: &[u8], name: &str) -> Option<Refusal> {
    if unpack::compression(bytes).is_some() {
        return Some(Reason::NestedCompression.into());
    }
    match containers::container(bytes, name) {
        Some(container) => Some(Refusal::because(Reason::NestedContainer)(container.name)),
        None => sniff::refusal(bytes).map(Refusal::from),
    }
}
