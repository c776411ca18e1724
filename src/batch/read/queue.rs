//! Items on their way from the reader to the workers, bounded in number and in bytes until their results are taken.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Items under way: results may wait for an earlier, slower one, wide enough that it seldom stops the others.
const WINDOW: usize = 512;

/// The items that are under way.
pub struct Queue<I> {
    state: Mutex<State<I>>,
    /// There is room for the reader.
    room: Condvar,
    /// There is an item for a worker, or never will be.
    more: Condvar,
    budget: u64,
}

struct State<I> {
    waiting: VecDeque<(usize, I)>,
    /// Items put in so far.
    count: usize,
    /// Of them, those whose results have not been taken.
    under_way: usize,
    /// What they hold.
    bytes: u64,
    /// The reader has no more.
    ended: bool,
    /// Nobody wants more.
    closed: bool,
}

impl<I> Queue<I> {
    /// For so many bytes.
    pub fn new(budget: u64) -> Queue<I> {
        let state = State { waiting: VecDeque::new(), count: 0, under_way: 0, bytes: 0, ended: false, closed: false };
        Queue { state: Mutex::new(state), room: Condvar::new(), more: Condvar::new(), budget }
    }

    /// Put an item in that holds so many bytes, once there is room for it. An item larger than the budget goes alone.
    /// `false`: nobody wants it.
    pub fn put(&self, item: I, bytes: u64) -> bool {
        let full = |state: &mut State<I>| {
            let crowded = state.under_way >= WINDOW || state.bytes.saturating_add(bytes) > self.budget;
            !state.closed && state.under_way > 0 && crowded
        };
        let mut state = self.room.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            return false;
        }
        let at = state.count;
        state.waiting.push_back((at, item));
        state.count += 1;
        state.under_way += 1;
        state.bytes += bytes;
        drop(state);
        self.more.notify_one();
        true
    }

    /// The next item and its place in the order; waits for it. `None`: there are no more.
    pub fn next(&self) -> Option<(usize, I)> {
        let idle = |state: &mut State<I>| state.waiting.is_empty() && !state.ended && !state.closed;
        let mut state = self.more.wait_while(self.lock(), idle).unwrap_or_else(PoisonError::into_inner);
        if state.closed { None } else { state.waiting.pop_front() }
    }

    /// So many bytes are free again.
    pub fn free(&self, bytes: u64) {
        let mut state = self.lock();
        state.bytes = state.bytes.saturating_sub(bytes);
        drop(state);
        self.room.notify_one();
    }

    /// The result of an item was taken; it held so many bytes until now.
    pub fn leave(&self, bytes: u64) {
        self.lock().under_way -= 1;
        self.free(bytes);
    }

    /// The reader has no more.
    pub fn end(&self) {
        self.lock().ended = true;
        self.more.notify_all();
    }

    /// Nobody wants more: the reader is told, the workers stop.
    pub fn close(&self) {
        self.lock().closed = true;
        self.more.notify_all();
        self.room.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<I>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
