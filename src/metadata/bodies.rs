//! Names that stand where an author's does and are no person's: a body, a desk, an account. They are the answer
//! only where nobody else is named.

use super::names::is_caseless;
use super::words::WORDS;

/// Is it a body's or an account's?
pub fn stands_in(name: &str) -> bool {
    is_account(name) || is_body(name)
}

/// Is it what other people's pages are made with? It says so of itself where their names should stand.
pub fn is_platform(name: &str) -> bool {
    const PLATFORMS: [&str; 7] =
        ["blogger", "google docs", "google drive", "squarespace", "weebly", "wix.com", "wordpress.com"];
    PLATFORMS.contains(&name.to_lowercase().as_str())
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
    name.contains(['«', '»', '"', '“', '„']) || words.any(is_of_body)
}

/// Is it such a word? Where words have no blanks between them, it is the end of one: "毎日新聞編集部".
fn is_of_body(word: &str) -> bool {
    WORDS.bodies.contains(word) || is_caseless(word) && WORDS.bodies.iter().any(|body| word.ends_with(body.as_str()))
}
