//! Work on many items in a pool of threads, results handed over in the order of the items.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::batch::Error;

/// Results that may wait for an earlier, slower one. It bounds memory; wide enough that one slow document
/// seldom stops the others.
const WINDOW: usize = 512;

/// A pool of this many threads; 0: one a core.
pub fn pool(threads: usize) -> Result<ThreadPool, Error> {
    ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| Error::Threads(error.to_string()))
}

/// Do `work` for the items `0..count` and call `each` on the results in that order, on this thread. An error of
/// `each` ends the work and is returned.
pub fn ordered<T: Send, E>(
    pool: &ThreadPool,
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    mut each: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let (next, gate) = (AtomicUsize::new(0), Gate::default());
    let (sender, receiver) = mpsc::channel();
    pool.in_place_scope(|scope| {
        for _ in 0..pool.current_num_threads() {
            let (sender, work, next, gate) = (sender.clone(), &work, &next, &gate);
            scope.spawn(move |_| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= count || !gate.pass(at) || sender.send((at, work(at))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let result = in_order(receiver, &gate, &mut each);
        gate.set(usize::MAX);
        result
    })
}

/// Put the results back into order. The receiver is dropped at the end, which stops the senders.
fn in_order<T, E>(
    receiver: mpsc::Receiver<(usize, T)>,
    gate: &Gate,
    each: &mut impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let (mut waiting, mut due) = (BTreeMap::new(), 0);
    for (at, result) in receiver {
        waiting.insert(at, result);
        while let Some(result) = waiting.remove(&due) {
            each(result)?;
            due += 1;
        }
        gate.set(due);
    }
    Ok(())
}

/// Lets an item pass when it is less than `WINDOW` ahead of the one that is due; `usize::MAX` closes it.
#[derive(Default)]
struct Gate {
    due: Mutex<usize>,
    moved: Condvar,
}

impl Gate {
    fn pass(&self, at: usize) -> bool {
        let due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let far = |due: &mut usize| at.saturating_sub(*due) >= WINDOW;
        let due = self.moved.wait_while(due, far).unwrap_or_else(PoisonError::into_inner);
        *due != usize::MAX
    }

    fn set(&self, due: usize) {
        *self.due.lock().unwrap_or_else(PoisonError::into_inner) = due;
        self.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        let pool = pool(4).expect("threads");
        let mut seen = Vec::new();
        let done: Result<(), ()> = ordered(
            &pool,
            3000,
            |at| at * 2,
            |n| {
                seen.push(n);
                Ok(())
            },
        );
        assert_eq!(done, Ok(()));
        assert_eq!(seen, (0..3000).map(|n| n * 2).collect::<Vec<_>>());
    }

    #[test]
    fn an_error_ends_it() {
        let pool = pool(2).expect("threads");
        let done = ordered(&pool, 1_000_000, |at| at, |at| if at == 10 { Err(at) } else { Ok(()) });
        assert_eq!(done, Err(10));
    }
}
