//! Markdown says what the record says: pages are written, read back by a CommonMark library, and compared with their
//! records character by character. Without what the writer put in, the file is the text that was kept.

mod images;
mod parsed;
mod record;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use dehusk::article::{Block, Kind, Role, Verdict};
use dehusk::write::{Article, Rendered, Show, format};
use dehusk::{Cleaned, Options, Stages, clean};
use proptest::prelude::*;

use self::parsed::Parsed;
use self::record::{Said, misfit, said};

pub fn written(cleaned: &Cleaned, name: &str, show: Show) -> Rendered {
    let (id, text) = ("a.html", cleaned.text());
    let article = Article { cleaned, text: &text, id, path: id, member: None, fetched: None, verbatim: false, show };
    (format(name).unwrap().render)(&article)
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The file without what is the writer's own.
fn without_own(rendered: &Rendered) -> String {
    let (mut left, mut at) = (String::new(), 0);
    for own in &rendered.own {
        assert!(at <= own.start && own.start < own.end, "own spans ascend");
        left.push_str(&rendered.text[at..own.start]);
        at = own.end;
    }
    left + &rendered.text[at..]
}

/// What is wrong with the Markdown of a document; nothing, if it says what the record says.
fn wrong(cleaned: &Cleaned) -> Option<String> {
    let said = said(cleaned);
    let rendered = written(cleaned, "md", Show::default());
    let kept: String = said.iter().filter(|said| !said.formula).map(|said| said.char).collect();
    if solid(&without_own(&rendered)) != kept {
        return Some(format!("own: {:?}", differ(&solid(&without_own(&rendered)), &kept)));
    }
    let body = rendered.text.split_once("\n---\n\n").map_or("", |(_, body)| body);
    wrong_in(cleaned, &said, body)
}

/// What is wrong with a page of Markdown.
fn wrong_in(cleaned: &Cleaned, said: &[Said], body: &str) -> Option<String> {
    let mut parsed = Parsed::read(body);
    let signatures = cleaned.posts.iter().filter_map(|post| post.signature());
    parsed.drop_bold(&signatures.map(|by| solid(&by).chars().collect()).collect::<Vec<_>>());
    if !parsed.odd.is_empty() {
        return Some(format!("odd: {:?}", parsed.odd));
    }
    places(cleaned, said, &parsed).or_else(|| code(cleaned, &parsed))
}

/// Compare character by character.
fn places(cleaned: &Cleaned, said: &[Said], parsed: &Parsed) -> Option<String> {
    let mut read = parsed.text.iter();
    let (mut rows, mut columns) = (BTreeMap::new(), BTreeMap::new());
    let mut so_far = String::new();
    for one in said.iter().filter(|said| !said.formula) {
        let in_label = || matches!(one.char, '[' | ']') && !one.marks.is_empty();
        let next = read.as_slice().first();
        if next.is_none_or(|(char, _)| *char != one.char) {
            if in_label() {
                continue;
            }
            let ahead: String = read.map(|(char, _)| *char).take(20).collect();
            return Some(format!("text: {:?} where {ahead:?} was read, after {:?}", one.char, last(&so_far)));
        }
        let Some((_, place)) = read.next() else { break };
        so_far.push(one.char);
        if let Some(complaint) = misfit(one, place, cleaned.title == Some(one.block)) {
            return Some(format!("{complaint}: {place:?} for {one:?} after {:?}", last(&so_far)));
        }
        if let (Some((table, row, column)), Some(cell)) = (one.cell, place.cell) {
            let same_row = *rows.entry((table, row)).or_insert(cell.0) == cell.0;
            let same_column = *columns.entry((table, column)).or_insert(cell.1) == cell.1;
            if !(same_row && same_column) {
                return Some(format!("cell: {cell:?} for {one:?}"));
            }
        }
    }
    let rest: String = read.map(|(char, _)| *char).collect();
    (!rest.is_empty()).then(|| format!("text: more was read: {rest:?}"))
}

/// White space in code is exact.
fn code(cleaned: &Cleaned, parsed: &Parsed) -> Option<String> {
    let extracted = &cleaned.extracted;
    let blocks = extracted.blocks.iter().filter(|block| block.role == Role::Code);
    let cut = |at: usize| cleaned.edits.iter().any(|edit| edit.span.start <= at && at < edit.span.end);
    let texts = blocks.filter(|block| !cut(block.span.start)).map(|block| &extracted.text[block.span.clone()]);
    let wanted = texts.collect::<Vec<_>>().join("\n").replace('\r', "\n");
    let read = parsed.blocks.iter().map(|(_, text)| text.strip_suffix('\n').unwrap_or(text));
    let read = read.collect::<Vec<_>>().join("\n");
    (read != wanted).then(|| format!("code: {:?}", differ(&read, &wanted)))
}

fn last(text: &str) -> String {
    text.chars().skip(text.chars().count().saturating_sub(30)).collect()
}

/// Where two texts part.
fn differ(one: &str, other: &str) -> (String, String) {
    let at = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count().saturating_sub(20);
    let part = |text: &str| text.chars().skip(at).take(60).collect();
    (part(one), part(other))
}

#[track_caller]
fn hold(name: &str, bytes: &[u8]) {
    for options in [Options::default(), Options { stages: Stages::Extract, ..Options::default() }] {
        let cleaned = clean(bytes, &options);
        if let Some(wrong) = wrong(&cleaned) {
            panic!("{name}: {wrong}\n{}", written(&cleaned, "md", Show::default()).text);
        }
        let txt = written(&cleaned, "txt", Show::default());
        assert_eq!(without_own(&txt), cleaned.text(), "{name}");
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut folders, mut found) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

#[test]
fn samples_come_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = files(&root.join("raw"));
    all.extend(files(&root.join("tests/cases")).into_iter().filter(|path| path.file_stem().unwrap() == "input"));
    all.extend(files(&root.join("tests/samples")));
    assert!(all.len() > 40);
    for path in all.iter().filter(|path| path.extension().is_none_or(|ending| ending != "gz")) {
        hold(&path.display().to_string(), &fs::read(path).unwrap());
    }
}

/// Text that looks like Markdown, and markup that Markdown has a hard time with.
const TRICKY: &[&str] = &[
    "<link rel=canonical href=https://a.example/b/c><h2><a href=c>a</a></h2><p><a href=d>b</a> <a href=/e>c</a> <a href=''>d</a> <a href=#f>e</a> <a href='g h?[i]'>f</a>",
    "# no heading\n* no item\n1. nor this\n+ x\n- y\n> z\n***\n---\n===\n~~~\n```\n    x\n| a | b |\n|---|---|\n: d\n[^1]: n\n[a]: b\n<p>\n&amp; $1 $2",
    "[x](y) ![x](y) <b> </b> <!-- x --> <?x?> **a** _b_ __c__ ~~d~~ `e` \\f \\\\ &copy; &#35; http://x.y/_a_b* a*b*c a_b_c 2 * 3 * 4",
    "<p>a!<a href=x>b</a><p><a href='y'>(c)</a>(d)<p><a href=x>[e]</a>[f]: g<p>h<a href=x>i</a>: j",
    "<b>a:</b>b <b>“c”</b>d <i>(e)</i>f g<i>h</i>i j<i>-k-</i>l <b><i>m</i></b><i>n</i> <b>o<i>p</i></b>q <i>日本。</i>語",
    "<i>a<b>b</b></i><b>c</b> <b>*</b> <i>_</i> <b>x*</b>y <s>~</s> <s>a<b>b</b></s> <b><s>c</s></b>d",
    "<code>`</code> <code>``a`</code> <code> </code> <code>a|b</code> <b><code>c</code></b>d <a href=x><code>e</code></a>",
    "<table><tr><td>a|b<td><code>c|d</code><td><a href='e|f'>g|h</a><tr><td>\\<td>\\|<td>| |<tr><td>$1|2$<td><b>|</b><td><p>i<p>j</table>",
    "<table><tr><th colspan=2>a<th>b<tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g<tr><td colspan=3>h<tr><td><td>i<td>j</table>",
    "<ul><li># a<li>1. b<li>- c<li><pre>d\n\n  e\n</pre><li><h2>f</h2>g<li><blockquote>h<ul><li>i</ul></blockquote><li><table><tr><td>j<td>k<tr><td>l<td>m</table></ul>",
    "<ol start=0><li>a</ol><ol start=9><li>b<li>c<p>d<p>e</ol><ul><li>f<ol start=7><li>g</ol>h</ul><ol><li>i</ol><p>j<ol start=4><li>k</ol>",
    "<blockquote>a<pre>\n> b\n```\n</pre><blockquote><ol><li>c<br>d<br># e</ol></blockquote>f</blockquote><pre>````\n~~~</pre><pre>\n\n  x</pre>",
    "<dl><dt>a<dt>b<dd>c<dd><pre>d</pre><dt><h3>e</h3><dd>f<dt>g<dd>: h<dl><dt>i<dd>j</dl></dl><p>: k",
    "<p>a<a href=#fn1>1</a>(b) <a href=#fn2>[2]</a>: c<p><a href=#fn2>[2]</a>: d<ol><li id=fn1>e <a href=#r>^</a><li id=fn2><p>f<p>g<ul><li>h</ul></ol><p>i",
    "<h1>a #</h1><h2># b ##</h2><h3><b>c</b> <a href=x>d</a><br>e</h3><h4>1. f</h4><h5>g | h</h5><h6>$1 $2</h6>",
    "<div>a<br>=<br>b<br>-<br>c<br>--- | ---<br>:-- | --:</div><p>d<br>| - |",
];

#[test]
fn tricky_pages_come_back() {
    for page in TRICKY {
        hold(page, page.as_bytes());
        let article =
            "The ferry left the harbour at noon on Monday with forty people on board, and nobody on the quay knew why.";
        hold(page, format!("<article><h1>A ferry</h1><p>{article}<p>{article}{page}<p>{article}</article>").as_bytes());
    }
}

/// With these of its blocks cut, in turn.
fn without(page: &str, cut: &[bool]) -> Cleaned<'static> {
    let options = Options { stages: Stages::Extract, kind: Some(Kind::Html), ..Options::default() };
    let mut cleaned = clean(page.as_bytes(), &options).into_owned();
    let cut = cut.iter().chain(&[false]).cycle();
    let blocks = cleaned.extracted.blocks.iter().zip(cut).enumerate();
    let verdict = |(block, (at, cut)): (usize, (&Block, &bool))| Verdict {
        block,
        span: at.span.clone(),
        cut: *cut,
        rule: "test",
        confidence: 1.0,
    };
    cleaned.verdicts = blocks.map(verdict).collect();
    cleaned.edits = dehusk::judge::cuts(&cleaned.extracted, &cleaned.verdicts);
    cleaned
}

#[test]
fn whatever_is_cut_the_rest_comes_back() {
    for page in TRICKY {
        for cut in (0..64u32).map(|bits| [0, 1, 2, 3, 4, 5].map(|bit| bits >> bit & 1 == 1)) {
            let cleaned = without(page, &cut);
            if let Some(wrong) = wrong(&cleaned) {
                panic!("{page} without {cut:?}: {wrong}\n{}", written(&cleaned, "md", Show::default()).text);
            }
        }
    }
}

#[test]
fn what_is_wrong_is_seen() {
    let page = "<h2>a</h2><p>b <b>c</b> <i>d</i> <a href=x>e</a> <code>f</code> *g*<ul><li>h<ul><li>i</ul></ul><ol start=2><li>j</ol>\
        <blockquote>k</blockquote><table><tr><td>l<td>m<tr><td>n<td>o</table><pre class=lang-c>p\n  q</pre>";
    let options = Options { stages: Stages::Extract, ..Options::default() };
    let cleaned = clean(page.as_bytes(), &options);
    let rendered = written(&cleaned, "md", Show::default()).text;
    let (said, body) = (said(&cleaned), rendered.split_once("\n---\n\n").unwrap().1);
    assert_eq!(wrong_in(&cleaned, &said, body), None);
    for (right, wrong) in [
        ("## a", "# a"),
        ("**c**", "*c*"),
        ("*d*", "d"),
        ("[e](x)", "[e](y)"),
        ("[e](x)", "e"),
        ("`f`", "f"),
        ("\\*g\\*", "*g*"),
        ("  - i", "- i"),
        ("- h", "1. h"),
        ("2. j", "j"),
        ("> k", "k"),
        ("| n | o |", "| o | n |"),
        ("| n | o |", "| n o | |"),
        ("  q", " q"),
        ("```", ""),
        ("k", "kk"),
    ] {
        assert!(body.contains(right), "{right} in {body}");
        assert!(wrong_in(&cleaned, &said, &body.replace(right, wrong)).is_some(), "{right} as {wrong}");
    }
}

/// Words, and what Markdown may take for something else.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => Just("word"),
        1 => Just("Über"),
        1 => prop::sample::select(vec![
            "*", "**", "_", "__", "`", "``", "#", "##", "-", "--", "+", ">", "=", "==", "~", "~~~", "|", "||", "1.", "12)", ":",
            "[x]", "(y)", "[", "]", "(", ")", "!", "\\", "\\\\", "&amp;amp;", "&amp;", "$", "$$", "&lt;b>", "&lt;", "“", "”", "—", "。",
            "a_b", "a*b", "http://x.y/z_w?a=1&amp;b=2", "[^1]", "<br>", "{", "}", "^", "@", "é", "\"", "'",
        ]),
    ];
    prop::collection::vec((word, any::<bool>()), 1..6).prop_map(|words| {
        words.into_iter().map(|(word, blank)| format!("{word}{}", if blank { " " } else { "" })).collect()
    })
}

/// Text with marks in it.
fn inlines() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec!["i", "b", "code", "s", "a href='x?y=1&amp;z=(2)|3'", "span"]);
    words().prop_recursive(3, 12, 4, move |inner| {
        prop_oneof![
            2 => (marks.clone(), inner.clone()).prop_map(|(tag, text)| {
                format!("<{tag}>{text}</{}>", tag.split(' ').next().unwrap())
            }),
            1 => prop::collection::vec(inner, 2..4).prop_map(|texts| texts.concat()),
        ]
    })
}

/// Blocks in blocks.
fn blocks() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => inlines().prop_map(|text| format!("<p>{text}</p>")),
        1 => inlines(),
        1 => (1..7, inlines()).prop_map(|(level, text)| format!("<h{level}>{text}</h{level}>")),
        1 => words().prop_map(|text| format!("<pre class=lang-c>{}</pre>", text.replace("<br>", "\n").replace(' ', "\n  "))),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let some = prop::collection::vec(inner.clone(), 1..4);
        let cell = prop_oneof![3 => inlines(), 1 => Just(String::new()), 1 => inner.clone()];
        let row = prop::collection::vec((cell, 1..3, 1..3), 1..4);
        prop_oneof![
            some.clone().prop_map(|blocks| blocks.concat()),
            some.clone().prop_map(|blocks| format!("<blockquote>{}</blockquote>", blocks.concat())),
            some.clone().prop_map(|items| format!("<ul><li>{}</ul>", items.join("<li>"))),
            (0..12, some.clone())
                .prop_map(|(start, items)| format!("<ol start={start}><li>{}</ol>", items.join("<li>"))),
            (words(), some).prop_map(|(term, blocks)| format!("<dl><dt>{term}<dd>{}</dl>", blocks.join("<dd>"))),
            prop::collection::vec(row, 1..4).prop_map(|rows| table(&rows)),
        ]
    })
}

fn table(rows: &[Vec<(String, i32, i32)>]) -> String {
    let cell =
        |(text, columns, height): &(String, i32, i32)| format!("<td colspan={columns} rowspan={height}>{text}</td>");
    let rows = rows.iter().map(|row| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>()));
    format!("<table>{}</table>", rows.collect::<String>())
}

/// Tags that open and close in any order, as in pages that nobody checked.
fn soup() -> impl Strategy<Value = String> {
    let tags = vec![
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "h2",
        "dl",
        "dt",
        "dd",
        "i",
        "b",
        "code",
        "a href=x",
        "s",
        "span",
        "br",
        "hr",
        "section",
        "figure",
        "figcaption",
        "sup",
        "caption",
        "tbody",
    ];
    let tag = (prop::sample::select(tags), any::<bool>()).prop_map(|(tag, opens)| match opens {
        true => format!("<{tag}>"),
        false => format!("</{}>", tag.split(' ').next().unwrap_or_default()),
    });
    let part = prop_oneof![3 => tag, 2 => words()];
    prop::collection::vec(part, 1..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn tangled_pages_come_back(page in soup(), cut in prop::collection::vec(any::<bool>(), 0..8)) {
        let cleaned = without(&page, &cut);
        let wrong = wrong(&cleaned);
        prop_assert_eq!(wrong, None, "{}", written(&cleaned, "md", Show::default()).text);
    }

    #[test]
    fn generated_pages_come_back(page in prop::collection::vec(blocks(), 1..4)) {
        let page = page.concat();
        let options = Options { stages: Stages::Extract, kind: Some(Kind::Html), ..Options::default() };
        let cleaned = clean(page.as_bytes(), &options);
        let wrong = wrong(&cleaned);
        prop_assert_eq!(wrong, None, "{}", written(&cleaned, "md", Show::default()).text);
    }

    #[test]
    fn parts_of_generated_pages_come_back(
        page in prop::collection::vec(blocks(), 1..4),
        cut in prop::collection::vec(any::<bool>(), 1..8),
    ) {
        let cleaned = without(&page.concat(), &cut);
        let wrong = wrong(&cleaned);
        prop_assert_eq!(wrong, None, "{}", written(&cleaned, "md", Show::default()).text);
    }
}

/// Of training pages this share must come back as they were; the rest have marks that cross each other.
const COME_BACK: f64 = 0.97;

#[test]
fn training_pages_come_back() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/pages");
    let Ok(split) = fs::read_to_string(pages.join("split.tsv")) else { return };
    let train = split.lines().filter(|line| line.split('\t').nth(1) == Some("train")).step_by(4);
    let (mut all, mut wrongs) = (0, Vec::new());
    for id in train.filter_map(|line| line.split('\t').next()) {
        let mut bytes = Vec::new();
        let packed = fs::File::open(pages.join(format!("html/{id}.html.gz"))).unwrap();
        flate2::read::GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
        all += 1;
        let cleaned = clean(&bytes, &Options::default());
        wrongs.extend(wrong(&cleaned).map(|wrong| format!("{id}: {wrong}")));
    }
    assert!(all > 100 && wrongs.len() as f64 <= (1.0 - COME_BACK) * all as f64, "{wrongs:#?}");
}
