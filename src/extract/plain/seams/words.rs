//! A line in, its words out, and how each is written.

use std::borrow::Cow;

use crate::languages::{self, Key, alike, function_word};
use crate::text::is_spaced_stop;

/// Signs that close what a word ends.
const CLOSING: &[char] = &['"', '\'', '”', '’', ')', '*', '_', ']'];
/// Signs of addresses and code.
const UNLIKE_WORDS: &[char] = &['/', '@', '_', '\\', ':', '=', '<', '>'];
/// What a word opens or ends with where that is no sign.
pub const LETTER: &str = "a";

/// A word of a line, and how it is written.
#[derive(Clone, Debug)]
pub struct Word<'a> {
    /// Where it stands.
    pub start: usize,
    /// With its signs.
    pub text: &'a str,
    /// What parts it from the word before: a blank, or nothing where a capital letter goes on.
    pub gap: &'static str,
    /// Its class by letters, see `shape`.
    pub shape: &'static str,
    /// Its first character, if that is no letter or digit.
    pub opens: &'a str,
    /// Its last character, closing signs aside, if that is no letter or digit.
    pub ends: &'a str,
    /// Without signs at its ends, digits all alike.
    pub core: Cow<'a, str>,
}

impl<'a> Word<'a> {
    /// What stands beyond the ends of a line.
    pub const NONE: Word<'static> =
        Word { start: 0, text: "", gap: "", shape: "^", opens: "", ends: "", core: Cow::Borrowed("") };

    fn new(start: usize, text: &'a str, gap: &'static str, nouns_have_capitals: bool) -> Word<'a> {
        let is_letter = |char: char| char.is_alphanumeric();
        let core = text.trim_matches(|char| !is_letter(char));
        let first = text.chars().next().map_or(0, char::len_utf8);
        let unclosed = text.trim_end_matches(CLOSING);
        let last = unclosed.chars().next_back().map_or(0, char::len_utf8);
        let (opens, ends) = (&text[..first], &unclosed[unclosed.len() - last..]);
        Word {
            start,
            text,
            gap,
            shape: shape(core, nouns_have_capitals),
            opens: if opens.starts_with(is_letter) { LETTER } else { opens },
            ends: if ends.starts_with(is_letter) { LETTER } else { ends },
            core: alike(core),
        }
    }

    /// Does a sentence end with it?
    pub fn ends_sentence(&self) -> bool {
        self.ends.starts_with(is_spaced_stop)
    }

    /// Where it ends.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// How a word is written: in small letters (`f`: a function word), with a capital, in capitals, with digits; of signs alone.
fn shape(core: &str, nouns_have_capitals: bool) -> &'static str {
    let mut letters = core.chars().filter(|char| char.is_alphanumeric());
    let Some(first) = letters.next() else { return "signs" };
    let rest = letters.clone();
    let is_function = || function_word(Key::of(core)).is_some();
    match first {
        _ if first.is_numeric() && letters.all(char::is_numeric) => "0",
        _ if first.is_numeric() => "0a",
        _ if first.is_lowercase() => {
            if is_function() {
                "f"
            } else {
                "a"
            }
        }
        _ if !first.is_uppercase() => "?",
        _ if rest.clone().next().is_none() => "A",
        _ if rest.clone().all(|char| char.is_uppercase() || char.is_numeric()) => "AA",
        _ if is_function() => "Fa",
        _ if nouns_have_capitals => "a",
        _ => "Aa",
    }
}

/// The words of a line: parted by white space, and where a capital letter goes on behind what may have been an end.
pub fn words(line: &str) -> Vec<Word<'_>> {
    let nouns_have_capitals = languages::detect(line).is_some_and(|language| language.code == "de");
    let mut words = Vec::with_capacity(line.len() / 6);
    for token in line.split_whitespace() {
        let start = token.as_ptr() as usize - line.as_ptr() as usize;
        let (mut from, mut gap) = (0, " ");
        for at in glued(token) {
            words.push(Word::new(start + from, &token[from..at], gap, nouns_have_capitals));
            (from, gap) = (at, "");
        }
        words.push(Word::new(start + from, &token[from..], gap, nouns_have_capitals));
    }
    words
}

/// Where a capital letter goes on behind what may have been an end; nowhere behind a sign of addresses and code.
fn glued(token: &str) -> impl Iterator<Item = usize> {
    let is_end = |char: char| char.is_lowercase() || matches!(char, '"' | '”' | ')' | ']' | '.' | '!' | '?' | '…');
    let words = &token[..token.find(UNLIKE_WORDS).unwrap_or(token.len())];
    let chars = words.char_indices().zip(words.chars().skip(1));
    chars.filter_map(move |((at, char), next)| {
        let at = at + char.len_utf8();
        let begins = next.is_uppercase()
            && (is_end(char) || char.is_numeric() && words[at..].chars().nth(1).is_some_and(char::is_lowercase));
        begins.then_some(at)
    })
}
