//! A piece in, whether prose runs on in it out. Extractors that put blanks between all pieces of a page's text leave labels
//! without an end ("Read more: Fares rise The routes lose money and …"): no full stop tells where the label is over.

use crate::languages::begins_sentence;

/// So many words behind the first of a sentence are prose; less may be a name in a title ("why we love The Crown").
const LEAST_WORDS: usize = 5;
/// One of so many words behind it is in small letters, unless all of a title has capitals.
const NEXT_WORDS: usize = 2;

/// Does another sentence begin in the midst of this piece, without an end of the one before?
pub(super) fn runs_on(piece: &str) -> bool {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let starts_small = |word: &&str| word.starts_with(char::is_lowercase);
    words.windows(2).enumerate().any(|(at, pair)| {
        let behind = words.get(at + 2..).unwrap_or_default();
        pair[0].ends_with(char::is_alphanumeric)
            && !pair[0].starts_with(char::is_uppercase)
            && begins_sentence(pair[1])
            && behind.len() >= LEAST_WORDS
            && behind.iter().take(NEXT_WORDS).any(starts_small)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_begin_with_capitals() {
        for text in [
            "Read more: Bus fares to rise by 20p The routes lose money and nobody pays for them.",
            "Lesen Sie auch: Warum die Fähre nicht mehr fährt Die Straße wird ab Mai gesperrt sein",
            "Subscribe to our newsletter She said so to the mayor of the town.",
        ] {
            assert!(runs_on(text), "{text}");
        }
        for text in [
            "Read more: How we won and What It Means for the Rest of Us",
            "Read next: why we love The Crown on screen",
            "Related: Harbour opens after the flood, says the mayor of the town",
            "Sign up for our newsletter and get The Tide in your inbox",
            "Als Abonnentin können Sie diesen Artikel an Freunde verschenken",
        ] {
            assert!(!runs_on(text), "{text}");
        }
    }
}
