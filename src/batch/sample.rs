//! Many items → a few of them, chosen by chance but always the same ones: those whose paths have the smallest hashes.
//! Whatever else is in the folder, an item is in the sample or not by its own path, so samples change little when
//! files come and go.

use crate::batch::Item;

/// So many of the items, in their order.
pub fn sample(mut items: Vec<Item>, count: usize, seed: u64) -> Vec<Item> {
    if items.len() <= count {
        return items;
    }
    let mut hashes: Vec<u64> = items.iter().map(|item| hash(seed, &item.relative)).collect();
    hashes.sort_unstable();
    let limit = hashes.get(count).copied().unwrap_or(u64::MAX);
    items.retain(|item| hash(seed, &item.relative) < limit);
    items
}

/// FNV-1a, then mixed so that every bit of the seed and of the last characters counts in every bit.
fn hash(seed: u64, path: &[u8]) -> u64 {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(PRIME);
    let mut hash = path.iter().fold(seed.to_le_bytes().iter().fold(START, step), step);
    for (shift, factor) in [(33, 0xff51_afd7_ed55_8ccd), (33, 0xc4ce_b9fe_1a85_ec53)] {
        hash = (hash ^ hash >> shift).wrapping_mul(factor);
    }
    hash ^ hash >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(count: usize) -> Vec<Item> {
        (0..count).map(|n| Item { relative: format!("page/{n:05}.html").into_bytes(), ..Item::stdin() }).collect()
    }

    fn paths(items: &[Item]) -> Vec<&[u8]> {
        items.iter().map(|item| item.relative.as_slice()).collect()
    }

    #[test]
    fn a_sample_is_even_and_depends_on_the_seed_alone() {
        let first = sample(items(10_000), 100, 1);
        assert_eq!(first.len(), 100);
        assert_eq!(paths(&first), paths(&sample(items(10_000), 100, 1)));
        assert_ne!(paths(&first), paths(&sample(items(10_000), 100, 2)));
        assert!(paths(&first).is_sorted());
        let early = first.iter().filter(|item| item.relative.as_slice() < b"page/05000".as_slice()).count();
        assert!((30..70).contains(&early), "{early} of the first half");
        let fewer = sample(items(9_000), 100, 1);
        let both = first.iter().filter(|item| paths(&fewer).contains(&item.relative.as_slice())).count();
        assert!(both >= 80, "{both}");
        assert_eq!(sample(items(7), 100, 1).len(), 7);
        assert_eq!(sample(items(7), 0, 1).len(), 0);
    }
}
