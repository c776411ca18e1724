//! What all stages ask of an address: its host, its path, whether it is the first page of a site; and those of a page made
//! absolute. Addresses are cut by hand: many are not written as RFC 3986 has them.

use fluent_uri::{Iri, IriRef};

/// Is it one of the web?
pub fn is_web(url: &str) -> bool {
    url.split_once(':').is_some_and(|(scheme, _)| ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web)))
}

/// What stands behind the scheme and begins with the host, if the address has one.
pub fn behind_scheme(url: &str) -> Option<&str> {
    url.split_once("://").map(|(_, rest)| rest).or_else(|| url.strip_prefix("//"))
}

/// The host, without user and port.
pub fn host(url: &str) -> Option<&str> {
    let authority = behind_scheme(url)?.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host.split(':').next()?.trim_end_matches('.');
    (!host.is_empty()).then_some(host)
}

/// Does its host lie in a domain? What has none leads nowhere on the web.
pub fn has_domain(url: &str) -> bool {
    host(url).is_some_and(|host| host.contains('.'))
}

/// A host without `www.`, which is not what its site is called.
pub fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// What stands behind the host, from its slash on, without query and fragment.
pub fn path(url: &str) -> &str {
    let rest = behind_scheme(url).unwrap_or_default();
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    rest[..end].find('/').map_or("", |start| &rest[start..end])
}

/// Is it the first page of a site, whatever its query?
pub fn is_front(url: &str) -> bool {
    host(url).is_some() && path(url).trim_matches('/').is_empty()
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
        Some(whole).filter(|url| is_web(url) && has_domain(url))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_addresses() {
        for (url, parts) in [
            ("https://me:pw@www.Example.org:8080/a?b#c", (Some("www.Example.org"), "/a", false)),
            ("//example.org/?from=x", (Some("example.org"), "/", true)),
            ("https://example.org", (Some("example.org"), "", true)),
            ("https://example.org.?a=/b", (Some("example.org"), "", true)),
            (r"https:\/\/example.org\/a", (None, "", false)),
            ("https:///x", (None, "/x", false)),
            ("example.org/a", (None, "", false)),
            ("/news/1", (None, "", false)),
        ] {
            assert_eq!((host(url), path(url), is_front(url)), parts, "{url}");
        }
        assert!(is_web("HTTPS://example.org") && !is_web("ftp://example.org") && !is_web("https"));
    }
}
