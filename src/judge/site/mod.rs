//! Rules for the pages of one site, by CSS selectors: what is stripped, where the article is, where its title, author and
//! date stand. A page and a site's rules in, marks on the page's blocks out. Only pages of a site that has rules come here.

mod blocks;
mod page;
mod spec;

use globset::{Glob, GlobSet, GlobSetBuilder};
use scraper::Selector;

use crate::article::{Extracted, Kind, Note, RuleId};
use crate::extract::html::survey::{Measure, survey};
use crate::judge::rules::{Hit, is_whole, meets};
use crate::options::{Options, Stages};
use crate::url::host;

pub use self::spec::{Spec, Test};

/// Rule of what a site's `strip` takes out.
pub const SITE_STRIP: RuleId = "site-strip";
/// Rule of what stands outside a site's `body`.
pub const SITE_BODY: RuleId = "site-body";

/// Rules for one site.
#[derive(Clone)]
pub struct Site {
    spec: Spec,
    everywhere: bool,
    paths: GlobSet,
    strip: Vec<Selector>,
    body: Vec<Selector>,
    title: Vec<Selector>,
    author: Vec<Selector>,
    date: Vec<Selector>,
}

/// What a site's rules say of a page.
#[derive(Debug, Default)]
pub struct Marks {
    /// For each block the stretches of it that go, and why. Empty if no site has rules for the page.
    pub cut: Vec<Vec<Hit>>,
    /// The blocks that are left are the article.
    pub has_body: bool,
    /// The block that is the title.
    pub title: Option<usize>,
    /// What the page says in the places that the rules name.
    pub found: Found,
    /// Why the rules were of no use.
    pub notes: Vec<Note>,
}

/// What the rules of the document's site say of it, if there are any. Its host is that of where it was found, else of the
/// address that it gives itself.
pub fn marks(source: &str, extracted: &Extracted, options: &Options) -> Marks {
    let judged = matches!(options.stages, Stages::Judge | Stages::Repair);
    let sites = if judged { options.own.sites() } else { &[] };
    let url = options.url.as_deref().or(extracted.url.as_deref());
    let (host, path) = (url.and_then(host), options.path.as_deref());
    sites.iter().find(|site| site.holds(host, path)).map_or_else(Marks::default, |site| site.marks(source, extracted))
}

/// Metadata by a site's rules.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Its title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When.
    pub date: Option<String>,
}

impl Marks {
    /// Put the site's word in the place of the judge's: its marks, and with a body that all else is the article, but for
    /// what is known as husk. What is kept by the user's word, and a title outside the body, stays.
    pub fn settle(
        &self,
        extracted: &Extracted,
        title: Option<usize>,
        is_kept: impl Fn(usize) -> bool,
        keep: &mut [bool],
        hits: &mut [Vec<Hit>],
    ) {
        let blocks = extracted.blocks.iter().zip(&self.cut).zip(keep.iter_mut().zip(hits)).enumerate();
        for (at, ((block, marks), (keep, hits))) in blocks {
            let outside = marks.iter().any(|mark| mark.rule == SITE_BODY);
            let marks: &[Hit] = if is_kept(at) || outside && title == Some(at) { &[] } else { marks };
            if self.has_body {
                *keep = !is_whole(hits, block.span.len());
            }
            if is_whole(marks, block.span.len()) {
                *keep = false;
            }
            hits.retain(|hit| !meets(marks, &hit.span));
            hits.extend(marks.iter().cloned());
            hits.sort_by_key(|hit| hit.span.start);
        }
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.spec.fmt(out)
    }
}

impl Site {
    /// Make the rules ready, or say what is wrong with them.
    pub fn new(spec: Spec) -> Result<Site, String> {
        if spec.host.is_empty() && spec.path.is_empty() {
            return Err("a site needs a host or a path".to_owned());
        }
        let mut paths = GlobSetBuilder::new();
        for path in &spec.path {
            paths.add(Glob::new(path).map_err(|error| error.to_string())?);
        }
        let site = Site {
            everywhere: false,
            paths: paths.build().map_err(|error| error.to_string())?,
            strip: selectors(&spec.strip)?,
            body: selectors(&spec.body)?,
            title: selectors(&spec.title)?,
            author: selectors(&spec.author)?,
            date: selectors(&spec.date)?,
            spec,
        };
        let all = [&site.strip, &site.body, &site.title, &site.author, &site.date];
        let empty = all.iter().all(|selectors| selectors.is_empty());
        if empty { Err("a site needs strip, body, title, author or date".to_owned()) } else { Ok(site) }
    }

    /// As it is written.
    pub fn spec(&self) -> &Spec {
        &self.spec
    }

    /// The same rules for every page, as when they are tested.
    pub fn everywhere(&self) -> Site {
        Site { everywhere: true, ..self.clone() }
    }

    /// What it is called: its first host or path.
    pub fn name(&self) -> &str {
        self.spec.host.first().or(self.spec.path.first()).map_or("", String::as_str)
    }

    /// Are pages of this host, or of this path, pages of the site? A path may begin anywhere in that of a page.
    pub fn holds(&self, host: Option<&str>, path: Option<&str>) -> bool {
        let is_host = |host: &str| self.spec.host.iter().any(|known| is_within(host, known));
        let mut ends = std::iter::successors(path, |path| path.split_once('/').map(|(_, rest)| rest));
        self.everywhere || host.is_some_and(is_host) || ends.any(|path| self.paths.is_match(path))
    }

    /// What the rules say of a page.
    pub fn marks(&self, source: &str, extracted: &Extracted) -> Marks {
        if extracted.kind != Kind::Html {
            return Marks::default();
        }
        let survey = survey(source);
        if let Some(fault) = self.too_much(source, &survey.measure) {
            return Marks { notes: vec![note("site-unread", fault)], ..Marks::default() };
        }
        let Some(page) = page::read(source, &survey.texts, self) else {
            let fault = "its markup makes too many elements".to_owned();
            return Marks { notes: vec![note("site-unread", fault)], ..Marks::default() };
        };
        let mut marks = blocks::marks(source, extracted, &survey.texts, page);
        if !self.body.is_empty() && !marks.has_body {
            let message = "no body that the site's rules name is on the page: it was judged as others are".to_owned();
            marks.notes.push(Note { code: "site-no-body", message });
        }
        marks
    }

    /// Selectors are asked of a tree that is not bounded in itself: what would take long is not read.
    fn too_much(&self, source: &str, measure: &Measure) -> Option<String> {
        let most_tags = if self.looks_back() { MOST_TAGS_LOOKING_BACK } else { MOST_TAGS };
        let limits = [
            ("bytes", source.len(), MOST_BYTES),
            ("tags", measure.tags, most_tags),
            ("elements within each other", measure.open, MOST_OPEN),
            ("formatting elements within each other", measure.formatting, MOST_FORMATTING),
        ];
        let over = limits.iter().find(|(_, there, most)| there > most);
        let over = over.map(|(what, there, most)| format!("{there} {what}, more than {most}"));
        over.or_else(|| (measure.attributes > MOST_COMPARED).then(|| "too many attributes in a tag".to_owned()))
    }

    /// Does a selector ask all elements before or behind an element?
    fn looks_back(&self) -> bool {
        let Spec { strip, body, title, author, date, .. } = &self.spec;
        let mut all = [strip, body, title, author, date].into_iter().flatten();
        all.any(|selector| selector.contains('~') || selector.contains("nth-"))
    }
}

/// Limits of what is read for selectors; the largest pages of real sites have some ten thousand tags, a hundred deep.
const MOST_BYTES: usize = 16 << 20;
const MOST_TAGS: usize = 200_000;
const MOST_TAGS_LOOKING_BACK: usize = 20_000;
const MOST_OPEN: usize = 512;
const MOST_FORMATTING: usize = 100;
const MOST_COMPARED: usize = 1_000_000_000;

fn note(code: &'static str, fault: String) -> Note {
    Note { code, message: format!("the site's rules were not used: {fault}") }
}

fn selectors(texts: &[String]) -> Result<Vec<Selector>, String> {
    texts.iter().map(|text| Selector::parse(text).map_err(|error| format!("the selector '{text}' {error}"))).collect()
}

/// Is this the host, or one below it?
fn is_within(host: &str, known: &str) -> bool {
    let known = known.trim_start_matches("*.").trim_start_matches('.');
    let before = host.len().checked_sub(known.len()).and_then(|at| host.split_at_checked(at));
    before.is_some_and(|(before, end)| end.eq_ignore_ascii_case(known) && (before.is_empty() || before.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_those_below_them() {
        assert!(is_within("www.Example.org", "example.org"));
        assert!(is_within("example.org", "*.example.org"));
        assert!(!is_within("notexample.org", "example.org"));
        assert!(!is_within("org", "example.org"));
    }
}
