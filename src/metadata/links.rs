//! Addresses → the canonical one, absolute; the licence; and what an address says of the date and the site.

use fluent_uri::{Iri, IriRef};

use super::clue::{Clues, Field, Source};
use crate::article::Span;
use crate::extract::html::entities::decode_attribute;
use crate::extract::html::head::{Head, tidy};
use crate::options::Options;

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
    let canonical = canonical.and_then(|href| absolute(&href, base.as_deref())).filter(|url| host(url).is_some());
    // Some sites call their first page the canonical address of all.
    let is_deeper = |(stated, _): &(String, Source)| {
        canonical.as_ref().is_some_and(|url| host(url) == host(stated) && is_front(url) && !is_front(stated))
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
    if let Some(host) = host(&url) {
        clues.add(Field::Site, Source::Url, host);
    }
    clues.add(Field::Url, from, url);
}

fn is_web(url: &str) -> bool {
    let scheme = url.split(':').next().unwrap_or_default();
    url.len() > scheme.len() && (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
}

/// Is it the address of a site's first page?
fn is_front(url: &str) -> bool {
    url.split_once("://").is_some_and(|(_, rest)| rest.split_once('/').is_none_or(|(_, path)| path.is_empty()))
}

/// An address as it stands if it is one of the web, else resolved against `base`.
fn absolute(href: &str, base: Option<&str>) -> Option<String> {
    if is_web(href) { Some(href.to_owned()) } else { Base::read(base?)?.resolve(href) }
}

/// The address that those of a page are relative to.
pub struct Base(Iri<String>);

impl Base {
    /// From an absolute address.
    pub fn read(address: &str) -> Option<Base> {
        Some(Base(Iri::parse(address).ok()?.strip_fragment().to_owned()))
    }

    /// An address of the page made absolute (RFC 3986, section 5); `None` if that is none of the web.
    pub fn resolve(&self, href: &str) -> Option<String> {
        let href = IriRef::parse(href.trim().to_owned());
        let href = href.or_else(|(_, href)| IriRef::parse(encoded(&href))).ok()?;
        let whole = href.resolve_against(&self.0).ok()?.into_string();
        Some(whole).filter(|url| is_web(url) && host(url).is_some())
    }
}

/// An address with what browsers take in it and RFC 3987 does not.
fn encoded(href: &str) -> String {
    let is_code = |at: usize| href.get(at + 1..at + 3).is_some_and(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
    let mut out = String::with_capacity(href.len() + 16);
    for (at, char) in href.char_indices() {
        match char {
            '\\' => out.push('/'),
            '%' if is_code(at) => out.push(char),
            '%' | ' ' | '"' | '<' | '>' | '[' | ']' | '^' | '`' | '{' | '|' | '}' => {
                out.push_str(&format!("%{:02X}", u32::from(char)));
            }
            _ => out.push(char),
        }
    }
    out
}

/// The host, without `www.`.
pub fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    host.contains('.').then(|| host.to_owned())
}

/// The day in the path of an address: `/2024/03/05/`, `/2024-03-05-`.
fn day_in(url: &str) -> Option<String> {
    let path = url.split_once("://")?.1.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).skip(1).take(40).collect();
    parts.windows(3).find_map(|part| {
        let [year, month, day] = part else { return None };
        let digits = |text: &str, least: usize, most: usize| {
            (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        (digits(year, 4, 4) && digits(month, 1, 2) && digits(day, 1, 2))
            .then(|| format!("{year}-{month:0>2}-{day:0>2}"))
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
