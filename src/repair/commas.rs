//! Clauses that run together ("responded,referring"): a comma, semicolon or colon, then a word without a blank.

use crate::repair::lists;
use crate::repair::sentences::Join;
use crate::repair::shape::{self, Case};
use crate::repair::view::View;

/// Confidence where words of prose stand on both sides.
const SURE: f32 = 0.95;
/// Confidence where a number or a bracket stands on one side.
const FAIR: f32 = 0.85;
/// Pages of a wiki are named so: `File:Name`.
const NAMESPACES: &[&str] = &["Category", "File", "Help", "Portal", "Special", "Talk", "Template", "User", "Wikipedia"];

/// The join after the mark at `at`, if there is one.
pub fn join(view: &View<'_>, at: usize) -> Option<Join> {
    let mark = view.next(at)?;
    let after = at + mark.len_utf8();
    let next = view.next(after)?;
    if next.is_whitespace() {
        return None;
    }
    let token = view.token_before(at)?;
    if shape::is_address(token) || shape::is_code(token) || token.contains(['&', ';', ':', '*', '+']) {
        return None;
    }
    let confidence = match mark {
        ',' => after_comma(view, token, at, after, next),
        ';' => after_semicolon(view, at, after),
        _ => after_colon(view, token, at, after, next),
    }?;
    let place = if mark == ',' && next == '”' { after + next.len_utf8() } else { after };
    Some(Join { at: place, confidence })
}

fn after_comma(view: &View<'_>, token: &str, at: usize, after: usize, next: char) -> Option<f32> {
    let left = view.word_before(at);
    match next {
        '“' | '‘' => (letters(left) >= 2).then_some(SURE),
        '”' => is_prose_word(view, after + next.len_utf8()).then_some(SURE),
        c if c.is_ascii_digit() => (letters(left) >= 3 && is_year(view, after)).then_some(FAIR),
        _ if token.contains(',') || is_listed(view, after) || !is_prose_word(view, after) => None,
        _ if letters(left) >= 2 => (!has_open_bracket(token) && !token.contains('.')).then_some(SURE),
        _ => {
            let closed = view.last(at).is_some_and(|c| c.is_ascii_digit() || ")]%’".contains(c));
            let right = view.word_after(after);
            (closed && lists::is_function_word(right) && shape::case(right) == Case::Lower).then_some(FAIR)
        }
    }
}

fn after_semicolon(view: &View<'_>, at: usize, after: usize) -> Option<f32> {
    (letters(view.word_before(at)) >= 2 && letters(view.word_after(after)) >= 2 && is_prose_word(view, after))
        .then_some(FAIR)
}

fn after_colon(view: &View<'_>, token: &str, at: usize, after: usize, next: char) -> Option<f32> {
    let left = view.word_before(at);
    let bracket = view.last(at).is_some_and(|c| matches!(c, ')' | ']'));
    if letters(left) < 2 && !bracket || token.contains(['.', '/', '#', '$', '-']) || NAMESPACES.contains(&left) {
        return None;
    }
    let right = view.word_after(after);
    let opens = match next {
        '“' | '‘' | '„' => true,
        c if c.is_ascii_digit() => is_item(view, after),
        '-' | '–' | '•' | '·' => view.next(after + next.len_utf8()).is_some_and(char::is_whitespace),
        _ => match shape::case(right) {
            Case::Capital | Case::Mixed | Case::Upper => letters(right) >= 2 && is_prose_word(view, after),
            Case::Single | Case::Lower => lists::is_function_word(right) && is_followed_by_blank(view, after, right),
            Case::None => false,
        },
    };
    opens.then_some(FAIR)
}

fn letters(word: &str) -> usize {
    word.chars().filter(|c| c.is_alphabetic()).count()
}

/// Does a word of two cased letters or more, or `a`, start at `at`, and end as words of prose do?
fn is_prose_word(view: &View<'_>, at: usize) -> bool {
    let word = view.word_after(at);
    let long = letters(word) >= 2 && shape::case(word) != Case::None && !word.chars().any(shape::is_unspaced);
    let short = lists::is_function_word(word) && is_followed_by_blank(view, at, word);
    (long || short) && shape::ends_a_word(view, at + word.len())
}

fn is_followed_by_blank(view: &View<'_>, at: usize, word: &str) -> bool {
    view.next(at + word.len()).is_some_and(char::is_whitespace)
}

/// Does another tight comma follow the word at `at`? Then this is a list of values rather than prose.
fn is_listed(view: &View<'_>, at: usize) -> bool {
    let end = at + view.word_after(at).len();
    view.next(end) == Some(',') && view.next(end + 1).is_some_and(|c| !c.is_whitespace())
}

fn has_open_bracket(token: &str) -> bool {
    token.rfind(['(', '[']).is_some_and(|open| open > 0 && !token.get(open..).is_some_and(|t| t.contains([')', ']'])))
}

/// Four digits and no more.
fn is_year(view: &View<'_>, at: usize) -> bool {
    let rest = view.after(at).as_bytes();
    rest.len() >= 4
        && rest.iter().take(4).all(u8::is_ascii_digit)
        && rest.get(4).is_none_or(|c| c.is_ascii_whitespace() || matches!(c, b',' | b'.' | b')' | b';'))
}

/// `1. ` and a capital: the first item of a list.
fn is_item(view: &View<'_>, at: usize) -> bool {
    let mut rest = view.after(at).chars();
    rest.next();
    matches!((rest.next(), rest.next()), (Some('.' | ')'), Some(c)) if c.is_whitespace())
        && rest.next().is_some_and(char::is_uppercase)
}
