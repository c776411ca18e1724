//! The work of one document, counted and not timed, so that every machine decides alike: before a stage begins, what it
//! has before it is counted, and a stage that would go beyond the bound is left out. The text then stays as it was before
//! that stage. Counting costs nothing by this; it holds because every stage takes time in proportion to what is counted
//! (`cargo bench --bench batch -- --work` measures it).

use std::cell::Cell;

use crate::article::{Edit, Extracted, Note};
use crate::options::{Options, Stages};

/// One unit is a byte of the document read: decoded, taken apart, looked through for metadata.
const READ: u64 = 1;
/// A block judged, in such units: its features and its trees.
const BLOCK: u64 = 400;
/// A byte of a block judged: the rules may start at every word.
const JUDGED: u64 = 8;
/// A step of what rules search there: a block of phrases takes hundreds of times as many as one of prose.
const STEP: u64 = 1;
/// A block mended.
const PIECE: u64 = 60;
/// A byte of it: every word is looked up.
const MENDED: u64 = 5;

/// What has been done and what may be.
#[derive(Debug)]
pub struct Work {
    done: u64,
    most: u64,
    stages: Stages,
    left_out: Vec<&'static str>,
}

impl Work {
    /// Of a document with these settings.
    pub fn new(options: &Options) -> Work {
        Work { done: 0, most: options.bounds.work, stages: options.stages, left_out: Vec::new() }
    }

    /// So many bytes are read, bound or not: what is done with them has a bound of its own in their number.
    pub fn read(&mut self, bytes: usize) {
        self.done = self.done.saturating_add(READ.saturating_mul(bytes as u64));
    }

    /// May this be judged? Nothing with more blocks than are kept apart is: the last of them may be of any size.
    pub fn judge(&mut self, extracted: &Extracted) -> bool {
        if extracted.too_many {
            return false;
        }
        if !matches!(self.stages, Stages::Judge | Stages::Repair) {
            return true;
        }
        let (blocks, bytes) = (extracted.blocks.len() as u64, extracted.text.len() as u64);
        self.may("judged", BLOCK.saturating_mul(blocks).saturating_add(JUDGED.saturating_mul(bytes)))
    }

    /// What the rules may do on what is judged.
    pub fn effort(&self) -> Effort {
        Effort::new(self.most.saturating_sub(self.done) / STEP)
    }

    /// This much of it was done.
    pub fn looked(&mut self, effort: &Effort) {
        self.done = self.done.saturating_add(STEP.saturating_mul(effort.taken()));
        if effort.is_spent() {
            self.left_out.push("searched by rules to its end");
        }
    }

    /// May what these cuts leave be mended?
    pub fn mend(&mut self, extracted: &Extracted, cuts: &[Edit]) -> bool {
        if extracted.too_many {
            return false;
        }
        if !matches!(self.stages, Stages::Repair | Stages::RepairOnly) {
            return true;
        }
        let cut: usize = cuts.iter().map(|cut| cut.span.len()).sum();
        let (blocks, bytes) = (extracted.blocks.len() as u64, extracted.text.len().saturating_sub(cut) as u64);
        self.may("mended", PIECE.saturating_mul(blocks).saturating_add(MENDED.saturating_mul(bytes)))
    }

    fn may(&mut self, what: &'static str, costs: u64) -> bool {
        let sum = self.done.saturating_add(costs);
        let may = sum <= self.most;
        if may {
            self.done = sum;
        } else {
            self.left_out.push(what);
        }
        may
    }

    /// Units of work done.
    pub fn done(&self) -> u64 {
        self.done
    }

    /// What the reader of the result should know.
    pub fn note(&self) -> Option<Note> {
        let message = format!("not {}: that would take over {} units of work", self.left_out.join(", not "), self.most);
        (!self.left_out.is_empty()).then_some(Note { code: "work-limit", message })
    }
}

/// What the rules may still do in one document, in steps of their searches: a text that is phrases throughout takes hundreds of
/// times as long as any other of its length. Once no steps are left no rule strikes any more: in doubt text stays.
#[derive(Debug)]
pub struct Effort {
    most: u64,
    left: Cell<u64>,
}

impl Effort {
    /// For a document: so many steps.
    pub fn new(most: u64) -> Effort {
        Effort { most, left: Cell::new(most) }
    }

    /// Without end: for one text that somebody asks about.
    pub fn endless() -> Effort {
        Effort::new(u64::MAX)
    }

    /// Steps that were taken.
    pub fn taken(&self) -> u64 {
        self.most - self.left.get()
    }

    /// Have all been taken?
    pub fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// Take so many.
    pub(crate) fn take(&self, steps: u64) {
        self.left.set(self.left.get().saturating_sub(steps));
    }
}
