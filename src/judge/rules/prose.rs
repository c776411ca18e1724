//! A piece in, whether prose runs on in it out. Extractors that put blanks between all pieces of a page's text leave labels
//! without an end ("Read more: Fares rise The routes lose money and …"): no full stop tells where the label is over.

use crate::languages::{Key, Language, begins_sentence, function_word, is_name};

/// So many words behind the first of a sentence are prose; less may be a name in a title ("why we love The Crown").
const LEAST_WORDS: usize = 5;
/// One of so many words behind it is in small letters, unless all of a title has capitals.
const NEXT_WORDS: usize = 2;

/// In these languages many sentences begin with a noun and no article.
const BARE_NOUNS: [&str; 2] = ["en", "ru"];

/// Where sentences of prose begin in this piece without an end of what is before them ("our newsletter Passengers who came at
/// five found …"). `language` is that of the rule that takes the piece. Behind a word that wants another one ("of", "our") a
/// name stands.
pub(super) fn unended<'a>(piece: &'a str, language: &'a str) -> impl Iterator<Item = usize> + 'a {
    piece.match_indices(' ').map(|(at, _)| at + 1).filter(move |at| begins(piece, *at, language))
}

/// Does such a sentence begin at this place?
pub(super) fn begins(text: &str, at: usize, language: &str) -> bool {
    let (Some(before), Some(rest)) = (text.get(..at), text.get(at..)) else { return false };
    if !(rest.starts_with(char::is_uppercase) && before.ends_with(|char: char| char.is_whitespace() && char != '\n')) {
        return false;
    }
    let line = rest.lines().next().unwrap_or_default();
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    let is_small = |word: &&str| word.starts_with(char::is_lowercase);
    let is_article = first.chars().count() == 1 && function_word(Key::of(first)).is_some();
    let opens = is_article || begins_sentence(first);
    let is_begun = opens && words.clone().take(NEXT_WORDS).any(|word| is_small(&word))
        || BARE_NOUNS.contains(&language)
            && words.clone().next().is_some_and(|word| is_small(&word))
            && is_plain(first, language);
    let last = before.split_whitespace().next_back().unwrap_or_default();
    is_begun
        && words.nth(LEAST_WORDS - 1).is_some()
        && last.ends_with(char::is_alphanumeric)
        && (opens || !last.starts_with(char::is_uppercase))
        && !last.chars().skip(1).any(char::is_uppercase)
        && function_word(Key::of(last)).is_none()
}

/// Is it a common word of this language, and no name?
fn is_plain(word: &str, language: &str) -> bool {
    let lexicon = || Language::of(language).and_then(Language::lexicon);
    word.chars().skip(1).all(char::is_lowercase)
        && !is_name(word)
        && lexicon().is_some_and(|known| known.is_common(word))
}

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
    fn prose_begins_behind_what_has_no_end() {
        let begun =
            |text: &'static str, language| unended(text, language).map(|at| &text[at..at + 3]).collect::<Vec<_>>();
        assert_eq!(begun("© 2019 The Gazette The harbour master had gone to lunch.", ""), ["The"]);
        assert_eq!(begun("Usamos cookies para melhorar sua experiência O barco saiu, e ninguém sabia.", "pt"), ["O b"]);
        let passengers = "Subscribe to our newsletter Passengers who came at five found an empty berth.";
        assert_eq!(begun(passengers, "en"), ["Pas"]);
        assert_eq!(begun(passengers, "de"), [""; 0]);
        assert_eq!(begun("Bus fares to rise by 20p The routes lose money and nobody pays for them.", "en"), ["The"]);
        assert_eq!(
            begun("Abonnieren Sie unseren Newsletter Die Fähre legte ab, und niemand wusste es.", "de"),
            ["Die"]
        );
        for text in [
            "Sign up for The Tide, the Herald's weekly newsletter.",
            "Sign up for Tide and get the best stories of the week in your inbox.",
            "Share this The end.",
        ] {
            assert_eq!(begun(text, "en"), [""; 0], "{text}");
        }
    }

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
