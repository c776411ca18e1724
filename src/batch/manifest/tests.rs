//! The manifest survives being torn, forgets what it is told to forget, and keeps out of what is not its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::*;
use crate::batch::{Reason, Status};

struct Book {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn book() -> Book {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(FILE);
    Book { _folder: folder, path }
}

fn entry(path: &str, bytes: &[u8]) -> Entry {
    Entry {
        path: path.to_owned(),
        id: None,
        origin: None,
        scope: Hash::of(b"raw"),
        input: Some(Hash::of(bytes)),
        size: bytes.len() as u64,
        settings: Hash::of(b"settings"),
        status: Status::Cleaned.word().to_owned(),
        reason: None,
        output: Some(Made::new(&format!("{path}.txt"), None, bytes)),
        cuts: None,
        tally: None,
    }
}

fn open(path: &Path) -> Journal {
    let known = Arc::new(Known::load(path).expect("a manifest"));
    Journal::open(known, path, &Run::new("txt", Hash::of(b"settings"))).expect("a journal")
}

/// A run over these documents. Returns the outputs that are left over.
fn run(path: &Path, entries: &[Entry]) -> Vec<String> {
    let mut journal = open(path);
    entries.iter().for_each(|entry| journal.record(entry.clone()).expect("written"));
    let left = journal.leftovers(Hash::of(b"raw"), |_| true, false);
    journal.finish().expect("finished");
    left.into_iter().map(|(_, left)| left.output.name).collect()
}

#[test]
fn a_rerun_that_changes_nothing_writes_nothing() {
    let book = book();
    let entries = ["a", "b/c", "b/d"].map(|path| entry(path, path.as_bytes()));
    assert!(run(&book.path, &entries).is_empty());
    let written = fs::read(&book.path).expect("there");
    assert!(run(&book.path, &entries).is_empty());
    assert_eq!(fs::read(&book.path).expect("there"), written);
    let known = Known::load(&book.path).expect("a manifest");
    assert_eq!(known.entries().collect::<Vec<_>>(), entries);
    assert_eq!(known.document("b/c"), Some(entries[1].clone()));
    assert_eq!(known.document("b"), None);
}

#[test]
fn a_changed_entry_takes_the_place_of_the_old_one() {
    let book = book();
    run(&book.path, &[entry("a", b"1"), entry("b", b"2")]);
    run(&book.path, &[entry("a", b"3"), entry("b", b"2")]);
    let text = fs::read_to_string(&book.path).expect("text");
    assert_eq!(text.lines().count(), 3, "{text}");
    let known = Known::load(&book.path).expect("a manifest");
    assert_eq!(known.document("a"), Some(entry("a", b"3")));
    assert!(!known.untidy);
}

#[test]
fn what_was_read_and_is_no_article_need_not_be_read_again() {
    let skipped = |reason: Reason| Entry {
        status: Status::Skipped.word().to_owned(),
        reason: Some(reason.word().to_owned()),
        output: None,
        ..entry("main.js", b"let tide = 4;")
    };
    for (reason, lasts) in
        [(Reason::NotText, true), (Reason::NoContent, true), (Reason::Binary, true), (Reason::TooLarge, false)]
    {
        assert_eq!(skipped(reason).lasting().is_some(), lasts, "{reason:?}");
    }
}

#[test]
fn torn_anywhere_it_loses_one_line_and_goes_on() {
    let entries = ["a", "b", "c"].map(|path| entry(path, path.as_bytes()));
    let whole = book();
    run(&whole.path, &entries);
    let bytes = fs::read(&whole.path).expect("there");
    for cut in (0..bytes.len()).step_by(7) {
        let book = book();
        fs::write(&book.path, &bytes[..cut]).expect("written");
        let known = Known::load(&book.path).expect("a manifest");
        let lines = bytes[..cut].iter().filter(|byte| **byte == b'\n').count();
        assert!(known.entries().count() + 1 >= lines, "cut at {cut}");
        run(&book.path, &entries);
        let known = Known::load(&book.path).expect("a manifest");
        assert_eq!(known.entries().collect::<Vec<_>>(), entries, "cut at {cut}");
        assert!(!known.untidy && !known.torn, "cut at {cut}");
    }
}

#[test]
fn lines_that_are_no_lines_are_passed_over() {
    let book = book();
    run(&book.path, &[entry("a", b"1")]);
    let bytes = fs::read(&book.path).expect("there");
    fs::write(&book.path, [b"\0\0\0\xff\n{\"document\":7}\n\n".as_slice(), &bytes, &[0; 100]].concat())
        .expect("written");
    assert_eq!(Known::load(&book.path).expect("a manifest").document("a"), Some(entry("a", b"1")));
    run(&book.path, &[entry("a", b"1")]);
    assert_eq!(fs::read(&book.path).expect("there").len(), bytes.len());
}

#[test]
fn a_manifest_of_another_form_is_not_read() {
    let book = book();
    run(&book.path, &[entry("a", b"1")]);
    let text = fs::read_to_string(&book.path).expect("text").replace("\"form\":1", "\"form\":2");
    fs::write(&book.path, text).expect("written");
    assert_eq!(Known::load(&book.path).expect("a manifest").entries().count(), 0);
    run(&book.path, &[entry("a", b"1")]);
    assert_eq!(Known::load(&book.path).expect("a manifest").entries().count(), 1);
}

#[test]
fn what_vanished_is_told_until_it_is_forgotten() {
    let book = book();
    let all = ["a", "b", "shut/c"].map(|path| entry(path, path.as_bytes()));
    run(&book.path, &all);
    let shut = Entry { status: "error".to_owned(), input: None, output: None, ..entry("shut", b"") };
    let seen = [all[0].clone(), shut];
    assert_eq!(run(&book.path, &seen), ["b.txt"]);
    let mut journal = open(&book.path);
    seen.iter().for_each(|entry| journal.record(entry.clone()).expect("written"));
    assert!(journal.leftovers(Hash::of(b"other inputs"), |_| true, false).is_empty());
    assert!(journal.leftovers(Hash::of(b"raw"), |path| path != "b", false).is_empty());
    let left = journal.leftovers(Hash::of(b"raw"), |_| true, false);
    left.iter().for_each(|(spot, _)| journal.forget(*spot));
    journal.finish().expect("finished");
    assert!(run(&book.path, &seen).is_empty());
    assert!(Known::load(&book.path).expect("a manifest").document("shut/c").is_some());
}

#[test]
fn an_output_whose_document_gives_another_or_none_is_left_over() {
    let book = book();
    let renamed = Entry { output: Some(Made::new("a~2.txt", None, b"1")), ..entry("a", b"1") };
    let nothing = Entry { status: "skipped".to_owned(), output: None, ..entry("b", b"2") };
    let failed = Entry { status: "error".to_owned(), output: None, ..entry("c", b"3") };
    run(&book.path, &["a", "b", "c"].map(|path| entry(path, path.as_bytes())));
    let now = [renamed, nothing, failed];
    assert_eq!(run(&book.path, &now), ["a.txt", "b.txt"]);
    assert_eq!(run(&book.path, &now), ["a.txt", "b.txt"]);
    let known = Known::load(&book.path).expect("a manifest");
    assert_eq!(known.document("c").and_then(|entry| entry.output), entry("c", b"c").output);
    let taken = Entry { output: Some(Made::new("A.txt", None, b"4")), ..entry("d", b"4") };
    let mut with_taken = now.to_vec();
    with_taken.push(taken);
    assert_eq!(run(&book.path, &with_taken), ["b.txt"]);
}
