//! A text in, whether it is Markdown out.

use std::sync::LazyLock;

use regex::Regex;

/// What Markdown has and other text hardly: a heading behind a blank line, fenced code, a link or picture, strong emphasis.
/// Each is seen in other text now and then (`# comment`, `**kwargs`), two of them are not.
const SIGNS: [&str; 4] = [
    r"(?:\A|\n[ \t]*\n)#{1,6} +\w",
    r"(?ms)^ {0,3}```[\w+-]*[ \t]*\n.*?^ {0,3}```[ \t]*$",
    r"\[[^\[\]\n]*\]\((?:https?:|/|#|mailto:)[^()\s]*\)",
    r"(?:\*\*|__)\w[^*_\n]*[\w.:!?](?:\*\*|__)",
];
/// So many signs of different kinds make a text Markdown.
const LEAST: usize = 2;

static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| SIGNS.iter().filter_map(|sign| Regex::new(sign).ok()).collect());

/// Was this text written as Markdown?
pub fn is_markdown(text: &str) -> bool {
    FORMS.iter().filter(|form| form.is_match(text)).take(LEAST).count() == LEAST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_signs_make_markdown() {
        assert_eq!(FORMS.len(), SIGNS.len());
        for text in [
            "# The ferry\n\nIt sails **again**.",
            "See [the pier](https://a.example/p).\n\n```sh\nrow\n```\n",
            "It sails.\n\n## Fares\n\nSee [all](/fares).",
        ] {
            assert!(is_markdown(text), "{text}");
        }
        for text in [
            "# set the port\nport = 1\ndef f(**kwargs): pass\ndef g(**kwargs): pass",
            "The ferry sails.\n* oil\n* salt",
            "See [the pier](https://a.example/p).",
            "5 * 3 ** 2 ** 1",
            "# no heading\n* no item\n```\n| a | b |",
        ] {
            assert!(!is_markdown(text), "{text}");
        }
    }
}
