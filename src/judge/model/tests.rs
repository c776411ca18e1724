//! The weights files fit the features, and reasons share out just what the trees say.

use super::*;

const FILES: [(&str, Kind); 2] = [(HTML_TREES, Kind::Html), (PLAIN_TREES, Kind::Text)];

/// Bytes of all weights together.
const LARGEST: usize = 300_000;

#[test]
fn the_weights_are_small_and_ask_for_features_that_are_there() {
    assert!(FILES.iter().map(|(file, _)| file.len()).sum::<usize>() <= LARGEST);
    for (file, kind) in FILES {
        let names: Vec<String> = features(kind).iter().map(Feature::full_name).collect();
        let asked = file.lines().filter_map(|line| line.strip_prefix("ask\t")?.split('\t').next());
        let asked: Vec<&str> = asked.collect();
        assert!(asked.len() > 50, "{kind:?}: {} features", asked.len());
        for name in asked {
            assert!(names.iter().any(|known| known == name), "{kind:?}: no feature {name}; train anew");
        }
        assert!(model(kind).trees.trees.len() > ASKED, "{kind:?}");
        assert_eq!(model(kind).reasons.trees(), ASKED, "{kind:?}");
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
        let Model { trees, reasons } = model(kind);
        for (number, tree) in trees.trees.iter().take(ASKED).enumerate() {
            let weights: Vec<f32> = tree.covers.iter().map(|cover| cover.max(1e-3)).collect();
            let sum: f32 = tree.leaves.iter().zip(&weights).map(|(leaf, weight)| f32::from(*leaf) * weight).sum();
            let mean = sum / weights.iter().sum::<f32>();
            for (leaf, value) in tree.leaves.iter().enumerate() {
                let (told, wanted) = (reasons.total(number, leaf), f32::from(*value) - mean);
                assert!((told - wanted).abs() < 2.0, "{kind:?}, tree {number}, leaf {leaf}: {told}, not {wanted}");
            }
        }
    }
}

#[test]
fn shares_tell_blocks_apart_as_their_chances_do() {
    let text = "Home\nNews\nSport\n\nThe old ferry left the harbour at noon on Monday with forty people on board.\n\n\
        Nobody on the quay could say why the second boat stayed behind.\n\nShare this article\n";
    let options = crate::Options { kind: Some(Kind::Text), ..crate::Options::default() };
    let extracted = crate::extract::extract(text, &options);
    let (page, _) = crate::judge::look(&extracted, &options.own);
    let odds: Vec<f32> = score(&page).probabilities.iter().map(|chance| (chance / (1.0 - chance)).ln()).collect();
    let sums: Vec<f32> = shares(&page).iter().map(|shares| shares.iter().map(|(_, share)| share).sum()).collect();
    assert!(odds.len() == 6 && sums.len() == 6);
    for (one, other) in odds.iter().zip(&sums) {
        let (told, wanted) = (other - sums[0], one - odds[0]);
        assert!((told - wanted).abs() < 0.02, "{told}, not {wanted}");
    }
}
