//! What all stages ask of text: what ends a sentence, what closes behind it, what opens an item; text cut at a character,
//! and with its white space folded; the words of two texts, and how alike they are.

use foldhash::HashSet;

/// Signs with which an item of a list begins, whatever the text.
const DRAWN_BULLETS: [char; 5] = ['•', '·', '▪', '●', '‣'];
/// Signs that are used for them where no others can be typed.
const TYPED_BULLETS: [char; 4] = ['*', '-', '–', '+'];

/// Marks of the direction of writing.
pub fn is_direction_mark(char: char) -> bool {
    matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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
