//! Names that stand where an author's does and are no person's: the site, a body, a desk, an account. They are the answer
//! only where nobody else is named.

use super::title::folded;
use super::words::WORDS;

/// Is it the site, a body or an account? `site` is the site's name, folded.
pub fn stands_in(name: &str, site: &str) -> bool {
    is_site(name, site) || is_account(name) || is_body(name)
}

/// Is it the site itself?
pub fn is_site(name: &str, site: &str) -> bool {
    folded(name) == site
}

/// Written as the names of accounts are: "redac-web", "cmsuser07", "Ann_Reed".
fn is_account(name: &str) -> bool {
    let is_sign = |char: char| matches!(char, '.' | '-') || char.is_ascii_digit();
    !name.contains(' ') && (name.contains('_') || name == name.to_lowercase() && name.contains(is_sign))
}

/// Has it a word that bodies and desks have in their names ("Web Desk", "Kanalblick Verlag"), or is it in quotation marks?
fn is_body(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split(|char: char| !char.is_alphanumeric() && char != '-');
    name.contains(['«', '»', '"', '“', '„']) || words.any(|word| WORDS.bodies.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stands_in() {
        for name in [
            "The Ferry Post",
            "Web Desk",
            "Everfit Team",
            "redac-web",
            "cmsuser07",
            "Kanalblick Verlag",
            "Staff and agencies",
        ] {
            assert!(stands_in(name, &folded("The Ferry Post")), "{name}");
        }
        for name in ["Ann Reed", "Jean-Luc Roy", "R. Teamer", "jwood", "Rita Newsome", "Иван Фондов"] {
            assert!(!stands_in(name, &folded("The Ferry Post")), "{name}");
        }
    }
}
