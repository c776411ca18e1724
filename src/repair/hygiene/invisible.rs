//! Text → edits that take out what no reader sees: control characters, terminal escapes, zero-width characters and
//! controls of writing direction, but for those that mean something where they stand.

use crate::article::{Edit, RuleId, Span};
use crate::repair::hygiene::{BIDI, CONTROL, ESCAPE, ZERO_WIDTH, edit, scripts};

/// Longest title or link that an escape sequence may carry; without an end within it, it is none.
const LONGEST_COMMAND: usize = 2048;

/// Find all of it.
pub fn removed(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut line = Line { text, span: 0..0, right_to_left: false };
    let (mut at, mut before) = (0, None);
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if !is_invisible(c) {
            (at, before) = (at + c.len_utf8(), Some(c));
            continue;
        }
        let end = run_end(text, at);
        let after = text.get(end..).and_then(|rest| rest.chars().next());
        while let Some((unit, c)) = unit(text, at).filter(|_| at < end) {
            at = unit.end;
            match fate(c, unit.len(), before, after, &mut line, unit.start) {
                Fate::Stays => before = Some(c),
                Fate::Blank if blank(before) || blank(after) => take_out(&mut edits, unit, "", CONTROL),
                Fate::Blank => {
                    take_out(&mut edits, unit, " ", CONTROL);
                    before = Some(' ');
                }
                Fate::Goes(rule) => take_out(&mut edits, unit, "", rule),
            }
        }
        if let Some(last) = edits.last_mut().filter(|last| last.span.end == end && blank(before)) {
            let blanks = text.bytes().skip(end).take_while(|byte| *byte == b' ').count();
            last.span.end += blanks;
            at += blanks;
        }
    }
    edits
}

/// What becomes of a character.
enum Fate {
    Stays,
    Goes(RuleId),
    /// It parts words: a blank does that too.
    Blank,
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}'
        | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{206f}'
        | '\u{feff}')
        || scripts::is_tag(c)
}

/// `before` is the last character that stays, `after` the next one that is visible.
fn fate(c: char, length: usize, before: Option<char>, after: Option<char>, line: &mut Line, at: usize) -> Fate {
    let beside = |is: fn(char) -> bool| before.is_some_and(is) || after.is_some_and(is);
    let doubled = before.is_some_and(is_joiner);
    let (stays, rule) = match c {
        _ if length > c.len_utf8() => (false, ESCAPE),
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => return Fate::Blank,
        '\u{200b}' => (!doubled && beside(scripts::has_no_blanks), ZERO_WIDTH),
        '\u{200c}' => (!doubled && beside(scripts::takes_joiners), ZERO_WIDTH),
        '\u{200d}' => {
            let emoji = before.is_some_and(scripts::is_emoji) && after.is_some_and(scripts::is_emoji);
            (!doubled && (emoji || beside(scripts::takes_joiners)), ZERO_WIDTH)
        }
        '\u{180e}' => (beside(scripts::is_mongolian), ZERO_WIDTH),
        '\u{200e}' | '\u{200f}' | '\u{61c}' => (before != Some(c) && line.is_right_to_left(at), BIDI),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => (false, BIDI),
        _ if scripts::is_tag(c) => (before.is_some_and(|b| b == scripts::FLAG || scripts::is_tag(b)), ZERO_WIDTH),
        '\u{ad}' | '\u{2060}' | '\u{206a}'..='\u{206f}' | '\u{feff}' => (false, ZERO_WIDTH),
        _ => (false, CONTROL),
    };
    if stays { Fate::Stays } else { Fate::Goes(rule) }
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}')
}

fn blank(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

/// Where the run of invisible characters ends that starts here.
fn run_end(text: &str, mut at: usize) -> usize {
    while let Some((unit, _)) = unit(text, at).filter(|(_, c)| is_invisible(*c)) {
        at = unit.end;
    }
    at
}

/// A character, or the escape sequence that it begins.
fn unit(text: &str, at: usize) -> Option<(Span, char)> {
    let c = text.get(at..)?.chars().next()?;
    let length = if matches!(c, '\u{1b}' | '\u{9b}') { escape(text, at, c) } else { c.len_utf8() };
    Some((at..at + length, c))
}

/// How long the escape sequence is (ECMA-48): a control sequence, a command up to its end, a choice of charset. The
/// escape alone where none follows.
fn escape(text: &str, at: usize, c: char) -> usize {
    let bytes = text.as_bytes().get(at..).unwrap_or_default();
    let count = |from: usize, is: fn(&u8) -> bool| bytes.iter().skip(from).take_while(|byte| is(byte)).count();
    let closed = |end: usize, is: fn(&u8) -> bool| bytes.get(end).filter(|byte| is(byte)).map(|_| end + 1);
    let found = match (c, bytes.get(1)) {
        ('\u{9b}', _) | (_, Some(b'[')) => {
            let parameters = 2 + count(2, |byte| matches!(byte, b'0'..=b'?'));
            closed(parameters + count(parameters, |byte| matches!(byte, b' '..=b'/')), |byte| {
                matches!(byte, b'@'..=b'~')
            })
        }
        (_, Some(b']')) => command_end(bytes),
        (_, Some(b'(' | b')' | b'*' | b'+')) => closed(2, u8::is_ascii_alphanumeric),
        _ => None,
    };
    found.unwrap_or(c.len_utf8())
}

/// The end of an operating system command: a bell or a string terminator, in the same line.
fn command_end(bytes: &[u8]) -> Option<usize> {
    let seen = bytes.get(..bytes.len().min(LONGEST_COMMAND)).unwrap_or_default();
    let end = seen.iter().skip(1).position(|byte| matches!(byte, 0x07 | b'\n' | 0x1b | 0xc2))? + 1;
    match (seen.get(end)?, seen.get(end + 1)) {
        (0x07, _) => Some(end + 1),
        (0x1b, Some(b'\\')) | (0xc2, Some(0x9c)) => Some(end + 2),
        _ => None,
    }
}

/// The line around a place, and whether it has a letter that is written from right to left.
struct Line<'t> {
    text: &'t str,
    span: Span,
    right_to_left: bool,
}

impl Line<'_> {
    fn is_right_to_left(&mut self, at: usize) -> bool {
        if !self.span.contains(&at) {
            let (before, after) = self.text.split_at_checked(at).unwrap_or_default();
            let start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |line_end| line_end + 1);
            self.span = start..at + memchr::memchr(b'\n', after.as_bytes()).unwrap_or(after.len());
            let line = self.text.get(self.span.clone()).unwrap_or_default();
            self.right_to_left = line.contains(scripts::is_right_to_left);
        }
        self.right_to_left
    }
}

/// One edit for what goes together.
fn take_out(edits: &mut Vec<Edit>, span: Span, replacement: &'static str, rule: RuleId) {
    match edits.last_mut().filter(|last| last.span.end == span.start && last.rule == rule) {
        Some(last) => {
            last.span.end = span.end;
            last.replacement += replacement;
        }
        None => edits.push(edit(span, replacement, rule)),
    }
}
