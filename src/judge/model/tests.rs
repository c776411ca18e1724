//! The weights files fit the features, and reasons share out just what the trees say.

use super::*;

const FILES: [(&str, Kind); 2] = [(HTML_TREES, Kind::Html), (PLAIN_TREES, Kind::Text)];

/// Bytes of all weights together.
const LARGEST: usize = 300_000;

#[test]
fn the_weights_are_small_and_ask_for_features_that_are_there() {
    let lexicons = wording::size() + crate::extract::plain::seams::size();
    assert!(FILES.iter().map(|(file, _)| file.len()).sum::<usize>() + lexicons <= LARGEST);
    for (file, kind) in FILES {
        let names: Vec<String> = features(kind).iter().map(Feature::full_name).collect();
        let asked = file.lines().filter_map(|line| line.strip_prefix("ask\t")?.split('\t').next());
        let asked: Vec<&str> = asked.collect();
        assert!(asked.len() > 50, "{kind:?}: {} features", asked.len());
        for name in asked {
            assert!(names.iter().any(|known| known == name), "{kind:?}: no feature {name}; train anew");
        }
        let Some((last, before)) = model(kind).rounds.split_last() else { panic!("{kind:?}: no round") };
        assert!(last.trees.trees.len() > ASKED && !last.trees.leave_open(i32::MAX), "{kind:?}");
        assert_eq!(last.reasons.trees(), ASKED, "{kind:?}");
        for Round { trees, reasons } in before {
            assert!(
                trees.leave_open(i32::MAX) && !trees.leave_open(i32::MIN),
                "{kind:?}: a round that settles nothing"
            );
            assert_eq!(reasons.trees(), trees.trees.len(), "{kind:?}");
        }
    }
}

#[test]
fn features_have_names_of_their_own() {
    for (_, kind) in FILES {
        let mut names: Vec<String> = features(kind).iter().map(Feature::full_name).collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all, "{kind:?}");
    }
}

#[test]
fn reasons_share_out_what_a_leaf_adds() {
    for (_, kind) in FILES {
        let trees = model(kind).rounds.iter().flat_map(|Round { trees, reasons }| {
            trees.trees.iter().take(ASKED).enumerate().map(move |(number, tree)| (reasons, number, tree))
        });
        for (reasons, number, tree) in trees {
            let weights: Vec<f32> =
                tree.covers.iter().take(1 << tree.splits.len()).map(|cover| cover.max(1e-3)).collect();
            let sum: f32 = tree.leaves.iter().zip(&weights).map(|(leaf, weight)| f32::from(*leaf) * weight).sum();
            let mean = sum / weights.iter().sum::<f32>();
            for (leaf, value) in tree.leaves.iter().enumerate().take(1 << tree.splits.len()) {
                let (told, wanted) = (reasons.total(number, leaf), f32::from(*value) - mean);
                assert!((told - wanted).abs() < 2.0, "{kind:?}, tree {number}, leaf {leaf}: {told}, not {wanted}");
            }
        }
    }
}

#[test]
fn shares_tell_blocks_apart_as_their_chances_do() {
    let text = "Home\nNews\n\nThe old ferry left the harbour at noon on Monday with forty people on board.\n\n\
        Nobody on the quay could say why the second boat stayed behind.\n\nShare this article\n";
    let options = crate::Options { kind: Some(Kind::Text), ..crate::Options::default() };
    let extracted = crate::extract::extract(text, &options);
    let (page, _) = crate::judge::look(&extracted, &options.own, &crate::work::Effort::endless());
    let Scored { probabilities, decided, rounds } = score(&page);
    let odds = probabilities.iter().map(|chance| (chance / (1.0 - chance)).ln());
    let sums = shares(&page);
    let sums = sums.iter().map(|shares| shares.iter().map(|(_, share)| share).sum::<f32>());
    // What a block starts from differs from round to round, and what the first round settles is told lower than it sums to.
    let last: Vec<(f32, f32)> =
        odds.zip(sums).zip(decided).filter(|(_, round)| round + 1 == rounds.len()).map(|(pair, _)| pair).collect();
    assert!(last.len() > 1);
    for (odds, sum) in &last {
        let (told, wanted) = (sum - last[0].1, odds - last[0].0);
        assert!((told - wanted).abs() < 0.02, "{told}, not {wanted}");
    }
}

#[test]
fn small_chances_of_the_first_round_are_told_lower_without_a_leap() {
    let trees = &model(Kind::Html).rounds[0].trees;
    let least = (-20_000..0).find(|sum| trees.leave_open(*sum)).unwrap();
    assert!((trees.chance(least - 1) - trees.chance(least)).abs() < 1e-3);
    assert!(trees.chance(least - 4096) < trees.chance(least) / 4.0);
    assert!((-20_000..20_000).is_sorted_by_key(|sum| trees.chance(sum).to_bits()));
}
