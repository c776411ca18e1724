//! Texts of every form that content has (`tests/samples/`): lists, code, tables, verse, dialogue and more are kept whole,
//! alone and with husk around them. `failing.tsv` lists what is not kept yet. Of those in `more/`, which nobody looks at who
//! changes the judge, it is counted how many lines go.

use std::fs;
use std::path::{Path, PathBuf};

use dehusk::article::Kind;
use dehusk::{Options, clean};

const MENU: &str = "Home\nNews\nSport\nWeather\nContact us\nSign in\n\n";
const FOOTER: &str = "\n\nShare this article\nFacebook\nTwitter\nEmail\n\nMost read\nSign up to our newsletter\n\
Privacy Policy\nTerms of use\n© 2021 Riverside Gazette. All rights reserved.\n";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples")
}

fn samples(folder: &Path) -> Vec<(String, String)> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let texts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let mut all: Vec<_> = texts.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect();
    all.sort();
    all
}

fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of a sample that cleaning took away.
fn lost(sample: &str, text: &str) -> Vec<String> {
    let options = Options { kind: Some(Kind::Text), ..Options::default() };
    let left = one_spaced(&clean(text.as_bytes(), &options).text());
    let lines = sample.lines().map(one_spaced).filter(|line| !line.is_empty());
    lines.filter(|line| !left.contains(line.as_str())).collect()
}

#[test]
fn content_of_every_form_is_kept_whole() {
    let failing = fs::read_to_string(folder().join("failing.tsv")).unwrap();
    let mut failing: Vec<&str> = failing.lines().filter(|line| !line.starts_with('#')).collect();
    let all = samples(&folder());
    assert!(all.len() >= 12);
    for (name, sample) in &all {
        for (how, text) in [("plain", sample.clone()), ("husked", format!("{MENU}{}{FOOTER}", sample.trim_end()))] {
            let lost = lost(sample, &text);
            match failing.iter().position(|listed| *listed == format!("{name}\t{how}")) {
                Some(at) => {
                    let listed = failing.remove(at);
                    assert!(!lost.is_empty(), "{listed} is kept whole: take it off the list");
                }
                None => assert_eq!(lost, [] as [String; 0], "{name}, {how}"),
            }
        }
    }
    assert_eq!(failing, [] as [&str; 0], "listed, but no such sample");
}

/// Of a hundred lines of content between a menu and a footer so many may go.
const MOST_LOST: usize = 3;

#[test]
fn few_lines_of_more_forms_are_lost() {
    let all = samples(&folder().join("more"));
    assert!(all.len() >= 36);
    let (mut lines, mut gone) = (0, Vec::new());
    for (name, sample) in &all {
        assert_eq!(lost(sample, sample), [] as [String; 0], "{name}, plain");
        lines += sample.lines().filter(|line| !line.trim().is_empty()).count();
        gone.extend(lost(sample, &format!("{MENU}{}{FOOTER}", sample.trim_end())));
    }
    assert!(gone.len() * 100 <= MOST_LOST * lines, "{} of {lines} lines go: {gone:#?}", gone.len());
}

#[test]
fn a_long_text_is_kept_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["src/judge/model/forms", "cleaned/extracted", "cleaned/clean"].map(|name| root.join(name));
    let texts: Vec<String> = folders.iter().flat_map(|folder| samples(folder)).map(|(_, text)| text).collect();
    let long = texts.join("\n\n");
    let lost = lost(&long, &long);
    assert!(long.split_whitespace().count() > 25_000, "it is long");
    assert!(lost.len() < 10, "{lost:?}");
}
