//! The labels of pages that the page model learns from (`src/judge/model/labelled/`): each can be read, and none is of a site
//! of the benchmark, by whose pages the model is measured.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

const KINDS: [&str; 7] = ["article", "collection", "documentation", "forum", "listing", "product", "service"];

fn lines() -> Vec<[String; 4]> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/judge/model/labelled/pages.tsv");
    let text = fs::read_to_string(path).unwrap();
    let columns = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
    text.lines().skip(1).map(|line| columns(line).try_into().unwrap()).collect()
}

#[test]
fn labels_can_be_read() {
    let mut seen = HashSet::new();
    for [page, host, kind, content] in lines() {
        assert!(seen.insert(page.clone()) && page.contains('/') && host.contains('.'), "{page}: {host}");
        assert!(KINDS.contains(&kind.as_str()), "{page}: {kind}");
        let bounds: Vec<usize> = content.split([',', '-']).map(|bound| bound.parse().unwrap()).collect();
        assert!(bounds.len().is_multiple_of(2) && bounds.is_sorted(), "{page}: {content}");
    }
    assert!(seen.len() >= 362);
}

#[test]
fn labelled_sites_are_not_measured_by() {
    let split = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/pages/split.tsv");
    let Ok(split) = fs::read_to_string(split) else { return };
    let hosts = split.lines().skip(1).filter_map(|line| line.split('\t').nth(2));
    let measured: HashSet<&str> = hosts.map(site).collect();
    for [page, host, ..] in lines() {
        assert!(!measured.contains(site(&host)), "{page}: {host}");
    }
}

/// Second levels of domains below which sites of a country register.
const REGISTRIES: [&str; 8] = ["ac", "co", "com", "edu", "go", "gov", "net", "org"];

/// The domain that the site of a host is registered by.
fn site(host: &str) -> &str {
    let mut parts = host.rsplit('.');
    let (top, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let inner_dots = if top.len() == 2 && REGISTRIES.contains(&second) { 2 } else { 1 };
    host.rmatch_indices('.').nth(inner_dots).map_or(host, |(dot, _)| &host[dot + 1..])
}
