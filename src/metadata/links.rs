//! Addresses → the canonical one, absolute; the licence; and what an address says of the date and the site.

use super::clue::{Clues, Field, Source};
use super::words::WORDS;
use crate::article::Span;
use crate::extract::html::entities::decode_attribute;
use crate::extract::html::head::{Head, tidy};
use crate::options::Options;
use crate::url::{self, Base, is_web};

/// Add what addresses say, and make the ones that were found absolute.
pub fn clues(head: &Head, source: &str, options: &Options, clues: &mut Clues) {
    let value = |span: &Span| tidy(source.get(span.clone()).unwrap_or_default(), decode_attribute);
    let linked = |wanted: &str| head.linked(source, wanted);
    let stated = clues.first(Field::Url).filter(|(url, _)| is_web(url));
    let given = options.url.clone().filter(|url| is_web(url));
    let canonical = linked("canonical");
    let page = given.clone().or_else(|| canonical.clone().filter(|url| is_web(url)));
    let page = page.or_else(|| stated.as_ref().map(|(url, _)| url.clone()));
    let base = head.base.as_ref().and_then(value).and_then(|base| absolute(&base, page.as_deref())).or(page);
    let canonical = canonical.and_then(|href| absolute(&href, base.as_deref())).filter(|url| url::has_domain(url));
    // Some sites call their first page the canonical address of all. With a query it may be any.
    let is_first = |url: &str| url::is_front(url) && !url.contains('?');
    let is_deeper = |(stated, _): &(String, Source)| {
        canonical.as_ref().is_some_and(|url| site(url) == site(stated) && is_first(url) && !is_first(stated))
    };
    let deeper = stated.clone().filter(is_deeper);
    if let Some(base) = &base {
        clues.add(Field::Base, Source::Html, base.clone());
    }
    let best = deeper
        .or_else(|| canonical.map(|url| (url, Source::Html)))
        .or(stated)
        .or_else(|| given.map(|url| (url, Source::Url)));
    clues.drop(Field::Url);
    if let Some(license) = linked("license").and_then(|href| absolute(&href, base.as_deref())) {
        clues.add(Field::License, Source::Html, license);
    }
    let Some((url, from)) = best else { return };
    if let Some(day) = day_in(&url) {
        clues.add(Field::Published, Source::Url, day);
    }
    clues.add(Field::Site, Source::Url, site(&url).unwrap_or_default());
    clues.add(Field::Url, from, url);
}

/// An address as it stands if it is one of the web, else resolved against `base`.
fn absolute(href: &str, base: Option<&str>) -> Option<String> {
    if is_web(href) { Some(href.to_owned()) } else { Base::read(base?)?.resolve(href) }
}

/// What the site is called by its address.
fn site(url: &str) -> Option<String> {
    let host = url::host(url).filter(|_| url::has_domain(url))?.to_lowercase();
    Some(url::without_www(&host).to_owned())
}

/// The day in the path of an address: `/2024/03/05/`, `/2024-03-05-`, `/2024/mar/05/`.
fn day_in(url: &str) -> Option<String> {
    let parts: Vec<&str> = url::path(url).split(['/', '-', '_', '.']).take(40).collect();
    parts.windows(3).find_map(|part| {
        let [year, month, day] = part else { return None };
        let digits = |text: &str, least: usize, most: usize| {
            (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let named = WORDS.months.get(&month.to_lowercase()).map(i8::to_string);
        let month = named.or_else(|| digits(month, 1, 2).then(|| (*month).to_owned()))?;
        (digits(year, 4, 4) && digits(day, 1, 2)).then(|| format!("{year}-{month:0>2}-{day:0>2}"))
    })
}

#[cfg(test)]
mod tests {
    use crate::{Options, clean};

    #[test]
    fn the_canonical_address_is_the_pages_own() {
        let url = |canonical: &str, stated: &str| {
            let page = format!(
                "<html><head><title>The fer\u{ad}ry sails</title><link rel=canonical href='{canonical}'>\
                 <meta property='og:url' content='{stated}'></head><body><h1>The fer\u{ad}ry sails</h1>\
                 <p>The ferry left the harbour at noon on Monday with forty people on board.</body></html>"
            );
            clean(page.as_bytes(), &Options::default()).metadata.url
        };
        let (front, own) = ("https://harbour.example/", "https://harbour.example/news/ferry");
        assert_eq!(url(own, front).as_deref(), Some(own));
        assert_eq!(url(front, own).as_deref(), Some(own));
        assert_eq!(
            url("https://harbour.example", "https://other.example/a").as_deref(),
            Some("https://harbour.example")
        );
        assert_eq!(url("https://harbour-blog", own).as_deref(), Some(own));
    }

    #[test]
    fn a_canonical_address_may_be_more_besides() {
        let page = "<html><head><link rel='canonical shortlink' href='https://harbour.example/a'></head>\
                    <body><h1>The ferry sails</h1><p>The ferry left the harbour at noon on Monday.</body></html>";
        let cleaned = clean(page.as_bytes(), &Options::default());
        assert_eq!(cleaned.metadata.url.as_deref(), Some("https://harbour.example/a"));
        assert_eq!(cleaned.extracted.url, cleaned.metadata.url);
    }

    #[test]
    fn a_day_to_come_is_not_the_day_of_publication() {
        let page = "<html><head><meta property='article:modified_time' content='2024-05-02'></head><body>\
                    <h1>The ferry sails</h1><p>May 9, 2024</p>\
                    <p>The ferry left the harbour at noon on Monday with forty people on board.</p></body></html>";
        let metadata = clean(page.as_bytes(), &Options::default()).metadata;
        assert_eq!(metadata.published.as_deref(), Some("2024-05-02"));
    }
}
