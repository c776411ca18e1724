//! A place in a text in, whether the title of a work stands there out: "Moss, F. 2012. Subscribe Now! A History …".

use crate::text::floor;

/// Bytes in which the authors of a work are named, and the year.
const LONGEST: usize = 160;

/// Does a title follow authors with their initials and a year here?
pub(super) fn is_cited(text: &str, at: usize) -> bool {
    let before = &text[floor(text, at.saturating_sub(LONGEST))..at];
    let line = before.rsplit('\n').next().unwrap_or_default();
    let mut words = line.split_whitespace().rev();
    let is_initial = |word: &str| {
        let mut chars = word.trim_end_matches([',', '.']).chars();
        word.contains('.')
            && chars.next().is_some_and(char::is_uppercase)
            && chars.next().is_none_or(|char| char == '.')
    };
    words.next().is_some_and(is_year) && words.next().is_some_and(is_initial)
}

/// "2012.", "(2012)." or "(2012a)."
fn is_year(word: &str) -> bool {
    let year = word.trim_start_matches('(').trim_end_matches(['.', ')', ',', ':']);
    let digits = year.trim_end_matches(|char: char| char.is_ascii_lowercase());
    word.ends_with(['.', ',', ':']) && digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_follow_authors_and_year() {
        for text in ["Moss, F. 2012. ", "Moss, F. and Nye, J.-P. (2012a). ", "1. Moss, F., 2012. "] {
            assert!(is_cited(text, text.len()), "{text}");
        }
        for text in ["It opened in 2012. ", "Moss came in 2012. ", "Frank S. left. "] {
            assert!(!is_cited(text, text.len()), "{text}");
        }
    }
}
