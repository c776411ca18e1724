//! A batch over a folder: what is skipped and why, what is left alone, the same result whatever the threads.

use std::fs;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::tool::{ARTICLE, Ran, Work};

const TEXT: &[u8] = ARTICLE.as_bytes();

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut to = GzEncoder::new(Vec::new(), Compression::default());
    to.write_all(bytes).unwrap();
    to.finish().unwrap()
}

/// The events without their times.
fn timeless(ran: &Ran) -> Vec<serde_json::Value> {
    let mut events = ran.json();
    events.iter_mut().for_each(|event| event["ms"] = 0.into());
    events
}

#[test]
fn what_is_no_document_is_skipped_with_its_reason() {
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(ARTICLE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let control: Vec<u8> = TEXT.iter().flat_map(|byte| [*byte, 1]).collect();
    let flood = [TEXT, b"\n", &[1; 2000]].concat();
    let work = Work::with(&[
        ("blank.txt", "\u{3000}\u{a0}\n".as_bytes()),
        ("bm.txt", b"BM is the name of the bench mark, and a text may well begin with these two letters.\n"),
        ("control.txt", &control),
        ("flood.txt", &flood),
        ("empty.html", b""),
        ("empty.txt.gz", &gzip(b"")),
        ("picture.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"),
        ("wide.txt", &utf16),
    ]);
    let ran = work.run(&["clean", "--json", "--encoding", "utf-8"]);
    let skipped: Vec<String> = ran.events().into_iter().filter(|event| event.contains("skipped")).collect();
    let expected = [
        "blank.txt skipped no-content",
        "control.txt skipped binary",
        "empty.html skipped empty",
        "empty.txt.gz skipped empty",
        "picture.html skipped binary",
    ];
    assert_eq!(
        skipped.iter().filter(|event| !event.starts_with("wide")).collect::<Vec<_>>(),
        expected.iter().collect::<Vec<_>>()
    );
    assert_eq!(ran.code, Some(0));
    let decoded =
        work.run(&["clean", "raw/wide.txt", "raw/control.txt", "--stages", "decode", "--json", "-o", "decoded"]);
    assert!(decoded.events().iter().all(|event| !event.contains("skipped")), "{}", decoded.out);
    assert_eq!(work.read("decoded/wide.txt"), ARTICLE);
}

#[test]
fn gzip_is_unpacked_whatever_its_name() {
    let (first, second) = TEXT.split_at(100);
    let whole = gzip(TEXT);
    let mut wrong = whole.clone();
    let at = wrong.len() - 6;
    wrong[at] ^= 1;
    let work = Work::with(&[
        ("cut.gz", &whole[..whole.len() - 20]),
        ("junk.txt.gz", &[&whole[..], b"junk"].concat()),
        ("large.gz", &gzip(&vec![b' '; (64 << 20) + 1])),
        ("nested.gz", &gzip(&whole)),
        ("page.html", &whole),
        ("two.txt.gz", &[gzip(first), gzip(second)].concat()),
        ("wrong.gz", &wrong),
    ]);
    let ran = work.run(&["clean", "--json"]);
    let expected = [
        "cut.gz error bad-gzip",
        "junk.txt.gz unchanged -",
        "large.gz skipped too-large",
        "nested.gz skipped nested-compression",
        "page.html unchanged -",
        "two.txt.gz unchanged -",
        "wrong.gz error bad-gzip",
    ];
    assert_eq!(ran.events(), expected);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.json()[1]["notes"][0]["code"], "gzip-junk");
    assert_eq!(work.read("cleaned/two.txt"), ARTICLE);
    assert_eq!(work.read("cleaned/page.html.txt"), ARTICLE);
}

#[test]
fn a_file_too_large_is_not_read() {
    let work = Work::with(&[("a.txt", TEXT)]);
    let sparse = fs::File::create(work.path("raw/sparse.html")).unwrap();
    sparse.set_len(3 << 30).unwrap();
    let ran = work.run(&["clean", "--json"]);
    assert_eq!(ran.events(), ["a.txt unchanged -", "sparse.html skipped too-large"]);
}

#[cfg(unix)]
#[test]
fn links_pipes_and_sockets_are_never_opened() {
    use std::os::unix::fs::symlink;
    let work = Work::with(&[("a.txt", TEXT)]);
    work.put("secret.txt", TEXT);
    let links = [
        ("inside", "a.txt"),
        ("outside", "../secret.txt"),
        ("folder", ".."),
        ("dangling", "nowhere"),
        ("loop", "loop"),
    ];
    for (name, target) in links {
        symlink(target, work.path("raw").join(name)).unwrap();
    }
    let made = std::process::Command::new("mkfifo").arg(work.path("raw/pipe.html")).status();
    assert!(made.unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(work.path("raw/socket.html")).unwrap();
    let ran = work.run(&["clean", "--json"]);
    let expected = [
        "a.txt unchanged -",
        "dangling skipped link-broken",
        "folder skipped link-outside",
        "inside skipped link-inside",
        "loop skipped link-broken",
        "outside skipped link-outside",
        "pipe.html skipped fifo",
        "socket.html skipped socket",
    ];
    assert_eq!(ran.events(), expected);
    assert_eq!(work.tree("cleaned").len(), 1);
}

#[cfg(unix)]
#[test]
fn an_input_that_is_a_link_is_followed() {
    use std::os::unix::fs::symlink;
    let work = Work::with(&[("a.txt", TEXT)]);
    symlink("raw/a.txt", work.path("file")).unwrap();
    symlink("raw", work.path("folder")).unwrap();
    assert_eq!(work.run(&["clean", "file", "--json"]).events(), ["file unchanged -"]);
    assert_eq!(work.run(&["clean", "folder", "--json"]).events(), ["a.txt unchanged -"]);
    assert_eq!(work.run(&["explain", "file"]).code, Some(0));
    assert_eq!(work.run(&["clean", "folder", "-o", "raw/out"]).code, Some(2));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_an_error_with_its_path_and_the_run_goes_on() {
    use std::os::unix::fs::PermissionsExt;
    let work = Work::with(&[("closed.txt", TEXT), ("shut/b.txt", TEXT), ("z.txt", TEXT)]);
    let mode = |name: &str, mode| fs::set_permissions(work.path(name), fs::Permissions::from_mode(mode)).unwrap();
    mode("raw/closed.txt", 0);
    mode("raw/shut", 0);
    let all_powerful = fs::read(work.path("raw/closed.txt")).is_ok();
    let ran = work.run(&["clean", "--json"]);
    mode("raw/shut", 0o755);
    if all_powerful {
        return;
    }
    assert_eq!(ran.events(), ["closed.txt error unreadable", "shut error unreadable", "z.txt unchanged -"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("closed.txt") && ran.err.contains("shut"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_to_the_outside() {
    use std::os::unix::fs::symlink;
    let work = Work::with(&[("a.txt", TEXT), ("sub/b.txt", TEXT)]);
    work.put("elsewhere/a.txt", b"mine");
    fs::create_dir(work.path("cleaned")).unwrap();
    symlink("../elsewhere", work.path("cleaned/sub")).unwrap();
    symlink("../elsewhere/a.txt", work.path("cleaned/a.txt")).unwrap();
    let ran = work.run(&["clean", "--json"]);
    assert_eq!(ran.events(), ["a.txt unchanged -", "sub/b.txt error not-written"]);
    assert_eq!((ran.code, work.read("elsewhere/a.txt").as_str()), (Some(1), "mine"));
    assert_eq!(work.tree("elsewhere").len(), 1);
    fs::remove_dir_all(work.path("cleaned")).unwrap();
    fs::create_dir(work.path("cleaned")).unwrap();
    symlink("../elsewhere", work.path("cleaned/.dehusk")).unwrap();
    assert_eq!(work.run(&["clean"]).code, Some(2));
}

#[test]
fn other_files_in_the_output_stay_and_no_temporary_file_is_left() {
    let work = Work::with(&[("a.txt", TEXT), ("b/c", TEXT)]);
    work.put("cleaned/notes.md", b"mine");
    assert_eq!(work.run(&["clean"]).code, Some(0));
    let left: Vec<_> = work.tree("cleaned").into_keys().map(|path| path.to_string_lossy().into_owned()).collect();
    assert_eq!(left, ["a.txt", "b/c.txt", "notes.md"]);
    let own: Vec<_> = work.tree("cleaned/.dehusk").into_keys().collect();
    assert_eq!(own, [".gitignore", "lock", "manifest.jsonl"].map(std::path::PathBuf::from));
}

#[test]
fn the_input_is_never_modified() {
    let work = Work::with(&[("a.txt", TEXT), ("b.html", b"<p>One line.Two lines</p>"), ("c.gz", &gzip(TEXT))]);
    let times =
        || ["raw/a.txt", "raw/b.html", "raw/c.gz"].map(|name| work.path(name).metadata().unwrap().modified().unwrap());
    let before = (work.tree("raw"), times());
    assert_eq!(work.run(&["clean"]).code, Some(0));
    assert_eq!((work.tree("raw"), times()), before);
}

#[test]
fn threads_and_reruns_change_nothing_but_times() {
    let files: Vec<(String, Vec<u8>)> = (0..120)
        .map(|n| {
            (format!("{}/{n}.html", n % 7), format!("<h1>Ferry {n}</h1><p>{}</p>", ARTICLE.repeat(1 + n % 40)).into())
        })
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let work = Work::with(&files);
    let one = work.run(&["clean", "--json", "-j", "1", "-o", "one"]);
    let eight = work.run(&["clean", "--json", "-j", "8", "-o", "eight"]);
    let again = work.run(&["clean", "--json", "-j", "8", "-o", "eight", "--force"]);
    assert_eq!(timeless(&one), timeless(&eight));
    assert_eq!(timeless(&one), timeless(&again));
    assert_eq!(work.tree("one"), work.tree("eight"));
    let paths: Vec<String> = one.json().iter().map(|event| event["path"].to_string()).collect();
    assert!(paths.is_sorted() && paths.len() == 120);
}

#[test]
fn what_is_ours_of_an_earlier_run_is_no_input_wherever_it_lies() {
    let work = Work::with(&[("a.txt", ARTICLE.as_bytes())]);
    work.run(&["clean", "raw", "-o", "data/deep/old"]);
    work.put("data/notes/.dehusk/b.txt", ARTICLE.as_bytes());
    let ran = work.run(&["clean", "data", "-o", "out", "--json"]);
    let expected =
        ["deep/old/.dehusk skipped own-files", "deep/old/a.txt unchanged -", "notes/.dehusk/b.txt unchanged -"];
    assert_eq!((ran.code, ran.events()), (Some(0), expected.map(str::to_owned).to_vec()));
}

#[test]
fn what_a_copied_site_has_beside_its_pages_is_no_article() {
    let files: [(&str, &[u8]); 4] = [
        ("site/main.css", b"body { margin: 0 }"),
        ("site/robots.txt", b"User-agent: *\nDisallow: /private\n"),
        ("site/sitemap.xml", b"<?xml version='1.0'?><urlset><url><loc>https://example.org/</loc></url></urlset>"),
        (
            "site/main.js",
            b"<!DOCTYPE html><html><body><p>The bridge is open, said the mayor on Monday.</p></body></html>",
        ),
    ];
    let work = Work::with(&files);
    let expected = [
        "site/main.css skipped not-text",
        "site/main.js cleaned -",
        "site/robots.txt skipped not-text",
        "site/sitemap.xml skipped not-text",
    ];
    assert_eq!(work.run(&["clean", "--json"]).events(), expected);
    let told = work.run(&["clean", "--json", "--kind", "text", "--force"]).events();
    assert!(told.len() == 4 && told.iter().all(|event| !event.contains("not-text")), "{told:?}");
}
