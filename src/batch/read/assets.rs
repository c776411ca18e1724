//! What a copied site has beside its pages: style sheets, scripts, lists of addresses for crawlers. None of it is for readers.

use crate::article::Kind;
use crate::extract;
use crate::options::Options;

/// Endings of style sheets, scripts and what maps them to their sources. A page may be stored under such a name too.
const ENDINGS: &[&str] = &["css", "js", "mjs", "map"];
/// With these a list of a site's addresses begins (sitemaps.org), behind its declaration.
const SITEMAPS: &[&str] = &["<urlset", "<sitemapindex"];
/// Bytes in which they begin.
const HEAD: usize = 1024;

/// Is it one, by its path and its text?
pub fn is_asset(path: &str, text: &str, options: &Options) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let has_ending = || name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending));
    let start = text.trim_start();
    let is_sitemap = || {
        let head = &start.as_bytes()[..start.len().min(HEAD)];
        SITEMAPS.iter().any(|root| head.windows(root.len()).any(|bytes| bytes == root.as_bytes()))
    };
    let asks_agents = || text.lines().any(|line| line.to_ascii_lowercase().starts_with("user-agent:"));
    (has_ending() || name == "robots.txt" && asks_agents()) && extract::kind(text, options) == Kind::Text
        || start.starts_with("<?xml") && is_sitemap()
        || SITEMAPS.iter().any(|root| start.starts_with(root))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_for_readers_is_told_from_what_is_not() {
        let is = |path: &str, text: &str| is_asset(path, text, &Options::default());
        let sitemap = "<?xml version='1.0'?>\n<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>";
        for (path, text) in [
            ("site/a/main.CSS", "body { margin: 0 }"),
            ("main.js", "console.log('The bridge is open.');"),
            ("robots.txt", "# none\nUser-agent: *\nDisallow: /private"),
            ("pages.xml", sitemap),
            ("pages", "<sitemapindex></sitemapindex>"),
        ] {
            assert!(is(path, text), "{path}");
        }
        for (path, text) in [
            ("main.css", "<!DOCTYPE html><html><body><p>The page that was asked for is not here.</p></body></html>"),
            ("robots.txt", "Robots are here to stay, said the mayor on Monday."),
            ("css", "The bridge is open."),
            ("main.css.html", "<p>The bridge is open.</p>"),
            ("notes.txt", "A sitemap begins with <urlset and ends so."),
        ] {
            assert!(!is(path, text), "{path}");
        }
    }
}
