//! Where a piece of a block may start and where it may end: at the block's ends, line ends, sentence ends with or
//! without a blank after them, and glue seams ("articleRead"), where a small letter meets a capital.

use crate::article::Span;
use crate::languages;
use crate::text::{closes, floor, is_stop, tail};

/// What quotations open with.
const QUOTES: &[char] = &['"', '“', '„'];
/// What parts husk phrases from each other: blanks, bullets, arrows, dashes, stops. No quotation marks: what is
/// quoted is speech.
const SEPARATORS: &str = " \t\n\r\u{a0}\u{200b}\u{feff}|•·●▪■◆*»«›‹>→←↑↓▶►▼▲–—-_/\\,:;.!…()[]{}+~=&#✓✕×⟶\u{2028}";

/// Bytes of a number that counts sections or items.
const LONGEST_NUMBER: usize = 8;

/// Bytes that tell whether an abbreviation of those listed stands before a full stop; none is so long.
const LONGEST_ABBREVIATION: usize = 16;

/// Bytes on either side of a seam that a listed name may have.
const LONGEST_NAME: usize = 32;

/// What is on the other side of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// The block's end, a line end or a sentence end.
    Clean,
    /// Text that was glued on.
    Seam,
}

/// Every place where a piece may start, ascending.
pub(super) fn starts(text: &str) -> impl Iterator<Item = (usize, Edge)> + '_ {
    Starts { text, at: 0, ended: true }
}

struct Starts<'a> {
    text: &'a str,
    at: usize,
    /// Has a sentence ended, and nothing begun since?
    ended: bool,
}

impl Iterator for Starts<'_> {
    type Item = (usize, Edge);

    fn next(&mut self) -> Option<(usize, Edge)> {
        loop {
            if !self.ended {
                let rest = self.text.as_bytes().get(self.at..)?;
                self.at += rest.iter().position(|byte| MARKED[usize::from(*byte)])?;
            }
            let at = self.at;
            let current = self.text.get(at..)?.chars().next()?;
            self.at += current.len_utf8();
            if is_stop(current) || current == '\n' {
                self.ended |= current != '.' || !goes_on_behind(&self.text[..at]);
            } else if self.ended {
                if current.is_whitespace() || closes(current) || is_separator(current) {
                    continue;
                }
                self.ended = false;
                if self.opens_quotation(at) {
                    continue;
                }
                if !(current.is_numeric() && is_stop(self.before(at))) {
                    return Some((at, Edge::Clean));
                }
            } else if current.is_uppercase() && is_seam(self.text, at, self.before(at), current) {
                return Some((at, Edge::Seam));
            }
        }
    }
}

impl Starts<'_> {
    /// Does what is said by somebody begin here? No husk does.
    fn opens_quotation(&self, at: usize) -> bool {
        let mut before = self.text.get(..at).unwrap_or_default().chars().rev();
        before.next().is_some_and(|char| QUOTES.contains(&char)) && before.next().is_none_or(char::is_whitespace)
    }

    fn before(&self, at: usize) -> char {
        self.text.get(..at).and_then(|before| before.chars().next_back()).unwrap_or('\n')
    }
}

/// Bytes at which, inside a sentence, a piece or the end of the sentence may be: capitals, ends, and all that is not
/// ASCII. Most bytes are none of these.
const MARKED: [bool; 256] = {
    let mut marked = [false; 256];
    let mut byte = 0;
    while byte < marked.len() {
        #[allow(clippy::cast_possible_truncation)]
        let char = byte as u8;
        marked[byte] = char.is_ascii_uppercase() || !char.is_ascii() || matches!(char, b'.' | b'!' | b'?' | b'\n');
        byte += 1;
    }
    marked
};

/// Is `at` a place where a piece may end? Separators after the piece have been skipped up to `at`.
pub(super) fn end(text: &str, at: usize) -> Option<Edge> {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { return None };
    let Some(next) = after.chars().next() else { return Some(Edge::Clean) };
    let gap = before.trim_end_matches(is_separator);
    let skipped = before.get(gap.len()..).unwrap_or_default();
    if next.is_lowercase() && goes_on(skipped) {
        return None;
    }
    let stops =
        || (skipped.contains(is_stop) || gap.ends_with(is_stop)) && !(skipped.trim() == "." && goes_on_behind(gap));
    if skipped.contains('\n') || stops() {
        return Some(Edge::Clean);
    }
    let last = gap.chars().next_back()?;
    (skipped.is_empty() && (is_seam(text, at, last, next) || is_opening(last, next))).then_some(Edge::Seam)
}

/// Does the sentence go on behind a full stop that follows this, for it is an abbreviation's ("Rovers vs. Athletic")?
fn goes_on_behind(before: &str) -> bool {
    let parts = |char: char| char.is_whitespace() || matches!(char, '(' | '[');
    tail(before, LONGEST_ABBREVIATION).rsplit(parts).next().is_some_and(languages::is_midway)
}

/// Is this all that a line has, but for what parts phrases?
pub(super) fn is_line(text: &str, span: &Span) -> bool {
    let (Some(before), Some(after)) = (text.get(..span.start), text.get(span.end..)) else { return false };
    let parts = |char: char| char != '\n' && is_separator(char);
    let (before, after) = (before.trim_end_matches(parts), after.trim_start_matches(parts));
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

/// Is this all that a line has but for its number ("3. Advertising")? A heading does not lose its words.
pub(super) fn is_numbered(text: &str, span: &Span) -> bool {
    let near = text.get(floor(text, span.start.saturating_sub(LONGEST_NUMBER))..span.start).unwrap_or_default();
    let number = near.rsplit('\n').next().unwrap_or_default();
    let is_line = number.len() < near.len() || near.len() == span.start;
    let is_last = text.get(span.end..).is_some_and(|rest| rest.is_empty() || rest.starts_with('\n'));
    let is_number = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_line && is_last && number.starts_with(|char: char| char.is_ascii_digit()) && is_number(number.trim_end())
}

/// Is the sentence not over where this parts it from a small letter? "Share this! – so it says everywhere", "… now? we asked."
fn goes_on(between: &str) -> bool {
    between.contains(['!', '?', '–', '—']) && !between.contains('\n')
}

/// Does this stretch, with no blank on either side, follow the end of a sentence and meet the start of another one?
/// "said.Read moreThe mayor": nobody writes so. One word may be part of a name in code ("auth.LoginRequired").
pub(super) fn is_glued_in(text: &str, span: &Span) -> bool {
    let (Some(before), Some(after)) = (text.get(..span.start), text.get(span.end..)) else { return false };
    let sentence = before.trim_end_matches(closes).ends_with(is_stop);
    let has_words = text.get(span.clone()).is_some_and(|run| run.contains(char::is_whitespace));
    sentence && has_words && !after.is_empty() && end(text, span.end) == Some(Edge::Seam)
}

/// Is what stands between the phrases a hyphen inside a word ("Travel-Related")?
pub(super) fn is_hyphen(text: &str, end: usize, resume: usize) -> bool {
    matches!(text.get(end..resume), Some("-" | "_")) && resume < text.len()
}

/// Does a sentence end in what stands between the phrases?
pub(super) fn ends_sentence(text: &str, end: usize, resume: usize) -> bool {
    text.get(end..resume).is_some_and(|between| between.contains(is_stop))
}

/// Does this part phrases?
pub(super) fn is_separator(c: char) -> bool {
    if c.is_alphanumeric() { false } else { SEPARATORS.contains(c) }
}

/// A quotation that opens right after a letter.
fn is_opening(before: char, after: char) -> bool {
    matches!(after, '“' | '„') && (before.is_lowercase() || before.is_numeric())
}

/// Was other text glued on at `at`, as the characters around it tell?
fn is_seam(text: &str, at: usize, before: char, after: char) -> bool {
    let is_one = before.is_lowercase() || before.is_numeric() || matches!(before, ')' | '”' | '’');
    after.is_uppercase() && is_one && !splits_name(text, at)
}

/// Is this seam the capital inside of a listed name ("Open|AI"), to which other text may be glued?
fn splits_name(text: &str, seam: usize) -> bool {
    let around = floor(text, seam.saturating_sub(LONGEST_NAME))..floor(text, seam + LONGEST_NAME);
    let (before, behind) = (&text[around.start..seam], &text[seam..around.end]);
    let parts = |char: char| !char.is_alphanumeric();
    let one = before.rsplit(parts).next().unwrap_or_default();
    let two = behind.split(parts).next().unwrap_or_default();
    let last = one.rfind(char::is_uppercase).unwrap_or_default();
    let is_name = |one: &&str| languages::is_name(&text[seam - one.len()..seam + two.len()]);
    !one.is_empty() && !two.is_empty() && [one, &one[last..]].iter().any(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn started(text: &str) -> Vec<&str> {
        starts(text).map(|(at, _)| &text[at..]).collect()
    }

    #[test]
    fn pieces_start_after_sentence_ends_and_at_seams() {
        assert_eq!(started("One. Two"), ["One. Two", "Two"]);
        assert_eq!(started("Version 7.1"), ["Version 7.1"]);
        assert_eq!(started("One vs. Two. Three"), ["One vs. Two. Three", "Three"]);
        assert_eq!(started("said.Share thisRead"), ["said.Share thisRead", "Share thisRead", "Read"]);
        assert_eq!(started("\"Gone.\" Two"), ["Two"]);
        assert_eq!(started("• Item"), ["Item"]);
        assert_eq!(started("The YouTube channel"), ["The YouTube channel"]);
        assert_eq!(started("\"Share this!\" he said. \"Now.\" Two"), ["he said. \"Now.\" Two", "Two"]);
    }

    #[test]
    fn pieces_end_where_something_new_begins() {
        let text = "Share this. Then more";
        assert_eq!(end(text, 12), Some(Edge::Clean));
        assert_eq!(end(text, 17), None);
        assert_eq!(end("thisThen", 4), Some(Edge::Seam));
        assert_eq!(end("this", 4), Some(Edge::Clean));
        assert_eq!(end("this“Then", 4), Some(Edge::Seam));
        assert_eq!(end("Share this! – so", 13), None);
        assert_eq!(end("Rovers vs. Athletic", 11), None);
        assert_eq!(end("Rovers vs.\nAthletic", 11), Some(Edge::Clean));
    }

    #[test]
    fn headings_keep_their_words() {
        assert!(is_numbered("So.\n3. Advertising", &(7..18)));
        assert!(is_numbered("3. Advertising\nSo.", &(3..14)));
        assert!(!is_numbered("3. Advertising. So.", &(3..15)));
        assert!(!is_numbered("So. Advertising", &(4..15)));
    }

    #[test]
    fn a_line_is_what_stands_alone_on_it() {
        assert!(is_line("So.\n• Video: One\nTwo", &(8..18)));
        assert!(!is_line("So. Video: One", &(4..14)));
    }

    #[test]
    fn a_long_line_is_not_gone_through_for_each_piece_of_it() {
        let (text, began) = ("So. ".repeat(1 << 20), std::time::Instant::now());
        assert!((0..text.len()).step_by(64).all(|at| !is_line(&text, &(at..at + 3))));
        assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
    }

    #[test]
    fn what_touches_two_sentences_was_glued_in() {
        assert!(is_glued_in("said.Read moreThe mayor", &(5..14)));
        assert!(!is_glued_in("said. Read moreThe mayor", &(6..15)));
        assert!(!is_glued_in("said.Read more", &(5..14)));
        assert!(!is_glued_in("auth.LoginRequired", &(5..10)));
    }
}
