//! The folders of `tests/cases/`: `input.*`, what it must become (`expected.txt`), and every cut and mend with its rule
//! (`reasons.txt`). `BLESS=1` rewrites the last two.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dehusk::{Cleaned, Options, clean};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut found: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    assert!(found.len() >= 10, "the cases are there");
    found
}

fn input(folder: &Path) -> Vec<u8> {
    let mut files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let file = files.find(|path| path.file_stem().is_some_and(|stem| stem == "input"));
    fs::read(file.unwrap_or_else(|| panic!("no input in {folder:?}"))).unwrap()
}

/// A line a cut or mend: what was done, by which rule, where.
fn reasons(cleaned: &Cleaned) -> String {
    let mut lines = String::new();
    let text = &cleaned.extracted.text;
    for verdict in cleaned.verdicts.iter().filter(|verdict| verdict.cut) {
        let _ = writeln!(lines, "cut\t{}\t{}", verdict.rule, text[verdict.span.clone()].replace(['\n', '\t'], " "));
    }
    for edit in cleaned.edits.iter().filter(|edit| !edit.cut) {
        let before = text[..edit.span.start].split_whitespace().next_back().unwrap_or_default();
        let after = text[edit.span.end..].split_whitespace().next().unwrap_or_default();
        let _ = writeln!(lines, "mend\t{}\t{before}|{after}", edit.rule);
    }
    lines
}

#[test]
fn cases_come_out_as_expected() {
    let bless = std::env::var_os("BLESS").is_some();
    for folder in folders() {
        let input = input(&folder);
        let cleaned = clean(&input, &Options::default());
        for (name, made) in [("expected.txt", cleaned.text() + "\n"), ("reasons.txt", reasons(&cleaned))] {
            let path = folder.join(name);
            if bless {
                fs::write(&path, made).unwrap();
            } else {
                assert_eq!(fs::read_to_string(&path).unwrap_or_default(), made, "{path:?}");
            }
        }
    }
}
