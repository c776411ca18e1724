//! Sentences and clauses that run together in scripts without capitals ("닫았다.노동자들은", "गया।मजदूर"): a stop between
//! two words of one script.

use crate::repair::sentences::Join;
use crate::repair::shape::{self, letters};
use crate::repair::view::View;

/// The marks of such scripts; full stops, commas, `!` and `?` of ASCII stand there too.
pub const MARKS: [char; 5] = ['؟', '۔', '।', '،', '؛'];

/// Fewest letters of the words around a mark.
const SHORT: usize = 2;
/// Fewest letters before a full stop: shorter words are abbreviations and initials (`د.سامي`).
const LONG: usize = 3;
/// Confidence where the mark stands nowhere but behind a sentence.
const SURE: f32 = 0.95;
/// Confidence elsewhere.
const FAIR: f32 = 0.85;
/// What Korean sentences end with. Without it a full stop may stand for the dot between the items of a row (`산.바다`).
const KOREAN_ENDS: [char; 4] = ['다', '요', '까', '죠'];
/// Behind these a verb of two syllables ends too (`갔다`).
const KOREAN_PAST: [char; 6] = ['갔', '왔', '했', '됐', '샀', '있'];

/// A script without capitals, and with blanks between its words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Arabic,
    Hebrew,
    Indic,
    Hangul,
}

impl Script {
    fn of(char: char) -> Option<Script> {
        match char {
            '\u{590}'..='\u{5ff}' => Some(Script::Hebrew),
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => Some(Script::Arabic),
            '\u{900}'..='\u{dff}' => Some(Script::Indic),
            '\u{ac00}'..='\u{d7a3}' => Some(Script::Hangul),
            _ => None,
        }
    }
}

/// The join after the mark at `at`, if there is one.
pub fn join(view: &View<'_>, at: usize) -> Option<Join> {
    let mark = view.next(at)?;
    let after = at + mark.len_utf8();
    let script = Script::of(view.last(at)?)?;
    let next = view.next(after)?;
    if Script::of(next) != Some(script) || !next.is_alphabetic() {
        return None;
    }
    let confidence = if mark == '।' { Some(SURE) } else { between_words(view, script, mark, at, after) }?;
    Some(Join { at: after, confidence })
}

fn between_words(view: &View<'_>, script: Script, mark: char, at: usize, after: usize) -> Option<f32> {
    let (left, right) = (view.word_before(at), view.word_after(after));
    let token = view.token_before(at)?;
    let dotted = view.next(after + right.len()) == Some(mark) || token.contains(mark);
    if dotted || shape::is_address(token) || shape::is_code(token) || letters(right) < SHORT {
        return None;
    }
    match (mark, script) {
        ('.', Script::Hangul) => ends_korean(left).then_some(FAIR),
        ('.', Script::Arabic | Script::Hebrew) => (letters(left) >= LONG).then_some(FAIR),
        (',', Script::Hangul) | ('.', Script::Indic) => None,
        ('!' | '?' | ',' | '؟' | '۔' | '،' | '؛', _) => (letters(left) >= SHORT).then_some(SURE),
        _ => None,
    }
}

fn ends_korean(word: &str) -> bool {
    let mut end = word.chars().rev();
    let (last, before) = (end.next(), end.next());
    let ends = last.is_some_and(|char| KOREAN_ENDS.contains(&char));
    ends && (end.next().is_some() || before.is_some_and(|char| KOREAN_PAST.contains(&char)))
}
