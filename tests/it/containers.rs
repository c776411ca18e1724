//! Containers, made here: every kind, cut off and damaged, with names that lead elsewhere, and with far more in them
//! than they should have.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use tar::{EntryType, Header};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::tool::{ARTICLE, Ran, Work};

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut to = GzEncoder::new(Vec::new(), Compression::best());
    to.write_all(bytes).unwrap();
    to.finish().unwrap()
}

pub fn page(number: usize) -> String {
    format!("<html><body><h1>Ferry {number}</h1><p>{}</p></body></html>", ARTICLE.replace("\n\n", "</p><p>"))
}

pub fn record(kind: &str, fields: &str, length: Option<usize>, body: &[u8]) -> Vec<u8> {
    let length = length.unwrap_or(body.len());
    let head = format!("WARC/1.0\r\nWARC-Type: {kind}\r\n{fields}Content-Length: {length}\r\n\r\n");
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn response(url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let http = [b"HTTP/1.1 200 OK\r\n", head.as_bytes(), b"\r\n", body].concat();
    let fields = format!(
        "WARC-Target-URI: {url}\r\nWARC-Date: 2020-01-02T03:04:05Z\r\nContent-Type: application/http; msgtype=response\r\n"
    );
    record("response", &fields, None, &http)
}

fn html(url: &str, number: usize) -> Vec<u8> {
    response(url, "Content-Type: text/html; charset=utf-8\r\n", page(number).as_bytes())
}

pub fn tar(entries: &[(&str, EntryType, &[u8])]) -> Vec<u8> {
    let mut to = tar::Builder::new(Vec::new());
    for (path, kind, bytes) in entries {
        let mut header = Header::new_gnu();
        header.as_mut_bytes()[..path.len()].copy_from_slice(path.as_bytes());
        header.set_entry_type(*kind);
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        to.append(&header, *bytes).unwrap();
    }
    to.into_inner().unwrap()
}

pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (path, bytes) in entries {
        to.start_file(*path, options).unwrap();
        to.write_all(bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// What came of one file of this name.
pub fn ran(name: &str, bytes: &[u8]) -> (Work, Ran) {
    let work = Work::with(&[(name, bytes)]);
    let ran = work.run(&["clean", "--json"]);
    (work, ran)
}

pub fn events(name: &str, bytes: &[u8]) -> Vec<String> {
    ran(name, bytes).1.events()
}

pub fn outputs(work: &Work) -> Vec<String> {
    work.tree("cleaned").into_keys().map(|path| path.to_string_lossy().into_owned()).collect()
}

#[test]
fn a_warc_is_read_record_by_record() {
    let latin1 = response("http://example.org/b?x=1", "Content-Type: text/html; charset=iso-8859-1\r\n", &{
        let text: String = page(2).replace("harbour", "Zürich");
        text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>()
    });
    let error = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Nothing here".as_slice();
    let fields = "WARC-Target-URI: http://example.org/gone\r\nContent-Type: application/http\r\n";
    let warc = [
        record("warcinfo", "", None, b"software: test\r\n"),
        html("http://example.org/a.html", 1),
        record("request", "Content-Type: application/http\r\n", None, b"GET / HTTP/1.1\r\n\r\n"),
        latin1,
        response("http://example.org/logo", "Content-Type: image/png\r\n", b"\x89PNG\r\n\x1a\n\0"),
        record("response", fields, None, error),
        record(
            "conversion",
            "WARC-Target-URI: http://example.org/wet\r\nContent-Type: text/plain\r\n",
            None,
            ARTICLE.as_bytes(),
        ),
    ];
    let packed = warc.iter().flat_map(|record| gzip(record)).collect::<Vec<u8>>();
    let zstd = zstd::encode_all(warc.concat().as_slice(), 1).unwrap();
    for (name, bytes) in [("w.warc", warc.concat()), ("w.warc.gz", packed), ("w.warc.zst", zstd)] {
        let (work, ran) = ran(name, &bytes);
        let expected =
            ["#2 cleaned -", "#4 cleaned -", "#5 skipped not-text", "#6 skipped http-status", "#7 unchanged -"];
        assert_eq!(ran.events(), expected.map(|event| format!("{name}{event}")));
        let events = ran.json();
        assert_eq!(events[0]["url"], "http://example.org/a.html");
        assert_eq!(events[0]["fetched"], "2020-01-02T03:04:05Z");
        assert_eq!((&events[1]["charset"], &events[1]["evidence"]), (&"windows-1252".into(), &"transport".into()));
        let names = ["w.warc/example.org/a.html.txt", "w.warc/example.org/b%3Fx=1.txt", "w.warc/example.org/wet.txt"];
        assert_eq!(outputs(&work), names);
        assert!(work.read("cleaned/w.warc/example.org/b%3Fx=1.txt").contains("Zürich"));
        assert_eq!(ran.code, Some(0));
    }
}

#[test]
fn lengths_that_lie_cost_one_record() {
    let fields = "WARC-Target-URI: http://example.org/x\r\nContent-Type: application/http\r\n";
    let http = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", page(1).as_bytes()].concat();
    let good = html("http://example.org/good", 2);
    let short = [record("response", fields, Some(17), &http), good.clone()].concat();
    assert_eq!(events("w.warc", &short), ["w.warc#1 error bad-warc", "w.warc#2 cleaned -"]);
    let long = [record("response", fields, Some(1_000_000_000_000), &http), good.clone()].concat();
    assert_eq!(events("w.warc", &long), ["w.warc#1 error bad-warc"]);
    let negative =
        [good.clone(), record("response", &format!("{fields}Content-Length: -5\r\n"), None, &http), good.clone()];
    let expected = ["w.warc#1 cleaned -", "w.warc#2 error bad-warc", "w.warc#3 cleaned -"];
    assert_eq!(events("w.warc", &negative.concat()), expected);
    let (work, cut) = ran("w.warc", &[good.as_slice(), &good[..good.len() - 200]].concat());
    assert_eq!(cut.events(), ["w.warc#1 cleaned -", "w.warc#2 error bad-warc"]);
    assert_eq!(outputs(&work), ["w.warc/example.org/good.txt"]);
    let packed = gzip(&good);
    let cut = [packed.as_slice(), &packed[..packed.len() - 60]].concat();
    assert_eq!(events("w.warc.gz", &cut), ["w.warc.gz#1 cleaned -", "w.warc.gz error bad-gzip"]);
    let endless = [b"WARC/1.0\r\n".as_slice(), &b"X: y\r\n".repeat(100_000)].concat();
    assert_eq!(events("w.warc", &endless), ["w.warc#1 error bad-warc"]);
}

#[test]
fn codings_of_a_response_are_undone() {
    let page = page(1);
    let half = page.len() / 2;
    let chunked = format!("{half:x}\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n", &page[..half], page.len() - half, &page[half..]);
    let table: [(&str, Vec<u8>); 5] = [
        ("Content-Encoding: gzip\r\n", gzip(page.as_bytes())),
        ("Content-Encoding: gzip\r\n", page.clone().into_bytes()),
        ("Transfer-Encoding: chunked\r\n", chunked.into_bytes()),
        ("Content-Encoding: zstd\r\n", zstd::encode_all(page.as_bytes(), 1).unwrap()),
        ("Content-Length: 9999999\r\n", page.clone().into_bytes()),
    ];
    for (head, body) in table {
        let head = format!("Content-Type: text/html\r\n{head}");
        let (work, ran) = ran("w.warc", &response("http://example.org/", &head, &body));
        assert_eq!(ran.events(), ["w.warc#1 cleaned -"], "{head}");
        assert!(work.read("cleaned/w.warc/example.org/index.txt").ends_with("the season had begun well.\n"), "{head}");
        assert_eq!(ran.json()[0]["notes"].to_string().contains("truncated"), head.contains("9999999"), "{head}");
    }
}

#[test]
fn office_files_and_programs_are_no_archives_of_pages() {
    for part in ["[Content_Types].xml", "META-INF/MANIFEST.MF"] {
        let members: [(&str, &[u8]); 2] = [("word/document.xml", b"<a>The ferry sails.</a>"), (part, b"<Types/>")];
        assert_eq!(events("x.docx", &zip(&members)), ["x.docx skipped binary"]);
    }
}

#[test]
fn only_regular_files_of_an_archive_are_documents() {
    use EntryType as E;
    let article = ARTICLE.as_bytes();
    let bytes = tar(&[
        ("site/", E::Directory, b""),
        ("site/a.txt", E::Regular, article),
        ("site/A.txt", E::Regular, article),
        ("../up.txt", E::Regular, article),
        ("/abs.txt", E::Regular, article),
        ("C:\\x.txt", E::Regular, article),
        ("link", E::Symlink, b""),
        ("hard", E::Link, b""),
        ("dev", E::Char, b""),
        ("fifo", E::Fifo, b""),
        ("b.txt.gz", E::Regular, &gzip(article)),
        ("c.zip", E::Regular, &zip(&[("x", article)])),
        ("empty", E::Regular, b""),
        ("n.png", E::Regular, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"),
    ]);
    let expected = [
        "#2 unchanged -",
        "#3 unchanged -",
        "#4 skipped unsafe-path",
        "#5 skipped unsafe-path",
        "#6 skipped unsafe-path",
        "#7 skipped link-in-archive",
        "#8 skipped link-in-archive",
        "#9 skipped device",
        "#10 skipped fifo",
        "#11 skipped nested-compression",
        "#12 skipped nested-container",
        "#13 skipped empty",
        "#14 skipped binary",
    ];
    for (name, bytes) in [("t.tar", bytes.clone()), ("t.tar.gz", gzip(&bytes)), ("t.bin", bytes)] {
        let (work, ran) = ran(name, &bytes);
        assert_eq!(ran.events(), expected.map(|event| format!("{name}{event}")));
        let folder = name.strip_suffix(".gz").unwrap_or(name);
        assert_eq!(outputs(&work), [format!("{folder}/site/A~2.txt"), format!("{folder}/site/a.txt")]);
        assert_eq!(ran.json()[0]["member"], "site/a.txt");
    }
}

#[test]
fn long_names_in_a_tar_are_read_and_have_a_bound() {
    let mut to = tar::Builder::new(Vec::new());
    let path = format!("{}/{}.txt", "d".repeat(90), "f".repeat(120));
    let mut header = Header::new_gnu();
    header.set_size(ARTICLE.len() as u64);
    to.append_data(&mut header, &path, ARTICLE.as_bytes()).unwrap();
    let (work, ran) = ran("t.tar", &to.into_inner().unwrap());
    assert_eq!(ran.json()[0]["member"], path);
    assert_eq!(outputs(&work), [format!("t.tar/{path}")]);
    let huge = tar(&[("././@LongLink", EntryType::GNULongName, &vec![b'x'; 200_000])]);
    assert_eq!(events("t.tar", &huge), ["t.tar error bad-tar"]);
}

#[test]
fn damaged_archives_keep_what_came_before() {
    let article = ARTICLE.as_bytes();
    let good = tar(&[("a.txt", EntryType::Regular, article), ("b.txt", EntryType::Regular, article)]);
    assert_eq!(events("t.tar", &good[..1700]), ["t.tar#1 unchanged -", "t.tar error bad-tar"]);
    let mut bad = good;
    bad[1024 + 5] ^= 0x20;
    assert_eq!(events("t.tar", &bad), ["t.tar#1 unchanged -", "t.tar error bad-tar"]);
    let mut wrong = zip(&[("a.txt", article), ("b.txt", article)]);
    let at = 14 + wrong.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap() + 2;
    wrong[at] ^= 1;
    assert_eq!(events("z.zip", &wrong), ["z.zip#1 unchanged -", "z.zip#2 error bad-zip"]);
    let whole = zip(&[("a.txt", article)]);
    assert_eq!(events("z.zip", &whole[..whole.len() - 10]), ["z.zip error bad-zip"]);
    assert_eq!(events("z.zip.gz", &gzip(&whole)), ["z.zip.gz skipped nested-container"]);
}

#[test]
fn a_zip_is_read_by_its_directory_and_its_sizes_are_not_believed() {
    let article = ARTICLE.as_bytes();
    let bytes =
        zip(&[("site/a.html", page(1).as_bytes()), ("../up.txt", article), ("c\\d.txt", article), ("e.txt", article)]);
    let (work, ran) = ran("z.zip", &bytes);
    let expected = ["z.zip#1 cleaned -", "z.zip#2 skipped unsafe-path", "z.zip#3 unchanged -", "z.zip#4 unchanged -"];
    assert_eq!(ran.events(), expected);
    assert_eq!(outputs(&work), ["z.zip/c%5Cd.txt", "z.zip/e.txt", "z.zip/site/a.html.txt"]);
    let mut lie = zip(&[("a.txt", article)]);
    let at = 24 + lie.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    lie[at..at + 4].copy_from_slice(&5u32.to_le_bytes());
    assert!(events("z.zip", &lie)[0].starts_with("z.zip#1 "), "{:?}", events("z.zip", &lie));
    assert_eq!(events("z.zip", &zip(&[])), ["z.zip skipped no-documents"]);
}

#[test]
fn far_more_than_there_should_be_ends_the_container() {
    let blank = vec![b' '; 40 << 20];
    let mut entries: Vec<(&str, EntryType, &[u8])> = vec![("a.txt", EntryType::Regular, ARTICLE.as_bytes())];
    entries.extend(["b", "c", "d", "e"].map(|name| (name, EntryType::Regular, blank.as_slice())));
    let events = events("t.tar.gz", &gzip(&tar(&entries)));
    assert_eq!(events.first().map(String::as_str), Some("t.tar.gz#1 unchanged -"));
    assert_eq!(events.last().map(String::as_str), Some("t.tar.gz skipped bomb"), "{events:?}");
}

#[test]
fn the_page_of_an_mhtml_is_the_document() {
    let head = "From: <Saved>\r\nSnapshot-Content-Location: http://example.org/p\r\n\
        Date: Thu, 2 Jan 2020 05:04:05 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"; boundary=\"b1\"\r\n\r\n";
    let page = page(1).replace("harbour", "h=C3=A4fen").replace("<p>", "<p class=3D\"a\">");
    let part = format!(
        "--b1\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{page}\r\n"
    );
    let image = "--b1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n--b1--\r\n";
    let (work, ran) = ran("p.mhtml", format!("{head}{part}{image}").as_bytes());
    assert_eq!(ran.events(), ["p.mhtml cleaned -"]);
    assert_eq!((&ran.json()[0]["url"], &ran.json()[0]["charset"]), (&"http://example.org/p".into(), &"UTF-8".into()));
    assert_eq!(ran.json()[0]["fetched"], "2020-01-02T03:04:05Z");
    assert!(work.read("cleaned/p.mhtml.txt").contains("the häfen at noon"));
    assert_eq!(events("p.mhtml", format!("{head}{image}").as_bytes()), ["p.mhtml skipped no-documents"]);
    let piped = work.run_with(&["clean", "-"], format!("{head}{part}{image}").as_bytes());
    assert!(piped.out.contains("the häfen at noon"), "{}", piped.err);
    let explained = work.run(&["explain", "raw/p.mhtml"]);
    assert!(explained.out.contains("the häfen at noon"), "{}", explained.err);
}

#[test]
fn mail_of_several_parts_holds_one_document() {
    let head = "From: Ada <ada@example.org>\nSubject: Letter\nContent-Type: multipart/alternative; boundary=\"b1\"\n\n";
    let text = format!("--b1\nContent-Type: text/plain; charset=iso-8859-1\n\n{}\n", ARTICLE.trim_end());
    let page = "--b1\nContent-Type: text/html; charset=utf-8\n\n<html><body><h1>Letter</h1><p>The ferry came back on Tuesday, \
        and everybody who had waited on the quay was glad of it.</p></body></html>\n";
    let (work, _) = ran("a.eml", format!("{head}{text}{page}--b1--\n").as_bytes());
    assert!(work.read("cleaned/a.eml.txt").contains("came back on Tuesday"));
    let (work, _) = ran("a.eml", format!("{head}{text}--b1--\n").as_bytes());
    assert_eq!(work.read("cleaned/a.eml.txt").trim_end(), ARTICLE.trim_end());
}

#[test]
fn records_come_in_order_whatever_the_threads() {
    let warc: Vec<u8> = (0..200).flat_map(|n| html(&format!("http://example.org/{}", n % 50), n)).collect();
    let work = Work::with(&[("a.warc.gz", &gzip(&warc)), ("b.txt", ARTICLE.as_bytes())]);
    let run = |threads: &str, out: &str| {
        let mut events = work.run(&["clean", "--json", "-j", threads, "-o", out]).json();
        events.iter_mut().for_each(|event| event["ms"] = 0.into());
        events
    };
    let one = run("1", "one");
    assert_eq!(one, run("8", "eight"));
    assert_eq!(work.tree("one"), work.tree("eight"));
    assert_eq!((one.len(), work.tree("one").len()), (201, 201));
    let stream = |threads: &str| work.run(&["clean", "-j", threads, "--format", "jsonl", "-o", "-"]).out;
    assert_eq!(stream("1"), stream("8"));
    assert!(stream("2").contains("\"fetched\":\"2020-01-02T03:04:05Z\""));
}

#[test]
fn a_stray_byte_costs_no_record() {
    let line = |id: &str, text: &[u8]| [b"{\"id\":\"", id.as_bytes(), b"\",\"text\":\"", text, b"\"}\n"].concat();
    let text = b"The caf\xe9 on the quay is open again, the mayor said on Monday, and so is the bridge behind it.";
    let plain = line("b", ARTICLE.replace('\n', "\\n").as_bytes());
    for (name, bytes) in [
        ("x.jsonl", [line("a", text), plain.clone()].concat()),
        ("x.json", [b"[", &*line("a", text), b",", &plain, b"]"].concat()),
    ] {
        let (work, ran) = ran(name, &bytes);
        let codes = |event: &serde_json::Value| event["notes"][0]["code"].clone();
        assert_eq!(ran.json().iter().map(codes).collect::<Vec<_>>(), ["not-utf8".into(), serde_json::Value::Null]);
        let all: String = outputs(&work).iter().map(|name| work.read(&format!("cleaned/{name}"))).collect();
        assert!(all.contains("The café on the quay"), "{all}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever stands behind the first bytes of a container, the run ends with a word on it and leaves no other file.
    #[test]
    fn no_bytes_stop_a_run(kind in 0..6usize, cut in any::<prop::sample::Index>(), noise in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 0..8)) {
        let article = ARTICLE.as_bytes();
        let mut bytes = match kind {
            0 => [html("http://example.org/a", 1), html("http://example.org/b", 2)].concat(),
            1 => tar(&[("a.txt", EntryType::Regular, article), ("b.txt", EntryType::Regular, article)]),
            2 => zip(&[("a.txt", article), ("b.txt", article)]),
            3 => gzip(&html("http://example.org/a", 1)),
            4 => zstd::encode_all(article, 1).unwrap(),
            _ => serde_json::json!({"id": 1, "text": ARTICLE}).to_string().into_bytes(),
        };
        for (at, byte) in &noise {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        bytes.truncate(cut.index(bytes.len()) + bytes.len() / 2);
        let (work, ran) = ran("x.jsonl", &bytes);
        prop_assert!(matches!(ran.code, Some(0 | 1)), "{}", ran.err);
        prop_assert!(!ran.events().is_empty());
        prop_assert!(ran.json().iter().all(|event| event["reason"] != "panic"), "{}", ran.out);
        let written = ran.json().iter().filter(|event| event["output"].is_string()).count();
        prop_assert_eq!(outputs(&work).len(), written);
    }
}
