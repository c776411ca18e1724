//! The weights files fit the features, and reasons share out just what the trees say.

use super::*;

const FILES: [(&str, Kind); 2] =
    [(include_str!("weights/html.trees"), Kind::Html), (include_str!("weights/plain.trees"), Kind::Text)];

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
