//! A summary that was written as HTML, or escaped twice → the text that it shows.

use crate::extract;
use crate::text::single_blanks;

/// Tags by which a summary is known to be HTML.
const MARKUP: [&str; 10] = ["<br", "</p>", "</b>", "</i>", "</a>", "</em>", "</strong>", "</span>", "</div>", "</li>"];

/// What a reader of the summary sees.
pub fn shown(text: String) -> String {
    let is_reference = |rest: &str| rest.split_once(';').is_some_and(|(name, _)| is_name(name));
    let lower = text.to_ascii_lowercase();
    if !text.split('&').skip(1).any(is_reference) && !MARKUP.iter().any(|tag| lower.contains(tag)) {
        return text;
    }
    single_blanks(&extract::shown(&text))
}

/// Is it what a character reference calls a character?
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || char == '#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_not_shown() {
        for (written, seen) in [
            ("Two cats &amp; a <b>d</b>og.", "Two cats & a dog."),
            ("<p>Two cats.</p><p>A dog.</p>", "Two cats. A dog."),
            ("cats.</p><ul><li>A dog<br>A fox</li></ul>", "cats. A dog A fox"),
            ("If a < b & b < c, a < c.", "If a < b & b < c, a < c."),
            ("<br>", ""),
        ] {
            assert_eq!(shown(written.to_owned()), seen);
        }
    }
}
