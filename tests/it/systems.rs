//! Pages as publishing systems (`tests/metadata/systems/`), sites of many kinds (`sites/`) and forum software (`forums/`)
//! make them, with texts of our own: title, authors, date, and of a thread each post's author and date.
//! `tests/metadata/failing.tsv` lists what is not told right yet.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dehusk::write::Show;
use dehusk::{Cleaned, Options, clean};
use serde::Deserialize;

use crate::markdown::written;

/// What is true of one page.
#[derive(Deserialize)]
struct Truth {
    file: String,
    title: String,
    authors: Vec<String>,
    date: Option<String>,
    /// The first and the last words of the article.
    #[serde(default)]
    starts: String,
    #[serde(default)]
    ends: String,
    #[serde(default)]
    posts: Vec<Signed>,
}

#[derive(Deserialize)]
struct Signed {
    author: String,
    date: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/metadata")
}

/// Words alone, in small case.
fn folded(text: &str) -> String {
    let words = text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

fn day(date: Option<&str>) -> Option<&str> {
    date.and_then(|date| date.get(..10))
}

/// The fields that are not as they should be, with what they are.
fn wrong(truth: &Truth, cleaned: &Cleaned) -> Vec<(&'static str, String)> {
    let about = &cleaned.metadata;
    let text = folded(&cleaned.text());
    let signed = |signed: &Signed| (Some(folded(&signed.author)), Some(signed.date.clone()));
    let wanted: Vec<_> = truth.posts.iter().map(signed).collect();
    let posts = cleaned.posts.iter();
    let told: Vec<_> =
        posts.map(|post| (post.author.as_deref().map(folded), day(post.date.as_deref()).map(str::to_owned))).collect();
    let all = [
        ("title", about.title.as_deref().map(folded) == Some(folded(&truth.title)), format!("{:?}", about.title)),
        (
            "authors",
            about.authors.iter().map(|name| folded(name)).eq(truth.authors.iter().map(|name| folded(name))),
            format!("{:?}", about.authors),
        ),
        ("date", day(about.published.as_deref()) == truth.date.as_deref(), format!("{:?}", about.published)),
        ("start", text.contains(&folded(&truth.starts)), truth.starts.clone()),
        ("end", text.contains(&folded(&truth.ends)), truth.ends.clone()),
        ("posts", told == wanted, format!("{told:?}")),
    ];
    all.into_iter().filter(|(_, is_right, _)| !is_right).map(|(field, _, found)| (field, found)).collect()
}

fn check(pages: &str, most: usize) {
    let folder = folder();
    let listed = fs::read_to_string(folder.join("failing.tsv")).unwrap();
    let lines = listed.lines().filter(|line| !line.starts_with('#'));
    let mut failing: BTreeSet<(&str, &str)> = lines
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(page, rest)| Some((page.strip_prefix(pages)?.strip_prefix('/')?, rest.split('\t').next()?)))
        .collect();
    let truths = fs::read_to_string(folder.join(pages).join("truth.jsonl")).unwrap();
    let truths: Vec<Truth> = truths.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(truths.len() >= most, "{}", truths.len());
    for truth in &truths {
        let page = fs::read(folder.join(pages).join(&truth.file)).unwrap();
        for (field, found) in wrong(truth, &clean(&page, &Options::default())) {
            assert!(failing.remove(&(truth.file.as_str(), field)), "{}: {field}: {found}", truth.file);
        }
    }
    assert_eq!(failing, BTreeSet::new(), "listed, but right: take it off the list");
}

#[test]
fn pages_of_publishing_systems() {
    check("systems", 40);
}

/// Newspapers, magazines, institutions and blogs of several countries; machines are often told of a desk, and of no day.
#[test]
fn pages_of_sites() {
    check("sites", 34);
}

#[test]
fn threads_of_forum_software() {
    check("forums", 20);
}

#[test]
fn posts_are_signed() {
    for (file, signed) in [
        ("stackexchange.html", "**Odile Brandt, 2019-10-22**\n\nBefore you buy anything"),
        ("fluxbb.html", "**Madder Root, 2012-05-23**\n\nWhere do you set FOLDERS?"),
        ("xenforo1.html", "2. **Barnaby Quill, 2015-01-08**\n\n   That smell"),
        // Here the text says it itself.
        ("discourse.html", ""),
    ] {
        let cleaned = clean(&fs::read(folder().join("forums").join(file)).unwrap(), &Options::default()).into_owned();
        let written = written(&cleaned, "md", Show::default()).text;
        assert!(signed.is_empty() || written.contains(signed), "{file}: {written}");
        let signature = cleaned.posts[1].signature().unwrap();
        assert_eq!(written.contains(&format!("**{signature}**")), !signed.is_empty(), "{file}");
    }
}
