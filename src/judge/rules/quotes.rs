//! A piece of a text in, the piece with the bracket that it stands in out, and whether a cut of it would tear a quotation or a
//! bracket: what is cut holds these whole or not at all.

use crate::article::Span;
use crate::text::floor;

const BRACKETS: [(char, char); 2] = [('(', ')'), ('[', ']')];
/// Which of them opens and which closes depends on the language.
const MARKS: [&[char]; 2] = [&['"'], &['“', '”', '„']];
/// So too for these, which are arrows where they stand alone ("Read more »").
const ANGLES: [char; 2] = ['«', '»'];
/// Bytes around a piece in which a quotation opens or closes.
const REACH: usize = 512;

/// The piece with the bracket that opens right before it, if it closes in it: "(Advertisement)".
pub(super) fn with_bracket(text: &str, span: Span) -> Span {
    let (before, piece) = (&text[..span.start], &text[span.clone()]);
    let is_around = |(open, close): &(char, char)| {
        before.ends_with(*open) && piece.matches(*close).count() == piece.matches(*open).count() + 1
    };
    match BRACKETS.iter().find(|pair| is_around(pair)) {
        Some((open, _)) => span.start - open.len_utf8()..span.end,
        None => span,
    }
}

/// Separators behind a piece, less the bracket or quotation that opens there and closes further on.
pub(super) fn before_opening<'a>(text: &str, tail: &'a str, end: usize) -> &'a str {
    let rest = &text[end..floor(text, end + REACH)];
    let opens = |char: char| match char {
        '«' => rest.contains('»'),
        '»' => rest.contains('«'),
        _ => BRACKETS.iter().any(|(open, close)| *open == char && rest.contains(*close)),
    };
    let tail = tail.trim_end();
    if rest.is_empty() { tail } else { tail.trim_end_matches(opens).trim_end() }
}

/// Would a cut of this piece leave half of a quotation or of a bracket?
pub(super) fn tears(text: &str, span: &Span) -> bool {
    let piece = &text[span.clone()];
    let count = |marks: &[char]| piece.matches(marks).count();
    MARKS.iter().any(|marks| count(marks) % 2 == 1)
        || BRACKETS.iter().any(|(open, close)| count(&[*open]) != count(&[*close]))
        || closes(&text[span.end..])
        || is_half_angled(&text[floor(text, span.start.saturating_sub(REACH))..span.start], piece)
}

/// Does a quotation close here?
fn closes(behind: &str) -> bool {
    let mut chars = behind.chars();
    chars.next().is_some_and(|char| MARKS.iter().any(|marks| marks.contains(&char)))
        && !chars.next().is_some_and(char::is_alphanumeric)
}

/// Does a quotation in angles that opens before the piece end in it?
fn is_half_angled(before: &str, piece: &str) -> bool {
    let more = |text: &str| ANGLES.map(|angle| text.matches(angle).count());
    let ([left, right], [open, close]) = (more(piece), more(before));
    left < right && close < open || right < left && open < close
}

#[cfg(test)]
mod tests {
    use super::*;

    fn torn(marked: &str) -> bool {
        let (before, rest) = marked.split_once("{").unwrap();
        let (piece, behind) = rest.split_once("}").unwrap();
        tears(&[before, piece, behind].concat(), &(before.len()..before.len() + piece.len()))
    }

    #[test]
    fn quotations_and_brackets_go_whole_or_not_at_all() {
        for text in [
            "\"No spam. {Unsubscribe at any time.}\" It takes away the fear.",
            "“No spam. {Unsubscribe at any time.}” It takes away the fear.",
            "„Kein Spam. {Jederzeit abbestellbar.}“ Das beruhigt.",
            "« Pas de spam. {Désabonnez-vous à tout moment. »} Rassurant.",
            "»Kein Spam. {Jederzeit abbestellbar.«} Das beruhigt.",
            "It ends here. {Share this “story} and more.”",
            "It ends here (so they say. {Share this story.)} And more.",
        ] {
            assert!(torn(text), "{text}");
        }
        for text in [
            "It ends here. {Share this story.} “And more.”",
            "It ends here. {Share this}“And more.”",
            "It ends here. {Read more »} And so on.",
            "It ends here. {Share “The Boat” (Opens in new window)} And so on.",
        ] {
            assert!(!torn(text), "{text}");
        }
    }

    #[test]
    fn a_bracket_goes_with_all_that_it_holds() {
        assert_eq!(with_bracket("So. (Advertisement) And", 5..19), 4..19);
        assert_eq!(with_bracket("So. (Advertisement). And", 5..20), 4..20);
        assert_eq!(with_bracket("So. (Advertisement and", 5..18), 5..18);
    }

    #[test]
    fn what_opens_behind_a_piece_is_not_of_it() {
        assert_eq!(before_opening("Fermé. « On m’écrit »", ". « ", 10), ".");
        assert_eq!(before_opening("Next » Older", " » ", 7), " »");
    }
}
