//! Files that are damaged in the middle, or not as they usually are: what can be read stays, the rest is told of, and nothing
//! that it gave before goes.

use tar::EntryType;

use crate::containers::{events, gzip, page, ran, record, tar, zip};
use crate::tool::{ARTICLE, Work};

fn line(id: &str) -> Vec<u8> {
    (serde_json::json!({"id": id, "text": ARTICLE}).to_string() + "\n").into_bytes()
}

/// Three members, with something between the first and the second.
fn members(between: &[u8], second: &[u8]) -> Vec<u8> {
    [&gzip(&line("a")), between, second, &gzip(&line("c"))].concat()
}

#[test]
fn gzip_members_behind_damage_are_told_of() {
    let good = gzip(&line("b"));
    let (first, third) = (gzip(&line("a")), gzip(&line("c")));
    let expected = ["x.jsonl.gz#1 unchanged -", "x.jsonl.gz error bad-gzip"];
    for (what, bytes) in [
        ("no mark", members(b"\0\0", &good[2..])),
        ("a bad header", members(b"\x1f\x8bXXXX", &good[6..])),
        ("a gap of NUL", members(&[0; 10], b"")),
        ("something else", members(b"JUNK", &good)),
        ("cut in a header", [&first, &good[..5]].concat()),
        ("cut behind one byte", [&first, &good[..1]].concat()),
        ("the last without a mark", [&first, b"\0\0".as_slice(), &third[2..]].concat()),
    ] {
        assert_eq!(events("x.jsonl.gz", &bytes), expected, "{what}");
    }
    let (_, told) = ran("x.jsonl.gz", &members(b"JUNK", &good));
    assert!(told.err.contains("x.jsonl.gz") && told.err.contains("4 bytes"), "{}", told.err);
    let padded = [first, vec![0; 1000]].concat();
    assert_eq!(events("x.jsonl.gz", &padded), ["x.jsonl.gz#1 unchanged -"]);
}

#[test]
fn a_packed_page_whose_rest_is_damaged_says_so() {
    let (one, two) = ARTICLE.as_bytes().split_at(200);
    for between in [b"JUNK".as_slice(), &[0; 10], b"\x1f"] {
        let page = [&gzip(one), between, &gzip(two)].concat();
        assert_eq!(events("page.txt.gz", &page), ["page.txt.gz error bad-gzip"], "{between:?}");
    }
}

#[test]
fn what_lies_behind_damage_is_not_pruned() {
    let whole = members(b"", &gzip(&line("b")));
    let work = Work::with(&[("x.jsonl.gz", &whole)]);
    for format in ["txt", "jsonl"] {
        let clean = |args: &[&str]| work.run(&[&["clean", "-o", format, "--format", format, "--json"], args].concat());
        work.put("raw/x.jsonl.gz", &whole);
        clean(&[]);
        let before = work.tree(format);
        work.put("raw/x.jsonl.gz", &members(b"\0\0", &gzip(&line("b"))[2..]));
        let ran = clean(&["--prune"]);
        assert_eq!(ran.events(), ["x.jsonl.gz#1 current -", "x.jsonl.gz error bad-gzip"]);
        assert_eq!(ran.code, Some(1));
        assert_eq!(work.tree(format), before);
    }
}

#[test]
fn a_page_that_is_damaged_keeps_its_line() {
    let work = Work::with(&[("a.txt.gz", &gzip(ARTICLE.as_bytes())), ("b.txt", ARTICLE.as_bytes())]);
    let clean = || work.run(&["clean", "--format", "jsonl", "--prune", "--json"]).events();
    clean();
    let before = work.tree("cleaned");
    work.put("raw/a.txt.gz", &gzip(ARTICLE.as_bytes())[..60]);
    for _again in 0..2 {
        assert_eq!(clean(), ["a.txt.gz error bad-gzip", "b.txt current -"]);
        assert_eq!(work.tree("cleaned"), before);
    }
    work.put("raw/a.txt.gz", &gzip(ARTICLE.as_bytes()));
    assert_eq!(clean(), ["a.txt.gz unchanged -", "b.txt current -"]);
    assert_eq!(work.tree("cleaned"), before);
}

#[test]
fn members_of_a_zip_that_cannot_be_read_are_named() {
    let article = ARTICLE.as_bytes();
    let mut twice = zip(&[("a.txt", article), ("b.txt", b""), ("c.txt", article)]);
    let places: Vec<usize> = (0..twice.len()).filter(|at| twice[*at..].starts_with(b"c.txt")).collect();
    places.iter().for_each(|at| twice[*at] = b'a');
    let (_, both) = ran("z.zip", &twice);
    let expected = ["z.zip#1 unchanged -", "z.zip#2 skipped empty", "z.zip#3 skipped unsupported-member"];
    assert_eq!(both.events(), expected);
    assert_eq!(both.json()[2]["member"], "a.txt");
    let mut locked = zip(&[("a.txt", article)]);
    let directory = locked.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    (locked[6], locked[directory + 8]) = (locked[6] | 1, locked[directory + 8] | 1);
    let (_, locked) = ran("z.zip", &locked);
    assert_eq!(locked.events(), ["z.zip#1 skipped unsupported-member"]);
    assert_eq!(locked.json()[0]["member"], "a.txt");
    let (_, cut) = ran("z.zip", &zip(&[("a.txt", article)])[..100]);
    assert_eq!(cut.events(), ["z.zip error bad-zip"]);
    assert!(cut.err.contains("none of its members can be read"), "{}", cut.err);
}

#[test]
fn what_lies_behind_the_end_of_a_tar_is_read() {
    let entry = |name: &'static str| tar(&[(name, EntryType::Regular, ARTICLE.as_bytes())]);
    let (one, two) = (entry("a.txt"), entry("b.txt"));
    let both = ["t.tar#1 unchanged -", "t.tar#2 unchanged -"];
    assert_eq!(events("t.tar", &[one.clone(), two.clone()].concat()), both, "two archives");
    let content = one.len() - 1024;
    assert_eq!(events("t.tar", &[&one[..content], &[0; 512], &two].concat()), both, "a lone block of NUL");
    let junk = [one, vec![b'x'; 512]].concat();
    assert_eq!(events("t.tar", &junk), ["t.tar#1 unchanged -", "t.tar error bad-tar"]);
}

#[test]
fn records_of_a_warc_that_may_be_pages_are_told_of() {
    let fields = "WARC-Target-URI: http://example.org/a\r\nContent-Type: text/html\r\n";
    let of = |kind: &str| record(kind, fields, None, page(1).as_bytes());
    let kinds = ["warcinfo", "resource", "request", "continuation", "metadata", "revisit", "own"];
    let (_, ran) = ran("w.warc", &kinds.map(of).concat());
    let expected =
        ["2 cleaned -", "4 skipped unsupported-member", "6 skipped unsupported-member", "7 skipped unsupported-member"];
    assert_eq!(ran.events(), expected.map(|event| format!("w.warc#{event}")));
    assert_eq!(ran.json()[2]["url"], "http://example.org/a");
    assert!(ran.json()[2]["notes"].to_string().contains("revisit"));
}

#[test]
fn other_pages_of_an_mhtml_are_told_of() {
    let head = "From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n";
    let part = |n: usize| format!("--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}\r\n", page(n));
    let notes = |parts: usize| {
        let parts: String = (0..parts).map(part).collect();
        let (_, ran) = ran("p.mhtml", format!("{head}{parts}--b--\r\n").as_bytes());
        assert_eq!(ran.events(), ["p.mhtml cleaned -"]);
        ran.json()[0]["notes"].to_string()
    };
    assert!(!notes(1).contains("other-pages"));
    assert!(notes(3).contains("2 more HTML parts"));
}

#[test]
fn frames_that_zstd_skips_may_stand_before_the_data() {
    let packed = zstd::encode_all(line("a").as_slice(), 1).unwrap();
    let skipped =
        |size: u32| [&[0x50, 0x2a, 0x4d, 0x18], size.to_le_bytes().as_slice(), &vec![7; size as usize]].concat();
    for size in [0, 4, 100_000] {
        let bytes = [skipped(3), skipped(size), packed.clone()].concat();
        assert_eq!(events("x.jsonl.zst", &bytes), ["x.jsonl.zst#1 unchanged -"], "{size}");
    }
    let lz4 = [skipped(4), b"\x04\x22\x4d\x18\x64\x40\xa7\0\0\0\0".to_vec()].concat();
    assert_eq!(events("x.jsonl.lz4", &lz4), ["x.jsonl.lz4 skipped binary"]);
}
