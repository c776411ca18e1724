//! What the rules may still do in one document, counted in steps of their searches: a text that is phrases throughout takes
//! hundreds of times as long as any other of its length.

use std::cell::Cell;

/// Steps that are left. Once there are none, no rule strikes any more: in doubt text stays.
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

    pub(super) fn take(&self, steps: u64) {
        self.left.set(self.left.get().saturating_sub(steps));
    }
}
