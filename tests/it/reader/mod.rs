//! The HTML reader beside the reference (`scraper`, that is html5ever): the same text in the same order, in the same
//! blocks. On cases of our own, on random markup and, where the benchmark's pages lie beside the project, on those.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod reference;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use dehusk::article::{Extracted, Kind};
use dehusk::{Options, decode, extract};
use flate2::read::GzDecoder;
use proptest::prelude::*;
use rayon::prelude::*;

use self::reference::{Reference, difference};
use crate::invariants::sound;

fn read(source: &str) -> Extracted {
    let options = Options { kind: Some(Kind::Html), ..Options::default() };
    extract::extract(source, &options)
}

fn blocks(document: &Extracted) -> Vec<&str> {
    document.blocks.iter().map(|block| &document.text[block.span.clone()]).collect()
}

/// In a page without a doctype a table does not end a paragraph; here it always does.
fn compare(source: &str) -> Option<String> {
    let source = format!("<!doctype html>{source}");
    difference(&blocks(&read(&source)), &Reference::of(&source).blocks)
}

const CASES: &str = include_str!("../../html/cases.txt");

#[test]
fn cases_read_as_the_reference_reads_them() {
    let cases: Vec<&str> = CASES.lines().filter(|line| !line.is_empty() && !line.starts_with("## ")).collect();
    assert!(cases.len() > 150);
    for case in cases {
        let source = case.replace("\\n", "\n");
        assert_eq!(compare(&source), None, "{source}");
        sound(&source, &read(&source));
    }
}

/// Where we want to differ: the markup, our blocks, and why.
const WANTED: &[(&str, &[&str], &str)] = &[
    ("<title>Harbour<p>The boats left.", &["The boats left."], "an unclosed title does not swallow the page"),
    ("<p>One.<!-- two <p>Three.", &["One.", "Three."], "nor does an unclosed comment"),
    ("<p>One.<a href=\"x> two</a><p>Three.", &["One. two", "Three."], "nor does an unclosed quote"),
    ("<script><!-- <script></script><p>Text.", &["Text."], "nor does a script that hides its end"),
    ("<textarea>note<p>Text.", &["Text."], "nor does an unclosed text field"),
    ("<frameset><frame src=a><noframes><body><p>Text.</noframes></frameset>", &["Text."], "frames: the text is kept"),
    ("<div>one</section>two</div>", &["one two"], "a stray end tag of a block parts words"),
    ("<td>one</td><td>two</td>", &["one two"], "so does a part of no table"),
    ("<div>a<template shadowrootmode=open><p>b</template></div>", &["a", "b"], "browsers show shadow roots"),
    ("<svg><text>drawn</text><foreignObject><p>set</p></foreignObject></svg>", &["set"], "HTML in a drawing is text"),
];

#[test]
fn differences_that_are_wanted() {
    for (source, want, why) in WANTED {
        let document = read(source);
        sound(source, &document);
        assert_eq!(blocks(&document), *want, "{why}");
    }
}

#[test]
fn words_are_neither_glued_nor_split() {
    for (source, want) in [
        ("<b>un</b>happy", "unhappy"),
        ("<a>One</a><a>Two</a>", "One Two"),
        ("one<b>two</b>", "onetwo"),
        ("<span>word</span><span>Word</span>", "word Word"),
        ("a\n<!-- c -->\tb", "a b"),
        ("H<sub>2</sub>O", "H2O"),
    ] {
        assert_eq!(blocks(&read(source)), [want], "{source}");
    }
}

#[test]
fn links_go_on_behind_what_cut_them_off() {
    let document = read("<p><a href='/x?a=1&amp;b=2'>one<p>two</a><p>three");
    let links: Vec<u32> = document.blocks.iter().map(|block| block.link_bytes).collect();
    assert_eq!(links, [3, 3, 0]);
    assert_eq!(document.inlines.len(), 2);
}

#[test]
fn blocks_know_where_they_come_from() {
    let source = "<h1> Low tide </h1>\n<p>Salt &amp; <b>sand</b>,\nand wind.</p><ul><li>one<li>two</ul>";
    let document = read(source);
    let sources: Vec<&str> = document.blocks.iter().map(|block| &source[block.source.clone()]).collect();
    assert_eq!(sources, ["Low tide", "Salt &amp; <b>sand</b>,\nand wind.", "one", "two"]);
}

/// Tags that random pages are made of. Not the elements of drawings and formulas that HTML may start in: the standard says that list items outside of them
/// are not closed from inside, the reference closes them.
const PIECES: &[&str] = &[
    "p",
    "div",
    "b",
    "i",
    "a",
    "font",
    "nobr",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "thead",
    "caption",
    "colgroup",
    "col",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "span",
    "form",
    "button",
    "select",
    "br",
    "hr",
    "img",
    "input",
    "pre",
    "svg",
    "math",
    "title",
    "template",
    "noscript",
    "object",
    "marquee",
    "address",
    "section",
    "blockquote",
    "body",
    "html",
    "head",
    "x-card",
    "ruby",
    "rt",
    "rp",
    "textarea",
    "script",
    "style",
    "iframe",
    "center",
    "label",
    "fieldset",
    "legend",
    "option",
    "optgroup",
    "dialog",
    "em",
    "code",
];

/// Random markup: tags and words in any order.
fn markup(unbroken: bool) -> impl Strategy<Value = String> {
    let piece = (0..PIECES.len(), 0..8u8).prop_map(move |(piece, kind)| {
        let name = PIECES[piece];
        let closed = matches!(name, "title" | "textarea" | "script" | "style" | "iframe") && unbroken;
        match kind {
            _ if closed => format!("<{name}>in</{name}>"),
            0..=2 => format!("<{name}>"),
            3..=4 => format!("</{name}>"),
            5 => format!("w{piece}"),
            6 => format!("<{name} class='a{piece}'>v{piece}"),
            _ => String::from(" "),
        }
    });
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn random_markup_reads_as_the_reference_reads_it(source in markup(true)) {
        // Code in which a line ends is preformatted wherever it goes on; in the reference's tree that is another element.
        let source = if source.contains("<br") { source.replace("<code", "<tt").replace("</code", "</tt") } else { source };
        prop_assert_eq!(compare(&source), None);
    }

    #[test]
    fn random_markup_makes_sound_documents(source in markup(false)) {
        sound(&source, &read(&source));
    }

    #[test]
    fn anything_makes_a_sound_document(source in "(<|>|/|!|-|'|\"|=|&|;|#|a|p|b|td|table|script|é|\\PC| |\n){0,60}") {
        sound(&source, &read(&source));
    }
}

/// What makes a page read otherwise than by the standard: mail addresses that only a script shows, labels of tabs, and
/// what is left out, buttons behind a heading among it.
const UNLIKE: [&str; 26] = [
    "button",
    "data-cfemail",
    "role=\"tab\"",
    "mw-editsection",
    "mw-cite-backlink",
    "editsection",
    "headerlink",
    "cite_ref",
    "[source]",
    "backref",
    "doc-backlink",
    "footnote-back",
    "reversefootnote",
    "↩",
    "&#8617;",
    "class=\"label\"",
    "lineno",
    "line-number",
    "gutter",
    "hljs-ln",
    "=lnt",
    "\"lnt\"",
    "sr-only",
    "u-srOnly",
    "screen-reader-text",
    "visually-hidden",
];

/// The benchmark's pages, where they are.
fn pages() -> Vec<PathBuf> {
    let bench = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench");
    let folders = ["pages/html", "styles/cleaneval/html", "styles/l3s/html"];
    let files = folders.iter().filter_map(|folder| fs::read_dir(bench.join(folder)).ok()).flatten();
    files.map(|file| file.unwrap().path()).collect()
}

/// Why a page may differ.
fn reason(source: &str, reference: &Reference) -> Option<&'static str> {
    let lower = source.to_ascii_lowercase();
    if lower.contains("<title") && !lower.contains("</title") {
        Some("its title never ends, and would swallow it")
    } else if reference.frames {
        Some("it has frames, and text for those who have none")
    } else {
        None
    }
}

fn page_difference(path: &Path) -> Option<(Option<&'static str>, String)> {
    let mut bytes = Vec::new();
    GzDecoder::new(fs::File::open(path).unwrap()).read_to_end(&mut bytes).unwrap();
    let mut source = decode::decode(&bytes, &Options::default()).text.into_owned();
    UNLIKE.iter().for_each(|name| source = source.replace(name, "other"));
    let document = read(&source);
    sound(&source, &document);
    let reference = Reference::of(&source);
    let found = difference(&blocks(&document), &reference.blocks)?;
    Some((reason(&source, &reference), format!("{}: {found}", path.display())))
}

#[test]
fn pages_read_as_the_reference_reads_them() {
    let pages = pages();
    let differing: Vec<_> = pages.par_iter().filter_map(|path| page_difference(path)).collect();
    let unlike: Vec<&String> =
        differing.iter().filter(|(reason, _)| reason.is_none()).map(|(_, found)| found).collect();
    assert!(unlike.is_empty(), "{unlike:#?}");
    assert!(
        differing.len() * 200 <= pages.len(),
        "{} of {} pages differ: {differing:#?}",
        differing.len(),
        pages.len()
    );
}
