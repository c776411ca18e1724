//! What all stages ask of text: what ends a sentence, what closes behind it, what opens an item; text cut at a character,
//! and with its white space folded; its words, how many there are, and how alike those of two texts are.

use encoding_rs::Encoding;
use foldhash::HashSet;

/// Signs with which an item of a list begins, whatever the text.
const DRAWN_BULLETS: [char; 5] = ['•', '·', '▪', '●', '‣'];
/// Signs that are used for them where no others can be typed.
const TYPED_BULLETS: [char; 4] = ['*', '-', '–', '+'];

/// Marks of the direction of writing.
pub fn is_direction_mark(char: char) -> bool {
    matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text for the terminal: control characters and marks of direction escaped.
pub fn printable(text: &str) -> String {
    let odd = |c: char| c.is_control() || is_direction_mark(c);
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if odd(c) {
            out.extend(c.escape_default())
        } else {
            out.push(c)
        }
        out
    })
}

/// Does this end a sentence, in any script?
pub fn is_stop(char: char) -> bool {
    is_spaced_stop(char) || matches!(char, '。' | '！' | '？' | '؟' | '।')
}

/// Does this end a sentence behind which a blank has to stand?
pub fn is_spaced_stop(char: char) -> bool {
    matches!(char, '.' | '!' | '?' | '…')
}

/// May this close what a sentence ends in: a quotation, brackets, emphasis?
pub fn closes(char: char) -> bool {
    matches!(char, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '*' | '_')
}

/// Does this, at the start of a line, begin an item of a list?
pub fn is_bullet(char: char) -> bool {
    is_drawn_bullet(char) || TYPED_BULLETS.contains(&char)
}

/// The same of what has no other use.
pub fn is_drawn_bullet(char: char) -> bool {
    DRAWN_BULLETS.contains(&char)
}

/// The nearest place at or before this one at which a character begins, or the end.
pub fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The nearest place at or behind this one at which a character begins, or the end.
pub fn ceiling(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// The first `most` bytes, cut at a character.
pub fn head(text: &str, most: usize) -> &str {
    &text[..floor(text, most)]
}

/// The last `most` bytes, cut at a character.
pub fn tail(text: &str, most: usize) -> &str {
    &text[ceiling(text, text.len().saturating_sub(most))..]
}

/// White space at both ends taken off, a blank for what is between words.
pub fn single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a text, each once, in lower case.
pub fn words(text: &str) -> HashSet<String> {
    text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// How many of their words two texts have in common: 0 none, 1 all.
pub fn likeness(one: &HashSet<String>, other: &HashSet<String>) -> f32 {
    let both = one.intersection(other).count() as f32;
    if both == 0.0 { 0.0 } else { 2.0 * both / (one.len() + other.len()) as f32 }
}

/// A Chinese or Japanese character is about half a word, a Thai one a fifth.
pub fn share_of_word(char: char) -> Option<f32> {
    match char {
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            Some(0.5)
        }
        '\u{e00}'..='\u{edf}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => Some(0.2),
        _ => None,
    }
}

/// Pairs of bytes that are looked at together, so few that a byte holds the count: that is done many at once.
const PAIRS: usize = 128;

/// How many words begin in an ASCII text, and whether it ends inside of one. `inside`: does it begin inside of one?
fn ascii_words(text: &[u8], inside: bool) -> (u64, bool) {
    let Some(first) = text.first() else { return (0, inside) };
    let begins = |before: u8, byte: u8| byte.is_ascii_alphanumeric() & !before.is_ascii_alphanumeric();
    let count = |(before, bytes): (&[u8], &[u8])| -> u8 {
        before.iter().zip(bytes).map(|(before, byte)| u8::from(begins(*before, *byte))).sum()
    };
    let pairs = text[..text.len() - 1].chunks(PAIRS).zip(text[1..].chunks(PAIRS));
    let mut begun = pairs.map(|pair| u64::from(count(pair))).sum::<u64>();
    begun += u64::from(first.is_ascii_alphanumeric() && !inside);
    // What stands behind the apostrophes of a word goes on with it.
    let (mut at, mut in_word) = (0, inside);
    while let Some(next) = memchr::memchr(b'\'', &text[at..]) {
        let start = at + next;
        in_word = if start > at { text[start - 1].is_ascii_alphanumeric() } else { in_word && at == 0 };
        at = start + text[start..].iter().take_while(|byte| **byte == b'\'').count();
        begun -= u64::from(in_word && text.get(at).is_some_and(u8::is_ascii_alphanumeric));
    }
    (begun, if at < text.len() { text[text.len() - 1].is_ascii_alphanumeric() } else { in_word })
}

/// How many words a text has: where a script has no blanks, characters count as parts of words.
pub fn count_words(text: &str) -> usize {
    words_and_parts(text).round() as usize
}

/// The same before it is rounded.
pub fn words_and_parts(text: &str) -> f32 {
    let (mut whole, mut shares, mut in_word) = (0u64, 0f32, false);
    let mut rest = text;
    loop {
        let ascii = Encoding::ascii_valid_up_to(rest.as_bytes());
        let (plain, other) = rest.split_at(ascii);
        let (begun, inside) = ascii_words(plain.as_bytes(), in_word);
        (whole, in_word) = (whole + begun, inside);
        let Some(char) = other.chars().next() else { break };
        rest = &other[char.len_utf8()..];
        if let Some(share) = share_of_word(char) {
            (shares, in_word) = (shares + share, false);
        } else {
            let part = char.is_alphanumeric() || in_word && char == '’';
            whole += u64::from(part && !in_word);
            in_word = part;
        }
    }
    whole as f32 + shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_at_characters() {
        assert_eq!([head("aéb", 2), head("aéb", 3), head("aéb", 9)], ["a", "aé", "aéb"]);
        assert_eq!([tail("aéb", 2), tail("aéb", 3), tail("aéb", 9)], ["b", "éb", "aéb"]);
        assert_eq!([floor("é", 1), ceiling("é", 1), ceiling("é", 5)], [0, 2, 2]);
    }

    #[test]
    fn white_space_is_folded() {
        assert_eq!(single_blanks(" a\n\tb\u{a0}c "), "a b c");
    }
}
