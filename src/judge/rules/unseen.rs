//! A text with characters that nobody sees → the text without them, and where its places stand: a reader sees "Share this", and
//! so do the rules, whatever is between its letters.

use crate::article::Span;

/// A text without its unseen characters.
pub(super) struct Shown {
    pub text: String,
    /// For each unseen character where it would stand in `text`, and how many bytes were left out up to it.
    left_out: Vec<(usize, usize)>,
    /// Bytes of the text as it is.
    length: usize,
}

impl Shown {
    /// Of a text that has unseen characters.
    pub fn of(text: &str) -> Option<Shown> {
        (text.bytes().any(may_begin_unseen) && text.contains(is_unseen)).then(|| {
            let mut shown = Shown { text: String::with_capacity(text.len()), left_out: Vec::new(), length: text.len() };
            for (at, char) in text.char_indices() {
                if is_unseen(char) {
                    let behind = at + char.len_utf8();
                    shown.left_out.push((shown.text.len(), behind - shown.text.len()));
                } else {
                    shown.text.push(char);
                }
            }
            shown
        })
    }

    /// A stretch of it in the text as it is. What is unseen at its ends stays outside, unless nothing else is there.
    pub fn back(&self, span: Span) -> Span {
        let left_out = |until: usize| until.checked_sub(1).map_or(0, |last| self.left_out[last].1);
        let start = span.start + left_out(self.left_out.partition_point(|(at, _)| *at <= span.start));
        let end = span.end + left_out(self.left_out.partition_point(|(at, _)| *at < span.end));
        if span == (0..self.text.len()) { 0..self.length } else { start..end }
    }
}

/// Does it take no room, whatever it is there for?
fn is_unseen(char: char) -> bool {
    matches!(char,
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

/// Is it such a character, or the first byte of one? Most texts have none of these.
fn may_begin_unseen(byte: u8) -> bool {
    byte < 9 || matches!(byte, 14..32 | 0x7f | 0xc2 | 0xe2 | 0xef)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_again() {
        let text = "\u{feff}a\u{ad}bc\u{200b}\u{200b} d";
        let shown = Shown::of(text).unwrap();
        assert_eq!(shown.text, "abc d");
        assert_eq!(&text[shown.back(0..3)], "a\u{ad}bc");
        assert_eq!(&text[shown.back(3..5)], " d");
        assert_eq!(shown.back(0..5), 0..text.len());
        assert!(Shown::of("a b").is_none());
    }
}
