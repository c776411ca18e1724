//! Names of outputs, as files really lie in the folder.

use std::path::PathBuf;

use crate::tool::{ARTICLE, Work};

const TEXT: &[u8] = ARTICLE.as_bytes();

fn outputs(work: &Work, folder: &str) -> Vec<PathBuf> {
    work.tree(folder).into_keys().collect()
}

#[test]
fn the_output_mirrors_the_input() {
    let work = Work::with(&[
        ("site/a.html.xz", TEXT),
        ("b.txt", TEXT),
        ("page", TEXT),
        ("page.php?id=5", TEXT),
        ("con.html", TEXT),
    ]);
    assert_eq!(work.run(&["clean"]).code, Some(0));
    let expected = ["%63on.html.txt", "b.txt", "page.php?id=5.txt", "page.txt", "site/a.html.txt"];
    assert_eq!(outputs(&work, "cleaned"), expected.map(PathBuf::from));
    assert_eq!(work.run(&["clean", "--format", "md", "-o", "md"]).code, Some(0));
    assert!(outputs(&work, "md").contains(&PathBuf::from("b.txt.md")));
}

#[test]
fn two_that_would_meet_both_stay_and_the_event_says_so() {
    let work = Work::with(&[("A.html", TEXT), ("a.html", TEXT), ("x", TEXT), ("x.txt", TEXT)]);
    let ran = work.run(&["clean", "--json"]);
    let named: Vec<(String, bool)> = ran
        .json()
        .iter()
        .map(|e| (e["output"].as_str().unwrap().to_owned(), e["notes"].to_string().contains("\"renamed\"")))
        .collect();
    let expected = [("A.html.txt", false), ("a.html~2.txt", true), ("x.txt", false), ("x~2.txt", true)];
    assert_eq!(named, expected.map(|(name, renamed)| (name.to_owned(), renamed)));
    assert_eq!(outputs(&work, "cleaned").len(), 4);
}

#[test]
fn several_inputs_keep_their_folders() {
    let work = Work::with(&[("a.txt", TEXT)]);
    work.put("more/b.txt", TEXT);
    work.put("alone.html", TEXT);
    let ran = work.run(&["clean", "more", "raw/", "alone.html", "raw", "-o", "out"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(outputs(&work, "out"), ["alone.html.txt", "more/b.txt", "raw/a.txt"].map(PathBuf::from));
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf8_have_their_bytes_in_the_event() {
    use std::os::unix::ffi::OsStrExt;
    let work = Work::with(&[]);
    work.put(std::path::Path::new("raw").join(std::ffi::OsStr::from_bytes(b"caf\xe9")), TEXT);
    let ran = work.run(&["clean", "--json"]);
    let event = &ran.json()[0];
    assert_eq!((&event["path"], &event["path_hex"]), (&"caf%E9".into(), &"636166e9".into()));
    assert_eq!(outputs(&work, "cleaned"), [PathBuf::from("caf%E9.txt")]);
}

#[test]
fn names_too_long_are_cut() {
    let name = "n".repeat(250);
    let work = Work::with(&[(&name, TEXT)]);
    assert_eq!(work.run(&["clean", "--format", "txt"]).code, Some(0));
    assert_eq!(outputs(&work, "cleaned")[0].to_str().unwrap().len(), 254);
    let longer = "n".repeat(255);
    let work = Work::with(&[(&longer, TEXT)]);
    assert_eq!(work.run(&["clean"]).code, Some(0));
    let names = outputs(&work, "cleaned");
    assert!(names[0].to_str().unwrap().len() <= 255 && names[0].to_str().unwrap().ends_with(".txt"), "{names:?}");
}
