//! Many paths → a few of them, chosen by chance but always the same ones: those whose paths have the smallest hashes.
//! Whatever else is in the folder, a file is in the sample or not by its own path, so samples change little when
//! files come and go. Files are chosen first, so that the others need not be opened, then documents of what is in those.

use std::cell::RefCell;
use std::collections::BinaryHeap;

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Which paths are in the sample.
#[derive(Clone, Debug)]
pub struct Sample {
    count: usize,
    seed: u64,
    /// Hashes below this; `None`: all.
    limit: Option<u64>,
}

impl Sample {
    /// So many of the paths that `each` tells of.
    pub fn of(count: usize, seed: u64, each: impl FnOnce(&dyn Fn(&[u8]))) -> Sample {
        let smallest = RefCell::new(BinaryHeap::new());
        each(&|path| {
            let mut smallest = smallest.borrow_mut();
            smallest.push(hash(seed, path));
            if smallest.len() > count.saturating_add(1) {
                smallest.pop();
            }
        });
        let mut smallest = smallest.into_inner();
        Sample { count, seed, limit: if smallest.len() > count { smallest.pop() } else { None } }
    }

    /// As many of other paths.
    pub fn again(&self, each: impl FnOnce(&dyn Fn(&[u8]))) -> Sample {
        Sample::of(self.count, self.seed, each)
    }

    /// Is this path in it?
    pub fn holds(&self, path: &[u8]) -> bool {
        self.limit.is_none_or(|limit| hash(self.seed, path) < limit)
    }
}

/// What is drawn for a path: the same on every machine.
pub fn hash(seed: u64, path: &[u8]) -> u64 {
    xxh3_64_with_seed(path, seed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(of: usize, count: usize, seed: u64) -> Vec<Vec<u8>> {
        let paths = || (0..of).map(|n| format!("page/{n:05}.html").into_bytes());
        let sample = Sample::of(count, seed, |meet| paths().for_each(|path| meet(&path)));
        paths().filter(|path| sample.holds(path)).collect()
    }

    #[test]
    fn a_sample_is_even_and_depends_on_the_seed_alone() {
        let first = sample(10_000, 100, 1);
        assert_eq!(first.len(), 100);
        assert_ne!(first, sample(10_000, 100, 2));
        let early = first.iter().filter(|path| path.as_slice() < b"page/05000".as_slice()).count();
        assert!((30..70).contains(&early), "{early} of the first half");
        let fewer = sample(9_000, 100, 1);
        let both = first.iter().filter(|path| fewer.contains(path)).count();
        assert!(both >= 80, "{both}");
        assert_eq!(sample(7, 100, 1).len(), 7);
        assert_eq!(sample(7, 0, 1).len(), 0);
    }
}
