//! A stream of items → work on them in a pool of threads → results in the order of the items. One thread reads, the
//! pool works, the caller's thread takes the results; what is between reading and taking is bounded in bytes.

use std::collections::BTreeMap;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::batch::Error;
use crate::batch::read::queue::Queue;

/// How long the thread that takes the results may wait without looking up.
const PULSE: Duration = Duration::from_millis(50);

/// A pool of this many threads; 0: one a core.
pub fn pool(threads: usize) -> Result<ThreadPool, Error> {
    ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| Error::Threads(error.to_string()))
}

/// What was made of an item.
pub struct Worked<T> {
    /// The result.
    pub result: T,
    /// Bytes that the item held.
    pub took: u64,
    /// Bytes that the result holds until it is taken.
    pub takes: u64,
}

impl<T> Worked<T> {
    /// With what `make` makes of the result.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Worked<U> {
        Worked { result: make(self.result), took: self.took, takes: self.takes }
    }
}

/// Let `read` put items into the queue, do `work` on them, and call `each` on the results in the order of the items,
/// on this thread; it is also called without a result, several times a second, so that it can look up. Items and results
/// under way hold at most `budget` bytes, or are one. An error of `each` ends the
/// work and is returned; a reader that waits for its input then is not waited for.
pub fn ordered<I: Send + 'static, T: Send, E: From<Error>>(
    pool: &ThreadPool,
    budget: u64,
    read: impl FnOnce(&Queue<I>) + Send + 'static,
    work: impl Fn(I) -> Worked<T> + Sync,
    mut each: impl FnMut(Option<T>) -> Result<(), E>,
) -> Result<(), E> {
    let queue = Arc::new(Queue::new(budget));
    let reader = start(queue.clone(), read)?;
    let (sender, results) = mpsc::channel();
    pool.in_place_scope(|scope| {
        for _ in 0..pool.current_num_threads() {
            let (sender, work, queue) = (sender.clone(), &work, &queue);
            scope.spawn(move |_| {
                while let Some((at, item)) = queue.next() {
                    let mut worked = work(item);
                    worked.takes = worked.takes.min(worked.took);
                    queue.free(worked.took - worked.takes);
                    if sender.send((at, worked)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let result = in_order(results, &queue, &mut each);
        queue.close();
        result
    })?;
    reader.join().map_err(|_| Error::Threads("the reader of the inputs failed".to_owned()).into())
}

/// Start the thread that reads.
fn start<I: Send + 'static>(
    queue: Arc<Queue<I>>,
    read: impl FnOnce(&Queue<I>) + Send + 'static,
) -> Result<thread::JoinHandle<()>, Error> {
    let ends = End(queue);
    let reader = thread::Builder::new().name("reader".to_owned()).spawn(move || read(&ends.0));
    reader.map_err(|error| Error::Threads(error.to_string()))
}

/// Ends the queue when the reader is done, even by a panic: the workers must not wait for ever.
struct End<I>(Arc<Queue<I>>);

impl<I> Drop for End<I> {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// Put the results back into order. The receiver is dropped at the end, which stops the senders.
fn in_order<I, T, E>(
    receiver: mpsc::Receiver<(usize, Worked<T>)>,
    queue: &Queue<I>,
    each: &mut impl FnMut(Option<T>) -> Result<(), E>,
) -> Result<(), E> {
    let (mut waiting, mut due) = (BTreeMap::new(), 0);
    loop {
        let received = receiver.recv_timeout(PULSE);
        each(None)?;
        match received {
            Ok((at, worked)) => waiting.insert(at, worked),
            Err(mpsc::RecvTimeoutError::Timeout) => continue,
            Err(mpsc::RecvTimeoutError::Disconnected) => return Ok(()),
        };
        while let Some(worked) = waiting.remove(&due) {
            each(Some(worked.result))?;
            queue.leave(worked.takes);
            due += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twice(n: usize) -> Worked<usize> {
        Worked { result: n * 2, took: 10, takes: 3 }
    }

    #[test]
    fn results_come_in_order() {
        let (pool, mut seen) = (pool(4).expect("threads"), Vec::new());
        let read = |queue: &Queue<usize>| (0..3000).for_each(|n| assert!(queue.put(n, 10)));
        let done: Result<(), Error> = ordered(&pool, 95, read, twice, |n| {
            seen.extend(n);
            Ok(())
        });
        assert!(done.is_ok());
        assert_eq!(seen, (0..3000).map(|n| n * 2).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_larger_than_the_budget_goes_alone() {
        let pool = pool(2).expect("threads");
        let read = |queue: &Queue<usize>| (0..20).for_each(|n| assert!(queue.put(n, 10)));
        let mut count = 0;
        let done: Result<(), Error> = ordered(&pool, 1, read, twice, |n| {
            count += usize::from(n.is_some());
            Ok(())
        });
        assert!(done.is_ok() && count == 20);
    }

    #[test]
    fn an_error_ends_it_though_the_reader_still_waits() {
        let pool = pool(2).expect("threads");
        let read = |queue: &Queue<usize>| {
            (0..20).for_each(|n| assert!(queue.put(n, 10)));
            thread::park();
        };
        let done =
            ordered(&pool, 1000, read, twice, |n| if n == Some(10) { Err(Error::Usage("x".into())) } else { Ok(()) });
        assert!(matches!(done, Err(Error::Usage(_))));
    }

    #[test]
    fn a_reader_that_panics_is_an_error() {
        let pool = pool(2).expect("threads");
        let read = |queue: &Queue<usize>| {
            queue.put(1, 1);
            std::panic::resume_unwind(Box::new("on purpose"));
        };
        let done: Result<(), Error> = ordered(&pool, 1000, read, twice, |_| Ok(()));
        assert!(matches!(done, Err(Error::Threads(_))));
    }
}
