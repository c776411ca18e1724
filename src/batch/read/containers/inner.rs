//! What a record is called in its container → a path below the container's folder. Paths of archives that lead
//! elsewhere are refused; addresses cannot lead anywhere, whatever is in them.

use std::fmt::Write as _;

/// The longest path below a container's folder, and the deepest.
const MAX_BYTES: usize = 600;
const MAX_PARTS: usize = 32;

/// What is kept of the last part of a path too long.
const KEPT: usize = 80;

/// The name of what has none: the page of a folder.
const INDEX: &str = "index";

/// Characters that some system does not take in a name, or takes for more than a name.
const ODD: [char; 8] = ['\\', ':', '*', '?', '"', '<', '>', '|'];

/// The path of an address: host, folders, name with query.
pub fn of_url(url: &str) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let (address, query) = url.split_once('?').map_or((url, None), |(address, query)| (address, Some(query)));
    let address = crate::url::behind_scheme(address).unwrap_or(address);
    let mut parts: Vec<String> = address.split('/').filter(|part| !part.is_empty()).map(escaped).collect();
    if parts.len() < 2 || address.ends_with('/') {
        parts.push(INDEX.to_owned());
    }
    if let (Some(name), Some(query)) = (parts.last_mut(), query) {
        let _ = write!(name, "%3F{}", escaped(&query.replace('/', "%2F")));
    }
    fitted(parts)
}

/// An id as one name.
pub fn of_id(id: &str) -> String {
    fitted(vec![escaped(&id.replace('/', "%2F"))])
}

/// The path of a member of an archive; `None` if it would lead elsewhere.
pub fn of_path(path: &str) -> Option<String> {
    let drive = path.as_bytes().get(1) == Some(&b':') && path.starts_with(|c: char| c.is_ascii_alphabetic());
    let climbs = path.split(['/', '\\']).any(|part| part == "..");
    if drive || climbs || path.starts_with(['/', '\\']) || path.contains('\0') {
        return None;
    }
    let parts: Vec<String> = path.split('/').filter(|part| !matches!(*part, "" | ".")).map(escaped).collect();
    (!parts.is_empty()).then(|| fitted(parts))
}

fn escaped(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for c in part.chars() {
        if ODD.contains(&c) {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// The parts as a path. One too long keeps its first part and the end of its last, with a hash of the whole.
fn fitted(parts: Vec<String>) -> String {
    let path = parts.join("/");
    if path.len() <= MAX_BYTES && parts.len() <= MAX_PARTS {
        return path;
    }
    let last = parts.last().map(String::as_str).unwrap_or_default();
    let end = crate::text::tail(last, KEPT);
    let name = format!("{:016x}~{end}", crate::batch::write::names::hash(&path));
    match parts.first().filter(|first| parts.len() > 1 && first.len() <= MAX_BYTES / 2) {
        Some(first) => format!("{first}/{name}"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_paths() {
        let table = [
            ("http://example.org/a/b.html", "example.org/a/b.html"),
            ("http://example.org", "example.org/index"),
            ("https://example.org:8080/a/", "example.org%3A8080/a/index"),
            ("http://example.org/p?id=5&r=/x#top", "example.org/p%3Fid=5&r=%2Fx"),
            ("http://example.org//a//b", "example.org/a/b"),
            ("../../../outside/planted", "../../../outside/planted"),
            ("C:\\planted", "C%3A%5Cplanted/index"),
        ];
        for (url, expected) in table {
            assert_eq!(of_url(url), expected);
        }
        let long = of_url(&format!("http://example.org/{}", "x".repeat(5000)));
        assert!(long.len() < 200 && long.starts_with("example.org/"), "{long}");
        assert_ne!(long, of_url(&format!("http://example.org/{}", "x".repeat(5001))));
    }

    #[test]
    fn paths_that_lead_elsewhere_are_refused() {
        assert_eq!(of_path("./site/a.html").as_deref(), Some("site/a.html"));
        assert_eq!(of_path("a:b/c?d").as_deref(), None);
        assert_eq!(of_path("ab:c/d?e").as_deref(), Some("ab%3Ac/d%3Fe"));
        for bad in ["/etc/passwd", "../x", "a/../../x", "a\\..\\x", "C:\\x", "c:x", "\\\\host\\x", "", ".", "a\0b"] {
            assert_eq!(of_path(bad), None, "{bad:?}");
        }
        assert!(of_path(&"d/".repeat(500)).is_some_and(|path| path.matches('/').count() == 1));
    }
}
