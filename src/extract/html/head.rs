//! The tags that speak of the page as a whole → where they stand in its source. What they mean is decided later, in
//! `metadata`; here they are only gathered as they pass by, and no more of them than a page has.

use super::attributes::{Attributes, Key};
use super::entities::{decode, decode_attribute};
use crate::article::Span;
use crate::metadata::Source;
use crate::text::single_blanks;

/// Characters of a value that are read.
pub const LONGEST_VALUE: usize = 4096;
/// More of a kind are no page's own.
const MOST: usize = 512;

/// Names of `<meta>` that hold a title, best first, and who says so.
pub const TITLES: [(&str, Source); 5] = [
    ("og:title", Source::OpenGraph),
    ("twitter:title", Source::OpenGraph),
    ("dc.title", Source::DublinCore),
    ("dcterms.title", Source::DublinCore),
    ("citation_title", Source::Meta),
];

/// Names of `<meta>` that say what a page is about, best first, and who says so; the judge looks for the line that says the
/// same.
pub const SUMMARIES: [(&str, Source); 4] = [
    ("og:description", Source::OpenGraph),
    ("description", Source::Meta),
    ("twitter:description", Source::OpenGraph),
    ("dc.description", Source::DublinCore),
];

/// What the names of Dublin Core begin with where they are written otherwise, and as they are here.
const DUBLIN_CORE: [(&str, &str); 3] = [("dc:", "dc."), ("dcterms:", "dcterms."), ("dct:", "dcterms.")];

/// What the head of a page holds: spans of its source, references and all.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The content of the first `<title>`.
    pub title: Option<Span>,
    /// `lang` of `<html>`.
    pub lang: Option<Span>,
    /// `href` of the first `<base>`.
    pub base: Option<Span>,
    /// Name and content of each `<meta>`.
    pub metas: Vec<(Span, Span)>,
    /// `rel` and `href` of each `<link>`.
    pub links: Vec<(Span, Span)>,
    /// The content of scripts that are JSON-LD.
    pub data: Vec<Span>,
    /// The script that has started is JSON-LD.
    is_data: bool,
}

/// A value as text: without references, white space folded; not more of it than a value has.
pub fn tidy(raw: &str, decode: fn(&str) -> String) -> Option<String> {
    let short = raw.char_indices().nth(LONGEST_VALUE).map_or(raw, |(at, _)| &raw[..at]);
    let text = single_blanks(&decode(short));
    (!text.is_empty()).then_some(text)
}

impl Head {
    /// A `<meta>` element.
    pub fn meta(&mut self, with: &Attributes) {
        let name = [Key::Property, Key::Name, Key::Itemprop].into_iter().find_map(|key| with.span_of(key));
        if let (Some(name), Some(content)) = (name, with.span_of(Key::Content))
            && self.metas.len() < MOST
        {
            self.metas.push((name, content));
        }
    }

    /// A `<link>` element.
    pub fn link(&mut self, with: &Attributes) {
        if let (Some(rel), Some(href)) = (with.span_of(Key::Rel), with.span_of(Key::Href))
            && self.links.len() < MOST
        {
            self.links.push((rel, href));
        }
    }

    /// The `<html>` element.
    pub fn html(&mut self, with: &Attributes) {
        self.lang = self.lang.take().or_else(|| with.span_of(Key::Lang));
    }

    /// A `<base>` element.
    pub fn base(&mut self, with: &Attributes) {
        self.base = self.base.take().or_else(|| with.span_of(Key::Href));
    }

    /// The content of a `<title>`.
    pub fn title(&mut self, content: Span) {
        self.title.get_or_insert(content);
    }

    /// A `<script>` starts.
    pub fn script_starts(&mut self, with: &Attributes) {
        let kind = with.get(Key::Type).unwrap_or_default().trim();
        self.is_data = kind.get(..19).is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"));
    }

    /// The content of the script that has started.
    pub fn script(&mut self, content: Span) {
        if std::mem::take(&mut self.is_data) && self.data.len() < MOST {
            self.data.push(content);
        }
    }

    /// The language that the page declares.
    pub fn language(&self, source: &str) -> Option<String> {
        tidy(source.get(self.lang.clone()?)?, decode_attribute)
    }

    /// The address that the page gives itself.
    pub fn address(&self, source: &str) -> Option<String> {
        let text = |span: &Span| source.get(span.clone()).unwrap_or_default();
        let mut stated = self.metas.iter().filter(|(name, _)| text(name).trim().eq_ignore_ascii_case("og:url"));
        let read = |(_, value): &(Span, Span)| tidy(text(value), decode_attribute);
        self.linked(source, "canonical").or_else(|| stated.find_map(read))
    }

    /// What the first `<link>` with this word in its `rel` leads to.
    pub fn linked(&self, source: &str, wanted: &str) -> Option<String> {
        let text = |span: &Span| source.get(span.clone()).unwrap_or_default();
        let is_it = |rel: &Span| text(rel).split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(wanted));
        let mut links = self.links.iter().filter(|(rel, _)| is_it(rel));
        links.find_map(|(_, href)| tidy(text(href), decode_attribute))
    }

    /// Name and raw content of each `<meta>` whose name is not too long to be one that is known.
    pub fn named<'a>(&self, source: &'a str) -> Vec<(String, &'a str)> {
        let text = |span: &Span| source.get(span.clone()).unwrap_or_default();
        self.metas.iter().filter_map(|(name, content)| Some((in_one_spelling(text(name))?, text(content)))).collect()
    }

    /// The title that the head gives; the judge looks for the heading that says the same.
    /// `named` is what its `<meta>` are.
    pub fn headline(&self, source: &str, named: &[(String, &str)]) -> Option<String> {
        let title = || tidy(source.get(self.title.clone()?)?, decode);
        first(named, &TITLES).or_else(title)
    }
}

/// The value of the first of the wanted names of `<meta>` that has one.
pub fn first(named: &[(String, &str)], wanted: &[(&str, Source)]) -> Option<String> {
    let value = |(wanted, _): &(&str, Source)| {
        let mut metas = named.iter().filter(|(name, _)| name == wanted);
        metas.find_map(|(_, content)| tidy(content, decode_attribute))
    };
    wanted.iter().find_map(value)
}

/// The name of a `<meta>` in lower case, one of Dublin Core with a full stop for its colon.
fn in_one_spelling(name: &str) -> Option<String> {
    const LONGEST: usize = 40;
    let name = name.trim();
    if name.len() > LONGEST {
        return None;
    }
    let name = decode_attribute(name).to_ascii_lowercase();
    let core = |(theirs, ours): (&str, &str)| Some(format!("{ours}{}", name.strip_prefix(theirs)?.replace(':', ".")));
    Some(DUBLIN_CORE.into_iter().find_map(core).unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use crate::{Options, clean};

    #[test]
    fn the_judge_goes_by_the_title_that_metadata_has() {
        for name in ["og:title", "dc.title", "DC.Title", "dc:title", "dcterms:title", "citation_title"] {
            let page = format!(
                "<html><head><meta name='{name}' content='The ferry sails again at noon'><title>Harbour</title></head>\
                 <body><h2>Harbour Press</h2><h2>The ferry sails again at noon</h2>\
                 <p>The ferry left the harbour at noon on Monday with forty people on board, and nobody knew why.</p>"
            );
            let cleaned = clean(page.as_bytes(), &Options::default());
            assert_eq!(cleaned.extracted.headline, cleaned.metadata.title, "{name}");
            assert_eq!(cleaned.title, Some(1), "{name}");
        }
    }
}
