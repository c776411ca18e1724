//! Which documents of a run are shown: all of them, or, beyond the limit, the most affected and a random sample of the
//! others. Memory is bounded by the limit; neither threads nor the order of the documents change the choice.

use std::collections::BTreeMap;

use crate::batch::read::sample;

/// The documents chosen so far, by how much was done to them: a greater rank is more.
pub struct Chosen<R, T> {
    /// Most of each sort.
    most: usize,
    sampled: usize,
    seed: u64,
    /// By rank; of equals the earlier one is the greater.
    affected: BTreeMap<(R, std::cmp::Reverse<usize>), (u64, T)>,
    /// By what the seed makes of the name.
    sample: BTreeMap<(u64, usize), (R, T)>,
}

impl<R: Ord + Copy, T> Chosen<R, T> {
    /// None yet, and never more than `limit`. The same seed draws the same sample.
    pub fn new(limit: usize, seed: u64) -> Chosen<R, T> {
        let sampled = limit / 2;
        Chosen { most: limit - sampled, sampled, seed, affected: BTreeMap::new(), sample: BTreeMap::new() }
    }

    /// Offer the document of this number and name; `make` is called if it is wanted for now.
    pub fn offer<E>(
        &mut self,
        number: usize,
        name: &str,
        rank: R,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<(), E> {
        let lot = sample::hash(self.seed, name.as_bytes());
        let place = (rank, std::cmp::Reverse(number));
        let affected =
            self.affected.len() < self.most || self.affected.first_key_value().is_some_and(|(last, _)| *last < place);
        let sampled = self.sample.len() < self.sampled
            || self.sample.last_key_value().is_some_and(|(last, _)| *last > (lot, number));
        if affected {
            self.affected.insert(place, (lot, make()?));
            if self.affected.len() > self.most
                && let Some(((rank, number), (lot, item))) = self.affected.pop_first()
            {
                self.draw(lot, number.0, rank, item);
            }
        } else if sampled {
            let item = make()?;
            self.draw(lot, number, rank, item);
        }
        Ok(())
    }

    /// All of them, the most affected first; the sample stands behind, by rank too.
    pub fn ranked(self) -> Vec<(usize, T)> {
        let affected = self.affected.into_iter().rev().map(|((_, number), (_, item))| (number.0, item));
        let mut sample: Vec<_> = self.sample.into_iter().collect();
        sample.sort_by(|((_, a), (first, _)), ((_, b), (second, _))| second.cmp(first).then(a.cmp(b)));
        affected.chain(sample.into_iter().map(|((_, number), (_, item))| (number, item))).collect()
    }

    fn draw(&mut self, lot: u64, number: usize, rank: R, item: T) {
        self.sample.insert((lot, number), (rank, item));
        if self.sample.len() > self.sampled {
            self.sample.pop_last();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(limit: usize, shares: impl Iterator<Item = u64>) -> Vec<usize> {
        let mut chosen = Chosen::new(limit, 1);
        for (number, share) in shares.enumerate() {
            let done: Result<(), ()> = chosen.offer(number, &format!("page-{number}"), share, || Ok(number));
            assert_eq!(done, Ok(()));
        }
        chosen.ranked().into_iter().map(|(_, item)| item).collect()
    }

    #[test]
    fn up_to_the_limit_all_are_shown() {
        assert_eq!(chosen(4, [3, 9, 1].into_iter()), [1, 0, 2]);
        assert_eq!(chosen(1, [3].into_iter()), [0]);
        assert_eq!(chosen(0, [3].into_iter()), [0; 0]);
    }

    #[test]
    fn beyond_it_the_most_affected_and_a_sample_of_the_rest() {
        let shares = || (0..1000u64).map(|number| number * 7919 % 1000);
        let found = chosen(20, shares());
        let share: Vec<u64> = found.iter().map(|number| shares().nth(*number).unwrap_or(0)).collect();
        assert_eq!(share[..10], [999, 998, 997, 996, 995, 994, 993, 992, 991, 990]);
        assert_eq!(share.len(), 20);
        let low = share[10..].iter().filter(|share| **share < 500).count();
        assert!((2..=8).contains(&low), "{share:?}");
    }

    #[test]
    fn the_order_in_which_they_come_changes_nothing() {
        let names: Vec<usize> = (0..300).collect();
        let choose = |order: &mut dyn Iterator<Item = &usize>| {
            let mut chosen = Chosen::new(30, 1);
            for name in order {
                let done: Result<(), ()> = chosen.offer(*name, &name.to_string(), name % 17, || Ok(()));
                assert_eq!(done, Ok(()));
            }
            chosen.ranked().into_iter().map(|(number, ())| number).collect::<Vec<_>>()
        };
        assert_eq!(choose(&mut names.iter()), choose(&mut names.iter().rev()));
    }
}
